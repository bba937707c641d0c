import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as, loginPassword } from '../src/kernel/config.ts'
import { type Running, startEmbedded } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'
import { connected } from './stop.ts'

const dir = mkdtempSync(join(tmpdir(), 'delakt-migrate-'))
let server: Running
let url: string
let folder: string
let nr = 0

beforeAll(async () => {
  server = await startEmbedded(join(dir, 'data'), { throwaway: true })
})
afterAll(async () => {
  await server.stop()
  rmSync(dir, { recursive: true })
})
beforeEach(async () => {
  const name = `room_${++nr}`
  await connected(server.url, (sql) => sql.unsafe(`create database ${name}`))
  url = server.url.replace(/[^/]+$/, name)
  folder = mkdtempSync(join(dir, 'sql-'))
  file('0001_first', 'create table kernel.first (id int)')
  file('0002_second', 'insert into kernel.first values (1)')
})

const file = (name: string, text: string) => writeFileSync(join(folder, `${name}.sql`), text)
const rows = () => connected(url, async (sql) => (await sql`select id from kernel.first`).length)

const verifier = () =>
  connected(server.adminUrl, async (sql) => (await sql`select rolpassword from pg_authid where rolname = 'delakt_login'`)[0]?.rolpassword)

test('every migration is run once, also when four copies start at once', async () => {
  const said: string[] = []
  await Promise.all([1, 2, 3, 4].map(() => migrate(url, { folder, log: (line) => said.push(line) })))
  expect(said.map((line) => line.trim().split(' ')[0])).toEqual(['0001_first', '0002_second'])
  expect(await rows()).toBe(1)
})

test('a failing migration leaves nothing behind, and the ones before it stay', async () => {
  file('0003_third', 'insert into kernel.first values (2);\ninsert into kernel.nowhere values (1)')
  await expect(migrate(url, { folder })).rejects.toThrow(
    'Migration 0003_third failed and was undone: relation "kernel.nowhere" does not exist',
  )
  expect(await rows()).toBe(1)
})

test('a migration changed after it was run stops the start; other line ends do not', async () => {
  file('0001_first', 'create table kernel.first (id int)\n;\n')
  await migrate(url, { folder })
  file('0001_first', 'create table kernel.first (id int)\r\n;\r\n')
  await migrate(url, { folder })
  file('0001_first', 'create table kernel.first (id bigint)')
  await expect(migrate(url, { folder })).rejects.toThrow(/0001_first has changed since it was applied/)
})

test('an older Delakt refuses a database that a newer one has changed', async () => {
  file('0003_newer', 'select 1')
  await migrate(url, { folder })
  rmSync(join(folder, '0003_newer.sql'))
  await expect(migrate(url, { folder })).rejects.toThrow('The database is newer than this Delakt (it has 0003_newer)')
})

test('a migration numbered before what has been run is not slipped in', async () => {
  await migrate(url, { folder })
  file('0001_later', 'select 1')
  await expect(migrate(url, { folder })).rejects.toThrow('lacks 0001_later although it has 0002_second')
})

test('the server can sign in with the password, and a working one is left alone', async () => {
  file(
    '0003_role',
    `do $$ begin if not exists (select from pg_roles where rolname = 'delakt_login') then create role delakt_login login; end if; end $$`,
  )
  await migrate(url, { folder, secret: 'first' })
  const before = await verifier()
  await migrate(url, { folder, secret: 'first' })
  expect(await verifier()).toBe(before)
  await migrate(url, { folder, secret: 'second' })
  await connected(as(url, 'delakt_login', loginPassword('second')), (sql) => sql`select 1`)
  await expect(connected(as(url, 'delakt_login', loginPassword('first')), (sql) => sql`select 1`)).rejects.toThrow(
    'password authentication failed',
  )
})

test('a database keeps to the secret it was made with, until a new one is meant', async () => {
  await migrate(url, { secret: 'first' })
  await migrate(url, { secret: 'first' })
  await expect(migrate(url, { secret: 'second' })).rejects.toThrow('DELAKT_SECRET is not the one this database was made with')
  await connected(as(url, 'delakt_login', loginPassword('first')), (sql) => sql`select 1`)
  await migrate(url, { secret: 'second', newSecret: true })
  await expect(migrate(url, { secret: 'first' })).rejects.toThrow('DELAKT_SECRET')
})
