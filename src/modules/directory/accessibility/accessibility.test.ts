import { expect, test } from 'vitest'
import { browser } from '#testing'

test.each([
  ['sv', 'Anmäl till Digg'],
  ['en', 'Report to Digg'],
])('whoever is not content with the answer is led to the authority that supervises (%s)', async (language, words) => {
  const { status, text } = await (await browser()).get(`/tillganglighet?sprak=${language}`)
  expect(status).toBe(200)
  expect(text).toMatch(new RegExp(`<a href="https://www\\.digg\\.se/tdosanmalan">${words}`))
})
