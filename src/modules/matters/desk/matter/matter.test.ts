import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, auditOf, aUnit, aWorker, decided, opened, owner, browser } from '#testing'

const shelf = async (personId: string) =>
  (await owner`select shown, withheld, waiting, missing, invited_by from shelf.matters where person_id = ${personId}`).map((row) => ({
    ...row,
  }))

test('an officer opens a matter for its person, sees what they see, and closes it again', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit, reported: 5 })
  const note = await anEvent(matter, 'note', { title: 'Uppföljning', text: 'Vi följde upp hösten.' })
  const secret = await anEvent(matter, 'note', { title: 'Om brodern', text: 'Kjell kommer ibland.' })
  await anEvent(matter, 'meeting-held', { title: 'Möte på mottagningen' })
  await decided(matter, note.id, 'released')
  await decided(matter, secret.id, 'withheld')
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const path = `/personal/arenden/${matter.id}`
  const before = await desk.get(path)
  expect(before.text).toContain('Ärendet är inte öppnat. Personen ser ingenting av det.')
  expect((await desk.get(`${path}/som-personen`)).status).toBe(404)
  expect((await desk.post(`${path}/oppna`, {})).headers.get('location')).toBe(`${path}?gjort=oppnat`)
  expect(await shelf(matter.person.id)).toEqual([{ shown: 1, withheld: 1, waiting: 1, missing: 2, invited_by: 'Amina Haddad' }])
  const after = await desk.get(path)
  expect(after.text).toContain('Amina Haddad öppnade ärendet för personen')
  expect(after.text).toMatch(
    /visas<\/dt><dd>1<.*visas inte, och det står<\/dt><dd>\+ 1<.*väntar på att någon läser<\/dt><dd>\+ 1<.*har inte kommit hit<\/dt><dd>\+ 2<.*= 5</s,
  )
  const seen = await desk.get(`${path}/som-personen`)
  expect(seen.text).toContain('Vi följde upp hösten.')
  expect(seen.text).toContain('Det finns en uppgift här som vi inte visar.')
  expect(seen.text).not.toContain('Kjell')
  expect(seen.text).not.toContain('Möte på mottagningen')
  expect((await desk.post(`${path}/stang`, {})).status).toBe(422)
  expect((await desk.post(`${path}/stang`, { skal: 'asked' })).status).toBe(303)
  expect((await desk.post(`${path}/stang`, { skal: 'asked' })).status).toBe(303)
  expect(await shelf(matter.person.id)).toEqual([])
  expect(await owner`select ended_reason from gate.openings where matter_id = ${matter.id}`).toMatchObject([{ ended_reason: 'asked' }])
  expect(await auditOf(worker.id)).toEqual(expect.arrayContaining(['read matter', 'open matter', 'see as person', 'close matter']))
})

/** The words of a page from its first sheet on. The ways to search and to choose how to read are the person's own. */
const fromTheSheet = (page: string) =>
  page
    .slice(page.indexOf('<section class="folder'), page.indexOf('</main>'))
    .replace(/<p class="filter"><a href="\/mina-sidor\/sok">.*?<\/p>/, '')
    .replace(/<p class="screen-only"><a href="[^"]*\/lasa">.*?<\/p>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('staff who see a case as its person read the very words that the person reads', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person, reported: 6 })
  const worker = await aWorker({ unit })
  for (const [kind, detail] of [
    ['received', { what: 'application' }],
    ['requested', { what: [{ title: 'Hyresavi' }], dueBy: '2126-03-20' }],
    ['note', { title: 'Uppföljning', text: 'Vi följde upp hösten.' }],
    ['measure-started', { title: 'Öppenvård' }],
  ] as const) {
    const { id } = await anEvent(matter, kind, detail, { author: { name: 'Amina Haddad' } })
    await decided(matter, id, 'released', { by: worker })
  }
  const hidden = await anEvent(matter, 'note', { text: 'Om brodern' })
  await decided(matter, hidden.id, 'withheld', { by: worker })
  const shelfId = await opened(matter, worker)
  const [desk, home] = [await browser(worker), await browser(person)]
  const pages = async () => [
    fromTheSheet((await desk.get(`/personal/arenden/${matter.id}/som-personen`)).text),
    fromTheSheet((await home.get(`/mina-sidor/arenden/${shelfId}`)).text),
  ]
  const [seen, read] = await pages()
  expect(read).toContain('Hyresavi')
  expect(seen).toBe(read)
  const gone = await anEvent(matter, 'not-shown-here', {}, { at: '2026-03-05T10:00:00Z' })
  await decided(matter, gone.id, 'released', { by: worker })
  const [now, then] = await pages()
  expect(now).toBe(then)
  expect(now).not.toContain('Ingen behöver göra något')
})

