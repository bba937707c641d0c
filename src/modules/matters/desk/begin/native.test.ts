import { expect, test } from 'vitest'
import { aMatter, aSource, aUnit, aWorker, browser, opened, owner, type Unit, uuid } from '#testing'

const formIn = (page: string) => /name="formular" value="([^"]*)"/.exec(page)![1]!
const eventsOf = async (id: string) =>
  (await owner`select id, ref, version, kind, event from record.events where matter_id = ${id} order by received_at, version`).map(
    (row) => ({ ...row }),
  ) as {
    id: string
    ref: string
    version: number
    kind: string
    event: { author?: { name: string }; about?: string; detail: Record<string, unknown>; internal?: object }
  }[]

async function aKept({ unit, source: known }: { unit?: Unit; source?: Awaited<ReturnType<typeof aSource>> } = {}) {
  const at = unit ?? (await aUnit())
  const source = known ?? (await aSource({ committee: at.committee, kind: 'native' }))
  return { ...(await aMatter({ unit: at, source })), source, officer: await aWorker({ unit: at }) }
}

test('a matter from another system is read here and not written in', async () => {
  const matter = await aMatter()
  const desk = await browser(await aWorker({ unit: matter.unit }))
  for (const page of ['anteckning', 'handelse', 'handelse/closed', 'beslut', 'handling'])
    expect((await desk.get(`/personal/arenden/${matter.id}/${page}`)).status).toBe(404)
  expect((await desk.post(`/personal/arenden/${matter.id}/handelse/closed`, { datum: '2026-11-02' })).status).toBe(404)
  expect((await desk.get(`/personal/arenden/${matter.id}`)).text).not.toContain('Skriv en anteckning')
})

