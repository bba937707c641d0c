import type { Language } from '#kernel/text'
import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { phone } from '#kernel/values/phone'
import { type Wait, waitsOf } from '#kernel/values/wait'
import { capital, sayFullDay, sayHowFar } from '#kernel/values/when'
import { ButtonLink } from '#ui/form'
import { Facts, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Faces } from '#ui/person'
import { Folder, Row, Section, Split } from '#ui/sheet'
import { Dot } from '#ui/timeline'
import { marked, Moment, When } from '#ui/words'
import { turnLabel } from '../events/text.ts'
import { type NextMeeting, timePath } from '#modules/appointments'
import { portrait, say } from '#modules/directory'
import { Matters, NothingOpened } from '../list/page.tsx'
import { openAndClosed } from '../list/model.ts'
import { type Framed, reachOf } from '../matter/contact.tsx'
import { matterPath, mattersPath } from '../paths.ts'
import { ContactsMargin, footOver, WaysToUs } from './contacts.tsx'
import { nameAmong, nextMeeting, type Seen } from './model.ts'
import { words } from './text.ts'

type Props = {
  frame: Framed
  all: readonly Seen[]
  /** Everything open between the reader and us, whatever it is about. */
  waits: readonly Wait[]
  /** The next time that is booked. */
  meeting: NextMeeting | undefined
  /** The sign-in is not strong enough to read cases by; the rest is here all the same (LOGIN-06). */
  weak: boolean
  today: Day
}

/** What waits, the next meeting, who waits for whom, people to turn to, and then the cases. Every line leads to one act. */
export const StartPage = (props: Props) => {
  const { frame, all, waits, meeting, weak, today } = props
  const { language, user } = frame
  const said = words(language)
  const { open, closed } = openAndClosed(all)
  const foremost = waitsOf(waits, 'you')[0] ?? waitsOf(waits, 'choice')[0]
  return (
    <Page {...frame} {...footOver(all, frame)} title={said.title} simple>
      <PageHead title={said.hello(user?.name.split(' ')[0] ?? '')}>
        <p class="soft">{capital(sayFullDay(today, language))}</p>
      </PageHead>
      <Row margin={<ContactsMargin all={all} frame={frame} />}>
        {foremost && <YourTurn wait={foremost} language={language} />}
        <NextTime {...props} />
        {(open.length > 0 || waits.length > 0) && <WhoWaits waits={waits} foremost={foremost} language={language} />}
        {all.length === 0 && !weak && waits.length === 0 && !meeting ? <NothingOpened frame={frame} /> : <WaysToUs language={language} />}
      </Row>
      {(all.length > 0 || weak) && (
        <Row>
          <Section id="arenden" heading={said.matters}>
            {weak && (
              <>
                <p>{said.weak}</p>
                <p class="acts">
                  <a href="/logga-in?till=/mina-sidor">{said.stronger}</a>
                </p>
              </>
            )}
            {open.length > 0 && <Matters of={open} today={today} language={language} />}
            {closed.length > 0 && (
              <>
                <h3 class={open.length > 0 ? 'next' : undefined}>{said.closed}</h3>
                <Matters of={closed} today={today} language={language} />
              </>
            )}
            {all.length > 0 && (
              <p class="acts">
                <a href={mattersPath}>{said.all}</a>
              </p>
            )}
          </Section>
        </Row>
      )}
    </Page>
  )
}

/** What comes first: amber when it is the reader's turn. A choice of theirs is calmer, for nobody waits for it. */
const YourTurn = ({ wait, language }: { wait: Wait; language: Language }) => {
  const { turn, title, text, href, act, quiet, call } = wait
  return (
    <Folder id="nu" tab={turnLabel(turn, language)} voice="you" tinted={turn === 'you'} heading={marked(title)}>
      <p>{marked(text)}</p>
      <p class="acts">
        {quiet ? <a href={href}>{act}</a> : <ButtonLink href={href}>{act}</ButtonLink>}{' '}
        {call && <a href={call}>{words(language).rather}</a>}
      </p>
    </Folder>
  )
}

/** The next time we meet: one that is booked here, or one that a case tells of. */
const NextTime = (props: Props) => {
  const { meeting, all, today } = props
  const told = nextMeeting(all)
  if (meeting && !(told && (told.meeting.at ?? told.meeting.on) < (told.meeting.at ? meeting.at.toISOString() : dayOf(meeting.at))))
    return <Booked meeting={meeting} today={today} language={props.frame.language} />
  return told ? <FromCase {...props} found={told} /> : null
}

const Booked = ({ meeting, today, language }: { meeting: NextMeeting; today: Day; language: Language }) => {
  const said = words(language).meeting
  const { id, at, manner, kind, place, straightIn, staff } = meeting
  return (
    <Folder id="mote" tab={said.tab} voice="both" look="when" heading={<Moment at={at} today={today} language={language} capital />}>
      <p>
        {capital(sayHowFar(dayOf(at), today, language))}. {marked(theirs(say(kind, 'sv'), language))}.
      </p>
      <Split>
        <Facts
          facts={[
            {
              term: said.place,
              is: (
                <>
                  <b>{marked(place ? theirs(place, language) : said.how[manner])}</b>
                  {straightIn && (
                    <>
                      <br />
                      {said.straightIn}
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
        <div class="facts">
          <p class="term">{said.meet}</p>
          <Faces people={[{ name: staff.name, role: marked(theirs(say(staff.title, 'sv'), language)), photo: portrait(staff.photo) }]} />
        </div>
      </Split>
      <p class="acts">
        <a href={timePath(id)}>{said.more}</a>
      </p>
    </Folder>
  )
}

const FromCase = ({
  frame: { language },
  all,
  today,
  found: { seen, meeting },
}: Props & { found: NonNullable<ReturnType<typeof nextMeeting>> }) => {
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
  return portrait(card?.photo)
}

const WhoWaits = ({ waits, foremost, language }: { waits: readonly Wait[]; foremost: Wait | undefined; language: Language }) => {
  const said = words(language).waiting
  const choices = waitsOf(waits, 'choice').filter((one) => one !== foremost)
  return (
    <Section id="vantar" heading={said.heading} after>
      <Split>
        <Waiting of={waitsOf(waits, 'you')} voice="you" heading={said.you} none={said.nothingYou} />
        <Waiting of={waitsOf(waits, 'we')} voice="we" heading={said.us} none={said.nothingUs} />
        {choices.length > 0 && <Waiting of={choices} voice="you" heading={turnLabel('choice', language)} />}
      </Split>
    </Section>
  )
}

const Waiting = ({ of, voice, heading, none }: { of: readonly Wait[]; voice: 'you' | 'we'; heading: string; none?: string }) => (
  <div>
    <h3 class="voice-head">
      <Dot voice={voice} />
      {heading}
    </h3>
    {of.length === 0 && none && <p>{none}</p>}
    {of.length > 0 && (
      <Rows>
        {of.map(({ href, title, text }) => (
          <Item href={href} title={marked(title)}>
            <p class="small">{marked(text)}</p>
          </Item>
        ))}
      </Rows>
    )}
  </div>
)
