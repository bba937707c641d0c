import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { addressIndex, sealAddress } from '#kernel/secrets'
import { addDays, type Day, dayOf } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import { again, aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, browser, config, db, opened, owner, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, closed, promise, seenIn } from '../../testing/contact.ts'
import { promisedOn } from './model.ts'

const root = '/mina-sidor/meddelanden'
let unit: Awaited<ReturnType<typeof aUnit>>
let person: Awaited<ReturnType<typeof aPerson>>
let siv: Awaited<ReturnType<typeof aDispatcher>>
let reader: Awaited<ReturnType<typeof browser>>

beforeEach(async () => {
  unit = await aUnit()
  siv = await aDispatcher({ unit })
  person = await aPerson()
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  reader = await browser(person)
})

const today = () => dayOf(new Date())
const day = (of: Day) => sayDay(of, today(), 'sv')
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)![1]!
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066\u2068\u2069]/g, '')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')
const seen = async (key: string) => ({ sett: seenIn((await reader.get(`${root}/utkast/${key}/granska`)).text) })
const threads = async () =>
  owner`select id, title, state, unit_id, about_copy, promised_on from contact.threads where opened_by = ${person.id} order by opened_at`
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const definition = {
  fields: [
    { id: 'vad', kind: 'text', label: { sv: 'Vad gäller det?' }, required: true },
    { id: 'barn', kind: 'yes-no', label: { sv: 'Har du barn hemma?' }, required: true },
    { id: 'antal', kind: 'number', label: { sv: 'Hur många barn?' }, required: true, showIf: { field: 'barn', is: ['ja'] } },
    { id: 'intyg', kind: 'file', label: { sv: 'Intyg' } },
    { id: 'ring', kind: 'info', label: { sv: 'Ring oss i dag.' }, showIf: { field: 'barn', is: ['ja'] } },
    { id: 'vanta', kind: 'info', label: { sv: 'Du hinner vänta.' }, showIf: { field: 'barn', is: ['nej'] } },
  ],
}
const form = (values: Record<string, string>, file?: { field: string; name: string; bytes: Buffer; type: string }) => {
  const sent = new FormData()
  for (const [name, value] of Object.entries(values)) sent.append(name, value)
  if (file) sent.append(file.field, new File([new Uint8Array(file.bytes)], file.name, { type: file.type }))
  return sent
}

test('a request goes from form to preview to a receipt with the server’s date, its promise and where it is', async () => {
  const type = await aType({ unit, definition, days: 5, name: 'Fråga om stöd' })
  const page = await reader.get(`${root}/nytt/${type}`)
  expect(plain(page.text)).toContain(`Skickar du i dag svarar vi senast ${day(promisedOn(today(), 5))}.`)
  expect(plain(page.text)).toContain('ring 112')
  const key = keyIn(page.text)
  const sent = await reader.post(
    `${root}/nytt/${type}`,
    form(
      { key, gor: 'skicka', 'f-vad': 'Hjälp hemma', 'f-barn': 'ja', 'f-antal': '2' },
      { field: 'f-intyg', name: 'intyg.png', bytes: png, type: 'image/png' },
    ),
  )
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${root}/utkast/${key}/granska`])
  expect(await threads()).toHaveLength(0)
  const preview = plain((await reader.get(`${root}/utkast/${key}/granska`)).text)
  for (const words of ['Ring oss i dag.', 'Hjälp hemma', 'Hur många barn? 2', 'intyg (PNG', 'Inget är skickat än'])
    expect(preview).toContain(words)
  expect(preview).not.toContain('Du hinner vänta.')
  const done = await reader.post(`${root}/utkast/${key}/skicka`, await seen(key))
  const [thread] = await threads()
  expect([done.status, done.headers.get('location')]).toEqual([303, `${root}/${thread!['id']}?gjort=skickat`])
  expect(thread!['promised_on']).toBe(promisedOn(today(), 5))
  const receipt = await reader.get(`${root}/${thread!['id']}?gjort=skickat`)
  const said = plain(receipt.text)
  for (const words of [
    'Vi har fått det',
    `Det kom till oss ${day(today())} kl.`,
    'väljer vem som svarar dig',
    `senast ${day(promisedOn(today(), 5))}`,
    'Hjälp hemma',
  ])
    expect(said).toContain(words)
  // The file went along, cleaned, and is handed out to its person alone.
  const [, file] = new RegExp(`href="(${root}/${thread!['id']}/fil/[^"]+)"`).exec(receipt.text)!
  const got = await reader.get(file!)
  expect([got.status, got.headers.get('content-type'), got.headers.get('content-disposition')?.includes('intyg.png')]).toEqual([
    200,
    'image/png',
    true,
  ])
  expect((await (await browser(await aPerson())).get(file!)).status).toBe(404)
  expect(await owner`select from contact.person_drafts where person_id = ${person.id}`).toHaveLength(0)
})

