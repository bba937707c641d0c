import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Job } from '#kernel/jobs'
import type { Listeners } from '#kernel/outbox'
import { doorMark } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { addDays, type Day, startOf } from '#kernel/values/day'
import { deliver, type Message, type Order, type Outcome, streetSlot, type To, whenSlots } from '#modules/notifications'
import { newToken } from './code.ts'
import { Manner } from './model.ts'
import { behindPath } from './paths.ts'
import { dueLead, dueLetter, farthest, windowAt } from './reminders.ts'

const worker = { kind: 'worker' } as const
const atATime = 200
/** How many are sent at once: each waits for somebody else's server. */
const sideBySide = 4

const Due = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  committeeId: z.uuid(),
  unitId: z.uuid(),
  revision: z.int(),
  startsAt: z.date(),
  since: z.date(),
  leads: z.array(z.int()),
})
type Due = z.infer<typeof Due>

/** Bookings that begin after one moment and before another, after the last one seen. */
const listDue = (tx: Tx, day: Day, from: Date, until: Date, after: Pick<Due, 'startsAt' | 'id'>) => tx.many(Due)`
  select id, person_id as "personId", committee_id as "committeeId", unit_id as "unitId", revision, starts_at as "startsAt", revised_at as since, leads
  from appointments.to_remind(${day}, ${from}, ${until}, ${after.startsAt}, ${after.id}, ${atATime})`

const ToPost = Due.extend({ told: z.boolean() })
/** The same of those who are reminded by letter. */
const listToPost = (tx: Tx, day: Day, from: Date, until: Date, after: Pick<Due, 'startsAt' | 'id'>) => tx.many(ToPost)`
  select id, person_id as "personId", committee_id as "committeeId", unit_id as "unitId", revision, starts_at as "startsAt", revised_at as since, leads, told
  from appointments.to_post(${day}, ${from}, ${until}, ${after.startsAt}, ${after.id}, ${atATime})`

const Over = z.object({ over: z.boolean() })

const Still = z.object({
  personId: z.uuid(),
  startsAt: z.date(),
  manner: Manner,
  street: z.string().nullable(),
  phone: z.string(),
})
/** The booking as it is now and as the reminder was for, held until it has gone. */
const still = (tx: Tx, booking: string, revision: number) => tx.maybe(Still)`
  select person_id as "personId", starts_at as "startsAt", manner, street, phone from appointments.still(${booking}, ${revision})`

const Changed = Still.extend({ committeeId: z.uuid(), unitId: z.uuid(), state: z.enum(['booked', 'cancelled']) })
const changed = (tx: Tx, booking: string, sequence: number) => tx.maybe(Changed)`
  select person_id as "personId", committee_id as "committeeId", unit_id as "unitId", state, starts_at as "startsAt", manner, street, phone
  from appointments.changed(${booking}, ${sequence})`

const Offered = z.object({
  bookingId: z.uuid(),
  personId: z.uuid(),
  committeeId: z.uuid(),
  unitId: z.uuid(),
  startsAt: z.date(),
  until: z.date(),
  phone: z.string(),
})
const offered = (tx: Tx, offer: string) => tx.maybe(Offered)`
  select booking_id as "bookingId", person_id as "personId", committee_id as "committeeId", unit_id as "unitId", starts_at as "startsAt", until, phone
  from appointments.offered(${offer})`

/** A link to one booking, for whoever has the address that it is sent to. Undefined where none may stand. */
async function linkTo(tx: Tx, { config }: Services, booking: string, { link, channel }: To): Promise<string | undefined> {
  if (!link || channel === 'letter') return undefined
  const token = newToken()
  await tx.run`select appointments.make_door(${booking}, ${doorMark(config.secret, token)}, ${channel})`
  return config.origin + behindPath(token)
}

/** When, how, where and whom to phone: all that is said of a time. */
function said({ startsAt, manner, street, phone }: Pick<z.infer<typeof Still>, 'startsAt' | 'manner' | 'street' | 'phone'>) {
  const where = manner === 'visit' ? streetSlot(street ?? '') : undefined
  // Nobody who reads over a shoulder is told that somebody is coming home to them.
  const how = manner === 'home' ? ('visit' as const) : manner
  return { ...whenSlots(startsAt), how, ...(where ? { street: where } : {}), phone }
}

