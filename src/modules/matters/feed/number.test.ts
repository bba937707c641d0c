import { expect, test } from 'vitest'
import { aCommittee, aSource, aUnit, config, db, owner, type Unit } from '#testing'
import { takeIn } from './ingest.ts'

// The personal number of somebody handed in: matched once, added once when it comes later, and never another's.

type Source = Awaited<ReturnType<typeof aSource>>
const manner = { ...config, imported: false }
const take = (source: Source, items: unknown[]) => db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, items, manner))
const statuses = async (source: Source, items: unknown[]) => (await take(source, items)).map(({ status }) => status)

const number = '199006022397'
const person = { type: 'person', ref: 'p1', personalNumber: number, name: 'Camilla Rosén' }
const matter = (unit: Unit) => ({
  type: 'matter',
  ref: 'm1',
  person: 'p1',
  field: 'adult-addiction',
  unit: unit.code,
  openedOn: '2024-10-07',
  reported: 3,
})
const note = (ref: string, more: object = {}) => ({
  type: 'event',
  matter: 'm1',
  event: { ref, kind: 'note', at: '2025-02-03T10:00:00Z', detail: { text: `Samtal ${ref}` }, ...more },
})

async function aFeed() {
  const committee = await aCommittee()
  return { source: await aSource({ committee }), unit: await aUnit({ committee }), committee }
}
const { personalNumber: _, ...unnumbered } = person
const accountOf = async (source: Source, ref = 'p1') =>
  (
    await owner`select p.id, p.number_index is not null as numbered from record.people r join identity.persons p on p.id = r.person_id
    where r.source_id = ${source.id} and r.ref = ${ref}`
  )[0] as { id: string; numbered: boolean } | undefined

test('a person handed in without a number gets it when it comes, keeps their account and their matters, and gets no other', async () => {
  const { source, unit } = await aFeed()
  await owner`update identity.persons set number_index = null`
  await take(source, [unnumbered, matter(unit), note('e1')])
  const before = await accountOf(source)
  expect(before?.numbered).toBe(false)
  expect(await statuses(source, [person])).toEqual(['stored'])
  expect(await accountOf(source)).toEqual({ id: before!.id, numbered: true })
  expect((await owner`select person_id from record.matters where source_id = ${source.id}`)[0]!['person_id']).toBe(before!.id)
  expect(await statuses(source, [person])).toEqual(['unchanged'])
  // One that no longer says the number takes nothing away, and another number is refused.
  expect(await statuses(source, [unnumbered])).toEqual(['unchanged'])
  const [other] = await take(source, [{ ...person, personalNumber: '194408139089' }])
  expect(other?.problem?.detail).toBe('personalNumber: the reference already belongs to somebody with another number')
  expect(await accountOf(source)).toEqual({ id: before!.id, numbered: true })
})

test('in one batch the number counts wherever it stands, and nobody is made beside the person', async () => {
  for (const items of [
    [unnumbered, person],
    [person, unnumbered],
    [unnumbered, person, unnumbered],
  ]) {
    const { source } = await aFeed()
    await owner`update identity.persons set number_index = null`
    const count = async () => (await owner`select count(*)::int as n from identity.persons`)[0]!['n'] as number
    const before = await count()
    expect(new Set(await statuses(source, items))).toEqual(new Set(['stored', 'unchanged']))
    expect((await accountOf(source))?.numbered).toBe(true)
    expect(await count()).toBe(before + 1)
    expect(new Set(await statuses(source, items))).toEqual(new Set(['unchanged']))
  }
})

test('a number that is somebody’s already is not added to another, who stays as they were, and the source learns nothing of whose it is', async () => {
  const { source } = await aFeed()
  const elsewhere = await aFeed()
  await owner`update identity.persons set number_index = null`
  await take(elsewhere.source, [{ ...person, name: 'Ingen Annans' }])
  await take(source, [unnumbered, { ...unnumbered, ref: 'p2', name: 'Två' }])
  const before = [await accountOf(source), await accountOf(elsewhere.source)]
  const [refused, fine] = await take(source, [person, { ...unnumbered, ref: 'p3', name: 'Tre' }])
  expect(refused).toEqual({
    index: 0,
    status: 'refused',
    problem: {
      pointer: '/personalNumber',
      detail: 'personalNumber: cannot be added to a person handed in without one, and has to be linked by hand',
    },
  })
  expect(fine?.status).toBe('stored')
  // What the same batch says of them without the number is taken all the same.
  expect(await statuses(source, [person, { ...unnumbered, name: 'Nytt Namn' }])).toEqual(['refused', 'stored'])
  expect([await accountOf(source), await accountOf(elsewhere.source)]).toEqual(before)

  // Two of the source's own, who come with one number: the first has it.
  await owner`update identity.persons set number_index = null`
  expect((await statuses(source, [person, { ...person, ref: 'p2' }])).sort()).toEqual(['refused', 'stored'])
})

test('one batch cannot give a reference two numbers', async () => {
  const { source } = await aFeed()
  await owner`update identity.persons set number_index = null`
  expect(await statuses(source, [person, { ...person, personalNumber: '194408139089' }])).toEqual(['refused', 'stored'])
  expect(await statuses(source, [person, { ...person, personalNumber: '194408139089' }])).toEqual(['refused', 'unchanged'])
  expect((await owner`select count(*)::int as n from identity.persons where number_index is not null`)[0]!['n']).toBe(1)
})

test('in production nobody invented gets in: a test number is refused, and nothing is left of it', async () => {
  const { source } = await aFeed()
  await owner`update identity.persons set number_index = null`
  const real = { ...manner, mode: 'production' } as const
  const [test, unnumberedOne] = await db.as(source, { purpose: 'test' }, (tx) => takeIn(tx, [person, { ...unnumbered, ref: 'p2' }], real))
  expect(test?.problem).toEqual({
    pointer: '/personalNumber',
    detail: 'personalNumber: is a test number, which belongs to nobody and is not taken in production',
  })
  expect(unnumberedOne?.status).toBe('stored')
  expect((await owner`select from identity.persons where number_index is not null`).length).toBe(0)
  expect(await statuses(source, [person])).toEqual(['stored'])
})
