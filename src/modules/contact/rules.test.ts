import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import { dayOf } from '#kernel/values/day'
import { aCommittee, aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, db, opened, owner, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, closed, promise, revisionOf, versionOf } from '../../testing/contact.ts'

const Said = z.object({ said: z.coerce.string().nullable() })
type Answer = { said: string | null } | undefined

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

const state = async (thread: string) =>
  (await owner`select state, handler_id, unit_id, promised_on, revision, last_n from contact.threads where id = ${thread}`)[0]!
const at = (who: StaffActor, thread: string) => ({
  say: async (work: (tx: Parameters<Parameters<typeof db.as>[2]>[0]) => Promise<Answer>) =>
    (await db.as(who, { purpose: 'test', item: thread }, work))?.said ?? null,
})
const approve = async (who: StaffActor, thread: string, key: string = uuid()) => {
  const [seen, version] = [await revisionOf(thread), await versionOf(thread)]
  return at(who, thread).say((tx) => tx.maybe(Said)`select contact.approve(${thread}, ${seen}, ${version}, ${key}) as said`)
}
const write = (thread: string, body = 'Mer', key: string = uuid()) =>
  db.as(
    person,
    { purpose: 'test' },
    (tx) => tx.maybe(Said)`select contact.write(${thread}, ${key}, ${body}, ${promise(0)}, ${promise(5)}) as said`,
  )

// --- Sending is not lost, and not doubled ---

test('the same key sent many times at once is one thread with one message', async () => {
  const type = await aType({ unit })
  const key = uuid()
  const ids = await Promise.all(Array.from({ length: 12 }, () => aRequest(person, type, { key })))
  expect(new Set(ids).size).toBe(1)
  const [count] = await owner`select count(*)::int as n from contact.messages where thread_id = ${ids[0]!}`
  expect(count!['n']).toBe(1)
  const more = uuid()
  const said = await Promise.all(Array.from({ length: 6 }, () => write(ids[0]!, 'En gång', more)))
  expect(said.map((one) => one?.said ?? '').toSorted()).toEqual(['done', ...Array.from({ length: 5 }, () => 'same')])
})

test('a key of one’s own opens nothing of anybody else’s', async () => {
  const type = await aType({ unit })
  const key = uuid()
  const mine = await aRequest(person, type, { key })
  const theirs = await aRequest(await aPerson(), type, { key })
  expect(theirs).not.toBe(mine)
})

test('the day that is promised is the one that the form said, and no other', async () => {
  const type = await aType({ unit, days: 5 })
  await expect(aRequest(person, type, { days: 4 })).rejects.toThrow('promised')
  await expect(aRequest(person, type, { days: 18 })).rejects.toThrow('promised')
  const thread = await aRequest(person, type, { days: 6 })
  expect((await state(thread))['promised_on']).toBe(promise(6))
})

test('a form that has changed, or is offered no more, is said so, and the draft stays', async () => {
  const type = await aType({ unit })
  const manager = await aWorker({ unit, role: 'unitManager' })
  const key = uuid()
  const send = async () =>
    (
      await db.as(
        person,
        { purpose: 'test' },
        (tx) => tx.maybe(z.object({ outcome: z.string() }))`
      select outcome from contact.send(${key}, 'request', ${type}, 1, null, null, null, null, '', 'x', '{}', ${promise(0)}, ${promise(5)})`,
      )
    )?.outcome
  await db.as(
    person,
    { purpose: 'test' },
    (tx) => tx.run`select contact.save_draft(${key}, ${type}, null, '{"kind":"reply","text":""}', false)`,
  )
  await db.as(manager, { purpose: 'test' }, async (tx) => {
    await tx.run`select contact.save_type(${type}, null, '{}', 5, 'B', false, false, 0, '{"sv":"Ny"}', '{}', '{}', '{"fields":[]}')`
    await tx.run`select contact.publish_type(${type})`
  })
  expect(await send()).toBe('changed')
  await db.as(manager, { purpose: 'test' }, (tx) => tx.run`select contact.close_type(${type})`)
  expect(await send()).toBe('gone')
  expect(await owner`select from contact.person_drafts where id = ${key}`).toHaveLength(1)
})

