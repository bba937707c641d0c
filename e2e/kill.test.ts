import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#kernel/config'
import { seed } from '../db/seed/seed.ts'
import { build } from '../scripts/build.ts'
import { type Running, startEmbedded } from '../scripts/embedded-postgres.ts'
import { migrate } from '../scripts/migrate.ts'
import { freePorts } from './delaby.ts'

// The power goes, twenty times: of the server, of PostgreSQL, and of an import. What somebody was told is saved, is saved, and once.

const root = resolve(import.meta.dirname, '..')
const dir = mkdtempSync(join(tmpdir(), 'delakt-kill-'))
const secret = 'kill-kill-kill-kill-kill-kill-kill-kill'
let database: Running
let owner: postgres.Sql
let server: ChildProcess | undefined
let port = 0

const env = () => ({
  PATH: process.env['PATH'],
  DATABASE_URL: database.url,
  DELAKT_DATA: dir,
  DELAKT_SECRET: secret,
  DELAKT_LOG: 'silent',
  PORT: String(port),
  DELAKT_DEMO_PORT: String(port + 1),
})

const openDatabase = async () => {
  database = await startEmbedded(dir)
  owner = postgres(database.url, { max: 3, onnotice: () => undefined, connection: { statement_timeout: 20_000 } })
}
const postmaster = () => {
  const moved = join(dir, 'postgres-is-at')
  const home = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : join(dir, 'postgres')
  return Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}
const ended = (child: ChildProcess) =>
  new Promise<void>((done) => (child.exitCode === null && child.signalCode === null ? child.once('exit', () => done()) : done()))

