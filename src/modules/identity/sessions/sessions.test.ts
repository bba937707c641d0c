import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { again, aPerson, aSource, aWorker, auditOf, browser, config, db, owner, services } from '#testing'
import { aBrowser, doors } from '../../../testing/doors.ts'
import { openSourceSession, openSourceSessionByName, sourceOf } from '../who.ts'

const app = doors(services)
const as = ({ secret }: { secret: string }) => aBrowser(app, config.origin, new Map([['__Host-delakt', secret]]))
const minutes = (n: number) => `${n} minutes`
const age = (sessionId: string, by: string) => owner`
  update identity.sessions set created_at = created_at - ${by}::interval, seen_at = seen_at - ${by}::interval, idle_until = idle_until - ${by}::interval, expires_at = expires_at - ${by}::interval
  where id = ${sessionId}`
const leftOf = async (sessionId: string) =>
  Math.round(
    Number(
      (await owner`select extract(epoch from idle_until - now()) / 60 as left from identity.sessions where id = ${sessionId}`)[0]!['left'],
    ),
  )
const page = '/mina-sidor/installningar'

test('a person who does nothing for twenty minutes is signed out, and one who does is not', async () => {
  const person = await aPerson()
  await age(person.sessionId, minutes(19))
  expect((await as(person).get(page)).status).toBe(200)
  expect(await leftOf(person.sessionId)).toBe(20)
  await age(person.sessionId, minutes(21))
  const later = await as(person).get(page)
  expect(later).toMatchObject({ status: 303, to: `/logga-in?till=${encodeURIComponent(page)}` })
})

test('the quick way out without script ends the session on its way, and leads there too for whoever has none', async () => {
  const person = await aPerson()
  const out = await as(person).get('/lamna')
  expect(out).toMatchObject({ status: 303, to: 'https://www.smhi.se/' })
  expect((await as(person).get(page)).to).toBe(`/logga-in?till=${encodeURIComponent(page)}`)
  expect(await aBrowser(app, config.origin).get('/lamna')).toMatchObject({ status: 303, to: 'https://www.smhi.se/' })
})

test('staff have sixty minutes', async () => {
  const worker = await aWorker()
  await age(worker.sessionId, minutes(2))
  await as(worker).get('/personal/installningar')
  expect(await leftOf(worker.sessionId)).toBe(60)
})

test('nobody stays longer than the session’s whole life, however busy', async () => {
  const person = await aPerson()
  await age(person.sessionId, minutes(2))
  await owner`update identity.sessions set expires_at = now() + interval '5 minutes' where id = ${person.sessionId}`
  await as(person).get(page)
  expect(await leftOf(person.sessionId)).toBe(5)
  await owner`update identity.sessions set expires_at = now() - interval '1 second', idle_until = now() + interval '10 minutes' where id = ${person.sessionId}`
  expect((await as(person).get(page)).status).toBe(303)
})

test.each([
  ['a resident', aPerson, page],
  ['staff', aWorker, '/personal/installningar'],
])('going on never lengthens the whole life of a session, and %s is told when it is the last of it', async (_, someone, path) => {
  const { secret, sessionId } = await someone()
  const browser = as({ secret })
  const told = /<session-warning [^>]*data-last=[^>]*><p>Du loggas ut [^<]*\. Då har du varit inloggad så länge som det går/
  expect((await browser.get(path)).text).not.toMatch(told)
  await age(sessionId, minutes(18))
  await owner`update identity.sessions set expires_at = now() + interval '5 minutes' where id = ${sessionId}`
  for (const accept of ['application/json', 'text/html', 'application/json']) {
    const { text } = await browser.post('/session/fortsatt', {}, { accept })
    if (text) expect(JSON.parse(text)).toEqual({ seconds: 300, last: true })
    expect(await leftOf(sessionId)).toBe(5)
  }
  expect((await browser.get(path)).text).toMatch(told)
})

test('looking around writes the time down once a minute at most', async () => {
  const person = await aPerson()
  const seen = async () => (await owner`select seen_at from identity.sessions where id = ${person.sessionId}`)[0]!['seen_at'] as Date
  const before = await seen()
  await as(person).get(page)
  expect(await seen()).toEqual(before)
  await age(person.sessionId, '61 seconds')
  await as(person).get(page)
  expect((await seen()).getTime()).toBeGreaterThan(before.getTime())
})

