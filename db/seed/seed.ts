import type postgres from 'postgres'
import { residents } from '../../demo/people.ts'
import { connected } from '../../scripts/stop.ts'
import type { SourceActor } from '../../src/kernel/actor.ts'
import type { Config } from '../../src/kernel/config.ts'
import { connect, type Db } from '../../src/kernel/db.ts'
import { addDays, dayOf } from '../../src/kernel/values/day.ts'
import type { FeedInput } from '../../src/modules/matters/feed/model.ts'
import { takeIn } from '../../src/modules/matters/feed/ingest.ts'
import { compare, noteReading } from '../../src/modules/matters/feed/queries.ts'
import { setClocks } from './clocks.ts'
import { correspond } from './contact.ts'
import { seedDirectory } from './directory.ts'
import { decideRules } from './rules.ts'
import { tellers } from './matters/index.ts'
import { breakGlass, guardFacts, look, lookElsewhere, open, readAndSay } from './acts.ts'
import { standBeside } from './duties.ts'
import { numberOf, refOf, type Scene } from './scene.ts'
import { openSources, sessions } from './sessions.ts'
import { calendar, type Matter, type Source, type Story, type Told } from './story.ts'
import { furnishInboxes } from './inbox.ts'
import { keepDirectory } from './keep.ts'
import { keepNative } from './native.ts'
import { giveTimes } from './times.ts'
import { sayHowToReach } from './ways.ts'

type Options = { now?: Date; say?: (line: string) => void }

/**
 * Moves Delaby's people in, through the same doors as in production: sources hand in, the manager decides the rules, officers look,
 * release and open, people read and write. Only the directory, the sources and the clocks are set by the owner. Dates are counted from
 * `now`. False when somebody lives there already; what a seeding that was killed left behind is cleared away first.
 */
export async function seed(ownerUrl: string, config: Config, { now = new Date(), say = () => undefined }: Options = {}): Promise<boolean> {
  return connected(ownerUrl, async (sql) => {
    if (!(await begun(sql))) return false
    const db = connect(config.loginUrl, 4)
    try {
      await seedDirectory(sql, config)
      const stories = await Promise.all(tellers.map((tell) => tell(calendar(dayOf(now)))))
      const places = await openSources(sql)
      const doors = sessions(sql, db)
      await moveIn({ sql, db, config, now, stories, places, ...doors }, say)
      await doors.leave()
      await sql`drop table kernel.seeding`
      return true
    } finally {
      await db.close()
    }
  })
}

