import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, owner, uuid } from '#testing'
import { addDays, dayOf } from '#kernel/values/day'
import { aDispatcher, aRequest, assigned, aType } from '../../../../testing/contact.ts'
import { aBooking, aKind, aRelease, inHours } from '../../../../testing/times.ts'

const today = dayOf(new Date())

async function aLeaver() {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  const maj = await aWorker({ unit, called: 'Maj Nyström' })
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  const matter = await aMatter({ unit })
  await anEvent(matter, 'assigned', { officer: { name: 'Maj Nyström', role: 'socialsekreterare' } })
  await owner`update directory.keepers set staff_id = ${maj.id} where unit_id = ${unit.id} and place = 'administrator'`
  const field = (kind: string) => `till_${kind}_${unit.id}`
  return { unit, desk, maj, petter, matter, path: `/admin/personal/${maj.id}/slutar`, field }
}

test('the page says what somebody has and the account closes only when each has a receiver', async () => {
  const { desk, maj, petter, path, field } = await aLeaver()
  const page = (await desk.get(path)).text
  for (const said of [
    '1 öppet ärende på Vuxenenheten',
    '1 uppgift att granska följer med',
    'Platsen som administratör på Vuxenenheten',
    'Petter Lundvall',
  ])
    expect(page).toContain(said)
  const formular = uuid()
  const refused = await desk.post(path, { formular, nar: 'nu', [field('matters')]: petter.id })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Välj vem som tar över: Platsen som administratör på Vuxenenheten')
  // What was chosen stands.
  expect(refused.text).toContain(`<option value="${petter.id}" selected`)
  expect((await desk.post(path, { formular, [field('matters')]: petter.id, [field('administrator')]: petter.id })).text).toContain(
    'Välj när kontot ska stängas',
  )
  expect(
    (
      await desk.post(path, {
        formular,
        nar: 'sedan',
        sista: addDays(today, -1),
        [field('matters')]: petter.id,
        [field('administrator')]: petter.id,
      })
    ).text,
  ).toContain('Skriv en dag från och med i dag')
  expect((await (await browser(maj)).get('/personal')).status).toBe(200)
  const done = await desk.post(path, { formular, nar: 'nu', [field('matters')]: petter.id, [field('administrator')]: petter.id })
  expect(done.headers.get('location')).toBe(`/admin/personal/${maj.id}?gjort=slutat`)
  expect((await (await browser(maj)).get('/personal')).status).toBe(303)
  const after = (await desk.get(`/admin/personal/${maj.id}`)).text
  expect([after.includes('Kontot är stängt.'), after.includes('Öppna kontot igen')]).toEqual([true, true])
  // Who has left cannot leave again, and can come back.
  expect((await desk.get(path)).status).toBe(404)
  await desk.post(`/admin/personal/${maj.id}/oppna`, {})
  expect(await owner`select active from directory.staff where id = ${maj.id}`).toEqual([{ active: true }])
})

test('the deputy stands chosen, a plan can be looked at again, and taken back', async () => {
  const { desk, maj, petter, path, field } = await aLeaver()
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${maj.id}`
  expect((await desk.get(path)).text.match(new RegExp(`<option value="${petter.id}" selected`, 'g'))).toHaveLength(2)
  const sista = addDays(today, 10)
  const planned = await desk.post(path, {
    formular: uuid(),
    nar: 'sedan',
    sista,
    [field('matters')]: petter.id,
    [field('administrator')]: petter.id,
  })
  expect(planned.headers.get('location')).toBe(`/admin/personal/${maj.id}?gjort=planerat`)
  expect((await desk.get('/admin')).text).toContain('Överlämningen är planerad.')
  expect((await desk.get(path)).text).toContain(`value="${sista}"`)
  expect((await desk.post(`/admin/personal/${maj.id}/stannar`, {})).status).toBe(303)
  expect((await desk.get('/admin')).text).not.toContain('Överlämningen är planerad.')
  expect((await (await browser(maj)).get('/personal')).status).toBe(200)
})

test('what fell to somebody when a catalogue removed a colleague stands on the unit’s start page until somebody there has seen it', async () => {
  const { desk, unit, maj, petter, matter } = await aLeaver()
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${maj.id}`
  await owner`select directory.remove(${maj.id}, null)`
  const tab = await browser(petter)
  const start = (await tab.get('/personal')).text
  for (const said of ['Maj Nyström har slutat', '1 öppet ärende: Petter Lundvall', 'Platsen som administratör: Petter Lundvall'])
    expect(start).toContain(said)
  expect((await (await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))).get('/personal')).text).not.toContain(
    'Maj Nyström',
  )
  const [, path] = /action="(\/personal\/overlamnat\/[^"]+)"/.exec(start)!
  expect((await tab.post(path!, {})).status).toBe(303)
  expect((await tab.get('/personal')).text).not.toContain('Maj Nyström har slutat')
  expect((await tab.get('/personal')).text).toContain('1 uppgift väntar')
  expect((await desk.get(`/admin/personal/${maj.id}`)).text).toContain('Kontot är stängt.')
  expect(await owner`select staff_id from record.taken_over where matter_id = ${matter.id}`).toEqual([{ staff_id: petter.id }])
})

