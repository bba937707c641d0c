import { type Day, dayOf } from '#kernel/values/day'
import { asker, type Ask, jsonOf, type Query, Unread } from './ask.ts'
import { type Answers, checked, type Handful, mapPerson, mapWho } from './map.ts'
import {
  Asked,
  type Batch,
  ecLists,
  type Failure,
  fcLists,
  FcPage,
  type ListPart,
  type LogLine,
  type Part,
  type Quarantined,
  Settings,
  type SettingsInput,
} from './model.ts'

export type Options = {
  /** Leaves out what is dated before this day. Lists are read whole all the same, so that counts and opening days stay true. */
  since?: Day
  /** Documents the caller already holds, by ref: their content is not fetched again. */
  holds?: (ref: string) => boolean
  signal?: AbortSignal
  log: (line: LogLine) => void
}

type Got<T> = { value: T; failure?: Failure; reported?: number }
type Records = { records: unknown[]; total: number }
type Reads = {
  lists: Partial<Record<ListPart, Got<Records>>>
  who?: Got<unknown>
  contacts?: Got<unknown[] | undefined>
  client?: Got<unknown[]>
}

const paths: Record<Part, string> = {
  'fc-person': '/apifc/v1/Persons',
  'fc-contacts': '/apifc/v1/Contacts',
  'fc-actualisations': '/apifc/v1/Actualisations',
  'fc-investigations': '/apifc/v1/Investigations',
  'fc-executions': '/apifc/v1/Executions',
  'fc-services': '/apifc/v1/Services',
  'fc-decisions': '/apifc/v1/Decisions',
  'fc-payments': '/apifc/v1/Payments',
  'fc-documents': '/apifc/v1/Documents',
  'ec-client': '/api/v1/clients',
  'ec-sol': '/api/v1/sol_decisions',
  'ec-lss': '/api/v1/lss_decisions',
}

/**
 * Reads one or many persons out of Lifecare and yields feed items part by part (INT-01). A part that cannot be read is a batch with
 * `complete: false` and the cause; the others go on. Throws only when the settings are wrong or `signal` is aborted.
 */
export async function* readLifecare(
  settings: SettingsInput,
  people: Iterable<Asked> | AsyncIterable<Asked>,
  options: Options,
): AsyncGenerator<Batch> {
  const given = Settings.parse(settings)
  const asks = {
    fc: given.fc && asker(given.fc, given, options.signal, options.log),
    ec: given.ec && asker(given.ec, given, options.signal, options.log),
  }
  for await (const person of people) {
    options.signal?.throwIfAborted()
    const asked = Asked.safeParse(person)
    if (asked.success) yield* readPerson(asked.data, given, asks, options)
    else yield batch(person.ref, 'fc-person', {}, failed('fc-person', new Unread('bad-number')))
  }
}

async function* readPerson(
  asked: Asked,
  settings: Settings,
  asks: { fc?: Ask | undefined; ec?: Ask | undefined },
  options: Options,
): AsyncGenerator<Batch> {
  const [fc, ec] = await Promise.all([readFamilyCare(asks.fc, asked, settings), readElderlyCare(asks.ec, asked, settings)])
  const reads: Reads = { ...fc, ...ec, lists: { ...fc.lists, ...ec.lists } }
  const today = dayOf(new Date())
  yield* whoBatches(asked, reads)

  const answers: Answers = { lists: {} }
  for (const part of [...fcLists, ...ecLists]) {
    const got = reads.lists[part]
    if (got) answers.lists[part] = { records: got.value.records, whole: !got.failure }
  }
  if (reads.contacts?.value) answers.contacts = reads.contacts.value
  const mapped = mapPerson(asked, answers, settings, today)
  const firstFailure = (parts: readonly ListPart[]) => parts.map((part) => reads.lists[part]?.failure).find(Boolean)

  if (asks.fc) yield batch(asked.ref, 'fc-matters', mapped.matters.fc, firstFailure(fcLists) ?? reads.contacts?.failure)
  if (asks.ec) yield batch(asked.ref, 'ec-matters', mapped.matters.ec, firstFailure(ecLists))
  for (const part of [...fcLists, ...ecLists]) {
    const got = reads.lists[part]
    const handful = mapped.lists[part]
    if (!got || !handful) continue
    const counts = { ...(got.reported === undefined ? {} : { reported: got.reported }), read: got.value.records.length }
    const items = handful.items.filter(({ item }) => item.type !== 'event' || !options.since || dayOf(item.event.at) >= options.since)
    if (part === 'fc-documents' && asks.fc) {
      const quarantine = [...handful.quarantine]
      const failure = yield* contentBatches(asks.fc, asked, mapped.documents, quarantine, options)
      yield { ...batch(asked.ref, part, { items, quarantine }, got.failure ?? failure), ...counts }
    } else yield { ...batch(asked.ref, part, { items, quarantine: handful.quarantine }, got.failure), ...counts }
  }
  if (reads.contacts) {
    const { dropped, ...handful } = mapped.contacts
    yield { ...batch(asked.ref, 'fc-contacts', handful, reads.contacts.failure ?? firstFailure(fcLists)), dropped }
  }
}

