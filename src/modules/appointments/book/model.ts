import { type Day, dayOf, isDay } from '#kernel/values/day'
import { byDay, type Free } from '../model.ts'

/** How far ahead a booking page looks, and how many days with free times stand on it. */
export const weeksAhead = 8
export const daysShown = 7

/** Where a list of times starts: the day asked for, not before today. */
export const startDay = (asked: string | undefined, today: Day): Day => (isDay(asked) && asked > today ? asked : today)

/** Whom one can meet at these times, each once. */
export const peopleIn = (times: readonly Free[]): { id: string; name: string }[] =>
  [...new Map(times.map(({ staffId, staff }) => [staffId, { id: staffId, name: staff }])).values()].toSorted((a, b) =>
    a.name.localeCompare(b.name, 'sv'),
  )

/** The times of the first days that have any, and the day that the next ones start on. */
export function firstDays<T extends { startsAt: Date }>(
  times: readonly T[],
  days = daysShown,
): { shown: readonly T[]; next: Day | undefined } {
  const found = byDay(times)
  return { shown: found.slice(0, days).flatMap(({ times: of }) => of), next: found[days] && dayOf(found[days].times[0]!.startsAt) }
}
