import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Series, Time } from './model.ts'

export const findSeries = (tx: Tx, id: string) => tx.maybe(Series)`
  select e.id, k.name as kind, w.name as staff, x.name as "madeBy", e.at, e.rule, s.manner, p.name as place, case when p.one_at_a_time then p.name end as room
  from appointments.series e
  join appointments.kinds k on k.committee_id = e.committee_id and k.id = e.kind_id
  join directory.staff w on w.id = e.staff_id join directory.staff x on x.id = e.made_by
  left join lateral (select t.manner, t.place_id from appointments.slots t where t.series_id = e.id limit 1) s on true
  left join appointments.places p on p.committee_id = e.committee_id and p.id = s.place_id
  where e.committee_id = (select identity.my_committee()) and e.id = ${id}`

export const listTimes = (tx: Tx, id: string) => tx.many(Time)`
  select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.withdrawn_at is not null as withdrawn, b.id as "bookingId", b.name
  from appointments.slots s
  left join appointments.bookings b on b.slot_id = s.id and b.state <> 'cancelled'
  where s.series_id = ${id} order by s.starts_at`

const Outcome = z.object({ outcome: z.enum(['done', 'taken', 'past', 'same', 'none']) })
/** Takes away the free times of a series from a moment on; the booked ones stay. How many were taken away. */
export async function withdrawFrom(tx: Tx, id: string, from: Date): Promise<number> {
  const outcomes = await tx.many(Outcome)`
    select appointments.withdraw(t.id) as outcome from (
      select s.id from appointments.slots s where s.series_id = ${id} and s.withdrawn_at is null and s.starts_at >= greatest(${from}, now()) order by s.starts_at offset 0) t`
  return outcomes.filter(({ outcome }) => outcome === 'done').length
}
