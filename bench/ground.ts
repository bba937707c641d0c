// The bench's own PostgreSQL in .delakt/bench, and the invented people in it. Kept between runs.
import { mkdirSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { as, loginPassword } from '../src/kernel/config.ts'
import { startEmbedded } from '../scripts/embedded-postgres.ts'
import { holdFolder } from '../scripts/lock.ts'
import { migrate } from '../scripts/migrate.ts'
import { Stop } from '../scripts/stop.ts'
import { copiesInSql, idInSql, longest, personOf, signedIn } from './people.ts'
import { sampleOf, variants } from './samples.ts'

export const root = resolve(import.meta.dirname, '..')
export const folder = join(root, '.delakt', 'bench')
/** Where the access logs of the bench's databases are sealed outside them. */
export const checkpoints = join(folder, 'checkpoints')
/** The bench's installation secret: everything here is invented. */
export const secret = 'only-for-the-bench-only-for-the-bench'

/** Addresses of one database: the owner's, the server's own, and PostgreSQL's administrator's. */
export type Base = { ownerUrl: string; loginUrl: string; adminUrl: string }
export type Ground = {
  /** The invented people, made when they are not there. */
  people(persons: number): Promise<Base>
  /** An empty, migrated database with one committee, unit NORR and the source `bench`. */
  empty(name: string): Promise<Base>
  stop(): Promise<void>
}

type Say = (line: string) => void

/** Starts the bench's database. Throws Stop when another bench runs, or the disk is too small for `persons`. */
export async function openGround(say: Say): Promise<Ground> {
  mkdirSync(folder, { recursive: true })
  const release = holdFolder(folder)
  let running = await startEmbedded(folder, { say })
  const baseOf = (name: string): Base => {
    const of = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
    return {
      ownerUrl: of(running.url),
      adminUrl: of(running.adminUrl),
      loginUrl: as(of(running.url), 'delakt_login', loginPassword(secret)),
    }
  }
  const admin = async <T>(work: (sql: postgres.Sql) => Promise<T>, url = running.adminUrl): Promise<T> => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined })
    try {
      return await work(sql)
    } finally {
      await sql.end()
    }
  }
  const made = async (name: string): Promise<Base> => {
    await admin(async (sql) => {
      await sql.unsafe(`drop database if exists ${name} with (force)`)
      await sql.unsafe(`create database ${name} owner delakt`)
    })
    const base = baseOf(name)
    await migrate(base.ownerUrl, { secret })
    await admin(scene, base.adminUrl)
    return base
  }
  /** While the people are made nothing needs to be logged: a killed bench makes them anew. */
  const logging = async (level: 'minimal' | 'replica') => {
    const now = await admin(async (sql) => (await sql`show wal_level`)[0]?.['wal_level'] as string)
    if (now === level) return
    await admin(async (sql) => {
      await sql.unsafe(level === 'minimal' ? 'alter system set wal_level = minimal' : 'alter system reset wal_level')
      await sql.unsafe(level === 'minimal' ? 'alter system set max_wal_senders = 0' : 'alter system reset max_wal_senders')
      await sql.unsafe("alter system set max_wal_size = '4GB'")
    })
    await running.stop()
    running = await startEmbedded(folder, { say })
  }
  return {
    async people(persons) {
      const name = `people_${persons}`
      if (await whole(baseOf(name), admin)) {
        await logging('replica')
        await awake(baseOf(name))
        return baseOf(name)
      }
      room(persons)
      await logging('minimal')
      const base = await made(name)
      const from = performance.now()
      say(`Making ${persons} persons with ${persons * 10} copies`)
      await admin((sql) => populate(sql, persons, say), base.adminUrl)
      await logging('replica')
      await admin(async (sql) => {
        await sql`checkpoint`
        const [size] = await sql`select pg_size_pretty(pg_database_size(current_database())) as size`
        say(`\n  ${size?.['size']} in ${Math.round((performance.now() - from) / 1000)} s`)
      }, baseOf(name).adminUrl)
      await awake(baseOf(name))
      return baseOf(name)
    },
    empty: made,
    async stop() {
      await running.stop()
      release()
    },
  }
}

