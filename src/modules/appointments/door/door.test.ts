import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { doorMark } from '#kernel/secrets'
import { aPerson, aWorker, browser, config, db, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aBooking, act, aKind, alwaysDay, aPlace, aRelease, inHours } from '../../../testing/times.ts'
import { isToken, codeFrom, newToken, readCode, shownCode } from '../code.ts'

await alwaysDay()

const Made = z.object({ id: z.uuid() })

/** Somebody known by name only, with a slip of paper in their hand. */
async function slip({ hours = 72, manner = 'visit' }: { hours?: number; manner?: 'visit' | 'video' } = {}) {
  const worker = await aWorker({ called: 'Amina Haddad' })
  const kind = await aKind(worker.unit, { called: 'Stöd vid beroende' })
  const place = manner === 'visit' ? { place: await aPlace(worker.unit) } : { link: 'https://mote.example/1' }
  const slots = await aRelease(worker, kind, [hours, hours + 24, hours + 48].map(inHours), { manner, ...place })
  const made = await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id from appointments.desk_book(${slots[0]}, null, 'Sten Alm', 'Hans bror', '', 'Stor stil', ${uuid()})`,
  )
  const code = codeFrom(randomBytes(10))
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_slip(${made!.id}, ${doorMark(config.secret, code)})`)
  return { worker, kind, slots, id: made!.id, code, tab: await browser() }
}

/** Presses on the page as it is now. */
const seeing =
  (tab: Awaited<ReturnType<typeof browser>>, code: string, id: string) =>
  async (gor: string, more: Record<string, string> = {}) =>
    tab.post('/tid', { kod: code, gor, sett: String((await bookingOf(id))['sequence']), ...more })

const bookingOf = async (id: string) => (await owner`select * from appointments.bookings where id = ${id}`)[0]!

