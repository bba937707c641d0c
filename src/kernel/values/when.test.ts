import { expect, test } from 'vitest'
import { day } from './day.ts'
import { capital, sayDate, sayDay, sayFullDay, sayHowFar, sayMoment, sayMonth, sayMonths, sayRange, sayTime } from './when.ts'

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
