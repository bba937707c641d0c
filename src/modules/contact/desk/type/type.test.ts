import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, owner, uuid } from '#testing'
import { aDispatcher, aRequest, assigned } from '../../../../testing/contact.ts'
import { Definition } from '../../form/model.ts'
import { fieldName, moved, optionsFrom, showIfFrom } from './model.ts'

const root = '/personal/inkorg/typer'
const head = { namn: 'Hjälp med hyran', behov: 'jag kan inte betala hyran\nvräkning', vem: 'Du som hyr', dagar: '5', zon: 'B' }
const question = { fraga: 'Hur hög är hyran?', slag: 'number', maste: 'ja' }
type Desk = Awaited<ReturnType<typeof browser>>
const markIn = (text: string) => /name="sett" value="([^"]*)"/.exec(text)![1]!

/** A manager of a unit with so many who receive, and a type that has been begun there. */
async function aScene({ receivers = 2 } = {}) {
  const unit = await aUnit()
  for (let n = 0; n < receivers; n++) await aDispatcher({ unit })
  const manager = await aWorker({ unit, role: 'unitManager' })
  const desk = await browser(manager)
  const made = await desk.post(`${root}/nytt`, { nyckel: uuid(), ...head })
  expect(made.status).toBe(303)
  const path = made.headers.get('location')!
  return { unit, manager, desk, path, id: path.split('/').at(-1)! }
}
const mark = async (desk: Desk, path: string) => markIn((await desk.get(path)).text)
const add = async (desk: Desk, path: string, form: Record<string, string>) =>
  desk.post(`${path}/fraga`, { sett: markIn((await desk.get(`${path}/fraga`)).text), ...form })
const formOf = async (id: string, version?: number) =>
  Definition.parse(
    (
      await owner`select definition from contact.request_forms where type_id = ${id} and ${version ? owner`version = ${version}` : owner`true`} order by version desc limit 1`
    )[0]!['definition'],
  ).fields

test('a manager makes a form without a developer, sees it as whoever writes does, opens it, and a person sends it', async () => {
  const { unit, desk, path, id } = await aScene()
  expect((await add(desk, path, { fraga: 'Har du barn?', slag: 'yes-no', maste: 'ja' })).headers.get('location')).toBe(
    `${path}?gjort=sparat#fragor`,
  )
  expect((await add(desk, path, { fraga: 'Hur många?', slag: 'number', hogst: '20', visas: 'har-du-barn=ja' })).status).toBe(303)
  expect(
    (
      await add(desk, path, {
        fraga: 'Hur bor du?',
        slag: 'choice',
        val: 'Hyresrätt | Rented flat\nBostadsrätt\nUtan bostad',
        hjalp: 'Välj det som är närmast',
      })
    ).status,
  ).toBe(303)
  expect(await formOf(id)).toEqual([
    { id: 'har-du-barn', kind: 'yes-no', label: { sv: 'Har du barn?' }, required: true, options: [] },
    {
      id: 'hur-manga',
      kind: 'number',
      label: { sv: 'Hur många?' },
      required: false,
      max: 20,
      options: [],
      showIf: { field: 'har-du-barn', is: ['ja'] },
    },
    {
      id: 'hur-bor-du',
      kind: 'choice',
      label: { sv: 'Hur bor du?' },
      help: { sv: 'Välj det som är närmast' },
      required: false,
      options: [
        { value: 'hyresratt', label: { sv: 'Hyresrätt', en: 'Rented flat' } },
        { value: 'bostadsratt', label: { sv: 'Bostadsrätt' } },
        { value: 'utan-bostad', label: { sv: 'Utan bostad' } },
      ],
    },
  ])
  const page = await desk.get(path)
  expect(page.text).toContain('Visas bara om svaret på ”Har du barn?” är Ja.')
  const preview = await desk.get(`${path}/forhand`)
  for (const words of [
    'Så ser det ut för den som skriver',
    'Hjälp med hyran',
    'Du som hyr',
    'Hyresrätt',
    'Skickar du i dag svarar vi senast',
  ])
    expect(preview.text).toContain(words)
  const tried = await desk.post(`${path}/forhand`, { 'f-har-du-barn': 'ja', 'f-hur-manga': '30' })
  expect([tried.status, tried.text.includes(': talet är för stort')]).toEqual([422, true])
  expect((await desk.post(`${path}/forhand`, { 'f-har-du-barn': 'ja', 'f-hur-manga': '3' })).text).toContain('Så här läser ni det')

  const person = await aPerson()
  const home = await browser(person)
  expect((await home.get(`/mina-sidor/meddelanden/nytt/${id}`)).status).toBe(404)
  expect((await desk.post(`${path}/oppna`, { sett: markIn(page.text) })).headers.get('location')).toBe(`${path}?gjort=oppet`)
  expect((await home.get(`/mina-sidor/meddelanden/nytt/${id}`)).text).toContain('Hur bor du?')
  const thread = await aRequest(person, id, { answers: { 'har-du-barn': 'ja', 'hur-manga': '2' } })

  // A change is another version: what has been sent keeps its own.
  expect((await add(desk, path, { fraga: 'Mer?', slag: 'long' })).status).toBe(303)
  expect((await desk.get(path)).text).toContain('Ändringar som inte är öppnade')
  expect((await home.get(`/mina-sidor/meddelanden/nytt/${id}`)).text).not.toContain('Mer?')
  await desk.post(`${path}/fraga/har-du-barn/flytta`, { gor: 'bort', sett: await mark(desk, path) })
  const [row] = await owner`select form_version from contact.threads where id = ${thread}`
  expect(row!['form_version']).toBe(1)
  expect((await formOf(id, 1)).map((field) => field.id)).toEqual(['har-du-barn', 'hur-manga', 'hur-bor-du'])
  const siv = await aDispatcher({ unit })
  expect(await assigned(thread, siv, siv)).toBe('done')
  expect((await (await browser(siv)).get(`/personal/inkorg/${thread}`)).text).toContain('Har du barn?')
})

