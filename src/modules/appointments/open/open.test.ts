import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { connect } from '#kernel/db'
import { doorMark } from '#kernel/secrets'
import { aPerson, aUnit, aWorker, browser, config, db, owner, services, uuid } from '#testing'
import { application } from '../../../app.ts'
import { read } from '../../../testing/camilla.ts'
import { aBooking, aKind, aPlace, aRelease, inHours } from '../../../testing/times.ts'
import { codeFrom, readCode } from '../code.ts'

// Before the first page: every process keeps the municipalities for a minute.
const [here, elsewhere] = [await aUnit({ called: 'Vuxenenheten' }), await aUnit({ called: 'Familjeenheten' })]
await owner`update directory.municipalities set urgent = ${owner.json([{ label: { sv: 'Fara för liv' }, phone: '112' }])} where id = ${here.committee.municipalityId}`
const placeOf = async (unit: typeof here) =>
  (await owner`select code, name from directory.municipalities where id = ${unit.committee.municipalityId}`)[0] as {
    code: string
    name: string
  }

const many = connect(config.loginUrl, 25)
afterAll(() => many.close())
const nobody = { kind: 'public' } as const
const Said = z.object({ said: z.string() })

/** A unit whose kind of time anyone may book: visits, and a phone time that nobody could be phoned at. */
async function open({ unit = here, times = 6, called = 'Ett första samtal' } = {}) {
  const worker = await aWorker({ unit, called: 'Amina Haddad' })
  const kind = await aKind(unit, { called, noLogin: true })
  const place = await aPlace(unit)
  const slots = await aRelease(
    worker,
    kind,
    Array.from({ length: times }, (_, n) => inHours(48 + n)),
    { manner: 'visit', place },
  )
  const [phoned] = await aRelease(worker, kind, [inHours(200)])
  return { unit, worker, kind, slots, phoned: phoned!, tab: await browser() }
}
const timeOf = (kind: string, slot: string) => `/boka/${kind}/${slot}`
const keyIn = (text: string) => /name="key" value="([^"]+)"/.exec(text)![1]!
const codeIn = (text: string) => readCode(/<p class="when unbroken">([^<]+)</.exec(text)?.[1])!
const bookingsAt = (slot: string) => owner`select * from appointments.bookings where slot_id = ${slot} and state = 'booked'`
/** Through the function alone, as the page calls it. */
const take = async (kind: string, slot: string, hash = doorMark(config.secret, codeFrom(randomBytes(10))), of = db) =>
  (await of.as(
    nobody,
    { purpose: 'test' },
    (tx) => tx.maybe(Said)`select appointments.open_book(${kind}, ${slot}, ${hash}, 'Kim', '', '', '') as said`,
  ))!.said

