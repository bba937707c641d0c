import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { aCommittee, aRule, aSource, aUnit, aWorker, config, db, opened, owner, services, type Unit } from '#testing'
import { hashOf } from '#kernel/session'
import { feedApi, limits } from './api/route.ts'
import { takeIn } from './ingest.ts'
import { rerunQuarantine } from './quarantine.ts'

type Source = Awaited<ReturnType<typeof aSource>>
const app = new Hono().route('/', feedApi(services))
const manner = { ...config, imported: false }
const take = (source: Source, items: unknown[]) => db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, items, manner))
const statuses = async (source: Source, items: unknown[]) => (await take(source, items)).map(({ status }) => status)

const number = '199006022397'
const person = { type: 'person', ref: 'p1', personalNumber: number, name: 'Camilla Rosén' }
const matter = (unit: Unit) => ({
  type: 'matter',
  ref: 'm1',
  person: 'p1',
  field: 'adult-addiction',
  unit: unit.code,
  openedOn: '2024-10-07',
  reported: 3,
})
const note = (ref: string, more: object = {}) => ({
  type: 'event',
  matter: 'm1',
  event: { ref, kind: 'note', at: '2025-02-03T10:00:00Z', detail: { text: `Samtal ${ref}` }, ...more },
})

async function aFeed() {
  const committee = await aCommittee()
  return { source: await aSource({ committee }), unit: await aUnit({ committee }), committee }
}
const send = async (
  source: { secret: string } | undefined,
  body: unknown,
  headers: Record<string, string> = {},
  path = '/api/v1/batch',
) => {
  const response = await app.request(path, {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(source ? { authorization: `Bearer ${source.secret}` } : {}), ...headers },
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text || 'null') }
}
const rows = (source: Source) => owner`
  select e.ref, e.version, e.kind, e.at, e.seq::int, e.event, e.annulled, m.ref as matter from record.events e join record.matters m on m.id = e.matter_id
  where e.source_id = ${source.id} order by e.ref, e.version`

test('a source hands in a person, a matter and what happened, in any order within the batch', async () => {
  const { source, unit } = await aFeed()
  expect(await statuses(source, [note('e1'), matter(unit), person])).toEqual(['stored', 'stored', 'stored'])
  expect(await rows(source)).toHaveLength(1)
})

