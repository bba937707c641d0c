import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { PersonActor } from '#kernel/actor'
import { addressIndex, sealAddress } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { addDays, atClock, dayOf, inSweden } from '#kernel/values/day'
import { aPerson, aWorker, browser, config, db, owner, services, uuid } from '#testing'
import { read } from '../../testing/camilla.ts'
import { aBooking, act, aKind, alwaysDay, aPlace, aRelease, inHours } from '../../testing/times.ts'
import { emptyOutbox } from '#kernel/outbox'
import { appointmentListeners, remind } from './jobs.ts'
import { dueAt, dueLead, farthest, latest, tooLateToPost, windowAt } from './reminders.ts'

const stockholm = (text: string) => new Date(Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Stockholm').epochMilliseconds)
const local = (at: Date) => inSweden(at).toPlainDateTime().toString({ smallestUnit: 'minute' })
const hour = 3_600_000

test.each([
  // On Monday after the clocks went back two days before is Saturday at nine, and not at ten.
  ['2026-10-26T09:00', 2, '2026-10-24T09:00'],
  ['2027-03-29T09:00', 1, '2027-03-28T09:00'],
  ['2027-03-29T09:00', 2, '2027-03-27T09:00'],
  ['2026-12-03T00:15', 1, '2026-12-02T09:00'],
  ['2026-12-03T13:00', 0, '2026-12-03T11:00'],
  ['2026-12-03T09:00', 0, '2026-12-03T07:30'],
  ['2026-12-03T08:00', 0, '2026-12-03T07:30'],
  ['2026-12-03T07:15', 0, '2026-12-03T05:15'],
  ['2026-12-03T07:30', 0, '2026-12-03T05:30'],
  ['2027-03-28T04:00', 0, '2027-03-28T01:00'],
])('a meeting at %s is reminded of %i days before at %s', (startsAt, lead, due) => {
  expect(local(dueAt(stockholm(startsAt), lead))).toBe(due)
})

const moments = fc
  .oneof(
    fc.integer({ min: Date.parse('2026-10-20T00:00:00Z') / 60_000, max: Date.parse('2026-11-05T00:00:00Z') / 60_000 }),
    fc.integer({ min: Date.parse('2027-03-20T00:00:00Z') / 60_000, max: Date.parse('2027-04-10T00:00:00Z') / 60_000 }),
    fc.integer({ min: Date.parse('2026-01-01T00:00:00Z') / 60_000, max: Date.parse('2030-01-01T00:00:00Z') / 60_000 }),
  )
  .map((minute) => new Date(minute * 60_000))

/** Whether a booking is among those that are looked at. */
function isAmong(startsAt: Date, now: Date): boolean {
  const { today, coming } = windowAt(now)
  return (startsAt > now && startsAt <= today) || (coming !== undefined && startsAt >= coming.from && startsAt < coming.until)
}

test('whenever a reminder is due the booking is among those that are looked at, and only once that is so', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: farthest }), fc.integer({ min: -30, max: 7 * 60 }), (startsAt, lead, minutes) => {
      const due = dueAt(startsAt, lead)
      expect(due <= startsAt).toBe(true)
      expect(dayOf(due) <= dayOf(startsAt)).toBe(true)
      if (lead > 0)
        expect([local(due).slice(11), Math.round((+new Date(dayOf(startsAt)) - +new Date(dayOf(due))) / 86_400_000)]).toEqual([
          '09:00',
          lead,
        ])
      const now = new Date(+due + minutes * 60_000)
      const found = dueLead({ startsAt, since: new Date(+due - 1), leads: [lead] }, now)
      expect(found).toBe(minutes >= 0 && minutes * 60_000 < latest && startsAt > now ? lead : undefined)
      const among = isAmong(startsAt, now)
      if (found !== undefined) expect(among).toBe(true)
      // Before its moment it is not looked at, and so not passed over for the day.
      if (minutes < 0 && dayOf(now) === dayOf(due)) expect(among).toBe(false)
    }),
    { numRuns: 4000, seed: 20261203 },
  )
})

