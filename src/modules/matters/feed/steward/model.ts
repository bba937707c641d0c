import { z } from 'zod'

/** How one source of the committee is doing: counts and times, nothing about anybody. */
export const Source = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['push', 'lifecare', 'digisos', 'native']),
  lastGoodAt: z.date().nullable(),
  lastFailureAt: z.date().nullable(),
  /** The code of why the last reading failed; nothing when it went well. */
  lastFailure: z.string().nullable(),
  /** Of the last reading: how many people could not be read, by the code of why, and how many items could not be taken in. */
  unread: z.record(z.string(), z.number()),
  refused: z.number(),
  comparedAt: z.date().nullable(),
  missing: z.number(),
  changed: z.number(),
  waiting: z.number(),
})
export type Source = z.infer<typeof Source>
