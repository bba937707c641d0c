import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Author } from './model.ts'

/** What is said of words: one form of each letter, one kind of line break, no control characters, nothing at the ends. */
const tidy = (text: string) =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\n\t\P{Cc}\u0080-\u009f]/gu, '')
    .trim()

test('words are tidied alike, be they plain or strange', () => {
  const letters = fc.constantFrom(
    'a',
    'Å',
    'å',
    'A\u030a',
    'é',
    'e\u0301',
    ' ',
    '\u00a0',
    '\n',
    '\r\n',
    '\t',
    '\u0007',
    '\u007f',
    '\ud800',
    '𝒳',
    '’',
    '~',
    '!',
  )
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const read = Author.safeParse({ name: text })
      expect(read.success).toBe(tidy(text) !== '')
      expect(read.data?.name ?? '').toBe(tidy(text))
    }),
    { numRuns: 5000 },
  )
})
