import { z } from 'zod'
import { beginning } from '#kernel/values/field'

/** A note on its way: as it was typed, right or wrong, until it is locked. */
export const Body = z.object({ rubrik: z.string(), text: z.string(), datum: z.string(), tid: z.string() })
export type Body = z.infer<typeof Body>

export const Draft = z.object({ id: z.uuid(), version: z.number(), body: Body })
export type Draft = z.infer<typeof Draft>

/** A locked note in its newest wording. */
export type Locked = { id: string; ref: string; version: number; at: Date; title: string; text: string }

/** Nothing that anybody could read: an empty draft is not kept, and an empty note not locked. */
export const isEmpty = (text: string): boolean => !/[^\s\p{Cc}\p{Cf}]/u.test(text)

const most = { rubrik: 300, text: 60_000, datum: 40, tid: 20 }
/** What a form says of a note, cut where no field of ours lets anybody write. */
export const bodyOf = (form: Record<string, string>): Body =>
  Body.parse(
    Object.fromEntries(Object.entries(most).map(([name, length]) => [name, beginning((form[name] ?? '').replace(/\r\n?/g, '\n'), length)])),
  )
