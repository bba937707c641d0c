import { type Day, isDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { type Asked, type Detail, manners, mostLetters, parts } from '../model.ts'

export type Fault = 'what' | 'some' | 'from' | 'to' | 'order' | 'how' | 'change' | 'long'
export type Faulty = { field: string; what: Fault }
export type Asking = { text: string; detail: Detail }

const isOne = <T extends string>(list: readonly T[], value: string | undefined): value is T =>
  (list as readonly (string | undefined)[]).includes(value)

/**
 * What somebody filled in, or what is wrong with it. An appeal must say which change is wanted (FL 43 §); why is theirs to say or not. A period has
 * a beginning or an end, and both are days of the calendar.
 */
export function readAsking(kind: Asked, form: Record<string, string>): { asking?: Asking; faults: Faulty[] } {
  const [text, why] = [fieldText(form['text']), fieldText(form['skal'])]
  const long = [
    ...(text.length > mostLetters ? [{ field: 'text', what: 'long' as const }] : []),
    ...(why.length > mostLetters ? [{ field: 'skal', what: 'long' as const }] : []),
  ]
  if (kind === 'decide') return long.length ? { faults: long } : { asking: { text, detail: {} }, faults: [] }
  if (kind === 'appeal') {
    const faults: Faulty[] = [...(text ? [] : [{ field: 'text', what: 'change' as const }]), ...long]
    return faults.length ? { faults } : { asking: { text, detail: why ? { why } : {} }, faults }
  }
  const { vad: what, hur: how } = form
  const [from, to] = [fieldText(form['fran']), fieldText(form['till'])]
  const period = what === 'period'
  const faults: Faulty[] = [
    ...(isOne(parts, what) ? [] : [{ field: 'vad', what: 'what' as const }]),
    ...(period && from !== '' && !isDay(from) ? [{ field: 'fran', what: 'from' as const }] : []),
    ...(period && to !== '' && !isDay(to) ? [{ field: 'till', what: 'to' as const }] : []),
    ...(period && from === '' && to === '' ? [{ field: 'fran', what: 'from' as const }] : []),
    ...(period && isDay(from) && isDay(to) && to < from ? [{ field: 'till', what: 'order' as const }] : []),
    ...(what === 'some' && !text ? [{ field: 'text', what: 'some' as const }] : []),
    ...long,
    ...(isOne(manners, how) ? [] : [{ field: 'hur', what: 'how' as const }]),
  ]
  if (faults.length || !isOne(parts, what) || !isOne(manners, how)) return { faults }
  const days = period ? { ...(from && { from: from as Day }), ...(to && { to: to as Day }) } : {}
  return { asking: { text, detail: { what, how, ...days } }, faults }
}

/** The names of what is typed in any of these forms: given back when something is wrong. */
export const typedIn = (form: Record<string, string>) =>
  Object.fromEntries(['text', 'skal', 'vad', 'fran', 'till', 'hur'].map((name) => [name, form[name] ?? '']))
