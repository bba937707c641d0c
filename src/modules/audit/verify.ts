import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import type { Db, Tx } from '#kernel/db'
import { linesOf, logQuery } from './leaf.ts'
import { type Checkpoint, readNote, signer } from './note.ts'
import { filesOf, lengthOf, notesIn, readKeys } from './outside.ts'
import { appendLines } from './seal.ts'
import { Tree } from './tree.ts'

/** A row of checkpoints to compare with, the oldest first, and what it is called in a sentence. */
export type Witness = { name: string; notes: AsyncIterable<string> }
/** What is compared: the log's rows as lines, and at least one witness. `keys` are the public keys that are believed. */
export type Case = {
  rows: AsyncIterable<Buffer>
  witnesses: readonly Witness[]
  keys: readonly string[]
  progress?: (rows: number) => void
}
/**
 * `sealed`: rows that a checkpoint speaks for; `open`: rows since the last one. `keys`: those that signed. `wrong`: one sentence about the first
 * place where something does not agree, and nothing is said of what comes after it.
 */
export type Verdict = { rows: number; sealed: number; open: number; checkpoints: number; keys: string[]; wrong?: string }

class Wrong extends Error {}

/** Compares every row of the log, in order, with every checkpoint. Memory does not grow with the log. */
export async function verifyLog({ rows, witnesses, keys, progress }: Case): Promise<Verdict> {
  const tree = new Tree()
  const believed = new Set<string>()
  const readers = witnesses.map((witness) => reader(witness, keys, believed))
  let checkpoints = 0
  /** The last checkpoint that agreed. */
  let good: Checkpoint | undefined
  const next = () => Math.min(...readers.map(({ head }) => head?.size ?? Number.POSITIVE_INFINITY))
  const compare = async () => {
    const root = tree.root()
    for (const one of readers) {
      const { head } = one
      if (head?.size !== tree.size) continue
      checkpoints += 1
      if (!head.root.equals(root)) throw new Wrong(between(good, head, one.name))
      await one.advance()
      good = head
    }
  }
  try {
    for (const one of readers) await one.advance()
    for await (const piece of rows) {
      for (let rest = piece; rest.length > 0;) {
        const aim = next()
        const taken = untilRow(rest, aim - tree.size)
        appendLines(tree, taken)
        rest = rest.subarray(taken.length)
        if (tree.size === aim) await compare()
      }
      progress?.(tree.size)
    }
    const short = readers.find(({ head }) => head)
    if (short) throw new Wrong(tooShort(good, short.head!, short.name, tree.size))
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return { rows: tree.size, sealed: good?.size ?? 0, open: 0, checkpoints, keys: [...believed], wrong: error.message }
  }
  const sealed = good?.size ?? 0
  return { rows: tree.size, sealed, open: tree.size - sealed, checkpoints, keys: [...believed] }
}

const say = ({ size, at }: Checkpoint) => `the checkpoint of ${at} (${size} rows)`
const between = (good: Checkpoint | undefined, bad: Checkpoint, name: string) =>
  good
    ? `The log was changed between ${say(good)} and ${say(bad)} in ${name}: one of its rows ${good.size + 1} to ${bad.size} is not as it was, is missing, or is one too many.`
    : `The log was changed before its first checkpoint: ${say(bad)} in ${name} does not agree with rows 1 to ${bad.size}.`
const tooShort = (good: Checkpoint | undefined, bad: Checkpoint, name: string, rows: number) =>
  `The log ends at row ${rows}, and ${say(bad)} in ${name} speaks for more: what came after ${good ? say(good) : 'the beginning'} is missing.`

/** At most so many whole lines from the beginning of the piece. */
function untilRow(piece: Buffer, lines: number): Buffer {
  if (lines > piece.length) return piece
  let end = 0
  for (let n = 0; n < lines && end < piece.length; n += 1) end = piece.indexOf(10, end) + 1
  return piece.subarray(0, end)
}

