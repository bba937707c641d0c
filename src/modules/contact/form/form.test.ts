import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { Definition, type Field, kinds, readAnswers, told, type Typed, valuesOf } from './model.ts'

const today = day('2026-11-21')
const words = { yes: 'Ja', no: 'Nej' }
const label = { sv: 'Fråga' }
const base = { label, required: false, options: [] as Field['options'] }
const option = (value: string) => ({ value, label: { sv: value } })
const form = (...fields: object[]): Definition => Definition.parse({ fields })

/** A form that may be published: each field may depend on one before it that is chosen. */
const aForm: fc.Arbitrary<Definition> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      required: fc.boolean(),
      depends: fc.boolean(),
      on: fc.nat(),
      which: fc.nat(),
      values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) => {
    const fields: object[] = []
    const chosen: { id: string; values: readonly string[] }[] = []
    for (const [at, { kind, required, depends, on, which, values }] of drawn.entries()) {
      const id = `f${at}`
      const options = kind === 'choice' || kind === 'choices' ? values.map(option) : []
      const before = chosen.length ? chosen[on % chosen.length] : undefined
      fields.push({
        id,
        kind,
        label,
        required: kind !== 'info' && required,
        options,
        ...(depends && before ? { showIf: { field: before.id, is: [before.values[which % before.values.length]!] } } : {}),
      })
      const can = valuesOf({ kind, options })
      if (can.length) chosen.push({ id, values: can })
    }
    return Definition.parse({ fields })
  })

const anything = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    'c',
    'ja',
    'nej',
    '2026-12-03',
    '2026-02-30',
    '3 december',
    'i dag',
    '6 450 kr',
    '12',
    '1 234,50',
    '070-174 06 05',
    'anna@example.org',
    '  ',
    'x'.repeat(5000),
  ),
  fc.string(),
)
const sentTo = ({ fields }: Definition): fc.Arbitrary<Typed> =>
  fc.dictionary(
    fc.oneof(fc.constantFrom(...fields.map(({ id }) => id), '__proto__', 'constructor', 'f99'), fc.string()),
    fc.array(anything, { maxLength: 3 }),
  )
const filled = aForm.chain((definition) => sentTo(definition).map((typed) => ({ definition, typed })))

const run = { seed: 4, numRuns: 2000 } as const

/** Which fields are asked, found in the slowest way: again and again until nothing changes. */
function askedOf({ fields }: Definition, answers: ReturnType<typeof readAnswers>['answers']): Set<string> {
  let asked = new Set(fields.map(({ id }) => id))
  for (;;) {
    const next = new Set(
      fields.flatMap(({ id, showIf }) => {
        const given = showIf && asked.has(showIf.field) ? [answers[showIf.field] ?? []].flat() : []
        return !showIf || given.some((value) => showIf.is.includes(value)) ? [id] : []
      }),
    )
    if (next.size === asked.size) return next
    asked = next
  }
}

test('what is not asked is never answered, never required and never at fault', () => {
  fc.assert(
    fc.property(filled, ({ definition, typed }) => {
      const { answers, faults, asked } = readAnswers(definition, typed, today)
      expect([...asked].toSorted()).toEqual([...askedOf(definition, answers)].toSorted())
      for (const id of Object.keys(answers)) expect(asked.has(id)).toBe(true)
      for (const { field } of faults) expect(asked.has(field)).toBe(true)
    }),
    run,
  )
})

test('an answer is always one that the form knows, whatever was sent', () => {
  fc.assert(
    fc.property(filled, ({ definition, typed }) => {
      const { answers, faults } = readAnswers(definition, typed, today)
      const byId = new Map(definition.fields.map((field) => [field.id, field]))
      for (const [id, answer] of Object.entries(answers)) {
        const field = byId.get(id)!
        expect(field).toBeDefined()
        const can = valuesOf(field)
        if (can.length) for (const value of [answer].flat()) expect(can).toContain(value)
        expect(faults.some((fault) => fault.field === id)).toBe(false)
        expect([answer].flat().every((value) => value !== '')).toBe(true)
      }
    }),
    run,
  )
})

test('a required field that is asked and left empty is the only way to lack something', () => {
  fc.assert(
    fc.property(filled, ({ definition, typed }) => {
      const { answers, faults, asked } = readAnswers(definition, typed, today)
      for (const { id, kind, required } of definition.fields) {
        const lacks = faults.some(({ field, what }) => field === id && what === 'required')
        if (lacks) expect([required, asked.has(id)]).toEqual([true, true])
        if (required && asked.has(id) && kind !== 'file' && !(id in answers)) expect(faults.some(({ field }) => field === id)).toBe(true)
      }
    }),
    run,
  )
})

test('the same answers sent again are taken again, and told in the order of the form', () => {
  fc.assert(
    fc.property(filled, ({ definition, typed }) => {
      const { answers, faults } = readAnswers(definition, typed, today)
      const again = readAnswers(definition, Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, [answer].flat()])), today)
      expect(again.answers).toEqual(answers)
      if (faults.every(({ what }) => what === 'required')) expect(again.faults).toEqual(faults)
      const order = told(definition, answers, 'sv', words).map(({ id }) => id)
      expect(order).toEqual(definition.fields.map(({ id }) => id).filter((id) => order.includes(id)))
    }),
    run,
  )
})

