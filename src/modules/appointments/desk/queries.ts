import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '#modules/directory'
import { Booking, Colleague, Free, KindOption, Matter, PlaceOption } from './model.ts'

/** What times at the desk's unit can be for, by name. */
export const listKinds = (tx: Tx) => tx.many(KindOption)`
  select id, name, minutes, manners, open from appointments.kinds
  where committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]) and ended_at is null order by name ->> 'sv', id`

export const listPlaces = (tx: Tx) => tx.many(PlaceOption)`
  select id, name, street from appointments.places
  where committee_id = (select identity.my_committee()) and unit_id = any ((select identity.my_units())::uuid[]) and ended_at is null order by name, id`

/** Who meets people at the unit. */
export const listColleagues = (tx: Tx) => tx.many(Colleague)`select id, name, title from appointments.colleagues()`

/** Times that can be booked now, of one kind or of all, and that nobody is offered: also those held for `booking`. */
export const listFree = (tx: Tx, of: { kind: string | undefined; from: Date; until: Date; booking?: string | undefined }) => tx.many(Free)`
  select f.slot_id as id, k.name as kind, f.starts_at as "startsAt", f.ends_at as "endsAt", f.staff_id as "staffId", w.name as staff, p.name as place, f.manner,
    f.slot_id = any (array(select appointments.away_slots(${of.from}, ${of.until}))) as away
  from appointments.free_slots f
  join appointments.kinds k on k.committee_id = f.committee_id and k.id = f.kind_id
  join directory.staff w on w.id = f.staff_id
  left join appointments.places p on p.committee_id = f.committee_id and p.id = f.place_id
  where f.unit_id = any ((select identity.my_units())::uuid[]) and (${of.kind ?? null}::uuid is null or f.kind_id = ${of.kind ?? null})
    and f.starts_at >= greatest(${of.from}, now()) and f.starts_at < ${of.until}
    and (f.held_until is null or f.held_until <= now() or f.held_for = ${of.booking ?? null})
  order by f.starts_at, w.name, f.slot_id limit 500`

/** When the first free time from a moment on is. */
export const findNextFree = async (tx: Tx, of: { kind: string | undefined; from: Date }) =>
  (await tx.maybe(z.object({ at: z.date().nullable() }))`
    select min(f.starts_at) as at from appointments.free_slots f
    where f.unit_id = any ((select identity.my_units())::uuid[]) and (${of.kind ?? null}::uuid is null or f.kind_id = ${of.kind ?? null})
      and f.starts_at >= greatest(${of.from}, now()) and (f.held_until is null or f.held_until <= now())`)!.at ?? undefined

/** A booking of the unit's, with everything about it. */
export const findBooking = (tx: Tx, id: string) => tx.maybe(Booking)`
  select b.id, b.slot_id as "slotId", b.kind_id as "kindId", k.name as kind, k.bring, b.staff_id as "staffId", w.name as staff, b.starts_at as "startsAt", b.ends_at as "endsAt",
    b.person_id is not null as login, b.name, m.id as "matterId", m.number as "matterNumber", b.state, b.revision, b.booked_by as "bookedBy", x.name as "madeBy", b.made_at as "madeAt",
    b.companion, b.interpreter, b.wishes, b.phone as number, b.confirmed_at as "confirmedAt", b.cancelled_at as "cancelledAt", b.cancelled_by as "cancelledBy", b.help, b.words,
    b.reminded_at as "remindedAt", b.unreached_at as "unreachedAt", s.manner, s.link, coalesce(nullif(w.phone, ''), u.phone) as phone,
    case when p.id is not null then jsonb_build_object('name', p.name, 'street', p.street, 'postal', p.postal, 'entrance', p.entrance, 'room', p.room, 'wayIn', p.way_in,
      'access', p.access, 'straightIn', p.straight_in) end as where
  from appointments.bookings b
  join appointments.slots s on s.committee_id = b.committee_id and s.id = b.slot_id
  join appointments.kinds k on k.committee_id = b.committee_id and k.id = b.kind_id
  join directory.staff w on w.id = b.staff_id join directory.units u on u.id = b.unit_id
  left join directory.staff x on x.id = b.made_by
  left join appointments.places p on p.committee_id = s.committee_id and p.id = s.place_id
  left join record.matters m on m.committee_id = b.committee_id and m.id = b.matter_id
  where b.committee_id = (select identity.my_committee()) and b.id = ${id}`

/** A case of the unit, and what its person is called. */
export const findMatter = (tx: Tx, id: string) => tx.maybe(Matter)`
  select m.id, m.number, p.name, p.protected_identity <> 'none' as protected from record.matters m
  cross join lateral (
    select r.name, r.protected_identity from record.people r
    where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where m.committee_id = (select identity.my_committee()) and m.id = ${id}`

const Ahead = z.object({ id: z.uuid(), kind: Worded, startsAt: z.date(), staff: z.string() })
export type Ahead = z.infer<typeof Ahead>
/** What the person of a case has ahead at the unit already. */
export const listAhead = (tx: Tx, matterId: string) => tx.many(Ahead)`
  select b.id, k.name as kind, b.starts_at as "startsAt", w.name as staff
  from record.matters m
  join appointments.bookings b on b.person_id = m.person_id
  join appointments.kinds k on k.committee_id = b.committee_id and k.id = b.kind_id join directory.staff w on w.id = b.staff_id
  where m.committee_id = (select identity.my_committee()) and m.id = ${matterId} and b.state = 'booked' and b.starts_at > now() order by b.starts_at limit 10`
