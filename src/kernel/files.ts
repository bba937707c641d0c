import { extname } from 'node:path'
import { NotFound } from './errors.ts'

export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'text/html'
/** A file safe to hand on, or why it is not taken. */
export type Cleaned = { ok: true; type: FileType; bytes: Buffer } | Refused

const mega = 1024 * 1024
/** The largest file taken in, in bytes; HTML has a lower limit of its own. */
export const largest = 25 * mega
const partSize = 256 * 1024

/**
 * What may be kept of a file from outside: its type is read from its bytes and never from its name, and it is written anew
 * without metadata, scripts, attachments or anything that calls out. Only PDF, JPEG, PNG and HTML. `patience`: how long it may take, in
 * ms, its place in the queue included.
 */
export async function clean(bytes: Uint8Array, patience = 30_000): Promise<Cleaned> {
  if (bytes.length === 0) return { ok: false, reason: 'the file is empty' }
  if (bytes.length > largest) return { ok: false, reason: 'the file is larger than 25 MB' }
  const cleaned = await inThread<Cleaned>('cleaning', bytes, patience)
  return cleaned.ok ? { ...cleaned, bytes: bufferOf(cleaned.bytes) } : cleaned
}

/** A portrait to keep of a picture from outside: 4:5, drawn anew as JPEG. Only JPEG, PNG and WebP. `patience` as for `clean`. */
export async function portraitOf(bytes: Uint8Array, patience = 30_000): Promise<Cleaned> {
  if (bytes.length === 0) return { ok: false, reason: 'the file is empty' }
  if (bytes.length > largest) return { ok: false, reason: 'the file is larger than 25 MB' }
  const drawn = await inThread<Cleaned>('portrait', bytes, patience)
  return drawn.ok ? { ...drawn, bytes: bufferOf(drawn.bytes) } : drawn
}

/** One sentence why not. It never holds anything from the file. */
export type Refused = { ok: false; reason: string }

/** `kind`: h1–h6, li, td or th, of HTML. `row`: lines of one row stand beside each other. `x`: how far from the left, in points, of PDF. */
export type FileLine = { text: string; kind?: string; row?: number; x?: number }
/** `unread`: something on it cannot be searched: an image, letters drawn as shapes. */
export type FilePage = { lines: FileLine[]; unread: boolean }
/** What a file says: HTML is one page. `about`: strings beside the pages, under the name they stand there: titles, comments, links, fields. */
export type FileText = { pages: FilePage[]; about: { key: string; text: string }[] }

/** All that can be had out of a kept file as words, or why it cannot be read. */
export const textOf = (bytes: Uint8Array, patience = 30_000): Promise<({ ok: true } & FileText) | Refused> =>
  inThread<{ ok: true } & FileText>('reading', bytes, patience)

/** A file to make of nothing but these words. `notes` stand first in it; `pageTitles`: what each page is called, in PDF. */
export type NewFile = {
  type: 'application/pdf' | 'text/html'
  title: string
  language: 'sv' | 'en'
  notes: string[]
  pageTitles: string[]
  pages: { lines: FileLine[] }[]
}

/** A new file with these words and nothing else: no images, no data about who made it and when. */
export async function newFile(file: NewFile, patience = 30_000): Promise<{ ok: true; bytes: Buffer } | Refused> {
  const bytes = await inThread<Uint8Array>('writing', file, patience)
  return bytes instanceof Uint8Array ? { ok: true, bytes: bufferOf(bytes) } : bytes
}

const bufferOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** `patience`: how long it may take, in ms, its place in the queue included. */
async function inThread<T>(work: 'cleaning' | 'portrait' | 'reading' | 'writing', on: unknown, patience: number): Promise<T | Refused> {
  const { run } = await (threads ??= openThreads())
  try {
    return (await run(work, on, AbortSignal.timeout(patience))) as T
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'AbortError') return { ok: false, reason: 'the file takes too long to read' }
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { ok: false, reason: 'the file takes too much memory to read' }
    throw error
  }
}

let threads: ReturnType<typeof openThreads> | undefined

/**
 * Hostile files are made to be slow, so they are read in threads that can be ended, and nobody else waits. They start with the first
 * file and go when none has come for a while: most processes never meet one, and the libraries weigh 80 MB.
 */
async function openThreads() {
  const { Piscina } = await import('piscina')
  const pool = new Piscina<unknown, unknown>({
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const filename = (work: string) => new URL(`./${work}${extname(import.meta.url)}`, import.meta.url).href
  return { run: (work: string, on: unknown, signal: AbortSignal) => pool.run(on, { filename: filename(work), signal }) }
}

/** The bytes in pieces of 256 kB, as they are kept and streamed. */
export const parts = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, n) => bytes.subarray(n * partSize, (n + 1) * partSize))

/** A file of `size` bytes, piece by piece as its reader takes it; `next` answers nothing when it is taken back or its reader signed out, and it ends there. */
export function streamed(size: number, next: (part: number) => Promise<Uint8Array | undefined>): ReadableStream<Uint8Array> {
  let [part, sent] = [0, 0]
  return new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        if (sent >= size) return out.close()
        const bytes = await next(part)
        if (!bytes) return out.error(new NotFound())
        part += 1
        sent += bytes.byteLength
        out.enqueue(bytes)
        if (sent >= size) out.close()
      },
    },
    { highWaterMark: 0 },
  )
}