/** The person comes only when every half that may know of a protection has answered: an outage must never lift one. */
function* whoBatches(asked: Asked, { who, client }: Reads): Generator<Batch> {
  const failure = who?.failure ?? client?.failure
  const mapped = failure ? undefined : mapWho(asked, who?.value, client?.value ?? [])
  const wrong = typeof mapped === 'string' ? failed(who ? 'fc-person' : 'ec-client', new Unread(mapped)) : undefined
  const out = typeof mapped === 'object' ? checked(mapped) : undefined
  const items = out && 'hash' in out ? [out] : []
  const quarantine: Quarantined[] = out && 'field' in out ? [{ part: 'fc-person', ref: asked.ref, why: 'shape', field: out.field }] : []
  if (who) yield batch(asked.ref, 'fc-person', { items, quarantine }, failure ?? wrong)
  if (client) yield batch(asked.ref, 'ec-client', who ? {} : { items, quarantine }, client.failure ?? (who ? undefined : wrong))
}

/** One document at a time, so that memory holds one. The event comes with its document, never before it. */
async function* contentBatches(
  ask: Ask,
  asked: Asked,
  documents: ReturnType<typeof mapPerson>['documents'],
  quarantine: Quarantined[],
  { since, holds }: Options,
): AsyncGenerator<Batch, Failure | undefined> {
  let failure: Failure | undefined
  for (const { id, ref, on, matter, title, event } of documents) {
    if (since && on < since) continue
    const content = holds?.(ref) ? undefined : await attempt('fc-documents', () => readContent(ask, id), undefined)
    failure ??= content?.failure
    if (content?.failure) continue
    if (content && content.value === undefined) {
      quarantine.push({ part: 'fc-documents', ref, matter, why: 'no-content' })
      continue
    }
    const document = content?.value === undefined ? [] : [{ type: 'document', ref, matter, title, content: content.value }]
    const out = [...document, event].map(checked)
    const wrong = out.find((one) => 'field' in one)
    if (wrong) quarantine.push({ part: 'fc-documents', ref, matter, why: 'shape', field: wrong.field })
    else yield { person: asked.ref, part: 'fc-documents', items: out.filter((one) => 'hash' in one), quarantine: [], complete: false }
  }
  return failure
}

async function readFamilyCare(ask: Ask | undefined, { personalNumber }: Asked, settings: Settings): Promise<Reads> {
  const reads: Reads = { lists: {} }
  if (!ask) return reads
  const one = { personId: personalNumber }
  reads.who = await attempt('fc-person', () => orNone(async () => jsonOf(await ask('fc-person', paths['fc-person'], one))), undefined)
  reads.contacts = await attempt('fc-contacts', async () => listOf(jsonOf(await ask('fc-contacts', paths['fc-contacts'], one))), undefined)
  for (const part of fcLists)
    reads.lists[part] = await readList(part, (query) => fcPage(ask, part, { ...one, ...query }), fcQuery(settings))
  return reads
}

