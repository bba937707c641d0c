import { expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/values/day'
import { aMatter, aPerson, aWorker, auditOf, browser, db, opened, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aBooking, act, aKind, alwaysDay, aPlace, aRelease, inHours } from '../../../testing/times.ts'

await alwaysDay()

/** Somebody with a time at a place, signed in with a means that the unit has handed out (zone B). */
async function met({
  hours = 72,
  notice = 24,
  manner = 'visit',
  link,
}: { hours?: number; notice?: number; manner?: 'visit' | 'phone' | 'video'; link?: string } = {}) {
  const worker = await aWorker()
  const kind = await aKind(worker.unit, { called: 'Uppföljning av stödet', noticeHours: 0 })
  const place = manner === 'visit' ? { place: await aPlace(worker.unit) } : {}
  const [slot, next, third] = await aRelease(worker, kind, [hours, hours + 24, hours + 48].map(inHours), {
    manner,
    ...place,
    ...(link ? { link } : {}),
  })
  const person = await aPerson({ level: 2 })
  const id = await aBooking(person, slot!)
  await owner`update appointments.kinds set notice_hours = ${notice} where id = ${kind}`
  return { worker, kind, person, id, slots: [slot!, next!, third!] as const, tab: await browser(person), path: `/mina-sidor/tider/${id}` }
}

const stateOf = async (id: string) => (await owner`select * from appointments.bookings where id = ${id}`)[0]!
const kindOf = async (id: string) => (await stateOf(id))['kind_id'] as string

test('the page says when, where, how to get in, with whom, how it goes, what to bring and until when it can be changed', async () => {
  const { tab, path, person } = await met()
  const page = await tab.get(path)
  const text = read(page.text)
  expect(page.text).toContain('<title>Tid – ')
  expect(text).toMatch(/Uppföljning av stödet Vi ses \S+dag \d+ \S+ kl\. \S+ Om 3 dagar\. Det är slut kl\. /)
  expect(text).toMatch(/Storgatan 14, 912 34 Delaby Ingång B, gul dörr Våning 2, rum 214 Gå direkt till rummet/)
  expect(text).toMatch(/Du träffar Amina Haddad socialsekreterare 0980‑31 92 10 Blir du sen\? Ring\. Vi väntar på dig\. 0980‑31 92 00/)
  expect(text).toMatch(
    /Hitta dit .*Hissen är till höger\. Andra dörren till vänster\. Tillgänglighet Hiss\. Inga trösklar\. Ta med dig Legitimation/,
  )
  expect(text).toMatch(/Så går det till Vi pratar om hur du har det\. Det är ditt möte Du får ta med dig någon\./)
  expect(text).toMatch(/Byt tid eller avboka Du kan ändra själv till och med /)
  expect((await auditOf(person.id)).filter((purpose) => purpose !== 'test')).toEqual(['meeting'])
})

test.each([
  ['phone', 'Amina Haddad ringer dig. Ha telefonen nära.'],
  ['video', 'Ni ses på video. Öppna videomötet'],
] as const)('a meeting by %s says how, and has no way to walk', async (manner, said) => {
  const { tab, path } = await met({ manner, link: 'https://mote.example/1' })
  const text = read((await tab.get(path)).text)
  expect(text).toContain(said)
  expect(text).not.toContain('Hitta dit')
})

test('what is asked for is kept, shown, and given back when it is too long', async () => {
  const { tab, path, id } = await met()
  const sent = await tab.post(`${path}/onskemal`, { med: 'Min bror', tolk: '', onskemal: 'Lugnt rum\r\nVatten' })
  expect(sent.headers.get('location')).toBe(`${path}?gjort=sparat`)
  expect(read((await tab.get(path)).text)).toMatch(/Det du har bett om Med dig: Min bror Lugnt rum Vatten/)
  const long = await tab.post(`${path}/onskemal`, { med: 'Min bror', tolk: 'x'.repeat(201), onskemal: '' })
  expect([long.status, long.text.includes('x'.repeat(201))]).toEqual([422, true])
  expect(
    await owner`select from appointments.bookings where id = ${id} and companion = 'Min bror' and revision = 1 and sequence = 0`,
  ).toHaveLength(1)
})

test('whoever says that they are coming is thanked, and is not asked again', async () => {
  const { tab, path } = await met()
  expect(read((await tab.get(path)).text)).toContain('Passar tiden?')
  expect((await tab.post(`${path}/bekrafta`, { sett: '0' })).headers.get('location')).toBe(`${path}?gjort=bekraftad`)
  const text = read((await tab.get(path)).text)
  expect(text).toContain('Du har sagt att du kommer.')
  expect(text).not.toContain('Passar tiden?')
})

test('when it is too late to change, the page says so and whom to phone, and the forms change nothing', async () => {
  const { tab, path, id, slots } = await met({ hours: 5, notice: 24 })
  expect(read((await tab.get(path)).text)).toMatch(/Du kunde ändra själv till och med .*Nu behöver du ringa: 0980/)
  expect((await tab.post(`${path}/avboka`, { sett: '0' })).headers.get('location')).toBe(`${path}?gjort=sent`)
  expect((await tab.post(`${path}/andra/${slots[2]}`, { sett: '0' })).headers.get('location')).toBe(`${path}/andra?gick-inte=late`)
  expect(read((await tab.get(`${path}/andra`)).text)).toContain('Det går inte att byta tid här längre')
  expect(read((await tab.get(`${path}/avboka`)).text)).toContain('Det går inte att avboka här längre')
  expect(read((await tab.get(`${path}/tidigare`)).text)).toContain('för nära mötet')
  expect(await owner`select from appointments.bookings where id = ${id} and state = 'booked' and slot_id = ${slots[0]}`).toHaveLength(1)
})

test('times that staff propose are one amber choice, and none of them is as good an answer', async () => {
  const { tab, path, id, worker, slots } = await met()
  const propose = (of: string[]) =>
    db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_propose(${id}, ${of}::uuid[], gen_random_uuid())`)
  await propose([slots[1], slots[2]])
  const page = await tab.get(path)
  expect(page.text.split('folder tinted')).toHaveLength(2)
  expect(read(page.text)).toMatch(/Din tur Vi föreslår andra tider Svara senast .*Välj en tid .*Ingen av dem passar/)
  expect(read((await tab.get('/mina-sidor/tider')).text)).toMatch(/Din tur Vi föreslår andra tider .*Se förslagen och välj/)
  const empty = await tab.post(`${path}/forslag/1`, {})
  expect([empty.status, read(empty.text).includes('Välj en av tiderna, eller att ingen passar')]).toEqual([422, true])
  expect((await tab.post(`${path}/forslag/1`, { tid: 'ingen' })).headers.get('location')).toBe(`${path}?gjort=behaller`)
  expect((await tab.get(path)).text).not.toContain('folder tinted')
  await propose([slots[2]])
  expect((await tab.post(`${path}/forslag/2`, { tid: slots[2] })).headers.get('location')).toBe(`${path}?gjort=andrad`)
  expect(await owner`select from appointments.bookings where id = ${id} and slot_id = ${slots[2]}`).toHaveLength(1)
  // What was proposed then is over now.
  expect((await tab.post(`${path}/forslag/1`, { tid: slots[1] })).headers.get('location')).toBe(`${path}?gjort=sent`)
})

test('somebody proposes another time in their own words, and reads the answer', async () => {
  const { tab, path, id, worker } = await met()
  expect((await tab.post(`${path}/foresla`, { tider: ' ' })).status).toBe(422)
  const form = { tider: 'Tisdagar efter 15', key: uuid() }
  expect((await tab.post(`${path}/foresla`, form)).headers.get('location')).toBe(`${path}?gjort=foreslagit`)
  await tab.post(`${path}/foresla`, form)
  expect(await owner`select from appointments.proposals where booking_id = ${id}`).toHaveLength(1)
  expect(read((await tab.get(path)).text)).toMatch(/Du har föreslagit en annan tid .*Tisdagar efter 15/)
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_answer(${id}, 1, 'Vi är på kurs då.')`)
  expect(read((await tab.get(path)).text)).toMatch(/Vi kan inte byta till det du föreslog Tiden står kvar\. Vi är på kurs då\./)
})

