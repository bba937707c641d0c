import { expect, test } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { aMatter, aSource, auditOf, aUnit, aWorker, browser, config, db, owner } from '#testing'
import { takeIn } from '../ingest.ts'
import { compare } from '../queries.ts'
import { fieldsOf, shownRef } from './model.ts'

async function aDesk() {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const take = (items: unknown[]) => db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, items, { ...config, imported: false }))
  return { unit, source, steward, take, desk: await browser(steward), root: `/personal/kallor/${source.id}` }
}
const strange = (matter: string, ref: string) => ({
  type: 'event',
  matter,
  event: {
    kind: 'house-call',
    ref,
    at: '2026-11-20T10:00:00Z',
    detail: { title: 'HEMLIGT besök', minutes: 60, inPerson: true, with: [{ name: 'HEMLIG' }], none: null },
  },
})

test('what is missing here and what is newer there stand by the source’s own references, and no word of any matter', async () => {
  const { unit, source, desk, root } = await aDesk()
  const matter = await aMatter({ unit, source, title: 'HEMLIGT ärende' })
  await db.as(source, { purpose: 'test' }, async (tx) => {
    await takeIn(
      tx,
      [{ type: 'event', matter: matter.ref, event: { kind: 'note', ref: 'här', at: '2026-11-20T10:00:00Z', detail: { text: 'HEMLIGT' } } }],
      {
        ...config,
        imported: false,
      },
    )
    await compare(tx, [
      {
        matter: matter.ref,
        items: [
          { ref: 'här', version: 1 },
          { ref: 'saknas-1', version: 0 },
          { ref: '19900602-2397', version: 0 },
        ],
      },
    ])
  })
  const missing = await desk.get(`${root}/saknas`)
  expect(missing.status).toBe(200)
  for (const said of ['saknas-1', matter.ref, 'Vuxenenheten', 'Senast jämförd']) expect(missing.text).toContain(said)
  expect(missing.text).toContain('Bara i källan')
  expect(missing.text).not.toMatch(/>här<|HEMLIGT|Camilla|19900602|2024-\d{4}/)
  const newer = (await desk.get(`${root}/nyare`)).text
  expect(newer).toContain('>här<')
  expect(newer).toContain('Här i en äldre version')
  expect(newer).not.toMatch(/Bara i källan|saknas-1|HEMLIGT|Camilla/)
})

test('a long list comes in pages, and an empty one says that nothing is wrong', async () => {
  const { unit, source, desk, root } = await aDesk()
  expect((await desk.get(`${root}/saknas`)).text).toContain('Ingenting i den här listan')
  const matter = await aMatter({ unit, source })
  const refs = Array.from({ length: 60 }, (_, n) => `r${String(n).padStart(2, '0')}`)
  await owner`update record.matters set missing = ${refs} where id = ${matter.id}`
  const first = (await desk.get(`${root}/saknas`)).text
  expect([first.includes('>r49<'), first.includes('>r50<'), first.includes('href="?fran=50" rel="next"')]).toEqual([true, false, true])
  const second = (await desk.get(`${root}/saknas?fran=50`)).text
  expect([second.includes('>r49<'), second.includes('>r59<'), second.includes('href="?fran=0" rel="prev"')]).toEqual([false, true, true])
  expect((await desk.get(`${root}/saknas?fran=-1%27`)).text).toContain('>r00<')
})