test('a note is drafted, read through, locked and only then part of the matter', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/anteckning`
  const formular = formIn((await desk.get(path)).text)
  const note = {
    formular,
    version: '0',
    rubrik: 'Samtal',
    text: 'Vi pratade om hösten.\nDet går bättre.',
    datum: '2026-11-02',
    tid: '9.30',
  }
  const saved = await desk.post(path, { ...note, gor: 'spara' })
  expect(saved.headers.get('location')).toBe(`${path}/${formular}?sparat=ja`)
  expect(await eventsOf(kept.id)).toEqual([])
  const ready = await desk.post(`${path}/${formular}`, { ...note, gor: 'las', version: '1' })
  expect(ready.headers.get('location')).toBe(`${path}/${formular}/las`)
  const page = await desk.get(`${path}/${formular}/las`)
  expect(page.text).toContain('Vi pratade om hösten.<br/>Det går bättre.')
  const version = /name="version" value="(\d+)"/.exec(page.text)![1]!
  const lock = () => desk.post(`${path}/${formular}/las`, { version })
  expect([(await lock()).status, (await lock()).status]).toEqual([303, 303])
  expect(await eventsOf(kept.id)).toMatchObject([
    {
      kind: 'note',
      version: 0,
      event: { author: { name: 'Amina Haddad' }, detail: { title: 'Samtal', text: 'Vi pratade om hösten.\nDet går bättre.' } },
    },
  ])
  expect(await owner`select from record.drafts where matter_id = ${kept.id}`).toHaveLength(0)
})

test.each(['', ' \r\n\t\u200b', '\u0007'])(
  'an empty note is refused, nothing is saved, and what else was typed is kept (%j)',
  async (text) => {
    const kept = await aKept()
    const desk = await browser(kept.officer)
    const path = `/personal/arenden/${kept.id}/anteckning`
    const drafts = () => owner`select version, body ->> 'text' as text from record.drafts where matter_id = ${kept.id}`
    const note = { formular: uuid(), version: '0', rubrik: 'Samtal om hösten', text, datum: '2026-11-02', tid: '9.30' }
    const refused = await desk.post(path, { ...note, gor: 'las' })
    expect(refused.status).toBe(422)
    for (const said of [
      '<a href="#text">Skriv anteckningen, den är tom</a>',
      'value="Samtal om hösten"',
      'value="2026-11-02"',
      'value="9.30"',
    ])
      expect(refused.text).toContain(said)
    expect((await desk.post(path, { ...note, rubrik: text, gor: 'spara' })).status).toBe(422)
    expect(await drafts()).toEqual([])

    // A draft that is there stays as it was, and another window's words are not written over afterwards.
    await desk.post(path, { ...note, text: 'Ett', gor: 'spara' })
    await desk.post(`${path}/${note.formular}`, { ...note, text: 'Två', version: '1', gor: 'spara' })
    const late = await desk.post(`${path}/${note.formular}`, { ...note, version: '1', gor: 'las' })
    expect([late.status, late.text.includes('name="version" value="1"')]).toEqual([422, true])
    expect(await drafts()).toEqual([{ version: 2, text: 'Två' }])
    expect((await desk.post(`${path}/${note.formular}`, { ...note, text: 'Tre', version: '1', gor: 'spara' })).status).toBe(409)
  },
)

test('a draft saved in two windows loses nothing, and nobody else sees it', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/anteckning`
  const formular = formIn((await desk.get(path)).text)
  const note = (version: string, text: string) => ({ formular, version, rubrik: '', text, datum: '2026-11-02', tid: '', gor: 'spara' })
  await desk.post(path, note('0', 'ett'))
  await desk.post(`${path}/${formular}`, note('1', 'Från det ena fönstret'))
  const late = await desk.post(`${path}/${formular}`, note('1', 'Från det andra fönstret'))
  expect(late.status).toBe(409)
  expect(late.text).toContain('Från det ena fönstret')
  expect(late.text).toContain('Från det andra fönstret')
  const colleague = await browser(await aWorker({ unit: kept.unit, called: 'Sara Lund' }))
  expect((await colleague.get(`${path}/${formular}`)).status).toBe(404)
  expect((await colleague.post(`${path}/${formular}`, note('2', 'x'))).status).toBe(409)
  expect((await owner`select body from record.drafts where id = ${formular}`)[0]!['body']).toMatchObject({ text: 'Från det ena fönstret' })
  await desk.post(`${path}/${formular}/kasta`, {})
  expect((await desk.get(`${path}/${formular}`)).status).toBe(404)
})