test('a place in line is taken, changed and left, and an offered time is taken with one press', async () => {
  const { tab, path, id, worker, kind, slots } = await met()
  const first = await aPerson()
  const [early] = await aRelease(worker, kind, [inHours(60)])
  const theirs = await aBooking(first, early!)
  expect((await tab.post(`${path}/tidigare`, { senast: '2026-02-30' })).status).toBe(422)
  expect((await tab.post(`${path}/tidigare`, { senast: '2020-01-01' })).status).toBe(422)
  // What is given as an example can be written.
  const [, example = ''] = /till exempel ([^.<]+)\./.exec(read((await tab.get(`${path}/tidigare`)).text)) ?? []
  expect((await tab.post(`${path}/tidigare`, { senast: example })).status).toBe(303)
  const until = async () => (await owner`select until from appointments.earlier where booking_id = ${id}`)[0]!['until'] as string
  expect(await until()).toBe(addDays(dayOf(inHours(72)), -1))
  expect((await tab.post(`${path}/tidigare`, { senast: 'i morgon' })).status).toBe(303)
  expect(await until()).toBe(addDays(dayOf(new Date()), 1))
  expect((await tab.post(`${path}/tidigare`, { senast: '' })).headers.get('location')).toBe(`${path}?gjort=tur`)
  expect(read((await tab.get(`${path}/tidigare`)).text)).toContain('Du står på tur sedan')
  await act(first, 'cancel', theirs)
  const page = await tab.get(path)
  expect(read(page.text)).toMatch(/Din tur En tidigare tid är ledig .*Du behåller tiden du har om du inte tar den nya/)
  const to = /action="([^"]+erbjudande[^"]+)"/.exec(page.text)![1]!
  // Neither yes nor no is no answer.
  await tab.post(to, {})
  expect(await owner`select from appointments.offers where booking_id = ${id} and state = 'open'`).toHaveLength(1)
  expect((await tab.post(to, { svar: 'ja' })).headers.get('location')).toBe(`${path}?gjort=andrad`)
  expect(await owner`select from appointments.bookings where id = ${id} and slot_id = ${early!}`).toHaveLength(1)
  expect(await owner`select from appointments.free_slots where slot_id = ${slots[0]}`).toHaveLength(1)
  await tab.post(`${path}/tidigare`, {})
  expect((await tab.post(`${path}/tidigare`, { sluta: 'ja' })).headers.get('location')).toBe(`${path}?gjort=inte-tur`)
  expect(await owner`select from appointments.earlier where booking_id = ${id}`).toHaveLength(0)
})

