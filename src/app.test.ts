import { expect, test } from 'vitest'
import { styles } from '#kernel/assets'
import type { Config } from '#kernel/config'
import { openLog } from '#kernel/log'
import { again, aMatter, aPerson, aUnit, aWorker, browser, config, db, opened, owner, services, uuid } from '#testing'
import { application } from './app.ts'

// What stands in front of every page, tried from outside.

const unit = await aUnit()
const own = { origin: config.origin, 'sec-fetch-site': 'same-origin' }
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
const app = application(services)
const most = 11 * 1024 * 1024

const send = async (path: string, headers: Record<string, string>, body: BodyInit = new URLSearchParams()) => {
  const response = await app.request(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  return { status: response.status, text: await response.text() }
}
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const tooLarge = Buffer.alloc(most + 1, 0x61)

test.each([
  [403, 'Vi tog inte emot det du skickade', 'We did not accept what you sent', foreign, Buffer.from('a=b')],
  [413, 'Det du skickade är för stort', 'What you sent is too large', own, tooLarge],
] as const)('a form refused with %i is answered in the reader’s language, in their own frame', async (status, sv, en, from, body) => {
  const person = await aPerson({ called: 'Camilla Rosén' })
  const worker = await aWorker({ unit, called: 'Amina Haddad' })
  const refused = (headers: Record<string, string>) => send('/session/fortsatt', { ...form, ...from, ...headers }, body)
  const heading = (words: string) => `<h1>${words}</h1>`
  const stranger = await refused({})
  expect([stranger.status, stranger.text.includes(heading(sv)), stranger.text.includes('/logga-ut')]).toEqual([status, true, false])
  for (const headers of [{ 'accept-language': 'en-GB' }, { cookie: 'sprak=en' }])
    expect((await refused(headers)).text).toContain(`<html lang="en"`)
  for (const [{ cookie }, name, home] of [
    [person, 'Camilla Rosén', '/mina-sidor'],
    [worker, 'Amina Haddad', '/personal'],
  ] as const) {
    const { status: answered, text } = await refused({ cookie: `${cookie}; sprak=en` })
    expect(answered).toBe(status)
    for (const part of [heading(en), name, `<a class="brand" href="${home}">`]) expect(text).toContain(part)
  }
})

test.each(['https://delakt.example.se', 'http://localhost:3000'])(
  'every cookie set at %s is kept from scripts, and from a line that can be heard',
  async (origin) => {
    const site = application({ ...services, config: { ...config, origin } })
    const { cookie } = await aPerson()
    const set: string[] = []
    for (const [path, method] of [
      ['/?sprak=en', 'GET'],
      ['/mina-sidor/installningar', 'GET'],
      ['/logga-ut', 'POST'],
    ] as const) {
      const { headers } = await site.request(path, { method, headers: { cookie, origin, ...form } })
      set.push(...headers.getSetCookie())
    }
    // The style sheet's cookie is set where there is a built one, and taken away in any case.
    expect(new Set(set.map((line) => line.split('=')[0]))).toEqual(new Set(['sprak', 'stil', '__Host-delakt', '__Host-delakt-in']))
    expect(set.filter((line) => line.startsWith('stil=')).length).toBe(styles ? 3 : 1)
    for (const line of set) {
      const [pair = '', ...flags] = line.split('; ')
      expect(flags, pair).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']))
      expect([pair, flags.includes('Secure')]).toEqual([pair, origin.startsWith('https:') || pair.startsWith('__Host-')])
    }
  },
)

test('a source is answered in its own way, whatever it sends and from wherever', async () => {
  for (const body of [tooLarge, Buffer.from('{}')])
    for (const from of [foreign, own]) {
      const { status, text } = await send('/api/v1/batch', { 'content-type': 'application/json', ...from }, body)
      expect([status, (JSON.parse(text) as { status: number }).status]).toEqual([401, 401])
    }
})

test('eleven megabytes are taken in and not a byte more, whether or not the sender says how many there are', async () => {
  const headers = { ...form, ...own }
  const unsaid = (bytes: Uint8Array) => new Blob([bytes.slice()]).stream()
  expect((await send('/session/fortsatt', headers, tooLarge.subarray(1))).status).toBe(303)
  expect((await send('/session/fortsatt', headers, unsaid(tooLarge.subarray(1)))).status).toBe(303)
  expect((await send('/session/fortsatt', headers, tooLarge)).status).toBe(413)
  expect((await send('/session/fortsatt', headers, unsaid(tooLarge))).status).toBe(413)
})

// --- The log ---

/** The application with other settings, and every line that it logs. */
const site = (change: Partial<Config> = {}) => {
  const lines: string[] = []
  const log = openLog('trace', { write: (line: string) => void lines.push(line) })
  return { lines, app: application({ db, config: { ...config, ...change }, log }) }
}

test('the log tells which page was asked for, and never the address, which can name a person’s case', async () => {
  const { lines, app } = site()
  const { cookie } = await aPerson()
  const worker = await aWorker({ unit })
  const id = uuid()
  const headers = { ...own, referer: `${config.origin}/${id}`, cookie }
  const asked: [string, RequestInit][] = [
    [`/mina-sidor/arenden/${id}?visa=skymning`, { headers }],
    [`/personal/arenden/${id}?visa=skymning`, { headers: { cookie: worker.cookie } }],
    [`/logga-in/start/${id}?till=/mina-sidor/arenden/${id}`, {}],
    [`/finns-inte/${id}?visa=skymning`, {}],
    ['/mina-sidor/installningar/avsluta', { method: 'POST', headers, body: new URLSearchParams({ session: id }) }],
    ['/mina-sidor/installningar/avsluta', { method: 'POST', headers: { cookie, ...foreign, ...form }, body: `session=${id}` }],
  ]
  for (const [path, init] of asked) await app.request(path, init)
  expect(lines.length).toBe(asked.length)
  expect(lines[0]).toMatch(/"method":"GET","route":"\/mina-sidor\/arenden\/:\w+","status":404,"ms":\d+/)
  for (const word of [id, 'skymning', cookie.split('=')[1]!]) expect(lines.join('')).not.toContain(word)
})

test('what breaks has a reference for the person to say, which finds it in the log, and the log has nothing of what anybody wrote', async () => {
  const { lines, app } = site()
  const person = await aPerson()
  const { sessionId } = await again(person)
  // As a database says it: with the words that it stumbled on, and those of somebody who knows what a trace looks like.
  await owner`update identity.sessions set device = ${'Hemlig enhet\n    at skymningen'} where id = ${sessionId}`
  await owner.unsafe(`
    create function public.stumble() returns trigger language plpgsql as $$ begin raise exception 'cannot end % of %', old.device, old.id; end $$;
    create trigger stumble before update of ended_at on identity.sessions for each row execute function public.stumble()`)
  const body = new URLSearchParams({ session: sessionId })
  const response = await app.request('/mina-sidor/installningar/avsluta', {
    method: 'POST',
    headers: { ...own, cookie: person.cookie },
    body,
  })
  await owner.unsafe('drop function public.stumble() cascade')
  const text = await response.text()
  expect(response.status).toBe(500)
  const reference = /Säg numret ([0-9A-F]{6}) när du ringer/.exec(text)![1]
  expect(text).toMatch(/<aside aria-labelledby="ring">.*<a class="unbroken" href="tel:\+46980319200"/)
  const failure = JSON.parse(lines.find((line) => line.includes('"msg":"failed"'))!) as Record<string, unknown>
  expect(failure).toMatchObject({ level: 'error', reference, name: 'PostgresError', code: 'P0001' })
  expect(failure['at']).toEqual(expect.arrayContaining([expect.stringMatching(/^at .*:\d+:\d+\)?$/)]))
  expect(Object.keys(failure).toSorted()).toEqual(['at', 'code', 'level', 'msg', 'name', 'reference', 'time'])
  for (const word of ['Hemlig', 'skymning', 'cannot', sessionId, person.id]) expect(lines.join('')).not.toContain(word)
})

