import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, anEvent, aPerson, aUnit, aWorker, db, decided, opened, owner, uuid } from '#testing'
import { addDays, dayOf } from '#kernel/values/day'

const today = dayOf(new Date())
const day = (n: number) => addDays(today, n)
type Worker = Awaited<ReturnType<typeof aWorker>>
const Id = z.object({ id: z.uuid().nullable() })
const actingFor = async (who: Worker) =>
  (await db.as(who, { purpose: 'test' }, (tx) => tx.maybe(Id)`select directory.acting(${who.id}) as id`))!.id
const deputyOf = (who: Worker, deputy: Worker | null) =>
  owner`update directory.staff set deputy_id = ${deputy?.id ?? null} where id = ${who.id}`
const away = (who: Worker, from: number, to: number | null, deputy?: Worker) => owner`
  insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id)
  values (${who.unit.committee.municipalityId}, ${uuid()}, ${who.id}, ${day(from)}, ${to === null ? null : day(to)}, ${deputy?.id ?? null})`
const dispatching = (who: Worker, unitId = who.unit.id) => owner`
  insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from) values (${who.unit.committee.id}, ${unitId}, ${who.id}, 'requestDispatcher', '2020-01-01')`

test('who is there acts for themself, and the deputy steps in on the first day of an absence and out after the last', async () => {
  const unit = await aUnit()
  const [amina, petter, henrik] = [await aWorker({ unit }), await aWorker({ unit }), await aWorker({ unit })]
  await deputyOf(amina, petter)
  expect(await actingFor(amina)).toBe(amina.id)
  await away(amina, 1, 5)
  expect(await actingFor(amina)).toBe(amina.id)
  await away(amina, -9, -1)
  expect(await actingFor(amina)).toBe(amina.id)
  await away(amina, 0, 0)
  expect(await actingFor(amina)).toBe(petter.id)
  // The deputy of the absence goes before the usual one, and a deputy who is away too has one of their own.
  await owner`update directory.absences set deputy_id = ${henrik.id} where staff_id = ${amina.id}`
  expect(await actingFor(amina)).toBe(henrik.id)
  await deputyOf(henrik, petter)
  await away(henrik, -3, null)
  expect(await actingFor(amina)).toBe(petter.id)
  // In a ring of people who are away there is nobody.
  await deputyOf(petter, amina)
  await away(petter, 0, 3)
  expect(await actingFor(amina)).toBeNull()
})

test('at a unit only somebody who works there acts', async () => {
  const unit = await aUnit()
  const [amina, far, near] = [
    await aWorker({ unit }),
    await aWorker({ unit: await aUnit({ committee: unit.committee }) }),
    await aWorker({ unit }),
  ]
  await deputyOf(amina, far)
  await deputyOf(far, near)
  await away(amina, 0, 0)
  const at = async () =>
    (await db.as(amina, { purpose: 'test' }, (tx) => tx.maybe(Id)`select directory.acting_at(${amina.id}, ${unit.id}) as id`))!.id
  expect([await actingFor(amina), await at()]).toEqual([far.id, near.id])
  await owner`update directory.assignments set valid_to = current_date - 1 where staff_id = ${near.id}`
  expect(await at()).toBeNull()
})

test('two absences of the same person never lie over one another', async () => {
  const who = await aWorker()
  await away(who, 0, 5)
  await expect(away(who, 5, 9)).rejects.toThrow(/absences/)
  await away(who, 6, null)
  await expect(away(who, 90, 91)).rejects.toThrow(/absences/)
})

