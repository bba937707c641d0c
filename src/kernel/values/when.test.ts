import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languages } from '../text.ts'
import { addDays, day, daysBetween, isDay } from './day.ts'
import { capital, dayIn, sayDate, sayDay, sayFullDay, sayHowFar, sayMoment, sayMonth, sayMonths, sayRange, sayTime } from './when.ts'

const today = day('2026-11-21')

test('a meeting is said as people say it, on Swedish clocks', () => {
  expect(sayMoment('2026-12-03T08:30:00Z', today, 'sv')).toBe('torsdag 3 december kl.\u00a09.30')
  expect(sayMoment('2026-12-03T08:30:00Z', today, 'en')).toBe('Thursday 3 December at\u00a09:30')
  expect(sayMoment(new Date('2026-07-01T12:05:00Z'), today, 'sv-simple')).toBe('onsdag 1 juli kl.\u00a014.05')
  expect(sayTime('2026-12-03T23:00:00Z', 'sv')).toBe('kl.\u00a00.00')
})

test('the year is said only when it is another one', () => {
  expect(sayDay(day('2026-12-03'), today, 'sv')).toBe('torsdag 3 december')
  expect(sayDay(day('2027-01-20'), today, 'sv')).toBe('onsdag 20 januari 2027')
  expect(sayDate(day('2024-10-07'), today, 'en')).toBe('7 October 2024')
  expect(sayFullDay(day('2026-12-01'), 'sv')).toBe('tisdag 1 december 2026')
})

test.each([
  ['2026-11-21', 'i dag', 'today'],
  ['2026-11-22', 'i morgon', 'tomorrow'],
  ['2026-11-20', 'i går', 'yesterday'],
  ['2026-12-03', 'om 12 dagar', 'in 12 days'],
  ['2026-11-18', 'för 3 dagar sedan', '3 days ago'],
  ['2027-03-21', 'om 4 månader', 'in 4 months'],
  ['2026-01-21', 'för 10 månader sedan', '10 months ago'],
  ['2024-10-07', 'för 2 år sedan', '2 years ago'],
])('%s is %s, or %s', (of, sv, en) => {
  expect(sayHowFar(day(of), today, 'sv')).toBe(sv)
  expect(sayHowFar(day(of), today, 'en')).toBe(en)
})

test('a stretch of days or months is said once', () => {
  expect(sayRange(day('2026-12-03'), day('2026-12-07'), today, 'sv')).toBe('3–7 december')
  expect(sayRange(day('2026-11-29'), day('2026-12-03'), today, 'sv')).toBe('29 november–3 december')
  expect(sayRange(day('2026-12-30'), day('2027-01-04'), today, 'sv')).toBe('30 december 2026–4 januari 2027')
  expect(sayRange(day('2025-05-02'), day('2025-05-02'), today, 'en')).toBe('2 May 2025')
  expect(sayMonths(day('2026-04-02'), day('2026-08-30'), today, 'sv')).toBe('april–augusti')
  expect(sayMonths(day('2025-03-01'), day('2025-08-01'), today, 'sv')).toBe('mars–augusti 2025')
  expect(sayMonths(day('2024-10-07'), day('2025-01-22'), today, 'sv')).toBe('oktober 2024–januari 2025')
  expect(sayMonths(day('2026-05-02'), day('2026-05-30'), today, 'sv')).toBe('maj')
  expect(sayMonth(day('2025-02-03'), today, 'sv')).toBe('februari 2025')
  expect(capital('april–augusti')).toBe('April–augusti')
})

test.each([
  ['2026-12-03', '2026-12-03'],
  ['20261203', '2026-12-03'],
  ['3 december', '2026-12-03'],
  [' den 3 DECEMBER ', '2026-12-03'],
  ['3 dec', '2026-12-03'],
  ['3 dec.', '2026-12-03'],
  ['3:e december', '2026-12-03'],
  ['3 december 2026', '2026-12-03'],
  ['torsdag 3 december', '2026-12-03'],
  ['3 December', '2026-12-03'],
  ['3rd of December', undefined],
  ['3rd December 2027', '2027-12-03'],
  ['3/12', '2026-12-03'],
  ['3.12', '2026-12-03'],
  ['03/12/2026', '2026-12-03'],
  ['3/12 2026', '2026-12-03'],
  ['3.12.2026', '2026-12-03'],
  ['i dag', '2026-11-21'],
  ['Idag', '2026-11-21'],
  ['i morgon', '2026-11-22'],
  ['imorgon', '2026-11-22'],
  ['tomorrow', '2026-11-22'],
  ['i går', '2026-11-20'],
  // The coming one, when no year is written.
  ['21/11', '2026-11-21'],
  ['20/11', '2027-11-20'],
  ['3 maj', '2027-05-03'],
  ['3 May', '2027-05-03'],
  ['31/2', undefined],
  ['29/2', undefined],
  ['29/2 2028', '2028-02-29'],
  ['0/12', undefined],
  ['3/13', undefined],
  ['12/31', undefined],
  ['fredag 3 december 2026', undefined],
  ['fredag 3 december', '2027-12-03'],
  ['lunchdag 3 december', undefined],
  ['3 de', undefined],
  ['3 decembre', undefined],
  ['3 ', undefined],
  ['2026-02-31', undefined],
  ['20260231', undefined],
  ['sista november', undefined],
  ['1/2/26', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is read as %s', (text, read) => {
  expect(dayIn(text, today)).toBe(read)
})

test('without a year it is the nearest where it may have been', () => {
  expect(['3 oktober', '3 december', '20/11', '3/5'].map((text) => dayIn(text, today, 'nearest'))).toEqual([
    '2026-10-03',
    '2026-12-03',
    '2026-11-20',
    '2027-05-03',
  ])
  expect(dayIn('2/1', day('2026-12-30'), 'nearest')).toBe('2027-01-02')
})

test('every day is read as it is said, in each language, and nothing else is a day', () => {
  const days = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays(day('2026-01-01'), n))
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 800 }), fc.constantFrom(...languages), fc.string(), (now, ahead, language, noise) => {
      const of = addDays(now, ahead)
      for (const said of [
        sayDate(of, now, language),
        sayDay(of, now, language),
        sayFullDay(of, language),
        capital(sayDay(of, now, language)),
        of,
      ])
        expect(dayIn(said, now)).toBe(of)
      if (ahead < 2) expect(dayIn(sayHowFar(of, now, language), now)).toBe(of)
      const short = `${Number(of.slice(8))}/${Number(of.slice(5, 7))}`
      expect(dayIn(`${short} ${of.slice(0, 4)}`, now)).toBe(of)
      const near = dayIn(short, now, 'nearest')
      if (near && short !== '29/2') expect(Math.abs(daysBetween(now, near))).toBeLessThanOrEqual(183)
      const found = dayIn(noise, now)
      expect(found === undefined || isDay(found)).toBe(true)
    }),
    { seed: 20261203, numRuns: 2000 },
  )
})
