import type { Child } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { capital, sayDay, sayFullDay, sayHowFar } from '#kernel/values/when'
import { ButtonLink } from '#ui/form'
import { Facts, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Faces } from '#ui/person'
import { Folder, Row, Section, Split } from '#ui/sheet'
import { Dot } from '#ui/timeline'
import { marked, Moment, When } from '#ui/words'
import { turnLabel, turnText } from '../events/text.ts'
import { Matters, NothingOpened } from '../list/page.tsx'
import { openAndClosed } from '../list/model.ts'
import { type Framed, photoOf, reachOf } from '../matter/contact.tsx'
import { decisionPath, dutyPath, itemPath, matterPath, mattersPath } from '../paths.ts'
import { ContactsMargin, footOver } from './contacts.tsx'
import { nameAmong, nextMeeting, type Seen, unanswered, type Waiting, waitsFor, waitsForUs } from './model.ts'
import { words } from './text.ts'

type Props = { frame: Framed; all: readonly Seen[]; today: Day }

export const StartPage = (props: Props) => {
  const { frame, all, today } = props
  const { language, user } = frame
  const said = words(language)
  const { open, closed } = openAndClosed(all)
  const [asked, choices] = [waitsFor(all, 'you'), waitsFor(all, 'choice')]
  const foremost = asked[0] ?? choices[0]
  return (
    <Page {...frame} {...footOver(all, frame)} title={said.title} simple>
      <PageHead title={said.hello(user?.name.split(' ')[0] ?? '')}>
        <p class="soft">{capital(sayFullDay(today, language))}</p>
      </PageHead>
      <Row margin={<ContactsMargin all={all} frame={frame} />}>
        {all.length === 0 && <NothingOpened frame={frame} />}
        {foremost && <YourTurn {...props} waiting={foremost} />}
        <NextMeeting {...props} />
        {(open.length > 0 || asked.length > 0) && <WhoWaits {...props} asked={asked} choices={choices.filter((one) => one !== foremost)} />}
        {all.length > 0 && (
          <Section id="arenden" heading={said.matters}>
            {open.length > 0 && <Matters of={open} today={today} language={language} />}
            {closed.length > 0 && (
              <>
                <h3 class={open.length > 0 ? 'next' : undefined}>{said.closed}</h3>
                <Matters of={closed} today={today} language={language} />
              </>
            )}
            <p class="acts">
              <a href={mattersPath}>{said.all}</a>
            </p>
          </Section>
        )}
      </Row>
    </Page>
  )
}

/** What comes first: amber when it is the reader's turn. A choice of theirs is calmer, for nobody waits for it. */
const YourTurn = ({ frame: { language }, all, today, waiting }: Props & { waiting: Waiting }) => {
  const said = words(language)
  const { seen, turn } = waiting
  const { title, text } = turnText(turn, today, language)
  const call = phone(reachOf(seen.view.officer, seen.unit, language).phone)
  const asked = turn.turn === 'you'
  const main = asked || turn.what.kind === 'decision'
  const way = said.open[turn.what.kind as keyof typeof said.open] ?? said.open.step
  return (
    <Folder id="nu" tab={turnLabel(turn.turn, language)} voice="you" tinted={asked} heading={marked(title)}>
      <p>{marked(text)}</p>
      {all.length > 1 && <p>{marked(said.about(nameAmong(all, seen)))}</p>}
      <p class="acts">
        {main ? <ButtonLink href={hrefOf(waiting)}>{way}</ButtonLink> : <a href={hrefOf(waiting)}>{way}</a>}{' '}
        {asked && call && <a href={call.href}>{said.rather}</a>}
      </p>
    </Folder>
  )
}

/** Where to do it or read about it. */
function hrefOf({ seen, turn: { what } }: Waiting): string {
  const { id } = seen.held.matter
  if (what.kind === 'decision') return decisionPath(id, what.id)
  if (what.kind === 'communication' || what.kind === 'decide' || what.kind === 'appeal' || what.kind === 'duty')
    return dutyPath(id, what.id)
  if (what.kind === 'may-appeal') return `${decisionPath(id, what.id)}#overklaga`
  return `${matterPath(id)}#nu`
}

