import type { z } from 'zod'
import { addDays, addMonths, type Day, day } from '#kernel/values/day'
import { kronor } from '#kernel/values/money'
import type { FeedInput, Field } from '../../feed/model.ts'
import {
  EcDecision,
  FcActualisation,
  FcDecision,
  FcDocument,
  FcExecution,
  FcInvestigation,
  FcPayment,
  FcService,
  type ListPart,
  type Settings,
  type Why,
} from './model.ts'

export type Word = { code?: number | undefined; text?: string | undefined }
export type EventInput = Extract<FeedInput, { type: 'event' }>['event']
/** An event without what its record gives it: reference and time come from `suffix` and `on`. */
export type Draft = { suffix?: string; on: Day; about?: string; author?: { name: string } } & EventInput extends infer E
  ? E extends { kind: infer Kind; detail: infer Detail }
    ? { kind: Kind; detail: Detail; suffix?: string; on: Day; about?: string; author?: { name: string } }
    : never
  : never

/** What one vendor record says, before it is known which matter it belongs to. */
export type Told = {
  id: string
  on: Day | undefined
  organization?: string | undefined
  words: Word[]
  /** Records it hangs on; more than one part where the vendor has one id for two kinds. */
  links: { parts: ListPart[]; id: string }[]
  /** Personal numbers of those it is about; when any is given, one must be the person asked for. */
  about: (string | undefined)[]
  /** True when the record may open a matter of its own; else it only chooses among the person's matters. */
  opens: boolean
  officer?: string | undefined
  drafts: Draft[]
  why?: Why
  gone?: boolean
  document?: { title: string; owner: string | undefined }
}
type Asking = { settings: Settings; today: Day; same: (number: string | undefined) => boolean }

type Tidy<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}
/** Without the keys that have no value, so that what is missing is missing. */
export const tidy = <T extends object>(from: T): Tidy<T> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys taken away are exactly those the type makes optional
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as Tidy<T>

const link = (id: string | undefined, ...parts: ListPart[]) => (id ? [{ parts, id }] : [])
const by = (name: string | undefined) => (name ? { author: { name } } : {})
const read =
  <T extends z.ZodType>(shape: T, tell: (record: z.output<T>, asking: Asking) => Told) =>
  (record: unknown, asking: Asking): Told | z.ZodError => {
    const parsed = shape.safeParse(record)
    return parsed.success ? tell(parsed.data, asking) : parsed.error
  }

