import { z } from 'zod'
import { Worded } from '#modules/directory'
import { kinds } from '../model.ts'

/** Something that belongs to the record and has not come where its case is kept. `system`: what that is called. */
export const Waiting = z.object({
  threadId: z.uuid(),
  n: z.number(),
  kind: z.enum(kinds),
  name: Worded.nullable(),
  title: z.string(),
  person: z.string(),
  whose: z.enum(['person', 'staff']),
  at: z.date(),
  since: z.date(),
  state: z.enum(['waiting', 'sent']),
  attempts: z.number(),
  nextAt: z.date(),
  failure: z.string().nullable(),
  system: Worded,
  /** Kept in Delakt itself; else a system that is told when it asks. */
  native: z.boolean(),
  matterId: z.uuid().nullable(),
  number: z.string().nullable(),
})
export type Waiting = z.infer<typeof Waiting>

/** A place in the list, which goes by since when it has waited. */
export type Place = { micros: number; thread: string; n: number }
export const placeText = ({ micros, thread, n }: Place) => `${micros}.${thread}.${n}`
export function placeFrom(text: string | undefined): Place | undefined {
  const [, micros, thread, n] = /^(\d{1,17})\.([0-9a-f-]{36})\.(\d{1,6})$/.exec(text ?? '') ?? []
  return micros !== undefined && z.uuid().safeParse(thread).success ? { micros: Number(micros), thread: thread!, n: Number(n) } : undefined
}
