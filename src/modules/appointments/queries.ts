import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '#modules/directory'
import { Free, Manner, Meeting, Offer, Proposal, Step, Waiting } from './model.ts'

// Row security has left out what is not theirs; what is free comes from functions that ask who may book it.

/** One of the person's bookings, or all (`null`): those ahead first come first. */
export const listMeetings = (tx: Tx, booking: string | null) => tx.many(Meeting)`
  select b.id, b.unit_id as "unitId", b.kind_id as "kindId", b.slot_id as "slotId", k.name as kind, k.about, k.bring, k.open and k.ended_at is null as open, k.notice_hours as "noticeHours",
    s.manner, s.link, b.starts_at as "startsAt", b.ends_at as "endsAt", b.state, b.sequence, b.booked_by as "bookedBy", b.confirmed_at as "confirmedAt",
    b.revised_at as "revisedAt", b.cancelled_by as "cancelledBy", b.companion, b.interpreter, b.wishes, b.phone, b.help, b.words, u.phone as "unitPhone",
    jsonb_build_object('id', w.id, 'name', w.name, 'title', w.title, 'phone', w.phone, 'hours', w.phone_hours, 'photo', w.photo, 'deputy', d.name) as meets,
    case when p.id is not null then jsonb_build_object('street', p.street, 'postal', p.postal, 'entrance', p.entrance, 'room', p.room, 'wayIn', p.way_in, 'mapText', p.map_text,
      'access', p.access, 'straightIn', p.straight_in) end as place
  from appointments.bookings b
  join appointments.slots s on s.id = b.slot_id
  join appointments.kinds k on k.id = b.kind_id
  join directory.units u on u.id = b.unit_id
  join directory.staff w on w.id = b.staff_id left join directory.staff d on d.id = w.deputy_id
  left join appointments.places p on p.id = s.place_id
  where b.person_id = (select identity.me()) and (${booking}::uuid is null or b.id = ${booking}::uuid)
  order by b.starts_at, b.id`

/** Which of the times that a booking has been it is now. */
export const sequenceOf = async (tx: Tx, booking: string) =>
  (
    await tx.maybe(
      z.object({ sequence: z.int() }),
    )`select sequence from appointments.bookings where person_id = (select identity.me()) and id = ${booking}`
  )?.sequence

/** Freed times that are held for the person just now. */
export const listOffers = (tx: Tx) => tx.many(Offer)`
  select o.id, o.booking_id as "bookingId", o.until, s.starts_at as "startsAt", s.ends_at as "endsAt", s.manner, w.name as staff, p.street
  from appointments.offers o join appointments.slots s on s.id = o.slot_id join directory.staff w on w.id = s.staff_id left join appointments.places p on p.id = s.place_id
  where o.person_id = (select identity.me()) and o.state = 'open' and o.until > now() order by s.starts_at`

/** What is proposed about the person's times: what is open, and of one booking all of it. */
export const listProposals = (tx: Tx, booking: string | null) => tx.many(Proposal)`
  select q.booking_id as "bookingId", q.n, q.by, case when q.state = 'open' and q.until <= now() then 'lapsed' else q.state end as state, q.until, q.at, q.times, q.words,
    coalesce((select jsonb_agg(jsonb_build_object('slotId', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'manner', s.manner, 'staff', w.name, 'street', p.street) order by s.starts_at)
      from appointments.slots s join directory.staff w on w.id = s.staff_id left join appointments.places p on p.id = s.place_id where s.id = any (q.slots)), '[]') as slots
  from appointments.proposals q
  where q.person_id = (select identity.me()) and (q.booking_id = ${booking}::uuid or ${booking}::uuid is null and q.state = 'open' and q.until > now())
  order by q.booking_id, q.n`

export const listSteps = (tx: Tx, booking: string) => tx.many(Step)`
  select n, at, by, what, from_at as "fromAt", to_at as "toAt" from appointments.steps where person_id = (select identity.me()) and booking_id = ${booking} order by n`

export const listWaiting = (tx: Tx) => tx.many(Waiting)`
  select booking_id as "bookingId", until, since from appointments.earlier where person_id = (select identity.me())`

/** Something a person may book. `mine`: at a unit that they have to do with. */
export const Bookable = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unit: Worded,
  phone: z.string(),
  phoneHours: Worded,
  name: Worded,
  lead: Worded,
  minutes: z.int(),
  manners: z.array(Manner),
  mine: z.boolean(),
  firstAt: z.date().nullable(),
  noticeHours: z.int(),
})
export type Bookable = z.infer<typeof Bookable>