test('nobody is reminded of what they chose after the moment had come', () => {
  const startsAt = stockholm('2026-12-03T13:00')
  const now = stockholm('2026-12-01T10:00')
  expect(dueLead({ startsAt, since: stockholm('2026-11-20T10:00'), leads: [2] }, now)).toBe(2)
  expect(dueLead({ startsAt, since: stockholm('2026-12-01T09:30'), leads: [2] }, now)).toBeUndefined()
  expect(dueLead({ startsAt, since: stockholm('2026-11-20T10:00'), leads: [] }, now)).toBeUndefined()
})

// --- With a database, and a service that takes what is sent. ---

type Sent = { key: string; to: string; text: string }
const sent: Sent[] = []
let slow: { arrived: () => void; goOn: Promise<void> } | undefined
let refuse = false
const service = createServer((req, res) => {
  void (async () => {
    let body = ''
    for await (const part of req) body += String(part)
    const { to, message, whendelivered } = Object.fromEntries(new URLSearchParams(body))
    const waits = slow
    if (waits) {
      waits.arrived()
      await waits.goOn
    }
    res.writeHead(refuse ? 500 : 200, { 'content-type': 'application/json' })
    if (!refuse) sent.push({ key: whendelivered ?? '', to: to!, text: message! })
    res.end(refuse ? '{}' : JSON.stringify({ id: `s${sent.length}`, status: 'created' }))
  })()
})
service.listen(0, '127.0.0.1')
await once(service, 'listening')
afterAll(async () => {
  service.closeAllConnections()
  service.close()
  await rm(join(config.dataDir, 'utskick'), { recursive: true, force: true })
})
const sending: Services = {
  ...services,
  config: {
    ...config,
    sms: { kind: '46elks', url: new URL(`http://u:p@127.0.0.1:${(service.address() as AddressInfo).port}/a1/sms`), from: '+46766860001' },
  },
}

async function giveNumber(person: PersonActor, number: string, confirmed = true): Promise<void> {
  await owner`
    insert into notice.ways (person_id, kind, address_sealed, address_index, set_by, confirmed_on)
    values (${person.id}, 'sms', ${sealAddress(config.secret, number)}, ${addressIndex(config.secret, number)}, 'person', ${confirmed ? dayOf(new Date()) : null})
    on conflict (person_id, kind) do update set address_sealed = excluded.address_sealed, address_index = excluded.address_index, confirmed_on = excluded.confirmed_on`
}
const wishFor = (person: PersonActor, leads: number[], channel = 'sms') => owner`
  insert into notice.wishes (person_id, about, channel, lead_days) values (${person.id}, 'reminder', ${channel}, ${leads}) on conflict (person_id, about) do update set channel = excluded.channel, lead_days = excluded.lead_days`
const keysSent = async (booking: string): Promise<string[]> =>
  (await owner`select key from notice.sendings where key like ${`%${booking}%`} and state = 'sent' order by key`).map(
    ({ key }) => key as string,
  )
/** As if it had become so then: the clock of the database is not ours to turn. */
const since = (booking: string, at: Date) => owner`update appointments.bookings set revised_at = ${at} where id = ${booking}`

/** Somebody with a number and a time at a place, so many days ahead at a clock time. */
async function meets({ days = 10, clock = '13:00', leads = [2] }: { days?: number; clock?: string; leads?: number[] } = {}) {
  await owner`delete from appointments.rounds`
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const place = await aPlace(worker.unit)
  const day = inSweden(inHours(24 * days)).toPlainDate()
  const startsAt = stockholm(`${day.toString()}T${clock}`)
  const [slot, other] = await aRelease(worker, kind, [startsAt, new Date(+startsAt + 24 * hour)], { manner: 'visit', place })
  const person = await aPerson({ level: 2 })
  await giveNumber(person, `+4670174060${5 + Math.floor(Math.random() * 5)}`)
  await wishFor(person, leads)
  const id = await aBooking(person, slot!)
  await since(id, new Date(+startsAt - 20 * 24 * hour))
  return { worker, kind, person, id, startsAt, slots: [slot!, other!] as const, due: dueAt(startsAt, leads[0]!) }
}

