// In which forms a thing can stand in a text. A form is a pattern for folded text (`fold.ts`).
import type { Fact } from './model.ts'

/** `capital`: the word is also an ordinary one, so that it is only taken where it is written as a name. */
export type Form = { pattern: RegExp; capital?: boolean; fits?: (match: RegExpExecArray) => boolean }

const letter = String.raw`\p{L}\p{N}`
/** What may stand between two letters of one word: a hyphen and the next line, tags, a space too many. */
const gap = `[^${letter}]{0,4}?`
const before = `(?<![${letter}])`
const after = `(?![${letter}])`
/** Possessive and the like, also as "Ica:s" and "Karin's". */
const inflected = `(?:[:'’]?s)?`
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)

/** Words as a form: wherever they stand as words of their own, whatever lies between their letters, and possessive. */
export const formOf = (words: string): Form => {
  const parts = folded(words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((part) => (part.length > 3 ? spread(part) : escape(part)))
  return form(`${before}${parts.join(`[^${letter}]{1,4}`)}${inflected}${after}`)
}

/** Folded words as a pattern, whatever stands between the letters. */
const spread = (words: string): string => Array.from(words.replace(new RegExp(`[^${letter}]+`, 'gu'), ''), escape).join(gap)
const form = (body: string, more: Omit<Form, 'pattern'> = {}): Form => ({ pattern: new RegExp(body, 'giu'), ...more })

/** Names and places that are also ordinary words: "Per" and "per månad", "Björn" and "en björn". Folded. */
const ordinary = new Set(
  `bo per sten stig bjorn max sol gun ake mars maj juni juli dag siv ros rosa linnea viola iris lilja du ljung frost strand berg lind ek alm ask
  asp holm sjo ny nils man mans par hakan osten asa kaj kim love hugo ida tor ulf ulv lo loa ebbe ella ester eva eden ada ari art bror bia
  heder hjalte hjarta ingen jan li lin liv lova mina mira molly mona noa nova ram rut saga sara sigge siri stella stina storm sune svan svante
  tage tea tim tova tuva una ungh vera vide vilja viking vilde wall ask backe bank bro by fors gran grund hall hav hed kvarn lund mark mo moen
  malm nas norr oster park plan salt sand skog soder stad stal strom sund sunde svensk svensson torp torg vik vinter vall val vag vast agren
  centrum skolan vagen gatan hemmet kyrkan hojden stranden parken stationen sjukhuset varden omsorgen adolf hand fager falk orn hok lax ung lang
  stor glad modig rask frisk stolt klar klang kung prins munk biskop smed bonde dreng`.split(/\s+/),
)

/** A single word as a name: as it is, and possessive. Without its dots it is only taken with a capital, for "hakan" is a chin. */
function word(folded: string, original: string): Form[] {
  if (folded.length < 2) return []
  const short = folded.length < 4
  const body = short ? escape(folded) : spread(folded)
  const capital = ordinary.has(folded) || short
  const dots = /[åäöÅÄÖ]/.test(original.normalize('NFC')) && folded.length < 6
  return [form(`${before}${body}${inflected}${after}`, capital || dots ? { capital: true } : {})]
}

export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter(Boolean)

/** The forms of a fact; `known`: words that are no secret to this reader, such as their own name. */
export function formsOf({ kind, value }: Fact, known: ReadonlySet<string> = new Set()): Form[] {
  switch (kind) {
    case 'phone':
      return phone(value)
    case 'registration':
      return [form(`${before}${spread(folded(value))}${after}`)]
    case 'email':
      return email(value)
    case 'coordinates':
      return coordinates(value)
    case 'name':
      return name(value, known)
    case 'address':
      return address(value, known)
    case 'workplace':
    case 'school':
    case 'place':
      return place(value)
  }
}

// --- People ---

/** Whole, turned round, with initials, and each part by itself unless the reader bears it too. */
function name(value: string, known: ReadonlySet<string>): Form[] {
  const parts = wordsOf(value.replace(/^\s*c\/o\b/i, ''))
  const all = parts.map(folded)
  if (parts.length === 0) return []
  const whole =
    parts.length > 1
      ? [all, [all.at(-1)!, ...all.slice(0, -1)]].map((way) => form(`${before}${spread(way.join(''))}${inflected}${after}`))
      : []
  const initials =
    parts.length > 1
      ? [
          form(`${before}${escape(all[0]![0]!)}${gap}${spread(all.at(-1)!)}${inflected}${after}`),
          form(`${before}${spread(all[0]!)} ${escape(all.at(-1)![0]!)}\\.`),
        ]
      : []
  return [...whole, ...initials, ...parts.flatMap((part, n) => (known.has(all[n]!) ? [] : word(all[n]!, part)))]
}

// --- Places ---

/** Endings that a place's name can stand without, or with another ending in their place: Almskolan, Almskoleeleven, Almskola. */
const endings: [RegExp, string][] = [
  [/skolan?$/, 'skol'],
  [/hemmet$/, 'hem'],
  [/garden$/, 'gard'],
  [/huset$/, 'hus'],
  [/centret$|center$|centrum$/, 'cent'],
  [/sjukhuset$/, 'sjukhus'],
  [/mottagningen$/, 'mottagning'],
  [/fabriken$/, 'fabrik'],
]

function place(value: string): Form[] {
  const words = wordsOf(value)
  const whole = folded(words.join(' '))
  const squashed = whole.replace(new RegExp(`[^${letter}]`, 'gu'), '')
  if (words.length === 1 && squashed.length < 6) return word(squashed, value)
  const stem = endings.reduce(
    (found, [ending, left]) => (found === squashed && ending.test(squashed) ? squashed.replace(ending, left) : found),
    squashed,
  )
  // A long name says what it is inside a longer word too: Almskoleelever, Björkhagens.
  const tail = stem.length >= 7 ? `[${letter}]{0,14}` : `(?:e?n|e?t)?${inflected}`
  const alone = words.length === 1 && ordinary.has(squashed)
  return [form(`${before}${spread(stem)}${tail}${after}`, alone ? { capital: true } : {})]
}

const streetEnds: [RegExp, string][] = [
  [/gatan$/, 'g(?:at(?:an?|u)|\\.)?'],
  [/vagen$/, 'v(?:ag(?:en)?|\\.)?'],
  [/stigen$/, 'st(?:ig(?:en)?|\\.)'],
  [/granden?$/, 'gr(?:and(?:en)?|\\.)'],
  [/torget$/, 't(?:org(?:et)?|\\.)'],
  [/backen$/, 'b(?:acken?|\\.)'],
  [/all[e]n$/, 'all(?:e(?:n)?|\\.)'],
  [/plan(?:en)?$/, 'pl(?:an(?:en)?|\\.)'],
  [/gangen$/, 'g(?:ang(?:en)?|\\.)'],
]

/** "Björkgatan 12 B, c/o Ek, 980 12 Delaby": the street with and without its ending and its number, the postcode, whose door it is. */
function address(value: string, known: ReadonlySet<string>): Form[] {
  const text = folded(value)
  const forms: Form[] = []
  const careOf = /\bc\/o\s+([^,\n\d]+)/i.exec(value)?.[1]
  if (careOf) forms.push(...name(careOf, known))
  const code = /(?:^|[,\s])(?:se?-?\s?)?(\d{3})\s?(\d{2})\s+(\p{L}[\p{L} -]*)\s*(?:,|$)/iu.exec(text)
  if (code) forms.push(...postcode(code[1]!, code[2]!, code[3]!.trim()))
  const rest = text.replace(/\bc\/o\s+[^,\n\d]+/i, '').replace(code?.[0] ?? '\0', ',')
  const street = /(\p{L}[\p{L}.' -]*?)\s*(\d+)\s*([a-z])?(?![\p{L}\p{N}])/u.exec(rest) ?? /(\p{L}[\p{L}.' -]{3,})/u.exec(rest)
  if (!street) return forms
  const named = street[1]!.trim()
  const [number, door] = [street[2], street[3]]
  const squashed = named.replace(new RegExp(`[^${letter}]`, 'gu'), '')
  const ending = streetEnds.find(([end]) => end.test(squashed))
  const root = ending ? squashed.replace(ending[0], '') : squashed
  const numbered =
    number && `${gap}(?:nr|nummer)?${gap}${spread(number)}(?:[a-z]${after}${door ? `|${gap}${door}${after}` : ''})?(?!\\p{N})`
  const long = root.length >= 3 && squashed.length >= 6
  // The street itself, also possessive and in longer words: it tells where, whatever the number.
  if (long) forms.push(form(`${before}${spread(squashed)}(?:s|[${letter}]{0,12})${after}`, ordinary.has(squashed) ? { capital: true } : {}))
  if (ending && root.length >= 3) {
    if (numbered) forms.push(form(`${before}${spread(root)}${gap}(?:${ending[1]})?${inflected}${numbered}`))
    // Shortened without a number it is known by its point: "Björkg." and "Björkv." are streets, "Björk" is a name.
    forms.push(form(`${before}${spread(root)}${gap}${ending[1].replaceAll(')?', ')')}(?![${letter}])`))
  } else if (numbered) forms.push(form(`${before}${spread(squashed)}${inflected}${numbered}`))
  if (!number && !long) forms.push(form(`${before}${spread(squashed)}${inflected}${after}`, { capital: true }))
  return forms
}

/** "980 12" and "98012 Delaby". Five figures alone are often a sum of money. */
function postcode(three: string, two: string, town: string): Form[] {
  const figures = `${three}${gap}${two}`
  return [
    form(`(?<![\\p{N}])(?:se?${gap})?${spread(three)}[^${letter}]{0,4}?${spread(two)}${gap}${spread(town)}`),
    form(`(?<![\\p{N}][ .,-]?)${three} ${two}(?![ .]?\\p{N}|,\\p{N}| ?(?:kr|kronor|:-|sek|euro|%|st\\b|ore))`),
    form(`(?:postnr|postnummer|post code|zip|se?-)[^${letter}]{0,4}${figures}(?!\\p{N})`),
    form(`${before}${spread(town)}[^${letter}]{1,4}${figures}(?!\\p{N})`),
  ]
}

/** Near enough to walk there, in any of the ways a map writes it. The value is "67.8512, 20.2231". */
function coordinates(value: string): Form[] {
  const [lat, long] = (value.match(/-?\d{1,3}[.,]\d+/g) ?? []).map((text) => Number(text.replace(',', '.')))
  if (lat === undefined || long === undefined) return []
  const near = (a: number, b: number, decimals: number) => Math.abs(a - b) < Math.max(0.005, 0.6 * 10 ** -decimals)
  const decimals = (text: string | undefined) => text?.split(/[.,]/)[1]?.length ?? 0
  const pair = (match: RegExpExecArray) => {
    const [a, b] = [match[1], match[2]].map((text) => Number(text?.replace(',', '.')))
    const least = Math.min(decimals(match[1]), decimals(match[2]))
    return (near(a!, lat, least) && near(b!, long, least)) || (near(a!, long, least) && near(b!, lat, least))
  }
  const turned = (match: RegExpExecArray) => {
    const [d1, m1, s1, d2, m2, s2] = match.slice(1).map((text) => Number((text ?? '0').replace(',', '.')))
    return near(d1! + m1! / 60 + s1! / 3600, lat, 2) && near(d2! + m2! / 60 + s2! / 3600, long, 2)
  }
  const degrees = String.raw`(\d{1,3})\s?[°o]\s?(\d{1,2}(?:[.,]\d+)?)\s?['′’]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:["″”]|''|′′))?`
  return [
    form(String.raw`(?<![\p{N}.])(\d{1,3}[.,]\d{2,})[^\p{N}\n]{1,24}?(\d{1,3}[.,]\d{2,})`, { fits: pair }),
    form(String.raw`${degrees}\s?[ns]?[\s,;]{0,3}${degrees}`, { fits: turned }),
  ]
}

// --- Numbers and addresses to reach somebody by ---

/** Between the figures of a number: spaces, hyphens, brackets, a line break, also between each figure. */
const between = String.raw`[^\p{L}\p{N}]{0,4}?`

/** With and without the country's number, however it is divided; and without the area's number where it is known which that is. */
function phone(value: string): Form[] {
  const figures = value.replace(/\(0\)/g, '').replace(/[^\d+]/g, '')
  const own = figures.replace(/^(?:\+|00)46/, '').replace(/^0/, '')
  if (own.length < 5) return []
  const body = (text: string) => Array.from(text).join(between)
  const lead = `(?:(?:\\+|0${between}0${between}|(?<!\\p{N}))4${between}6${between}(?:\\(?0\\)?${between})?|0${between})`
  const forms = [form(`(?<!\\p{N})${lead}${body(own)}(?!\\p{N})`)]
  if (own.length >= 7) forms.push(form(`(?<!\\p{N}[ -]?)${body(own)}(?![ -]?\\p{N})`))
  const area = /^\s*(?:(?:\+|00)46\s*(?:\(0\))?\s*)?\(?0?(\d{1,3})\)?\s*[-/–]\s*([\d ]{5,})/.exec(value)
  const local = area && !/^7[0236-9]$/.test(area[1]!) ? area[2]!.replace(/\D/g, '') : undefined
  if (local && local.length >= 5)
    forms.push(
      form(`(?<!\\p{N}[ .,-]?)${body(local)}(?![ .,-]?\\p{N}| ?(?:kr|kronor|:-|sek|euro|st\\b))`, { fits: (match) => looksCalled(match) }),
    )
  return forms
}

/** Six figures by themselves are a number to call when they are written as one, or something before them says so. */
const looksCalled = (match: RegExpExecArray): boolean =>
  /^\d{2,3}[ -]\d{2}[ -]\d{2}$/.test(match[0]) ||
  /(?:tel|tfn|ring|nummer|nr|mobil|phone|sms|na\w* (?:hen|hon|hans?) pa)[^\d]{0,20}$/.test(match.input.slice(0, match.index))

/** As it is, with "(at)" and "punkt" in place of the signs, and in an address to click. */
function email(value: string): Form[] {
  const [local, domain] = folded(value).split('@')
  if (!local || !domain) return []
  const at = `${gap}(?:@|\\(?(?:at|snabel-?a)\\)?)${gap}`
  const dot = `${gap}(?:punkt|dot)?${gap}`
  const dotted = (text: string) => text.split(/[.]/).map(spread).join(dot)
  return [
    form(`${before}${dotted(local)}${at}${dotted(domain)}${after}`),
    ...(local.length >= 6 && /[._-]/.test(local) ? [form(`${before}${dotted(local)}(?=[^${letter}]?@)`)] : []),
  ]
}
