import { z } from 'zod'
import { Worded } from '../model.ts'

/** An assignment that is valid today: a role at a unit; `here` is where this session sits. */
export const Desk = z.object({
  id: z.uuid(),
  unit: Worded,
  committee: Worded,
  role: z.enum(['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer', 'requestDispatcher']),
  here: z.boolean(),
})
export type Desk = z.infer<typeof Desk>
