import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from './day.ts'
import { birthDay, isCoordinationNumber, masked, parsePersonalNumber } from './personal-number.ts'

const today = day('2026-11-21')
const parse = (text: string) => parsePersonalNumber(text, today)

/** The check digit, found by trying: the one digit that makes the weighted sum end in zero. */
const weighed = (digit: string, at: number) => Array.from(String(Number(digit) * (2 - (at % 2)))).reduce((sum, n) => sum + Number(n), 0)
const sum = (ten: string) => Array.from(ten, weighed).reduce((a, b) => a + b, 0)
const checkDigit = (nine: string) => Array.from('0123456789').find((digit) => sum(nine + digit) % 10 === 0)!
/** Numbers are made, never written out: no real person's number stands in the code. */
const make = (eight: string, serial: string) => eight + serial + checkDigit(eight.slice(2) + serial)

const births = ['19900602', '20000229', '19120101', '20261121', '18991231', '20050606', '19640229', '19770807', '20150115', '19450508']
const valid = births.flatMap((birth, at) => {
  const later = birth.slice(0, 6) + String(Number(birth.slice(6)) + 60)
  return [make(birth, '239'), make(birth, `98${at}`), make(birth, '001'), make(later, `24${at}`)]
})

test.each(valid.map((number, at) => [at + 1, number] as const))('valid number %i of 40 is read', (_, number) => {
  expect(parse(number) === number).toBe(true)
})

const wrongDigit = (number: string) => number.slice(0, 11) + ((Number(number.at(-1)) + 3) % 10)
const noSuchDay = [
  '19900231',
  '19900431',
  '20010229',
  '19000229',
  '19901301',
  '19900001',
  '19900600',
  '19900632',
  '19900660',
  '19900692',
  '19900299',
  '19900291',
  '20261122',
  '20270101',
  '21000101',
  '17900101',
  '00000101',
  '18391231',
  '99991231',
  '20261182',
].map((birth) => make(birth, '239'))
const notNumbers = [
  '',
  ' ',
  '-',
  '900602',
  '19900602',
  '1990060223',
  'nittonhundra',
  '٠٠٠٠٠٠٠٠٠٠',
  '1990-06-02',
  '19900602-',
  '-2391',
  '0'.repeat(12),
  '19900602--',
  'T0'.repeat(5),
  '1'.repeat(60),
  '\u0000'.repeat(10),
  '<b>',
  "' or 1=1",
  '1e11',
  '٣'.repeat(12),
]
const invalid = [...valid.filter((_, at) => at % 2 === 0).map(wrongDigit), ...noSuchDay, ...notNumbers]

test('there are 40 valid and 60 invalid numbers to try', () => {
  expect([new Set(valid).size, invalid.length]).toEqual([40, 60])
})

test.each(invalid.map((number, at) => [at + 1, number] as const))('invalid number %i of 60 is refused', (_, number) => {
  expect(parse(number) === undefined).toBe(true)
})

const tolvan = make('19121212', '121')
const young = make('20150115', '239')
const forms: [string, string][] = [
  [tolvan, tolvan],
  [`${tolvan.slice(0, 8)}-${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)}+${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)} ${tolvan.slice(8)}`, tolvan],
  [` ${tolvan} `, tolvan],
  [Array.from(tolvan).join(' '), tolvan],
  [`${tolvan.slice(0, 4)} ${tolvan.slice(4, 6)} ${tolvan.slice(6, 8)} - ${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)}\u00a0${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)}–${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)}−${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(0, 8)}\u2011${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(2, 8)}+${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(2, 8)} + ${tolvan.slice(8)}`, tolvan],
  [`${tolvan.slice(2, 8)}-${tolvan.slice(8)}`, `20${tolvan.slice(2)}`],
  [tolvan.slice(2), `20${tolvan.slice(2)}`],
  [young.slice(2), young],
  [`${young.slice(2, 8)}-${young.slice(8)}`, young],
  [`${young.slice(2, 8)}+${young.slice(8)}`, `19${young.slice(2)}`],
  [`\t${young.slice(2, 8)} ${young.slice(8)}\n`, young],
  [make('20261121', '239').slice(2), make('20261121', '239')],
]

test.each(forms.map((form, at) => [at + 1, ...form] as const))('way %i of 20 to write a number is understood', (_, written, number) => {
  expect(forms.length).toBe(20)
  expect(parse(written) === number).toBe(true)
})

test('a person born tomorrow a hundred years ago is ninety-nine, not unborn', () => {
  expect(parse(make('19261122', '239').slice(2))?.startsWith('19261122')).toBe(true)
})

test('2 000 made numbers are read back, and any other check digit is refused', () => {
  const made = fc.record({
    n: fc.integer({ min: 0, max: 67_000 }),
    serial: fc.integer({ min: 1, max: 999 }),
    sixty: fc.boolean(),
    off: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(made, ({ n, serial, sixty, off }) => {
      const born = addDays(day('1843-01-01'), n)
      const plain = born.replaceAll('-', '')
      const number = make(sixty ? plain.slice(0, 6) + (Number(plain.slice(6)) + 60) : plain, String(serial).padStart(3, '0'))
      const read = parse(number)
      if (!read) throw new Error('a valid number was refused')
      expect(birthDay(read)).toBe(born)
      expect(isCoordinationNumber(read)).toBe(sixty)
      expect(masked(read)).toBe(`${number.slice(0, 8)}-****`)
      expect(parse(number.slice(0, 11) + ((Number(number.at(-1)) + off) % 10)) === undefined).toBe(true)
    }),
    { seed: 1947, numRuns: 2000 },
  )
})
