import { type Day, dayOf } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { capital, sayHowFar, sayMoment, sayTime } from '#kernel/values/when'
import { say } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, type FieldError, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/page'
import { Print } from '#ui/print'
import { Folder, Margin, More, Notice, Row, Section } from '#ui/sheet'
import { marked, Moment, PhoneLink } from '#ui/words'
import { footOf, type Framed, inWords, MeetsMargin, PlaceLines } from '../meets.tsx'
import { closesAt, linesOf, type Meeting, type Place, standing } from '../model.ts'
import { NumberField, numberField } from '../number.tsx'
import {
  bookPath,
  calendarPath,
  cancelPath,
  confirmPath,
  earlierPath,
  movePath,
  proposePath,
  remindersPath,
  timesPath,
  wishPath,
} from '../paths.ts'
import { seenField } from '../seen.ts'
import { words as timeWords } from '../text.ts'
import { type Wishes, WishFields } from '../wishes.tsx'
import { asked, type Whole } from './model.ts'
import { type Abilities, abilities } from './policy.ts'
import { type Said, words } from './text.ts'
import { Turn } from './turn.tsx'

export type Props = {
  frame: Framed
  whole: Whole
  now: Date
  today: Day
  said?: Said | undefined
  errors?: readonly FieldError[]
  /** What was written about wishes and could not be saved. */
  typed?: (Wishes & { number?: string | undefined }) | undefined
}

/** A meeting: when and where in the largest letters, then with whom, how to get there, how it goes, and how to change it (APPT-02). */
export const MeetingPage = (props: Props) => {
  const { frame, whole, now, said: just } = props
  const { language } = frame
  const { meeting } = whole
  const said = words(language)
  const may = abilities(meeting, now)
  const { manner, meets, place } = meeting
  const coming = ['ahead', 'now'].includes(standing(meeting, now))
  return (
    <Page {...frame} {...footOf(meets, language)} title={timeWords(language).time} simple>
      <PageHead back={{ href: timesPath, text: timeWords(language).back }} title={inWords(meeting.kind, language)} />
      <Row
        margin={
          <MeetsMargin heading={!coming ? said.contact : manner === 'phone' ? said.calls : said.meets} meets={meets} language={language}>
            {manner === 'visit' && coming && (
              <p class="small">
                <b>{said.late}</b> {said.lateMore} <PhoneLink number={meeting.unitPhone} />
              </p>
            )}
          </MeetsMargin>
        }
      >
        {just && (
          <Notice
            tone={just === 'upptagen' || just === 'inaktuell' || just === 'sent' ? 'warning' : 'success'}
            heading={said.said[just].heading}
          >
            <p>{said.said[just].text}</p>
          </Notice>
        )}
        {whole.away && (
          <Notice tone="warning" heading={said.away(meets.name)}>
            <p>{said.awayText}</p>
          </Notice>
        )}
        <Turn {...props} />
        <When {...props} may={may} />
        <FromUs {...props} />
      </Row>
      {place && may.wish && <WayThere place={place} meeting={meeting} language={language} />}
      {coming && (
        <>
          <HowItGoes meeting={meeting} bring={!place} language={language} />
          <Wished {...props} may={may} />
        </>
      )}
      <Row>
        <Changes {...props} may={may} />
        <Happened {...props} />
      </Row>
    </Page>
  )
}

const When = ({ frame: { language }, whole: { meeting }, now, today, may }: Props & { may: Abilities }) => {
  const said = words(language)
  const { startsAt, endsAt, manner, meets, place, link } = meeting
  const where = standing(meeting, now)
  const coming = where === 'ahead' || where === 'now'
  return (
    <Folder
      id="nar"
      tab={where === 'ahead' && manner === 'phone' ? said.call : said.tab[where]}
      voice={coming ? 'both' : 'plain'}
      look="when"
      heading={<Moment at={startsAt} today={today} language={language} capital />}
    >
      {coming && <p>{said.ends(capital(sayHowFar(dayOf(startsAt), today, language)), sayTime(endsAt, language))}</p>}
      {where === 'cancelled' && <p>{said.cancelled[meeting.cancelledBy ?? 'staff']}</p>}
      {meeting.state === 'held' && <p>{said.held}</p>}
      {meeting.state === 'missed' && <p>{said.missed.text}</p>}
      {place && where !== 'cancelled' && (
        <>
          <PlaceLines place={place} language={language} />
          {place.straightIn && coming && <p>{said.straightIn}</p>}
        </>
      )}
      {coming && !place && <p>{timeWords(language).how(manner, meets.name)}</p>}
      {coming && manner === 'phone' && (
        <>
          <p>{said.phoneReady}</p>
          <p>
            {meeting.phone ? (
              <>
                {said.number.we} <PhoneLink number={meeting.phone} />
              </>
            ) : (
              <b>{said.number.none}</b>
            )}{' '}
            {may.wish && <a href="#bett">{meeting.phone ? said.number.change : said.number.write}</a>}
          </p>
        </>
      )}
      {coming && manner === 'home' && <p>{said.homeReady}</p>}
      {coming && manner === 'video' && (link ? <VideoLink link={link} text={said.link} /> : <p>{said.linkLater}</p>)}
      {coming && meeting.confirmedAt && <p>{said.confirmed}</p>}
      {may.wish && (
        <p class="acts screen-only">
          <a href={calendarPath(meeting.id)}>
            <Icon name="calendar" /> {said.calendar}
          </a>{' '}
          <a href="#andra">{said.change}</a>
        </p>
      )}
      {may.wish && <Print language={language} />}
    </Folder>
  )
}

