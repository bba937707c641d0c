import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, config, db, owner, services, uuid } from '#testing'
import type { Actor } from '#kernel/actor'
import type { Access, Tx } from '#kernel/db'
import type { Services } from '#kernel/services'
import { addDays, dayOf } from '#kernel/values/day'
import { listSpool } from './adapters/spool.ts'
import { tellAlarms } from './alarms.ts'
import { sweep } from './send.ts'

type Worker = Awaited<ReturnType<typeof aWorker>>
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000)
const address = ({ id }: { id: string }) => `${id}@example.se`
async function reachable(...all: readonly Worker[]) {
  for (const who of all)
    await owner`insert into directory.staff_ids (municipality_id, staff_id, email) values (${who.unit.committee.municipalityId}, ${who.id}, ${address(who)})
      on conflict (municipality_id, staff_id) do update set email = excluded.email`
}
const receives = (who: Worker, unitId = who.unit.id) => owner`
  insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from) values (${who.unit.committee.id}, ${unitId}, ${who.id}, 'requestDispatcher', '2020-01-01')`
const watch = () => db.as({ kind: 'worker' }, { purpose: 'watch receivers' }, (tx) => tx.run`select directory.watch_receivers()`)
const got = async (who: { id: string }) => (await listSpool(config.dataDir)).filter(({ to }) => to === address(who))
const counts = async (...all: readonly Worker[]) => Promise.all(all.map(async (who) => (await got(who)).length))
const rowsOf = (who: { id: string }) => owner`select * from notice.sendings where staff_id = ${who.id} order by at`
const onTheirPage = async (who: Worker) =>
  (await db.as(who, { purpose: 'test' }, (tx) => tx.many(z.object({ why: z.string() }))`select why from directory.vacancies()`)).length > 0
/** What was told is so many days old. */
const daysPass = (n: number, who: Worker) =>
  owner`update directory.told set at = at - make_interval(days => ${n}) where staff_id = ${who.id}`

/** A unit where only one receives, with everybody there is at a unit, all of whom can be reached. */
async function aLonelyInbox() {
  const unit = await aUnit()
  const [receiver, keeper, deputy, other] = [
    await aWorker({ unit }),
    await aWorker({ unit }),
    await aWorker({ unit, role: 'requestDispatcher' }),
    await aWorker({ unit }),
  ]
  const manager = await aWorker({ unit, role: 'unitManager' })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }), role: 'unitManager' })
  await owner`update directory.assignments set role = 'caseOfficer' where id = ${deputy.assignmentId}`
  await owner`update directory.keepers set staff_id = ${keeper.id} where unit_id = ${unit.id} and place = 'administrator'`
  await owner`update directory.keepers set staff_id = ${deputy.id} where unit_id = ${unit.id} and place = 'deputy'`
  await receives(receiver)
  await watch()
  const all = [receiver, keeper, deputy, steward, manager, other, elsewhere]
  await reachable(...all)
  return { unit, receiver, keeper, deputy, other, manager, steward, elsewhere, all }
}
/** The inbox is looked after. */
const twoReceive = async ({ other }: { other: Worker }) => {
  await receives(other)
  await watch()
}

