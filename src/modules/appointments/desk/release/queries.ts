import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '#modules/directory'
import type { Wanted } from './model.ts'

/** A time of the form, by its number from 0, that falls on one there is already. Of a time at another unit nothing more is known. */
export const Collision = z.object({
  n: z.number(),
  slotId: z.uuid().nullable(),
  kind: Worded.nullable(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  booked: z.boolean(),
  /** The place that is taken then; null: it is whose time it is that has something. */
  room: z.string().nullable(),
})
export type Collision = z.infer<typeof Collision>

const iso = (at: Date) => at.toISOString()

/** What collides with what somebody has already, or what there is in the room, before it is made. */
export const listCollisions = (tx: Tx, { staff, place, times }: Wanted) => {
  const [from, to] = [times.map((one) => iso(one.from)), times.map((one) => iso(one.to))]
  return tx.many(Collision)`
  select distinct on (b.n) b.n - 1 as n, s.id as "slotId", k.name as kind, s.starts_at as "startsAt", s.ends_at as "endsAt",
    exists (select from appointments.bookings x where x.slot_id = s.id and x.state <> 'cancelled') as booked, case when b.room then p.name end as room
  from (
    select n, slot_id, false as room from appointments.busy(${staff}, ${from}::timestamptz[], ${to}::timestamptz[])
    union all
    select n, slot_id, true from appointments.room_busy(${place ?? null}, ${from}::timestamptz[], ${to}::timestamptz[])) b
  left join appointments.slots s on s.id = b.slot_id
  left join appointments.kinds k on k.committee_id = s.committee_id and k.id = s.kind_id
  left join appointments.places p on p.committee_id = s.committee_id and p.id = s.place_id
  order by b.n, b.room`
}

const Made = z.object({ n: z.number(), id: z.uuid().nullable(), outcome: z.enum(['done', 'taken', 'past', 'same']) })
/** Releases the times: what came of each, by its number from 1. Nothing at all: it is not this desk's to release. */
export const release = (tx: Tx, { kind, staff, place, manner, link, rule, times }: Wanted, key: string) => tx.many(Made)`
  select n, id, outcome from appointments.release(${kind.id}, ${staff}, ${place}, ${manner}, ${link}, ${JSON.stringify(rule)}::text::jsonb,
    ${times.map(({ from }) => iso(from))}::timestamptz[], ${times.map(({ to }) => iso(to))}::timestamptz[], ${key})`

/** What came of a form by its key. */
export const findMade = (tx: Tx, key: string) => tx.maybe(z.object({ id: z.uuid() }))`
  select id from appointments.series where made_by = (select identity.my_staff()) and key = ${key}`
