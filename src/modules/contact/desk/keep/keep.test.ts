import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Event } from '#modules/matters'
import { aMatter, aPerson, aSource, aUnit, aWorker, browser, config, db, owner, services, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType } from '../../../../testing/contact.ts'
import { keepReturns } from './jobs.ts'

const unit = await aUnit()
const source = await aSource({ committee: unit.committee, kind: 'native' })
const siv = await aDispatcher({ unit })
const amina = await aWorker({ unit, called: 'Amina Haddad' })
const camilla = await aPerson({ called: 'Camilla Rosén' })
const matter = await aMatter({ person: camilla, unit, source })
let type = ''
beforeAll(async () => {
  type = await aType({
    unit,
    name: 'Hjälp med hyran',
    definition: { fields: [{ id: 'hyra', kind: 'number', label: { sv: 'Hur hög är hyran?' } }] },
  })
})

const belongs = (thread: string, n: number) =>
  db.as(amina, { purpose: 'scene', item: thread }, (tx) => tx.run`select contact.decide_belongs(${thread}, ${n}, 'yes', ${matter.id})`)
/** A request that belongs to the case, with a file. */
async function aReturn(body = 'Jag kan inte betala <hyran>.'): Promise<string> {
  const key = uuid()
  await db.as(camilla, { purpose: 'scene' }, async (tx) => {
    await tx.run`select contact.save_draft(${key}, ${type}, null, '{}', false)`
    await tx.run`select contact.keep_file(${key}, '', 'Hyresavi', 'application/pdf', ${Buffer.from('%PDF-1.7 avi')})`
  })
  const thread = await aRequest(camilla, type, { key, body, answers: { hyra: '7400' } })
  await assigned(thread, siv, amina)
  await belongs(thread, 1)
  return thread
}
const stateOf = async (thread: string) =>
  (await owner`select n, state, attempts, receipt, failure from contact.returns where thread_id = ${thread} order by n`).map((row) => ({
    ...row,
  }))
const inCase = async (thread: string) => ({
  events: await owner`
    select e.id, e.ref, e.event from record.events e where e.matter_id = ${matter.id}
      and (e.ref in (select id::text from contact.messages where thread_id = ${thread}) or e.ref in (select id::text from contact.files where thread_id = ${thread})) order by e.seq`,
  documents: await owner`
    select d.ref, d.title, d.type, (select string_agg(p.bytes, ''::bytea order by p.part) from record.document_parts p where p.document_id = d.id) as bytes from record.documents d
    where d.matter_id = ${matter.id} and (d.ref in (select id::text from contact.messages where thread_id = ${thread}) or d.ref in (select id::text from contact.files where thread_id = ${thread})) order by d.received_at, d.title`,
})
const dueNow = (thread: string) => owner`update contact.returns set next_at = now() where thread_id = ${thread}`

test('what belongs to a case kept here becomes a document in it, with its answers and its files, once', async () => {
  const thread = await aReturn()
  await answered(thread, amina, 'Vi ses\n\npå torsdag.')
  await belongs(thread, 2)
  await keepReturns(services)
  await keepReturns(services)
  const { events, documents } = await inCase(thread)
  expect(documents.map(({ title, type }) => [title, type])).toEqual([
    ['Hjälp med hyran', 'text/html'],
    ['Hyresavi', 'application/pdf'],
    ['Svar: Hjälp med hyran', 'text/html'],
  ])
  const html = (documents[0]!['bytes'] as Buffer).toString()
  for (const words of [
    '<h1>Hjälp med hyran</h1>',
    'Skrivet av Camilla Rosén',
    'Jag kan inte betala &#60;hyran&#62;.',
    '<h2>Hur hög är hyran?</h2>',
    '<p>7400</p>',
    'Med följde: Hyresavi.',
  ])
    expect(html).toContain(words)
  expect((documents[1]!['bytes'] as Buffer).toString()).toBe('%PDF-1.7 avi')
  expect(events).toHaveLength(3)
  for (const { ref, event } of events) Event.parse({ kind: 'document-added', ref, at: '2026-01-01T00:00:00Z', ...(event as object) })
  expect(events.map(({ event }) => (event as { detail: object }).detail)).toMatchObject([
    { title: 'Hjälp med hyran', fromPerson: true },
    { title: 'Hyresavi', fromPerson: true },
    { title: 'Svar: Hjälp med hyran' },
  ])
  expect((events[2]!['event'] as { author: object }).author).toEqual({ name: 'Amina Haddad' })
  expect(await stateOf(thread)).toMatchObject([
    { n: 1, state: 'received', receipt: events[0]!['id'], failure: null },
    { n: 2, state: 'received', receipt: events[2]!['id'] },
  ])
  // It stands in the case as anything else that has come: whoever decides what the person is shown there decides about it.
  const [{ n } = { n: 0 }] =
    await owner`select count(*)::int as n from gate.release_decisions where matter_id = ${matter.id} and item_id = ${events[0]!['id'] as string}`
  expect(n).toBe(1)
  const page = await (await browser(amina)).get(`/personal/inkorg/${thread}`)
  expect(page.text).toContain('Ligger i akten här i Delakt.')
})

