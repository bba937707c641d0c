import { expect, test } from 'vitest'
import { aMatter, aPerson, aRecipient, aUnit, aWorker, anEvent, browser, decided, opened, owner } from '#testing'

const form = {
  personnummer: '19700178-2395',
  namn: 'Anna Ek',
  egenskap: 'custodian',
  underlag: 'Personbevis 2026-11-01',
  till: '2027-05-01',
  nyckel: '',
}
const number = '19700178-2395'
const key = () => crypto.randomUUID()
const rights = (matterId: string) =>
  owner`select name, capacity, document, ended_because from gate.recipients where matter_id = ${matterId} order by added_at`
const within = (months: number) => {
  const day = new Date()
  day.setMonth(day.getMonth() + months)
  return day.toISOString().slice(0, 10)
}
const named = (more: object = {}) => ({ ...form, till: within(6), nyckel: key(), ...more })

test('staff name a guardian, once however often it is sent, and nothing is shown by that', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await anEvent(matter, 'note', { text: 'Om Camilla' })
  const desk = await browser(await aWorker({ unit }))
  const path = `/personal/arenden/${matter.id}/lasare`
  const send = named()
  for (let times = 0; times < 2; times += 1) expect((await desk.post(path, send)).headers.get('location')).toBe(`${path}?gjort=lagd`)
  expect(await rights(matter.id)).toEqual([
    { name: 'Anna Ek', capacity: 'custodian', document: 'Personbevis 2026-11-01', ended_because: null },
  ])
  const { text } = await desk.get(`${path}?gjort=lagd`)
  expect(text).toContain('Ser 0 uppgifter. 1 väntar på att någon väljer.')
  expect(text).not.toContain(number)
  const again = await desk.post(path, named())
  expect(again.status).toBe(422)
  expect(again.text).toContain('Personen är redan tillagd')
})

test.each([
  ['personnummer', '123', 'Skriv ett personnummer'],
  ['namn', ' ', 'Skriv personens namn'],
  ['egenskap', 'granne', 'Välj som vad personen läser'],
  ['underlag', '', 'Skriv vilket papper'],
  ['till', '2001-01-01', 'Skriv sista dagen'],
  ['till', within(14), 'Skriv sista dagen'],
])('what is wrong with %s is said, and what was written is still there', async (field, value, words) => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const desk = await browser(await aWorker({ unit }))
  const answer = await desk.post(`/personal/arenden/${matter.id}/lasare`, named({ [field]: value }))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(words)
  if (field !== 'underlag') expect(answer.text).toContain('Personbevis 2026-11-01')
  expect(await rights(matter.id)).toEqual([])
})

test('the guardian reads what was chosen for them, as whose it is, and the person’s own choices are not theirs', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const person = await aPerson({ called: 'Elin Ek' })
  const matter = await aMatter({ unit, person })
  const [first, second] = [await anEvent(matter, 'note', { text: 'Får Anna läsa' }), await anEvent(matter, 'note', { text: 'Bara Elin' })]
  await opened(matter, officer)
  for (const { id } of [first, second]) await decided(matter, id, 'released', { by: officer })
  const anna = await aRecipient(matter, { by: officer })
  const desk = await browser(officer)
  const path = `/personal/arenden/${matter.id}/lasare/${anna.recipientId}`
  expect((await desk.get(path)).text).toContain(`/personal/granska/${matter.id}/${first.id}?till=${anna.id}`)
  expect((await desk.post(path, {})).status).toBe(422)
  expect((await desk.post(path, { visa: `${first.id}.1` })).headers.get('location')).toBe(`${path}?visade=1`)
  expect((await desk.post(path, { visa: `${first.id}.1` })).headers.get('location')).toBe(`${path}?visade=0`)
  const home = await browser(anna)
  const list = (await home.get('/mina-sidor/arenden')).text
  expect(list).toContain(', Elin Ek')
  expect(list).toContain('Du läser som vårdnadshavare för Elin Ek. Där det står ”du” menas Elin Ek.')
  const shelf = (await owner`select id from shelf.matters where person_id = ${anna.id}`)[0]!['id'] as string
  const page = (await home.get(`/mina-sidor/arenden/${shelf}`)).text
  expect(page).toContain('Du läser som vårdnadshavare för Elin Ek.')
  expect(page).toContain('Får Anna läsa')
  expect(page).not.toContain('Bara Elin')
  const own = (await owner`select id from shelf.matters where person_id = ${person.id}`)[0]!['id'] as string
  expect((await home.get(`/mina-sidor/arenden/${own}`)).status).toBe(404)
  expect((await (await browser(person)).get(`/mina-sidor/arenden/${shelf}`)).status).toBe(404)
})

