import { expect, test } from 'vitest'
import { aDocument } from '../../../testing/camilla.ts'
import { eventKinds } from '#modules/matters'
import { aMatter, anEvent, aPerson, aRule, auditOf, aUnit, aWorker, type Matter, opened, owner, browser } from '#testing'
import { groups } from './model.ts'

const note = (matter: Matter, text = 'Vi följde upp hösten.', more: object = {}) =>
  anEvent(matter, 'note', { title: 'Uppföljning', text }, { author: { name: 'Amina Haddad' }, ...more })
const path = (matter: Matter, item: { id: string }) => `/personal/granska/${matter.id}/${item.id}`
const stateOf = async (item: { id: string }) =>
  (await owner`select state, reason, reader_text, existence_secret, revision from gate.release_decisions where item_id = ${item.id}`)[0]!
const shelfOf = async (matter: Matter) =>
  (await owner`select kind, event from shelf.copies where person_id = ${matter.person.id} order by at`).map(({ kind, event }) => ({
    kind,
    event,
  }))

test('a case officer reads what waits at the unit, oldest first, as its person will read it', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [camilla, yusuf] = [await aMatter({ unit }), await aMatter({ unit, person: await aPerson({ called: 'Yusuf Demir' }) })]
  const first = await note(camilla, 'Tisdagarna fungerar bra.\n\nKvällarna är svårast.')
  await note(yusuf)
  const desk = await browser(worker)
  const queue = await desk.get('/personal/granska')
  expect(queue.status).toBe(200)
  expect(queue.text).toContain('2 uppgifter väntar. Den äldsta kom i dag.')
  expect(queue.text.indexOf('Camilla Rosén')).toBeLessThan(queue.text.indexOf('Yusuf Demir'))
  const page = await desk.get(path(camilla, first))
  expect(page.text).toContain('Så här ser Camilla Rosén det')
  expect(page.text).toContain('<p>Tisdagarna fungerar bra.</p><p>Kvällarna är svårast.</p>')
  expect(page.text).toContain('Amina Haddad skrev')
  expect(page.text).toContain('Ärendet är inte öppnat för personen')
  expect(page.text).toContain('Högst 2\u00a0000 tecken.')
  expect((await desk.get(`${path(camilla, first)}?sprak=en`)).text).toContain('At most 2,000 characters.')
  expect(await auditOf(worker.id)).toEqual(['review queue', 'review item', 'review item'])
})

test('an item that is shown reaches its person, and the next one comes up', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const [first, second] = [await note(matter), await note(matter, 'Den andra')]
  await opened(matter)
  const desk = await browser(await aWorker({ unit }))
  const answer = await desk.post(path(matter, first), { beslut: 'visa', sett: '1' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`${path(matter, second)}?klar=${matter.id}.${first.id}`)
  expect((await shelfOf(matter)).map((copy) => copy.kind)).toEqual(['note'])
  expect((await desk.get(answer.headers.get('location')!)).text).toContain('Du valde att visa en uppgift för Camilla Rosén.')
})

test('the receipt says what was done, in words of its own for each way', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  const desk = await browser(await aWorker({ unit }))
  for (const [form, words] of [
    [{ beslut: 'annars', satt: 'kansligt' }, 'Du valde att visa en uppgift för Camilla Rosén, med en sida framför.'],
    [{ beslut: 'annars', satt: 'tillsammans' }, 'Du valde att läsa en uppgift tillsammans med Camilla Rosén innan den visas.'],
    [{ beslut: 'annars', satt: 'avslut' }, 'En uppgift visas för Camilla Rosén när ärendet är avslutat.'],
    [{ beslut: 'visa-inte', skal: 'harm' }, 'Du valde att inte visa en uppgift för Camilla Rosén.'],
  ] as const) {
    const answer = await desk.post(path(matter, await note(matter)), { ...form, sett: '1' })
    expect((await desk.get(answer.headers.get('location')!)).text).toContain(words)
  }
})

