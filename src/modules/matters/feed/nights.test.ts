import { expect, test } from 'vitest'
import { aCommittee, aSource, aUnit, aWorker, browser, config, db, owner, services } from '#testing'
import { command, ended } from '../../../testing/command.ts'
import { aLifecare, plainly } from '../../../testing/lifecare.ts'
import type { Batch } from '../adapters/lifecare/model.ts'
import { takeIn } from './ingest.ts'
import type { FeedInput } from './model.ts'
import { pull, readingJobs } from './pull.ts'

const people: FeedInput[] = [
  { type: 'person', ref: 'p1', personalNumber: '199006022397', name: 'Nora Ekdal' },
  { type: 'person', ref: 'p2', personalNumber: '191212121212', name: 'Tolvan Tolvansson' },
]

/** A committee whose Lifecare is read at night, and knows of two: Nora, who is in the recordings, and Tolvan, who has a matter from before and nothing new. */
async function aTown() {
  const unit = await aUnit({ committee: await aCommittee() })
  const source = await aSource({ committee: unit.committee, kind: 'lifecare' })
  const lifecare = await aLifecare()
  const tolvans: FeedInput = { type: 'matter', ref: 'old', person: 'p2', field: 'disability', unit: unit.code, openedOn: '2020-01-01' }
  await db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, [...people, tolvans], { ...config, imported: true }))
  const set = (more: object = {}) =>
    owner`update record.sources set settings = ${owner.json({ ...lifecare.settings, unit: unit.code, units: {}, ...more })} where id = ${source.id}`
  await set()
  const run = (body: Record<string, string>) =>
    readingJobs(services)
      .find(({ name }) => name === 'read-source')!
      .run({ source: source.id, ...body })
  const steward = await browser(await aWorker({ unit, role: 'systemSteward' }))
  return {
    unit,
    source,
    lifecare,
    night: () => run({}),
    now: (matter: string) => run({ matter }),
    set,
    steward,
    /** Every matter is opened for its person. */
    open: async () => {
      const worker = await aWorker({ unit })
      for (const { id } of await owner`select id from record.matters where source_id = ${source.id}`)
        await db.as(worker, { purpose: 'test', matter: id }, (tx) => tx.run`select gate.open_matter(${id})`)
    },
    sources: async () =>
      (await owner`select last_good_at, last_failure, unread, refused from record.sources where id = ${source.id}`).map(
        ({ last_good_at: good, last_failure: failure, unread, refused }) => ({ good: +good, failure, unread, refused }),
      )[0]!,
    /** What each person's own pages say: when they were last read, and since when not. */
    pages: async () =>
      Object.fromEntries(
        (
          await owner`
            select r.ref, max(s.last_good_at) as good, max(s.source_down_since) as down, count(distinct (s.last_good_at, s.source_down_since))::int as kinds
            from shelf.matters s join gate.openings o on o.shelf_id = s.id join record.matters m on m.id = o.matter_id
            join record.people r on r.source_id = m.source_id and r.person_id = m.person_id where m.source_id = ${source.id} group by r.ref`
        ).map(({ ref, good, down, kinds }) => [ref, { good: +good, down: down !== null, same: kinds === 1 }]),
      ),
    waiting: async () =>
      (
        await owner`select reason, item ->> 'ref' as ref from record.quarantine where source_id = ${source.id} and taken_at is null order by ref, reason`
      ).map(({ reason, ref }) => `${ref} ${reason}`),
  }
}

test('a decision that was corrected and then deleted at the source is taken back, and comes again when it does', async () => {
  const { lifecare, night, source, sources } = await aTown()
  const decision = (lifecare.ec['sol_decisions'] as Record<string, unknown>[])[0]!
  const versions = async () =>
    (
      await owner`select version, annulled from record.events where source_id = ${source.id} and ref = 'ec-sol-1001@p1' order by version`
    ).map(({ version, annulled }) => [version, annulled])
  await night()
  decision['Reason'] = { Code: 2, Text: 'Behov av stöd kvällstid' }
  await night()
  decision['Deleted'] = true
  await night()
  await night()
  expect(await versions()).toEqual([[0, false], [1, false], [2, true]]) // prettier-ignore
  expect(await sources()).toMatchObject({ refused: 0, failure: null })
  decision['Deleted'] = false
  await night()
  expect(await versions()).toEqual([[0, false], [1, false], [2, true], [3, false]]) // prettier-ignore
})

