import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { packed, wantsGzip } from './packed.ts'

const page = `<p>${'Hej och välkommen. '.repeat(200)}</p>`
const app = new Hono()
  .use(packed)
  .get('/page', (c) => c.html(page, 422, { vary: 'Accept-Encoding' }))
  .get('/file', (c) => c.body(page, 200, { 'content-type': 'text/html', 'content-length': String(Buffer.byteLength(page)) }))
const ask = (path: string, accepted: string) => app.request(path, { headers: { 'accept-encoding': accepted } })

test('a page comes as gzip to those who take it, with its status and headers, and is the same page', async () => {
  const response = await ask('/page', 'br, gzip;q=0.8')
  expect([response.status, response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
    422,
    'gzip',
    'Accept-Encoding',
  ])
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.length).toBeLessThan(page.length / 4)
  expect(gunzipSync(bytes).toString()).toBe(page)
})

test('a page comes as it is to those who do not, and a file to everybody', async () => {
  for (const [path, accepted] of [
    ['/page', ''],
    ['/page', 'br'],
    ['/page', 'gzip;q=0, br'],
    ['/file', 'gzip'],
  ] as const) {
    const response = await ask(path, accepted)
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await response.text()).toBe(page)
  }
})

test('gzip is taken when it is named and not refused', () => {
  expect(['gzip', 'deflate, GZIP;q=1.0', 'gzip;q=0.1'].map((text) => wantsGzip(text))).toEqual([true, true, true])
  expect(['', 'br', 'gzip;q=0', 'gzip; q=0.000, br', 'x-gzipped'].map((text) => wantsGzip(text))).toEqual(Array(5).fill(false))
})
