import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { stepKinds } from '../../model.ts'

/** Another time, proposed by either side: by staff as `starts`, by the person in their own words. */
export const Proposal = z.object({
  n: z.number(),
  by: z.enum(['person', 'staff']),
  starts: z.array(z.string()),
  times: z.string(),
  state: z.enum(['open', 'picked', 'declined', 'closed', 'lapsed']),
  until: z.date(),
  at: z.date(),
})
export type Proposal = z.infer<typeof Proposal>

/** Something that happened to the booking. */
export const Step = z.object({
  n: z.number(),
  at: z.date(),
  by: z.enum(['person', 'staff', 'code', 'sms', 'rule', 'anyone']),
  what: z.enum(stepKinds),
  fromAt: z.date().nullable(),
  toAt: z.date().nullable(),
  staff: z.string().nullable(),
})
export type Step = z.infer<typeof Step>

/** They stand in line for an earlier time; `offered`: one that waits for their answer. */
export const Earlier = z.object({ since: z.date(), until: RowDay.nullable(), offered: z.date().nullable() })
export type Earlier = z.infer<typeof Earlier>
