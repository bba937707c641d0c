import { expect, test } from 'vitest'
import { aMatter, aSource, aUnit, aWorker, browser, config, db, owner } from '#testing'
import { takeIn } from '../ingest.ts'

async function aDesk() {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const take = (items: unknown[]) => db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, items, { ...config, imported: false }))
  return { unit, source, steward, take, desk: await browser(steward) }
}

test('the steward sees how each source is doing, what is missing and what waits', async () => {
  const { unit, source, take, desk } = await aDesk()
  await aMatter({ unit, source })
  await owner`update record.matters set missing = '{a,b}', changed = '{c}' where source_id = ${source.id}`
  await owner`update record.sources set last_good_at = '2026-11-01T02:15:00Z', last_failure_at = '2026-11-02T02:15:00Z', last_failure = 'slow' where id = ${source.id}`
  await take([{ type: 'telepathy', words: 'HEMLIGT' }, { type: '19900602-2397 är mitt nummer' }])
  const { status, text } = await desk.get('/personal/kallor')
  expect(status).toBe(200)
  for (const said of ['2 uppgifter saknas, i 1 ärende', '1 uppgift är nyare', 'Källan svarade för långsamt', 'telepathy', 'Kör om'])
    expect(text).toContain(said)
  expect(text).not.toMatch(/HEMLIGT|19900602/)
})

test('what waits is run again, and the page says what came of it', async () => {
  const { source, take, desk } = await aDesk()
  await take([{ type: 'telepathy' }, { type: 'song' }])
  await owner`update record.quarantine set item = ${owner.json({ type: 'person', ref: 'p1', name: 'Camilla Rosén' })} where source_id = ${source.id} and item ->> 'type' = 'song'`
  const answer = await desk.post(`/personal/kallor/${source.id}`, {})
  expect(answer.status).toBe(303)
  expect((await desk.get(answer.headers.get('location')!)).text).toContain('1 uppgift togs in. 1 väntar kvar.')
  expect(await owner`select name from record.people where source_id = ${source.id}`).toEqual([{ name: 'Camilla Rosén' }])
})

test("another committee's source does not exist, and other roles have no such page", async () => {
  const [here, there] = [await aDesk(), await aDesk()]
  await there.take([{ type: 'telepathy' }])
  expect((await here.desk.get('/personal/kallor')).text).not.toContain('telepathy')
  expect((await there.desk.get('/personal/kallor')).text).toContain('telepathy')
  expect((await here.desk.post(`/personal/kallor/${there.source.id}`, {})).status).toBe(404)
  const officer = await browser(await aWorker({ unit: here.unit }))
  expect((await officer.get('/personal/kallor')).status).toBe(404)
})

test('a source that is kept in Delakt is not said never to have been read', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const { text } = await (await browser(await aWorker({ unit, role: 'systemSteward' }))).get('/personal/kallor')
  expect(text).toContain('Nej, ärendena förs här i Delakt')
  expect(text).not.toContain('Aldrig')
})
