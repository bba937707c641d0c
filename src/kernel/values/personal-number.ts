import { type Day, isDay } from './day.ts'

declare const brand: unique symbol
/** A personal or coordination number that may exist: twelve digits. Never in a log, an address, a title or a file name; to show it, `masked`. */
export type PersonalNumber = string & { readonly [brand]: 'PersonalNumber' }

const shape = /^(\d{2})?(\d{6})([-+]?)(\d{4})$/

/**
 * Reads what people write: ten or twelve digits, `-` or `+` (a hundred years or more) before the last four, spaces anywhere.
 * Two-digit years are placed by `today`. Undefined when the day, the check digit or the century cannot be right (lag 1991:483 18 §).
 */
export function parsePersonalNumber(text: string, today: Day): PersonalNumber | undefined {
  if (text.length > 40) return undefined
  const found = shape.exec(text.replace(/[\s\u00a0]/g, '').replace(/[‐‑–−]/g, '-'))
  if (!found) return undefined
  const [, century, date, sign, last] = found as unknown as [string, string | undefined, string, string, string]
  if (last.startsWith('000') || luhn(date + last) !== 0) return undefined
  const full = `${century ?? centuryOf(date, sign, today)}${date}`
  const born = birthOf(full)
  return born && born <= today && born >= '1840' ? (`${full}${last}` as PersonalNumber) : undefined
}

/** A coordination number (samordningsnummer) has 60 added to the day of birth. */
export const isCoordinationNumber = (of: PersonalNumber): boolean => Number(of.slice(6, 8)) > 60

/**
 * One that we know belongs to nobody: those of Delaby's people and of our own examples. All stand in the tax agency's published test data, which
 * is a list of tens of thousands and follows no rule by which the rest could be told from a living person's number.
 */
export const isTestNumber = (of: PersonalNumber): boolean => testNumbers.has(of)

const testNumbers: ReadonlySet<string> = new Set([
  '191212121212',
  '191401682396',
  '194408139089',
  '196109732393',
  '196408233234',
  '197001782395',
  '198112189876',
  '198912312389',
  '199001012385',
  '199006022397',
  '199107172380',
  '199912312387',
  '200001012384',
  '200002292399',
])

/** The day the person was born, as the number says. */
export const birthDay = (of: PersonalNumber): Day => birthOf(of.slice(0, 8))!

/** "19900602-****": the only way a number is shown. */
export const masked = (of: PersonalNumber): string => `${of.slice(0, 8)}-****`

function birthOf(digits: string): Day | undefined {
  const date = Number(digits.slice(6, 8))
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${String(date > 60 ? date - 60 : date).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}

/** The latest century that puts the birth on or before today, and one earlier after a `+`. */
function centuryOf(date: string, sign: string, today: Day): number {
  const now = Number(today.slice(0, 2))
  const born = birthOf(`${now}${date}`)
  const latest = `${now}${date.slice(0, 2)}` > today.slice(0, 4) || (born !== undefined && born > today) ? now - 1 : now
  return sign === '+' ? latest - 1 : latest
}

/** 0 when the last of the ten digits is the right check digit. */
const luhn = (digits: string): number =>
  Array.from(digits)
    .map((digit, at) => Number(digit) * (at % 2 ? 1 : 2))
    .reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0) % 10
