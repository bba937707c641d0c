import { expect, test } from 'vitest'
import { aPerson, aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { act, aBooking, aKind, aRelease, inHours } from '../../../../testing/times.ts'

async function scene() {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const kind = await aKind(unit)
  const slots = await aRelease(
    worker,
    kind,
    [30, 54, 78, 102, 126].map((hours) => inHours(hours)),
  )
  const person = await aPerson()
  const booking = await aBooking(person, slots[0]!)
  return { unit, worker, kind, slots, person, booking, path: `/personal/tider/bokning/${booking}`, desk: await browser(worker) }
}
const row = async (id: string) =>
  (await owner`select slot_id as slot, state, words, revision from appointments.bookings where id = ${id}`)[0] as unknown as {
    slot: string
    state: string
    words: string
    revision: number
  }
const proposed = (id: string) =>
  owner`select by, state, times, words, cardinality(slots) as n from appointments.proposals where booking_id = ${id} order by n, at`

test('staff move a booking: the old time is free again, and the person is told', async () => {
  const { slots, booking, path, desk } = await scene()
  const page = (await desk.get(`${path}/flytta`)).text
  expect(page).toContain('Den gäller tills den nya är klar')
  expect(page).not.toContain(slots[0]!)
  const done = await desk.post(`${path}/flytta`, { sett: '1', tid: slots[2]!, ord: 'Vi ses i stället då.' })
  expect(done.headers.get('location')).toBe(`${path}?gjort=flyttad`)
  expect(await row(booking)).toEqual({ slot: slots[2], state: 'booked', words: 'Vi ses i stället då.', revision: 2 })
  const told = (await desk.get(`${path}?gjort=flyttad`)).text
  expect(told).toContain('Tiden är flyttad')
  expect(told).toContain('Amina Haddad flyttade från')
  expect(await owner`select slot_id from appointments.free_slots where slot_id = ${slots[0]!}`).toHaveLength(1)
})

test('a time that is taken, none chosen, and one that somebody else has moved meanwhile, are each said', async () => {
  const { slots, booking, path, desk, person } = await scene()
  await aBooking(await aPerson(), slots[1]!)
  const taken = await desk.post(`${path}/flytta`, { sett: '1', tid: slots[1]!, ord: 'Hej' })
  expect([taken.status, taken.text.includes('Tiden hann bli upptagen'), taken.text.includes('Hej</textarea>')]).toEqual([409, true, true])
  expect((await desk.post(`${path}/flytta`, { sett: '1', ord: '' })).text).toContain('Välj en tid')
  expect(await act(person, 'move', booking, slots[3])).toBe('done')
  const stale = await desk.post(`${path}/flytta`, { sett: '1', tid: slots[2]!, ord: '' })
  expect([stale.status, stale.text.includes('Någon har ändrat tiden')]).toEqual([409, true])
  expect((await row(booking)).slot).toBe(slots[3])
})

test('staff cancel with a message that says no more than that, and only once', async () => {
  const { slots, booking, path, desk } = await scene()
  const page = (await desk.get(`${path}/avboka`)).text
  expect(page).toContain('Vi kan inte ses den här tiden. Vi hör av oss om en ny.')
  expect((await desk.post(`${path}/avboka`, { sett: '9', ord: '' })).status).toBe(409)
  expect((await desk.post(`${path}/avboka`, { sett: '1', ord: 'x'.repeat(2001) })).status).toBe(422)
  expect((await desk.post(`${path}/avboka`, { sett: '1', ord: 'Vi hör av oss.' })).status).toBe(303)
  expect((await desk.post(`${path}/avboka`, { sett: '1', ord: 'Vi hör av oss.' })).status).toBe(303)
  expect(await row(booking)).toMatchObject({ state: 'cancelled', words: 'Vi hör av oss.' })
  expect(await owner`select from appointments.free_slots where slot_id = ${slots[0]!}`).toHaveLength(1)
  expect((await desk.get(`${path}/flytta`)).headers.get('location')).toBe(path)
  expect((await desk.get(path)).text).toContain('Ni har avbokat tiden.')
})

test('staff propose one to three times, and see the answer', async () => {
  const { slots, booking, path, desk, person } = await scene()
  const key = uuid()
  expect((await desk.post(`${path}/foresla`, { nyckel: key })).text).toContain('Välj minst en tid')
  const four = { nyckel: key, tid1: slots[1]!, tid2: slots[2]!, tid3: slots[3]!, tid4: slots[4]! }
  const many = await desk.post(`${path}/foresla`, four)
  expect([many.status, many.text.includes('Välj högst tre tider')]).toEqual([422, true])
  expect(many.text.match(/type="checkbox"[^>]*checked/g)).toHaveLength(4)
  const two = { nyckel: key, tid2: slots[1]!, tid3: slots[2]! }
  expect([(await desk.post(`${path}/foresla`, two)).status, (await desk.post(`${path}/foresla`, two)).status]).toEqual([303, 303])
  expect(await proposed(booking)).toEqual([{ by: 'staff', state: 'open', times: '', words: '', n: 2 }])
  const page = (await desk.get(`${path}?gjort=foreslagen`)).text
  expect(page).toContain('Väntar på personens svar')
  await db.as(person, { purpose: 'test' }, (tx) => tx.run`select appointments.pick(${booking}, 1, null)`)
  expect((await desk.get(path)).text).toContain('Ingen av tiderna som ni föreslog passade')
  expect((await desk.get('/personal/tider')).text).toContain('Ingen av tiderna som ni föreslog passade')
})

test('what a person proposes waits at the top of the list until it is answered, and no reason is asked of anyone', async () => {
  const { booking, path, desk, person } = await scene()
  await db.as(
    person,
    { purpose: 'test' },
    (tx) => tx.run`select appointments.propose(${booking}, 'Helst på eftermiddagen', gen_random_uuid())`,
  )
  const list = (await desk.get('/personal/tider')).text
  expect(list.indexOf('Helst på eftermiddagen')).toBeGreaterThan(list.indexOf('Väntar på er'))
  expect((await desk.get(path)).text).toContain('Personen vill ha en annan tid')
  expect((await desk.post(`${path}/behall`, { n: '1', ord: '' })).headers.get('location')).toBe(`${path}?gjort=besvarad`)
  expect((await desk.post(`${path}/behall`, { n: '1', ord: '' })).status).toBe(303)
  expect((await desk.post(`${path}/behall`, { n: '7', ord: '' })).status).toBe(404)
  expect(await proposed(booking)).toMatchObject([{ by: 'person', state: 'declined' }])
  expect((await desk.get('/personal/tider')).text).not.toContain('Helst på eftermiddagen')
})

test('a time cannot be proposed to somebody who has no way to answer', async () => {
  const { desk, slots } = await scene()
  const done = await desk.post('/personal/tider/boka', { nyckel: uuid(), namn: 'Karl Berg', tid: slots[1]!, nummer: '0701740605' })
  const path = done.headers.get('location')!.split('?')[0]!
  expect((await desk.get(path)).text).not.toContain('Föreslå andra tider')
  expect((await desk.get(`${path}/foresla`)).headers.get('location')).toBe(path)
  expect((await desk.get(`${path}/flytta`)).text).toContain('Personen har ingen inloggning')
})

test('who wants no messages, or has no way to be reached, gets none: that is said before and after the time is moved or called off', async () => {
  const { slots, person, path, desk } = await scene()
  const none = 'Inget meddelande går ut.'
  for (const to of ['flytta', 'avboka']) expect((await desk.get(`${path}/${to}`)).text).toContain(none)
  expect((await desk.get(`${path}/avboka`)).text).not.toContain('Personen får veta att tiden inte blir av')
  await desk.post(`${path}/flytta`, { sett: '1', tid: slots[2]!, ord: '' })
  expect((await desk.get(`${path}?gjort=flyttad`)).text).toContain(none)
  await owner`insert into notice.wishes (person_id, about, channel, lead_days) values (${person.id}, 'reminder', 'letter', '{7}')`
  for (const to of ['/flytta', '/avboka', '?gjort=flyttad']) expect((await desk.get(`${path}${to}`)).text).not.toContain(none)
  expect((await desk.get(`${path}?gjort=flyttad`)).text).toContain('Personen får veta det på det sätt som personen har valt.')
})
