import { beforeEach, expect, test, vi } from 'vitest'
import { auditOf, browser, owner } from '#testing'
import { aDecision, camilla, noon, read } from '../../../testing/camilla.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

async function scene(more: object = {}) {
  const all = await camilla()
  const at = `${all.path}/beslut/${all.copyOf(all.items.decision)}`
  if (Object.keys(more).length)
    await owner`update shelf.copies set event = jsonb_set(event, '{detail}', event -> 'detail' || ${owner.json(more as never)}) where id = ${all.copyOf(all.items.decision)}`
  const reader = await browser(all.person)
  const openedAt = async () =>
    (await owner`select opened_at from shelf.copies where id = ${all.copyOf(all.items.decision)}`)[0]!['opened_at'] as Date | null
  return { ...all, at, reader, openedAt, text: async () => read((await reader.get(at)).text) }
}

test('a decision says the answer, why, by which rule and what it means, who decided, and whom to ask', async () => {
  const { text } = await scene()
  const said = await text()
  expect(said).toMatch(
    /Vi har beslutat Ja Öppenvård två gånger i veckan Från måndag 16 november 2026 till och med fredag 30 april 2027\. Du betalar ingenting\. Nej Tre månader på behandlingshem/,
  )
  expect(said).toMatch(
    /Därför beslutade vi så Du ansökte den 21 september.*Regeln vi har använt 11 kap\. 1 § socialtjänstlagen \(2025:400\) Här står lagens ord\. Det betyder Du har rätt till hjälp/,
  )
  expect(said).toContain('Lena Forsman, enhetschef, har beslutat för Socialnämnden. Amina Haddad har gjort utredningen.')
  expect(said).toMatch(/Fråga om beslutet Amina Haddad/)
  expect(said).toContain('av Camilla Rosén. Beslut tisdag 10 november 2026. Vård')
})

test('who has both investigated and decided is named once', async () => {
  const { text } = await scene({ investigatedBy: { name: 'Lena Forsman' } })
  expect(await text()).toContain('Lena Forsman, enhetschef, har gjort utredningen och beslutat för Socialnämnden. ')
})

test('the time to appeal starts the first time it is opened, and opening it again moves nothing', async () => {
  const { text, openedAt, person } = await scene()
  expect(await openedAt()).toBeNull()
  expect(await text()).toMatch(
    /Sista dagen Måndag 14 december 2026 Det är om 23 dagar\. De tre veckorna räknas från den 21 november\. Den dagen öppnade du beslutet här\./,
  )
  expect(await openedAt()).toEqual(noon)
  vi.setSystemTime(new Date('2026-11-25T11:00:00Z'))
  expect(await text()).toMatch(/Måndag 14 december 2026 Det är om 19 dagar/)
  expect(await openedAt()).toEqual(noon)
  expect(await auditOf(person.id)).toContain('decision')
})

test('three weeks that end on a Saturday go on to the Monday, and the page says so; on a Thursday they do not', async () => {
  const { text } = await scene()
  expect(await text()).toContain('De tre veckorna tar slut en dag då vi har stängt')
  const other = await scene({ deliveredOn: '2026-11-12' })
  expect(await other.text()).toMatch(/Sista dagen Torsdag 3 december 2026/)
  expect(await other.text()).not.toContain('då vi har stängt')
})

test('three weeks that end on Christmas Eve go on past the holidays', async () => {
  vi.setSystemTime(new Date('2026-12-03T11:00:00Z'))
  const { text } = await scene()
  expect(await text()).toMatch(/Sista dagen Måndag 28 december 2026/)
})

test('delivered by post before it was opened here: the earlier day counts', async () => {
  const { text } = await scene({ deliveredOn: '2026-11-13' })
  expect(await text()).toMatch(
    /Sista dagen Fredag 4 december 2026.*räknas från den 13 november\. Den dagen fick du beslutet på ett annat sätt än här/,
  )
})

test('after the last day nothing is shut: it says to send it in anyway', async () => {
  const { text } = await scene({ deliveredOn: '2026-10-20' })
  const said = await text()
  expect(said).toMatch(/Sista dagen var Tisdag 10 november 2026 .*Vill du ändå överklaga, så skicka in det\. Vi tar alltid emot det/)
  expect(said).toMatch(/Lämna det till oss eller skicka det på papper till Socialnämnden, Storgatan 14, 123 45 Delaby/)
})

