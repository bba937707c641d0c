import { addDays, addMonths, type Day } from '#kernel/values/day'
import type { Template } from '../templates/model.ts'
import { monthOf } from './entries.ts'
import { isDecision } from './model.ts'
import type {
  AnnulledEntry,
  ComingEntry,
  Entry,
  EventEntry,
  FollowUp,
  Measure,
  MeasuresEntry,
  Phase,
  QuietEntry,
  WithheldEntry,
  YearBlock,
} from './view.ts'

/** An entry and the phase it belongs to. */
export type Line = { entry: EventEntry | AnnulledEntry | WithheldEntry; phase: string }
type Placed = { entry: Entry; phase: string }
type Facts = {
  template: Template
  today: Day
  open: boolean
  measures: readonly Measure[]
  followUps: readonly FollowUp[]
  planned: readonly FollowUp[]
}

/** Stretches shorter than this are only the days between two entries (CASE-03). */
const quietMonths = 2
/** After this many days without anything new, one line says that the support goes on. */
const nowAfterDays = 7
/** More small events in a row than this are folded, in a phase that is over or when they are a year old. */
const foldAbove = 8

/** Lines, oldest first, as phases, years and entries, newest first: long quiet stretches as one line and never an empty month. */
export function timelineOf(lines: readonly Line[], facts: Facts): Phase[] {
  const placed = [...withQuiet(lines, facts)]
  for (const followUp of facts.followUps) {
    const entry: ComingEntry = { type: 'coming', id: followUp.id, day: followUp.on, voice: 'both', followUp }
    placed.push({ entry, phase: placed.at(-1)?.phase ?? facts.template.phases[0]!.key })
  }
  return addressed(phasesOf(placed, facts).reverse())
}

function* withQuiet(lines: readonly Line[], facts: Facts): Generator<Placed> {
  let meetings: Line[] = []
  let last: Line | undefined
  for (const line of lines) {
    if (last && isBare(line.entry)) {
      meetings.push(line)
      continue
    }
    yield* between(last, line.entry.day, meetings, facts, line)
    yield line
    meetings = []
    last = line
  }
  if (!last) return
  yield* between(last, facts.today, meetings, facts)
}

/** What stands between two entries, or after the last one: the meetings there, or one quiet line that counts them. */
function* between(after: Line | undefined, until: Day, meetings: Line[], facts: Facts, ending?: Line): Generator<Placed> {
  const ongoing = after ? facts.measures.filter((measure) => lasts(measure, after.entry.day, until)) : []
  if (after && ongoing.length) {
    yield { entry: quiet(after.entry.day, until, ongoing, meetings, facts, ending), phase: after.phase }
    return
  }
  yield* meetings
  const latest = meetings.at(-1) ?? after
  if (ending || !latest || !facts.open || addDays(latest.entry.day, nowAfterDays) > facts.today) return
  const now = facts.measures.filter((measure) => measure.state === 'ongoing')
  if (now.length) yield { entry: quiet(latest.entry.day, facts.today, now, [], facts), phase: latest.phase }
}

/** Whether the measure went on for so long between the two days that it is worth a line. */
function lasts({ from, to }: Measure, after: Day, until: Day): boolean {
  const begun = from > after ? from : after
  const ended = to && to < until ? to : until
  return addMonths(begun, quietMonths) <= ended
}

function quiet(
  after: Day,
  until: Day,
  measures: readonly Measure[],
  meetings: readonly Line[],
  { planned, today, open }: Facts,
  ending?: Line,
): QuietEntry {
  const now = !ending && open
  const from = addMonths(monthOf(after), 1)
  const to = ending ? addMonths(monthOf(until), -1) : monthOf(until)
  const ahead = planned.find((one) => (now ? one.on >= today : one.on >= until && one.plannedOn < until))
  const met = meetings.map((line) => line.entry as EventEntry)
  const names = new Set(met.map(whom))
  return {
    type: 'quiet',
    id: `lugnt-${after}`,
    day: now ? today : to > from ? to : from,
    voice: 'we',
    from: from > to ? to : from,
    to,
    now,
    measures: [...new Set(measures.toReversed().map((measure) => titleThen(measure, until)))],
    meetings: met,
    met: names.size === 1 ? [...names][0] : undefined,
    next: ahead ? { title: ahead.title, on: ahead.on } : endsWithMeeting(ending),
  }
}

/** What the support was called then. */
const titleThen = ({ title, was }: Measure, until: Day) => was.find((old) => until <= old.until)?.title ?? title

const endsWithMeeting = (ending: Line | undefined) =>
  ending?.entry.type === 'event' && ending.entry.kind === 'meeting-held'
    ? { title: ending.entry.detail.title, on: ending.entry.day }
    : undefined

const whom = (entry: EventEntry): string | undefined =>
  entry.kind === 'meeting-held' && entry.detail.with.length === 1 ? entry.detail.with[0]!.name : entry.author?.name

const untouched = (entry: EventEntry) => entry.own.length === 0 && !entry.correctedOn && !entry.plain
const isBare = (entry: Line['entry']) =>
  entry.type === 'event' && entry.kind === 'meeting-held' && !entry.detail.text && !entry.documentId && untouched(entry)

