import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Manner } from '../model.ts'
import type { Wishes } from '../wishes.tsx'

/** Something that anyone may book without signing in, and the unit to phone instead. `firstAt`: null when none of it can be booked so just now. */
export const OpenKind = z.object({
  id: z.uuid(),
  municipalityId: z.uuid(),
  unitId: z.uuid(),
  unit: Worded,
  phone: z.string(),
  phoneHours: Worded,
  name: Worded,
  lead: Worded,
  about: Worded,
  bring: Worded,
  minutes: z.int(),
  manners: z.array(Manner),
  noticeHours: z.int(),
  firstAt: z.date().nullable(),
})
export type OpenKind = z.infer<typeof OpenKind>

/** One of its free times. With whom is not told to whoever asks. */
export const OpenTime = z.object({
  slotId: z.uuid(),
  startsAt: z.date(),
  endsAt: z.date(),
  manner: Manner,
  street: z.string().nullable(),
})
export type OpenTime = z.infer<typeof OpenTime>

/** What somebody has written: what they want to be called, if anything, and what they wish. */
export type Typed = Wishes & { name: string }
export const mostName = 100

/** Why a time was not theirs, or is not any more; said above the times that are left. */
export const reasons = ['taken', 'gone', 'late', 'full', 'over'] as const
export type Reason = (typeof reasons)[number]
