import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, decided, opened, owner, uuid } from '#testing'

test('a unit opens nothing until it has an administrator and a deputy: the start page and the case say what is missing, and the manager names them', async () => {
  const unit = await aUnit()
  await owner`delete from directory.keepers where unit_id = ${unit.id}`
  const matter = await aMatter({ unit })
  const officer = await aWorker({ unit, called: 'Amina Haddad' })
  const other = await aWorker({ unit, called: 'Petter Lundvall' })
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  const [desk, manager] = [await browser(officer), await browser(await aWorker({ unit, role: 'unitManager' }))]
  const home = `/personal/arenden/${matter.id}`
  const open = async () => (await desk.post(`${home}/oppna`, {})).status
  expect((await desk.get('/personal')).text).toContain('Enheten saknar administratör och ersättare. Be enhetschefen')
  expect((await desk.get(home)).text).toContain('Enheten saknar administratör och ersättare')
  expect(await open()).toBe(422)
  expect(await owner`select 1 from gate.openings where matter_id = ${matter.id}`).toHaveLength(0)
  const name = (administrator: string, deputy: string) => manager.post('/personal/enheten', { administrator, deputy })
  for (const [a, b] of [
    ['', other.id],
    [officer.id, officer.id],
    [officer.id, elsewhere.id],
  ] as const)
    expect((await name(a, b)).status).toBe(422)
  expect((await name(officer.id, other.id)).status).toBe(303)
  const page = (await manager.get('/personal/enheten')).text
  expect(page).toContain('Amina Haddad är administratör sedan')
  expect(page).toContain('Petter Lundvall är ersättare sedan')
  expect((await manager.get('/personal')).text).not.toContain('Enheten saknar')
  // Somebody who has left looks after nothing.
  await owner`update directory.staff set active = false where id = ${other.id}`
  expect((await desk.get(home)).text).toContain('Enheten saknar ersättare')
  expect(await open()).toBe(422)
  await owner`update directory.staff set active = true where id = ${other.id}`
  // They may change places.
  expect((await name(other.id, officer.id)).status).toBe(303)
  expect((await manager.get('/personal/enheten')).text).toContain('Petter Lundvall är administratör sedan')
  expect(await open()).toBe(303)
  expect((await desk.get('/personal/enheten')).status).toBe(404)
})

test('to leave a case out takes a reason, which the manager sees counted, and which goes when it is offered again or opened', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const desk = await browser(await aWorker({ unit, called: 'Amina Haddad' }))
  const manager = await browser(await aWorker({ unit, role: 'unitManager' }))
  const home = `/personal/arenden/${matter.id}`
  const left = async () => (await manager.get('/personal/enheten')).text
  expect(await left()).toContain('Inget ärende är undantaget.')
  expect((await desk.get('/personal')).text).toContain('1 ärende är inte öppnat')
  expect((await desk.post(`${home}/erbjud-inte`, { formular: uuid() })).text).toContain('Välj varför det inte erbjuds nu')
  const key = uuid()
  for (let twice = 0; twice < 2; twice += 1) await desk.post(`${home}/erbjud-inte`, { formular: key, darfor: 'risk' })
  expect(await owner`select 1 from gate.not_offered where matter_id = ${matter.id}`).toHaveLength(1)
  expect((await desk.get(home)).text).toContain('Ärendet erbjuds inte nu: någon kan komma till skada. Amina Haddad skrev det')
  expect(await left()).toMatch(/Någon kan komma till skada<\/dt><dd>1 ärende/)
  expect((await desk.get('/personal')).text).toContain('öppnade för sina personer, utom 1 som ni har valt att inte erbjuda nu.')
  // What is next for it is to offer it again; to open it at once stands folded.
  expect((await desk.get(home)).text).toMatch(
    /Erbjud det igen<[^]*<summary[^>]*>Öppna för personen<[^]*data-variant="secondary"[^>]*>Öppna för personen</,
  )
  await desk.post(`${home}/erbjud-inte`, { formular: uuid(), gor: 'erbjud' })
  expect(await left()).toContain('Inget ärende är undantaget.')
  await desk.post(`${home}/erbjud-inte`, { formular: uuid(), darfor: 'asked' })
  expect((await desk.post(`${home}/oppna`, {})).status).toBe(303)
  expect(await left()).toContain('Inget ärende är undantaget.')
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await stranger.post(`${home}/erbjud-inte`, { formular: uuid(), darfor: 'risk' })).status).toBe(404)
})

