import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { application } from '../../app.ts'
import { aPerson, aUnit, aWorker, config, owner, services } from '#testing'
import { emptyOutbox } from '#kernel/outbox'
import { addressIndex, reportKey, sealAddress } from '#kernel/secrets'
import { appointmentListeners } from '#modules/appointments'
import { messageId } from './bounce.ts'

// What the services tell us, at the whole application.

const at = (kind: '46elks' | 'json') =>
  application({ ...services, config: { ...config, sms: { kind, url: new URL('https://sms.example'), from: '+46766860001' } } })
const elks = at('46elks')
const key = `Basic ${Buffer.from(`delakt:${reportKey(config.secret)}`).toString('base64')}`
const tell = async (path: string, body: Record<string, string>, authorization = key, app = elks) =>
  (await app.request(`/api/utskick/46elks/${path}`, { method: 'POST', body: new URLSearchParams(body), headers: { authorization } })).status

const unit = await aUnit()
let numbers = 100
async function told(more: { state?: string; template?: string; number?: string } = {}) {
  const person = await aPerson()
  const number = more.number ?? `+46701740${(numbers += 1)}`
  const index = addressIndex(config.secret, number)
  const name = `reminder:${randomUUID()}:1:2`
  await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by) values (${person.id}, 'sms', ${sealAddress(config.secret, number)}, ${index}, 'person')`
  const [row] = await owner`
    insert into notice.sendings (key, person_id, committee_id, unit_id, channel, template, address_index, state, provider_ref, done_at)
    values (${name}, ${person.id}, ${unit.committee.id}, ${unit.id}, 'sms', ${more.template ?? 'reminder'}, ${index}, ${more.state ?? 'sent'}, ${`ref-${name}`}, now()) returning id`
  const state = async () => (await owner`select state from notice.sendings where key = ${name}`)[0]!['state'] as string
  const bounced = async () => (await owner`select bounced_at from notice.ways where person_id = ${person.id}`)[0]!['bounced_at'] !== null
  return { person, number, key: name, id: row!['id'] as string, ref: `ref-${name}`, state, bounced }
}
const outbox = async (topic: string) =>
  (await owner`select body from kernel.outbox where topic = ${topic} order by id`).map(({ body }) => body as object)

test('what arrived is known to have arrived, also when the service had never told us its id', async () => {
  const one = await told()
  expect(await tell('leverans', { id: one.ref, status: 'delivered', delivered: '2026-11-26T10:00:00' })).toBe(204)
  expect(await one.state()).toBe('delivered')
  const unsure = await told({ state: 'unsure' })
  expect(await tell(`leverans?id=${unsure.id}`, { id: 'unheard-of', status: 'sent' })).toBe(204)
  expect(await unsure.state()).toBe('sent')
  const refused = await told({ state: 'waiting' })
  await tell(`leverans?id=${refused.id}`, { id: 'x', status: 'sent' })
  expect(await refused.state()).toBe('sent') // and so is not sent again
})

test('what did not arrive is told once of that number, and not of the number they have since', async () => {
  const one = await told()
  await tell('leverans', { id: one.ref, status: 'failed' })
  await tell('leverans', { id: one.ref, status: 'failed' })
  expect([await one.state(), await one.bounced()]).toEqual(['failed', true])
  expect((await outbox('way-bounced')).filter((body) => JSON.stringify(body).includes(one.person.id))).toEqual([{ person: one.person.id }])
  const moved = await told()
  await owner`update notice.ways set address_index = ${addressIndex(config.secret, '+46701740999')} where person_id = ${moved.person.id}`
  await tell('leverans', { id: moved.ref, status: 'failed' })
  expect([await moved.state(), await moved.bounced()]).toEqual(['failed', false])
})

test('reports come in any order, and the last word is that it arrived', async () => {
  const one = await told()
  await tell('leverans', { id: one.ref, status: 'failed' })
  await tell('leverans', { id: one.ref, status: 'delivered' })
  await tell('leverans', { id: one.ref, status: 'failed' })
  await tell('leverans', { id: one.ref, status: 'sent' })
  expect([await one.state(), await one.bounced()]).toEqual(['delivered', false])
})

test('an answer is about the last text that asked for one, whatever the way it writes its number', async () => {
  const one = await told()
  const national = one.number.replace('+46', '0')
  expect(await tell('svar', { from: national, to: '+46766860001', message: '  1  och sedan en hel berättelse om mig' })).toBe(204)
  expect((await outbox('sms-replied')).at(-1)).toEqual({ person: one.person.id, key: one.key, text: '1  och sedan en hel' })
})

test('an answer from a number that is nobody’s, that was asked nothing, or that has another owner by now, is let go', async () => {
  const before = await outbox('sms-replied')
  await tell('svar', { from: '+46701740777', message: '1' })
  const waiting = await told({ template: 'waiting' })
  await tell('svar', { from: waiting.number, message: '1' })
  const old = await told()
  await owner`update notice.sendings set done_at = now() - interval '15 days' where key = ${old.key}`
  await tell('svar', { from: old.number, message: '1' })
  const moved = await told()
  await owner`update notice.ways set address_index = 'x' where person_id = ${moved.person.id}`
  await tell('svar', { from: moved.number, message: '1' })
  expect(await outbox('sms-replied')).toEqual(before)
})

test('nobody else may tell us anything', async () => {
  const one = await told()
  for (const wrong of [
    '',
    'Basic x',
    `Basic ${Buffer.from('delakt:').toString('base64')}`,
    key.toLowerCase(),
    `Bearer ${reportKey(config.secret)}`,
  ])
    for (const path of ['leverans', 'svar'])
      expect([wrong, await tell(path, { id: one.ref, status: 'failed', from: one.number, message: '1' }, wrong)]).toEqual([wrong, 401])
  expect(await one.state()).toBe('sent')
  // A service that we do not send by has no address, with or without a key.
  expect(await tell('leverans', { id: one.ref, status: 'failed' }, key, at('json'))).toBe(404)
  expect(await tell('leverans', { id: one.ref, status: 'failed' }, key, application(services))).toBe(404)
})

test('what is malformed is refused, what is unknown or on its way is let go, and what is too long is not read', async () => {
  expect(await tell('leverans', { id: 'x' })).toBe(400)
  expect(await tell('svar', { from: '+46701740605' })).toBe(400)
  expect(await tell('leverans', { id: 'nobody-knows', status: 'delivered' })).toBe(204)
  expect(await tell('leverans', { id: 'x', status: 'created' })).toBe(204)
  expect(await tell('svar', { from: '+46701740605', message: 'x'.repeat(11_000) })).toBe(413)
  expect(await tell('svar', { from: '"; drop table notice.ways', message: '\u0000' })).toBe(204)
})

test('any other service tells the same in JSON', async () => {
  const one = await told()
  const app = at('json')
  const post = async (path: string, body: unknown) =>
    (
      await app.request(`/api/utskick/json/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { authorization: key, 'content-type': 'application/json' },
      })
    ).status
  expect(await post(`leverans?id=${one.id}`, { status: 'DELIVERED' })).toBe(204)
  expect(await one.state()).toBe('delivered')
  expect(await post('svar', { from: one.number, text: '1' })).toBe(204)
  expect((await outbox('sms-replied')).at(-1)).toMatchObject({ person: one.person.id, text: '1' })
  expect(await post('leverans', 'nonsense')).toBe(400)
})