test('sent twice, or after an answer that never came, it is the same; nothing is lost in between', async () => {
  const type = await aType({ unit, definition })
  const key = uuid()
  const fill = { key, gor: 'skicka', 'f-vad': 'En gång', 'f-barn': 'nej' }
  const first = await Promise.all(Array.from({ length: 3 }, () => reader.post(`${root}/nytt/${type}`, form(fill))))
  for (const { headers } of first) expect(headers.get('location')).toBe(`${root}/utkast/${key}/granska`)
  const read = await seen(key)
  const sent = await Promise.all(Array.from({ length: 4 }, () => reader.post(`${root}/utkast/${key}/skicka`, read)))
  const [thread, ...others] = await threads()
  expect(others).toHaveLength(0)
  for (const { headers } of sent) expect(headers.get('location')).toBe(`${root}/${thread!['id']}?gjort=skickat`)
  // Back in the browser's history, everything leads to where it is.
  for (const path of [`${root}/utkast/${key}`, `${root}/utkast/${key}/granska`])
    expect((await reader.get(path)).headers.get('location')).toBe(`${root}/${thread!['id']}?gjort=skickat`)
  expect((await reader.post(`${root}/nytt/${type}`, form(fill))).headers.get('location')).toBe(`${root}/${thread!['id']}?gjort=skickat`)
  expect(await threads()).toHaveLength(1)
})

test('a draft keeps what was written for a day or a number, however it was written', async () => {
  const asked = { fields: (['date', 'number'] as const).map((kind) => ({ id: kind, kind, label: { sv: kind } })) }
  const type = await aType({ unit, definition: asked })
  const key = uuid()
  const written = { 'f-date': 'sista november, tror jag', 'f-number': 'ungefär 6 450 kr i månaden' }
  await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'spara', ...written }))
  const { text } = await reader.get(`${root}/utkast/${key}`)
  for (const [name, value] of Object.entries(written)) {
    expect(text).toContain(`value="${value}"`)
    expect(Number(new RegExp(`id="${name}"[^>]*maxlength="(\\d+)"`).exec(text)?.[1])).toBeGreaterThanOrEqual(100)
  }
})

test('what is wrong stands by its field with all that was typed, and a chosen file is kept', async () => {
  const type = await aType({ unit, definition })
  const key = uuid()
  const wrong = await reader.post(
    `${root}/nytt/${type}`,
    form(
      { key, gor: 'skicka', 'f-vad': '', 'f-barn': 'ja', 'f-antal': 'två' },
      { field: 'f-intyg', name: 'läkare.png', bytes: png, type: 'image/png' },
    ),
  )
  expect(wrong.status).toBe(422)
  for (const words of [
    'href="#f-vad"',
    'href="#f-antal"',
    'value="två"',
    'Den här frågan behöver ett svar: Vad gäller det?',
    'Hur många barn: skriv med siffror',
    'läkare (PNG',
  ])
    expect(wrong.text).toContain(words)
  expect(wrong.text).toMatch(/value="ja" checked/)
  // The next time it is right, and the file is still there.
  await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'skicka', 'f-vad': 'Nu', 'f-barn': 'nej' }))
  expect(plain((await reader.get(`${root}/utkast/${key}/granska`)).text)).toContain('läkare (PNG')
  const [file] = await owner`select id from contact.draft_files where draft_id = ${key}`
  expect((await reader.get(`${root}/utkast/${key}/fil/${file!['id']}`)).headers.get('content-type')).toBe('image/png')
  await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'spara', 'f-vad': 'Nu', 'f-barn': 'nej', bort: file!['id'] as string }))
  expect(await owner`select from contact.draft_files where draft_id = ${key}`).toHaveLength(0)
})

