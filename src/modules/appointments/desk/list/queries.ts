import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { FreeLine, Line, ToRecord, Waiting } from './model.ts'

/** `mine`: only the asker's own. */
export type Of = { from: Date; until: Date; mine: boolean }

/** Bookings of the unit by when they begin; of the cancelled ones those that the person cancelled. */
export const listLines = (tx: Tx, { from, until, mine }: Of) => tx.many(Line)`
  select b.id, b.name, k.name as kind, b.staff_id as "staffId", w.name as staff, b.starts_at as "startsAt", b.ends_at as "endsAt", s.manner, b.phone as number, p.name as place, b.state,
    b.confirmed_at is not null as confirmed, b.companion <> '' or b.interpreter <> '' or b.wishes <> '' as asks, b.booked_by = 'anyone' as anyone,
    b.state = 'booked' and b.slot_id = any (array(select appointments.away_slots(${from}, ${until}))) as away
  from appointments.bookings b
  join appointments.slots s on s.committee_id = b.committee_id and s.id = b.slot_id
  join appointments.kinds k on k.committee_id = b.committee_id and k.id = b.kind_id
  join directory.staff w on w.id = b.staff_id
  left join appointments.places p on p.committee_id = s.committee_id and p.id = s.place_id
  where b.unit_id = any ((select identity.my_units())::uuid[]) and b.starts_at >= ${from} and b.starts_at < ${until}
    and (b.state <> 'cancelled' or b.cancelled_by <> 'staff') and (not ${mine} or b.staff_id = (select identity.my_staff()))
  order by b.starts_at, b.id limit 500`

export const listFreeLines = (tx: Tx, { from, until, mine }: Of) => tx.many(FreeLine)`
  select f.slot_id as id, f.starts_at as "startsAt", f.staff_id as "staffId", w.name as staff, coalesce(f.held_until > now(), false) as held,
    f.slot_id = any (array(select appointments.away_slots(${from}, ${until}))) as away
  from appointments.free_slots f join directory.staff w on w.id = f.staff_id
  where f.unit_id = any ((select identity.my_units())::uuid[]) and f.starts_at >= greatest(${from}, now()) and f.starts_at < ${until}
    and (not ${mine} or f.staff_id = (select identity.my_staff()))
  order by f.starts_at, w.name, f.slot_id limit 2000`

/** What waits for the unit's answer or for somebody to look into it, the oldest first. */
export const listWaiting = (tx: Tx, mine: boolean) => tx.many(Waiting)`
  select b.id, b.name, k.name as kind, b.starts_at as "startsAt", x.what, x.times, x.since
  from appointments.bookings b
  join appointments.kinds k on k.committee_id = b.committee_id and k.id = b.kind_id
  cross join lateral (
    select 'proposed' as what, p.times, p.at as since from appointments.proposals p
    where p.committee_id = b.committee_id and p.booking_id = b.id and p.by = 'person' and p.state = 'open'
    union all
    select 'declined', '', p.settled_at from appointments.proposals p
    where p.committee_id = b.committee_id and p.booking_id = b.id and p.by = 'staff' and p.state = 'declined'
      and not exists (select from appointments.proposals q where q.committee_id = b.committee_id and q.booking_id = b.id and q.n > p.n)
    union all
    select 'unreached', '', b.unreached_at where b.unreached_at is not null) x
  where b.unit_id = any ((select identity.my_units())::uuid[]) and b.state = 'booked' and b.starts_at > now()
    and (not ${mine} or b.staff_id = (select identity.my_staff()))
  order by x.since limit 100`

/** What has begun and is not recorded, the latest first; what is older than three months is left as it is. */
export const listToRecord = (tx: Tx, mine: boolean) => tx.many(ToRecord)`
  select b.id, b.name, k.name as kind, b.starts_at as "startsAt", b.ends_at as "endsAt", b.revision
  from appointments.bookings b join appointments.kinds k on k.committee_id = b.committee_id and k.id = b.kind_id
  where b.unit_id = any ((select identity.my_units())::uuid[]) and b.state = 'booked' and b.starts_at <= now() and b.starts_at > now() - interval '90 days'
    and (not ${mine} or b.staff_id = (select identity.my_staff()))
  order by b.starts_at desc, b.id limit 50`

const Times = z.object({ today: z.number(), next: z.date().nullable(), waiting: z.number() })
export type StaffTimes = z.infer<typeof Times>
/** For the staff's start: how many of one's own meetings are left today (`until`: when it ends), when the next one is, and how many wait for an answer. */
export const staffTimes = async (tx: Tx, until: Date): Promise<StaffTimes> =>
  (await tx.maybe(Times)`
    select count(*) filter (where b.starts_at < ${until})::int as today, min(b.starts_at) as next,
      count(*) filter (where b.unreached_at is not null
        or exists (select from appointments.proposals p where p.committee_id = b.committee_id and p.booking_id = b.id and p.by = 'person' and p.state = 'open'))::int as waiting
    from appointments.bookings b
    where b.unit_id = any ((select identity.my_units())::uuid[]) and b.staff_id = (select identity.my_staff()) and b.state = 'booked' and b.starts_at > now()`)!