test('those whom the start page tells of an inbox that may be left lying are told by e-mail at the same time, and nobody else', async () => {
  const { receiver, keeper, manager, steward, unit, all } = await aLonelyInbox()
  const mailed = async () => (await counts(...all)).map((n) => n > 0)
  const seen = async () => Promise.all(all.map(onTheirPage))
  expect(await tellAlarms(services)).toBe(4)
  expect(await mailed()).toEqual([true, true, true, true, false, false, false])
  expect(await seen()).toEqual(await mailed())
  const [one] = await got(keeper)
  expect(one).toMatchObject({ channel: 'email', subject: 'Något i Delakt behöver dig' })
  expect(one!.text).toMatch(
    new RegExp(
      `^Hej\n\nNågot i Delakt behöver dig\\. Logga in: ${config.origin}/personal\n\nDet här mejlet går inte att svara på\\.\n\nProvby \\d+$`,
    ),
  )
  // On nobody's list, and without its words.
  expect(await rowsOf(keeper)).toMatchObject([
    { state: 'sent', template: 'alarm', slots: {}, person_id: null, committee_id: null, unit_id: null, address_index: null },
  ])
  expect((await (await browser()).get('/demo/utskick')).text).toContain(`Mejl till ${address(receiver)}`)
  // The third day the manager, in the units' own time.
  const stoodFor = (hours: number) => owner`
    with moved as (update directory.alarms set since = now() - make_interval(hours => ${hours}) where unit_id = ${unit.id} returning since)
    update directory.told set since = moved.since from moved where unit_id = ${unit.id}`
  await stoodFor(71)
  expect([await tellAlarms(services), await onTheirPage(manager)]).toEqual([0, false])
  await stoodFor(73)
  expect([await tellAlarms(services), await onTheirPage(manager)]).toEqual([1, true])
  expect(await counts(receiver, manager, steward)).toEqual([1, 1, 1])
  await twoReceive({ other: all[5]! })
})

test('somebody is told once a day however much it is, of what comes after that the next day, and of what still stands after seven days', async () => {
  const here = await aLonelyInbox()
  const { steward, unit } = here
  const second = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  await receives(second)
  await watch()
  await tellAlarms(services)
  expect(await counts(steward)).toEqual([1])
  // Something more, later the same day.
  const third = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  await receives(third)
  await watch()
  for (const _ of [1, 2]) await tellAlarms(services)
  expect(await counts(steward)).toEqual([1])
  for (const day of [1, 1, 2, 6]) await tellAlarms(services, inDays(day))
  expect(await counts(steward)).toEqual([2])
  await daysPass(6, steward)
  await tellAlarms(services, inDays(7))
  expect(await counts(steward)).toEqual([2])
  await daysPass(1, steward)
  for (const _ of [1, 2]) await tellAlarms(services, inDays(8))
  expect(await counts(steward)).toEqual([3])
  await owner`delete from directory.assignments where staff_id in ${owner([second.id, third.id])} and role = 'requestDispatcher'`
  await twoReceive(here)
})

test('what is over is not told, not even when it is over between being found and being sent; and what begins anew is told anew', async () => {
  const here = await aLonelyInbox()
  const { other, receiver, steward } = here
  // Over before anybody has looked, and before the round that notices it.
  await receives(other)
  expect(await tellAlarms(services)).toBe(0)
  expect(await rowsOf(receiver)).toHaveLength(0)
  await owner`delete from directory.assignments where staff_id = ${other.id} and role = 'requestDispatcher'`
  const meanwhile = (work: () => Promise<unknown>): Services => ({
    ...services,
    db: {
      ...db,
      as: async <T>(actor: Actor, access: Access, inside: (tx: Tx) => Promise<T>): Promise<T> => {
        if (access.purpose === 'sending') await work()
        return db.as(actor, access, inside)
      },
    },
  })
  const over = meanwhile(
    () => owner`
    insert into directory.assignments (committee_id, unit_id, staff_id, role, valid_from)
    values (${other.unit.committee.id}, ${other.unit.id}, ${other.id}, 'requestDispatcher', '2020-01-01') on conflict do nothing`,
  )
  expect(await tellAlarms(over)).toBe(0)
  expect(await rowsOf(receiver)).toMatchObject([{ state: 'dropped', error_code: 'not-any-more' }])
  expect(await counts(receiver, steward)).toEqual([0, 0])
  // The next day only one receives again: told, and told of the one after that too, though it is within the seven days.
  await watch()
  await owner`delete from directory.assignments where staff_id = ${other.id} and role = 'requestDispatcher'`
  await watch()
  await tellAlarms(services, inDays(1))
  await twoReceive(here)
  await tellAlarms(services, inDays(2))
  expect(await counts(receiver, steward)).toEqual([1, 1])
  await owner`delete from directory.assignments where staff_id = ${other.id} and role = 'requestDispatcher'`
  await watch()
  await tellAlarms(services, inDays(3))
  expect(await counts(receiver, steward)).toEqual([2, 2])
  await twoReceive(here)
})

