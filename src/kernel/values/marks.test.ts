import { expect, test } from 'vitest'
import { hoursIn } from './hours.ts'
import { inSwedish, openAt, runs, theirs, unbroken } from './marks.ts'

test('a reader of English gets Swedish words as a piece of their own, a reader of Swedish as any others', () => {
  expect(runs(`The support goes on: ${theirs('Boendestöd', 'en')}.`)).toEqual([
    { text: 'The support goes on: ' },
    { text: 'Boendestöd', mark: 'swedish' },
    { text: '.' },
  ])
  expect(theirs('Boendestöd', 'sv') + theirs('Boendestöd', 'sv-simple')).toBe('BoendestödBoendestöd')
  expect(runs(`Ärende ${unbroken('2024-1187')}`)).toEqual([{ text: 'Ärende ' }, { text: '2024-1187', mark: 'unbroken' }])
  expect(runs(inSwedish('') + unbroken(''))).toEqual([])
})

test('a sentence that is cut within a mark goes on in it', () => {
  const whole = `Yes: ${inSwedish('Boendestöd fyra timmar')}. Done`
  const [first, rest] = [whole.slice(0, 12), whole.slice(12)]
  expect(runs(openAt(first) + rest)).toEqual([{ text: 'stöd fyra timmar', mark: 'swedish' }, { text: '. Done' }])
  expect(openAt(whole)).toBe('')
})

test('phone hours that are days and hours are said in English; anything more stays Swedish and says so', () => {
  expect(hoursIn('måndag–torsdag 8.30–9.30', 'sv')).toBe('måndag–torsdag 8.30–9.30')
  expect(hoursIn('måndag–torsdag 8.30–9.30', 'en')).toBe('Monday–Thursday 8:30–9:30')
  expect(hoursIn('Vardagar kl. 8–16', 'en')).toBe('weekdays at 8–16')
  expect(hoursIn('tisdag och torsdag 13–14', 'en')).toBe('Tuesday and Thursday 13–14')
  expect(runs(hoursIn('vardagar utom klämdagar', 'en'))).toEqual([{ text: 'vardagar utom klämdagar', mark: 'swedish' }])
})
