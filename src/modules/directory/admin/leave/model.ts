import { z } from 'zod'
import { addDays, type Day } from '#kernel/values/day'
import { dayIn } from '#kernel/values/when'
import { Away } from '../../model.ts'
import type { Choice } from '../staff/model.ts'

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
/** `standIn`: who acts today for the deputy of whoever leaves, where it lies. */
export const HeldNow = Held.extend({ standIn: z.uuid().nullable() })
export type HeldNow = z.infer<typeof HeldNow>
/** Somebody to give things to, once for each unit they work at. `officer`: they have people’s matters there. `answers`: or what people write. `keeps`: they look after it already. */
export const Receiver = z.object({
  unitId: z.uuid(),
  id: z.uuid(),
  name: z.string(),
  officer: z.boolean(),
  answers: z.boolean(),
  keeps: z.boolean(),
  ...Away,
})
export type Receiver = z.infer<typeof Receiver>
/** What has been planned. */
export const Planned = z.object({ kind: Kind, unitId: z.uuid().nullable(), toId: z.uuid().nullable() })
export type Planned = z.infer<typeof Planned>

export const fieldOf = ({ kind, unitId }: Pick<Held, 'kind' | 'unitId'>) => `till_${kind}_${unitId ?? 'alla'}`

/** Who may be chosen for one thing: those who work where it lies, as the database will ask again. `me`: the steward, who gives themself no role. */
export function candidatesFor({ kind, unitId }: Held, receivers: readonly Receiver[], me: string): Choice[] {
  const may = receivers.filter((one) => {
    switch (kind) {
      case 'matters':
      case 'drafts':
      case 'appointments':
        return one.officer && one.unitId === unitId
      case 'contact':
        return one.answers && one.unitId === unitId
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
  return [...new Map(may.map(({ id, name, away, awayTo }) => [id, { id, name, away, awayTo }])).values()]
}

/** Who stands chosen from the start: whom the plan says, else whoever stands in today for the deputy, else the deputy. */
export function chosenFor(one: HeldNow, planned: readonly Planned[], deputy: string | null, candidates: readonly Choice[]): string {
  const said = planned.find(({ kind, unitId }) => kind === one.kind && unitId === one.unitId)?.toId
  return [said, one.standIn, deputy].find((id) => candidates.some((other) => other.id === id)) ?? ''
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
