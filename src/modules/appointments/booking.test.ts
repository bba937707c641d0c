import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import { connect } from '#kernel/db'
import { aMatter, aPerson, aUnit, aWorker, config, db, opened, owner, uuid } from '#testing'
import { aBooking, act, aKind, alwaysDay, aPlace, aRelease, booked, inHours } from '../../testing/times.ts'

// What must hold whoever asks and however many at once: a time is booked once, whoever has one keeps it until they have another, and what is
// written about it is what happened.

await alwaysDay()
const many = connect(config.loginUrl, 40)
afterAll(() => many.close())

const Outcome = z.object({ outcome: z.string() })
const Made = Outcome.extend({ id: z.uuid().nullable() })
const bookAmongMany = async (person: PersonActor, slot: string) =>
  (await many.as(
    person,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${slot}, null, '', '', '', ${uuid()}, '+46701740605')`,
  ))!.outcome
const moveAmongMany = async (person: PersonActor, booking: string, slot: string) =>
  (await many.as(person, { purpose: 'test' }, (tx) => tx.maybe(Outcome)`select appointments.move(${booking}, ${slot}) as outcome`))!.outcome
const tally = (said: readonly string[]) =>
  Object.fromEntries([...new Set(said)].toSorted().map((one) => [one, said.filter((other) => other === one).length]))
const slotOf = async (booking: string) => (await owner`select slot_id from appointments.bookings where id = ${booking}`)[0]!['slot_id']
const ofDesk = async (worker: Parameters<typeof db.as>[0], text: (tx: Parameters<Parameters<typeof db.as>[2]>[0]) => Promise<unknown>) =>
  Outcome.parse(await db.as(worker, { purpose: 'test' }, text)).outcome

test('of five hundred who want the same time at once exactly one gets it', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [slot] = await aRelease(worker, kind, [inHours(48)])
  const people = await Promise.all(Array.from({ length: 500 }, (_, n) => aPerson({ called: `Person ${n}` })))
  const said = await Promise.all(people.map((person) => bookAmongMany(person, slot!)))
  expect(tally(said)).toEqual({ done: 1, taken: 499 })
  expect(await owner`select from appointments.bookings where slot_id = ${slot!}`).toHaveLength(1)
  expect(await owner`select from appointments.free_slots where slot_id = ${slot!}`).toHaveLength(0)
}, 60_000)

test('a time by phone is not booked without a number to phone, and no other time keeps one', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [phone] = await aRelease(worker, kind, [inHours(48)])
  const [visit] = await aRelease(worker, kind, [inHours(50)], { manner: 'visit', place: await aPlace(worker.unit) })
  const book = async (slot: string, number: string | null) => {
    const made = await db.as(
      await aPerson(),
      { purpose: 'test', atOnce: true },
      (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${slot}, null, '', '', '', ${uuid()}, ${number})`,
    )
    return [made!.outcome, (await owner`select phone from appointments.bookings where id = ${made!.id}`)[0]?.['phone']]
  }
  expect(await book(phone!, null)).toEqual(['number', undefined])
  expect(await owner`select from appointments.free_slots where slot_id = ${phone!}`).toHaveLength(1)
  expect(await book(phone!, '070-174 06 05')).toEqual(['done', '070-174 06 05'])
  expect(await book(visit!, '070-174 06 05')).toEqual(['done', null])
})

test('were a taken time ever shown as free, the database would still refuse the second booking', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [slot] = await aRelease(worker, kind, [inHours(48)])
  await aBooking(await aPerson(), slot!)
  await owner`
    insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, manner)
    select committee_id, unit_id, kind_id, starts_at, ends_at, id, staff_id, manner from appointments.slots where id = ${slot!}`
  await expect(booked(await aPerson(), slot!)).rejects.toThrow(/one_booking/)
})