/** The order for one reminder. Its key is the booking's revision and the day: derived again when it is sent, it is never for another time than that. */
export const reminderOf = (
  services: Services,
  { id, personId, committeeId, unitId, revision }: Omit<Due, 'startsAt' | 'since' | 'leads'>,
  lead: number,
): Order => ({
  key: `reminder:${id}:${revision}:${lead}`,
  personId,
  committeeId,
  unitId,
  about: 'reminder',
  async derive(tx, to): Promise<Message | undefined> {
    const found = await still(tx, id, revision)
    if (!found || found.personId !== personId) return undefined
    const link = await linkTo(tx, services, id, to)
    return link ? { template: 'reminder', slots: { ...said(found), link } } : { template: 'reminder-no-link', slots: said(found) }
  },
})

/**
 * Sends the reminders that are due at a moment (APPT-03). Nothing is planned: what is due follows from each booking as it is. What was refused for now is
 * tried again the next minute; a day whose round has been made whole is not gone through again, since what is booked or moved after its moment is not due.
 * Answers how many were sent.
 */
export async function remind(services: Services, now = new Date(), send: typeof deliver = deliver): Promise<number> {
  const { db } = services
  const { day, today, coming } = windowAt(now)
  const reminders: Source<Due> = { list: listDue, lead: dueLead }
  const letters = await walk(services, { day, from: now, until: startOf(addDays(day, farthest + 1)) }, now, send, {
    list: listToPost,
    lead: dueLetter,
  })
  const first = await walk(services, { day, from: now, until: new Date(+today + 1) }, now, send, reminders)
  const soon = letters.sent + first.sent
  if (!coming) return soon
  const over = await db.as(worker, { purpose: 'reminders' }, (tx) => tx.maybe(Over)`select appointments.round_over(${day}) as over`)
  if (over?.over) return soon
  const round = await walk(services, { day, from: new Date(+coming.from - 1), until: coming.until }, now, send, reminders)
  if (round.whole) await db.as(worker, { purpose: 'reminders' }, (tx) => tx.run`select appointments.end_round(${day})`)
  return soon + round.sent
}

type Stretch = { day: Day; from: Date; until: Date }
/** What to go through, and for which of the chosen days one of them is due. */
type Source<T extends Due> = {
  list: (tx: Tx, day: Day, from: Date, until: Date, after: Pick<Due, 'startsAt' | 'id'>) => Promise<T[]>
  lead: (due: T, now: Date) => number | undefined
}

/** Goes through the bookings of a stretch of time. `whole`: nothing was left to be tried again. */
async function walk<T extends Due>(
  services: Services,
  { day, from, until }: Stretch,
  now: Date,
  send: typeof deliver,
  { list, lead: leadOf }: Source<T>,
): Promise<{ sent: number; whole: boolean }> {
  const { db, log } = services
  const done = { sent: 0, whole: true }
  const one = async (due: T) => {
    const lead = leadOf(due, now)
    if (lead === undefined) return
    let outcome: Outcome = 'later'
    try {
      outcome = await send(services, reminderOf(services, due, lead))
    } catch (error) {
      log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'reminders: not sent')
    }
    if (outcome === 'later') {
      done.whole = false
      return
    }
    const reminded = outcome === 'sent' || outcome === 'listed'
    if (reminded) done.sent += 1
    await db.as(worker, { purpose: 'reminders' }, async (tx) => {
      await tx.run`select appointments.looked(${due.id}, ${due.revision}, ${day})`
      if (reminded) await tx.run`select appointments.reminded(${due.id}, ${due.revision})`
    })
  }
  let after: Pick<Due, 'startsAt' | 'id'> = { startsAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const last = after
    const queue = await db.as(worker, { purpose: 'reminders' }, (tx) => list(tx, day, from, until, last))
    const end = queue.at(-1)
    if (!end) return done
    await Promise.all(
      Array.from({ length: sideBySide }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) await one(next)
      }),
    )
    after = end
  }
}

