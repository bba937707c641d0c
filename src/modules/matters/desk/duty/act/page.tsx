import type { Child } from 'hono/jsx'
import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayDay, sayFullDay, sayMoment } from '#kernel/values/when'
import type { Frame } from '#modules/directory'
import { Acts, Button, errorFor, Field, type FieldError, Form, Radios, TextArea } from '#ui/form'
import { Facts } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Row as Line, Section } from '#ui/sheet'
import { Note } from '#ui/timeline'
import { marked } from '#ui/words'
import { cited, lawLines } from '../../../duty/law.ts'
import { lawsOf, mostLetters, type Paper, type Step, waysIn } from '../../../duty/model.ts'
import { Law } from '../../../duty/other.tsx'
import { Paragraphs, Told } from '../../../events/told.tsx'
import { reference } from '../../../templates/read.ts'
import { type Head, matterPath } from '../../model.ts'
import { type Act, actPath, dutiesPath, dutyPath, isDecision, type Row } from '../model.ts'
import { nameOf, standsText } from '../text.ts'
import { asks } from './model.ts'
import { words } from './text.ts'

export type Just = 'skickat' | 'registrerat' | 'klart'
type Props = {
  frame: Frame
  head: Head
  today: Day
  row: Row
  steps: readonly Step[]
  papers: readonly Paper[]
  acts: readonly Act[]
  just?: Just | undefined
  stale?: boolean
}

/** One duty, to the unit: what came or went, the proof of it, what has happened, and what can be done. */
export const DutyPage = (props: Props) => {
  const { frame, head, today, row, steps, acts, just, stale } = props
  const { language } = frame
  const said = words(language)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: dutiesPath(head.id), text: said.back }} title={marked(nameOf(row, language))}>
        <p>{[head.name, head.number].filter(Boolean).join(', ')}</p>
      </PageHead>
      {just && (
        <Notice tone="success" heading={said.just[just]}>
          {null}
        </Notice>
      )}
      {stale && (
        <Notice tone="warning" heading={said.stale}>
          {null}
        </Notice>
      )}
      <Line>
        <Section id="laget" heading={said.stands} after={just !== undefined || stale}>
          <div class="stack">
            <p>{standsText(row, today, language)}</p>
            <Facts facts={factsOf(props)} across />
            <What {...props} />
          </div>
        </Section>
        <section class="section screen-only" aria-labelledby="gor">
          <h2 id="gor">{said.todo}</h2>
          {acts.length === 0 && row.outcome !== null && <p>{said.over}</p>}
          <ul>
            {row.kind === 'decide' && row.outcome === null && (
              <li>{head.native ? <a href={`${matterPath(head.id)}/beslut`}>{said.writeDecision}</a> : said.elsewhere}</li>
            )}
            {acts.map((act) => (
              <li>
                <a href={actPath(head.id, row.id, act)}>{actName(act, row, language)}</a>
              </li>
            ))}
          </ul>
        </section>
        <Section id="hant" heading={said.steps}>
          {steps.length === 0 && <p>{said.noSteps}</p>}
          <div class="stack">
            {steps.map((step) => (
              <StepPart step={step} today={today} language={language} />
            ))}
          </div>
        </Section>
        {row.kind === 'communication' && <Papers {...props} />}
        <Law lines={lawLines(lawsOf[row.kind], today, language)} language={language} />
      </Line>
    </Page>
  )
}

function actName(act: Act, { kind }: Row, language: Language): string {
  const { acts } = words(language)
  if (act === 'withdrawn') return kind === 'communication' ? acts.withdrawn.communication : acts.withdrawn.ask
  if (act === 'refused') return kind === 'decide' ? acts.refused.decide : kind === 'file' ? acts.refused.file : acts.refused.ask
  return acts[act]
}

function factsOf({ frame: { language }, row, today }: Props): { term: Child; is: Child }[] {
  const said = words(language)
  const communication = row.kind === 'communication'
  const { got, until } = row.detail
  return [
    {
      term: communication ? said.facts.told : said.facts.came,
      is: capital(row.via === 'here' ? sayMoment(row.at, today, language) : sayFullDay(row.cameOn, language)),
    },
    { term: said.facts.way, is: said.ways[row.via] },
    ...(row.by ? [{ term: said.facts.by, is: row.by }] : []),
    ...(row.lastDay ? [{ term: said.facts.last, is: capital(sayFullDay(row.lastDay, language)) }] : []),
    ...(communication && row.via === 'here'
      ? [{ term: said.facts.opened, is: row.openedAt ? capital(sayMoment(row.openedAt, today, language)) : said.facts.not }]
      : []),
    ...(got ? [{ term: said.facts.got, is: capital(sayFullDay(got, language)) }] : []),
    ...(until ? [{ term: said.facts.until, is: capital(sayFullDay(until, language)) }] : []),
  ]
}

