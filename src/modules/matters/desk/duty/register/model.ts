import { z } from 'zod'
import { deadline, type Day, isDay, RowDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { type Asked, type Detail, latenessOf, type Via, waysIn } from '../../../duty/model.ts'
import { type Fault as AskFault, readAsking } from '../../../duty/ask/model.ts'

/** A decision of the matter that can be appealed: its newest wording. `got`: the day the person got it, when that is known. */
export const Decided = z.object({ id: z.uuid(), title: z.string(), day: RowDay, got: RowDay.nullable() })
export type Decided = z.infer<typeof Decided>

export type Fault = AskFault | 'via' | 'datum' | 'later' | 'beslut' | 'fick' | 'before' | 'ahead'
export type Registering = { via: Via; day: Day; text: string; detail: Detail; about: string | undefined }

/** What came on paper, by phone or at a visit, and the day it came (FL 22 §); for an appeal also which decision, and the day the person got it. */
export function readRegistering(
  kind: Asked,
  form: Record<string, string>,
  decisions: readonly Decided[],
  today: Day,
): { registering?: Registering; faults: { field: string; what: Fault }[] } {
  const { asking, faults: wrong } = readAsking(kind, form)
  const via = waysIn.find((way) => way === form['satt'])
  const [day, got] = [fieldText(form['datum']), fieldText(form['fick'])]
  const decision = decisions.find(({ id }) => id === form['beslut'])
  const appeal = kind === 'appeal'
  const faults: { field: string; what: Fault }[] = [
    ...(via ? [] : [{ field: 'satt', what: 'via' as const }]),
    ...(isDay(day) ? (day > today ? [{ field: 'datum', what: 'later' as const }] : []) : [{ field: 'datum', what: 'datum' as const }]),
    ...(appeal && !decision ? [{ field: 'beslut', what: 'beslut' as const }] : []),
    ...(appeal && got && !isDay(got) ? [{ field: 'fick', what: 'fick' as const }] : []),
    ...(appeal && isDay(got) && decision && got < decision.day ? [{ field: 'fick', what: 'before' as const }] : []),
    ...(appeal && isDay(got) && got > today ? [{ field: 'fick', what: 'ahead' as const }] : []),
    ...wrong,
  ]
  if (faults.length || !asking || !via || !isDay(day)) return { faults }
  const until = isDay(got) ? deadline(got, { weeks: 3 }) : undefined
  const known = isDay(got) ? { got, until } : {}
  const detail = decision ? { title: decision.title, decidedOn: decision.day, ...known, lateness: latenessOf(until, day) } : {}
  return { registering: { via, day, text: asking.text, detail: { ...detail, ...asking.detail }, about: decision?.id }, faults }
}