test('somebody whom nobody knows books a first time, gets a code, and sees and cancels the time with it', async () => {
  const { kind, slots, tab, worker } = await open()
  await owner`update directory.units set phone = '0980-31 92 01' where id = ${here.id}`
  const { code: town } = await placeOf(here)
  expect((await tab.get('/')).text).toContain(`<a href="/boka?kommun=${town}">Boka en första tid</a>`)
  const what = await tab.get(`/boka?kommun=${town}`)
  expect(read(what.text)).toMatch(
    /Du behöver inte logga in\..*ring 112 .*Vuxenenheten Ett första samtal .*30 minuter, besök eller videomöte\..*Första lediga tid: /,
  )
  expect(read(what.text)).toMatch(/Ring i stället .*Vuxenenheten 0980.*Fara för liv 112.*Boka på Mina sidor/)
  const when = await tab.get(`/boka/${kind}`)
  expect(read(when.text)).toMatch(/Lediga tider .*Så går det till Vi pratar om hur du har det\..*Legitimation, om du har/)
  // Whose times they are is no secret at work, and nothing for whoever asks.
  expect(when.text).not.toContain('Amina')
  const sure = await tab.get(timeOf(kind, slots[0]!))
  expect(read(sure.text)).toMatch(/Stämmer det\? .*Ett första samtal.*Storgatan 14 .*Vad ska vi kalla dig\?/)
  expect(sure.text).not.toMatch(/type="(tel|email)"|Amina/)
  const key = keyIn(sure.text)
  const booked = await tab.post(timeOf(kind, slots[0]!), { key, namn: ' Kim  S ', onskemal: 'Nära dörren' })
  expect([booked.status, booked.headers.get('cache-control'), booked.headers.get('set-cookie')]).toEqual([200, 'no-store', null])
  expect(read(booked.text)).toMatch(
    /Tiden är bokad Skriv upp tiden och koden nu.*Storgatan 14, 912 34 Delaby.*Din kod [0-9A-Z]{5}-[0-9A-Z]{5} .*Frågor\? Ring 0980‑31 92 01 .*Vi kan inte påminna dig/,
  )
  // It may be left lying.
  expect(booked.text).not.toMatch(/Kim|Nära dörren|första samtal|Vuxenenheten|Amina/)
  const [row] = await bookingsAt(slots[0]!)
  expect(row).toMatchObject({ person_id: null, name: 'Kim S', wishes: 'Nära dörren', booked_by: 'anyone', staff_id: worker.id })

  const code = codeIn(booked.text)
  const through = await tab.post('/tid', { kod: code })
  expect(read(through.text)).toMatch(/Din tid .*Storgatan 14.*Ring 0980‑31 92 01/)
  const moved = await tab.post('/tid', { kod: code, gor: 'flytta', tid: slots[1]!, sett: '0' })
  expect(read(moved.text)).toContain('Tiden är flyttad')
  expect(read((await tab.post('/tid', { kod: code, gor: 'avboka-ja', sett: '1' })).text)).toContain('Tiden är avbokad')
  const steps = await owner`select by, what from appointments.steps where booking_id = ${row!['id'] as string} order by n`
  expect(steps.map(({ by, what }) => `${by} ${what}`)).toEqual(['anyone booked', 'code moved', 'code cancelled'])
  // Loaded again after that, the form does not book another.
  const again = await tab.post(timeOf(kind, slots[0]!), { key, namn: 'Kim S' })
  expect([again.status, again.headers.get('location')]).toEqual([303, `/boka/${kind}?gick-inte=over`])
  expect(read((await tab.get(again.headers.get('location')!)).text)).toContain('Tiden du bokade gäller inte längre')
  expect(await bookingsAt(slots[0]!)).toHaveLength(0)
})

test('a name need not be said', async () => {
  const { kind, slots, tab, worker } = await open()
  const { text } = await tab.post(timeOf(kind, slots[0]!), { key: uuid() })
  expect(codeIn(text)).toBeDefined()
  const [row] = await bookingsAt(slots[0]!)
  expect(row).toMatchObject({ name: '' })
  const desk = await browser(worker)
  const list = read((await desk.get('/personal/tider')).text)
  expect(list).toMatch(/Utan namn .*Bokad utan inloggning/)
  const one = `/personal/tider/bokning/${row!['id'] as string}`
  const page = read((await desk.get(one)).text)
  expect(page).toMatch(
    /Utan namn .*Personen har inte sagt något namn.*Personen har sin kod, och vi har inget nummer.*Personen, utan inloggning, bokade/,
  )
  for (const path of ['flytta', 'avboka'])
    expect(read((await desk.get(`${one}/${path}`)).text)).toContain('får inget besked: vi har inget nummer')
  const moved = await desk.post(`${one}/flytta`, { sett: '1', tid: slots[1]!, slag: 'alla' })
  expect(moved.status).toBe(303)
  expect(read((await desk.get(moved.headers.get('location')!)).text)).toMatch(/Tiden är flyttad Personen får inte veta det av oss/)
  expect(read((await desk.post(`${one}/lapp`, {})).text)).toMatch(/Din tid .*Din kod/)
  // A new slip, and the first code opens nothing more, also where it was got.
  expect((await tab.post('/tid', { kod: codeIn(text) })).status).toBe(422)
  expect((await desk.get(`${one}/paminnelse`)).status).toBe(404)
  const cancelled = await desk.post(`${one}/avboka`, { sett: '2' })
  expect(read((await desk.get(cancelled.headers.get('location')!)).text)).toContain('Ni har avbokat tiden')
})

