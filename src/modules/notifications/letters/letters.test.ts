import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, owner, services } from '#testing'
import { day } from '#kernel/values/day'
import { deliver } from '../send.ts'
import { root } from './page.tsx'

const unit = await aUnit()
const officer = await aWorker({ unit })

async function aLetter(called: string, key = `reminder:${randomUUID()}:1:7`) {
  const person = await aPerson({ called })
  await owner`insert into notice.wishes (person_id, about, channel) values (${person.id}, 'reminder', 'letter')`
  const outcome = await deliver(services, {
    key,
    personId: person.id,
    committeeId: unit.committee.id,
    unitId: unit.id,
    about: 'reminder',
    derive: async () => ({
      template: 'reminder-no-link',
      slots: { day: day('2026-12-03'), time: '9.30', how: 'visit', street: 'Storgatan 4', phone: '0980-31 92 10' },
    }),
  })
  expect(outcome).toBe('listed')
  const [row] = await owner`select id from notice.sendings where key = ${key}`
  return { id: row!['id'] as string, key }
}

test('a letter is listed with its name, printed with its words, and gone from the list when it is posted', async () => {
  const { id } = await aLetter('Torsten Ek')
  const tab = await browser(officer)
  const list = await tab.get(root)
  expect(list.text).toContain('Torsten Ek')
  const letter = await tab.get(`${root}/${id}`)
  expect(letter.text).toContain(
    'Påminnelse: du har en tid torsdag 3 december kl. 9.30, Storgatan 4. Frågor, eller vill du flytta? Ring 0980-31 92 10.',
  )
  expect(letter.text).not.toContain('<title>Torsten')
  expect((await tab.post(`${root}/${id}/klart`, {})).status).toBe(303)
  expect((await tab.get(root)).text).not.toContain('Torsten Ek')
  expect([(await tab.get(`${root}/${id}`)).status, (await tab.post(`${root}/${id}/klart`, {})).status]).toEqual([404, 404])
  expect((await owner`select state, seen_by from notice.sendings where id = ${id}`)[0]).toEqual({ state: 'sent', seen_by: officer.id })
})

test('another unit sees none of it', async () => {
  const { id } = await aLetter('Camilla Rosén')
  const elsewhere = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await elsewhere.get(root)).text).not.toContain('Camilla')
  expect([(await elsewhere.get(`${root}/${id}`)).status, (await elsewhere.post(`${root}/${id}/klart`, {})).status]).toEqual([404, 404])
  expect((await (await browser(officer)).get(root)).text).toContain('Camilla Rosén')
})

test('what was withdrawn before it was posted is not on the list, and others’ with a longer key are', async () => {
  const booking = randomUUID()
  const [mine, other] = [
    await aLetter('Ida Berg', `reminder:${booking}:1:7`),
    await aLetter('Ida Bergström', `reminder:${randomUUID()}:1:7`),
  ]
  await owner`select notice.withdraw(${`reminder:${booking}:`})`
  const { text } = await (await browser(officer)).get(root)
  expect([text.includes(mine.id), text.includes(other.id)]).toEqual([false, true])
  expect((await owner`select state from notice.sendings where id = ${mine.id}`)[0]!['state']).toBe('dropped')
})

test('the unit is told what did not arrive and what nobody knows of, and says when it has reached the person', async () => {
  const person = await aPerson({ called: 'Karin Lund' })
  const add = (state: string) => owner`
    insert into notice.sendings (key, person_id, committee_id, unit_id, channel, template, slots, state)
    values (${`test:${randomUUID()}`}, ${person.id}, ${unit.committee.id}, ${unit.id}, 'sms', 'reminder', '{}', ${state}) returning id`
  const [[failed], [unsure]] = await Promise.all([add('failed'), add('unsure'), add('sent')])
  const tab = await browser(officer)
  const { text } = await tab.get(root)
  expect(text.match(/Karin Lund<\/p>/g)).toHaveLength(2)
  expect(text).toContain('Vi vet inte om det gick iväg')
  for (const row of [failed, unsure]) expect((await tab.post(`${root}/${row!['id'] as string}/klart`, {})).status).toBe(303)
  expect((await tab.get(root)).text).toContain('Allt som har skickats har tagits emot.')
  expect((await owner`select state from notice.sendings where id = ${failed!['id'] as string}`)[0]!['state']).toBe('failed')
})