/** Only to a page that a browser opens safely. */
const VideoLink = ({ link, text }: { link: string; text: string }) =>
  link.startsWith('https://') ? (
    <p class="acts">
      <a href={link} rel="noreferrer">
        {text}
      </a>
    </p>
  ) : (
    <p>{link}</p>
  )

/** What staff wrote about it, what help is offered to whoever did not come, and what came of a proposal. */
const FromUs = ({ frame: { language }, whole, now }: Props) => {
  const said = words(language)
  const { meeting } = whole
  const proposal = asked(whole)
  const missed = meeting.state === 'missed'
  const over = standing(meeting, now) !== 'ahead'
  return (
    <>
      {missed && meeting.help.length > 0 && (
        <div class="section after stack">
          <p>{said.missed.offers}</p>
          <ul>
            {meeting.help.map((help) => (
              <li>{timeWords(language).help(help)}</li>
            ))}
          </ul>
        </div>
      )}
      {meeting.words && (
        <div class="section after stack">
          <p class="term">{said.fromUs}</p>
          <div class="note">
            {linesOf(meeting.words).map((line) => (
              <p>{marked(theirs(line, language))}</p>
            ))}
          </div>
        </div>
      )}
      {!over && proposal?.state === 'open' && (
        <Section id="foreslagit" heading={said.asked.heading} after>
          <p>{said.asked.text}</p>
          <div class="own">
            {linesOf(proposal.times).map((line) => (
              <p>{line}</p>
            ))}
          </div>
        </Section>
      )}
      {!over && proposal?.state === 'declined' && (
        <Section id="foreslagit" heading={said.answered.heading} after>
          <p>{said.answered.text}</p>
          {proposal.words && (
            <div class="note">
              {linesOf(proposal.words).map((line) => (
                <p>{marked(theirs(line, language))}</p>
              ))}
            </div>
          )}
        </Section>
      )}
      {(missed || meeting.state === 'cancelled') && (
        <p class="acts section after">
          <a href={bookPath}>{missed ? said.missed.act : said.cancelled.again}</a>
        </p>
      )}
    </>
  )
}

const WayThere = ({ place, meeting, language }: { place: Place; meeting: Meeting; language: Framed['language'] }) => {
  const said = words(language)
  const steps = linesOf(place.wayIn)
  return (
    <Row margin={<Bring meeting={meeting} language={language} />}>
      <Section id="hitta" heading={said.way}>
        {place.mapText && linesOf(place.mapText).map((line) => <p>{marked(theirs(line, language))}</p>)}
        {steps.length > 0 && (
          <ol>
            {steps.map((step) => (
              <li>{marked(theirs(step, language))}</li>
            ))}
          </ol>
        )}
        {place.access && (
          <div class="facts">
            <p class="term">{said.access}</p>
            {linesOf(place.access).map((line) => (
              <p>{marked(theirs(line, language))}</p>
            ))}
          </div>
        )}
      </Section>
    </Row>
  )
}

const Bring = ({ meeting, language }: { meeting: Meeting; language: Framed['language'] }) => {
  const said = words(language)
  const things = linesOf(say(meeting.bring, language))
  if (things.length === 0) return null
  return (
    <Margin id="ta" heading={said.bring}>
      <ul class="small">
        {things.map((thing) => (
          <li>{meeting.bring.en || language !== 'en' ? thing : marked(theirs(thing, language))}</li>
        ))}
      </ul>
      <p class="small">{said.bringMore}</p>
    </Margin>
  )
}