test('the same batch again changes nothing', async () => {
  const { source, unit } = await aFeed()
  const items = [person, matter(unit), note('e1'), note('e2'), { type: 'annulled', matter: 'm1', ref: 'e2', version: 1 }]
  await take(source, items)
  const before = await rows(source)
  expect(await statuses(source, items)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged', 'unchanged'])
  expect(await rows(source)).toEqual(before)
})

test('a bad item is told with its field and never stops the good ones', async () => {
  const { source, unit } = await aFeed()
  const results = await take(source, [
    person,
    matter(unit),
    { type: 'event', matter: 'm1', event: { ref: 'x', kind: 'note', at: '2025-02-03T10:00:00Z', detail: {} } },
    note('e1'),
    { ...person, ref: 'p2', personalNumber: '19900602-1234' },
    { ...matter(unit), ref: 'm2', person: 'nobody' },
    { ...matter(unit), ref: 'm3', unit: 'nowhere' },
    { ...note('e3'), matter: 'unknown' },
    note('e1', { detail: { text: 'Something else' } }),
    42,
    { type: 'matter' },
    note('e4', { at: '0000-01-01T00:00:00Z' }),
    note('bad\u0000ref'),
    note('e5', { detail: { text: 'half a \ud800 pair' } }),
    note('e6', { at: '2025-02-03T10:00:00+23:59' }),
  ])
  expect(results.map(({ problem }) => problem?.detail)).toEqual([
    undefined,
    undefined,
    'event.detail.text: is missing',
    undefined,
    'personalNumber: is not a personal number or coordination number',
    'person: no person with this reference has been handed in',
    'unit: the committee has no unit with this code',
    'matter: no matter with this reference has been handed in',
    'version: this version is already here with other content, and a correction needs a higher one',
    'the item is not an object',
    'ref: is missing',
    'event.at: is not between the years 1850 and 2200',
    'event.ref: must not hold control characters',
    undefined,
    undefined,
  ])
  expect((await rows(source)).map(({ ref }) => ref)).toEqual(['e1', 'e5', 'e6'])
  const [other] = await take(source, [{ ...person, personalNumber: '194408139089' }])
  expect(other?.problem?.detail).toBe('personalNumber: the reference already belongs to somebody with another number')
})

test('what is not understood yet waits in quarantine, once, and is taken in when it can be', async () => {
  const { source, unit } = await aFeed()
  await take(source, [person, matter(unit)])
  const strange = [note('q1', { kind: 'hologram' }), { type: 'telepathy', words: ['hej'] }]
  expect(await statuses(source, strange)).toEqual(['quarantined', 'quarantined'])
  expect(await statuses(source, strange)).toEqual(['quarantined', 'quarantined'])
  expect(await owner`select reason, item from record.quarantine where source_id = ${source.id} order by reason`).toEqual([
    { reason: 'unknown-kind', item: strange[0] },
    { reason: 'unknown-type', item: strange[1] },
  ])
  expect(await rerunQuarantine(db, source, config)).toEqual({ taken: 0, left: 2 })
  // A later version that knows the kind: here the item itself is made one that it knows.
  await owner`update record.quarantine set item = jsonb_set(item, '{event,kind}', '"note"') where source_id = ${source.id} and reason = 'unknown-kind'`
  expect(await rerunQuarantine(db, source, config)).toEqual({ taken: 1, left: 1 })
  expect((await rows(source)).map(({ ref }) => ref)).toEqual(['q1'])
  // What came as history is history then too.
  await db.as(source, { purpose: 'import' }, (tx) => takeIn(tx, [note('q2', { kind: 'hologram' })], { ...config, imported: true }))
  await owner`update record.quarantine set item = jsonb_set(item, '{event,kind}', '"note"') where source_id = ${source.id} and reason = 'unknown-kind'`
  expect(await rerunQuarantine(db, source, config)).toEqual({ taken: 1, left: 1 })
  expect(await owner`select ref, imported from record.events where source_id = ${source.id} order by ref`).toEqual([
    { ref: 'q1', imported: false },
    { ref: 'q2', imported: true },
  ])
  expect(await rerunQuarantine(db, source, config)).toEqual({ taken: 0, left: 1 })
})

test('fields nobody has asked for are let through and stand nowhere', async () => {
  const { source, unit } = await aFeed()
  const marker = 'ZQXMARKERZQX'
  const marked = (item: object) => ({ ...item, [marker]: marker, extra: marker })
  const results = await statuses(source, [
    marked(person),
    marked(matter(unit)),
    {
      ...marked(note('e1')),
      event: marked({ ...note('e1').event, detail: marked({ text: 'Samtal' }), author: marked({ name: 'Amina' }) }),
    },
    marked({ type: 'annulled', matter: 'm1', ref: 'e0', version: 1 }),
  ])
  expect(results).toEqual(['stored', 'stored', 'stored', 'stored'])
  const tables =
    await owner`select schemaname, tablename from pg_tables where schemaname in ('record', 'gate', 'shelf', 'identity', 'kernel', 'audit', 'voice')`
  for (const { schemaname, tablename } of tables) {
    const found = await owner.unsafe(`select count(*)::int as n from ${schemaname}.${tablename} t where t::text ilike '%${marker}%'`)
    expect(found[0]!['n'], `${schemaname}.${tablename}`).toBe(0)
  }
})

test('one source never touches what another has handed in, under the same references', async () => {
  const one = await aFeed()
  const two = { source: await aSource({ committee: one.committee }), unit: one.unit }
  await take(one.source, [person, matter(one.unit), note('e1')])
  const before = await rows(one.source)
  expect(await statuses(two.source, [note('e1', { version: 1 })])).toEqual(['refused'])
  expect(
    await statuses(two.source, [
      { ...person, name: 'En Annan' },
      matter(two.unit),
      note('e1', { version: 1 }),
      { type: 'annulled', matter: 'm1', ref: 'e1', version: 2 },
    ]),
  ).toEqual(Array(4).fill('stored'))
  expect(await rows(one.source)).toEqual(before)
  expect(await owner`select name from record.people where source_id = ${one.source.id}`).toEqual([{ name: 'Camilla Rosén' }])
  expect(await rows(two.source)).toHaveLength(2)
})

test('a personal number is kept as an index and sealed, and is read in no table', async () => {
  const { source, unit } = await aFeed()
  await take(source, [person, matter(unit)])
  const [held] =
    await owner`select p.number_index, p.number_sealed from record.people r join identity.persons p on p.id = r.person_id where r.source_id = ${source.id}`
  expect(held!['number_index']).toHaveLength(32)
  expect(Buffer.from(held!['number_sealed'] as Uint8Array).toString('latin1')).not.toContain(number)
  const found = await owner`select count(*)::int as n from identity.persons p where p::text like ${`%${number}%`}`
  expect(found[0]!['n']).toBe(0)
})

test('whatever order things arrive in, the record and the shelf say the same', async () => {
  const items = [
    note('a'),
    note('a', { version: 1, detail: { text: 'Rättad' } }),
    note('b', { at: '2025-02-04T08:00:00Z' }),
    { type: 'annulled', matter: 'm1', ref: 'b', version: 1 },
    note('c', { version: 2, detail: { text: 'Tredje' } }),
    note('c', { version: 0 }),
    note('d', { kind: 'received', detail: { what: 'application' } }),
    { type: 'annulled', matter: 'm1', ref: 'd', version: 1 },
    note('d', { version: 2, kind: 'received', detail: { what: 'report' } }),
    note('e', { kind: 'closed', at: '2025-09-01T10:00:00+02:00', seq: 4, detail: {} }),
  ]
  const outcome = async (batches: unknown[][]) => {
    const { source, unit } = await aFeed()
    await take(source, [person, matter(unit)])
    const [{ id }] = (await owner`select id from record.matters where source_id = ${source.id}`) as unknown as [{ id: string }]
    const made = { id, ref: 'm1', unit, source, person: undefined as never }
    for (const kind of ['note', 'received', 'closed']) await aRule(made, kind, 'at-once')
    for (const batch of batches) expect((await take(source, batch)).filter(({ status }) => status !== 'stored')).toEqual([])
    const shelf = await opened(made, await aWorker({ unit }))
    const copies =
      await owner`select kind, version, at, seq::int, event from shelf.copies where matter_id = ${shelf} order by at, kind, seq, version, event::text`
    const [counts] = await owner`select shown, withheld, waiting, missing from shelf.matters where id = ${shelf}`
    return JSON.stringify({ rows: await rows(source), copies, counts })
  }
  const expected = await outcome([items])
  expect(JSON.parse(expected).copies).toHaveLength(4)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(items, { minLength: items.length }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 10, maxLength: 10 }),
      async (order, sizes) => {
        const batches: unknown[][] = []
        for (let at = 0; at < order.length;) batches.push(order.slice(at, (at += sizes[batches.length]!)))
        expect(await outcome(batches)).toBe(expected)
      },
    ),
    { numRuns: 25, seed: 20261121 },
  )
}, 120_000)

