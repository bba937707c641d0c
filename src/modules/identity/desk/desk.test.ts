import { expect, test } from 'vitest'
import { aUnit, aWorker, config, db, owner, services } from '#testing'
import { aBrowser, doors } from '../../../testing/doors.ts'
import { whoIs } from '../who.ts'

const app = doors(services)
const as = ({ secret }: { secret: string }) => aBrowser(app, config.origin, new Map([['__Host-delakt', secret]]))
const page = '/personal/uppdrag'

async function another(worker: { id: string }, more: { until?: string } = {}) {
  const unit = await aUnit({ called: 'Ekonomienheten' })
  const [row] = await owner`
    insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from, valid_to)
    values (${unit.committee.id}, ${unit.id}, ${worker.id}, 'caseOfficer', '2020-01-01', ${more.until ?? null}) returning id`
  return { id: row!['id'] as string, unit }
}

test('somebody with two assignments chooses one, and it stands on every row of the log after that', async () => {
  const worker = await aWorker()
  const other = await another(worker)
  await owner`update identity.sessions set assignment_id = null where id = ${worker.sessionId}`
  expect((await as(worker).get('/personal')).to).toBe(page)
  const list = await as(worker).get(page)
  expect(list.text).toContain('Ekonomienheten')
  expect(list.text).toContain('Vuxenenheten')
  expect((await as(worker).post(page, { uppdrag: other.id, till: '/personal/granska' })).to).toBe('/personal/granska')
  expect((await as(worker).get('/personal')).text).toBe('Ekonomienheten: Amina Haddad')
  await db.as(worker, { purpose: 'a look' }, (tx) => tx.run`select 1`)
  expect(
    (await owner`select assignment_id, committee_id from audit.access_log where actor_id = ${worker.id} and purpose = 'a look'`)[0],
  ).toEqual({
    assignment_id: other.id,
    committee_id: other.unit.committee.id,
  })
})

test('staff change desk without signing in again', async () => {
  const worker = await aWorker()
  const other = await another(worker)
  expect((await as(worker).get(page)).text).toContain('Här sitter du nu')
  expect((await as(worker).post(page, { uppdrag: other.id })).to).toBe('/personal')
  expect((await as(worker).post(page, { uppdrag: worker.assignmentId, till: '//evil.example' })).to).toBe('/personal')
  expect((await whoIs(services, worker.secret)).actor).toMatchObject({ desk: { unitId: worker.unit.id } })
})

test('nobody sits down at another’s desk, or at one that is no longer theirs', async () => {
  const [worker, colleague] = [await aWorker(), await aWorker()]
  const ended = await another(worker, { until: '2021-12-31' })
  for (const uppdrag of [colleague.assignmentId, ended.id, '00000000-0000-4000-8000-000000000000', 'x', ''])
    expect((await as(worker).post(page, { uppdrag })).status).toBe(404)
  expect((await as(worker).get(page)).text).not.toContain(ended.id)
  expect((await whoIs(services, worker.secret)).actor).toMatchObject({ desk: { unitId: worker.unit.id } })
})

test('an assignment that is taken away is gone at once', async () => {
  const worker = await aWorker()
  expect((await as(worker).get('/personal')).status).toBe(200)
  await owner`update directory.assignments set valid_to = current_date - 1 where id = ${worker.assignmentId}`
  expect((await as(worker).get('/personal')).to).toBe(page)
  expect((await as(worker).get(page)).text).toContain('Du har inget uppdrag som gäller i dag')
})

test('somebody who has left is signed out at once', async () => {
  const worker = await aWorker()
  await owner`update directory.staff set active = false where id = ${worker.id}`
  expect((await as(worker).get(page)).to).toContain('/personal/logga-in')
})

test('a desk with another role is another set of rooms', async () => {
  const steward = await aWorker({ role: 'systemSteward' })
  expect((await as(steward).get('/personal')).status).toBe(404)
})

test('whoever receives requests beside other work at a unit has one desk there, and chooses nothing', async () => {
  const worker = await aWorker()
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${worker.unit.committee.id}, ${worker.unit.id}, ${worker.id}, 'requestDispatcher')`
  const { text } = await as(worker).get(page)
  expect([text.includes('Handläggare'), text.includes('Mottagare av förfrågningar')]).toEqual([true, false])
  // At another unit, where there is nothing else to do, it is a desk of its own.
  const unit = await aUnit({ called: 'Familjeenheten' })
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${unit.id}, ${worker.id}, 'requestDispatcher')`
  expect((await as(worker).get(page)).text).toContain('Mottagare av förfrågningar, Familjeenheten')
})
