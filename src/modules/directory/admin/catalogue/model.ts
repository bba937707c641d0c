import { z } from 'zod'

/** Which attribute of a user is what the staff’s way in calls them. */
export const subjects = ['userName', 'externalId', 'none'] as const

/** A catalogue that may write for the committee, or might before. */
export const Catalogue = z.object({
  id: z.uuid(),
  name: z.string(),
  subject: z.enum(subjects),
  role: z.enum(['caseOfficer']).nullable(),
  madeAt: z.date(),
  usedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
})
export type Catalogue = z.infer<typeof Catalogue>
