import { addDays, type Day } from '#kernel/values/day'
import { theirs, unbroken } from '#kernel/values/marks'
import { capital, sayDate, sayFullDay, sayHowFar } from '#kernel/values/when'
import { say, type Unit } from '#modules/directory'
import { Explained } from '#modules/writing'
import { ButtonLink } from '#ui/form'
import { Page, PageHead } from '#ui/page'
import { Print } from '#ui/print'
import { Folder, Margin, More, Result, Row, Section } from '#ui/sheet'
import { marked, PhoneLink, Swedish } from '#ui/words'
import { lawOf } from '../duty/law.ts'
import type { Duty } from '../duty/model.ts'
import { DutyRows } from '../duty/rows.tsx'
import type { Author } from '../events/model.ts'
import { answerText } from '../events/text.ts'
import { Masked, Paragraphs, wordsOfDecision } from '../events/told.tsx'
import type { DecisionView, View } from '../events/view.ts'
import { ContactMargin, footOf, type Framed, postTo, printedBy, reachOf, type Reach, unnamedIn, waysToWrite } from '../matter/contact.tsx'
import { Plainer, Remarks } from '../matter/entry.tsx'
import { appealPath, documentPath, itemPath, matterPath } from '../paths.ts'
import type { Remark, ShelfMatter } from '../shelf.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  matter: ShelfMatter
  title: string
  view: View
  decision: DecisionView
  /** What its person has appealed of it. */
  appeals: readonly Duty[]
  remarks: readonly Remark[]
  unit: Unit & { receives?: boolean }
  today: Day
}

export const DecisionPage = (props: Props) => {
  const { frame, matter, title, view, decision, remarks, unit, today } = props
  const { language } = frame
  const said = words(language)
  // Where names are kept out of a decision, whom to ask is a unit and not a name (FL 33 §).
  const reach = reachOf(decision.namesHidden ? undefined : view.officer, unit, language, unnamedIn(view, decision.namesHidden))
  const day = sayFullDay(decision.day, language)
  return (
    <Page
      {...frame}
      {...footOf(reach, unit, frame)}
      title={said.title}
      printed={printedBy(frame, unit, matter.number, said.printed(day))}
      simple
    >
      <PageHead back={{ href: matterPath(matter.id), text: marked(title) }} title={<Swedish language={language}>{decision.title}</Swedish>}>
        <p class="soft">
          {marked(said.head(day, unbroken(matter.number ?? '')))}{' '}
          {decision.correctedOn && said.corrected(sayDate(decision.correctedOn, today, language))}
        </p>
      </PageHead>
      <Row
        margin={
          <ContactMargin
            reach={reach}
            heading={said.ask}
            language={language}
            links={waysToWrite(unit, matter.id, language, decision.currentId)}
          />
        }
      >
        <Folder id="resultat" tab={said.decided} voice="we">
          <Results of={decision} language={language} />
          <Masked text={decision.masked} language={language} />
          {decision.documentId && (
            <p class="acts">
              <a href={documentPath(matter.id, decision.documentId)}>{said.document}</a>
            </p>
          )}
        </Folder>
      </Row>
      <Row>
        <Section id="darfor" heading={said.reasons}>
          <div class="stack" lang={decision.reasons && inSwedish(language)}>
            {decision.reasons ? <Paragraphs text={decision.reasons} /> : <p>{said.noReasons}</p>}
          </div>
          <Explained texts={[wordsOfDecision(decision)]} language={language} />
          <Plainer plain={decision.plain} today={today} language={language} />
        </Section>
      </Row>
      <Rules {...props} />
      <Row margin={remarks.length > 0 && <Mine {...props} />}>
        <Appeal {...props} reach={reach} />
      </Row>
      <Row>
        <Section id="vem" heading={said.who}>
          <p>{marked(whoDecided(props))}</p>
        </Section>
        <Before {...props} />
        <div class="section stack screen-only">
          <p class="acts">
            <a href={itemPath(matter.id, decision.currentId)}>{said.write}</a>
          </p>
          <Print language={language} />
        </div>
      </Row>
    </Page>
  )
}

const Results = ({ of, language }: { of: Pick<DecisionView, 'results'>; language: Framed['language'] }) => {
  const said = words(language)
  return (
    <Result
      answers={of.results.map(({ answer, what, note, from, to }) => ({
        yes: answer === 'yes' || answer === 'partly',
        word: answerText(answer, language),
        about: (
          <>
            <b>
              <Swedish language={language}>{what}</Swedish>
            </b>
            {(from || to) && (
              <p>
                {capital(
                  [from && said.from(sayFullDay(from as Day, language)), to && said.to(sayFullDay(to as Day, language))]
                    .filter(Boolean)
                    .join(' '),
                )}
                .
              </p>
            )}
            {note && (
              <div lang={inSwedish(language)}>
                <Paragraphs text={note} />
              </div>
            )}
          </>
        ),
      }))}
    />
  )
}