// --- Who is calling ---

/** Whether the sixty-first of those who come within a minute is asked to wait. `n` tells them apart. */
async function isLimited(trustProxy: number, caller: (n: number) => { forwarded?: string; from?: string }): Promise<boolean> {
  const { app } = site({ trustProxy })
  const statuses: number[] = []
  for (let n = 0; n < 61; n++) {
    const { forwarded, from = '198.51.100.7' } = caller(n)
    const connection = { incoming: { socket: { remoteAddress: from } } }
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    statuses.push((await app.request(`/logga-in/start/${uuid()}`, { headers }, connection)).status)
  }
  expect(new Set(statuses.slice(0, 60))).toEqual(new Set([404]))
  return statuses[60] === 429
}

test('without a proxy the caller is whoever holds the connection, whatever they say themselves', async () => {
  expect(await isLimited(0, (n) => ({ forwarded: `192.0.2.${n}` }))).toBe(true)
  expect(await isLimited(0, (n) => ({ forwarded: '192.0.2.1', from: `198.51.100.${n}` }))).toBe(false)
})

test.each([
  [1, ''],
  [2, ', 10.0.0.1'],
])('behind %i proxies the caller is whom the outermost of them saw, whatever stands before that', async (proxies, inner) => {
  expect(await isLimited(proxies, (n) => ({ forwarded: `192.0.2.${n}, 203.0.113.9${inner}` }))).toBe(true)
  expect(await isLimited(proxies, (n) => ({ forwarded: `192.0.2.1, 203.0.113.${n}${inner}` }))).toBe(false)
})

