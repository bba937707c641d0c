import { z } from 'zod'
import type { Tx } from '#kernel/db'

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
export type DocumentRow = { n: number; matter: string; ref: string; version: number; title: string; type: string; hash: string; parts: readonly string[] }
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

/** A reading of the source that went well, or the code of why not: said on the pages of the matters it feeds. */
export const noteReading = (tx: Tx, failure?: string) => tx.run`select record.note_reading(${failure ?? null})`
