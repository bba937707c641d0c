import { expect, test } from 'vitest'
import { languageFrom, plural, texts } from './text.ts'

const words = texts({
  sv: { save: 'Spara', waiting: (n: number) => `${n} väntar`, turn: { yours: 'Din tur', ours: 'Vår tur' } },
  en: { save: 'Save', waiting: (n) => `${n} waiting`, turn: { yours: 'Your turn', ours: 'Our turn' } },
  'sv-simple': { turn: { yours: 'Nu är det du' } },
})

test('an English reader gets English, and numbers find their place', () => {
  expect(words('en').save).toBe('Save')
  expect(words('en').waiting(3)).toBe('3 waiting')
})

test('a reader of easy Swedish gets the easy words, and plain Swedish where there are none', () => {
  expect(words('sv-simple').turn.yours).toBe('Nu är det du')
  expect(words('sv-simple').turn.ours).toBe('Vår tur')
  expect(words('sv-simple').waiting(2)).toBe('2 väntar')
})

test('a language that lacks a word, or has one nobody asked for, does not compile', () => {
  // @ts-expect-error English has no word for save
  texts({ sv: { save: 'Spara', stop: 'Sluta' }, en: { stop: 'Stop' } })
  // @ts-expect-error Swedish never says more
  texts({ sv: { save: 'Spara' }, en: { save: 'Save', more: 'More' } })
  // @ts-expect-error the sentence takes a number in Swedish and a text in English
  texts({ sv: { waiting: (n: number) => `${n}` }, en: { waiting: (n: string) => n } })
  // @ts-expect-error a whole group is missing in English
  texts({ sv: { turn: { yours: 'Din' } }, en: { turn: {} } })
  expect(words('sv').save).toBe('Spara')
})

test('one document is said in another way than two', () => {
  expect([0, 1, 2].map((n) => plural('sv', n, { one: 'handling', other: 'handlingar' }))).toEqual(['handlingar', 'handling', 'handlingar'])
})

test.each([
  [{ query: 'en', cookie: 'sv', accept: 'sv' }, 'en'],
  [{ query: 'xx', cookie: 'sv-simple', accept: 'en' }, 'sv-simple'],
  [{ cookie: '<script>', accept: 'en-GB,en;q=0.9,sv;q=0.8' }, 'en'],
  [{ accept: 'fi,sv;q=0.7,en;q=0.9' }, 'en'],
  [{ accept: 'en;q=0,sv' }, 'sv'],
  [{ accept: 'fi-FI, so' }, 'sv'],
  [{ accept: ';;;q=,,' }, 'sv'],
  [{}, 'sv'],
])('the reader who asks for %j reads %s', (asked, language) => {
  expect(languageFrom(asked)).toBe(language)
})
