import { z } from 'zod'

/** How many months back are told of, this one too; and in how few texts a word is not told of, since that could point at whoever wrote them. */
export const [months, fewest] = [3, 5]

/** In how many texts of a unit a word to change has stood. */
export const Used = z.object({ word: z.string(), texts: z.number() })
export type Used = z.infer<typeof Used>
