import type { Day } from '#kernel/values/day'
import type { Filter } from '../events/timeline.ts'
import type { DecisionView, Phase, View } from '../events/view.ts'

/** What `?visa=` may say, in the order it is offered. */
export const filters = { allt: 'all', 'senaste-aret': 'year', beslut: 'decisions', mitt: 'mine' } as const satisfies Record<string, Filter>
export type FilterName = keyof typeof filters

/** The filter asked for; anything else is all of it. */
export const filterFrom = (asked: string | undefined): FilterName =>
  asked && Object.hasOwn(filters, asked) ? (asked as FilterName) : 'allt'

/** From how many entries a matter is so long that its older years are folded. */
const longFrom = 40

/** The years that stand open in a long matter: the two latest, and one that was asked for. Undefined when all of them do. */
export function openYears(timeline: readonly Phase[], years: View['years'], asked: number | undefined): ReadonlySet<number> | undefined {
  const entries = timeline.flatMap((phase) => phase.years).reduce((sum, block) => sum + block.entries.length, 0)
  return entries <= longFrom ? undefined : new Set([...years.slice(0, 2).map(({ year }) => year), ...(asked ? [asked] : [])])
}

/** What is the same before and after, in whole words, and the words between that were changed: to show what an older wording said. */
export function changedWords(was: string, now: string): { before: string; changed: string; after: string } {
  const [old, recent] = [was.split(/(?<=\s)/), now.split(/(?<=\s)/)]
  let from = 0
  while (from < old.length && old[from] === recent[from]) from += 1
  let end = 0
  while (end < old.length - from && end < recent.length - from && old.at(-1 - end) === recent.at(-1 - end)) end += 1
  const cut = old.length - end
  return { before: old.slice(0, from).join(''), changed: old.slice(from, cut).join(''), after: old.slice(cut).join('') }
}

/** Whether it is worth saying in a list how long a decision can be appealed: not of a yes that was got long ago. Its own page always says it. */
export const saysAppeal = ({ answer, appeal: { state } }: Pick<DecisionView, 'answer' | 'appeal'>): boolean =>
  answer !== 'yes' || (state !== 'over' && state !== 'elsewhere')

/** What holds right now: support that goes on or is decided, conditions, and money on its way (CASE-03). */
export const holdsNow = ({ status, measures, conditions, payments }: View, today: Day) =>
  status === 'open'
    ? {
        measures: measures.filter((one) => one.state !== 'ended'),
        conditions: conditions.filter((one) => one.status === 'active'),
        payments: payments.filter((one) => one.status === 'planned' && (!one.dueOn || one.dueOn >= today)),
      }
    : { measures: [], conditions: [], payments: [] }
