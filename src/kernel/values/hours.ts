import { type Language, langTag } from '../text.ts'
import { inSwedish } from './marks.ts'

const days = { mån: 'Mon', tis: 'Tues', ons: 'Wednes', tors: 'Thurs', fre: 'Fri', lör: 'Satur', sön: 'Sun', var: 'week' }
const english = new Map([
  ...Object.entries(days).flatMap(([sv, en]): [string, string][] => [
    [`${sv}dag`, `${en}day`],
    [`${sv}dagar`, `${en}days`],
  ]),
  ['helger', 'weekends'],
  ['och', 'and'],
  ['till', 'to'],
  ['kl', 'at'],
])

/** When a phone is answered, as a source says it: "måndag–torsdag 8.30–9.30". In English when it is days and hours and no more; otherwise marked as Swedish. */
export function hoursIn(hours: string, language: Language): string {
  if (langTag(language) === 'sv') return hours
  const inEnglish = (word: string) => english.get(word.toLocaleLowerCase('sv'))
  if (!hours.match(/\p{L}+/gu)?.every(inEnglish)) return inSwedish(hours)
  return hours
    .replace(/kl\./gi, 'kl')
    .replace(/\p{L}+/gu, (word) => inEnglish(word)!)
    .replace(/(?<=\d)\.(?=\d\d)/g, ':')
}

/** When something is open: weekdays (1 is Monday) and Swedish clock times. What the directory holds under `open`. */
export type Open = { days: number[]; from: string; to: string }
type Span = { from: string; to: string }

const names = {
  sv: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const

const time = /^(\d{1,2})(?:[.:](\d{2}))?$/
function clock(text: string): string | undefined {
  const [, hours, minutes = '00'] = time.exec(text.trim()) ?? []
  if (hours === undefined || Number(hours) > 24 || Number(minutes) > 59 || (Number(hours) === 24 && minutes !== '00')) return undefined
  return `${hours.padStart(2, '0')}:${minutes}`
}

/** One day's times as somebody writes them: "8–12 och 13–16.30", "8.00-16.30". Empty is closed; undefined is not to be understood. */
export function readSpans(text: string): Span[] | undefined {
  const parts = text.trim() === '' ? [] : text.trim().split(/\s*(?:,|;|\boch\b|\band\b|&)\s*/i)
  if (parts.length > 4) return undefined
  const spans: Span[] = []
  for (const part of parts) {
    const [from, to, ...more] = part.replace(/^kl\.?\s*/i, '').split(/\s*(?:-|–|—|till|to)\s*/i)
    const [a, b] = [clock(from ?? ''), clock(to ?? '')]
    if (!a || !b || more.length || a >= b || (spans.at(-1)?.to ?? '') > a) return undefined
    spans.push({ from: a, to: b })
  }
  return spans
}

/** A week of such days, Monday first, as it is kept: days that are alike together. */
export function openOf(week: readonly (readonly Span[])[]): Open[] {
  const found = new Map<string, Open>()
  for (const [at, spans] of week.entries())
    for (const { from, to } of spans) {
      const key = `${from}-${to}`
      const open = found.get(key) ?? { days: [], from, to }
      open.days.push(at + 1)
      found.set(key, open)
    }
  return [...found.values()]
}

const spansOn = (open: readonly Open[], day: number): Span[] =>
  open
    .filter(({ days }) => days.includes(day))
    .map(({ from, to }) => ({ from, to }))
    .toSorted((a, b) => a.from.localeCompare(b.from))

const shown = (clock: string, language: Language) =>
  clock
    .replace(/^0/, '')
    .replace(/:00$/, '')
    .replace(':', langTag(language) === 'sv' ? '.' : ':')
/** One day's times as they are written in the form: "8–12 och 13–16.30". */
export const saySpans = (spans: readonly Span[], language: Language): string =>
  spans.map(({ from, to }) => `${shown(from, language)}–${shown(to, language)}`).join(langTag(language) === 'sv' ? ' och ' : ' and ')

/** The week in the form's seven fields. */
export const weekOf = (open: readonly Open[]): string[] => Array.from({ length: 7 }, (_, at) => saySpans(spansOn(open, at + 1), 'sv'))

/** The same in words: "vardagar 8–16.30", "måndag–torsdag 8.30–9.30, fredag 9–12". Nothing when it is never open. */
export function sayOpen(open: readonly Open[], language: Language): string {
  const groups = new Map<string, number[]>()
  for (let day = 1; day <= 7; day++) {
    const times = saySpans(spansOn(open, day), language)
    if (times) groups.set(times, [...(groups.get(times) ?? []), day])
  }
  return [...groups].map(([times, days]) => `${sayDays(days, language)} ${times}`).join(', ')
}

function sayDays(days: readonly number[], language: Language): string {
  const tag = langTag(language)
  const said = days.join('')
  if (said === '12345') return tag === 'sv' ? 'vardagar' : 'weekdays'
  if (said === '1234567') return tag === 'sv' ? 'alla dagar' : 'every day'
  const name = (day: number) => names[tag][day - 1]!
  if (days.length > 2 && days.length - 1 === days.at(-1)! - days[0]!) return `${name(days[0]!)}–${name(days.at(-1)!)}`
  const and = tag === 'sv' ? ' och ' : ' and '
  return days.length < 2 ? days.map(name).join('') : `${days.slice(0, -1).map(name).join(', ')}${and}${name(days.at(-1)!)}`
}

/** Words of that kind read back ("måndag–torsdag 8.30–9.30, fredag 9–12"), as far as they are days and times and no more; else undefined. */
export function readOpen(words: string): Open[] | undefined {
  const week: Span[][] = Array.from({ length: 7 }, () => [])
  for (const part of words.trim().split(/(?<=\d)\s*,\s*(?=\p{L})/u)) {
    const [, days, times] = /^([\p{L}\s,–-]+?)\s+(\d.*)$/u.exec(part) ?? []
    const spans = times === undefined ? undefined : readSpans(times)
    const which = days === undefined ? undefined : daysIn(days)
    if (!spans?.length || !which || which.some((day) => week[day - 1]!.length > 0)) return undefined
    for (const day of which) week[day - 1] = spans
  }
  return openOf(week)
}

function daysIn(text: string): number[] | undefined {
  const said = text.trim().toLocaleLowerCase('sv')
  if (said === 'vardagar') return [1, 2, 3, 4, 5]
  if (said === 'alla dagar') return [1, 2, 3, 4, 5, 6, 7]
  const place = (name: string) => names.sv.findIndex((one) => one === name || `${one}ar` === name) + 1
  const [from, to, ...more] = said.split(/\s*[–-]\s*/)
  if (to !== undefined) {
    const [a, b] = [place(from!), place(to)]
    return more.length || !a || b <= a ? undefined : Array.from({ length: b - a + 1 }, (_, n) => a + n)
  }
  const found = said.split(/\s*,\s*|\s+och\s+/).map(place)
  return found.every((day) => day > 0) ? found : undefined
}
