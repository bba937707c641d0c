import type { Child } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayDay, sayFullDay, sayMoment } from '#kernel/values/when'
import type { Unit } from '#modules/directory'
import { Acts, Button, Checkbox, errorFor, type FieldError, Form, TextArea } from '#ui/form'
import { Facts } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Print } from '#ui/print'
import { Folder, More, Notice, Row, Section } from '#ui/sheet'
import { Note } from '#ui/timeline'
import { marked } from '#ui/words'
import { Paragraphs, Told } from '../../events/told.tsx'
import type { View } from '../../events/view.ts'
import { footOf, type Framed, printedBy, reachOf, unnamedIn } from '../../matter/contact.tsx'
import { appealRefusalPath, dutyPath, rightsPath } from '../../paths.ts'
import type { ShelfMatter } from '../../shelf.ts'
import { reference } from '../../templates/read.ts'
import { cited, lawLines } from '../law.ts'
import { asksForAnswer, type Duty, isRefusal, lawsOf, mostLetters, type Paper, type Step } from '../model.ts'
import { Law, OtherWays } from '../other.tsx'
import { dutyText, words as dutyWords } from '../text.ts'
import { words } from './text.ts'

export type Just = 'sent' | 'added' | 'answered' | 'withdrawn'
type Props = {
  frame: Framed
  matter: ShelfMatter
  view: View
  unit: Unit
  today: Day
  duty: Duty
  steps: readonly Step[]
  papers: readonly Paper[]
  key: string
  just?: Just | undefined
  text?: string
  errors?: readonly FieldError[]
}

/** One thing that the law sets a day for: what was asked or sent, the receipt, what has happened, and what its person can do about it. */
export const OnePage = (props: Props) => {
  const { frame, matter, view, unit, today, duty, just, papers } = props
  const { language } = frame
  const said = words(language)
  const reach = reachOf(view.officer, unit, language, unnamedIn(view))
  const { title, text } = dutyText(duty, today, language)
  const communication = duty.kind === 'communication'
  const waits = asksForAnswer(duty, today)
  return (
    <Page {...frame} {...footOf(reach, unit, frame)} title={said.title} printed={printedBy(frame, unit, matter.number)} simple>
      <PageHead back={{ href: rightsPath(matter.id), text: said.back }} title={marked(title)} />
      {just && (
        <Notice tone="success" heading={said[just].heading}>
          <p>{just === 'sent' ? said.sent.text(sayMoment(duty.at, today, language)) : said[just].text}</p>
        </Notice>
      )}
      <Row margin={<OtherWays reach={reach} unit={unit} language={language} />}>
        <Folder
          id="laget"
          tab={duty.outcome ? said.tab.done : waits ? said.tab.you : said.tab.we}
          voice={waits ? 'you' : 'we'}
          tinted={waits}
          heading={text}
          look="h3"
        >
          <Facts facts={factsOf(props)} />
          {communication ? <Quote heading={said.weWrote} text={duty.text} language={language} /> : <Asked {...props} />}
        </Folder>
        {communication && (
          <Section id="papper" heading={said.papers} after>
            {papers.length === 0 && <p>{duty.via === 'here' ? said.takenBack : said.onPaper}</p>}
            {papers.map((paper) => (
              <PaperPart paper={paper} {...props} />
            ))}
          </Section>
        )}
        <Steps {...props} />
        {communication && duty.outcome === null && <Answer {...props} />}
        {!communication && duty.outcome === null && <TakeBack {...props} kind={duty.kind as 'decide'} />}
        <div class="section stack">
          <Law lines={lawLines(lawsOf[duty.kind], today, language)} language={language} />
          <Print language={language} />
        </div>
      </Row>
    </Page>
  )
}

function factsOf({ frame: { language }, duty, today }: Props): { term: Child; is: Child }[] {
  const said = words(language)
  const { kind, via, cameOn, at, lastDay } = duty
  const communication = kind === 'communication'
  // What came in here has a moment of the server's own; what came on paper has the day somebody wrote down.
  const came = via === 'here' ? sayMoment(at, today, language) : said.cameOn(sayFullDay(cameOn, language), said.ways[via])
  return [
    { term: communication ? said.sentOn : said.came, is: capital(came) },
    ...(lastDay && (communication || kind === 'decide')
      ? [{ term: communication ? said.answerBy : said.decideBy, is: <b>{capital(sayFullDay(lastDay, language))}</b> }]
      : []),
  ]
}

const Quote = ({ heading, text, language }: { heading: string; text: string; language: Framed['language'] }) =>
  text ? (
    <>
      <p class="term">{heading}</p>
      <Note language={language}>
        <Paragraphs text={text} />
      </Note>
    </>
  ) : null

/** What the person asked for, in their own words. */
const Asked = ({ frame: { language }, duty, today }: Props) => {
  const said = words(language)
  const { what, how, from, to, why, lateness, until } = duty.detail
  const wants =
    what === 'period'
      ? said.wants.period(from ? sayDay(from, today, language) : '', to ? sayDay(to, today, language) : '')
      : what && said.wants[what]
  return (
    <>
      {wants && (
        <p>
          {wants} {how && said.how[how]}
        </p>
      )}
      {lateness === 'late' && until && <p>{said.late(sayDay(until, today, language))}</p>}
      {lateness === 'in-time' && until && <p>{said.inTime(sayDay(until, today, language))}</p>}
      {duty.text ? <Quote heading={said.wrote} text={duty.text} language={language} /> : !wants && <p>{said.nothingWritten}</p>}
      {why && <Quote heading={said.why} text={why} language={language} />}
    </>
  )
}