test('a reminder says when and where and whom to phone, with a link that opens that time and no other', async () => {
  const { id, due, person } = await meets()
  const before = sent.length
  expect(await remind(sending, new Date(+due - 60_000))).toBe(0)
  expect(await remind(sending, new Date(+due + 60_000))).toBe(1)
  expect(await remind(sending, new Date(+due + 120_000))).toBe(0)
  const [{ text }] = sent.slice(before) as [Sent]
  expect(text).toMatch(
    /Påminnelse: du har en tid \S+dag \d+ \S+ kl\. 13\.00, Storgatan 14\. Svara 1 om det passar\. Frågor\? Ring 0980-31 92 10\. Flytta eller avboka: /,
  )
  expect(text).not.toMatch(/Amina|Vuxen|Samtal|Camilla/)
  const link = new URL(/https?:\S+/.exec(text)![0])
  const tab = await browser()
  expect(read((await tab.get(link.pathname)).text)).toMatch(/Din tid .*kl\. 13\.00 .*Storgatan 14/)
  expect(await owner`select reminded_at from appointments.bookings where id = ${id} and reminded_at is not null`).toHaveLength(1)
  // With another number the link opens nothing, and the old number's owner is nobody here.
  await giveNumber(person, '+46701740650')
  expect((await tab.get(link.pathname)).status).toBe(404)
})

test('to a number that nobody has confirmed goes no link', async () => {
  const { due, person } = await meets()
  await giveNumber(person, '+46701740651', false)
  const before = sent.length
  await remind(sending, due)
  expect(sent[before]!.text).not.toContain('http')
  expect(sent[before]!.to).toBe('+46701740651')
})

test('whoever has switched it off, or has no number, is sent nothing', async () => {
  const [off, none] = [await meets(), await meets()]
  await wishFor(off.person, [2], 'none')
  await owner`delete from notice.ways where person_id = ${none.person.id}`
  expect(await remind(sending, off.due)).toBe(0)
  expect([await keysSent(off.id), await keysSent(none.id)]).toEqual([[], []])
})