test('a locked note is corrected by a new wording, and the old one is kept', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/anteckning`
  const formular = formIn((await desk.get(path)).text)
  await desk.post(path, {
    formular,
    version: '0',
    rubrik: 'Samtal',
    text: 'Nykter sedan 2 oktober',
    datum: '2026-11-02',
    tid: '',
    gor: 'spara',
  })
  await desk.post(`${path}/${formular}/las`, { version: '1' })
  const { id } = (await eventsOf(kept.id))[0]!
  const correct = (version: string, text: string) =>
    desk.post(`/personal/arenden/${kept.id}/ratta/${id}`, { version, rubrik: 'Samtal', text })
  expect((await correct('0', 'Nykter sedan 2 oktober')).status).toBe(422)
  expect([(await correct('0', 'Nykter sedan 2 september')).status, (await correct('0', 'Nykter sedan 2 september')).status]).toEqual([
    303, 303,
  ])
  const late = await correct('0', 'Nykter sedan augusti')
  expect(late.status).toBe(409)
  expect(late.text).toContain('Nykter sedan augusti')
  expect((await eventsOf(kept.id)).map(({ version, event }) => [version, event.detail['text']])).toEqual([
    [0, 'Nykter sedan 2 oktober'],
    [1, 'Nykter sedan 2 september'],
  ])
})

const events: [string, Record<string, string>, object][] = [
  ['received', { vad: 'application', gallde: 'Hyra' }, { what: 'application', title: 'Hyra' }],
  ['assigned', { handlaggare: 'Sara Lund', roll: 'socialsekreterare' }, { officer: { name: 'Sara Lund', role: 'socialsekreterare' } }],
  ['investigation-opened', { senast: '2026-12-24' }, { dueBy: '2026-12-24' }],
  ['investigation-closed', { text: 'Klart' }, { outcome: 'Klart' }],
  [
    'requested',
    { saker: 'Hyresavi\n\nKontoutdrag', senast: '2026-12-01' },
    { what: [{ title: 'Hyresavi' }, { title: 'Kontoutdrag' }], dueBy: '2026-12-01' },
  ],
  ['meeting-held', { rubrik: 'Möte', med: 'Henrik\nSara' }, { title: 'Möte', with: [{ name: 'Henrik' }, { name: 'Sara' }] }],
  [
    'follow-up-planned',
    { rubrik: 'Uppföljning', nar: '2026-12-03', klockan: '9.30' },
    { title: 'Uppföljning', on: '2026-12-03T08:30:00.000Z' },
  ],
  ['measure-started', { rubrik: 'Samtal' }, { title: 'Samtal', from: '2026-11-02' }],
  ['payment', { avser: 'Hyra', belopp: '4 500,50', status: 'paid' }, { amount: 450_050, status: 'paid', paidOn: '2026-11-02' }],
  ['delay-notice', { text: 'Vi väntar på ett intyg' }, { reason: 'Vi väntar på ett intyg' }],
  ['closed', {}, {}],
]
test.each(events)('an officer registers that it happened: %s', async (kind, fields, detail) => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/handelse/${kind}`
  const formular = formIn((await desk.get(path)).text)
  const send = () => desk.post(path, { formular, datum: '2026-11-02', tid: '', ...fields })
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect(await eventsOf(kept.id)).toMatchObject([{ kind, event: { author: { name: 'Amina Haddad' }, detail } }])
})

test('a request is fulfilled by pointing at it, and a measure ends the same way', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/handelse`
  await desk.post(`${path}/requested`, { datum: '2026-11-02', saker: 'Hyresavi', senast: '2026-12-01' })
  const [asked] = await eventsOf(kept.id)
  expect((await desk.get(`${path}/request-fulfilled`)).text).toContain('Hyresavi')
  expect((await desk.post(`${path}/request-fulfilled`, { datum: '2026-11-03', om: kept.id })).status).toBe(422)
  expect((await desk.post(`${path}/request-fulfilled`, { datum: '2026-11-03', om: asked!.id })).status).toBe(303)
  expect((await eventsOf(kept.id))[1]).toMatchObject({ kind: 'request-fulfilled', event: { about: asked!.ref } })
})

test('an event with something missing or impossible is refused with the text kept', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/handelse`
  const answer = await desk.post(`${path}/payment`, { datum: '2026-13-40', avser: 'Hyra', belopp: 'mycket', status: 'kanske' })
  expect(answer.status).toBe(422)
  for (const text of ['href="#datum"', 'href="#belopp"', 'href="#status"', 'value="mycket"']) expect(answer.text).toContain(text)
  expect((await desk.post(`${path}/closed`, { datum: '2199-01-01' })).text).toContain('Det har inte hänt än')
  expect((await desk.get(`${path}/annulled`)).status).toBe(404)
  expect((await desk.get(`${path}/constructor`)).status).toBe(404)
  expect(await eventsOf(kept.id)).toEqual([])
})

const decision = {
  datum: '2026-11-02',
  rubrik: 'Stöd hemma',
  'svar-1': 'partly',
  'vad-1': 'Boendestöd två gånger i veckan',
  skal: 'Du behöver stöd.',
  regler: '11 kap. 1 § socialtjänstlagen (2025:400)',
  beslutare: 'Sara Lund\nenhetschef',
  overklaga: 'ja',
  intygar: 'ja',
  utan: 'needless',
  skada: 'nej',
  gor: 'las',
}

