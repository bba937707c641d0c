import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { callerOf } from './client.ts'

const app = new Hono().get('/', (c) => c.text(callerOf(c, 1)))
const keyOf = async (address: string) => (await app.request('/', { headers: { 'x-forwarded-for': address } })).text()

test('a network of IPv6 is one caller, however its addresses are written', async () => {
  const same = ['2001:db8::1', '2001:db8::2:1', '2001:db8:0:0:1:2:3:4', '2001:db8:0:0::9']
  expect(new Set(await Promise.all(same.map(keyOf)))).toEqual(new Set(['2001:db8:0:0']))
  expect(await keyOf('2001:db8:0:1::1')).toBe('2001:db8:0:1')
  expect(await keyOf('::1')).toBe('0:0:0:0')
  expect([await keyOf('192.0.2.7'), await keyOf('::ffff:192.0.2.7')]).toEqual(['192.0.2.7', '::ffff:192.0.2.7'])
})
