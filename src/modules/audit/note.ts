import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

// Signed notes and checkpoints as C2SP has them (signed-note, tlog-checkpoint), so that other programs can read and witness them too.

/** How much of the log a checkpoint speaks for: so many rows and the tree's root over them (32 bytes), of which log, and when it was sealed. */
export type Checkpoint = { origin: string; size: number; root: Buffer; at: string }
/** A signed note as text, and the public key it is verified with: `name+id+key`. */
export type Signed = { note: string; key: string }

const algorithm = 1 // Ed25519
const mark = '— '

/** The name under which a log's notes are signed. */
export const originOf = (logId: string): string => `delakt/access-log/${logId}`

/** The 32 bytes of a public Ed25519 key, which are the last of its SPKI form. */
const rawKey = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32)
const keyId = (name: string, raw: Uint8Array) =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), raw]), 'buffer').subarray(0, 4)

/** What to give to whoever is to verify: the name, the key's id (8 hex digits) and the key itself (base64). */
export function publicKey(origin: string, key: KeyObject): string {
  const raw = rawKey(key)
  return `${origin}+${keyId(origin, raw).toString('hex')}+${Buffer.concat([Buffer.of(algorithm), raw]).toString('base64')}`
}

/** The checkpoint as a note, signed. */
export function signed({ origin, size, root, at }: Checkpoint, key: KeyObject): Signed {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n${at}\n`
  const signature = Buffer.concat([keyId(origin, rawKey(key)), sign(null, Buffer.from(text), key)])
  return { note: `${text}\n${mark}${origin} ${signature.toString('base64')}\n`, key: publicKey(origin, key) }
}

const spki = Buffer.from('302a300506032b6570032100', 'hex')
const known = new Map<string, { origin: string; id: Buffer; key: KeyObject } | undefined>()

/** A public key read, or nothing when it is none, or its id is not its own. */
export function readKey(text: string) {
  if (known.has(text)) return known.get(text)
  const [, origin, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  const raw = bytes.subarray(1)
  const right = origin && bytes.length === 33 && bytes[0] === algorithm && keyId(origin, raw).toString('hex') === id
  const read = right
    ? { origin, id: keyId(origin, raw), key: createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' }) }
    : undefined
  known.set(text, read)
  return read
}

const noteShape = /^(([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n([^\n]+)\n)\n((?:— [^\n]+\n)+)$/

/** A note read without asking who signed it, or nothing when it is no checkpoint. */
export function readNote(note: string): Checkpoint | undefined {
  const [, , origin, size, root, at] = noteShape.exec(note) ?? []
  return origin && root && at ? { origin, size: Number(size), root: Buffer.from(root, 'base64'), at } : undefined
}

/** The public key, of those that are trusted, by which this note is signed; nothing when there is none. */
export function signer(note: string, keys: Iterable<string>): string | undefined {
  const [, text, origin, , , , signatures] = noteShape.exec(note) ?? []
  if (!text || !signatures) return undefined
  const lines = signatures
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(mark.length).split(' '))
  for (const one of keys) {
    const read = readKey(one)
    if (!read || read.origin !== origin) continue
    for (const [name, base64] of lines) {
      const bytes = Buffer.from(base64 ?? '', 'base64')
      if (name === origin && read.id.equals(bytes.subarray(0, 4)) && verify(null, Buffer.from(text), read.key, bytes.subarray(4)))
        return one
    }
  }
  return undefined
}