const Rules = ({ frame: { language }, decision: { rules } }: Props) => {
  const said = words(language)
  return (
    <Section id="regel" heading={said.rule}>
      {rules.length === 0 && <p>{said.noRule}</p>}
      {rules.map(({ citation, text, meaning }) => (
        <Row
          rule
          margin={
            meaning && (
              <div class="meaning">
                <p>
                  <b>{said.means}</b>
                </p>
                <div lang={inSwedish(language)}>
                  <Paragraphs text={meaning} />
                </div>
              </div>
            )
          }
        >
          <p class={text ? 'small soft' : undefined}>
            <Swedish language={language}>{capital(citation)}</Swedish>
          </p>
          {text && (
            <blockquote lang={inSwedish(language)}>
              <Paragraphs text={text} />
            </blockquote>
          )}
        </Row>
      ))}
    </Section>
  )
}

/** How to appeal. The last day is said and never shuts anything: a late appeal is taken in (FL 43–45 §§). */
const Appeal = (props: Props & { reach: Reach }) => {
  const { frame, matter, decision, appeals, unit, reach, today } = props
  const { language } = frame
  const said = words(language).appeal
  const { appeal } = decision
  // Who has appealed in time has nothing more to keep a day for.
  const inTime = appeals.some(({ outcome, detail }) => outcome === null && detail.lateness === 'in-time')
  if (appeal.state === 'none')
    return (
      <Section id="overklaga" heading={said.heading}>
        <p>{said.none}</p>
      </Section>
    )
  return (
    <section class="section">
      <Folder id="overklaga" tab={said.tab} voice="you" tinted={appeal.state === 'running' && !inTime} heading={said.heading}>
        {!inTime && (
          <>
            <p>{said.may}</p>
            <LastDay {...props} />
          </>
        )}
        <DutyRows of={appeals} matter={matter.id} today={today} language={language} />
        {inTime ? (
          <p>
            {said.inTime} <a href={appealPath(matter.id, decision.currentId)}>{said.add}</a>
          </p>
        ) : (
          <>
            <p class="acts screen-only">
              <ButtonLink href={appealPath(matter.id, decision.currentId)}>{said.here}</ButtonLink>
            </p>
            <p>{said.onPaper}</p>
            <ol>
              <li>{said.steps.write}</li>
              <li>{said.steps.sign}</li>
              <li>{marked(said.steps.send(theirs(postTo(unit), language)))}</li>
              <li>{said.steps.after}</li>
            </ol>
          </>
        )}
        <p class="small">
          {marked(said.help(reach.name))} <PhoneLink number={reach.phone} />
          {reach.hours && marked(`, ${reach.hours}`)}.
        </p>
      </Folder>
    </section>
  )
}

/** For `lang=""` around words that are Swedish whatever the page is. */
const inSwedish = (language: Framed['language']) => (language === 'en' ? 'sv' : undefined)

const LastDay = ({ frame: { language }, decision: { appeal }, today }: Props) => {
  const said = words(language).appeal
  if (appeal.state !== 'running' && appeal.state !== 'over') return <p>{appeal.state === 'elsewhere' ? said.unknown : said.notStarted}</p>
  const { from, opened, lastDay, state } = appeal
  const running = state === 'running'
  return (
    <>
      <p class="last-day">
        <span class="term">{running ? said.last : said.was}</span>
        <b class="when">
          <time datetime={lastDay}>{capital(sayFullDay(lastDay, language))}</time>
        </b>
      </p>
      <p>
        {running && (lastDay === today ? said.today : said.far(sayHowFar(lastDay, today, language)))}{' '}
        {(opened ? said.opened : said.got)(sayDate(from, today, language))} {lastDay !== addDays(from, 21) && said.moved}
      </p>
      <p>{running ? said.reach(sayDate(lastDay, today, language)) : said.late}</p>
    </>
  )
}

const Mine = ({ frame: { language }, decision, remarks, today }: Props) => (
  <Margin id="mitt" heading={words(language).mine}>
    <Remarks remarks={remarks} around={{ today, language }} nameless={decision.namesHidden} />
  </Margin>
)

function whoDecided({ frame: { language }, decision: { decidedBy, investigatedBy, namesHidden }, unit }: Props): string {
  const said = words(language)
  const committee = say(unit.committee, language)
  if (namesHidden) return said.hidden(committee, lawOf('FL-2017-900-33', language))
  if (decidedBy && decidedBy.name === investigatedBy?.name) return said.both(named(decidedBy, language), committee)
  const decided = decidedBy ? said.by(named(decidedBy, language), committee) : said.unknown(committee)
  return [decided, investigatedBy && said.investigated(named(investigatedBy, language))].filter(Boolean).join(' ')
}

const named = ({ name, role }: Author, language: Framed['language']) => (role ? `${name}, ${theirs(role, language)},` : name)

const Before = ({ frame: { language }, decision: { before }, today }: Props) => {
  if (before.length === 0) return null
  const said = words(language)
  return (
    <Section id="forut" heading={said.beforeHeading}>
      {before.toReversed().map(({ title, results, reasons, until, whatWasWrong }) => (
        <More summary={said.before(sayDate(until, today, language))}>
          <div class="old-words">
            {whatWasWrong && <p>{marked(said.wrong(theirs(whatWasWrong, language)))}</p>}
            <p>
              <b>
                <Swedish language={language}>{title}</Swedish>
              </b>
            </p>
            <Results of={{ results }} language={language} />
            {reasons && (
              <div lang={inSwedish(language)}>
                <Paragraphs text={reasons} />
              </div>
            )}
          </div>
        </More>
      ))}
    </Section>
  )
}