/** True when there is something to do. A table that is there only while seeding tells that the last time was never finished. */
async function begun(sql: postgres.Sql): Promise<boolean> {
  const [half] = await sql`select where to_regclass('kernel.seeding') is not null`
  if (half) {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and (n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'kernel') or c.oid = 'kernel.outbox'::regclass)
        and c.relname not in ('process_templates', 'legal_references') and c.oid <> 'audit.log'::regclass`
    await sql.unsafe(`truncate ${tables.map(({ name }) => name).join(', ')}`)
    return true
  }
  const [somebody] = await sql`select from directory.municipalities limit 1`
  if (somebody) return false
  await sql`create table kernel.seeding ()`
  await sql`alter table kernel.seeding enable row level security`
  return true
}

async function moveIn(scene: Scene, say: (line: string) => void): Promise<void> {
  const { db, stories, places, now } = scene
  const all = stories.flatMap((story) => story.matters.map((matter) => ({ story, matter })))
  const pushed = all.filter(({ matter }) => matter.source !== 'native')
  const of = (source: Source) => pushed.filter(({ matter }) => matter.source === source)
  // Delakt was opened in Delaby then: what is older came in as history (INT-02).
  const goLive = addDays(dayOf(now), -270)
  const isOld = (told: Told) => told.came < goLive
  const isLater = (told: Told) => (told.version ?? 0) > 0

  await decideRules(scene, dayOf(now))
  for (const source of places.pushing) {
    const actor = await scene.sourceOf(source)
    const mine = of(source)
    const oldOnes = ({ matter }: { matter: Matter }) => matter.head.openedOn < goLive
    await handIn(
      db,
      actor,
      [...people(scene, source), ...mine.filter(oldOnes).flatMap(headOf), ...mine.flatMap(({ matter }) => items(matter, isOld))],
      true,
      scene,
    )
    await handIn(
      db,
      actor,
      [
        ...mine.filter((one) => !oldOnes(one)).flatMap(headOf),
        ...mine.flatMap(({ matter }) => [...items(matter, (told) => !isOld(told) && !isLater(told)), ...papers(matter)]),
      ],
      false,
      scene,
    )
    await handIn(
      db,
      actor,
      mine.flatMap(({ matter }) => matter.strange.map(({ item }) => item)),
      false,
      scene,
      'quarantined',
    )
  }
  for (const one of all.filter(({ matter }) => matter.source === 'native')) await keepNative(scene, one)
  say('  history handed in')

  const matters = await idsOf(scene, all)
  for (const { matter } of all) {
    await look(scene, matters.get(matter)!, matter)
    if (matter.opened) await open(scene, matters.get(matter)!, matter)
  }
  for (const source of places.pushing) {
    const later = of(source).flatMap(({ matter }) => [...items(matter, isLater), ...takenBack(matter)])
    if (later.length) await handIn(db, await scene.sourceOf(source), later, false, scene)
  }
  for (const { matter } of pushed) if (matter.events.some(isLater)) await look(scene, matters.get(matter)!, matter)
  say('  matters opened for their people')

  for (const { story, matter } of all) if (matter === story.matters[0]) await guardFacts(scene, matters.get(matter)!, story, matter)
  for (const { story, matter } of all) if (matter.opened) await readAndSay(scene, matters.get(matter)!, story, matter)
  const beside = []
  for (const { story, matter } of all) beside.push(...(await standBeside(scene, matters.get(matter)!, story, matter)))
  for (const source of places.pushing) {
    const manifest = of(source).map(({ matter }) => ({ matter: matter.head.ref, items: held(matter) }))
    await db.as(await scene.sourceOf(source), { purpose: 'feed: compare' }, async (tx) => {
      await compare(tx, manifest)
      await noteReading(tx)
    })
  }
  await db.as(await scene.sourceOf('lss'), { purpose: 'feed: reading' }, (tx) => noteReading(tx, 'unreachable'))
  await setClocks(
    scene,
    all.map(({ story, matter }) => ({ story, matter, id: matters.get(matter)! })),
    beside,
  )
  const first = (name: string) => matters.get(all.find(({ story }) => story.name === name)!.matter)!
  await breakGlass(scene, first('Torsten Ek'))
  await lookElsewhere(scene, first('Camilla Rosén'))
  await keepDirectory(scene)
  await sayHowToReach(scene)
  await giveTimes(scene)
  const letters = await correspond(scene)
  await furnishInboxes(scene)
  say(`  ${letters} letters to the units`)
  say(`  ${stories.length} people with ${all.length} cases and ${all.reduce((sum, { matter }) => sum + matter.events.length, 0)} events`)
}

// --- What a source hands in ---

const personRef = (name: string) => `P-${residents.find((one) => one.name === name)!.subject}`

const people = ({ stories }: Scene, source: Source): FeedInput[] =>
  stories
    .filter(({ matters }) => matters.some((matter) => matter.source === source))
    .map(({ name, language, protectedIdentity }) => ({
      type: 'person',
      ref: personRef(name),
      name,
      personalNumber: numberOf(name),
      ...(language ? { language } : {}),
      ...(protectedIdentity ? { protectedIdentity } : {}),
    }))

const headOf = ({ story, matter }: { story: Story; matter: Matter }): FeedInput[] => [
  { type: 'matter', person: personRef(story.name), ...matter.head },
]
const items = ({ events }: Matter, which: (told: Told) => boolean): FeedInput[] => events.filter(which).map(({ item }) => item)
const papers = ({ head, documents }: Matter): FeedInput[] =>
  documents.map(({ ref, title, content }) => ({ type: 'document', matter: head.ref, ref, title, content: content.toString('base64') }))
const takenBack = ({ head, annulled }: Matter): FeedInput[] =>
  annulled.map(({ ref, reason }) => ({ type: 'annulled', matter: head.ref, ref, version: 1, reason }))

/** What the source says it holds: what came, also what we could not read, what it took back left out, and what has not come yet. */
function held({ head, events, annulled, strange, notYet }: Matter): { ref: string; version: number }[] {
  const gone = new Set(annulled.map(({ ref }) => ref))
  const latest = new Map(events.map(({ item, version = 0, newer }) => [item.event.ref, newer ? version + 1 : version]))
  const here = [...latest].filter(([ref]) => !gone.has(ref)).map(([ref, version]) => ({ ref, version }))
  const notHere = [
    ...strange.map(({ item }) => item.event.ref),
    ...Array.from({ length: notYet }, (_, n) => `${head.ref}-ännu-inte-${n + 1}`),
  ]
  return [...here, ...notHere.map((ref) => ({ ref, version: 0 }))]
}

async function handIn(
  db: Db,
  actor: SourceActor,
  batch: object[],
  imported: boolean,
  { config }: Scene,
  becomes = 'stored',
): Promise<void> {
  const results = await db.as(actor, { purpose: imported ? 'feed: import a file' : 'feed: push' }, (tx) =>
    takeIn(tx, batch, { ...config, imported }),
  )
  const bad = results.find(({ status }) => status !== becomes)
  if (bad) throw new Error(`Seeding: ${JSON.stringify(batch[bad.index]).slice(0, 120)} was ${bad.status}: ${bad.problem?.detail}`)
}

// --- What the unit does ---

async function idsOf({ sql, places }: Scene, all: { matter: Matter }[]): Promise<Map<Matter, string>> {
  const rows = await sql<{ id: string; ref: string; sourceId: string }[]>`select id, ref, source_id as "sourceId" from record.matters`
  return new Map(
    all.map(({ matter }) => [matter, rows.find((row) => row.ref === refOf(matter) && row.sourceId === places.idOf(matter.source))!.id]),
  )
}
