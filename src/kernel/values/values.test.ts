import { expect, test } from 'vitest'
import { fileSize } from './bytes.ts'
import { kronor } from './money.ts'
import { mobile, phone } from './phone.ts'

const plain = (text?: string) => text?.replaceAll('\u2011', '-').replaceAll('\u00a0', ' ')

test.each([
  ['0980-319210', '0980-31 92 10', 'tel:+46980319210'],
  ['+46 (0)980 31 92 10', '0980-31 92 10', 'tel:+46980319210'],
  ['0046980319210', '0980-31 92 10', 'tel:+46980319210'],
  ['08-123 456 78', '08-123 456 78', 'tel:+46812345678'],
  ['0701740612', '070-174 06 12', 'tel:+46701740612'],
  ['020-50 50 50', '020-50 50 50', 'tel:020505050'],
  ['0771-567567', '0771-56 75 67', 'tel:0771567567'],
  ['031-12345', '031-123 45', 'tel:+463112345'],
  ['020-22 400', '020-224 00', 'tel:02022400'],
  ['020-2240', '020-22 40', 'tel:0202240'],
  ['112', '112', 'tel:112'],
  ['1177', '1177', 'tel:1177'],
  ['116111', '116 111', 'tel:116111'],
  ['90101', '90101', 'tel:90101'],
  ['+358 9 123456', '+3589123456', 'tel:+3589123456'],
])('the number %s is shown as %s and called as %s', (written, shown, href) => {
  expect(plain(phone(written)?.shown)).toBe(shown)
  expect(phone(written)?.href).toBe(href)
})

test.each([
  ['070-174 06 05', '+46701740605'],
  ['0046 (0)70 174 06 05', '+46701740605'],
  ['+46701740605', '+46701740605'],
  ['+358 40 1234567', '+358401234567'],
  ['0980-31 92 10', undefined],
  ['070-174 06', undefined],
  ['070-174 06 055', undefined],
  ['116 111', undefined],
  ['+0701740605', undefined],
  ['', undefined],
])('a text can be sent to %j as %j', (written, kept) => {
  expect(mobile(written)).toBe(kept)
})

test('a number never breaks over a line', () => {
  expect(phone('0980319210')?.shown).toBe('0980\u201131\u00a092\u00a010')
})

test.each([
  '070-174 06',
  '070-174 06 1',
  '070-174 06 123',
  '+46 70 174 06',
  '0771-56 75 6',
  '031-1234',
  '08-123 456 789',
  '0980-31 92 100',
])('%j lacks digits or has too many', (written) => {
  expect(phone(written)).toBeUndefined()
})

test.each(['', 'ring mig', '0', '00', '+', '12', '0'.repeat(30), '+460', 'javascript:alert(1)'])('%j is no number to call', (written) => {
  expect(phone(written)).toBeUndefined()
})

test.each([
  [1250, '1 250 kr'],
  [0, '0 kr'],
  [-200, '−200 kr'],
  [99.5, '99,50 kr'],
  [1234567.891, '1 234 567,89 kr'],
  [0.1 + 0.2, '0,30 kr'],
  [-0.001, '0 kr'],
])('%d kronor is shown as %s', (amount, shown) => {
  expect(plain(kronor(amount))).toBe(shown)
})

test.each([
  [0, '0 kB', '0 kB'],
  [1, '1 kB', '1 kB'],
  [999, '1 kB', '1 kB'],
  [340_000, '340 kB', '340 kB'],
  [999_600, '1 MB', '1 MB'],
  [1_230_000, '1,2 MB', '1.2 MB'],
  [48_000_000, '48 MB', '48 MB'],
])('a file of %d bytes is %s, in English %s', (bytes, sv, en) => {
  expect(plain(fileSize(bytes, 'sv'))).toBe(sv)
  expect(plain(fileSize(bytes, 'en'))).toBe(en)
})