function phasesOf(placed: readonly Placed[], { template, today, open }: Facts): Phase[] {
  const runs: Placed[][] = []
  for (const one of placed) {
    if (runs.at(-1)?.[0]?.phase === one.phase) runs.at(-1)!.push(one)
    else runs.push([one])
  }
  return runs.map((run, at) => {
    const over = at < runs.length - 1 || !open
    const { key, title, past } = template.phases.find((phase) => phase.key === run[0]!.phase)!
    const entries = mergeMeasures(run.map(({ entry }) => entry))
    const last = entries.findLast((entry) => entry.type !== 'coming') ?? entries[0]!
    return {
      key,
      title: (over && past) || title,
      from: entries[0]!.day,
      to: over ? last.day : undefined,
      years: yearsOf(entries, over, today),
    }
  })
}

const changeOf = (entry: Entry): 'started' | 'ended' | undefined => {
  if (entry.type !== 'event' || !untouched(entry) || entry.documentId) return undefined
  if (entry.kind === 'measure-started') return 'started'
  return entry.kind === 'measure-ended' && entry.about ? 'ended' : undefined
}

/** Measures that began, or ended, on the same day become one line where the first of them stood. */
function mergeMeasures(entries: readonly Entry[]): Entry[] {
  const together = Map.groupBy(entries, (entry) => `${changeOf(entry)} ${entry.day}`)
  return entries.flatMap((entry) => {
    const change = changeOf(entry)
    const same = together.get(`${change} ${entry.day}`) as EventEntry[]
    if (!change || same.length < 2) return entry
    if (same[0] !== entry) return []
    const merged: MeasuresEntry = {
      type: 'measures',
      id: entry.id,
      day: entry.day,
      voice: 'we',
      change,
      entries: same,
    }
    return merged
  })
}

function yearsOf(entries: readonly Entry[], over: boolean, today: Day): YearBlock[] {
  const years = Map.groupBy(entries, (entry) => Number(entry.day.slice(0, 4)))
  return [...years].toSorted(([a], [b]) => b - a).map(([year, those]) => ({ year, id: '', entries: folded(those, over, today).reverse() }))
}

/** Runs of more than eight small events as one line, where they are not what the reader came for. */
function folded(entries: readonly Entry[], over: boolean, today: Day): Entry[] {
  const old = addMonths(today, -12)
  const out: Entry[] = []
  let run: EventEntry[] = []
  const end = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && run.length > foldAbove)
      out.push({
        type: 'group',
        id: `flera-${first.id}`,
        day: last.day,
        voice: 'we',
        from: first.day,
        to: last.day,
        entries: run.toReversed(),
      })
    else out.push(...run)
    run = []
  }
  for (const entry of entries) {
    if (entry.type === 'event' && isSmall(entry) && (over || entry.day < old)) run.push(entry)
    else {
      end()
      out.push(entry)
    }
  }
  end()
  return out
}

/** An event that can wait behind "Visa 11 händelser". Nothing a person has written beside, no correction and no turning point is small. */
function isSmall(entry: EventEntry): boolean {
  if (!untouched(entry)) return false
  switch (entry.kind) {
    case 'assigned':
    case 'investigation-extended':
    case 'step-reached':
    case 'requested':
    case 'request-fulfilled':
    case 'request-withdrawn':
    case 'note':
    case 'meeting-held':
    case 'preliminary-answer':
    case 'delay-notice':
    case 'payment':
    case 'condition':
    case 'document-added':
    case 'follow-up-planned':
      return true
    case 'received':
    case 'reopened':
    case 'investigation-opened':
    case 'investigation-closed':
    case 'stepped-back':
    case 'decision':
    case 'decision-corrected':
    case 'measure-started':
    case 'measure-changed':
    case 'measure-ended':
    case 'closed':
    case 'not-shown-here':
      return false
  }
}

/** Gives each year an address on the page; a year that goes on in an older phase gets a second one. */
function addressed(phases: Phase[]): Phase[] {
  const seen = new Map<number, number>()
  for (const block of phases.flatMap((phase) => phase.years)) {
    const times = (seen.get(block.year) ?? 0) + 1
    seen.set(block.year, times)
    block.id = times === 1 ? `ar-${block.year}` : `ar-${block.year}-${times}`
  }
  return phases
}

export type Filter = 'all' | 'year' | 'decisions' | 'mine'

/** The time line with only what was asked for: all of it, the last twelve months, decisions, or what the person wrote and did. */
export function filtered(timeline: readonly Phase[], filter: Filter, today: Day): Phase[] {
  if (filter === 'all') return [...timeline]
  const year = addMonths(today, -12)
  const keep = (entry: Entry): Entry[] => {
    if (filter === 'year') return (entry.type === 'quiet' || entry.type === 'group' ? entry.to : entry.day) >= year ? [entry] : []
    if (entry.type === 'group' || entry.type === 'measures') return entry.entries.filter(wanted)
    return entry.type === 'event' && wanted(entry) ? [entry] : []
  }
  const wanted = (entry: EventEntry) => (filter === 'mine' ? entry.own.length > 0 || entry.voice === 'you' : isDecision(entry))
  return timeline
    .map((phase) => ({
      ...phase,
      years: phase.years.map((block) => ({ ...block, entries: block.entries.flatMap(keep) })).filter((block) => block.entries.length),
    }))
    .filter((phase) => phase.years.length)
}

/** The years of a time line, newest first, each once, with the place to jump to. */
export const yearsIn = (timeline: readonly Phase[]): { year: number; id: string }[] =>
  timeline
    .flatMap((phase) => phase.years.map(({ year, id }) => ({ year, id })))
    .filter(({ id }) => /^ar-\d+$/.test(id))
    .toSorted((a, b) => b.year - a.year)
