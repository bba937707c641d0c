import { type Form, formsOf, folded } from './forms.ts'
import type { Fact } from './model.ts'
import { fold } from './fold.ts'

/** One text that goes out. `field` names it within what goes out; `x` is where on the page it begins, so that columns are read one by one. */
export type Outgoing = { field: string; text: string; x?: number | undefined }
/** A passage of a text: from sign `from` and up to `to`. */
export type Passage = { field: string; from: number; to: number }
/** A fact that can be read out of what goes out, and every passage it stands in: several when it is split over lines. */
export type Leak = { fact: Fact; passages: Passage[]; found: string }

/**
 * Finds what must not be told in what is about to be told (law file 1.7): whole, split over lines and columns, differently written, coded.
 * `groups`: texts that are read after one another, such as a document's lines; a fact may lie across those of one group.
 * `known`: names that are no secret to the reader, such as their own.
 */
export function leaks(facts: readonly Fact[], groups: readonly (readonly Outgoing[])[], known: readonly string[] = []): Leak[] {
  const open = new Set(known.flatMap((name) => folded(name).split(/[^\p{L}\p{N}]+/u)).filter(Boolean))
  const all = facts.flatMap((fact) => formsOf(fact, open).map((form) => ({ form, of: fact })))
  return whole(scan(all, groups).map(({ of, ...where }) => ({ fact: of, ...where })))
}

/** Every place where a form stands in texts that go out, with what the form is a form of. */
export function scan<Of>(
  forms: readonly { form: Form; of: Of }[],
  groups: readonly (readonly Outgoing[])[],
): { of: Of; passages: Passage[]; found: string }[] {
  if (forms.length === 0) return []
  return groups.flatMap(orders).flatMap((order) => {
    const { text, spans } = joined(order)
    const seen = fold(text)
    return forms.flatMap(({ form, of }) =>
      Array.from(
        matches(form, seen.text, (n) => text[seen.from[n]!] ?? ''),
        ([from, to]) => {
          const [start, end] = [seen.from[from]!, seen.to[to - 1]!]
          const passages: Passage[] = []
          for (let n = spanAt(spans, start); n < spans.length && spans[n]!.at < end; n++) {
            const { field, at, length } = spans[n]!
            if (at + length > start) passages.push({ field, from: Math.max(0, start - at), to: Math.min(length, end - at) })
          }
          return { of, passages, found: text.slice(start, end) }
        },
      ).filter(({ passages }) => passages.length > 0),
    )
  })
}

/** Which span a sign lies in. */
function spanAt(spans: readonly { at: number }[], sign: number): number {
  let [low, high] = [0, spans.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (spans[middle]!.at <= sign) low = middle
    else high = middle - 1
  }
  return low
}

function* matches({ pattern, capital, fits }: Form, text: string, original: (at: number) => string): Generator<[number, number]> {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const first = match.index + match[0].search(/[\p{L}\p{N}]/u)
    if (match[0].length > 0 && (!capital || /\p{Lu}/u.test(original(first))) && (!fits || fits(match)))
      yield [match.index, match.index + match[0].length]
    else pattern.lastIndex = match.index + 1
  }
}

/** The texts as they were written, and column by column where they stand beside each other. */
function orders(group: readonly Outgoing[]): (readonly Outgoing[])[] {
  const columns = new Map<number, Outgoing[]>()
  for (const one of group) {
    const x = one.x ?? 0
    const near = columns.has(x) ? x : ([...columns.keys()].find((known) => Math.abs(x - known) < 12) ?? x)
    const column = columns.get(near)
    if (column) column.push(one)
    else columns.set(near, [one])
  }
  if (columns.size < 2) return [group]
  return [group, [...columns].toSorted(([a], [b]) => a - b).flatMap(([, lines]) => lines)]
}

function joined(group: readonly Outgoing[]) {
  let at = 0
  const spans = group.map(({ field, text: { length } }) => {
    const span = { field, at, length }
    at += length + 1
    return span
  })
  return { text: group.map((one) => `${one.text}\n`).join(''), spans }
}

/** Without what is only a part of another finding of the same fact, and without the same found twice. */
function whole(found: readonly Leak[]): Leak[] {
  const kept: Leak[] = []
  const by = new Map<string, Leak[]>()
  for (const leak of found.toSorted((a, b) => size(b) - size(a))) {
    const keys = leak.passages.map(({ field }) => `${leak.fact.id} ${field}`)
    const rivals = keys.flatMap((key) => by.get(key) ?? [])
    if (rivals.some((other) => leak.passages.every((part) => other.passages.some((larger) => within(part, larger))))) continue
    kept.push(leak)
    for (const key of keys) by.set(key, [...(by.get(key) ?? []), leak])
  }
  return kept
}
const size = ({ passages }: Leak) => passages.reduce((sum, { from, to }) => sum + to - from, 0)
const within = (a: Passage, b: Passage) => a.field === b.field && a.from >= b.from && a.to <= b.to
