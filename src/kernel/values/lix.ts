import { sentencesOf, type Word, wordsOf } from './sentences.ts'

export const levels = ['very-easy', 'easy', 'medium', 'hard', 'very-hard'] as const
export type Level = (typeof levels)[number]
export type Lix = { words: number; sentences: number; lix: number; level: Level }

const letters = /\p{L}/gu
const isLong = ({ text }: Word) => text.length > 6 && (text.match(letters)?.length ?? 0) > 6

const levelOf = (lix: number): Level =>
  lix < 30 ? 'very-easy' : lix < 40 ? 'easy' : lix < 50 ? 'medium' : lix <= 60 ? 'hard' : 'very-hard'

/** LIX (Björnsson 1968): words per sentence, and how many words of a hundred have more than six letters. Nothing of a text without words. */
export function lixOf(text: string, all: readonly Word[] = wordsOf(text)): Lix | undefined {
  const words = all.length
  if (words === 0) return undefined
  const sentences = sentencesOf(all).length
  const lix = Math.round(words / sentences + (100 * all.filter(isLong).length) / words)
  return { words, sentences, lix, level: levelOf(lix) }
}