/** Reads a witness one checkpoint at a time, each signed by a key that is believed, each larger than the last. */
function reader({ name, notes }: Witness, keys: readonly string[], believed: Set<string>) {
  const each = notes[Symbol.asyncIterator]()
  const one = {
    name,
    head: undefined as Checkpoint | undefined,
    async advance() {
      const before = one.head
      const { value, done } = await each.next()
      one.head = undefined
      if (done === true) return
      const read = readNote(value)
      const after = before ? `after ${say(before)}` : 'at its beginning'
      if (!read) throw new Wrong(`What stands in ${name} ${after} is no checkpoint.`)
      const key = signer(value, keys)
      if (!key) throw new Wrong(`In ${name}, ${say(read)} is not signed by a key that is known.`)
      if (before && (read.size <= before.size || read.origin !== before.origin))
        throw new Wrong(`In ${name}, ${say(read)} does not follow on ${say(before)}.`)
      believed.add(key)
      one.head = read
    },
  }
  return one
}

/** An exported log, `.gz` or as it is, in pieces of whole lines. Throws when it breaks off in the middle of one. */
export async function* linesIn(file: string): AsyncGenerator<Buffer> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 })
  const plain: AsyncIterable<Buffer> = file.endsWith('.gz') ? pipeline(bytes, createGunzip({ chunkSize: 1 << 18 }), () => undefined) : bytes
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of plain) {
    const end = piece.lastIndexOf(10) + 1
    if (end > 0) yield Buffer.concat([rest, piece.subarray(0, end)])
    rest = end > 0 ? piece.subarray(end) : Buffer.concat([rest, piece])
  }
  // A line without its end is a row too: what the file lacks is told by the checkpoint.
  if (rest.length > 0) yield Buffer.concat([rest, Buffer.from('\n')])
}

/** The log as it is exported and verified: every row of the database as a line, in the order of the leaves. */
export async function* exportLog(db: Db): AsyncGenerator<Buffer> {
  for await (const { bytes } of linesOf(db.copy(logQuery()))) yield bytes
}

const Told = z.object({ size: z.number(), note: z.string() })
const asked = <T>(db: Db, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'worker' }, { purpose: 'verify log' }, work)

async function* notesOf(db: Db, until: number): AsyncGenerator<string> {
  for (let after = 0; after < until;) {
    const some = await asked(
      db,
      (tx) => tx.many(Told)`
      select size, note from audit.checkpoints where size > ${after} and size <= ${until} order by size limit 1000`,
    )
    for (const { note } of some) yield note
    after = some.at(-1)?.size ?? until
  }
}

const Now = z.object({ size: z.number().nullable(), keys: z.array(z.string()).nullable() })

/** The log of a database, with its own checkpoints and those outside in `folder`. Without `keys` those kept with the checkpoints are believed. */
export async function caseOf(db: Db, folder: string, keys: readonly string[]): Promise<Case> {
  const log = await asked(db, (tx) => tx.maybe(z.object({ id: z.uuid() }))`select id from audit.log`)
  const files = filesOf(folder, log!.id)
  // The length first: what is in the file is in the database already, and what is sealed by then has its rows in what is read after that.
  const length = await lengthOf(files.checkpoints)
  const now = await asked(db, (tx) => tx.maybe(Now)`select max(size) as size, array_agg(distinct key) as keys from audit.checkpoints`)
  return {
    rows: exportLog(db),
    witnesses: [
      ...(now?.size ? [{ name: 'the database', notes: notesOf(db, now.size) }] : []),
      ...(length > 0 ? [{ name: files.checkpoints, notes: notesIn(files.checkpoints, length) }] : []),
    ],
    keys: keys.length ? keys : [...(now?.keys ?? []), ...(await readKeys(files.keys))],
  }
}

/** An exported log and a file of checkpoints, without a database. Without `keys` the file of keys beside the checkpoints is believed. */
export async function caseOfFiles(rows: string, checkpoints: string, keys: readonly string[]): Promise<Case> {
  return {
    rows: linesIn(rows),
    witnesses: [{ name: checkpoints, notes: notesIn(checkpoints, await lengthOf(checkpoints)) }],
    keys: keys.length ? keys : await readKeys(checkpoints.replace(/\.txt$/, '.keys.txt')),
  }
}
