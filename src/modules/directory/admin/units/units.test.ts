import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner, uuid } from '#testing'

const week = { tid1: '8–12 och 13–16', tid2: '8–16', tid3: '8–16', tid4: '8–16', tid5: '8-15.30', tid6: '', tid7: '' }
const form = {
  namn: 'Vuxenenheten',
  namn_en: 'The unit for adults',
  telefon: '0980-31 92 01',
  besok: 'Storgatan 14',
  besok_en: '',
  post: '',
  tyst: '5',
  hsa: 'se2321000016-1003',
  ...week,
}
async function aDesk() {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  const revision = async () => String((await owner`select revision from directory.units where id = ${unit.id}`)[0]!['revision'])
  return { unit, desk, path: `/admin/enheter/${unit.id}`, revision }
}

test('a steward changes a unit’s hours, and they stand in words in both languages wherever the unit is shown', async () => {
  const { unit, desk, path, revision } = await aDesk()
  expect((await desk.get('/admin/enheter')).text).toContain(`href="${path}"`)
  const answer = await desk.post(path, { ...form, revision: await revision() })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?sparat=ja`])
  const [row] =
    await owner`select u.phone_hours, u.silent_days, u.visit, i.hsa_id from directory.units u join directory.unit_ids i on i.unit_id = u.id where u.id = ${unit.id}`
  expect(row).toMatchObject({
    phone_hours: {
      sv: 'måndag 8–12 och 13–16, tisdag–torsdag 8–16, fredag 8–15.30',
      en: 'Monday 8–12 and 13–16, Tuesday–Thursday 8–16, Friday 8–15:30',
    },
    silent_days: 5,
    visit: { sv: 'Storgatan 14' },
    hsa_id: 'SE2321000016-1003',
  })
  expect((await desk.get(path)).text).toContain('value="8–12 och 13–16"')
  const home = await browser()
  await owner`update directory.municipalities set name = 'AAA' where id = ${unit.committee.municipalityId}`
  expect((await home.get('/?sprak=en')).text).toContain('Monday 8–12 and 13–16, Tuesday–Thursday 8–16, Friday 8–15:30')
})

test('what is wrong is told by its field, and nothing that was typed is lost', async () => {
  const { unit, desk, path, revision } = await aDesk()
  const typed = {
    ...form,
    namn: '',
    telefon: 'ring mig',
    tid2: 'efter lunch',
    tyst: '99',
    hsa: 'x',
    besok: 'Länge '.repeat(60),
    revision: await revision(),
  }
  const { status, text } = await desk.post(path, typed)
  expect(status).toBe(422)
  for (const said of [
    'Skriv ett namn, högst 200 tecken',
    'Skriv ett telefonnummer som går att ringa',
    'Tisdag: skriv tider som',
    'Skriv ett antal dagar, från 1 till 60',
    'Ett HSA-id ser ut så här',
    'Högst 300 tecken',
    'value="ring mig"',
    'value="efter lunch"',
  ])
    expect(text).toContain(said)
  expect(await owner`select phone from directory.units where id = ${unit.id}`).toEqual([{ phone: '0980-31 92 00' }])
})

test('words that are more than days and times stay until somebody fills the days in', async () => {
  const { unit, desk, path, revision } = await aDesk()
  await owner`update directory.units set phone_hours = '{"sv":"när vi hinner","en":"when we can"}' where id = ${unit.id}`
  expect((await desk.get(path)).text).toContain('Nu står det ”när vi hinner”')
  const empty = Object.fromEntries(Object.keys(week).map((name) => [name, '']))
  await desk.post(path, { ...form, ...empty, revision: await revision() })
  expect(await owner`select phone_hours from directory.units where id = ${unit.id}`).toEqual([
    { phone_hours: { sv: 'när vi hinner', en: 'when we can' } },
  ])
  await desk.post(path, { ...form, revision: await revision() })
  expect((await owner`select phone_hours ->> 'sv' as sv from directory.units where id = ${unit.id}`)[0]!['sv']).toContain('måndag 8–12')
})

test('of two who save at once the second is told, and decides', async () => {
  const { desk, path, revision, unit } = await aDesk()
  const seen = await revision()
  await desk.post(path, { ...form, revision: seen })
  const second = await desk.post(path, { ...form, telefon: '0980-31 92 02', revision: seen })
  expect([
    second.status,
    second.text.includes('Någon annan sparade medan du skrev'),
    second.text.includes('value="0980-31 92 02"'),
  ]).toEqual([409, true, true])
  expect(await owner`select phone from directory.units where id = ${unit.id}`).toEqual([{ phone: '0980-31 92 01' }])
  await desk.post(path, { ...form, telefon: '0980-31 92 02', revision: await revision() })
  expect(await owner`select phone from directory.units where id = ${unit.id}`).toEqual([{ phone: '0980-31 92 02' }])
})

test('a new unit is made once however often its form is sent, and a code or an HSA id belongs to one', async () => {
  const { unit, desk, path, revision } = await aDesk()
  const formular = uuid()
  const fresh = { ...form, namn: 'Familjeenheten', kod: 'familj', formular, hsa: '' }
  for (const _ of [1, 2])
    expect((await desk.post('/admin/enheter/ny', fresh)).headers.get('location')).toBe(`/admin/enheter/${formular}?sparat=ja`)
  expect(await owner`select id from directory.units where committee_id = ${unit.committee.id} and code = 'familj'`).toEqual([
    { id: formular },
  ])
  expect((await desk.post('/admin/enheter/ny', { ...fresh, formular: uuid() })).text).toContain('Nämnden har redan en enhet med den koden')
  await desk.post(path, { ...form, revision: await revision() })
  expect((await desk.post(`/admin/enheter/${formular}`, { ...form, revision: '1' })).text).toContain('Någon annan har redan det HSA-id:t')
})

test('another committee’s units are not there, and no other desk has these pages', async () => {
  const [here, there] = [await aDesk(), await aDesk()]
  expect([(await here.desk.get(there.path)).status, (await there.desk.get(there.path)).status]).toEqual([404, 200])
  expect((await here.desk.post(there.path, { ...form, revision: '1' })).status).toBe(404)
  for (const role of ['caseOfficer', 'unitManager', 'logReviewer', 'requestDispatcher'] as const)
    expect((await (await browser(await aWorker({ unit: here.unit, role }))).get(here.path)).status).toBe(404)
})
