import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { isCoordinationNumber, parsePersonalNumber } from '#kernel/values/personal-number'
import { day } from '#kernel/values/day'
import { config as base, owner, services as common } from '#testing'
import { residents, signInLines, staff, unconfirmed } from '../../../demo/people.ts'
import { startProvider } from '../../../demo/provider.ts'
import { idOf, pointProvidersAtDemo, seedDirectory } from '../../../db/seed/directory.ts'
import { aBrowser as browserAt, doors } from '../../testing/doors.ts'

// The whole way, as after `npm start`: the seeded directory, the real demo provider over HTTP, and everybody in Delaby.

const free = await new Promise<number>((found) => {
  const probe = createServer().listen(0, 'localhost', () => {
    const { port } = probe.address() as AddressInfo
    probe.close(() => found(port))
  })
})
const config = { ...base, demoProviderPort: free, trustProxy: 1 }
await seedDirectory(owner, { demoProviderPort: 1 })
await seedDirectory(owner, { demoProviderPort: 1 })
await pointProvidersAtDemo(base.databaseUrl, config)
const provider = await startProvider(config)
afterAll(() => provider.stop())

const app = doors({ ...common, config })
const aBrowser = () => browserAt(app, config.origin)
type Browser = ReturnType<typeof aBrowser>

const wayOf = async (client: string) => (await owner`select id from directory.providers where client_id = ${client}`)[0]!['id'] as string

/** Presses the button `value` at the provider and follows it back, as a browser without script does. */
async function choose(browser: Browser, client: string, value: string, cookies = new Map<string, string>()) {
  const visit = async (url: string, init: RequestInit = {}): Promise<{ url: string; html: string }> => {
    const cookie = [...cookies].map(([name, text]) => `${name}=${text}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', text = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, text)
    }
    const to = response.headers.get('location')
    if (!to) return { url, html: await response.text() }
    const next = new URL(to, url).href
    return next.startsWith(config.origin) ? { url: next, html: '' } : visit(next)
  }
  const { to } = await browser.get(`/logga-in/start/${await wayOf(client)}`)
  const asked = await visit(to)
  const done = await visit(asked.url, { method: 'POST', body: new URLSearchParams({ val: value }) })
  return { asked: asked.html, html: done.html, end: done.url.startsWith(config.origin) ? await browser.get(done.url) : undefined }
}

test('everybody who lives in Delaby can sign in, and comes to their own pages', async () => {
  for (const { subject, name, municipality } of residents) {
    const browser = aBrowser()
    const { end, asked } = await choose(browser, `demo-${municipality.toLowerCase()}-boende`, subject)
    expect(end?.to).toBe('/mina-sidor')
    expect((await browser.get('/mina-sidor/arenden')).text).toBe(`zone A: ${name}`)
    expect(asked).toContain(name)
    expect(asked).not.toContain('Amina Haddad')
    expect(asked).not.toContain('<script')
  }
  expect((await owner`select count(*)::int as n from identity.persons where number_index is not null`)[0]).toEqual({ n: residents.length })
})

test('the same person the next day is the same person', async () => {
  const count = async () => (await owner`select count(*)::int as n from identity.persons`)[0]!['n']
  await choose(aBrowser(), 'demo-delaby-boende', 'camilla')
  const before = await count()
  await choose(aBrowser(), 'demo-delaby-boende', 'camilla')
  expect(await count()).toBe(before)
})

test('everybody who works there can sign in, to their one desk or to a choice', async () => {
  for (const { subject, name, municipality, at } of staff) {
    const browser = aBrowser()
    const { end } = await choose(browser, `demo-${municipality.toLowerCase()}-personal`, subject)
    expect(end?.to).toBe('/personal')
    const start = await browser.get('/personal')
    // Who receives beside other work at a unit does so at that desk.
    const valid = at.filter(
      ({ unit, role, ended }) =>
        !ended && !(role === 'requestDispatcher' && at.some((other) => other.unit === unit && other.role !== role)),
    )
    if (valid.length !== 1) expect(start.to).toBe('/personal/uppdrag')
    else if (valid[0]!.role === 'caseOfficer') expect(start.text).toContain(name)
    else expect(start.status).toBe(404) // not a case officer's room
  }
})

test.each([
  ['avbryt', 'demo-delaby-boende', 'A', 'avbröts'],
  ['okand:camilla', 'demo-delaby-boende', 'D', 'sade inte hur säkert'],
  [unconfirmed.subject, 'demo-delaby-boende', 'H', 'samordningsnummer är inte bekräftat'],
  ['okand.person', 'demo-delaby-personal', 'K', 'inte upplagd som personal'],
  ['lag:amina.haddad', 'demo-delaby-personal', 'C', ''],
])('whoever chooses %s at %s is told why it stops', async (value, client, letter, words) => {
  const browser = aBrowser()
  const { end } = await choose(browser, client, value)
  expect(new URL(end?.to ?? '', config.origin).searchParams.get('kod')?.[0]).toBe(letter)
  expect((await browser.get(end!.to)).text).toContain(words)
  expect(browser.session()).toBeUndefined()
})

test('a low level opens the lower rooms only', async () => {
  const browser = aBrowser()
  await choose(browser, 'demo-delaby-boende', 'lag:camilla')
  expect((await browser.get('/mina-sidor')).status).toBe(200)
  expect((await browser.get('/mina-sidor/arenden')).status).toBe(403)
})

test('the provider always asks who it is, and takes no answer it did not offer', async () => {
  const [browser, jar] = [aBrowser(), new Map<string, string>()]
  await choose(browser, 'demo-delaby-boende', 'camilla', jar)
  expect((await choose(browser, 'demo-delaby-boende', 'yusuf', jar)).end?.to).toBe('/mina-sidor')
  expect((await browser.get('/mina-sidor')).text).toBe('zone B: Yusuf Demir')
  expect((await choose(aBrowser(), 'demo-delaby-boende', 'amina.haddad')).html).toContain('Det valet finns inte')
  const stray = await fetch(`http://localhost:${free}/val/nothing`)
  expect(stray.status).toBe(400)
})

test('the demo provider does not start in production', async () => {
  await expect(startProvider({ ...config, mode: 'production' })).rejects.toThrow('demo')
})

test('the provider’s port may change without anybody losing their login', async () => {
  await pointProvidersAtDemo(base.databaseUrl, { demoProviderPort: 2 })
  await pointProvidersAtDemo(base.databaseUrl, config)
  const browser = aBrowser()
  await choose(browser, 'demo-delaby-personal', 'amina.haddad')
  expect((await browser.get('/personal')).text).toBe('Vuxenenheten: Amina Haddad')
})

test('seeding twice adds nothing', async () => {
  const [row] =
    await owner`select (select count(*)::int from directory.staff) as staff, (select count(*)::int from directory.providers) as providers,
    (select count(*)::int from directory.assignments) as assignments, (select name from directory.staff where id = ${idOf('amina.haddad')}) as amina`
  expect(row).toEqual({ staff: staff.length, providers: 4, assignments: staff.flatMap(({ at }) => at).length, amina: 'Amina Haddad' })
})

test('every number is a number that may be, and belongs to one person only', () => {
  const all = [...residents, unconfirmed]
  for (const { number, coordination } of all) {
    const parsed = parsePersonalNumber(number, day('2026-11-21'))
    expect(parsed).toBe(number)
    expect(isCoordinationNumber(parsed!)).toBe(coordination !== undefined)
  }
  expect(new Set(all.map(({ number }) => number)).size).toBe(all.length)
  expect(signInLines().join('\n')).toContain('Camilla Rosén')
})
