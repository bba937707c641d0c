import type { Child } from 'hono/jsx'
import { type Day, dayOf } from '#kernel/values/day'
import { capital, sayDate, sayDay, sayHowFar, sayMoment } from '#kernel/values/when'
import { type Frame, say } from '#modules/directory'
import { Acts, Button, ButtonLink, errorFor, type FieldError, Form, FormSheet, TextArea } from '#ui/form'
import { Facts, Tag } from '#ui/lists'
import { Page, PageHead } from '#ui/page'
import { More, Notice, Section } from '#ui/sheet'
import { PhoneLink } from '#ui/words'
import { NumberField, numberField } from '../../number.tsx'
import { tooLateToPost } from '../../reminders.ts'
import { type Booking, bookingPath, bookPath, root, sayHours } from '../model.ts'
import { called, words as common } from '../text.ts'
import type { Wish } from '../reach/model.ts'
import { words as reach } from '../reach/text.ts'
import type { Earlier, Proposal, Step } from './model.ts'
import { stepText, words } from './text.ts'

export const dones = ['bokad', 'flyttad', 'avbokad', 'foreslagen', 'besvarad', 'kom', 'uteblev', 'nummer'] as const
export type Done = (typeof dones)[number]
export type Found = {
  booking: Booking
  proposals: readonly Proposal[]
  steps: readonly Step[]
  earlier: Earlier | undefined
  /** How they are reminded; nothing of somebody by name only. */
  wish: Wish | undefined
  /** The officer is, that day. */
  away: boolean
}
type Props = Found & {
  frame: Frame
  now: Date
  /** The slip's own: the same send twice is one slip. */
  form: string
  done?: Done | undefined
  /** Somebody has changed it since the form that was sent was made. */
  stale?: boolean
  /** The slip that was asked for has been replaced by a newer one. */
  replaced?: boolean
  typed?: string | undefined
  typedNumber?: string | undefined
  errors?: readonly FieldError[]
}

/** A booking with all there is about it: what waits first, then what can be done, then what it is and what has happened. */
export const BookingPage = (props: Props) => {
  const { frame, now, booking, done, stale, replaced, away } = props
  const { language } = frame
  const said = words(language)
  const today = dayOf(now)
  const { name, startsAt, endsAt, state } = booking
  const day = dayOf(startsAt)
  return (
    <Page {...frame} title={said.title}>
      <PageHead back={{ href: root, text: common(language).times }} title={called(name, language)}>
        <p class="when">
          {capital(sayDay(day, today, language))} {sayHours(startsAt, endsAt, language)}
        </p>
        <p>
          {capital(sayHowFar(day, today, language))}. {state === 'cancelled' && said.cancelledBy[booking.cancelledBy ?? 'staff']}
          {state === 'held' && said.held}
          {state === 'missed' && said.missed}
        </p>
        {away && (
          <p>
            <Tag color="danger">{common(language).away}</Tag> {booking.staff}
          </p>
        )}
      </PageHead>
      <div class="stack">
        {stale && (
          <Notice tone="warning" heading={common(language).stale}>
            <p>{common(language).staleText}</p>
          </Notice>
        )}
        {replaced && (
          <Notice tone="warning" heading={said.replaced}>
            <p>{said.replacedText}</p>
          </Notice>
        )}
        {done && <JustDone {...props} done={done} />}
        <Waits {...props} today={today} />
      </div>
      <Outcome {...props} />
      <Changes {...props} />
      <About {...props} today={today} />
      <History {...props} today={today} />
    </Page>
  )
}

type Part = Props & { today: Day }

const JustDone = ({ frame: { language }, booking, wish, done, proposals, now }: Props & { done: Done }) => {
  const said = words(language)
  const ours = proposals.find(({ by, state }) => by === 'staff' && state === 'open')
  const tells = done === 'flyttad' || done === 'avbokad' || done === 'foreslagen' || done === 'besvarad' || done === 'uteblev'
  const silent = (done === 'flyttad' || done === 'avbokad') && wish?.channel === 'none'
  return (
    <Notice tone={silent ? 'warning' : 'success'} heading={said.done[done]}>
      {done === 'bokad' && <p>{booking.login ? said.bookedSeen : said.slipNow}</p>}
      {done === 'bokad' && booking.login && (
        <Acts>
          <a href={`${bookingPath(booking.id)}/paminnelse`}>{said.reach}</a>
        </Acts>
      )}
      {done === 'foreslagen' && ours && <p>{said.proposedText(sayMoment(ours.until, dayOf(now), language))}</p>}
      {tells && (
        <p>{silent ? said.silent : booking.login ? said.told : booking.bookedBy === 'anyone' ? said.anyone.notTold : said.notTold}</p>
      )}
    </Notice>
  )
}

