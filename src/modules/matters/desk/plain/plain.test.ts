import { expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, db, decided, opened, owner, uuid } from '#testing'

const plain = 'Du får pengar till mat och hyra i maj.'
async function aScene(detail: object = { text: 'Bistånd beviljas för maj månad.' }, kind = 'note') {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const item = await anEvent(matter, kind, detail)
  const shelf = await opened(matter)
  const worker = await aWorker({ unit, called: 'Karin Öst' })
  const desk = await browser(worker)
  const path = `/personal/arenden/${matter.id}/enklare/${item.id}`
  const write = (text: string, version = '0', formular: string = uuid()) => desk.post(path, { text, version, formular })
  const mine = await browser(person)
  const seen = async () => (await mine.get(`/mina-sidor/arenden/${shelf}`)).text
  return { unit, person, matter, item, shelf, worker, desk, path, write, seen }
}

test('plainer words stand under an item that is shown, with who wrote them, and the item is as it was', async () => {
  const { matter, item, worker, write, seen } = await aScene()
  expect((await write(plain)).status).toBe(303)
  expect(await seen()).not.toContain(plain)
  await decided(matter, item.id, 'released', { by: worker })
  const page = await seen()
  expect(page).toContain('Bistånd beviljas för maj månad.')
  expect(page).toContain(plain)
  expect(page).toMatch(/Skrivet av Karin Öst .*Det är texten här över som gäller/)
  const [event] = await owner`select event from record.events where id = ${item.id}`
  expect(JSON.stringify(event)).not.toContain('mat och hyra')
})

test('words written after the item was shown come at once, and an empty form takes them away', async () => {
  const { matter, item, worker, write, seen, desk, path } = await aScene()
  await decided(matter, item.id, 'released', { by: worker })
  await write(plain)
  expect(await seen()).toContain(plain)
  await write('Du får pengar i maj.', '1')
  expect(await seen()).toContain('Du får pengar i maj.')
  expect(await seen()).not.toContain(plain)
  expect((await desk.get(path)).text).toContain('Karin Öst skrev det som står nu')
  await write('', '2')
  expect(await seen()).not.toContain('Med enklare ord')
  expect(await owner`select version, text from record.plain_versions where item_id = ${item.id} order by version`).toMatchObject([
    { version: 1, text: plain },
    { version: 2, text: 'Du får pengar i maj.' },
    { version: 3, text: null },
  ])
})

test('they never stand beside what is not shown, and go when it is taken back', async () => {
  const { matter, item, worker, write, seen, shelf } = await aScene()
  await write(plain)
  await decided(matter, item.id, 'withheld', { by: worker })
  expect(await seen()).toContain('Det finns en uppgift här som vi inte visar.')
  expect(await seen()).not.toContain(plain)
  expect(await owner`select 1 from shelf.copies where plain is not null and matter_id = ${shelf}`).toHaveLength(0)
  await decided(matter, item.id, 'released', { by: worker })
  expect(await seen()).toContain(plain)
  await decided(matter, item.id, 'withheld', { by: worker })
  expect(await seen()).not.toContain(plain)
})

test('under a cover they are no more there than the words they stand for, and come when their reader lifts it', async () => {
  const { matter, item, worker, write, person, shelf, seen } = await aScene()
  await decided(matter, item.id, 'released', { by: worker, sensitive: true, text: 'Ring mig gärna.' })
  await write(plain)
  const onShelf = async () =>
    owner`select id from shelf.copies where matter_id = ${shelf} and (plain is not null or event::text like '%beviljas%')`
  expect(await onShelf()).toHaveLength(0)
  const [copy] = await owner`select id from shelf.copies where matter_id = ${shelf} and kind = 'covered'`
  await db.as(person, { purpose: 'test' }, (tx) => tx.run`select gate.uncover(${copy!['id'] as string})`)
  expect(await onShelf()).toHaveLength(1)
  expect(await seen()).toContain(plain)
})

