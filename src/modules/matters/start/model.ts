import type { Day } from '#kernel/values/day'
import type { Unit } from '#modules/directory'
import type { Card } from '../events/model.ts'
import type { FollowUp, TurnView, View } from '../events/view.ts'
import type { Held } from '../shelf.ts'

/** A matter with its view, as the pages over all matters need it. */
export type Seen = { held: Held; view: View; unit: Unit; title: string }
/** Something that waits, and in which matter. */
export type Waiting = { seen: Seen; turn: TurnView }

const open = ({ view }: Seen) => view.status === 'open'

/** What waits for the reader, the nearest date first: every request, decisions to read, a step that is theirs, a time to appeal that runs. */
export const waitsForYou = (all: readonly Seen[]): Waiting[] =>
  all.flatMap((seen) => yours(seen).map((turn) => ({ seen, turn }))).toSorted((a, b) => byDay(a.turn.by, b.turn.by))

function yours({ view: { requests, decisions, now, next, status } }: Seen): TurnView[] {
  const asked = requests
    .filter((one) => one.state === 'open' || one.state === 'late')
    .map(({ id, what, dueBy, state }): TurnView => ({
      turn: 'you',
      what: { kind: 'request', id, title: what.map((one) => one.title).join(', '), late: state === 'late', more: 0 },
      by: dueBy,
    }))
  const told = decisions.flatMap(({ id, title, appeal, opened, news, answer }): TurnView[] => {
    if (!opened && news && appeal.state !== 'over')
      return [{ turn: 'you', what: { kind: 'decision', id, title, appeal }, by: appeal.state === 'running' ? appeal.lastDay : undefined }]
    if (opened && appeal.state === 'running' && answer !== 'yes')
      return [{ turn: 'you', what: { kind: 'may-appeal', id, title }, by: appeal.lastDay }]
    return []
  })
  const steps = status === 'open' ? [now, next].filter((turn) => turn?.turn === 'you' && turn.what.kind === 'step') : []
  return [...asked, ...told, ...(steps as TurnView[])]
}

/** What is asked first: what must be answered goes before what may be done. Undefined when nothing waits, and then no sheet is amber. */
export const mostUrgent = (waiting: readonly Waiting[]): Waiting | undefined =>
  waiting.find(({ turn }) => turn.what.kind !== 'may-appeal') ?? waiting[0]

/** What the reader waits for: our turn in each open matter, the nearest date first. */
export const waitsForUs = (all: readonly Seen[]): Waiting[] =>
  all
    .filter(open)
    .flatMap((seen) => {
      const turn = [seen.view.now, seen.view.next].find((one) => one?.turn === 'we' && one.what.kind !== 'after-step')
      return turn ? [{ seen, turn }] : []
    })
    .toSorted((a, b) => byDay(a.turn.by, b.turn.by))

/** What the reader has written that we have not answered, by matter. */
export const unanswered = (all: readonly Seen[]): { seen: Seen; id: string; at: string }[] =>
  all.flatMap((seen) => {
    const { shown, withheld } = seen.held
    return [...shown, ...withheld].flatMap(({ id, own = [] }) => {
      const last = own.findLast((remark) => !remark.answer)
      return last ? [{ seen, id, at: last.at }] : []
    })
  })

/** The next time we meet, over all open matters. */
export const nextMeeting = (all: readonly Seen[]): { seen: Seen; meeting: FollowUp } | undefined =>
  all
    .filter(open)
    .flatMap((seen) => seen.view.followUps.slice(0, 1).map((meeting) => ({ seen, meeting })))
    .toSorted((a, b) => byDay(a.meeting.on, b.meeting.on) || ((a.meeting.at ?? '') < (b.meeting.at ?? '') ? -1 : 1))[0]

/** The people the reader deals with, each once, and the units of open matters that nobody in particular has. */
export function contactsOf(all: readonly Seen[]): { officer: Card | undefined; unit: Unit }[] {
  const current = all.some(open) ? all.filter(open) : all
  const found = new Map(
    current.map(({ view: { officer }, unit }) => [officer ? `${officer.name} ${officer.phone ?? ''}` : unit.id, { officer, unit }]),
  )
  return [...found.values()].toSorted((a, b) => Number(!a.officer) - Number(!b.officer))
}

/** Days first, what has no day last. */
const byDay = (a: Day | undefined, b: Day | undefined): number =>
  a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1
