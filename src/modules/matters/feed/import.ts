import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import type { SourceActor } from '#kernel/actor'
import type { Db, Tx } from '#kernel/db'
import { type Installation, type ItemResult, ready, type Ready, store } from './ingest.ts'
import { type Block, blocks, notText, tooLong } from './lines.ts'
import { importAt, importMoved, noteReading } from './queries.ts'

const Report = z.object({
  read: z.number(),
  stored: z.number(),
  unchanged: z.number(),
  quarantined: z.number(),
  refused: z.number(),
  /** How long the list of refused lines was when the report was written. */
  listed: z.number(),
})
/** What became of the lines; `refused` ones are listed with number and reason in the file beside. */
export type Report = z.infer<typeof Report>
const nothing: Report = { read: 0, stored: 0, unchanged: 0, quarantined: 0, refused: 0, listed: 0 }

/** `share` is how much of the file has been read, 0–1. */
export type Progress = { report: Report; share: number }
type Options = Installation & { tell?: (progress: Progress) => void }

/** A file that cannot be imported at all: one sentence for the one at the keyboard. */
export class Unreadable extends Error {}

const chunk = 700_000

/**
 * Imports a file of feed items, one JSON object a line, as history (INT-02). Where it is moves in the transaction that stores the
 * lines, so that an import that was killed goes on where it was; a finished file is read again from the start, which changes nothing.
 * The next lines are read and checked while the database stores the last ones. Throws Unreadable.
 */
export async function importFile(
  db: Db,
  actor: SourceActor,
  path: string,
  { secret, mode, tell = () => undefined }: Options,
): Promise<Report> {
  const { id, size, read, position } = open(path)
  const access = { purpose: 'feed: import a file' }
  const list = openSync(`${path}.refused.ndjson`, 'a+')
  try {
    const at = await db.as(actor, access, (tx) => importAt(tx, id))
    const kept = Report.safeParse(at.report)
    const going = !at.finished && kept.success
    const from = going ? { offset: at.offset, line: at.line } : { offset: 0, line: 0 }
    let report: Report = going ? kept.data : nothing
    ftruncateSync(list, report.listed)

    const keep = async (block: Block, made: Ready, lines: Line[]) => {
      report = await db.as(actor, access, async (tx: Tx) => {
        const results = await store(tx, made)
        const next = count(report, results, lines, list)
        await importMoved(tx, id, { offset: block.offset, line: block.line, report: next, finished: false })
        return next
      })
      tell({ report, share: position() / size })
    }
    let last = { ...from }
    let storing: Promise<void> = Promise.resolve()
    for await (const block of blocks(read(), from)) {
      const lines = parse(block)
      const made = await ready(
        lines.map(({ item }) => item),
        { imported: true, secret, mode },
      )
      await storing
      storing = keep(block, made, lines)
      // A failure is thrown by the await above or below; until then it must not count as unhandled.
      storing.catch(() => undefined)
      last = { offset: block.offset, line: block.line }
    }
    await storing
    await db.as(actor, access, async (tx) => {
      await importMoved(tx, id, { ...last, report, finished: true })
      await noteReading(tx)
    })
    return report
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_')) throw new Unreadable('The file is not whole gzip: it is cut short or damaged.', { cause: error })
    throw error
  } finally {
    closeSync(list)
  }
}

/**
 * The file as a stream of its text, and what it is known by: the hash of its size and its first megabyte. To hash the whole of a
 * large file would take minutes before the first line; two files that agree in both are editions of one, and the most that a
 * mistake can cost is a start in the middle, which is told, and mended by importing it once more.
 */
function open(path: string) {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  const head = Buffer.alloc(Math.min(size, 1024 * 1024))
  readSync(file, head, 0, head.length, 0)
  closeSync(file)
  const id = createHash('sha256').update(`${size}\n`).update(head).digest('hex')
  const raw = createReadStream(path, { highWaterMark: chunk })
  const zipped = head[0] === 0x1f && head[1] === 0x8b
  // Unpacked when the reading begins, so that a damaged file has somebody to tell.
  const unzipped = () => {
    const gunzip = createGunzip({ chunkSize: chunk })
    raw.once('error', (error) => gunzip.destroy(error))
    return raw.pipe(gunzip)
  }
  const read = (): AsyncIterable<Buffer> => (zipped ? unzipped() : raw)
  return { id, size: Math.max(1, size), read, position: () => raw.bytesRead }
}

/** A line of the file: its number, and the item, or why there is none. */
type Line = { number: number; item: unknown; unread?: string }

function parse({ lines, line }: Block): Line[] {
  const first = line - lines.length + 1
  const read: Line[] = []
  lines.forEach((text, n) => {
    const number = first + n
    if (text === tooLong) read.push({ number, item: undefined, unread: 'the line is longer than 48 MB' })
    else if (text === notText) read.push({ number, item: undefined, unread: 'the line is not UTF-8' })
    else if (!blank.test(text)) read.push(itemOf(number === 1 ? text.replace(/^\uFEFF/, '') : text, number))
  })
  return read
}
const blank = /^\s*$/

function itemOf(text: string, number: number): Line {
  try {
    return { number, item: JSON.parse(text) }
  } catch {
    return { number, item: undefined, unread: 'the line is not JSON' }
  }
}

/** Counts the results into a new report and writes the refused ones to the list, where the next lines of an import that is killed now are cut off. */
function count(before: Report, results: readonly ItemResult[], lines: readonly Line[], list: number): Report {
  const after = { ...before, read: before.read + lines.length }
  let listed = ''
  for (const { index, status, problem } of results) {
    after[status]++
    const line = lines[index]
    if (status === 'refused') listed += `${JSON.stringify({ line: line?.number, problem: line?.unread ?? problem?.detail })}\n`
  }
  if (listed) after.listed += writeSync(list, listed)
  return after
}
