import type { Word } from '#kernel/values/sentences'

/** What to write instead of a judgement: what somebody said, what they did, what they want, or what happened to them. */
export type Rather = 'said' | 'did' | 'wants' | 'help'
export type Kept = 'number' | 'phone' | 'email' | 'address'

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const relatives =
  'mamma pappa mor far moder fader förälder bror broder syster son dotter farmor farfar mormor morfar moster faster morbror farbror kusin styvfar styvmor bonuspappa bonusmamma ' +
  'sambo make maka man fru hustru pojkvän flickvän exman exfru granne vän väninna kompis kamrat klasskompis hyresvärd arbetsgivare'
/** "mamman", "hennes mammas": the same somebody. */
const forms = (word: string) => {
  const stem = word.endsWith('e') || word.endsWith('a') || word.endsWith('o') ? `${word}n` : `${word}en`
  return [word, stem, `${word}s`, `${stem}s`]
}
const kin: ReadonlySet<string> = new Set([
  ...relatives.split(' ').flatMap(forms),
  ...set('modern fadern brodern systern dottern sonen mannen frun föräldrarna vännen'),
])
/** Whom a judgement is about: in "bilen vägrar starta" it is nobody. */
const somebody: ReadonlySet<string> = new Set([
  ...set(
    'hon han hen du de dom ni klienten brukaren patienten barnet flickan pojken ungdomen eleven kvinnan mannen personen paret familjen syskonen barnen föräldrarna sökande sökanden',
  ),
  ...[...kin].filter((word) => !word.endsWith('s')),
])

const verbs: Readonly<Record<string, Rather>> = Object.fromEntries(
  (
    [
      ['wants', 'vägrar vägrade vägrat'],
      ['said', 'påstår påstod påstått hävdar hävdade hävdat ljuger ljög ljugit'],
      ['did', 'manipulerar manipulerade manipulerat tjatar tjatade'],
    ] as const
  ).flatMap(([rather, words]) => words.split(' ').map((word) => [word, rather])),
)
const qualities = set(`
  manipulativ manipulativa aggressiv aggressiva labil labila lat lata hysterisk hysteriska gnällig gnälliga kravfull opålitlig opålitliga oansvarig oansvariga
  omotiverad omotiverade lögnaktig lögnaktiga krävande besvärlig besvärliga bråkig bråkiga stökig stökiga otrevlig otrevliga oärlig oärliga omogen omogna`)
const are = set('är var blir blev varit verkar verkade upplevs upplevdes framstår framstod beskrivs uppfattas')
const little = set('mycket väldigt ofta ganska lite alltid rätt så oerhört extremt ibland fortfarande nog bara som också väl')
/** "saknar motivation": two words that judge together. */
const lacking = new Map([
  ['saknar', set('motivation sjukdomsinsikt insikt')],
  ['saknade', set('motivation sjukdomsinsikt insikt')],
  ['spelar', set('offer')],
  ['söker', set('uppmärksamhet')],
])

const capital = /^\p{Lu}\p{Ll}/u
const name = /^\p{Lu}\p{Ll}+[^nt]$/u
const isSomebody = (words: readonly Word[], at: number) =>
  at >= 0 &&
  (somebody.has(words[at]!.lower) || (capital.test(words[at]!.text) && kin.has(words[at - 1]?.lower ?? '') && !words[at]!.starts))

/** Whether somebody stands before `at`, over small words between. `named`: so is a word that looks like a first name, and not like a thing ("Resan", "Arbetet"). */
function whoBefore(words: readonly Word[], at: number, named = false): boolean {
  for (let n = at - 1; n >= 0 && at - n <= 3; n -= 1) {
    if (!words[n + 1]!.joined || words[n + 1]!.starts) return false
    if (isSomebody(words, n) || (named && name.test(words[n]!.text))) return true
    if (!little.has(words[n]!.lower) && !set('har hade kan inte').has(words[n]!.lower)) return false
  }
  return false
}