/** Everybody is signed in, and was last seen two minutes ago, so that a page is also a sign of life to be written down. */
export async function awake({ adminUrl }: Base): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  await sql`update identity.sessions set seen_at = now() - interval '2 minutes', idle_until = now() + interval '20 minutes', expires_at = now() + interval '8 hours', ended_at = null`
  await sql`vacuum analyze identity.sessions`
  await sql.end()
}

/** Reads what those who are signed in have, once: twenty thousand people who came yesterday too, and not a disk that nobody has read from. */
export async function remembered({ adminUrl }: Base): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  await sql`select sum(length(c.event::text)) from identity.sessions s join shelf.copies c on c.person_id = s.person_id`
  await sql`select count(m.number), count(p.name) from identity.sessions s join shelf.matters m on m.person_id = s.person_id join identity.persons p on p.id = s.person_id`
  await sql.end()
}

/** Made by this version of the schema, and to the end. */
const whole = async (
  { ownerUrl, adminUrl }: Base,
  admin: <T>(work: (sql: postgres.Sql) => Promise<T>, url: string) => Promise<T>,
): Promise<boolean> => {
  try {
    await migrate(ownerUrl, { secret })
    return await admin(async (sql) => (await sql`select to_regclass('bench.whole') is not null as whole`)[0]?.['whole'] === true, adminUrl)
  } catch (error) {
    if (error instanceof Stop) return false
    throw error
  }
}

/** About 900 bytes a copy with its indexes, and the log while they are tidied. */
const room = (persons: number): void => {
  const needed = persons * 10 * 900 + 6e9 * Math.min(1, persons / 2e6) + 5e8
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= needed) return
  const gb = (bytes: number) => (bytes / 1e9).toFixed(1)
  throw new Stop(
    `The disk that holds ${folder} has ${gb(bavail * bsize)} GB free, and ${persons} persons need ${gb(needed)} GB: free some, or run with --small.`,
  )
}

const committee = '11111111-1111-4111-8111-111111111111'
const municipality = '22222222-2222-4222-8222-222222222222'
const unit = '33333333-3333-4333-8333-333333333333'

const scene = async (sql: postgres.Sql): Promise<void> => {
  await sql`
    insert into directory.municipalities (id, code, region, name, phone, phone_hours)
    values (${municipality}, '9901', 'Region Mellanbygden', 'Delaby', '0980-31 92 00', ${sql.json({ sv: 'vardagar 8–16.30', en: 'weekdays 8–16.30' })})`
  await sql`
    insert into directory.committees (id, municipality_id, name, post_address)
    values (${committee}, ${municipality}, ${sql.json({ sv: 'Socialnämnden', en: 'The social services committee' })}, 'Delaby kommun, 980 10 Delaby')`
  await sql`
    insert into directory.units (id, committee_id, code, name, phone, phone_hours)
    values (${unit}, ${committee}, 'NORR', ${sql.json({ sv: 'Norra enheten', en: 'The northern unit' })}, '0980-31 92 05', ${sql.json({ sv: 'vardagar 8–16.30', en: 'weekdays 8–16.30' })})`
  await sql`insert into record.sources (committee_id, name, kind, label) values (${committee}, 'bench', 'push', ${sql.json({ sv: 'verksamhetssystemet', en: 'the case system' })})`
}

