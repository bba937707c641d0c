import { extname } from 'node:path'
import { NotFound } from './errors.ts'

export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'text/html'
/** A file safe to hand on, or one sentence why it is not taken. The sentence never holds anything from the file. */
export type Cleaned = { ok: true; type: FileType; bytes: Buffer } | { ok: false; reason: string }

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
  const { run } = await (threads ??= openThreads())
  try {
    const cleaned = await run(bytes, AbortSignal.timeout(patience))
    return cleaned.ok ? { ...cleaned, bytes: Buffer.from(cleaned.bytes.buffer, cleaned.bytes.byteOffset, cleaned.bytes.length) } : cleaned
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
  const pool = new Piscina<Uint8Array, Cleaned>({
    filename: new URL(`./cleaning${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  return { run: (bytes: Uint8Array, signal: AbortSignal) => pool.run(bytes, { signal }) }
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
