import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

// The checkpoints outside the database: signed notes, the oldest first, an empty line after each. Whoever can change the database cannot make
// these agree with it, if the folder is where they cannot write: another machine's, or one that only takes more.

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
const whenThere = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise
    throw error
  }
}

/** The two files of a log in the folder: its checkpoints, and the public keys they have been signed with, one a line. */
export const filesOf = (folder: string, logId: string) => ({
  checkpoints: join(folder, `${logId}.txt`),
  keys: join(folder, `${logId}.keys.txt`),
})

/** The last whole note of the file, or nothing. What a kill has left half-written is no note. */
export async function lastNote(file: string): Promise<string | undefined> {
  const { bytes, whole } = await readTail(file)
  const [text, signature] = bytes.subarray(0, whole).toString('utf8').split('\n\n').slice(-3)
  return signature ? `${text}\n\n${signature}\n` : undefined
}

/** Notes are some hundreds of bytes. */
const most = 4096
/** The file's last bytes, and where in them the last whole note ends, with the empty line after it. */
async function readTail(file: string): Promise<{ bytes: Buffer; whole: number }> {
  const size = await lengthOf(file)
  if (size === 0) return { bytes: Buffer.alloc(0), whole: 0 }
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, Math.max(0, size - most))
    const bytes = buffer.subarray(0, bytesRead)
    const ends = [...bytes.toString('latin1').matchAll(/\n\n\xe2\x80\x94 [^\n]*\n\n/g)]
    return { bytes, whole: ends.map((found) => found.index + found[0].length).at(-1) ?? 0 }
  } finally {
    await handle.close()
  }
}

/** Adds notes after the last whole one and waits for the disk; and the keys that the file of keys has not. */
export async function append(folder: string, logId: string, notes: readonly { note: string; key: string }[]): Promise<void> {
  if (notes.length === 0) return
  const files = filesOf(folder, logId)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const has = (await whenThere(readFile(files.keys, 'utf8'), '')).split('\n')
  const news = [...new Set(notes.map(({ key }) => key))].filter((key) => !has.includes(key))
  if (news.length) await write(files.keys, news.map((key) => `${key}\n`).join(''))
  const { bytes, whole } = await readTail(files.checkpoints)
  if (whole < bytes.length) await truncate(files.checkpoints, (await lengthOf(files.checkpoints)) - (bytes.length - whole))
  await write(files.checkpoints, notes.map(({ note }) => `${note}\n`).join(''))
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The keys beside a file of checkpoints: none when there is no such file. */
export const readKeys = async (file: string): Promise<string[]> =>
  (await whenThere(readFile(file, 'utf8'), '')).split('\n').filter((line) => line.length > 0)

/** The notes of a file, in its order, as far as it was long when it was asked for. What is no note comes as it stands, but for a half one at the end. */
export async function* notesIn(file: string, until: number): AsyncGenerator<string> {
  if (until === 0) return
  let rest = ''
  const stream = createReadStream(file, { end: until - 1, encoding: 'utf8' }) as AsyncIterable<string>
  for await (const piece of stream) {
    // A note is its text, an empty line and its signature; the empty line after it is the file's.
    const parts = (rest + piece).split('\n\n')
    rest = parts.splice(parts.length % 2 === 0 ? -2 : -1).join('\n\n')
    for (let at = 0; at < parts.length; at += 2) yield `${parts[at]}\n\n${parts[at + 1]}\n`
  }
}

/** How long the file is: 0 when there is none. */
export const lengthOf = (file: string): Promise<number> =>
  whenThere(
    stat(file).then((s) => s.size),
    0,
  )
