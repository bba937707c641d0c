import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { config, db, owner } from '#testing'
import { ask, aScene, identities, listTables } from './row-security.ts'

const declared = 'db/row-security.txt'
const heading = `# Table, identity and what it may do: denied (no grant), none, own or all rows. (n/m): so many of the columns.
# What is not listed is denied altogether. src/testing/row-security.test.ts asks the database, and tries what happens
# without each policy. A change here is a change of who may see what: read it line by line.
`
const login = postgres(config.loginUrl, { max: 4, onnotice: () => undefined })
afterAll(() => login.end())

const scene = await aScene('Nämnd A')
const other = await aScene('Nämnd B')
const tables = await listTables()
const nothing = 'select=denied insert=denied update=denied delete=denied'

/** The lines of some tables: only what is not denied altogether, so that a reader sees what is open. */
async function lines(names: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of tables.filter(({ name }) => names.includes(name)))
    for (const [identity, role, whose] of identities) {
      const answer = await ask(login, table, role, scene.secrets[whose] ?? 'nobody')
      if (answer !== nothing) found.push(`${table.name.padEnd(30)} ${identity.padEnd(18)} ${answer}`)
    }
  return found
}

const all = tables.map(({ name }) => name)
const wanted = () =>
  readFileSync(declared, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))

test('there is something in every table, of both committees', () => {
  expect(other.committee.id).not.toBe(scene.committee.id)
  expect(tables.filter(({ rows }) => rows.length === 0).map(({ name }) => name)).toEqual([])
})

test('every table has row security', async () => {
  const open = await owner`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and not c.relrowsecurity`
  expect(open.map((row) => row['name'])).toEqual([])
})

test('every table × command × identity is as declared', async () => {
  const found = await lines(all)
  expect(found.length).toBeGreaterThan(300)
  // A change that is meant is written with `vitest run -u`, and its diff read line by line.
  await expect(`${heading}${found.join('\n')}\n`).toMatchFileSnapshot(join('..', '..', declared))
}, 120_000)

test.each([
  ['delakt_person', 'person'],
  ['delakt_person', 'weak'],
  ['delakt_staff', 'officer'],
  ['delakt_staff', 'deskless'],
  ['delakt_staff', 'steward'],
  ['delakt_auditor', 'reviewer'],
])('a session that has run out opens as little as none (%s:%s)', async (role, whose) => {
  const answers = async (secret: string) => {
    const found: string[] = []
    for (const table of tables) found.push(`${table.name} ${await ask(login, table, role, secret)}`)
    return found
  }
  const secret = scene.secrets[whose]!
  const [own, nobody] = [await answers(secret), await answers('nobody')]
  expect(own).not.toEqual(nobody)
  const of = owner`secret_hash = sha256(${secret}::text::bytea)`
  for (const end of ['idle_until', 'expires_at', 'ended_at']) {
    const [before] = await owner`select ${owner(end)} as moment from identity.sessions where ${of}`
    await owner`update identity.sessions set ${owner(end)} = now() - interval '1 second' where ${of}`
    expect([end, await answers(secret)]).toEqual([end, nobody])
    await owner`update identity.sessions set ${owner(end)} = ${before!['moment'] as Date | null} where ${of}`
  }
  expect(await answers(secret)).toEqual(own)
})

test('a source whose token has run out, or was taken back, is no source to the database', async () => {
  const secret = scene.secrets['source']!
  const of = owner`secret_hash = sha256(${secret}::text::bytea)`
  const known = () =>
    db.as(
      { kind: 'source', secret },
      { purpose: 'test' },
      (tx) => tx.maybe(z.object({ id: z.uuid().nullable() }))`select identity.my_source() as id`,
    )
  expect((await known())?.id).toEqual(expect.any(String))
  for (const end of ['expires_at', 'ended_at']) {
    await owner`update identity.sessions set expires_at = now() + interval '1 minute', ended_at = null where ${of}`
    await owner`update identity.sessions set ${owner(end)} = now() - interval '1 second' where ${of}`
    expect([end, await known()]).toEqual([end, { id: null }])
  }
})

test('the policy that is dropped or opened turns the declared table red, whichever it is', async () => {
  const policies = await owner`
    select format('%I.%I', schemaname, tablename) as "table", policyname as name, cmd, array_to_string(roles, ', ') as roles, qual, with_check as check
    from pg_policies where schemaname not in ('pgboss') order by 1, 2`
  const survived: string[] = []
  let tried = 0
  for (const { table, name, cmd, roles, qual, check } of policies as unknown as {
    table: string
    name: string
    cmd: string
    roles: string
    qual: string | null
    check: string | null
  }[]) {
    const make = (using: string | null, withCheck: string | null) =>
      `create policy "${name}" on ${table} for ${cmd} to ${roles} ${using ? `using (${using})` : ''} ${withCheck ? `with check (${withCheck})` : ''}`
    const declaredHere = wanted().filter((line) => line.startsWith(`${table} `))
    const red = async (how: string, statement: string | undefined) => {
      tried += 1
      await owner.unsafe(`drop policy "${name}" on ${table}`)
      if (statement) await owner.unsafe(statement)
      if (JSON.stringify(await lines([table])) === JSON.stringify(declaredHere)) survived.push(`${how}: ${name} on ${table}`)
      if (statement) await owner.unsafe(`drop policy "${name}" on ${table}`)
      await owner.unsafe(make(qual, check))
    }
    await red('dropped', undefined)
    const open = (qual ?? 'true') === 'true' && (check ?? 'true') === 'true'
    if (!open) await red('opened', make(qual ? 'true' : null, check || cmd === 'INSERT' ? 'true' : null))
  }
  expect(tried).toBeGreaterThan(80)
  expect(survived).toEqual([])
  expect(await lines(all)).toEqual(wanted())
}, 300_000)
