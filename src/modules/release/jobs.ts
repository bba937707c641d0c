import { z } from 'zod'
import type { Services } from '#kernel/services'

const atATime = 500

/**
 * What a new day brings at midnight in Sweden: rights to read that have ended, birthdays, and what was to come up again (product.md: hide first).
 * Asked every minute, since it must not wait for a server that was down at midnight; most minutes there is nothing.
 */
export const newDay = ({ db }: Services): Promise<void> =>
  db.as({ kind: 'worker' }, { purpose: 'new day' }, async (tx) => void (await tx.run`select gate.new_day()`))

/** Releases what a rule with days has kept until now (REL-01). Each round is a transaction of its own, so that a kill loses at most one. */
export async function releaseDue({ db }: Services): Promise<void> {
  for (;;) {
    const done = await db.as(
      { kind: 'worker' },
      { purpose: 'release due' },
      (tx) => tx.maybe(z.object({ n: z.number() }))`select gate.release_due(${atATime}) as n`,
    )
    if (done!.n < atATime) return
  }
}
