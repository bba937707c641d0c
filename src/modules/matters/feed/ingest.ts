import { createHash } from 'node:crypto'
import type { Config } from '#kernel/config'
import type { Tx } from '#kernel/db'
import { clean, parts } from '#kernel/files'
import { numberIndex, sealNumber } from '#kernel/secrets'
import { dayOf, type Day } from '#kernel/values/day'
import { birthDay, isTestNumber, parsePersonalNumber } from '#kernel/values/personal-number'
import { Event, eventKinds, Ref } from '../events/model.ts'
import { hashOfItem } from './canonical.ts'
import { AnnulledItem, DocumentItem, MatterItem, PersonItem } from './model.ts'
import { problem, type Problem, problemOf } from './problem.ts'
import {
  type DocumentRow,
  keepInQuarantine,
  type Outcome,
  receiveDocument,
  receiveEvents,
  receiveMatters,
  receivePeople,
} from './queries.ts'

export type ItemResult = { index: number; status: 'stored' | 'unchanged' | 'quarantined' | 'refused'; problem?: Problem }

/** `imported`: history from before go-live, marked as such (INT-02). `secret` is the installation's, for personal numbers. In production nobody invented gets in. */
export type Manner = { imported: boolean } & Installation
export type Installation = Pick<Config, 'secret' | 'mode'>

type Row = { n: number }
/** A batch that has been read and checked and waits for its transaction. */
export type Ready = {
  results: ItemResult[]
  people: Row[]
  matters: Row[]
  events: Row[]
  documents: DocumentRow[]
  quarantine: { item: unknown; hash: string; reason: string; imported: boolean }[]
  json: { people: string; matters: string; events: string; quarantine: string }
  imported: boolean
}

/**
 * Takes in a batch of feed items in one transaction and answers for each, in order (INT-01). A bad item never stops a good one;
 * what cannot be understood yet is kept in quarantine; the same item again changes nothing.
 */
export const takeIn = async (tx: Tx, items: readonly unknown[], manner: Manner): Promise<ItemResult[]> =>
  store(tx, await ready(items, manner))

/** Reads and checks a batch without the database, so that the next can be read while this one is stored. */
export async function ready(items: readonly unknown[], { imported, ...installation }: Manner): Promise<Ready> {
  const made: Ready = {
    results: items.map((_, index) => ({ index, status: 'stored' })),
    people: [],
    matters: [],
    events: [],
    documents: [],
    quarantine: [],
    json: { people: '', matters: '', events: '', quarantine: '' },
    imported,
  }
  const today = dayOf(new Date())
  for (let n = 0; n < items.length; n++) {
    const sorted = await sort(items[n], n, made, installation, today)
    if (sorted) made.results[n] = sorted === 'quarantined' ? { index: n, status: sorted } : { index: n, status: 'refused', problem: sorted }
  }
  made.json = {
    people: written(made, made.people),
    matters: written(made, made.matters),
    events: written(made, made.events),
    quarantine: JSON.stringify(made.quarantine),
  }
  return made
}

/** Stores what is ready, all in `tx`. People come before their matters, and matters before what happened in them, however they were sent. */
export async function store(
  tx: Tx,
  { results, people, matters, events, documents, quarantine, json, imported }: Ready,
): Promise<ItemResult[]> {
  const answers = await Promise.all([
    people.length ? receivePeople(tx, json.people) : [],
    matters.length ? receiveMatters(tx, json.matters, imported) : [],
    ...documents.map(async (row) => [await receiveDocument(tx, row)]),
    events.length ? receiveEvents(tx, json.events, imported) : [],
    quarantine.length ? keepInQuarantine(tx, json.quarantine).then(() => []) : [],
  ])
  const of = new Map([...people.map(({ n }) => [n, 'person'] as const), ...matters.map(({ n }) => [n, 'matter'] as const)])
  for (const outcome of answers.flat()) results[outcome.n] = resultOf(outcome, of.get(outcome.n))
  return results
}

