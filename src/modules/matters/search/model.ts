import type { Language } from '#kernel/text'
import type { Day } from '#kernel/values/day'
import { openAt } from '#kernel/values/marks'
import { sayFullDay } from '#kernel/values/when'
import { say } from '#modules/directory'
import { entriesOf } from '../events/entries.ts'
import { place } from '../events/items.ts'
import { entryText, type Told } from '../events/text.ts'
import type { EventEntry } from '../events/view.ts'
import type { Field } from '../feed/model.ts'
import type { Seen } from '../start/model.ts'
import type { Template } from '../templates/model.ts'

export const [mostLetters, mostHits] = [100, 50]

/** What is sought: every word must be the beginning of a word in what is found. */
export type Asked = readonly { word: string; begins: RegExp }[]
export type Fault = 'empty' | 'short' | 'long'

const letters = '[\\p{L}\\p{M}\\p{N}]'
const wholeWord = new RegExp(`${letters}+`, 'gu')

/** Letters as Swedish tells them apart: å, ä and ö are letters of their own, é is an e, and a capital is no other letter. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\0-\x7fåäö]/gu, (sign) => sign.normalize('NFD').replace(/\p{M}/gu, ''))

/** The space that may stand in a number: an ordinary one, one that does not break the line, a thin one. */
const space = '[ \\u00a0\\u2009\\u202f]'
const spaces = new RegExp(`(?<=\\d)${space}(?=\\d)`, 'gu')
/** A number in threes: "6 240". */
const inThrees = new RegExp(`(?<!${letters})\\d{1,3}(${space}\\d{3})+(?!${letters})`, 'gu')
/** A number as it is found with and without spaces. A short one is not: "12" is not "1 2". */
const patternOf = (word: string): string => (/^\d{4,}$/.test(word) ? word.split('').join(`${space}?`) : word)

/** The words somebody wrote, or what is wrong with them. */
export function askedIn(text: string): { asked: Asked; fault?: undefined } | { fault: Fault } {
  if (text.trim().length > mostLetters) return { fault: 'long' }
  const words = [
    ...new Set(
      plain(text)
        .replace(inThrees, (number) => number.replace(spaces, ''))
        .match(wholeWord),
    ),
  ]
  if (words.length === 0) return { fault: 'empty' }
  if (words.every((word) => word.length < 2)) return { fault: 'short' }
  // A single letter says nothing: "pengar i november" is two words to seek.
  const telling = words.filter((word) => word.length > 1 || /\d/.test(word))
  return { asked: telling.map((word) => ({ word, begins: new RegExp(`(?<!${letters})${patternOf(word)}`, 'u') })) }
}

/** A text in pieces, those that were sought apart from the rest. */
export function pieces(text: string, asked: Asked): { text: string; found: boolean }[] {
  const all: { text: string; found: boolean }[] = []
  let at = 0
  const numbers = asked.filter(({ word }) => patternOf(word) !== word).map(({ begins }) => `${begins.source}${letters}*`)
  for (const { 0: word, index } of text.matchAll(new RegExp([...numbers, wholeWord.source].join('|'), 'gu'))) {
    if (!asked.some((one) => plain(word).replace(spaces, '').startsWith(one.word))) continue
    all.push({ text: text.slice(at, index), found: false }, { text: word, found: true })
    at = index + word.length
  }
  return [...all, { text: text.slice(at), found: false }].filter((piece) => piece.text)
}

/** An item that was found: what we say about it, and what somebody wrote. */
export type Hit = { entry: EventEntry; told: Told; written: string[]; by: string | undefined }
/** What was found in one matter. `titled`: in its own title or number. Hits stand with the newest first. */
export type Group = { seen: Seen; titled: boolean; contact: 'officer' | 'unit' | undefined; hits: Hit[] }
export type Found = { groups: Group[]; count: number; more: boolean }

type Reader = { today: Day; language: Language; templates: Record<Field, Template> }

/**
 * What a person finds in what they have been handed, in the words their own pages use (CASE-06). What is not shown lies apart from what is,
 * and what was registered by mistake has no words left. The reasons of a decision are not searched: they are read where it is opened.
 */
