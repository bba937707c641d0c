import { z } from 'zod'
import { addDays, type Day, nextWorkingDay, RowDay } from '#kernel/values/day'
import { beginning } from '#kernel/values/field'
import { Worded } from '#modules/directory'
import { Answers, Definition } from './form/model.ts'

export const Kind = z.enum(['request', 'message', 'call'])
export type Kind = z.infer<typeof Kind>
export const State = z.enum(['received', 'assigned', 'answered', 'closed'])
export type State = z.infer<typeof State>

/** The last day to answer what came on a day: so many days later, past weekends, holidays and the three eves to the next working day. */
export const promisedOn = (came: Day, days: number): Day => nextWorkingDay(addDays(came, days))

/** The same for what is sent on a day, with that day: as sending takes it. */
export const promiseFrom = (day: Day, days: number): { day: Day; promised: Day } => ({ day, promised: promisedOn(day, days) })

/** The most letters of a message, and of its heading. */
export const mostLetters = 10_000
export const mostTitle = 100

/** Words in Swedish and perhaps English, as a unit has written them. */
export const Told = z.object({ sv: z.string().optional(), en: z.string().optional() })

/** A thread as its person sees it in the list. `readTo`: how far they have read; `lastStaffN`: the number of our last message. */
export const Thread = z.object({
  id: z.uuid(),
  kind: Kind,
  title: z.string(),
  form: Told.nullable(),
  state: State,
  zone: z.enum(['A', 'B']),
  unitId: z.uuid(),
  unit: Worded,
  handler: z.string().nullable(),
  handlerTitle: Worded.nullable(),
  shelfId: z.uuid().nullable(),
  openedAt: z.date(),
  lastAt: z.date(),
  promisedOn: RowDay,
  answeredAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  lastN: z.int(),
  lastStaffN: z.int(),
  readTo: z.int(),
})
export type Thread = z.infer<typeof Thread>

/** Whether there is something of ours that its person has not read. */
export const isUnread = ({ lastStaffN, readTo }: Pick<Thread, 'lastStaffN' | 'readTo'>): boolean => lastStaffN > readTo
/** Whether its person waits for us. */
export const waitsForUs = ({ state }: Pick<Thread, 'state'>): boolean => state === 'received' || state === 'assigned'

/** Whether a message belongs to the record. */
export const belongings = ['undecided', 'yes', 'no'] as const
export type Belongs = (typeof belongings)[number]

export const Message = z.object({
  n: z.int(),
  id: z.uuid(),
  whose: z.enum(['person', 'staff']),
  signed: z.string(),
  title: Worded,
  body: z.string(),
  answers: Answers.nullable(),
  at: z.date(),
  belongs: z.enum(belongings),
})
export type Message = z.infer<typeof Message>

export const File = z.object({ n: z.int(), id: z.uuid(), field: z.string(), name: z.string(), type: z.string(), size: z.int() })
export type File = z.infer<typeof File>
export const FileBytes = z.object({ name: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) })

export const Step = z.object({
  n: z.int(),
  at: z.date(),
  what: z.enum(['received', 'assigned', 'returned', 'handed', 'wrote', 'answered', 'called', 'rang', 'closed']),
  to: z.string().nullable(),
  toUnit: Worded.nullable(),
})
export type Step = z.infer<typeof Step>

/** What a thread or a message is about in a case, when its reader may see the case now. */
/** `called`: what such cases are called here, when the source has no name of its own for it. */
export const AboutCase = z.object({
  shelfId: z.uuid(),
  field: z.string(),
  title: z.string().nullable(),
  called: Told.nullable(),
  aboutName: z.string().nullable(),
})
export type AboutCase = z.infer<typeof AboutCase>
export const AboutEntry = z.object({ copyId: z.uuid(), shelfId: z.uuid(), title: z.string().nullable(), at: z.date() })
export type AboutEntry = z.infer<typeof AboutEntry>

/** What can be asked for, as offered now. `open`: somebody receives at the unit. */
export const Offered = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unit: Worded,
  fields: z.array(z.string()),
  answerDays: z.int(),
  zone: z.enum(['A', 'B']),
  version: z.int(),
  name: Told,
  need: z.object({ sv: z.array(z.string()).optional(), en: z.array(z.string()).optional() }),
  forWhom: Told,
  open: z.boolean(),
})
export type Offered = z.infer<typeof Offered>
export const OfferedForm = Offered.extend({ definition: Definition })
export type OfferedForm = z.infer<typeof OfferedForm>

const Uuid = z.uuid()
const target = { shelf: Uuid.optional(), copy: Uuid.optional(), unit: Uuid.optional(), follows: Uuid.optional() }
/** What is kept of something begun, as it was typed. */
export const Body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), version: z.int(), typed: z.record(z.string(), z.array(z.string())) }),
  z.object({ kind: z.literal('message'), ...target, title: z.string(), text: z.string() }),
  z.object({ kind: z.literal('call'), ...target, phone: z.string(), when: z.array(z.string()), text: z.string() }),
  z.object({ kind: z.literal('reply'), text: z.string() }),
])
export type Body = z.infer<typeof Body>
export const Draft = z.object({
  id: Uuid,
  typeId: Uuid.nullable(),
  threadId: Uuid.nullable(),
  body: Body,
  savedAt: z.date(),
  form: Told.nullable(),
})
export type Draft = z.infer<typeof Draft>

/** Everything that has been written in a draft. */
export const draftWords = (body: Body): string[] =>
  body.kind === 'request' ? Object.values(body.typed).flat() : [body.text, ...(body.kind === 'message' ? [body.title] : [])]

/** Times somebody can be phoned. */
export const callTimes = ['morning', 'noon', 'afternoon'] as const
/** What a wish to be phoned holds, as its form's answers. */
export const CallWish = z.object({ phone: z.string(), when: z.array(z.enum(callTimes)).default([]) })
export type CallWish = z.infer<typeof CallWish>

/** What a message is called when its writer has not said: how it begins. */
export const titleOf = (title: string, text: string): string => {
  if (title) return title
  const line = text.split('\n', 1)[0]!
  return line.length <= 60 ? line : `${beginning(line, 60).replace(/\s+\S*$/, '')} …`
}
