import { expect, test } from 'vitest'
import { aMatter, aSource, aUnit, aWorker, browser, owner } from '#testing'

test('the steward sees how each source is doing, and every count leads to what it counts', async () => {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee })
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  const list = (name: string) => `href="/personal/kallor/${source.id}/${name}"`
  const well = await desk.get('/personal/kallor')
  expect([well.status, well.text.match(/Inget</g)?.length]).toEqual([200, 3])
  await aMatter({ unit, source })
  await owner`update record.matters set missing = '{a,b}', changed = '{c}' where source_id = ${source.id}`
  await owner`update record.sources set last_good_at = '2026-11-01T02:15:00Z', last_failure_at = '2026-11-02T02:15:00Z', last_failure = 'slow' where id = ${source.id}`
  await owner`insert into record.quarantine (committee_id, source_id, item, hash, reason) values (${unit.committee.id}, ${source.id}, '{}', 'x', 'unknown-type')`
  const { text } = await desk.get('/personal/kallor')
  for (const said of [
    `${list('saknas')}>2 uppgifter<`,
    `${list('nyare')}>1 uppgift<`,
    `${list('karantan')}>1 uppgift<`,
    'Källan svarade för långsamt',
  ])
    expect(text).toContain(said)
})

test("another committee's source is not there, and other roles have no such page", async () => {
  const [here, there] = [await aUnit(), await aUnit()]
  const source = await aSource({ committee: there.committee })
  const page = async (unit: typeof here, role: 'systemSteward' | 'caseOfficer' | 'unitManager' | 'logReviewer') =>
    (await browser(await aWorker({ unit, role }))).get('/personal/kallor')
  expect((await page(here, 'systemSteward')).text).not.toContain(source.id)
  expect((await page(there, 'systemSteward')).text).toContain(source.id)
  for (const role of ['caseOfficer', 'unitManager', 'logReviewer'] as const) expect((await page(there, role)).status).toBe(404)
})

test('a source that is kept in Delakt is not said never to have been read', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const { text } = await (await browser(await aWorker({ unit, role: 'systemSteward' }))).get('/personal/kallor')
  expect(text).toContain('Ärendena förs här i Delakt')
  expect(text).not.toContain('Aldrig')
})
