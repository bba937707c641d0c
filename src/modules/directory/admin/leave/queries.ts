import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Held, Planned, Receiver } from './model.ts'

/** What somebody holds in the steward's committee. */
export const listHeld = (tx: Tx, staffId: string) =>
  tx.many(Held)`select kind, unit_id as "unitId", n, needs from directory.held(${staffId})`

export const listReceivers = (tx: Tx, staffId: string) =>
  tx.many(Receiver)`select unit_id as "unitId", id, name, officer, keeps from directory.receivers(${staffId})`

/** Who was chosen for what, when leaving is planned already. */
export const listPlanned = (tx: Tx, staffId: string) => tx.many(Planned)`
  select h.kind, h.unit_id as "unitId", h.to_id as "toId" from directory.handovers h join directory.leavings l on l.committee_id = h.committee_id and l.id = h.leaving_id
  where l.staff_id = ${staffId} and l.done_at is null`

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