test('the code shows when, where, the way in and a number, and nobody’s name, no subject and no unit', async () => {
  const { tab, code } = await slip()
  expect(read((await tab.get('/tid')).text)).toContain('Skriv koden som står på lappen')
  for (const typed of [shownCode(code), code.toLowerCase(), ` ${code.slice(0, 3)} ${code.slice(3)} `]) {
    const page = await tab.post('/tid', { kod: typed })
    expect(page.status).toBe(200)
    const text = read(page.text)
    expect(text).toMatch(
      /Din tid Tiden .*Om 3 dagar\. Det är slut .*Storgatan 14, 912 34 Delaby Ingång B, gul dörr .*Gå direkt till rummet.*Frågor\? Ring 0980‑31 92 10/,
    )
    expect(page.text).not.toMatch(/Sten Alm|Hans bror|Stor stil|Amina|beroende|Vuxenenheten|Socialtjänst|Socialnämnd/)
    expect([page.headers.get('cache-control'), page.headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex'])
  }
})

test('what was never right, what is half right and what has ended are told alike', async () => {
  const { tab, code, id, worker } = await slip()
  const wrong = await tab.post('/tid', { kod: codeFrom(randomBytes(10)) })
  await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.run`select appointments.desk_slip(${id}, ${doorMark(config.secret, codeFrom(randomBytes(10)))})`,
  )
  const ended = await tab.post('/tid', { kod: code })
  const bare = (page: { text: string }) => page.text.replace(/nonce="[^"]*"|value="[^"]*"/g, '')
  for (const other of [ended, await tab.post('/tid', { kod: 'abc' }), await tab.post('/tid', { kod: '' })]) {
    expect(other.status).toBe(422)
    expect(bare(other)).toBe(bare(wrong))
  }
  for (const path of [`/tid/${newToken()}`, '/tid/x', `/tid/${code}`]) {
    const { status, text } = await tab.get(path)
    expect([status, read(text).includes('Länken öppnar inget')]).toEqual([404, true])
  }
})

test('by the code a time is confirmed, moved and cancelled, and the same code shows the new one', async () => {
  const { tab, code, id, slots } = await slip()
  const at = seeing(tab, code, id)
  expect(read((await at('bekrafta')).text)).toMatch(/Tack, då vet vi att du kommer .*Du har sagt att du kommer/)
  const choose = await at('tider')
  expect(choose.text).toContain(slots[1])
  expect((await at('flytta')).status).toBe(422)
  expect(read((await at('flytta', { tid: slots[1]! })).text)).toContain('Tiden är flyttad')
  expect((await bookingOf(id))['slot_id']).toBe(slots[1])
  await aBooking(await aPerson(), slots[2]!)
  expect(read((await at('flytta', { tid: slots[2]! })).text)).toMatch(/Tiden är inte ledig längre Du har kvar/)
  expect(read((await at('avboka')).text)).toContain('Avboka tiden?')
  expect((await bookingOf(id))['state']).toBe('booked')
  expect(read((await at('avboka-ja')).text)).toMatch(/Tiden är avbokad .*Avbokad/)
  expect(await bookingOf(id)).toMatchObject({ state: 'cancelled', cancelled_by: 'code' })
  const steps = await owner`select by, what from appointments.steps where booking_id = ${id} order by n`
  expect(steps.map(({ by, what }) => `${by} ${what}`)).toEqual(['staff booked', 'code confirmed', 'code moved', 'code cancelled'])
})

test('too late to change here, it says so and what to do', async () => {
  const { tab, code, id } = await slip({ hours: 1 })
  const page = await tab.post('/tid', { kod: code })
  expect(read(page.text)).toMatch(/Det gick till och med .*Ring om du behöver ändra/)
  expect(page.text).not.toContain('value="avboka"')
  expect(read((await tab.post('/tid', { kod: code, gor: 'avboka-ja', sett: '0' })).text)).toContain('Det går inte att ändra här längre')
  expect((await bookingOf(id))['state']).toBe('booked')
})

test('a video meeting’s link stands on what paper opens', async () => {
  const { tab, code } = await slip({ manner: 'video' })
  expect((await tab.post('/tid', { kod: code })).text).toContain('https://mote.example/1')
})

test('an offered time can be taken by the code', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [early, late] = await aRelease(worker, kind, [60, 80].map(inHours))
  const [first, waiting] = [await aPerson(), await aPerson()]
  const [a, b] = [await aBooking(first, early!), await aBooking(waiting, late!)]
  await db.as(waiting, { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${b}, true, null)`)
  await act(first, 'cancel', a)
  const code = codeFrom(randomBytes(10))
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_slip(${b}, ${doorMark(config.secret, code)})`)
  const tab = await browser()
  const page = await tab.post('/tid', { kod: code })
  expect(read(page.text)).toMatch(/Din tur En tidigare tid är ledig/)
  const offer = /name="erbjudande" value="([^"]+)"/.exec(page.text)![1]!
  expect(read((await tab.post('/tid', { kod: code, gor: 'ta', erbjudande: uuid() })).text)).toContain('Du har kvar tiden du hade')
  expect(read((await tab.post('/tid', { kod: code, gor: 'ta', erbjudande: offer })).text)).toContain('Tiden är flyttad')
  expect((await bookingOf(b))['slot_id']).toBe(early)
})

test('guessing at one code comes to an end, and the code opens no other time', async () => {
  const { tab, code } = await slip()
  const other = await slip()
  for (let n = 0; n < 30; n += 1) await tab.post('/tid', { kod: code })
  expect((await tab.post('/tid', { kod: code })).status).toBe(429)
  expect((await other.tab.post('/tid', { kod: other.code })).status).toBe(200)
})

test('codes are read as people write them, and hold what cannot be guessed', () => {
  expect(readCode('o1il0-abcde')).toBe('01110ABCDE')
  for (const wrong of [undefined, '', 'ABCDE', 'ABCDE-FGHJU', 'ABCDE-FGHJK1', 'å'.repeat(10)]) expect(readCode(wrong)).toBeUndefined()
  const codes = Array.from({ length: 500 }, () => codeFrom(randomBytes(10)))
  expect(new Set(codes).size).toBe(500)
  for (const code of codes) expect(readCode(shownCode(code))).toBe(code)
  expect([isToken(newToken()), isToken('x'), isToken(undefined)]).toEqual([true, false, false])
})