test('who chooses a letter when a week before has passed gets one at once, and never two', async () => {
  // Not with Christmas or Easter in the way.
  const days = Array.from({ length: 14 }, (_, n) => 10 + n).find(
    (n) => !tooLateToPost(inHours(24 * n), addDays(dayOf(inHours(24 * n)), -6)),
  )!
  const { id, person, worker, slots } = await meets({ days })
  const day = dayOf(inHours(24 * days))
  const letters = () => owner`select key, state, channel from notice.sendings where key like ${`reminder:${id}%`} order by key`
  await wishFor(person, [2], 'letter')
  await remind(sending, atClock(addDays(day, -10), 10, 0))
  await remind(sending, atClock(addDays(day, -7), 8, 59))
  expect(await letters()).toEqual([])
  const late = atClock(addDays(day, -6), 21, 30)
  await remind(sending, late)
  expect(await letters()).toEqual([{ key: `reminder:${id}:1:7`, state: 'listed', channel: 'letter' }])
  for (const at of [new Date(+late + 60_000), atClock(addDays(day, -5), 9, 0), atClock(addDays(day, -4), 12, 0)]) await remind(sending, at)
  await owner`update appointments.bookings set looked_on = null where id = ${id}`
  await remind(sending, late)
  expect(await letters()).toHaveLength(1)
  // Moved by the unit, which writes of that: no reminder beside it.
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, '')`)
  await since(id, late)
  await remind(sending, new Date(+late + hour))
  expect(await letters()).toEqual([{ key: `reminder:${id}:1:7`, state: 'dropped', channel: 'letter' }])
})

test('a time that was moved is reminded of as it is, and one that was cancelled not at all', async () => {
  const [moved, cancelled] = [await meets(), await meets()]
  await act(moved.person, 'move', moved.id, moved.slots[1])
  await act(cancelled.person, 'cancel', cancelled.id)
  await since(moved.id, new Date(+moved.due - 24 * hour))
  expect(await remind(sending, moved.due)).toBe(0)
  expect(await remind(sending, new Date(+moved.due + 24 * hour))).toBe(1)
  expect([await keysSent(moved.id), await keysSent(cancelled.id)]).toEqual([[`reminder:${moved.id}:2:2`], []])
})

test('moved to later the same day, after it was reminded of, it is reminded of once more as it now is', async () => {
  const { worker, kind, person, id, startsAt, due } = await meets({ leads: [0] })
  const [evening] = await aRelease(worker, kind, [new Date(+startsAt + 4 * hour)])
  expect(await remind(sending, due)).toBe(1)
  await act(person, 'move', id, evening)
  await since(id, new Date(+due + 30 * 60_000))
  expect(await remind(sending, new Date(+due + hour))).toBe(0)
  expect(await remind(sending, new Date(+due + 4 * hour))).toBe(1)
  expect(await keysSent(id)).toEqual([`reminder:${id}:1:0`, `reminder:${id}:2:0`])
})

test('what is refused for now is tried again, and is not too late until six hours have gone', async () => {
  const { id, due } = await meets()
  refuse = true
  expect(await remind(sending, due)).toBe(0)
  refuse = false
  // It waits a minute before it is tried again.
  expect(await remind(sending, new Date(+due + 30_000))).toBe(0)
  await owner`update notice.sendings set next_at = now() where key like ${`%${id}%`}`
  expect(await remind(sending, new Date(+due + 5 * hour))).toBe(1)
  const late = await meets()
  expect(await remind(sending, new Date(+late.due + 6 * hour))).toBe(0)
  await act(late.person, 'cancel', late.id)
})

test('while a reminder is being sent nobody moves or cancels the time that it is for', async () => {
  const { person, id, due } = await meets()
  let goOn = () => undefined as void
  const arrived = new Promise<void>((there) => {
    slow = { arrived: there, goOn: new Promise((done) => (goOn = done)) }
  })
  const reminding = remind(sending, due)
  await arrived
  slow = undefined
  let over = false
  const cancelling = act(person, 'cancel', id).then((said) => {
    over = true
    return said
  })
  await new Promise((done) => setTimeout(done, 300))
  expect(over).toBe(false)
  goOn()
  expect([await reminding, await cancelling]).toEqual([1, 'done'])
})

test('a time that is being cancelled is waited for, and then there is nothing to remind of', async () => {
  const { id, due } = await meets()
  let goOn = () => undefined as void
  const holding = owner.begin(async (tx) => {
    await tx`select from appointments.bookings where id = ${id} for update`
    await new Promise<void>((done) => (goOn = done))
    await tx`update appointments.bookings set state = 'cancelled', cancelled_at = now(), cancelled_by = 'person', revision = revision + 1 where id = ${id}`
  })
  await new Promise((done) => setTimeout(done, 100))
  const reminding = remind(sending, due)
  await new Promise((done) => setTimeout(done, 300))
  goOn()
  await holding
  expect(await reminding).toBe(0)
  expect(await owner`select state, error_code from notice.sendings where key like ${`%${id}%`}`).toMatchObject([
    { state: 'dropped', error_code: 'not-any-more' },
  ])
})

test('"1" in reply says that they are coming, to the time that was reminded of and to no other', async () => {
  const { person, id, due, slots } = await meets()
  await remind(sending, due)
  const [key] = await keysSent(id)
  const reply = (text: string, of = key) => appointmentListeners(sending)['sms-replied']!({ person: person.id, key: of!, text })
  const confirmed = async () => (await owner`select confirmed_at from appointments.bookings where id = ${id}`)[0]!['confirmed_at'] !== null
  await reply('ja')
  await reply('1', `waiting:${id}`)
  await reply('1', `reminder:${uuid()}:1:2`)
  expect(await confirmed()).toBe(false)
  await reply(' 1 ')
  expect(await confirmed()).toBe(true)
  expect(await owner`select from appointments.steps where booking_id = ${id} and by = 'sms' and what = 'confirmed'`).toHaveLength(1)
  await act(person, 'move', id, slots[1])
  await reply('1')
  expect(await confirmed()).toBe(false)
})

test('what comes back stands by every coming time until there is another number', async () => {
  const { person, id } = await meets()
  await appointmentListeners(sending)['way-bounced']!({ person: person.id })
  const unreached = async () => (await owner`select unreached_at from appointments.bookings where id = ${id}`)[0]!['unreached_at'] !== null
  expect(await unreached()).toBe(true)
  await giveNumber(person, '+46701740652')
  expect(await unreached()).toBe(false)
})

test('what the unit changes and what becomes free is told at once, in neutral words, and once', async () => {
  const { worker, person, id, slots, kind } = await meets()
  const before = sent.length
  const told = () => sent.slice(before).map(({ text }) => text)
  const empty = () => emptyOutbox(db, appointmentListeners(sending))
  await owner`delete from kernel.outbox`
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 1, '')`)
  await empty()
  await appointmentListeners(sending)['time-changed']!({ booking: id, sequence: '1' })
  expect(told()).toHaveLength(1)
  expect(told()[0]).toMatch(/Din tid är flyttad till .* Storgatan 14\. .*Passar det inte\? http/)
  // Moved twice before it was sent, it is told as it is.
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[0]}, 2, '')`)
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_move(${id}, ${slots[1]}, 3, '')`)
  await empty()
  expect(told()).toHaveLength(2)
  // An earlier time, freed by somebody else.
  await alwaysDay()
  const [early] = await aRelease(worker, kind, [inHours(60)])
  const other = await aPerson()
  const theirs = await aBooking(other, early!)
  await db.as(person, { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${id}, true, null)`)
  await act(other, 'cancel', theirs)
  await empty()
  expect(told()[2]).toMatch(/En tidigare tid är ledig: .*Den hålls åt dig till .*Ta den eller säg nej: http/)
  const tab = await browser()
  expect(read((await tab.get(new URL(/https?:\S+/.exec(told()[2]!)![0]).pathname)).text)).toContain('Ta den tidigare tiden')
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_cancel(${id}, 4, '')`)
  await empty()
  expect(told()[3]).toMatch(/Tiden .* är inställd\./)
  expect(told().join(' ')).not.toMatch(/Amina|Vuxen|Samtal|Camilla/)
})