test('whoever has no e-mail is told on the start page alone, nothing is noted as sent, and the steward sees who it is', async () => {
  const here = await aLonelyInbox()
  const { receiver, keeper, steward, unit } = here
  await owner`update directory.staff set name = 'Ada Norberg' where id = ${receiver.id}`
  await owner`update directory.staff_ids set email = null where staff_id = ${receiver.id}`
  await tellAlarms(services)
  expect([await counts(receiver, keeper), await rowsOf(receiver), await onTheirPage(receiver)]).toEqual([[0, 1], [], true])
  const desk = await browser(steward)
  const start = (await desk.get('/admin')).text
  expect(start).toContain('Larm som bara syns på startsidan')
  expect(start).toContain('Ada Norberg')
  const list = (await desk.get('/admin/personal?visa=larm')).text
  expect([list.includes('Ada Norberg'), list.includes(`/admin/personal/${keeper.id}`)]).toEqual([true, false])
  const own = async (who: Worker) => (await (await browser(who)).get('/personal/installningar')).text
  expect(await own(receiver)).toContain('vi inte har din e-post')
  expect(await own(keeper)).toContain(`ett mejl till ${address(keeper)}`)
  // Entered, they are told at once; and with everybody reached there is nothing to say.
  await reachable(receiver)
  await tellAlarms(services)
  expect(await counts(receiver, keeper)).toEqual([1, 1])
  await owner`update directory.staff_ids set email = 'alla@example.se' where municipality_id = ${unit.committee.municipalityId} and email is null`
  await owner`insert into directory.staff_ids (municipality_id, staff_id, email) select w.municipality_id, w.id, 'alla@example.se' from directory.staff w where w.municipality_id = ${unit.committee.municipalityId} on conflict do nothing`
  expect((await desk.get('/admin')).text).not.toContain('Larm som bara syns')
  await twoReceive(here)
})

test('where no e-mail is sent nobody is told by it, and nobody is said to lack an address', async () => {
  const here = await aLonelyInbox()
  const off = { ...services, config: { ...config, mail: { kind: 'none' as const } } }
  expect([await tellAlarms(off), await rowsOf(here.receiver)]).toEqual([0, []])
  const { application } = await import('../../app.ts')
  const page = async (path: string) => (await application(off).request(path, { headers: { cookie: here.steward.cookie } })).text()
  expect(await page('/admin')).not.toContain('Larm som bara syns')
  expect(await page('/personal/installningar')).not.toContain('behöver dig')
  await twoReceive(here)
})

// A real SMTP server that takes the words in and hangs up, or refuses whoever is asked for.
let refuses: string | undefined
let hangsUp = false
const taken: string[] = []
const smtp = new SMTPServer({
  hideSTARTTLS: true,
  authOptional: true,
  onRcptTo: (to, _, done) => done(to.address === refuses ? Object.assign(new Error('no'), { responseCode: 550 }) : null),
  onData(stream, session, done) {
    stream.resume()
    stream.on('end', () => {
      taken.push(...session.envelope.rcptTo.map((to) => to.address))
      if (hangsUp) sockets.get(session.remotePort)?.destroy()
      else done()
    })
  },
})
const sockets = new Map<number | undefined, Socket>()
smtp.server.on('connection', (socket) => sockets.set(socket.remotePort, socket))
const listening = smtp.listen(0, '127.0.0.1')
await once(listening, 'listening')
const port = (listening.address() as AddressInfo).port
afterAll(() => new Promise<void>((done) => smtp.close(done)))
const byMail: Services = {
  ...services,
  config: { ...config, mail: { kind: 'smtp', url: new URL(`smtp://127.0.0.1:${port}`), from: 'ingen-svarar@delaby.se' } },
}
const takenFor = (who: { id: string }) => taken.filter((to) => to === address(who)).length