test('the last decision can be undone, and the item waits again', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const item = await note(matter)
  await opened(matter)
  const desk = await browser(await aWorker({ unit }))
  const after = await desk.post(path(matter, item), { beslut: 'visa', sett: '1' })
  expect(after.headers.get('location')).toBe(`/personal/granska?klar=${matter.id}.${item.id}`)
  const page = await desk.get(after.headers.get('location')!)
  expect(page.text).toContain('Inget väntar')
  expect(page.text).toContain(`action="${path(matter, item)}/angra"`)
  expect((await desk.post(`${path(matter, item)}/angra`, { sett: '2' })).status).toBe(303)
  expect((await desk.post(`${path(matter, item)}/angra`, { sett: '2' })).status).toBe(303)
  expect(await shelfOf(matter)).toEqual([])
  expect((await stateOf(item)).state).toBe('imported')
})

test('what is undone waits for the same day as before, and is then shown by the rule', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await aRule(matter, 'note', 'after-days', 3)
  const item = await note(matter)
  await opened(matter)
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const row = async () =>
    (await owner`select state, rule_id, due_at, reason, reader_text from gate.release_decisions where item_id = ${item.id}`)[0]!
  const before = await row()
  expect(before).toMatchObject({ state: 'assessed', due_at: expect.any(Date), rule_id: expect.any(String) })
  await desk.post(path(matter, item), { beslut: 'visa-inte', sett: '1', skal: 'harm' })
  expect((await row())['due_at']).toBeNull()
  const back = await desk.post(`${path(matter, item)}/angra`, { sett: '2' })
  expect(await row()).toEqual(before)
  expect((await desk.get(back.headers.get('location')!)).text).toMatch(/väntar igen\..*Visas .* om ingen/s)
  expect(await owner`select decided_by from gate.release_history where item_id = ${item.id} order by revision desc limit 1`).toEqual([
    { decided_by: worker.id },
  ])
  await owner`update gate.release_decisions set due_at = now() where item_id = ${item.id}`
  await owner`select gate.release_due(10)`
  expect(await owner`select state, decided_by from gate.release_decisions where item_id = ${item.id}`).toEqual([
    { state: 'released', decided_by: null },
  ])
})

test('a change of what was withheld is undone with its reason and its words', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const item = await note(matter)
  await opened(matter)
  const desk = await browser(await aWorker({ unit }))
  await desk.post(path(matter, item), { beslut: 'visa-inte', sett: '1', skal: 'harm', ord: 'Fråga mig.', hemligt: 'ja' })
  const before = { ...(await stateOf(item)), revision: 4 }
  await desk.post(path(matter, item), { beslut: 'visa', sett: '2' })
  expect(await shelfOf(matter)).toHaveLength(1)
  expect((await desk.post(`${path(matter, item)}/angra`, { sett: '3' })).status).toBe(303)
  expect(await stateOf(item)).toEqual(before)
  expect(await shelfOf(matter)).toEqual([])
})

test('withholding needs a reason, and what was typed is kept', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const item = await note(matter)
  const desk = await browser(await aWorker({ unit }))
  const answer = await desk.post(path(matter, item), { beslut: 'visa-inte', sett: '1', ord: 'Vi ringer <b>dig</b>' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('href="#skal"')
  expect(answer.text).toContain('Vi ringer &lt;b&gt;dig&lt;/b&gt;')
  expect((await stateOf(item)).state).toBe('imported')
})

test('what is withheld is told in the words of its reason, in own words, or not at all', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  const desk = await browser(await aWorker({ unit }))
  const hide = async (form: Record<string, string>) =>
    desk.post(path(matter, await note(matter)), { beslut: 'visa-inte', sett: '1', skal: 'other-person', ...form })
  await hide({})
  await hide({ ord: 'Fråga mig på måndag.' })
  await hide({ hemligt: 'ja' })
  const told = (await shelfOf(matter)).map((copy) => copy.event)
  expect(told).toHaveLength(2)
  expect(told).toEqual(
    expect.arrayContaining([
      { text: 'Det finns en uppgift här som vi inte visar. Det står något om någon annan i den.' },
      { text: 'Fråga mig på måndag.' },
    ]),
  )
})

