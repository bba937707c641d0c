import { decodeHTML } from 'entities'

/** A text as it is compared: small letters without dots and accents, one space where there are several, and for each sign which signs of the original it comes from. */
export type Folded = { text: string; from: number[]; to: number[] }

/** What is written in the language of addresses (%C3%B6) or of web pages (&ouml;), which an eye may pass over and a reader's program does not. */
const coded = /(?:%[0-9a-f]{2})+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,30}\d?);?/giy
/** Signs that take no room: soft hyphens, joiners, marks of direction, variation selectors. */
const unseen = /[\p{Cf}\ufe00-\ufe0f\u034f\u115f\u1160\u3164]/u
const space = /[\s\p{Z}]/u
const line = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_]/u
const alike: Record<string, string> = { æ: 'a', ø: 'o', ß: 'ss', đ: 'd', ł: 'l', ı: 'i', '＠': '@' }

/** Folds a text so that every way to write the same thing looks the same. `from[n]` to `to[n]` is the original of sign `n`. */
export function fold(original: string): Folded {
  const [signs, from, to]: [string[], number[], number[]] = [[], [], []]
  const put = (sign: string, start: number, end: number) => {
    if (sign === ' ' && (signs.length === 0 || signs.at(-1) === ' ')) return
    signs.push(sign)
    from.push(start)
    to.push(end)
  }
  const take = (text: string, start: number, end: number) => {
    for (const part of text.normalize('NFKD').toLowerCase()) {
      if (/\p{M}/u.test(part)) {
        // The dots stand after their letter and go with it.
        if (to.length) to[to.length - 1] = Math.max(to.at(-1)!, end)
      } else if (unseen.test(part)) continue
      else if (space.test(part)) put(' ', start, end)
      else if (line.test(part)) put('-', start, end)
      else for (const sign of alike[part] ?? part) for (const unit of sign.split('')) put(unit, start, end)
    }
  }
  for (let at = 0; at < original.length;) {
    const sign = original[at]!
    coded.lastIndex = at
    const code = sign === '%' || sign === '&' ? coded.exec(original)?.[0] : undefined
    if (code) {
      take(sign === '&' ? decodeHTML(code) : unescaped(code), at, at + code.length)
      at += code.length
      continue
    }
    const whole = String.fromCodePoint(original.codePointAt(at)!)
    if (/^[a-z0-9]$/.test(whole)) put(whole, at, at + 1)
    else take(whole, at, at + whole.length)
    at += whole.length
  }
  return { text: signs.join(''), from, to }
}

function unescaped(code: string): string {
  const bytes = Buffer.from(code.replaceAll('%', ''), 'hex')
  const text = new TextDecoder().decode(bytes)
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}
