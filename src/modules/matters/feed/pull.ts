import { createHash } from 'node:crypto'
import type { SourceActor } from '#kernel/actor'
import type { Db, Tx } from '#kernel/db'
import type { Job } from '#kernel/jobs'
import type { Listeners } from '#kernel/outbox'
import { openNumber } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { openSourceSessionByName } from '#modules/identity'
import type { Batch } from '../adapters/lifecare/model.ts'
import { readLifecare } from '../adapters/lifecare/read.ts'
import { canonical, hashOfItem } from './canonical.ts'
import { type Installation, type ItemResult, takeIn } from './ingest.ts'
import type { FeedItem, Manifest } from './model.ts'
import {
  compare,
  heldDocuments,
  keepInQuarantine,
  latestDocuments,
  latestEvents,
  listPeople,
  listPulled,
  mySettings,
  noteReading,
} from './queries.ts'

/** Sources that are read, and do not push: every night, and when a matter of theirs is opened for its person. */
export const readingJobs = (services: Services): Job[] => [
  {
    name: 'read-sources',
    every: '15 2 * * *',
    run: async () => {
      const sources = await services.db.as({ kind: 'worker' }, { purpose: 'feed: which to read' }, listPulled)
      for (const { id } of sources) await readSource(services, id)
    },
  },
  { name: 'read-source', run: ({ source }) => readSource(services, source ?? '') },
]

/** What other modules tell that leads to a reading. */
export const readingListeners = (send: (name: string, body: Record<string, string>) => Promise<void>): Listeners => ({
  'matter.opened': ({ source }) => send('read-source', { source: source ?? '' }),
})

async function readSource(services: Services, id: string): Promise<void> {
  const sources = await services.db.as({ kind: 'worker' }, { purpose: 'feed: which to read' }, listPulled)
  const source = sources.find((one) => one.id === id)
  if (!source) return
  const session = await openSourceSessionByName(services, source.committeeId, source.name, 6 * 3600)
  if (!session) return
  const { db, config, log } = services
  const { settings, holds } = await db.as(session.actor, { purpose: 'feed: read' }, async (tx) => ({
    settings: await mySettings(tx),
    holds: new Set(await heldDocuments(tx)),
  }))
  const people = asked(db, session.actor, config.secret)
  const batches = readLifecare(settings as Parameters<typeof readLifecare>[0], people, {
    holds: (ref) => holds.has(ref),
    log: (line) => log.info({ source: id, ...line }, 'feed: asked a source'),
  })
  const told = await pull(db, session.actor, batches, config).catch(async (error: unknown) => {
    await db.as(session.actor, { purpose: 'feed: read' }, (tx) => noteReading(tx, 'settings'))
    throw error
  })
  log.info({ source: id, ...told }, 'feed: read a source')
}

/** Those the source is asked about: the people it has handed in with a number. */
async function* asked(db: Db, actor: SourceActor, secret: string): AsyncGenerator<{ ref: string; personalNumber: string }> {
  for (let after: string | undefined; ;) {
    const people = await db.as(actor, { purpose: 'feed: whom to ask about' }, (tx) => listPeople(tx, after, 500))
    for (const { ref, sealed } of people) yield { ref, personalNumber: openNumber(secret, sealed) }
    after = people.at(-1)?.ref
    if (people.length < 500) return
  }
}

/** What became of the items of a reading, and the first cause when a part could not be read. */
export type Told = Record<ItemResult['status'], number> & { failure?: string }

/**
 * Takes in what an adapter reads, batch by batch, and notes on the source whether the reading went well (INT-01). A person whose parts
 * all were read is compared with what is held here (INT-03), so that what was refused shows as missing.
 */
export async function pull(db: Db, actor: SourceActor, batches: AsyncIterable<Batch>, installation: Installation): Promise<Told> {
  const told: Told = { stored: 0, unchanged: 0, quarantined: 0, refused: 0 }
  let seen = new Map<string, Set<string>>()
  let person: string | undefined
  let whole = true
  const finish = async () => {
    const matters: Manifest['matters'] = [...seen].map(([matter, refs]) => ({
      matter,
      items: [...refs].map((ref) => ({ ref, version: 0 })),
    }))
    if (whole && matters.length) await db.as(actor, { purpose: 'feed: compare' }, (tx) => compare(tx, matters))
    seen = new Map()
    whole = true
  }
  for await (const batch of batches) {
    if (person !== batch.person) await finish()
    person = batch.person
    if (batch.failure) {
      told.failure ??= batch.failure.cause
      whole = false
    }
    for (const { item } of batch.items) {
      if (item.type === 'matter') seen.set(item.ref, seen.get(item.ref) ?? new Set())
      if (item.type === 'event') seen.set(item.matter, (seen.get(item.matter) ?? new Set()).add(item.event.ref))
    }
    const results = await db.as(actor, { purpose: 'feed: read' }, async (tx) => {
      if (batch.quarantine.length) await keepInQuarantine(tx, JSON.stringify(batch.quarantine.map(setAside)))
      const changed = await numbered(
        tx,
        batch.items.map(({ item }) => item),
      )
      told.unchanged += batch.items.length - changed.length
      return takeIn(tx, changed, { ...installation, imported: false })
    })
    told.quarantined += batch.quarantine.length
    for (const { status } of results) told[status]++
  }
  await finish()
  await db.as(actor, { purpose: 'feed: read' }, (tx) => noteReading(tx, told.failure))
  return told
}

const setAside = (record: Batch['quarantine'][number]) => {
  const item = { type: 'lifecare', ...record }
  return { item, hash: hashOfItem(item), reason: `lifecare-${record.why}` }
}

/** The items that are new or say something else than what is held, with the version that makes them a correction of it. */
async function numbered(tx: Tx, items: readonly FeedItem[]): Promise<FeedItem[]> {
  const refsOf = (type: FeedItem['type']) =>
    items.flatMap((item) => (item.type !== type ? [] : item.type === 'event' ? [item.event.ref] : 'ref' in item ? [item.ref] : []))
  const [events, documents] = await Promise.all([latestEvents(tx, refsOf('event')), latestDocuments(tx, refsOf('document'))])
  const heldEvents = new Map(events.map((event) => [event.ref, event]))
  const heldFiles = new Map(documents.map((document) => [document.ref, document]))
  return items.flatMap((item): FeedItem[] => {
    if (item.type === 'event') {
      const held = heldEvents.get(item.event.ref)
      if (!held) return [item]
      const { kind, at, seq, about, author, detail } = item.event
      const same =
        !held.annulled &&
        held.kind === kind &&
        +held.at === +new Date(at) &&
        held.seq === seq &&
        canonical(held.event) === canonical({ about, author, detail })
      return same ? [] : [{ ...item, event: { ...item.event, version: held.version + 1 } }]
    }
    if (item.type === 'document') {
      const held = heldFiles.get(item.ref)
      if (!held) return [item]
      const hash = createHash('sha256').update(Buffer.from(item.content, 'base64')).digest('hex')
      return held.hash === hash && held.title === item.title ? [] : [{ ...item, version: held.version + 1 }]
    }
    return [item]
  })
}
