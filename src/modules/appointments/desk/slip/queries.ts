import { z } from 'zod'
import type { Tx } from '#kernel/db'

/** A new code for paper, known by its hash; the one before opens nothing more. */
export const deskSlip = async (tx: Tx, booking: string, hash: Uint8Array) =>
  (await tx.maybe(z.object({ outcome: z.enum(['done', 'over', 'none']) }))`select appointments.desk_slip(${booking}, ${hash}) as outcome`)!
    .outcome