test('a file that is too large, or no picture or PDF, is said by its field, and the words stay', async () => {
  const type = await aType({ unit, definition })
  const send = (bytes: Buffer) =>
    reader.post(
      `${root}/nytt/${type}`,
      form(
        { key: uuid(), gor: 'skicka', 'f-vad': 'Orden står kvar', 'f-barn': 'nej' },
        { field: 'f-intyg', name: 'x.pdf', bytes, type: 'application/pdf' },
      ),
    )
  for (const [bytes, words] of [
    [Buffer.alloc(11 * 1024 * 1024), 'Filen är för stor'],
    [Buffer.from('<html><body><p>Hej</p></body></html>'), 'Vi kan inte ta emot filen'],
    ...[Buffer.from('MZ not a document'), Buffer.alloc(0)].map((bytes) => [bytes, 'Vi kan inte ta emot filen'] as const),
  ] as const) {
    const answer = await send(bytes)
    expect([answer.status, answer.text.includes(words), answer.text.includes('Orden står kvar')]).toEqual([422, true, true])
  }
})

test('a draft is kept as it was typed, found in the list, gone on with and thrown away', async () => {
  const type = await aType({ unit, definition, name: 'Stöd i vardagen' })
  const key = uuid()
  const saved = await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'spara', 'f-vad': 'Halv tanke', 'f-antal': 'x' }))
  expect(saved.headers.get('location')).toBe(`${root}?gjort=sparat`)
  const list = await reader.get(`${root}?gjort=sparat`)
  expect(plain(list.text)).toContain('Stöd i vardagen')
  expect(list.text).toContain(`href="${root}/utkast/${key}"`)
  const draft = await reader.get(`${root}/utkast/${key}`)
  expect([draft.text.includes('Halv tanke'), draft.text.includes('value="x"'), keyIn(draft.text)]).toEqual([true, true, key])
  expect((await (await browser(await aPerson())).get(`${root}/utkast/${key}`)).status).toBe(404)
  expect((await reader.post(`${root}/utkast/${key}/kasta`, {})).headers.get('location')).toBe(`${root}?gjort=kastat`)
  expect((await reader.get(`${root}/utkast/${key}`)).status).toBe(404)
})

test('when the form has changed or is offered no more, the words are there and it is said', async () => {
  const type = await aType({ unit, definition, name: 'Gamla frågan' })
  const key = uuid()
  await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'skicka', 'f-vad': 'Mina ord', 'f-barn': 'nej' }))
  const manager = await aWorker({ unit, role: 'unitManager' })
  const newer = JSON.stringify({ fields: [...definition.fields, { id: 'ny', kind: 'text', label: { sv: 'Ny fråga' }, required: true }] })
  await db.as(manager, { purpose: 'test' }, async (tx) => {
    await tx.run`select contact.save_type(${type}, null, '{}', 5, 'B', false, false, 0, '{"sv":"Gamla frågan"}', '{}', '{}', ${newer}::text::jsonb)`
    await tx.run`select contact.publish_type(${type})`
  })
  const changed = await reader.post(`${root}/utkast/${key}/skicka`, {})
  expect(changed.status).toBe(409)
  for (const words of ['Formuläret har ändrats', 'Mina ord', 'Ny fråga']) expect(changed.text).toContain(words)
  await db.as(manager, { purpose: 'test' }, (tx) => tx.run`select contact.close_type(${type})`)
  const gone = await reader.get(`${root}/utkast/${key}`)
  expect([gone.status, plain(gone.text).includes('går inte att skicka längre'), gone.text.includes('Mina ord')]).toEqual([200, true, true])
  // Typed in a tab that was open all the time: the page that says it is not there gives the words back.
  const late = await reader.post(
    `${root}/nytt/${type}`,
    form({ key: uuid(), gor: 'skicka', 'f-vad': 'Ord från en gammal flik', 'f-barn': 'nej' }),
  )
  expect([late.status, late.text.includes('Ord från en gammal flik')]).toEqual([404, true])
})

test('signed out while writing, the words are given back', async () => {
  const type = await aType({ unit, definition })
  const gone = await again(person)
  await owner`update identity.sessions set ended_at = now() where id = ${gone.sessionId}`
  const answer = await (
    await browser(gone)
  ).post(`${root}/nytt/${type}`, form({ key: uuid(), gor: 'skicka', 'f-vad': 'Det jag skrev så länge', 'f-barn': 'nej' }))
  expect([answer.status, answer.text.includes('Det jag skrev så länge')]).toEqual([401, true])
})

