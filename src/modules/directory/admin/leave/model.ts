import { z } from 'zod'
import { addDays, type Day } from '#kernel/values/day'
import { dayIn } from '#kernel/values/when'

/** The kinds of things that somebody holds. `review`, `duties` and `drafts` go where the matters go. */
export const kinds = [
  'matters',
  'review',
  'duties',
  'drafts',
  'contact',
  'appointments',
  'dispatcher',
  'manager',
  'steward',
  'reviewer',
  'administrator',
  'deputy',
  'deputises',
] as const
export const Kind = z.enum(kinds)
export type Kind = z.infer<typeof Kind>

/** So many of a kind, at a unit or at none; `needs`: it must have a receiver of its own. */
export const Held = z.object({ kind: Kind, unitId: z.uuid().nullable(), n: z.number(), needs: z.boolean() })
export type Held = z.infer<typeof Held>
/** Somebody to give things to, once for each unit they work at. `officer`: they have people’s matters there. `keeps`: they look after it already. */
export const Receiver = z.object({ unitId: z.uuid(), id: z.uuid(), name: z.string(), officer: z.boolean(), keeps: z.boolean() })
export type Receiver = z.infer<typeof Receiver>
/** What has been planned. */
export const Planned = z.object({ kind: Kind, unitId: z.uuid().nullable(), toId: z.uuid().nullable() })
export type Planned = z.infer<typeof Planned>

export const fieldOf = ({ kind, unitId }: Pick<Held, 'kind' | 'unitId'>) => `till_${kind}_${unitId ?? 'alla'}`

/** Who may be chosen for one thing: those who work where it lies, as the database will ask again. `me`: the steward, who gives themself no role. */
export function candidatesFor({ kind, unitId }: Held, receivers: readonly Receiver[], me: string): { id: string; name: string }[] {
  const may = receivers.filter((one) => {
    switch (kind) {
      case 'matters':
      case 'drafts':
        return one.officer && one.unitId === unitId
      case 'contact':
      case 'appointments':
        return one.officer
      case 'administrator':
      case 'deputy':
        return !receivers.some((other) => other.id === one.id && other.unitId === unitId && other.keeps)
      case 'dispatcher':
      case 'manager':
        return one.unitId === unitId && one.id !== me
      case 'steward':
      case 'reviewer':
        return one.id !== me
      case 'deputises':
      case 'review':
      case 'duties':
        return true
    }
  })
  return [...new Map(may.map(({ id, name }) => [id, { id, name }])).values()]
}

export type When = { close: 'now' } | { close: 'after'; last: Day }
/** When the account is to close, or which field is wrong. */
export function readWhen(form: Record<string, string>, today: Day): When | 'nar' | 'sista' {
  if (form['nar'] === 'nu') return { close: 'now' }
  if (form['nar'] !== 'sedan') return 'nar'
  const last = dayIn(form['sista'], today)
  return last && last >= today ? { close: 'after', last } : 'sista'
}

/** The last day that an account has, as it is kept: yesterday closes it at once. */
export const lastDay = (when: When, today: Day): Day => (when.close === 'now' ? addDays(today, -1) : when.last)
