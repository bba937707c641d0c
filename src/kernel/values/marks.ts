import { type Language, langTag } from '../text.ts'

// Words inside a sentence that a page must treat in their own way, marked as Unicode marks a piece of another kind: with isolates, which
// nobody sees or hears where they are left in.
const [kept, swedish, end] = ['\u2066', '\u2068', '\u2069'] as const

/** Words that are Swedish in a sentence that is not: a title, what a note says, the name of a unit. Nothing stays nothing. */
export const inSwedish = (text: string): string => text && swedish + text + end

/** Words that are somebody else's, and Swedish whatever the page is: marked where it is not. */
export const theirs = (text: string, language: Language): string => (langTag(language) === 'sv' ? text : inSwedish(text))

/** A case number or a telephone number in a sentence: not to be broken over two lines. */
export const unbroken = (text: string): string => text && kept + text + end

export type Run = { text: string; mark?: 'swedish' | 'unbroken' }

/** The sentence in pieces, each with its mark. */
export const runs = (text: string): Run[] =>
  (text.match(/[\u2066\u2068][^\u2066\u2068\u2069]*|[^\u2066\u2068\u2069]+/g) ?? []).flatMap((run): Run[] => {
    if (run[0] === swedish) return run.length > 1 ? [{ text: run.slice(1), mark: 'swedish' }] : []
    if (run[0] === kept) return run.length > 1 ? [{ text: run.slice(1), mark: 'unbroken' }] : []
    return [{ text: run }]
  })

/** What a piece cut out of a marked sentence must begin with: the mark that stands open where it was cut. */
export const openAt = (before: string): string => {
  const at = Math.max(before.lastIndexOf(kept), before.lastIndexOf(swedish))
  return at > before.lastIndexOf(end) ? before[at]! : ''
}
