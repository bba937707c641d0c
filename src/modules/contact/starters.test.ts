import { expect, test } from 'vitest'
import { phone } from '#kernel/values/phone'
import { fieldOrder, searched } from './new/model.ts'
import type { Offered } from './model.ts'
import { readStarters } from './starters.ts'

const all = readStarters()
const textsOf = ({ name, forWhom, definition }: (typeof all)[number]) => [
  name,
  forWhom,
  ...definition.fields.flatMap(({ label, help, options }) => [label, ...(help ? [help] : []), ...options.map((one) => one.label)]),
]

test('every field of work has three to five requests to begin from, each with a name of its own', () => {
  const byField = Map.groupBy(all, ({ field }) => field)
  expect([...byField.keys()].toSorted()).toEqual([...fieldOrder].toSorted())
  for (const [field, types] of byField) {
    expect([field, types.length >= (field === 'any' ? 1 : 3) && types.length <= 5]).toEqual([field, true])
    expect(new Set(types.map(({ key }) => key)).size).toBe(types.length)
  }
})

test('they speak plainly, in both languages', () => {
  for (const text of all.flatMap(textsOf)) {
    expect(text.en).toBeTruthy()
    expect(`${text.sv} ${text.en}`).not.toMatch(/handläggs|tyvärr|bolla|!|medborgare|klient|brukare/i)
  }
})

test('the numbers they name are ones that can be called', () => {
  for (const text of all.flatMap(textsOf))
    for (const number of text.sv.match(/\b0\d{1,3}-\d[\d ]+\d/g) ?? []) expect(phone(number)).toBeDefined()
})

const offered = all.map(({ key, field, name, forWhom, need, answerDays, zone }): Offered => ({
  id: `${field}/${key}`,
  unitId: '',
  unit: {},
  fields: [field],
  answerDays,
  zone,
  version: 1,
  name,
  need,
  forWhom,
  open: true,
}))
const first = (text: string) => searched(offered, text)[0]?.id

test.each([
  ['jag kan inte betala hyran', 'financial-assistance/bill'],
  ['Pengarna räcker inte till mat', 'financial-assistance/apply-first'],
  ['dricker för mycket', 'adult-addiction/help'],
  ['min man dricker', 'adult-addiction/worried'],
  ['hemtjänsten kom inte', 'elderly-care/change'],
  ['trygghetslarm', 'elderly-care/alarm'],
  ['grannens barn far illa', 'child-and-family/worried-child'],
  ['han slår mig', 'child-and-family/violence'],
  ['samarbetssamtal', 'child-and-family/agree'],
  ['söka ledsagning', 'disability/apply'],
  ['ny adress', 'any/my-details'],
  ['I cannot pay the rent', 'financial-assistance/bill'],
])('"%s" finds %s', (text, id) => {
  expect(first(text)).toBe(id)
})

test('words that fit nothing find nothing', () => {
  expect(searched(offered, 'bygglov för carport')).toEqual([])
})
