import { z } from 'zod'
import type { Tx } from '#kernel/db'

const Outcome = z.object({ outcome: z.enum(['done', 'taken', 'stale', 'over', 'same', 'none']) })
export type Outcome = z.infer<typeof Outcome>['outcome']

/** To another free time of the unit's. It has the old one until it has the new one. `words`: to the person. */
export const deskMove = async (tx: Tx, booking: string, slot: string, seen: number, words: string) =>
  (await tx.maybe(Outcome)`select appointments.desk_move(${booking}, ${slot}, ${seen}, ${words}) as outcome`)!.outcome
export const deskCancel = async (tx: Tx, booking: string, seen: number, words: string) =>
  (await tx.maybe(Outcome)`select appointments.desk_cancel(${booking}, ${seen}, ${words}) as outcome`)!.outcome
/** One to three free times, held for the person at most a week. */
export const deskPropose = async (tx: Tx, booking: string, slots: readonly string[], key: string) =>
  (await tx.maybe(Outcome)`select appointments.desk_propose(${booking}, ${slots}::uuid[], ${key}) as outcome`)!.outcome
/** No to what a person proposed: the time stays. */
export const deskAnswer = async (tx: Tx, booking: string, n: number, words: string) =>
  (await tx.maybe(Outcome)`select appointments.desk_answer(${booking}, ${n}, ${words}) as outcome`)!.outcome
