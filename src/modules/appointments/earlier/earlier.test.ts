import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { addDays, atClock, dayOf, inSweden } from '#kernel/values/day'
import { aPerson, aWorker, db, owner } from '#testing'
import { aBooking, aKind, aRelease, act, alwaysDay, booked, inHours } from '../../../testing/times.ts'

const stockholm = (text: string) => new Date(Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Stockholm').epochMilliseconds)
const local = (at: Date) => inSweden(at).toPlainDateTime().toString({ smallestUnit: 'minute' })
const hour = 3_600_000

type Case = { at: Date; closes: Date }
/** What the database says of each: from when it is offered, and until when it is held. */
async function asked(cases: readonly Case[]): Promise<{ begins: Date; ends: Date }[]> {
  const rows = await owner`
    select b.begins, appointments.held_to(b.begins, c.closes) as ends
    from unnest(${cases.map(({ at }) => at.toISOString())}::timestamptz[], ${cases.map(({ closes }) => closes.toISOString())}::timestamptz[]) with ordinality c (at, closes, n),
      lateral (select appointments.by_day(c.at) as begins) b order by c.n`
  return rows.map((row) => ({ begins: z.date().parse(row['begins']), ends: z.date().parse(row['ends']) }))
}

test.each([
  // Freed, and closed to whoever would change it; offered from, and held until.
  ['2026-12-03T22:55', '2026-12-04T08:00', '2026-12-04T08:00', '2026-12-04T08:00'],
  ['2026-12-03T22:55', '2026-12-10T09:00', '2026-12-04T08:00', '2026-12-05T10:00'],
  ['2026-12-03T07:59', '2026-12-10T09:00', '2026-12-03T08:00', '2026-12-04T10:00'],
  ['2026-12-03T19:59', '2026-12-10T09:00', '2026-12-03T19:59', '2026-12-04T19:59'],
  ['2026-12-03T20:00', '2026-12-10T09:00', '2026-12-04T08:00', '2026-12-05T10:00'],
  ['2026-12-03T14:00', '2026-12-04T17:00', '2026-12-03T14:00', '2026-12-04T10:00'],
  ['2026-12-03T14:00', '2026-12-04T09:00', '2026-12-03T14:00', '2026-12-04T09:00'],
  ['2026-12-03T12:00', '2026-12-03T18:00', '2026-12-03T12:00', '2026-12-03T15:00'],
  // The nights when the clocks change.
  ['2026-10-24T23:00', '2026-11-02T09:00', '2026-10-25T08:00', '2026-10-26T10:00'],
  ['2026-10-25T02:30', '2026-11-02T09:00', '2026-10-25T08:00', '2026-10-26T10:00'],
  ['2026-10-24T15:00', '2026-11-02T09:00', '2026-10-24T15:00', '2026-10-25T14:00'],
  ['2027-03-27T23:00', '2027-04-05T09:00', '2027-03-28T08:00', '2027-03-29T10:00'],
  ['2027-03-28T03:30', '2027-04-05T09:00', '2027-03-28T08:00', '2027-03-29T10:00'],
  ['2027-03-27T19:30', '2027-04-05T09:00', '2027-03-27T19:30', '2027-03-29T10:00'],
])('what is freed %s and closes %s is offered from %s and held until %s', async (at, closes, begins, ends) => {
  const [said] = await asked([{ at: stockholm(at), closes: stockholm(closes) }])
  expect([local(said!.begins), local(said!.ends)]).toEqual([begins, ends])
})

test('nothing is offered by night, nothing ends by night but where it closes, and nobody gets less than they would have', async () => {
  const around = (from: string, days: number) =>
    fc.integer({ min: 0, max: days * 24 * 60 }).map((minutes) => new Date(+stockholm(from) + minutes * 60_000))
  const moments = fc.oneof(around('2026-10-22T00:00', 6), around('2027-03-25T00:00', 6), around('2026-01-01T00:00', 700))
  const cases = fc
    .sample(fc.tuple(moments, fc.integer({ min: 0, max: 10 * 24 * 60 })), { numRuns: 3000, seed: 20261203 })
    .map(([at, left]) => ({ at, closes: new Date(+at + left * 60_000) }))
  for (const [n, { begins, ends }] of (await asked(cases)).entries()) {
    const { at, closes } = cases[n]!
    const isDay = inSweden(at).hour >= 8 && inSweden(at).hour < 20
    const eight = atClock(dayOf(at), 8, 0)
    expect(begins).toEqual(isDay ? at : at < eight ? eight : atClock(addDays(dayOf(at), 1), 8, 0))
    expect(ends <= closes).toBe(true)
    if (closes <= begins) continue
    expect(+ends).toBeGreaterThanOrEqual(Math.min(+closes, +begins + 24 * hour, +begins + (+closes - +begins) / 2))
    if (+ends !== +closes) expect([inSweden(ends).hour >= 10, inSweden(ends).hour < 20]).toEqual([true, true])
    expect(+ends).toBeLessThan(+begins + 41 * hour)
  }
})

test('what is freed by night is kept for the first in line, and offered in the morning to whoever is first then', async () => {
  // It is night, and an hour left of it.
  await owner`create or replace function appointments.by_day(p_at timestamptz) returns timestamptz language sql immutable return p_at + interval '1 hour'`
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [early, ...later] = await aRelease(worker, kind, [60, 70, 80].map(inHours))
  const first = await aPerson()
  const freed = await aBooking(first, early!)
  const line = [await aPerson(), await aPerson()] as const
  const bookings = [await aBooking(line[0], later[0]!), await aBooking(line[1], later[1]!)] as const
  for (const at of [0, 1] as const)
    await db.as(line[at], { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${bookings[at]}, true, null)`)
  expect(await act(first, 'cancel', freed)).toBe('done')
  const offers = () => owner`select person_id, state from appointments.offers where slot_id = ${early!}`
  const lapse = () => db.as({ kind: 'worker' }, { purpose: 'test' }, (tx) => tx.run`select appointments.lapse(100)`)
  await lapse()
  expect(await offers()).toEqual([])
  expect(await owner`select from kernel.outbox where topic = 'time-offered'`).toHaveLength(0)
  expect((await booked(await aPerson(), early!)).outcome).toBe('taken')
  // The first leaves the line; and then it is morning.
  await db.as(line[0], { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${bookings[0]}, false, null)`)
  await owner`update appointments.free_slots set held_until = now() where slot_id = ${early!}`
  await alwaysDay()
  await lapse()
  expect(await offers()).toEqual([{ person_id: line[1].id, state: 'open' }])
  expect(await owner`select from kernel.outbox where topic = 'time-offered'`).toHaveLength(1)
})

test('what is freed by night and closes before the morning is anyone’s at once', async () => {
  await owner`create or replace function appointments.by_day(p_at timestamptz) returns timestamptz language sql immutable return p_at + interval '8 hours'`
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [early, late] = await aRelease(worker, kind, [9, 80].map(inHours))
  const first = await aPerson()
  const freed = await aBooking(first, early!)
  const waiting = await aPerson()
  const booking = await aBooking(waiting, late!)
  await db.as(waiting, { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${booking}, true, null)`)
  await act(first, 'cancel', freed)
  expect((await booked(await aPerson(), early!)).outcome).toBe('done')
})