test('a time is moved: the old one is free, the new one is theirs, and the page says what happened', async () => {
  const { tab, path, id, slots } = await met()
  const list = await tab.get(`${path}/andra`)
  expect(read(list.text)).toMatch(/Byt tid Tiden du har: .* Du behåller den tills du har en annan\./)
  expect(list.text).toContain(`${path}/andra/${slots[1]}`)
  expect(read((await tab.get(`${path}/andra/${slots[1]}`)).text)).toMatch(/Byta till den här tiden\? |Byt till den här tiden\?/)
  const sent = await tab.post(`${path}/andra/${slots[1]}`, { sett: '0' })
  expect(sent.headers.get('location')).toBe(`${path}?gjort=andrad`)
  // Pressed twice, it is the same.
  expect((await tab.post(`${path}/andra/${slots[1]}`, { sett: '0' })).headers.get('location')).toBe(`${path}?gjort=andrad`)
  expect(await owner`select from appointments.bookings where id = ${id} and slot_id = ${slots[1]} and sequence = 1`).toHaveLength(1)
  expect(await owner`select from appointments.free_slots where slot_id = ${slots[0]}`).toHaveLength(1)
  expect(read((await tab.get(path)).text)).toMatch(/Det som har hänt Du bokade .* Du flyttade tiden från .* till /)
  await aBooking(await aPerson(), slots[2])
  expect((await tab.post(`${path}/andra/${slots[2]}`, { sett: '1' })).headers.get('location')).toBe(`${path}/andra?gick-inte=taken`)
  expect(read((await tab.get(`${path}/andra?gick-inte=taken`)).text)).toContain('Du har kvar den tid du hade')
})

