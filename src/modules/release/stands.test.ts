import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, aRule, aWorker, anEvent, db, decided, type Matter, opened, owner } from '#testing'

const Copy = z.object({ kind: z.string(), text: z.string().nullable(), file: z.string().nullable() })
/** What the person reads: each copy's kind and text, and the words of its file. */
const shelfOf = async ({ person }: Matter) =>
  (
    await db.as(
      person,
      { purpose: 'test' },
      (tx) => tx.many(Copy)`
      select c.kind, coalesce(c.event #>> '{detail,text}', c.event ->> 'text') as text,
        (select convert_from(p.bytes, 'UTF8') from shelf.document_parts p where p.document_id = c.document_id) as file
      from shelf.copies c order by c.at, c.version`,
    )
  ).map(({ kind, text, file }) => [kind, text, file].filter((part) => part !== null).join(': '))
const countOf = async ({ id }: Matter) =>
  (
    await owner`select s.shown, s.withheld, s.waiting, s.missing, s.changed from shelf.matters s join gate.openings o on o.shelf_id = s.id and o.ended_at is null where o.matter_id = ${id}`
  )[0]
const stateOf = async (item: string) =>
  (
    await owner`select state, due_at is not null as due, decided_by is not null as human from gate.release_decisions where item_id = ${item}`
  )[0]

/** A file by its words, handed in under a reference. */
const aFile = (matter: Matter, ref: string, words: string, version = 0) =>
  db.as(
    matter.source,
    { purpose: 'test' },
    async (tx) =>
      (await tx.maybe(z.object({ outcome: z.string() }))`
        select record.receive_document(${matter.ref}, ${ref}, ${version}, 'Intyg', 'text/html', ${createHash('sha256').update(words).digest()}, array[${Buffer.from(words)}::bytea]) as outcome`)!
        .outcome,
  )
const compared = (matter: Matter, items: { ref: string; version?: number }[]) =>
  db.as(
    matter.source,
    { purpose: 'test' },
    async (tx) =>
      tx.maybe(z.object({ missing: z.int(), changed: z.int() }))`
      select missing, changed from record.compare(${JSON.stringify([{ matter: matter.ref, items }])}::text::jsonb)`,
  )

test('a no to a correction takes the old wording with it, and undoing brings it back as opened as it was', async () => {
  const matter = await aMatter()
  await opened(matter)
  const first = await anEvent(matter, 'note', { text: 'Om fel person' })
  await decided(matter, first.id, 'released')
  await db.as(matter.person, { purpose: 'test' }, (tx) => tx.run`update shelf.copies set opened_at = '2026-11-02' where opened_at is null`)
  const second = await anEvent(matter, 'note', { text: 'Om rätt person' }, { ref: first.ref, version: 1 })
  expect(await shelfOf(matter)).toEqual(['note: Om fel person'])
  await decided(matter, second.id, 'withheld')
  expect(await shelfOf(matter)).toEqual(['withheld: Det finns en uppgift här som vi inte visar.'])
  expect(await countOf(matter)).toMatchObject({ shown: 0, withheld: 1, waiting: 0 })
  await decided(matter, second.id, 'withheld', { secret: true })
  expect(await shelfOf(matter)).toEqual([])
  expect(await countOf(matter)).toMatchObject({ shown: 0, withheld: 0, waiting: 0 })
  await decided(matter, first.id, 'released')
  expect(await shelfOf(matter)).toEqual([])
  await decided(matter, second.id, 'assessed')
  expect(await shelfOf(matter)).toEqual(['note: Om fel person'])
  expect(
    await owner`select c.opened_at from shelf.copies c join gate.openings o on o.shelf_id = c.matter_id where o.matter_id = ${matter.id}`,
  ).toEqual([{ opened_at: new Date('2026-11-02') }])
})

test('no rule shows a later version of what somebody said no to', async () => {
  const matter = await aMatter()
  await opened(matter)
  const first = await anEvent(matter, 'note', { text: 'Visas inte' })
  await decided(matter, first.id, 'withheld', { secret: true })
  await aRule(matter, 'note', 'at-once')
  const second = await anEvent(matter, 'note', { text: 'Visas inte, rättat' }, { ref: first.ref, version: 1 })
  expect(await stateOf(second.id)).toMatchObject({ state: 'imported', due: false })
  expect(await shelfOf(matter)).toEqual([])
  await decided(matter, second.id, 'released')
  expect(await shelfOf(matter)).toEqual(['note: Visas inte, rättat'])
})

