import { expect, test } from 'vitest'
import { addDays, atClock, dayOf } from '#kernel/values/day'
import { aPerson, aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { read } from '../../../../testing/camilla.ts'
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
  ett: 'ja',
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

test('where one meeting is at a time no two times overlap, whoever releases them, and it is said before anything is made', async () => {
  const unit = await aUnit()
  const [amina, henrik] = [await aWorker({ unit, called: 'Amina Haddad' }), await aWorker({ unit, called: 'Henrik Sjöö' })]
  const [kind, place] = [await aKind(unit), await aPlace(unit)]
  const manager = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await manager.get(`${path}/ny`)).text).toMatch(/id="ett"[^>]*checked/)
  const from = atClock(addDays(dayOf(new Date()), 3), 9, 30)
  const later = (minutes: number) => new Date(+from + minutes * 60_000)
  const [mine] = await aRelease(amina, kind, [from], { manner: 'visit', place })
  // At once the room is taken, for the half of an hour that it is; what is no visit takes no room.
  expect(await aRelease(henrik, kind, [later(15), later(30)], { manner: 'visit', place })).toEqual(['taken', expect.stringMatching(/-/)])
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  expect(await aRelease(petter, kind, [from])).toEqual([expect.stringMatching(/-/)])
  await aRelease(henrik, kind, [later(-60)])
  const desk = await browser(henrik)
  const wanted = { hur: 'en', slag: kind, vem: henrik.id, satt: 'visit', plats: place, dag: dayOf(from) }
  const refused = await desk.post('/personal/tider/slapp', { ...wanted, nyckel: uuid(), tid: '9.45', langd: '15' })
  expect([refused.status, /Rum 214 är upptaget då: .*krockar med Samtal 9\.30–10\.00/.test(refused.text)]).toEqual([409, true])
  const serie = {
    ...wanted,
    nyckel: uuid(),
    hur: 'serie',
    forsta: dayOf(from),
    sista: dayOf(from),
    fran: '8.30',
    till: '10.00',
    langd: '30',
  }
  const weekdays = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`dag${n}`, 'ja']))
  const preview = (await desk.post('/personal/tider/slapp', { ...serie, ...weekdays })).text
  expect(read(preview)).toMatch(
    /2 tider krockar och släpps inte Henrik Sjöö har redan något då: [^:]*8\.30\. Rum 214 är upptaget då: [^:]*9\.30\./,
  )
  // Withdrawn, the room is free.
  await db.as(amina, { purpose: 'test' }, (tx) => tx.run`select appointments.withdraw(${mine})`)
  expect(await aRelease(amina, kind, [later(60)], { manner: 'visit', place })).toEqual([expect.stringMatching(/-/)])
  const { ett: _, ...several } = form
  expect((await manager.post(`${path}/${place}`, several)).status).toBe(303)
  const [again] = await aRelease(amina, kind, [later(15)], { manner: 'visit', place })
  expect(again).toMatch(/-/)
  // What overlaps already stops it from being so again, until it is gone.
  const clash = await manager.post(`${path}/${place}`, form)
  expect([clash.status, clash.text.includes('Tider som är släppta här krockar redan')]).toEqual([422, true])
  await db.as(amina, { purpose: 'test' }, (tx) => tx.run`select appointments.withdraw(${again})`)
  expect((await manager.post(`${path}/${place}`, form)).status).toBe(303)
  expect(await aRelease(amina, kind, [later(15)], { manner: 'visit', place })).toEqual(['taken'])
})
