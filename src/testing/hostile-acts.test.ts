import { describe, expect, test } from 'vitest'
import { anEvent, browser, db, decided, owner, services, uuid } from '#testing'
import type { Route } from '#kernel/http'
import { routesOf } from '../app.ts'
import { acting, desk, inert, manager, matter, officer, own, person, shelf, tireless } from './hostile.ts'

// Files that lie, forms sent twice, tabs that are old and addresses that try something.

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
    await both(officer, `${desk}/anteckning/${drafts[0]!.id}/las`, { version })
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
    const tab = await (as ? tireless(as) : browser())
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
