import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner, uuid } from '#testing'
import { aDispatcher } from '../../../../testing/contact.ts'

const root = '/personal/inkorg/mallar'
const add = async (who: { cookie: string }, form: Record<string, string>) =>
  (await browser(who)).post(`${root}/ny`, { nyckel: uuid(), gor: 'spara', namn: 'Tid för besök', text: 'Hej {{namn}}', ...form })
const idOf = async (title: string) => (await owner`select id from contact.templates where title = ${title}`)[0]!['id'] as string

test('one’s own template is seen by nobody else, the unit’s by its unit, the municipality’s by all', async () => {
  const unit = await aUnit()
  const other = await aUnit({ committee: unit.committee })
  const amina = await aWorker({ unit })
  const siv = await aDispatcher({ unit })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  expect((await add(amina, { namn: 'Egen', vems: 'egen' })).headers.get('location')).toBe(`${root}?gjort=sparad`)
  expect((await add(siv, { namn: 'Enhetens', vems: 'enhetens' })).status).toBe(303)
  expect((await add(steward, { namn: 'Kommunens' })).status).toBe(303)
  const seen = async (who: { cookie: string }) => {
    const { text } = await (await browser(who)).get(root)
    return ['Egen', 'Enhetens', 'Kommunens'].filter((title) => new RegExp(`<p class="title">(<a[^>]*>)?${title}`).test(text))
  }
  expect(await seen(amina)).toEqual(['Egen', 'Enhetens', 'Kommunens'])
  expect(await seen(siv)).toEqual(['Enhetens', 'Kommunens'])
  expect(await seen(await aWorker({ unit: other }))).toEqual(['Kommunens'])
  expect(await seen(await aWorker({ unit: await aUnit() }))).toEqual([])
  expect(await seen(steward)).toEqual(['Kommunens'])
})

test('whose a template is decides who may change it', async () => {
  const unit = await aUnit()
  const [amina, siv] = [await aWorker({ unit }), await aDispatcher({ unit })]
  const manager = await aWorker({ unit, role: 'unitManager' })
  await add(siv, { namn: 'Avslag', vems: 'enhetens' })
  const id = await idOf('Avslag')
  const at = `${root}/${id}`
  const change = async (who: { cookie: string }, title: string) =>
    (await (await browser(who)).post(at, { gor: 'spara', namn: title, text: 'Ny text' })).status
  expect((await (await browser(amina)).get(root)).text).not.toContain(at)
  expect((await (await browser(amina)).get(at)).status).toBe(404)
  expect(await change(amina, 'Min nu')).toBe(404)
  expect(await change(await aDispatcher({ unit: await aUnit({ committee: unit.committee }) }), 'Vår nu')).toBe(404)
  expect((await add(amina, { namn: 'Tagen', vems: 'enhetens' })).status).toBe(422)
  expect(await change(manager, 'Ändrad av chefen')).toBe(303)
  expect((await owner`select title, body from contact.templates where id = ${id}`)[0]).toEqual({
    title: 'Ändrad av chefen',
    body: 'Ny text',
  })
  expect((await (await browser(amina)).post(`${at}/kasta`, {})).status).toBe(404)
  expect((await (await browser(siv)).post(`${at}/kasta`, {})).headers.get('location')).toBe(`${root}?gjort=borta`)
  expect((await (await browser(siv)).get(at)).status).toBe(404)
})

test('a template that nobody could send is refused when it is saved, with what was written', async () => {
  const amina = await aWorker()
  for (const text of ['Hej {{namn', 'Hej namn}}', 'Hej {{}}', 'Hej {{ {{namn}} }}', '', 'x'.repeat(10_001)]) {
    const refused = await add(amina, { text })
    expect([text.slice(0, 20), refused.status, refused.text.includes('value="Tid för besök"')]).toEqual([text.slice(0, 20), 422, true])
  }
  expect((await add(amina, { namn: ' ' })).status).toBe(422)
  expect((await add(amina, { namn: 'x'.repeat(101) })).status).toBe(422)
  expect((await add(amina, { text: 'Kom {{dag}} kl. {{tid}}.' })).status).toBe(303)
})

test('the same form sent twice is one template, and asking for advice saves none', async () => {
  const amina = await aWorker()
  const nyckel = uuid()
  for (let n = 0; n < 2; n++) expect((await add(amina, { nyckel })).status).toBe(303)
  expect(await owner`select from contact.templates where staff_id = ${amina.id}`).toHaveLength(1)
  const advice = await add(amina, { gor: 'granska', text: 'Ärendet handläggs skyndsamt.' })
  expect([advice.status, advice.text.includes('Om texten')]).toEqual([200, true])
  expect(await owner`select from contact.templates where staff_id = ${amina.id}`).toHaveLength(1)
  // A form whose key is somebody else's template takes nothing over.
  const other = await aWorker()
  expect((await add(other, { nyckel, namn: 'Kapad' })).status).toBe(404)
  expect((await owner`select title from contact.templates where id = ${nyckel}`)[0]!['title']).toBe('Tid för besök')
})
