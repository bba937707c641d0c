import { z } from 'zod'
import type { Services } from '#kernel/services'

const atATime = 500

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
