import type { Tx } from '#kernel/db'
import { Count } from './model.ts'

/** Held and missed meetings of the unit by the quarter they were in on Swedish calendars, with and without a reminder (APPT-05). */
export const countOutcomes = (tx: Tx, since: Date) => tx.many(Count)`
  select date_trunc('quarter', b.starts_at at time zone 'Europe/Stockholm')::date as quarter, b.reminded_at is not null as reminded,
    count(*)::int as all, count(*) filter (where b.state = 'missed')::int as missed
  from appointments.bookings b
  where b.unit_id = any ((select identity.my_units())::uuid[]) and b.starts_at >= ${since} and b.starts_at <= now() and b.state in ('held', 'missed')
  group by 1, 2 order by 1 desc, 2 desc`