test('before a decision is saved its writer reads what the rule will do with it', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const page = async () => (await desk.get(`/personal/arenden/${kept.id}/beslut`)).text
  expect(await page()).toMatch(
    / ser beslutet när någon har valt det\. Ärendet är inte öppnat för personen än, så beslutet syns först när ni har öppnat ärendet\./,
  )
  await owner`insert into gate.rules (committee_id, field, kind, manner, decided_on, decided_by)
    select committee_id, field, 'decision', 'at-once', '2026-01-15', 'Socialnämnden § 12' from record.matters where id = ${kept.id}`
  expect(await page()).toContain(' ser beslutet direkt (Socialnämnden § 12).')
})

test('a decision says what it must, and is corrected by a decision of its own', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/beslut`
  const missing = await desk.post(path, { datum: '2026-11-02', 'svar-2': 'yes', skal: 'Du behöver stöd.' })
  expect(missing.status).toBe(422)
  for (const field of ['rubrik', 'svar-2', 'regler', 'beslutare']) expect(missing.text).toContain(`href="#${field}"`)
  expect(missing.text).toContain('Du behöver stöd.')
  const formular = formIn((await desk.get(path)).text)
  expect([(await desk.post(path, { ...decision, formular })).status, (await desk.post(path, { ...decision, formular })).status]).toEqual([
    303, 303,
  ])
  const [first] = await eventsOf(kept.id)
  expect(first).toMatchObject({
    kind: 'decision',
    event: { detail: { results: [{ answer: 'partly' }], decidedBy: { name: 'Sara Lund', role: 'enhetschef' }, appealable: true } },
  })
  const correction = `${path}/${first!.id}/ratta`
  expect((await desk.get(correction)).text).toContain('Boendestöd två gånger i veckan')
  expect((await desk.post(correction, decision)).text).toContain('href="#fel"')
  expect(
    (await desk.post(correction, { ...decision, 'vad-1': 'Boendestöd tre gånger i veckan', fel: 'Vi skrev två i stället för tre.' }))
      .status,
  ).toBe(303)
  expect((await eventsOf(kept.id))[1]).toMatchObject({
    kind: 'decision-corrected',
    event: { about: first!.ref, detail: { whatWasWrong: 'Vi skrev två i stället för tre.' } },
  })
})

test('the decision form asks for one answer, grows one at a time, and loses nothing that is typed', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/beslut`
  const asked = (page: string) => [...page.matchAll(/id="svar-(\d+)"/g)].map(([, n]) => Number(n))
  const countIn = (page: string) => /name="antal" value="([^"]*)"/.exec(page)![1]!
  const first = (await desk.get(path)).text
  expect(asked(first)).toEqual([1])
  const typed = { ...decision, formular: formIn(first), antal: countIn(first), dolj: 'ja', varfor: 'Hot' }
  const grown = await desk.post(path, { ...typed, gor: 'fler' })
  expect([grown.status, asked(grown.text)]).toEqual([200, [1, 2]])
  expect(grown.text).not.toContain('role="alert"')
  for (const kept of [
    formIn(first),
    'Boendestöd två gånger i veckan',
    'Du behöver stöd.',
    'Sara Lund\nenhetschef',
    '>\nHot<',
    '"ja" checked=""',
  ])
    expect(grown.text).toContain(kept)
  expect(/<select[^>]*id="svar-2"[^>]*autofocus/.test(grown.text)).toBe(true)
  expect(await eventsOf(kept.id)).toEqual([])

  // What has been asked for stays when something is wrong, and so does every answer, however far down it stands.
  const wrong = await desk.post(path, { ...typed, antal: countIn(grown.text), skal: '', 'svar-4': 'no' })
  expect([wrong.status, asked(wrong.text)]).toEqual([422, [1, 2, 3, 4]])
  expect(asked((await desk.post(path, { ...typed, skal: '', antal: '-7' })).text)).toEqual([1])
  const full = (await desk.post(path, { ...typed, gor: 'fler', antal: '1e9' })).text
  expect([asked(full).length, full.includes('value="fler"')]).toEqual([20, false])

  expect((await desk.post(path, { ...typed, 'svar-2': 'no', 'vad-2': 'Ledsagare' })).status).toBe(303)
  const [event] = await eventsOf(kept.id)
  expect(event).toMatchObject({ event: { detail: { results: [{ answer: 'partly' }, { answer: 'no', what: 'Ledsagare' }] } } })
  expect(asked((await desk.get(`${path}/${event!.id}/ratta`)).text)).toEqual([1, 2])
})

