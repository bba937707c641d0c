import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, anEvent, aPerson, aSource, aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { addDays, dayOf } from '#kernel/values/day'
import { aDispatcher, aRequest, assigned, aType } from '../../testing/contact.ts'
import { aKind, aRelease, booked, inHours } from '../../testing/times.ts'

const today = dayOf(new Date())
type Worker = Awaited<ReturnType<typeof aWorker>>
const Done = z.object({ done: z.string() })
const Held = z.object({ kind: z.string(), unit: z.uuid().nullable(), n: z.number(), needs: z.boolean() })
const held = (by: Worker, who: Worker) =>
  db.as(
    by,
    { purpose: 'test' },
    (tx) => tx.many(Held)`select kind, unit_id as unit, n, needs from directory.held(${who.id}) order by kind, unit_id`,
  )
type Receiver = { kind: string; unit: string | null; to: string }
const leave = async (by: Worker, who: Worker, last: string, receivers: Receiver[], key = uuid()) =>
  (await db.as(
    by,
    { purpose: 'test' },
    (tx) => tx.maybe(Done)`select directory.leave(${key}, ${who.id}, ${last}, ${JSON.stringify(receivers)}::text::jsonb) as done`,
  ))!.done
const carryOut = () => db.as({ kind: 'worker' }, { purpose: 'leavings' }, (tx) => tx.run`select directory.carry_out_due()`)
const mine = async (who: Worker) =>
  (await db.as(who, { purpose: 'test' }, (tx) => tx.maybe(z.object({ ids: z.array(z.uuid()) }))`select record.my_matters() as ids`))!.ids
const isIn = async (who: Worker) => (await (await browser(who)).get('/personal')).status === 200

