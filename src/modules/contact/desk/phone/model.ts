import { z } from 'zod'
import { addDays, type Day, isDay, isWorkingDay, RowDay, weekday } from '#kernel/values/day'

/** How many weeks the page shows, this one among them. */
export const shownWeeks = 26
/** The most minutes or calls of a week. */
export const most = 100_000
const first = '2000-01-03'

export const Numbers = z.object({
  minutes: z.number().nullable(),
  answered: z.number().nullable(),
  missed: z.number().nullable(),
})
export type Numbers = z.infer<typeof Numbers>
/** A week of a unit's telephone, by its Monday. What nobody has entered is null. */
export const PhoneWeek = Numbers.extend({ monday: RowDay })
export type PhoneWeek = z.infer<typeof PhoneWeek>
/** What came to the unit in a week: written, wishes to be phoned; of both, answered in time, and those whose time has not run out. */
export const Came = z.object({ monday: RowDay, written: z.number(), calls: z.number(), inTime: z.number(), waiting: z.number() })
export type Came = z.infer<typeof Came>

export const mondayOf = (of: Day): Day => addDays(of, 1 - weekday(of))
/** The number of the week, and the year it belongs to: the last days of December may lie in week 1 of the next. */
export function weekOf(monday: Day): { year: number; week: number } {
  // The year of a week is the year of its Thursday.
  const thursday = addDays(monday, 3)
  const year = Number(thursday.slice(0, 4))
  return { year, week: (Date.parse(monday) - Date.parse(firstOf(year))) / (7 * 86_400_000) + 1 }
}
const firstOf = (year: number): Day => mondayOf(`${year}-01-04` as Day)

/** The Monday of a week; undefined for a week that the year does not have. */
function mondayIn(year: number, week: number): Day | undefined {
  const monday = addDays(firstOf(year), (week - 1) * 7)
  const found = weekOf(monday)
  return found.year === year && found.week === week ? monday : undefined
}

/** "2026 v 48": as a field takes it. */
export const weekText = (monday: Day): string => `${weekOf(monday).year} v ${weekOf(monday).week}`

/**
 * The week that somebody means, by its Monday: any of its days ("2026-11-23"), or its number, with or without its year ("v. 48", "2026 v 48",
 * "2026-W48"). Without a year it is the latest of that number that has begun. 'ahead': it has not begun.
 */
export function weekFrom(text: string, today: Day): Day | 'week' | 'ahead' {
  const found = mondayMeant(text.trim().toLowerCase(), today)
  return found === undefined || found < first ? 'week' : found > mondayOf(today) ? 'ahead' : found
}

function mondayMeant(text: string, today: Day): Day | undefined {
  if (isDay(text)) return mondayOf(text)
  const sign = /^(?:(\d{4})\s*-?\s*)?(?:vecka|week|v|w)\.?\s*(\d{1,2})(?:\s*,?\s+(\d{4}))?$/.exec(text)
  const week = Number(sign?.[2] ?? /^\d{1,2}$/.exec(text)?.[0])
  if (!week || (sign?.[1] && sign[3])) return undefined
  const year = sign?.[1] ?? sign?.[3]
  if (year) return mondayIn(Number(year), week)
  const now = weekOf(mondayOf(today)).year
  return [now, now - 1].map((one) => mondayIn(one, week)).find((monday) => monday !== undefined && monday <= today)
}

/** A number of calls. Null: nothing is written. Undefined: it is no such number. */
export function countFrom(text: string): number | null | undefined {
  const written = text.trim()
  if (written === '') return null
  if (!/^\d+$|^\d{1,3}(\s\d{3})+$/.test(written)) return undefined
  return within(Number(written.replace(/\s/g, '')))
}

/** A time in minutes: "95", "1.35", "1:35", "1 h 35 min", "2 tim"; seconds are left off. Null and undefined as for calls. */
export function minutesFrom(text: string): number | null | undefined {
  const written = text.trim().toLowerCase()
  const [, clockHours, clockMinutes] = /^(\d{1,4})[.:]([0-5]\d)(?:[.:][0-5]\d)?$/.exec(written) ?? []
  if (clockHours) return within(Number(clockHours) * 60 + Number(clockMinutes))
  const [, hours, more] =
    /^(\d{1,4})\s*(?:h|t|tim|timme|timmar|hour|hours)\.?(?:\s*(?:och|and)?\s*([0-5]?\d)\s*(?:m|min|minut|minuter|minute|minutes)?\.?)?$/.exec(
      written,
    ) ?? []
  if (hours) return within(Number(hours) * 60 + Number(more ?? 0))
  return countFrom(written.replace(/(?<=\d)\s*(?:m|min|minut|minuter|minute|minutes)\.?$/, ''))
}

