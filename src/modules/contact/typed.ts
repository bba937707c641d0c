import type { Context } from 'hono'
import { clean } from '#kernel/files'

/** The largest file that a person can send, in bytes. */
export const largest = 10 * 1024 * 1024

/** A form as it was sent: every value under each name (which may end with `[]` where there can be several), NFC and without NUL, and the files. A field where none was chosen sends one without a name. */
export type Sent = { fields: Record<string, string[]>; files: { field: string; file: File }[] }

export async function sentIn(c: Context): Promise<Sent> {
  // What is no form at all is an empty one, and the page says what is missing.
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch((error: unknown) => {
    if (error instanceof TypeError) return {}
    throw error
  })
  const values = Object.entries(body).map(([name, value]) => ({ name, all: Array.isArray(value) ? (value as unknown[]) : [value] }))
  return {
    fields: Object.fromEntries(
      values.flatMap(({ name, all }) => {
        const words = all.flatMap((one) => (typeof one === 'string' ? [one.normalize('NFC').replaceAll('\u0000', '')] : []))
        return words.length ? [[name.replace(/\[\]$/, ''), words]] : []
      }),
    ),
    files: values.flatMap(({ name, all }) =>
      all.flatMap((one) => (one instanceof File && (one.size > 0 || one.name !== '') ? [{ field: name, file: one }] : [])),
    ),
  }
}

export const one = ({ fields }: Sent, name: string): string => fields[name]?.[0] ?? ''

export type Taken = { field: string; name: string; type: 'application/pdf' | 'image/jpeg' | 'image/png'; bytes: Buffer }
export type Refused = { field: string; what: 'large' | 'unfit' }

/** The files written anew without what they should not carry (as all documents are), or which could not be taken. HTML is nothing that a person sends. */
export async function takeFiles({ files }: Sent): Promise<{ taken: Taken[]; refused: Refused[] }> {
  const [taken, refused]: [Taken[], Refused[]] = [[], []]
  for (const { field, file } of files) {
    if (file.size > largest) refused.push({ field, what: 'large' })
    else {
      const cleaned = await clean(Buffer.from(await file.arrayBuffer()))
      if (!cleaned.ok || cleaned.type === 'text/html') refused.push({ field, what: 'unfit' })
      else taken.push({ field, name: nameOf(file.name), type: cleaned.type, bytes: cleaned.bytes })
    }
  }
  return { taken, refused }
}

/** What the file is called, without its ending, which its type says. */
const nameOf = (name: string): string =>
  Array.from(
    name
      .normalize('NFC')
      .toWellFormed()
      .replace(/^.*[\\/]/, '')
      .replace(/\.[A-Za-z0-9]{1,5}$/, '')
      .replace(/\p{C}+/gu, ' ')
      .trim(),
  )
    .slice(0, 100)
    .join('') || 'fil'