test('an e-mail that may have gone is not sent again that day, whether its server hung up or its worker was killed; the next day it is told', async () => {
  const here = await aLonelyInbox()
  const { receiver, keeper } = here
  hangsUp = true
  await tellAlarms(byMail)
  hangsUp = false
  expect([await rowsOf(receiver), takenFor(receiver)]).toMatchObject([[{ state: 'unsure' }], 1])
  // Killed between sending and noting: taken by nobody, and nothing noted as told.
  await owner`update notice.sendings set state = 'taken', taken_at = now() - interval '2 minutes' where staff_id = ${keeper.id}`
  await sweep(byMail)
  expect(await rowsOf(keeper)).toMatchObject([{ state: 'unsure', error_code: 'left' }])
  for (const _ of [1, 2]) await tellAlarms(byMail)
  expect([takenFor(receiver), takenFor(keeper)]).toEqual([1, 1])
  await tellAlarms(byMail, inDays(1))
  for (const day of [1, 2, 6]) await tellAlarms(byMail, inDays(day))
  expect([takenFor(receiver), takenFor(keeper)]).toEqual([2, 2])
  await twoReceive(here)
})

test('where the way out can tell, what a killed worker had sent is known to have been sent, and is not sent again that day', async () => {
  const here = await aLonelyInbox()
  const { receiver } = here
  await tellAlarms(services)
  await owner`update notice.sendings set state = 'taken', taken_at = now() - interval '2 minutes' where staff_id = ${receiver.id}`
  await owner`delete from directory.told where staff_id = ${receiver.id}`
  await sweep(services)
  expect(await rowsOf(receiver)).toMatchObject([{ state: 'sent' }])
  await tellAlarms(services)
  expect(await counts(receiver)).toEqual([1])
  await twoReceive(here)
})

test('a server that cannot be reached is tried again the same day, and an address that is refused is told to the steward until another takes its place', async () => {
  const here = await aLonelyInbox()
  const { receiver, keeper, steward } = here
  const away = { ...byMail, config: { ...byMail.config, mail: { ...byMail.config.mail, url: new URL('smtp://127.0.0.1:9') } as never } }
  expect(await tellAlarms(away)).toBe(0)
  expect(await rowsOf(keeper)).toMatchObject([{ state: 'waiting', attempts: 1 }])
  await owner`update notice.sendings set next_at = now() where state = 'waiting'`
  refuses = address(receiver)
  await tellAlarms(byMail)
  expect([await rowsOf(receiver), await rowsOf(keeper)]).toMatchObject([[{ state: 'failed' }], [{ state: 'sent' }]])
  const desk = await browser(steward)
  expect((await desk.get('/admin/personal?visa=larm')).text).toContain(`/admin/personal/${receiver.id}`)
  expect((await desk.get(`/admin/personal/${receiver.id}`)).text).toContain('Det senaste larmet togs inte emot där.')
  // Taken in the next day after all.
  refuses = undefined
  await tellAlarms(byMail, inDays(1))
  expect((await desk.get('/admin/personal?visa=larm')).text).not.toContain(`/admin/personal/${receiver.id}`)
  await owner`update directory.staff_ids set email_refused_at = now() where staff_id = ${receiver.id}`
  const [row] = await owner`select revision from directory.staff where id = ${receiver.id}`
  await desk.post(`/admin/personal/${receiver.id}`, { namn: 'Ada Norberg', epost: 'Siv@example.se', revision: String(row!['revision']) })
  expect(await owner`select email, email_refused_at from directory.staff_ids where staff_id = ${receiver.id}`).toEqual([
    { email: 'siv@example.se', email_refused_at: null },
  ])
  await twoReceive(here)
})