/** What is refused for now is told again by the outbox, which waits longer each time. */
const orLater = (outcome: Outcome): void => {
  if (outcome === 'later') throw new Error('later')
}

/** Tells a person that the unit has moved or cancelled their time, if it still is as it was changed to. */
async function tellChange(services: Services, booking: string, sequence: number): Promise<void> {
  const found = await services.db.as(worker, { purpose: 'times told' }, (tx) => changed(tx, booking, sequence))
  if (!found) return
  const { personId, committeeId, unitId } = found
  orLater(
    await deliver(services, {
      key: `changed:${booking}:${sequence}`,
      personId,
      committeeId,
      unitId,
      about: 'reminder',
      async derive(tx, to): Promise<Message | undefined> {
        const now = await changed(tx, booking, sequence)
        if (!now) return undefined
        if (now.state === 'cancelled') return { template: 'time-cancelled', slots: { ...whenSlots(now.startsAt), phone: now.phone } }
        const link = await linkTo(tx, services, booking, to)
        return link ? { template: 'time-changed', slots: { ...said(now), link } } : { template: 'time-changed-no-link', slots: said(now) }
      },
    }),
  )
}

/** Tells a person that a time has become free and is held for them. */
async function tellOffer(services: Services, offer: string): Promise<void> {
  const found = await services.db.as(worker, { purpose: 'times told' }, (tx) => offered(tx, offer))
  if (!found) return
  const { personId, committeeId, unitId } = found
  orLater(
    await deliver(services, {
      key: `offer:${offer}`,
      personId,
      committeeId,
      unitId,
      about: 'reminder',
      async derive(tx, to): Promise<Message | undefined> {
        const now = await offered(tx, offer)
        if (!now) return undefined
        const until = whenSlots(now.until)
        const slots = { ...whenSlots(now.startsAt), untilDay: until.day, untilTime: until.time, phone: now.phone }
        const link = await linkTo(tx, services, now.bookingId, to)
        return link ? { template: 'earlier-time', slots: { ...slots, link } } : { template: 'earlier-time-no-link', slots }
      },
    }),
  )
}

/** "1" to a reminder, or to word that a time was changed, says that they are coming. Anything else is no answer that a machine can take. */
async function takeReply({ db }: Services, { person = '', key = '', text = '' }: Record<string, string>): Promise<void> {
  const about = /^(reminder|changed):([0-9a-f-]{36}):(\d{1,9})(?::|$)/.exec(key)
  if (text.trim() !== '1' || !about) return
  const [, kind, booking, n] = about
  const [revision, sequence] = kind === 'reminder' ? [Number(n), null] : [null, Number(n)]
  await db.as(
    worker,
    { purpose: 'reply to a reminder' },
    (tx) => tx.run`select appointments.confirm_reply(${person}, ${booking}, ${revision}, ${sequence})`,
  )
}

/** What happens by itself: reminders each minute, and times that were offered or proposed and not answered go on to the next. */
export const appointmentJobs = (services: Services): Job[] => [
  { name: 'remind', every: '* * * * *', run: () => remind(services).then(() => undefined) },
  {
    name: 'offer-freed-times',
    every: '* * * * *',
    run: () => services.db.as(worker, { purpose: 'times offered' }, (tx) => tx.run`select appointments.lapse(500)`).then(() => undefined),
  },
  {
    name: 'sweep-free-times',
    every: '20 3 * * *',
    run: () => services.db.as(worker, { purpose: 'times swept' }, (tx) => tx.run`select appointments.sweep()`).then(() => undefined),
  },
]

/** What is told to this module: what the unit changed and what became free, and from sending, what came back and what was replied. */
export const appointmentListeners = (services: Services): Listeners => ({
  'time-changed': ({ booking = '', sequence = '' }) => tellChange(services, booking, Number(sequence)),
  'time-offered': ({ offer = '' }) => tellOffer(services, offer),
  'way-bounced': ({ person = '' }) =>
    services.db.as(worker, { purpose: 'address bounced' }, (tx) => tx.run`select appointments.unreached(${person})`).then(() => undefined),
  'sms-replied': (body) => takeReply(services, body),
})
