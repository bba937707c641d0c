import { beforeEach, expect, test, vi } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, browser, opened, owner } from '#testing'
import { allShown, aPlace, camilla, handedAt, noon, officer, read } from '../../../testing/camilla.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

const pageOf = async (person: { cookie: string }, path = '/mina-sidor/arenden') => (await (await browser(person)).get(path)).text
/** The matters of the page as they are read, without the margin. */
const listed = (html: string) => said(html).replace(/ Dina kontakter .*/, '')
/** The page as it is read, hyphens that do not break as hyphens. */
const said = (html: string) => read(html).replaceAll('\u2011', '-')

type Told = [kind: string, at: string, detail: object][]

/** Somebody whose one matter has had these things happen in it. */
async function scene(told: Told, more: { title?: string } = {}) {
  const { committee, unit } = await aPlace()
  const person = await aPerson()
  const matter = await aMatter({ person, unit, field: 'financial-assistance', ...more })
  await allShown(matter)
  for (const [kind, at, detail] of told) await anEvent(matter, kind, detail, { at: `${at}T08:00:00Z` })
  const id = await opened(matter)
  await handedAt(id)
  return { person, committee, unit, id }
}

const received = ['received', '2026-11-02', { what: 'application' }] as const
const assigned = ['assigned', '2026-11-03', { unit: 'Vuxenenheten', officer }] as const

test('each open case says its step, what comes after it, and who has it with a number to call', async () => {
  const { person } = await scene([[...received], [...assigned], ['investigation-opened', '2026-11-04', {}]])
  const html = await pageOf(person)
  expect(listed(html)).toContain(
    'räknar ut vad du har rätt till. Nu Vi räknar, sedan november 2026 Sedan Beslut Din kontakt Amina Haddad, socialsekreterare, 0980-31 92 10 Öppet sedan',
  )
  expect(html).toMatch(/<dd>Amina Haddad, socialsekreterare, <a class="unbroken" href="tel:\+46980319210">/)
  expect(listed(await pageOf(person, '/mina-sidor/arenden?sprak=en'))).toMatch(
    /Now We work it out, since November 2026 Then Decision Your contact Amina Haddad, socialsekreterare , 0980-31 92 10/,
  )
})

test('a meeting that is booked is what comes next', async () => {
  const { person } = await camilla()
  expect(listed(await pageOf(person))).toContain(
    'Nu Stödet pågår, sedan februari 2025 Sedan Vi följer upp ditt stöd tillsammans, torsdag 3 december kl. 9.30 Din kontakt Amina Haddad',
  )
})

test('the end is not said to come next of support that goes on: what the step leads to is', async () => {
  const { person } = await scene([
    [...received],
    ['decision', '2026-11-05', { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd i november' }], deliveredOn: '2026-11-05' }],
    ['payment', '2026-11-06', { status: 'paid', amount: 100, paidOn: '2026-11-06' }],
  ])
  const text = listed(await pageOf(person))
  expect(text).toContain('Nu Utbetalning, sedan november 2026 Sedan Behöver du stöd för nästa månad ansöker du på nytt. Din kontakt')
  expect(text).not.toContain('Sedan Avslut')
})

test('a case that nobody in particular has names its unit, and one without a step names none', async () => {
  const { person } = await scene([])
  const text = listed(await pageOf(person))
  expect(text).toMatch(/Vi har inte lagt något här än|Det som vi kan visa dig kommer hit/)
  expect(text).toMatch(/Din kontakt Vuxenenheten, 0980-31 92 00/)
  expect(text).not.toMatch(/ Nu | Sedan /)
})

test('a case that is not shown says whom to call and no step, and a closed one stays short', async () => {
  const hidden = await scene([[...received], [...assigned], ['not-shown-here', '2026-11-05', {}]])
  const text = listed(await pageOf(hidden.person))
  expect(text).toMatch(
    /Det här ärendet visas inte här\. Ring oss, så berättar vi hur det går\. Din kontakt Amina Haddad, socialsekreterare, 0980-31 92 10/,
  )
  expect(text).not.toMatch(/ Nu | Sedan /)
  const closed = await scene([[...received], [...assigned], ['closed', '2026-11-05', {}]])
  expect(listed(await pageOf(closed.person))).not.toMatch(/ Nu | Sedan | Din kontakt Amina Haddad, socialsekreterare/)
})

test('each contact says which of the cases is theirs, also the one who has two', async () => {
  const { person, unit } = await camilla()
  const money = await aMatter({
    person,
    unit: await aUnit({ committee: unit.committee, called: 'Ekonomienheten' }),
    field: 'financial-assistance',
  })
  const other = await aMatter({ person, unit, title: 'Samtal för anhöriga' })
  await allShown(money)
  for (const matter of [money, other]) await anEvent(matter, 'received', { what: 'application' })
  await anEvent(other, 'assigned', { unit: 'Vuxenenheten', officer })
  for (const matter of [money, other]) await opened(matter)
  await owner`update shelf.matters set opened_on = '2023-01-01' where title is null and field = 'financial-assistance'`
  for (const page of ['/mina-sidor', '/mina-sidor/arenden'])
    expect(said(await pageOf(person, page))).toMatch(
      /Amina Haddad socialsekreterare Dina ärenden: (Vård och stöd vid beroende, Samtal för anhöriga|Samtal för anhöriga, Vård och stöd vid beroende) 0980-31 92 10.* Ekonomienheten Ring hit\..* Ditt ärende: Försörjningsstöd 0980-31 92 00/,
    )
  expect(said(await pageOf(person, '/mina-sidor?sprak=en'))).toContain('Your case: Income support')
})