test('a decision so old that it was got in another way has no invented last day', async () => {
  const { reader, path } = await scene()
  await owner`update shelf.copies set event = event #- '{detail,deliveredOn}' where kind = 'decision' and at < '2025-12-01'`
  const link = (await reader.get(path)).text.match(/beslut\/([^"]+)">Ja till öppenvård/)![1]!
  const said = read((await reader.get(`${path}/beslut/${link}`)).text)
  expect(said).toContain('Vi vet inte här vilken dag det var')
  expect(said).not.toContain('Sista dagen')
})

test('one that cannot be appealed says so and offers no steps', async () => {
  const { text } = await scene({ appealable: false })
  const said = await text()
  expect(said).toContain('Det här beslutet går inte att överklaga.')
  expect(said).not.toContain('Skriv under med namn')
})

test('where names are kept out none is shown, on no page of the decision; otherwise they are', async () => {
  const { text, at, reader, path, copyOf, items } = await scene({ hideNames: true })
  const names = /Lena Forsman|Amina Haddad|Petter Lundvall/
  expect(await text()).not.toMatch(names)
  expect(await text()).toMatch(/33 § förvaltningslagen, 2017:900\)\. Socialnämnden ansvarar för beslutet\. Ring enheten/)
  // Nothing that tells the reader that they are the threat.
  expect(await text()).not.toMatch(/hot/)
  await reader.post(`${path}/om/${copyOf(items.decision)}`, { kind: 'comment', text: 'Varför?', key: crypto.randomUUID() })
  await owner`update voice.remarks set answer = 'Så här.', answered_by = 'Amina Haddad', answered_at = now()`
  for (const page of [at, `${path}/om/${copyOf(items.decision)}`]) {
    const said = read((await reader.get(page)).text)
    expect(said).toContain('Så här.')
    expect(said).not.toMatch(names)
  }
  expect(await (await scene()).text()).toMatch(names)
})

test('a browser that fetches ahead, or asks only for the headers, has not opened it', async () => {
  const { reader, at, openedAt, person } = await scene()
  await reader.get(at, { 'sec-purpose': 'prefetch;prerender' })
  expect(await openedAt()).toBeNull()
  const { application } = await import('../../../app.ts')
  const { services } = await import('#testing')
  expect((await application(services).request(at, { method: 'HEAD', headers: { cookie: person.cookie } })).status).toBe(200)
  expect(await openedAt()).toBeNull()
  await reader.get(at)
  expect(await openedAt()).not.toBeNull()
})

test('a corrected decision reads as it now stands, with what it said before, and both addresses lead to it', async () => {
  const { at, reader, path, say } = await scene()
  await reader.get(at)
  await say(
    'decision-corrected',
    '2026-11-19',
    { ...aDecision, title: 'Du får mer öppenvård', reasons: 'Nya skäl.', whatWasWrong: 'Rubriken var fel.' },
    { about: 'beslut', ref: 'rättelse' },
  )
  await owner`update shelf.copies set handed_at = '2026-11-19T10:00:00Z' where kind = 'decision-corrected'`
  const corrected = (await owner`select id from shelf.copies where kind = 'decision-corrected' order by handed_at desc, at desc`)[0]![
    'id'
  ] as string
  for (const address of [at, `${path}/beslut/${corrected}`]) {
    const said = read((await reader.get(address)).text)
    expect(said).toMatch(/Du får mer öppenvård Beslut tisdag 10 november 2026\..*Rättat den 19 november\..*Nya skäl\./)
    expect(said).toMatch(
      /Det här stod förut Så stod det till den 19 november Det som var fel: Rubriken var fel\. Du får mer öppenvård, men inte plats på behandlingshem/,
    )
    // A correction of a slip gives no new time (FL 36 §).
    expect(said).toContain('Måndag 14 december 2026')
  }
})

test('a decision without reasons or rule says that, and how to get them', async () => {
  const { text } = await scene({ reasons: undefined, rules: [] })
  await owner`update shelf.copies set event = event #- '{detail,reasons}'`
  expect(await text()).toMatch(/Skälen står inte här\..*Ring .*Regeln står inte här\. Ring oss/)
})

test('what is no decision is not found here', async () => {
  const { reader, path, copyOf, items } = await scene()
  expect((await reader.get(`${path}/beslut/${copyOf(items.autumn)}`)).status).toBe(404)
  expect((await reader.get(`${path}/beslut/${copyOf(items.secret)}`)).status).toBe(404)
  expect((await reader.get(`/mina-sidor/arenden/${crypto.randomUUID()}/beslut/${copyOf(items.decision)}`)).status).toBe(404)
})

test('an appeal is to have come in by the last day, to an address that says the committee once', async () => {
  const { text } = await scene({ deliveredOn: '2026-11-13' })
  await owner`update directory.committees set post_address = 'Socialnämnden, Storgatan 14, 123 45 Delaby'`
  const said = await text()
  expect(said).toContain('Det ska ha kommit fram till oss senast den 4 december. Posta det i god tid, eller lämna det till oss.')
  expect(said).toContain('på papper till Socialnämnden, Storgatan 14')
})

test('where names are kept out, the unit is phoned about the decision', async () => {
  const { text } = await scene({ hideNames: true })
  expect(await text()).toMatch(/Fråga om beslutet Vuxenenheten Ring enheten om beslutet\./)
})
