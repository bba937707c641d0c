import { expect, test } from 'vitest'
import { again, aPerson, aUnit, aWorker, browser, services } from '#testing'
import { application } from '../app.ts'
import { formsAMinute } from './http.ts'

const unit = await aUnit()

test('a session that sends forms without end is asked to wait a little, with a page that sends the form again when it is reloaded', async () => {
  const worker = await aWorker({ unit })
  const { get, post } = await browser(worker)
  // To somewhere there is nothing, and with nothing in it: tries count, whatever comes of them.
  const send = () => post(`/personal/granska/${crypto.randomUUID()}/${crypto.randomUUID()}`, {})
  for (let n = 0; n < formsAMinute; n++) expect((await send()).status).not.toBe(429)
  const refused = await send()
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect(refused.text).toContain('ladda sedan om den här sidan')
  expect((await post('/personal/arenden', { sok: 'Camilla' })).status).toBe(429)

  expect((await get('/personal')).status).toBe(200)
  expect((await post('/logga-ut', {})).headers.get('location')).toBe('/personal/utloggad')
})

test('the limit is the session’s own: the same person at another device goes on', async () => {
  const app = application(services)
  const person = await aPerson()
  const other = await again(person)
  const send = async ({ cookie }: { cookie: string }) => {
    const headers = { cookie, origin: services.config.origin, 'sec-fetch-site': 'same-origin' }
    return (await app.request('/mina-sidor/installningar/avsluta', { method: 'POST', headers, body: new URLSearchParams() })).status
  }
  for (let n = 0; n < formsAMinute; n++) await send(person)
  expect([await send(person), await send(other)]).toEqual([429, 404])
})