test('nobody at work can be in two places at once, and the rest of what was released stands', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [first] = await aRelease(worker, kind, [inHours(48)])
  expect(await aRelease(worker, kind, [inHours(48.25), inHours(48.5), inHours(-2)])).toEqual(['taken', expect.stringMatching(/-/), 'past'])
  // Withdrawn, its time can be released anew.
  expect(await ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.withdraw(${first}) as outcome`)).toBe('done')
  expect(await aRelease(worker, kind, [inHours(48)])).toEqual([expect.stringMatching(/-/)])
})

test('the same form sent twice is one booking, also when both come at once', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [slot] = await aRelease(worker, kind, [inHours(48)])
  const [person, key] = [await aPerson(), uuid()]
  const said = await Promise.all(Array.from({ length: 6 }, () => booked(person, slot!, key)))
  expect(tally(said.map(({ outcome }) => outcome))).toEqual({ done: 1, same: 5 })
  expect(new Set(said.map(({ id }) => id)).size).toBe(1)
})

test('of many who move to the same time one gets it, and each of the others keeps what they had', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const slots = await aRelease(
    worker,
    kind,
    Array.from({ length: 41 }, (_, n) => inHours(48 + n)),
  )
  const wanted = slots[40]!
  const theirs = await Promise.all(
    slots.slice(0, 40).map(async (slot) => {
      const person = await aPerson()
      return { person, slot, booking: await aBooking(person, slot) }
    }),
  )
  const said = await Promise.all(theirs.map(({ person, booking }) => moveAmongMany(person, booking, wanted)))
  expect(tally(said)).toEqual({ done: 1, taken: 39 })
  for (const [n, { booking, slot }] of theirs.entries()) expect(await slotOf(booking)).toBe(said[n] === 'done' ? wanted : slot)
})

test('times that everybody moves between at once are never held by two, and nobody is left without', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const slots = await aRelease(
    worker,
    kind,
    Array.from({ length: 12 }, (_, n) => inHours(48 + n)),
  )
  const theirs = await Promise.all(
    slots.slice(0, 8).map(async (slot) => {
      const person = await aPerson()
      return { person, booking: await aBooking(person, slot) }
    }),
  )
  const rounds = Array.from({ length: 25 }, (_, round) =>
    Promise.all(theirs.map(({ person, booking }, n) => moveAmongMany(person, booking, slots[(n * 5 + round * 7) % 12]!))),
  )
  const said = (await Promise.all(rounds)).flat()
  expect(said.filter((one) => !['done', 'taken', 'same'].includes(one))).toEqual([])
  const held = await Promise.all(theirs.map(({ booking }) => slotOf(booking)))
  expect(new Set(held).size).toBe(8)
  const free = (await owner`select slot_id from appointments.free_slots where kind_id = ${kind}`).map((row) => row['slot_id'] as string)
  expect(new Set([...held, ...free])).toEqual(new Set(slots))
  expect(free).toHaveLength(4)
})

test('what is not theirs does not exist: another’s booking, another’s offer, a matter of somebody else’s', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [one, other] = await aRelease(worker, kind, [inHours(48), inHours(50)])
  const [person, stranger] = [await aPerson(), await aPerson()]
  const booking = await aBooking(person, one!)
  for (const what of ['move', 'cancel', 'confirm'] as const) expect(await act(stranger, what, booking, other)).toBe('none')
  const shelf = await opened(await aMatter({ unit: worker.unit }))
  const said = await db.as(
    stranger,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${other}, ${shelf}, '', '', '', ${uuid()}, '+46701740605')`,
  )
  expect(said).toEqual({ id: null, outcome: 'none' })
  const elsewhere = await aWorker()
  expect(await ofDesk(elsewhere, (tx) => tx.maybe(Outcome)`select appointments.desk_cancel(${booking}, 1, '') as outcome`)).toBe('none')
  expect(await ofDesk(elsewhere, (tx) => tx.maybe(Outcome)`select appointments.withdraw(${other}) as outcome`)).toBe('none')
  expect(await act(person, 'cancel', booking)).toBe('done')
})

