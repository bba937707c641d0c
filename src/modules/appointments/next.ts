import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '#modules/directory'
import { Manner } from './model.ts'

const Next = z.object({
  id: z.uuid(),
  /** The case it is about, when it is about one. */
  about: z.uuid().nullable(),
  at: z.date(),
  ends: z.date(),
  manner: Manner,
  kind: Worded,
  /** The street, or nothing when one does not come anywhere. */
  place: z.string().nullable(),
  straightIn: z.boolean(),
  staff: z.object({ name: z.string(), title: Worded, phone: z.string().nullable(), photo: z.string().nullable() }),
  /** What of it waits for the person, and until when: an earlier time that is held for them, or other times to choose between. */
  waits: z.enum(['offer', 'proposal']).nullable(),
  until: z.date().nullable(),
  /** The person has proposed another time, and waits for the unit. */
  asked: z.boolean(),
})
/** A coming meeting as the start page and its case need it. */
export type NextMeeting = z.infer<typeof Next>

/** The person's coming meetings, the nearest first; one question, so that it goes along in a reading. Read by person first (0172). */
export const nextMeetings = (tx: Tx): Promise<NextMeeting[]> => tx.many(Next)`
  with own as materialized (
    select id, shelf_id, slot_id, kind_id, staff_id, starts_at, ends_at, state from appointments.bookings
    where person_id = (select identity.me()) and ends_at > now())
  select b.id, b.shelf_id as about, b.starts_at as at, b.ends_at as ends, s.manner, k.name as kind, p.street as place, coalesce(p.straight_in, false) as "straightIn",
    jsonb_build_object('name', w.name, 'title', w.title, 'phone', w.phone, 'photo', w.photo) as staff,
    case when o.id is not null and (q.until is null or o.until <= q.until) then 'offer' when q.booking_id is not null then 'proposal' end as waits,
    least(o.until, q.until) as until, own.booking_id is not null as asked
  from own b
  join appointments.slots s on s.id = b.slot_id
  join appointments.kinds k on k.id = b.kind_id
  join directory.staff w on w.id = b.staff_id
  left join appointments.places p on p.id = s.place_id
  left join appointments.offers o on o.booking_id = b.id and o.state = 'open' and o.until > now()
  left join appointments.proposals q on q.booking_id = b.id and q.by = 'staff' and q.state = 'open' and q.until > now()
  left join appointments.proposals own on own.booking_id = b.id and own.by = 'person' and own.state = 'open'
  where b.state = 'booked'
  order by b.starts_at, b.id limit 20`

const CalledOff = z.object({ id: z.uuid(), at: z.date() })
/** A time ahead that the unit has called off, and that no other has come in the place of. */
export type CalledOff = z.infer<typeof CalledOff>

/** The times that the unit has called off, until they would have begun or the person has another of the same kind. */
export const calledOff = (tx: Tx): Promise<CalledOff[]> => tx.many(CalledOff)`
  select b.id, b.starts_at as at from appointments.bookings b
  where b.person_id = (select identity.me()) and b.state = 'cancelled' and b.cancelled_by = 'staff' and b.starts_at > now()
    and not exists (select from appointments.bookings n where n.person_id = b.person_id and n.kind_id = b.kind_id and n.state <> 'cancelled'
      and (n.starts_at > now() or n.made_at > b.cancelled_at))
  order by b.starts_at, b.id limit 5`