test('when somebody else decided in between, it is said and nothing typed is lost', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const item = await note(matter)
  const [amina, sara] = [await browser(await aWorker({ unit })), await browser(await aWorker({ unit, called: 'Sara Lund' }))]
  await sara.post(path(matter, item), { beslut: 'visa', sett: '1' })
  const answer = await amina.post(path(matter, item), { beslut: 'visa-inte', sett: '1', skal: 'harm', ord: 'Mina egna ord' })
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Någon annan hann före')
  expect(answer.text).toContain('Sara Lund valde att visa den')
  expect(answer.text).toContain('Mina egna ord')
  expect((await stateOf(item)).state).toBe('released')
})

test('the same decision sent twice is one decision', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const item = await note(matter)
  const desk = await browser(await aWorker({ unit }))
  const send = () => desk.post(path(matter, item), { beslut: 'visa-inte', sett: '1', skal: 'harm' })
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect((await stateOf(item)).revision).toBe(2)
  expect(await owner`select revision, state from gate.release_history where item_id = ${item.id} order by revision`).toMatchObject([
    { revision: 1, state: 'imported' },
    { revision: 2, state: 'withheld' },
  ])
})

test('another unit, another committee and other roles find nothing here, and the same nothing', async () => {
  const matter = await aMatter()
  const item = await note(matter)
  const strangers = [await aWorker({ unit: await aUnit({ committee: matter.unit.committee }) }), await aWorker()]
  for (const stranger of strangers) {
    const desk = await browser(stranger)
    const answers = [
      await desk.get(path(matter, item)),
      await desk.post(path(matter, item), { beslut: 'visa', sett: '1' }),
      await desk.get(`${path(matter, item)}/handling`),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404])
    expect((await desk.get('/personal/granska')).text).not.toContain('Camilla')
  }
  for (const role of ['systemSteward', 'logReviewer'] as const) {
    const desk = await browser(await aWorker({ unit: matter.unit, role }))
    expect((await desk.get(path(matter, item))).status).toBe(404)
  }
  expect((await stateOf(item)).state).toBe('imported')
})

