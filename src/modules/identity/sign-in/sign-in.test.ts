import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { numberIndex } from '#kernel/secrets'
import type { PersonalNumber } from '#kernel/values/personal-number'
import { config, owner } from '#testing'
import {
  aBrowser,
  aWay,
  back,
  causeOf,
  claims,
  counted,
  id,
  lives,
  logged,
  peopleBy,
  provider,
  signIn,
  there,
} from '../../../testing/sign-in.ts'
import type { Tricks } from '../../../testing/strange-provider.ts'
import type { Cause } from './model.ts'

test('a person signs in and comes to where they were going', async () => {
  provider.is({ sub: 'camilla', name: 'Camilla Rosén', [id('personalIdentityNumber')]: '199001012385' })
  const { browser, to, session, url } = await signIn({ till: '/mina-sidor/arenden?alla=ja' })
  expect(to).toBe('/mina-sidor/arenden?alla=ja')
  expect(session).toMatch(/^[\w-]{43}$/)
  expect((await browser.get('/mina-sidor/installningar')).text).toContain('Camilla Rosén')
  const [person] = await peopleBy('camilla')
  const [row] = await owner`select number_index, number_sealed from identity.persons where id = ${person!}`
  expect(Buffer.from(row!['number_index'] as Buffer).equals(numberIndex(config.secret, '199001012385' as PersonalNumber))).toBe(true)
  const asked = new URL(url).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    prompt: 'login',
    redirect_uri: `${config.origin}/logga-in/klar`,
    ui_locales: 'sv',
  })
  expect(asked.get('state')!.length).toBeGreaterThanOrEqual(22)
  expect(asked.get('nonce')!.length).toBeGreaterThanOrEqual(22)
  expect(JSON.parse(asked.get('claims')!)).toMatchObject({ id_token: { acr: { essential: true, values: ['loa3', 'loa2'] } } })
  expect(asked.has('acr_values')).toBe(false)
})

test('the cookie is for this host alone, over TLS alone, and out of reach for scripts', async () => {
  const browser = aBrowser()
  const { answer } = await there(browser, await aWay())
  const { headers } = await back(browser, answer)
  expect(headers.getSetCookie().find((line) => line.startsWith('__Host-delakt='))).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const [row] =
    await owner`select secret_hash from identity.sessions where secret_hash = sha256(${browser.cookies.get('__Host-delakt')!}::text::bytea)`
  expect(row).toBeDefined()
})

test('signed with RSA, it is as good', async () => {
  provider.does({ alg: 'RS256' })
  expect((await signIn()).to).toBe('/mina-sidor')
})

