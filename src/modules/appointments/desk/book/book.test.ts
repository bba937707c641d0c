import { expect, test } from 'vitest'
import { doorMark } from '#kernel/secrets'
import { z } from 'zod'
import { aMatter, again, aPerson, aUnit, aWorker, browser, config, db, opened, owner, uuid } from '#testing'
import { aBooking, aKind, aPlace, aRelease, inHours } from '../../../../testing/times.ts'
import { readCode } from '../../code.ts'

const path = '/personal/tider/boka'
const idIn = (address: string | null) => /bokning\/([0-9a-f-]{36})/.exec(address ?? '')![1]!

async function scene() {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [kind, place] = [await aKind(unit), await aPlace(unit)]
  const slots = await aRelease(worker, kind, [inHours(30), inHours(54)], { manner: 'visit', place })
  return { unit, worker, kind, slots, desk: await browser(worker) }
}
const bookingOf = async (id: string) =>
  (
    await owner`select name, person_id, matter_id, shelf_id, companion, interpreter, wishes, state from appointments.bookings where id = ${id}`
  )[0]!
/** What a code on paper opens, asked as whoever has found it. */
const behind = (code: string) =>
  db.as(
    { kind: 'public' },
    { purpose: 'test' },
    (tx) =>
      tx.many(
        z.object({ street: z.string(), room: z.string(), phone: z.string() }),
      )`select street, room, phone from appointments.door(${doorMark(config.secret, readCode(code)!)})`,
  )

