import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/text'
import type { Contact } from '#ui/page'
import { Worded } from './model.ts'
import { unitContact } from './reach.tsx'

const TurnTo = z.object({ unit: Worded, staff: z.string().nullable(), phone: z.string(), phoneHours: Worded })

/** The named human in the foot of a person's page that is about nothing in particular, or their unit (product, promise 3). Nobody when they have dealt with none. */
export async function turnTo(tx: Tx, language: Language): Promise<{ contact?: Contact }> {
  const to = await tx.maybe(TurnTo)`select unit, staff, phone, hours as "phoneHours" from directory.turn_to()`
  if (!to) return {}
  const { unit, staff, ...reach } = to
  const contact = unitContact({ name: unit, ...reach }, language)
  return { contact: staff === null ? contact : { ...contact, name: staff } }
}