test('a sent request keeps the form it was sent with, and a published form cannot be changed', async () => {
  const type = await aType({ unit, name: 'Första' })
  const thread = await aRequest(person, type)
  const manager = await aWorker({ unit, role: 'unitManager' })
  await db.as(manager, { purpose: 'test' }, async (tx) => {
    await tx.run`select contact.save_type(${type}, null, '{}', 5, 'B', false, false, 0, '{"sv":"Andra"}', '{}', '{}', '{"fields":[]}')`
    await tx.run`select contact.publish_type(${type})`
  })
  const [form] =
    await owner`select f.name ->> 'sv' as name from contact.threads t join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version where t.id = ${thread}`
  expect(form!['name']).toBe('Första')
  await expect(owner`update contact.request_forms set name = '{}' where type_id = ${type} and version = 1`).rejects.toThrow(
    'published form',
  )
})

// --- Types need somebody who receives ---

test('a unit where nobody receives publishes nothing; with one it may, and is told that there is one', async () => {
  const lonely = await aUnit()
  const manager = await aWorker({ unit: lonely, role: 'unitManager' })
  const type = await aType({ unit: lonely, publish: false })
  const publish = () =>
    db.as(
      manager,
      { purpose: 'test' },
      (tx) => tx.maybe(z.object({ outcome: z.string(), receivers: z.int() }))`select outcome, receivers from contact.publish_type(${type})`,
    )
  expect(await publish()).toEqual({ outcome: 'nobody', receivers: 0 })
  const left = await aDispatcher({ unit: lonely })
  await owner`update directory.staff set active = false where id = ${left.id}`
  expect((await publish())?.outcome).toBe('nobody')
  await aDispatcher({ unit: lonely })
  expect(await publish()).toEqual({ outcome: 'done', receivers: 1 })
})

test('only who looks after the unit keeps its types: its manager, and its administrator and deputy', async () => {
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const save = async (who: StaffActor, type: string | null = null) =>
    (await db.as(
      who,
      { purpose: 'test' },
      (tx) => tx.maybe(Said)`
      select contact.save_type(${type}, ${uuid()}, '{}', 5, 'B', false, false, 0, '{"sv":"x"}', '{}', '{}', '{"fields":[]}') as said`,
    ))!.said
  const type = await aType({ unit })
  for (const who of [siv, amina, steward, await aWorker({ role: 'unitManager' })]) {
    const made = await save(who)
    const [where] = await owner`select unit_id from contact.request_types where id = ${made}`
    expect(where?.['unit_id']).not.toBe(unit.id)
    expect(await save(who, type)).toBe(null)
  }
  await owner`update directory.keepers set staff_id = ${steward.id} where unit_id = ${unit.id} and place = 'administrator'`
  expect(await save(steward, type)).toBe(type)
})

// --- Two answers never cross ---

test('two who answer at once: one answer goes, the other is told', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  const seen = await revisionOf(thread)
  const said = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      at(amina, thread).say(
        (tx) => tx.maybe(Said)`select contact.answer(${thread}, ${seen}, 0, ${uuid()}, ${`Svar ${n}`}, 'self') as said`,
      ),
    ),
  )
  expect(said.map(String).toSorted()).toEqual(['done', ...Array.from({ length: 7 }, () => 'stale')])
  expect((await state(thread))['last_n']).toBe(2)
})

test('an answer written before its person wrote more is stopped, and so is one by a handler it was taken from', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  const seen = await revisionOf(thread)
  expect((await write(thread, 'Vänta, det var fel'))?.said).toBe('done')
  const say = (who: StaffActor, key: string = uuid()) =>
    at(who, thread).say((tx) => tx.maybe(Said)`select contact.answer(${thread}, ${seen}, 0, ${key}, 'Svar', 'self') as said`)
  expect(await say(amina)).toBe('stale')
  expect(await assigned(thread, siv, siv)).toBe('done')
  expect(await say(amina)).toBe('none')
})

test('the same answer sent twice is one', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  const key = uuid()
  expect(await answered(thread, amina, 'Svar', key)).toBe('done')
  expect(await answered(thread, amina, 'Svar', key)).toBe('same')
})

