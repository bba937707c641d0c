import { z } from 'zod'
import { type Cause, causes } from '../sign-in/model.ts'

/** How many sign-ins failed for a cause in the last seven days, and in the seven before them. A count and never who (LOGIN-08). */
export const Failures = z.object({ cause: z.enum(Object.keys(causes) as Cause[]), lately: z.int(), before: z.int() })
export type Failures = z.infer<typeof Failures>