/** What waits for the unit, or for the person. */
const Waits = ({ frame: { language }, booking, proposals, earlier, today, now, typed, typedNumber, errors = [] }: Part) => {
  const said = words(language)
  if (booking.state !== 'booked' || booking.startsAt <= now) return null
  const path = bookingPath(booking.id)
  const theirs = proposals.find(({ by, state }) => by === 'person' && state === 'open')
  const ours = proposals.find(({ by, state, until }) => by === 'staff' && state === 'open' && until > now)
  const none = proposals[0]?.by === 'staff' && proposals[0].state === 'declined'
  return (
    <>
      {booking.manner === 'phone' && !booking.number && (
        <Notice tone="warning" heading={said.number.lacks}>
          <p>{said.number.lacksText}</p>
          <NumberForm booking={booking} typed={typedNumber} errors={errors} language={language} />
        </Notice>
      )}
      {booking.unreachedAt && (
        <Notice tone="warning" heading={said.unreached}>
          <p>{said.unreachedText}</p>
          <Acts>
            <a href={`${path}/paminnelse`}>{said.reach}</a>
          </Acts>
        </Notice>
      )}
      {theirs && (
        <Notice tone="info" heading={said.wants}>
          <p class="old-words">{theirs.times}</p>
          <p>{said.wantsText}</p>
          <Acts>
            <a href={`${path}/flytta`}>{said.move}</a> <a href={`${path}/foresla`}>{said.propose}</a>
          </Acts>
          <More summary={said.keep} open={errorFor(errors, 'ord') !== undefined}>
            <p>{said.keepText}</p>
            <Form language={language} action={`${path}/behall`} errors={errors.filter(({ field }) => field === 'ord')}>
              <input type="hidden" name="n" value={String(theirs.n)} />
              <TextArea
                language={language}
                id="ord"
                label={said.keepWords}
                rows={3}
                maxlength={2000}
                value={typed}
                error={errorFor(errors, 'ord')}
              />
              <Acts>
                <Button variant="secondary">{said.keep}</Button>
              </Acts>
            </Form>
          </More>
        </Notice>
      )}
      {ours && (
        <Notice tone="info" heading={said.proposed}>
          <p>{said.proposedTimes(sayMoment(ours.until, today, language))}</p>
          <ul>
            {ours.starts.map((at) => (
              <li>{capital(sayMoment(at, today, language))}</li>
            ))}
          </ul>
        </Notice>
      )}
      {none && !theirs && (
        <Notice tone="info" heading={said.declined}>
          <p>{said.declinedText}</p>
        </Notice>
      )}
      {earlier && (
        <p>
          {said.earlier(sayDate(dayOf(earlier.since), today, language))}{' '}
          {earlier.offered && said.offered(sayMoment(earlier.offered, today, language))}
        </p>
      )}
    </>
  )
}

type NumberProps = { booking: Booking; typed: string | undefined; errors: readonly FieldError[]; language: Frame['language'] }
const NumberForm = ({ booking: { id, number }, typed, errors, language }: NumberProps) => (
  <Form language={language} action={`${bookingPath(id)}/nummer`} errors={errors.filter(({ field }) => field === numberField)}>
    <NumberField own={false} value={typed ?? number ?? undefined} error={errorFor(errors, numberField)} language={language} />
    <Acts>
      <Button variant="secondary">{words(language).number.save}</Button>
    </Acts>
  </Form>
)

/** Whether they came, once it has begun. It can be set right. */
const Outcome = ({ frame: { language }, booking, now, done }: Props) => {
  const said = words(language)
  if (booking.state === 'cancelled' || booking.startsAt > now) return null
  const form = (
    <form method="post" action={`${bookingPath(booking.id)}/kom`}>
      <input type="hidden" name="sett" value={String(booking.revision)} />
      <Acts>
        {booking.state !== 'held' && <Button variant={booking.state === 'booked' ? undefined : 'secondary'}>{said.came}</Button>}{' '}
        <ButtonLink variant="secondary" href={`${bookingPath(booking.id)}/uteblev`}>
          {said.notCame}
        </ButtonLink>
      </Acts>
    </form>
  )
  return booking.state === 'booked' ? (
    <Section id="kom" heading={said.outcome} after>
      <FormSheet />
      {form}
    </Section>
  ) : (
    <div class={done ? 'section after screen-only' : 'section screen-only'}>
      <FormSheet />
      <More summary={said.right}>{form}</More>
    </div>
  )
}