test('the steward looks at what waits without reading it, and the look is on record', async () => {
  const { unit, source, steward, take, desk, root } = await aDesk()
  const matter = await aMatter({ unit, source })
  await take([strange(matter.ref, 'tolk-1'), { type: '19900602-2397 är mitt nummer' }])
  const list = await desk.get(`${root}/karantan`)
  for (const said of ['En händelse som Delakt inte känner till', 'house-call', 'tolk-1', 'Kör om karantänen'])
    expect(list.text).toContain(said)
  expect(list.text).not.toMatch(/HEMLIG|19900602/)
  const [row] = await owner`select id from record.quarantine where source_id = ${source.id} and reason = 'unknown-kind'`
  const path = `${root}/karantan/${row!['id']}`
  expect(list.text).toContain(`href="${path}"`)
  // The same item counts as missing, and its row says where it went.
  await db.as(source, { purpose: 'test' }, (tx) => compare(tx, [{ matter: matter.ref, items: [{ ref: 'tolk-1', version: 0 }] }]))
  expect((await desk.get(`${root}/saknas`)).text).toContain(`<a href="${path}">I karantän här</a>`)
  const one = await desk.get(path)
  for (const said of [
    '<th scope="row">event.kind</th><td data-label="Innehåll">house-call</td>',
    '<th scope="row">event.detail.title</th><td data-label="Innehåll">Text, 13 tecken</td>',
    '<th scope="row">event.detail.minutes</th><td data-label="Innehåll">Tal</td>',
    '<th scope="row">event.detail.with[1].name</th>',
    matter.ref,
  ])
    expect(one.text).toContain(said)
  expect(one.text).not.toContain('HEMLIG')
  expect(await auditOf(steward.id)).toEqual(expect.arrayContaining(['read quarantine', 'read quarantined item']))
})

test('what waits is run again, and the page says what came of it', async () => {
  const { source, take, desk, root } = await aDesk()
  await take([{ type: 'telepathy' }, { type: 'song' }])
  await owner`update record.quarantine set item = ${owner.json({ type: 'person', ref: 'p1', name: 'Camilla Rosén' })} where source_id = ${source.id} and item ->> 'type' = 'song'`
  const answer = await desk.post(root, {})
  expect(answer.status).toBe(303)
  expect((await desk.get(answer.headers.get('location')!)).text).toContain('1 uppgift togs in. 1 väntar kvar.')
  expect(await owner`select name from record.people where source_id = ${source.id}`).toEqual([{ name: 'Camilla Rosén' }])
})

test("another committee's lists do not exist, and other roles have none", async () => {
  const [here, there] = [await aDesk(), await aDesk()]
  const matter = await aMatter({ unit: there.unit, source: there.source })
  await there.take([strange(matter.ref, 'tolk-1')])
  await owner`update record.matters set missing = '{a}', changed = '{b}' where id = ${matter.id}`
  const [row] = await owner`select id from record.quarantine where source_id = ${there.source.id}`
  const pages = ['saknas', 'nyare', 'karantan', `karantan/${row!['id']}`].map((page) => `${there.root}/${page}`)
  const officer = await browser(await aWorker({ unit: there.unit }))
  for (const page of pages)
    expect([page, (await here.desk.get(page)).status, (await officer.get(page)).status, (await there.desk.get(page)).status]).toEqual([
      page,
      404,
      404,
      200,
    ])
  // An item of another source's, under one's own source's address.
  expect((await here.desk.get(`${here.root}/karantan/${row!['id']}`)).status).toBe(404)
  expect((await here.desk.post(there.root, {})).status).toBe(404)
})

const today = dayOf('2026-11-25T12:00:00Z')

test('a reference is shown as the source has it, but never a personal number in it', () => {
  expect(shownRef('VUX-2026-0590-3', today)).toBe('VUX-2026-0590-3')
  expect(shownRef('p19900602-2397/4', today)).toBe('p••••/4')
  expect(shownRef('9006022397', today)).toBe('••••')
  expect(shownRef('9006022398', today)).toBe('9006022398') // nobody's
})

test('an outline tells fields and not what stands in them, however the item is made', () => {
  const odd = {
    type: 'event',
    matter: 'Anna bor på Storgatan',
    event: { ref: { name: 'Anna' }, kind: 7 },
    'Anna Ek, 070': 'x',
    a: { b: [[1]] },
    tom: [],
    '': {},
  }
  expect(fieldsOf(odd, today).map(({ path, is }) => [path, 'text' in is ? is.text : is.kind])).toEqual([
    ['type', 'event'],
    ['matter', 'text'],
    ['event.ref.name', 'text'],
    ['event.kind', '7'],
    ['…', 'text'],
    ['a.b', 'list'],
    ['a.b[1]', 'list'],
    ['a.b[1][1]', 'number'],
    ['tom', 'list'],
  ])
  expect(fieldsOf(Array.from({ length: 3 }), today)).toHaveLength(2)
  expect(fieldsOf(Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`f${n}`, n])), today)).toHaveLength(200)
})