/** What may be hard to read is folded, and its reader opens it when they want to. */
const PaperPart = (props: Props & { paper: Paper }) =>
  props.paper.sensitive ? (
    <More summary={words(props.frame.language).hard}>
      <PaperWords {...props} />
    </More>
  ) : (
    <PaperWords {...props} />
  )

const PaperWords = ({ paper, matter, duty, frame: { language }, today }: Props & { paper: Paper }) => (
  <div class="preview stack">
    <Told event={paper.event} template={reference().templates[matter.field]} today={today} language={language} />
    {paper.title && (
      <p class="acts">
        <a href={`${dutyPath(matter.id, duty.id)}/handling/${paper.n}`}>{marked(words(language).file(theirs(paper.title, language)))}</a>
      </p>
    )}
  </div>
)

const Steps = ({ frame: { language }, matter, duty, steps, today }: Props) => {
  const said = words(language)
  const communication = duty.kind === 'communication'
  if (steps.length === 0)
    return communication ? null : (
      <Section id="hant" heading={said.happened} after>
        <p>{said.nothingHappened}</p>
      </Section>
    )
  return (
    <Section id="hant" heading={said.happened} after>
      <div class="stack">
        {steps.map((step) => (
          <div class="stack">
            <h3 class="h3">{step.kind === 'withdrawn' && step.whose === 'staff' ? said.steps['taken-back'] : said.steps[step.kind]}</h3>
            <p class="small soft">
              {capital(step.whose === 'person' ? sayMoment(step.at, today, language) : sayFullDay(dayOf(step.at), language))}{' '}
              {step.late && dutyWords(language).late}
            </p>
            {step.detail.until && <p>{said.until(sayDay(step.detail.until, today, language))}</p>}
            {(step.detail.to || step.detail.how) && (
              <p>{marked(theirs(said.sentTo(step.detail.to ?? '', step.detail.how ?? ''), language))}</p>
            )}
            {step.detail.decidedBy ? (
              <Refusal step={step} matter={matter.id} duty={duty} language={language} />
            ) : (
              step.text && (
                <Note language={language}>
                  <Paragraphs text={step.text} />
                </Note>
              )
            )}
            {step.detail.why && <Quote heading={said.why} text={step.detail.why} language={language} />}
          </div>
        ))}
      </div>
    </Section>
  )
}

/** A no as the decision it is: the reasons, the rules, who decided, and how to appeal (FL 31–33 §§). */
const Refusal = ({ step, matter, duty, language }: { step: Step; matter: string; duty: Duty; language: Framed['language'] }) => {
  const said = words(language).decision
  return (
    <>
      <Quote heading={said.reasons} text={step.text} language={language} />
      <p class="term">{said.rules}</p>
      <p>{marked(cited(step.detail.rules ?? [], language))}</p>
      <p>{marked(said.by(theirs(step.detail.decidedBy ?? '', language)))}</p>
      {isRefusal(duty.outcome) && (
        <>
          <p>{said.appeal}</p>
          <Acts>
            <a href={appealRefusalPath(matter, duty.id)}>{said.act}</a>
          </Acts>
        </>
      )}
    </>
  )
}

const Answer = ({ frame: { language }, duty, key, today, text, errors = [] }: Props) => {
  const said = words(language)
  const over = duty.lastDay !== null && duty.lastDay < today
  return (
    <div class="screen-only">
      <Section id="svara" heading={said.answer.heading}>
        <div class="stack">
          <p>{over ? said.answer.over : said.answer.lead}</p>
          <Form language={language} errors={errors}>
            <input type="hidden" name="key" value={key} />
            <TextArea
              language={language}
              id="text"
              label={said.answer.text}
              hint={said.answer.hint}
              rows={8}
              maxlength={mostLetters}
              value={text}
              error={errorFor(errors, 'text')}
            />
            <Acts>
              <Button>{said.answer.send}</Button>
            </Acts>
          </Form>
        </div>
      </Section>
    </div>
  )
}

/** What cannot be undone is asked about once more. */
const TakeBack = ({ frame: { language }, matter, duty, key, kind, errors = [] }: Props & { kind: 'decide' | 'file' | 'appeal' }) => {
  const said = words(language).takeBack
  return (
    <div class="section screen-only">
      <More summary={said.heading} open={errors.length > 0}>
        <p>{said.text[kind]}</p>
        <Form action={`${dutyPath(matter.id, duty.id)}/ta-tillbaka`} language={language} errors={errors}>
          <input type="hidden" name="key" value={key} />
          <Checkbox id="saker" label={said.sure} error={errorFor(errors, 'saker')} />
          <Acts>
            <Button variant="secondary">{said.act}</Button>
          </Acts>
        </Form>
      </More>
    </div>
  )
}
