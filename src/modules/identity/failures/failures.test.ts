import { expect, test } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { type Committee, aUnit, aWorker, browser, db, owner } from '#testing'
import { causes, type Cause } from '../sign-in/model.ts'
import { countFailure } from '../sign-in/queries.ts'

const page = '/personal/inloggningar'
const today = dayOf(new Date())
let made = 0

async function aWay({ municipalityId }: Committee): Promise<string> {
  const key = `way-${(made += 1)}`
  const [row] = await owner`
    insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels)
    values (${municipalityId}, 'resident', ${key}, ${owner.json({ sv: 'Fjällegget' })}, 'https://idp.example', ${key}, '{}') returning id`
  return row!['id'] as string
}
/** Somebody did not get in, so many days ago. */
async function failed(way: string, cause: Cause, daysAgo = 0): Promise<void> {
  await db.as({ kind: 'doorkeeper' }, { purpose: 'test' }, (tx) => countFailure(tx, today, way, cause))
  if (daysAgo > 0)
    await owner`update identity.sign_in_failures set day = day - ${daysAgo}::int where provider_id = ${way} and cause = ${cause} and day = ${today}`
}
/** The rows of the table, as what is read in their cells. */
const rowsOf = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1).map(([, row]) => [...row!.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, cell]) => cell))

test('the steward sees how many did not get in, why, and whether it is more than the week before, over all ways in', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  expect((await desk.get(page)).text).toContain('Ingen inloggning har misslyckats de senaste två veckorna')
  const [one, two] = [await aWay(unit.committee), await aWay(unit.committee)]
  await failed(one, 'no-answer', 7)
  for (const way of [one, two, two]) await failed(way, 'no-answer')
  await failed(one, 'cancelled', 6)
  await failed(two, 'clock', 13)
  await failed(two, 'untrusted', 14)
  const { text } = await desk.get(page)
  expect(rowsOf(text)).toEqual([
    ['Inloggningstjänsten svarade inte', '3', '1'],
    ['Personen avbröt', '1', '0'],
    ['Inloggningstjänstens klocka stämde inte med vår', '0', '1'],
  ])
  expect(text).not.toContain('Fjällegget')
  expect((await desk.get('/personal')).text).toContain(`href="${page}"`)
})

test('every cause has its words', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'systemSteward' }))
  const way = await aWay(unit.committee)
  for (const cause of Object.keys(causes) as Cause[]) await failed(way, cause)
  for (const language of ['sv', 'en']) {
    const said = rowsOf((await desk.get(`${page}?sprak=${language}`)).text).map(([words]) => words)
    expect(new Set(said).size).toBe(Object.keys(causes).length)
    for (const words of said) expect(words).toMatch(/^[A-ZÅÄÖ][^.]{8,}$/)
  }
})

test("another municipality's failures are not there, though its own steward sees them", async () => {
  const [here, there] = [await aUnit(), await aUnit()]
  await failed(await aWay(there.committee), 'cancelled')
  const seenBy = async (unit: typeof here) => rowsOf((await (await browser(await aWorker({ unit, role: 'systemSteward' }))).get(page)).text)
  expect([await seenBy(here), await seenBy(there)]).toEqual([[], [['Personen avbröt', '1', '0']]])
})
