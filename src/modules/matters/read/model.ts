import { z } from 'zod'
import type { Held, Hidden, Remark } from '../shelf.ts'

/** The ways to read, as the address and the form say them; in the words of the shelf. */
export const ways = { nu: 'now', senare: 'later', tillsammans: 'together', 'inte-har': 'not-here', samtal: 'talk' } as const
export type Way = keyof typeof ways

/** What the reader chose. `ord` goes along with a wish to read together or to talk first. `nyckel` is the form's own: sent twice it is one wish. */
export const Choice = z.object({
  val: z.enum(Object.keys(ways) as [Way, ...Way[]]),
  ord: z.string().trim().max(2000).default(''),
  nyckel: z.uuid().catch(() => crypto.randomUUID()),
})

/** How the notes of a whole matter are read (CASE-08). */
export const notesWays = ['now', 'later', 'closing', 'not-here'] as const
export const NotesChoice = z.object({ anteckningar: z.enum(notesWays) })

/** How it was to read: 1 hard … 5 good. */
export const felt = ['1', '2', '3', '4', '5'] as const
export const Felt = z.object({ kandes: z.enum(felt).transform(Number) })

/** Of what its reader has written beside an item: the wishes to read together or to talk first that we have not met yet. Both may be asked for, and both are told. */
export const wishesIn = (own: readonly Remark[]): Remark[] =>
  own.filter(({ kind, state }) => (kind === 'together' || kind === 'talk') && (state === 'new' || state === 'acknowledged'))

/** What lies under a cover at this address, whichever of its wordings the address names. */
export function coverAt(held: Held, copy: string): Hidden | undefined {
  const ref = held.copies.find(({ id }) => id === copy)?.ref
  const ids = new Set(held.copies.filter((one) => one.ref === ref).map(({ id }) => id))
  return [...held.withheld, ...held.aside].find(({ id, under, together }) => ids.has(id) && (under !== undefined || together === true))
}
