import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Manner } from '../model.ts'

/** One time. `booking`: who has it; `held`: whom it waits for an answer from, until when. */
export const Slot = z.object({
  id: z.uuid(),
  kind: Worded,
  staff: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  manner: Manner,
  place: z.string().nullable(),
  link: z.string().nullable(),
  seriesId: z.uuid().nullable(),
  inSeries: z.number(),
  withdrawnAt: z.date().nullable(),
  bookingId: z.uuid().nullable(),
  name: z.string().nullable(),
  free: z.boolean(),
  heldFor: z.uuid().nullable(),
  heldName: z.string().nullable(),
  heldUntil: z.date().nullable(),
})
export type Slot = z.infer<typeof Slot>