const Changes = ({ frame: { language }, booking, now, form, done }: Props) => {
  const said = words(language)
  const { id, login, state, startsAt, endsAt, matterId } = booking
  const path = bookingPath(id)
  if (state !== 'booked' || endsAt <= now)
    return (
      <section class="section after screen-only">
        <Acts>
          <ButtonLink variant="secondary" href={matterId ? `${bookPath}?arende=${matterId}` : bookPath}>
            {said.rebook}
          </ButtonLink>
        </Acts>
      </section>
    )
  return (
    <section class="section after screen-only" aria-labelledby="andra">
      <h2 id="andra">{said.acts}</h2>
      <form method="post" action={`${path}/lapp`}>
        <FormSheet />
        <input type="hidden" name="nyckel" value={form} />
        <Acts>
          <Button variant={done === 'bokad' && !login ? undefined : 'secondary'}>{said.slip}</Button>{' '}
          {startsAt > now && (
            <>
              <a href={`${path}/flytta`}>{said.move}</a> {login && <a href={`${path}/foresla`}>{said.propose}</a>}{' '}
            </>
          )}
          <a href={`${path}/avboka`}>{said.cancel}</a>
        </Acts>
      </form>
      <p class="small soft">{booking.bookedBy === 'anyone' ? said.anyone.slipMore : said.slipMore}</p>
    </section>
  )
}

const About = ({ frame: { language }, booking, wish, today, now, typedNumber, errors = [] }: Part) => {
  const said = words(language)
  const { facts: term } = said
  const {
    kind,
    staff,
    manner,
    number,
    where,
    link,
    matterId,
    matterNumber,
    companion,
    interpreter,
    wishes,
    confirmedAt,
    remindedAt,
    help,
  } = booking
  const at = (moment: Date) => capital(sayMoment(moment, today, language))
  const facts: (readonly [string, Child] | false)[] = [
    [term.kind, say(kind, language)],
    booking.bookedBy === 'anyone' && [term.booked, booking.name ? said.anyone.named : said.anyone.nameless],
    [term.with, staff],
    [term.how, common(language).manner[manner]],
    manner === 'phone' && number !== null && [term.number, <PhoneLink number={number} />],
    where !== null && [term.place, [where.name, where.street, where.entrance, where.room].filter(Boolean).join(', ')],
    link !== null && [term.link, <a href={link}>{link}</a>],
    matterId !== null && [term.matter, <a href={`/personal/arenden/${matterId}`}>{matterNumber ?? said.noNumber}</a>],
    companion !== '' && [term.companion, companion],
    interpreter !== '' && [term.interpreter, interpreter],
    wishes !== '' && [term.wishes, wishes],
    confirmedAt !== null && [term.confirmed, at(confirmedAt)],
    remindedAt !== null && [term.reminded, at(remindedAt)],
    booking.state === 'booked' &&
      booking.startsAt > now && [
        term.reminder,
        wish ? (
          <>
            {wish.channel === 'letter' && !remindedAt && tooLateToPost(booking.startsAt, today)
              ? said.letterLate
              : wishText(wish, language)}{' '}
            <a href={`${bookingPath(booking.id)}/paminnelse`}>{said.reach}</a>
          </>
        ) : booking.bookedBy === 'anyone' ? (
          said.anyone.noReminder
        ) : (
          said.noReminder
        ),
      ],
    help.length > 0 && [term.help, help.map((one) => common(language).help[one]).join(', ')],
    booking.words !== '' && [term.said, booking.words],
  ]
  return (
    <Section id="om" heading={said.about}>
      <Facts facts={facts.flatMap((fact) => (fact ? [{ term: fact[0], is: fact[1] }] : []))} />
      {manner === 'phone' && number !== null && booking.state === 'booked' && booking.startsAt > now && (
        <div class="screen-only">
          <More summary={said.number.change} open={errorFor(errors, numberField) !== undefined}>
            <NumberForm booking={booking} typed={typedNumber} errors={errors} language={language} />
          </More>
        </div>
      )}
    </Section>
  )
}

/** "Sms, två dagar före." */
function wishText({ channel, leadDays }: Wish, language: Frame['language']): string {
  const said = reach(language)
  const when = channel === 'none' ? [] : leadDays.toSorted((a, b) => b - a).map((n) => said.before(n).toLocaleLowerCase('sv'))
  return `${[said.channel[channel], ...when].join(', ')}.`
}

const History = ({ frame: { language }, steps, today }: Part) => {
  const said = words(language)
  const at = (moment: Date) => sayMoment(moment, today, language)
  return (
    <Section id="historia" heading={said.history}>
      <ul>
        {steps.map((step) => (
          <li>
            <span class="soft">{capital(at(step.at))}:</span> {stepText(step, at, language)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
