import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SourceActor } from '#kernel/actor'
import type { Db, Tx } from '#kernel/db'
import type { Job } from '#kernel/jobs'
import type { Listeners } from '#kernel/outbox'
import { openNumber } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { type Day, dayOf } from '#kernel/values/day'
import { openSourceSessionByName } from '#modules/identity'
import type { Batch, Cause, SettingsInput } from '../adapters/lifecare/model.ts'
import { readLifecare } from '../adapters/lifecare/read.ts'
import { canonical, hashOfItem } from './canonical.ts'
import { type Installation, type ItemResult, takeIn } from './ingest.ts'
import type { FeedItem } from './model.ts'
import {
  beginReading,
  compare,
  endReading,
  heldDocuments,
  heldMatters,
  keepInQuarantine,
  latestDocuments,
  latestEvents,
  listPeople,
  listPulled,
  mattersRead,
  mySettings,
  noteRead,
  peopleIn,
  type Pulled,
} from './queries.ts'

/** Sources that are read, and do not push: every night and when their steward asks; and one person by themself when a matter is opened for them. */
export const readingJobs = (services: Services): Job[] => [
  {
    name: 'read-sources',
    every: '15 2 * * *',
    run: async () => {
      for (const source of await readSources(services)) await readSource(services, source)
    },
  },
  {
    name: 'read-source',
    run: async ({ source, matter }) => {
      const found = (await readSources(services)).find(({ id }) => id === source)
      if (found) await readSource(services, found, matter)
    },
  },
]

/** What other modules tell that leads to a reading. */
export const readingListeners = (send: (name: string, body: Record<string, string>) => Promise<void>): Listeners => {
  const read = (told: Record<string, string>) => send('read-source', told)
  return { 'matter.opened': read, 'source.asked': read }
}

/** The sources that are read, of all committees. */
export const readSources = ({ db }: Services): Promise<Pulled[]> =>
  db.as({ kind: 'worker' }, { purpose: 'feed: which to read' }, listPulled)

/** Reads a source now, or what it holds of the person whose `matter` it is. Throws when its settings are wrong. */
export async function readSource(services: Services, { id, committeeId, name }: Pulled, matter?: string): Promise<Told | undefined> {
  const session = await openSourceSessionByName(services, committeeId, name, 6 * 3600)
  if (!session) return undefined
  const { db, config, log } = services
  const { settings, holds } = await db.as(session.actor, { purpose: 'feed: read' }, async (tx) => ({
    settings: await mySettings(tx),
    holds: new Set(await heldDocuments(tx)),
  }))
  const people = asked(db, session.actor, config.secret, matter)
  const batches = readLifecare(settings as SettingsInput, people, {
    holds: (ref) => holds.has(ref),
    log: (line) => log.info({ source: id, ...line }, 'feed: asked a source'),
  })
  const told = await pull(db, session.actor, batches, config, matter === undefined)
  log.info({ source: id, ...told }, 'feed: read a source')
  return told
}

/** Those the source is asked about: the people it has handed in with a number, or the one whose matter it is. */
async function* asked(
  db: Db,
  actor: SourceActor,
  secret: string,
  matter?: string,
): AsyncGenerator<{ ref: string; personalNumber: string }> {
  for (let after: string | undefined; ;) {
    const people = await db.as(actor, { purpose: 'feed: whom to ask about' }, (tx) =>
      matter === undefined ? listPeople(tx, after, 500) : peopleIn(tx, matter),
    )
    for (const { ref, sealed } of people) yield { ref, personalNumber: openNumber(secret, sealed) }
    after = people.at(-1)?.ref
    if (people.length < 500) return
  }
}

/**
 * What became of the items of a reading, and why some were refused; how many people were asked about, how many could not be read whole
 * and why; and why the source is down, when it is.
 */
export type Told = Record<ItemResult['status'], number> & {
  problems: Record<string, number>
  people: number
  unread: Partial<Record<Cause, number>>
  failure?: Cause
}

/** One person's part of a reading: what each matter was seen to hold, set aside or not, and the hashes of what was set aside. */
type Reading = { person: string; seen: Map<string, Set<string>>; waiting: string[]; failure?: Cause }

/** What is wrong with one person, and says nothing about the source. */
const personal: ReadonlySet<Cause> = new Set(['other-person', 'bad-number'])
/** So many in a row who cannot be read to the end of a reading, or all of fewer, are a source that is down. */
const enough = 5

/**
 * Takes in what an adapter reads, batch by batch, and notes how the reading went, person by person and for the source (INT-01). A person
 * whose parts all were read is compared with what is held here (INT-03), so that what was refused or set aside shows as missing, and what has been made
 * good leaves the quarantine. What was there before the source was first read is history (INT-02). A reading of less than the `whole` source
 * says nothing about how the source is.
 */
