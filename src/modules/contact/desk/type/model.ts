import { z } from 'zod'
import { fieldText } from '#kernel/values/field'
import { Worded } from '#modules/directory'
import { Definition, type Field, type FieldKind, kinds, type Spoken, valuesOf } from '../../form/model.ts'

const Needs = z.object({ sv: z.array(z.string()).default([]), en: z.array(z.string()).default([]) })

/** A type as its unit keeps it: what stands in its newest saving. `published`: the version that is offered now. */
export const Type = z.object({
  id: z.uuid(),
  state: z.enum(['draft', 'published', 'closed']),
  published: z.number().nullable(),
  version: z.number(),
  savedAt: z.date(),
  /** The saving that stands, as a form says which it was made from. */
  mark: z.string(),
  savedBy: z.string().nullable(),
  fields: z.array(z.string()),
  days: z.number(),
  zone: z.enum(['A', 'B']),
  second: z.boolean(),
  marks: z.boolean(),
  place: z.number(),
  name: Worded,
  need: Needs,
  forWhom: Worded,
  definition: z.unknown(),
})
export type Type = z.infer<typeof Type>

/** The form of the newest saving. One that can no longer be read is as good as none. */
export const definitionOf = ({ definition }: Pick<Type, 'definition'>): Definition =>
  Definition.safeParse(definition).data ?? { fields: [] }
/** Whether something is saved that is not offered yet. */
export const isChanged = ({ published, version }: Pick<Type, 'published' | 'version'>): boolean => published !== null && version > published

export const workFields = [
  'financial-assistance',
  'adult-addiction',
  'social-psychiatry',
  'disability',
  'child-and-family',
  'elderly-care',
] as const

const Line = z.string().transform(fieldText)
const Short = Line.pipe(z.string().min(1).max(100))
const Maybe = Line.pipe(z.string().max(300))
/** What is said about a type, as its form sends it. */
export const Head = z.object({
  namn: Short,
  'namn-en': Line.pipe(z.string().max(100)),
  behov: Line.pipe(z.string().min(1).max(2000)),
  'behov-en': Line.pipe(z.string().max(2000)),
  vem: Line.pipe(z.string().min(1).max(300)),
  'vem-en': Maybe,
  dagar: z
    .string()
    .trim()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(60)),
  zon: z.enum(['A', 'B']),
})
export type HeadField = keyof z.infer<typeof Head>

export const linesIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

/** Swedish and, where there is some, English. */
export const spokenFrom = (sv: string, en: string): Spoken => ({ sv, ...(en ? { en } : {}) })

/** A name for a field or an answer from its words: letters, digits and hyphens, and none that is taken. */
export function nameFrom(words: string, taken: readonly string[], first: RegExp, otherwise: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[åä]/g, 'a')
    .replace(/ö/g, 'o')
    .replace(/é/g, 'e')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '')
  const name = first.test(plain) ? plain : otherwise
  if (!taken.includes(name)) return name
  for (let n = 2; ; n++) if (!taken.includes(`${name}-${n}`)) return `${name}-${n}`
}
export const fieldName = (label: string, taken: readonly string[]): string => nameFrom(label, taken, /^[a-z]/, 'falt')

/** The answers that can be chosen, one a line: Swedish, and after a line of its own sign ("|") English. What is only reworded keeps its name. */
export function optionsFrom(text: string, before: Field['options']): Field['options'] {
  const lines = linesIn(text).map((line) => {
    const [sv = '', en = ''] = line.split('|').map((part) => part.trim())
    return { sv, en }
  })
  const left = before.filter((one) => !lines.some(({ sv }) => sv === one.label.sv))
  const reworded = lines.length === before.length
  const taken: string[] = before.map(({ value }) => value)
  return lines
    .filter(({ sv }) => sv !== '')
    .map(({ sv, en }) => {
      const known = before.find(({ label }) => label.sv === sv) ?? (reworded ? left.shift() : undefined)
      const value = known?.value ?? nameFrom(sv, taken, /^[a-z0-9]/, 'svar')
      if (!known) taken.push(value)
      return { value, label: spokenFrom(sv, en) }
    })
}
export const linesOf = (options: Field['options']): string => options.map(({ label: { sv, en } }) => (en ? `${sv} | ${en}` : sv)).join('\n')