test('a time is cancelled after one question, stands as cancelled, and can be booked by somebody else', async () => {
  const { tab, path, id, slots } = await met()
  expect(read((await tab.get(`${path}/avboka`)).text)).toMatch(
    /Avboka tiden\? .*Ja, avboka tiden Nej, behåll tiden .*Vill du hellre byta\?/,
  )
  // Pressed twice, it is the same.
  for (const _ of [1, 2])
    expect((await tab.post(`${path}/avboka`, { sett: '0' })).headers.get('location')).toBe('/mina-sidor/tider?gjort=avbokad')
  expect(read((await tab.get('/mina-sidor/tider?gjort=avbokad')).text)).toMatch(
    /Tiden är avbokad .*Du har ingen tid inbokad .*Inställda .*Du avbokade tiden\./,
  )
  expect(read((await tab.get(path)).text)).toMatch(/Avbokad .*Du avbokade tiden\./)
  expect((await tab.get(`${path}/avboka`)).status).toBe(303)
  expect(await owner`select from appointments.free_slots where slot_id = ${slots[0]}`).toHaveLength(1)
  expect(await owner`select from appointments.bookings where id = ${id} and state = 'cancelled' and cancelled_by = 'person'`).toHaveLength(
    1,
  )
})

test('the calendar file is the person’s own, and follows what is changed', async () => {
  const { tab, path, slots } = await met()
  const file = async () => {
    const { text, headers } = await tab.get(`${path}/tid.ics`)
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    return text
  }
  const before = (await file()).replaceAll('\r\n ', '')
  expect(before).toMatch(
    /SEQUENCE:0\r\n[^]*STATUS:CONFIRMED\r\nCLASS:PRIVATE\r\nSUMMARY:Tid\r\nLOCATION:Storgatan 14\\, 912 34 Delaby\\, Ingång B\\, gul dörr\\, Våning 2\\, rum 214\r\nDESCRIPTION:Gå direkt till rummet[^]*Frågor\? Ring 0980-31 92 00\.\r\n/,
  )
  expect(before).not.toMatch(/Uppföljning|Amina|Vuxen/)
  await tab.post(`${path}/andra/${slots[1]}`, { sett: '0' })
  expect(await file()).toContain('SEQUENCE:1')
  await tab.post(`${path}/avboka`, { sett: '1' })
  expect(await file()).toMatch(/METHOD:CANCEL\r\n[^]*SEQUENCE:2\r\n[^]*STATUS:CANCELLED/)
  const stranger = await browser(await aPerson({ level: 2 }))
  expect((await stranger.get(`${path}/tid.ics`)).status).toBe(404)
})

test('whoever did not come is offered help and blamed for nothing', async () => {
  const { tab, path, id, worker } = await met()
  await owner`update appointments.slots s set during = tstzrange(lower(during) - interval '5 days', upper(during) - interval '5 days') from appointments.bookings b where b.slot_id = s.id and b.id = ${id}`
  await owner`update appointments.bookings set starts_at = starts_at - interval '5 days', ends_at = ends_at - interval '5 days' where id = ${id}`
  expect(read((await tab.get(path)).text)).toContain('Har varit')
  await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.run`select appointments.desk_outcome(${id}, 1, 'missed', '{by-phone,ride}', 'Ring mig gärna.')`,
  )
  expect(read((await tab.get(path)).text)).toMatch(
    /Mötet blev inte av\. Det händer\. .*Det här kan vi ordna .*att vi pratar på telefon i stället hjälp att ta dig hit Från oss Ring mig gärna\. Boka en ny tid/,
  )
  expect(read((await tab.get('/mina-sidor/tider')).text)).toMatch(/Tidigare .*Det blev inte av/)
})