/** Maj, with a case that has something to review, a draft, a place as the unit's administrator, and a colleague whose deputy she is. */
async function aLeaver() {
  const unit = await aUnit()
  const steward = await aWorker({ unit, role: 'systemSteward', called: 'Ingrid Boström' })
  const [maj, petter, amina] = [
    await aWorker({ unit, called: 'Maj Nyström' }),
    await aWorker({ unit, called: 'Petter Lundvall' }),
    await aWorker({ unit, called: 'Amina Haddad' }),
  ]
  const matter = await aMatter({ unit })
  await anEvent(matter, 'assigned', { officer: { name: 'Maj Nyström', role: 'socialsekreterare' } })
  await owner`insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body) values (${unit.committee.id}, ${matter.id}, ${unit.id}, ${maj.id}, 'note', '{}')`
  await owner`update directory.keepers set staff_id = ${maj.id} where unit_id = ${unit.id} and place = 'administrator'`
  await owner`update directory.staff set deputy_id = ${maj.id} where id = ${amina.id}`
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${maj.id}`
  return { unit, steward, maj, petter, amina, matter }
}
const allTo = (unit: { id: string }, to: Worker): Receiver[] => [
  { kind: 'matters', unit: unit.id, to: to.id },
  { kind: 'administrator', unit: unit.id, to: to.id },
  { kind: 'deputises', unit: null, to: to.id },
]

test('what somebody holds is counted, and their account stays open until each thing has a receiver who may have it', async () => {
  const { unit, steward, maj, petter, amina } = await aLeaver()
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  expect(await held(steward, maj)).toEqual([
    { kind: 'administrator', unit: unit.id, n: 1, needs: true },
    { kind: 'deputises', unit: null, n: 1, needs: true },
    // Goes where the matters go.
    { kind: 'drafts', unit: unit.id, n: 1, needs: false },
    { kind: 'matters', unit: unit.id, n: 1, needs: true },
    { kind: 'review', unit: unit.id, n: 1, needs: false },
  ])
  const yesterday = addDays(today, -1)
  expect(await leave(steward, maj, yesterday, allTo(unit, petter).slice(1))).toBe('missing')
  expect(
    await leave(steward, maj, yesterday, [{ kind: 'matters', unit: unit.id, to: elsewhere.id }, ...allTo(unit, petter).slice(1)]),
  ).toBe('missing')
  expect(await leave(steward, maj, yesterday, [{ kind: 'matters', unit: unit.id, to: maj.id }, ...allTo(unit, petter).slice(1)])).toBe(
    'missing',
  )
  expect(await isIn(maj)).toBe(true)
  expect(await owner`select 1 from directory.leavings`).toHaveLength(0)
  // And neither a colleague nor another committee's steward may do it.
  for (const by of [amina, await aWorker({ role: 'systemSteward' })])
    expect(await leave(by, maj, yesterday, allTo(unit, petter))).toBe('none')
  expect(await leave(steward, steward, yesterday, [])).toBe('self')
})

test('an account that closes leaves nothing behind: each thing is the receiver’s, and the sessions have ended', async () => {
  const { unit, steward, maj, petter, amina, matter } = await aLeaver()
  expect([await mine(maj), await mine(petter)]).toEqual([[matter.id], []])
  const key = uuid()
  for (const _ of [1, 2]) expect(await leave(steward, maj, addDays(today, -1), allTo(unit, petter), key)).toBe('done')
  expect(await isIn(maj)).toBe(false)
  expect(await mine(petter)).toEqual([matter.id])
  expect(await owner`select staff_id from record.drafts where matter_id = ${matter.id}`).toEqual([{ staff_id: petter.id }])
  expect(
    await owner`select place, staff_id from directory.keepers where unit_id = ${unit.id} and staff_id in (${maj.id}, ${petter.id})`,
  ).toEqual([{ place: 'administrator', staff_id: petter.id }])
  expect(await owner`select deputy_id from directory.staff where id = ${amina.id}`).toEqual([{ deputy_id: petter.id }])
  expect(await owner`select active from directory.staff where id = ${maj.id}`).toEqual([{ active: false }])
  expect(await owner`select ended_because from identity.sessions where staff_id = ${maj.id}`).toEqual([{ ended_because: 'left' }])
  expect(await held(steward, maj)).toEqual([])
  // What Petter was handed is his to hand over in turn.
  expect(await held(steward, petter)).toContainEqual({ kind: 'matters', unit: unit.id, n: 1, needs: true })
  // The source has its word again as soon as it says something.
  await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } }, { at: '2026-05-02T10:00:00Z' })
  expect([await mine(petter), await mine(amina)]).toEqual([[], [matter.id]])
})

test('a planned leaving waits for its last day, and what has come since falls to the deputy and is told to the unit', async () => {
  const { unit, steward, maj, petter } = await aLeaver()
  const last = addDays(today, 3)
  expect(await leave(steward, maj, last, allTo(unit, petter))).toBe('planned')
  await carryOut()
  expect(await isIn(maj)).toBe(true)
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from) values (${unit.committee.id}, ${unit.id}, ${maj.id}, 'requestDispatcher', '2020-01-01')`
  await owner`update directory.leavings set last_day = ${addDays(today, -1)} where staff_id = ${maj.id}`
  await carryOut()
  await carryOut()
  expect(await isIn(maj)).toBe(false)
  expect(
    await owner`select h.kind, h.how, h.to_id from directory.handovers h join directory.leavings l on l.id = h.leaving_id where l.staff_id = ${maj.id} order by h.kind`,
  ).toEqual([
    { kind: 'administrator', how: 'chosen', to_id: petter.id },
    { kind: 'deputises', how: 'chosen', to_id: petter.id },
    { kind: 'dispatcher', how: 'deputy', to_id: petter.id },
    { kind: 'matters', how: 'chosen', to_id: petter.id },
  ])
  expect((await (await browser(petter)).get('/personal')).status).toBe(200)
  const Fallen = z.object({
    id: z.uuid(),
    name: z.string(),
    fell: z.array(z.object({ kind: z.string(), n: z.number(), to: z.string().nullable(), how: z.string() })),
  })
  const fallen = (who: Worker) => db.as(who, { purpose: 'test' }, (tx) => tx.many(Fallen)`select id, name, fell from directory.fallen()`)
  const [told] = await fallen(petter)
  expect(told?.fell).toContainEqual({ kind: 'dispatcher', to: 'Petter Lundvall', how: 'deputy', n: 1 })
  const stranger = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  expect(await fallen(stranger)).toEqual([])
  const note = async (who: Worker) =>
    (await db.as(
      who,
      { purpose: 'test' },
      (tx) => tx.maybe(z.object({ ok: z.boolean() }))`select directory.note_fallen(${told!.id}) as ok`,
    ))!.ok
  expect([await note(stranger), await note(petter), await fallen(petter)]).toEqual([false, true, []])
})