/** How a record of each list is told. Pure: what the day is comes in, and the same record always tells the same. */
export const tellers: Record<ListPart, (record: unknown, asking: Asking) => Told | z.ZodError> = {
  'fc-actualisations': read(FcActualisation, (r) => ({
    id: r.Id,
    on: r.Date,
    organization: r.Organization,
    words: [{ text: r.Type }],
    links: [...link(r.InvestigationId, 'fc-investigations'), ...link(r.ServiceId, 'fc-services'), ...link(r.DecisionId, 'fc-decisions')],
    about: [r.PersonId],
    opens: true,
    drafts: r.Date ? [{ kind: 'received', on: r.Date, detail: tidy({ what: receivedAs(r.Type), title: r.Type }) }] : [],
  })),

  'fc-investigations': read(FcInvestigation, (r, { today }) => ({
    id: r.Id,
    on: r.FromDate,
    organization: r.Organization,
    words: [{ text: r.DossierType }, { text: r.Type }],
    links: [],
    about: r.InvestigationPersonDTOs.map((person) => person.PersonId),
    opens: true,
    officer: r.Caseworker,
    drafts: [
      ...(r.FromDate && r.FromDate <= today
        ? [{ kind: 'investigation-opened' as const, suffix: 'opened', on: r.FromDate, ...by(r.Caseworker), detail: {} }]
        : []),
      ...(r.ToDate && r.ToDate <= today
        ? [{ kind: 'investigation-closed' as const, suffix: 'closed', on: r.ToDate, ...by(r.Caseworker), detail: {} }]
        : []),
    ],
  })),

  'fc-executions': read(FcExecution, (r, { today }) => ({
    id: r.Id,
    on: r.FromDate,
    organization: r.Organization,
    words: [{ text: r.DossierType }, { text: r.Type }],
    links: [],
    about: [],
    opens: true,
    drafts: measure(r.Type, r.FromDate, r.ToDate, r.Caseworker, today),
  })),

  'fc-services': read(FcService, (r, { today }) => ({
    id: r.Id,
    on: r.StartDate,
    organization: r.Organization,
    words: [{ text: r.Type }],
    links: [...link(r.InvestigationId, 'fc-investigations'), ...link(r.DecisionId, 'fc-decisions')],
    about: r.ServicePersonDTOs.map((person) => person.PersonId),
    opens: true,
    officer: r.Caseworker,
    drafts: measure(r.Type, r.StartDate, r.EndDate, r.Caseworker, today),
  })),

  'fc-decisions': read(FcDecision, (r, { settings, same }) => {
    const coApplicant = r.DecisionPersonDTOs.some((person) => person.IsCoApplicant && same(person.PersonId))
    const reason = coApplicant ? r.ReasonCoApplicant : r.Reason
    const on = r.Date ?? r.FromDate
    return {
      id: r.Id,
      on,
      organization: r.Organization,
      words: [{ text: r.Type }, { text: reason }],
      links: [...link(r.InvestigationExecutionId, 'fc-investigations', 'fc-executions'), ...link(r.ServiceId, 'fc-services')],
      about: r.DecisionPersonDTOs.map((person) => person.PersonId),
      opens: true,
      ...decided(settings, 'fc-decisions', {
        on,
        words: [{ text: r.Type }, { text: reason }],
        title: r.Type,
        reason,
        from: r.FromDate,
        to: r.ToDate,
        granted: (r.Amount ?? 0) > 0,
        note: r.Amount ? kronor(r.Amount) : undefined,
        decidedBy: r.DecisionMaker,
      }),
    }
  }),

  'fc-payments': read(FcPayment, (r, { today, same }) => {
    const amount = r.Amount === undefined ? undefined : ore(r.Amount)
    const own = r.PaymentPersonDTOs.filter((person) => same(person.PersonId)).map((person) => person.Name)
    const month = monthOf(r.ConcernedMonth)
    return {
      id: r.Id,
      on: r.PayDate,
      words: [],
      links: [...link(r.ServiceId, 'fc-services'), ...link(r.InvestigationExecutionId, 'fc-investigations', 'fc-executions')],
      about: r.PaymentPersonDTOs.map((person) => person.PersonId),
      opens: false,
      ...(amount === 'unreadable' ? { why: 'shape' as const } : {}),
      drafts:
        r.PayDate && amount !== 'unreadable'
          ? [
              {
                kind: 'payment' as const,
                on: r.PayDate,
                detail: tidy({
                  amount,
                  status: r.PayDate <= today ? ('paid' as const) : ('planned' as const),
                  paidOn: r.PayDate <= today ? r.PayDate : undefined,
                  dueOn: r.PayDate <= today ? undefined : r.PayDate,
                  ...month,
                  // Whose account it is stays behind; only that it was not the person's own is told.
                  toOther: r.Name !== undefined && own.length > 0 && !own.includes(r.Name),
                }),
              },
            ]
          : [],
    }
  }),

  'fc-documents': read(FcDocument, (r) => {
    const parts = ownerParts.find(([word]) => word.test(r.OwnerType ?? ''))?.[1]
    return {
      id: r.Id,
      on: r.Date,
      words: [{ text: r.DocumentType }],
      links: parts ? link(r.OwnerId, ...parts) : [],
      about: !parts && /^\d{8}-?\w{4}$/.test(r.OwnerId ?? '') ? [r.OwnerId] : [],
      opens: false,
      drafts: [],
      document: { title: r.Title ?? r.DocumentType ?? 'Handling', owner: parts ? r.OwnerId : undefined },
    }
  }),

  'ec-sol': read(EcDecision, (r, { settings }) => elderlyCare('ec-sol', r, settings)),
  'ec-lss': read(EcDecision, (r, { settings }) => elderlyCare('ec-lss', r, settings)),
}

