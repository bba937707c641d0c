import { access, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Channel } from '../templates/model.ts'
import type { Carrier } from './model.ts'

export const spoolFolder = (dataDir: string): string => join(dataDir, 'utskick')

const Spooled = z.object({
  key: z.string(),
  channel: z.enum(['sms', 'email']),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
})
export type Spooled = z.infer<typeof Spooled>

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : undefined)
/** A key has no underscore, so that no two keys have one name. */
const nameOf = (key: string) => `${key.replaceAll(':', '_')}.json`

/** Writes to a folder instead of sending: one file for each key, whole or not at all, and never another in its place. */
export const spool = (dataDir: string, channel: Exclude<Channel, 'letter'>): Carrier => {
  const folder = spoolFolder(dataDir)
  const known = async (key: string) => {
    try {
      await access(join(folder, nameOf(key)))
      return true
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
  }
  return {
    replies: true,
    known,
    async send({ key, to, subject, text }) {
      const beside = join(folder, `${randomUUID()}.part`)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(beside, JSON.stringify({ key, channel, to, subject, text, at: new Date().toISOString() } satisfies Spooled), {
          mode: 0o600,
        })
        await link(beside, join(folder, nameOf(key)))
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') return { kind: 'refused', code: codeOf(error) ?? 'broken' }
      } finally {
        await rm(beside, { force: true })
      }
      return { kind: 'sent', ref: key }
    },
  }
}

/** What lies in the folder, the newest first: at most `most`. */
export async function listSpool(dataDir: string, most = 100): Promise<Spooled[]> {
  const folder = spoolFolder(dataDir)
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const read = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => Spooled.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  )
  return read.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, most)
}