test('a line that said something was not shown goes when a later version is shown', async () => {
  const matter = await aMatter()
  await opened(matter)
  const first = await anEvent(matter, 'note', { text: 'Om någon annan' })
  await decided(matter, first.id, 'withheld')
  const second = await anEvent(matter, 'note', { text: 'Bara om dig' }, { ref: first.ref, version: 1 })
  await decided(matter, second.id, 'released')
  expect(await shelfOf(matter)).toEqual(['note: Bara om dig'])
  expect(await countOf(matter)).toMatchObject({ shown: 1, withheld: 0, waiting: 0 })
})

test('what waited for the days of a rule waits for a person when the rule has ended, also when it is undone afterwards', async () => {
  const matter = await aMatter()
  await opened(matter)
  await aRule(matter, 'note', 'after-days', 1)
  const [one, two] = [await anEvent(matter, 'note', { text: 'Ett' }), await anEvent(matter, 'note', { text: 'Två' })]
  const by = await aWorker({ unit: matter.unit })
  await decided(matter, two.id, 'withheld', { by })
  await owner`update gate.rules set ended_at = now(), ended_by = '§ 9' where committee_id = ${matter.unit.committee.id}`
  const [waiting] = await owner<{ revision: number }[]>`select revision from gate.release_decisions where item_id = ${two.id}`
  await db.as(by, { purpose: 'test' }, (tx) => tx.run`select gate.undo(${matter.id}, ${two.id}, ${matter.person.id}, ${waiting!.revision})`)
  await owner`update gate.release_decisions set due_at = due_at - interval '9 days' where matter_id = ${matter.id}`
  await db.as({ kind: 'worker' }, { purpose: 'test' }, (tx) => tx.run`select gate.release_due(100)`)
  expect([await stateOf(one.id), await stateOf(two.id)]).toMatchObject([
    { state: 'assessed', due: false },
    { state: 'assessed', due: false },
  ])
  expect(await shelfOf(matter)).toEqual([])
})

test('a file that comes after its words were shown waits to be read, and the words stay', async () => {
  const matter = await aMatter()
  await opened(matter)
  const { id } = await anEvent(matter, 'document-added', { title: 'Intyg', text: 'Intyget', document: 'fil' })
  await decided(matter, id, 'released')
  expect(await aFile(matter, 'fil', 'Ingen har läst det här')).toBe('stored')
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget'])
  expect(await stateOf(id)).toMatchObject({ state: 'assessed' })
  expect(await countOf(matter)).toMatchObject({ shown: 1, waiting: 0 })
  await decided(matter, id, 'released')
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Ingen har läst det här'])
  await aFile(matter, 'fil', 'Rättat intyg', 1)
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Ingen har läst det här'])
  await decided(matter, id, 'released')
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Rättat intyg'])
})

test('what a rule shows at once it shows with its file, in the latest version, whatever order they come in', async () => {
  const matter = await aMatter()
  await aRule(matter, 'document-added', 'at-once')
  await opened(matter)
  await anEvent(matter, 'document-added', { title: 'Intyg', text: 'Intyget', document: 'fil' })
  await aFile(matter, 'fil', 'Andra', 1)
  await aFile(matter, 'fil', 'Första', 0)
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Andra'])
  await aFile(matter, 'fil', 'Tredje', 2)
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Tredje'])
  expect(
    await owner`select d.title from shelf.documents d join gate.openings o on o.shelf_id = d.matter_id where o.matter_id = ${matter.id}`,
  ).toHaveLength(1)
})

test('when a later wording comes, the question about the file goes along with it', async () => {
  const matter = await aMatter()
  await opened(matter)
  const first = await anEvent(matter, 'document-added', { title: 'Intyg', text: 'Intyget', document: 'fil' })
  await decided(matter, first.id, 'released')
  await aFile(matter, 'fil', 'Filen')
  const second = await anEvent(
    matter,
    'document-added',
    { title: 'Intyg', text: 'Läkarintyget', document: 'fil' },
    { ref: first.ref, version: 1 },
  )
  expect([await stateOf(first.id), await stateOf(second.id)]).toMatchObject([{ state: 'released' }, { state: 'imported' }])
  await decided(matter, second.id, 'released')
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget', 'document-added: Läkarintyget: Filen'])
})