const seconds = () => Math.floor(Date.now() / 1000)
const tampered = (jwt: string) => jwt.slice(0, -8) + (jwt.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA')
const status = (path: string, code: number) => ({
  http: (at: string, response: { writeHead: (n: number) => { end: () => void } }) => at === path && (response.writeHead(code).end(), true),
})

test.each<[string, Cause, () => Tricks]>([
  ['answers in another provider’s name', 'untrusted', () => ({ answer: (of) => of.set('iss', 'https://other.example') })],
  ['leaves out its name though it promised it', 'untrusted', () => ({ answer: (of) => of.delete('iss') })],
  ['says twice who it is', 'untrusted', () => ({ answer: (of) => of.append('iss', 'https://other.example') })],
  ['gives no code', 'untrusted', () => ({ answer: (of) => of.delete('code') })],
  ['has metadata of another issuer', 'untrusted', () => ({ metadata: (of) => ({ ...of, issuer: 'https://other.example' }) })],
  ['has metadata of almost the same issuer', 'untrusted', () => ({ metadata: (of) => ({ ...of, issuer: `${provider.issuer}/` }) })],
  ['gives a token of another issuer', 'untrusted', () => claims({ iss: 'https://other.example' })],
  ['gives a token for another client', 'untrusted', () => claims({ aud: 'somebody-else' })],
  [
    'gives a token for two, made out to the other',
    'untrusted',
    () => ({ claims: (of) => ({ ...of, aud: [of['aud'], 'other'], azp: 'other' }) }),
  ],
  ['gives no subject', 'untrusted', () => claims({ sub: undefined })],
  ['gives no time of issue', 'untrusted', () => claims({ iat: undefined })],
  ['gives an expired token', 'clock', () => claims({ iat: seconds() - 400, exp: seconds() - 100 })],
  ['gives a token that lives for more than five minutes', 'untrusted', () => claims({ exp: seconds() + 301 + 5 })],
  ['gives a token for later', 'clock', () => claims({ nbf: seconds() + 300 })],
  ['has a clock that is far ahead', 'clock', () => claims({ iat: seconds() + 200, exp: seconds() + 400 })],
  ['has a clock that is far behind', 'clock', () => claims({ iat: seconds() - 500, exp: seconds() - 200 })],
  ['does not say when the person signed in', 'untrusted', () => claims({ auth_time: undefined })],
  ['did not ask the person anew', 'untrusted', () => claims({ auth_time: seconds() - 3600 })],
  ['says the person signs in tomorrow', 'clock', () => claims({ auth_time: seconds() + 86_400 })],
  ['answers another question', 'untrusted', () => claims({ nonce: 'another' })],
  ['answers no question', 'untrusted', () => claims({ nonce: undefined })],
  ['signs with nothing', 'untrusted', () => ({ alg: 'none' })],
  [
    'signs with nothing and says that is how it does',
    'untrusted',
    () => ({ alg: 'none', metadata: (of) => ({ ...of, id_token_signing_alg_values_supported: ['none'] }) }),
  ],
  [
    'signs with what everybody knows',
    'untrusted',
    () => ({ alg: 'HS256', metadata: (of) => ({ ...of, id_token_signing_alg_values_supported: ['HS256'] }) }),
  ],
  ['signs wrongly', 'untrusted', () => ({ token: tampered })],
  [
    'changes what was signed',
    'untrusted',
    () => ({
      token: (jwt) =>
        jwt.replace(
          /\.[^.]+\./,
          (body) =>
            `.${Buffer.from(Buffer.from(body.slice(1, -1), 'base64url').toString().replace('"sub":"someone"', '"sub":"another"')).toString('base64url')}.`,
        ),
    }),
  ],
  ['signs with a key it does not show', 'untrusted', () => ({ header: (of) => ({ ...of, kid: 'unknown' }) })],
  [
    'names no key though it has several',
    'untrusted',
    () => ({ header: ({ alg }) => ({ alg }), jwks: (keys) => ({ keys: [...keys, { ...keys[0], kid: 'second' }] }) }),
  ],
  ['shows no keys', 'no-answer', () => status('/jwks', 500)],
  [
    'shows something else than keys',
    'no-answer',
    () => ({ http: (at, response) => at === '/jwks' && (response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), true) }),
  ],
  ['shows endless keys', 'no-answer', () => ({ jwks: (keys) => ({ keys, more: 'x'.repeat(300 * 1024) }) })],
  ['is down when tokens are asked for', 'no-answer', () => status('/token', 503)],
  ['hangs up', 'no-answer', () => ({ http: (at, response) => at === '/token' && (response.destroy(), true) })],
  ['tells about another person than it signed in', 'untrusted', () => ({ userinfo: (of) => ({ ...of, sub: 'another' }) })],
  [
    'tells about the person without signing',
    'untrusted',
    () => ({
      http: (at, response) =>
        at === '/me' && (response.writeHead(200, { 'content-type': 'application/json' }).end('{"sub":"someone"}'), true),
    }),
  ],
  ['tells about the person with a wrong signature', 'untrusted', () => ({ userinfoJwt: tampered })],
  ['gives a number that cannot be', 'untrusted', () => ({ userinfo: (of) => ({ ...of, [id('personalIdentityNumber')]: '199001012386' }) })],
  [
    'gives a coordination number as a personal number',
    'untrusted',
    () => ({ userinfo: (of) => ({ ...of, [id('personalIdentityNumber')]: '197001782395' }) }),
  ],
  [
    'gives a coordination number that nobody has confirmed',
    'uncertain-number',
    () => ({ userinfo: (of) => ({ ...of, [id('coordinationNumber')]: '197001782395', [id('coordinationNumberLevel')]: 'probable' }) }),
  ],
  [
    'gives a coordination number and does not say how sure it is',
    'uncertain-number',
    () => ({ userinfo: (of) => ({ ...of, [id('coordinationNumber')]: '197001782395' }) }),
  ],
  ['says a low level', 'level-low', () => claims({ acr: 'loa1' })],
  ['says a level nobody has heard of', 'level-unknown', () => claims({ acr: 'loa9' })],
  ['says no level', 'level-unknown', () => claims({ acr: undefined })],
  ['says its level in another place', 'level-unknown', () => claims({ acr: undefined, loa: 'loa3', amr: ['loa3'] })],
  ['says a level that is a word of the language', 'level-unknown', () => claims({ acr: '__proto__' })],
  ['says a list of levels', 'level-unknown', () => claims({ acr: ['loa3'] })],
  ['was left by the person', 'cancelled', () => ({ answer: (of) => (of.delete('code'), of.set('error', 'access_denied')) })],
  [
    'could not reach the level',
    'level-low',
    () => ({ answer: (of) => (of.delete('code'), of.set('error', 'unmet_authentication_requirements')) }),
  ],
  ['has a fault', 'no-answer', () => ({ answer: (of) => (of.delete('code'), of.set('error', 'server_error')) })],
])('nobody gets in when the provider %s', async (_, cause, tricks) => {
  provider.does(tricks())
  const { browser, way, ...outcome } = await signIn()
  expect(outcome.cause).toBe(cause)
  expect(outcome.session).toBeUndefined()
  expect(await counted(way)).toEqual([{ cause, count: 1 }])
  const page = await browser.get(outcome.to)
  expect(page.text).toContain('0980‑31')
  expect(page.text).toMatch(/Säg koden [A-K]\d{3} när du ringer/)
  expect(page.text).toContain('Fjällegget')
})