test('a queue can be seen for one kind and for one officer, page by page', async () => {
  const unit = await aUnit()
  const [mine, other] = [await aMatter({ unit }), await aMatter({ unit, person: await aPerson({ called: 'Yusuf Demir' }) })]
  await aRule(mine, 'assigned', 'at-once')
  await anEvent(mine, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  for (let n = 0; n < 30; n++) await note(other)
  await anEvent(mine, 'decision', { title: 'Avslag', results: [{ answer: 'no', what: 'hyra' }] })
  const desk = await browser(await aWorker({ unit, called: 'Amina Haddad' }))
  const first = await desk.get('/personal/granska')
  expect(first.text.match(/<b>Yusuf Demir<\/b>/g)).toHaveLength(25)
  const next = /href="([^"]*efter=[^"]*)"/.exec(first.text)![1]!
  const second = await desk.get(next)
  expect(second.text.match(/<b>Yusuf Demir<\/b>/g)).toHaveLength(5)
  expect(second.text).toContain('<b>Camilla Rosén</b>')
  for (const query of ['?visa=mina', '?slag=beslut']) {
    const { text } = await desk.get(`/personal/granska${query}`)
    expect(text).toContain('Camilla Rosén')
    expect(text).toContain('Nej i beslutet')
    expect(text).not.toContain('Yusuf')
  }
  // Whose and which kind are chosen apart, both said, and neither is lost with the other.
  const { text } = await desk.get('/personal/granska?visa=mina&slag=beslut')
  const chosen = [...text.matchAll(/aria-current="true">([^<]*)</g)].map(([, name]) => name)
  expect(chosen).toEqual(['Mina', 'Beslut'])
  for (const href of ['?slag=beslut">Hela enheten', '?visa=mina">Alla<', '?visa=mina&amp;slag=anteckningar">Anteckningar'])
    expect(text).toContain(href)
  // Every kind that may wait is in one of the groups to choose from.
  expect(Object.values(groups).flat().toSorted()).toEqual(eventKinds.toSorted())
  await anEvent(mine, 'condition', { title: 'Prov varje vecka', status: 'active' })
  expect((await desk.get('/personal/granska?slag=stod')).text).toContain('1 uppgift väntar.')
  expect(text).toMatch(/Kom i dag kl\.\s\d/)
  expect((await desk.get('/personal/granska?sprak=en')).text).toMatch(/Came today at\s\d/)
})

test('a document that nobody has opened is asked about once more before it is shown', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const items = [1, 2].map((n) => anEvent(matter, 'document-added', { title: 'Intyg', document: `fil-${n}` }))
  const [first, second] = [await items[0]!, await items[1]!]
  await aDocument(matter, 'fil-1', { type: 'text/html' })
  await aDocument(matter, 'fil-2')
  const [amina, henrik] = [await browser(await aWorker({ unit })), await browser(await aWorker({ unit }))]
  expect((await amina.get(path(matter, first))).text).toContain('Öppna handlingen och läs den innan du visar den.')
  const refused = await amina.post(path(matter, first), { beslut: 'visa', sett: '1' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Öppna handlingen innan du visar den, eller bekräfta att du har läst den på annat sätt.')
  expect(refused.text).toContain('name="last"')
  expect((await stateOf(first)).state).toBe('imported')
  const opened = await amina.get(`${path(matter, first)}/handling`)
  expect(opened.headers.get('content-disposition')).toBe('inline')
  expect(opened.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect((await amina.get(path(matter, first))).text).not.toContain('Öppna handlingen och läs den')
  expect((await henrik.post(path(matter, first), { beslut: 'visa', sett: '1' })).status).toBe(422)
  await owner`update record.documents set received_at = now() + interval '1 second' where ref = 'fil-1' and matter_id = ${matter.id}`
  expect((await amina.post(path(matter, first), { beslut: 'visa', sett: '1' })).status).toBe(422)
  await owner`update record.documents set received_at = now() - interval '1 day' where ref = 'fil-1' and matter_id = ${matter.id}`
  expect((await amina.post(path(matter, first), { beslut: 'visa', sett: '1' })).status).toBe(303)
  expect((await henrik.post(path(matter, second), { beslut: 'visa', sett: '1', last: 'ja' })).status).toBe(303)
  expect((await stateOf(second)).state).toBe('released')
})

test('a document of several parts comes whole to staff, one part at a time', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const letter = await anEvent(matter, 'document-added', { title: 'Utredning', document: 'stor' })
  const { bytes } = await aDocument(matter, 'stor', { parts: ['ett', 'två', 'tre'].map((word) => Buffer.from(`%PDF-1.7 ${word} `)) })
  const worker = await aWorker({ unit })
  const answer = await (await browser(worker)).get(`${path(matter, letter)}/handling`)
  expect([answer.status, answer.headers.get('content-length'), answer.text]).toEqual([200, String(bytes.length), bytes.toString()])
  expect(await auditOf(worker.id)).toEqual(['review document', 'document part', 'document part', 'document part'])
})

test('the heading counts what the filter lets through', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await note(matter)
  await note(matter)
  await anEvent(matter, 'document-added', { title: 'Intyg' })
  const desk = await browser(await aWorker({ unit }))
  expect((await desk.get('/personal/granska')).text).toContain('3 uppgifter väntar.')
  expect((await desk.get('/personal/granska?slag=handlingar')).text).toContain('1 uppgift väntar.')
  expect((await desk.get('/personal/granska?visa=mina')).text).toContain('Inget väntar.')
})
