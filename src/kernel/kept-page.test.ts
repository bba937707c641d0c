import { expect, test } from 'vitest'
import { aCommittee, aPerson, browser } from '#testing'

await aCommittee()

test('the public page is the same bytes for all who come without a cookie, in their language, and needs no nonce', async () => {
  const { get } = await browser()
  const [first, again, english] = [await get('/'), await get('/'), await get('/', { 'accept-language': 'en' })]
  expect(again.text).toBe(first.text)
  expect(first.text).toContain('<html lang="sv"')
  expect(english.text).toContain('<html lang="en"')
  expect(first.text).not.toContain('nonce=')
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(first.headers.get('content-security-policy')).not.toContain('nonce-')
})

test('somebody signed in, or asking for a language, gets a page of their own', async () => {
  const person = await aPerson({ called: 'Camilla Rosén' })
  const signedIn = await (await browser(person)).get('/')
  expect(signedIn.text).toContain('Camilla Rosén')
  expect(signedIn.headers.get('content-security-policy')).toContain('nonce-')
  const { get } = await browser()
  expect((await get('/?sprak=en')).headers.get('set-cookie')).toContain('sprak=en')
  expect((await get('/')).text).not.toContain('Camilla')
})