test('the start page tells what is one’s own and what is late, each with a link to exactly that', async () => {
  const unit = await aUnit()
  const [mine, another] = [await aMatter({ unit }), await aMatter({ unit })]
  await anEvent(mine, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  await anEvent(mine, 'note', { text: 'Min' })
  await anEvent(another, 'note', { text: 'En annans' })
  await owner`update gate.release_decisions set waiting_since = now() - interval '5 days' where matter_id = ${mine.id}`
  const late = await anEvent(mine, 'investigation-opened', { dueBy: '2026-05-01' }, { at: '2026-01-02T10:00:00Z' })
  await anEvent(another, 'investigation-opened', { dueBy: '2026-05-01' }, { at: '2026-01-02T10:00:00Z' })
  await anEvent(another, 'investigation-closed', {}, { at: '2026-04-02T10:00:00Z' })
  const desk = await browser(await aWorker({ unit, called: 'Amina Haddad' }))
  const start = (await desk.get('/personal')).text
  expect(start).toContain('3 uppgifter väntar. Den äldsta har väntat i 5 dagar. 2 har väntat i minst 3 dagar.')
  expect(start).toContain('href="/personal/granska?visa=mina"')
  expect(start).toContain('1 utredning skulle ha varit klar.')
  const list = (await desk.get('/personal/arenden?visa=sena-utredningar')).text
  expect(list).toContain(mine.id)
  expect(list).not.toContain(another.id)
  // Decided since, it has passed its step; a decision from before it was opened has nothing to do with it.
  await anEvent(mine, 'decision', { title: 'Förr', results: [] }, { at: '2025-12-01T10:00:00Z' })
  expect((await desk.get('/personal')).text).toContain('1 utredning skulle ha varit klar.')
  const made = { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd' }] }
  const { ref } = await anEvent(mine, 'decision', made, { at: '2026-02-20T10:00:00Z' })
  expect((await desk.get('/personal')).text).not.toContain('skulle ha varit')
  await anEvent(mine, 'decision', made, { ref, version: 1, annulled: true, at: '2026-02-20T10:00:00Z' })
  expect((await desk.get('/personal')).text).toContain('1 utredning skulle ha varit klar.')
  // A longer time, or one registered by mistake, is late no more.
  await anEvent(mine, 'investigation-extended', { dueBy: '2099-05-01' }, { at: '2026-03-02T10:00:00Z' })
  expect((await desk.get('/personal')).text).not.toContain('skulle ha varit')
  expect(late.outcome).toBe('stored')
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }), called: 'Amina Haddad' }))
  expect((await stranger.get('/personal/arenden?visa=sena-utredningar')).text).toContain('Ingen utredning är försenad')
})

test('the manager sees what the reading leads to, counted by what was wanted, and another unit’s manager nothing of it (REL-04)', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const { id } = await anEvent(matter, 'note', { text: 'Ett samtal' })
  const shelf = await opened(matter)
  await decided(matter, id, 'released')
  const copy = (await owner`select copy_id from gate.release_decisions where item_id = ${id}`)[0]!['copy_id'] as string
  const home = await browser(person)
  for (const text of ['Vad betyder det?', 'Och sedan?'])
    await home.post(`/mina-sidor/arenden/${shelf}/om/${copy}`, { kind: 'question', text, key: crypto.randomUUID() })
  const asked = async (at: typeof unit) =>
    (await (await browser(await aWorker({ unit: at, role: 'unitManager' }))).get('/personal/enheten')).text
  expect(await asked(unit)).toMatch(/<dt>Fråga<\/dt><dd>2<\/dd>/)
  expect(await asked(await aUnit({ committee: unit.committee }))).toContain('Ingen har skrivit till enheten om något de har läst')
})
