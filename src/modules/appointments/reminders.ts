import { addDays, atClock, type Day, dayOf, isWorkingDay, nextWorkingDay, startOf } from '#kernel/values/day'

// When a reminder is due, derived each time from the booking as it is and from no note of what was planned. Days are days on the calendar: across a
// change of clocks "two days before" is not 48 hours.

/** How late a reminder may be and still be sent: after that it is no help. */
export const latest = 6 * 3_600_000
/** The farthest ahead that anybody is reminded, in calendar days. */
export const farthest = 14

/**
 * When a meeting is to be reminded of, so many calendar days before: at nine in the morning. On its own day (0) at half past seven, or two hours
 * before when that is later; and two hours before when half past seven is too late.
 */
export function dueAt(startsAt: Date, lead: number): Date {
  const day = dayOf(startsAt)
  if (lead > 0) return atClock(addDays(day, -lead), 9, 0)
  // Its own day and no other: what begins in the small hours is reminded of at midnight.
  const [morning, before] = [atClock(day, 7, 30), new Date(Math.max(+startOf(day), +startsAt - 2 * 3_600_000))]
  const later = morning > before ? morning : before
  return later < startsAt ? later : before
}

/** What of a booking a reminder is derived from. `since`: when it became what it is now, by being booked or moved. */
export type Remindable = { startsAt: Date; since: Date; leads: readonly number[] }

/**
 * For which of the chosen days a reminder is to go now, if for any: its moment has come, not too long ago, and after the time was chosen (nobody is
 * reminded of what they did a minute before).
 */
export const dueLead = ({ startsAt, since, leads }: Remindable, now: Date): number | undefined =>
  leads.find((lead) => {
    const due = dueAt(startsAt, lead)
    return due <= now && +now < +due + latest && due > since && startsAt > now
  })

/** Whether a letter that is listed that day comes too late: there must be two working days between the one when it is posted and the meeting. */
export function tooLateToPost(startsAt: Date, on: Day): boolean {
  let arrives = nextWorkingDay(on)
  for (let days = 0; days < 2; days += Number(isWorkingDay(arrives))) arrives = addDays(arrives, 1)
  return arrives >= dayOf(startsAt)
}

/**
 * The same of a letter: it is on its way for days and read when it comes, so that when its moment has passed it goes at once, unless it would come
 * too late. `told`: the unit moved the time to what it is, and has written so.
 */
export function dueLetter({ startsAt, since, leads, told }: Remindable & { told: boolean }, now: Date): number | undefined {
  const lead = leads.toSorted((a, b) => a - b).find((one) => dueAt(startsAt, one) <= now)
  if (lead === undefined || tooLateToPost(startsAt, dayOf(now))) return undefined
  return told && since >= dueAt(startsAt, lead) ? undefined : lead
}

/** Which bookings to look at now: those that begin after `now` and not after `today`, and once it is nine those of the coming days, from `tomorrow` to `coming`. */
export type Window = { day: Day; now: Date; today: Date; coming?: { from: Date; until: Date } }

export function windowAt(now: Date): Window {
  const day = dayOf(now)
  const tomorrow = startOf(addDays(day, 1))
  // Of today's, those whose own moment has come: see dueAt.
  const [morning, soon] = [atClock(day, 7, 30), new Date(+now + 2 * 3_600_000)]
  const reached = now >= morning || soon < morning ? soon : morning
  const nine = atClock(day, 9, 0)
  const open = now >= nine && +now < +nine + latest
  return {
    day,
    now,
    today: reached < tomorrow ? reached : new Date(+tomorrow - 1),
    ...(open ? { coming: { from: tomorrow, until: startOf(addDays(day, farthest + 1)) } } : {}),
  }
}
