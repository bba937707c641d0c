import { z } from 'zod'
import type { Tx } from '#kernel/db'

const Outcome = z.object({ outcome: z.enum(['done', 'over', 'replaced', 'none']) })
/** A code for paper, known by its hash; the one before opens nothing more (`replaced`: this is one before). */
export const deskSlip = async (tx: Tx, booking: string, hash: Uint8Array) =>
  (await tx.maybe(Outcome)`select appointments.desk_slip(${booking}, ${hash}) as outcome`)!.outcome