test('a kind for people with a certain matter is for nobody else, and neither is one that is not open', async () => {
  const worker = await aWorker()
  const unit = worker.unit
  const kind = await aKind(unit, { fields: ['adult-addiction'] })
  const shut = await aKind(unit, { open: false })
  const [slot] = await aRelease(worker, kind, [inHours(48)])
  const [closed] = await aRelease(worker, shut, [inHours(50)])
  const matter = await aMatter({ unit })
  const shelf = await opened(matter, worker)
  expect((await booked(await aPerson(), slot!)).outcome).toBe('none')
  expect((await booked(matter.person, closed!)).outcome).toBe('none')
  const said = await db.as(
    matter.person,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${slot}, ${shelf}, '', '', '', ${uuid()}, '+46701740605')`,
  )
  expect(said?.outcome).toBe('done')
  expect(await owner`select from appointments.bookings where matter_id = ${matter.id} and shelf_id = ${shelf}`).toHaveLength(1)
  // Staff book what is not open.
  const byStaff = await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id, outcome from appointments.desk_book(${closed}, ${matter.id}, null, '', '', '', ${uuid()})`,
  )
  expect(byStaff?.outcome).toBe('done')
})

test('one time of a kind ahead, five in all, and none when it is too late', async () => {
  const worker = await aWorker()
  const person = await aPerson()
  for (let n = 0; n < 5; n += 1) {
    const [slot, another] = await aRelease(worker, await aKind(worker.unit), [inHours(48 + 2 * n), inHours(49 + 2 * n)])
    expect((await booked(person, slot!)).outcome).toBe('done')
    expect((await booked(person, another!)).outcome).toBe('already')
  }
  const late = await aKind(worker.unit, { noticeHours: 24 })
  const [sixth, soon] = await aRelease(worker, late, [inHours(70), inHours(23)])
  expect((await booked(person, sixth!)).outcome).toBe('many')
  const other = await aPerson()
  expect((await booked(other, soon!)).outcome).toBe('late')
  const booking = await aBooking(other, sixth!)
  expect(await act(other, 'move', booking, soon)).toBe('late')
  await owner`update appointments.kinds set notice_hours = 72 where id = ${late}`
  expect([await act(other, 'cancel', booking), await act(other, 'confirm', booking)]).toEqual(['late', 'done'])
})

test('a freed time goes to the first in line whom it suits, then to the next, then to anyone', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [early, ...later] = await aRelease(worker, kind, [60, 70, 80, 90].map(inHours))
  const first = await aPerson()
  const early1 = await aBooking(first, early!)
  const waiting = await Promise.all(
    later.map(async (slot) => {
      const person = await aPerson()
      return { person, booking: await aBooking(person, slot) }
    }),
  )
  const [a, b, c] = waiting as [(typeof waiting)[0], (typeof waiting)[0], (typeof waiting)[0]]
  const ask = ({ person, booking }: typeof a, until: string | null) =>
    db.as(
      person,
      { purpose: 'test' },
      (tx) => tx.maybe(Outcome)`select appointments.ask_earlier(${booking}, true, ${until}::date) as outcome`,
    )
  await ask(c, '2026-01-01') // a day that this time is not before
  await ask(b, null)
  await ask(a, null)
  expect(await act(first, 'cancel', early1)).toBe('done')
  const offers = () => owner`select id, person_id, state from appointments.offers where slot_id = ${early!} order by at, id`
  expect((await offers()).map(({ person_id, state }) => [person_id, state])).toEqual([[b.person.id, 'open']])
  // Held: nobody else sees or gets it.
  expect((await booked(await aPerson(), early!)).outcome).toBe('taken')
  expect(await act(a.person, 'move', a.booking, early)).toBe('taken')
  const answer = (person: PersonActor, offer: string, yes: boolean) =>
    db.as(person, { purpose: 'test' }, (tx) => tx.maybe(Outcome)`select appointments.answer_offer(${offer}, ${yes}) as outcome`)
  const toB = (await offers())[0]!['id'] as string
  expect(await answer(a.person, toB, true)).toEqual({ outcome: 'none' })
  expect(await answer(b.person, toB, false)).toEqual({ outcome: 'done' })
  const toA = (await offers()).find(({ state }) => state === 'open')!
  expect(toA['person_id']).toBe(a.person.id)
  // Not answered in time: nobody is left in the line, and it is anyone's.
  await owner`update appointments.offers set until = now() where id = ${toA['id'] as string}`
  await owner`update appointments.free_slots set held_until = now() where slot_id = ${early!}`
  await db.as({ kind: 'worker' }, { purpose: 'test' }, (tx) => tx.run`select appointments.lapse(100)`)
  expect(await answer(a.person, toA['id'] as string, true)).toEqual({ outcome: 'over' })
  expect((await booked(await aPerson(), early!)).outcome).toBe('done')
})

