import { beforeEach, expect, test, vi } from 'vitest'
import { aMatter, anEvent, aPerson, aSource, aUnit, auditOf, browser, opened, owner } from '#testing'
import { allShown, aPlace, camilla, handedAt, noon, read } from '../../../testing/camilla.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

const pageOf = async (person: { cookie: string }, path = '/mina-sidor') => read((await (await browser(person)).get(path)).text)

test('the first page begins with whose turn it is, then the next meeting, then who waits for whom', async () => {
  const { person } = await camilla()
  const text = await pageOf(person)
  expect(text).toMatch(/Hej Camilla Lördag 21 november 2026 Din tur Vi behöver: Läkarintyg.*Sista dagen är fredag 27 november, om 6 dagar/)
  expect(text).toMatch(
    /Nästa möte Torsdag 3 december kl\. 9\.30 Om 12 dagar\. .*Plats Storgatan 14, rum 214 Du träffar Amina Haddad .*Henrik Sjöö behandlare/,
  )
  expect(text).toMatch(
    /Vi väntar på dig Vi behöver: ((?!beslut att läsa).)*Du väntar på oss Du väntar inte på något från oss\. Ditt val Det finns ett beslut att läsa: Du får mer öppenvård/,
  )
  expect(text).toMatch(/Dina kontakter Amina Haddad .* Om det är bråttom Fara för liv 112/)
  expect(await auditOf(person.id)).toEqual(['start page'])
})

test('a meeting that the case tells of stands among their times, and leads to the case', async () => {
  const { person, path } = await camilla()
  const tab = await browser(person)
  const { text } = await tab.get('/mina-sidor/tider')
  expect(read(text)).toMatch(/Möten i dina ärenden .*Torsdag 3 december kl\. 9\.30 .*, Amina Haddad, Henrik Sjöö Storgatan 14, rum 214/)
  expect(read(text)).not.toContain('Du har ingen tid inbokad')
  const [, href] = /id="i-arenden".*?href="([^"]+)"/s.exec(text)!
  expect(href).toMatch(new RegExp(`^${path}/om/`))
  expect((await tab.get(href!)).status).toBe(200)
})

test('no word of the journal stands on the first page or in the list, though the case has it', async () => {
  const { person, path } = await camilla()
  const journal = ['Vi pratade om hur sommaren', 'nykter', 'Stödet fungerar', 'sluta dricka']
  for (const page of ['/mina-sidor', '/mina-sidor/arenden'])
    for (const words of journal) expect(await pageOf(person, page)).not.toContain(words)
  for (const words of journal) expect(await pageOf(person, path)).toContain(words)
})

test('there is one amber sheet with one button when it is their turn, and none when it is not', async () => {
  const { person, id, say } = await camilla()
  const amber = async () => (await (await browser(person)).get('/mina-sidor')).text.split('class="folder tinted"').length - 1
  expect(await amber()).toBe(1)
  await say('request-fulfilled', '2026-11-20', {})
  await owner`update shelf.copies set opened_at = '2026-11-12T09:00:00Z' where matter_id = ${id} and kind = 'decision'`
  // A choice is the reader's own, and nobody waits for it. It is said once.
  expect(await amber()).toBe(0)
  expect(await pageOf(person)).toMatch(
    /Ditt val Du kan överklaga beslutet .*Sista dagen är torsdag 3 december.*Vi väntar inte på något från dig/,
  )
  vi.setSystemTime(new Date('2026-12-04T11:00:00Z'))
  expect(await amber()).toBe(0)
})

test('what they have written waits for our answer, and then no more', async () => {
  const { person, path, copyOf, items } = await camilla()
  const reader = await browser(person)
  await reader.post(`${path}/om/${copyOf(items.autumn)}`, { kind: 'comment', text: 'Jag sa kanske.', key: crypto.randomUUID() })
  expect(await pageOf(person)).toMatch(/Du väntar på oss Svar på det du skrev Du skrev/)
  await owner`update voice.remarks set answer = 'Tack.', answered_by = 'Amina Haddad', answered_at = now(), state = 'closed'`
  expect(await pageOf(person)).toContain('Du väntar inte på något från oss.')
  expect(await pageOf(person)).not.toContain('Jag sa kanske.')
})

test('somebody nobody has opened a case for is told so, that they can write and book all the same, how to get it and whom to call', async () => {
  await aPlace()
  const person = await aPerson({ called: 'Elsa Berg' })
  await aMatter({ person })
  for (const page of ['/mina-sidor', '/mina-sidor/arenden']) {
    const text = await pageOf(person, page)
    expect(text).toMatch(
      /Inget ärende är öppnat för dig än Har du inget ärende hos oss\? Skriv, .* Skriv till oss Boka en tid Be oss ringa .*fråga om det.*Ring /,
    )
    expect(text).not.toContain('Vem väntar på vem')
    expect(text.match(/Boka en tid/g)).toHaveLength(1)
  }
})