test('what stands in the table opens nothing', async () => {
  const { code } = await slip()
  const rows = await owner`select encode(hash, 'hex') as hash from appointments.doors`
  expect(rows.map(({ hash }) => hash)).toContain(doorMark(config.secret, code).toString('hex'))
  expect(JSON.stringify(rows)).not.toContain(code)
})

test('by the code a time by phone is moved to with a number, that the code shows to nobody', async () => {
  const { tab, code, id, worker, kind } = await slip()
  const [byPhone, later] = await aRelease(worker, kind, [inHours(150), inHours(160)])
  const at = seeing(tab, code, id)
  expect(read((await at('tider')).text)).toMatch(/Vilket nummer ska vi ringa\? Behövs om tiden du väljer är på telefon/)
  const lacking = await at('flytta', { tid: byPhone!, nummer: '' })
  expect([lacking.status, lacking.text.includes('Skriv numret som vi ska ringa')]).toEqual([422, true])
  const moved = await at('flytta', { tid: byPhone!, nummer: '070-174 06 14' })
  expect(read(moved.text)).toContain('Tiden är flyttad')
  expect(moved.text).not.toContain('174')
  expect(moved.text).not.toContain('Vi har inget nummer till dig')
  expect((await bookingOf(id))['phone']).toBe('070-174 06 14')
  // Sent once more it is the same, and whoever has the code changes no number that is given.
  expect(read((await at('flytta', { tid: byPhone!, nummer: '070-174 06 15' })).text)).toContain('Tiden är flyttad')
  await at('flytta', { tid: later!, nummer: '070-174 06 15' })
  expect(await bookingOf(id)).toMatchObject({ slot_id: later, phone: '070-174 06 14' })
})

test('sent twice, at once or after one has looked back, the time is said to be theirs', async () => {
  const { tab, code, slots } = await slip()
  const move = async (tid: string, sett: string) => read((await tab.post('/tid', { kod: code, gor: 'flytta', tid, sett })).text)
  const [one, two] = await Promise.all([move(slots[1]!, '0'), move(slots[1]!, '0')])
  for (const text of [one, two, await move(slots[1]!, '0'), await move(slots[2]!, '1'), await move(slots[2]!, '1')])
    expect(text).toContain('Tiden är flyttad')
})

test('a page that the code opened before the unit moved the time says yes to no other time, cancels no other and gives up no other', async () => {
  const { tab, code, id, slots, worker } = await slip()
  const seenIn = ({ text }: { text: string }) => [...text.matchAll(/name="sett" value="(\d+)"/g)].map(([, sett]) => sett!)
  const pages = [{}, { gor: 'tider' }, { gor: 'avboka' }]
  for (const form of pages) expect(new Set(seenIn(await tab.post('/tid', { kod: code, ...form })))).toEqual(new Set(['0']))
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, '')`)
  const before = await bookingOf(id)
  for (const more of [{ sett: '0' }, {}])
    for (const form of [{ gor: 'bekrafta' }, { gor: 'avboka-ja' }, { gor: 'flytta', tid: slots[2]! }]) {
      const page = await tab.post('/tid', { kod: code, ...form, ...more })
      expect([form.gor, page.status]).toEqual([form.gor, 409])
      expect(read(page.text)).toContain('Tiden har ändrats sedan du öppnade sidan Vi har inte gjort det du valde. Så här är tiden nu.')
      expect(new Set(seenIn(page))).toEqual(new Set(['1']))
      // What was chosen is chosen still.
      if (form.gor === 'flytta') expect(page.text).toMatch(new RegExp(`value="${slots[2]}"[^>]* checked|checked[^>]* value="${slots[2]}"`))
    }
  expect(await bookingOf(id)).toEqual(before)
  const at = seeing(tab, code, id)
  expect(read((await at('avboka-ja')).text)).toContain('Tiden är avbokad')
  // The same sent twice.
  expect(read((await at('avboka-ja', { sett: '1' })).text)).toContain('Tiden är avbokad')
})
