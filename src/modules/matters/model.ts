import type { Shown } from './events/view.ts'
import type { Held } from './shelf.ts'

/** The newest copy of the item that this copy is a wording of: addresses to older wordings still lead right. */
export const newestOf = ({ copies, shown }: Held, copy: string): Shown | undefined => {
  const ref = copies.find(({ id }) => id === copy)?.ref
  return ref === undefined ? undefined : shown.find(({ event }) => event.ref === ref)
}