export async function pull(
  db: Db,
  actor: SourceActor,
  batches: AsyncIterable<Batch>,
  installation: Installation,
  whole = true,
): Promise<Told> {
  const access = { purpose: 'feed: read' }
  const { since, firstDay } = await db.as(actor, access, beginReading)
  const told: Told = { stored: 0, unchanged: 0, quarantined: 0, refused: 0, problems: {}, people: 0, unread: {} }
  const end = async (failure?: string) => {
    if (whole) await db.as(actor, access, (tx) => endReading(tx, since, { ...told, failure }))
  }
  let tried = 0
  let away: Cause[] = []
  const finish = async ({ person, seen, waiting, failure }: Reading) => {
    told.people += 1
    if (failure) told.unread[failure] = (told.unread[failure] ?? 0) + 1
    if (failure && personal.has(failure)) return
    tried += 1
    away = failure ? [...away, failure] : []
    if (failure) return
    await db.as(actor, { purpose: 'feed: compare' }, async (tx) => {
      // A matter that was there last time and is gone has nothing in it now, and all that is held of it has changed.
      for (const matter of await mattersRead(tx, person)) if (!seen.has(matter)) seen.set(matter, new Set())
      const matters = [...seen].map(([matter, refs]) => ({ matter, items: [...refs].map((ref) => ({ ref, version: 0 })) }))
      if (matters.length) await compare(tx, matters)
      await noteRead(tx, person, waiting)
    })
  }
  const take = async ({ items, quarantine, failure, person }: Batch, { seen, waiting }: Reading) => {
    const see = (matter: string, ref?: string) => {
      const refs = seen.get(matter) ?? new Set()
      seen.set(matter, ref ? refs.add(ref) : refs)
    }
    for (const { item } of items) {
      if (item.type === 'matter') see(item.ref)
      if (item.type === 'event') see(item.matter, item.event.ref)
    }
    for (const { matter, ref } of quarantine) if (matter && ref) see(matter, ref)
    const aside = quarantine.map((record) => setAside(person, record))
    waiting.push(...aside.map(({ hash }) => hash))
    const results = await db.as(actor, access, async (tx) => {
      if (aside.length) await keepInQuarantine(tx, JSON.stringify(aside))
      const all = items.map(({ item }) => item)
      const changed = await numbered(tx, all, !failure)
      told.unchanged += all.length - changed.length
      const { history = [], news = [] } = Object.groupBy(changed, (item) => (isBefore(item, firstDay) ? 'history' : 'news'))
      return [
        ...(await takeIn(tx, history, { ...installation, imported: true })),
        ...(await takeIn(tx, news, { ...installation, imported: false })),
      ]
    })
    told.quarantined += aside.length
    for (const { status, problem } of results) {
      told[status]++
      if (problem) told.problems[problem.detail] = (told.problems[problem.detail] ?? 0) + 1
    }
  }
  try {
    let reading: Reading | undefined
    for await (const batch of batches) {
      if (reading && reading.person !== batch.person) await finish(reading)
      if (reading?.person !== batch.person) reading = { person: batch.person, seen: new Map(), waiting: [] }
      if (batch.failure) reading.failure ??= batch.failure.cause
      await take(batch, reading)
    }
    if (reading) await finish(reading)
  } catch (error) {
    await end(error instanceof z.ZodError ? 'settings' : 'fault')
    throw error
  }
  if (away[0] && away.length >= Math.min(enough, tried)) told.failure = away[0]
  await end(told.failure)
  return told
}

/** Whether a matter was opened, or something happened, before a day. */
const isBefore = (item: FeedItem, day: Day): boolean =>
  item.type === 'matter' ? item.openedOn < day : item.type === 'event' && dayOf(item.event.at) < day

const setAside = (person: string, record: Batch['quarantine'][number]) => {
  const item = { type: 'lifecare', person, ...record }
  return { item, hash: hashOfItem(item), reason: `lifecare-${record.why}` }
}

/**
 * The items that are new or say something else than what is held, with the version that makes them a correction of it. From a reading that is
 * not `whole` a matter comes only when it is new: its opening day and count may be those of the parts that answered.
 */
async function numbered(tx: Tx, items: readonly FeedItem[], whole: boolean): Promise<FeedItem[]> {
  const refsOf = (...types: FeedItem['type'][]) =>
    items.flatMap((item) => (types.includes(item.type) ? [item.type === 'event' ? item.event.ref : item.ref] : []))
  const [events, documents, matters] = await Promise.all([
    latestEvents(tx, refsOf('event', 'annulled')),
    latestDocuments(tx, refsOf('document')),
    heldMatters(tx, whole ? [] : refsOf('matter')),
  ])
  const heldEvents = new Map(events.map((event) => [event.ref, event]))
  const heldFiles = new Map(documents.map((document) => [document.ref, document]))
  return items.flatMap((item): FeedItem[] => {
    switch (item.type) {
      case 'person':
        return [item]
      case 'matter':
        return matters.includes(item.ref) ? [] : [item]
      case 'event': {
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
      case 'annulled': {
        const held = heldEvents.get(item.ref)
        return held?.annulled ? [] : [{ ...item, version: (held?.version ?? 0) + 1 }]
      }
      case 'document': {
        const held = heldFiles.get(item.ref)
        if (!held) return [item]
        const hash = createHash('sha256').update(Buffer.from(item.content, 'base64')).digest('hex')
        return held.hash === hash && held.title === item.title ? [] : [{ ...item, version: held.version + 1 }]
      }
    }
  })
}
