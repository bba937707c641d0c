import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/text'
import { theirs } from '#kernel/values/marks'
import type { Contact } from '#ui/page'
import { marked } from '#ui/words'
import { say, Worded } from './model.ts'

const TurnTo = z.object({ unit: Worded, staff: z.string().nullable(), phone: z.string(), hours: Worded })

/** The named human in the foot of a person's page that is about nothing in particular, or their unit (product, promise 3). Nobody when they have dealt with none. */
export async function turnTo(tx: Tx, language: Language): Promise<{ contact?: Contact }> {
  const to = await tx.maybe(TurnTo)`select unit, staff, phone, hours from directory.turn_to()`
  if (!to) return {}
  const name = to.staff ?? marked(theirs(say(to.unit, 'sv'), language))
  return { contact: { name, phone: to.phone, hours: say(to.hours, language) || undefined } }
}