test('what staff change is told with their words, and the matter it belongs to stays the unit’s', async () => {
  const { tab, path, id, worker, slots } = await met()
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, 'Rummet var upptaget.')`)
  expect(read((await tab.get(path)).text)).toMatch(/Från oss Rummet var upptaget\. .*Vi flyttade tiden från/)
  expect(await owner`select body from kernel.outbox where topic = 'time-changed'`).toMatchObject([{ body: { booking: id, sequence: '1' } }])
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_cancel(${id}, 2, '')`)
  expect(read((await tab.get(path)).text)).toContain('Vi har ställt in tiden.')
})

test('a time that staff book in a matter before it is opened is the person’s all the same', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit, { open: false })
  const [slot] = await aRelease(worker, kind, [inHours(72)])
  const matter = await aMatter({ unit: worker.unit })
  await db.as(
    worker,
    { purpose: 'test', matter: matter.id },
    (tx) => tx.run`select appointments.desk_book(${slot}, ${matter.id}, null, '', '', '', gen_random_uuid())`,
  )
  const tab = await browser(matter.person as never)
  const page = await tab.get('/mina-sidor/tider')
  expect(read(page.text)).toContain('Nästa möte')
  const shelf = await opened(matter, worker)
  expect(await owner`select from appointments.bookings where matter_id = ${matter.id} and shelf_id = ${shelf}`).toHaveLength(1)
  // Not open for booking: it is not moved by oneself, but another time can be proposed.
  const path = /href="(\/mina-sidor\/tider\/[0-9a-f-]{36})"/.exec(page.text)![1]!
  const text = read((await tab.get(path)).text)
  expect(text).toContain('Föreslå en annan tid')
  expect(text).not.toMatch(/Byt tid Föreslå/)
})