test('what fell when somebody was removed is told to whoever got it and those at the unit, and to nobody when a plan had a receiver for each thing or the unit knows', async () => {
  const unit = await aUnit()
  const [maj, petter, keeper, other] = [
    await aWorker({ unit, called: 'Maj Nyström' }),
    await aWorker({ unit }),
    await aWorker({ unit }),
    await aWorker({ unit }),
  ]
  const manager = await aWorker({ unit, role: 'unitManager' })
  const steward = await aWorker({ unit, role: 'systemSteward' })
  await owner`update directory.keepers set staff_id = ${keeper.id} where unit_id = ${unit.id} and place = 'administrator'`
  await owner`update directory.staff set deputy_id = ${petter.id} where id = ${maj.id}`
  const matter = await aMatter({ unit })
  await anEvent(matter, 'assigned', { officer: { name: 'Maj Nyström', role: 'socialsekreterare' } })
  const all = [maj, petter, keeper, manager, other, steward]
  await reachable(...all)
  await owner`select directory.remove(${maj.id}, null)`
  await tellAlarms(services)
  expect(await counts(...all)).toEqual([0, 1, 1, 0, 0, 0])
  const [left] = await owner`select id from directory.leavings where staff_id = ${maj.id}`
  await owner`with old as (update directory.leavings set done_at = now() - interval '73 hours' where id = ${left!['id'] as string} returning done_at)
    update directory.told set since = old.done_at from old where leaving_id = ${left!['id'] as string}`
  await tellAlarms(services, inDays(1))
  expect(await counts(...all)).toEqual([0, 1, 1, 1, 0, 0])
  // Said to be known by somebody there: over for all.
  expect((await (await browser(other)).post(`/personal/overlamnat/${left!['id'] as string}`, {})).status).toBe(303)
  await owner`update directory.told set at = at - interval '8 days'`
  await tellAlarms(services, inDays(8))
  expect(await counts(...all)).toEqual([0, 1, 1, 1, 0, 0])
  // A plan with a receiver for the case: nothing fell.
  const eva = await aWorker({ unit, called: 'Eva Ek' })
  const second = await aMatter({ unit })
  await anEvent(second, 'assigned', { officer: { name: 'Eva Ek', role: 'socialsekreterare' } })
  const receivers = JSON.stringify([{ kind: 'matters', unit: unit.id, to: petter.id }])
  const yesterday = addDays(dayOf(new Date()), -1)
  const done = await db.as(
    steward,
    { purpose: 'test' },
    (tx) =>
      tx.maybe(z.object({ how: z.string() }))`select directory.leave(${uuid()}, ${eva.id}, ${yesterday}, ${receivers}::text::jsonb) as how`,
  )
  expect(done).toEqual({ how: 'done' })
  // And a list that took away somebody who had nothing.
  await owner`select directory.remove(${other.id}, null)`
  await tellAlarms(services, inDays(9))
  expect(await counts(...all)).toEqual([0, 1, 1, 1, 0, 0])
})

test('an address at work is the stewards’ to read, and nobody’s beside them; who has been told is nobody’s', async () => {
  const { receiver, other, steward, manager } = await aLonelyInbox()
  const Email = z.object({ email: z.string().nullable() })
  const read = (who: Actor) =>
    db.as(who, { purpose: 'test' }, (tx) => tx.many(Email)`select email from directory.staff_ids where staff_id = ${receiver.id}`)
  expect([await read(steward), await read(other), await read(manager), await read(receiver)]).toEqual([
    [{ email: address(receiver) }],
    [],
    [],
    [],
  ])
  for (const who of [await aPerson(), { kind: 'public' as const }, { kind: 'worker' as const }])
    await expect(read(who)).rejects.toThrow('permission denied')
  // Everybody may read of staff what people are told of them, and it is not among that.
  expect(Object.keys((await owner`select to_jsonb(w) as row from directory.staff w limit 1`)[0]!['row'] as object)).not.toContain('email')
  for (const who of [steward, await aPerson(), { kind: 'worker' as const }])
    await expect(db.as(who, { purpose: 'test' }, (tx) => tx.run`select from directory.told`)).rejects.toThrow('permission denied')
  await owner`delete from directory.assignments where role = 'requestDispatcher' and staff_id = ${receiver.id}`
})