test('somebody who stays after all keeps what they had', async () => {
  const { unit, steward, maj, petter, matter } = await aLeaver()
  await leave(steward, maj, addDays(today, 3), allTo(unit, petter))
  // Planned anew, the later day holds.
  await leave(steward, maj, addDays(today, 9), allTo(unit, petter))
  expect(await owner`select last_day from directory.leavings where staff_id = ${maj.id}`).toEqual([{ last_day: addDays(today, 9) }])
  expect(await owner`select valid_to from directory.assignments where staff_id = ${maj.id}`).toEqual([{ valid_to: addDays(today, 9) }])
  await db.as(steward, { purpose: 'test' }, (tx) => tx.run`select directory.stay(${maj.id})`)
  expect(await owner`select valid_to from directory.assignments where staff_id = ${maj.id}`).toEqual([{ valid_to: null }])
  await carryOut()
  expect([await isIn(maj), await mine(maj)]).toEqual([true, [matter.id]])
})

test('a case that is kept in Delakt tells its person of the new contact', async () => {
  const unit = await aUnit()
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const [maj, petter] = [await aWorker({ unit, called: 'Maj Nyström' }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const matter = await aMatter({ unit, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  await owner`insert into record.events (committee_id, matter_id, source_id, ref, version, kind, at, seq, event, unit_id)
    values (${unit.committee.id}, ${matter.id}, ${matter.source.id}, 'a', 0, 'assigned', now() - interval '1 day', 0, ${owner.json({ detail: { officer: { name: 'Maj Nyström', role: 'x' } } })}, ${unit.id})`
  expect(await leave(steward, maj, addDays(today, -1), [{ kind: 'matters', unit: unit.id, to: petter.id }])).toBe('done')
  const [card] =
    await owner`select event #> '{detail,officer}' as officer from record.events where matter_id = ${matter.id} order by at desc limit 1`
  expect(card!['officer']).toMatchObject({ name: 'Petter Lundvall', role: 'socialsekreterare', phone: '0980-31 92 10' })
  expect(await mine(petter)).toEqual([matter.id])
})

test('who has work in another committee of the municipality leaves only this one, and the account stays', async () => {
  const { unit, steward, maj, petter } = await aLeaver()
  const [other] =
    await owner`insert into directory.committees (municipality_id, name) values (${unit.committee.municipalityId}, '{"sv":"Omsorgsnämnden"}') returning id`
  const care = await aUnit({ committee: { id: other!['id'] as string, municipalityId: unit.committee.municipalityId } })
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${care.committee.id}, ${care.id}, ${maj.id}, 'caseOfficer')`
  expect(await leave(steward, maj, addDays(today, -1), allTo(unit, petter))).toBe('done')
  expect(await owner`select active from directory.staff where id = ${maj.id}`).toEqual([{ active: true }])
  // The desk they sat at is gone; the other is theirs to choose.
  expect((await (await browser(maj)).get('/personal')).headers.get('location')).toBe('/personal/uppdrag')
})

test('what people have written to somebody who leaves is given to somebody at the unit where it lies', async () => {
  const { unit, steward, maj, petter } = await aLeaver()
  const other = await aUnit({ committee: unit.committee })
  const threads = []
  for (const at of [unit, other]) {
    const siv = await aDispatcher({ unit: at })
    if (at === other)
      await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${at.committee.id}, ${at.id}, ${maj.id}, 'caseOfficer')`
    const thread = await aRequest(await aPerson(), await aType({ unit: at }))
    expect(await assigned(thread, siv, maj)).toBe('done')
    threads.push(thread)
  }
  for (const at of [unit, other]) expect(await held(steward, maj)).toContainEqual({ kind: 'contact', unit: at.id, n: 1, needs: true })
  const given = (to: Worker) =>
    leave(steward, maj, addDays(today, -1), [
      ...allTo(unit, petter),
      { kind: 'contact', unit: unit.id, to: petter.id },
      { kind: 'contact', unit: other.id, to: to.id },
    ])
  expect(await leave(steward, maj, addDays(today, -1), allTo(unit, petter))).toBe('missing')
  // Nobody of another unit, to whom it would never come.
  expect(await given(petter)).toBe('missing')
  const there = await aWorker({ unit: other, role: 'requestDispatcher' })
  expect(await given(there)).toBe('done')
  const now = await Promise.all(threads.map((id) => owner`select state, handler_id from contact.threads where id = ${id}`))
  expect(now.map(([row]) => row)).toEqual([
    { state: 'assigned', handler_id: petter.id },
    { state: 'assigned', handler_id: there.id },
  ])
})

test('what somebody has in the inbox and in the calendar must have a receiver too, and goes to them', async () => {
  const { unit, steward, maj, petter } = await aLeaver()
  const dispatcher = await aDispatcher({ unit })
  const thread = await aRequest(await aPerson(), await aType({ unit }))
  await assigned(thread, dispatcher, maj)
  const [slot] = await aRelease(maj, await aKind(unit), [inHours(60)])
  const { id: booking } = await booked(await aPerson(), slot!)
  expect(await held(steward, maj)).toEqual(
    expect.arrayContaining(['appointments', 'contact'].map((kind) => ({ kind, unit: unit.id, n: 1, needs: true }))),
  )
  const last = addDays(today, -1)
  expect(await leave(steward, maj, last, allTo(unit, petter))).toBe('missing')
  const all = [...allTo(unit, petter), ...['contact', 'appointments'].map((kind) => ({ kind, unit: unit.id, to: petter.id }))]
  expect(await leave(steward, maj, last, all)).toBe('done')
  expect(await owner`select handler_id from contact.threads where id = ${thread}`).toEqual([{ handler_id: petter.id }])
  expect(await owner`select staff_id from appointments.bookings where id = ${booking}`).toEqual([{ staff_id: petter.id }])
})

test('removed in the catalogue, the meetings and the requests fall to the deputy in the same breath', async () => {
  const { unit, maj, petter } = await aLeaver()
  const dispatcher = await aDispatcher({ unit })
  const thread = await aRequest(await aPerson(), await aType({ unit }))
  await assigned(thread, dispatcher, maj)
  const [slot] = await aRelease(maj, await aKind(unit), [inHours(60)])
  const { id: booking } = await booked(await aPerson(), slot!)
  await owner`select directory.remove(${maj.id}, null)`
  expect(await owner`select handler_id from contact.threads where id = ${thread}`).toEqual([{ handler_id: petter.id }])
  expect(await owner`select staff_id from appointments.bookings where id = ${booking}`).toEqual([{ staff_id: petter.id }])
})

test('a meeting is never handed to somebody of another unit, neither by choice nor when it falls, and the account stays open until somebody there gets it', async () => {
  const { unit, steward, maj, petter } = await aLeaver()
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  const [slot] = await aRelease(maj, await aKind(unit), [inHours(60)])
  const { id: booking } = await booked(await aPerson(), slot!)
  const whose = async () => (await owner`select staff_id from appointments.bookings where id = ${booking}`)[0]!['staff_id']
  const give = (to: Worker) =>
    leave(steward, maj, addDays(today, -1), [...allTo(unit, petter), { kind: 'appointments', unit: unit.id, to: to.id }])
  expect([await give(elsewhere), await whose()]).toEqual(['missing', maj.id])
  await owner`update directory.staff set deputy_id = ${elsewhere.id} where id = ${maj.id}`
  await owner`update directory.keepers set staff_id = ${petter.id} where unit_id = ${unit.id} and place = 'deputy'`
  await owner`select directory.remove(${maj.id}, null)`
  expect(await whose()).toBe(petter.id)
})

test('who leaves one unit of two hands over what lies there, and no more', async () => {
  const { unit, maj, petter } = await aLeaver()
  const other = await aUnit({ committee: unit.committee })
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${other.id}, ${maj.id}, 'caseOfficer')`
  const there = await aWorker({ unit: other })
  const [here] = await aRelease(maj, await aKind(unit), [inHours(60)])
  const [afar] = await aRelease(there, await aKind(other), [inHours(70)])
  const bookings = [(await booked(await aPerson(), here!)).id, (await booked(await aPerson(), afar!)).id]
  await owner`select appointments.hand_over(${there.id}, ${maj.id})`
  await owner`select directory.leave_unit(${maj.id}, ${unit.id}, null)`
  const now = await Promise.all(bookings.map((id) => owner`select staff_id from appointments.bookings where id = ${id}`))
  expect(now.map(([row]) => row!['staff_id'])).toEqual([petter.id, maj.id])
})