const from = 'ingen-svarar@delaby.se'
const post = application({ ...services, config: { ...config, mail: { kind: 'smtp', url: new URL('smtp://mail.delaby.se'), from } } })
const comesBack = async (message: string, authorization = key, app = post) =>
  (await app.request('/api/utskick/smtp/retur', { method: 'POST', body: message.replaceAll('\n', '\r\n'), headers: { authorization } }))
    .status
/** As a mail server writes it (RFC 3464), with an id of its own that looks like ours. */
const report = (id: string, action: string, status: string) => `From: MAILER-DAEMON@delaby.se
To: ${from}
Subject: Undelivered Mail Returned to Sender
Message-ID: <${randomUUID()}@delaby.se>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.delaby.se

Final-Recipient: rfc822; camilla@example.se
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--x
Content-Type: text/rfc822-headers

From: ${from}
To: camilla@example.se
Message-ID: ${messageId(id, from)}
Subject: =?utf-8?Q?P=C3=A5minnelse?=

--x--
`

test('an e-mail that comes back later is told as one that was refused at once, to the unit or to the steward', async () => {
  const one = await told()
  expect(await comesBack(report(one.id, 'failed', '5.1.1'))).toBe(204)
  expect([await one.state(), await one.bounced()]).toEqual(['failed', true])
  expect((await outbox('way-bounced')).filter((body) => JSON.stringify(body).includes(one.person.id))).toHaveLength(1)
  const worker = await aWorker({ unit, role: 'unitManager' })
  await owner`insert into directory.staff_ids (municipality_id, staff_id, email) values (${unit.committee.municipalityId}, ${worker.id}, 'amina@delaby.se')
    on conflict (municipality_id, staff_id) do update set email = excluded.email`
  const [alarm] = await owner`insert into notice.sendings (key, staff_id, channel, template, state, done_at)
    values (${`alarm:${randomUUID()}`}, ${worker.id}, 'email', 'alarm', 'sent', now()) returning id`
  expect(await comesBack(report(alarm!['id'] as string, 'failed', '4.4.7'))).toBe(204)
  expect(
    (await owner`select email_refused_at from directory.staff_ids where staff_id = ${worker.id}`)[0]!['email_refused_at'],
  ).not.toBeNull()
})

test('what is late, what a machine answers, and what is about no e-mail of ours changes nothing', async () => {
  const one = await told()
  for (const message of [
    report(one.id, 'delayed', '4.4.1'),
    report(one.id, 'relayed', '2.0.0'),
    report(one.id, 'failed', '5.1.1').replaceAll('@delaby.se>', '@elsewhere.se>'),
    report(randomUUID(), 'failed', '5.1.1'),
    `Subject: Autosvar\nIn-Reply-To: ${messageId(one.id, from)}\n\nJag är ledig.`,
    '',
    '\u0000',
  ])
    expect(await comesBack(message)).toBe(204)
  expect([await one.state(), await one.bounced()]).toEqual(['sent', false])
  // Nobody else may tell it, it has no address where no e-mail is sent, and what is too long is not read.
  const message = report(one.id, 'failed', '5.1.1')
  expect([await comesBack(message, 'Basic x'), await comesBack(message, key, elks), await comesBack('x'.repeat(210_000))]).toEqual([
    401, 404, 413,
  ])
  expect(await one.state()).toBe('sent')
})

test('what no booking stands behind does not stand in the way of the rest', async () => {
  await emptyOutbox(services.db, appointmentListeners(services))
  expect(await outbox('sms-replied')).toEqual([])
})
