/** A number to show and to call. `shown` breaks over no line; `href` is for a link. */
export type Phone = { readonly shown: string; readonly href: string }

const twoDigits = /^08/
const threeDigits = /^0(10|11|13|16|18|19|2[01346]|3[1356]|4[0246]|54|6[03]|7[02369]|90)/
/** With its zero a Swedish number has 8 to 10 digits, and what begins with 07 has all ten; those that cost nothing (020) can be shorter. */
const whole = /^(?:07\d{8}|0[1-689]\d{6,8}|020\d{4})$/
const space = '\u00a0'
const hyphen = '\u2011'

/**
 * Reads a Swedish number as people write it ("0980-31 92 10", "+46 980 319210"), a short one ("112", "116 111", "90101") or a foreign one with `+`.
 * Undefined when it cannot be called, or lacks digits or has too many. Area codes: 08, 26 with three digits, the rest four (PTS numbering plan).
 */
export function phone(text: string): Phone | undefined {
  const digits = text
    .slice(0, 40)
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
  if (/^\+(?!46)\d{7,15}$/.test(digits)) return { shown: digits, href: `tel:${digits}` }
  const national = digits.replace(/^\+460?/, '0')
  if (/^(1\d{2,5}|90\d{3})$/.test(national)) return { shown: groups(national), href: `tel:${national}` }
  if (!whole.test(national)) return undefined
  const area = twoDigits.test(national) ? 2 : threeDigits.test(national) ? 3 : 4
  const rest = national.slice(area)
  return { shown: `${national.slice(0, area)}${hyphen}${groups(rest)}`, href: callable(national) }
}

/** Free and shared-cost numbers cannot be reached from abroad, so they keep their zero. */
const callable = (national: string) => (/^0(20|77)/.test(national) ? `tel:${national}` : `tel:+46${national.slice(1)}`)

const sizes: Record<number, readonly number[]> = { 4: [2, 2], 5: [3, 2], 6: [2, 2, 2], 7: [3, 2, 2], 8: [3, 3, 2] }

function groups(digits: string): string {
  if (/^(1\d{3}|90\d{3})$/.test(digits)) return digits
  let at = 0
  const wanted = /^116\d{3}$/.test(digits) ? [3, 3] : (sizes[digits.length] ?? [digits.length])
  return wanted.map((size) => digits.slice(at, (at += size))).join(space)
}

/**
 * A number that a text can be sent to, in the form `+46701740605`: a Swedish mobile (PTS: 070, 072, 073, 076, 079, seven digits more) as
 * people write it, or a foreign number with its `+`. Undefined for everything else, and for a number that is too short to be one.
 */
export function mobile(text: string): string | undefined {
  const digits = text
    .slice(0, 40)
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
  if (/^\+(?!46)[1-9]\d{7,14}$/.test(digits)) return digits
  const national = digits.replace(/^\+460?/, '0')
  return /^07[02369]\d{7}$/.test(national) ? `+46${national.slice(1)}` : undefined
}

/**
 * A number that somebody says they can be phoned on, in the form it is kept and written again: "070-174 06 05". Short numbers, and those that are free
 * or shared in cost, are nobody's own.
 */
export function ownNumber(text: string | undefined): string | undefined {
  const found = phone(text ?? '')
  return found?.href.startsWith('tel:+') ? found.shown.replaceAll(space, ' ').replaceAll(hyphen, '-') : undefined
}