test('items that could not be taken in are told to the steward, where the page said that nothing was wrong', async () => {
  const { lifecare, night, sources, steward } = await aTown()
  lifecare.now.trouble = (path, _, answer) =>
    path.endsWith('/DocumentContent') && (answer.writeHead(200, { 'content-type': 'text/plain' }).end('inget vi känner'), true)
  await night()
  expect(await sources()).toMatchObject({ failure: null, refused: 1 })
  const { text } = await steward.get('/personal/kallor')
  expect(text).toContain('1 uppgift gick inte att ta in.')
  expect(text).not.toContain('Inget fel')
  expect((await steward.get('/personal')).text).toContain('1 uppgift gick inte att ta in')
  lifecare.now.trouble = undefined
  await night()
  expect((await steward.get('/personal/kallor')).text).toContain('Inget fel')
})

test('when a matter is opened its own person is read, and nobody else', async () => {
  const { lifecare, night, open, sources, pages, source, now } = await aTown()
  await night()
  await open()
  await night()
  const [before, told] = [await pages(), await sources()]
  lifecare.asked.length = 0
  const [matter] =
    await owner`select m.id from record.matters m join record.people r using (source_id, person_id) where m.source_id = ${source.id} and r.ref = 'p1' limit 1`
  await now(matter!['id'] as string)
  expect(lifecare.asked.some((path) => path.includes('199006022397'))).toBe(true)
  expect(lifecare.asked.some((path) => path.includes('191212121212'))).toBe(false)
  const after = await pages()
  expect(after['p1']!.good).toBeGreaterThan(before['p1']!.good)
  expect(after['p2']).toEqual(before['p2'])
  expect(await sources()).toEqual(told)
})

test('one person whom the source answers wrongly about is told, on their own page and to the steward, and the source is not down for all', async () => {
  const { lifecare, night, open, sources, pages, steward, unit, source } = await aTown()
  await night()
  await open()
  await night()
  const before = await pages()
  expect(before).toMatchObject({ p1: { down: false, same: true }, p2: { down: false, same: true } })
  ;(lifecare.fc['Persons'] as Record<string, unknown>)['PersonId'] = '194408139089'
  const { good } = await sources()
  await night()
  expect(await sources()).toMatchObject({ failure: null, unread: { 'other-person': 1 } })
  expect((await sources()).good).toBeGreaterThan(good)
  const after = await pages()
  expect(after).toMatchObject({ p1: { down: true, good: before['p1']!.good, same: true }, p2: { down: false, same: true } })
  expect(after['p2']!.good).toBeGreaterThan(before['p2']!.good)
  const { text } = await steward.get('/personal/kallor')
  expect(text).toContain('1 person gick inte att läsa. Källan svarade om någon annan.')
  expect((await steward.get('/personal')).text).toContain('1 person gick inte att läsa')
  const desk = await browser(await aWorker({ unit }))
  const said = async (person: string) => {
    const [matter] = await owner`
      select m.id from record.matters m join record.people r on r.source_id = m.source_id and r.person_id = m.person_id where r.ref = ${person} and m.source_id = ${source.id} limit 1`
    const path = `/personal/arenden/${matter!['id']}`
    const [page, asPerson] = [await desk.get(path), await desk.get(`${path}/som-personen`)]
    return [page.text.includes('Källan har inte gått att läsa sedan'), asPerson.text.includes('Vi har inte fått kontakt med')]
  }
  expect(await said('p1')).toEqual([true, true])
  expect(await said('p2')).toEqual([false, false])
  ;(lifecare.fc['Persons'] as Record<string, unknown>)['PersonId'] = '199006022397'
  await night()
  expect(await pages()).toMatchObject({ p1: { down: false }, p2: { down: false } })
  expect(await sources()).toMatchObject({ unread: {} })
})

