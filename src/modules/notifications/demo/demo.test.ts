import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { application } from '../../../app.ts'
import { aPerson, aUnit, browser, config, owner, services } from '#testing'
import { addressIndex, sealAddress } from '#kernel/secrets'
import { day } from '#kernel/values/day'
import { deliver } from '../send.ts'
import { path } from './page.tsx'

test('in the demo anybody sees what would have been sent, and can answer it as its receiver would', async () => {
  const [person, unit] = [await aPerson(), await aUnit()]
  const number = '+46701740605'
  await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by, confirmed_on) values (${person.id}, 'sms', ${sealAddress(config.secret, number)}, ${addressIndex(config.secret, number)}, 'person', current_date)`
  const anybody = await browser()
  expect((await anybody.get(path)).text).toContain('Inget har skickats än')
  const key = `reminder:${randomUUID()}:1:2`
  await deliver(services, {
    key,
    personId: person.id,
    committeeId: unit.committee.id,
    about: 'reminder',
    derive: async () => ({
      template: 'reminder',
      slots: { day: day('2026-12-03'), time: '9.30', how: 'visit', phone: '0980-31 92 10', link: `${config.origin}/tid/abcdefghijklmnop` },
    }),
  })
  const { text } = await anybody.get(path)
  expect(text).toContain('Sms till 070‑174')
  expect(text).toContain(`<a href="${config.origin}/tid/abcdefghijklmnop">`)
  expect((await anybody.post(path, { till: number })).status).toBe(303)
  expect((await owner`select body from kernel.outbox where topic = 'sms-replied'`).map(({ body }) => body as object)).toEqual([
    { person: person.id, key, text: '1' },
  ])
})

test('in production there is no such address', async () => {
  const app = application({ ...services, config: { ...config, mode: 'production' } })
  for (const method of ['GET', 'POST']) {
    const answer = await app.request(path, { method, headers: { origin: config.origin, 'sec-fetch-site': 'same-origin' } })
    expect([method, answer.status]).toEqual([method, 404])
  }
})
