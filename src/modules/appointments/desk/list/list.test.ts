import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, db, owner } from '#testing'
import { act, aBooking, aKind, aPlace, aRelease, inHours } from '../../../../testing/times.ts'
import { staffTimes } from './queries.ts'

const path = '/personal/tider'

test('an officer sees their own days, and the whole unit’s when they ask; a manager the other way round', async () => {
  const unit = await aUnit()
  const [amina, petter] = [await aWorker({ unit }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const [kind, place] = [await aKind(unit), await aPlace(unit)]
  const [mine] = await aRelease(amina, kind, [inHours(30), inHours(31)], { manner: 'visit', place })
  const [his] = await aRelease(petter, kind, [inHours(32)])
  await aBooking(await aPerson(), mine!)
  await aBooking(await aPerson({ called: 'Torsten Ek' }), his!)
  const desk = await browser(amina)
  const own = (await desk.get(path)).text
  expect([own.includes('Camilla Rosén'), own.includes('Torsten Ek'), own.includes('Besök: Rum 214')]).toEqual([true, false, true])
  const all = (await desk.get(`${path}?visa=enheten`)).text
  expect([all.includes('Torsten Ek'), all.includes('Lediga hos Amina Haddad')]).toEqual([true, true])
  const manager = (await (await browser(await aWorker({ unit, role: 'unitManager', called: 'Eva Holm' }))).get(path)).text
  expect([manager.includes('Torsten Ek'), manager.includes('/personal/platser')]).toEqual([true, true])
  expect(own).not.toContain('/personal/platser')
  const stranger = (await (await browser(await aWorker())).get(`${path}?visa=enheten`)).text
  expect([stranger.includes('Camilla Rosén'), stranger.includes('Inga tider de här dagarna')]).toEqual([false, true])
})

test('what the person has cancelled is told, what we could not reach them about stands first, and a freed time is free', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const slots = await aRelease(worker, await aKind(unit), [inHours(30), inHours(54)])
  const [first, second] = [await aPerson(), await aPerson({ called: 'Torsten Ek' })]
  const cancelled = await aBooking(first, slots[0]!)
  await act(first, 'cancel', cancelled)
  const unreached = await aBooking(second, slots[1]!)
  await owner`update appointments.bookings set unreached_at = now() where id = ${unreached}`
  const page = (await (await browser(worker)).get(path)).text
  expect(page).toContain('Avbokad av personen')
  expect(page).toContain('Påminnelsen kom inte fram')
  expect(page).toContain(`/personal/tider/${slots[0]!}`)
  const start = await db.as(worker, { purpose: 'test' }, (tx) => staffTimes(tx, inHours(24)))
  expect(start).toMatchObject({ today: 0, waiting: 1 })
  expect(start.next).toEqual(inHours(54))
})

test('one time is booked for somebody, taken away, or says who has it', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const slots = await aRelease(worker, await aKind(unit), [inHours(30), inHours(54)])
  const desk = await browser(worker)
  const free = (await desk.get(`${path}/${slots[0]!}`)).text
  expect([free.includes('Tiden är ledig.'), free.includes(`/personal/tider/boka?tid=${slots[0]!}`)]).toEqual([true, true])
  expect((await desk.post(`${path}/${slots[0]!}/ta-bort`, {})).headers.get('location')).toBe(`${path}/${slots[0]!}?gjort=borttagen`)
  expect((await desk.get(`${path}/${slots[0]!}?gjort=borttagen`)).text).toContain('Tiden är borttagen')
  await aBooking(await aPerson(), slots[1]!)
  expect((await desk.post(`${path}/${slots[1]!}/ta-bort`, {})).headers.get('location')).toContain('gjort=bokad')
  expect((await desk.get(`${path}/${slots[1]!}`)).text).toContain('Bokad för Camilla Rosén')
})
