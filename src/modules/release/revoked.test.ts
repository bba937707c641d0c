import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aMatter, aPerson, aRecipient, aUnit, aWorker, anEvent, db, decided, opened, owner, services } from '#testing'

const part = 256 * 1024
const parts = 5

/** A matter with a document of several parts, released to its person and to a guardian, at a unit with an officer. */
async function aLongDocument() {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const { id } = await anEvent(matter, 'document-added', { title: 'Utredning', document: 'lang' })
  await db.as(
    matter.source,
    { purpose: 'test' },
    (tx) =>
      tx.run`select record.receive_document(${matter.ref}, 'lang', 0, 'Utredning', 'application/pdf', ${randomBytes(32)}, array(select decode(p, 'base64') from unnest(${Array.from({ length: parts }, () => randomBytes(part).toString('base64'))}::text[]) p))`,
  )
  await opened(matter, officer)
  const anna = await aRecipient(matter, { by: officer })
  for (const to of [person.id, anna.id]) await decided(matter, id, 'released', { by: officer, to })
  const fileOf = async (who: { id: string }) => {
    const [row] = await owner`select matter_id, id from shelf.documents where person_id = ${who.id}`
    return `/mina-sidor/arenden/${row!['matter_id']}/handlingar/${row!['id']}/fil`
  }
  return { unit, officer, person, matter, item: id, anna, fileOf, atWork: `/personal/granska/${matter.id}/${id}/handling` }
}

/** Begins to download, takes the right away after the first part, and tells whether more came within a second. */
async function downloadWhile(cookie: string, path: string, taken: () => Promise<unknown>): Promise<'denied' | 'more came'> {
  const { application } = await import('../../app.ts')
  const answer = await application(services).request(path, { headers: { cookie } })
  expect(answer.status).toBe(200)
  const reader = answer.body!.getReader()
  expect((await reader.read()).value?.byteLength).toBe(part)
  await taken()
  const next = reader.read().then(
    ({ done }) => (done ? ('denied' as const) : ('more came' as const)),
    () => 'denied' as const,
  )
  return Promise.race([next, sleep(1000, 'more came' as const)])
}

test('what nobody takes away comes whole', async () => {
  const { person, fileOf } = await aLongDocument()
  expect(await downloadWhile(person.cookie, await fileOf(person), async () => undefined)).toBe('more came')
})

test.each<[string, (scene: Awaited<ReturnType<typeof aLongDocument>>) => Promise<unknown>]>([
  ['the release is taken back', ({ matter, item, officer }) => decided(matter, item, 'withdrawn', { by: officer })],
  ['it is withheld', ({ matter, item, officer }) => decided(matter, item, 'withheld', { by: officer })],
  [
    'the matter is closed for its person',
    ({ matter, officer }) => db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.close_matter(${matter.id}, 'asked')`),
  ],
  [
    'the identity becomes protected',
    ({ person }) => owner`update record.people set protected_identity = 'marking' where person_id = ${person.id}`,
  ],
  ['the session ends', ({ person }) => owner`update identity.sessions set ended_at = now() where id = ${person.sessionId}`],
])('the next byte of a download is denied when %s', async (_, takeAway) => {
  const scene = await aLongDocument()
  expect(await downloadWhile(scene.person.cookie, await scene.fileOf(scene.person), () => takeAway(scene))).toBe('denied')
})

test.each<[string, (scene: Awaited<ReturnType<typeof aLongDocument>>) => Promise<unknown>]>([
  [
    'their right is ended',
    ({ matter, anna, officer }) =>
      db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.end_recipient(${matter.id}, ${anna.recipientId}, 'withdrawn')`),
  ],
  [
    'custody changes',
    ({ matter, officer }) => db.as(officer, { purpose: 'test' }, (tx) => tx.run`select gate.custody_changed(${matter.id})`),
  ],
  [
    'the last day has passed',
    ({ anna }) =>
      owner`update gate.recipients set valid_to = current_date - 2 where id = ${anna.recipientId}`.then(() => owner`select gate.new_day()`),
  ],
])('a guardian’s download stops when %s', async (_, takeAway) => {
  const scene = await aLongDocument()
  expect(await downloadWhile(scene.anna.cookie, await scene.fileOf(scene.anna), () => takeAway(scene))).toBe('denied')
})

test.each<[string, (scene: Awaited<ReturnType<typeof aLongDocument>>) => Promise<unknown>]>([
  [
    'their assignment ends',
    ({ officer }) => owner`update directory.assignments set valid_to = current_date - 1 where id = ${officer.assignmentId}`,
  ],
  ['they leave', ({ officer }) => owner`update directory.staff set active = false where id = ${officer.id}`],
  [
    'the matter moves to another unit',
    async ({ matter, unit }) => {
      const other = await aUnit({ committee: unit.committee })
      await owner`update record.documents set unit_id = ${other.id} where matter_id = ${matter.id}`
      await owner`update record.document_parts set unit_id = ${other.id} where document_id in (select id from record.documents where matter_id = ${matter.id})`
    },
  ],
])('a download at work stops when %s', async (_, takeAway) => {
  const scene = await aLongDocument()
  expect(await downloadWhile(scene.officer.cookie, scene.atWork, () => takeAway(scene))).toBe('denied')
})