test('a thousand malformed items get a thousand clear answers, and the good ones among them are stored', async () => {
  const { source, unit } = await aFeed()
  await take(source, [person, matter(unit)])
  const good = (n: number) => note(`good-${n}`)
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.record({
      type: fc.oneof(fc.constantFrom('person', 'matter', 'event', 'annulled', 'document'), fc.string()),
      ref: fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null)),
      matter: fc.anything({ maxDepth: 2 }),
    }),
    fc.record({
      type: fc.constant('event'),
      matter: fc.constantFrom('m1', 'm2', ''),
      event: fc.record(
        {
          ref: fc.string({ unit: 'binary' }),
          kind: fc.oneof(fc.constantFrom('note', 'decision', 'payment'), fc.string()),
          at: fc.oneof(
            fc.string(),
            fc.constant('2025-13-45T99:99:99Z'),
            fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
          ),
          version: fc.oneof(fc.integer(), fc.double()),
          seq: fc.double(),
          detail: fc.object({ maxDepth: 2 }),
        },
        { requiredKeys: [] },
      ),
    }),
    fc.record(
      {
        type: fc.constant('matter'),
        ref: fc.string(),
        person: fc.constantFrom('p1', 'p9'),
        unit: fc.string(),
        field: fc.string(),
        openedOn: fc.string(),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({
      type: fc.constant('document'),
      ref: fc.string({ minLength: 1 }),
      matter: fc.constant('m1'),
      title: fc.string(),
      content: fc.oneof(fc.base64String(), fc.string()),
    }),
  )
  const items = fc.sample(junk, { numRuns: 1000, seed: 7 }).map((item, n) => (n % 50 === 0 ? good(n) : item))
  const text = JSON.stringify({ items }, (_, value: unknown) =>
    typeof value === 'bigint' ? 7 : value === undefined ? null : Number.isInteger(value) && !Number.isSafeInteger(value) ? 1.5 : value,
  )
  const { status, json } = await send(source, text)
  expect(status).toBe(200)
  expect(json.results).toHaveLength(1000)
  expect(json.stored).toBeGreaterThanOrEqual(20)
  expect(json.errors).toHaveLength(json.refused)
  for (const { pointer, detail } of json.errors) {
    expect(pointer).toMatch(/^\/items\/\d+/)
    expect(detail).toMatch(/\w/)
  }
  expect((await rows(source)).filter(({ ref }) => (ref as string).startsWith('good-'))).toHaveLength(20)
})

