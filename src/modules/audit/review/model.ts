import { z } from 'zod'
import { type Day, isDay, RowDay } from '#kernel/values/day'
import { Worded } from '#modules/directory'

/** Why something is to be reviewed. */
export const becauses = ['break-glass', 'own-record', 'protected', 'no-relation', 'same-name', 'volume', 'sample'] as const
export const results = ['in-order', 'ask-manager', 'suspected'] as const
export type Result = (typeof results)[number]

/** One thing to review: somebody at work, a person (whose name is not told) and a day. */
export const Review = z.object({
  id: z.uuid(),
  staffId: z.uuid(),
  name: z.string(),
  title: Worded,
  unit: Worded,
  day: RowDay,
  because: z.array(z.enum(becauses)),
  dueOn: RowDay,
})
export type Review = z.infer<typeof Review>

/** What was done in a case that day; `elsewhere`: at another unit's. */
export const Looked = z.object({
  at: z.date(),
  number: z.string().nullable(),
  purpose: z.string(),
  reason: z.string().nullable(),
  elsewhere: z.boolean(),
})
export type Looked = z.infer<typeof Looked>

export const Found = z.object({ nr: z.number(), result: z.enum(results), note: z.string(), at: z.date(), by: z.string() })
export type Found = z.infer<typeof Found>

/** `sett`: how many results stood there when the form was shown. */
export const Conclusion = z.object({
  sett: z.coerce.number().int().min(0).max(1000),
  resultat: z.enum(results),
  ord: z.string().trim().max(4000).default(''),
})

/** Only a question to the manager leaves it open. */
export const isOpen = (found: readonly Found[]): boolean => found.every(({ result }) => result === 'ask-manager')

/** Where the list goes on: the day that the last one was due, and its id. */
export type Place = { dueOn: Day; id: string }
export const placeText = ({ dueOn, id }: Place): string => `${dueOn}.${id}`
export function placeFrom(text: string | undefined): Place | undefined {
  const [dueOn, id, ...rest] = (text ?? '').split('.')
  return isDay(dueOn) && z.uuid().safeParse(id).success && rest.length === 0 ? { dueOn, id: id! } : undefined
}
