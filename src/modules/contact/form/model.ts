import { z } from 'zod'
import { type Language, langTag } from '#kernel/text'
import { type Day, isDay } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { theirs } from '#kernel/values/marks'
import { ownNumber } from '#kernel/values/phone'
import { dayIn, sayFullDay } from '#kernel/values/when'

/** Words of a form: Swedish always, English where the unit has written it. */
export const Spoken = z.strictObject({ sv: z.string().trim().min(1).max(1000), en: z.string().trim().min(1).max(1000).optional() })
export type Spoken = z.infer<typeof Spoken>

/** The words in the reader's language; Swedish where there are no others, and marked as such. */
export const spoken = ({ sv, en }: { sv?: string | undefined; en?: string | undefined }, language: Language): string =>
  langTag(language) === 'en' && en ? en : theirs(sv ?? '', language)

export const kinds = ['text', 'long', 'date', 'number', 'choice', 'choices', 'yes-no', 'phone', 'email', 'file', 'info'] as const
export type FieldKind = (typeof kinds)[number]
/** Names that stand in addresses, rules of style and answers: nothing in them means anything there. */
const Name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const Value = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

const Option = z.strictObject({ value: Value, label: Spoken })

/**
 * A field. `max`: letters of a text, or the largest number. `showIf`: it is asked only of those who have answered so to a field before it; what
 * comes before cannot depend on what comes after, so that no two wait for each other.
 */
export const Field = z.strictObject({
  id: Name,
  kind: z.enum(kinds),
  label: Spoken,
  help: Spoken.optional(),
  required: z.boolean().default(false),
  max: z.int().min(1).max(1_000_000_000).optional(),
  options: z.array(Option).max(30).default([]),
  showIf: z.strictObject({ field: Name, is: z.array(Value).min(1).max(30) }).optional(),
})
export type Field = z.infer<typeof Field>

/** What a form asks (MSG-04), as data: small, checked here and drawn on the server. */
export const Definition = z.strictObject({ fields: z.array(Field).max(40) }).superRefine(({ fields }, check) => {
  for (const { at, what } of faultsIn(fields)) check.addIssue({ code: 'custom', path: ['fields', at], message: what })
})
export type Definition = z.infer<typeof Definition>

export const yesNo = ['ja', 'nej'] as const
const isChoice = (kind: FieldKind) => kind === 'choice' || kind === 'choices'
/** The answers that can be chosen for a field; nothing where one writes. */
export const valuesOf = ({ kind, options }: Pick<Field, 'kind' | 'options'>): readonly string[] =>
  kind === 'yes-no' ? yesNo : isChoice(kind) ? options.map(({ value }) => value) : []

/** What is wrong with a form that looks right, by the place of the field. */
function* faultsIn(fields: readonly Field[]): Generator<{ at: number; what: 'twice' | 'options' | 'alone' | 'before' | 'never' }> {
  const seen = new Map<string, Field>()
  for (const [at, field] of fields.entries()) {
    if (seen.has(field.id)) yield { at, what: 'twice' }
    const values = field.options.map(({ value }) => value)
    if (isChoice(field.kind) ? values.length < 2 || new Set(values).size < values.length : values.length > 0) yield { at, what: 'options' }
    if (field.kind === 'info' && field.required) yield { at, what: 'alone' }
    if (field.showIf) {
      const on = seen.get(field.showIf.field)
      if (!on || valuesOf(on).length === 0) yield { at, what: 'before' }
      else if (!field.showIf.is.every((value) => valuesOf(on).includes(value))) yield { at, what: 'never' }
    }
    seen.set(field.id, field)
  }
}

/** As it was typed: every value that was sent under a field's name. */
export type Typed = Readonly<Record<string, readonly string[]>>
/** What was answered, by field: only what was asked, and nothing for what was left empty. */
export const Answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
export type Answers = z.infer<typeof Answers>

export const answerTo = (answers: Answers, id: string): readonly string[] => {
  const answer = answers[id]
  return answer === undefined ? [] : typeof answer === 'string' ? [answer] : answer
}

/** Whether a field is asked of somebody who has answered so. `asked`: the fields before it that are. */
const isAsked = ({ showIf }: Field, answers: Answers, asked: ReadonlySet<string>): boolean =>
  !showIf || (asked.has(showIf.field) && answerTo(answers, showIf.field).some((value) => showIf.is.includes(value)))

export type Fault = 'required' | 'choose' | 'day' | 'number' | 'most' | 'long' | 'phone' | 'email' | 'file'
export type Faulty = { field: string; what: Fault }

const letters: Record<'text' | 'long', number> = { text: 200, long: 4000 }
/** How many letters may be written in a field of text. */
export const mostOf = ({ kind, max }: Pick<Field, 'kind' | 'max'>): number =>
  kind === 'long' ? Math.min(max ?? letters.long, 10_000) : Math.min(max ?? letters.text, 1000)