function resultOf({ n, outcome }: Outcome, of: 'person' | 'matter' | undefined): ItemResult {
  const refused = (pointer: string, detail: string): ItemResult => ({ index: n, status: 'refused', problem: { pointer, detail } })
  switch (outcome) {
    case 'stored':
      return { index: n, status: 'stored' }
    // An older version that arrives late, and an item that a later one in the same batch replaces, change nothing.
    case 'unchanged':
    case 'repeated':
    case 'old-version':
      return { index: n, status: 'unchanged' }
    case 'no-person':
      return refused('/person', 'person: no person with this reference has been handed in')
    case 'no-unit':
      return refused('/unit', 'unit: the committee has no unit with this code')
    case 'other-person':
      return of === 'person'
        ? refused('/personalNumber', 'personalNumber: the reference already belongs to somebody with another number')
        : refused('/person', 'person: the matter belongs to another person')
    // The same words whoever has the number, and whatever is known of them: the source learns nothing about another's people.
    case 'number-taken':
      return refused('/personalNumber', 'personalNumber: cannot be added to a person handed in without one, and has to be linked by hand')
    case 'no-matter':
      return refused('/matter', 'matter: no matter with this reference has been handed in')
    case 'other-matter':
      return refused('/matter', 'matter: an item with this reference already stands in another matter')
    case 'version-conflict':
      return refused('/version', 'version: this version is already here with other content, and a correction needs a higher one')
    default:
      throw new Error(`The database answered ${outcome} for an item`)
  }
}

type Sorted = Problem | 'quarantined' | undefined

/** Puts one item where it belongs in `made`, or says why not. */
async function sort(item: unknown, n: number, made: Ready, { secret, mode }: Installation, today: Day): Promise<Sorted> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return problem([], 'the item is not an object')
  const { type } = item as { type?: unknown }
  switch (type) {
    case 'event':
      return sortEvent(item, n, made)
    case 'matter': {
      const read = MatterItem.safeParse(item, { reportInput: true })
      if (!read.success) return problemOf(read.error)
      const { type: _, ...row } = read.data
      for (const field of ['openedOn', 'knownFrom'] as const) if (row[field] && !inReach(row[field])) return problem([field], outOfReach)
      made.matters.push({ n, ...row })
      return undefined
    }
    case 'person': {
      const read = PersonItem.safeParse(item, { reportInput: true })
      if (!read.success) return problemOf(read.error)
      const { type: _, personalNumber, ...row } = read.data
      const number = personalNumber === undefined ? undefined : parsePersonalNumber(personalNumber, today)
      if (personalNumber !== undefined && !number) return problem(['personalNumber'], 'is not a personal number or coordination number')
      if (number && mode === 'production' && isTestNumber(number))
        return problem(['personalNumber'], 'is a test number, which belongs to nobody and is not taken in production')
      const known = number
        ? { index: numberIndex(secret, number).toString('hex'), sealed: sealNumber(secret, number).toString('hex'), born: birthDay(number) }
        : {}
      made.people.push({ n, ...row, ...known })
      return undefined
    }
    case 'annulled': {
      const read = AnnulledItem.safeParse(item, { reportInput: true })
      if (!read.success) return problemOf(read.error)
      const { matter, ref, version, reason } = read.data
      made.events.push({
        n,
        matter,
        ref,
        version,
        kind: 'annulled',
        at: noTime,
        seq: 0,
        annulled: true,
        event: { detail: reason === undefined ? {} : { reason } },
      } as Row)
      return undefined
    }
    case 'document':
      return sortDocument(item, n, made)
    default:
      if (typeof type !== 'string') return problem(['type'], type === undefined ? 'is missing' : 'is not a text')
      return setAside(item, 'unknown-type', made)
  }
}

/** An annulment tells of no time of its own; the row needs one, and it must be the same however late it comes. */
const noTime = '1970-01-01T00:00:00Z'
const known: ReadonlySet<unknown> = new Set(eventKinds)

