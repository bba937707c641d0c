import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, owner } from '#testing'
import { aBooking, aKind, aPlace, aRelease, inHours } from '../../../../testing/times.ts'

const path = '/personal/platser'
const form = {
  namn: 'Rum 214',
  gata: 'Storgatan 14 B',
  ort: '912 34 Delaby',
  ingang: 'Ingång B, gul dörr',
  rum: 'Våning 2, rum 214',
  vag: 'Hissen är till höger.\r\nAndra dörren till vänster.',
  karta: '',
  lokal: 'Inga trösklar.',
  rakt: 'ja',
}
const rows = (unit: { id: string }) =>
  owner`select id, name, street, way_in, straight_in, ended_at is not null as ended from appointments.places where unit_id = ${unit.id}`

test('a manager writes where people come, and ends a place that is no longer used', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await desk.get(path)).text).toContain('Inga platser än')
  expect((await desk.post(`${path}/ny`, form)).status).toBe(303)
  const [made] = await rows(unit)
  expect(made).toMatchObject({
    name: 'Rum 214',
    street: 'Storgatan 14 B',
    way_in: 'Hissen är till höger.\nAndra dörren till vänster.',
    straight_in: true,
  })
  const one = `${path}/${made!['id'] as string}`
  expect((await desk.get(one)).text).toMatch(/id="gata"[^>]*value="Storgatan 14 B"/)
  const { rakt: _, ...rest } = form
  expect((await desk.post(one, { ...rest, namn: 'Rum 215' })).status).toBe(303)
  expect(await rows(unit)).toMatchObject([{ name: 'Rum 215', straight_in: false }])
  await desk.post(`${one}/slut`, { slut: 'ja' })
  expect(await rows(unit)).toMatchObject([{ ended: true }])
  expect((await desk.get(path)).text).toContain('Används inte längre')
})

test('a street is a street and its number: a reminder says it to whoever has the phone', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  for (const gata of ['', 'Vuxenenheten', 'Storgatan', 'Storgatan 14, Socialkontoret', 'storgatan 14']) {
    const { status, text } = await desk.post(`${path}/ny`, { ...form, gata })
    expect([gata, status, text.includes('Skriv bara gata och nummer')]).toEqual([gata, 422, true])
  }
  expect(await rows(unit)).toEqual([])
})

test('the list says how many meetings are booked at a place', async () => {
  const unit = await aUnit()
  const [worker, place] = [await aWorker({ unit }), await aPlace(unit)]
  const [slot] = await aRelease(worker, await aKind(unit), [inHours(30)], { manner: 'visit', place })
  await aBooking(await aPerson(), slot!)
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await desk.get(path)).text).toContain('1 möte är bokat här.')
})