test('what needs a strong e-ID says so, and is not opened by less', async () => {
  const type = await aType({ unit, definition, zone: 'A', name: 'Ansökan' })
  const weak = await again(person, 2)
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${weak.sessionId}`
  const card = await browser(weak)
  expect(plain((await card.get(`${root}/nytt`)).text)).toContain('logga in med e-legitimation')
  expect((await card.get(`${root}/nytt/${type}`)).status).toBe(403)
  const thread = await aRequest(person, type, { answers: { vad: 'x', barn: 'nej' } })
  expect((await card.get(`${root}/${thread}`)).status).toBe(404)
  expect((await reader.get(`${root}/${thread}`)).status).toBe(200)
})

// --- By need ---

test('the right thing is found by what one needs, in one’s own municipality, and by no name of a unit', async () => {
  await aType({ unit, name: 'Räkningar', need: ['jag kan inte betala hyran'], fields: ['financial-assistance'] })
  await aType({ unit, name: 'Stöd hemma', need: ['dusch och mat'], fields: ['elderly-care'] })
  const abroad = await aUnit()
  await aDispatcher({ unit: abroad })
  await aType({ unit: abroad, name: 'Någon annanstans', need: ['jag kan inte betala hyran'] })
  const all = plain((await reader.get(`${root}/nytt`)).text)
  expect([all.includes('Räkningar'), all.includes('Stöd hemma'), all.includes('Någon annanstans')]).toEqual([true, true, false])
  const found = await reader.post(`${root}/nytt`, { sok: 'Hyran kan jag inte betala' })
  const hits = plain(/id="passar"[^]*?<\/section>/.exec(found.text)![0])
  expect([hits.includes('Räkningar'), hits.includes('Stöd hemma')]).toEqual([true, false])
  expect(plain((await reader.post(`${root}/nytt`, { sok: 'bygglov' })).text)).toContain('Vi hittade inget som passar')
  expect((await reader.post(`${root}/nytt`, { sok: ' ' })).status).toBe(422)
})

// --- Words of danger ---

test('whoever seeks with words of danger sees first whom to phone now, and the hits after it', async () => {
  await aType({ unit, name: 'Prata med någon', need: ['självmord'] })
  await owner`update directory.municipalities set urgent = ${owner.json([
    { label: { sv: 'Fara för liv' }, phone: '112' },
    { label: { sv: 'Självmordslinjen' }, phone: '90101' },
  ])} where id = ${unit.committee.municipalityId}`
  // Municipalities are kept for a minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  onTestFinished(() => void vi.useRealTimers())
  const { text } = await reader.post(`${root}/nytt`, { sok: 'tänker på sjalvmord, självmord' })
  const [now, search, hits] = ['id="ring-nu"', 'id="sok"', 'id="passar"'].map((part) => text.indexOf(part))
  expect([now! > 0, now! < search!, search! < hits!]).toEqual([true, true, true])
  for (const words of ['Är det bråttom? Ring nu', 'href="tel:112"', 'href="tel:90101"', 'Du får skriva ändå']) expect(text).toContain(words)
  expect((await reader.post(`${root}/nytt`, { sok: 'dödsbo' })).text).not.toContain('id="ring-nu"')
})

test('words of danger are sent and saved like any, and the page after says whom to phone, once', async () => {
  const type = await aType({ unit, definition })
  const calm = async (path: string) => !(await reader.get(path)).text.includes('id="ring-nu"')
  const [key, other] = [uuid(), uuid()]
  await reader.post(`${root}/nytt/${type}`, form({ key, gor: 'skicka', 'f-vad': 'Han slår mig', 'f-barn': 'nej' }))
  expect(await calm(`${root}/utkast/${key}/granska`)).toBe(false)
  const sent = (await reader.post(`${root}/utkast/${key}/skicka`, await seen(key))).headers.get('location')!
  const thread = sent.replace(/[?].*/, '')
  expect([await calm(sent), await calm(thread)]).toEqual([false, true])
  await reader.post(thread, form({ key: uuid(), gor: 'skicka', text: 'Tack, nu är det lugnt' }))
  expect(await calm(`${thread}?gjort=skrivet`)).toBe(true)
  await reader.post(thread, form({ key: uuid(), gor: 'spara', text: 'Jag vill inte leva längre' }))
  expect([await calm(`${thread}?gjort=sparat`), await calm(thread)]).toEqual([false, true])
  await reader.post(`${root}/nytt/${type}`, form({ key: other, gor: 'spara', 'f-vad': 'Jag vill dö' }))
  expect([await calm(`${root}?gjort=sparat`), await calm(root)]).toEqual([false, true])
})

// --- A case ---

async function aCaseOf() {
  const source = await aSource({ committee: unit.committee })
  const matter = await aMatter({ person, unit, source })
  const officer = await aWorker({ unit, called: 'Greta Lund' })
  for (const kind of ['assigned', 'note']) await aRule(matter, kind, 'at-once')
  await anEvent(matter, 'assigned', { officer: { name: 'Greta Lund', role: 'socialsekreterare', phone: '0980-31 92 10' } })
  await anEvent(matter, 'note', { title: 'Hembesök', text: 'Det är rent och snyggt hemma.' })
  const shelf = await opened(matter, officer)
  const [copy] = await owner`select id from shelf.copies where person_id = ${person.id} and kind = 'note'`
  return { shelf, copy: copy!['id'] as string, officer }
}

test('who is away is written to all the same, and it is said who reads it', async () => {
  const { shelf, officer } = await aCaseOf()
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  const both = async () =>
    Promise.all([`${root}/nytt`, `${root}/nytt/meddelande?arende=${shelf}`].map(async (at) => plain((await reader.get(at)).text)))
  for (const text of await both()) expect(text).not.toContain('Greta Lund är borta')
  await owner`
    insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id)
    values (${unit.committee.municipalityId}, ${uuid()}, ${officer.id}, ${promise(0)}, ${promise(3)}, ${petter.id})`
  for (const text of await both()) expect(text).toMatch(/Greta Lund är borta till och med \S+dag [^<]*\. Petter Lundvall läser det\./)
  await owner`update directory.absences set deputy_id = null where staff_id = ${officer.id}`
  for (const text of await both()) expect(text).toMatch(/Greta Lund är borta [^<]*\. Vuxenenheten läser det\./)
})

test('from something in a case one asks about that, and the question carries its link', async () => {
  const { shelf, copy, officer } = await aCaseOf()
  const item = await reader.get(`/mina-sidor/arenden/${shelf}/om/${copy}`)
  expect(item.text).toContain(`href="${root}/nytt?om=${copy}"`)
  const to = (await reader.get(`${root}/nytt?om=${copy}`)).headers.get('location')!
  const page = await reader.get(to)
  expect(plain(page.text)).toContain('Det gäller: Hembesök')
  expect(plain(page.text)).toContain('Skriv till Greta Lund')
  const sent = await reader.post(to, form({ key: keyIn(page.text), gor: 'skicka', rubrik: '', text: 'Vad menar ni med snyggt?' }))
  const [thread] = await threads()
  expect(sent.headers.get('location')).toBe(`${root}/${thread!['id']}?gjort=skickat`)
  expect(thread).toMatchObject({ about_copy: copy, title: 'Vad menar ni med snyggt?', state: 'assigned' })
  const seen = await reader.get(`${root}/${thread!['id']}`)
  expect(seen.text).toContain(`href="/mina-sidor/arenden/${shelf}/om/${copy}"`)
  expect(plain(seen.text)).toContain('Greta Lund har det. Du får svar senast')
  // A copy of somebody else's is no copy at all.
  const stranger = await browser(await aPerson())
  expect((await stranger.get(to)).status).toBe(404)
  expect((await stranger.post(to, form({ key: uuid(), gor: 'skicka', text: 'Hej på er' }))).status).toBe(404)
  expect((await reader.get(`${root}/nytt/meddelande?om=${uuid()}`)).status).toBe(404)
  expect(officer.name).toBe('Greta Lund')
})

test('beside the phone number in a case one may write instead, or ask to be phoned at a time that suits', async () => {
  const { shelf } = await aCaseOf()
  const page = await reader.get(`/mina-sidor/arenden/${shelf}`)
  for (const path of ['meddelande', 'ring']) expect(page.text).toContain(`href="${root}/nytt/${path}?arende=${shelf}"`)
  const at = `${root}/nytt/ring?arende=${shelf}`
  const wrong = await reader.post(at, form({ key: uuid(), gor: 'skicka', telefon: '070-174 06', text: 'Om tiden' }))
  expect([wrong.status, wrong.text.includes('Skriv ett telefonnummer'), wrong.text.includes('value="070-174 06"')]).toEqual([
    422,
    true,
    true,
  ])
  const sent = form({ key: uuid(), gor: 'skicka', telefon: '070-174 06 05', text: 'Om tiden' })
  for (const time of ['afternoon', 'morning', 'midnight']) sent.append('nar', time)
  const done = await reader.post(at, sent)
  const seen = plain((await reader.get(done.headers.get('location')!)).text)
  for (const words of ['Du vill att vi ringer', 'förmiddag, 8–11; eftermiddag, 13–16', 'Greta Lund har det, och ringer senast', 'Om tiden'])
    expect(seen).toContain(words)
})

test('whoever wants to be phoned without saying by whom chooses: a contact, or a unit that receives, with its number beside', async () => {
  const deaf = await aUnit({ committee: unit.committee, called: 'Enheten som inte tar emot' })
  // Only one to choose: straight to the form.
  const at = `${root}/nytt/ring`
  expect((await reader.get(at)).headers.get('location')).toBe(`${at}?enhet=${unit.id}`)
  const { shelf } = await aCaseOf()
  const { text } = await reader.get(at)
  const [contact, receiving] = [`href="${at}?arende=${shelf}"`, `href="${at}?enhet=${unit.id}"`].map((link) => text.indexOf(link))
  expect([contact! > 0, contact! < receiving!, text.includes(deaf.id)]).toEqual([true, true, false])
  for (const words of ['Vem ska ringa dig?', 'Greta Lund', 'Du kan också ringa själv: 0980']) expect(plain(text)).toContain(words)
})

test('the number that one has given is filled in, and only one’s own', async () => {
  const seal = (number: string) => sealAddress(config.secret, number)
  const other = await aPerson()
  for (const [{ id }, number] of [
    [person, '+46701740605'],
    [other, '+46701740606'],
  ] as const)
    await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by) values (${id}, 'sms', ${seal(number)}, ${addressIndex(config.secret, number)}, 'person')`
  expect((await reader.get(`${root}/nytt/ring?enhet=${unit.id}`)).text).toMatch(/id="telefon"[^>]*value="070-174 06 05"/)
  await owner`update notice.ways set bounced_at = now() where person_id = ${person.id}`
  expect((await reader.get(`${root}/nytt/ring?enhet=${unit.id}`)).text).not.toContain('070-174')
})