test('names left out of a decision need a reason, and neither reaches the person', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  await opened(kept, kept.officer)
  await owner`insert into gate.rules (committee_id, field, kind, manner, decided_on, decided_by) values (${kept.unit.committee.id}, 'adult-addiction', 'decision', 'at-once', '2026-01-15', '§ 12')`
  const path = `/personal/arenden/${kept.id}/beslut`
  expect((await desk.post(path, { ...decision, dolj: 'ja' })).text).toContain('href="#varfor"')
  expect((await desk.post(path, { ...decision, dolj: 'ja', varfor: 'Hot den 1 november' })).status).toBe(303)
  expect((await eventsOf(kept.id))[0]!.event.internal).toEqual({
    hideNamesReason: 'Hot den 1 november',
    communication: { without: 'needless' },
  })
  const copy = JSON.stringify((await owner`select event from shelf.copies where person_id = ${kept.person.id}`)[0])
  expect(copy).toContain('Boendestöd')
  for (const hidden of ['Sara Lund', 'Amina Haddad', 'Hot den 1']) expect(copy).not.toContain(hidden)
})

test('a document is cleaned on its way in, and what only says it is one is refused', async () => {
  const kept = await aKept()
  const desk = await browser(kept.officer)
  const path = `/personal/arenden/${kept.id}/handling`
  const send = (bytes: Uint8Array<ArrayBuffer> | string, formular = '') => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ formular, rubrik: 'Intyg', fran: 'Region Mellanbygden', datum: '2026-11-02' }))
      form.set(name, value)
    form.set('fil', new File([bytes], 'intyg.html', { type: 'text/html' }))
    return desk.post(path, form)
  }
  expect((await send(new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]))).status).toBe(422)
  expect((await send('')).text).toContain('Välj en fil')
  const formular = formIn((await desk.get(path)).text)
  const html = '<!doctype html><p>Hej</p><script>alert(1)</script>'
  expect([(await send(html, formular)).status, (await send(html, formular)).status]).toEqual([303, 303])
  const [event] = await eventsOf(kept.id)
  expect(event).toMatchObject({ kind: 'document-added', event: { detail: { title: 'Intyg', from: 'Region Mellanbygden' } } })
  const read = await desk.get(`/personal/granska/${kept.id}/${event!.id}/handling`)
  expect(read.status).toBe(200)
  expect(read.text).toContain('Hej')
  expect(read.text).not.toContain('script')
})

test('another unit writes nothing in the matter, however the form is made', async () => {
  const kept = await aKept()
  const other = await aKept({ unit: await aUnit({ committee: kept.unit.committee }), source: kept.source })
  await (await browser(kept.officer)).post(`/personal/arenden/${kept.id}/handelse/closed`, { datum: '2026-11-02' })
  const { id, ref } = (await eventsOf(kept.id))[0]!
  const stranger = await browser(other.officer)
  for (const path of ['handelse/closed', 'beslut', 'anteckning', 'handling'])
    expect((await stranger.post(`/personal/arenden/${kept.id}/${path}`, { datum: '2026-11-02' })).status).toBe(404)
  expect((await stranger.post(`/personal/arenden/${kept.id}/ratta/${id}`, { version: '0', text: 'x' })).status).toBe(404)
  // The reference of another matter, put into a form of one's own.
  expect((await stranger.post(`/personal/arenden/${other.id}/handelse/closed`, { formular: ref, datum: '2026-11-02' })).status).not.toBe(
    303,
  )
  expect(await eventsOf(kept.id)).toHaveLength(1)
})
