import type { Day } from '#kernel/values/day'
import { dayOf } from '#kernel/values/day'
import { capital, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import { portrait } from '#modules/directory'
import { Acts, ButtonLink } from '#ui/form'
import { Facts, Item, Rows } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { Faces } from '#ui/person'
import { Empty, Folder, Notice, Row, Section, Split } from '#ui/sheet'
import { marked, Moment, When } from '#ui/words'
import { footOf, type Framed, inWords, MeetsMargin, PlaceLines, roleIn, span, TownMargin, whereLine } from '../meets.tsx'
import { type Meeting, standing } from '../model.ts'
import { Offered } from '../offered.tsx'
import { bookPath, timePath } from '../paths.ts'
import { words as timeWords } from '../text.ts'
import { byStanding, type CaseMeeting, type Times, type Turn, turnsOf } from './model.ts'
import { words } from './text.ts'

export type Said = 'avbokad' | 'behaller' | 'sent'
type Props = { frame: Framed; times: Times; told: readonly CaseMeeting[]; now: Date; today: Day; said?: Said | undefined }

export const TimesPage = (props: Props) => {
  const { frame, times, told, now, said: just } = props
  const { language } = frame
  const [said, shared] = [words(language), timeWords(language)]
  const { ahead, off, past } = byStanding(times.meetings, now)
  const [turn] = turnsOf(times)
  const [next, ...more] = ahead
  return (
    <Page {...frame} {...footOf(next?.meets, language)} title={shared.times} simple>
      <PageHead title={shared.times}>
        <p>{said.lead}</p>
      </PageHead>
      <Row margin={next ? <MeetsMargin heading={said.contact} meets={next.meets} language={language} /> : <TownMargin frame={frame} />}>
        {just && (
          <Notice tone={just === 'sent' ? 'warning' : 'success'} heading={said.said[just].heading}>
            <p>{said.said[just].text}</p>
          </Notice>
        )}
        {turn && <YourTurn {...props} turn={turn} />}
        {next ? (
          <Next {...props} meeting={next} />
        ) : (
          told.length === 0 && (
            <Empty heading={said.none.heading} level={2}>
              <p>{said.none.text}</p>
            </Empty>
          )
        )}
        {more.length > 0 && (
          <Section id="fler" heading={said.coming} after>
            <Rows>
              {more.map((meeting) => (
                <MeetingRow {...props} meeting={meeting} />
              ))}
            </Rows>
          </Section>
        )}
        {told.length > 0 && <Told {...props} first={more.length === 0} />}
        {off.length > 0 && (
          <Section id="installda" heading={said.off} after>
            <Rows>
              {off.map((meeting) => (
                <Item href={timePath(meeting.id)} title={<Moment at={meeting.startsAt} today={props.today} language={language} capital />}>
                  <p>
                    {inWords(meeting.kind, language)}, {meeting.meets.name}
                  </p>
                  <p>{said.offBy[meeting.cancelledBy ?? 'staff']}</p>
                </Item>
              ))}
            </Rows>
          </Section>
        )}
        <Section id="boka" heading={said.bookHeading} after>
          <p>{said.bookText}</p>
          <Acts>
            <ButtonLink href={bookPath} variant={turn || next ? 'secondary' : undefined}>
              {said.book}
            </ButtonLink>
          </Acts>
        </Section>
        {past.length > 0 && (
          <Section id="tidigare" heading={said.past}>
            <Rows>
              {past.map((meeting) => (
                <Item href={timePath(meeting.id)} title={<Moment at={meeting.startsAt} today={props.today} language={language} capital />}>
                  <p>
                    {inWords(meeting.kind, language)}, {meeting.meets.name}
                  </p>
                  <p class="small soft">{said.state(meeting.state, meeting.manner)}</p>
                </Item>
              ))}
            </Rows>
          </Section>
        )}
      </Row>
    </Page>
  )
}

/** Meetings that were booked elsewhere: their case has them, and whoever one meets changes them. */
const Told = ({ frame: { language }, told, today, first }: Props & { first: boolean }) => {
  const said = words(language).told
  return (
    <Section id="i-arenden" heading={said.heading} after={first}>
      <p class="small soft">{said.text}</p>
      <Rows>
        {told.map(({ href, title, on, at, place, with: people }) => (
          <Item
            href={href}
            title={
              at ? (
                <Moment at={at} today={today} language={language} capital />
              ) : (
                <When day={on} today={today} language={language} capital />
              )
            }
          >
            <p>{marked([title, ...people].join(', '))}</p>
            {place && <p class="small soft">{marked(place)}</p>}
          </Item>
        ))}
      </Rows>
    </Section>
  )
}

/** The one thing that waits, whichever runs out first. */
const YourTurn = ({ frame: { language }, turn, today }: Props & { turn: Turn }) => {
  const said = words(language)
  const mine = sayMoment(turn.meeting.startsAt, today, language)
  if (turn.kind === 'proposal') {
    const { proposal } = turn
    return (
      <Folder id="nu" tab={timeWords(language).turn} voice="you" tinted heading={said.proposal.heading(proposal.slots.length)}>
        <p>{said.proposal.text(mine, sayMoment(proposal.until, today, language))}</p>
        <Acts>
          <ButtonLink href={`${timePath(turn.meeting.id)}#nu`}>{said.proposal.act}</ButtonLink>
        </Acts>
      </Folder>
    )
  }
  const { offer } = turn
  return (
    <Offered offer={offer} keep={said.keep(mine)} today={today} language={language}>
      {marked(whereLine({ manner: offer.manner, street: offer.street, name: offer.staff }, language))}
    </Offered>
  )
}

const Next = ({ frame: { language }, times, meeting, now, today }: Props & { meeting: Meeting }) => {
  const said = words(language)
  const { startsAt, endsAt, place, meets, manner } = meeting
  const begun = standing(meeting, now) === 'now'
  return (
    <Folder
      id="mote"
      tab={begun ? said.now : said.next}
      voice="both"
      look="when"
      heading={<Moment at={startsAt} today={today} language={language} capital />}
    >
      <p>
        {said.ends(capital(sayHowFar(dayOf(startsAt), today, language)), sayTime(endsAt, language))} {inWords(meeting.kind, language)}.
      </p>
      <Split>
        {place ? (
          <Facts facts={[{ term: said.place, is: <PlaceLines place={place} language={language} /> }]} />
        ) : (
          <p>{timeWords(language).how(manner, meets.name)}</p>
        )}
        <div class="facts">
          <p class="term">{said.meet}</p>
          <Faces people={[{ name: meets.name, role: roleIn(meets.title, language), photo: portrait(meets.photo) }]} />
        </div>
      </Split>
      <Standing times={times} meeting={meeting} language={language} />
      <p class="acts">
        <a href={timePath(meeting.id)}>{said.more}</a> <a href={`${timePath(meeting.id)}#andra`}>{said.change}</a>
      </p>
    </Folder>
  )
}

/** What the person has asked for about it. */
const Standing = ({ times, meeting, language }: { times: Times; meeting: Meeting; language: Framed['language'] }) => {
  const said = words(language)
  const inLine = times.waiting.some(({ bookingId }) => bookingId === meeting.id)
  const asked = times.proposals.some(({ bookingId, by }) => bookingId === meeting.id && by === 'person')
  return (
    <>
      {inLine && <p>{said.waiting}</p>}
      {asked && <p>{said.asked}</p>}
    </>
  )
}

const MeetingRow = ({ frame: { language }, times, meeting, today }: Props & { meeting: Meeting }) => (
  <Item href={timePath(meeting.id)} title={<Moment at={meeting.startsAt} today={today} language={language} far capital />}>
    <p>
      {inWords(meeting.kind, language)}, {span(meeting, language)}, {meeting.meets.name}.{' '}
      {marked(whereLine({ manner: meeting.manner, street: meeting.place?.street ?? null, name: meeting.meets.name }, language))}
    </p>
    <Standing times={times} meeting={meeting} language={language} />
  </Item>
)
