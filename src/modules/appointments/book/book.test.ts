import { expect, test } from 'vitest'
import { aMatter, aPerson, aUnit, aWorker, browser, opened, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aBooking, act, aKind, aPlace, aRelease, inHours } from '../../../testing/times.ts'

/** A unit with times to book, and somebody at a browser whose town it is in. */
async function town({ fields = [] as string[], level = 2 } = {}) {
  const unit = await aUnit()
  const [amina, henrik] = [await aWorker({ unit }), await aWorker({ unit, called: 'Henrik Sjöö' })]
  const kind = await aKind(unit, { called: 'Prata om stödet', fields })
  const place = await aPlace(unit)
  const [one, two] = await aRelease(amina, kind, [48, 72].map(inHours), { manner: 'visit', place })
  const [other] = await aRelease(henrik, kind, [inHours(50)], { manner: 'phone' })
  const person = await aPerson({ level })
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  return { unit, amina, henrik, kind, person, slots: { one: one!, two: two!, other: other! }, tab: await browser(person) }
}

const timeOf = (kind: string, slot: string) => `/mina-sidor/tider/boka/${kind}/${slot}`

test('somebody chooses what it is about, with whom and when, and the time is theirs', async () => {
  const { kind, slots, tab, person, henrik } = await town()
  const first = await tab.get('/mina-sidor/tider/boka')
  expect(read(first.text)).toMatch(/Andra i \S+ \d+ Prata om stödet .*30 minuter, besök eller telefonsamtal.*Första lediga tid: /)
  const when = await tab.get(`/mina-sidor/tider/boka/${kind}`)
  expect(read(when.text)).toMatch(/Med vem\? Vem som helst Amina Haddad Henrik Sjöö Lediga tider/)
  const one = await tab.get(`/mina-sidor/tider/boka/${kind}?vem=${henrik.id}`)
  expect(one.text).toContain(slots.other)
  expect(one.text).not.toContain(slots.one)
  const sure = await tab.get(timeOf(kind, slots.one))
  expect(read(sure.text)).toMatch(/Stämmer det\? .*Det tar 30 minuter\. Amina Haddad , socialsekreterare\. Storgatan 14/)
  const key = /name="key" value="([^"]+)"/.exec(sure.text)![1]!
  const form = { key, med: 'Min syster', tolk: 'finska', onskemal: 'En paus' }
  const sent = await tab.post(timeOf(kind, slots.one), form)
  expect(sent.status).toBe(303)
  // Sent twice, it is one.
  const again = await tab.post(timeOf(kind, slots.one), form)
  expect(again.headers.get('location')).toBe(sent.headers.get('location'))
  const page = read((await tab.get(sent.headers.get('location')!)).text)
  expect(page).toMatch(/Tiden är din .*Storgatan 14, 912 34 Delaby.*Gå direkt till rummet.*Med dig: Min syster Tolk: finska En paus/)
  expect(await owner`select from appointments.bookings where person_id = ${person.id}`).toHaveLength(1)
})

test('with two cases at the unit one can say which it is about, or neither; with one it goes without saying', async () => {
  const { unit, amina, kind, slots, tab, person } = await town({ level: 3 })
  const open = async (title: string) => {
    const matter = await aMatter({ unit, person, title })
    return { matter: matter.id, shelf: await opened(matter, amina) }
  }
  const matterOf = async () =>
    (await owner`select matter_id from appointments.bookings where person_id = ${person.id} and state = 'booked'`)[0]?.['matter_id']
  const first = await open('Stöd för missbruk')
  expect((await tab.get(timeOf(kind, slots.one))).text).not.toContain('Vad gäller det?')
  const sent = await tab.post(timeOf(kind, slots.one), { key: uuid() })
  expect([sent.status, await matterOf()]).toEqual([303, first.matter])
  await tab.post(`${sent.headers.get('location')!.split('?')[0]}/avboka`, {})
  const second = await open('Hjälp med boende')
  const page = await tab.get(timeOf(kind, slots.one))
  expect(read(page.text)).toMatch(/Vad gäller det\? Något annat, eller vet inte Hjälp med boende, .*Stöd för missbruk, /)
  // Another's case is not theirs to book about, and what was chosen is there again when something else is wrong.
  const foreign = await opened(await aMatter({ unit }), amina)
  expect((await tab.post(timeOf(kind, slots.one), { key: uuid(), arende: foreign })).status).toBe(404)
  const wrong = await tab.post(timeOf(kind, slots.one), { key: uuid(), arende: second.shelf, tolk: 'x'.repeat(201) })
  expect([wrong.status, wrong.text.includes(`value="${second.shelf}" selected`)]).toEqual([422, true])
  expect((await tab.post(timeOf(kind, slots.one), { key: uuid(), arende: second.shelf })).status).toBe(303)
  expect(await matterOf()).toBe(second.matter)
})