async function readElderlyCare(ask: Ask | undefined, { personalNumber }: Asked, settings: Settings): Promise<Reads> {
  const reads: Reads = { lists: {} }
  if (!ask || !settings.ec) return reads
  const q = settings.ec.personQuery.replace('{number}', personalNumber)
  const list = async (part: Part) => readList(part, (query) => ecPage(ask, part, { q, limit: settings.pageSize, ...query }), { offset: 0 })
  const client = await list('ec-client')
  reads.client = { ...client, value: client.value.records }
  for (const part of ecLists) reads.lists[part] = await list(part)
  return reads
}

/** Dates go with a time: without one the vendor answers 400. The end lies far ahead so that planned things come too. */
const fcQuery = ({ from, pageSize }: Settings): Query => ({
  startDate: `${from}T00:00:00`,
  endDate: '2099-12-31T23:59:59',
  pageSize,
  ascending: 'true',
})

type Page = { records: unknown[]; total?: number; next: Query }

/** The first page is asked for without a number, since the vendor counts from 0 in one place and from 1 in another; the answer tells which. */
async function fcPage(ask: Ask, part: Part, query: Query): Promise<Page> {
  const read = FcPage.safeParse(jsonOf(await ask(part, paths[part], query)))
  if (!read.success) throw new Unread('shape')
  const { PageNumber, TotalNumberOfRecords, Result } = read.data
  return { records: Result, total: TotalNumberOfRecords, next: { ...query, pageNr: PageNumber + 1 } }
}

async function ecPage(ask: Ask, part: Part, query: Query): Promise<Page> {
  const records = listOf(jsonOf(await ask(part, paths[part], query)))
  return { records, next: { ...query, offset: Number(query.offset) + records.length } }
}

/**
 * Pages through a list until the source's own count is reached, or, where it gives none, until a page brings nothing new (a short page
 * may only mean that the source has a lower limit than ours). What was read is kept when a later page fails.
 */
async function readList(part: Part, page: (query: Query) => Promise<Page>, start: Query): Promise<Got<Records>> {
  const seen = new Map<string, unknown>()
  let total: number | undefined
  let query = start
  const read = async () => {
    for (;;) {
      const got = await page(query)
      total = got.total
      const before = seen.size
      for (const record of got.records) seen.set(keyOf(record), record)
      if (total === undefined ? seen.size === before : seen.size >= total) return
      if (seen.size === before) throw new Unread('incomplete')
      query = got.next
    }
  }
  const { failure } = await attempt(part, read, undefined)
  const value = { records: [...seen.values()], total: total ?? seen.size }
  const reported = total ?? (failure ? undefined : seen.size)
  return { value, ...(failure ? { failure } : {}), ...(reported === undefined ? {} : { reported }) }
}

const keyOf = (record: unknown) => {
  const id = record && typeof record === 'object' && 'Id' in record ? record.Id : undefined
  return typeof id === 'string' || typeof id === 'number' ? `id ${id}` : JSON.stringify(record)
}

/** Base64, whether the vendor sends the bytes or wraps them in a JSON string; undefined when there is no content. */
async function readContent(ask: Ask, id: string): Promise<string | undefined> {
  const reply = await orNone(() => ask('fc-documents', '/apifc/v1/DocumentContent', { id }))
  if (!reply?.bytes.length) return undefined
  if (!/json/i.test(reply.type)) return reply.bytes.toString('base64')
  const text = jsonOf(reply)
  if (text === null) return undefined
  if (typeof text !== 'string') throw new Unread('shape')
  return text
}

const listOf = (json: unknown): unknown[] => {
  if (json === null) return []
  if (Array.isArray(json)) return json
  throw new Unread('shape')
}

/** 404 means "not known here", only where the vendor's own description says so. */
async function orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Unread && error.status === 404) return undefined
    throw error
  }
}

async function attempt<T>(part: Part, work: () => Promise<T>, otherwise: T): Promise<Got<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    return { value: otherwise, failure: failed(part, error) }
  }
}

const failed = (part: Part, error: Unread): Failure => ({
  part,
  cause: error.cause,
  ...(error.status === undefined ? {} : { status: error.status }),
  at: new Date().toISOString(),
})

const batch = (person: string, part: Batch['part'], { items = [], quarantine = [] }: Partial<Handful>, failure?: Failure): Batch => ({
  person,
  part,
  items,
  quarantine,
  complete: !failure,
  ...(failure ? { failure } : {}),
})