test('an offer that is accepted is a move, and what they had goes on to the next', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [s1, s2, s3] = await aRelease(worker, kind, [60, 70, 80].map(inHours))
  const [p1, p2, p3] = [await aPerson(), await aPerson(), await aPerson()]
  const [b1, b2, b3] = [await aBooking(p1, s1!), await aBooking(p2, s2!), await aBooking(p3, s3!)]
  for (const [person, booking] of [
    [p2, b2],
    [p3, b3],
  ] as const)
    await db.as(person, { purpose: 'test' }, (tx) => tx.run`select appointments.ask_earlier(${booking}, true, null)`)
  await act(p1, 'cancel', b1)
  const open = async (person: PersonActor) =>
    (await owner`select id from appointments.offers where person_id = ${person.id} and state = 'open'`)[0]!['id'] as string
  for (const person of [p2, p3]) {
    const offer = await open(person)
    const said = () =>
      db.as(person, { purpose: 'test' }, (tx) => tx.maybe(Outcome)`select appointments.answer_offer(${offer}, true) as outcome`)
    expect([await said(), await said()]).toEqual([{ outcome: 'done' }, { outcome: 'same' }])
  }
  expect([await slotOf(b2), await slotOf(b3)]).toEqual([s1, s2])
  expect(await owner`select from appointments.earlier where booking_id in (${b2}, ${b3})`).toHaveLength(0)
  expect((await owner`select slot_id from appointments.free_slots where kind_id = ${kind}`).map((row) => row['slot_id'])).toEqual([s3])
})