/** Judgements about people, each where it stands. What somebody is quoted as having said is theirs, and no judgement of whoever writes. */
export function judgementsIn(text: string, words: readonly Word[]): { from: number; words: number; rather: Rather }[] {
  return words.flatMap((word, at): { from: number; words: number; rather: Rather }[] => {
    const found = one(words, at)
    return found && !isQuoted(text, word.at) ? [found] : []
  })
}

function one(words: readonly Word[], at: number): { from: number; words: number; rather: Rather } | undefined {
  const { lower } = words[at]!
  const verb = Object.hasOwn(verbs, lower) ? verbs[lower] : undefined
  if (verb && whoBefore(words, at, verb === 'said')) return { from: at, words: 1, rather: verb }
  const next = words[at + 1]
  if (next?.joined && lacking.get(lower)?.has(next.lower) && whoBefore(words, at)) return { from: at, words: 2, rather: 'help' }
  if (!are.has(lower) || !whoBefore(words, at, true)) return undefined
  for (let n = at + 1; n < words.length && n - at <= 3 && words[n]!.joined && !words[n]!.starts; n += 1) {
    if (qualities.has(words[n]!.lower)) return { from: at, words: n - at + 1, rather: 'did' }
    if (!little.has(words[n]!.lower)) return undefined
  }
  return undefined
}

/** Within marks of quotation that were opened on the same line. */
function isQuoted(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return (line.match(/["”“»«]/g)?.length ?? 0) % 2 === 1
}

const surname = /\p{L}(?:sson|ström|berg|gren|qvist|kvist|dahl|stedt|strand|holm|lund|mark|blad|quist|ius|lind|man)s?$/u
const noNames = set(
  'socialtjänsten region kommun skolan förskolan sjukhuset polisen försäkringskassan vårdcentralen norra södra västra östra stora lilla gamla nya sankt',
)

/** Names of others: of somebody who is said to be a relative or near, or a first name and a surname. Whoever writes may need to name them: it is asked, not said. */
export function namesIn(words: readonly Word[]): { from: number; words: number }[] {
  const found: { from: number; words: number }[] = []
  for (let at = 0; at < words.length; at += 1) {
    const [word, next] = [words[at]!, words[at + 1]]
    const goesOn = next?.joined && !next.starts && capital.test(next.text) && !noNames.has(next.lower)
    if (kin.has(word.lower) && goesOn) {
      const more = words[at + 2]
      const both = more?.joined && !more.starts && capital.test(more.text)
      found.push({ from: at + 1, words: both ? 2 : 1 })
      at += both ? 2 : 1
    } else if (
      capital.test(word.text) &&
      goesOn &&
      !noNames.has(word.lower) &&
      surname.test(next.text) &&
      !/^(?:gata|väg|plan)/.test(words[at + 2]?.lower ?? '')
    ) {
      found.push({ from: at, words: 2 })
      at += 1
    }
  }
  return found
}

const kept: readonly [Kept, RegExp][] = [
  ['number', /(?<![\d-])(?:(?:19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])[-+– ]?\d{4}(?![\d-])/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['phone', /(?<![\d-])(?:\+46[ -]?(?:\(0\))?|0)[1-9]\d{0,2}(?:[ -]?\d){5,8}(?![\d-])/g],
  [
    'address',
    /(?<!\p{L})\p{Lu}\p{L}+(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen|gården|gata|väg) \d{1,3}(?: ?[A-H](?![\p{L}]))?/gu,
  ],
]

/** Numbers, phones and addresses that may lead to somebody, in the order of the kinds; what is a personal number is no phone. */
export function keptIn(text: string): { at: number; words: string; what: Kept }[] {
  const found: { at: number; words: string; what: Kept }[] = []
  for (const [what, pattern] of kept)
    for (const match of text.matchAll(pattern))
      if (!found.some(({ at, words }) => match.index < at + words.length && match.index + match[0].length > at))
        found.push({ at: match.index, words: match[0], what })
  return found
}
