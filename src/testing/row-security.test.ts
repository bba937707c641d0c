import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { config, owner } from '#testing'
import { ask, aScene, identities, listTables } from './row-security.ts'

const declared = 'db/row-security.txt'
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
const wanted = () => readFileSync(declared, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'))

test('there is something in every table, of both committees', () => {
  expect(other.committee.id).not.toBe(scene.committee.id)
  expect(tables.filter(({ name, rows }) => rows.length === 0 && name !== 'kernel.migrations').map(({ name }) => name)).toEqual(['gate.history_is_empty'].slice(1))
})

test('every table has row security', async () => {
  const open = await owner`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and not c.relrowsecurity`
  expect(open.map((row) => row['name'])).toEqual([])
})

test('every table × command × identity is as declared', async () => {
  const found = await lines(all)
  if (!existsSync(declared)) writeFileSync(declared, `# Table, identity and what it may do: denied (no grant), none, own or all rows. (n/m): columns granted.\n# What is not listed is denied altogether. Declared by hand; src/testing/row-security.test.ts asks the database.\n${found.join('\n')}\n`)
  expect(found).toEqual(wanted())
}, 120_000)
