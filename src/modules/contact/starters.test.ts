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
  ['jag har inte råd med hyran', 'financial-assistance/bill'],
  ['I cannot afford the rent', 'financial-assistance/bill'],
  ['hemlös', 'financial-assistance/apply-first'],
  ['bostadslös', 'financial-assistance/apply-first'],
  ['nowhere to sleep', 'financial-assistance/apply-first'],
  ['hungriga barn och ingen mat', 'financial-assistance/apply-first'],
  ['vräkt', 'financial-assistance/bill'],
  ['avhysning', 'financial-assistance/bill'],
  ['el avstängd', 'financial-assistance/bill'],
  ['spelskulder', 'adult-addiction/help'],
  ['ensam med barn', 'child-and-family/parent-support'],
  ['autism', 'disability/apply'],
  ['assistans', 'disability/apply'],
  ['trött på att vårda min man', 'elderly-care/carer'],
  ['självmord', 'adult-addiction/talk-soon'],
  ['jag vill dö', 'adult-addiction/talk-soon'],
  ['vill inte leva längre', 'adult-addiction/talk-soon'],
  ['överdos', 'adult-addiction/talk-soon'],
  ['he hits me', 'child-and-family/violence'],
])('"%s" finds %s', (text, id) => {
  expect(first(text)).toBe(id)
})

test('of two that count the same, the one that meets more of the words comes first', () => {
  const [one] = offered
  const spoken = (name: string, forWhom: string, need: string) => ({
    ...one!,
    id: name,
    name: { sv: name },
    forWhom: { sv: forWhom },
    need: { sv: [need] },
  })
  const both = [spoken('Flytt', 'Alla', 'bostad'), spoken('Annat', 'Med bostad eller arbete eller studier', 'övrigt')]
  expect(searched(both, 'bostad arbete studier').map(({ id }) => id)).toEqual(['Annat', 'Flytt'])
})

test('a yes that cannot wait is met with whom to phone, in the form itself', () => {
  for (const [key, field] of [
    ['apply-first', 'akut'],
    ['bill', 'varning'],
    ['agree', 'radd'],
    ['worried-child', 'fara'],
    ['worried', 'barn'],
  ] as const)
    expect(
      all
        .find((type) => type.key === key)!
        .definition.fields.filter(({ kind, showIf }) => kind === 'info' && showIf?.field === field && showIf.is.includes('ja')),
    ).toMatchObject([{ label: { sv: expect.stringMatching(/[Rr]ing/) } }])
})

test('words that fit nothing find nothing', () => {
  expect(searched(offered, 'bygglov för carport')).toEqual([])
})
