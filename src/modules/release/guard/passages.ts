import type { Event } from '#modules/matters'
import { fold } from './fold.ts'
import { formOf } from './forms.ts'
import { type Outgoing, type Passage, scan } from './leaks.ts'

/** A sentence or a line of a text, to be taken away or left. */
export type Sentence = Passage & { text: string }

/** What is chosen to be taken away: passages, and words that go wherever they stand. */
export type Marks = { passages: readonly Passage[]; words: readonly string[] }

/** What is not words in any event: references, times, and what is one of a few. */
const structure = new Set([
  'ref',
  'about',
  'at',
  'kind',
  'document',
  'photo',
  'answer',
  'status',
  'via',
  'dueBy',
  'newDate',
  'deliveredOn',
  'dueOn',
  'paidOn',
])
const day = /^\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?$/

/** The texts of an event that hold words, by field: `detail.text`, `detail.results.0.what`. Dates and codes are none. */
export function textsOf(event: Event): { field: string; text: string }[] {
  const found: { field: string; text: string }[] = []
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'string') found.push({ field: path.join('.'), text: value })
    else if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) if (!isStructure(event, key, inner)) walk(inner, [...path, key])
  }
  walk(event, [])
  return found
}

const isStructure = (event: Event, key: string, value: unknown): boolean =>
  structure.has(key) ||
  (key === 'what' && event.kind === 'received') ||
  (['from', 'to', 'on'].includes(key) && typeof value === 'string' && day.test(value) && event.kind !== 'document-added')

const segmenter = new Intl.Segmenter('sv', { granularity: 'sentence' })

/** A text's lines, and a long line's sentences. Together they are the whole text but for the room between. */
export function sentences({ field, text }: { field: string; text: string }): Sentence[] {
  const found: Sentence[] = []
  let at = 0
  for (const line of text.split('\n')) {
    for (const { segment, index } of segmenter.segment(line)) {
      const from = at + index + (segment.length - segment.trimStart().length)
      const words = segment.trim()
      if (words) found.push({ field, from, to: from + words.length, text: words })
    }
    at += line.length + 1
  }
  return found
}

/** What of an event can be taken away, sentence by sentence. The field and place are the same each time for the same event. */
export const maskable = (event: Event): Sentence[] => textsOf(event).flatMap(sentences)

/** Texts with what is marked replaced by `mark`, whose length says nothing; several after one another become one. */
export function maskedTexts<T extends Outgoing>(groups: readonly (readonly T[])[], marks: Marks, mark: string): T[][] {
  const all = allMarked(groups, marks)
  return groups.map((group) =>
    group.map((one) => {
      const ranges = all.get(one.field)
      return ranges ? { ...one, text: without(one.text, ranges, mark) } : one
    }),
  )
}

/** The event as it is handed on: nothing but words is touched. */
export function masked(event: Event, marks: Marks, mark: string): Event {
  const groups = textsOf(event).map((one) => [one])
  const after = new Map(maskedTexts(groups, marks, mark).flatMap((group) => group.map(({ field, text }) => [field, text])))
  const walk = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string') return fitted(after.get(path.join('.')) ?? value, value, mark)
    if (Array.isArray(value)) return value.map((inner, n) => walk(inner, [...path, String(n)]))
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, [...path, key])]))
    return value
  }
  return walk(event, []) as Event
}

/** A short line with many marks may become longer than a line may be. Then all of it goes. */
const fitted = (text: string, was: string, mark: string) => (text.length > 300 && was.length <= 300 ? mark : text)

/** Every passage to take away, by field: those that are marked, the same words wherever else they stand, and the words that go everywhere. */
function allMarked(groups: readonly (readonly Outgoing[])[], marks: Marks): Map<string, Passage[]> {
  const here = new Set(groups.flat().map(({ field }) => field))
  const everywhere = scan(formsOfMarks(groups, marks), groups).flatMap(({ passages }) => passages)
  const all = [...marks.passages, ...everywhere].filter(({ field }) => here.has(field))
  return Map.groupBy(all, ({ field }) => field)
}

/** What is looked for wherever it stands: the chosen words, and what was marked when it says something by itself. */
function formsOfMarks(groups: readonly (readonly Outgoing[])[], { passages, words }: Marks) {
  const of = new Map(groups.flat().map(({ field, text }) => [field, text]))
  const marked = passages.map(({ field, from, to }) => (of.get(field) ?? '').slice(from, to)).filter((text) => lettersIn(text) >= 6)
  const all = new Set([...marked, ...words.filter((word) => lettersIn(word) > 0)].map((text) => text.trim()))
  return [...all].map((text) => ({ form: formOf(fold(text).text), of: text }))
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** Whether anything that was to be taken away from `before` can still be read out of `after`. */
export const stillThere = (before: readonly (readonly Outgoing[])[], after: readonly (readonly Outgoing[])[], marks: Marks): boolean =>
  scan(formsOfMarks(before, marks), after).length > 0

function without(text: string, passages: readonly Passage[], mark: string): string {
  let [out, at] = ['', 0]
  for (const { from, to } of passages.toSorted((a, b) => a.from - b.from)) {
    if (to <= at) continue
    const kept = from > at ? text.slice(at, from) : ''
    // Nothing but room or signs between two marks: one mark, so that they cannot be counted.
    if (!out.endsWith(mark) || /[\p{L}\p{N}\n]/u.test(kept)) out += kept + mark
    at = Math.max(at, to)
  }
  return out + text.slice(at)
}

/** Names and numbers out of what was marked that still stand somewhere: to be looked at by whoever masks. */
export function leftBehind(before: readonly (readonly Outgoing[])[], after: readonly (readonly Outgoing[])[], marks: Marks): string[] {
  const of = new Map(before.flat().map(({ field, text }) => [field, text]))
  const words = marks.passages.flatMap(
    ({ field, from, to }) => (of.get(field) ?? '').slice(from, to).match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*/gu) ?? [],
  )
  // The first word of a sentence has its capital from that: a name is never written small.
  const small = new Set(before.flat().flatMap(({ text }) => text.match(/(?<![\p{L}])\p{Ll}[\p{L}-]*/gu) ?? []))
  const telling = new Set(words.filter((word) => /^\p{Lu}.{2,}|\d{3,}/u.test(word) && !small.has(word.toLowerCase())))
  return [
    ...new Set(
      scan(
        Array.from(telling, (word) => ({ form: formOf(word), of: word })),
        after,
      ).map((found) => found.of),
    ),
  ]
}
