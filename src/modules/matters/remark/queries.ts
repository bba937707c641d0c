import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Remark } from './model.ts'

const Said = z.object({ said: z.boolean() })

/** The same form sent twice is one remark. Sent again with other words, as somebody does who has gone back to change them, it is another. */
const keyOf = ({ kind, text, key }: Remark): string => {
  const hash = createHash('sha256').update(`${key}\n${kind}\n${text}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Puts the words beside the copy. False when the copy is not theirs, or not there any more. */
export const sayAbout = async (tx: Tx, copy: string, remark: Remark): Promise<boolean> =>
  (await tx.maybe(Said)`select voice.say(${copy}, ${remark.kind}, ${remark.text}, ${keyOf(remark)}) as said`)?.said ?? false