test('somebody without phone or e-mail is booked by name and gets a slip whose code opens that time and nothing else', async () => {
  const { slots, desk } = await scene()
  const form = { nyckel: uuid(), namn: ' Karl Berg ', tid: slots[0]!, med: 'sin syster', tolk: '', onskemal: 'Rullstol' }
  const [first, second] = [await desk.post(path, form), await desk.post(path, form)]
  const id = idIn(first.headers.get('location'))
  expect([first.status, idIn(second.headers.get('location'))]).toEqual([303, id])
  expect(await bookingOf(id)).toMatchObject({
    name: 'Karl Berg',
    person_id: null,
    companion: 'sin syster',
    wishes: 'Rullstol',
    state: 'booked',
  })
  const page = (await desk.get(first.headers.get('location')!)).text
  expect(page).toContain('Skriv ut lappen och ge den till personen')

  const nyckel = /<form method="post" action="[^"]+\/lapp">.*?name="nyckel" value="([^"]+)"/s.exec(page)![1]!
  const print = async (one: string) => desk.post(`/personal/tider/bokning/${id}/lapp`, { nyckel: one })
  const slip = (await print(nyckel)).text
  const code = /class="code">([0-9A-Z]{5}-[0-9A-Z]{5})</.exec(slip)![1]!
  const paper = /<section class="slip"[\s\S]*<\/section>/.exec(slip)![0]
  for (const words of [
    'Storgatan 14, 912 34 Delaby',
    'Ingång B, gul dörr, Våning 2, rum 214',
    'Gå direkt in',
    'Provby',
    'Ta med lappen, legitimation om du har',
    'Spara lappen till mötet',
    '/tid',
    '0980',
  ])
    expect(paper).toContain(words)
  // It may be lost: it says neither whose it is, whom they meet, what about nor which unit.
  for (const words of ['Karl', 'Berg', 'Amina', 'Samtal', 'Vuxen', 'syster', 'Rullstol', 'socia'])
    expect(paper.toLowerCase()).not.toContain(words.toLowerCase())
  expect(slip.replace(paper, '')).not.toContain('class="print-only"')
  expect(await behind(code)).toEqual([{ street: 'Storgatan 14', room: 'Våning 2, rum 214', phone: '0980-31 92 10' }])

  // Its page loaded once more is the same slip. Another slip has another code, and the first opens nothing more.
  expect((await print(nyckel)).text).toContain(`class="code">${code}<`)
  expect(await behind(code)).toHaveLength(1)
  const again = /class="code">([^<]+)</.exec((await print(uuid())).text)![1]!
  expect([(await behind(code)).length, (await behind(again)).length]).toEqual([0, 1])
  const late = await print(nyckel)
  expect([late.status, late.text.includes(code)]).toEqual([409, false])
  expect(late.text).toContain('Den lappen gäller inte längre')
})

test('from a case its person is booked, and sees the time on their own pages', async () => {
  const { unit, worker, slots, desk } = await scene()
  const matter = await aMatter({ unit })
  const shelf = await opened(matter, worker)
  expect((await desk.get(`/personal/arenden/${matter.id}`)).text).toContain(`href="${path}?arende=${matter.id}"`)
  const page = (await desk.get(`${path}?arende=${matter.id}`)).text
  expect(page).toContain('För Camilla Rosén, ärende')
  expect(page).not.toContain('Vad heter personen?')
  const done = await desk.post(path, { nyckel: uuid(), arende: matter.id, tid: slots[1]! })
  const id = idIn(done.headers.get('location'))
  expect((await desk.get(done.headers.get('location')!)).text).toContain('Fråga hur personen vill bli påmind')
  expect(await bookingOf(id)).toMatchObject({ name: 'Camilla Rosén', person_id: matter.person.id, matter_id: matter.id, shelf_id: shelf })
  const seen = await db.as(
    matter.person,
    { purpose: 'test' },
    (tx) => tx.many(z.object({ id: z.uuid() }))`select id from appointments.bookings`,
  )
  expect(seen).toEqual([{ id }])
  expect((await desk.get(`${path}?arende=${matter.id}`)).text).toContain('Camilla Rosén har redan tid hos er')
  // Whose data were read is the person's, also where only the booking is named.
  await desk.get(`/personal/tider/bokning/${id}`)
  const log =
    await owner`select purpose, person_id from audit.access_log where actor_id = ${worker.id} and purpose in ('book time', 'read booking')`
  expect(new Set(log.map((row) => row['person_id'] as string))).toEqual(new Set([matter.person.id]))
  const told = (await (await browser(await again(matter.person))).get('/mina-sidor/vem-har-last')).text
  expect(told.toLowerCase()).toContain('såg eller ändrade dina tider')
})

test('a case of another unit is not there, and its person is not booked', async () => {
  const { slots, desk } = await scene()
  const theirs = await aMatter()
  expect((await desk.get(`${path}?arende=${theirs.id}`)).status).toBe(404)
  expect((await desk.get(`${path}?arende=nej`)).status).toBe(404)
  expect((await desk.post(path, { nyckel: uuid(), arende: theirs.id, tid: slots[0]! })).status).toBe(404)
  expect(await owner`select from appointments.bookings where slot_id = ${slots[0]!}`).toHaveLength(0)
})

test('a time that was taken meanwhile is said to be, and what was typed is there', async () => {
  const { slots, desk } = await scene()
  expect((await desk.get(`${path}?tid=${slots[1]!}`)).text).toMatch(new RegExp(`value="${slots[1]!}"[^>]*checked`))
  await aBooking(await aPerson(), slots[0]!)
  const { status, text } = await desk.post(path, { nyckel: uuid(), namn: 'Karl Berg', tid: slots[0]!, onskemal: 'Hörslinga' })
  expect(status).toBe(409)
  expect(text).toContain('Tiden hann bli upptagen')
  expect(text).toMatch(/id="namn"[^>]*value="Karl Berg"/)
  expect(text).toContain('Hörslinga</textarea>')
  const lacking = await desk.post(path, { nyckel: uuid(), namn: '' })
  expect(lacking.status).toBe(422)
  for (const words of ['Skriv vad personen heter', 'Välj en tid']) expect(lacking.text).toContain(words)
})

test('where nothing is free the page says when the next free time is', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  expect((await desk.get(path)).text).toContain('Släpp tider')
  await aRelease(worker, await aKind(unit), [inHours(24 * 30)])
  const page = (await desk.get(path)).text
  expect(page).toContain('Nästa lediga tid är')
  const there = /href="([^"]*fran=[^"]*)">Visa den/.exec(page)![1]!
  expect((await desk.get(there.replaceAll('&amp;', '&'))).text).toContain('type="radio"')
})

test('somebody by name is booked by phone with a number, and one with a case also without; the slip says no number', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [one, two] = await aRelease(worker, await aKind(unit), [inHours(30), inHours(54)])
  const desk = await browser(worker)
  for (const nummer of ['', '12']) {
    const lacking = await desk.post(path, { nyckel: uuid(), namn: 'Karl Berg', tid: one!, nummer })
    expect([lacking.status, lacking.text.includes('Skriv numret som ni ska ringa')]).toEqual([422, true])
  }
  const done = await desk.post(path, { nyckel: uuid(), namn: 'Karl Berg', tid: one!, nummer: '0701740613' })
  const id = idIn(done.headers.get('location'))
  expect((await desk.get(done.headers.get('location')!)).text).toContain('href="tel:+46701740613"')
  const slip = (await desk.post(`/personal/tider/bokning/${id}/lapp`, {})).text
  expect(slip).not.toContain('46701740613')
  expect(slip).toMatch(/Vi ringer numret som du har lämnat[^]*Ha lappen vid telefonen/)
  expect(slip).not.toMatch(/Ta med lappen|Spara lappen till mötet/)
  const matter = await aMatter({ unit })
  const theirs = await desk.post(path, { nyckel: uuid(), arende: matter.id, tid: two! })
  expect(theirs.status).toBe(303)
  expect((await desk.get(theirs.headers.get('location')!)).text).toContain('Inget nummer. Fråga personen.')
})