test('a shared draft is never written over: whoever saves second is given the other’s', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  const save = (who: StaffActor, version: number, body: string) =>
    db.as(
      who,
      { purpose: 'test', item: thread },
      (tx) => tx.maybe(z.object({ outcome: z.string(), version: z.int(), body: z.string(), name: z.string() }))`
      select outcome, version, body, name from contact.save_answer(${thread}, ${version}, ${body})`,
    )
  expect(await save(amina, 0, 'Aminas')).toMatchObject({ outcome: 'done', version: 1 })
  expect(await save(siv, 0, 'Sivs')).toMatchObject({ outcome: 'changed', version: 1, body: 'Aminas', name: amina.name })
  expect(await save(siv, 1, 'Bådas')).toMatchObject({ outcome: 'done', version: 2 })
  // An answer made from the draft as it was is another answer.
  const seen = await revisionOf(thread)
  expect(
    await at(amina, thread).say((tx) => tx.maybe(Said)`select contact.answer(${thread}, ${seen}, 1, ${uuid()}, 'Aminas', 'self') as said`),
  ).toBe('changed')
})

test('an answer with a gap left in it does not go, and the database holds none', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  expect(await answered(thread, amina, 'Hej {{namn}}')).toBe('blank')
  expect(await answered(thread, amina, '  ')).toBe('empty')
  await expect(owner`
    insert into contact.messages (committee_id, thread_id, n, unit_id, whose, staff_id, signed, body, key)
    values (${unit.committee.id}, ${thread}, 9, ${unit.id}, 'staff', ${amina.id}, 'x', 'Hej {{namn}}', ${uuid()})`).rejects.toThrow('check')
})

// --- Second reading ---

test('where an answer is read twice, it goes only when another than its writer has read it', async () => {
  const thread = await aRequest(person, await aType({ unit, second: true }))
  await assigned(thread, siv, amina)
  expect(await answered(thread, amina, 'Svaret')).toBe('ready')
  expect((await state(thread))['last_n']).toBe(1)
  expect(await approve(amina, thread)).toBe('own')
  // Another’s change makes it another’s words, to be read by the first.
  await db.as(
    siv,
    { purpose: 'test', item: thread },
    async (tx) => tx.run`select contact.save_answer(${thread}, ${await versionOf(thread)}, 'Svaret, rättat')`,
  )
  expect(await approve(amina, thread)).toBe('changed')
  expect(await answered(thread, amina, 'Svaret, rättat')).toBe('ready')
  expect(await approve(siv, thread)).toBe('own')
  expect(await approve(amina, thread)).toBe('done')
  const [sent] = await owner`select staff_id, second_id, body from contact.messages where thread_id = ${thread} and n = 2`
  expect(sent).toEqual({ staff_id: siv.id, second_id: amina.id, body: 'Svaret, rättat' })
})

test('what is to be read is read as it was when its person had not written more', async () => {
  const thread = await aRequest(person, await aType({ unit, second: true }))
  await assigned(thread, siv, amina)
  await answered(thread, amina, 'Svaret')
  const [seen, version] = [await revisionOf(thread), await versionOf(thread)]
  await write(thread, 'Nu är det annorlunda')
  expect(await at(siv, thread).say((tx) => tx.maybe(Said)`select contact.approve(${thread}, ${seen}, ${version}, ${uuid()}) as said`)).toBe(
    'stale',
  )
})

// --- Nobody is turned away ---

test('nobody is left without an answer: only what has been answered can be closed, and then it takes no more words', async () => {
  const thread = await aRequest(person, await aType({ unit }))
  expect(await closed(thread, siv)).toBe('unanswered')
  await assigned(thread, siv, amina)
  expect(await closed(thread, amina)).toBe('unanswered')
  await answered(thread, amina)
  // A thank-you is answered by nobody: it is closed all the same, by those who have it.
  expect((await write(thread))?.said).toBe('done')
  expect(await closed(thread, amina)).toBe('done')
  expect((await write(thread))?.said).toBe('closed')
  expect(await answered(thread, amina)).toBe('over')
})

test('written more, an answered thread waits again with a day of its own; one that waits keeps the day it was promised', async () => {
  const thread = await aRequest(person, await aType({ unit }), { days: 6 })
  await write(thread)
  expect(await state(thread)).toMatchObject({ state: 'received', promised_on: promise(6) })
  await assigned(thread, siv, amina)
  await answered(thread, amina)
  await owner`update contact.threads set promised_on = promised_on - 30 where id = ${thread}`
  await write(thread)
  expect(await state(thread)).toMatchObject({ state: 'assigned', promised_on: promise(5), handler_id: amina.id })
})

