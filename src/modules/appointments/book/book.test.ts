import { expect, test } from 'vitest'
import { z } from 'zod'
import { addressIndex, sealAddress } from '#kernel/secrets'
import { aMatter, aPerson, aUnit, aWorker, browser, config, db, opened, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aBooking, act, alwaysDay, aKind, aPlace, aRelease, inHours } from '../../../testing/times.ts'

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
  await tab.post(`${sent.headers.get('location')!.split('?')[0]}/avboka`, { sett: '0' })
  const second = await open('Hjälp med boende')
  const page = await tab.get(timeOf(kind, slots.one))
  expect(read(page.text)).toMatch(/Vad gäller det\? Något annat, eller vet inte (?=.*Hjälp med boende, ).*Stöd för missbruk, /)
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
  const refused = await tab.post(timeOf(more, sixth!), { key: uuid(), nummer: '0701740605' })
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
  await alwaysDay()
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

const phoneOf = async (id: string) => (await owner`select phone from appointments.bookings where id = ${id}`)[0]!['phone'] as string | null
const idOf = (to: string | null) => /tider\/([0-9a-f-]{36})/.exec(to ?? '')![1]!

test('a time by phone is booked and moved to with a number to phone: the one we know, or another; it can be changed, and no address holds it', async () => {
  const { amina, kind, slots, tab, person } = await town()
  await db.as(
    person,
    { purpose: 'test' },
    (tx) =>
      tx.run`select notice.set_my_way('sms', ${sealAddress(config.secret, '+46701740606')}, ${addressIndex(config.secret, '+46701740606')})`,
  )
  expect((await tab.get(timeOf(kind, slots.one))).text).not.toContain('name="nummer"')
  const page = (await tab.get(timeOf(kind, slots.other))).text
  expect(page).toMatch(/type="tel" value="070-174 06 06"/)
  for (const nummer of ['', '112', 'nej']) {
    const refused = await tab.post(timeOf(kind, slots.other), { key: uuid(), nummer, med: 'Min bror' })
    expect([refused.status, refused.text.includes('Skriv numret som vi ska ringa'), refused.text.includes('Min bror')]).toEqual([
      422,
      true,
      true,
    ])
  }
  const sent = await tab.post(timeOf(kind, slots.other), { key: uuid(), nummer: '+46 70 1740607' })
  const id = idOf(sent.headers.get('location'))
  expect([sent.status, await phoneOf(id)]).toEqual([303, '070-174 06 07'])
  const there = `/mina-sidor/tider/${id}`
  expect(read((await tab.get(there)).text)).toMatch(/Henrik Sjöö ringer dig\..*Vi ringer: 070‑174 06 07 Ändra numret/)
  expect((await tab.post(`${there}/onskemal`, { nummer: '', med: '' })).status).toBe(422)
  expect((await tab.post(`${there}/onskemal`, { nummer: '070 174 06 08', med: 'Min syster' })).headers.get('location')).toBe(
    `${there}?gjort=sparat`,
  )
  expect(await phoneOf(id)).toBe('070-174 06 08')
  expect(await owner`select from appointments.steps where booking_id = ${id} and what = 'wished'`).toHaveLength(1)
  // To a visit and to the phone again: asked for once more, filled in with what was last said.
  await tab.post(`${there}/andra/${slots.two}`, { sett: '0' })
  expect(read((await tab.get(there)).text)).not.toContain('070')
  const [later] = await aRelease(amina, kind, [inHours(96)], { manner: 'phone' })
  expect((await tab.get(`${there}/andra/${later}`)).text).toContain('value="070-174 06 08"')
  expect((await tab.post(`${there}/andra/${later}`, { sett: '1', nummer: '1' })).status).toBe(422)
  expect((await tab.post(`${there}/andra/${later}`, { sett: '1', nummer: '070-174 06 09' })).status).toBe(303)
  expect(await phoneOf(id)).toBe('070-174 06 09')
})

test('a time by phone without a number says so to its person and to the unit; who is at neither side reads none and sets none', async () => {
  const { amina, slots, tab, person } = await town()
  const id = await aBooking(person, slots.other)
  // As one that was made before a number was asked for.
  await owner`update appointments.bookings set phone = null where id = ${id}`
  expect(read((await tab.get(`/mina-sidor/tider/${id}`)).text)).toMatch(/Vi har inget nummer att ringa dig på\. Skriv numret/)
  const desk = await browser(amina)
  const at = `/personal/tider/bokning/${id}`
  expect((await desk.get(at)).text).toContain('Inget nummer. Fråga personen.')
  expect((await desk.get('/personal/tider?visa=enheten')).text).toContain('Inget nummer')
  expect((await desk.post(`${at}/nummer`, { nummer: '99' })).status).toBe(422)
  expect((await desk.post(`${at}/nummer`, { nummer: '0701740610' })).headers.get('location')).toBe(`${at}?gjort=nummer`)
  expect((await desk.get(at)).text).toContain('href="tel:+46701740610"')
  expect((await desk.get('/personal/tider?visa=enheten')).text).toContain('href="tel:+46701740610"')
  const elsewhere = await browser(await aWorker())
  expect((await elsewhere.post(`${at}/nummer`, { nummer: '0701740611' })).status).toBe(404)
  const other = await aPerson()
  const said = await db.as(
    other,
    { purpose: 'test' },
    (tx) => tx.maybe(z.object({ said: z.string() }))`select appointments.set_phone(${id}, '070-174 06 12') as said`,
  )
  expect([said!.said, await phoneOf(id)]).toEqual(['none', '070-174 06 10'])
})

test('a time that is one’s own already leads to it: booked again after looking back or in a second tab, and moved to', async () => {
  const { unit, amina, kind, slots, tab } = await town()
  const there = `/mina-sidor/tider/${idOf((await tab.post(timeOf(kind, slots.one), { key: uuid() })).headers.get('location'))}`
  for (const answer of [
    await tab.get(timeOf(kind, slots.one)),
    await tab.post(timeOf(kind, slots.one), { key: uuid() }),
    await tab.post(timeOf(kind, slots.one), { key: uuid(), med: 'x'.repeat(501) }),
    await tab.get(`${there}/andra/${slots.one}`),
  ])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, there])
  const [first] = await aRelease(amina, await aKind(unit), [inHours(90)], { manner: 'visit', place: await aPlace(unit) })
  const other = await owner`select kind_id from appointments.slots where id = ${first!}`
  const second = await tab.post(timeOf(other[0]!['kind_id'] as string, first!), { key: uuid() })
  const elsewhere = await tab.post(`${there}/andra/${first}`, { sett: '0' })
  expect(elsewhere.headers.get('location')).toBe(`/mina-sidor/tider/${idOf(second.headers.get('location'))}`)
  // What somebody else has is still somebody else's.
  await aBooking(await aPerson(), slots.two)
  expect((await tab.post(`${there}/andra/${slots.two}`, { sett: '0' })).headers.get('location')).toBe(`${there}/andra?gick-inte=taken`)
})
