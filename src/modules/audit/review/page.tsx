import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { capital, sayDay, sayMoment, sayTime } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Facts, Filter, Pager, Table, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, Notice, Section } from '#ui/sheet'
import { type Found, isOpen, type Looked, results, type Review } from './model.ts'
import type { State } from './queries.ts'
import { words } from './text.ts'

export const root = '/personal/loggar'

const becauseText = (because: Review['because'], language: Language) => because.map((one) => words(language).because[one]).join(', ')

type ListProps = {
  frame: Frame
  today: Day
  open: boolean
  rows: readonly Review[]
  next: string | undefined
  later: boolean
  saved: boolean
}

/** What waits for review, those due first, and what is done. */
export const ReviewsPage = ({ frame, today, open, rows, next, later, saved }: ListProps) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.title}>
        <p>{said.lead}</p>
        <Filter
          label={said.filter}
          links={[
            { href: root, text: said.open, current: open },
            { href: `${root}?visa=klara`, text: said.done, current: !open },
          ]}
        />
      </PageHead>
      {saved && <Notice tone="success" heading={said.saved} />}
      {rows.length === 0 ? (
        <Empty heading={open ? said.empty : said.emptyDone} level={2}>
          <p>{said.emptyText}</p>
        </Empty>
      ) : (
        <Table
          id="granskningar"
          caption={open ? said.open : said.done}
          head={[said.head.who, said.head.day, said.head.because, said.head.due]}
          rows={rows.map(({ id, name, unit, day, because, dueOn }) => [
            <>
              <a href={`${root}/${id}`}>{name}</a>
              <br />
              {say(unit, language)}
            </>,
            capital(sayDay(day, today, language)),
            becauseText(because, language),
            <>
              {sayDay(dueOn, today, language)} {open && dueOn < today && <Tag color="danger">{said.late}</Tag>}
            </>,
          ])}
        />
      )}
      <Pager language={language} before={later ? (open ? root : `${root}?visa=klara`) : undefined} next={next} />
    </Page>
  )
}

type Props = {
  frame: Frame
  today: Day
  review: Review
  looked: readonly (Looked & { what: string })[]
  found: readonly Found[]
  errors?: readonly FieldError[]
  typed?: { resultat?: string | undefined; ord?: string | undefined }
  stale?: boolean
}

/** One review: what was done, by whom, what has been found, and the form. */
export const ReviewPage = ({ frame, today, review, looked, found, errors = [], typed, stale }: Props) => {
  const { language } = frame
  const said = words(language)
  const { name, unit, title, day, because, dueOn } = review
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: said.back }} title={name}>
        <p>{say(title, language)}</p>
      </PageHead>
      <Facts
        across
        facts={[
          { term: said.about.unit, is: say(unit, language) },
          { term: said.about.day, is: capital(sayDay(day, today, language)) },
          { term: said.about.because, is: becauseText(because, language) },
          { term: said.about.due, is: sayDay(dueOn, today, language) },
        ]}
      />
      {stale && (
        <Notice tone="warning" heading={said.stale}>
          <p>{said.staleText}</p>
        </Notice>
      )}
      {looked.length === 0 ? (
        <Section id="gjort" heading={said.looked}>
          <p>{said.lookedNone}</p>
        </Section>
      ) : (
        <Table
          id="gjort"
          caption={said.looked}
          head={[said.columns.at, said.columns.what, said.columns.number, said.columns.why]}
          rows={looked.map(({ at, what, number, reason, elsewhere }) => [
            capital(sayTime(at, language)),
            <>
              {capital(what)}
              {elsewhere && <p class="small">{said.elsewhere}</p>}
            </>,
            number ?? said.noNumber,
            reason ?? '–',
          ])}
        />
      )}
      {found.length > 0 && (
        <Section id="bedomt" heading={said.found}>
          {found.map(({ result, note, at, by }) => (
            <>
              <p>
                <b>{said.foundBy(said.results[result], by, sayMoment(at, today, language))}</b>
              </p>
              {note.split(/\n+/).map((line) => (
                <p>{line}</p>
              ))}
            </>
          ))}
        </Section>
      )}
      {isOpen(found) && (
        <Form language={language} errors={errors}>
          <input type="hidden" name="sett" value={found.length} />
          <Radios
            id="resultat"
            label={said.ask}
            value={typed?.resultat}
            error={errorFor(errors, 'resultat')}
            options={results.map((value) => ({ value, text: said.results[value], hint: said.hints[value] }))}
          />
          <TextArea
            language={language}
            id="ord"
            label={said.note}
            hint={said.noteHint}
            maxlength={4000}
            value={typed?.ord ?? ''}
            error={errorFor(errors, 'ord')}
          />
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        </Form>
      )}
    </Page>
  )
}

/** How it stands with the log, on a start page: the reviewer's queue, and for others only what is wrong. */
export const LogState = ({ state, role, today, language }: { state: State; role: string; today: Day; language: Language }) => {
  const said = words(language).start
  const { waiting, late, stopped } = state
  return (
    <>
      {stopped && (
        <Notice tone="danger" heading={said.stopped}>
          <p>{said.stoppedText(sayMoment(stopped, today, language))}</p>
        </Notice>
      )}
      {role === 'unitManager' && late > 0 && (
        <Notice tone="warning" heading={said.lateUnit(late)}>
          <p>{said.lateUnitText}</p>
        </Notice>
      )}
      {role === 'logReviewer' && (
        <Section id="loggar" heading={said.heading}>
          <p>
            {waiting === 0 ? said.none : said.some(waiting)} {late > 0 && <Tag color="danger">{said.late(late)}</Tag>}
          </p>
          <Acts>
            <ButtonLink href={root}>{said.to}</ButtonLink>
          </Acts>
        </Section>
      )}
    </>
  )
}
