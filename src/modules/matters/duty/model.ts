import { z } from 'zod'
import { addDays, addMonths, type Day, deadline, isDay, RowDay } from '#kernel/values/day'
import { Event } from '../events/model.ts'
import type { TurnView } from '../events/view.ts'

/**
 * What the law sets a day for beside the case: that somebody may read and answer before a decision (`communication`, FL 25 §), asks that their
 * case be decided (`decide`, 12 §) or to read their file (`file`, 10 §), or appeals (`appeal`, 43–46 §§).
 */
export const Kind = z.enum(['communication', 'decide', 'file', 'appeal'])
export type Kind = z.infer<typeof Kind>
/** What can be asked for, by the person or on paper. */
export const Asked = z.enum(['decide', 'file', 'appeal'])
export type Asked = z.infer<typeof Asked>

export const Via = z.enum(['here', 'letter', 'handed', 'phone', 'visit', 'other'])
export type Via = z.infer<typeof Via>
/** Ways a communication can go, and ways something can come in but for here. */
export const waysOut = ['here', 'letter', 'handed', 'other'] as const satisfies readonly Via[]
export const waysIn = ['letter', 'visit', 'phone', 'other'] as const satisfies readonly Via[]

export const Outcome = z.enum(['decided', 'refused', 'full', 'partial', 'sent', 'rejected', 'withdrawn'])
export type Outcome = z.infer<typeof Outcome>
/** Outcomes that are a written decision with reasons, which can be appealed. */
export const isRefusal = (outcome: Outcome | null): outcome is 'refused' | 'partial' | 'rejected' =>
  outcome === 'refused' || outcome === 'partial' || outcome === 'rejected'

export const parts = ['whole', 'period', 'some'] as const
export const manners = ['here', 'paper', 'visit', 'help'] as const
/** How late an appeal was when it came, by the day the person got the decision (FL 44 §): nothing is known when they got it in another way, or not yet. */
export const lateness = ['in-time', 'late', 'unknown'] as const

/** By kind. `application`: the day the application came in that is to be decided. `title`: what the decision is called that is appealed. */
export const Detail = z.object({
  application: RowDay.optional(),
  what: z.enum(parts).optional(),
  from: RowDay.optional(),
  to: RowDay.optional(),
  how: z.enum(manners).optional(),
  why: z.string().optional(),
  title: z.string().optional(),
  decidedOn: RowDay.optional(),
  got: RowDay.optional(),
  until: RowDay.optional(),
  lateness: z.enum(lateness).optional(),
})
export type Detail = z.infer<typeof Detail>

/** A duty as its person sees it. `answered`: how many times they have answered; `late`: the last answer came after the day. */
export const Duty = z.object({
  id: z.uuid(),
  kind: Kind,
  shelfId: z.uuid().nullable(),
  aboutCopy: z.uuid().nullable(),
  via: Via,
  text: z.string(),
  detail: Detail,
  cameOn: RowDay,
  lastDay: RowDay.nullable(),
  at: z.date(),
  openedAt: z.date().nullable(),
  outcome: Outcome.nullable(),
  endedAt: z.date().nullable(),
  answers: z.int(),
})
export type Duty = z.infer<typeof Duty>

export const stepKinds = [
  'answered',
  'added',
  'withdrawn',
  'read',
  'extended',
  'refused',
  'partial',
  'full',
  'in-time',
  'late-informed',
  'rejected',
  'changed',
  'kept',
  'sent',
] as const

/** What a written decision must say (FL 31–33 §§): who decided, by which rules; the reasons are the step's text. `how`: the way something went. */
const StepDetail = z.object({
  why: z.string().optional(),
  decidedBy: z.string().optional(),
  rules: z.array(z.string()).optional(),
  how: z.string().optional(),
  to: z.string().optional(),
  until: RowDay.optional(),
  via: Via.optional(),
})

export const Step = z.object({
  n: z.int(),
  at: z.date(),
  whose: z.enum(['person', 'staff']),
  kind: z.enum(stepKinds),
  text: z.string(),
  detail: StepDetail,
  cameOn: RowDay,
  late: z.boolean(),
})
export type Step = z.infer<typeof Step>