test('what nobody could be given stands at the steward’s start until somebody has it', async () => {
  const { desk, unit, maj } = await aLeaver()
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${unit.id}, ${maj.id}, 'unitManager')`
  await owner`delete from directory.assignments where unit_id = ${unit.id} and role = 'caseOfficer' and staff_id <> ${maj.id}`
  await owner`select directory.remove(${maj.id}, null)`
  const start = async () => (await desk.get('/admin')).text
  for (const said of [
    'Uppdraget som enhetschef på Vuxenenheten fick ingen mottagare',
    '1 öppet ärende på Vuxenenheten fick ingen mottagare',
  ])
    expect(await start()).toContain(said)
  await aWorker({ unit, role: 'unitManager' })
  expect(await start()).not.toContain('Uppdraget som enhetschef')
})

/** The options of a field, as they are read. */
const optionsOf = (page: string, field: string): string[] =>
  [...new RegExp(`<select[^>]*id="${field}".*?</select>`, 's').exec(page)![0].matchAll(/<option value="[^"]+"[^>]*>([^<]*)</g)].map(
    ([, text]) => text!,
  )

test('meetings and requests are offered only to those who work at their unit', async () => {
  const { desk, unit, maj, path, field } = await aLeaver()
  await aWorker({ unit: await aUnit({ committee: unit.committee }), called: 'Elsa Elsewhere' })
  const siv = await aDispatcher({ unit })
  await owner`update directory.staff set name = 'Siv Dahl' where id = ${siv.id}`
  await assigned(await aRequest(await aPerson(), await aType({ unit })), siv, maj)
  const [slot] = await aRelease(maj, await aKind(unit), [inHours(60)])
  await aBooking(await aPerson(), slot!)
  const page = (await desk.get(path)).text
  expect(page).toContain('1 bokat möte på Vuxenenheten')
  expect(optionsOf(page, field('appointments'))).toContain('Petter Lundvall')
  expect(optionsOf(page, field('contact'))).toContain('Siv Dahl')
  for (const kind of ['appointments', 'contact']) expect(optionsOf(page, field(kind))).not.toContain('Elsa Elsewhere')
  // Who only hands out requests has no meetings.
  expect(optionsOf(page, field('appointments'))).not.toContain('Siv Dahl')
})

test('who is away stands last and says so, and whoever stands in for a deputy who is away stands chosen', async () => {
  const { desk, unit, maj, petter, path, field } = await aLeaver()
  const wilma = await aWorker({ unit, called: 'Wilma Zetter' })
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${maj.id}`
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day, last_day) values (${unit.committee.municipalityId}, ${uuid()}, ${petter.id}, ${today}, ${addDays(today, 2)})`
  // Nobody stands in: the deputy it is, and that they are away is said.
  const alone = (await desk.get(path)).text
  expect(optionsOf(alone, field('matters')).at(-1)).toMatch(/^Petter Lundvall, borta till och med \S+dag \d+ \S+$/)
  expect(alone).toContain(`<option value="${petter.id}" selected`)
  await owner`update directory.absences set deputy_id = ${wilma.id} where staff_id = ${petter.id}`
  const page = (await desk.get(path)).text
  expect(page).toContain(`<option value="${wilma.id}" selected`)
  expect(page).not.toContain(`<option value="${petter.id}" selected`)
})

test('a meeting that clashes with another of the receiver’s is handed on and told, to the steward and to the unit', async () => {
  const { desk, unit, maj, petter, path, field } = await aLeaver()
  const kind = await aKind(unit)
  const slots = await aRelease(maj, kind, [60, 70].map(inHours))
  for (const slot of [...slots, ...(await aRelease(petter, kind, [inHours(60.25)]))]) await aBooking(await aPerson(), slot)
  const done = await desk.post(path, {
    formular: uuid(),
    nar: 'nu',
    ...Object.fromEntries(['matters', 'administrator', 'appointments'].map((one) => [field(one), petter.id])),
  })
  expect(done.headers.get('location')).toBe(`/admin/personal/${maj.id}?gjort=slutat`)
  expect(await owner`select count(*)::int as n from appointments.bookings where staff_id = ${petter.id}`).toEqual([{ n: 3 }])
  const receipt = (await desk.get(done.headers.get('location')!)).text
  const start = (await (await browser(petter)).get('/personal')).text
  for (const page of [receipt, start])
    expect(page).toMatch(/1 möte krockade med andra tider som Petter Lundvall hade vid överlämningen: [^<,]*\d\d\.\d\d\./)
  expect(start).toContain('Maj Nyström har slutat')
  expect(start).not.toContain('tillkommit')
})