test('the warning’s button gives twenty new minutes, with and without script', async () => {
  const person = await aPerson()
  await age(person.sessionId, minutes(18))
  const asked = await as(person).post('/session/fortsatt', {}, { accept: 'application/json' })
  expect(JSON.parse(asked.text)).toEqual({ seconds: 1200, last: false })
  expect((await as(person).post('/session/fortsatt', {}, { referer: `${config.origin}/mina-sidor/arenden?alla=ja` })).to).toBe(
    '/mina-sidor/arenden?alla=ja',
  )
  expect((await as(person).post('/session/fortsatt', {}, { referer: 'https://evil.example//x' })).to).toBe('/mina-sidor')
})

test('a session that has ended cannot be woken', async () => {
  const person = await aPerson()
  await age(person.sessionId, minutes(21))
  const asked = await as(person).post('/session/fortsatt', {}, { accept: 'application/json' })
  expect(asked.status).toBe(401)
  expect((await as(person).post('/session/fortsatt')).to).toBe('/logga-in')
  expect(await leftOf(person.sessionId)).toBeLessThan(0)
})

test('signing out ends the session for good and leaves nothing on the device', async () => {
  const person = await aPerson()
  const browser = as(person)
  const out = await browser.post('/logga-ut')
  expect(out).toMatchObject({ status: 303, to: '/utloggad' })
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect([...browser.cookies.keys()]).toEqual([])
  expect((await as(person).get(page)).status).toBe(303)
  expect((await browser.get('/utloggad')).text).toContain('Inget från dina sidor är sparat på den här enheten')
  expect((await owner`select ended_because from identity.sessions where id = ${person.sessionId}`)[0]).toEqual({
    ended_because: 'signed-out',
  })
  expect((await aBrowser(app, config.origin).post('/logga-ut')).to).toBe('/utloggad')
})

test('a person sees their own sessions and nobody else’s, and ends one of them', async () => {
  const person = await aPerson()
  const phone = await again(person)
  const stranger = await aPerson()
  await owner`update identity.sessions set device = 'Safari, iPhone' where id = ${phone.sessionId}`
  const listed = await as(person).get(page)
  expect(listed.text).toContain('Safari, iPhone')
  expect(listed.text).toContain('Den här enheten')
  expect(listed.text).toContain(phone.sessionId)
  expect(listed.text).not.toContain(stranger.sessionId)
  expect((await as(person).post(`${page}/avsluta`, { session: stranger.sessionId })).status).toBe(404)
  expect((await as(person).post(`${page}/avsluta`, { session: 'x' })).status).toBe(404)
  expect((await as(stranger).get(page)).status).toBe(200)
  expect((await as(person).post(`${page}/avsluta`, { session: phone.sessionId })).to).toBe(page)
  expect((await as(phone).get(page)).status).toBe(303)
  expect((await as(person).post(`${page}/avsluta`, { session: phone.sessionId })).status).toBe(404)
  expect((await as(person).get(page)).status).toBe(200)
})

test('ending the session one sits in is signing out', async () => {
  const person = await aPerson()
  expect((await as(person).post(`${page}/avsluta`, { session: person.sessionId })).to).toBe('/utloggad')
})

test('sign out everywhere means everywhere, and only for oneself', async () => {
  const [person, stranger] = [await aPerson(), await aPerson()]
  const devices = [person, await again(person), await again(person, 2)]
  expect((await as(person).post(`${page}/logga-ut-overallt`)).to).toBe('/utloggad')
  for (const device of devices) expect((await as(device).get(page)).status).toBe(303)
  expect((await as(stranger).get(page)).status).toBe(200)
  expect(await auditOf(person.id)).toContain('own sessions: end all')
})

test('staff do the same in their own place', async () => {
  const worker = await aWorker()
  const own = '/personal/installningar'
  expect((await as(worker).get(own)).text).toContain('Vuxenenheten')
  expect((await as(worker).get(page)).status).toBe(404)
  expect((await as(await aPerson()).get(own)).status).toBe(404)
  expect((await as(worker).post(`${own}/logga-ut-overallt`)).to).toBe('/personal/utloggad')
  expect((await as(worker).get(own)).status).toBe(303)
})

