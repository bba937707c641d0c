import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { services } from '#testing'
import { appointmentJobs } from './jobs.ts'
import { dueLetter, tooLateToPost } from './reminders.ts'

const stockholm = (text: string) => new Date(Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Stockholm').epochMilliseconds)

test.each([
  // A Thursday: posted then, on its way on Friday and Monday.
  ['2026-11-26', '2026-12-01T09:00', false],
  ['2026-11-26', '2026-11-30T09:00', true],
  // Posted on the Monday; and across Christmas nothing is carried out.
  ['2026-11-28', '2026-12-02T09:00', true],
  ['2026-11-28', '2026-12-03T09:00', false],
  ['2026-12-22', '2026-12-28T09:00', true],
  ['2026-12-22', '2026-12-29T09:00', false],
])('a letter that is listed on %s for a meeting at %s comes too late: %s', (on, startsAt, late) => {
  expect(tooLateToPost(stockholm(startsAt), day(on))).toBe(late)
})

test('a letter is due a week before, and when that has passed at once and until it is too late', () => {
  const of = { startsAt: stockholm('2026-12-10T13:00'), since: stockholm('2026-11-20T10:00'), leads: [7], told: false }
  const due = (now: string, more = {}) => dueLetter({ ...of, ...more }, stockholm(now))
  expect(due('2026-12-03T08:59')).toBeUndefined()
  expect(due('2026-12-03T09:00')).toBe(7)
  // Chosen or booked after that, at any hour.
  expect([due('2026-12-04T22:00'), due('2026-12-07T10:00', { since: stockholm('2026-12-07T09:59') })]).toEqual([7, 7])
  expect(due('2026-12-08T10:00')).toBeUndefined()
  // What the unit has just written of is not written of again.
  expect(due('2026-12-04T10:00', { told: true, since: stockholm('2026-12-04T09:00') })).toBeUndefined()
  expect(due('2026-12-04T10:00', { told: true })).toBe(7)
})

test('the jobs are there: reminders and offers each minute', () => {
  expect(appointmentJobs(services).map(({ name, every }) => `${name} ${every}`)).toEqual([
    'remind * * * * *',
    'offer-freed-times * * * * *',
    'sweep-free-times 20 3 * * *',
  ])
})
