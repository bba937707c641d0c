import { z } from 'zod'
import type { Language } from '#kernel/text'
import { eventKinds } from '../events/model.ts'
import { Field } from '../feed/model.ts'

const Key = z.string().regex(/^[a-z][a-z-]{1,40}$/)
const Sentence = z.string().trim().min(2).max(400)

/** The same words in every language of the pages; easy-to-read Swedish only where it differs. */
export const Words = z.strictObject({ sv: Sentence, en: Sentence, 'sv-simple': Sentence.optional() })
export type Words = z.infer<typeof Words>

/** The words in the reader's language. */
export const say = (words: Words, language: Language): string => words[language] ?? words.sv

export const Turn = z.enum(['you', 'we', 'both', 'nobody'])
export type Turn = z.infer<typeof Turn>

const Answer = z.enum(['yes', 'partly', 'no', 'dismissed'])

/**
 * A step of a field's process. `track` says who meets it: everyone, those who got a yes, or those who got a no.
 * An `optional` step may be left out of a case, so it is shown only once it is there.
 * `past` is what it is called once it is done, or is gone back to. `next` is what happens after it, and `nextTurn` whose turn that is.
 */
const Step = z.strictObject({
  key: Key,
  phase: Key,
  track: z.enum(['every', 'ordinary', 'refused']).default('every'),
  optional: z.boolean().default(false),
  title: Words,
  past: Words.optional(),
  means: Words,
  turn: Turn,
  next: Words,
  nextTurn: Turn,
  usualTime: Words.optional(),
})
export type Step = z.infer<typeof Step>

/**
 * An event that moves a case. The first row that fits is used. Without `from` a case only moves forward;
 * with it the row fits only there, and a new round may begin at an earlier step.
 */
const Move = z.strictObject({
  on: z.enum(eventKinds),
  from: z.array(Key).min(1).optional(),
  answers: z.array(Answer).min(1).optional(),
  statuses: z
    .array(z.enum(['planned', 'paid', 'stopped', 'annulled']))
    .min(1)
    .optional(),
  to: z.array(Key).min(1),
})
export type Move = z.infer<typeof Move>

/** How work goes in one field, as data: phases, steps in order, what moves a case, and the law it rests on (CASE-02, LAW-06). */
export const Template = z
  .strictObject({
    key: Key,
    field: Field,
    title: Words,
    laws: z.array(z.string()).min(1),
    phases: z.array(z.strictObject({ key: Key, title: Words, past: Words.optional() })).min(1),
    steps: z.array(Step).min(2),
    moves: z.array(Move).min(1),
  })
  .superRefine((template, check) => {
    for (const fault of faultsOf(template)) check.addIssue({ code: 'custom', message: fault })
  })
export type Template = z.infer<typeof Template>

type Parts = { phases: { key: string }[]; steps: Step[]; moves: Move[] }

/** What is wrong in a template that looks right: a step nobody can reach, a name that stands for nothing. */
function* faultsOf({ phases, steps, moves }: Parts): Generator<string> {
  const known = new Set(steps.map((step) => step.key))
  if (known.size < steps.length) yield 'two steps have the same key'
  const named = moves.flatMap((move) => [...(move.from ?? []), ...move.to])
  for (const key of named) if (!known.has(key)) yield `a move names the step ${key}, which is not there`
  for (const step of steps) {
    if (!phases.some((phase) => phase.key === step.phase)) yield `${step.key} stands in the phase ${step.phase}, which is not there`
    if (!step.optional && !moves.some((move) => move.to.includes(step.key))) yield `nothing leads to ${step.key}`
  }
  for (const phase of phases) if (!steps.some((step) => step.phase === phase.key)) yield `the phase ${phase.key} has no step`
}

export const Certainty = z.enum(['primary', 'cross-reference', 'memory'])

/** One paragraph of a statute, valid between two days. `certainty` says how the number was checked; a lawyer confirms the rest. */
export const LegalReference = z.strictObject({
  key: z.string().regex(/^[A-Za-z]+-\d{4}-\d+(-[\da-z]+)*$/),
  statute: z.string(),
  sfs: z.string().regex(/^\d{4}:\d+$/),
  chapter: z.int().min(1).nullable(),
  paragraph: z
    .string()
    .regex(/^\d+( [a-z])?(–(\d+( [a-z])?|[a-z]))?$/)
    .nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  certainty: Certainty,
  title: Words,
  /** What it gives somebody, in our own words: for decisions, which are in Swedish. */
  means: Sentence.optional(),
})
export type LegalReference = z.infer<typeof LegalReference>

/** The statutes by short name, and the paragraphs the pages point to. */
export const LegalReferences = z
  .strictObject({ statutes: z.record(z.string(), Words), references: z.array(LegalReference).min(1) })
  .superRefine(({ statutes, references }, check) => {
    const seen = new Set<string>()
    for (const { key, statute, validFrom, validTo } of references) {
      if (seen.has(key)) check.addIssue({ code: 'custom', message: `${key} stands twice` })
      if (!statutes[statute]) check.addIssue({ code: 'custom', message: `${key} is of the unknown statute ${statute}` })
      if (validTo && validTo < validFrom) check.addIssue({ code: 'custom', message: `${key} ends before it begins` })
      seen.add(key)
    }
  })
export type LegalReferences = z.infer<typeof LegalReferences>

/** The references of these keys that were in force on the day, in the order of the keys. */
export const inForce = (law: LegalReferences, keys: readonly string[], on: string): LegalReference[] =>
  keys.flatMap((key) => law.references.filter((row) => row.key === key && row.validFrom <= on && (!row.validTo || on <= row.validTo)))

/** "11 kap. 1 § socialtjänstlagen (2025:400)" or "chapter 11, section 1 of the Social Services Act (2025:400)". */
export function cite({ statutes }: LegalReferences, { statute, sfs, chapter, paragraph }: LegalReference, language: Language): string {
  const several = paragraph?.includes('–')
  if (language === 'en') {
    const parts = [chapter && `chapter ${chapter}`, paragraph && `section${several ? 's' : ''} ${paragraph}`].filter(Boolean).join(', ')
    return `${parts}${parts && ' of '}${say(statutes[statute]!, language)} (${sfs})`
  }
  const parts = [chapter && `${chapter} kap.`, paragraph && `${paragraph} ${several ? '§§' : '§'}`].filter(Boolean).join(' ')
  return `${parts}${parts && ' '}${say(statutes[statute]!, language)} (${sfs})`
}

/** What a rule means that a decision of the day cites: "11 kap. 1 § socialtjänstlagen (2025:400)", without its number, or "11 kap. 1 § SoL". */
export function meaningOf(law: LegalReferences, citation: string, on: string): string | undefined {
  const said = plainly(citation)
  return law.references.find((row) => {
    if (!row.means || row.validFrom > on || (row.validTo && on > row.validTo)) return false
    const full = cite(law, row, 'sv')
    const short = full.replace(` (${row.sfs})`, '')
    return [full, short, short.replace(say(law.statutes[row.statute]!, 'sv'), row.statute)].some((one) => plainly(one) === said)
  })?.means
}
const plainly = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim()