test('cases from several systems stand in one list in the same words, old ones marked', async () => {
  const { person, unit, matter } = await camilla()
  const other = await aSource({ committee: unit.committee, kind: 'digisos' })
  const money = await aMatter({
    person,
    unit: await aUnit({ committee: unit.committee, called: 'Ekonomienheten' }),
    source: other,
    field: 'financial-assistance',
  })
  const old = await aMatter({
    person,
    unit,
    source: matter.source as never,
    field: 'financial-assistance',
    title: 'Försörjningsstöd 2019–2021',
  })
  await owner`update record.matters set imported = true, opened_on = '2019-02-01' where id = ${old.id}`
  await owner`update record.matters set opened_on = '2024-09-02' where id = ${money.id}`
  await allShown(money)
  await anEvent(money, 'received', { what: 'application' }, { at: '2026-11-18T08:00:00Z' })
  await anEvent(money, 'investigation-opened', { dueBy: '2026-11-30' }, { at: '2026-11-19T08:00:00Z' })
  await anEvent(old, 'closed', {}, { at: '2021-06-01T08:00:00Z' })
  for (const one of [money, old]) await handedAt(await opened(one))
  await owner`update gate.release_decisions set state = 'released', rule_id = (select id from gate.rules limit 1) where matter_id = ${old.id}`
  await owner`select gate.hand_over(${unit.committee.id}, ${[old.id]})`
  const text = await pageOf(person, '/mina-sidor/arenden')
  expect(text).toMatch(
    /Öppna .*Vård och stöd vid beroende .*Öppet sedan oktober 2024\. Vuxenenheten\..*Försörjningsstöd .*Öppet sedan september 2024\. Ekonomienheten\./,
  )
  expect(text).toMatch(
    /Avslutade Försörjningsstöd 2019–2021 Avslutat i juni 2021\. Du kan fortfarande läsa allt\. Vuxenenheten\. .*Äldre ärende, hämtat från vårt ärendesystem/,
  )
  const start = await pageOf(person)
  // With several cases each line says which one it is in.
  expect(start).toMatch(/Du väntar på oss .*30 november\. Ärende: Försörjningsstöd\./)
  expect(start).toContain('Ärende: Vård och stöd vid beroende.')
})

test('with several cases the foot of every page names whom to ask about what comes first, and cases of one name are told apart by number', async () => {
  const { person, unit, id } = await camilla()
  const newer = await aMatter({ person, unit })
  await owner`update record.matters set opened_on = '2026-11-01' where id = ${newer.id}`
  await anEvent(newer, 'assigned', { officer: { name: 'Daniel Åkesson', role: 'socialsekreterare', phone: '0980-31 92 16' } })
  await opened(newer)
  const text = await pageOf(person)
  expect(text).toMatch(/Dina kontakter Daniel Åkesson/)
  for (const page of ['/mina-sidor', '/mina-sidor/arenden', '/mina-sidor/sok'])
    expect(await pageOf(person, page), page).toMatch(/Din kontakt: Amina Haddad,/)
  await owner`update shelf.matters set number = case when id = ${id} then '2026-114' else '2026-250' end where person_id = ${person.id}`
  const apart = await pageOf(person)
  expect(apart).toMatch(
    /Ärende: Vård och stöd vid beroende, 2026-114 ?\..*Dina kontakter .*Ditt ärende: Vård och stöd vid beroende, 2026-250/,
  )
})

test('another person sees none of it', async () => {
  const { id } = await camilla()
  const { text } = await (await browser(await aPerson({ called: 'Någon Annan' }))).get('/mina-sidor/arenden')
  expect(text).not.toContain(id)
  expect(read(text)).toContain('Inget ärende är öppnat för dig än')
})

test('who is not signed in is sent to sign in and back', async () => {
  const { status, headers } = await (await browser()).get('/mina-sidor/arenden')
  expect([status, headers.get('location')]).toEqual([303, '/logga-in?till=%2Fmina-sidor%2Farenden'])
})

test('nobody waits for an appeal: it stands as the reader’s own choice', async () => {
  const { person, path, copyOf, items } = await camilla()
  const reader = await browser(person)
  await reader.get(`${path}/beslut/${copyOf(items.decision)}`)
  const text = read((await reader.get('/mina-sidor')).text)
  expect(text).toMatch(/Vi väntar på dig Vi behöver: .* Du väntar på oss .* Ditt val Du kan överklaga beslutet/)
  expect(read((await reader.get('/mina-sidor?sprak=en')).text)).toMatch(
    /We are waiting for you We need: .* Your choice You can appeal the decision/,
  )
})