test('where nobody receives there is nothing to press, and what is written is not taken but given back with a number to phone', async () => {
  const { shelf } = await aCaseOf()
  await owner`update directory.staff set active = false where id = ${siv.id}`
  const page = await reader.get(`${root}/nytt/meddelande?arende=${shelf}`)
  expect(plain(page.text)).toContain('tar inte emot meddelanden här just nu')
  const answer = await reader.post(`${root}/nytt/meddelande?arende=${shelf}`, form({ key: uuid(), gor: 'skicka', text: 'Mina ord' }))
  expect([answer.status, answer.text.includes('Mina ord'), answer.text.includes('0980-31 92 00')]).toEqual([422, true, true])
  expect(await threads()).toHaveLength(0)
})

// --- The thread ---

test('the thread says whose turn it is all the way: received, with whom, answered, closed', async () => {
  const type = await aType({ unit, definition, marks: true, name: 'Fråga' })
  const thread = await aRequest(person, type, { answers: { vad: 'x' } })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const status = async () => plain(/id="lage"[^]*?<\/section>/.exec((await reader.get(`${root}/${thread}`)).text)![0])
  const by = day(addDays(today(), 5))
  expect(await status()).toContain(`Vuxenenheten väljer vem som svarar dig. Du får svar senast ${by}.`)
  await assigned(thread, siv, amina)
  await db.as(amina, { purpose: 'read thread', item: thread }, (tx) => tx.run`select contact.open(${thread})`)
  expect(await status()).toContain(`Amina Haddad har det. Du får svar senast ${by}.`)
  expect(await status()).toContain('Vi öppnade det')
  await owner`update contact.threads set promised_on = ${addDays(today(), -2)} where id = ${thread}`
  expect(await status()).toContain('det har vi inte hållit')
  await answered(thread, amina, 'Här är svaret.')
  expect(plain((await reader.get(root)).text)).toContain('Ett svar som du inte har läst')
  expect(await status()).toContain('Vi svarade')
  expect(plain((await reader.get(root)).text)).not.toContain('inte har läst')
  const [marks] = await owner`select read_to, read_shown from contact.participants where thread_id = ${thread}`
  expect(marks).toEqual({ read_to: 2, read_shown: 2 })
  await closed(thread, amina)
  const over = await reader.get(`${root}/${thread}`)
  expect(plain(over.text)).toContain('Det här är avslutat')
  expect(over.text).not.toContain('<textarea')
  expect(over.text).toContain(`${root}/nytt/meddelande?efter=${thread}`)
})

