import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { again, aMatter, aPerson, aSource, aUnit, aWorker, db, owner } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, closed, promise, revisionOf, versionOf } from '../../testing/contact.ts'

// Every role × every state of a thread × everything that can be done with it: exactly its person, the unit's dispatchers and its handler (MSG-07).

const unit = await aUnit()
const other = await aUnit({ committee: unit.committee })
const abroad = await aUnit()
const resident = await aPerson()
const handler = await aWorker({ unit, called: 'Amina Haddad' })
const dispatcher = await aDispatcher({ unit })
const ended = await aDispatcher({ unit })
const left = await aDispatcher({ unit })
const elsewhere = await aDispatcher({ unit: other })
const matter = await aMatter({ person: resident, unit })
await owner`update record.people set protected_identity = 'marking' where person_id = ${resident.id}`

/** The handler has a desk at another unit too, and sits there. */
async function atAnotherDesk() {
  const worker = await aWorker({ unit: other })
  const [desk] =
    await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${other.committee.id}, ${other.id}, ${handler.id}, 'caseOfficer') returning id`
  await owner`update identity.sessions set staff_id = ${handler.id}, assignment_id = ${desk!['id'] as string} where id = ${worker.sessionId}`
  return worker
}

const signedOut = await again(resident)
const roles: Record<string, Actor> = {
  resident,
  'the resident with a code card': await again(resident, 2),
  'the resident signed out': signedOut,
  'another person': await aPerson(),
  'somebody with a case there': (await aMatter({ unit })).person,
  handler,
  'the handler at another desk': await atAnotherDesk(),
  dispatcher,
  'a dispatcher at an officer’s desk': await aDispatcher({ unit, role: 'caseOfficer' }),
  'a manager who dispatches': await aDispatcher({ unit, role: 'unitManager' }),
  'a dispatcher whose assignment has ended': ended,
  'a dispatcher who has left': left,
  'another officer of the unit': await aWorker({ unit }),
  'the manager': await aWorker({ unit, role: 'unitManager' }),
  'the steward': await aWorker({ unit, role: 'systemSteward' }),
  'the log reviewer': await aWorker({ unit, role: 'logReviewer' }),
  'a dispatcher of another unit': elsewhere,
  'a dispatcher of another municipality': await aDispatcher({ unit: abroad }),
  'an officer of another unit': await aWorker({ unit: other }),
  'a source system': await aSource({ committee: unit.committee }),
  'nobody in particular': { kind: 'public' },
  'the worker': { kind: 'worker' },
}

beforeAll(async () => {
  await owner`update identity.sessions set ended_at = now() where id = ${signedOut.sessionId}`
  await owner`update directory.assignments set valid_to = current_date - 1 where id = ${ended.assignmentId}`
  await owner`update directory.staff set active = false where id = ${left.id}`
})

const states = ['received', 'assigned', 'answered', 'closed'] as const
type State = (typeof states)[number]

/** A thread in a state, with something in every table of it. */
async function aThreadThat(state: State): Promise<string> {
  const type = await aType({ unit, marks: true })
  const key = randomUUID()
  await db.as(resident, { purpose: 'scene' }, async (tx) => {
    await tx.run`select contact.save_draft(${key}, ${type}, null, '{}', false)`
    await tx.run`select contact.keep_file(${key}, '', 'a.pdf', 'application/pdf', ${Buffer.from('x')})`
  })
  const thread = await aRequest(resident, type, { key })
  await db.as(dispatcher, { purpose: 'scene', item: thread }, async (tx) => {
    await tx.run`select contact.open(${thread})`
    await tx.run`select contact.note(${thread}, ${randomUUID()}, 'Mellan oss')`
  })
  if (state !== 'received') expect(await assigned(thread, dispatcher, handler)).toBe('done')
  if (state === 'answered' || state === 'closed') expect(await answered(thread, handler)).toBe('done')
  if (state === 'closed') expect(await closed(thread, dispatcher)).toBe('done')
  if (state !== 'closed')
    await db.as(dispatcher, { purpose: 'scene', item: thread }, (tx) => tx.run`select contact.save_answer(${thread}, 0, 'Utkast')`)
  if (state !== 'closed')
    await db.as(
      dispatcher,
      { purpose: 'scene', item: thread },
      (tx) => tx.run`select contact.add_answer_file(${thread}, 'b.pdf', 'application/pdf', 'x'::bytea)`,
    )
  const [found] = await owner`select state from contact.threads where id = ${thread}`
  expect(found!['state']).toBe(state)
  return thread
}

const Said = z.object({ said: z.coerce.string().nullable() })
type Verb = (tx: Tx, thread: string, at: { seen: number; version: number }) => Promise<{ said: string | null } | undefined>
const says = (
  work: (tx: Tx, thread: string, at: { seen: number; version: number }) => Promise<{ said: string | null } | undefined>,
): Verb => work
const rowsOf =
  (table: string): Verb =>
  (tx, thread) => {
    const text = [`select nullif(count(*), 0) as said from contact.${table} where ${table === 'threads' ? 'id' : 'thread_id'} = `, '']
    return tx.maybe(Said)(Object.assign(text, { raw: text }), thread)
  }

const readings = [
  'threads',
  'messages',
  'files',
  'steps',
  'participants',
  'notes',
  'openings',
  'staff_drafts',
  'staff_draft_files',
] as const
const verbs: Record<string, Verb> = {
  ...Object.fromEntries(readings.map((table) => [`read ${table}`, rowsOf(table)])),
  write: says(
    (tx, t) => tx.maybe(Said)`select nullif(contact.write(${t}, ${randomUUID()}, 'Mer', ${promise(0)}, ${promise(5)}), 'none') as said`,
  ),
  'keep a draft of it': says(
    (tx, t) => tx.maybe(Said)`select nullif(contact.save_draft(${randomUUID()}, null, ${t}, '{}', false), 'none') as said`,
  ),
  open: says((tx, t) => tx.maybe(Said)`select nullif(contact.open(${t}), false)::text as said`),
  assign: says((tx, t, { seen }) => tx.maybe(Said)`select nullif(contact.assign(${t}, ${seen}, ${dispatcher.id}), 'none') as said`),
  'put back': says((tx, t, { seen }) => tx.maybe(Said)`select nullif(contact.put_back(${t}, ${seen}), 'none') as said`),
  hand: says((tx, t, { seen }) => tx.maybe(Said)`select nullif(contact.hand(${t}, ${seen}, ${other.id}), 'none') as said`),
  draft: says(
    (tx, t, { version }) =>
      tx.maybe(Said)`select nullif(outcome, 'none') as said from contact.save_answer(${t}, ${version}, 'Nytt utkast')`,
  ),
  'drop draft': says((tx, t, { version }) => tx.maybe(Said)`select nullif(contact.drop_answer(${t}, ${version}), 'none') as said`),
  'add file': says(
    (tx, t) => tx.maybe(Said)`select nullif(contact.add_answer_file(${t}, 'c.pdf', 'application/pdf', 'x'::bytea), 'none') as said`,
  ),
  'drop file': says((tx, t) => tx.maybe(Said)`select nullif(contact.drop_answer_file(${t}, ${randomUUID()}), 'none') as said`),
  answer: says(
    (tx, t, { seen, version }) =>
      tx.maybe(Said)`select nullif(contact.answer(${t}, ${seen}, ${version}, ${randomUUID()}, 'Svar', 'self'), 'none') as said`,
  ),
  approve: says(
    (tx, t, { seen, version }) =>
      tx.maybe(Said)`select nullif(contact.approve(${t}, ${seen}, ${version}, ${randomUUID()}), 'none') as said`,
  ),
  'give back': says((tx, t, { version }) => tx.maybe(Said)`select nullif(contact.give_back(${t}, ${version}, ''), 'none') as said`),
  'say that a call was not answered': says((tx, t, { seen }) => tx.maybe(Said)`select nullif(contact.rang(${t}, ${seen}), 'none') as said`),
  note: says((tx, t) => tx.maybe(Said)`select nullif(contact.note(${t}, ${randomUUID()}, 'Ord'), 'none') as said`),
  close: says((tx, t, { seen }) => tx.maybe(Said)`select nullif(contact.close(${t}, ${seen}), 'none') as said`),
  'see who wrote': says((tx, t) => tx.maybe(Said)`select person_id::text as said from contact.who_wrote(${t})`),
  'see that they are protected': says((tx, t) => tx.maybe(Said)`select nullif(contact.protects(${t}), false)::text as said`),
  'see their cases': says((tx, t) => tx.maybe(Said)`select id::text as said from contact.cases_of(${t}) where id = ${matter.id}`),
  'decide that it belongs to the record': says(
    (tx, t) => tx.maybe(Said)`select nullif(contact.decide_belongs(${t}, 1, 'no', null), 'none') as said`,
  ),
}

const undone = new Error('undone')
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Whether somebody may do it: it is tried, and taken back. A door that is not there at all is no. */
async function may(who: Actor, verb: Verb, thread: string): Promise<boolean> {
  const at = { seen: await revisionOf(thread), version: await versionOf(thread) }
  let answer: { said: string | null } | undefined
  try {
    await db.as(who, { purpose: 'read thread', item: thread }, async (tx) => {
      answer = await verb(tx, thread, at)
      throw undone
    })
  } catch (error) {
    if (codeOf(error) === '42501') return false
    if (error !== undone) throw error
  }
  return answer !== undefined && answer.said !== null
}

const persons = ['resident', 'the resident with a code card']
const dispatchers = ['dispatcher', 'a dispatcher at an officer’s desk', 'a manager who dispatches']
const personVerbs = ['read threads', 'read messages', 'read files', 'read steps', 'read participants', 'write', 'keep a draft of it']
const internal = ['read staff_drafts', 'read staff_draft_files']

/** What somebody may do, by the rule. */
function allowed(role: string, state: State): string[] {
  if (persons.includes(role)) return personVerbs
  const dispatches = dispatchers.includes(role)
  if (!dispatches && !(role === 'handler' && state !== 'received')) return []
  return Object.keys(verbs).filter(
    (verb) =>
      !['write', 'keep a draft of it'].includes(verb) &&
      (verb !== 'assign' || dispatches) &&
      (!['answer', 'say that a call was not answered'].includes(verb) || role === 'handler') &&
      // Cases are for those whose desk may see cases.
      (verb !== 'see their cases' || role !== 'dispatcher') &&
      !(state === 'closed' && internal.includes(verb)),
  )
}

test.each(states)('a thread that is %s is its person’s, the dispatchers’ and its handler’s, and nobody else’s', async (state) => {
  const thread = await aThreadThat(state)
  for (const [role, who] of Object.entries(roles)) {
    const found: string[] = []
    for (const [name, verb] of Object.entries(verbs)) if (await may(who, verb, thread)) found.push(name)
    expect([role, found]).toEqual([role, allowed(role, state)])
  }
})

test('every attempt stands in the log: whose data it was and that it was refused; one from another committee, as nobody’s', async () => {
  const thread = await aThreadThat('received')
  const tried = [dispatcher, roles['another officer of the unit']!, elsewhere, roles['a dispatcher of another municipality']!]
  for (const who of tried) await db.as(who, { purpose: 'read thread', item: thread }, async () => undefined)
  const logged =
    await owner`select person_id, purpose from audit.access_log where item_id = ${thread} and purpose in ('read thread', 'thread refused') order by id`
  expect(logged.map((row) => [row['purpose'], row['person_id']])).toEqual([
    ['read thread', resident.id],
    ['thread refused', resident.id],
    ['thread refused', resident.id],
    ['read thread', null],
  ])
})

test('a thread that needs a strong e-ID is not there for a weaker sign-in', async () => {
  const thread = await aRequest(resident, await aType({ unit, zone: 'A' }))
  const weak = roles['the resident with a code card']!
  for (const verb of personVerbs.filter((name) => name !== 'read files')) {
    expect([verb, await may(resident, verbs[verb]!, thread)]).toEqual([verb, true])
    expect([verb, await may(weak, verbs[verb]!, thread)]).toEqual([verb, false])
  }
})

test('who has handed it on, to a colleague or another unit, reads it no more; the text and the day go along', async () => {
  const thread = await aThreadThat('assigned')
  const [before] = await owner`select promised_on from contact.threads where id = ${thread}`
  expect(await assigned(thread, dispatcher, dispatcher)).toBe('done')
  expect(await may(handler, verbs['read messages']!, thread)).toBe(false)
  const seen = await revisionOf(thread)
  await db.as(dispatcher, { purpose: 'scene', item: thread }, (tx) => tx.run`select contact.hand(${thread}, ${seen}, ${other.id})`)
  for (const name of readings) expect([name, await may(dispatcher, verbs[`read ${name}`]!, thread)]).toEqual([name, false])
  expect(await may(elsewhere, verbs['read messages']!, thread)).toBe(true)
  const [now] = await owner`select promised_on, state, handler_id, unit_id from contact.threads where id = ${thread}`
  expect(now).toEqual({ promised_on: before!['promised_on'], state: 'received', handler_id: null, unit_id: other.id })
  // What was begun as an answer stayed behind; what colleagues wrote of it within the committee came along.
  expect(await may(elsewhere, verbs['read staff_drafts']!, thread)).toBe(false)
  expect(await may(elsewhere, verbs['read notes']!, thread)).toBe(true)
  expect(await may(resident, verbs['read messages']!, thread)).toBe(true)
})
