import type { SourceActor } from '#kernel/actor'
import type { Db } from '#kernel/db'
import { type Installation, takeIn } from './ingest.ts'
import { listQuarantine, takenFromQuarantine } from './queries.ts'

/** `taken`: now understood and stored, or known already. The others stay, to be tried again. */
export type Rerun = { taken: number; left: number }

/** Tries everything that waits in the source's quarantine once more, as after a new version of Delakt or a mended source. */
export async function rerunQuarantine(db: Db, actor: SourceActor, installation: Installation): Promise<Rerun> {
  const sum = { taken: 0, left: 0 }
  for (let after: string | undefined, more = true; more;) {
    const { kept, ids } = await db.as(actor, { purpose: 'feed: run quarantine again' }, async (tx) => {
      const kept = await listQuarantine(tx, after, 500)
      const ids: string[] = []
      for (const imported of [true, false]) {
        const those = kept.filter((one) => one.imported === imported)
        const results = await takeIn(
          tx,
          those.map(({ item }) => item),
          { ...installation, imported },
        )
        ids.push(...those.filter((_, n) => results[n]?.status === 'stored' || results[n]?.status === 'unchanged').map(({ id }) => id))
      }
      if (ids.length) await takenFromQuarantine(tx, ids)
      return { kept, ids }
    })
    sum.taken += ids.length
    sum.left += kept.length - ids.length
    after = kept.at(-1)?.id
    more = kept.length === 500
  }
  return sum
}