test('a copy that does not say all that the item says gets none: they could say it instead', async () => {
  const { matter, item, worker, write, seen } = await aScene()
  await decided(matter, item.id, 'released', { by: worker })
  await owner`update shelf.copies set event = jsonb_set(event, '{detail,text}', '"Bistånd beviljas."')`
  await write(plain)
  expect(await seen()).toContain('Bistånd beviljas.')
  expect(await seen()).not.toContain(plain)
})

test('beside an item that is shown with passages masked they never stand, also when they were written before', async () => {
  const { matter, item, worker, write, seen } = await aScene({ text: 'Bistånd beviljas för maj månad. Grannen Kjell ringde.' })
  await write(plain)
  const [row] = await owner`select event from record.events where id = ${item.id}`
  const event = {
    ...(row!['event'] as object),
    detail: { text: 'Bistånd beviljas för maj månad. […]' },
    masked: 'Ett stycke är borttaget.',
  }
  const masking = await db.as(worker, { purpose: 'test', matter: matter.id, item: item.id }, async (tx) => {
    const { z } = await import('zod')
    return tx.maybe(z.object({ answer: z.string() }))`
      select gate.mask(${matter.id}, ${item.id}, ${matter.person.id}, 1, ${JSON.stringify(event)}::text::jsonb, null, '{}', 'other-person') as answer`
  })
  expect(masking).toEqual({ answer: 'done' })
  await decided(matter, item.id, 'released', { by: worker })
  expect(await seen()).toContain('Bistånd beviljas för maj månad. […]')
  expect(await seen()).not.toContain(plain)
  await write('Grannen Kjell ringde om dig.', '1')
  expect(await seen()).not.toContain('Kjell')
})

test('where a decision keeps names out, who wrote the plainer words is not said', async () => {
  const detail = { title: 'Ja till pengar', results: [{ answer: 'yes', what: 'Pengar i maj' }], reasons: 'Skäl.', hideNames: true }
  const { matter, item, worker, write, person, shelf } = await aScene(detail, 'decision')
  await decided(matter, item.id, 'released', { by: worker })
  await write(plain)
  const [copy] = await owner`select id, plain from shelf.copies where matter_id = ${shelf}`
  expect(copy!['plain']).not.toHaveProperty('by')
  const page = (await (await browser(person)).get(`/mina-sidor/arenden/${shelf}/beslut/${copy!['id'] as string}`)).text
  expect(page).toContain(plain)
  expect(page).not.toContain('Karin Öst')
})

test('the same form twice is one wording, and a form that is out of date says so and keeps what was typed', async () => {
  const { item, write, desk, path } = await aScene()
  const key = uuid()
  expect([(await write(plain, '0', key)).status, (await write(plain, '0', key)).status]).toEqual([303, 303])
  const late = await write('Något annat', '0')
  expect(late.status).toBe(409)
  for (const kept of ['Något annat', plain, 'Någon annan har skrivit här före dig']) expect(late.text).toContain(kept)
  expect((await write('x'.repeat(20_001), '1')).status).toBe(422)
  const advice = await desk.post(path, { text: 'Det handläggs.', version: '1', formular: key, gor: 'granska' })
  expect(advice.text).toContain('”handläggs”')
  expect(await owner`select 1 from record.plain_versions where item_id = ${item.id}`).toHaveLength(1)
})

test('another unit neither reads nor writes them', async () => {
  const { unit, path, write, item } = await aScene()
  await write(plain)
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await stranger.get(path)).status).toBe(404)
  expect((await stranger.post(path, { text: 'Fel', version: '1', formular: uuid() })).status).toBe(404)
  expect(await owner`select 1 from record.plain_versions where item_id = ${item.id}`).toHaveLength(1)
})

test('staff who see the matter as its person does see them too', async () => {
  const { matter, item, worker, write, desk } = await aScene()
  await decided(matter, item.id, 'released', { by: worker })
  await write(plain)
  expect((await desk.get(`/personal/arenden/${matter.id}/som-personen`)).text).toContain(plain)
})
