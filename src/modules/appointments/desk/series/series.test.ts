import { expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/values/day'
import { sayDate } from '#kernel/values/when'
import { aPerson, aUnit, aWorker, browser, owner } from '#testing'
import { aBooking, aKind, aRelease } from '../../../../testing/times.ts'
import { momentAt } from '../model.ts'

test('the free times of a series are taken away from a day on, and what is booked is told and kept', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const kind = await aKind(unit)
  const start = addDays(dayOf(new Date()), 10)
  const slots = await aRelease(
    worker,
    kind,
    [0, 1, 2, 3].map((n) => momentAt(addDays(start, n), '09:00')!),
  )
  const person = await aPerson()
  const booking = await aBooking(person, slots[2]!)
  const [series] = await owner`select id from appointments.series where kind_id = ${kind}`
  const path = `/personal/tider/serie/${series!['id'] as string}`
  const desk = await browser(worker)
  expect((await desk.get(path)).text).toContain('Camilla Rosén')

  expect((await desk.post(`${path}/ta-bort`, { fran: 'snart' })).text).toContain('Skriv dagen så här')
  const done = await desk.post(`${path}/ta-bort`, { fran: sayDate(addDays(start, 1), dayOf(new Date()), 'sv') })
  expect(done.headers.get('location')).toBe(`${path}?borttagna=2`)
  const page = (await desk.get(done.headers.get('location')!)).text
  expect(page).toContain('2 tider är borttagna')
  expect(page).toContain('1 tid är bokad och står kvar')
  expect(page).toContain(`/personal/tider/bokning/${booking}`)
  const left = await owner`select starts_at from appointments.slots where kind_id = ${kind} and withdrawn_at is null order by 1`
  expect(left.map((row) => dayOf(row['starts_at'] as Date))).toEqual([start, addDays(start, 2)])
  expect(await owner`select state from appointments.bookings where id = ${booking}`).toEqual([{ state: 'booked' }])
  // Once more takes nothing more away.
  expect((await desk.post(`${path}/ta-bort`, { fran: addDays(start, 1) })).headers.get('location')).toBe(`${path}?borttagna=0`)
})
