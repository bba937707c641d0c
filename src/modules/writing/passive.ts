import type { Word } from '#kernel/values/sentences'
import { deponents, done, nouns, passives } from './verbs.ts'

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const before = set('ska skall skulle kan kunde måste bör borde behöver behövde vill att få får')
const had = set('har hade ha')
/** May stand between the two. */
const between = set('inte också även då nu snart alltid aldrig ännu redan därför dock så ej bara inte väl')
const becomes = set('blir blev bli blivit blivet')
/** Begins something else: what comes after is not what somebody becomes. */
const stops = set(
  'när om som att och men eller för så innan sedan eftersom då har hade ha med i på av till hos från under efter vid än ska kan får måste vill där vilket',
)
/** How somebody feels or is, in the form of something done. */
const states = set(
  'bekymrad bekymrade bekymrat förtvivlad förtvivlade förvånad förvånade förvånat imponerad imponerade irriterad irriterade intresserad intresserade ' +
    'deprimerad deprimerade frustrerad frustrerade stressad stressade engagerad engagerade motiverad motiverade försenad försenat försenade inspirerad ' +
    'inspirerade isolerad isolerade traumatiserad fascinerad fascinerade generad generade avslappnad avslappnade oroad oroade',
)

/** From which word, and how many words, each passive is: "prövas", "har prövats", "blev utredd". Precise before complete: only what is sure. */
export function passivesIn(words: readonly Word[]): { from: number; words: number }[] {
  return words.flatMap((word, at) => {
    if (becomes.has(word.lower)) {
      const length = becoming(words, at)
      return length ? [{ from: at, words: length }] : []
    }
    return word.lower.endsWith('s') && isPassive(words, at) ? [{ from: at, words: 1 }] : []
  })
}

function isPassive(words: readonly Word[], at: number): boolean {
  const { lower, text, starts } = words[at]!
  if (deponents.has(lower)) return lower.startsWith('fatta') && words[at - 1]?.lower.startsWith('beslut') === true
  if (nouns.has(lower) || (!starts && /^\p{Lu}/u.test(text)) || lower.length < 3) return false
  if (passives.has(lower)) return !isSecondName(words, at)
  if (lower.length < 6) return false
  // "dokumenteras", "dokumenterades", "dokumenterats", and any "-ades".
  if (/..er(?:as|ades|ats)$/.test(lower) || /..ades$/.test(lower)) return true
  if (/...as$/.test(lower)) return follows(words, at, before)
  return /(?:[^s]|ls|ns|rs)(?:ats|its|tts)$/.test(lower) && !/(?:plats|insats|sats)$/.test(lower) && follows(words, at, had)
}

// "en visas", "barnets fråga": after a word that takes a noun, a form that could be one is one.
const takesNoun = set('en ett min din sin vår er hans hennes deras')
const isSecondName = (words: readonly Word[], at: number) =>
  words[at]!.lower.endsWith('as') && at > 0 && takesNoun.has(words[at - 1]!.lower) && !words[at]!.starts

/** Whether one of `these` stands right before, or with only a small word between. */
function follows(words: readonly Word[], at: number, these: ReadonlySet<string>): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 3) && !words[back + 1]!.starts; back -= 1) {
    if (these.has(words[back]!.lower)) return true
    if (!between.has(words[back]!.lower)) return false
  }
  return false
}

/** How many words "blev snabbt utredd" is; 0 when nobody does anything to anybody. */
function becoming(words: readonly Word[], at: number): number {
  for (let next = at + 1; next <= at + 4 && next < words.length && !words[next]!.starts; next += 1) {
    const { lower, joined } = words[next]!
    if (!joined || stops.has(lower) || states.has(lower)) return 0
    if (done.has(lower) || /..er(?:ad|at|ade)$/.test(lower)) return next - at + 1
  }
  return 0
}