/** What can be booked in the municipality (or one of them), the units they have to do with first. */
export const listBookable = (tx: Tx, municipality: string | null, kind: string | null) => tx.many(Bookable)`
  select f.id, f.unit_id as "unitId", u.name as unit, u.phone, u.phone_hours as "phoneHours", f.name, f.lead, f.minutes, f.manners, f.mine, f.first_at as "firstAt", f.notice_hours as "noticeHours"
  from appointments.kinds_for(${municipality}, ${kind}) f join directory.units u on u.id = f.unit_id`

/** Free times of a kind from one moment to another; `booking`: to move that one to. */
export const listFree = (tx: Tx, kind: string, booking: string | null, from: Date, until: Date) => tx.many(Free)`
  select slot_id as "slotId", starts_at as "startsAt", ends_at as "endsAt", manner, staff_id as "staffId", staff, title, street
  from appointments.free(${kind}, ${booking}, null, ${from}, ${until})`

/** One of them, if it still is free. */
export const findFree = (tx: Tx, kind: string, booking: string | null, slot: string) => tx.maybe(Free)`
  select slot_id as "slotId", starts_at as "startsAt", ends_at as "endsAt", manner, staff_id as "staffId", staff, title, street
  from appointments.free(${kind}, ${booking}, ${slot}, null, null)`

/** Which booking of the person's own has a time, if one has: it is not free to them, and nobody else's. */
export const findOwnAt = async (tx: Tx, slot: string) =>
  (
    await tx.maybe(z.object({ id: z.uuid() }))`
    select id from appointments.bookings where person_id = (select identity.me()) and slot_id = ${slot} and state <> 'cancelled'`
  )?.id

const outcomes = ['done', 'same', 'taken', 'late', 'none', 'over', 'already', 'many'] as const
export type Outcome = (typeof outcomes)[number]
const Said = z.object({ said: z.enum(outcomes) })
const Booked = z.object({ id: z.uuid().nullable(), outcome: z.enum([...outcomes, 'number']) })

type Wishes = { companion: string; interpreter: string; wishes: string }

const OwnCase = z.object({ id: z.uuid(), name: Worded, number: z.string().nullable() })
/** A case that a time can be about, by what the person knows it as. */
export type OwnCase = z.infer<typeof OwnCase>
/** The person's own open cases at the unit of a kind, the latest first. None without a strong sign-in. */
export const listOwnCases = (tx: Tx, kind: string) => tx.many(OwnCase)`
  select m.id, m.number,
    case when m.title is null then (select p.definition -> 'title' from directory.process_templates p where p.field = m.field limit 1) else jsonb_build_object('sv', m.title) end as name
  from appointments.kinds_for(null, ${kind}) k join shelf.matters m on m.unit_id = k.unit_id
  where m.about_id is null and 'closed' is distinct from (
    select c.kind from shelf.copies c where c.person_id = m.person_id and c.matter_id = m.id and c.kind in ('closed', 'reopened') order by c.at desc, c.seq desc limit 1)
  order by m.opened_on desc, m.id`

/** `about`: which of their cases at the unit; when it is not said, the only one they have there. */
/** Books, with the number to phone where it is held by phone; without one that is not booked (`number`). */
export const book = async (
  tx: Tx,
  { slot, about, key, number }: { slot: string; about: string | undefined; key: string; number: string | undefined },
  { companion, interpreter, wishes }: Wishes,
) =>
  (await tx.maybe(Booked)`
    select id, outcome from appointments.book(${slot}, ${about}, ${companion}, ${interpreter}, ${wishes}, ${key}, ${number})`)!

export const move = async (tx: Tx, booking: string, slot: string): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.move(${booking}, ${slot}) as said`)!.said
export const cancel = async (tx: Tx, booking: string): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.cancel(${booking}) as said`)!.said
export const confirm = async (tx: Tx, booking: string): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.confirm(${booking}) as said`)!.said
export const wish = async (tx: Tx, booking: string, { companion, interpreter, wishes }: Wishes): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.wish(${booking}, ${companion}, ${interpreter}, ${wishes}) as said`)!.said
export const setPhone = async (tx: Tx, booking: string, number: string): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.set_phone(${booking}, ${number}) as said`)!.said
export const propose = async (tx: Tx, booking: string, times: string, key: string): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.propose(${booking}, ${times}, ${key}) as said`)!.said
export const pick = async (tx: Tx, booking: string, n: number, slot: string | null): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.pick(${booking}, ${n}, ${slot}) as said`)!.said
export const askEarlier = async (tx: Tx, booking: string, on: boolean, until: string | null): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.ask_earlier(${booking}, ${on}, ${until}::date) as said`)!.said
export const answerOffer = async (tx: Tx, offer: string, yes: boolean): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.answer_offer(${offer}, ${yes}) as said`)!.said