test('a request that cannot be read says why, and never breaks the server', async () => {
  const { source } = await aFeed()
  const cases: [unknown, number, RegExp, Record<string, string>?][] = [
    ['', 400, /empty/],
    ['{', 400, /not JSON/],
    ['{"items":[1],"items":[2]}', 400, /twice/],
    ['{"items":[1e999]}', 400, /too large/],
    [`{"items":[${'['.repeat(60)}${']'.repeat(60)}]}`, 400, /nested/],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 400, /UTF-8/],
    ['[]', 422, /not an object/],
    ['{"items":{}}', 422, /items: is not a list/],
    ['{"items":[]}', 422, /fewer than 1/],
    [{ items: Array(limits.items + 1).fill(1) }, 413, /more than 1000/],
    [`{"items":["${'x'.repeat(limits.bytes)}"]}`, 413, /larger.*by file/],
    ['{"items":[1]}', 415, /application\/json/, { 'content-type': 'text/plain' }],
    ['{"items":[1]}', 415, /compressed/, { 'content-encoding': 'gzip' }],
    ['{"items":[{"__proto__":{"type":"person"}}]}', 422, /Not one/],
    ['{"items":[{"type":"person","ref":"x","name":"y","personalNumber":"19900602-2390"}]}', 422, /Not one/],
  ]
  for (const [body, status, detail, headers] of cases) {
    const answer = await send(source, body, headers)
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringMatching(detail)])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.text).not.toContain('19900602')
  }
  expect((await send(source, '\uFEFF{"items":[7]}')).json.errors).toEqual([
    { index: 0, pointer: '/items/0', detail: 'the item is not an object' },
  ])
  expect((await app.request('/api/v1/nothing')).status).toBe(404)
  expect((await app.request('/api/v1/batch')).status).toBe(405)
})

