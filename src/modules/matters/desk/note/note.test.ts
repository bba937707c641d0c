import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aSource, aUnit, aWorker, browser, decided, opened, owner, uuid } from '#testing'

async function aDesk() {
  const unit = await aUnit()
  const matter = await aMatter({ unit, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  return { matter, path: `/personal/arenden/${matter.id}`, desk: await browser(await aWorker({ unit })) }
}
const hard = 'Ärendet handläggs av enheten. Du ska inte ramla mellan stolarna. Beslutet vinner laga kraft i maj.'

test('a note is read through for its author when asked for: nothing is saved, and nothing of what was typed is lost', async () => {
  const { matter, path, desk } = await aDesk()
  const form = { formular: uuid(), version: '0', rubrik: 'Om hösten', text: hard, datum: '2026-03-02', tid: '9.30', gor: 'granska' }
  const page = await desk.post(`${path}/anteckning`, form)
  expect(page.status).toBe(200)
  for (const found of ['”handläggs”', '”ramla mellan stolarna”', '”vinner laga kraft”', 'LIX är ', 'Om texten'])
    expect(page.text).toContain(found)
  for (const kept of ['Om hösten', hard, '2026-03-02', '9.30', form.formular]) expect(page.text).toContain(kept)
  expect(await owner`select 1 from record.drafts where matter_id = ${matter.id}`).toHaveLength(0)
  const plain = await desk.post(`${path}/anteckning`, { ...form, text: 'Vi pratade om skolan. Du vill byta grupp.' })
  expect(plain.text).toContain('Vi hittade inga långa meningar')
  // Its place in the history is given up when it is sent again: going back asks for nothing.
  expect(plain.text).toMatch(/<html[^>]* data-answer/)
  expect((await desk.post(`${path}/anteckning`, { ...form, text: '', rubrik: '' })).text).toContain('Det finns ingen text att granska än.')
})

test('advice about a draft that another window has saved does not write over it', async () => {
  const { path, desk } = await aDesk()
  const form = { formular: uuid(), version: '0', rubrik: '', text: 'Första', datum: '2026-03-02', tid: '' }
  await desk.post(`${path}/anteckning`, form)
  await desk.post(`${path}/anteckning/${form.formular}`, { ...form, version: '1', text: 'Andra fönstret' })
  const page = await desk.post(`${path}/anteckning/${form.formular}`, { ...form, version: '1', text: 'Första, mer', gor: 'granska' })
  expect(page.text).toContain('Första, mer')
  expect((await desk.post(`${path}/anteckning/${form.formular}`, { ...form, version: '1', text: 'Första, mer' })).status).toBe(409)
})

test('a time that is no time is said at the time, and not at the day', async () => {
  const { path, desk } = await aDesk()
  const form = { formular: uuid(), version: '0', rubrik: '', text: 'Vi pratade.', datum: '2026-03-02', tid: 'nio', gor: 'las' }
  const { text } = await desk.post(`${path}/anteckning`, form)
  expect(text).toContain('href="#tid"')
  expect(text).not.toContain('href="#datum"')
})

test('the four questions are asked beside the note as its person will read it, and kept as answered or not', async () => {
  const { matter, path, desk } = await aDesk()
  const lock = async (ticks: Record<string, string>) => {
    const formular = uuid()
    await desk.post(`${path}/anteckning`, { formular, version: '0', rubrik: '', text: 'Vi pratade.', datum: '2026-03-02', tid: '' })
    const read = (await desk.get(`${path}/anteckning/${formular}/las`)).text
    expect(read).toContain('Så här läser personen')
    for (const question of ['tillräcklig', 'väsentlig', 'ändamålsenlig', 'respekterar personen']) expect(read).toContain(question)
    expect((await desk.post(`${path}/anteckning/${formular}/las`, { version: '1', ...ticks })).status).toBe(303)
    const [row] = await owner`select event -> 'internal' as internal from record.events where ref = ${formular}`
    return row!['internal'] as object
  }
  expect(await lock({})).toEqual({ answered: [] })
  expect(await lock({ tillracklig: 'ja', integritet: 'ja' })).toEqual({ answered: ['sufficient', 'integrity'] })
  // What staff answered is theirs: the copy does not have it.
  const [{ id }] = (await owner`select id from record.events where matter_id = ${matter.id} limit 1`) as unknown as [{ id: string }]
  await opened(matter)
  await decided(matter, id, 'released')
  expect(await owner`select event from shelf.copies where event ? 'internal'`).toHaveLength(0)
  expect(await owner`select event from shelf.copies where kind = 'note'`).toHaveLength(1)
})

test('a correction, a decision, an event and an answer are read through in the same way', async () => {
  const { matter, path, desk } = await aDesk()
  const note = await anEvent(matter, 'note', { text: 'Vi pratade.' })
  const corrected = await desk.post(`${path}/ratta/${note.id}`, { version: '0', rubrik: '', text: hard, tillracklig: 'ja', gor: 'granska' })
  const decision = await desk.post(`${path}/beslut`, { formular: uuid(), rubrik: 'Nej', skal: hard, gor: 'granska' })
  const event = await desk.post(`${path}/handelse/preliminary-answer`, {
    formular: uuid(),
    datum: '2026-03-02',
    text: hard,
    gor: 'granska',
  })
  for (const page of [corrected, decision, event]) {
    expect(page.status).toBe(200)
    expect(page.text).toContain('”ramla mellan stolarna”')
    expect(page.text).toContain(hard)
  }
  expect(corrected.text).toMatch(/id="tillracklig"[^>]* checked/)
  expect(await owner`select 1 from record.events where matter_id = ${matter.id}`).toHaveLength(1)
})

test('hard words are explained under what the person reads, and the text is as it was written', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const text = 'Du har rätt till försörjningsstöd. Ansökan gäller dig och ditt umgänge.'
  const plain = await anEvent(matter, 'note', { text: 'Vi pratade om skolan.' })
  const note = await anEvent(matter, 'note', { text })
  const shelf = await opened(matter)
  await decided(matter, plain.id, 'released')
  const mine = await browser(person)
  const before = (await mine.get(`/mina-sidor/arenden/${shelf}`)).text
  expect(before).toContain('Vi pratade om skolan.')
  expect(before).not.toContain('Ord som förklaras')
  await decided(matter, note.id, 'released')
  const after = (await mine.get(`/mina-sidor/arenden/${shelf}`)).text
  expect(after).toContain(text)
  expect(after).toContain('Ord som förklaras: försörjningsstöd, umgänge')
  expect(after).toContain('Pengar från kommunen till mat, boende och annat')
  const list = await (await browser(await aWorker({ unit }))).get('/personal/ord')
  expect(list.text).toContain('Pengar från kommunen till mat, boende och annat')
})

test('how often the unit writes a word that the list would change is told at that unit, and of few texts nothing (PLAIN-06)', async () => {
  const { path, desk } = await aDesk()
  const lock = async (text: string) => {
    const draft = await desk.post(`${path}/anteckning`, {
      formular: uuid(),
      version: '0',
      rubrik: '',
      text,
      datum: '2026-03-02',
      tid: '',
      gor: 'las',
    })
    const at = draft.headers.get('location')!
    const version = /name="version" value="(\d+)"/.exec((await desk.get(at)).text)![1]!
    await desk.post(at, { version })
    // The same form once more is the same text.
    await desk.post(at, { version })
  }
  for (let n = 0; n < 4; n++) await lock(`${hard} Du ska inkomma med papper, och inkomma i tid. Samtal ${n}.`)
  const said = async () => (await desk.get('/personal/ord')).text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(await said()).toContain('Inget ord som listan vill byta ut står i 5 eller fler')
  await lock('Du ska inkomma med papper.')
  expect(await said()).toContain('Så skriver enheten Ord Antal texter Skriv hellre inkomma 5 komma in, lämna in')
  expect(await said()).not.toMatch(/ramla mellan stolarna 4/)
  const elsewhere = await browser(await aWorker({ unit: await aUnit() }))
  expect((await elsewhere.get('/personal/ord')).text).toContain('Inget ord som listan vill byta ut')
})
