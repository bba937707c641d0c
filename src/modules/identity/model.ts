import { z } from 'zod'

/** A word per language, as the directory holds it. */
export const Worded = z.object({ sv: z.string().optional(), en: z.string().optional() })