test('over the border of a committee goes only what nobody has answered and no case is tied to; notes stay behind', async () => {
  const other = await aCommittee()
  await owner`update directory.committees set municipality_id = ${unit.committee.municipalityId} where id = ${other.id}`
  const far = await aUnit({ committee: { id: other.id, municipalityId: unit.committee.municipalityId } })
  const there = await aDispatcher({ unit: far })
  const hand = async (thread: string) => {
    const seen = await revisionOf(thread)
    return at(siv, thread).say((tx) => tx.maybe(Said)`select contact.hand(${thread}, ${seen}, ${far.id}) as said`)
  }
  const type = await aType({ unit })
  const fresh = await aRequest(person, type)
  await db.as(siv, { purpose: 'test', item: fresh }, (tx) => tx.run`select contact.note(${fresh}, ${uuid()}, 'Vår egen')`)
  expect(await hand(fresh)).toBe('done')
  const count = (table: string, who: StaffActor) =>
    db.as(who, { purpose: 'test' }, (tx) =>
      tx.maybe(z.object({ n: z.int() }))(
        Object.assign([`select count(*)::int as n from contact.${table} where thread_id = `, ''], {
          raw: [`select count(*)::int as n from contact.${table} where thread_id = `, ''],
        }),
        fresh,
      ),
    )
  expect([await count('messages', there), await count('messages', siv)]).toEqual([{ n: 1 }, { n: 0 }])
  expect([await count('notes', there), await count('notes', siv)]).toEqual([{ n: 0 }, { n: 0 }])
  expect(await owner`select from contact.notes where thread_id = ${fresh}`).toHaveLength(1)

  const told = await aRequest(person, type)
  await assigned(told, siv, amina)
  await answered(told, amina)
  expect(await hand(told)).toBe('border')
  const bound = await aRequest(person, type)
  const matter = await aMatter({ person, unit })
  await db.as(siv, { purpose: 'test' }, () => Promise.resolve())
  await owner`update contact.threads set matter_id = ${matter.id} where id = ${bound}`
  expect(await hand(bound)).toBe('border')
  // To a municipality of its own, or where nobody receives, nothing goes.
  const abroad = await aUnit()
  await aDispatcher({ unit: abroad })
  const seen = await revisionOf(bound)
  expect(await at(siv, bound).say((tx) => tx.maybe(Said)`select contact.hand(${bound}, ${seen}, ${abroad.id}) as said`)).toBe('unfit')
})

// --- Cases ---

test('words about a case come to the one who has it, when their name is told and only one has it', async () => {
  const source = await aSource({ committee: unit.committee })
  const matter = await aMatter({ person, unit, source })
  await aRule(matter, 'assigned', 'at-once')
  await anEvent(matter, 'assigned', { officer: { name: amina.name, role: 'socialsekreterare' } })
  const shelf = await opened(matter, amina)
  const send = (who: typeof person, over: { shelf?: string; copy?: string } = {}) =>
    db.as(
      who,
      { purpose: 'test' },
      (tx) => tx.maybe(z.object({ id: z.uuid().nullable(), outcome: z.string() }))`
      select id, outcome from contact.send(${uuid()}, 'message', null, null, null, ${over.shelf ?? shelf}, ${over.copy ?? null}, null, 'Hej', 'Hej', null, ${promise(0)}, ${promise(3)})`,
    )
  const sent = await send(person)
  expect(await state(sent!.id!)).toMatchObject({ state: 'assigned', handler_id: amina.id, unit_id: unit.id })
  const [tied] = await owner`select matter_id, zone from contact.threads where id = ${sent!.id}`
  expect(tied).toEqual({ matter_id: matter.id, zone: 'B' })
  // Nobody else's case, and nothing that does not lie in it.
  expect(await send(await aPerson())).toBeUndefined()
  expect(await send(person, { copy: uuid() })).toBeUndefined()
  const [copy] = await owner`select id from shelf.copies where person_id = ${person.id} limit 1`
  const about = await send(person, { copy: copy!['id'] as string })
  expect((await owner`select zone from contact.threads where id = ${about!.id}`)[0]!['zone']).toBe('A')
  const namesake = await aWorker({ unit, called: amina.name })
  expect(namesake.id).not.toBe(amina.id)
  expect(await state((await send(person))!.id!)).toMatchObject({ state: 'received', handler_id: null })
})