const What = ({ frame: { language }, row, today }: Props) => {
  const said = words(language)
  const { what, from, to, how, why, lateness, application } = row.detail
  const days = { from: from ? sayDay(from, today, language) : '', to: to ? sayDay(to, today, language) : '' }
  return (
    <>
      {application && <p>{said.applied(sayDay(application, today, language))}</p>}
      {what && (
        <p>
          {what === 'period' ? said.wants.period(days.from, days.to) : said.wants[what]} {how && said.how[how]}
        </p>
      )}
      {lateness && <p>{said.lateness[lateness]}</p>}
      <Said heading={row.kind === 'communication' ? said.weWrote : said.wrote} text={row.text} language={language} />
      <Said heading={said.why} text={why ?? ''} language={language} />
    </>
  )
}

const Said = ({ heading, text, language }: { heading: string; text: string; language: Language }) =>
  text ? (
    <>
      <p class="term">{heading}</p>
      <Note language={language}>
        <Paragraphs text={text} />
      </Note>
    </>
  ) : null

const StepPart = ({ step, today, language }: { step: Step; today: Day; language: Language }) => {
  const said = words(language)
  const { via, how, to, until, rules, decidedBy, why } = step.detail
  return (
    <div class="stack">
      <h3 class="h3">{said.step[step.kind]}</h3>
      <p class="small soft">
        {capital(step.whose === 'person' ? sayMoment(step.at, today, language) : sayFullDay(step.cameOn, language))}
        {step.cameOn !== dayOf(step.at) && step.whose === 'person' ? `, ${sayFullDay(step.cameOn, language)}` : ''}{' '}
        {step.late && said.lateAnswer}
      </p>
      {(via || how || to || until) && (
        <p>{marked(theirs([via && said.ways[via], to, how, until && sayFullDay(until, language)].filter(Boolean).join(', '), language))}</p>
      )}
      {step.text && (
        <Note language={language}>
          <Paragraphs text={step.text} />
        </Note>
      )}
      <Said heading={said.why} text={why ?? ''} language={language} />
      {decidedBy && <p>{marked(said.byDecision(theirs(decidedBy, language), cited(rules ?? [], language)))}</p>}
    </div>
  )
}

const Papers = ({ frame: { language }, head, row, papers, today }: Props) => {
  const said = words(language)
  return (
    <Section id="papper" heading={said.papers}>
      {papers.length === 0 && <p>{said.noPapers}</p>}
      {papers.map(({ n, event, title, hash }) => (
        <div class="preview stack">
          <Told event={event} template={reference().templates[head.field]} today={today} language={language} />
          {title && (
            <p class="acts">
              <a href={`${dutyPath(head.id, row.id)}/handling/${n}`}>{marked(said.open(theirs(title, language)))}</a>
            </p>
          )}
          <More summary={said.hash}>
            <p class="small">
              <code>{(hash.match(/.{8}/g) ?? []).join(' ')}</code>
            </p>
          </More>
        </div>
      ))}
    </Section>
  )
}

type ActProps = Pick<Props, 'frame' | 'head' | 'today' | 'row'> & {
  act: Act
  typed: Record<string, string>
  errors?: readonly FieldError[]
}

/** The form of one act: only what it asks for. */
export const ActPage = ({ frame, head, row, act, typed, errors = [] }: ActProps) => {
  const { language } = frame
  const said = words(language)
  const asked = asks[act] as readonly string[]
  const has = (name: string) => asked.includes(name) || asked.includes(`${name}!`)
  const common = (id: string) => ({ id, value: typed[id], error: errorFor(errors, id) })
  const own = <T extends string>(of: Record<T | 'ask', string>): string => (of as Record<string, string>)[act] ?? of.ask
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: dutyPath(head.id, row.id), text: said.backToDuty }} title={actName(act, row, language)}>
        {isDecision(act) && <p>{said.decisionLead}</p>}
        {act === 'withdrawn' && row.kind === 'communication' && <p>{said.takeBackLead}</p>}
      </PageHead>
      <Line>
        <Form language={language} errors={errors}>
          <input type="hidden" name="sett" value={typed['sett'] ?? row.revision} />
          {has('satt') && (
            <Radios {...common('satt')} label={said.fields.satt} options={waysIn.map((value) => ({ value, text: said.ways[value] }))} />
          )}
          {has('datum') && <Field {...common('datum')} label={own(said.fields.datum)} hint={said.fields.dayHint} />}
          {has('senast') && <Field {...common('senast')} label={said.fields.senast} hint={said.fields.dayHint} />}
          {has('skal') && (
            <TextArea
              {...common('skal')}
              language={language}
              label={said.fields.skal}
              hint={said.fields.skalHint}
              rows={6}
              maxlength={mostLetters}
            />
          )}
          {has('regler') && (
            <TextArea {...common('regler')} language={language} label={said.fields.regler} hint={said.fields.reglerHint} rows={3} />
          )}
          {has('beslutare') && (
            <Field {...common('beslutare')} label={said.fields.beslutare} hint={said.fields.beslutareHint} maxlength={300} />
          )}
          {has('till') && <Field {...common('till')} label={said.fields.till} maxlength={300} />}
          {has('hur') && <Field {...common('hur')} label={own(said.fields.hur)} maxlength={300} />}
          {has('text') && (
            <TextArea {...common('text')} language={language} label={own(said.fields.text)} rows={4} maxlength={mostLetters} />
          )}
          <Acts>
            <Button>{said.save}</Button>
          </Acts>
        </Form>
      </Line>
    </Page>
  )
}