test('a file registered by mistake leaves the shelf at once, does not come back, and a right one can take its place', async () => {
  const matter = await aMatter()
  await aRule(matter, 'document-added', 'at-once')
  await opened(matter)
  await anEvent(matter, 'document-added', { title: 'Intyg', text: 'Intyget', document: 'fil' })
  await aFile(matter, 'fil', 'Grannens intyg')
  await anEvent(matter, 'annulled', {}, { ref: 'fil', version: 1, annulled: true })
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget'])
  expect(await owner`select from shelf.document_parts where convert_from(bytes, 'UTF8') like 'Grannens%'`).toHaveLength(0)
  await aFile(matter, 'fil', 'Grannens intyg igen', 1)
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget'])
  await aFile(matter, 'fil', 'Rätt intyg', 2)
  expect(await shelfOf(matter)).toEqual(['document-added: Intyget: Rätt intyg'])
})

test('what the last comparison lacked is counted until it comes, whatever else does', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  await anEvent(matter, 'note', { text: 'Ett' }, { ref: `${matter.ref}-1` })
  await aFile(matter, `${matter.ref}-fil`, 'En fil är ingen egen uppgift')
  const items = ['1', '2', 'fil'].map((name) => ({ ref: `${matter.ref}-${name}` }))
  expect(await compared(matter, items)).toEqual({ missing: 1, changed: 0 })
  await anEvent(matter, 'note', { text: 'Tre' }, { ref: `${matter.ref}-3` })
  expect(await countOf(matter)).toMatchObject({ shown: 2, missing: 1 })
  await anEvent(matter, 'note', { text: 'Två' }, { ref: `${matter.ref}-2` })
  expect(await countOf(matter)).toMatchObject({ shown: 3, missing: 0 })
})

test('what was registered by mistake is lacking nowhere', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  await opened(matter)
  const refs = ['1', '2'].map((name) => `${matter.ref}-${name}`)
  for (const ref of refs) await anEvent(matter, 'note', { text: ref }, { ref })
  await anEvent(matter, 'annulled', {}, { ref: refs[1]!, version: 1, annulled: true })
  expect(await compared(matter, [{ ref: refs[0]! }, { ref: refs[1]!, version: 1 }])).toEqual({ missing: 0, changed: 0 })
  expect(await countOf(matter)).toMatchObject({ shown: 1, missing: 0 })
})

test('what is here and no longer at the source has changed, and a change to what is secret is not seen', async () => {
  const matter = await aMatter()
  await opened(matter)
  const [known, secret] = [await anEvent(matter, 'note', { text: 'Känd' }), await anEvent(matter, 'note', { text: 'Hemlig' })]
  await decided(matter, known.id, 'released')
  await decided(matter, secret.id, 'withheld', { secret: true })
  expect(await compared(matter, [{ ref: known.ref }, { ref: secret.ref, version: 5 }])).toEqual({ missing: 0, changed: 1 })
  expect(await countOf(matter)).toMatchObject({ shown: 1, changed: 0 })
  expect(await compared(matter, [{ ref: secret.ref }])).toEqual({ missing: 0, changed: 1 })
  expect(await countOf(matter)).toMatchObject({ shown: 1, changed: 1 })
})

test('a no to what must not be known to exist stands through every correction, and so does one in a matter that is not opened', async () => {
  const matter = await aMatter()
  await aRule(matter, 'note', 'at-once')
  const [secret, unopened] = [await anEvent(matter, 'note', { text: 'Hemlig' }), await anEvent(matter, 'note', { text: 'Visas inte' })]
  await decided(matter, unopened.id, 'withheld')
  await anEvent(matter, 'note', { text: 'Visas inte, rättad' }, { ref: unopened.ref, version: 1 })
  await anEvent(matter, 'note', { text: 'Visas inte, rättad igen' }, { ref: unopened.ref, version: 2 })
  await opened(matter)
  await decided(matter, secret.id, 'withheld', { secret: true })
  await anEvent(matter, 'note', { text: 'Hemlig, rättad' }, { ref: secret.ref, version: 1 })
  await anEvent(matter, 'note', { text: 'Hemlig, rättad igen' }, { ref: secret.ref, version: 2 })
  expect(await owner`select kind from shelf.copies where person_id = ${matter.person.id}`).toEqual([{ kind: 'withheld' }])
})
