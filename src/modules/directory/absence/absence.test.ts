import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner, uuid } from '#testing'
import { addDays, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'

const today = dayOf(new Date())
const path = '/personal/franvaro'

test('somebody enters their own absence with who steps in, and takes it away; a colleague cannot', async () => {
  const unit = await aUnit()
  const [amina, petter] = [await aWorker({ unit }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }), called: 'Tove Alm' })
  const [desk, colleague] = [await browser(amina), await browser(petter)]
  const page = (await desk.get(path)).text
  expect([page.includes('Petter Lundvall'), page.includes('Tove Alm'), page.includes('Du har ingen vanlig ersättare')]).toEqual([
    true,
    false,
    true,
  ])
  const formular = uuid()
  const form = { formular, borta_fran: 'i morgon', borta_till: sayDate(addDays(today, 3), today, 'sv'), stallet: petter.id }
  for (const _ of [1, 2]) expect((await desk.post(path, form)).headers.get('location')).toBe(`${path}?gjort=sparad`)
  expect(await owner`select staff_id, deputy_id, first_day, last_day from directory.absences where staff_id = ${amina.id}`).toEqual([
    { staff_id: amina.id, deputy_id: petter.id, first_day: addDays(today, 1), last_day: addDays(today, 3) },
  ])
  expect((await desk.get(path)).text).toContain('Petter Lundvall är ersättare.')
  const [{ id }] = (await owner`select id from directory.absences where staff_id = ${amina.id}`) as unknown as [{ id: string }]
  // The same form in another's hands is another absence.
  expect((await colleague.post(path, { ...form, stallet: '' })).status).toBe(303)
  await owner`delete from directory.absences where staff_id = ${petter.id}`
  for (const [more, said] of [
    [{ borta_fran: 'snart' }, 'Skriv ett datum'],
    [{ borta_till: today }, 'Sista dagen kan inte komma före den första'],
    [{}, 'En annan frånvaro ligger över de dagarna'],
    [{ borta_fran: addDays(today, 9), borta_till: '', stallet: amina.id }, 'Välj någon som arbetar här'],
  ] as const) {
    const refused = await desk.post(path, { ...form, formular: uuid(), ...more })
    expect([refused.status, refused.text.includes(said)]).toEqual([422, true])
  }
  expect((await colleague.get(path)).text).not.toContain('är ersättare.')
  for (const other of [colleague, await browser(elsewhere)]) expect((await other.post(`${path}/${id}/bort`, {})).status).toBe(404)
  expect((await desk.post(`${path}/${id}/bort`, {})).status).toBe(303)
  expect(await owner`select 1 from directory.absences where staff_id = ${amina.id}`).toHaveLength(0)
})

test('a colleague who is away stands last, with the day', async () => {
  const unit = await aUnit()
  const amina = await aWorker({ unit })
  const berit = await aWorker({ unit, called: 'Berit Alm' })
  await aWorker({ unit, called: 'Petter Lundvall' })
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day, last_day) values (${unit.committee.municipalityId}, ${uuid()}, ${berit.id}, ${today}, ${addDays(today, 2)})`
  const listed = async (at: string, who: Parameters<typeof browser>[0]) =>
    [...(await (await browser(who)).get(at)).text.matchAll(/<option value="[^"]+"[^>]*>((?:Berit|Petter)[^<]*)</g)].map(([, text]) => text!)
  const steward = await aWorker({ unit, role: 'systemSteward' })
  for (const found of [await listed(path, amina), (await listed(`/admin/personal/${amina.id}`, steward)).slice(0, 2)])
    expect(found).toEqual(['Petter Lundvall', expect.stringMatching(/^Berit Alm, borta till och med \S+dag \d+ \S+$/)])
})

test('coming back early ends the absence yesterday, and what has been of it stays', async () => {
  const amina = await aWorker()
  const id = uuid()
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day) values (${amina.unit.committee.municipalityId}, ${id}, ${amina.id}, ${addDays(today, -5)})`
  await (await browser(amina)).post(`${path}/${id}/bort`, {})
  expect(await owner`select first_day, last_day from directory.absences where id = ${id}`).toEqual([
    { first_day: addDays(today, -5), last_day: addDays(today, -1) },
  ])
})