test('sent twice, at once or after a while, it is one time and the same code', async () => {
  const { kind, slots, tab } = await open()
  const form = { key: uuid(), namn: 'Kim' }
  const path = timeOf(kind, slots[0]!)
  const answers = await Promise.all(Array.from({ length: 5 }, () => tab.post(path, form)))
  for (let n = 0; n < 12; n += 1) answers.push(await tab.post(path, form))
  expect(new Set(answers.map(({ status, text }) => `${status} ${codeIn(text)}`)).size).toBe(1)
  expect(answers[0]!.status).toBe(200)
  expect(await bookingsAt(slots[0]!)).toHaveLength(1)
  // At the same moment, where nobody has seen the first of them: the database says so.
  const hash = doorMark(config.secret, codeFrom(randomBytes(10)))
  const said = await Promise.all(Array.from({ length: 20 }, (_, n) => take(kind, slots[2 + (n % 2)]!, hash, many)))
  expect(said.toSorted()).toEqual(['done', ...Array.from({ length: 19 }, () => 'same')])
  // Also from the page of another time: it is the form that is the same.
  expect(codeIn((await tab.post(timeOf(kind, slots[1]!), form)).text)).toBe(codeIn(answers[0]!.text))
  expect(await bookingsAt(slots[1]!)).toHaveLength(0)
  expect(codeIn((await tab.post(timeOf(kind, slots[1]!), { key: uuid() })).text)).not.toBe(codeIn(answers[0]!.text))
})

test('of fifty who want the same time at once exactly one gets it', async () => {
  const { kind, slots } = await open({ times: 60 })
  const said = await Promise.all(Array.from({ length: 50 }, () => take(kind, slots[0]!, undefined, many)))
  expect(said.toSorted().slice(0, 2)).toEqual(['done', 'taken'])
  expect(said.filter((one) => one === 'done')).toHaveLength(1)
  expect(await bookingsAt(slots[0]!)).toHaveLength(1)
})

test('a time that was taken meanwhile is said to be, and what was written goes along and stands in no address', async () => {
  const { kind, slots, tab } = await open()
  await aBooking(await aPerson(), slots[0]!)
  const path = timeOf(kind, slots[0]!)
  const bare = await tab.post(path, { key: uuid() })
  expect([bare.status, bare.headers.get('location')]).toEqual([303, `/boka/${kind}?gick-inte=taken`])
  expect(read((await tab.get(bare.headers.get('location')!)).text)).toContain('Tiden hann bli upptagen')
  expect((await tab.get(path)).headers.get('location')).toBe(`/boka/${kind}?gick-inte=gone`)
  expect((await tab.get(`/boka/${kind}?gick-inte=gone`)).text).toContain('Bokade du den själv nyss, så gäller den')

  const form = { key: uuid(), namn: 'Kim', med: 'Min syster' }
  const taken = await tab.post(path, form)
  expect([taken.status, taken.headers.get('location')]).toEqual([409, null])
  expect(read(taken.text)).toMatch(/Tiden hann bli upptagen Någon annan tog den.*Det du har skrivit följer med/)
  expect(taken.text).not.toContain(`value="${slots[0]!}"`)
  expect((await tab.post(`/boka/${kind}`, form)).status).toBe(422)
  expect((await tab.post(`/boka/${kind}`, { ...form, tid: slots[0]! })).status).toBe(409)
  const sure = await tab.post(`/boka/${kind}`, { ...form, tid: slots[1]! })
  expect(sure.status).toBe(200)
  for (const kept of ['value="Kim"', 'value="Min syster"', `value="${form.key}"`, `action="${timeOf(kind, slots[1]!)}"`])
    expect(sure.text).toContain(kept)
  expect(codeIn((await tab.post(timeOf(kind, slots[1]!), form)).text)).toBeDefined()
})

