import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Field } from '../../feed/model.ts'

/** Why a glass is broken: a code for the log. What else there is to say stands in a table of its own, never in the log. */
export const reasons = ['danger', 'child', 'unreachable', 'other'] as const
export type Reason = (typeof reasons)[number]

/** A case of another unit, told by no more than is needed to choose the right one. */
export const Beyond = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  field: Field,
  title: z.string().nullable(),
  openedOn: z.string(),
  unit: Worded,
})
export type Beyond = z.infer<typeof Beyond>

/** A glass of one's own that is still open. */
export const Glass = z.object({ reason: z.enum(reasons), endsAt: z.date(), protected: z.boolean(), unitId: z.uuid() })
export type Glass = z.infer<typeof Glass>
