import type { Day } from '#kernel/values/day'
import type { Turn, Words } from '../templates/model.ts'
import type { Author, Card, Event, EventKind, PlainBeside, RemarkKind } from './model.ts'

/** What a person has written beside an item, and what staff answered. Nobody else changes it. */
export type Own = {
  id: string
  at: string
  kind: RemarkKind
  text: string
  answer?: { at: string; text: string; by?: Author | undefined } | undefined
}

/** One wording of an item as it was handed over: a row of the person's shelf. `id` is the copy's own random id. */
export type Handed = {
  id: string
  event: Event
  handedAt: string
  openedAt?: string | undefined
  /** The handed copy of the event's document, when that was handed over too. The source's reference never leaves the fold. */
  documentId?: string | undefined
  /** The same in plainer words, written beside by somebody at the unit (PLAIN-05). */
  plain?: PlainBeside | undefined
  /** Registered by mistake at the source: keeps its place, counts for nothing. */
  annulled?: { at: string; reason?: string | undefined } | undefined
  own?: readonly Own[] | undefined
}

/** An item as it stands now, with its older wordings, oldest first. `openedAt` is when the person first opened any of them. Made by `gather`. */
export type Shown = Handed & { earlier: readonly Event[]; firstHandedAt?: string | undefined }

/** Why the words of an item lie under a cover: it is marked as hard to read, or its reader has chosen so (REL-03, CASE-08). */
export type Under = { kind: EventKind; why: 'sensitive' | 'later' | 'together' | 'closing' | 'not-here' }
/**
 * An item that is not shown, but said to be there. `text` is what the reader is told, `by` whom when it is their own words; `under` when its reader can lift the cover, and
 * `together` when it is shown once it has been read together.
 */
export type Withheld = {
  id: string
  at: string
  text: string
  by?: string | undefined
  under?: Under | undefined
  together?: boolean | undefined
}

type DetailOf<Kind extends EventKind> = Omit<Extract<Event, { kind: Kind }>['detail'], 'document'>

type Said<Kind extends EventKind> = {
  type: 'event'
  id: string
  day: Day
  at: string
  kind: Kind
  detail: DetailOf<Kind>
  voice: Voice
  author?: Author | undefined
  /** What is told where passages are masked. */
  masked?: string | undefined
  /** The shown item this one speaks about. Absent when it speaks about something that is not shown. */
  about?: { id: string; kind: EventKind; title: string } | undefined
  /** A time that was moved since: to when. */
  movedTo?: string | undefined
  /** The step of the template, when the event names one. */
  step?: Words | undefined
  /** The day the wording was corrected, and the older wordings, oldest first. */
  correctedOn?: Day | undefined
  before: { day: Day; detail: DetailOf<Kind>; author?: Author | undefined }[]
  documentId?: string | undefined
  plain?: PlainBeside | undefined
  opened: boolean
  own: Own[]
}

export type Voice = 'you' | 'we' | 'both'

/** One event on the time line. */
export type EventEntry = { [Kind in EventKind]: Said<Kind> }[EventKind]
export type EntryOf<Kind extends EventKind> = Extract<EventEntry, { kind: Kind }>

/** A planned meeting or date that has not been yet. */
export type ComingEntry = { type: 'coming'; id: string; day: Day; voice: 'both'; followUp: FollowUp }
/** Several measures that began, or ended, on the same day: one line. */
export type MeasuresEntry = { type: 'measures'; id: string; day: Day; voice: 'we'; change: 'started' | 'ended'; entries: EventEntry[] }
/** A stretch where the support went on and little else happened. `from` and `to` are the first days of its months; `now` lasts until today. */
export type QuietEntry = {
  type: 'quiet'
  id: string
  day: Day
  voice: 'we'
  from: Day
  to: Day
  now: boolean
  /** Titles of the measures that went on all through it. */
  measures: string[]
  /** Meetings without more to read, counted here and opened on demand. */
  meetings: EventEntry[]
  /** The one met at all the meetings, when it was one. */
  met?: string | undefined
  next?: { title: string; on: Day } | undefined
}
/** Many small events, folded: "Visa 11 händelser". */
export type GroupEntry = { type: 'group'; id: string; day: Day; voice: 'we'; from: Day; to: Day; entries: EventEntry[] }
/** Registered by mistake at the source, and no longer said here: it may have been about somebody else. */
export type AnnulledEntry = { type: 'annulled'; id: string; day: Day; voice: 'we'; kind: EventKind; on: Day; reason?: string | undefined }
export type WithheldEntry = { type: 'withheld'; id: string; day: Day; voice: 'we' } & Pick<Withheld, 'text' | 'under' | 'together'>
export type Entry = EventEntry | ComingEntry | MeasuresEntry | QuietEntry | GroupEntry | AnnulledEntry | WithheldEntry

/** A year's entries, newest first. `id` is an address on the page, alone in the view. */
export type YearBlock = { year: number; id: string; entries: Entry[] }
/** A phase, newest first. No `to` means it goes on. */
export type Phase = { key: string; title: Words; from: Day; to?: Day | undefined; years: YearBlock[] }

/** `on`: the day a done step was left, or since when the current one. `last`: the latest day the step came up again. */
export type StepView = { key: string; title: Words; means: Words; usualTime?: Words | undefined } & (
  | { state: 'done'; on: Day; last?: Day | undefined }
  | { state: 'current'; on: Day }
  | { state: 'coming' }
)

export type Request = {
  id: string
  day: Day
  what: { title: string; text?: string | undefined }[]
  text?: string | undefined
  dueBy: Day
  /** `late`: the day has passed and it still counts. `lapsed`: the case closed before an answer was needed. */
  state: 'open' | 'late' | 'fulfilled' | 'withdrawn' | 'lapsed'
  endedOn?: Day | undefined
  /** The person has answered here, and we have not answered them since. */
  answeredOn?: Day | undefined
  documentId?: string | undefined
}

