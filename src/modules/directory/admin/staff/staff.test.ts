import sharp from 'sharp'
import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, decided, opened, owner, uuid } from '#testing'
import { addDays, dayOf } from '#kernel/values/day'

const today = dayOf(new Date())
const form = {
  namn: 'Amina Haddad',
  titel: 'socialsekreterare',
  titel_en: 'social worker',
  telefon: '0980-31 92 10',
  hsa: '',
  inloggning: 'amina.haddad',
  ersattare: '',
  tid1: '8.30–9.30',
}
async function aDesk() {
  const unit = await aUnit()
  const steward = await aWorker({ unit, role: 'systemSteward', called: 'Ingrid Boström' })
  const amina = await aWorker({ unit })
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  const desk = await browser(steward)
  return { unit, steward, amina, petter, desk, path: `/admin/personal/${amina.id}` }
}
const revisionOf = async (id: string) => String((await owner`select revision from directory.staff where id = ${id}`)[0]!['revision'])

test('somebody is found by name, and what is sought stands in no address', async () => {
  const { desk, amina } = await aDesk()
  const found = await desk.post('/admin/personal', { sok: 'amina hadd' })
  expect([found.status, found.text.includes(`href="/admin/personal/${amina.id}"`)]).toEqual([200, true])
  expect((await desk.post('/admin/personal', { sok: 'Berit' })).text).toContain('Ingen i kommunen heter ”Berit”')
  expect((await desk.post('/admin/personal', { sok: 'x'.repeat(101) })).status).toBe(422)
  expect((await desk.post('/admin/personal', { sok: ' ' })).status).toBe(303)
  // Where it says who is shown, each list is its own.
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day) values (${amina.unit.committee.municipalityId}, ${uuid()}, ${amina.id}, current_date)`
  const lists = await Promise.all(
    ['alla', 'borta', 'slutar', 'stangda'].map(async (visa) => (await desk.get(`/admin/personal?visa=${visa}`)).text.includes(amina.id)),
  )
  expect(lists).toEqual([true, true, false, false])
})

test('details are changed, a deputy is chosen, and the login leads to exactly one', async () => {
  const { unit, desk, amina, petter, path } = await aDesk()
  await owner`insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels) values (${unit.committee.municipalityId}, 'staff', 'eid', '{}', 'https://login.example', 'x', '{}')`
  const answer = await desk.post(path, { ...form, hsa: 'SE2321000016-AMI1', ersattare: petter.id, revision: await revisionOf(amina.id) })
  expect(answer.headers.get('location')).toBe(`${path}?sparat=ja`)
  const [row] = await owner`select title, phone_hours, deputy_id from directory.staff where id = ${amina.id}`
  expect(row).toMatchObject({
    title: { sv: 'socialsekreterare', en: 'social worker' },
    phone_hours: { sv: 'måndag 8.30–9.30', en: 'Monday 8:30–9:30' },
    deputy_id: petter.id,
  })
  const logins = () => owner`select subject, staff_id from identity.logins where issuer = 'https://login.example' order by subject`
  expect(await logins()).toEqual([{ subject: 'amina.haddad', staff_id: amina.id }])
  for (const taken of [{ inloggning: 'Amina.Haddad' }, { inloggning: 'petter', hsa: 'SE2321000016-AMI1' }]) {
    const refused = await desk.post(`/admin/personal/${petter.id}`, {
      ...form,
      namn: 'Petter Lundvall',
      ...taken,
      revision: await revisionOf(petter.id),
    })
    expect([refused.status, refused.text.includes('Någon annan har redan det HSA-id:t eller den inloggningen')]).toEqual([422, true])
  }
  // Where alarms go: kept in one way, told back only here, and emptied when it is emptied.
  const emailOf = async () =>
    (await owner`select email from directory.staff_ids where staff_id = ${amina.id}`)[0]!['email'] as string | null
  const saveEmail = async (epost: string) => desk.post(path, { ...form, epost, revision: await revisionOf(amina.id) })
  expect([(await saveEmail(' Amina.Haddad@Example.se ')).status, await emailOf()]).toEqual([303, 'amina.haddad@example.se'])
  expect((await desk.get(path)).text).toContain('value="amina.haddad@example.se"')
  const odd = await saveEmail('amina@')
  expect([odd.status, odd.text.includes('Skriv en e-postadress'), odd.text.includes('value="amina@"'), await emailOf()]).toEqual([
    422,
    true,
    true,
    'amina.haddad@example.se',
  ])
  expect([(await saveEmail('')).status, await emailOf()]).toEqual([303, null])
  await desk.post(path, { ...form, inloggning: 'a.haddad', revision: await revisionOf(amina.id) })
  expect(await logins()).toEqual([{ subject: 'a.haddad', staff_id: amina.id }])
})

test('a photo is drawn anew as 4:5, tells no name by its address, and is on the person’s page', async () => {
  const { desk, unit, amina, path } = await aDesk()
  const wide = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#8a5' } })
    .withExif({ IFD0: { Copyright: 'HEMLIG' } })
    .jpeg()
    .toBuffer()
  const send = async (bytes: Uint8Array, type = 'image/jpeg') => {
    const body = new FormData()
    body.set('bild', new File([Buffer.from(bytes)], 'amina.jpg', { type }))
    return desk.post(`${path}/foto`, body)
  }
  expect((await send(wide)).headers.get('location')).toBe(`${path}?gjort=foto`)
  const [{ photo }] = (await owner`select photo from directory.staff where id = ${amina.id}`) as unknown as [{ photo: string }]
  expect(photo).toMatch(/^[0-9a-f-]{36}$/)
  expect(photo).not.toBe(amina.id)
  const anyone = await browser()
  const { application } = await import('../../../../app.ts')
  const { services } = await import('#testing')
  const shown = await application(services).request(`/bild/${photo}`)
  const bytes = Buffer.from(await shown.arrayBuffer())
  const { width, height, exif } = await sharp(bytes).metadata()
  expect([shown.headers.get('content-type'), width, height, exif]).toEqual(['image/jpeg', 256, 320, undefined])
  expect(bytes.includes('HEMLIG')).toBe(false)
  expect((await anyone.get(`/bild/${photo}`, { 'if-none-match': shown.headers.get('etag')! })).status).toBe(304)
  expect((await anyone.get(`/bild/${uuid()}`)).status).toBe(404)
  // The card that a source or the desk writes names it, and the page finds it.
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const { id } = await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare', photo } })
  await opened(matter)
  await decided(matter, id, 'released')
  expect((await (await browser(person)).get('/mina-sidor')).text).toContain(`src="/bild/${photo}"`)
  // The same address when it is changed, so that what was written before still shows the right face.
  await send(
    await sharp({ create: { width: 200, height: 200, channels: 3, background: '#123' } })
      .png()
      .toBuffer(),
    'image/png',
  )
  expect(await owner`select photo from directory.staff where id = ${amina.id}`).toEqual([{ photo }])
  expect((await application(services).request(`/bild/${photo}`)).headers.get('etag')).not.toBe(shown.headers.get('etag'))
  for (const [odd, said] of [
    [Buffer.from('GIF89a'), 'Det går inte att läsa bilden'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'Det går inte att läsa bilden'],
    [Buffer.alloc(0), 'Välj en bild'],
  ] as const) {
    const refused = await send(odd)
    expect([refused.status, refused.text.includes(said)]).toEqual([422, true])
  }
  await desk.post(`${path}/foto/bort`, {})
  expect((await anyone.get(`/bild/${photo}`)).status).toBe(404)
  expect(await owner`select photo from directory.staff where id = ${amina.id}`).toEqual([{ photo: null }])
})

test('a role is given between two days and ended, and nobody gives themself anything', async () => {
  const { desk, unit, steward, amina, path } = await aDesk()
  const give = (more: object, at = path) =>
    desk.post(`${at}/uppdrag`, { enhet: unit.id, roll: 'requestDispatcher', fran: '', till: '', ...more })
  expect((await give({ till: addDays(today, 30) })).headers.get('location')).toBe(`${path}?gjort=uppdrag`)
  const of = (id: string, role: string) =>
    owner`select valid_from, valid_to from directory.assignments where staff_id = ${id} and role = ${role}`
  expect(await of(amina.id, 'requestDispatcher')).toEqual([{ valid_from: today, valid_to: addDays(today, 30) }])
  expect((await desk.get(`/admin/enheter/${unit.id}`)).text).toContain('Det behövs två')
  for (const [more, said] of [
    [{ enhet: '' }, 'Välj en enhet'],
    [{ roll: 'kung' }, 'Välj en roll'],
    [{ fran: '2026-02-30' }, 'Skriv ett datum'],
    [{ fran: addDays(today, 5), till: today }, 'Sista dagen kan inte komma före den första'],
  ] as const)
    expect((await give(more)).text).toContain(said)
  // For oneself neither by this way nor another.
  const own = await give({ roll: 'caseOfficer' }, `/admin/personal/${steward.id}`)
  expect([own.status, own.text.includes('Sina egna uppdrag ändrar man inte')]).toEqual([422, true])
  expect(await of(steward.id, 'caseOfficer')).toEqual([])
  const elsewhere = await aUnit()
  expect((await give({ enhet: elsewhere.id })).status).toBe(404)
  const tab = await browser(amina)
  expect((await tab.get('/personal')).status).toBe(200)
  const [row] = await owner`select id from directory.assignments where staff_id = ${amina.id} and role = 'caseOfficer'`
  await desk.post(`${path}/uppdrag/${row!['id'] as string}/avsluta`, { sista: addDays(today, 3) })
  expect(await of(amina.id, 'caseOfficer')).toMatchObject([{ valid_to: addDays(today, 3) }])
  const odd = await desk.post(`${path}/uppdrag/${row!['id'] as string}/avsluta`, { sista: '31/2' })
  expect([odd.status, odd.text.includes('Skriv en dag från och med i dag'), odd.text.includes('value="31/2"')]).toEqual([422, true, true])
  expect((await tab.get('/personal')).status).toBe(200)
  await desk.post(`${path}/uppdrag/${row!['id'] as string}/avsluta`, { sista: '' })
  expect((await tab.get('/personal')).headers.get('location')).toBe('/personal/uppdrag')
})

test('an absence with a deputy is entered once, tells the deputy, and can be taken away', async () => {
  const { desk, amina, petter, path } = await aDesk()
  const formular = uuid()
  const away = { formular, borta_fran: '', borta_till: addDays(today, 4), stallet: petter.id }
  for (const _ of [1, 2]) expect((await desk.post(`${path}/franvaro`, away)).headers.get('location')).toBe(`${path}?gjort=franvaro`)
  expect(await owner`select first_day, last_day, deputy_id from directory.absences where staff_id = ${amina.id}`).toEqual([
    { first_day: today, last_day: addDays(today, 4), deputy_id: petter.id },
  ])
  expect((await desk.get(path)).text).toContain('Petter Lundvall är ersättare.')
  expect((await (await browser(petter)).get('/personal')).text).toMatch(/Du är ersättare<[^]*För Amina Haddad till och med /)
  expect((await desk.post(`${path}/franvaro`, { ...away, formular: uuid() })).text).toContain('En annan frånvaro ligger över de dagarna')
  const [held] = await owner`select id from directory.absences where staff_id = ${amina.id}`
  await desk.post(`${path}/franvaro/${held!['id'] as string}/bort`, {})
  expect(await owner`select 1 from directory.absences where staff_id = ${amina.id}`).toHaveLength(0)
  expect((await (await browser(petter)).get('/personal')).text).not.toContain('Du är ersättare')
})

test('somebody of another committee in the municipality can be given a role here, and is otherwise that steward’s to change', async () => {
  const { desk, unit } = await aDesk()
  const [other] =
    await owner`insert into directory.committees (municipality_id, name) values (${unit.committee.municipalityId}, '{"sv":"Omsorgsnämnden"}') returning id`
  const tove = await aWorker({
    unit: await aUnit({ committee: { id: other!['id'] as string, municipalityId: unit.committee.municipalityId } }),
    called: 'Tove Alm',
  })
  const path = `/admin/personal/${tove.id}`
  const page = await desk.get(path)
  expect([page.status, page.text.includes('Den nämndens systemförvaltare ändrar uppgifterna'), page.text.includes('name="namn"')]).toEqual([
    200,
    true,
    false,
  ])
  expect((await desk.post(path, { ...form, revision: '1' })).status).toBe(404)
  expect((await desk.post(`${path}/franvaro`, { formular: uuid() })).status).toBe(404)
  expect((await desk.get(`${path}/slutar`)).status).toBe(404)
  expect((await desk.post(`${path}/uppdrag`, { enhet: unit.id, roll: 'caseOfficer' })).status).toBe(303)
  const far = await aWorker()
  expect((await desk.get(`/admin/personal/${far.id}`)).status).toBe(404)
})

test('what a catalogue says of somebody is changed there, and the rest here', async () => {
  const { desk, unit, amina, petter, path } = await aDesk()
  await owner`insert into directory.staff_ids (municipality_id, staff_id, origin, user_name, resource) values (${unit.committee.municipalityId}, ${amina.id}, 'scim', 'amina', '{}')`
  const page = (await desk.get(path)).text
  expect([page.includes('Från katalogen'), page.includes('name="namn"'), page.includes('name="ersattare"')]).toEqual([true, false, true])
  await desk.post(path, {
    ...form,
    namn: 'Någon Annan',
    telefon: '0980-31 92 99',
    ersattare: petter.id,
    epost: 'amina@example.se',
    revision: await revisionOf(amina.id),
  })
  expect(await owner`select name, phone, deputy_id from directory.staff where id = ${amina.id}`).toEqual([
    { name: 'Amina Haddad', phone: '0980-31 92 10', deputy_id: petter.id },
  ])
  // E-mail too, once it says anything of it; until then it is the steward's.
  const email = async () => (await owner`select email from directory.staff_ids where staff_id = ${amina.id}`)[0]!['email']
  expect([page.includes('name="epost"'), await email()]).toEqual([true, 'amina@example.se'])
  await owner`update directory.staff_ids set resource = '{"emails": [{"value": "amina@example.se"}]}' where staff_id = ${amina.id}`
  expect((await desk.get(path)).text).not.toContain('name="epost"')
  await desk.post(path, { ...form, epost: 'annan@example.se', revision: await revisionOf(amina.id) })
  expect(await email()).toBe('amina@example.se')
})

test('a new person is made once, can be let in, and everything done is on the list of changes with who did it', async () => {
  const { desk, unit, steward } = await aDesk()
  const formular = uuid()
  for (const _ of [1, 2])
    expect(
      (await desk.post('/admin/personal/ny', { ...form, namn: 'Maj Nyström', inloggning: 'maj', formular })).headers.get('location'),
    ).toBe(`/admin/personal/${formular}?sparat=ja`)
  await desk.post(`/admin/personal/${formular}/uppdrag`, { enhet: unit.id, roll: 'caseOfficer' })
  const { text } = await desk.get('/admin/andringar')
  for (const said of ['Ny person', 'Nytt uppdrag', 'Maj Nyström', 'Av Ingrid Boström.']) expect(text).toContain(said)
  expect(await owner`select what, by_id from directory.changes where staff_id = ${formular} order by id`).toEqual([
    { what: 'staff-added', by_id: steward.id },
    { what: 'assigned', by_id: steward.id },
  ])
  const elsewhere = await browser(await aWorker({ role: 'systemSteward' }))
  expect((await elsewhere.get('/admin/andringar')).text).not.toContain('Maj Nyström')
})