test('a time that has come too near is said to be', async () => {
  const { kind, slots, tab } = await open()
  await owner`update appointments.kinds set notice_hours = 49 where id = ${kind}`
  const late = await tab.post(timeOf(kind, slots[0]!), { key: uuid(), namn: 'Kim' })
  expect([late.status, read(late.text).includes('Tiden är för nära')]).toEqual([409, true])
  expect((await tab.get(`/boka/${kind}`)).text).not.toContain(slots[0])
})

test('what no unit has opened for anyone does not exist, whatever the address', async () => {
  const { kind, slots, tab, unit, worker } = await open()
  const [mine, byCase] = [await aKind(unit), await aKind(unit, { fields: ['adult-addiction'] })]
  const [own] = await aRelease(worker, mine, [inHours(100)], { manner: 'visit', place: await aPlace(unit) })
  const missing = await tab.get(`/boka/${uuid()}`)
  expect(missing.status).toBe(404)
  const bare = ({ text }: { text: string }) => text.replace(/nonce="[^"]*"/g, '')
  for (const path of [`/boka/${mine}`, `/boka/${byCase}`, timeOf(mine, own!), timeOf(mine, slots[0]!), '/boka/nej', `/boka/${kind}/nej`]) {
    const page = await tab.get(path)
    expect([path, page.status, bare(page) === bare(missing)]).toEqual([path, 404, true])
  }
  for (const path of [timeOf(mine, own!), timeOf(byCase, own!), timeOf(mine, slots[0]!), `/boka/${mine}`])
    for (const form of [
      { key: uuid(), tid: own! },
      { key: uuid(), tid: own!, namn: 'Kim' },
      { key: uuid(), tid: own!, namn: 'x'.repeat(101) },
    ])
      expect((await tab.post(path, form)).status).toBe(404)
  // Another kind's time is none of this one's.
  expect((await tab.get(timeOf(kind, own!))).status).toBe(303)
  expect((await tab.post(timeOf(kind, own!), { key: uuid() })).headers.get('location')).toBe(`/boka/${kind}?gick-inte=taken`)
  expect(await bookingsAt(own!)).toHaveLength(0)
  // Withdrawn, it is gone; whoever has booked has their code all the same.
  const code = codeIn((await tab.post(timeOf(kind, slots[0]!), { key: uuid() })).text)
  await owner`update appointments.kinds set ended_at = now() where id = ${kind}`
  for (const path of [`/boka/${kind}`, timeOf(kind, slots[1]!)]) expect((await tab.get(path)).status).toBe(404)
  expect((await tab.post(timeOf(kind, slots[1]!), { key: uuid() })).status).toBe(404)
  expect((await tab.post('/tid', { kod: code })).status).toBe(200)
})

test('a time by phone is not for somebody who has given no number, nor to move to', async () => {
  const { kind, slots, phoned, tab } = await open()
  expect((await tab.get(`/boka/${kind}`)).text).not.toContain(phoned)
  expect((await tab.get(timeOf(kind, phoned))).status).toBe(303)
  expect(await take(kind, phoned)).toBe('taken')
  const code = codeIn((await tab.post(timeOf(kind, slots[0]!), { key: uuid() })).text)
  const choose = await tab.post('/tid', { kod: code, gor: 'tider' })
  expect(choose.text).toContain(slots[1])
  expect(choose.text).not.toContain(phoned)
  await tab.post('/tid', { kod: code, gor: 'flytta', tid: phoned, sett: '0' })
  expect(await bookingsAt(phoned)).toHaveLength(0)
  expect(await bookingsAt(slots[0]!)).toHaveLength(1)
})