test('what nobody may know exists is counted for staff and not for the person', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const { id } = await anEvent(matter, 'note', { text: 'Hemligt' })
  await decided(matter, id, 'withheld', { secret: true })
  const page = await (await browser(await aWorker({ unit }))).get(`/personal/arenden/${matter.id}`)
  expect(page.text).toContain('visas inte, och står inte')
  expect(page.text).toContain('personen vet inte att den finns')
})

test('another unit, another committee and other roles find no such matter', async () => {
  const matter = await aMatter()
  const strangers = [
    await aWorker({ unit: await aUnit({ committee: matter.unit.committee }) }),
    await aWorker(),
    await aWorker({ unit: matter.unit, role: 'systemSteward' }),
  ]
  for (const stranger of strangers) {
    const desk = await browser(stranger)
    const path = `/personal/arenden/${matter.id}`
    expect([
      (await desk.get(path)).status,
      (await desk.post(`${path}/oppna`, {})).status,
      (await desk.post(`${path}/stang`, { skal: 'asked' })).status,
    ]).toEqual([404, 404, 404])
  }
  expect(await shelf(matter.person.id)).toEqual([])
})

test('a matter is found by number, name or personal number, within the unit and never in an address', async () => {
  const unit = await aUnit()
  const [camilla, yusuf] = [await aMatter({ unit }), await aMatter({ unit, person: await aPerson({ called: 'Yusuf Demir-Öhman' }) })]
  await aMatter({ unit: await aUnit({ committee: unit.committee }), person: await aPerson({ called: 'Yusuf Annanstans' }) })
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const found = async (sok: string) =>
    [...(await desk.post('/personal/arenden', { sok, anledning: 'contact' })).text.matchAll(/arenden\/([0-9a-f-]{36})"/g)].map(
      (match) => match[1],
    )
  const number = (await owner`select number from record.matters where id = ${camilla.id}`)[0]!['number'] as string
  expect(await found(number)).toEqual([camilla.id])
  expect(await found('yusuf')).toEqual([yusuf.id])
  expect(await found('öhman dem')).toEqual([yusuf.id])
  for (const nothing of ['annanstans', '%', '_', "'; drop table x; --", 'usuf', '19900602-2397']) expect(await found(nothing)).toEqual([])
  expect((await desk.post('/personal/arenden', { sok: '  ', anledning: 'contact' })).status).toBe(422)
  expect((await desk.get('/personal/arenden?sok=yusuf')).text).not.toContain('Demir')
  expect(await auditOf(worker.id)).toContain('search matters')
})

test('when who signs in is called something else the officer is told so, and opens only with a word that they know who it is', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const desk = await browser(await aWorker({ unit }))
  const page = async () => (await desk.get(`/personal/arenden/${matter.id}`)).text
  const named = (name: string | null) => owner`update identity.persons set name = ${name} where id = ${matter.person.id}`
  for (const same of [null, 'ROSÉN,  Camilla']) {
    await named(same)
    expect(await page()).not.toContain('Källan kallar personen')
    expect(await page()).toContain(same ? 'heter ROSÉN,  Camilla, som i källan' : 'Ingen har loggat in med personnumret än.')
  }
  await named('Yusuf Demir')
  expect(await page()).toContain('Källan kallar personen Camilla Rosén, men den som loggar in med det personnumret heter Yusuf Demir.')
  const unsure = await desk.post(`/personal/arenden/${matter.id}/oppna`, {})
  expect([unsure.status, unsure.text.includes('Kryssa för att du vet')]).toEqual([422, true])
  expect(await owner`select from shelf.matters where person_id = ${matter.person.id}`).toHaveLength(0)
  expect((await desk.post(`/personal/arenden/${matter.id}/oppna`, { samma: 'ja' })).status).toBe(303)
})

test('the matters that are not opened are listed, the newest first, and only those of the unit', async () => {
  const unit = await aUnit()
  const [old, late, shown] = [await aMatter({ unit }), await aMatter({ unit }), await aMatter({ unit })]
  const elsewhere = await aMatter({ unit: await aUnit({ committee: unit.committee }) })
  await owner`update record.matters set opened_on = '2020-01-01' where id = ${old.id}`
  const desk = await browser(await aWorker({ unit }))
  await desk.post(`/personal/arenden/${shown.id}/oppna`, {})
  const { text } = await desk.get('/personal/arenden?visa=ej-oppnade')
  expect([...text.matchAll(/arenden\/([0-9a-f-]{36})"/g)].map((match) => match[1])).toEqual([late.id, old.id])
  expect(text).not.toContain(elsewhere.id)
  await Promise.all([old, late].map(({ id }) => desk.post(`/personal/arenden/${id}/oppna`, {})))
  expect((await desk.get('/personal/arenden?visa=ej-oppnade')).text).toContain('Alla ärenden är öppnade')
})
