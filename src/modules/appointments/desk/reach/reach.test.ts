import { expect, test } from 'vitest'
import { openAddress } from '#kernel/secrets'
import { aPerson, auditOf, aUnit, aWorker, browser, config, owner, uuid } from '#testing'
import { aBooking, aKind, aPlace, aRelease, inHours } from '../../../../testing/times.ts'
import { read } from './model.ts'

async function scene() {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [kind, place] = [await aKind(unit, { called: 'Samtal om beroende' }), await aPlace(unit)]
  const slots = await aRelease(worker, kind, [inHours(400), inHours(430)], { manner: 'visit', place })
  const person = await aPerson()
  const booking = await aBooking(person, slots[0]!)
  return { unit, worker, slots, person, booking, path: `/personal/tider/bokning/${booking}/paminnelse`, desk: await browser(worker) }
}
const wayOf = async (id: string) =>
  (
    await owner`select kind, address_sealed as sealed, confirmed_on is not null as confirmed, set_by from notice.ways where person_id = ${id}`
  ).map(({ sealed, ...row }) => ({ ...row, address: openAddress(config.secret, sealed as Uint8Array) }))
const wishOf = async (id: string) => (await owner`select channel, lead_days from notice.wishes where person_id = ${id}`)[0]

test('what a reminder will say is there to be read aloud before anybody says yes, and says nothing of what it is about', async () => {
  const { path, desk } = await scene()
  const page = (await desk.get(path)).text
  expect(page).toMatch(/”Provby \d+: Påminnelse: du har en tid [^”]*Storgatan 14\.[^”]*0980-31 92 10[^”]*”/)
  const said = [...page.matchAll(/”([^”]*)”/g)].map(([, text]) => text)
  expect(said).toHaveLength(3)
  expect(said.join(' ')).not.toMatch(/beroende|Camilla|Amina|Vuxen|social/i)
})

test('a number that somebody gives at the desk is theirs as of today, and how they are reminded is as they say', async () => {
  const { path, desk, person, worker } = await scene()
  const done = await desk.post(path, { satt: 'sms', nummer: '070-174 06 05', 'dag-1': 'ja', 'dag-7': 'ja' })
  expect(done.headers.get('location')).toBe(`${path}?gjort=sparat`)
  expect(await wayOf(person.id)).toEqual([{ kind: 'sms', confirmed: true, set_by: 'staff', address: '+46701740605' }])
  expect(await wishOf(person.id)).toEqual({ channel: 'sms', lead_days: [1, 7] })
  const booking = (await desk.get(path.replace('/paminnelse', ''))).text
  expect(booking).toContain('Sms, en vecka före, dagen före.')
  await desk.post(path, { satt: 'none', nummer: '' })
  expect(await wishOf(person.id)).toMatchObject({ channel: 'none' })
  expect(await wayOf(person.id)).toHaveLength(1)
  await desk.post(path, { satt: 'letter' })
  expect(await wishOf(person.id)).toEqual({ channel: 'letter', lead_days: [7] })
  expect(await auditOf(worker.id)).toContain('set reminder')
})

test('a number is asked about at the meeting, and one that came back is told until it is right again', async () => {
  const { path, desk, person, booking } = await scene()
  await desk.post(path, { satt: 'sms', nummer: '070-174 06 05', 'dag-2': 'ja' })
  await owner`update notice.ways set confirmed_on = current_date - 90, bounced_at = now() where person_id = ${person.id}`
  await owner`update appointments.bookings set unreached_at = now() where id = ${booking}`
  expect((await desk.get(path)).text).toContain('Det senaste vi skickade dit kom inte fram')
  const list = (await desk.get('/personal/tider')).text
  expect(list).toContain('Påminnelsen kom inte fram')
  expect((await desk.post(`${path}/stammer`, { slag: 'sms' })).headers.get('location')).toBe(`${path}?gjort=bekraftat`)
  expect(
    await owner`select confirmed_on = (now() at time zone 'Europe/Stockholm')::date as today, bounced_at from notice.ways where person_id = ${person.id}`,
  ).toEqual([{ today: true, bounced_at: null }])
  expect((await desk.get('/personal/tider')).text).not.toContain('Påminnelsen kom inte fram')
  // There is no address of that kind to confirm.
  expect((await desk.post(`${path}/stammer`, { slag: 'email' })).headers.get('location')).toBe(path)
})

test('where a letter would come too late it is said before it is chosen, and the unit sees that there is no reminder', async () => {
  const { worker, desk, person } = await scene()
  const [soon] = await aRelease(worker, await aKind(worker.unit), [inHours(26)])
  const page = `/personal/tider/bokning/${await aBooking(person, soon!)}`
  await desk.post(`${page}/paminnelse`, { satt: 'letter' })
  expect((await desk.get(`${page}/paminnelse`)).text).toContain('Det är för sent för ett brev före det här mötet.')
  expect((await desk.get(page)).text).toContain('Ingen påminnelse: för sent för ett brev.')
})

test('at another unit there is nothing to see or change of it', async () => {
  const { path, person, unit } = await scene()
  for (const stranger of [await aWorker(), await aWorker({ unit: await aUnit({ committee: unit.committee }) })]) {
    const desk = await browser(stranger)
    expect((await desk.get(path)).status).toBe(404)
    expect((await desk.post(path, { satt: 'sms', nummer: '070-174 06 05', 'dag-1': 'ja' })).status).toBe(404)
    expect((await desk.post(path, { satt: 'none' })).status).toBe(404)
  }
  expect([await wayOf(person.id), await wishOf(person.id)]).toEqual([[], undefined])
})

test('what is no number is said by its field, and nothing typed is lost', async () => {
  const { path, desk, person } = await scene()
  const { status, text } = await desk.post(path, { satt: 'sms', nummer: '0980-31 92 00' })
  expect(status).toBe(422)
  for (const words of ['Skriv ett mobilnummer', 'Välj minst en dag']) expect(text).toContain(words)
  expect(text).toMatch(/id="nummer"[^>]*value="0980-31 92 00"/)
  expect((await desk.post(path, { satt: 'duva' })).text).toContain('Välj hur personen ska bli påmind')
  expect(await wayOf(person.id)).toEqual([])
  const all = { 'dag-0': 'ja', 'dag-1': 'ja', 'dag-2': 'ja', 'dag-3': 'ja' }
  expect(read({ satt: 'email', epost: 'a@b.se', ...all }, { sms: true, email: true }).faults).toEqual([{ field: 'dag-0', what: 'fewer' }])
  expect(read({ satt: 'sms', nummer: '070-174 06 05', 'dag-1': 'ja' }, { sms: false, email: true }).faults).toEqual([
    { field: 'satt', what: 'channel' },
  ])
})

test('somebody by name only has nothing to be reached by, and their slip says it all', async () => {
  const { desk, slots } = await scene()
  const done = await desk.post('/personal/tider/boka', { nyckel: uuid(), namn: 'Karl Berg', tid: slots[1]!, nummer: '0701740605' })
  const path = done.headers.get('location')!.split('?')[0]!
  expect((await desk.get(path)).text).toContain('Ingen. Personen har sin lapp.')
  expect((await desk.get(`${path}/paminnelse`)).status).toBe(404)
  expect((await desk.post(`${path}/paminnelse`, { satt: 'none' })).status).toBe(404)
  expect((await desk.post(`${path}/paminnelse/stammer`, { slag: 'sms' })).status).toBe(404)
})
