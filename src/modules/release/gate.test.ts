import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, aPerson, aRule, type aSource, aWorker, anEvent, db, decided, opened, owner } from '#testing'

const Copy = z.object({ kind: z.string(), event: z.unknown() })
const shelfOf = (who: Parameters<typeof db.as>[0]) =>
  db.as(who, { purpose: 'test' }, (tx) => tx.many(Copy)`select kind, event from shelf.copies order by at`)
const counts = async (matterId: string) =>
  (
    await owner`select s.shown, s.withheld, s.waiting, s.missing from shelf.matters s join gate.openings o on o.shelf_id = s.id where o.matter_id = ${matterId}`
  )[0]

test('nothing is handed over before the unit has opened the matter, and then what a rule released is', async () => {
  const matter = await aMatter({ reported: 4 })
  await aRule(matter, 'decision', 'at-once')
  await anEvent(matter, 'decision', { title: 'Ja', results: [] })
  await anEvent(matter, 'note', { text: 'Hemlig anteckning' })
  expect(await shelfOf(matter.person)).toEqual([])
  await opened(matter)
  expect((await shelfOf(matter.person)).map((copy) => copy.kind)).toEqual(['decision'])
  expect(await counts(matter.id)).toEqual({ shown: 1, withheld: 0, waiting: 1, missing: 2 })
  expect(await shelfOf(await aPerson())).toEqual([])
})

test('an item that somebody releases, withholds and takes back moves on the shelf with the count', async () => {
  const matter = await aMatter()
  const { id } = await anEvent(matter, 'note', { text: 'Anteckning' })
  await opened(matter)
  await decided(matter, id, 'released')
  expect((await shelfOf(matter.person)).map((copy) => copy.kind)).toEqual(['note'])
  await decided(matter, id, 'withheld')
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'withheld', event: { text: 'Det finns en uppgift här som vi inte visar.' } }])
  expect(await counts(matter.id)).toEqual({ shown: 0, withheld: 1, waiting: 0, missing: 0 })
  await decided(matter, id, 'withheld', { secret: true })
  expect(await shelfOf(matter.person)).toEqual([])
  expect(await counts(matter.id)).toEqual({ shown: 0, withheld: 0, waiting: 0, missing: 0 })
})

test('shown again, an item has the address it had; another reader of the same knows it by another, and neither is the record’s own', async () => {
  const matter = await aMatter()
  const { id } = await anEvent(matter, 'note', { text: 'Anteckning' })
  await opened(matter)
  const address = async () => (await owner`select copy_id as id from gate.release_decisions where item_id = ${id}`)[0]!['id'] as string
  await decided(matter, id, 'released')
  const first = await address()
  await decided(matter, id, 'assessed')
  expect(await address()).toBeNull()
  await decided(matter, id, 'released')
  expect(await address()).toBe(first)
  const [salts] = await owner`
    select gate.address(o.salt, ${id}) as theirs, gate.address(sha256('another'), ${id}) as others from gate.openings o where o.matter_id = ${matter.id}`
  expect(salts!['theirs']).toBe(first)
  expect([id, first]).not.toContain(salts!['others'])
  expect(first).not.toBe(id)
})

test('somebody at another unit decides nothing', async () => {
  const matter = await aMatter()
  const { id } = await anEvent(matter, 'note', { text: 'Anteckning' })
  await decided(matter, id, 'released', { by: await aWorker() })
  expect(await owner`select state from gate.release_decisions where item_id = ${id}`).toMatchObject([{ state: 'imported' }])
})

test('a correction stands beside the old wording, and an annulment takes the words of both away and says so in their place', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const { ref } = await anEvent(matter, 'note', { text: 'Nykter sedan 2 oktober' })
  await anEvent(matter, 'note', { text: 'Nykter sedan 2 september' }, { ref, version: 1 })
  expect(await shelfOf(matter.person)).toHaveLength(2)
  expect(await counts(matter.id)).toMatchObject({ shown: 1 })
  await anEvent(matter, 'note', {}, { ref, version: 2, annulled: true })
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'annulled', event: { annulledAt: expect.any(String) } }])
  expect(await counts(matter.id)).toMatchObject({ shown: 0, waiting: 0, missing: 0 })
})

test('what was annulled stays away when something else comes under the same reference', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const { ref } = await anEvent(matter, 'note', { text: 'Om någon annan' })
  await anEvent(matter, 'note', { text: 'Rätt anteckning' }, { ref, version: 2 })
  await anEvent(matter, 'note', {}, { ref, version: 1, annulled: true })
  expect(await shelfOf(matter.person)).toEqual([{ kind: 'note', event: { detail: { text: 'Rätt anteckning' } } }])
})

test('a reference belongs to one matter: a later version cannot carry it into another', async () => {
  const matter = await aMatter()
  const source = matter.source as Awaited<ReturnType<typeof aSource>>
  const other = await aMatter({ source, unit: matter.unit })
  const { ref } = await anEvent(matter, 'note', { text: 'Hör hit' })
  await expect(anEvent(other, 'note', { text: 'Hör inte hit' }, { ref, version: 1 })).rejects.toThrow()
  expect(await owner`select matter_id from record.events where ref = ${ref}`).toEqual([{ matter_id: matter.id }])
})

test('the same event again is unchanged, and other words under the same version are refused', async () => {
  const matter = await aMatter()
  const first = await anEvent(matter, 'note', { text: 'a' })
  expect([
    first.outcome,
    (await anEvent(matter, 'note', { text: 'a' }, { ref: first.ref })).outcome,
    (await anEvent(matter, 'note', { text: 'b' }, { ref: first.ref })).outcome,
  ]).toEqual(['stored', 'unchanged', 'version-conflict'])
})