test('a time that the unit calls off is said on the first page and in the list, until there is another of the same kind or it has passed', async () => {
  const { tab, path, id, worker, person, slots } = await met()
  const start = async () => read((await tab.get('/mina-sidor')).text)
  expect(await start()).not.toContain('inställd')
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_cancel(${id}, 1, 'Jag är sjuk.')`)
  const page = await tab.get('/mina-sidor')
  expect(read(page.text)).toMatch(/Tiden \S+dag \d+ \S+ kl\. \S+ är inställd .*Vi ställde in den\./)
  expect(page.text).toContain(`href="${path}"`)
  expect(read((await tab.get('/mina-sidor/tider')).text)).toMatch(/Inställda .*Vi ställde in tiden\./)
  expect(read((await tab.get('/mina-sidor/tider')).text)).not.toContain('Tidigare')
  expect(read((await tab.get(path)).text)).toMatch(/Vi har ställt in tiden\..*Jag är sjuk\..*Boka en ny tid/)
  await aBooking(person, slots[1])
  expect(await start()).not.toContain('inställd')
  await owner`delete from appointments.steps where booking_id in (select id from appointments.bookings where person_id = ${person.id} and id <> ${id})`
  await owner`delete from appointments.bookings where person_id = ${person.id} and id <> ${id}`
  expect(await start()).toContain('inställd')
  await owner`update appointments.bookings set starts_at = now() - interval '1 minute' where id = ${id}`
  expect(await start()).not.toContain('inställd')
  expect(read((await tab.get('/mina-sidor/tider')).text)).toMatch(/Tidigare .*Avbokad/)
})

test('a time that is cancelled or has been waits for nobody, and its other pages lead back to it', async () => {
  const cancelled = await met()
  await act(cancelled.person, 'cancel', cancelled.id)
  const past = await met()
  await owner`update appointments.bookings set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = ${past.id}`
  for (const { tab, path, slots } of [cancelled, past]) {
    expect(read((await tab.get(path)).text)).not.toMatch(/Blir du sen|Vi väntar på dig|Du träffar/)
    for (const to of ['andra', `andra/${slots[1]}`, 'foresla', 'tidigare', 'avboka']) {
      const { status, headers } = await tab.get(`${path}/${to}`)
      expect([to, status, headers.get('location')]).toEqual([to, 303, path])
    }
  }
})

test('a page that was opened before the unit moved the time says yes to no other time, cancels no other and gives up no other', async () => {
  const { tab, path, id, worker, slots } = await met({ manner: 'phone' })
  const other = await aRelease(worker, await kindOf(id), [inHours(200)])
  const seenOn = async (to: string) => ({ sett: /name="sett" value="(\d+)"/.exec((await tab.get(to)).text)![1]! })
  const acts = [`${path}/bekrafta`, `${path}/avboka`, `${path}/andra/${slots[2]}`]
  const [confirms, cancels, moves] = [await seenOn(path), await seenOn(acts[1]!), await seenOn(acts[2]!)]
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, 'Rummet var upptaget.')`)
  const before = await stateOf(id)
  const number = { nummer: '070-174 06 99' }
  for (const [to, form, still] of [
    [acts[0]!, confirms, 'Passar tiden?'],
    [acts[1]!, cancels, 'Ja, avboka tiden'],
    [acts[2]!, { ...moves, ...number }, 'Byt till den här tiden'],
    [acts[0]!, {}, 'Passar tiden?'],
    [acts[1]!, { sett: 'x' }, 'Ja, avboka tiden'],
    [acts[2]!, number, 'Byt till den här tiden'],
  ] as const) {
    const { status, text } = await tab.post(to, form)
    expect([to, status]).toEqual([to, 409])
    expect(read(text)).toMatch(/Tiden har ändrats sedan du öppnade sidan Vi har inte gjort det du valde\. Så här är tiden nu\./)
    expect(read(text)).toContain(still)
    expect(text).toContain('name="sett" value="1"')
    expect(text.includes(number.nummer)).toBe('nummer' in form)
  }
  // A number that is lacking is told along with it.
  const lacking = await tab.post(acts[2]!, { ...moves, nummer: '' })
  expect([lacking.status, lacking.text.includes('Tiden har ändrats sedan')]).toEqual([422, true])
  expect(await stateOf(id)).toEqual(before)
  // The time to move to is gone meanwhile: the time as it is, and the same words.
  await aBooking(await aPerson(), slots[2])
  expect((await tab.post(acts[2]!, { ...moves, ...number })).headers.get('location')).toBe(`${path}?gjort=inaktuell`)
  expect(read((await tab.get(`${path}?gjort=inaktuell`)).text)).toContain('Tiden har ändrats sedan du öppnade sidan')
  // From the page as it is now, it is done, and once more is the same.
  const now = await seenOn(path)
  for (const _ of [1, 2]) expect((await tab.post(acts[0]!, now)).headers.get('location')).toBe(`${path}?gjort=bekraftad`)
  // A page from before says no thanks for it.
  expect((await tab.post(acts[0]!, confirms)).status).toBe(409)
  for (const _ of [1, 2])
    expect((await tab.post(`${path}/andra/${other[0]}`, { ...now, ...number })).headers.get('location')).toBe(`${path}?gjort=andrad`)
  expect(await stateOf(id)).toMatchObject({ slot_id: other[0], sequence: 2, state: 'booked', phone: number.nummer })
})

test('a time that the unit moves at the very moment one presses is not cancelled', async () => {
  const { tab, path, id, worker, slots } = await met()
  const waiting = () => owner`select from pg_locks join pg_stat_activity a using (pid) where not granted and a.datname = current_database()`
  let pressed: ReturnType<typeof tab.post> | undefined
  await db.as(worker, { purpose: 'test' }, async (tx) => {
    await tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, '')`
    pressed = tab.post(`${path}/avboka`, { sett: '0' })
    // Till it waits for the booking.
    while ((await waiting()).length === 0);
  })
  expect((await pressed!).status).toBe(409)
  expect(await stateOf(id)).toMatchObject({ slot_id: slots[1], state: 'booked' })
})

test('a time that the unit has called off is not confirmed or moved by a page from before, and is shown as it is', async () => {
  const { tab, path, id, worker, slots } = await met()
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_cancel(${id}, 1, 'Jag är sjuk.')`)
  const confirmed = await tab.post(`${path}/bekrafta`, { sett: '0' })
  expect([confirmed.status, read(confirmed.text)]).toEqual([409, expect.stringMatching(/Tiden har ändrats sedan .*Vi har ställt in tiden/)])
  expect((await tab.post(`${path}/andra/${slots[1]}`, { sett: '0' })).headers.get('location')).toBe(`${path}?gjort=inaktuell`)
})