/** Set by set, as PostgreSQL likes it: rows first, keys after, in one transaction. */
const populate = async (sql: postgres.Sql, persons: number, say: Say): Promise<void> => {
  await sql`create schema bench`
  await sql`create table bench.samples (k int, turn int, kind text, event jsonb, primary key (k, turn))`
  for (let k = 1; k <= longest; k++)
    for (let turn = 0; turn < variants; turn++) {
      const { kind, event } = sampleOf(k, turn)
      await sql`insert into bench.samples values (${k}, ${turn}, ${kind}, ${event}::text::jsonb)`
    }
  await sql.begin(async (tx) => {
    // As a replica would: references are not checked one by one, because both ends are made here.
    await tx.unsafe(
      "set local session_replication_role = replica; set local maintenance_work_mem = '1GB'; truncate identity.persons, shelf.matters, shelf.copies cascade",
    )
    // Keys that nothing refers to are made when the rows are there.
    const keys = await tx`
      select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as text from pg_constraint c
      where conrelid in ('identity.persons'::regclass, 'shelf.matters'::regclass, 'shelf.copies'::regclass) and contype in ('p', 'u')
        and not exists (select from pg_constraint f where f.confrelid = c.conrelid and f.conindid = c.conindid and f.contype = 'f') order by contype`
    for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`)
    await tx.unsafe(`
      create unlogged table bench.people as
      select n, ${idInSql("'person-' || n")} as person_id, ${idInSql("'matter-' || n")} as matter_id, ${copiesInSql} as copies from generate_series(0, ${persons - 1}) n`)
    await tx.unsafe('create index on bench.people (copies)')
    await tx.unsafe(`
      insert into identity.persons (id, number_index, number_sealed, name, language)
      select person_id, sha256(('number-' || n)::bytea), sha256(('sealed-' || n)::bytea), 'Provperson ' || n, 'sv' from bench.people`)
    await tx.unsafe(`
      insert into shelf.matters (person_id, id, committee_id, unit_id, number, field, title, opened_on, imported, source_label, data_from, invited_by, shown, withheld, waiting, last_good_at)
      select person_id, matter_id, '${committee}', '${unit}', '2023-' || n,
        (array['financial-assistance', 'adult-addiction', 'social-psychiatry', 'disability', 'child-and-family', 'elderly-care'])[1 + n % 6],
        null, date '2022-01-03' + n % 600, true, '{"sv": "verksamhetssystemet", "en": "the case system"}', '2015-01-01', 'Amina Haddad', copies, n % 3, n % 2, now() - interval '3 hours'
      from bench.people`)
    say('  persons and matters')
    await tx.unsafe('analyze bench.people')
    let written = 0
    // Item by item and not person by person: on a real disk a matter's copies lie as far apart as the days they came.
    for (let k = 1; k <= longest; k++) {
      const inserted = await tx.unsafe(`
        insert into shelf.copies (person_id, matter_id, committee_id, kind, ref, version, at, seq, event, handed_at, opened_at)
        select person_id, matter_id, '${committee}', s.kind, md5(n || '-${k}'), 0, day, ${k}, s.event, day + interval '1 day', case when copies > ${k} then day + interval '4 days' end
        from bench.people join bench.samples s on s.k = ${k} and s.turn = n % ${variants}, lateral (select timestamptz '2022-01-03 09:00+01' + (n % 600 + ${k} * 14) * interval '1 day') as at (day)
        where copies >= ${k}`)
      written += inserted.count
      process.stderr.write(`\r  ${written} copies`)
    }
    process.stderr.write('\n')
    for (const { table, name, text } of keys) {
      await tx.unsafe(`alter table ${table} add constraint ${name} ${text}`)
      say(`  ${name}`)
    }
    const sessions = Array.from({ length: Math.min(signedIn, persons) }, (_, i) => personOf(i, persons))
    await tx`
      insert into identity.sessions (secret_hash, kind, person_id, municipality_id, level, idle_until, expires_at)
      select sha256(convert_to('bench-session-of-' || n, 'UTF8')), 'person', person_id, ${municipality}, 3, now(), now()
      from bench.people where n = any (${sessions}::int[])`
    await tx`drop table bench.people`
    await tx`create table bench.whole ()`
  })
  for (const table of ['identity.persons', 'identity.sessions', 'shelf.matters', 'shelf.copies']) {
    await sql.unsafe(`vacuum (freeze, analyze) ${table}`)
    say(`  ${table} tidied`)
  }
}
