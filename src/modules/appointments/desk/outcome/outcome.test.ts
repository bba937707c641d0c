import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, owner, type Unit } from '#testing'
import { aBooking, aKind, aRelease, inHours } from '../../../../testing/times.ts'
import { threatsIn } from './model.ts'

/** A booking whose time has come: made ahead as all are, and then set back. */
async function begun(unit: Unit, called = 'Camilla Rosén') {
  const worker = await aWorker({ unit })
  const [slot] = await aRelease(worker, await aKind(unit), [inHours(30)])
  const booking = await aBooking(await aPerson({ called }), slot!)
  await owner`update appointments.slots set during = tstzrange(now() - interval '2 hours', now() - interval '90 minutes') where id = ${slot!}`
  await owner`update appointments.bookings set starts_at = now() - interval '2 hours', ends_at = now() - interval '90 minutes' where id = ${booking}`
  return { worker, booking, path: `/personal/tider/bokning/${booking}`, desk: await browser(worker) }
}
const row = async (id: string) => (await owner`select state, help, words from appointments.bookings where id = ${id}`)[0]!

test('whoever came is noted with one press from the list', async () => {
  const { booking, path, desk } = await begun(await aUnit())
  const list = (await desk.get('/personal/tider')).text
  expect(list).toContain('Kom personen?')
  const seen = /name="sett" value="(\d+)"/.exec(list)![1]!
  const done = await desk.post(`${path}/kom`, { sett: seen, till: 'mina' })
  expect(done.headers.get('location')).toBe('/personal/tider?visa=mina&gjort=antecknat')
  expect(await row(booking)).toMatchObject({ state: 'held' })
  const after = (await desk.get(done.headers.get('location')!)).text
  expect([after.includes('Antecknat'), after.includes('Kom personen?')]).toEqual([true, false])
})

test('whoever did not come is offered help, and it can be set right afterwards', async () => {
  const { booking, path, desk } = await begun(await aUnit())
  const page = (await desk.get(`${path}/uteblev`)).text
  for (const words of [
    'Tolk',
    'En annan plats',
    'Telefon i stället för besök',
    'En påminnelse närmare mötet',
    'Någon som följer med',
    'Hjälp med resan',
    'Något annat',
  ])
    expect(page).toContain(words)
  const words = 'Vi hjälper dig gärna hit nästa gång.'
  const done = await desk.post(`${path}/uteblev`, {
    sett: '1',
    'hjalp-ride': 'ja',
    'hjalp-interpreter': 'ja',
    'hjalp-polis': 'ja',
    ord: words,
  })
  expect(done.headers.get('location')).toBe(`${path}?gjort=uteblev`)
  expect(await row(booking)).toEqual({ state: 'missed', help: ['interpreter', 'ride'], words })
  const told = (await desk.get(path)).text
  for (const part of ['Personen kom inte.', 'Tolk, Hjälp med resan', words, 'Boka en ny tid']) expect(told).toContain(part)
  expect((await desk.get(`${path}/uteblev`)).text).toMatch(/id="hjalp-ride"[^>]*checked/)
  expect((await desk.post(`${path}/kom`, { sett: '2' })).headers.get('location')).toBe(`${path}?gjort=kom`)
  expect(await row(booking)).toEqual({ state: 'held', help: [], words: '' })
  expect((await desk.post(`${path}/uteblev`, { sett: '2', ord: '' })).status).toBe(409)
})

test('words that sound like a punishment are asked about once', async () => {
  const { booking, path, desk } = await begun(await aUnit())
  const form = { sett: '1', ord: 'Kommer du inte nästa gång får det konsekvenser.' }
  const asked = await desk.post(`${path}/uteblev`, form)
  expect([asked.status, asked.text.includes('kan låta som ett straff: konsekvenser')]).toEqual([422, true])
  expect(asked.text).toContain('får det konsekvenser.</textarea>')
  expect(await row(booking)).toMatchObject({ state: 'booked' })
  expect((await desk.post(`${path}/uteblev`, { ...form, visst: 'ja' })).status).toBe(303)
  expect(threatsIn('Återkrävs. Sista chansen, och en avgift på 300 kr')).toEqual(['återkrävs', 'sista chansen', 'avgift'])
  expect(threatsIn('Vi sågs inte den här gången, och det är okej. Politik och insikter.')).toEqual([])
})

test('before it has begun nobody can be said to have stayed away', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [slot] = await aRelease(worker, await aKind(unit), [inHours(30)])
  const booking = await aBooking(await aPerson(), slot!)
  const [path, desk] = [`/personal/tider/bokning/${booking}`, await browser(worker)]
  expect((await desk.get(`${path}/uteblev`)).headers.get('location')).toBe(path)
  expect((await desk.post(`${path}/uteblev`, { sett: '1', ord: '' })).status).toBe(409)
  expect(await row(booking)).toMatchObject({ state: 'booked' })
})
