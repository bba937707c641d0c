import { beforeEach, expect, test } from 'vitest'
import { aMatter, anEvent, aPerson, aUnit, aWorker, browser, decided, opened, owner, uuid } from '#testing'
import { read } from '../../testing/camilla.ts'
import { aBooking, aKind, aRelease, inHours } from '../../testing/times.ts'
import { aDispatcher, aRequest, assigned, aType } from '../../testing/contact.ts'

// Pages that are about nothing in particular, and that a sign-in of either strength opens.
const pages = [
  '/mina-sidor/meddelanden',
  '/mina-sidor/meddelanden/nytt',
  '/mina-sidor/tider/boka',
  '/mina-sidor/installningar',
  '/mina-sidor/installningar/kontakt',
]
let unit: Awaited<ReturnType<typeof aUnit>>
let amina: Awaited<ReturnType<typeof aWorker>>
let petter: Awaited<ReturnType<typeof aWorker>>

beforeEach(async () => {
  unit = await aUnit()
  amina = await aWorker({ unit, called: 'Amina Haddad' })
  petter = await aWorker({ unit, called: 'Petter Lundvall' })
})

/** What the foot of each of these pages says about whom to turn to. */
async function feet(person: Awaited<ReturnType<typeof aPerson>>): Promise<string[]> {
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  const tab = await browser(person)
  const texts = await Promise.all(pages.map(async (path) => read((await tab.get(path)).text)))
  return [...new Set(texts.map((text) => /Din kontakt: ([^,]+),/.exec(text)?.[1] ?? ''))]
}
const away = (deputy: string | null) => owner`
  insert into directory.absences (municipality_id, id, staff_id, first_day, last_day, deputy_id)
  values (${unit.committee.municipalityId}, ${uuid()}, ${amina.id}, current_date - 1, current_date + 4, ${deputy})`

async function aCaseOf(person: Awaited<ReturnType<typeof aPerson>>) {
  const matter = await aMatter({ unit, person })
  const named = await anEvent(matter, 'assigned', { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } })
  const shelf = await opened(matter, amina)
  await decided(matter, named.id, 'released', { by: amina })
  return shelf
}

test('every page names who has their case, or who stands in, or the unit when nobody does', async () => {
  const person = await aPerson()
  expect(await feet(person)).toEqual([''])
  await aCaseOf(person)
  expect(await feet(person)).toEqual(['Amina Haddad'])
  await away(petter.id)
  expect(await feet(person)).toEqual(['Petter Lundvall'])
  await owner`update directory.absences set deputy_id = null where staff_id = ${amina.id}`
  expect(await feet(person)).toEqual(['Vuxenenheten'])
})

test('with a sign-in that opens no case nothing is told from one: whoever they meet is named, then whoever has what they wrote', async () => {
  const person = await aPerson({ level: 2 })
  await aCaseOf(person)
  expect(await feet(person)).toEqual([''])
  const dispatcher = await aDispatcher({ unit })
  await assigned(await aRequest(person, await aType({ unit })), dispatcher, petter)
  expect(await feet(person)).toEqual(['Petter Lundvall'])
  const [slot] = await aRelease(amina, await aKind(unit), [72].map(inHours))
  await aBooking(person, slot!)
  expect(await feet(person)).toEqual(['Amina Haddad'])
  await away(petter.id)
  expect(await feet(person)).toEqual(['Petter Lundvall'])
})

test('a page about a case says who answers in whose place and until when, and whom to phone when nobody does', async () => {
  const person = await aPerson()
  const shelf = await aCaseOf(person)
  const tab = await browser(person)
  const said = async () =>
    Promise.all(['/mina-sidor', `/mina-sidor/arenden/${shelf}`].map(async (path) => read((await tab.get(path)).text)))
  for (const text of await said()) expect(text).toMatch(/Amina Haddad .*0980‑31 92 10/)
  // Whoever stands in is not in turn stood in for by the one who is away.
  await owner`update directory.staff set deputy_id = ${amina.id} where id = ${petter.id}`
  await away(petter.id)
  for (const text of await said()) expect(text).not.toContain('Borta? Amina Haddad')
  for (const text of await said())
    expect(text).toMatch(/Petter Lundvall \S.*? Svarar i stället för Amina Haddad, som är borta till och med \S+dag \d+ \S+/)
  await owner`update directory.absences set deputy_id = null, last_day = null where staff_id = ${amina.id}`
  for (const text of await said()) expect(text).toMatch(/Amina Haddad \S.*? Är borta just nu\. Ring enheten så länge\./)
  await owner`update directory.staff set active = false where id = ${amina.id}`
  await owner`delete from directory.absences where staff_id = ${amina.id}`
  for (const text of await said()) expect(text).not.toContain('0980‑31 92 10')
})