test('what is put in already is not put in again, and nothing that was not decided is', async () => {
  const thread = await aReturn()
  const other = await aRequest(camilla, type)
  await db.as({ kind: 'worker' }, { purpose: 'test' }, async (tx) => {
    const [{ id } = { id: '' }] = await owner`select message_id as id from contact.returns where thread_id = ${thread}`
    await tx.run`select contact.keep_here(${id as string}, 'En', 'text/html', ${Buffer.alloc(32)}, array[${Buffer.from('x')}]::bytea[])`
    await tx.run`select contact.keep_here(${id as string}, 'Två', 'text/html', ${Buffer.alloc(32, 1)}, array[${Buffer.from('y')}]::bytea[])`
    const [message] = await owner`select id from contact.messages where thread_id = ${other}`
    await tx.run`select contact.keep_here(${message!['id'] as string}, 'Nej', 'text/html', ${Buffer.alloc(32)}, array[${Buffer.from('x')}]::bytea[])`
  })
  await dueNow(thread)
  await keepReturns(services)
  expect((await inCase(thread)).documents.map(({ title }) => title)).toEqual(['En', 'Hyresavi'])
  expect((await inCase(other)).documents).toEqual([])
})

test('a return that cannot be put in waits longer each time, says so, and comes when it can', async () => {
  const thread = await aReturn()
  await owner.unsafe(
    `create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'Camilla' using errcode = '45000'; end $$`,
  )
  await owner.unsafe('create trigger refuse before insert on record.documents for each row execute function public.refuse()')
  expect(await keepReturns(services)).toBe(0)
  expect(await stateOf(thread)).toEqual([{ n: 1, state: 'sent', attempts: 1, receipt: null, failure: '45000' }])
  // Not at once again: only when its time has come, or somebody asks.
  await keepReturns(services)
  expect((await stateOf(thread))[0]).toMatchObject({ attempts: 1 })
  const desk = await browser(amina)
  const list = await desk.get('/personal/inkorg/aterforing')
  for (const words of [
    'Hjälp med hyran',
    'Har inte gått 1 gång.',
    'Felet heter 45000.',
    `ärende ${(await owner`select number from record.matters where id = ${matter.id}`)[0]!['number']}`,
  ])
    expect(list.text).toContain(words)
  expect((await desk.post(`/personal/inkorg/aterforing/${thread}/1/igen`, {})).headers.get('location')).toBe(
    '/personal/inkorg/aterforing?gjort=igen',
  )
  await owner.unsafe('drop trigger refuse on record.documents')
  await owner.unsafe('drop function public.refuse')
  expect(await keepReturns(services)).toBe(1)
  expect(await stateOf(thread)).toMatchObject([{ state: 'received', failure: null }])
  expect((await inCase(thread)).documents).toHaveLength(2)
})

/** The worker as a program of its own, which can be killed. */
const program = mkdtempSync(join('node_modules', '.keep-'))
afterAll(() => rmSync(program, { recursive: true, force: true }))
beforeAll(async () => {
  const kernel = join('src', 'kernel')
  await build({
    entryPoints: {
      keep: join('src', 'modules', 'contact', 'desk', 'keep', 'jobs.ts'),
      db: join(kernel, 'db.ts'),
      writing: join(kernel, 'writing.ts'),
    },
    outdir: program,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    conditions: ['source'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  })
  writeFileSync(
    join(program, 'run.mjs'),
    `import { connect } from './db.mjs'
import { keepReturns } from './keep.mjs'
const db = connect(process.env.URL, 2)
console.log('ready')
await keepReturns({ db, log: { error: (what) => console.error(JSON.stringify(what)) } })
await db.close()`,
  )
})
const aProcess = () =>
  spawn(process.execPath, [join(program, 'run.mjs')], {
    env: { PATH: process.env['PATH'], URL: config.loginUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
const over = (child: ReturnType<typeof aProcess>) => new Promise<void>((done) => child.once('exit', () => done()))

test('a worker killed while it puts something in leaves it whole to the next one', async () => {
  const thread = await aReturn()
  // It stops in the middle of what it puts in, until we let it on.
  const gate = await owner.reserve()
  await gate`select pg_advisory_lock(4242)`
  await owner.unsafe(
    'create function public.wait() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4242); return new; end $$',
  )
  await owner.unsafe('create trigger wait after insert on record.documents for each row execute function public.wait()')
  const child = aProcess()
  const inside = () => owner`select from pg_locks where locktype = 'advisory' and objid = 4242 and not granted`
  while ((await inside()).length === 0) await sleep(20)
  expect(await stateOf(thread)).toMatchObject([{ state: 'sent', attempts: 1 }])
  child.kill('SIGKILL')
  await over(child)
  await gate`select pg_advisory_unlock(4242)`
  gate.release()
  await owner.unsafe('drop trigger wait on record.documents')
  await owner.unsafe('drop function public.wait')
  expect((await inCase(thread)).documents).toEqual([])
  await dueNow(thread)
  expect(await keepReturns(services)).toBe(1)
  const { events, documents } = await inCase(thread)
  expect([events.length, documents.length]).toEqual([2, 2])
})

test('workers killed at any moment, one after another: in the end each is there once', async () => {
  const threads: string[] = []
  for (let n = 0; n < 12; n++) threads.push(await aReturn(`Nummer ${n}`))
  for (const after of [0, 15, 40, 80, 130]) {
    const child = aProcess()
    await new Promise((ready) => child.stdout.once('data', ready))
    await sleep(after)
    child.kill('SIGKILL')
    await over(child)
    for (const thread of threads) await dueNow(thread)
  }
  await Promise.all([keepReturns(services), keepReturns(services)])
  for (const thread of threads) {
    await dueNow(thread)
    await keepReturns(services)
    const { events, documents } = await inCase(thread)
    expect([events.length, documents.length]).toEqual([2, 2])
    expect(await stateOf(thread)).toMatchObject([{ state: 'received' }])
  }
})