function elderlyCare(part: 'ec-sol' | 'ec-lss', r: z.output<typeof EcDecision>, settings: Settings): Told {
  const words = [r.Type, r.ServiceCategory, r.Code, r.Reason].flatMap((word) => (word ? [{ code: word.Code, text: word.Text }] : []))
  const on = r.Date ?? r.FromDate
  const amounts = [
    r.Amount ? (r.AmountType?.Text ? `${number(r.Amount)} ${r.AmountType.Text}` : kronor(r.Amount)) : undefined,
    ...(
      [
        [r.Hour, r.HourType],
        [r.Visit, r.VisitType],
        [r.Day, r.DayType],
        [r.Quantity, r.QuantityType],
      ] as const
    ).map(([value, unit]) => (value && unit?.Text ? `${number(value)} ${unit.Text}` : undefined)),
  ].filter((text) => text !== undefined)
  const types = r.Caseworker?.Types ?? []
  const investigated = types.includes('Investigator') && !types.includes('DecisionMaker')
  return {
    id: r.Id,
    on,
    words,
    links: [],
    about: [r.PersonId],
    opens: true,
    gone: r.Deleted,
    ...decided(settings, part, {
      on,
      words,
      title: r.Type?.Text ?? r.Code?.Text,
      reason: r.Reason?.Text,
      from: r.FromDate,
      to: r.ToDate,
      granted: [r.Amount, r.Hour, r.Visit, r.Day, r.Quantity].some((value) => (value ?? 0) > 0),
      note: amounts.join(', ') || undefined,
      decidedBy: investigated ? undefined : r.Caseworker?.FullName,
      investigatedBy: investigated ? r.Caseworker?.FullName : undefined,
    }),
  }
}

type Decided = {
  on: Day | undefined
  words: Word[]
  title: string | undefined
  reason: string | undefined
  from: Day | undefined
  to: Day | undefined
  granted: boolean
  note: string | undefined
  decidedBy: string | undefined
  investigatedBy?: string | undefined
}

/** The three shapes of a decision brought to one (FL 31–33 §§). Whether it was a yes is never guessed. */
function decided(settings: Settings, part: ListPart, r: Decided): { drafts: Draft[]; why?: Why } {
  if (!r.on) return { drafts: [] }
  const answer = answerOf(settings, part, r.words, r.granted)
  if (!answer || !r.title) return { drafts: [], why: answer ? 'shape' : 'no-answer' }
  const detail = tidy({
    title: r.title,
    results: [tidy({ answer, what: r.title, note: r.note, from: r.from, to: r.to })],
    reasons: r.reason,
    decidedBy: r.decidedBy ? { name: r.decidedBy } : undefined,
    investigatedBy: r.investigatedBy ? { name: r.investigatedBy } : undefined,
  })
  return { drafts: [{ kind: 'decision', on: r.on, detail }] }
}

function measure(type: string | undefined, from: Day | undefined, to: Day | undefined, worker: string | undefined, today: Day): Draft[] {
  if (!from || from > today) return []
  const detail = tidy({ title: type ?? 'Insats', from, to })
  return [
    { kind: 'measure-started', suffix: 'started', on: from, ...by(worker), detail },
    // An end that lies ahead may be moved: it is told as the period, not as something that has happened.
    ...(to && to <= today ? [{ kind: 'measure-ended' as const, suffix: 'ended', on: to, detail: {} }] : []),
  ]
}

const ownerParts: [RegExp, ListPart[]][] = [
  [/^(investigation|utred)/i, ['fc-investigations']],
  [/^(execution|genomför|verkställ)/i, ['fc-executions']],
  [/^(service|insats)/i, ['fc-services']],
  [/^(decision|beslut)/i, ['fc-decisions']],
  [/^(actuali[sz]ation|aktualisering)/i, ['fc-actualisations']],
]

function receivedAs(type = ''): 'application' | 'report' | 'referral' | 'transfer' | 'other' {
  if (/ansök/i.test(type)) return 'application'
  if (/anmäl/i.test(type)) return 'report'
  if (/remiss|hänvis/i.test(type)) return 'referral'
  return /överflytt|överläm/i.test(type) ? 'transfer' : 'other'
}