test('how far its person has read is the unit’s to know only where the unit says so to both', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, siv)
  await answered(thread, siv)
  await reader.get(`${root}/${thread}`)
  expect((await owner`select read_to, read_shown from contact.participants where thread_id = ${thread}`)[0]).toEqual({
    read_to: 2,
    read_shown: 0,
  })
})

test('more is written in the thread once, with a file; begun and left, it waits in the box', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  const at = `${root}/${thread}`
  const first = await reader.get(at)
  const key = keyIn(first.text)
  const kept = await reader.post(
    at,
    form({ key, gor: 'spara', text: 'Inte färdigt' }, { field: 'fil', name: 'bild.png', bytes: png, type: 'image/png' }),
  )
  expect(kept.headers.get('location')).toBe(`${at}?gjort=sparat`)
  const later = await reader.get(at)
  expect([later.text.includes('Inte färdigt'), later.text.includes('bild (PNG'), keyIn(later.text)]).toEqual([true, true, key])
  expect((await reader.get(`${root}/utkast/${key}`)).headers.get('location')).toBe(`${at}#skriv`)
  const sends = await Promise.all(Array.from({ length: 3 }, () => reader.post(at, form({ key, gor: 'skicka', text: 'Nu är det färdigt' }))))
  for (const { headers } of sends) expect(headers.get('location')).toBe(`${at}?gjort=skrivet`)
  const rows = await owner`select body from contact.messages where thread_id = ${thread} order by n`
  expect(rows.map((row) => row['body'])).toEqual(['Jag behöver hjälp', 'Nu är det färdigt'])
  expect(await owner`select from contact.files where thread_id = ${thread} and n = 2`).toHaveLength(1)
  expect((await reader.post(at, form({ key: uuid(), gor: 'skicka', text: ' ' }))).status).toBe(422)
})