test('a provider with one single key need not name it', async () => {
  provider.does({ header: ({ alg }) => ({ alg }) })
  expect((await signIn()).to).toBe('/mina-sidor')
})

test('a provider that does not answer at all is said not to', async () => {
  const { cause, to } = await signIn({ way: await aWay({ issuer: 'http://127.0.0.1:1' }) })
  expect(cause).toBe('no-answer')
  expect((await aBrowser().get(to)).text).toContain('Fjällegget svarade inte. Du har inte gjort något fel.')
})

test('when a provider has changed its keys, the next try gets in', async () => {
  const way = await aWay()
  expect((await signIn({ way })).to).toBe('/mina-sidor')
  provider.newKeys('second')
  expect((await signIn({ way })).cause).toBe('untrusted')
  expect((await signIn({ way })).to).toBe('/mina-sidor')
})

test('what came back to another browser, or with another state, is nobody’s', async () => {
  const [mine, yours] = [aBrowser(), aBrowser()]
  const way = await aWay()
  const [my, your] = [await there(mine, way), await there(yours, way)]
  expect(causeOf((await back(mine, your.answer)).to)).toBe('expired')
  expect(causeOf((await back(aBrowser(), my.answer)).to)).toBe('expired')
  expect(causeOf((await back(mine, new URLSearchParams({ ...Object.fromEntries(my.answer), state: 'x' }))).to)).toBe('expired')
  expect(causeOf((await back(mine, new URLSearchParams({ code: 'x' }))).to)).toBe('expired')
  expect((await back(mine, my.answer)).to).toBe('/mina-sidor')
  expect((await owner`select count from identity.sign_in_failures where provider_id is null and cause = 'expired'`)[0]).toMatchObject({
    count: 4,
  })
})

test('an answer works once', async () => {
  const { browser, answer, session } = await signIn()
  expect(causeOf((await back(browser, answer)).to)).toBe('expired')
  expect(await lives(session)).toBe(true)
})

test('a code that was used before, or begun with another verifier, is refused by the provider', async () => {
  const browser = aBrowser()
  const way = await aWay()
  const first = await signIn({ browser, way })
  const second = await there(browser, way)
  second.answer.set('code', first.answer.get('code')!)
  expect(causeOf((await back(browser, second.answer)).to)).toBe('expired')
  const [third, fourth] = [await there(browser, way), await there(browser, way)]
  third.answer.set('code', fourth.answer.get('code')!)
  expect(causeOf((await back(browser, third.answer)).to)).toBe('expired')
  expect(provider.faults.slice(-2)).toEqual(['invalid_grant', 'invalid_grant'])
})

test('after ten minutes a sign-in is too old', async () => {
  const browser = aBrowser()
  const { answer } = await there(browser, await aWay())
  await owner`update identity.sign_ins set expires_at = now() - interval '1 second' where state = ${answer.get('state')}`
  expect(causeOf((await back(browser, answer)).to)).toBe('expired')
})

