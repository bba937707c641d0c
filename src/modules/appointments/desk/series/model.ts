import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Manner } from '../model.ts'
import { type Rule as RuleType, Rule, type Span, timesOf } from '../release/model.ts'

/** Times that were released together. The rule of one that was made in another way than by the form is none. */
export const Series = z.object({
  id: z.uuid(),
  kind: Worded,
  staff: z.string(),
  madeBy: z.string(),
  at: z.date(),
  rule: z.union([Rule, z.unknown().transform(() => undefined)]),
  manner: Manner.nullable(),
  place: z.string().nullable(),
  /** The place, when one meeting is there at a time. */
  room: z.string().nullable(),
})
export type Series = z.infer<typeof Series>

/** A time of it. `booking`: who has it. */
export const Time = z.object({
  id: z.uuid(),
  startsAt: z.date(),
  endsAt: z.date(),
  withdrawn: z.boolean(),
  bookingId: z.uuid().nullable(),
  name: z.string().nullable(),
})
export type Time = z.infer<typeof Time>

/** The times that the rule asked for and that were not made, because whoever was to have them had something else then, or the room was taken. */
export function notMade({ rule, at }: { rule: RuleType | undefined; at: Date }, times: readonly Time[]): Span[] {
  if (!rule) return []
  const made = new Set(times.map(({ startsAt }) => +startsAt))
  return timesOf(rule).filter(({ from }) => from > at && !made.has(+from))
}