test('closed while its person wrote: nothing is sent, and the words are theirs to take along', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, siv)
  await answered(thread, siv)
  const key = keyIn((await reader.get(`${root}/${thread}`)).text)
  await closed(thread, siv)
  const late = await reader.post(`${root}/${thread}`, form({ key, gor: 'skicka', text: 'En sak till' }))
  expect([late.status, late.text.includes('En sak till'), plain(late.text).includes('är inte skickat')]).toEqual([409, true, true])
  const next = await reader.get(`${root}/nytt/meddelande?efter=${thread}`)
  expect(next.text).toContain(`href="${root}/${thread}"`)
  const sent = await reader.post(
    `${root}/nytt/meddelande?efter=${thread}`,
    form({ key: keyIn(next.text), gor: 'skicka', text: 'En sak till' }),
  )
  expect((await reader.get(sent.headers.get('location')!)).text).toContain(`href="${root}/${thread}"`)
})

test('in English too', async () => {
  const type = await aType({ unit, definition, name: 'Fråga' })
  const thread = await aRequest(person, type, { answers: { vad: 'x' } })
  for (const [path, words] of [
    [root, 'You wait for us'],
    [`${root}/nytt`, 'What do you need?'],
    [`${root}/nytt/${type}`, 'If you send it today we answer by'],
    [`${root}/${thread}`, 'chooses who answers you'],
  ] as const)
    expect(plain((await reader.get(`${path}?sprak=en`)).text)).toContain(words)
})

test('easier Swedish is offered on each page, and promises the same days', async () => {
  const type = await aType({ unit, definition, days: 5, name: 'Fråga' })
  const thread = await aRequest(person, type, { answers: { vad: 'x' } })
  for (const [path, words] of [
    [root, 'Svaren kommer också hit.'],
    [`${root}/nytt`, 'Du behöver inte veta vilken enhet som hjälper dig.'],
    [`${root}/nytt/${type}`, `Vi svarar senast ${day(promisedOn(today(), 5))} om du skickar i dag.`],
    [`${root}/${thread}`, 'Det du och vi har skrivit'],
  ] as const) {
    expect((await reader.get(`${path}?sprak=sv`)).text).toContain('?sprak=sv-simple')
    expect(plain((await reader.get(`${path}?sprak=sv-simple`)).text)).toContain(words)
  }
})
