import { beforeEach, expect, test } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { aPerson, aUnit, aWorker, browser, db, owner, services, uuid } from '#testing'
import { aDispatcher, aRequest, assigned, aType, promise } from '../../testing/contact.ts'
import { returnUnopened, standIn, workingDaysAgo } from './jobs.ts'

let unit: Awaited<ReturnType<typeof aUnit>>
let person: Awaited<ReturnType<typeof aPerson>>
let siv: Awaited<ReturnType<typeof aDispatcher>>
let amina: Awaited<ReturnType<typeof aWorker>>

beforeEach(async () => {
  unit = await aUnit()
  person = await aPerson()
  siv = await aDispatcher({ unit })
  amina = await aWorker({ unit })
})

const state = async (thread: string) => (await owner`select state, handler_id from contact.threads where id = ${thread}`)[0]!

test('what nobody opens goes back to the inbox when the unit’s working days have passed, and not before', async () => {
  const type = await aType({ unit })
  const now = new Date()
  const lain = async (days: number, opening?: number) => {
    const thread = await aRequest(person, type)
    await assigned(thread, siv, amina)
    await owner`update contact.threads set waiting_since = ${new Date(+workingDaysAgo(now, days) - 60_000)} where id = ${thread}`
    if (opening !== undefined) {
      await db.as(amina, { purpose: 'test', item: thread }, (tx) => tx.run`select contact.open(${thread})`)
      await owner`update contact.openings set at = ${new Date(+workingDaysAgo(now, opening) - 30_000)} where thread_id = ${thread}`
    }
    return thread
  }
  const [young, silent, read] = [await lain(1), await lain(2), await lain(3, 3)]
  const left = await lain(1)
  const gone = await aWorker({ unit })
  await owner`update contact.threads set handler_id = ${gone.id} where id = ${left}`
  await owner`update directory.staff set active = false where id = ${gone.id}`
  expect(await returnUnopened(services, now)).toBe(2)
  expect((await state(young))['handler_id']).toBe(amina.id)
  expect(await state(silent)).toMatchObject({ state: 'received', handler_id: null })
  expect((await state(read))['handler_id']).toBe(amina.id)
  expect((await state(left))['state']).toBe('received')
})

test('what somebody away has promised before they are back goes to whoever stands in, and the rest waits for them', async () => {
  const type = await aType({ unit })
  const [berit, petter] = [await aWorker({ unit, called: 'Berit Alm' }), await aWorker({ unit, called: 'Petter Lundvall' })]
  const promised = async (days: number) => {
    const thread = await aRequest(person, type)
    await assigned(thread, siv, berit)
    await owner`update contact.threads set promised_on = ${promise(days)} where id = ${thread}`
    return thread
  }
  const [late, soon, later] = [await promised(-1), await promised(3), await promised(4)]
  expect(await standIn(services)).toBe(0)
  const away = (first: number, last: number | null, deputy: string | null) => owner`
    insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id)
    values (${unit.committee.municipalityId}, ${uuid()}, ${berit.id}, ${promise(first)}, ${last === null ? null : promise(last)}, ${deputy})`
  const back = () => owner`delete from directory.absences where staff_id = ${berit.id}`
  // Not before the first day, and not after the last.
  for (const [first, last] of [
    [1, 3],
    [-5, -1],
  ] as const) {
    await away(first, last, petter.id)
    expect(await standIn(services)).toBe(0)
    await back()
  }
  await away(0, 3, petter.id)
  expect([await standIn(services), await standIn(services)]).toEqual([2, 0])
  const withWhom = async () => Promise.all([late, soon, later].map(async (thread) => (await state(thread))['handler_id']))
  expect(await withWhom()).toEqual([petter.id, petter.id, berit.id])
  expect(await owner`select staff_id, to_staff from contact.steps where thread_id = ${soon} and what = 'stood-in'`).toEqual([
    { staff_id: berit.id, to_staff: petter.id },
  ])
  expect((await (await browser(petter)).get(`/personal/inkorg/${soon}`)).text).toContain(
    'Petter Lundvall svarar, eftersom Berit Alm är borta',
  )
  expect((await (await browser(berit)).get(`/personal/inkorg/${soon}`)).status).toBe(404)
  await back()
  await away(0, null, petter.id)
  expect(await standIn(services)).toBe(1)
  expect(await withWhom()).toEqual([petter.id, petter.id, petter.id])
})

test('where nobody stands in, or who does is away too, what was promised goes back to the inbox', async () => {
  const type = await aType({ unit })
  const petter = await aWorker({ unit, called: 'Petter Lundvall' })
  const away = (who: string, deputy: string | null) => owner`
    insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id)
    values (${unit.committee.municipalityId}, ${uuid()}, ${who}, ${promise(0)}, ${promise(9)}, ${deputy})`
  const thread = await aRequest(person, type)
  await assigned(thread, siv, amina)
  await away(amina.id, petter.id)
  await away(petter.id, null)
  expect([await standIn(services), await standIn(services)]).toEqual([1, 0])
  expect(await state(thread)).toMatchObject({ state: 'received', handler_id: null })
  expect((await (await browser(siv)).get(`/personal/inkorg/${thread}`)).text).toContain('den som hade den är borta')
})

test('working days pass weekends and holidays by', () => {
  const at = (text: string) => dayOf(workingDaysAgo(new Date(text), 2))
  expect(at('2026-11-23T10:00:00Z')).toBe('2026-11-19')
  expect(at('2026-12-28T10:00:00Z')).toBe('2026-12-22')
})

test('what a leaving colleague holds goes to the one who takes over, where they work; the rest to the inbox', async () => {
  const other = await aUnit({ committee: unit.committee })
  await aDispatcher({ unit: other })
  const elsewhere = await aDispatcher({ unit: other })
  const here = await aRequest(person, await aType({ unit }))
  const there = await aRequest(person, await aType({ unit: other }))
  await assigned(here, siv, amina)
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${other.committee.id}, ${other.id}, ${amina.id}, 'caseOfficer')`
  await assigned(there, elsewhere, amina)
  const held = await owner`select unit_id, n from contact.held_by(${amina.id}) order by n`
  expect(held).toHaveLength(2)
  const heir = await aWorker({ unit, called: 'Petter Lundvall' })
  const [moved] = await owner`select contact.hand_over(${amina.id}, ${heir.id}) as n`
  expect(moved!['n']).toBe(2)
  expect((await state(here))['handler_id']).toBe(heir.id)
  expect(await state(there)).toMatchObject({ state: 'received', handler_id: null })
  expect(await owner`select * from contact.held_by(${amina.id})`).toHaveLength(0)
})
