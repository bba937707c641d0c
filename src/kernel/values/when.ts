import { langTag, type Language } from '../text.ts'
import { addDays, type Day, dayOf, daysBetween, inSweden, isDay, weekday } from './day.ts'

const names = {
  sv: {
    months: ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'],
    weekdays: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
    time: (hour: number, minute: string) => `kl.\u00a0${hour}.${minute}`,
    near: { '-1': 'i går', '0': 'i dag', '1': 'i morgon' },
    ahead: (n: number, unit: Unit) => `om ${n} ${unit.sv(n)}`,
    behind: (n: number, unit: Unit) => `för ${n} ${unit.sv(n)} sedan`,
  },
  en: {
    months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    time: (hour: number, minute: string) => `at\u00a0${hour}:${minute}`,
    near: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' },
    ahead: (n: number, unit: Unit) => `in ${n} ${unit.en(n)}`,
    behind: (n: number, unit: Unit) => `${n} ${unit.en(n)} ago`,
  },
}

type Unit = { sv: (n: number) => string; en: (n: number) => string }
const inDays: Unit = { sv: (n) => (n === 1 ? 'dag' : 'dagar'), en: (n) => (n === 1 ? 'day' : 'days') }
const inMonths: Unit = { sv: (n) => (n === 1 ? 'månad' : 'månader'), en: (n) => (n === 1 ? 'month' : 'months') }
const inYears: Unit = { sv: () => 'år', en: (n) => (n === 1 ? 'year' : 'years') }

const wordsOf = (language: Language) => names[langTag(language)]
const yearOf = (of: Day) => of.slice(0, 4)
const dateOf = (of: Day) => Number(of.slice(8))
const monthOf = (of: Day, language: Language) => wordsOf(language).months[Number(of.slice(5, 7)) - 1]!

/** "3 december", and the year when it is not this one: "3 december 2027". */
export const sayDate = (of: Day, today: Day, language: Language): string =>
  `${dateOf(of)} ${monthOf(of, language)}${yearOf(of) === yearOf(today) ? '' : ` ${yearOf(of)}`}`

/** "torsdag 3 december", and the year when it is not this one. */
export const sayDay = (of: Day, today: Day, language: Language): string =>
  `${wordsOf(language).weekdays[weekday(of) - 1]} ${sayDate(of, today, language)}`

/** "torsdag 3 december 2026": for papers, decisions and whatever is read years later. */
export const sayFullDay = (of: Day, language: Language): string =>
  `${wordsOf(language).weekdays[weekday(of) - 1]} ${dateOf(of)} ${monthOf(of, language)} ${yearOf(of)}`

/** "kl. 9.30" on Swedish clocks, 24 hours. */
export function sayTime(at: Date | Temporal.Instant | string, language: Language): string {
  const { hour, minute } = inSweden(at)
  return wordsOf(language).time(hour, String(minute).padStart(2, '0'))
}

/** "torsdag 3 december kl. 9.30". */
export const sayMoment = (at: Date | Temporal.Instant | string, today: Day, language: Language): string =>
  `${sayDay(dayOf(at), today, language)} ${sayTime(at, language)}`

/** "i dag", "i morgon", "om 12 dagar", "för 3 dagar sedan"; whole months from 60 days, whole years from two. */
export function sayHowFar(of: Day, today: Day, language: Language): string {
  const words = wordsOf(language)
  const days = daysBetween(today, of)
  const near = words.near[String(days) as keyof typeof words.near]
  if (near) return near
  const far = Math.abs(days)
  const [n, unit] =
    far < 60
      ? ([far, inDays] as const)
      : far < 730
        ? ([Math.round(far / 30.44), inMonths] as const)
        : ([Math.floor(far / 365.25), inYears] as const)
  return days > 0 ? words.ahead(n, unit) : words.behind(n, unit)
}

/** "3–7 december", "29 november–3 december", "30 december 2026–4 januari 2027". */
export function sayRange(from: Day, to: Day, today: Day, language: Language): string {
  if (from === to) return sayDate(from, today, language)
  if (from.slice(0, 7) === to.slice(0, 7)) return `${dateOf(from)}–${sayDate(to, today, language)}`
  if (yearOf(from) === yearOf(to)) return `${dateOf(from)} ${monthOf(from, language)}–${sayDate(to, today, language)}`
  return `${dateOf(from)} ${monthOf(from, language)} ${yearOf(from)}–${dateOf(to)} ${monthOf(to, language)} ${yearOf(to)}`
}

/** "oktober 2024": the month, with its year when it is not this one. */
export const sayMonth = (of: Day, today: Day, language: Language): string =>
  yearOf(of) === yearOf(today) ? monthOf(of, language) : `${monthOf(of, language)} ${yearOf(of)}`

/** "april–augusti", "oktober 2024–januari 2025": a stretch of months, under a year's heading (`today` in that year) or alone. */
export function sayMonths(from: Day, to: Day, today: Day, language: Language): string {
  if (from.slice(0, 7) === to.slice(0, 7)) return sayMonth(from, today, language)
  if (yearOf(from) === yearOf(to)) return `${monthOf(from, language)}–${sayMonth(to, today, language)}`
  return `${monthOf(from, language)} ${yearOf(from)}–${monthOf(to, language)} ${yearOf(to)}`
}

const typed = /^(?:(?!den )([a-zåäö]+) )?(?:den )?(\d{1,2})(?: ?[/.] ?(\d{1,2})\.?|(?::e|st|nd|rd|th)? ?([a-z]{3,})\.?)(?:[ /.]+(\d{4}))?$/

/**
 * The day that somebody wrote, in Swedish or English: "2026-12-03", "20261203", "3 december", "3 dec 2026", "torsdag 3 december", "3/12", "3.12",
 * "i dag". Without a year it is the coming one, or the nearest where it may as well have been. Undefined for what is no day: the 31st of February, or a
 * Thursday that is a Friday.
 */
export function dayIn(text: string | undefined, today: Day, which: 'coming' | 'nearest' = 'coming'): Day | undefined {
  const said = (text ?? '').slice(0, 100).toLowerCase().replace(/\s+/g, ' ').trim()
  if (isDay(said)) return said
  const whole = said.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  if (isDay(whole)) return whole
  for (const { near } of [names.sv, names.en])
    for (const [n, word] of Object.entries(near)) if (word.replace(' ', '') === said.replace(' ', '')) return addDays(today, Number(n))
  const [, name, date, number, word, year] = typed.exec(said) ?? []
  if (date === undefined) return undefined
  const month = number === undefined ? placeOf('months', (one) => one.startsWith(word ?? '-')) : Number(number)
  const days = (year === undefined ? [-1, 0, 1].map((n) => String(Number(yearOf(today)) + n)) : [year])
    .map((one) => `${one}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`)
    .filter(isDay)
    .filter((one) => name === undefined || placeOf('weekdays', (weekdayName) => weekdayName === name) === weekday(one))
  if (year !== undefined || which === 'coming') return days.find((one) => year !== undefined || one >= today)
  const far = (one: Day) => Math.abs(daysBetween(today, one))
  return days.toSorted((a, b) => far(a) - far(b))[0]
}

/** Which month or day of the week it is in either language, counted from 1; 0: none. */
const placeOf = (list: 'months' | 'weekdays', is: (name: string) => boolean): number =>
  Math.max(...[names.sv, names.en].map((words) => words[list].findIndex((one) => is(one.toLowerCase())) + 1))

/** "Torsdag 3 december": the first letter of a sentence or a heading. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('sv') + text.slice(1)
