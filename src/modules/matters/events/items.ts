import { type Day, dayOf } from '#kernel/values/day'
import { type Event, type EventKind, inOrder } from './model.ts'
import type { Handed, Shown } from './view.ts'

/** A shown item in its place: its day in Sweden, the shown item it speaks about, and the id and depth of the item it goes back to. */
export type Item<Kind extends EventKind = EventKind> = Omit<Shown, 'event'> & {
  event: Extract<Event, { kind: Kind }>
  day: Day
  about?: Item | undefined
  /** The id of the first in a chain of corrections or changes. Its own id when it is the first. */
  root: string
  depth: number
}

/** Handed copies as items: the newest wording of each with the older ones beside it. A copy of the same wording handed again replaces the one before. */
export function gather(handed: readonly Handed[]): Shown[] {
  const byRef = Map.groupBy(handed, (copy) => copy.event.ref)
  return [...byRef.values()].map((copies) => {
    const sorted = copies.toSorted((a, b) => a.event.version - b.event.version || compare(a.handedAt, b.handedAt) || compare(a.id, b.id))
    const newest = sorted.at(-1)!
    const byVersion = new Map(sorted.map(({ event }) => [event.version, event]))
    const earliest = (times: string[]) => times.toSorted((a, b) => +new Date(a) - +new Date(b))[0]
    const openedAt = earliest(copies.flatMap((copy) => copy.openedAt ?? []))
    const firstHandedAt = earliest(copies.map((copy) => copy.handedAt))!
    const own = copies.flatMap((copy) => copy.own ?? []).toSorted((a, b) => +new Date(a.at) - +new Date(b.at) || compare(a.id, b.id))
    return {
      ...newest,
      openedAt,
      firstHandedAt,
      own,
      earlier: [...byVersion.values()].filter((event) => event.version < newest.event.version),
    }
  })
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const chains: Partial<Record<EventKind, readonly EventKind[]>> = {
  'decision-corrected': ['decision', 'decision-corrected'],
  'measure-changed': ['measure-started', 'measure-changed'],
  'measure-ended': ['measure-started', 'measure-changed'],
  payment: ['payment'],
  condition: ['condition'],
  'follow-up-planned': ['follow-up-planned'],
}

/** The items in the one order, each with what it speaks about. What it speaks about and is not shown is not known here at all. */
export function place(shown: readonly Shown[]): Item[] {
  const items = shown
    .toSorted((a, b) => inOrder(a.event, b.event))
    .map((one): Item => ({ ...one, day: dayOf(one.event.at), root: one.id, depth: 0 }))
  const byRef = new Map(items.map((item) => [item.event.ref, item]))
  for (const item of items) {
    const target = item.event.about === undefined ? undefined : byRef.get(item.event.about)
    if (target && target !== item) item.about = target
  }
  for (const item of items) follow(item)
  return items
}

function follow(item: Item) {
  const seen = new Set([item])
  let first = item
  for (let next = before(first); next && !seen.has(next); next = before(first)) {
    seen.add(next)
    first = next
    item.depth += 1
  }
  item.root = first.id
}

const before = ({ event, about }: Item) => (about && chains[event.kind]?.includes(about.event.kind) ? about : undefined)

/** The standing items of these kinds. */
export const of = <Kind extends EventKind>(items: readonly Item[], ...kinds: Kind[]) =>
  items.filter((item) => !item.annulled && (kinds as EventKind[]).includes(item.event.kind)) as unknown as Item<Kind>[]

/** The standing items of these kinds by what they go back to, each chain from the first to the latest. */
export const chainsOf = <Kind extends EventKind>(items: readonly Item[], ...kinds: Kind[]) =>
  [...Map.groupBy(of(items, ...kinds), (item) => item.root).values()].map((chain) => chain.toSorted((a, b) => a.depth - b.depth))
