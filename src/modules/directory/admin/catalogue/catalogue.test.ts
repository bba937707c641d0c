import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner, services, uuid } from '#testing'
import { application } from '../../../../app.ts'

const app = application(services)
const ask = async (token: string) => (await app.request('/api/scim/v2/Users', { headers: { authorization: `Bearer ${token}` } })).status

test('a key is made, shown once, opens the catalogue’s door, and is taken back', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  const formular = uuid()
  const form = { formular, namn: 'Kommunens katalog', inloggning: 'userName', roll: 'none' }
  expect((await desk.post('/admin/katalog', { ...form, namn: '', inloggning: 'x' })).status).toBe(422)
  const made = await desk.post('/admin/katalog', form)
  const token = /<code>([\w-]{40,})<\/code>/.exec(made.text)![1]!
  expect(await ask(token)).toBe(200)
  // The same form twice makes no second key, and the page does not say the first again.
  expect((await desk.post('/admin/katalog', form)).status).toBe(303)
  const page = (await desk.get('/admin/katalog')).text
  expect([page.includes('Kommunens katalog'), page.includes(token)]).toEqual([true, false])
  expect(JSON.stringify(await owner`select * from directory.catalogues`)).not.toContain(token)
  const [{ id }] = (await owner`select id from directory.catalogues`) as unknown as [{ id: string }]
  const other = await browser(await aWorker({ role: 'systemSteward' }))
  expect((await other.post('/admin/katalog', form)).status).toBe(200)
  expect((await other.post(`/admin/katalog/${id}/aterkalla`, {})).status).toBe(404)
  expect(await ask(token)).toBe(200)
  await owner`insert into directory.staff_ids (municipality_id, staff_id, origin, catalogue_id) select municipality_id, made_by, 'scim', id from directory.catalogues where id = ${id}`
  expect((await desk.post(`/admin/katalog/${id}/aterkalla`, {})).status).toBe(303)
  expect(await ask(token)).toBe(401)
  // Those it handed in are the steward's again.
  expect(await owner`select origin from directory.staff_ids`).toEqual([{ origin: 'own' }])
})