/** The fields before one that somebody chooses in, which it can be asked by. */
export function choosable({ fields }: Definition, id: string | undefined): Field[] {
  const at = fields.findIndex((field) => field.id === id)
  return fields.slice(0, at < 0 ? fields.length : at).filter((field) => valuesOf(field).length > 0)
}

/** "barn=ja", as a form's box says it. Of one field, or there is no telling what is meant. */
export function showIfFrom(boxes: readonly string[], { fields }: Definition): Field['showIf'] | 'several' {
  const chosen = boxes.flatMap((box) => {
    const [field = '', value = ''] = box.split('=')
    const on = fields.find((one) => one.id === field)
    return on && valuesOf(on).includes(value) ? [{ field, value }] : []
  })
  const [first] = chosen
  if (!first) return undefined
  if (chosen.some(({ field }) => field !== first.field)) return 'several'
  return { field: first.field, is: chosen.map(({ value }) => value) }
}

export const maxed = ['text', 'long', 'number'] as const satisfies readonly FieldKind[]
export const isKind = (text: string | undefined): text is FieldKind => kinds.some((kind) => kind === text)

/** The form with a field in place of the one of its name, or after all others. */
export const withField = ({ fields }: Definition, field: Field): Definition => ({
  fields: fields.some(({ id }) => id === field.id) ? fields.map((one) => (one.id === field.id ? field : one)) : [...fields, field],
})
export const without = ({ fields }: Definition, id: string): Definition => ({ fields: fields.filter((field) => field.id !== id) })
/** The form with a field one step up or down. Where there is nowhere to go it stays. */
export function moved({ fields }: Definition, id: string, by: -1 | 1): Definition {
  const at = fields.findIndex((field) => field.id === id)
  const other = fields[at + by]
  if (at < 0 || !other) return { fields }
  const next = [...fields]
  next[at + by] = fields[at]!
  next[at] = other
  return { fields: next }
}

/** Why a form cannot be saved so: a field that would be asked by what comes after it or by an answer that is not there, or a choice with nothing to choose. */
export type Broken = { field: string; what: 'order' | 'options' | 'other' }
export function brokenIn(definition: Definition): Broken | undefined {
  const parsed = Definition.safeParse(definition)
  const issue = parsed.error?.issues[0]
  if (!issue) return undefined
  const field = definition.fields[Number(issue.path[1] ?? -1)]
  const what = issue.message === 'before' || issue.message === 'never' ? 'order' : issue.message === 'options' ? 'options' : 'other'
  return { field: field?.label.sv ?? '', what }
}

/** What keeps a type from being opened: it asks nothing. */
export const asksNothing = ({ fields }: Definition): boolean => fields.every(({ kind }) => kind === 'info')

/** How many of a type's texts have no English. */
export const withoutEnglish = (type: Pick<Type, 'name' | 'forWhom' | 'need' | 'definition'>): number =>
  [
    type.name.en,
    type.forWhom.en,
    type.need.en.length > 0 ? 'en' : undefined,
    ...definitionOf(type).fields.flatMap(({ label, help, options }) => [
      label.en,
      ...(help ? [help.en] : []),
      ...options.map((one) => one.label.en),
    ]),
  ].filter((text) => !text).length

/** What the starter set calls one of its own. */
export const starterName = ({ field, key }: { field: string; key: string }): string => `${field}/${key}`

/** How a unit answers, in what it decides for itself. */
export const Settings = z.object({
  answerDays: z.number(),
  callDays: z.number(),
  returnDays: z.number(),
  readMarks: z.boolean(),
  secondReading: z.boolean(),
  named: z.boolean(),
})
export type Settings = z.infer<typeof Settings>
const days = (most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(most))
export const SettingsForm = z.object({ svar: days(60), ring: days(60), orord: days(20) })
export type SettingsField = keyof z.infer<typeof SettingsForm>
