import { expect, test } from 'vitest'
import { styles } from '#kernel/assets'
import { aPerson, aUnit, aWorker, config, services } from '#testing'
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
