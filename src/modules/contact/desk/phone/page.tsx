import { type Language, langTag } from '#kernel/text'
import { addDays, type Day, dayOf } from '#kernel/values/day'
import { sayDate, sayRange } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Table } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Split } from '#ui/sheet'
import { phonePath as root, root as inbox } from '../model.ts'
import { type Came, type Change, mondayOf, type PhoneWeek, type RowFault, shownWeeks, weekOf } from './model.ts'
import type { Entered } from './queries.ts'
import { words } from './text.ts'

export const listPath = `${root}/lista`
export const fields = ['vecka', 'tid', 'besvarade', 'missade'] as const
export type Typed = Partial<Record<(typeof fields)[number], string>>

type Props = {
  frame: Frame
  today: Day
  weeks: readonly Entered[]
  came: readonly Came[]
  change?: Change | undefined
  /** What stands for the week that the form changes. */
  changed?: Entered | undefined
  typed: Typed
  errors?: readonly FieldError[]
  faults?: readonly RowFault[]
  done?: { saved: Day } | { read: number } | undefined
}

/** The unit's telephone beside what people write to it instead, week by week (MSG-13). */
export const PhonePage = ({ frame, today, weeks, came, change, changed, typed, errors = [], faults = [], done }: Props) => {
  const { language } = frame
  const said = words(language)
  const inFile = errors.some(({ field }) => field === 'fil')
  const Asked = ({ id, hint }: { id: (typeof fields)[number]; hint?: string }) => (
    <Field
      id={id}
      label={said.fields[id]}
      hint={hint}
      value={typed[id]}
      inputmode={hint ? undefined : 'numeric'}
      autocomplete="off"
      maxlength={40}
      error={errorFor(errors, id)}
    />
  )
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: inbox, text: said.back }} title={said.title}>
        <p>{said.lead}</p>
      </PageHead>
      {done && (
        <Notice
          tone="success"
          heading={'saved' in done ? said.done.saved(sayWeek(done.saved, today, language)) : said.done.read(done.read)}
        />
      )}
      {faults.length > 0 && <Faults faults={faults} language={language} />}
      {change && <Changed change={change} language={language} />}
      <section class="section screen-only" aria-labelledby="fyll">
        <h2 id="fyll">{changed ? said.changeWeek(sayWeek(changed.monday, today, language).toLocaleLowerCase('sv')) : said.fill}</h2>
        <p>{changed ? said.changeText(changed.by, sayDate(dayOf(changed.at), today, language)) : said.fillText}</p>
        <Form action={root} language={language} errors={inFile ? [] : errors}>
          {changed && <input type="hidden" name="andrar" value={changed.monday} />}
          <Asked id="vecka" hint={said.fields.veckaHint} />
          <Asked id="tid" hint={said.fields.tidHint} />
          <Split>
            <Asked id="besvarade" />
            <Asked id="missade" />
          </Split>
          <Acts>
            <Button>{said.save}</Button>
            {changed && <a href={root}>{said.another}</a>}
          </Acts>
        </Form>
        <More summary={said.list} open={inFile || faults.length > 0}>
          <p>{said.listText}</p>
          <Form action={listPath} language={language} errors={inFile ? errors : []} upload>
            <Field
              id="fil"
              type="file"
              label={said.file}
              hint={said.fileHint}
              accept=".csv,text/csv,text/plain"
              error={errorFor(errors, 'fil')}
            />
            <Acts>
              <Button variant="secondary">{said.read}</Button>
            </Acts>
          </Form>
        </More>
      </section>
      <Weeks weeks={weeks} came={came} today={today} language={language} />
      <p class="small soft">{said.tableText}</p>
    </Page>
  )
}

/** "Vecka 48, 23–29 november". */
const sayWeek = (monday: Day, today: Day, language: Language): string =>
  words(language).week(weekOf(monday).week, sayRange(monday, addDays(monday, 6), today, language))

const Changed = ({ change: { weeks, before, minutes, missed, came }, language }: { change: Change; language: Language }) => {
  const said = words(language)
  const count = (n: number) => n.toLocaleString(langTag(language), { maximumFractionDigits: 1 })
  const time = (n: number) => said.time(Math.round(n))
  const span = ([from, to]: readonly [Day, Day]) => said.weeks(weekOf(from).week, weekOf(to).week)
  return (
    <div class="section">
      <p class="lead">
        {[
          minutes && said.change.minutes(time(minutes[0]), time(minutes[1])),
          missed && said.change.missed(count(missed[0]), count(missed[1])),
          // Nothing has come in all that time: then nothing is compared.
          came.some((n) => n > 0) && said.change.came(count(came[0]), count(came[1])),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <p class="small soft">{said.change.how(span(weeks), span(before))}</p>
    </div>
  )
}

/** Every week of the last half year, the latest first: what is entered, and what came. A column that nobody fills in is not there. */
const Weeks = ({ weeks, came, today, language }: Pick<Props, 'weeks' | 'came' | 'today'> & { language: Language }) => {
  const said = words(language)
  const entered = new Map<string, PhoneWeek>(weeks.map((week) => [week.monday, week]))
  const arrived = new Map(came.map((week) => [week.monday as string, week]))
  const answers = weeks.some(({ answered }) => answered !== null)
  const { head } = said
  const running = mondayOf(today)
  return (
    <Table
      id="veckor"
      caption={said.table}
      head={[head.week, head.minutes, ...(answers ? [head.answered] : []), head.missed, head.written, head.calls, head.inTime]}
      rows={Array.from({ length: shownWeeks }, (_, at) => addDays(running, -7 * at)).map((monday) => {
        const { minutes = null, answered = null, missed = null } = entered.get(monday) ?? {}
        const { written = 0, calls = 0, inTime = 0, waiting = 0 } = arrived.get(monday) ?? {}
        return [
          <a href={`${root}?vecka=${monday}#vecka`}>
            {sayWeek(monday, today, language)}
            {monday === running && (
              <>
                {' '}
                <span class="soft">({said.running.toLocaleLowerCase('sv')})</span>
              </>
            )}
          </a>,
          minutes === null ? '' : said.time(minutes),
          ...(answers ? [numberOrNothing(answered)] : []),
          numberOrNothing(missed),
          String(written),
          String(calls),
          written + calls === 0 ? '' : said.inTime(inTime, written + calls, waiting),
        ]
      })}
    />
  )
}

const numberOrNothing = (n: number | null) => (n === null ? '' : String(n))

const mostFaults = 100
const Faults = ({ faults, language }: { faults: readonly RowFault[]; language: Language }) => {
  const said = words(language)
  return (
    <>
      <Notice tone="warning" heading={said.faults}>
        <p>{said.faultsText}</p>
      </Notice>
      <Table
        id="fel"
        caption={said.byLine}
        head={[said.faultHead.line, said.faultHead.column, said.faultHead.what]}
        rows={faults.slice(0, mostFaults).map(({ line, column, why }) => [said.onLine(line), said.columnNames[column], said.fault[why]])}
      />
      {faults.length > mostFaults && <p>{said.more(faults.length - mostFaults)}</p>}
    </>
  )
}