test('a time that somebody else took is said to be taken, and the rest are shown', async () => {
  const { kind, slots, tab } = await town()
  await aBooking(await aPerson(), slots.one)
  const answer = await tab.post(timeOf(kind, slots.one), { key: uuid() })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/mina-sidor/tider/boka/${kind}?gick-inte=taken`])
  const page = await tab.get(answer.headers.get('location')!)
  expect(read(page.text)).toContain('Tiden hann bli upptagen')
  expect(page.text).toContain(slots.two)
  expect(page.text).not.toContain(slots.one)
  expect((await tab.get(timeOf(kind, slots.one))).status).toBe(303)
})

test('a second time of the same kind, and a sixth of any, is refused with what can be done instead', async () => {
  const { unit, amina, kind, slots, tab, person } = await town()
  await aBooking(person, slots.one)
  const second = await tab.post(timeOf(kind, slots.two), { key: uuid() })
  expect(second.status).toBe(409)
  expect(read(second.text)).toContain('Du har redan en sådan tid')
  for (let n = 0; n < 4; n += 1) {
    const [slot] = await aRelease(amina, await aKind(unit), [inHours(80 + n)])
    await aBooking(person, slot!)
  }
  const more = await aKind(unit)
  const [sixth] = await aRelease(amina, more, [inHours(90)])
  const refused = await tab.post(timeOf(more, sixth!), { key: uuid() })
  expect([refused.status, read(refused.text).includes('Du har fem tider bokade')]).toEqual([409, true])
})

test('what was typed and is too long is given back', async () => {
  const { kind, slots, tab, person } = await town()
  const long = 'å'.repeat(501)
  const answer = await tab.post(timeOf(kind, slots.one), { key: uuid(), med: long, onskemal: 'Lugnt rum' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(long)
  expect(answer.text).toContain('Lugnt rum')
  expect(read(answer.text)).toContain('Texten är för lång')
  expect(await owner`select from appointments.bookings where person_id = ${person.id}`).toHaveLength(0)
})

test('what is for people with a certain matter does not exist for others, not even that it is full', async () => {
  const { unit, amina, kind, slots, tab } = await town({ fields: ['adult-addiction'] })
  expect((await tab.get('/mina-sidor/tider/boka')).text).not.toContain('Prata om stödet')
  for (const path of [`/mina-sidor/tider/boka/${kind}`, timeOf(kind, slots.one)]) expect((await tab.get(path)).status).toBe(404)
  expect((await tab.post(timeOf(kind, slots.one), { key: uuid() })).status).toBe(404)
  const matter = await aMatter({ unit })
  await opened(matter, amina)
  const theirs = await browser(matter.person as never)
  expect(read((await theirs.get('/mina-sidor/tider/boka')).text)).toMatch(/Hos dem du har kontakt med Prata om stödet/)
  await aBooking(matter.person, slots.one)
  expect((await tab.post(timeOf(kind, slots.one), { key: uuid() })).status).toBe(404)
})

test('nothing to book, or no free times, says so and whom to phone', async () => {
  const unit = await aUnit()
  const person = await aPerson({ level: 2 })
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  const tab = await browser(person)
  expect(read((await tab.get('/mina-sidor/tider/boka')).text)).toMatch(/Det finns inget att boka här än .*Ring oss .*0980/)
  const kind = await aKind(unit)
  expect(read((await tab.get('/mina-sidor/tider/boka')).text)).toMatch(/Inga lediga tider just nu\. Ring så hittar vi en: 0980/)
  expect(read((await tab.get(`/mina-sidor/tider/boka/${kind}`)).text)).toContain('Inga lediga tider')
})

test('a time that is held for somebody else is not shown', async () => {
  const { kind, slots, tab } = await town()
  const [first, waiting] = [await aPerson(), await aPerson()]
  const [a, b] = [await aBooking(first, slots.one), await aBooking(waiting, slots.two)]
  await owner`insert into appointments.earlier (committee_id, booking_id, unit_id, kind_id, person_id) select committee_id, id, unit_id, kind_id, person_id from appointments.bookings where id = ${b}`
  await act(first, 'cancel', a)
  expect((await tab.get(`/mina-sidor/tider/boka/${kind}`)).text).not.toContain(slots.one)
  expect((await (await browser(waiting)).get(`/mina-sidor/tider`)).text).toContain('En tidigare tid är ledig')
})

test('in English, what is written in Swedish only says that it is Swedish', async () => {
  const { kind, slots, tab } = await town()
  const { text } = await tab.get(`${timeOf(kind, slots.one)}?sprak=en`)
  expect(text).toContain('<span lang="sv">Storgatan 14</span>')
  expect(read(text)).toContain('Is this right?')
})
