import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aPerson, auditOf, aWorker, config, owner } from '#testing'
import { connect, type Tx } from './db.ts'

const db = connect(config.loginUrl, 2)
afterAll(() => db.close())

const me = async (tx: Tx) => (await tx.maybe(z.object({ id: z.uuid().nullable() }))`select identity.me() as id`)?.id
const role = async (tx: Tx) => (await tx.maybe(z.object({ role: z.string() }))`select current_user as role`)?.role

test('many at once on two connections are each themselves and nobody else', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => aPerson()))
  await Promise.all(
    Array.from({ length: 10 }, () =>
      people.flatMap((person) => [
        db.as(person, { purpose: 'a reading', reading: true }, async (tx) => expect(await me(tx)).toBe(person.id)),
        db.as(person, { purpose: 'steps' }, async (tx) => {
          expect(await me(tx)).toBe(person.id)
          await sleep(1)
          expect([await role(tx), await me(tx)]).toEqual(['delakt_person', person.id])
        }),
        db.as({ kind: 'public' }, { purpose: 'public' }, async (tx) => expect(await role(tx)).toBe('delakt_public')),
        db.asLogin.maybe(z.object({ role: z.string() }))`select current_user as role`.then((row) => expect(row?.role).toBe('delakt_login')),
      ]),
    ).flat(),
  )
})

test('a reading that asks once more when it has heard the first answer is refused', async () => {
  const person = await aPerson()
  const twice = db.as(person, { purpose: 'twice', reading: true }, async (tx) => [await me(tx), await me(tx)])
  await expect(twice).rejects.toThrow('asks all its questions at once')
  expect(await db.as(person, { purpose: 'once', reading: true }, me)).toBe(person.id)
})

test('when one statement fails nothing of the transaction stands, whoever caught the failure', async () => {
  const person = await aPerson()
  const caught = db.as(person, { purpose: 'caught' }, async (tx) => {
    await tx.run`select 1 / 0`.catch(() => 0)
  })
  await expect(caught).rejects.toThrow('rolled back')
  const thrown = db.as(person, { purpose: 'thrown' }, () => {
    throw new Error('before anything was asked')
  })
  await expect(thrown).rejects.toThrow('before anything was asked')
  await expect(db.as(person, { purpose: 'denied', reading: true }, (tx) => tx.run`select * from record.matters`)).rejects.toThrow(
    /permission denied/,
  )
  expect(await auditOf(person.id)).toEqual([])
})

test('when the connection is lost on the way nothing stands, what comes after meets a closed door, and the next one is served', async () => {
  const person = await aPerson()
  for (let times = 0; times < 4; times += 1) {
    const lost = db.as(person, { purpose: 'lost' }, async (tx) => {
      await tx.run`select set_config('idle_in_transaction_session_timeout', '20', true)`
      await sleep(120)
      return me(tx)
    })
    await expect(lost).rejects.toThrow()
  }
  expect(await auditOf(person.id)).toEqual([])
  expect(await db.as(person, { purpose: 'found' }, me)).toBe(person.id)
  expect(await auditOf(person.id)).toEqual(['found'])
})

test('why somebody at work looked stands in the log as a code, and words of their own never do', async () => {
  const worker = await aWorker()
  await db.as(worker, { purpose: 'asked why', reason: 'called-by-phone' }, async () => undefined)
  await expect(db.as(worker, { purpose: 'asked why', reason: 'Camilla rang om Umeå' }, async () => undefined)).rejects.toThrow(/reason/)
  const noted = await owner`select reason from audit.access_log where actor_id = ${worker.id}`
  expect(noted.map((row) => row['reason'] as string)).toEqual(['called-by-phone'])
})
