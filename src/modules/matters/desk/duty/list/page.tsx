import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form } from '#ui/form'
import { Item, Rows, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Empty, More, Notice, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { eventPath } from '../../event/page.tsx'
import { type Head, matterPath } from '../../model.ts'
import { communicatePath, dutyPath, isLate, listPath, registerPath, type Row } from '../model.ts'
import { nameOf, standsText, words as dutyWords } from '../text.ts'
import { words } from './text.ts'

type Props = {
  frame: Frame
  today: Day
  rows: readonly Row[]
  /** There are more than these. */
  more: boolean
  /** For a manager: the days as typed or as they are. */
  alarms?: { fileDays: string; appealDays: string } | undefined
  saved?: boolean
  errors?: readonly FieldError[]
}

/** Everything of the unit that has a day, late first. */
export const ListPage = ({ frame, today, rows, more, alarms, saved, errors = [] }: Props) => {
  const { language } = frame
  const said = words(language)
  const late = rows.filter((row) => isLate(row, today))
  const waiting = rows.filter((row) => !isLate(row, today))
  return (
    <Page {...frame} title={said.title}>
      <PageHead title={said.heading}>
        <p>{said.lead}</p>
      </PageHead>
      {saved && (
        <Notice tone="success" heading={said.alarms.saved}>
          <p>{said.alarms.savedText}</p>
        </Notice>
      )}
      {rows.length === 0 && (
        <Empty heading={said.none} level={2}>
          <p>{said.noneText}</p>
        </Empty>
      )}
      {late.length > 0 && (
        <Section id="sent" heading={said.late}>
          <Lines of={late} today={today} language={language} whose />
        </Section>
      )}
      {waiting.length > 0 && (
        <Section id="vantar" heading={said.waiting}>
          <Lines of={waiting} today={today} language={language} whose />
        </Section>
      )}
      {more && <p>{said.more(rows.length)}</p>}
      {alarms && (
        <div class="section screen-only">
          <More summary={said.alarms.heading} open={errors.length > 0}>
            <p>{said.alarms.text}</p>
            <Form language={language} errors={errors}>
              <Field id="akt" label={said.alarms.file} value={alarms.fileDays} inputmode="numeric" error={errorFor(errors, 'akt')} />
              <Field
                id="overklagande"
                label={said.alarms.appeal}
                value={alarms.appealDays}
                inputmode="numeric"
                error={errorFor(errors, 'overklagande')}
              />
              <Acts>
                <Button variant="secondary">{said.alarms.save}</Button>
              </Acts>
            </Form>
          </More>
        </div>
      )}
    </Page>
  )
}

/** One matter's: what can be begun or registered, and all there has been. */
export const MatterDutiesPage = ({ frame, head, today, rows }: Pick<Props, 'frame' | 'today' | 'rows'> & { head: Head }) => {
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: matterPath(head.id), text: said.back }} title={said.ofMatter(said.of(head.name, head.number ?? ''))} />
      <section class="section screen-only" aria-labelledby="borja">
        <h2 id="borja">{said.begin}</h2>
        <ul>
          <li>
            <a href={communicatePath(head.id)}>{said.acts.communicate}</a>
          </li>
          {(['decide', 'file', 'appeal'] as const).map((kind) => (
            <li>
              <a href={registerPath(head.id, kind)}>{said.acts[kind]}</a>
            </li>
          ))}
          {head.native && (
            <li>
              <a href={eventPath(head.id, 'delay-notice')}>{said.acts.delay}</a>
            </li>
          )}
        </ul>
        <Acts>
          <a href={listPath}>{said.toList}</a>
        </Acts>
      </section>
      <Section id="allt" heading={said.all}>
        {rows.length === 0 && <p>{said.nothing}</p>}
        {rows.length > 0 && <Lines of={rows} today={today} language={language} />}
      </Section>
    </Page>
  )
}

const Lines = ({ of, today, language, whose }: { of: readonly Row[]; today: Day; language: Language; whose?: boolean }) => (
  <Rows>
    {of.map((row) => (
      <Item href={dutyPath(row.matterId, row.id)} title={marked(nameOf(row, language))}>
        <p>
          {whose && `${words(language).of(row.name, row.number ?? '')}. `}
          {standsText(row, today, language)} {isLate(row, today) && <Tag color="danger">{dutyWords(language).late}</Tag>}
        </p>
      </Item>
    ))}
  </Rows>
)