test('two tabs at once both get in, and the last one counts', async () => {
  const browser = aBrowser()
  const way = await aWay()
  const [one, two] = [await there(browser, way), await there(browser, way)]
  expect((await back(browser, two.answer)).to).toBe('/mina-sidor')
  const earlier = browser.cookies.get('__Host-delakt')
  expect((await back(browser, one.answer)).to).toBe('/mina-sidor')
  expect(await lives(earlier)).toBe(false)
  expect(await lives(browser.cookies.get('__Host-delakt'))).toBe(true)
})

test('ten first sign-ins at the same moment make one person', async () => {
  provider.is({ sub: 'tio', [id('personalIdentityNumber')]: '198912312389' })
  const way = await aWay()
  const all = await Promise.all(Array.from({ length: 10 }, () => signIn({ way })))
  expect(all.map(({ to }) => to)).toEqual(Array(10).fill('/mina-sidor'))
  expect(await peopleBy('tio')).toHaveLength(1)
})

test('a session that somebody planted is not the one the person gets', async () => {
  const planted = randomBytes(32).toString('base64url')
  const { session, to } = await signIn({ browser: aBrowser(new Map([['__Host-delakt', planted]])) })
  expect(to).toBe('/mina-sidor')
  expect(session).not.toBe(planted)
  expect(await lives(planted)).toBe(false)
})

test('signing in again ends the session before it', async () => {
  const { browser, way, session } = await signIn()
  expect(await lives(session)).toBe(true)
  const again = await signIn({ browser, way })
  expect(again.session).not.toBe(session)
  expect(await lives(session)).toBe(false)
  expect(await lives(again.session)).toBe(true)
})

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/.//evil.example',
  '/mina-sidor/..//evil.example',
  '/%09//../..//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\u0000//evil.example',
  ' //evil.example',
  'evil.example',
  '@evil.example',
  '/\u2044/evil.example',
  '',
])('nobody is sent away from here by %j', async (till) => {
  const { to } = await signIn({ till })
  const url = new URL(to, 'https://delakt.example')
  expect(url.host).toBe('delakt.example')
  expect(to).toMatch(/^\/(?!\/)/)
})

test('a way that is turned off leads nowhere, and a made-up code says nothing', async () => {
  const way = await aWay()
  await owner`update directory.providers set enabled = false where id = ${way}`
  expect((await aBrowser().get(`/logga-in/start/${way}`)).status).toBe(404)
  expect((await aBrowser().get('/logga-in/start/x')).status).toBe(404)
  expect((await aBrowser().get('/logga-in/misslyckades?kod=Z999')).to).toBe('/logga-in')
  expect((await aBrowser().get('/logga-in/misslyckades?kod=<script>')).to).toBe('/logga-in')
})

test('sixty sign-ins a minute may be begun from one address, and not one more', async () => {
  const [way, busy] = [await aWay(), aBrowser()]
  const statuses: number[] = []
  for (let n = 0; n < 61; n += 1) statuses.push((await busy.get(`/logga-in/start/${way}`)).status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(60)
  expect(statuses.at(-1)).toBe(429)
  expect((await aBrowser().get(`/logga-in/start/${way}`)).status).toBe(303)
})

test('sixty may come back from a provider in a minute to one address, whatever they bring, and not one more', async () => {
  const busy = aBrowser()
  const { answer } = await there(busy, await aWay())
  const statuses: number[] = []
  for (let n = 0; n < 60; n += 1) statuses.push((await back(busy, new URLSearchParams({ state: `made-up-${n}` }))).status)
  expect(statuses).toEqual(Array(60).fill(303))
  const refused = await back(busy, answer)
  expect([refused.status, busy.session()]).toEqual([429, undefined])
  // Not used up: the page that asks them to wait is loaded again.
  expect((await owner`select from identity.sign_ins where state = ${answer.get('state')}`).length).toBe(1)
  expect((await signIn()).to).toBe('/mina-sidor')
})

test('only our own half of the client key is shown', async () => {
  const { text } = await aBrowser().get('/.well-known/jwks.json')
  expect(JSON.parse(text)).toMatchObject({ keys: [{ kty: 'EC', crv: 'P-256', alg: 'ES256' }] })
  expect(text).not.toContain('"d"')
})

test('the log tells causes and codes, never a number, a name, a subject or a code from the provider', () => {
  const all = logged.join('\n')
  expect(all).toContain('"cause":"level-unknown"')
  expect(all).not.toMatch(/(19|20)\d{10}/)
  for (const word of ['Camilla', 'someone', ...provider.requests.map(({ code }) => code)]) expect(all).not.toContain(word)
})
