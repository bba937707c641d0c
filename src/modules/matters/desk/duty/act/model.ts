import { z } from 'zod'
import { type Day, isDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { isAnswerDay, mostLetters, type Via, waysIn } from '../../../duty/model.ts'
import { type Act, isDecision, type Row } from '../model.ts'

/** What the form of each act asks for: words, a day, a new last day, a way in, how and where something went, or all that a written decision must say. */
export const asks = {
  read: [],
  answered: ['satt', 'datum', 'text!'],
  extended: ['senast', 'text'],
  withdrawn: ['text'],
  refused: ['skal', 'regler', 'beslutare', 'datum'],
  partial: ['skal', 'regler', 'beslutare', 'datum', 'hur'],
  rejected: ['skal', 'regler', 'beslutare', 'datum'],
  full: ['hur', 'text'],
  'in-time': ['text'],
  'late-informed': ['text!'],
  changed: ['text!'],
  kept: ['text'],
  sent: ['till', 'hur', 'datum'],
} as const satisfies Record<Act, readonly string[]>

export type Fault = 'text' | 'long' | 'datum' | 'later' | 'early' | 'senast' | 'satt' | 'hur' | 'till' | 'skal' | 'regler' | 'beslutare'
type Ready = { text: string; detail: object; day: Day; late: boolean; last: Day | undefined }

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The form of an act, or what is wrong with it. A no is a decision: reasons, rules and who decided are all there, or it is not made (FL 31–33 §§). */
export function readAct(
  act: Act,
  form: Record<string, string>,
  row: Row,
  today: Day,
): { ready?: Ready; faults: { field: string; what: Fault }[] } {
  const asked = asks[act] as readonly string[]
  const has = (name: string) => asked.includes(name) || asked.includes(`${name}!`)
  const said = (name: string) => (has(name) ? fieldText(form[name]) : '')
  const [text, reasons, rules, decidedBy, how, to, last] = ['text', 'skal', 'regler', 'beslutare', 'hur', 'till', 'senast'].map(said) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const day = has('datum') ? said('datum') : today
  const via: Via | undefined = waysIn.find((way) => way === form['satt'])
  const short = (name: string, value: string, what: Fault) => (has(name) && (!value || value.length > 300) ? [{ field: name, what }] : [])
  const faults: { field: string; what: Fault }[] = [
    ...(has('satt') && !via ? [{ field: 'satt', what: 'satt' as const }] : []),
    ...(asked.includes('text!') && !text ? [{ field: 'text', what: 'text' as const }] : []),
    ...(text.length > mostLetters ? [{ field: 'text', what: 'long' as const }] : []),
    ...(has('skal') && (!reasons || reasons.length > mostLetters) ? [{ field: 'skal', what: 'skal' as const }] : []),
    ...(has('regler') && (lines(rules).length === 0 || lines(rules).length > 20 || lines(rules).some((line) => line.length > 300))
      ? [{ field: 'regler', what: 'regler' as const }]
      : []),
    ...short('beslutare', decidedBy, 'beslutare'),
    ...short('till', to, 'till'),
    ...short('hur', how, 'hur'),
    ...(has('datum') ? dayFaults(day, row, today) : []),
    ...(has('senast') && !(isAnswerDay(last, today) && (row.lastDay === null || last > row.lastDay))
      ? [{ field: 'senast', what: 'senast' as const }]
      : []),
  ]
  if (faults.length || !isDay(day)) return { faults }
  const until = has('senast') && isDay(last) ? last : undefined
  const detail = isDecision(act)
    ? { decidedBy, rules: lines(rules), ...(how && { how }) }
    : { ...(how && { how }), ...(to && { to }), ...(until && { until }), ...(has('satt') && { via }) }
  const late = act === 'answered' && row.lastDay !== null && day > row.lastDay
  return { ready: { text: isDecision(act) ? reasons : text, detail, day, late, last: until }, faults }
}

function dayFaults(day: string, row: Row, today: Day): { field: string; what: Fault }[] {
  if (!isDay(day)) return [{ field: 'datum', what: 'datum' }]
  if (day > today) return [{ field: 'datum', what: 'later' }]
  return day < row.cameOn ? [{ field: 'datum', what: 'early' }] : []
}

/** The revision that a form was made from; 0 when it says none. */
export const seenIn = (form: Record<string, string>): number => z.coerce.number().int().min(1).safeParse(form['sett']).data ?? 0