test('the code opens only its own time', async () => {
  const { kind, slots, tab } = await open()
  const [one, other] = await Promise.all([0, 1].map((n) => tab.post(timeOf(kind, slots[n]!), { key: uuid() })))
  const rows =
    await owner`select b.slot_id, encode(d.hash, 'hex') as hash from appointments.doors d join appointments.bookings b on b.id = d.booking_id where b.kind_id = ${kind}`
  expect(rows.map(({ slot_id, hash }) => `${slot_id as string} ${hash as string}`).toSorted()).toEqual(
    [one, other].map((page, n) => `${slots[n]!} ${doorMark(config.secret, codeIn(page!.text)).toString('hex')}`).toSorted(),
  )
  // Neither the form's key nor the code stands in the database.
  const everything = JSON.stringify([
    await owner`select b.*, d.* from appointments.doors d join appointments.bookings b on b.id = d.booking_id`,
  ])
  expect(everything).not.toContain(codeIn(one!.text))
  await tab.post('/tid', { kod: codeIn(one!.text), gor: 'avboka-ja', sett: '0' })
  expect(await bookingsAt(slots[1]!)).toHaveLength(1)
})

test('never more than half of the times of a kind, and never more than forty at a unit, are taken so', async () => {
  const unit = await aUnit({ committee: here.committee })
  const { kind, slots, tab } = await open({ unit, times: 7 })
  const said: string[] = []
  for (const slot of slots) said.push(await take(kind, slot))
  expect(said).toEqual(['done', 'done', 'done', 'done', 'full', 'full', 'full'])
  expect(read((await tab.get(`/boka/${kind}`)).text)).toMatch(/Inga lediga tider .*Ring, så hittar vi en tid tillsammans/)
  expect((await tab.get(timeOf(kind, slots[6]!))).headers.get('location')).toBe(`/boka/${kind}?gick-inte=full`)
  expect(read((await tab.post(timeOf(kind, slots[6]!), { key: uuid(), namn: 'Kim' })).text)).toContain(
    'Det går inte att boka fler tider här just nu',
  )
  // Whoever signs in can, and more times leave room again.
  await aBooking(await aPerson(), slots[6]!)
  const more = await open({ unit, times: 100, called: 'En annan sort' })
  let took = 0
  for (const slot of more.slots) if ((await take(more.kind, slot)) === 'done') took += 1
  expect(took).toBe(36)
  // What has been, and what is cancelled, does not count.
  await owner`update appointments.bookings set state = 'cancelled', cancelled_at = now() where kind_id = ${more.kind} and slot_id = ${more.slots[0]!}`
  expect([await take(more.kind, more.slots[90]!), await take(more.kind, more.slots[91]!)]).toEqual(['done', 'full'])
}, 60_000)

test('from one caller ten times in a day; another caller is not kept waiting', async () => {
  const { kind, slots } = await open({ unit: await aUnit({ committee: here.committee }), times: 40 })
  const app = application({ ...services, config: { ...config, trustProxy: 1 } })
  const send = async (n: number, from: string, form: Record<string, string> = {}) => {
    const response = await app.request(timeOf(kind, slots[n]!), {
      method: 'POST',
      body: new URLSearchParams({ key: uuid(), ...form }),
      headers: { origin: config.origin, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from },
    })
    return { status: response.status, text: await response.text() }
  }
  const key = uuid()
  await send(0, '198.51.100.7', { key })
  for (let n = 1; n < 10; n += 1) expect((await send(n, '198.51.100.7')).status).toBe(200)
  const eleventh = await send(10, '198.51.100.7', { namn: 'Kim' })
  expect([eleventh.status, read(eleventh.text).includes('Det går inte att boka fler tider härifrån i dag')]).toEqual([429, true])
  expect(read(eleventh.text)).toMatch(/Ring i stället .*0980/)
  expect(await bookingsAt(slots[10]!)).toHaveLength(0)
  // The one they have can be looked at again.
  expect((await send(0, '198.51.100.7', { key })).status).toBe(200)
  expect((await send(10, '198.51.100.8')).status).toBe(200)
}, 60_000)