const within = (n: number): number | undefined => (n <= most ? n : undefined)

/** What a row of a file cannot be taken for, and in which of its columns. */
export type RowFault = { line: number; column: keyof typeof columns; why: 'week' | 'ahead' | 'time' | 'count' | 'twice' }
/** The columns of a file, by what each may be called. */
export const columns = {
  week: ['vecka', 'week'],
  minutes: ['minuter', 'minutes'],
  answered: ['besvarade', 'answered'],
  missed: ['missade', 'missed'],
} as const

type Raw = { line: number; fields: Record<string, string> }
/** The rows of a file as weeks, and what is wrong with which. A row that says nothing of its week is passed over. */
export function readWeeks(rows: readonly Raw[], today: Day): { weeks: PhoneWeek[]; faults: RowFault[] } {
  const seen = new Set<Day>()
  const weeks: PhoneWeek[] = []
  const faults: RowFault[] = []
  for (const { line, fields } of rows) {
    const cell = (column: keyof typeof columns) => columns[column].map((name) => fields[name]).find((text) => text !== undefined) ?? ''
    const monday = weekFrom(cell('week'), today)
    const [minutes, answered, missed] = [minutesFrom(cell('minutes')), countFrom(cell('answered')), countFrom(cell('missed'))]
    if (minutes === null && answered === null && missed === null) continue
    const wrong: RowFault[] = []
    if (!isDay(monday)) wrong.push({ line, column: 'week', why: monday })
    else if (seen.has(monday)) wrong.push({ line, column: 'week', why: 'twice' })
    if (minutes === undefined) wrong.push({ line, column: 'minutes', why: 'time' })
    if (answered === undefined) wrong.push({ line, column: 'answered', why: 'count' })
    if (missed === undefined) wrong.push({ line, column: 'missed', why: 'count' })
    faults.push(...wrong)
    if (!isDay(monday)) continue
    seen.add(monday)
    if (minutes !== undefined && answered !== undefined && missed !== undefined) weeks.push({ monday, minutes, answered, missed })
  }
  return { weeks, faults }
}

/** From a day on, the working day that what is promised on each day holds to: as far as the longest promise of somebody who writes today reaches. */
export function heldTo(from: Day, today: Day): Day[] {
  const days: Day[] = []
  let next = addDays(today, 75)
  for (let day = next; day >= from; day = addDays(day, -1)) {
    if (isWorkingDay(day)) next = day
    days.unshift(next)
  }
  return days
}

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!
}

type Pair = readonly [now: number, before: number]
/** Eight weeks against the eight before them. */
export type Change = {
  weeks: readonly [from: Day, to: Day]
  before: readonly [from: Day, to: Day]
  minutes?: Pair | undefined
  missed?: Pair | undefined
  came: Pair
}
const span = 8
const enough = 5

/**
 * What has become of the telephone and of what is written: the middle of the eight latest whole weeks that end with one somebody has entered, against the eight
 * before. Undefined when too few are entered to say anything, or when they reach further back than is known here.
 */
export function changeIn(weeks: readonly PhoneWeek[], came: readonly Came[], today: Day): Change | undefined {
  const of = new Map(weeks.map((week) => [week.monday, week]))
  const last = weeks
    .filter(({ monday, minutes, missed }) => monday < mondayOf(today) && (minutes !== null || missed !== null))
    .map(({ monday }) => monday)
    .toSorted()
    .at(-1)
  const oldest = addDays(mondayOf(today), -7 * (shownWeeks - 1))
  if (!last || addDays(last, -7 * (2 * span - 1)) < oldest) return undefined
  const [now, before] = [0, span].map((back) => Array.from({ length: span }, (_, at) => addDays(last, -7 * (back + at)))) as [Day[], Day[]]
  const pair = (which: 'minutes' | 'missed'): Pair | undefined => {
    const [a, b] = [now, before].map((mondays) => mondays.map((monday) => of.get(monday)?.[which] ?? null).filter((n) => n !== null))
    return a && b && a.length >= enough && b.length >= enough ? [median(a), median(b)] : undefined
  }
  const [minutes, missed] = [pair('minutes'), pair('missed')]
  if (!minutes && !missed) return undefined
  const total = new Map(came.map(({ monday, written, calls }) => [monday, written + calls]))
  const counted = (mondays: readonly Day[]) => median(mondays.map((monday) => total.get(monday) ?? 0))
  return {
    weeks: [now.at(-1)!, last],
    before: [before.at(-1)!, before[0]!],
    minutes,
    missed,
    came: [counted(now), counted(before)],
  }
}
