import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Help } from '../model.ts'

const Outcome = z.object({ outcome: z.enum(['done', 'stale', 'over', 'same', 'none']) })
/** What became of a meeting: held, or missed with what help is offered and words to the person. It can be set right. */
export const deskOutcome = async (tx: Tx, booking: string, seen: number, state: 'held' | 'missed', help: readonly Help[], words: string) =>
  (await tx.maybe(Outcome)`select appointments.desk_outcome(${booking}, ${seen}, ${state}, ${help}::text[], ${words}) as outcome`)!.outcome
