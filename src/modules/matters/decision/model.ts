import { place } from '../events/items.ts'
import type { DecisionView, View } from '../events/view.ts'
import { newestOf } from '../model.ts'
import type { Held } from '../shelf.ts'

/** The decision that a copy is a wording or a correction of, and all the copies that are: opening any of them is getting the decision. */
export function decisionOf(held: Held, view: View, copy: string): { decision: DecisionView; copies: string[] } | undefined {
  const newest = newestOf(held, copy)
  if (!newest) return undefined
  const items = place(held.shown)
  const root = items.find(({ id }) => id === newest.id)?.root
  const decision = view.decisions.find(({ id }) => id === root)
  if (!decision) return undefined
  const refs = new Set(items.filter((item) => item.root === root).map(({ event }) => event.ref))
  return { decision, copies: held.copies.filter(({ kind, ref }) => kind !== 'withheld' && refs.has(ref)).map(({ id }) => id) }
}

/** What was opened just now, as it will be read next time. */
export const openedNow = (held: Held, ids: readonly string[], now: Date): Held => ({
  ...held,
  shown: held.shown.map((one) => (one.openedAt === undefined && ids.includes(one.id) ? { ...one, openedAt: now.toISOString() } : one)),
})
