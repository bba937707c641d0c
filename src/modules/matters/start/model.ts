import type { Day } from '#kernel/values/day'
import { unbroken } from '#kernel/values/marks'
import type { Unit } from '#modules/directory'
import type { FollowUp, Officer, TurnView, View } from '../events/view.ts'
import type { Held } from '../shelf.ts'

/** A matter with its view, as the pages over all matters need it. */
export type Seen = { held: Held; view: View; unit: Unit; title: string }
/** Something that waits, and in which matter. */
export type Waiting = { seen: Seen; turn: TurnView }

const open = ({ view }: Seen) => view.status === 'open'

/**
 * What waits for them in all matters, the nearest date first: every turn of the reader's own (`you`), or what they may choose to do (`choice`),
 * with a decision they have not read before the rest.
 */
export const waitsFor = (all: readonly Seen[], whose: 'you' | 'choice'): Waiting[] =>
  all
    .flatMap((seen) => seen.view.turns.filter(({ turn }) => turn === whose).map((turn) => ({ seen, turn })))
    .toSorted((a, b) => unread(a) - unread(b) || soonest(a, b))

/** What the reader has written that we have not answered. An answer to what we asked for is our turn already. */
export const unanswered = ({ held: { shown, withheld } }: Seen): { id: string; at: string }[] =>
  [...shown, ...withheld].flatMap(({ id, own = [] }) => {
    const last = own.findLast(({ kind, answer }) => !answer && kind !== 'answer')
    return last ? [{ id, at: last.at }] : []
  })

/** The next time we meet, over all open matters. */
export const nextMeeting = (all: readonly Seen[]): { seen: Seen; meeting: FollowUp } | undefined =>
  all
    .filter(open)
    .flatMap((seen) => seen.view.followUps.slice(0, 1).map((meeting) => ({ seen, meeting })))
    .toSorted((a, b) => byDay(a.meeting.on, b.meeting.on) || ((a.meeting.at ?? '') < (b.meeting.at ?? '') ? -1 : 1))[0]

/** The people the reader deals with, each once with the matters they have, and the units of open matters that nobody in particular has. */
export function contactsOf(all: readonly Seen[]): { officer: Officer | undefined; unit: Unit; of: readonly Seen[] }[] {
  const current = all.some(open) ? all.filter(open) : all
  const found = Map.groupBy(current, ({ view: { officer }, unit }) => (officer ? `${officer.name} ${officer.phone ?? ''}` : unit.id))
  return [...found.values()]
    .map((of) => ({ officer: of[0]!.view.officer, unit: of[0]!.unit, of }))
    .toSorted((a, b) => Number(!a.officer) - Number(!b.officer))
}

/** Whom to turn to on a page over all matters: the one who has what comes first, or whom the reader meets next. */
export function contactOf(all: readonly Seen[]): { officer: Officer | undefined; unit: Unit } | undefined {
  const about = (waitsFor(all, 'you')[0] ?? waitsFor(all, 'choice')[0])?.seen ?? nextMeeting(all)?.seen
  return about ? { officer: about.view.officer, unit: about.unit } : contactsOf(all)[0]
}

/** What a matter is called beside the others: its title, and its number when another of theirs has the same title. */
export const nameAmong = (all: readonly Seen[], { title, held: { matter } }: Seen): string =>
  matter.number && all.some((other) => other.title === title && other.held.matter.id !== matter.id)
    ? `${title}, ${unbroken(matter.number)}`
    : title

const unread = ({ turn }: Waiting) => (turn.what.kind === 'decision' ? 0 : 1)
const soonest = (a: Waiting, b: Waiting) => byDay(a.turn.by, b.turn.by)
/** Days first, what has no day last. */
const byDay = (a: Day | undefined, b: Day | undefined): number =>
  a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1