test('what nobody has looked at cannot be ticked, and is decided on its own page for that reader alone', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const matter = await aMatter({ unit })
  const { id } = await anEvent(matter, 'note', { text: 'Oläst' })
  const anna = await aRecipient(matter, { by: officer })
  const desk = await browser(officer)
  const path = `/personal/arenden/${matter.id}/lasare/${anna.recipientId}`
  expect((await desk.post(path, { visa: `${id}.1` })).headers.get('location')).toBe(`${path}?visade=0`)
  const item = `/personal/granska/${matter.id}/${id}?till=${anna.id}`
  const page = (await desk.get(item)).text
  expect(page).toContain('<dt>Till</dt><dd>Anna Ek, vårdnadshavare, ingen annan</dd>')
  expect(page).toContain('Så här ser Anna Ek det')
  expect((await desk.post(item, { beslut: 'visa', sett: '1' })).status).toBe(303)
  expect(await owner`select person_id, state from gate.release_decisions where item_id = ${id} order by state`).toEqual([
    { person_id: matter.person.id, state: 'imported' },
    { person_id: anna.id, state: 'released' },
  ])
  expect((await desk.get(`/personal/granska/${matter.id}/${id}?till=${key()}`)).status).toBe(404)
  expect((await desk.get(`/personal/granska/${matter.id}/${id}?till=x`)).status).toBe(404)
})

test('a right is ended with its reason, and another unit can do none of it', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const matter = await aMatter({ unit })
  const { id } = await anEvent(matter, 'note', { text: 'Om barnet' })
  const anna = await aRecipient(matter, { by: officer })
  await decided(matter, id, 'released', { to: anna.id, by: officer })
  const path = `/personal/arenden/${matter.id}/lasare`
  const other = await browser(await aWorker())
  for (const [where, send] of [
    [path, named()],
    [`${path}/vardnad`, {}],
    [`${path}/${anna.recipientId}`, { visa: `${id}.2` }],
    [`${path}/${anna.recipientId}/avsluta`, { skal: 'wrong' }],
  ] as const)
    expect([where, (await other.post(where, send)).status]).toEqual([where, 404])
  const desk = await browser(officer)
  expect((await desk.post(`${path}/${anna.recipientId}/avsluta`, { skal: 'därför' })).status).toBe(404)
  expect((await desk.post(`${path}/${anna.recipientId}/avsluta`, { skal: 'custody' })).headers.get('location')).toBe(
    `${path}?gjort=avslutad`,
  )
  expect(await rights(matter.id)).toMatchObject([{ ended_because: 'custody' }])
  expect((await (await browser(anna)).get('/mina-sidor/arenden')).text).not.toContain('Du läser som')
  expect(await owner`select from shelf.copies where person_id = ${anna.id}`).toHaveLength(0)
})

test('where the person has a protected identity nobody else can be named, and the page says why', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await owner`update record.people set protected_identity = 'marking' where person_id = ${matter.person.id}`
  const desk = await browser(await aWorker({ unit }))
  const path = `/personal/arenden/${matter.id}/lasare`
  const { text } = await desk.get(path)
  expect(text).toContain('Personen har skyddade personuppgifter')
  expect(text).not.toContain('name="personnummer"')
  expect((await desk.post(path, named())).status).toBe(422)
  expect(await rights(matter.id)).toEqual([])
})
