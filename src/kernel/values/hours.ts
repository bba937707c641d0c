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