const NextMeeting = ({ frame: { language }, all, today }: Props) => {
  const found = nextMeeting(all)
  if (!found) return null
  const { seen, meeting } = found
  const said = words(language).meeting
  const { at, on, place, title, with: people } = meeting
  const reach = reachOf(seen.view.officer, seen.unit, language)
  const call = phone(reach.phone)
  return (
    <Folder
      id="mote"
      tab={said.tab}
      voice="both"
      look="when"
      heading={
        at ? <Moment at={at} today={today} language={language} capital /> : <When day={on} today={today} language={language} capital />
      }
    >
      <p>
        {capital(sayHowFar(on, today, language))}. {marked(theirs(title, language))}
        {/[.!?]$/.test(title) ? '' : '.'}
      </p>
      {(place || people.length > 0) && (
        <Split>
          {place && <Facts facts={[{ term: said.place, is: <b>{marked(theirs(place, language))}</b> }]} />}
          {people.length > 0 && (
            <div class="facts">
              <p class="term">{said.meet}</p>
              <Faces
                people={people.map(({ name, role = '' }) => ({ name, role: marked(theirs(role, language)), photo: photoNamed(all, name) }))}
              />
            </div>
          )}
        </Split>
      )}
      <p class="acts">
        <a href={matterPath(seen.held.matter.id)}>{marked(said.about(nameAmong(all, seen)))}</a>{' '}
        {call && <a href={call.href}>{marked(said.change(reach.name))}</a>}
      </p>
    </Folder>
  )
}

const photoNamed = (all: readonly Seen[], name: string): string | undefined => {
  const card = all.map(({ view }) => view.officer).find((officer) => officer?.name === name)
  return card && photoOf(card)
}

const WhoWaits = (props: Props & Record<'asked' | 'choices', readonly Waiting[]>) => {
  const { frame, all, today, asked, choices } = props
  const { language } = frame
  const said = words(language).waiting
  const ours = waitsForUs(all)
  const answers = unanswered(all)
  return (
    <Section id="vantar" heading={said.heading} after>
      <Split>
        <div>
          <h3 class="voice-head">
            <Dot voice="you" />
            {said.you}
          </h3>
          {asked.length === 0 ? <p>{said.nothingYou}</p> : <Waits of={asked} {...props} />}
        </div>
        <div>
          <h3 class="voice-head">
            <Dot voice="we" />
            {said.us}
          </h3>
          {ours.length + answers.length === 0 && <p>{said.nothingUs}</p>}
          {ours.length + answers.length > 0 && (
            <Waits of={ours} {...props}>
              {answers.map(({ seen, id, at }) => (
                <Item href={itemPath(seen.held.matter.id, id)} title={said.answer}>
                  <p class="small">{marked(`${said.wrote(sayDay(dayOf(at), today, language))}${inWhich(seen, props)}`)}</p>
                </Item>
              ))}
            </Waits>
          )}
        </div>
        {choices.length > 0 && (
          <div>
            <h3 class="voice-head">
              <Dot voice="you" />
              {turnLabel('choice', language)}
            </h3>
            <Waits of={choices} {...props} />
          </div>
        )}
      </Split>
    </Section>
  )
}

/** Which matter, to somebody who has several. */
const inWhich = (seen: Seen, { all, frame: { language } }: Props) =>
  all.length > 1 ? ` ${words(language).about(nameAmong(all, seen))}` : ''

const Waits = ({ of, children, ...props }: Props & { of: readonly Waiting[]; children?: Child }) => (
  <Rows>
    {of.map((waiting) => {
      const { title, text } = turnText(waiting.turn, props.today, props.frame.language)
      return (
        <Item href={hrefOf(waiting)} title={marked(title)}>
          <p class="small">{marked(`${text}${inWhich(waiting.seen, props)}`)}</p>
        </Item>
      )
    })}
    {children}
  </Rows>
)