test('a source that is down, or whose settings are wrong, is down for everybody, until it is back', async () => {
  const { night, set, open, sources, pages, lifecare } = await aTown()
  await night()
  await open()
  await night()
  const [{ good }, before] = [await sources(), await pages()]
  await set({ fc: { base: 'http://127.0.0.1:1/fc' }, ec: { base: 'http://127.0.0.1:1/ec' }, attempts: 1 })
  await night()
  expect(await sources()).toMatchObject({ good, failure: 'unreachable', unread: { unreachable: 2 } })
  expect(await pages()).toMatchObject({ p1: { down: true, good: before['p1']!.good }, p2: { down: true, good: before['p2']!.good } })
  await set()
  await night()
  expect(await sources()).toMatchObject({ failure: null, unread: {} })
  expect(await pages()).toMatchObject({ p1: { down: false }, p2: { down: false } })
  await set({ unit: '' })
  await expect(night()).rejects.toThrow()
  expect(await sources()).toMatchObject({ failure: 'settings' })
  expect(await pages()).toMatchObject({ p1: { down: true }, p2: { down: true } })
  // One half that is down for everybody leaves nobody whole.
  await set()
  lifecare.now.trouble = (path, _, answer) => path.endsWith('/lss_decisions') && plainly(answer, 500)
  await night()
  expect(await sources()).toMatchObject({ failure: 'error', unread: { error: 2 } })
})

test.each([
  ['goes down on the way', 'aaabbbbb', 'slow'],
  ['fails now and then', 'babbbbaab', null],
  ['fails for the last', 'aaaaaaab', null],
  ['answers nobody', 'bb', 'slow'],
  ['is asked about numbers that cannot be', 'abccccccc', null],
  ['goes down among numbers that cannot be', 'abcbcbcbcb', 'slow'],
])('a source that %s is told for what it is', async (_, asked, failure) => {
  const { source, sources } = await aTown()
  const causes = { a: undefined, b: 'slow', c: 'bad-number' } as const
  const batches = asked.split('').map((how, n): Batch => {
    const cause = causes[how as keyof typeof causes]
    const empty = { person: `q${n}`, part: 'fc-person' as const, items: [], quarantine: [] }
    return cause
      ? { ...empty, complete: false, failure: { part: 'fc-person', cause, at: '2026-01-01T00:00:00Z' } }
      : { ...empty, complete: true }
  })
  await pull(db, source, (async function* () { yield* batches })(), config) // prettier-ignore
  expect(await sources()).toMatchObject({ failure })
})

test('what was set aside leaves the quarantine when a reading has made it good, and an outage puts nothing there', async () => {
  const { lifecare, night, set, waiting, source } = await aTown()
  const usual = [
    'fc-decision-54@p1 lifecare-no-answer',
    'fc-decision-55@p1 lifecare-no-field',
    'fc-document-d2@p1 lifecare-several-matters',
    'fc-payment-63@p1 lifecare-other-person',
    'null lifecare-shape',
  ]
  lifecare.now.trouble = (path, _, answer) => path.endsWith('/Services') && plainly(answer, 500)
  await night()
  expect(usual).toEqual(expect.arrayContaining(await waiting()))
  lifecare.now.trouble = undefined
  await night()
  expect(await waiting()).toEqual(usual)
  // What waits in a matter is missing from it, and the source's count is not lowered to what came in.
  const money = async () =>
    (await owner`select reported, missing from record.matters where source_id = ${source.id} and field = 'financial-assistance'`).map(
      ({ reported, missing }) => [reported, missing],
    )[0]
  expect(await money()).toEqual([13, ['fc-decision-54@p1']])
  lifecare.now.trouble = (path, _, answer) => path.endsWith('/Decisions') && plainly(answer, 500)
  await night()
  expect(await waiting()).toEqual(usual)
  lifecare.now.trouble = undefined
  await set({ answers: [{ text: 'ekonomiskt bistånd', answer: 'yes' }], fields: [{ text: 'övrigt', field: 'child-and-family' }] })
  await night()
  expect(await waiting()).toEqual(usual.filter((one) => !one.startsWith('fc-decision')))
  expect(await money()).toEqual([13, []])
  expect(await owner`select count(*)::int as n from record.quarantine where source_id = ${source.id} and taken_at is not null`).toEqual([
    { n: 2 },
  ])
  await set()
  await night()
  expect(await waiting()).toEqual(usual)
})

