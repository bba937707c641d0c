import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor, PersonActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { aPerson, aWorker, db, owner } from '#testing'
import { act, aKind, alwaysDay, aRelease, booked, inHours } from '../../testing/times.ts'

// Random sequences of what people and staff do to the same few times, some of it at the same moment.

const Outcome = z.object({ outcome: z.string() })
const ofDesk = async (who: Actor, ask: (tx: Tx) => Promise<unknown>): Promise<string> =>
  Outcome.parse(await db.as(who, { purpose: 'test' }, ask)).outcome

await alwaysDay()

/** What can be done, by whom, to which of the times; in batches that come at the same moment. */
const acts = [
  'book',
  'move',
  'cancel',
  'earlier',
  'yes',
  'no',
  'propose',
  'pick',
  'none',
  'withdraw',
  'desk-move',
  'desk-cancel',
  'lapse',
] as const
const Act = fc.record({ what: fc.constantFrom(...acts), who: fc.nat(3), slot: fc.nat(4) })

test('whatever is done, one after the other or at once, no time is held by two and the steps tell what happened', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.tuple(Act), fc.array(Act, { minLength: 2, maxLength: 5 })), { minLength: 10, maxLength: 40 }),
      async (batches) => {
        const worker = await aWorker()
        const kind = await aKind(worker.unit)
        const slots = await aRelease(
          worker,
          kind,
          Array.from({ length: 5 }, (_, n) => inHours(48 + n)),
        )
        const people = await Promise.all(Array.from({ length: 4 }, () => aPerson()))
        for (const batch of batches) {
          const free = await truth(kind)
          const alone = batch.length === 1
          const before = alone ? await ahead(people[batch[0].who]!) : undefined
          const said = await Promise.all(batch.map(({ what, who, slot }) => attempt(what, people[who]!, slots[slot]!, worker)))
          expect(said.filter((one) => !known.includes(one))).toEqual([])
          // Alone, the answer is foretold: a time is got exactly when it is free for whoever asks.
          if (alone && before === undefined && batch[0].what === 'book')
            expect(said).toEqual([free.has(slots[batch[0].slot]!) ? 'done' : 'taken'])
          if (alone && before && batch[0].what === 'move')
            expect(said).toEqual([
              before.slot === slots[batch[0].slot]
                ? 'same'
                : free.has(slots[batch[0].slot]!) || free.held(before.id, slots[batch[0].slot]!)
                  ? 'done'
                  : 'taken',
            ])
          await invariants(kind)
        }
      },
    ),
    { numRuns: 60, seed: 20261203, endOnFailure: true },
  )
}, 180_000)

const known = ['done', 'same', 'taken', 'none', 'over', 'already', 'stale', '-']

const ahead = async (person: PersonActor) => {
  const [row] = await owner`select id, slot_id, revision from appointments.bookings where person_id = ${person.id} and state = 'booked'`
  return row ? { id: row['id'] as string, slot: row['slot_id'] as string, revision: row['revision'] as number } : undefined
}

/** Which times are free, said from the bookings and not from what the functions keep. */
async function truth(kind: string) {
  const rows = await owner`
    select s.id, (select o.booking_id from appointments.offers o where o.slot_id = s.id and o.state = 'open' and o.until > now()) as offered,
      (select p.booking_id from appointments.proposals p where s.id = any (p.slots) and p.state = 'open' and p.until > now() limit 1) as proposed
    from appointments.slots s where s.kind_id = ${kind} and s.withdrawn_at is null and not exists (select from appointments.bookings b where b.slot_id = s.id and b.state <> 'cancelled')`
  const free = new Set(rows.filter(({ offered, proposed }) => !offered && !proposed).map(({ id }) => id as string))
  return {
    has: (slot: string) => free.has(slot),
    held: (booking: string, slot: string) => rows.some(({ id, offered, proposed }) => id === slot && [offered, proposed].includes(booking)),
  }
}

