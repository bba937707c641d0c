import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { RowDay } from '#kernel/values/day'
import type { Manifest } from './model.ts'

// All of these act for the source whose session the transaction carries, and for no other.

const Outcome = z.object({ n: z.number(), outcome: z.string() })
export type Outcome = z.infer<typeof Outcome>

/** Each takes a JSON array of rows and answers with those that were not simply stored. */
export const receivePeople = (tx: Tx, rows: string) =>
  tx.many(Outcome)`select n, outcome from record.receive_people(${rows}::text::jsonb) where outcome <> 'stored'`

export const receiveMatters = (tx: Tx, rows: string, imported: boolean) =>
  tx.many(Outcome)`select n, outcome from record.receive_matters(${rows}::text::jsonb, ${imported}) where outcome <> 'stored'`

export const receiveEvents = (tx: Tx, rows: string, imported: boolean) =>
  tx.many(Outcome)`select n, outcome from record.receive_events(${rows}::text::jsonb, ${imported}) where outcome <> 'stored'`

/** `parts` is the content in base64, `hash` (hex) is of what came in. */
export type DocumentRow = {
  n: number
  matter: string
  ref: string
  version: number
  title: string
  type: string
  hash: string
  parts: readonly string[]
}
export const receiveDocument = async (tx: Tx, { n, matter, ref, version, title, type, hash, parts }: DocumentRow): Promise<Outcome> => {
  const answer = await tx.maybe(z.object({ outcome: z.string() }))`
    select record.receive_document(${matter}, ${ref}, ${version}, ${title}, ${type}, decode(${hash}, 'hex'),
      array(select decode(part, 'base64') from unnest(${parts}::text[]) with ordinality as p (part, place) order by place)) as outcome`
  return { n, outcome: answer?.outcome ?? '' }
}

export const keepInQuarantine = (tx: Tx, rows: string) => tx.run`select record.keep_in_quarantine(${rows}::text::jsonb)`

const Place = z.object({ offset: z.number(), line: z.number(), report: z.unknown(), finished: z.boolean() })
/** How far the import of a file has come; `file` (hex) is what it is known by. */
export const importAt = async (tx: Tx, file: string) =>
  (await tx.maybe(Place)`
    select offset_bytes as offset, line, report, finished_at is not null as finished from record.import_at(decode(${file}, 'hex'))`)!

export const importMoved = (tx: Tx, file: string, to: { offset: number; line: number; report: object; finished: boolean }) =>
  tx.run`select record.import_moved(decode(${file}, 'hex'), ${to.offset}, ${to.line}, ${JSON.stringify(to.report)}::text::jsonb, ${to.finished})`

/** What a source hands in itself has come, or the code of why not: said on the pages of the matters it feeds. */
export const noteReading = (tx: Tx, failure?: string) => tx.run`select record.note_reading(${failure ?? null})`

const Begun = z.object({ since: z.date(), firstDay: RowDay })
/** A reading of the source begins; `firstDay` is the day of the very first. */
export const beginReading = async (tx: Tx) => (await tx.maybe(Begun)`select since, first_day as "firstDay" from record.begin_reading()`)!
/** Everything about one person has been read; `waiting` are the hashes of what was set aside this time. */
export const noteRead = (tx: Tx, person: string, waiting: readonly string[]) =>
  tx.run`select record.note_read(${person}, ${waiting}::text[])`
/** The reading that began at `since` has ended; `failure` is the code of why the source is down. */
export const endReading = (
  tx: Tx,
  since: Date,
  { failure, unread, refused }: { failure?: string | undefined; unread: Record<string, number>; refused: number },
) => tx.run`select record.end_reading(${since}, ${failure ?? null}, ${JSON.stringify(unread)}::text::jsonb, ${refused})`

const Compared = z.object({ matter: z.string(), known: z.boolean(), missing: z.number(), changed: z.number() })
/** The nightly comparison: answers with the matters that differ, those never handed in (`known` false) too. */
export const compare = (tx: Tx, matters: Manifest['matters']) =>
  tx.many(Compared)`
    select matter, known, missing, changed from record.compare(${JSON.stringify(matters)}::text::jsonb)
    where not known or missing > 0 or changed > 0 order by matter`

const Waiting = z.object({ reason: z.string(), count: z.number() })
/** How many items wait in quarantine, by reason. */
export const countQuarantine = (tx: Tx) => tx.many(Waiting)`select reason, count from record.quarantine_by_reason() order by reason`

const Kept = z.object({ id: z.uuid(), item: z.unknown(), imported: z.boolean() })
/** The next items in quarantine after `after`, oldest first. */
export const listQuarantine = (tx: Tx, after: string | undefined, most: number) =>
  tx.many(Kept)`select id, item, imported from record.waiting_quarantine(${after ?? null}, ${most})`

export const takenFromQuarantine = (tx: Tx, ids: readonly string[]) => tx.run`select record.taken_from_quarantine(${ids}::uuid[])`

const Latest = z.object({
  ref: z.string(),
  version: z.number(),
  kind: z.string(),
  at: z.date(),
  seq: z.number(),
  event: z.unknown(),
  annulled: z.boolean(),
})
/** The events held under these references, each in its latest version. */
export const latestEvents = (tx: Tx, refs: readonly string[]) =>
  tx.many(Latest)`select ref, version, kind, at, seq, event, annulled from record.latest(${refs}::text[])`

const LatestDocument = z.object({ ref: z.string(), version: z.number(), title: z.string(), hash: z.string() })
export const latestDocuments = (tx: Tx, refs: readonly string[]) =>
  tx.many(LatestDocument)`select ref, version, title, encode(hash, 'hex') as hash from record.latest_documents(${refs}::text[])`

export const heldMatters = async (tx: Tx, refs: readonly string[]): Promise<string[]> =>
  (await tx.many(z.object({ ref: z.string() }))`select ref from record.held_matters(${refs}::text[]) as ref`).map(({ ref }) => ref)

/** The matters of a person that earlier readings have seen at the source. */
export const mattersRead = async (tx: Tx, person: string): Promise<string[]> =>
  (await tx.many(z.object({ ref: z.string() }))`select ref from record.matters_read(${person}) as ref`).map(({ ref }) => ref)

export const heldDocuments = async (tx: Tx): Promise<string[]> =>
  (await tx.many(z.object({ ref: z.string() }))`select ref from record.held_documents() as ref`).map(({ ref }) => ref)

const Person = z.object({ ref: z.string(), sealed: z.instanceof(Uint8Array) })
/** The people the source has handed in with a number, by reference. */
export const listPeople = (tx: Tx, after: string | undefined, most: number) =>
  tx.many(Person)`select ref, number_sealed as sealed from record.my_people(${after ?? null}, ${most})`

/** Whose matter it is, as the source knows them; nobody when it is another source's. */
export const peopleIn = (tx: Tx, matter: string) => tx.many(Person)`select ref, number_sealed as sealed from record.person_in(${matter})`

export const mySettings = async (tx: Tx): Promise<unknown> =>
  (await tx.maybe(z.object({ settings: z.unknown() }))`select record.my_settings() as settings`)?.settings

const Pulled = z.object({ id: z.uuid(), committeeId: z.uuid(), name: z.string() })
export type Pulled = z.infer<typeof Pulled>
/** The sources that are read and do not push. Asked by the worker, who may see that they exist. */
export const listPulled = (tx: Tx) =>
  tx.many(Pulled)`select id, committee_id as "committeeId", name from record.sources where kind = 'lifecare' order by name`