test('the steward who runs the quarantine of a source that is read asks for a reading', async () => {
  const { night, source, steward } = await aTown()
  await night()
  const answer = await steward.post(`/personal/kallor/${source.id}`, {})
  expect(answer.status).toBe(303)
  const { text } = await steward.get(answer.headers.get('location')!)
  expect(text).toContain('Källan läses igen')
  expect(await owner`select body from kernel.outbox where topic = 'source.asked'`).toEqual([{ body: { source: source.id } }])
})

test('a reading with a part missing moves nothing that is known, and still adds what is new', async () => {
  const { lifecare, night, source } = await aTown()
  const matters = async () =>
    Object.fromEntries(
      (await owner`select field, opened_on::text as day, reported from record.matters where source_id = ${source.id} and ref <> 'old'`).map(
        ({ field, day, reported }) => [field, `${day} ${reported}`],
      ),
    )
  await night()
  const before = await matters()
  expect(before).toMatchObject({ 'adult-addiction': '2022-01-10 3' })
  lifecare.now.trouble = (path, _, answer) => path.endsWith('/Investigations') && plainly(answer, 500)
  ;(lifecare.fc['Services'] as object[]).push({
    Id: 44,
    Type: 'Familjebehandling',
    StartDate: '2024-02-01T00:00:00Z',
    Organization: 'Barn',
  })
  await night()
  expect(await matters()).toEqual({ ...before, 'child-and-family': '2024-02-01 null' })
})

test('what began before the source was first read is marked as imported, and what begins after is not', async () => {
  const { lifecare, night, source } = await aTown()
  await night()
  await owner`update record.sources set first_read_at = '2024-01-15T11:00:00Z' where id = ${source.id}`
  const add = (Id: number, Type: string, StartDate: string) =>
    (lifecare.fc['Services'] as object[]).push({ Id, Type, StartDate, Organization: 'Barn' })
  add(45, 'Familjebehandling', '2024-01-14T00:00:00Z')
  add(46, 'Hemtjänst för äldre', '2024-01-15T00:00:00Z')
  await night()
  const marks = await owner`
    select m.field, m.imported, bool_or(e.imported) as history, bool_and(e.imported) as only
    from record.matters m join record.events e on e.matter_id = m.id and not e.annulled where m.source_id = ${source.id} group by m.committee_id, m.id order by m.opened_on`
  expect(marks.map(({ field, imported, history, only }) => [field, imported, history, only])).toEqual([
    ['adult-addiction', true, true, true],
    ['social-psychiatry', true, true, true],
    ['elderly-care', true, true, true],
    ['disability', true, true, true],
    ['child-and-family', true, true, true],
    ['elderly-care', false, false, false],
    ['financial-assistance', true, true, false],
  ])
})

test('the command reads a source now and says what came of it', async () => {
  const { set, source } = await aTown()
  const [row] = await owner`select name from record.sources where id = ${source.id}`
  const read = (...more: string[]) => ended(command(['read', '--source', String(row!['name']), ...more]))
  expect(await read()).toMatchObject({ code: 1, out: '2 asked about, 26 stored, 0 unchanged, 5 in quarantine, 0 refused\n' })
  expect((await read('--committee', source.committee.id)).out).toContain('0 stored, 25 unchanged')
  await set({ unit: 'ingen' })
  expect((await read()).out).toContain('5 × unit: the committee has no unit with this code')
  await set({ fc: { base: 'http://127.0.0.1:1/fc' }, ec: undefined, attempts: 1 })
  expect(await read()).toMatchObject({
    code: 2,
    out: expect.stringMatching(/2 could not be read whole: unreachable\nThe source is down/),
  })
  await set({ unit: '' })
  expect(await read()).toMatchObject({ code: 2, err: expect.stringContaining('settings of the source are wrong') })
  expect(await ended(command(['read', '--source', 'nobody']))).toMatchObject({
    code: 2,
    err: expect.stringContaining('no source of that name'),
  })
})