test('nothing is opened where nobody receives, and one receiver is a warning', async () => {
  const { unit, desk, path, id } = await aScene({ receivers: 0 })
  expect((await desk.get(root)).text).toContain('Ingen tar emot på enheten')
  await add(desk, path, question)
  const open = async () => desk.post(`${path}/oppna`, { sett: await mark(desk, path) })
  const refused = await open()
  expect([refused.status, refused.text.includes('<a href="#oppna">Ingen tar emot på enheten. Be systemförvaltaren')]).toEqual([422, true])
  expect((await owner`select state from contact.request_types where id = ${id}`)[0]!['state']).toBe('draft')
  await aDispatcher({ unit })
  const opened = await open()
  expect(opened.headers.get('location')).toBe(`${path}?gjort=oppetEn`)
  expect((await desk.get(opened.headers.get('location')!)).text).toContain('Det är öppet, men bara en tar emot')
})

test('a form that asks nothing is not opened', async () => {
  const { desk, path } = await aScene()
  await add(desk, path, { fraga: 'Läs det här först', slag: 'info', maste: 'ja' })
  const refused = await desk.post(`${path}/oppna`, { sett: await mark(desk, path) })
  expect([refused.status, refused.text.includes('Formuläret frågar inget än')]).toEqual([422, true])
})

test('what is missing is said by the field, and what was written is kept', async () => {
  const { desk, path } = await aScene()
  const refused = await desk.post(`${root}/nytt`, { nyckel: uuid(), namn: '', behov: 'x', vem: 'Alla', dagar: '90', zon: 'C' })
  expect(refused.status).toBe(422)
  for (const field of ['namn', 'dagar', 'zon']) expect(refused.text).toContain(`href="#${field}"`)
  expect(refused.text).toContain('value="90"')
  expect(refused.text).toContain('\nAlla</textarea>')
  for (const [form, field] of [
    [{ fraga: '', slag: 'text' }, 'fraga'],
    [{ fraga: 'Vad?', slag: 'sång' }, 'slag'],
    [{ fraga: 'Vilken?', slag: 'choice', val: 'En' }, 'val'],
    [{ fraga: 'Hur många?', slag: 'number', hogst: 'tre' }, 'hogst'],
  ] as const) {
    const wrong = await add(desk, path, form)
    expect([form, wrong.status, wrong.text.includes(`href="#${field}"`)]).toEqual([form, 422, true])
  }
  expect((await desk.post(`${root}/enheten`, { svar: '0', ring: '2', orord: '2' })).text).toContain('href="#svar"')
})

