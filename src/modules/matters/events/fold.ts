import { type Day, dayOf } from '#kernel/values/day'
import type { Template } from '../templates/model.ts'
import { entriesOf } from './entries.ts'
import { type Item, of, place } from './items.ts'
import { conditionsIn, decisionsIn, delayIn, documentsIn, investigationIn, measuresIn, paymentsIn, plannedIn, requestsIn } from './lists.ts'
import { stepViews, trackOf, walk } from './path.ts'
import { type Line, timelineOf, yearsIn } from './timeline.ts'
import { nowAndNext, turnsIn } from './turn.ts'
import type { Shown, TurnView, View, WithheldEntry, Withheld } from './view.ts'

/**
 * A matter as its person sees it on a day, out of what they were handed and nothing else. The order the items came in never matters.
 * `duties`: what waits beside the items, by the law's own clocks. Withheld items keep their place and say what they are told to say; an item that is in neither list leaves no trace.
 */
export function fold(
  shown: readonly Shown[],
  template: Template,
  today: Day,
  withheld: readonly Withheld[] = [],
  duties: readonly TurnView[] = [],
): View {
  const items = place(shown)
  const standing = items.filter((item) => !item.annulled)
  const path = walk(items, template)
  const status = statusOf(items)
  const open = status === 'open'
  const measures = measuresIn(items, today)
  const planned = plannedIn(items)
  const followUps = open ? planned.filter((one) => one.on >= today) : []
  const lines = linesOf(items, withheld, template, path.phases, new Set(followUps.map((one) => one.id)))
  const timeline = timelineOf(lines, { template, today, open, measures, followUps, planned })
  const view = {
    status,
    openedOn: standing[0]?.day,
    closedOn: status === 'closed' ? of(items, 'closed').at(-1)?.day : undefined,
    ...contactIn(items),
    track: trackOf(path, template),
    // What is not shown here any more has no place on the way either.
    steps: status === 'not-shown' ? [] : stepViews(path, template, open),
    requests: requestsIn(items, today),
    decisions: decisionsIn(items, today),
    measures,
    payments: paymentsIn(items),
    conditions: conditionsIn(items, today),
    followUps,
    documents: documentsIn(items),
    investigation: investigationIn(items, today),
    delay: open ? delayIn(items) : undefined,
    timeline,
    years: yearsIn(timeline),
  } satisfies Omit<View, 'turns' | 'now' | 'next'>
  const hidden = of(items, 'not-shown-here').at(-1)?.event.detail.text
  const turns = turnsIn(view, path.current, hidden, duties)
  return { ...view, turns, ...nowAndNext(turns, view, path.current) }
}

/** A new application in a closed case opens it, as a source that never says "reopened" does. */
export function statusOf(items: readonly Item[]): View['status'] {
  const kind = of(items, 'received', 'reopened', 'closed', 'not-shown-here').at(-1)?.event.kind
  return kind === 'closed' ? 'closed' : kind === 'not-shown-here' ? 'not-shown' : 'open'
}

/** The unit and the officer now. A move to another unit leaves the old unit's officer behind. */
function contactIn(items: readonly Item[]): Pick<View, 'unit' | 'officer'> {
  let contact: Pick<View, 'unit' | 'officer'> = {}
  for (const { event } of of(items, 'assigned')) {
    const { unit = contact.unit, officer } = event.detail
    contact = { unit, officer: officer ?? (unit === contact.unit ? contact.officer : undefined) }
  }
  return contact
}

/** Shown and withheld items in one order. What is yet to come stands as coming, and not also on the day it was planned. */
function linesOf(
  items: readonly Item[],
  withheld: readonly Withheld[],
  template: Template,
  phases: ReadonlyMap<string, string>,
  coming: ReadonlySet<string>,
): Line[] {
  const entries = entriesOf(items, template)
  const rest = withheld.toSorted((a, b) => +new Date(a.at) - +new Date(b.at) || (a.id < b.id ? -1 : 1))
  const lines: Line[] = []
  let phase = template.phases[0]!.key
  const withheldUntil = (at: number) => {
    for (; rest[0] && +new Date(rest[0].at) < at; rest.shift()) lines.push({ entry: withheldEntry(rest[0]), phase })
  }
  for (const { id, event } of items) {
    withheldUntil(+new Date(event.at))
    phase = phases.get(id)!
    if (!coming.has(id)) lines.push({ entry: entries.get(id)!, phase })
  }
  withheldUntil(Number.POSITIVE_INFINITY)
  return lines
}

const withheldEntry = ({ id, at, text, under, together }: Withheld): WithheldEntry => ({
  type: 'withheld',
  id,
  day: dayOf(at),
  voice: 'we',
  text,
  under,
  together,
})
