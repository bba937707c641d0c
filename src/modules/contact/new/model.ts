import type { Offered } from '../model.ts'

/** The fields of work in the order they stand; what is for none of them comes last. */
export const fieldOrder = [
  'financial-assistance',
  'child-and-family',
  'adult-addiction',
  'social-psychiatry',
  'disability',
  'elderly-care',
  'any',
] as const
export type FieldKey = (typeof fieldOrder)[number]
const isKey = (field: string): field is FieldKey => (fieldOrder as readonly string[]).includes(field)

export type Group = { field: FieldKey; offered: Offered[] }
/** Everything that can be sent, by field of work; what belongs to several stands under each of them, and what belongs to none, last. */
export const grouped = (all: readonly Offered[]): Group[] =>
  fieldOrder.flatMap((field) => {
    const offered = all.filter(({ fields }) => (field === 'any' ? !fields.some(isKey) : fields.includes(field)))
    return offered.length ? [{ field, offered }] : []
  })

const fold = (text: string) => text.toLocaleLowerCase('sv').normalize('NFC')
const wordsIn = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
/** Words that stand in every sentence and find nothing. */
const small = new Set(
  'jag vill ha har kan inte behöver han hon hen dig oss att och en ett på i om för till med det den är vi du min mitt mina hur vad när som av så får få hjälp the a an i to of and my is it in on for with can how what need want help'.split(
    ' ',
  ),
)
/** How much of a word must be alike: endings differ ("hyran", "hyra"). */
const alike = (a: string, b: string): boolean => {
  const short = Math.min(a.length, b.length)
  if (short < 4) return a === b
  const shared = Math.max(4, Math.ceil(short * 0.8))
  return a.slice(0, shared) === b.slice(0, shared) || (short >= 5 && (a.includes(b) || b.includes(a)))
}

/**
 * What fits what somebody has written in their own words, the best first: needs count most, then the name, then whom it is for, and of two that count
 * the same the one that meets more of the words. Nothing when no word fits.
 */
export function searched(all: readonly Offered[], text: string): Offered[] {
  const asked = wordsIn(text)
  const sought = asked.filter((word) => !small.has(word))
  const words = sought.length ? sought : asked
  const scored = all.map((offered) => {
    const parts: [string[], number][] = [
      [[...(offered.need.sv ?? []), ...(offered.need.en ?? [])].flatMap(wordsIn), 3],
      [[offered.name.sv ?? '', offered.name.en ?? ''].flatMap(wordsIn), 2],
      [[offered.forWhom.sv ?? '', offered.forWhom.en ?? ''].flatMap(wordsIn), 1],
    ]
    const points = words.map((word) => Math.max(0, ...parts.map(([held, weight]) => (held.some((one) => alike(one, word)) ? weight : 0))))
    return { offered, score: points.reduce((sum, one) => sum + one, 0), met: points.filter((one) => one > 0).length }
  })
  return scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || b.met - a.met)
    .map(({ offered }) => offered)
}

export const mostSought = 200