function sortEvent(item: { matter?: unknown; event?: unknown }, n: number, made: Ready): Sorted {
  const matter = Ref.safeParse(item.matter, { reportInput: true })
  if (!matter.success) return problemOf(matter.error, ['matter'])
  const about = item.event
  if (typeof about !== 'object' || about === null) return problem(['event'], about === undefined ? 'is missing' : 'is not an object')
  const { kind } = about as { kind?: unknown }
  const strange = !known.has(kind)
  if (strange && (typeof kind !== 'string' || kind === ''))
    return problem(['event', 'kind'], kind === undefined ? 'is missing' : 'is not a text')
  // A kind we do not know is read as the plainest one, to see that the rest of it stands.
  const read = Event.safeParse(strange ? { ...about, kind: 'closed', detail: {} } : about, { reportInput: true })
  if (!read.success) return problemOf(read.error, ['event'])
  const { ref, version, kind: as, at, seq, about: on, author, detail } = read.data
  const when = moment(at)
  if (!when) return problem(['event', 'at'], outOfReach)
  if (strange) return setAside(item, 'unknown-kind', made)
  made.events.push({ n, matter: matter.data, ref, version, kind: as, at: when, seq, event: { about: on, author, detail } } as Row)
  return undefined
}

async function sortDocument(item: object, n: number, made: Ready): Promise<Sorted> {
  const read = DocumentItem.safeParse(item, { reportInput: true })
  if (!read.success) return problemOf(read.error)
  const { matter, ref, version, title, content } = read.data
  const bytes = Buffer.from(content, 'base64')
  const cleaned = await clean(bytes)
  if (!cleaned.ok) return problem(['content'], cleaned.reason)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const row = { n, matter, ref, version, title }
  const wrong = unstorable(row)
  if (wrong) return wrong
  made.documents.push({ ...row, type: cleaned.type, hash, parts: parts(cleaned.bytes).map((part) => part.toString('base64')) })
  return undefined
}

function setAside(item: object, reason: string, made: Ready): Sorted {
  const wrong = unstorable(item)
  if (wrong) return wrong
  made.quarantine.push({ item, hash: hashOfItem(item), reason, imported: made.imported })
  return 'quarantined'
}

const outOfReach = 'is not between the years 1850 and 2200'
const inReach = (day: string) => day >= '1850' && day < '2201'
const plain = /^(18[5-9]|19\d|2[01]\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/

/** The moment in a form PostgreSQL always takes; undefined when it is out of reach. Microseconds are kept when it is written in UTC. */
function moment(at: string): string | undefined {
  if (plain.test(at)) return at
  const date = new Date(at)
  return !Number.isNaN(+date) && inReach(date.toISOString()) && !date.toISOString().startsWith('-') ? date.toISOString() : undefined
}

/** The rows as JSON. Characters that PostgreSQL cannot hold are looked for in the whole, and only then row by row. */
function written(made: Ready, rows: Row[]): string {
  const text = JSON.stringify(rows)
  if (!suspect.test(text)) return text
  const good = rows.filter((row) => {
    const wrong = unstorable(row, rows === made.events ? ['event'] : [])
    if (wrong) made.results[row.n] = { index: row.n, status: 'refused', problem: wrong }
    return !wrong
  })
  rows.splice(0, rows.length, ...good)
  return JSON.stringify(rows)
}

const suspect = /\\u(0000|d[89a-f])/

/** A text with NUL or half a surrogate pair, and where. */
function unstorable(value: unknown, path: readonly (string | number)[] = []): Problem | undefined {
  if (typeof value === 'string')
    return value.includes('\u0000') || !value.isWellFormed() ? problem(path, 'has a character that is not Unicode text') : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes('\u0000') || !key.isWellFormed()) return problem(path, 'has a name that is not Unicode text')
    const wrong = unstorable(inner, [...path, key])
    if (wrong) return wrong
  }
  return undefined
}