/** Something that was given to read, as it was that moment. `hash` is SHA-256 in hex over its words and its file. */
export const Paper = z.object({
  n: z.int(),
  event: Event,
  title: z.string().nullable(),
  type: z.enum(['application/pdf', 'image/jpeg', 'image/png', 'text/html']).nullable(),
  size: z.int(),
  hash: z.string(),
  sensitive: z.boolean(),
})
export type Paper = z.infer<typeof Paper>
export const PaperFile = z.object({ title: z.string(), type: z.string(), bytes: z.instanceof(Uint8Array) })

/** The unit's own days; the law says only "promptly". What no manager has set. */
export const usualAlarms = { fileDays: 3, appealDays: 7 } as const
export const Alarms = z.object({ fileDays: z.int(), appealDays: z.int() })
export type Alarms = z.infer<typeof Alarms>

/** How many days somebody has to read and answer when nothing else is said. */
export const usualAnswerDays = 14

/** The day something that came in on a day is late (lag 1930:173 where the law sets it). */
export function lastDayOf(kind: Asked, cameOn: Day, alarms: Alarms): Day {
  switch (kind) {
    case 'decide':
      return deadline(cameOn, { weeks: 4 })
    case 'file':
      return deadline(cameOn, { days: alarms.fileDays })
    case 'appeal':
      return deadline(cameOn, { days: alarms.appealDays })
  }
}

/** From which day somebody may ask that their case be decided (FL 12 §): six months after their own application came in. */
export const mayAskFrom = (application: Day): Day => addMonths(application, 6)

/** Whether a communication still asks for an answer: it may be read here or has come in another way, nobody has answered, and its day has not passed. */
export const asksForAnswer = ({ kind, outcome, answers, lastDay }: Duty, today: Day): boolean =>
  kind === 'communication' && outcome === null && answers === 0 && lastDay !== null && today <= lastDay

/** What of these waits, for whose turn it is: to read and answer and then that we decide, that we look at an appeal, and that we answer what was asked for. */
export const turnsOf = (duties: readonly Duty[], today: Day): TurnView[] =>
  duties.flatMap((duty): TurnView[] => {
    const { id, kind, outcome, answers, lastDay, aboutCopy } = duty
    if (asksForAnswer(duty, today)) return [{ turn: 'you', what: { kind: 'communication', id }, by: lastDay! }]
    if (kind === 'communication' && outcome === null)
      return [{ turn: 'we', what: { kind: 'duty', of: answers > 0 ? 'heard' : 'unheard', id } }]
    if (kind === 'file' && outcome === null) return [{ turn: 'we', what: { kind: 'duty', of: 'file', id } }]
    if (kind === 'appeal' && outcome === null) return [{ turn: 'we', what: { kind: 'appeal', id, about: aboutCopy ?? undefined } }]
    return kind === 'decide' && outcome === null ? [{ turn: 'we', what: { kind: 'decide', id }, by: lastDay! }] : []
  })

/** An appeal by when the decision was got: three weeks, moved past days off (FL 44 §). */
export const latenessOf = (until: Day | undefined, cameOn: Day): (typeof lateness)[number] =>
  until === undefined ? 'unknown' : cameOn <= until ? 'in-time' : 'late'

/** A day somebody might name as the last to answer: from tomorrow on, within a year. */
export const isAnswerDay = (day: string, today: Day): day is Day => isDay(day) && day > today && day <= addDays(today, 366)

export const mostLetters = 10_000
/** The number of a paper in an address; 0 when it is none. */
export const paperNumber = (text: string | undefined): number => (/^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : 0)

/** The law each of these rests on, as keys of db/reference/legal-references.json. */
export const lawsOf: Record<Kind, readonly string[]> = {
  communication: ['FL-2017-900-25', 'FL-2017-900-10'],
  decide: ['FL-2017-900-12', 'LBT-1930-173-2'],
  file: ['FL-2017-900-10', 'OSL-2009-400-10-3', 'OSL-2009-400-6-2-3', 'OSL-2009-400-6-7'],
  appeal: ['FL-2017-900-43', 'FL-2017-900-44', 'FL-2017-900-45', 'FL-2017-900-46'],
}
/** The rules that a refusal most often rests on: what its form starts from. */
export const refusalLaws: Record<Asked, readonly string[]> = {
  decide: ['FL-2017-900-12'],
  file: ['FL-2017-900-10', 'OSL-2009-400-10-3'],
  appeal: ['FL-2017-900-45'],
}
