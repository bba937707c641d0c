import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { Came, PhoneWeek } from './model.ts'

// Row security leaves the weeks of the unit that this session looks after; the functions answer for that unit and no other.

const Kept = z.object({ unit: z.uuid().nullable() })
export const keptUnit = async (tx: Tx) => (await tx.maybe(Kept)`select contact.kept_unit() as unit`)!.unit

const Entered = PhoneWeek.extend({ by: z.string(), at: z.date() })
export type Entered = z.infer<typeof Entered>
/** What has been entered since a Monday, the latest week first. */
export const listWeeks = (tx: Tx, from: Day) => tx.many(Entered)`
  select p.monday, p.minutes, p.answered, p.missed, w.name as by, p.entered_at as at
  from contact.phone_weeks p join directory.staff w on w.id = p.entered_by where p.monday >= ${from}::date order by p.monday desc`

export const findWeek = (tx: Tx, monday: Day) => tx.maybe(Entered)`
  select p.monday, p.minutes, p.answered, p.missed, w.name as by, p.entered_at as at
  from contact.phone_weeks p join directory.staff w on w.id = p.entered_by where p.monday = ${monday}::date`

/** What came since a Monday, week by week, in numbers and nothing else. `next`: from that day on, the working day that a promise holds to. */
export const listCame = (tx: Tx, from: Day, next: readonly Day[]) => tx.many(Came)`
  select monday, written, calls, in_time as "inTime", waiting from contact.weeks_came(${from}::date, ${next}::date[])`

const Set = z.object({ set: z.boolean() })
/** Sets them all. `whole`: what is empty is emptied; else it leaves what stands. False: not this session's. */
export const setWeeks = async (tx: Tx, weeks: readonly PhoneWeek[], whole: boolean) =>
  (await tx.maybe(Set)`select contact.set_phone_weeks(${JSON.stringify(weeks)}::text::jsonb, ${whole}) as set`)!.set