type Results = DetailOf<'decision'>['results']
export type Answer = Results[number]['answer']
/** How a decision read before it was corrected. */
export type OldWording = { title: string; results: Results; reasons?: string | undefined; until: Day; whatWasWrong?: string | undefined }
/**
 * `none`: cannot be appealed. `not-started`: the three weeks begin the day it is opened. `running`: until `lastDay`, counted from `from`, when
 * it was opened here (`opened`) or got in another way. `over`: `lastDay` has
 * passed; an appeal is still taken in (FL 45 §). `elsewhere`: it was old when it came here, so the person got it in another way on a day not known here.
 */
export type Appeal =
  | { state: 'none' | 'not-started' | 'elsewhere' }
  | { state: 'running' | 'over'; from: Day; opened: boolean; lastDay: Day }
export type DecisionView = {
  /** The first copy's id, kept through corrections. `currentId` is the copy that now counts. */
  id: string
  currentId: string
  day: Day
  title: string
  answer: Answer
  results: Results
  reasons?: string | undefined
  rules: DetailOf<'decision'>['rules']
  /** Absent when unknown, or left out by FL 33 § (`namesHidden`). */
  decidedBy?: Author | undefined
  investigatedBy?: Author | undefined
  namesHidden: boolean
  appeal: Appeal
  opened: boolean
  /** Handed over here while it was new, so that it is worth asking the person to read it. */
  news: boolean
  documentId?: string | undefined
  masked?: string | undefined
  plain?: PlainBeside | undefined
  correctedOn?: Day | undefined
  before: OldWording[]
}

export type Measure = {
  id: string
  title: string
  text?: string | undefined
  provider?: string | undefined
  state: 'coming' | 'ongoing' | 'ended'
  from: Day
  /** The day it ended or will end. */
  to?: Day | undefined
  /** Since when it is as it is now, when it was changed after it had begun. */
  changedOn?: Day | undefined
  /** What it was called before it was changed, oldest first. */
  was: { title: string; until: Day }[]
}
export type Payment = DetailOf<'payment'> & { id: string; day: Day }
export type Condition = DetailOf<'condition'> & { id: string; day: Day; late: boolean }
export type FollowUp = {
  id: string
  plannedOn: Day
  title: string
  on: Day
  /** With a time of day, when one is set. */ at?: string | undefined
  place?: string | undefined
  with: Author[]
}
export type DocumentRow = {
  id: string
  kind: EventKind
  day: Day
  title: string
  from?: string | undefined
  fromPerson?: boolean | undefined
  documentId?: string | undefined
}

/** What someone is to do, or what happens. The words are made by `turnText`. */
export type What =
  | { kind: 'request'; id: string; title: string; late: boolean; more: number; answeredOn?: Day | undefined }
  | { kind: 'decision'; id: string; title: string; appeal: Appeal }
  | { kind: 'may-appeal'; id: string; title: string }
  | { kind: 'follow-up'; id: string; title: string; at?: string | undefined; place?: string | undefined }
  | { kind: 'delay'; reason: string }
  /** To read and answer before we decide (FL 25 §), and our answer to who has asked to be decided about (12 §): ids of duties. */
  | { kind: 'communication' | 'decide'; id: string }
  /** What they have answered, or not within its time, before we decide; and that they asked to read the file: ids of duties. */
  | { kind: 'duty'; of: 'heard' | 'unheard' | 'file'; id: string }
  /** An appeal that the unit looks at; `about` is the decision's copy. */
  | { kind: 'appeal'; id: string; about?: string | undefined }
  | { kind: 'step'; title: Words; text: Words; usualTime?: Words | undefined }
  | { kind: 'after-step'; text: Words }
  | { kind: 'not-shown'; text?: string | undefined }
  | { kind: 'nothing-yet' }
/** Whose turn it is; a `choice` is the reader's own, and nobody waits for it. */
export type TurnView = { turn: Turn | 'choice'; what: What; by?: Day | undefined }

/** The named human: away with nobody in their place, or somebody in the place of one who is away (or has left, when `away` is false). */
export type Officer = Card & {
  away?: { until?: Day | undefined } | undefined
  insteadOf?: { name: string; away: boolean; until?: Day | undefined } | undefined
}

/** A matter as its person sees it: made of what was handed over and nothing else, JSON-plain (an absent value is undefined). */
export type View = {
  status: 'open' | 'closed' | 'not-shown'
  openedOn?: Day | undefined
  closedOn?: Day | undefined
  unit?: string | undefined
  officer?: Officer | undefined
  track: 'ordinary' | 'refused'
  steps: StepView[]
  /** Everything that waits, for anybody, the first to be told first. */
  turns: TurnView[]
  now: TurnView
  /** What comes after that. */
  next?: TurnView | undefined
  /** All lists are newest first but the follow-ups, which stand with the nearest first. */
  requests: Request[]
  decisions: DecisionView[]
  measures: Measure[]
  payments: Payment[]
  conditions: Condition[]
  /** Those that have not been yet. */
  followUps: FollowUp[]
  documents: DocumentRow[]
  investigation?:
    | { openedOn?: Day | undefined; dueBy?: Day | undefined; extended: boolean; closedOn?: Day | undefined; late: boolean }
    | undefined
  /** The latest notice that it takes longer, until a decision or the end has come (FL 11 §). */
  delay?: { id: string; day: Day; reason: string; newDate?: Day | undefined } | undefined
  timeline: Phase[]
  /** The years there is something in, newest first, with the place on the page to jump to. */
  years: { year: number; id: string }[]
}
