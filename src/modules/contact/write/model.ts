import { phone } from '#kernel/values/phone'
import { fieldText } from '#kernel/values/field'
import { inputOf, type Definition, type Typed } from '../form/model.ts'
import { type Body, callTimes, type File, mostLetters, mostTitle } from '../model.ts'
import type { About } from '../paths.ts'

/** What was typed in a form of any kind: what belongs to another is empty. */
export type Written = { title: string; text: string; phone: string; when: readonly string[]; typed: Typed }
export const nothing: Written = { title: '', text: '', phone: '', when: [], typed: {} }

type Fields = Readonly<Record<string, readonly string[]>>
const first = (fields: Fields, name: string) => fieldText(fields[name]?.[0])

export const writtenIn = (fields: Fields): Written => ({
  title: first(fields, 'rubrik'),
  text: first(fields, 'text'),
  phone: first(fields, 'telefon'),
  when: fields['nar'] ?? [],
  typed: Object.fromEntries(Object.entries(fields).flatMap(([name, values]) => (name.startsWith('f-') ? [[name.slice(2), values]] : []))),
})

export type Fault = { field: string; what: 'empty' | 'long' | 'title' | 'phone' }
/** What is wrong with a message or a wish to be phoned. */
export function faultsIn(kind: 'message' | 'call', { title, text, phone: number }: Written): Fault[] {
  return [
    ...(kind === 'call' && !phone(number) ? [{ field: 'telefon', what: 'phone' as const }] : []),
    ...(title.length > mostTitle ? [{ field: 'rubrik', what: 'title' as const }] : []),
    ...(kind === 'message' && !text ? [{ field: 'text', what: 'empty' as const }] : []),
    ...(text.length > mostLetters ? [{ field: 'text', what: 'long' as const }] : []),
  ]
}

/** The times that were chosen, in the order of the day, and none that are not there. */
export const timesIn = ({ when }: Pick<Written, 'when'>) => callTimes.filter((time) => when.includes(time))

/** What a draft keeps: everything as it was typed, right or wrong, but for what no field of the form is called. */
export const requestBody = ({ fields }: Definition, version: number, { typed }: Written): Body => ({
  kind: 'request',
  version,
  typed: Object.fromEntries(
    fields.flatMap(({ id }) => (Object.hasOwn(typed, id) ? [[id, typed[id]!.map((value) => value.slice(0, 20_000))]] : [])),
  ),
})
export const messageBody = (kind: 'message' | 'call', about: About, { title, text, phone: number, when }: Written): Body =>
  kind === 'message'
    ? { kind, ...about, title: title.slice(0, 1000), text: text.slice(0, 30_000) }
    : { kind, ...about, phone: number.slice(0, 200), when: timesIn({ when }), text: text.slice(0, 30_000) }

/** A draft as its form shows it again. */
export const writtenOf = (body: Body): Written =>
  body.kind === 'request'
    ? { ...nothing, typed: body.typed }
    : body.kind === 'call'
      ? { ...nothing, phone: body.phone, when: body.when, text: body.text }
      : { ...nothing, text: body.text, title: body.kind === 'message' ? body.title : '' }

/** The name of the input of files that belong to no field of a form. */
export const freeFile = 'fil'
/** Which field of the form a file was sent for: none for the free one, undefined for a name that is not there. */
export const fieldOfFile = (definition: Definition | undefined, name: string): string | undefined =>
  definition ? definition.fields.find(({ id, kind }) => kind === 'file' && inputOf(id) === name)?.id : name === freeFile ? '' : undefined

/** How many files each field has. */
export const countIn = (files: readonly File[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { field } of files) counts[field] = (counts[field] ?? 0) + 1
  return counts
}
