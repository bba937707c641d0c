import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { Away, Worded } from '#modules/directory'
import { answerTo, Definition } from '../../form/model.ts'
import { CallWish, File, Message as SentMessage } from '../../model.ts'
import { filled, kinds, states } from '../model.ts'

/** A thread as whoever answers it has it. `revision` moves with all that would make an answer another answer. */
export const Thread = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  name: Worded.nullable(),
  title: z.string(),
  person: z.string(),
  state: z.enum(states),
  handlerId: z.uuid().nullable(),
  handler: z.string().nullable(),
  mine: z.boolean(),
  hands: z.boolean(),
  openedAt: z.date(),
  answerDays: z.number(),
  promisedOn: RowDay,
  answeredAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  matterId: z.uuid().nullable(),
  follows: z.uuid().nullable(),
  readMarks: z.boolean(),
  readTo: z.number(),
  lastN: z.number(),
  revision: z.number(),
  twice: z.boolean(),
  named: z.boolean(),
  definition: z.unknown(),
})
export type Thread = z.infer<typeof Thread>

/** Words of either side, in their order. `returned`: how far they have come on their way to where the case is kept. */
export const Message = SentMessage.extend({
  second: z.string().nullable(),
  decidedBy: z.string().nullable(),
  returned: z.enum(['waiting', 'sent', 'received']).nullable(),
  /** That is the record kept here, and no other system. */
  returnedHere: z.boolean(),
  returnedTo: z.string().nullable(),
})
export type Message = z.infer<typeof Message>

export const Step = z.object({
  at: z.date(),
  what: z.enum([
    'received',
    'assigned',
    'stood-in',
    'returned',
    'handed',
    'wrote',
    'answered',
    'called',
    'rang',
    'closed',
    'ready',
    'not-ready',
    'took-back',
    'dropped',
    'bound',
    'belongs',
  ]),
  by: z.string().nullable(),
  to: z.string().nullable(),
  toUnit: Worded.nullable(),
})
export type Step = z.infer<typeof Step>

export const Note = z.object({ id: z.uuid(), by: z.string(), text: z.string(), at: z.date() })
export type Note = z.infer<typeof Note>
export const Opening = z.object({ by: z.string(), at: z.date() })
export type Opening = z.infer<typeof Opening>

/** The one answer that is being written. `ready`: its writer has let it go to be read by somebody else. `returnedBy`: who of them last gave it back. */
export const Draft = z.object({
  body: z.string(),
  version: z.number(),
  by: z.string(),
  own: z.boolean(),
  savedAt: z.date(),
  readyAt: z.date().nullable(),
  sign: z.enum(['self', 'unit']).nullable(),
  returnedBy: z.string().nullable(),
  returnedWhy: z.string().nullable(),
})
export type Draft = z.infer<typeof Draft>
export const DraftFile = File.pick({ id: true, name: true, type: true, size: true })
export type DraftFile = z.infer<typeof DraftFile>

export const Colleague = z.object({ id: z.uuid(), name: z.string(), title: Worded, held: z.number(), ...Away })
export type Colleague = z.infer<typeof Colleague>
export const Case = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  field: z.string(),
  native: z.boolean(),
})
export type Case = z.infer<typeof Case>
export const Template = z.object({ id: z.uuid(), owner: z.enum(['staff', 'unit', 'municipality']), title: z.string(), body: z.string() })
export type Template = z.infer<typeof Template>

/** Who sits at the desk, as an answer is signed. */
export const Signer = z.object({ name: z.string(), title: Worded, unit: Worded, phone: z.string().nullable(), unitPhone: z.string() })
export type Signer = z.infer<typeof Signer>

export type Held = {
  thread: Thread
  /** When whoever wrote was born, as the only way a number is shown says it. */
  numbers: string[]
  /** Somebody who writes has protected personal data. */
  protects: boolean
  messages: Message[]
  files: File[]
  steps: Step[]
  notes: Note[]
  openings: Opening[]
  draft: Draft | undefined
  draftFiles: DraftFile[]
  colleagues: Colleague[]
  cases: Case[]
  templates: Template[]
  signer: Signer
}

/** The number on which its person can be called: in a wish to be phoned, or in a form. */
export function numberToCall({ thread, messages }: Pick<Held, 'thread' | 'messages'>): string | undefined {
  const answers = messages.find(({ whose }) => whose === 'person')?.answers
  if (!answers) return undefined
  if (thread.kind === 'call') return CallWish.safeParse(answers).data?.phone
  const asked = Definition.safeParse(thread.definition).data?.fields ?? []
  return asked.filter(({ kind }) => kind === 'phone').flatMap(({ id }) => answerTo(answers, id))[0]
}

/** What a template's gaps are filled in with by themselves. The names are what staff write in a template. */
export const knownGaps = ({ thread, signer }: Pick<Held, 'thread' | 'signer'>): Record<string, string> => ({
  namn: thread.person,
  'mitt namn': signer.name,
  enhet: signer.unit.sv ?? '',
  telefon: signer.phone ?? signer.unitPhone,
})

/** What a form says of its gaps: the name of each and what was written for it. */
export const gapsFrom = (form: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([field, name]) => {
      const [, n] = /^luckan-(\d{1,3})$/.exec(field) ?? []
      return n ? [[name, form[`lucka-${n}`] ?? '']] : []
    }),
  )

/** The text of an answer with what was written for its gaps put in. */
export const withGaps = (text: string, form: Readonly<Record<string, string>>): string => filled(text, gapsFrom(form))

/** Whose answer has just gone. `ready`: to be read by a colleague first. */
export const Went = z.object({ person: z.string(), ready: z.boolean() })
export type Went = z.infer<typeof Went>

/** Where somebody is in an answering session: the place of what lies open, how many are answered, how many passed over. */
export type Pass = { at: string; answered: number; skipped: number; all: boolean }
export const passText = ({ at, answered, skipped, all }: Pass) => `${at}~${answered}~${skipped}${all ? '~alla' : ''}`
export function passFrom(text: string | undefined): Pass | undefined {
  const [, at, answered, skipped, all] = /^([0-9a-f.-]{0,80})~(\d{1,4})~(\d{1,4})(~alla)?$/.exec(text ?? '') ?? []
  return at === undefined ? undefined : { at, answered: Number(answered), skipped: Number(skipped), all: all !== undefined }
}
