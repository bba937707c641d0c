import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { residents, unconfirmed } from '../demo/people.ts'
import { day } from '../src/kernel/values/day.ts'
import { isTestNumber, parsePersonalNumber, type PersonalNumber } from '../src/kernel/values/personal-number.ts'

const root = resolve(import.meta.dirname, '..')
const today = day('2040-01-01')

/** From the same published lists as those in demo/people.ts, and used where people.ts may not be: in tests and examples. */
const alsoPublished = ['194408139089', '199006022397', '191212121212', '196109732393', '199107172380']
/** Without the century, which the short form does not say. */
const short = (number: string) => number.slice(2)
const allowed = new Set(
  [...residents, unconfirmed]
    .map(({ number }) => number)
    .concat(alsoPublished)
    .map(short),
)

const apart = /(^|\/)(node_modules|dist|\.git|\.delakt|package-lock\.json|assets)(\/|$)/
const texts = globSync('**/*.{ts,tsx,mjs,js,json,sql,md,html,css,yml,txt,svg,snap,ndjson}', {
  cwd: root,
  exclude: (name) => apart.test(name),
})

/** Every twelve or ten digits in a text that could be somebody's number. Ten count only with a hyphen or in quotes: else they are times and amounts. */
const numbersIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\d.a-f-])(?:(?:18|19|20)\d{6}[-+]?\d{4}|\d{6}[-+]\d{4}|(?<=['"`])\d{10}(?=['"`]))(?![\d.a-f])/g)].flatMap(
    ([found]) => parsePersonalNumber(found, today) ?? [],
  )

test('a number that could be somebody’s stands nowhere but the published test numbers', () => {
  expect(texts.length).toBeGreaterThan(150)
  const found = texts.flatMap((file) =>
    numbersIn(readFileSync(join(root, file), 'utf8')).flatMap((number) =>
      allowed.has(short(number)) ? [] : `${file}: ${number.slice(0, 6)}…`,
    ),
  )
  expect(found).toEqual([])
})

test('all of them are known to be nobody’s, so that production lets none of them in', () => {
  const all = [...residents, unconfirmed].map(({ number }) => number).concat(alsoPublished)
  expect(all.filter((number) => !isTestNumber(number as PersonalNumber))).toEqual([])
})

test('one that is not on the list is found, however it is written', () => {
  const made = ['1985', '0709', '9805'].join('')
  for (const written of [made, `${made.slice(0, 8)}-${made.slice(8)}`, `${made.slice(2, 8)}-${made.slice(8)}`, `'${made.slice(2)}'`])
    expect(numbersIn(`x = ${written};`)).toEqual([made])
})
