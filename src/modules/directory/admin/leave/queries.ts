import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { HeldNow, Planned, Receiver } from './model.ts'

/** What somebody holds in the steward's committee. */
export const listHeld = (tx: Tx, staffId: string) => tx.many(HeldNow)`
  select h.kind, h.unit_id as "unitId", h.n, h.needs, directory.acting_at(w.deputy_id, h.unit_id) as "standIn"
  from directory.held(${staffId}) h join directory.staff w on w.id = ${staffId}`

/** By name, those who are away last. */
export const listReceivers = (tx: Tx, staffId: string) => tx.many(Receiver)`
  select r.unit_id as "unitId", r.id, r.name, r.officer, r.answers, r.keeps, directory.is_away(r.id) as away, directory.away_to(r.id) as "awayTo"
  from directory.receivers(${staffId}) r order by directory.is_away(r.id), r.name, r.id`

/** Who was chosen for what, when leaving is planned already. */
export const listPlanned = (tx: Tx, staffId: string) => tx.many(Planned)`
  select h.kind, h.unit_id as "unitId", h.to_id as "toId" from directory.handovers h join directory.leavings l on l.committee_id = h.committee_id and l.id = h.leaving_id
  where l.staff_id = ${staffId} and l.done_at is null`

/** What somebody got that they had no room for: meetings at times when they were booked already. */
export const Clash = z.object({ name: z.string(), times: z.array(z.coerce.date()) })
export type Clash = z.infer<typeof Clash>
/** Of what somebody who has left had, as long as it is ahead. */
export const listClashes = (tx: Tx, staffId: string) => tx.many(Clash)`
  select t.name, array_agg(x.at order by x.at) as times
  from directory.leavings l join directory.handovers h on h.committee_id = l.committee_id and h.leaving_id = l.id join directory.staff t on t.id = h.to_id
  cross join lateral unnest(h.clashes) as x(at)
  where l.staff_id = ${staffId} and l.done_at is not null and x.at > now() group by t.id, t.name order by t.name, t.id`

const Answer = z.object({ answer: z.enum(['none', 'self', 'done', 'planned', 'missing']) })
/** Plans a leaving, or carries it out when the last day has been. `key`: from the form, so that the same send twice is one. */
export const leave = async (
  tx: Tx,
  key: string,
  staffId: string,
  last: string,
  receivers: readonly { kind: string; unit: string | null; to: string }[],
) =>
  (await tx.maybe(Answer)`select directory.leave(${key}, ${staffId}, ${last}, ${JSON.stringify(receivers)}::text::jsonb) as answer`)!.answer

const Yes = z.object({ done: z.boolean() })
export const stay = async (tx: Tx, staffId: string) => (await tx.maybe(Yes)`select directory.stay(${staffId}) as done`)!.done