/**
 * The verdict on what was sent: the answers to what was asked, or what is wrong. Fields that are not asked are dropped with whatever was sent for
 * them, and never required; a name that the form does not know gives nothing; a choice that is none is refused. `today`: when it was written.
 * `files`: how many a field has.
 */
export function readAnswers(
  { fields }: Definition,
  typed: Typed,
  today: Day,
  files: Readonly<Record<string, number>> = {},
): { answers: Answers; faults: Faulty[]; asked: ReadonlySet<string> } {
  const answers: Answers = {}
  const faults: Faulty[] = []
  const asked = new Set<string>()
  for (const field of fields) {
    if (!isAsked(field, answers, asked)) continue
    asked.add(field.id)
    const { answer, fault } = readOne(
      field,
      (Object.hasOwn(typed, field.id) ? typed[field.id]! : []).map(fieldText),
      Object.hasOwn(files, field.id) ? files[field.id]! : 0,
      today,
    )
    if (fault) faults.push({ field: field.id, what: fault })
    // What is wrong still decides what else is asked, when it can: nobody is to fill in less because of a fault elsewhere.
    if (answer !== undefined) answers[field.id] = answer
  }
  return { answers, faults, asked }
}

function readOne(field: Field, sent: readonly string[], files: number, today: Day): { answer?: string | string[]; fault?: Fault } {
  const given = sent.filter((value) => value !== '')
  const [first = ''] = given
  const missing = (what: boolean): { fault?: Fault } => (what && field.required ? { fault: 'required' } : {})
  switch (field.kind) {
    case 'info':
      return {}
    case 'file':
      return missing(files === 0)
    case 'choices': {
      const known = valuesOf(field)
      if (given.some((value) => !known.includes(value))) return { fault: 'choose' }
      return given.length ? { answer: known.filter((value) => given.includes(value)) } : missing(true)
    }
    case 'choice':
    case 'yes-no':
      if (given.length === 0) return missing(true)
      return given.length === 1 && valuesOf(field).includes(first) ? { answer: first } : { fault: 'choose' }
    case 'date': {
      if (first === '') return missing(true)
      // Nobody knows whether a unit's own question is of what was or of what comes.
      const day = dayIn(first, today, 'nearest')
      return day ? { answer: day } : { fault: 'day' }
    }
    case 'number': {
      if (first === '') return missing(true)
      const number = asNumber(first)
      if (number === undefined) return { fault: 'number' }
      return field.max !== undefined && Number(number) > field.max ? { fault: 'most' } : { answer: number }
    }
    default: {
      if (first === '') return missing(true)
      const fault = faultOf(field, first)
      return fault ? { fault } : { answer: first }
    }
  }
}

/** Digits with a decimal sign, from how people write them: "1 234,50", "1 234,50 kr" and "1234:50" are 1234.50, "6450:-" is 6450. */
function asNumber(text: string): string | undefined {
  const plain = text
    .replace(/\s/g, '')
    .replace(/(?:kr\.?|kronor|[:,][-–]+)$/i, '')
    .replace(/,|:(?=\d\d$)/, '.')
  return /^-?\d{1,12}(\.\d{1,4})?$/.test(plain) ? plain : undefined
}

function faultOf(field: Field, text: string): Fault | undefined {
  switch (field.kind) {
    case 'phone':
      return text.length <= 40 && ownNumber(text) ? undefined : 'phone'
    case 'email':
      return text.length <= 200 && /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]{2,}$/.test(text) ? undefined : 'email'
    default:
      return text.length > mostOf(field) ? 'long' : undefined
  }
}

/** One line of a form that has been filled in: what was asked and what was answered, to be shown. `files`: the field's own. */
export type Told = { id: string; label: string; kind: FieldKind; values: string[] }

/** The answers in the order of the form, in words. What was not answered is left out, but for files, which stand by themselves. */
export const told = ({ fields }: Definition, answers: Answers, language: Language, words: { yes: string; no: string }): Told[] =>
  fields.flatMap((field): Told[] => {
    const { id, kind, label, options } = field
    const given = answerTo(answers, id)
    if (kind !== 'file' && given.length === 0) return []
    const say = (value: string) => {
      if (kind === 'yes-no') return value === 'ja' ? words.yes : words.no
      // With its year and its day of the week, so that whoever wrote it sees which day it was read as.
      if (kind === 'date' && isDay(value)) return sayFullDay(value, language)
      const option = options.find((one) => one.value === value)
      return option ? spoken(option.label, language) : value
    }
    return [{ id, kind, label: spoken(label, language), values: given.map(say) }]
  })

/** What the form tells those who have answered so, such as whom to phone: the info fields that hang on an answer. */
export const infosFor = ({ fields }: Definition, answers: Answers): Field[] =>
  fields.filter(
    ({ kind, showIf }) => kind === 'info' && showIf && answerTo(answers, showIf.field).some((value) => showIf.is.includes(value)),
  )

/** The name of a field's input on the page. */
export const inputOf = (id: string): string => `f-${id}`