test('a question is never asked by what comes after it, or by an answer that is not there', async () => {
  const { desk, path, id } = await aScene()
  await add(desk, path, { fraga: 'Har du barn?', slag: 'yes-no' })
  await add(desk, path, { fraga: 'Hur många?', slag: 'number', visas: 'har-du-barn=ja' })
  const move = async (field: string, gor: string) => desk.post(`${path}/fraga/${field}/flytta`, { gor, sett: await mark(desk, path) })
  for (const [field, gor] of [
    ['hur-manga', 'upp'],
    ['har-du-barn', 'ned'],
    ['har-du-barn', 'bort'],
  ] as const) {
    const refused = await move(field, gor)
    expect([refused.status, refused.text.includes('Då skulle ”Hur många?” visas efter ett svar som inte finns före den')]).toEqual([
      422,
      true,
    ])
  }
  const changed = await desk.post(`${path}/fraga/har-du-barn`, { fraga: 'Har du barn?', slag: 'text', sett: await mark(desk, path) })
  expect(changed.status).toBe(422)
  expect((await formOf(id)).map((field) => field.kind)).toEqual(['yes-no', 'number'])
  await add(desk, path, { fraga: 'Annat?', slag: 'long' })
  expect((await move('annat', 'upp')).headers.get('location')).toBe(`${path}?gjort=flyttad#fragor`)
  expect((await formOf(id)).map((field) => field.id)).toEqual(['har-du-barn', 'annat', 'hur-manga'])
  expect((await move('finns-inte', 'upp')).status).toBe(404)
})

test('two who change the same form do not write over each other, and a double click does one thing', async () => {
  const { unit, desk, path, id } = await aScene()
  const other = await browser(await aWorker({ unit, role: 'unitManager' }))
  const seen = markIn((await desk.get(`${path}/fraga`)).text)
  expect((await other.post(`${path}/fraga`, { sett: seen, ...question })).status).toBe(303)
  const late = await desk.post(`${path}/fraga`, { sett: seen, fraga: 'Vem är hyresvärd?', slag: 'text' })
  expect([late.status, late.text.includes('Något sparades medan du hade sidan öppen'), late.text.includes('Vem är hyresvärd?')]).toEqual([
    409,
    true,
    true,
  ])
  expect((await desk.post(`${path}/fraga`, { sett: markIn(late.text), fraga: 'Vem är hyresvärd?', slag: 'text' })).status).toBe(303)
  expect((await desk.post(`${path}/om`, { sett: seen, ...head, namn: 'Annat namn' })).status).toBe(409)
  // The very same question again is there already; the same removal is done already.
  const now = markIn((await desk.get(`${path}/fraga`)).text)
  for (let n = 0; n < 2; n++) expect((await desk.post(`${path}/fraga`, { sett: now, fraga: 'Sist?', slag: 'text' })).status).toBe(303)
  const gone = await mark(desk, path)
  for (let n = 0; n < 2; n++) expect((await desk.post(`${path}/fraga/sist/flytta`, { sett: gone, gor: 'bort' })).status).toBe(303)
  expect((await formOf(id)).map((field) => field.label.sv)).toEqual(['Hur hög är hyran?', 'Vem är hyresvärd?'])
  const stale = await desk.post(`${path}/oppna`, { sett: gone })
  expect(stale.status).toBe(409)
})

test('a unit begins from a proposal, once, and it is not open until it is opened', async () => {
  const { desk, unit } = await aScene()
  const page = await desk.get(`${root}/nytt`)
  expect(page.text).toContain('Börja från ett förslag')
  const nyckel = uuid()
  const begin = (forslag: string) => desk.post(`${root}/forslag`, { nyckel, forslag })
  expect((await begin('finns/inte')).headers.get('location')).toBe(`${root}/nytt`)
  for (let n = 0; n < 2; n++) expect((await begin('financial-assistance/changed')).headers.get('location')).toBe(`${root}/${nyckel}`)
  expect(await owner`select state, fields from contact.request_types where id = ${nyckel}`).toEqual([
    { state: 'draft', fields: ['financial-assistance'] },
  ])
  expect((await formOf(nyckel)).length).toBeGreaterThan(1)
  const officer = await browser(await aWorker({ unit }))
  expect((await officer.post(`${root}/forslag`, { nyckel: uuid(), forslag: 'financial-assistance/changed' })).status).toBe(404)
})

test('a type is closed, and one that was never open is gone', async () => {
  const { desk, path, id } = await aScene()
  await add(desk, path, question)
  await desk.post(`${path}/oppna`, { sett: await mark(desk, path) })
  expect((await desk.post(`${path}/stang`, {})).headers.get('location')).toBe(`${root}?gjort=stangt`)
  expect((await owner`select state from contact.request_types where id = ${id}`)[0]!['state']).toBe('closed')
  expect((await desk.get(path)).text).toContain('Öppna igen')
  const draft = await aScene()
  await draft.desk.post(`${draft.path}/stang`, {})
  expect(await owner`select from contact.request_types where id = ${draft.id}`).toHaveLength(0)
})

