import { createHash } from 'node:crypto'
import { beginning } from '#kernel/values/field'
import type { Filreferanse } from './model.ts'

/** The sender's words made fit to keep: well-formed, NFC, no control characters but line breaks and tabs. */
export const clean = (raw: string): string =>
  raw
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- what is removed here is exactly the control characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()

/** One line of at most `max` units, cut with … when it does not fit. */
export const short = (text: string, max = 300): string => (text.length <= max ? text : `${beginning(text, max - 1)}…`)

/** A text in pieces of at most `max` units; pieces of nothing but space are left out. */
export const pieces = (text: string, max = 60_000): string[] => {
  const found: string[] = []
  for (let at = 0; at < text.length;) {
    const piece = beginning(text.slice(at), max)
    if (piece.trim()) found.push(piece)
    at += piece.length
  }
  return found
}

/**
 * A short name that is the same for the same words, whatever they hold. The sender's references are free text: they may be
 * empty, endless or hold a personal number, so they never stand in our references as they are. 22 characters, base64url.
 */
export const nameFor = (words: string): string => createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22)

/** A file's reference to a document: the same file always has the same reference, in whichever event it stands. */
export const documentRef = (file: Filreferanse): string =>
  file.type === 'svarut' ? `svarut:${file.id}:${file.nr}` : `dokumentlager:${file.id}`

const atLeastOne = (value: string | undefined) => Math.max(1, Number(value))

/**
 * A day `YYYY-MM-DD` if the calendar has it, or else nothing. The year 0000 does not count: PostgreSQL has none.
 */
export const realDay = (raw: string): string | undefined => (nearestDay(raw) === raw ? raw : undefined)

const nearestDay = (raw: string): string => {
  const [year, month, day] = raw.split('-')
  return Temporal.PlainDate.from(
    { year: atLeastOne(year), month: atLeastOne(month), day: atLeastOne(day) },
    { overflow: 'constrain' },
  ).toString()
}

const within = (value: string, top: number) => String(Math.min(Number(value), top)).padStart(2, '0')

/** The first and the last moment that our feed takes: the years 1850 to 2200, in Sweden too. */
const [earliest, latest] = ['1850-01-01T00:00:00.000Z', '2200-12-31T22:59:59.999Z'] as const

/**
 * A time of the format as ISO 8601 in UTC with milliseconds (finer is cut). The format's own pattern also lets through times that
 * no clock shows, such as month 13 or 25:61, and any year from 0000 to 9999: what cannot be comes as the nearest time that can,
 * with `real: false`, so that it can be said.
 */
export const instant = (raw: string): { at: string; real: boolean } => {
  const [day, hour, minute, second] = [raw.slice(0, 10), raw.slice(11, 13), raw.slice(14, 16), raw.slice(17, 19)]
  const real = realDay(day) !== undefined && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
  const fraction = raw.slice(19, -1).replace(/^./u, '').slice(0, 3).padEnd(3, '0')
  const near = `${nearestDay(day)}T${within(hour, 23)}:${within(minute, 59)}:${within(second, 59)}.${fraction}Z`
  const at = near < earliest ? earliest : near > latest ? latest : near
  return { at, real: real && at === near }
}

/** Kronor to öre, or nothing when it is not an amount a payment can have (below zero, above a hundred million kronor). */
export const ore = (kronor: number): number | undefined => {
  const amount = Math.round(kronor * 100)
  return kronor >= 0 && amount <= 100_000_000_00 ? Math.abs(amount) : undefined
}

/** An amount as it is written in a Swedish sentence: `2 500,50 kronor`. Grouping by hand, so that no ICU version changes it. */
export const kronor = (value: number): string => {
  if (Math.abs(value) >= 1e15) return `${value} kronor`
  const [whole = '', part] = Math.abs(value).toFixed(2).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${value < 0 ? '−' : ''}${grouped}${part === '00' ? '' : `,${part}`}\u00a0kronor`
}