test.each<[string, object[]]>([
  [
    'two that wait for each other',
    [
      { ...base, id: 'a', kind: 'yes-no', showIf: { field: 'b', is: ['ja'] } },
      { ...base, id: 'b', kind: 'yes-no', showIf: { field: 'a', is: ['ja'] } },
    ],
  ],
  ['one that waits for itself', [{ ...base, id: 'a', kind: 'yes-no', showIf: { field: 'a', is: ['ja'] } }]],
  [
    'one that waits for what comes after it',
    [
      { ...base, id: 'a', kind: 'text', showIf: { field: 'b', is: ['ja'] } },
      { ...base, id: 'b', kind: 'yes-no' },
    ],
  ],
  [
    'one that waits for words',
    [
      { ...base, id: 'a', kind: 'text' },
      { ...base, id: 'b', kind: 'text', showIf: { field: 'a', is: ['ja'] } },
    ],
  ],
  [
    'one that waits for an answer that cannot be given',
    [
      { ...base, id: 'a', kind: 'yes-no' },
      { ...base, id: 'b', kind: 'text', showIf: { field: 'a', is: ['kanske'] } },
    ],
  ],
  [
    'two of the same name',
    [
      { ...base, id: 'a', kind: 'text' },
      { ...base, id: 'a', kind: 'text' },
    ],
  ],
  ['a choice of one', [{ ...base, id: 'a', kind: 'choice', options: [option('x')] }]],
  ['the same choice twice', [{ ...base, id: 'a', kind: 'choice', options: [option('x'), option('x')] }]],
  ['choices where one writes', [{ ...base, id: 'a', kind: 'text', options: [option('x'), option('y')] }]],
  ['words that must be answered', [{ ...base, id: 'a', kind: 'info', required: true }]],
  ['a name that could be more than a name', [{ ...base, id: 'a"]{}', kind: 'text' }]],
])('a form with %s is refused', (_, fields) => {
  expect(Definition.safeParse({ fields }).success).toBe(false)
})

test('a field that was hidden by an answer drops what had been written in it', () => {
  const definition = form(
    { id: 'barn', kind: 'yes-no', label, required: true },
    { id: 'hur-manga', kind: 'number', label, required: true, max: 20, showIf: { field: 'barn', is: ['ja'] } },
  )
  expect(readAnswers(definition, { barn: ['nej'], 'hur-manga': ['3'] }, today)).toMatchObject({ answers: { barn: 'nej' }, faults: [] })
  expect(readAnswers(definition, { barn: ['ja'] }, today).faults).toEqual([{ field: 'hur-manga', what: 'required' }])
  expect(readAnswers(definition, { barn: ['ja'], 'hur-manga': ['21'] }, today).faults).toEqual([{ field: 'hur-manga', what: 'most' }])
  expect(readAnswers(definition, { barn: ['kanske'] }, today).faults).toEqual([{ field: 'barn', what: 'choose' }])
})

test.each([
  ['date', '2026-02-30', 'day'],
  ['date', 'sista november', 'day'],
  ['number', 'tre', 'number'],
  ['number', 'kr', 'number'],
  ['number', '6450 dollar', 'number'],
  ['number', '6:4:50', 'number'],
  ['phone', 'ring mig', 'phone'],
  ['phone', '070-174 06', 'phone'],
  ['email', 'anna(at)example', 'email'],
  ['text', 'x'.repeat(201), 'long'],
] as const)('%s does not take "%s"', (kind, text, what) => {
  expect(readAnswers(form({ id: 'a', kind, label }), { a: [text] }, today)).toMatchObject({ answers: {}, faults: [{ field: 'a', what }] })
})

test.each([
  ['1 234,50', '1234.50'],
  ['6 450 kr', '6450'],
  ['6\u00a0450 kronor', '6450'],
  ['6450 KR.', '6450'],
  ['6450:-', '6450'],
  ['6 450,50', '6450.50'],
  ['6 450:50', '6450.50'],
  ['6450,-', '6450'],
])('the number %j is taken as %s', (text, answer) => {
  expect(readAnswers(form({ id: 'a', kind: 'number', label }), { a: [text] }, today).answers).toEqual({ a: answer })
})

test('a day is taken as people write it, the nearest without a year, and told so that they see which it is', () => {
  const definition = form({ id: 'a', kind: 'date', label })
  for (const [text, answer] of [
    ['3 december', '2026-12-03'],
    ['3/10', '2026-10-03'],
    ['i morgon', '2026-11-22'],
  ] as const)
    expect(readAnswers(definition, { a: [text] }, today).answers).toEqual({ a: answer })
  expect(told(definition, { a: '2026-12-03' }, 'sv', words)[0]!.values).toEqual(['torsdag 3 december 2026'])
})

test('a file that must be there is asked for, and one that is there is enough', () => {
  const definition = form({ id: 'intyg', kind: 'file', label, required: true })
  expect(readAnswers(definition, {}, today).faults).toEqual([{ field: 'intyg', what: 'required' }])
  expect(readAnswers(definition, {}, today, { intyg: 1 }).faults).toEqual([])
})
