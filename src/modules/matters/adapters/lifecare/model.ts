import { z } from 'zod'
import { type Day, dayOf, isDay } from '#kernel/values/day'
import { type FeedItem, Field } from '../../feed/model.ts'

/** The lists and single answers read from the two halves of Lifecare: family care (`fc`) and elderly care and disability (`ec`). */
export const fcLists = [
  'fc-actualisations',
  'fc-investigations',
  'fc-executions',
  'fc-services',
  'fc-decisions',
  'fc-payments',
  'fc-documents',
] as const
export const ecLists = ['ec-sol', 'ec-lss'] as const
export type ListPart = (typeof fcLists)[number] | (typeof ecLists)[number]
/** What is asked for and may fail on its own. */
export type Part = ListPart | 'fc-person' | 'fc-contacts' | 'ec-client'

const Address = z
  .url()
  .refine(
    (text) => /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text),
    'Only https, because personal numbers travel in it',
  )
const Source = z.object({
  /** The address before `/apifc/v1` or `/api/v1`. */
  base: Address,
  /** OAuth 2.0 client credentials, where a gateway stands in front of the vendor. */
  token: z.object({ url: Address, clientId: z.string().min(1), clientSecret: z.string().min(1), scope: z.string().optional() }).optional(),
  /** The vendor's own credentials; they travel as query parameters and are never logged. */
  domain: z.string().optional(),
  key: z.string().optional(),
})
export type Source = z.infer<typeof Source>

const row = { part: z.string().optional(), code: z.number().int().optional(), text: z.string().min(1).optional() }

/** How one municipality's Lifecare is reached and read. */
export const Settings = z.object({
  fc: Source.optional(),
  /** `personQuery` is the search for one person; `{number}` becomes the twelve digits. Versions of the product differ. */
  ec: Source.extend({ personQuery: z.string().includes('{number}').default("PersonId='{number}'") }).optional(),
  /** The unit that owns a matter: by the vendor's name of the organisation, else `unit`. */
  units: z.record(z.string(), z.string().min(1).max(60)).default({}),
  unit: z.string().min(1).max(60),
  /** Which field of work a code or a whole text means. Read before our own words; first match wins. */
  fields: z.array(z.object({ ...row, field: Field })).default([]),
  /** The field of a family care record that nothing else places. Without it such a record waits in quarantine. */
  otherwise: Field.optional(),
  /** What a decision's code or whole text answers, where our own words are not enough. */
  answers: z.array(z.object({ ...row, answer: z.enum(['yes', 'partly', 'no', 'dismissed']) })).default([]),
  /** Words in a contact's type that make it an official. All other contacts are private persons and are dropped. */
  officials: z.array(z.string().min(1)).default(['handläggare', 'socialsekreterare']),
  /** History is read from this day. */
  from: z.iso.date().default('1950-01-01'),
  pageSize: z.number().int().min(1).max(1000).default(100),
  timeoutMs: z.number().int().min(1).default(10_000),
  /** How many times one question is asked before the part is given up. */
  attempts: z.number().int().min(1).max(10).default(4),
  /** The first pause before asking again; it doubles each time. */
  backoffMs: z.number().int().min(0).default(500),
  /** The longest pause a source may ask for with Retry-After. A longer one is a failure, to be tried in a later run. */
  longestWaitMs: z.number().int().min(0).default(60_000),
  maxBytes: z.number().int().min(1).default(25_000_000),
})
export type Settings = z.infer<typeof Settings>
export type SettingsInput = z.input<typeof Settings>

/** Whom to ask about. `ref` is the caller's own stable id and becomes part of every id; the number never does. */
export const Asked = z.object({ ref: z.string().min(1).max(100), personalNumber: z.string().regex(/^\d{8}[0-9A-Z]{4}$/) })
export type Asked = z.infer<typeof Asked>

export type Cause =
  | 'unreachable'
  | 'slow'
  | 'busy'
  | 'error'
  | 'sign-in'
  | 'not-json'
  | 'shape'
  | 'too-large'
  | 'incomplete'
  | 'other-person'
  | 'bad-number'
/** Why a part is not whole, and when it was found out. Never an address, never content. */
export type Failure = { part: Part; cause: Cause; status?: number; at: string }

export type Why = 'no-field' | 'no-date' | 'no-answer' | 'no-matter' | 'several-matters' | 'other-person' | 'shape' | 'no-content'
/**
 * A record that cannot become an item yet. `words` are the vendor's codes and type texts, for the table in the settings; never content.
 * `matter` is the one it is counted in, when that is known.
 */
export type Quarantined = { part: Part; ref?: string; matter?: string; why: Why; field?: string; words?: string[] }

export type Hashed = { item: FeedItem; hash: string }
/**
 * One handful for one person. `complete` is true on the last batch of a part when all of it was read; `failure` says why it was not.
 * A batch without both has more to come. `reported` is the source's own number of records, `read` how many of them came.
 */
export type Batch = {
  person: string
  part: Part | 'fc-matters' | 'ec-matters'
  items: Hashed[]
  quarantine: Quarantined[]
  /** Contacts that are private persons: counted, never kept. */
  dropped?: number
  reported?: number
  read?: number
  complete: boolean
  failure?: Failure
}

