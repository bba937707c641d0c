import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Remark } from './model.ts'

const Said = z.object({ said: z.boolean() })

/** Puts the words beside the copy. False when the copy is not theirs, or not there any more. */
export const sayAbout = async (tx: Tx, copy: string, { kind, text, key }: Remark): Promise<boolean> =>
  (await tx.maybe(Said)`select voice.say(${copy}, ${kind}, ${text}, ${key}) as said`)?.said ?? false
