import { expect, test } from 'vitest'
import { Field } from '../feed/model.ts'
import { cite, inForce, LegalReferences, Template } from './model.ts'
import { readReference } from './read.ts'

const { law, templates } = readReference()

test('every field of work has a process of its own', () => {
  expect(Object.keys(templates).toSorted()).toEqual([...Field.options].toSorted())
})

test('every case can come to a no, and the no is a step of its own that only they meet', () => {
  for (const { field, steps } of Object.values(templates))
    expect(
      steps.filter((step) => step.track === 'refused').map((step) => step.key),
      field,
    ).toEqual(['refusal'])
})

test('a template with a step nobody can reach is refused, and so is one that leads nowhere', () => {
  const good = templates['elderly-care']
  expect(Template.safeParse({ ...good, moves: good.moves.filter((move) => !move.to.includes('support')) }).error?.issues[0]?.message).toBe(
    'nothing leads to support',
  )
  expect(Template.safeParse({ ...good, moves: [{ on: 'note', to: ['nowhere'] }, ...good.moves] }).success).toBe(false)
  expect(Template.safeParse({ ...good, phases: good.phases.slice(1) }).success).toBe(false)
})

test('a sentence that lacks a language is refused', () => {
  const good = templates.disability
  const [first, ...rest] = good.steps
  expect(Template.safeParse({ ...good, steps: [{ ...first!, means: { sv: 'Vi har fått din ansökan.' } }, ...rest] }).success).toBe(false)
})

test('the words are ours and plain: nothing is bounced, nobody falls between chairs, no case is "handled"', () => {
  expect(JSON.stringify(templates)).not.toMatch(/handlägg|boll|mellan stolarna|tyvärr|beklag|brukare|klient/i)
})

test('a step points at the law of its time: the older act until the summer of 2025, the new one after', () => {
  const { laws } = templates['adult-addiction']
  const acts = (day: string) =>
    new Set(
      inForce(law, laws, day)
        .filter((row) => row.statute === 'SoL')
        .map((row) => row.sfs),
    )
  expect([...acts('2025-06-30')]).toEqual(['2001:453'])
  expect([...acts('2025-07-01')]).toEqual(['2025:400'])
})

test('law is cited as people write it', () => {
  const said = (key: string, language: 'sv' | 'en') =>
    cite(
      law,
      law.references.find((row) => row.key === key)!,
      language,
    )
  expect(said('SoL-2025-400-11-1', 'sv')).toBe('11 kap. 1 § socialtjänstlagen (2025:400)')
  expect(said('SoL-2025-400-11-4-5', 'sv')).toBe('11 kap. 4–5 §§ socialtjänstlagen (2025:400)')
  expect(said('FL-2017-900-44', 'en')).toBe('section 44 of the Administrative Procedure Act (2017:900)')
  expect(said('SFB-2010-110-51', 'sv')).toBe('51 kap. socialförsäkringsbalken (2010:110)')
})

test('a law that stands twice, or belongs to no act, is refused', () => {
  const [row] = law.references
  expect(LegalReferences.safeParse({ ...law, references: [row!, row!] }).success).toBe(false)
  expect(LegalReferences.safeParse({ ...law, references: [{ ...row!, statute: 'XL' }] }).success).toBe(false)
})