test('whoever is signed out by time comes back through their own door, to where they were', async () => {
  const [person, worker] = [await aPerson(), await aWorker()]
  const again = async (who: { secret: string }, path: string) =>
    /data-when="over".*?href="([^"]*)"/s.exec((await as(who).get(path)).text)?.[1]
  expect(await again(worker, '/personal/installningar?a=1&b=2')).toBe('/personal/logga-in?till=%2Fpersonal%2Finstallningar%3Fa%3D1%26b%3D2')
  expect(await again(person, page)).toBe(`/logga-in?till=${encodeURIComponent(page)}`)
  // What answers a form that was wrong is no address to come back to.
  const wrong = await (await browser(worker)).post('/personal/arenden', { sok: '' })
  expect([wrong.status, wrong.text.includes('href="/personal/logga-in"')]).toEqual([422, true])
  await age(worker.sessionId, minutes(61))
  expect((await as(worker).get('/personal/installningar?a=1')).to).toBe('/personal/logga-in?till=%2Fpersonal%2Finstallningar%3Fa%3D1')
  const stay = { referer: `${config.origin}/personal/granska?visa=mina` }
  expect((await as(worker).post('/session/fortsatt', {}, stay)).to).toBe('/personal/logga-in?till=%2Fpersonal%2Fgranska%3Fvisa%3Dmina')
})

test('staff who sign out, or already are, are shown the door they came by', async () => {
  const worker = await aWorker()
  const stay = { referer: `${config.origin}/personal` }
  expect((await as(worker).post('/logga-ut')).to).toBe('/personal/utloggad')
  expect((await as(worker).post('/logga-ut', {}, stay)).to).toBe('/personal/utloggad')
  const { text } = await aBrowser(app, config.origin).get('/personal/utloggad')
  expect(text).toContain('href="/personal/logga-in"')
  expect((await aBrowser(app, config.origin).get('/utloggad')).text).not.toContain('/personal/logga-in')
})

test('a stolen copy of the table opens no door', async () => {
  const person = await aPerson()
  const [row] = await owner`select secret_hash from identity.sessions where id = ${person.sessionId}`
  const hash = row!['secret_hash'] as Buffer
  for (const guess of [hash.toString('hex'), hash.toString('base64url'), hash.toString('base64'), `\\x${hash.toString('hex')}`])
    expect((await as({ secret: guess }).get(page)).status).toBe(303)
})

// --- Source systems ---

const hashed = (secret: string) => createHash('sha256').update(secret).digest()

test('a source signs in with its own secret, for a quarter of an hour, and is nobody on the pages', async () => {
  const source = await aSource()
  await owner`update record.sources set client_id = 'treserva', secret_hash = ${hashed('s3cret')} where id = ${source.id}`
  const session = await openSourceSession(services, 'treserva', 's3cret')
  expect(session).toMatchObject({ seconds: 900, actor: { kind: 'source' } })
  expect(await sourceOf(services, session!.secret)).toEqual(session!.actor)
  expect((await as(session!).get(page)).status).toBe(303)
  expect(await openSourceSession(services, 'treserva', 'wrong')).toBeUndefined()
  expect(await openSourceSession(services, 'unknown', 's3cret')).toBeUndefined()
  expect(await sourceOf(services, 'made-up')).toBeUndefined()
  expect(await sourceOf(services, undefined)).toBeUndefined()
  const person = await aPerson()
  expect(await sourceOf(services, person.secret)).toBeUndefined()
  await owner`update identity.sessions set expires_at = now() where secret_hash = ${hashed(session!.secret)}`
  expect(await sourceOf(services, session!.secret)).toBeUndefined()
})

test('a source without a secret cannot be signed in to', async () => {
  const source = await aSource()
  await owner`update record.sources set client_id = 'utan' where id = ${source.id}`
  for (const guess of ['', 'null', 'undefined']) expect(await openSourceSession(services, 'utan', guess)).toBeUndefined()
})

test('a command names its source, and its committee when two have the name', async () => {
  const [one, two] = [await aSource(), await aSource()]
  await owner`update record.sources set name = 'historik' where id in (${one.id}, ${two.id})`
  expect(await openSourceSessionByName(services, undefined, 'historik', 60)).toBeUndefined()
  expect(await openSourceSessionByName(services, undefined, 'ingen', 60)).toBeUndefined()
  const session = await openSourceSessionByName(services, one.committee.id, 'historik', 60)
  expect(session).toMatchObject({ seconds: 60 })
  await db.as(session!.actor, { purpose: 'test' }, (tx) => tx.run`select 1`)
  expect(await auditOf(one.id)).toEqual(['test'])
})