test('only those who keep the unit come here: its manager, its administrator and its deputy', async () => {
  const { unit, desk, path } = await aScene()
  await add(desk, path, question)
  const addresses = [
    root,
    `${root}/nytt`,
    `${root}/enheten`,
    path,
    `${path}/om`,
    `${path}/fraga`,
    `${path}/fraga/hur-hog-ar-hyran`,
    `${path}/forhand`,
  ]
  const keeper = await aWorker({ unit, role: 'systemSteward' })
  await owner`update directory.keepers set staff_id = ${keeper.id} where unit_id = ${unit.id} and place = 'deputy'`
  for (const at of addresses) expect([at, (await (await browser(keeper)).get(at)).status]).toEqual([at, 200])
  const elsewhere = await aUnit({ committee: unit.committee })
  for (const who of [await aWorker({ unit }), await aDispatcher({ unit }), await aWorker({ unit, role: 'systemSteward' })])
    for (const at of addresses) expect([at, (await (await browser(who)).get(at)).status]).toEqual([at, 404])
  const foreign = await browser(await aWorker({ unit: elsewhere, role: 'unitManager' }))
  for (const at of addresses.slice(3)) expect([at, (await foreign.get(at)).status]).toEqual([at, 404])
  const sett = await mark(desk, path)
  for (const [at, form] of [
    ['/om', { sett, ...head }],
    ['/fraga', { sett, ...question }],
    ['/fraga/hur-hog-ar-hyran', { sett, ...question }],
    ['/fraga/hur-hog-ar-hyran/flytta', { sett, gor: 'bort' }],
    ['/oppna', { sett }],
    ['/stang', {}],
    ['/forhand', {}],
  ] as const)
    expect([at, (await foreign.post(path + at, form)).status]).toEqual([at, 404])
  expect(await mark(desk, path)).toBe(sett)
})

test('how the unit answers is kept, and holds for what is sent from then on', async () => {
  const { unit, desk } = await aScene()
  expect((await desk.get(`${root}/enheten`)).text).toContain('value="3"')
  expect((await desk.post(`${root}/enheten`, { svar: '4', ring: '1', orord: '3', lasmarken: 'ja' })).status).toBe(303)
  const rows = () =>
    owner`select answer_days, call_days, return_days, read_marks, second_reading, named from contact.settings where unit_id = ${unit.id}`
  expect(await rows()).toEqual([{ answer_days: 4, call_days: 1, return_days: 3, read_marks: true, second_reading: false, named: false }])
})

test('names of fields and answers are plain, and never two of the same', () => {
  expect(fieldName('Hur många är ni, egentligen?', [])).toBe('hur-manga-ar-ni-egentligen')
  expect(fieldName('Barn?', ['barn'])).toBe('barn-2')
  expect(fieldName('123 frågor', [])).toBe('falt')
  expect(fieldName('???', ['falt', 'falt-2'])).toBe('falt-3')
  expect(fieldName('å'.repeat(200), []).length).toBeLessThanOrEqual(40)
  const before = optionsFrom('Ja tack\nNej tack', [])
  expect(before.map(({ value }) => value)).toEqual(['ja-tack', 'nej-tack'])
  // Reworded keeps its name, and so what depends on it; a new one gets a new.
  expect(optionsFrom('Ja, tack\nNej tack', before).map(({ value }) => value)).toEqual(['ja-tack', 'nej-tack'])
  expect(optionsFrom('Nej tack\nJa tack', before).map(({ value }) => value)).toEqual(['nej-tack', 'ja-tack'])
  expect(optionsFrom('Nej tack\nKanske\nJa tack', before).map(({ value }) => value)).toEqual(['nej-tack', 'kanske', 'ja-tack'])
  expect(optionsFrom(' | Only English\nA\nA\n', [])).toEqual([{ value: 'a', label: { sv: 'A' } }])
  const definition = Definition.parse({
    fields: ['a', 'b'].map((id) => ({ id, kind: 'yes-no', label: { sv: id } })),
  })
  expect(showIfFrom(['a=ja', 'a=nej', 'b=kanske', 'x'], definition)).toEqual({ field: 'a', is: ['ja', 'nej'] })
  expect(showIfFrom(['a=ja', 'b=ja'], definition)).toBe('several')
  expect(moved(definition, 'a', -1)).toEqual(definition)
})
