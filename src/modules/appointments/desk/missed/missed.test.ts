import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner, type Unit, uuid } from '#testing'
import { aKind, aRelease, inHours } from '../../../../testing/times.ts'
import { byQuarter, cell, least } from './model.ts'

test('nothing is told of fewer than five, neither straight out nor by counting', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (held, missed) => {
      const told = cell({ all: held + missed, missed })
      if (told.kind === 'few') expect(held + missed).toBeLessThan(least)
      if (told.kind !== 'told') return
      expect(told.all).toBeGreaterThanOrEqual(least)
      if (told.percent === undefined) expect(Math.min(held || least, missed || least)).toBeLessThan(least)
      else for (const n of [held, missed]) expect(n === 0 || n >= least).toBe(true)
    }),
    { seed: 4, numRuns: 2000 },
  )
  expect(cell({ all: 20, missed: 5 })).toEqual({ kind: 'told', all: 20, percent: 25 })
  expect(cell({ all: 20, missed: 4 })).toEqual({ kind: 'told', all: 20 })
  expect(cell({ all: 20, missed: 0 })).toEqual({ kind: 'told', all: 20, percent: 0 })
  expect(byQuarter([])).toEqual([])
})

/** So many meetings of the last hours that were held or missed, with or without a reminder. */
async function past(unit: Unit, n: number, state: 'held' | 'missed', reminded: boolean) {
  const worker = await aWorker({ unit })
  const kind = await aKind(unit)
  const slots = await aRelease(
    worker,
    kind,
    Array.from({ length: n }, (_, at) => inHours(30 + at)),
  )
  for (const slot of slots) {
    await owner`
      insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, name, state, booked_by, made_by, key, reminded_at)
      values (${unit.committee.id}, ${unit.id}, ${slot}, ${kind}, ${worker.id}, '2026-02-03T09:00Z', '2026-02-03T09:30Z', 'Någon', ${state}, 'staff', ${worker.id}, ${uuid()}, ${reminded ? new Date() : null})`
  }
}

test('a manager sees the share of their own unit, with and without a reminder, and an officer does not', async () => {
  const [unit, other] = [await aUnit(), await aUnit()]
  await past(unit, 15, 'held', true)
  await past(unit, 5, 'missed', true)
  await past(unit, 6, 'held', false)
  await past(unit, 3, 'missed', false)
  await past(other, 9, 'missed', false)
  const path = '/personal/tider/uteblivna'
  const { status, text } = await (await browser(await aWorker({ unit, role: 'unitManager' }))).get(path)
  expect(status).toBe(200)
  expect(text).toContain('Kvartal 1, 2026')
  expect(text).toContain('25 % av 20 möten')
  expect(text).toContain('9 möten. Andelen visas inte.')
  expect(text).not.toContain('Någon')
  expect((await (await browser(await aWorker({ unit }))).get(path)).status).toBe(404)
  expect((await (await browser(await aWorker({ role: 'unitManager' }))).get(path)).text).toContain('Inga möten är antecknade än')
})
