import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Slot } from './model.ts'

export const findSlot = (tx: Tx, id: string) => tx.maybe(Slot)`
  select s.id, k.name as kind, w.name as staff, s.starts_at as "startsAt", s.ends_at as "endsAt", s.manner, p.name as place, s.link, s.series_id as "seriesId",
    (select count(*)::int from (select from appointments.slots x where x.series_id = s.series_id limit 2) t) as "inSeries", s.withdrawn_at as "withdrawnAt",
    b.id as "bookingId", b.name, f.slot_id is not null and s.starts_at > now() as free, h.id as "heldFor", h.name as "heldName", f.held_until as "heldUntil"
  from appointments.slots s
  join appointments.kinds k on k.committee_id = s.committee_id and k.id = s.kind_id
  join directory.staff w on w.id = s.staff_id
  left join appointments.places p on p.committee_id = s.committee_id and p.id = s.place_id
  left join appointments.free_slots f on f.slot_id = s.id
  left join appointments.bookings h on h.committee_id = f.committee_id and h.id = f.held_for and f.held_until > now()
  left join appointments.bookings b on b.slot_id = s.id and b.state <> 'cancelled'
  where s.committee_id = (select identity.my_committee()) and s.id = ${id}`

const Outcome = z.object({ outcome: z.enum(['done', 'taken', 'past', 'same', 'none']) })
/** Takes a free time away, so that nobody can book it. */
export const withdraw = async (tx: Tx, id: string) => (await tx.maybe(Outcome)`select appointments.withdraw(${id}) as outcome`)!.outcome
