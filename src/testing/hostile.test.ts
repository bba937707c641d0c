import { describe, expect, test } from 'vitest'
import { aMatter, anEvent, browser, decided, owner, services, uuid } from '#testing'
import { application } from '../app.ts'
import {
  batches,
  clear,
  desk,
  escaped,
  filled,
  formsOf,
  inert,
  kept,
  long,
  manager,
  matter,
  native,
  naughty,
  officer,
  own,
  ownShelf,
  person,
  push,
  shelf,
  stringsIn,
  tireless,
  unescaped,
  unit,
  written,
} from './hostile.ts'

// The big list of naughty strings through every form there is.

describe('485 strings nobody should have to write', () => {
  test('are all there, in lines of a hundred', () => {
    expect(naughty.length).toBeGreaterThan(480)
    expect(batches.join(' ¦ ')).toBe(naughty.join(' ¦ '))
  })

  test(
    'in each form at the desk that writes to a matter: kept as written, and only ever text on a page',
    async () => {
      const tab = await tireless(officer)
      const kinds = [...(await tab.get(`${desk}/handelse`)).text.matchAll(/handelse\/([a-z-]+)"/g)].map(([, kind]) => kind!)
      expect(kinds.length).toBeGreaterThan(12)
      const wrong: string[] = []
      /** Every string through every field of a form; answers with those that were taken. */
      const fill = async ({ id }: { id: string }, path: string) => {
        let [form] = formsOf((await tab.get(path)).text, path)
        expect(form, path).toBeDefined()
        if (written(form!).length === 0) return []
        const taken: string[] = []
        for (const word of batches) {
          // A correction is of what stands now.
          if (path.endsWith('/ratta')) [form] = formsOf((await tab.get(path)).text, path)
          const sent = filled(form!, word)
          let answer = await tab.post(form!.action, sent)
          if (path.endsWith('/beslut') && answer.status === 200) {
            inert(answer.text)
            answer = await tab.post(form!.action, { ...sent, gor: 'las', intygar: 'ja' })
          }
          if (!clear.includes(answer.status)) wrong.push(`${answer.status} ${path}: ${word}`)
          if (answer.status === 422 || answer.status === 409) inert(answer.text)
          if (answer.status === 303) taken.push(kept(word))
        }
        const held = await stringsIn(id)
        expect(
          taken.filter((word) => word && !held.has(word)),
          path,
        ).toEqual([])
        return taken.filter(Boolean)
      }
      // A matter of its own for each, so that none grows to thousands.
      let corrected = 0
      for (const kind of kinds) {
        const one = await aMatter({ person, unit, source: native })
        const at = `/personal/arenden/${one.id}`
        if ((await fill(one, `${at}/handelse/${kind}`)).length === 0) continue
        const [ratta] = /\/personal\/[^"]*\/ratta(?=")/.exec((await tab.get(at)).text) ?? []
        if (ratta && corrected++ < 3) expect((await fill(one, ratta)).length, ratta).toBeGreaterThan(batches.length / 2)
      }
      expect(corrected).toBeGreaterThan(3)
      const titles = await fill(own, `${desk}/beslut`)
      expect(titles.length).toBeGreaterThan(batches.length * 0.9)
      expect(wrong).toEqual([])
      const seen = await (await browser(person)).get(`/mina-sidor/arenden/${ownShelf}`)
      expect(seen.status).toBe(200)
      inert(seen.text)
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
      const tab = await tireless(officer)
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
        expect([303, 422]).toContain((await tab.post(`${draft}/las`, { version })).status)
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
      const atWork = await tireless(officer)
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
      const [atWork, boss, nobody] = [await tireless(officer), await tireless(manager), await browser()]
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
        const found = await atWork.post('/personal/arenden', { sok: word, anledning: 'contact' })
        expect([clear.includes(found.status), word]).toEqual([true, word])
        inert(found.text)
      }
      const reader = await tireless(person)
      for (const word of naughty) {
        const found = await reader.post('/mina-sidor/sok', { sok: word })
        expect([clear.includes(found.status), word]).toEqual([true, word])
        expect(found.text).toContain(`value="${escaped(word.normalize('NFC').replaceAll('\u0000', ''))}"`)
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
