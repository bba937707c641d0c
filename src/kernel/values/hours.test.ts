import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openOf, readOpen, readSpans, sayOpen, saySpans, weekOf } from './hours.ts'

test.each([
  ['8–16.30', [['08:00', '16:30']]],
  [
    '8.00-12 och 13–16:30',
    [
      ['08:00', '12:00'],
      ['13:00', '16:30'],
    ],
  ],
  [
    'kl. 9 till 11, 13-14',
    [
      ['09:00', '11:00'],
      ['13:00', '14:00'],
    ],
  ],
  ['', []],
])('%j is read as times', (text, spans) => expect(readSpans(text)).toEqual(spans.map(([from, to]) => ({ from, to }))))

test.each(['stängt', '8', '16–8', '8–25', '8–12, 11–14', '8.75–9', '8–9–10', '9-10,11-12,13-14,15-16,17-18'])(
  '%j is no time of a day',
  (text) => expect(readSpans(text)).toBeUndefined(),
)

test.each([
  [['8–16.30', '8–16.30', '8–16.30', '8–16.30', '8–16.30', '', ''], 'vardagar 8–16.30', 'weekdays 8–16:30'],
  [
    ['8.30–9.30', '8.30–9.30', '8.30–9.30', '8.30–9.30', '9–12', '', ''],
    'måndag–torsdag 8.30–9.30, fredag 9–12',
    'Monday–Thursday 8:30–9:30, Friday 9–12',
  ],
  [['', '13–14', '', '13–14', '', '', ''], 'tisdag och torsdag 13–14', 'Tuesday and Thursday 13–14'],
  [
    ['8–12 och 13–16', '', '8–12 och 13–16', '', '8–12 och 13–16', '', ''],
    'måndag, onsdag och fredag 8–12 och 13–16',
    'Monday, Wednesday and Friday 8–12 and 13–16',
  ],
  [['9–10', '9–10', '9–10', '9–10', '9–10', '9–10', '9–10'], 'alla dagar 9–10', 'every day 9–10'],
  [['', '', '', '', '', '', ''], '', ''],
])('a week is said as people say it', (week, sv, en) => {
  const open = openOf(week.map((day) => readSpans(day)!))
  expect([sayOpen(open, 'sv'), sayOpen(open, 'en'), weekOf(open)]).toEqual([sv, en, week])
  if (sv) expect(weekOf(readOpen(sv)!)).toEqual(week)
})

test.each(['vardagar 8–16, du behöver ingen tid', 'efter överenskommelse', 'måndag 8–9, måndag 9–10', 'fredag–tisdag 8–9', 'vardagar'])(
  '%j is more than days and times, and stays words',
  (words) => expect(readOpen(words)).toBeUndefined(),
)

test('whatever week is written, what is said of it is read back as the same', () => {
  const hour = fc.integer({ min: 0, max: 23 })
  const day = fc
    .tuple(hour, hour, fc.constantFrom('', '.15', '.30'))
    .map(([a, b, m]) => (a < b ? saySpans(readSpans(`${a}${m}–${b}${m}`)!, 'sv') : ''))
  fc.assert(
    fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), (week) => {
      const open = openOf(week.map((one) => readSpans(one)!))
      expect(weekOf(open)).toEqual(week)
      if (week.some(Boolean)) expect(weekOf(readOpen(sayOpen(open, 'sv'))!)).toEqual(week)
    }),
    { seed: 7, numRuns: 300 },
  )
})
