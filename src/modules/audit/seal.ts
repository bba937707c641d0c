import { z } from 'zod'
import type { Db, Tx } from '#kernel/db'
import { logKey } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { linesOf, logQuery } from './leaf.ts'
import { type Checkpoint, originOf, publicKey, readNote, type Signed, signed } from './note.ts'
import { append, filesOf, lastNote } from './outside.ts'
import { Tree } from './tree.ts'

const asWorker = <T>({ db }: { db: Db }, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'worker' }, { purpose: 'seal log' }, work)

/** Why sealing stands still until somebody has looked. `outside`: the file holds a checkpoint that the database has not; `moved`: the database has come by a dump. */
export type Stopped = 'outside' | 'moved'

const Log = z.object({ id: z.uuid(), stopped: z.enum(['outside', 'moved']).nullable(), horizon: z.number(), moved: z.boolean() })
const Sealed = z.object({
  size: z.number(),
  txn: z.number(),
  id: z.number(),
  frontier: z.instanceof(Uint8Array),
  note: z.string(),
  key: z.string(),
})
const Held = z.object({ note: z.string(), key: z.string() })

/** One at a time: two would write their notes into one another's. Held until the transaction ends. */
const alone = (tx: Tx) => tx.run`select pg_advisory_xact_lock(3528042)`

/** A checkpoint speaks for so many rows more than the last at most, so that a long log can be sealed in steps. */
export const most = 1_000_000

/**
 * Seals what has been written since the last time: a checkpoint in the database, and the same outside it. Nothing new, nothing sealed. Stops, and says
 * so, when the file outside holds what the database has not: a database that was rolled back is never sealed a second way. It may run twice at once.
 */
export async function seal(services: Services): Promise<Stopped | undefined> {
  const { config, db } = services
  const log = (await asWorker(
    services,
    (tx) => tx.maybe(Log)`
    select id, stopped_because as stopped, audit.horizon() as horizon, audit.moved() as moved from audit.log`,
  ))!
  const file = filesOf(config.checkpoints, log.id).checkpoints
  const outside = await lastNote(file)
  const why = log.moved ? 'moved' : outside && !(await holds(services, outside)) ? 'outside' : undefined
  if (why !== (log.stopped ?? undefined)) await tell(services, why)
  if (why) {
    services.log.error({ why, file }, 'access log: not sealed, see docs/operations.md')
    return why
  }
  for (let more = true; more;) more = await sealOnce(db, config.secret, originOf(log.id), log.horizon)
  await bringOut(services, log.id)
  return undefined
}

const tell = (services: Services, why: Stopped | undefined) =>
  asWorker(services, (tx) => tx.run`update audit.log set stopped_because = ${why}, stopped_at = ${why ? new Date() : null}`)

const holds = async (services: Services, note: string) =>
  (await asWorker(services, (tx) => tx.maybe(Held)`select note, key from audit.checkpoints where size = ${readNote(note)?.size ?? 0}`))
    ?.note === note

/** One more checkpoint; false when there is nothing more to seal. Two at once make the same one: the leaves' order is the rows' own. */
async function sealOnce(db: Db, secret: string, origin: string, horizon: number): Promise<boolean> {
  const last = await asWorker({ db }, lastSealed)
  const tree = new Tree(last?.size, last?.frontier)
  const end = await grow(tree, linesOf(db.copy(logQuery({ ...(last ? { after: last } : {}), below: horizon, most }))))
  if (!end) return false
  const checkpoint: Checkpoint = { origin, size: tree.size, root: tree.root(), at: new Date().toISOString() }
  const { note, key } = signed(checkpoint, logKey(secret))
  await asWorker(
    { db },
    (tx) => tx.run`
    insert into audit.checkpoints (size, txn, id, frontier, note, key)
    values (${tree.size}, ${end.txn}, ${end.id}, ${tree.frontier()}, ${note}, ${key}) on conflict do nothing`,
  )
  return tree.size - (last?.size ?? 0) === most
}

const lastSealed = (tx: Tx) => tx.maybe(Sealed)`select size, txn, id, frontier, note, key from audit.checkpoints order by size desc limit 1`

async function grow(tree: Tree, lines: ReturnType<typeof linesOf>) {
  let end: { txn: number; id: number } | undefined
  for await (const { bytes, last } of lines) {
    appendLines(tree, bytes)
    end = last
  }
  return end
}

const newline = 10
/** Whole lines as leaves. The byte before each is made the 0 that a leaf is hashed with, so the bytes are spent. */
export function appendLines(tree: Tree, bytes: Buffer): void {
  let from = 0
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
    if (from === 0) tree.append(Buffer.concat([Buffer.alloc(1), bytes.subarray(0, end)]))
    else {
      bytes[from - 1] = 0
      tree.append(bytes.subarray(from - 1, end))
    }
    from = end + 1
  }
}

/** Brings the file up to the database: also what a kill between the two writes left out, or another copy of Delakt has sealed. */
const bringOut = (services: Services, logId: string): Promise<void> =>
  asWorker(services, async (tx) => {
    await alone(tx)
    const { checkpoints } = services.config
    for (;;) {
      const outside = await lastNote(filesOf(checkpoints, logId).checkpoints)
      const missing: Signed[] = await tx.many(Held)`
        select note, key from audit.checkpoints where size > ${(outside && readNote(outside)?.size) ?? 0} order by size limit 1000`
      if (missing.length === 0) return
      await append(checkpoints, logId, missing)
    }
  })

/** The public key that this installation signs its checkpoints with, to be noted where nobody here can change it. */
export async function publicKeyOf(services: Services): Promise<string> {
  const log = await asWorker(services, (tx) => tx.maybe(z.object({ id: z.uuid() }))`select id from audit.log`)
  return publicKey(originOf(log!.id), logKey(services.config.secret))
}
