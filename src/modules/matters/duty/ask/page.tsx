import type { Day } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { sayDay, sayFullDay } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Notice, Row, Section } from '#ui/sheet'
import { marked } from '#ui/words'
import { Paragraphs } from '../../events/told.tsx'
import type { View } from '../../events/view.ts'
import { footOf, type Framed, reachOf, unnamedIn } from '../../matter/contact.tsx'
import { dutyPath, rightsPath } from '../../paths.ts'
import type { Appeal } from '../../events/view.ts'
import { lawLines } from '../law.ts'
import { lawsOf, manners, mostLetters, parts } from '../model.ts'
import { Law, OtherWays } from '../other.tsx'
import { words } from './text.ts'

/** What the form is for. `appeal`: of a decision with its title and day, or of our no to something; `again`: it has been appealed already. */
export type About =
  | { kind: 'decide'; applied: Day; answerBy: Day }
  | { kind: 'file' }
  | { kind: 'appeal'; of: { title: string; day: Day; appeal: Appeal } | undefined; again: boolean }
  | { kind: 'early' }
  /** Asked for already, and not answered: which, and since when. */
  | { kind: 'there'; of: 'decide' | 'file'; duty: string; since: Day }

type Props = {
  frame: Framed
  matter: string
  view: View
  unit: Unit
  today: Day
  about: About
  key: string
  typed: Record<string, string>
  errors?: readonly FieldError[]
}

export const AskPage = (props: Props) => {
  const { frame, matter, view, unit, about, today } = props
  const { language } = frame
  const said = words(language)
  const reach = reachOf(view.officer, unit, language, unnamedIn(view))
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} simple>
      <PageHead back={{ href: rightsPath(matter), text: said.back }} title={said[about.kind === 'there' ? about.of : about.kind].heading}>
        <Lead {...props} />
      </PageHead>
      <Row margin={<OtherWays reach={reach} unit={unit} language={language} />}>
        <div class="stack">
          {about.kind === 'there' && <There {...props} about={about} />}
          {about.kind !== 'early' && about.kind !== 'there' && (
            <>
              <Fill {...props} about={about} />
              <Law lines={lawLines(lawsOf[about.kind], today, language)} language={language} />
            </>
          )}
        </div>
      </Row>
    </Page>
  )
}

const Lead = ({ frame: { language }, about, today }: Props) => {
  const said = words(language)
  switch (about.kind) {
    case 'early':
      return <p>{said.early.text}</p>
    case 'there':
      return <p>{said.there[about.of](sayDay(about.since, today, language))}</p>
    case 'file':
      return <p>{said.file.lead}</p>
    case 'decide':
      return (
        <>
          <p>{said.decide.lead(sayDay(about.applied, today, language))}</p>
          <p>
            <b>{said.decide.dueBy(sayDay(about.answerBy, today, language))}</b> {said.decide.once}
          </p>
        </>
      )
    case 'appeal':
      return (
        <>
          <p>
            {about.of
              ? marked(said.appeal.of(theirs(about.of.title, language), sayFullDay(about.of.day, language)))
              : said.appeal.ofRefusal}
          </p>
          <p>{said.appeal.lead}</p>
        </>
      )
  }
}

/** The day is said and never shuts anything: a late appeal is taken in (FL 45 §). */
const When = ({ of, today, frame: { language } }: Props & { of: { appeal: Appeal } | undefined }) => {
  const said = words(language).appeal
  const appeal = of?.appeal
  if (appeal?.state === 'elsewhere') return <p>{said.unknown}</p>
  if (appeal?.state !== 'running' && appeal?.state !== 'over') return null
  return <p>{said[appeal.state](sayDay(appeal.lastDay, today, language))}</p>
}

/** The one there is, and what was written now, which is not sent. */
const There = ({ about, matter, typed, frame: { language } }: Props & { about: Extract<About, { kind: 'there' }> }) => {
  const said = words(language).there
  return (
    <>
      <p class="acts">
        <ButtonLink href={dutyPath(matter, about.duty)}>{said.see}</ButtonLink>
      </p>
      {typed['text'] && (
        <Section id="skrivet" heading={said.typed}>
          <Paragraphs text={typed['text']} />
          <p class="small soft">{said.notSent}</p>
        </Section>
      )}
    </>
  )
}

const Fill = (props: Props & { about: Exclude<About, { kind: 'early' | 'there' }> }) => {
  const { frame, about, key, typed, errors = [] } = props
  const { language } = frame
  const said = words(language)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  const area = (id: string) => ({ ...common(id), language, maxlength: mostLetters })
  return (
    <>
      {about.kind === 'appeal' && about.again && (
        <Notice tone="info" heading={said.appeal.added}>
          {null}
        </Notice>
      )}
      {about.kind === 'appeal' && <When {...props} of={about.of} />}
      <Form language={language} errors={errors}>
        <input type="hidden" name="key" value={key} />
        {about.kind === 'file' && (
          <>
            <Radios {...common('vad')} label={said.file.what} options={parts.map((value) => ({ value, text: said.file.parts[value] }))} />
            <div class="split">
              <Field {...common('fran')} label={said.file.from} hint={said.file.dayHint} />
              <Field {...common('till')} label={said.file.to} hint={said.file.dayHint} />
            </div>
            <TextArea {...area('text')} label={said.file.text} hint={said.file.textHint} />
            <Radios
              {...common('hur')}
              label={said.file.how}
              options={manners.map((value) => ({ value, text: said.file.manners[value] }))}
            />
          </>
        )}
        {about.kind === 'decide' && <TextArea {...area('text')} label={said.decide.text} hint={said.own} />}
        {about.kind === 'appeal' && (
          <>
            <TextArea {...area('text')} label={said.appeal.change} hint={said.own} rows={5} />
            <TextArea {...area('skal')} label={said.appeal.why} rows={8} />
            <p>{said.appeal.papers}</p>
          </>
        )}
        <Acts>
          <Button>{said[about.kind].send}</Button>
        </Acts>
      </Form>
    </>
  )
}
