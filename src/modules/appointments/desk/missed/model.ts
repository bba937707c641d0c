import { z } from 'zod'
import { RowDay } from '#kernel/values/day'

/** Meetings that somebody has said were held or missed, of one quarter: those that a reminder went out for, or those that none did. */
export const Count = z.object({ quarter: RowDay, reminded: z.boolean(), all: z.number(), missed: z.number() })
export type Count = z.infer<typeof Count>

/** The least that may be told of: fewer could be known people (statistics, cell size ≥ 5). */
export const least = 5
const few = (n: number) => n > 0 && n < least

/** What may be told: nothing was, too few to tell, or how many there were and the share missed (whole percent; absent when that would tell of too few). */
export type Cell = { kind: 'none' } | { kind: 'few' } | { kind: 'told'; all: number; percent?: number }

/** A group of meetings as it may be told. The share is left out when those who missed, or those who came, are too few. */
export function cell(counts: { all: number; missed: number } | undefined): Cell {
  if (!counts || counts.all === 0) return { kind: 'none' }
  const { all, missed } = counts
  if (few(all)) return { kind: 'few' }
  if (few(missed) || few(all - missed)) return { kind: 'told', all }
  return { kind: 'told', all, percent: Math.round((missed / all) * 100) }
}

export type Quarter = { quarter: RowDay; reminded: Cell; not: Cell }
type RowDay = z.infer<typeof RowDay>

/** The quarters there is something of, the latest first. No sums over them: from a sum what is left out could be counted. */
export function byQuarter(counts: readonly Count[]): Quarter[] {
  const quarters = [...new Set(counts.map(({ quarter }) => quarter))].toSorted().toReversed()
  const of = (quarter: RowDay, reminded: boolean) => counts.find((one) => one.quarter === quarter && one.reminded === reminded)
  return quarters.map((quarter) => ({ quarter, reminded: cell(of(quarter, true)), not: cell(of(quarter, false)) }))
}
