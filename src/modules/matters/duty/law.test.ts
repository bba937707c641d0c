import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { reference } from '../templates/read.ts'
import { inForce } from '../templates/model.ts'
import { cited, citations, lawLines, lawOf } from './law.ts'
import { lawsOf, refusalLaws } from './model.ts'

const today = dayOf(new Date())

test('every rule that these pages cite stands in the one file of law, and is in force', () => {
  const { law } = reference()
  const keys = [...Object.values(lawsOf), ...Object.values(refusalLaws)].flat()
  expect(keys.length).toBeGreaterThan(10)
  for (const key of keys) expect([key, inForce(law, [key], today).length]).toEqual([key, 1])
  for (const { certainty, validFrom, statute } of law.references)
    expect([certainty, validFrom, law.statutes[statute]].every(Boolean)).toBe(true)
})

test('a rule is cited as people write it, and one that is not in force is not cited', () => {
  expect(lawLines(['FL-2017-900-25'], today, 'sv')).toEqual([
    '25 § förvaltningslagen (2017:900): Att du får läsa och svara innan vi beslutar',
  ])
  expect(citations(['OSL-2009-400-10-3', 'FL-2017-900-10'], today)).toEqual([
    '10 kap. 3 § offentlighets- och sekretesslagen (2009:400)',
    '10 § förvaltningslagen (2017:900)',
  ])
  expect(lawLines(['SoL-2001-453-4-1'], today, 'sv')).toEqual([])
  expect(lawOf('FL-2017-900-33', 'en')).toBe('section 33 of the Administrative Procedure Act, 2017:900')
  expect(() => lawOf('FL-1-1', 'sv')).toThrow('FL-1-1')
  expect(cited(['45 § förvaltningslagen'], 'sv')).toBe('45 § förvaltningslagen')
})

/** What is left of a file when nobody comments on it. */
const uncommented = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')

test('no paragraph of a statute stands in a page’s words or in code: it would still be there when the statute is another', () => {
  // How a citation is written; what the minutes of a committee are numbered with; what no message that leaves may hold; and the contract of the feed,
  // which is for those who build a sender.
  const others = [
    'src/modules/matters/feed/api/openapi.ts',
    'src/modules/matters/templates/model.ts',
    'src/modules/notifications/templates/model.ts',
    'src/modules/release/rules/text.ts',
  ]
  const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'))
  const product = files.filter((file) => !/\.test\.tsx?$|^src\/testing\//.test(file) && !others.includes(file))
  expect(product.length).toBeGreaterThan(200)
  expect(product.filter((file) => /§|\bsection \d|\d kap\./.test(uncommented(file)))).toEqual([])
})