const HowItGoes = ({ meeting, bring, language }: { meeting: Meeting; bring: boolean; language: Framed['language'] }) => {
  const said = words(language)
  const lines = linesOf(say(meeting.about, language))
  return (
    <Row
      margin={
        <>
          <Margin id="ditt" heading={said.yours}>
            <ul class="small">
              <li>{said.rights.one}</li>
              <li>{said.rights.two}</li>
              <li>{said.rights.three}</li>
              <li>{said.rights.four}</li>
            </ul>
          </Margin>
          {bring && <Bring meeting={meeting} language={language} />}
        </>
      }
    >
      {lines.length > 0 && (
        <Section id="gar" heading={said.goes}>
          {lines.map((line) => (
            <p>{meeting.about.en || language !== 'en' ? line : marked(theirs(line, language))}</p>
          ))}
        </Section>
      )}
    </Row>
  )
}

const Wished = ({ frame: { language }, whole: { meeting }, typed, errors = [], may }: Props & { may: Abilities }) => {
  const said = words(language)
  const { companion, interpreter, wishes } = meeting
  const lacks = meeting.manner === 'phone' && !meeting.phone
  const any = companion !== '' || interpreter !== '' || wishes !== ''
  return (
    <Row>
      <Section id="bett" heading={said.wished}>
        {!any && <p>{said.noWishes}</p>}
        {any && (
          <div class="stack">
            {companion && <div class="own">{said.companion(companion)}</div>}
            {interpreter && <div class="own">{said.interpreter(interpreter)}</div>}
            {wishes && (
              <div class="own">
                {linesOf(wishes).map((line) => (
                  <p>{line}</p>
                ))}
              </div>
            )}
          </div>
        )}
        {may.wish && (
          <div class="screen-only">
            <More summary={lacks ? said.number.write : any ? said.wish : said.wishFirst} open={typed !== undefined || lacks}>
              <Form action={wishPath(meeting.id)} language={language} errors={typed ? errors : []}>
                {meeting.manner === 'phone' && (
                  <NumberField
                    value={typed ? typed.number : (meeting.phone ?? undefined)}
                    error={errorFor(errors, numberField)}
                    language={language}
                  />
                )}
                <WishFields wishes={typed ?? meeting} errors={errors} language={language} />
                <Acts>
                  <Button variant="secondary">{said.save}</Button>
                </Acts>
              </Form>
            </More>
          </div>
        )}
      </Section>
    </Row>
  )
}

const Changes = ({ frame: { language }, whole, today, may }: Props & { may: Abilities }) => {
  const { meeting, waiting } = whole
  const said = words(language)
  if (!may.wish) return null
  const until = sayMoment(closesAt(meeting), today, language)
  return (
    <Section id="andra" heading={said.changes.heading}>
      {may.cancel ? (
        <p>{said.changes.until(until)}</p>
      ) : (
        <p>
          {said.changes.over(until)} {meeting.meets.phone && <PhoneLink number={meeting.meets.phone} />}
        </p>
      )}
      {waiting && <p>{said.changes.inLineText}</p>}
      <p class="acts screen-only">
        {may.move && (
          <ButtonLink href={movePath(meeting.id)} variant="secondary">
            {said.changes.move}
          </ButtonLink>
        )}{' '}
        <ButtonLink href={proposePath(meeting.id)} variant="secondary">
          {said.changes.propose}
        </ButtonLink>{' '}
        {may.cancel && (
          <ButtonLink href={cancelPath(meeting.id)} variant="tertiary">
            {said.changes.cancel}
          </ButtonLink>
        )}
      </p>
      <p class="acts screen-only">
        {may.earlier && <a href={earlierPath(meeting.id)}>{waiting ? said.changes.inLine : said.changes.earlier}</a>}{' '}
        <a href={remindersPath}>{said.changes.reminders}</a>
      </p>
      {may.confirm && (
        <div class="screen-only stack">
          <h3 class="h3">{said.confirm.heading}</h3>
          <p>{said.confirm.text}</p>
          <Form action={confirmPath(meeting.id)} language={language}>
            <input type="hidden" name={seenField} value={String(meeting.sequence)} />
            <Acts>
              <Button variant="secondary">{said.confirm.act}</Button>
            </Acts>
          </Form>
        </div>
      )}
    </Section>
  )
}

const Happened = ({ frame: { language }, whole: { steps }, today }: Props) => {
  const said = words(language)
  const moment = (at: Date | null) => (at ? sayMoment(at, today, language) : '')
  return (
    <div class="section">
      <More summary={said.happened}>
        <ul>
          {steps.map((step) => (
            <li>
              {said.step(step, moment(step.fromAt), moment(step.toAt))} <span class="small soft">({moment(step.at)})</span>
            </li>
          ))}
        </ul>
      </More>
    </div>
  )
}
