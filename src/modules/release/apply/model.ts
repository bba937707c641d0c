import { z } from 'zod'

/** How many items one act takes at most, the oldest first. */
export const most = 10_000

/** What a rule would speak for of what waits, how many of those have a document that nobody at the unit has opened, and how many of its kind go on waiting. Counted to `most` and no further. */
export const Preview = z.object({ covered: z.number(), unread: z.number(), leftOut: z.number() })
export type Preview = z.infer<typeof Preview>

/** A few of what the rule would speak for, the oldest first. */
export const Sample = z.object({ matterId: z.uuid(), itemId: z.uuid(), name: z.string(), title: z.string().nullable(), at: z.date() })
export type Sample = z.infer<typeof Sample>

export const Act = z.object({
  id: z.uuid(),
  items: z.number(),
  by: z.string(),
  at: z.date(),
  undoneBy: z.string().nullable(),
  undoneAt: z.date().nullable(),
})
export type Act = z.infer<typeof Act>

/** What the manager saw when they pressed: which rule, what had come before when, and how many. `nyckel`: the same send twice is one act. */
export const ActForm = z.object({
  nyckel: z.uuid(),
  regel: z.uuid(),
  fore: z.iso.datetime(),
  antal: z.coerce.number().int().min(1).max(most),
})
