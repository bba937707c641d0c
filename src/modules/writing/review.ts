import { type Lix, lixOf } from '#kernel/values/lix'
import { type Word, sentencesOf, wordsOf } from '#kernel/values/sentences'
import { type Glossary, glossary } from './glossary.ts'
import { passivesIn } from './passive.ts'
import { judgementsIn, type Kept, keptIn, namesIn, type Rather } from './people.ts'

/** From how many words a sentence is long. */
export const longSentence = 25
/** With fewer words than this the value says little. */
export const fewWords = 40

/**
 * Something to look at in a text. `at`: where, in UTF-16 units; `words`: the words themselves, of a long sentence its beginning.
 * `rather`: what to write instead; `means`: what a hard word means; `count`: how many words a long sentence has.
 */
export type Finding = { at: number; words: string } & (
  | { kind: 'long'; count: number }
  | { kind: 'passive' }
  | { kind: 'hard'; rather: string; means: string }
  | { kind: 'idiom'; rather: string }
  | { kind: 'judgement'; better: Rather }
  | { kind: 'name' }
  | { kind: 'kept'; what: Kept }
)
/** What a text is like (PLAIN-01, PLAIN-04). `lix`: nothing without words; `explained`: words that their reader finds explained in place (PLAIN-02). */
export type Review = { lix: Lix | undefined; findings: Finding[]; explained: string[] }

/** Advice about a text in Swedish, in the order of the text. It never says that a text may not be saved. */
export function reviewOf(text: string, list: Glossary = glossary()): Review {
  const words = wordsOf(text)
  const said = (from: number, count: number) => text.slice(words[from]!.at, end(words[from + count - 1]!))
  const place = (from: number, count: number) => ({ at: words[from]!.at, words: said(from, count) })
  const terms = list.termsIn(words)
  const findings: Finding[] = [
    ...sentencesOf(words)
      .filter(({ from, to }) => to - from > longSentence)
      .map(({ from, to }) => ({ kind: 'long' as const, ...place(from, 8), count: to - from })),
    ...passivesIn(words).map(({ from, words: n }) => ({ kind: 'passive' as const, ...place(from, n) })),
    ...terms.flatMap(({ from, words: n, what: { rather, means } }) =>
      rather ? [{ kind: 'hard' as const, ...place(from, n), rather, means }] : [],
    ),
    ...list.idiomsIn(words).map(({ from, words: n, what: { rather } }) => ({ kind: 'idiom' as const, ...place(from, n), rather })),
    ...judgementsIn(text, words).map(({ from, words: n, rather }) => ({ kind: 'judgement' as const, ...place(from, n), better: rather })),
    ...namesIn(words).map(({ from, words: n }) => ({ kind: 'name' as const, ...place(from, n) })),
    ...keptIn(text).map((found) => ({ kind: 'kept' as const, ...found })),
  ]
  return {
    lix: lixOf(text, words),
    findings: findings.toSorted((a, b) => a.at - b.at),
    explained: [...new Set(terms.filter(({ what }) => !what.rather).map(({ what }) => what.word))],
  }
}

const end = ({ at, text }: Word) => at + text.length

/** The words of the shared list that a text would better have otherwise (PLAIN-06), as the list has them, each once. */
export function wordsToChange(text: string, list: Glossary = glossary()): string[] {
  const words = wordsOf(text)
  const hard = list.termsIn(words).filter(({ what }) => what.rather)
  return [...new Set([...hard.map(({ what }) => what.word), ...list.idiomsIn(words).map(({ what }) => what.says)])]
}