// --- Random sequences: what people do, what is sent, and a clock that goes on by minutes or by days. ---

const Step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('clock' as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 3 * 1440 })),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('move' as const), slot: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('book' as const), slot: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('number' as const), n: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('wish' as const), leads: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('both at once' as const), slot: fc.nat(5) }) },
)

/** The Sunday of the next change of clocks, so far ahead that its week is not yet here. */
function changeOfClocks(): Temporal.PlainDate {
  const from = inSweden(inHours(24 * 20))
  return (from.getTimeZoneTransition('next') ?? from).toPlainDate()
}

test('whatever is booked, moved and cancelled, and however the clock goes, no reminder is for another time than the one it stands for, and none comes twice', async () => {
  const change = changeOfClocks()
  await fc.assert(
    fc.asyncProperty(
      fc.array(Step, { minLength: 15, maxLength: 45 }),
      fc.array(fc.integer({ min: -4 * 24 * 12, max: 4 * 24 * 12 }), { minLength: 6, maxLength: 6 }),
      async (steps, offsets) => {
        await owner`delete from appointments.rounds`
        const worker = await aWorker()
        const kind = await aKind(worker.unit, { noticeHours: 0 })
        const noon = +stockholm(`${change.toString()}T12:00`)
        const starts = offsets.map((five, n) => new Date(noon + five * 5 * 60_000 + n * 60_000))
        const slots = await Promise.all(
          starts.map(async (at) => {
            const place = await aPlace(worker.unit)
            return (await aRelease(await aWorker({ unit: worker.unit }), kind, [at], { manner: 'visit', place }))[0]!
          }),
        )
        const person = await aPerson()
        let [number, leads]: [string, readonly number[]] = ['+46701740605', [2]]
        await giveNumber(person, number)
        let now = new Date(noon - 9 * 24 * hour)
        let booking: { id: string; slot: number; revision: number; since: Date } | undefined
        const seen = new Set<string>()
        const rounds = new Set<string>()
        const expected = new Set<string>()
        const first = sent.length
        const tick = async () => {
          // What should go now, said apart from how it is found.
          const lead =
            booking && starts[booking.slot]! > now
              ? dueLead({ startsAt: starts[booking.slot]!, since: booking.since, leads }, now)
              : undefined
          const key = booking && lead !== undefined ? `reminder:${booking.id}:${booking.revision}:${lead}` : undefined
          const { day, today, coming } = windowAt(now)
          const at = booking && starts[booking.slot]!
          const soon = at && at > now && at <= today
          const ahead = at && coming && !rounds.has(day) && at >= coming.from && at < coming.until
          const [from, looked] = [sent.length, booking ? `${booking.id}:${booking.revision}:${day}` : '']
          await remind(sending, now)
          const came = sent.slice(from)
          if (key && !seen.has(looked) && (soon || ahead)) {
            seen.add(looked)
            expected.add(key)
            expect(came).toHaveLength(1)
            expect(came[0]!.to).toBe(number)
            const { hour: h, minute } = inSweden(at)
            expect([day, came[0]!.text]).toEqual([
              day,
              expect.stringContaining(`kl. ${h}.${String(minute).padStart(2, '0')}, Storgatan 14`),
            ])
          } else expect(came).toEqual([])
          if (coming) rounds.add(day)
        }
        const moveTo = async (slot: number) => {
          if (!booking) return
          const said = await act(person, 'move', booking.id, slots[slot])
          if (said !== 'done') return
          booking = { ...booking, slot, revision: booking.revision + 1, since: now }
          await since(booking.id, now)
        }
        for (const step of steps) {
          switch (step.what) {
            case 'clock':
              now = new Date(+now + step.minutes * 60_000)
              await tick()
              break
            case 'book': {
              if (booking) break
              const id = await aBooking(person, slots[step.slot]!)
              booking = { id, slot: step.slot, revision: 1, since: now }
              await since(id, now)
              break
            }
            case 'move':
              await moveTo(step.slot)
              break
            case 'cancel':
              if (booking && (await act(person, 'cancel', booking.id)) === 'done') booking = undefined
              break
            case 'number':
              number = `+4670174060${step.n}`
              await giveNumber(person, number)
              break
            case 'wish':
              leads = step.leads
              await wishFor(person, [...leads])
              break
            case 'both at once': {
              if (!booking) break
              // Moved while the worker is at it: it is for the old time while that stood, or for nothing.
              const [before, from] = [booking, sent.length]
              await Promise.all([remind(sending, now), moveTo(step.slot)])
              const came = sent.slice(from)
              expect(came.length).toBeLessThanOrEqual(1)
              for (const { text } of came) {
                const { hour: h, minute } = inSweden(starts[before.slot]!)
                expect(text).toContain(`kl. ${h}.${String(minute).padStart(2, '0')}`)
              }
              for (const key of (await keysSent(before.id)).filter((one) => !expected.has(one))) {
                expected.add(key)
                seen.add(`${key.split(':').slice(1, 3).join(':')}:${dayOf(now)}`)
              }
              if (windowAt(now).coming) rounds.add(dayOf(now))
              break
            }
          }
        }
        const rows = await owner`select key from notice.sendings where person_id = ${person.id} and state = 'sent'`
        expect(rows.map(({ key }) => key as string).toSorted()).toEqual([...expected].toSorted())
        expect(sent.length - first).toBe(expected.size)
        await owner`update appointments.bookings set state = 'cancelled', cancelled_at = now(), cancelled_by = 'staff' where person_id = ${person.id} and state = 'booked'`
      },
    ),
    { numRuns: 60, seed: 20261203, endOnFailure: true },
  )
}, 180_000)