/** All that is ever logged. */
export type LogLine = { part: Part; attempt: number; ms: number; status?: number; cause?: Cause; step?: 'token' }

const Id = z.union([z.string().trim().min(1), z.number()]).transform(String)
const LinkId = Id.nullish().transform((id) => (id === '0' ? undefined : (id ?? undefined)))
const Text = z
  .string()
  .nullish()
  .transform((text) => text?.trim() || undefined)
const Flag = z.boolean().nullish().transform(Boolean)
const Num = z
  .number()
  .nullish()
  .transform((n) => n ?? undefined)
const List = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((list) => list ?? [])

/**
 * The vendor's dates as calendar days in Sweden. Midnight means the day itself whatever zone is written after it;
 * another time with a zone is a moment. The far ends of the calendar are how the vendor writes "no date".
 */
export function dayIn(text: string): Day | undefined | 'unreadable' {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text.trim())
  const [, date, time, zone] = found ?? []
  if (!date || !isDay(date)) return 'unreadable'
  if (date < '1850' || date >= '9000') return undefined
  if (!time || !zone || /^[0:.]+$/.test(time)) return date
  try {
    return dayOf(`${date}T${time}${zone}`)
  } catch {
    return 'unreadable'
  }
}

const VendorDay = z
  .string()
  .nullish()
  .transform((text, context) => {
    const read = text?.trim() ? dayIn(text) : undefined
    if (read !== 'unreadable') return read
    context.addIssue({ code: 'custom', message: 'Not a date' })
    return z.NEVER
  })

/** One page of a family care list. The records are read one by one, so that a bad one does not stop the others. */
export const FcPage = z.object({
  PageNumber: z.number().int(),
  TotalNumberOfPages: z.number().int().min(0),
  TotalNumberOfRecords: z.number().int().min(0),
  Result: List(z.unknown()),
})

export const FcPerson = z.object({ PersonId: Text, Name: Text, AddressProtection: Flag, SecretPhone: Flag, ProtectedRegistration: Flag })
export const FcContact = z.object({ Id, Name: Text, EmploymentTitle: Text, OrganizationName: Text, Phone: Text, TypeOfContact: Text })
export const FcInvolved = z.object({ PersonId: Text, IsCoApplicant: Flag })
export const FcNamed = z.object({ PersonId: Text, Name: Text })
const Involved = z.object({ PersonId: Text })
export const FcActualisation = z.object({
  Id,
  Type: Text,
  PersonId: Text,
  Date: VendorDay,
  Organization: Text,
  InvestigationId: LinkId,
  ServiceId: LinkId,
  DecisionId: LinkId,
})
export const FcInvestigation = z.object({
  Id,
  Type: Text,
  FromDate: VendorDay,
  ToDate: VendorDay,
  Caseworker: Text,
  Organization: Text,
  DossierType: Text,
  InvestigationPersonDTOs: List(Involved),
})
export const FcExecution = z.object({
  Id,
  Type: Text,
  FromDate: VendorDay,
  ToDate: VendorDay,
  Caseworker: Text,
  Organization: Text,
  DossierType: Text,
})
export const FcService = z.object({
  Id,
  Type: Text,
  Organization: Text,
  StartDate: VendorDay,
  EndDate: VendorDay,
  Caseworker: Text,
  InvestigationId: LinkId,
  DecisionId: LinkId,
  ServicePersonDTOs: List(Involved),
})
export const FcDecision = z.object({
  Id,
  Date: VendorDay,
  Type: Text,
  FromDate: VendorDay,
  ToDate: VendorDay,
  Reason: Text,
  ReasonCoApplicant: Text,
  DecisionMaker: Text,
  Organization: Text,
  InvestigationExecutionId: LinkId,
  ServiceId: LinkId,
  Amount: Num,
  DecisionPersonDTOs: List(FcInvolved),
})
export const FcPayment = z.object({
  Id,
  Amount: Num,
  PayDate: VendorDay,
  Name: Text,
  InvestigationExecutionId: LinkId,
  ServiceId: LinkId,
  ConcernedMonth: Text,
  PaymentPersonDTOs: List(FcNamed),
})
export const FcDocument = z.object({ Id, Title: Text, Date: VendorDay, DocumentType: Text, OwnerId: LinkId, OwnerType: Text })

export const EcCode = z.object({ Code: Num, Text })
const Code = EcCode.nullish().transform((code) => code ?? undefined)
export const EcCaseworker = z.object({ FullName: Text, Types: List(z.string()) })
export const EcDecision = z.object({
  Id,
  PersonId: Text,
  Code,
  Type: Code,
  Date: VendorDay,
  FromDate: VendorDay,
  ToDate: VendorDay,
  Reason: Code,
  Caseworker: EcCaseworker.nullish().transform((worker) => worker ?? undefined),
  ServiceCategory: Code,
  Hour: Num,
  HourType: Code,
  Amount: Num,
  AmountType: Code,
  Quantity: Num,
  QuantityType: Code,
  Visit: Num,
  VisitType: Code,
  Day: Num,
  DayType: Code,
  Deleted: Flag,
})
export const EcClient = z.object({ PersonId: Text, FullName: Text, ProtectedRegistration: Flag, IsConfidential: Flag, Deleted: Flag })