test('a name or a wish that is too long is given back', async () => {
  const { kind, slots, tab } = await open()
  const long = 'å'.repeat(501)
  const answer = await tab.post(timeOf(kind, slots[0]!), { key: uuid(), namn: 'x'.repeat(101), med: long, onskemal: 'Lugnt rum' })
  expect(answer.status).toBe(422)
  for (const kept of ['x'.repeat(101), long, 'Lugnt rum']) expect(answer.text).toContain(kept)
  expect(read(answer.text)).toMatch(/Namnet är för långt\. Korta det .*Texten är för lång/)
  expect(await bookingsAt(slots[0]!)).toHaveLength(0)
})

test('each municipality shows its own, says where else there is something, and answers on the page of the unit whose time it is', async () => {
  const [{ kind: first }, { kind: second, slots, tab }] = [await open(), await open({ unit: elsewhere, called: 'Råd till föräldrar' })]
  const [ours, theirs] = [await placeOf(here), await placeOf(elsewhere)]
  const page = await tab.get(`/boka?kommun=${theirs.code}`)
  expect(page.text).toContain(`/boka/${second}`)
  expect(page.text).not.toContain(`/boka/${first}`)
  expect(page.text).toContain(`<a href="/boka?kommun=${ours.code}">${ours.name}</a>`)
  expect(read(page.text)).toContain(`${theirs.name} Socialtjänsten`)
  // An address of theirs that somebody has been given leads there, from wherever.
  for (const path of [`/boka/${second}`, timeOf(second, slots[0]!)])
    expect(read((await tab.get(path)).text)).toContain(`${theirs.name} Socialtjänsten`)
  expect(read((await tab.post(timeOf(second, slots[0]!), { key: uuid() })).text)).toContain(theirs.name)
  expect((await tab.get(`/logga-in?kommun=${theirs.code}`)).status).toBe(200)
})

test('where nothing can be booked so, nothing leads there, and the page says whom to phone', async () => {
  await owner`update appointments.kinds set no_login = false`
  const tab = await browser()
  expect((await tab.get('/')).text).not.toContain('/boka')
  // Whoever has a code on paper finds where it goes, whether a first time can be booked or not.
  for (const path of ['/', '/logga-in']) expect((await tab.get(path)).text).toContain('<a href="/tid">Har du en lapp med en kod?</a>')
  expect((await tab.get('/logga-in')).text).not.toContain('/boka')
  const page = await tab.get('/boka')
  expect([page.status, read(page.text).includes('Här går det inte att boka än Ring, så hittar vi en tid tillsammans')]).toEqual([200, true])
})

test('in English, and in easier Swedish', async () => {
  const { kind, slots, tab } = await open()
  const english = await tab.get(`${timeOf(kind, slots[0]!)}?sprak=en`)
  expect(read(english.text)).toMatch(/What shall we call you\? .*We cannot remind you/)
  expect(english.text).toContain('<span lang="sv">Storgatan 14</span>')
  const easy = read((await tab.get('/boka?sprak=sv-simple')).text)
  expect(easy).toContain('Du behöver inte säga ditt namn')
})

test('times of several at the same moment and place are one to choose', async () => {
  const { kind, unit, slots, tab } = await open({ unit: await aUnit({ committee: here.committee }), times: 2 })
  const [moment] = await owner`select starts_at, place_id from appointments.slots where id = ${slots[0]!}`
  const same = { manner: 'visit', place: moment!['place_id'] as string } as const
  // Several meet people there at once.
  await owner`update appointments.places set one_at_a_time = false where id = ${same.place}`
  const [twin] = await aRelease(await aWorker({ unit }), kind, [moment!['starts_at'] as Date], same)
  const shown = (await tab.get(`/boka/${kind}`)).text
  expect([slots[0]!, twin!].filter((slot) => shown.includes(slot))).toHaveLength(1)
  // When the one is taken, the other takes its place.
  const first = shown.includes(slots[0]!) ? slots[0]! : twin!
  expect(await take(kind, first)).toBe('done')
  expect((await tab.get(`/boka/${kind}`)).text).toContain(first === twin ? slots[0]! : twin!)
})
