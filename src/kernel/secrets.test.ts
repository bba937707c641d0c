import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { clientKey, numberIndex, openNumber, publicClientKey, sealNumber } from './secrets.ts'
import type { PersonalNumber } from './values/personal-number.ts'

const [secret, other] = ['a'.repeat(40), 'b'.repeat(40)]
const [camilla, yusuf] = ['199001012385', '199006022397'] as PersonalNumber[] as [PersonalNumber, PersonalNumber]

test('a number that is sealed can be opened, and looks different each time', () => {
  const [one, two] = [sealNumber(secret, camilla), sealNumber(secret, camilla)]
  expect(openNumber(secret, one)).toBe(camilla)
  expect(one.equals(two)).toBe(false)
  expect(one.includes(camilla)).toBe(false)
})

test('another secret opens nothing, and a single changed bit is noticed', () => {
  const sealed = sealNumber(secret, camilla)
  expect(() => openNumber(other, sealed)).toThrow()
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => openNumber(secret, changed)).toThrow()
  }
  expect(() => openNumber(secret, sealed.subarray(0, 20))).toThrow()
})

test('a person is found by the same index under one secret, and by none under another', () => {
  expect(numberIndex(secret, camilla).equals(numberIndex(secret, camilla))).toBe(true)
  expect(numberIndex(secret, camilla).equals(numberIndex(secret, yusuf))).toBe(false)
  expect(numberIndex(secret, camilla).equals(numberIndex(other, camilla))).toBe(false)
  expect(numberIndex(secret, camilla)).toHaveLength(32)
})

test('every copy with the secret signs as the same client, and only its public half is shown', () => {
  const [key, open] = [clientKey(secret), publicClientKey(secret)]
  expect(clientKey(secret)).toEqual(key)
  expect(clientKey(other).kid).not.toBe(key.kid)
  expect(open).not.toHaveProperty('d')
  const signature = sign('sha256', Buffer.from('x'), createPrivateKey({ key, format: 'jwk' }))
  expect(verify('sha256', Buffer.from('x'), createPublicKey({ key: open, format: 'jwk' }), signature)).toBe(true)
})
