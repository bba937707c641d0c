import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Word } from '#kernel/values/sentences'

const Line = z.string().trim().min(1)
/** A word that is hard for many: what it means, and what to write instead when there is something. `forms`: how else it is written. */
const Term = z.object({ word: Line, forms: z.array(Line), means: Line, rather: Line.optional() })
export type Term = z.infer<typeof Term>
/** A turn of speech that many cannot follow: it begins with one of `starts` and ends, up to three words later, with `ends`. */
const Idiom = z.object({ starts: z.array(Line).min(1), ends: Line.optional(), says: Line, rather: Line })
export type Idiom = z.infer<typeof Idiom>

/** Where something of the list stands in a text: from which word, and how many words it is. */
export type Place<T> = { from: number; words: number; what: T }

type Entry = { rest: readonly string[]; exact: string | undefined; term: Term }
export type Glossary = {
  terms: readonly Term[]
  /** Each turn of speech once. */
  idioms: readonly Idiom[]
  termsIn: (words: readonly Word[]) => Place<Term>[]
  idiomsIn: (words: readonly Word[]) => Place<Idiom>[]
}

/** The one list of words of the service (PLAIN-06), from `db/reference`. Throws when the file is wrong. */
export function readGlossary(file: unknown): Glossary {
  const { terms, idioms } = z.object({ terms: z.array(Term), idioms: z.array(Idiom) }).parse(file)
  const byFirst = Map.groupBy(
    terms.flatMap((term) => [term.word, ...term.forms].map((form) => entryOf(form, term))),
    ({ first }) => first,
  )
  for (const entries of byFirst.values()) entries.sort((a, b) => b.rest.length - a.rest.length)
  const byStart = new Map<string, Idiom[]>()
  for (const idiom of idioms) for (const start of idiom.starts) byStart.set(start, [...(byStart.get(start) ?? []), idiom])
  return {
    terms: terms.toSorted((a, b) => a.word.localeCompare(b.word, 'sv')),
    idioms: [...new Map(idioms.map((idiom) => [idiom.says, idiom])).values()].toSorted((a, b) => a.says.localeCompare(b.says, 'sv')),
    termsIn: (words) => {
      const found: Place<Term>[] = []
      for (let at = 0; at < words.length; at += 1) {
        const entry = byFirst.get(words[at]!.lower)?.find((one) => fits(one, words, at))
        if (!entry) continue
        found.push({ from: at, words: entry.rest.length + 1, what: entry.term })
        at += entry.rest.length
      }
      return found
    },
    idiomsIn: (words) =>
      words.flatMap((word, from) => {
        for (const what of byStart.get(word.lower) ?? []) {
          const length = lengthOf(what, words, from)
          if (length) return [{ from, words: length, what }]
        }
        return []
      }),
  }
}

// A short name in capitals ("SoL") is not the word that it would be in small letters.
const isName = (form: string) => (form.match(/\p{Lu}/gu)?.length ?? 0) > 1
function entryOf(form: string, term: Term): Entry & { first: string } {
  const [first, ...rest] = form.toLowerCase().split(' ')
  return { first: first!, rest, exact: isName(form) ? form.split(' ')[0] : undefined, term }
}

const goesOn = (words: readonly Word[], at: number) => at < words.length && words[at]!.joined && !words[at]!.starts
const fits = ({ rest, exact }: Entry, words: readonly Word[], at: number) =>
  (!exact || words[at]!.text === exact) && rest.every((word, n) => goesOn(words, at + n + 1) && words[at + n + 1]!.lower === word)

/** How many words an idiom is where it begins here; 0 when it does not. */
function lengthOf({ ends }: Idiom, words: readonly Word[], from: number): number {
  if (!ends) return 1
  const wanted = ends.split(' ')
  // "bollar frågan" has room for less between than "höll hon hela tiden i trådarna".
  const most = wanted.length === 1 ? 1 : 3
  for (let gap = 0; gap <= most; gap += 1) {
    if (gap > 0 && !goesOn(words, from + gap)) return 0
    if (wanted.every((word, n) => goesOn(words, from + gap + n + 1) && words[from + gap + n + 1]!.lower === word))
      return gap + 1 + wanted.length
  }
  return 0
}

let kept: Glossary | undefined
/** The list, read once. The same number of folders up from src/ as from dist/. */
export const glossary = (): Glossary =>
  (kept ??= readGlossary(JSON.parse(readFileSync(new URL('../../../db/reference/plain-words.json', import.meta.url), 'utf8'))))
