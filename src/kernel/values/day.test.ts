import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  appealLastDay,
  day,
  type Day,
  dayOf,
  daysBetween,
  isDay,
  isHoliday,
  isWorkingDay,
  nextWorkingDay,
  weekday,
} from './day.ts'

test.each([
  ['2026-03-29T00:59:59Z', '2026-03-29'],
  ['2026-06-30T21:59:59Z', '2026-06-30'],
  ['2026-06-30T22:00:00Z', '2026-07-01'],
  ['2026-12-31T22:59:59Z', '2026-12-31'],
  ['2026-12-31T23:00:00Z', '2027-01-01'],
  ['2026-10-24T22:30:00Z', '2026-10-25'],
  ['2026-10-25T22:59:00Z', '2026-10-25'],
  ['2026-10-25T23:00:00Z', '2026-10-26'],
])('what happens at %s is written on %s in Sweden', (at, on) => {
  expect(dayOf(at)).toBe(on)
  expect(dayOf(new Date(at))).toBe(on)
})

test('the days when the clock changes are as long as other days', () => {
  expect(addDays(day('2026-03-28'), 2)).toBe('2026-03-30')
  expect(daysBetween(day('2026-10-24'), day('2026-10-26'))).toBe(2)
})

test('a leap day exists every fourth year, and a month later than 31 January is the last of February', () => {
  expect(isDay('2028-02-29')).toBe(true)
  expect(
    ['2026-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '2026-04-31', ' 2026-04-01', '', 20260401, null].some(isDay),
  ).toBe(false)
  expect(() => day('2026-02-30')).toThrow(RangeError)
  expect(addDays(day('2028-02-28'), 1)).toBe('2028-02-29')
  expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
})

test('a refused day is not repeated in the error: it may be a personal number', () => {
  expect(() => day('19900602-0000')).toThrow(/^((?!1990).)*$/)
})

test('the holidays of 2026, and the three eves, are days off', () => {
  const off = [
    '01-01',
    '01-06',
    '04-03',
    '04-05',
    '04-06',
    '05-01',
    '05-14',
    '05-24',
    '06-06',
    '06-19',
    '06-20',
    '10-31',
    '12-24',
    '12-25',
    '12-26',
    '12-31',
  ]
  const found: string[] = []
  for (let at = day('2026-01-01'); at <= '2026-12-31'; at = addDays(at, 1)) if (isHoliday(at)) found.push(at.slice(5))
  expect(found).toEqual(off)
  expect(isHoliday(day('2004-05-31'))).toBe(true)
  expect(isHoliday(day('2004-06-06'))).toBe(false)
})

test.each([
  ['2026-11-10', '2026-12-01', 'an ordinary Tuesday'],
  ['2026-11-14', '2026-12-07', 'a Saturday moves to Monday'],
  ['2026-12-03', '2026-12-28', 'Christmas Eve, both holidays and a Sunday move to Monday'],
  ['2026-12-10', '2027-01-04', "New Year's Eve moves past a long weekend"],
  ['2026-12-16', '2027-01-07', 'Epiphany'],
  ['2026-03-13', '2026-04-07', 'Good Friday moves past Easter Monday'],
  ['2026-05-29', '2026-06-22', "Midsummer's Eve"],
  ['2026-04-23', '2026-05-15', 'Ascension Day'],
  ['2028-02-08', '2028-02-29', 'a leap day'],
  ['2026-03-08', '2026-03-30', 'the Sunday when the clock changes'],
])('a decision received on %s can be appealed until %s: %s', (received, last) => {
  expect(appealLastDay(day(received))).toBe(last)
})

const ordinary = fc
  .integer({ min: 0, max: 80_000 })
  .map((n) => new Date(Date.UTC(1950, 0, 1) + n * 86_400_000).toISOString().slice(0, 10) as Day)

test('counting forwards and back again leads home, and every day is one the calendar knows', () => {
  fc.assert(
    fc.property(ordinary, fc.integer({ min: -20_000, max: 20_000 }), (from, n) => {
      const to = addDays(from, n)
      expect(isDay(to)).toBe(true)
      expect(daysBetween(from, to)).toBe(n)
      expect(to).toBe(slowly.plus(from, n))
    }),
    { seed: 1930, numRuns: 2000 },
  )
})

test('working days and the last day to appeal agree with a slow calendar counted by hand', () => {
  fc.assert(
    fc.property(ordinary, (received) => {
      expect(isWorkingDay(received)).toBe(!slowly.off(received))
      expect(appealLastDay(received)).toBe(slowly.lastDay(received))
      expect(isWorkingDay(nextWorkingDay(received))).toBe(true)
    }),
    { seed: 173, numRuns: 3000 },
  )
})

/** The same rules told another way: UTC milliseconds, weekday names, and Easter from the moon's epact tables instead of a formula. */
const slowly = {
  plus: (from: string, n: number) => new Date(Date.parse(`${from}T00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
  name: (of: string) => new Date(`${of}T12:00Z`).toUTCString().slice(0, 3),
  /** The first Sunday after the church's full moon, walked to day by day. */
  easter(year: number) {
    const century = Math.floor(year / 100) + 1
    let epact = (14 + 11 * (year % 19) - Math.floor((3 * century) / 4) + Math.floor((5 + 8 * century) / 25)) % 30
    if (epact < 0) epact += 30
    if (epact === 0 || (epact === 1 && year % 19 > 10)) epact++
    let at = slowly.plus(`${year}-04-19`, -epact + 1)
    while (slowly.name(at) !== 'Sun') at = slowly.plus(at, 1)
    return at
  },
  off(of: string) {
    const [year, name, date] = [Number(of.slice(0, 4)), slowly.name(of), of.slice(5)]
    if (name === 'Sat' || name === 'Sun') return true
    if (['01-01', '01-06', '05-01', '12-24', '12-25', '12-26', '12-31'].includes(date)) return true
    if (year > 2004 && date === '06-06') return true
    if (name === 'Fri' && date >= '06-19' && date <= '06-25') return true
    const movable = [-2, 1, 39, ...(year < 2005 ? [50] : [])]
    return movable.some((days) => slowly.plus(slowly.easter(year), days) === of)
  },
  lastDay(received: string) {
    let at = slowly.plus(received, 21)
    while (slowly.off(at)) at = slowly.plus(at, 1)
    return at
  },
}

test('days counted in whole numbers are the days of the calendar', () => {
  const anyDay = fc.integer({ min: -70_000, max: 90_000 }).map((n) => Temporal.PlainDate.from('2026-01-01').add({ days: n }))
  fc.assert(
    fc.property(anyDay, anyDay, fc.integer({ min: -900, max: 900 }), (plain, other, n) => {
      const from = day(plain.toString())
      expect(addDays(from, n)).toBe(plain.add({ days: n }).toString())
      expect(addMonths(from, n)).toBe(plain.add({ months: n }).toString())
      expect(daysBetween(from, day(other.toString()))).toBe(plain.until(other).days)
      expect(weekday(from)).toBe(plain.dayOfWeek)
    }),
    { numRuns: 2000 },
  )
})
