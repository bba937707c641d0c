import { z } from 'zod'

/** An open session; `here` is the one that asks. */
export const Session = z.object({ id: z.uuid(), device: z.string().nullable(), createdAt: z.date(), seenAt: z.date(), here: z.boolean() })
export type Session = z.infer<typeof Session>