const fieldWords: [RegExp, Field][] = [
  [/ekonomisk|försörjning/i, 'financial-assistance'],
  [/missbruk|beroende|\blvm\b/i, 'adult-addiction'],
  [/socialpsyk|boendestöd|psykisk/i, 'social-psychiatry'],
  [/\blss\b|funktions(hinder|nedsätt)|personlig assistans|ledsag/i, 'disability'],
  [/\bbarn|\bunga?\b|ungdom|familj|\blvu\b/i, 'child-and-family'],
  [/äldre|hemtjänst|särskilt boende/i, 'elderly-care'],
]
/** What the law of the list means when no word says more. */
const fieldOfList: Partial<Record<ListPart, Field>> = { 'ec-sol': 'elderly-care', 'ec-lss': 'disability' }

/** The field of work of a record: the table in the settings, then our own words, then the list itself. */
export function fieldOf(settings: Settings, part: ListPart, words: Word[]): Field | undefined {
  const listed = fromTable(settings.fields, part, words)?.field
  return listed ?? firstOf(fieldWords, words) ?? fieldOfList[part]
}

// The order carries meaning: "delvis bifall" is not a yes, "ej beviljad" is a no.
const answerWords: [RegExp, 'yes' | 'partly' | 'no' | 'dismissed' | 'unclear'][] = [
  [/delvis|delav?slag/i, 'partly'],
  [/avvis/i, 'dismissed'],
  [/avslag|avslå|\b(ej|inte|icke)\b.*bevilj/i, 'no'],
  [/återkrav|återkall|upphäv|upphör|opphör|avskriv|omprövning|jämkning|avgift/i, 'unclear'],
  [/bifall|bevilj/i, 'yes'],
]

function answerOf(settings: Settings, part: ListPart, words: Word[], granted: boolean) {
  const answer = fromTable(settings.answers, part, words)?.answer ?? firstOf(answerWords, words, true)
  return answer === 'unclear' ? undefined : (answer ?? (granted ? 'yes' : undefined))
}

function fromTable<R extends { part?: string | undefined; code?: number | undefined; text?: string | undefined }>(
  table: R[],
  part: ListPart,
  words: Word[],
) {
  return table.find(
    (row) =>
      (!row.part || row.part === part) &&
      words.some(
        (word) =>
          (row.code !== undefined && row.code === word.code) ||
          (row.text !== undefined && word.text !== undefined && same(row.text, word.text)),
      ),
  )
}

/** The first rule that fits, word by word; `byRule` lets an earlier rule win over an earlier word. */
function firstOf<T>(rules: [RegExp, T][], words: Word[], byRule = false): T | undefined {
  const texts = words.map((word) => word.text?.normalize('NFC') ?? '')
  if (byRule) return rules.find(([rule]) => texts.some((text) => rule.test(text)))?.[1]
  for (const text of texts) {
    const found = rules.find(([rule]) => rule.test(text))
    if (found) return found[1]
  }
  return undefined
}

/** Kronor as the vendor writes them to whole öre, exactly; a part of an öre is not money. */
export function ore(amount: number): number | 'unreadable' {
  const whole = Math.round(amount * 100)
  // Noise from a sum of floating numbers is far below this; a third decimal is far above.
  return Number.isSafeInteger(whole) && Math.abs(amount * 100 - whole) < 1e-4 ? whole : 'unreadable'
}

/** "2025-05" or "202505" as the first and last day of the month. */
function monthOf(text: string | undefined): { from?: Day; to?: Day } {
  const [, year, month] = /^(\d{4})-?(0[1-9]|1[0-2])(?:-?01)?(?:T.*)?$/.exec(text ?? '') ?? []
  if (!year || !month) return {}
  const from = day(`${year}-${month}-01`)
  return { from, to: addDays(addMonths(from, 1), -1) }
}

const same = (a: string, b: string) => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
const number = (value: number) => String(value).replace('.', ',')
