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
  deadline,
  isDay,
  isHoliday,
  isWorkingDay,
  type Length,
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

test.each<[string, Length, string, string]>([
  ['2027-01-31', { months: 1 }, '2027-03-01', 'the last of February is a Sunday'],
  ['2028-01-31', { months: 1 }, '2028-02-29', 'a leap day'],
  ['2026-12-03', { weeks: 3 }, '2026-12-28', 'Christmas'],
  ['2026-12-17', { days: 14 }, '2027-01-04', 'New Year'],
  ['2026-02-27', { weeks: 4 }, '2026-03-27', 'the clock has not changed yet'],
  ['2026-03-01', { weeks: 4 }, '2026-03-30', 'the Sunday when it changes'],
  ['2026-05-26', { months: 6 }, '2026-11-26', 'six months'],
  ['2026-08-31', { months: 6 }, '2027-03-01', 'six months to a month that is shorter, and a Sunday'],
])('a time from %s of %o ends on %s: %s', (start, length, last) => {
  expect(deadline(day(start), length)).toBe(last)
})

test('what comes in just before midnight in Sweden has come in that day, whatever the clock says in Greenwich', () => {
  expect(deadline(dayOf('2026-11-30T22:59:59Z'), { weeks: 4 })).toBe('2026-12-28')
  expect(deadline(dayOf('2026-11-30T23:00:00Z'), { weeks: 4 })).toBe('2026-12-29')
  expect(deadline(dayOf('2026-05-31T21:59:59Z'), { days: 7 })).toBe('2026-06-08')
  expect(deadline(dayOf('2026-05-31T22:30:00Z'), { days: 1 })).toBe('2026-06-02')
})

/** Days when a time does not run out, but for Saturdays and Sundays, as they stand in the almanac of each year. */
const almanac: Record<number, string> = {
  2024: '01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31',
  2025: '01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 06-06 06-20 06-21 11-01 12-24 12-25 12-26 12-31',
  2026: '01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31',
  2027: '01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31',
  2028: '01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-06 06-23 06-24 11-04 12-24 12-25 12-26 12-31',
  2029: '01-01 01-06 03-30 04-01 04-02 05-01 05-10 05-20 06-06 06-22 06-23 11-03 12-24 12-25 12-26 12-31',
  2030: '01-01 01-06 04-19 04-21 04-22 05-01 05-30 06-09 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31',
  2031: '01-01 01-06 04-11 04-13 04-14 05-01 05-22 06-01 06-06 06-20 06-21 11-01 12-24 12-25 12-26 12-31',
  2032: '01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-25 06-26 11-06 12-24 12-25 12-26 12-31',
  2033: '01-01 01-06 04-15 04-17 04-18 05-01 05-26 06-05 06-06 06-24 06-25 11-05 12-24 12-25 12-26 12-31',
  2034: '01-01 01-06 04-07 04-09 04-10 05-01 05-18 05-28 06-06 06-23 06-24 11-04 12-24 12-25 12-26 12-31',
  2035: '01-01 01-06 03-23 03-25 03-26 05-01 05-03 05-13 06-06 06-22 06-23 11-03 12-24 12-25 12-26 12-31',
}

/** Turns the pages of the almanac one day at a time, and knows the lengths of months from the almanac alone. */
function bySlowFinger(start: string, length: { days?: number; weeks?: number; months?: number }): string {
  const next = (of: string) => new Date(Date.UTC(+of.slice(0, 4), +of.slice(5, 7) - 1, +of.slice(8) + 1)).toISOString().slice(0, 10)
  const shut = (of: string) =>
    [0, 6].includes(new Date(`${of}T12:00:00Z`).getUTCDay()) || almanac[+of.slice(0, 4)]!.split(' ').includes(of.slice(5))
  let at = start
  if (length.months !== undefined) {
    for (let left = length.months; left > 0; left--) {
      const month = at.slice(0, 7)
      while (at.slice(0, 7) === month) at = next(at)
    }
    // In the first days of the right month: on to the date, or as far as the month reaches.
    while (at.slice(8) < start.slice(8) && next(at).slice(0, 7) === at.slice(0, 7)) at = next(at)
  } else for (let left = (length.days ?? 0) + 7 * (length.weeks ?? 0); left > 0; left--) at = next(at)
  while (shut(at)) at = next(at)
  return at
}

test('a time in days, weeks or months ends as it does to a finger that turns the pages of an almanac', () => {
  const starts = fc
    .integer({ min: 0, max: 365 * 11 })
    .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
  const lengths = fc.oneof(
    fc.integer({ min: 0, max: 60 }).map((days) => ({ days })),
    fc.integer({ min: 0, max: 9 }).map((weeks) => ({ weeks })),
    fc.integer({ min: 1, max: 8 }).map((months) => ({ months })),
  )
  fc.assert(
    fc.property(starts, lengths, (start, length) => {
      expect(deadline(day(start), length)).toBe(bySlowFinger(start, length))
    }),
    { seed: 173, numRuns: 5000 },
  )
})