export function find(all: readonly Seen[], asked: Asked, reader: Reader): Found {
  const groups = all
    .map((seen) => ({ seen, titled: holds(titleOf(seen), asked), contact: contactIn(seen, asked), hits: hitsIn(seen, asked, reader) }))
    .filter(({ titled, contact, hits }) => titled || contact || hits.length > 0)
  const hits = groups.flatMap((group) => group.hits)
  const kept = new Set(hits.toSorted((a, b) => newest(a.entry.at, b.entry.at)).slice(0, mostHits))
  return {
    count: hits.length + groups.reduce((sum, { titled, contact }) => sum + Number(titled) + Number(contact !== undefined), 0),
    more: hits.length > kept.size,
    groups: groups
      .map((group) => ({ ...group, hits: group.hits.filter((hit) => kept.has(hit)) }))
      .filter(({ titled, contact, hits: left }) => titled || contact || left.length > 0)
      .toSorted((a, b) => newest(lastIn(a), lastIn(b))),
  }
}

const newest = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0)
const lastIn = ({ seen, hits }: Group): string => hits[0]?.entry.at ?? seen.held.matter.openedOn

const holds = (text: string, asked: Asked): boolean => holdsSome(text, asked) === asked.length
const holdsSome = (text: string, asked: Asked): number => {
  const searched = plain(text)
  return asked.filter(({ begins }) => begins.test(searched)).length
}

const titleOf = ({ title, held: { matter } }: Seen) => `${title} ${matter.number ?? ''}`

function contactIn({ view: { officer }, unit }: Seen, asked: Asked): Group['contact'] {
  const person = officer ? `${officer.name} ${officer.role}` : ''
  if (!holds(`${person} ${say(unit.name, 'sv')}`, asked)) return undefined
  return holdsSome(person, asked) > 0 ? 'officer' : 'unit'
}

const hitsIn = ({ held: { matter, shown } }: Seen, asked: Asked, reader: Reader): Hit[] =>
  [...entriesOf(place(shown), reader.templates[matter.field]).values()]
    .reverse()
    .flatMap((entry) => (entry.type === 'event' ? (hitIn(entry, asked, reader) ?? []) : []))

function hitIn(entry: EventEntry, asked: Asked, { today, language }: Reader): Hit | undefined {
  const told = entryText(entry, today, language)
  const by = told.quote === undefined ? undefined : entry.author?.name
  const written = [told.quote, ...(entry.kind === 'requested' ? entry.detail.what.map((one) => one.text) : [])].filter(
    (text) => text !== undefined,
  )
  const searched = plain([told.label, told.title, told.text, by, ...written].join('\n'))
  // Of a date only whole words: "mar" is more often the beginning of a name.
  const date = plain(sayFullDay(entry.day, language)).split(' ')
  if (!asked.every(({ word, begins }) => begins.test(searched) || date.includes(word))) return undefined
  return { entry, told, written, by }
}

/** What to show of an item: the sentence in the words of the record where what was sought stands, and our own when it stands there or nowhere else. */
export function excerptOf({ told, written }: Hit, asked: Asked): { text: string; quote: string | undefined } {
  const quote = bestOf(written.flatMap(sentencesIn), asked)
  const text = holdsSome(told.text, asked) > 0 || !quote ? told.text : ''
  return { text: shortened(text, asked), quote: quote && shortened(quote, asked) }
}

const sentences = new Intl.Segmenter('sv', { granularity: 'sentence' })
const sentencesIn = (text: string): string[] => [...sentences.segment(text)].map(({ segment }) => segment.replace(/\s+/g, ' ').trim())

/** The sentence with most of what is sought, the first of them; undefined when none has any. */
function bestOf(texts: readonly string[], asked: Asked): string | undefined {
  const counted = texts.map((text) => ({ text, n: holdsSome(text, asked) })).filter(({ n }) => n > 0)
  return counted.toSorted((a, b) => b.n - a.n)[0]?.text
}

const longest = 240

/** A long sentence cut down to what stands around the first word that was sought. */
function shortened(text: string, asked: Asked): string {
  if (text.length <= longest) return text
  const at = pieces(text, asked).findIndex(({ found }) => found)
  const before = at < 1 ? '' : pieces(text, asked)[0]!.text
  const from = before.length < longest / 2 ? 0 : text.lastIndexOf(' ', before.length - longest / 4) + 1
  const space = text.lastIndexOf(' ', from + longest)
  const to = text.length - from <= longest ? text.length : space > before.length ? space : from + longest
  return `${from ? '… ' : ''}${openAt(text.slice(0, from))}${text.slice(from, to).toWellFormed()}${to < text.length ? ' …' : ''}`
}