test('what staff propose is held for one person, who takes one of the times or none', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit, { open: false })
  const place = await aPlace(worker.unit)
  const slots = await aRelease(worker, kind, [60, 70, 80].map(inHours), { manner: 'visit', place })
  const matter = await aMatter({ unit: worker.unit })
  const { id: booking } = Made.parse(
    await db.as(
      worker,
      { purpose: 'test' },
      (tx) => tx.maybe(Made)`select id, outcome from appointments.desk_book(${slots[0]}, ${matter.id}, null, '', '', '', ${uuid()})`,
    ),
  )
  const propose = (of: string[]) =>
    ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.desk_propose(${booking}, ${of}::uuid[], gen_random_uuid()) as outcome`)
  const pick = async (n: number, slot: string | null) =>
    (await db.as(
      matter.person,
      { purpose: 'test' },
      (tx) => tx.maybe(Outcome)`select appointments.pick(${booking}, ${n}, ${slot}) as outcome`,
    ))!.outcome
  const held = () => owner`select slot_id from appointments.free_slots where held_for = ${booking}`
  expect(await propose([slots[1]!])).toBe('done')
  expect(await propose(slots.slice(1))).toBe('done')
  expect(await held()).toHaveLength(2)
  expect([await pick(1, slots[1]!), await pick(2, slots[0]!)]).toEqual(['over', 'none'])
  expect(await pick(2, null)).toBe('done')
  expect(await held()).toHaveLength(0)
  expect(await propose([slots[2]!])).toBe('done')
  expect([await pick(3, slots[2]!), await pick(3, slots[2]!)]).toEqual(['done', 'same'])
  expect(await slotOf(booking!)).toBe(slots[2])
  const states = await owner`select state from appointments.proposals where booking_id = ${booking} order by n`
  expect(states.map(({ state }) => state)).toEqual(['closed', 'declined', 'picked'])
})

test('a code on paper opens one time and no other, until a new one is printed', async () => {
  const worker = await aWorker()
  const kind = await aKind(worker.unit)
  const [one, two] = await aRelease(worker, kind, [60, 70].map(inHours))
  const { id } = Made.parse(
    await db.as(
      worker,
      { purpose: 'test' },
      (tx) => tx.maybe(Made)`select id, outcome from appointments.desk_book(${one}, null, 'Sten Alm', '', '', '', ${uuid()})`,
    ),
  )
  const [hash, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const slip = (of: Buffer) => ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.desk_slip(${id}, ${of}) as outcome`)
  const door = (of: Buffer) =>
    db.as(
      { kind: 'public' },
      { purpose: 'test' },
      (tx) => tx.many(z.object({ state: z.string() }))`select state from appointments.door(${of})`,
    )
  const through = async (of: Buffer, what: 'confirm' | 'move' | 'cancel') =>
    (await db.as({ kind: 'public' }, { purpose: 'test' }, (tx) =>
      what === 'move'
        ? tx.maybe(Outcome)`select appointments.door_move(${of}, ${two}) as outcome`
        : what === 'cancel'
          ? tx.maybe(Outcome)`select appointments.door_cancel(${of}) as outcome`
          : tx.maybe(Outcome)`select appointments.door_confirm(${of}) as outcome`,
    ))!.outcome
  expect(await slip(hash)).toBe('done')
  expect(await door(hash)).toEqual([{ state: 'booked' }])
  expect(await slip(newer)).toBe('done')
  expect([await door(hash), await through(hash, 'cancel')]).toEqual([[], 'none'])
  expect([await through(newer, 'confirm'), await through(newer, 'move'), await through(newer, 'cancel')]).toEqual(['done', 'done', 'done'])
  expect(await door(newer)).toEqual([{ state: 'cancelled' }])
  await owner`update appointments.bookings set cancelled_at = now() - interval '8 days' where id = ${id}`
  expect(await door(newer)).toEqual([])
  const steps = await owner`select by, what from appointments.steps where booking_id = ${id} order by n`
  expect(steps.map(({ by, what }) => `${by} ${what}`)).toEqual(['staff booked', 'code confirmed', 'code moved', 'code cancelled'])
})

test('meetings of somebody who leaves go to whoever takes over: a free time at that hour is free no more, and what does not fit their day must be moved', async () => {
  const unit = await aUnit()
  const [leaving, taking] = [await aWorker({ unit }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const kind = await aKind(unit)
  const slots = await aRelease(leaving, kind, [60, 70, 80].map(inHours))
  const [free, other, clash] = await aRelease(taking, kind, [60.25, 65, 70].map(inHours))
  await aBooking(await aPerson(), clash!)
  const [b1, b2] = [await aBooking(await aPerson(), slots[0]!), await aBooking(await aPerson(), slots[1]!)]
  expect((await owner`select n from appointments.held_by(${leaving.id})`)[0]!['n']).toBe(2)
  expect((await owner`select appointments.hand_over(${leaving.id}, ${taking.id}) as n`)[0]!['n']).toBe(1)
  const staff = async (booking: string) => (await owner`select staff_id from appointments.bookings where id = ${booking}`)[0]!['staff_id']
  expect([await staff(b1), await staff(b2)]).toEqual([taking.id, taking.id])
  expect(await owner`select from appointments.held_by(${leaving.id})`).toHaveLength(0)
  expect((await owner`select slot_id from appointments.free_slots where kind_id = ${kind}`).map((row) => row['slot_id'])).toEqual([other])
  expect(await owner`select from appointments.slots where id = ${free!} and withdrawn_at is not null`).toHaveLength(1)
})
