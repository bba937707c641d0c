import { z } from 'zod'
import type { Job } from '#kernel/jobs'
import type { Services } from '#kernel/services'
import { addDays, type Day, dayOf, isWorkingDay } from '#kernel/values/day'
import { keepJobs } from './desk/keep/jobs.ts'

const Count = z.object({ n: z.int() })

/** The moment it was so many working days ago, at this time of the day. */
export function workingDaysAgo(now: Date, days: number): Date {
  let day: Day = dayOf(now)
  for (let left = days; left > 0;) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left -= 1
  }
  return new Date(+now - (Date.parse(dayOf(now)) - Date.parse(day)))
}

/** What lies unopened with somebody, or with somebody who is away, goes back to the inbox when the unit's working days have passed (MSG-10). */
export const returnUnopened = (services: Services, now = new Date()): Promise<number> =>
  services.db.as({ kind: 'worker' }, { purpose: 'return unopened' }, async (tx) => {
    const before = Array.from({ length: 20 }, (_, n) => workingDaysAgo(now, n + 1).toISOString())
    return (await tx.maybe(Count)`select contact.return_unopened(${before}::timestamptz[]) as n`)!.n
  })

/** What somebody who is away has promised an answer to before they are back goes to whoever stands in, or back to the inbox (MSG-10). Answers how many. */
export const standIn = (services: Services): Promise<number> =>
  services.db.as({ kind: 'worker' }, { purpose: 'stand in' }, async (tx) => (await tx.maybe(Count)`select contact.stand_in() as n`)!.n)

export const contactJobs = (services: Services): readonly Job[] => [
  { name: 'stand-in', every: '*/10 * * * *', run: () => standIn(services).then(() => undefined) },
  { name: 'return-unopened', every: '23 * * * *', run: () => returnUnopened(services).then(() => undefined) },
  ...keepJobs(services),
]