test('a source signs in with its own secret, and nobody else gets a token', async () => {
  const { source } = await aFeed()
  await owner`update record.sources set client_id = ${`client-${source.id}`}, secret_hash = ${hashOf('a good secret')} where id = ${source.id}`
  const token = (form: Record<string, string> | string, headers: Record<string, string> = {}) =>
    app.request('/api/v1/token', { method: 'POST', body: new URLSearchParams(form), headers })
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`client-${source.id}:${encodeURIComponent(secret)}`).toString('base64')}`,
  })
  const grant = { grant_type: 'client_credentials' }

  const answer = await token(grant, basic('a good secret'))
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { access_token, token_type } = (await answer.json()) as { access_token: string; token_type: string }
  expect(token_type).toBe('Bearer')
  expect((await send({ secret: access_token }, { items: [person] })).json.stored).toBe(1)
  expect((await token({ ...grant, client_id: `client-${source.id}`, client_secret: 'a good secret' })).status).toBe(200)

  const wrong = await token(grant, basic('another secret'))
  expect([wrong.status, await wrong.json(), wrong.headers.get('www-authenticate')]).toEqual([
    401,
    { error: 'invalid_client' },
    'Basic realm="delakt"',
  ])
  expect((await token({ grant_type: 'password' })).status).toBe(400)
  expect(await (await token({})).json()).toEqual({ error: 'invalid_request' })
  expect(await (await token('grant_type=client_credentials&grant_type=client_credentials')).json()).toEqual({ error: 'invalid_request' })

  await owner`update identity.sessions set ended_at = now() where source_id = ${source.id}`
  for (const secret of [access_token, 'made-up', '']) {
    const refused = await send(secret ? { secret } : undefined, { items: [person] })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
  }
})

test('guessing tokens is slowed down', async () => {
  const own = new Hono().route('/', feedApi(services))
  const guess = () =>
    own.request('/api/v1/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' }),
    })
  for (let n = 0; n < limits.tokensPerMinute; n++) expect((await guess()).status).toBe(401)
  const late = await guess()
  expect([late.status, Number(late.headers.get('retry-after')) > 0]).toEqual([429, true])
})

test('the nightly comparison names what is missing here and what is newer there', async () => {
  const { source, unit } = await aFeed()
  await take(source, [person, matter(unit), note('e1'), note('e2')])
  const manifest = {
    matters: [
      { matter: 'm1', items: [{ ref: 'e1' }, { ref: 'e2', version: 1 }, { ref: 'e3' }] },
      { matter: 'm9', items: [{ ref: 'x' }] },
    ],
  }
  const { status, json } = await send(source, manifest, {}, '/api/v1/manifest')
  expect([status, json]).toEqual([
    200,
    {
      compared: 2,
      differing: [
        { matter: 'm1', known: true, missing: 1, changed: 1 },
        { matter: 'm9', known: false, missing: 0, changed: 0 },
      ],
    },
  ])
  expect(await owner`select missing, changed, reported from record.matters where source_id = ${source.id}`).toEqual([
    { missing: ['e3'], changed: ['e2'], reported: 3 },
  ])
  await take(source, [note('e2', { version: 1 }), note('e3')])
  expect((await send(source, manifest, {}, '/api/v1/manifest')).json.differing).toEqual([
    { matter: 'm9', known: false, missing: 0, changed: 0 },
  ])
})

test('a matter that moves to another unit takes its items along', async () => {
  const { source, unit, committee } = await aFeed()
  const other = await aUnit({ committee })
  await take(source, [person, matter(unit), note('e1')])
  expect(await statuses(source, [{ ...matter(other), version: 1 }])).toEqual(['stored'])
  expect(await owner`select distinct unit_id from record.events where source_id = ${source.id}`).toEqual([{ unit_id: other.id }])
  expect(await owner`select distinct d.unit_id from gate.release_decisions d where d.committee_id = ${committee.id}`).toEqual([
    { unit_id: other.id },
  ])
  expect(await statuses(source, [matter(unit)])).toEqual(['unchanged'])
  expect(await owner`select unit_id from record.matters where source_id = ${source.id}`).toEqual([{ unit_id: other.id }])
})

test('a document comes with its content made safe, in parts, and again is unchanged', async () => {
  const { source, unit } = await aFeed()
  const html = `<!doctype html><html lang="sv"><body><h1>Beslut</h1><script>alert(1)</script>${'<p>Text</p>'.repeat(40_000)}</body></html>`
  const document = { type: 'document', ref: 'd1', matter: 'm1', title: 'Beslut', content: Buffer.from(html).toString('base64') }
  expect(await statuses(source, [document, person, matter(unit)])).toEqual(['stored', 'stored', 'stored'])
  expect(await statuses(source, [document])).toEqual(['unchanged'])
  const parts =
    await owner`select p.bytes from record.document_parts p join record.documents d on d.id = p.document_id where d.source_id = ${source.id} order by part`
  expect(parts.length).toBeGreaterThan(1)
  const whole = Buffer.concat(parts.map(({ bytes }) => bytes as Uint8Array)).toString()
  expect(whole).toContain('<h1>Beslut</h1>')
  expect(whole).not.toContain('alert')
  const [refused] = await take(source, [{ ...document, ref: 'd2', content: Buffer.from('MZ\u0090\u0000').toString('base64') }])
  expect(refused).toEqual({
    index: 0,
    status: 'refused',
    problem: { pointer: '/content', detail: 'content: the file is not a PDF, JPEG, PNG or HTML file' },
  })
})
