import { z } from 'zod'

declare const brand: unique symbol
/** A calendar day in Sweden, written `2026-12-03`. Sorts as text. */
export type Day = string & { readonly [brand]: 'Day' }

const zone = 'Europe/Stockholm'
const shape = /^\d{4}-\d{2}-\d{2}$/

/** True for a day that exists in the calendar, in the form `YYYY-MM-DD`. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !shape.test(text)) return false
  const [year, month, date] = text.split('-').map(Number) as [number, number, number]
  return month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(year, month)
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const lengthOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : lengths[month - 1]!)

/** A day in a row of the database or in a form. */
export const RowDay = z.string().refine(isDay)

/** The text as a day. Throws a RangeError for a day that does not exist: at a door, ask `isDay` first. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError('Not a day in the form YYYY-MM-DD')
  return text
}

/** The moment on Swedish clocks. A text is ISO 8601 with an offset or Z. */
export const inSweden = (at: Date | Temporal.Instant | string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(at instanceof Date ? at.toISOString() : at).toZonedDateTimeISO(zone)

/** The moment when Swedish clocks show that; the first of the two in the hour that comes twice, an hour later in the one that summer time takes away. */
export const atClock = (on: Day, hour: number, minute: number): Date =>
  new Date(Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds)

/** The first moment of a day on Swedish clocks. */
export const startOf = (on: Day): Date => new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds)

const hour = 3_600_000
const days = new Map<number, Day>()

/** The calendar day in Sweden when it happens: 23:30 UTC in summer is already tomorrow here. */
export function dayOf(at: Date | Temporal.Instant | string): Day {
  // A page asks hundreds of times, and Swedish clocks are whole hours from UTC: one answer holds for the hour, and is kept.
  const moment = at instanceof Temporal.Instant ? at.epochMilliseconds : +new Date(at)
  const key = Math.floor(moment / hour)
  const known = days.get(key)
  if (known) return known
  const found = inSweden(at).toPlainDate().toString() as Day
  if (moment < firstWholeHours) return found
  if (days.size > 50_000) days.clear()
  days.set(key, found)
  return found
}

/** 1 January 1900: before that, Swedish clocks were not whole hours from UTC. */
const firstWholeHours = Date.UTC(1900, 0, 1)

// Days are counted in whole numbers: a case page asks some hundred times, and Temporal makes an object of each day on the way.
const dayLength = 24 * hour
const written = (moment: number) => new Date(moment).toISOString().slice(0, 10) as Day

/** The day `n` days later, or earlier when `n` is negative. Summer time changes nothing: a day is a day. */
export const addDays = (from: Day, n: number): Day => written(Date.parse(from) + n * dayLength)

/** The same date `n` months later; the last of the month when it is shorter. */
export function addMonths(from: Day, n: number): Day {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + n
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
  const date = Math.min(Number(from.slice(8)), lengthOf(year, month))
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day
}

/** How many days from one day to the other; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / dayLength

/** 1 is Monday, 7 is Sunday. */
export const weekday = (of: Day): number => new Date(of).getUTCDay() || 7

/** A public holiday in Sweden (lag 1989:253), or one of the three eves that count as one when time limits run out (lag 1930:173). */
export const isHoliday = (of: Day): boolean => holidaysIn(Number(of.slice(0, 4))).has(of)

/** Monday to Friday, and not a holiday or such an eve. */
export const isWorkingDay = (of: Day): boolean => weekday(of) < 6 && !isHoliday(of)

/** The day itself if it is a working day, else the first one after it. */
export function nextWorkingDay(from: Day): Day {
  let next = from
  while (!isWorkingDay(next)) next = addDays(next, 1)
  return next
}

/** A length of time as a statute says it. Exactly one of them. */
export type Length = { days: number } | { weeks: number } | { months: number }

/** The last day of a time that begins on a day: the same weekday or date, the last of a month that lacks it (lag 1930:173 1 §). */
export const endOf = (start: Day, length: Length): Day =>
  'months' in length ? addMonths(start, length.months) : addDays(start, 'weeks' in length ? length.weeks * 7 : length.days)

/** The last day to do what a statute sets a time for: past weekends, holidays and the three eves to the next working day (lag 1930:173 2 §). */
export const deadline = (start: Day, length: Length): Day => nextWorkingDay(endOf(start, length))

/** The last day to appeal: three weeks from the day the person got the decision (FL 44 §). */
export const appealLastDay = (received: Day): Day => deadline(received, { weeks: 3 })

const years = new Map<number, ReadonlySet<string>>()

function holidaysIn(year: number): ReadonlySet<string> {
  const known = years.get(year)
  if (known) return known
  const found = new Set(listHolidays(year).map(String))
  years.set(year, found)
  return found
}

const on = (year: number, month: number, date: number) => Temporal.PlainDate.from({ year, month, day: date })
const saturdayFrom = (start: Temporal.PlainDate) => start.add({ days: (13 - start.dayOfWeek) % 7 })
const fixed = [
  [1, 1],
  [1, 6],
  [5, 1],
  [12, 24],
  [12, 25],
  [12, 26],
  [12, 31],
] as const

/** Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday; since 2005 the sixth of June in place of Whit Monday. */
function listHolidays(year: number): Temporal.PlainDate[] {
  const easter = easterSunday(year)
  const midsummer = saturdayFrom(on(year, 6, 20))
  return fixed
    .map(([month, date]) => on(year, month, date))
    .concat([-2, 0, 1, 39, 49].map((days) => easter.add({ days })))
    .concat(year >= 2005 ? on(year, 6, 6) : easter.add({ days: 50 }))
    .concat(midsummer.subtract({ days: 1 }), midsummer, saturdayFrom(on(year, 10, 31)))
}

/** Easter Sunday by the Gregorian rule (the anonymous algorithm of 1876). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const leaps = Math.floor(century / 4)
  const moon = (19 * golden + century - leaps - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451)
  const days = moon + sunday - 7 * late + 114
  return on(year, Math.floor(days / 31), (days % 31) + 1)
}