test('what belongs to the record goes back to its source once, under the same id until it is received', async () => {
  const source = await aSource({ committee: unit.committee })
  const matter = await aMatter({ person, unit, source })
  const thread = await aRequest(person, await aType({ unit }), { body: 'Jag har flyttat' })
  await assigned(thread, siv, amina)
  const decide = (belongs: string, of: string | null) =>
    at(amina, thread).say((tx) => tx.maybe(Said)`select contact.decide_belongs(${thread}, 1, ${belongs}, ${of}) as said`)
  expect(await decide('yes', (await aMatter({ unit })).id)).toBe('unfit')
  expect(await decide('yes', matter.id)).toBe('done')
  const Back = z.object({ id: z.uuid(), matter: z.string(), body: z.string() })
  const fetch = () => db.as(source, { purpose: 'feed: read' }, (tx) => tx.many(Back)`select id, matter, body from contact.to_return(10)`)
  const [first] = await fetch()
  expect(first).toMatchObject({ matter: matter.ref, body: 'Jag har flyttat' })
  expect(await fetch()).toEqual([])
  await owner`update contact.returns set next_at = now()`
  expect((await fetch())[0]?.id).toBe(first!.id)
  expect(await decide('no', null)).toBe('returned')
  const receipt = () =>
    db.as(source, { purpose: 'feed: read' }, (tx) => tx.maybe(Said)`select contact.receipt(${first!.id}, 'K-1')::text as said`)
  expect([(await receipt())?.said, (await receipt())?.said]).toEqual(['true', 'true'])
  const stranger = await aSource({ committee: unit.committee })
  expect(
    (await db.as(stranger, { purpose: 'feed: read' }, (tx) => tx.maybe(Said)`select contact.receipt(${first!.id}, 'K-2')::text as said`))
      ?.said,
  ).toBe('false')
  await owner`update contact.returns set next_at = now()`
  expect(await fetch()).toEqual([])
})

// --- Numbers and templates ---

test('a manager who is neither dispatcher nor handler has numbers, and nothing else', async () => {
  const manager = await aWorker({ unit, role: 'unitManager' })
  const thread = await aRequest(person, await aType({ unit }))
  await aRequest(person, await aType({ unit }))
  await assigned(thread, siv, amina)
  const counts = (who: StaffActor) =>
    db.as(
      who,
      { purpose: 'test' },
      (tx) =>
        tx.maybe(z.object({ received: z.int(), assigned: z.int() }))`select received, assigned from contact.counts(${dayOf(new Date())})`,
    )
  expect(await counts(manager)).toEqual({ received: 1, assigned: 1 })
  expect(await counts(amina)).toBeUndefined()
  const seen = await db.as(
    manager,
    { purpose: 'test' },
    (tx) => tx.maybe(z.object({ n: z.int() }))`select count(*)::int as n from contact.threads`,
  )
  expect(seen).toEqual({ n: 0 })
})

test('templates are one’s own, the unit’s or the municipality’s, and set by those', async () => {
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const save = async (who: StaffActor, owned: string, id: string = randomUUID()) =>
    (await db.as(
      who,
      { purpose: 'test' },
      (tx) => tx.maybe(Said)`select contact.save_template(${id}, ${owned}, 'Rubrik', 'Text')::text as said`,
    ))!.said
  const mine = randomUUID()
  expect(await save(amina, 'staff', mine)).toBe('true')
  expect(await save(amina, 'unit')).toBe('false')
  expect(await save(siv, 'unit')).toBe('true')
  expect(await save(siv, 'municipality')).toBe('false')
  expect(await save(steward, 'municipality')).toBe('true')
  expect(await save(siv, 'staff', mine)).toBe('false')
  const read = (who: StaffActor) =>
    db.as(who, { purpose: 'test' }, (tx) => tx.many(z.object({ owner: z.string() }))`select owner from contact.templates order by owner`)
  expect((await read(amina)).map(({ owner: of }) => of)).toEqual(['municipality', 'staff', 'unit'])
  expect((await read(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))).map(({ owner: of }) => of)).toEqual([
    'municipality',
  ])
  expect(await read(await aWorker())).toEqual([])
})