test('a deputy’s own queue holds the matters of the one they stand in for, from the first day and no longer', async () => {
  const unit = await aUnit()
  const [amina, petter] = [await aWorker({ unit, called: 'Amina Haddad' }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const matter = await aMatter({ unit })
  await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  const mine = async (who: Worker) =>
    (await db.as(who, { purpose: 'test' }, (tx) => tx.maybe(z.object({ ids: z.array(z.uuid()) }))`select record.my_matters() as ids`))!.ids
  await deputyOf(amina, petter)
  expect([await mine(amina), await mine(petter)]).toEqual([[matter.id], []])
  await away(amina, 0, 2)
  expect([await mine(amina), await mine(petter)]).toEqual([[matter.id], [matter.id]])
  await owner`update directory.absences set first_day = ${day(1)} where staff_id = ${amina.id}`
  expect(await mine(petter)).toEqual([])
})

test('a person is told who stands in for their contact, and a stranger, or a person who was never told the name, nothing', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  const matter = await aMatter({ unit, person })
  const named = await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  const shelf = await opened(matter, amina)
  await deputyOf(amina, petter)
  await away(amina, -1, 4)
  const Contact = z.object({ name: z.string(), away: z.boolean(), back: z.string().nullable(), card: z.object({ name: z.string() }) })
  const contact = (who: typeof person) =>
    db.as(who, { purpose: 'test' }, (tx) => tx.maybe(Contact)`select name, away, back_after as back, card from shelf.contact_now(${shelf})`)
  expect(await contact(person)).toBeUndefined()
  await decided(matter, named.id, 'released', { by: amina })
  expect(await contact(person)).toEqual({ name: 'Amina Haddad', away: true, back: day(4), card: { name: 'Petter Lundvall' } })
  expect(await contact(await aPerson())).toBeUndefined()
})

const Lack = z.object({ n: z.number() })
const lacks = async (who: Worker) =>
  (await db.as(who, { purpose: 'test' }, (tx) => tx.maybe(Lack)`select directory.lacks_dispatchers(${who.unit.id}) as n`))!.n
const Vacancy = z.object({ why: z.string(), dispatchers: z.number() })
const vacancies = (who: Worker) =>
  db.as(who, { purpose: 'test' }, (tx) => tx.many(Vacancy)`select why, dispatchers from directory.vacancies()`)
const watch = () =>
  db.as(
    { kind: 'worker' },
    { purpose: 'watch receivers' },
    async (tx) => (await tx.maybe(Lack)`select directory.watch_receivers() as n`)!.n,
  )

test('a unit with fewer than two who receive lacks them, and one where all are away has nobody', async () => {
  const unit = await aUnit()
  const [one, two] = [await aWorker({ unit }), await aWorker({ unit })]
  expect(await lacks(one)).toBe(2)
  await dispatching(one)
  expect(await lacks(one)).toBe(1)
  await dispatching(two)
  expect(await lacks(one)).toBe(0)
  await away(one, 0, 0)
  expect(await lacks(one)).toBe(0)
  await away(two, 0, 0)
  expect(await lacks(one)).toBe(2)
  await owner`delete from directory.absences where staff_id = ${one.id}`
  await owner`update directory.staff set active = false where id = ${two.id}`
  expect(await lacks(one)).toBe(1)
})

test('a vacancy is told at once to those who receive and look after the unit, after three days to its manager, and to nobody else', async () => {
  const unit = await aUnit()
  const [one, keeper, other] = [await aWorker({ unit }), await aWorker({ unit }), await aWorker({ unit })]
  const manager = await aWorker({ unit, role: 'unitManager' })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }), role: 'unitManager' })
  await owner`update directory.keepers set staff_id = ${keeper.id} where unit_id = ${unit.id} and place = 'administrator'`
  // A unit that has never received is not told that nobody does.
  expect(await vacancies(steward)).toEqual([])
  await dispatching(one)
  await watch()
  const few = [{ why: 'few', dispatchers: 1 }]
  const told = async () => Promise.all([one, keeper, manager, steward, other, elsewhere].map(vacancies))
  expect(await told()).toEqual([few, few, [], few, [], []])
  await owner`update directory.alarms set since = now() - interval '73 hours' where unit_id = ${unit.id}`
  expect(await told()).toEqual([few, few, few, few, [], []])
  // The clock goes on when the cause is another, and stops when it is over.
  await owner`update directory.assignments set valid_to = current_date - 1 where staff_id = ${one.id} and role = 'requestDispatcher'`
  await watch()
  expect(await vacancies(manager)).toEqual([{ why: 'none', dispatchers: 0 }])
  await owner`update directory.assignments set valid_to = null where staff_id = ${one.id}`
  await dispatching(other)
  await watch()
  expect(await owner`select 1 from directory.alarms where unit_id = ${unit.id}`).toHaveLength(0)
  expect(await told()).toEqual([[], [], [], [], [], []])
})

test('an inbox that nobody who receives has looked at for the unit’s number of days is told', async () => {
  const unit = await aUnit()
  const [one, two] = [await aWorker({ unit }), await aWorker({ unit })]
  await dispatching(one)
  await dispatching(two)
  expect(await vacancies(one)).toEqual([])
  await owner`update identity.sessions set seen_at = now() - interval '8 days' where staff_id in (${one.id}, ${two.id})`
  expect((await vacancies(one)).map(({ why }) => why)).toEqual(['silent'])
  await owner`update directory.units set silent_days = 9 where id = ${unit.id}`
  expect(await vacancies(one)).toEqual([])
  // Who was given the task yesterday has the days before them.
  await owner`update directory.units set silent_days = 3 where id = ${unit.id}`
  await owner`update directory.assignments set valid_from = current_date - 1 where staff_id = ${two.id} and role = 'requestDispatcher'`
  expect(await vacancies(one)).toEqual([])
})