test('who comes past the proxies is known by the connection', async () => {
  expect(await isLimited(2, (n) => ({ forwarded: `192.0.2.${n}` }))).toBe(true)
  expect(await isLimited(1, (n) => ({ from: `198.51.100.${n}` }))).toBe(false)
})

// --- Headers ---

const policy = [
  "default-src 'none'",
  "script-src 'nonce-…' 'strict-dynamic'",
  "style-src 'self' 'nonce-…'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')
const always = {
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}
const aboutContent = /^(content-(type|length)|cache-control|vary|location|set-cookie|retry-after|www-authenticate)$/

test.each([
  ['https://delakt.example.se', { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }],
  ['http://localhost:3000', {}],
])('every answer at %s carries the same headers', async (origin, more) => {
  const { app } = site({ origin })
  const { cookie } = await aPerson()
  for (const [path, init] of [
    ['/logga-in', {}],
    ['/finns-inte', {}],
    ['/mina-sidor', {}],
    ['/mina-sidor', { headers: { cookie } }],
    ['/healthz', {}],
    ['/assets/finns-inte.css', {}],
    ['/.well-known/jwks.json', {}],
    ['/api/v1/quarantine', {}],
    ['/logga-ut', { method: 'POST', headers: { ...form, ...foreign } }],
  ] as const) {
    const { headers } = await app.request(path, init)
    const carried = Object.fromEntries([...headers].filter(([name]) => !aboutContent.test(name)))
    const bare = carried['content-security-policy']?.replace(/'nonce-[^']+'/g, "'nonce-…'")
    expect([path, { ...carried, 'content-security-policy': bare }]).toEqual([path, { ...always, ...more }])
  }
})

test('what somebody sends when they are no longer signed in is given back to them, with the way to send it', async () => {
  const matter = await aMatter()
  const shelf = await opened(matter)
  const page = `/mina-sidor/arenden/${shelf}/om/${uuid()}`
  const form = { kind: 'comment', text: 'Det här tog lång tid att skriva.\nOch <b>mer</b>.', key: uuid() }
  const { status, text } = await (await browser()).post(page, form, { referer: `${config.origin}${page}` })
  expect(status).toBe(401)
  expect(text).toContain('Du är utloggad')
  expect(text).toContain('Det här tog lång tid att skriva.')
  expect(text).toContain('Och &lt;b&gt;mer&lt;/b&gt;.')
  expect(text).not.toContain(form.key)
  expect(text).toContain(`href="/logga-in?till=${encodeURIComponent(page)}"`)
  expect((await (await browser()).post(page, form, { referer: `https://elsewhere.example${page}` })).text).toContain('href="/logga-in"')
  // The same for whoever is met by an address that is not theirs any more.
  const gone = await (await browser(await aPerson())).post(page, form)
  expect([gone.status, gone.text.includes('Det här tog lång tid att skriva.')]).toEqual([404, true])
})

test('a page that one person left open does nothing in the name of the next who signs in there', async () => {
  const [camilla, pelle] = [await aPerson(), await aPerson()]
  const path = '/mina-sidor/installningar/avsluta'
  const page = await (await browser(camilla)).get('/mina-sidor/installningar')
  const forms = [...page.text.matchAll(/<form\b[^>]*>/g)].filter(([one]) => one.includes('method="post"'))
  const marks = [...page.text.matchAll(/<input type="hidden" name="sida-for" value="([\w-]{16})"\/><\/form>/g)].map(([, one]) => one!)
  expect(marks.length).toBe(forms.length)
  expect(new Set(marks).size).toBe(1)
  const mark = marks[0]!
  expect(mark).not.toContain(camilla.id.slice(0, 8))
  const refused = await (await browser(pelle)).post(path, { 'sida-for': mark, text: 'Det här är Camillas egna ord' })
  expect([refused.status, refused.text.includes('Någon annan är inloggad nu'), refused.text.includes('egna ord')]).toEqual([
    409,
    true,
    false,
  ])
  // Signed in anew they are the same person, and their old page still is theirs.
  expect((await (await browser(camilla)).post(path, { 'sida-for': mark })).status).not.toBe(409)
  expect((await (await browser(await again(camilla))).post(path, { 'sida-for': mark })).status).not.toBe(409)
})