async function attempt(what: (typeof acts)[number], person: PersonActor, slot: string, worker: Actor): Promise<string> {
  const mine = await ahead(person)
  const asPerson = async (work: (tx: Tx) => Promise<unknown>) => ofDesk(person, work)
  const [offer] = await owner`select id from appointments.offers where person_id = ${person.id} and state = 'open'`
  const [proposal] =
    await owner`select n, slots from appointments.proposals where person_id = ${person.id} and state = 'open' and by = 'staff'`
  switch (what) {
    case 'book':
      return (await booked(person, slot)).outcome
    case 'move':
    case 'cancel':
      return mine ? act(person, what, mine.id, slot) : '-'
    case 'earlier':
      return mine ? asPerson((tx) => tx.maybe(Outcome)`select appointments.ask_earlier(${mine.id}, true, null) as outcome`) : '-'
    case 'yes':
    case 'no':
      return offer
        ? asPerson((tx) => tx.maybe(Outcome)`select appointments.answer_offer(${offer['id'] as string}, ${what === 'yes'}) as outcome`)
        : '-'
    case 'propose':
      return mine
        ? ofDesk(
            worker,
            (tx) => tx.maybe(Outcome)`select appointments.desk_propose(${mine.id}, ${[slot]}::uuid[], gen_random_uuid()) as outcome`,
          )
        : '-'
    case 'pick':
    case 'none':
      return mine && proposal
        ? asPerson(
            (tx) =>
              tx.maybe(
                Outcome,
              )`select appointments.pick(${mine.id}, ${proposal['n'] as number}, ${what === 'pick' ? (proposal['slots'] as string[])[0] : null}) as outcome`,
          )
        : '-'
    case 'withdraw':
      return ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.withdraw(${slot}) as outcome`)
    case 'desk-move':
      return mine
        ? ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.desk_move(${mine.id}, ${slot}, ${mine.revision}, '') as outcome`)
        : '-'
    case 'desk-cancel':
      return mine
        ? ofDesk(worker, (tx) => tx.maybe(Outcome)`select appointments.desk_cancel(${mine.id}, ${mine.revision}, '') as outcome`)
        : '-'
    case 'lapse':
      // A day and more goes by for what is offered just now.
      await owner`update appointments.free_slots f set held_until = now() - interval '1 second' where f.slot_id = ${slot} and f.held_for is not null`
      await owner`update appointments.offers set until = now() - interval '1 second' where slot_id = ${slot} and state = 'open'`
      await db.as({ kind: 'worker' }, { purpose: 'test' }, (tx) => tx.run`select appointments.lapse(100)`)
      return 'done'
  }
}

/** What holds of a kind's times at any moment. */
async function invariants(kind: string): Promise<void> {
  const twice =
    await owner`select slot_id from appointments.bookings where kind_id = ${kind} and state <> 'cancelled' group by 1 having count(*) > 1`
  expect(twice).toHaveLength(0)
  // Free is exactly what is neither booked nor withdrawn.
  const astray = await owner`
    select s.id from appointments.slots s where s.kind_id = ${kind}
      and exists (select from appointments.free_slots f where f.slot_id = s.id)
        <> (s.withdrawn_at is null and not exists (select from appointments.bookings b where b.slot_id = s.id and b.state <> 'cancelled'))`
  expect(astray).toHaveLength(0)
  // Held is for a booking that stands, and that was offered or proposed it; and what is offered is held.
  const loose = await owner`
    select f.slot_id from appointments.free_slots f join appointments.bookings b on b.id = f.held_for
    where f.kind_id = ${kind} and f.held_until > now() and (b.state <> 'booked'
      or not exists (select from appointments.offers o where o.slot_id = f.slot_id and o.booking_id = b.id and o.state = 'open')
        and not exists (select from appointments.proposals p where f.slot_id = any (p.slots) and p.booking_id = b.id and p.state = 'open'))
    union all
    select o.slot_id from appointments.offers o join appointments.slots s on s.id = o.slot_id
    where s.kind_id = ${kind} and o.state = 'open' and o.until > now() and not exists (select from appointments.free_slots f where f.slot_id = o.slot_id and f.held_for = o.booking_id)`
  expect(loose).toHaveLength(0)
  expect(
    await owner`select from appointments.earlier e join appointments.bookings b on b.id = e.booking_id where b.kind_id = ${kind} and b.state <> 'booked'`,
  ).toHaveLength(0)
  // Told from the beginning, the steps lead to where each booking is.
  const bookings = await owner`select id, slot_id, starts_at, state, sequence from appointments.bookings where kind_id = ${kind}`
  for (const { id, slot_id, starts_at, state, sequence } of bookings) {
    const steps =
      await owner`select n, what, from_slot, to_slot, to_at from appointments.steps where booking_id = ${id as string} order by n`
    expect(steps.map(({ n }) => n)).toEqual(steps.map((_, n) => n + 1))
    let at: unknown
    let when: unknown
    let changes = -1
    for (const step of steps) {
      if (!['booked', 'moved', 'cancelled'].includes(step['what'] as string)) continue
      if (step['what'] !== 'booked') expect(step['from_slot']).toBe(at)
      if (step['what'] !== 'cancelled') [at, when] = [step['to_slot'], step['to_at']]
      changes += 1
    }
    expect([at, when, changes]).toEqual([slot_id, starts_at, sequence])
    expect(steps.some(({ what }) => what === 'cancelled')).toBe(state === 'cancelled')
  }
}
