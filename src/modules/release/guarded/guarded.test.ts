import { expect, test } from 'vitest'
import { aMatter, aPerson, auditOf, aUnit, aWorker, browser, type Matter, owner, uuid } from '#testing'

const path = (matter: Matter) => `/personal/arenden/${matter.id}/skydd`
const form = (more: object = {}) => ({ formular: uuid(), slag: 'address', ord: 'Rönnvägen 4, 980 13 Alvik', ...more })

test('what must not be told is kept for those who decide at the unit, and nobody else', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const sent = form()
  expect((await desk.post(path(matter), sent)).status).toBe(303)
  expect((await desk.post(path(matter), sent)).status).toBe(303)
  expect(await owner`select kind from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(1)
  const page = await desk.get(`${path(matter)}?klar=tillagt`)
  expect(page.text).toContain('Rönnvägen 4, 980 13 Alvik')
  expect(page.text).toContain('Amina Haddad')
  expect(await auditOf(worker.id)).toEqual(['guard fact', 'guard fact', 'read guarded facts'])
  expect((await (await browser(await aWorker({ unit, role: 'unitManager' }))).get(path(matter))).text).toContain('Rönnvägen')
  for (const stranger of [
    await aWorker({ unit: await aUnit({ committee: unit.committee }) }),
    await aWorker({ unit, role: 'systemSteward' }),
    await aWorker({ unit, role: 'logReviewer' }),
    person,
  ]) {
    const other = await browser(stranger)
    expect((await other.get(path(matter))).status).toBe(404)
    expect((await other.post(path(matter), form())).status).toBe(404)
  }
  expect(await owner`select from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(1)
})

test('the database holds no word of it', async () => {
  const matter = await aMatter()
  const desk = await browser(await aWorker({ unit: matter.unit }))
  await desk.post(path(matter), form())
  const rows = await owner`select g::text as row, encode(g.sealed, 'escape') as sealed from gate.guarded g`
  for (const { row, sealed } of rows) expect(`${row}${sealed}`).not.toMatch(/R.{1,2}nnv|980 13|Alvik/)
})

test('what is no longer to be guarded is searched for no more, and who said so is kept', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const desk = await browser(await aWorker({ unit }))
  await desk.post(path(matter), form())
  const [fact] = await owner`select id from gate.guarded where person_id = ${matter.person.id}`
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await stranger.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(404)
  expect((await desk.get(path(matter))).text).toContain('Rönnvägen')
  expect((await desk.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(303)
  expect((await desk.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(303)
  expect((await desk.get(path(matter))).text).not.toContain('Rönnvägen')
  expect(await owner`select ended_at is not null and ended_by is not null as ended from gate.guarded where id = ${fact!['id']}`).toEqual([
    { ended: true },
  ])
})

test.each([
  ['phone', '0980'],
  ['email', 'karin på norrsol'],
  ['coordinates', '67.85'],
  ['name', '-'],
  ['nonsense', 'Björkgatan 12'],
])('what cannot be searched for is not taken: %s %s', async (slag, ord) => {
  const matter = await aMatter()
  const desk = await browser(await aWorker({ unit: matter.unit }))
  const answer = await desk.post(path(matter), form({ slag, ord }))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(ord)
  expect(await owner`select from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(0)
})

test('a person is guarded in every matter of the committee', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const other = await aMatter({ unit: await aUnit({ committee: unit.committee }), person: matter.person })
  await (await browser(await aWorker({ unit }))).post(path(matter), form())
  expect((await (await browser(await aWorker({ unit: other.unit }))).get(path(other))).text).toContain('Rönnvägen')
  const elsewhere = await aMatter({ person: matter.person })
  expect((await (await browser(await aWorker({ unit: elsewhere.unit }))).get(path(elsewhere))).text).not.toContain('Rönnvägen')
})
