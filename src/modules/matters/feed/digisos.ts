import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { SourceActor } from '#kernel/actor'
import type { Db } from '#kernel/db'
import { readDigisos, type Reading } from '../adapters/digisos/index.ts'
import { type Installation, type ItemResult, takeIn } from './ingest.ts'
import type { FeedInput } from './model.ts'

/** What the format does not tell: whose file it is and which unit has it. `matter` is the file's own name when it is not given. */
export type About = { person: string; unit: string; matter?: string; name?: string }
/** One file: what became of its items, or where it is wrong. */
export type FileResult = { file: string; results: ItemResult[]; problems: { path: string; reason: string }[] }

/**
 * Imports a digisos file, or every `.json` in a folder, as matters of one person (INT-01). A file that is not valid by the format
 * is refused whole, with path and reason; the others are stored, each in a transaction of its own. The same again changes nothing.
 */
export async function* importDigisos(
  db: Db,
  actor: SourceActor,
  path: string,
  about: About,
  installation: Installation,
): AsyncGenerator<FileResult> {
  for (const file of filesAt(path)) {
    const matter = about.matter ?? basename(file, '.json')
    const read = readDigisos(jsonIn(file), { matterRef: matter, sourceRef: matter })
    if (!read.ok) {
      yield { file, results: [], problems: read.problems }
      continue
    }
    const items = [...peopleAndMatter(about, matter, read), ...read.items]
    const results = await db.as(actor, { purpose: 'feed: import digisos' }, (tx) => takeIn(tx, items, { ...installation, imported: true }))
    yield { file, results, problems: [] }
  }
}

const filesAt = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path]

const jsonIn = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

type Read = Extract<Reading, { ok: true }>
function peopleAndMatter({ person, unit, name }: About, matter: string, { items, openedOn }: Read): FeedInput[] {
  const who: FeedInput[] = name === undefined ? [] : [{ type: 'person', ref: person, name }]
  const reported = new Set(items.flatMap((item) => (item.type === 'event' ? [item.event.ref] : []))).size
  return [...who, { type: 'matter', ref: matter, person, unit, field: 'financial-assistance', openedOn, reported }]
}
