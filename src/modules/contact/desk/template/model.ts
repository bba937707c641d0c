import { z } from 'zod'

export const owners = ['staff', 'unit', 'municipality'] as const
export type Owner = (typeof owners)[number]
/** As a form and the address say it. */
export const ownerWord = { staff: 'egen', unit: 'enhetens', municipality: 'kommunens' } as const satisfies Record<Owner, string>
export const ownerFrom = (word: string | undefined): Owner | undefined => owners.find((owner) => ownerWord[owner] === word)

export const Kept = z.object({
  id: z.uuid(),
  owner: z.enum(owners),
  title: z.string(),
  body: z.string(),
  by: z.string(),
  at: z.date(),
  /** Whether this session may change it. */
  mine: z.boolean(),
})
export type Kept = z.infer<typeof Kept>

export const longestTitle = 100
export const longestBody = 10_000