/** `said` gets what the server logs as going wrong. */
async function openServer(said?: (line: string) => void): Promise<void> {
  const stdio = said ? (['ignore', 'pipe', 'pipe'] as const) : 'ignore'
  server = spawn(process.execPath, ['dist/cli.js', 'serve'], {
    cwd: root,
    env: { ...env(), DELAKT_LOG: said ? 'warn' : 'silent' },
    stdio: stdio as never,
  })
  if (said) for (const stream of [server.stdout, server.stderr]) stream?.on('data', (bytes: Buffer) => said(String(bytes)))
  for (let n = 0; n < 400; n++) {
    if (
      await fetch(`http://localhost:${port}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    if (server.exitCode !== null) break
    await sleep(50)
  }
  expect.fail('the server did not start again')
}
const killServer = async () => {
  server!.kill('SIGKILL')
  await ended(server!)
}
const killDatabase = async () => {
  process.kill(postmaster(), 'SIGKILL')
  await owner.end({ timeout: 1 })
}

type Writer = { cookie: string; path: string }
type Item = Writer & { id: string }
const persons: Writer[] = []
const items: Item[] = []

async function aSession(of: { person?: string; staff?: string; assignment?: string; municipality: string }): Promise<string> {
  const key = randomBytes(32).toString('base64url')
  await owner`
    insert into identity.sessions (secret_hash, kind, person_id, staff_id, assignment_id, municipality_id, level, idle_until, expires_at)
    values (${createHash('sha256').update(key).digest()}, ${of.person ? 'person' : 'staff'}, ${of.person ?? null}, ${of.staff ?? null}, ${of.assignment ?? null},
      ${of.municipality}, 3, now() + interval '20 minutes', now() + interval '8 hours')`
  return `__Host-delakt=${key}`
}

beforeAll(async () => {
  chmodSync(dir, 0o755)
  await build()
  ;[port] = await freePorts()
  await openDatabase()
  await migrate(database.url, { secret })
  await seed(database.url, readConfig(env()))
  const shelves = await owner<{ person: string; path: string; municipality: string }[]>`
    select distinct on (c.person_id) c.person_id as person, '/mina-sidor/arenden/' || c.matter_id || '/om/' || c.id as path, (select id from directory.municipalities order by code limit 1) as municipality
    from shelf.copies c where c.kind = 'decision' order by c.person_id, c.id`
  for (const { path, ...of } of shelves) persons.push({ path, cookie: await aSession(of) })
  const [worker] = await owner<{ staff: string; assignment: string; municipality: string }[]>`
    select s.id as staff, a.id as assignment, s.municipality_id as municipality from directory.staff s join directory.assignments a on a.staff_id = s.id where s.name = 'Amina Haddad'`
  const waits = await owner<{ id: string; matter: string }[]>`
    select d.item_id as id, d.matter_id as matter from gate.release_decisions d join record.matters m on m.id = d.matter_id join directory.units u on u.id = m.unit_id
    where d.state in ('imported', 'assessed') and u.code = 'vuxen' order by d.item_id limit 6`
  for (const { id, matter } of waits) items.push({ id, path: `/personal/granska/${matter}/${id}`, cookie: await aSession(worker!) })
  expect([persons.length > 5, items.length]).toEqual([true, 6])
}, 120_000)

afterAll(async () => {
  if (server) await killServer()
  await owner.end()
  await database.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** What was said to be saved, and what nobody got an answer about. */
const told = new Set<string>()
const unsure = new Set<string>()
/** For each item the states it may be in: the one that was acknowledged last, and perhaps one that was asked for after that. */
const expected = new Map<string, Set<string>>()
/** What is undone waits as it waited before: for a look, or for its rule. */
const standing = (state: string) => (state === 'imported' || state === 'assessed' ? 'waits' : state)

const post = async (path: string, cookie: string, form: Record<string, string>) =>
  fetch(`http://localhost:${port}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
    headers: { cookie, origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' },
    signal: AbortSignal.timeout(4_000),
  }).then(
    ({ status }) => status,
    () => 0,
  )

/** Everybody writes until the server goes, or the time is out. */
async function writing(until: { over: boolean }): Promise<void> {
  const say = async ({ path, cookie }: Writer) => {
    while (!until.over) {
      const text = `Skrivet ${randomUUID()}`
      const form = { kind: 'comment', text, key: randomUUID() }
      const status = await post(path, cookie, form)
      if (status === 303) told.add(text)
      else if (status === 429) return
      else unsure.add(text)
      if (status === 0) await sleep(20)
      // The same form sent again, as a person does who got no answer: still once.
      if (status === 0 && (await post(path, cookie, form)) === 303) told.add(text)
    }
  }
  const decide = async ({ id, path, cookie }: Item) => {
    while (!until.over) {
      const [row] = await owner<
        { revision: number; state: string }[]
      >`select revision, state from gate.release_decisions where item_id = ${id}`.catch(() => [])
      if (!row) return
      const to = row.state === 'released' ? 'waits' : 'released'
      const before = expected.get(id) ?? new Set([standing(row.state)])
      expected.set(id, new Set([...before, to]))
      const status = await post(to === 'released' ? path : `${path}/angra`, cookie, {
        sett: String(row.revision),
        ...(to === 'released' ? { beslut: 'visa' } : {}),
      })
      if (status === 429) return void expected.set(id, before)
      if (status !== 303) continue
      decided += 1
      expected.set(id, new Set([to]))
    }
  }
  await Promise.all([...persons.map(say), ...items.map(decide)])
}

let decided = 0
/** Some time, and until somebody has been told that a remark and that a decision is saved: a kill before that proves nothing. */
async function someIsSaved(after: number): Promise<void> {
  const before = { told: told.size, decided }
  await sleep(after)
  for (let n = 0; n < 200 && (told.size === before.told || decided === before.decided); n++) await sleep(50)
  expect([told.size > before.told, decided > before.decided]).toEqual([true, true])
}

async function nothingIsLost(): Promise<void> {
  const rows = await owner<
    { text: string; n: number }[]
  >`select text, count(*)::int as n from voice.remarks where text like 'Skrivet %' group by text`
  const there = new Map(rows.map(({ text, n }) => [text, n]))
  expect([...told].filter((text) => there.get(text) !== 1)).toEqual([])
  expect(rows.filter(({ text, n }) => n !== 1 || !(told.has(text) || unsure.has(text)))).toEqual([])
  for (const [id, states] of expected) {
    const [row] = await owner<{ state: string; copies: number }[]>`
      select d.state, (select count(*)::int from shelf.copies c where c.id = d.copy_id) as copies from gate.release_decisions d where d.item_id = ${id}`
    expect([...states]).toContain(standing(row!.state))
    expect(row!.copies).toBe(row!.state === 'released' ? 1 : 0)
  }
}

const rounds = (n: number, first: number) => Array.from({ length: n }, (_, at) => ({ n: first + at, after: 250 + ((at * 397) % 700) }))

test.each(rounds(7, 1))('$n: the server is killed while people write', async ({ after }) => {
  await openServer()
  const until = { over: false }
  const writers = writing(until)
  await someIsSaved(after)
  await killServer()
  until.over = true
  await writers
  await openServer()
  await nothingIsLost()
  await killServer()
})

test.each(rounds(5, 8))('$n: PostgreSQL is killed while people write', async ({ after }) => {
  await openServer()
  const until = { over: false }
  const writers = writing(until)
  await someIsSaved(after)
  await killDatabase()
  // The server answers with a page that says so, or it has ended by itself (docs/operations.md: it is to be started again by what keeps it running).
  const said = await fetch(`http://localhost:${port}/logga-in`, { signal: AbortSignal.timeout(5_000) })
    .then(async (answer) => `${answer.status} ${await answer.text()}`)
    .catch(() => 'ended')
  until.over = true
  await writers
  expect(said).toMatch(/^ended|^(?:200|500) [^]*<h1>/)
  await killServer()
  await openDatabase()
  await openServer()
  await nothingIsLost()
  await killServer()
})

test('a server that is told to stop ends what it has begun, though those who asked have left, and logs nothing as failed', async () => {
  const said: string[] = []
  await openServer((line) => said.push(line))
  const leaving = AbortSignal.timeout(300)
  // More of them than there are connections to the database, and what they all ask for is slow in coming.
  await owner.begin(async (tx) => {
    await tx`lock table shelf.matters in access exclusive mode`
    const readers = Array.from({ length: 30 }, (_, n) => {
      const { path, cookie } = persons[n % persons.length]!
      return fetch(`http://localhost:${port}${path}`, { headers: { cookie }, signal: leaving }).catch(() => undefined)
    })
    await Promise.all(readers)
    server!.kill('SIGTERM')
    await sleep(1_200)
  })
  await ended(server!)
  expect([server!.exitCode, said]).toEqual([0, []])
})

test('13–20: an import is killed four times, and PostgreSQL under it four times; what is there in the end is what was in the file, once', async () => {
  const [source] = await owner<{ id: string }[]>`
    insert into record.sources (committee_id, name, kind, label) select committee_id, 'arkivet', 'push', '{"sv": "arkivet", "en": "the archive"}' from directory.units where code = 'vuxen' returning id`
  const [people, each] = [100, 300]
  const lines: string[] = []
  const hash = createHash('md5')
  const refs: string[] = []
  for (let p = 0; p < people; p++) {
    lines.push(JSON.stringify({ type: 'person', ref: `p${p}`, name: `Person ${p}` }))
    lines.push(
      JSON.stringify({ type: 'matter', ref: `m${p}`, person: `p${p}`, field: 'adult-addiction', unit: 'vuxen', openedOn: '2019-05-06' }),
    )
    for (let e = 0; e < each; e++) {
      const text = `Anteckning ${p} ${e} ${'å'.repeat(150)}`
      lines.push(
        JSON.stringify({
          type: 'event',
          matter: `m${p}`,
          event: { ref: `e${p}-${e}`, kind: 'note', at: '2020-01-02T03:04:05Z', seq: e, detail: { text } },
        }),
      )
      refs.push(`e${p}-${e} ${text}`)
    }
  }
  hash.update(refs.toSorted().join('\n'))
  const file = join(dir, 'arkivet.ndjson')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const start = () =>
    spawn(process.execPath, ['dist/cli.js', 'import', file, '--source', 'arkivet'], { cwd: root, env: env(), stdio: 'ignore' })
  const place = async () =>
    (await owner<{ line: number }[]>`select line::int from record.imports where source_id = ${source!.id}`)[0]?.line ?? 0

  let cut = 0
  for (let round = 0; round < 8; round++) {
    const before = await place()
    const child = start()
    while ((await place()) <= before && child.exitCode === null) await sleep(10)
    if (child.exitCode === null) cut += 1
    if (round % 2) {
      await killDatabase()
      await ended(child)
      expect(child.exitCode).not.toBe(0)
      await openDatabase()
    } else {
      child.kill('SIGKILL')
      await ended(child)
    }
  }
  expect(cut).toBe(8)
  const last = start()
  await ended(last)
  expect(last.exitCode).toBe(0)
  const rows = await owner<{ ref: string; text: string; version: number; imported: boolean }[]>`
    select ref, event #>> '{detail,text}' as text, version, imported from record.events where source_id = ${source!.id}`
  expect(rows.length).toBe(people * each)
  expect(rows.every(({ imported, version }) => imported && version === 0)).toBe(true)
  expect(
    createHash('md5')
      .update(
        rows
          .map(({ ref, text }) => `${ref} ${text}`)
          .toSorted()
          .join('\n'),
      )
      .digest('hex'),
  ).toBe(hash.digest('hex'))
  await openServer()
}, 120_000)
