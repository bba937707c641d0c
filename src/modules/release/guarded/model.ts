import { z } from 'zod'
import { factKinds } from '../guard/model.ts'

/** Whose matter it is, for the head of the page. */
export const Head = z.object({
  id: z.uuid(),
  name: z.string(),
  number: z.string().nullable(),
  protectedIdentity: z.enum(['none', 'marking', 'protected-registration']),
})
export type Head = z.infer<typeof Head>

/** A fact to guard. `formular` names the form, so that the same sent twice is one fact. */
export const FactForm = z.object({
  formular: z.uuid(),
  slag: z.enum(factKinds),
  ord: z.string().trim().min(2).max(300),
})

/** How much was hidden, as the address has it. */
export const Count = z.coerce.number().int().min(0).max(100_000).catch(0)

/** What can be looked for by kind: a number to call has figures enough, an e-mail address its sign, a point on the map its two numbers. */
export function fits(kind: (typeof factKinds)[number], value: string): boolean {
  const letters = value.replace(/[^\p{L}\p{N}]/gu, '').length
  switch (kind) {
    case 'phone':
      return value.replace(/\D/g, '').length >= 6
    case 'email':
      return /^\S+@\S+$/.test(value)
    case 'coordinates':
      return (value.match(/-?\d{1,3}[.,]\d{2,}/g) ?? []).length === 2
    case 'address':
    case 'workplace':
    case 'school':
      return letters >= 4
    case 'registration':
    case 'name':
    case 'place':
      return letters >= 2
  }
}
