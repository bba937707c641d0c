import { beforeEach, expect, test, vi } from 'vitest'
import { aMatter, anEvent, again, aPerson, auditOf, aUnit, aWorker, browser, decided, opened, owner, services, uuid } from '#testing'
import { day } from '#kernel/values/day'
import { aDecision, allShown, aPlace, camilla, handedAt, noon, read } from '../../../testing/camilla.ts'
import { aBooking, act, aKind, aPlace as aPlaceToMeet, aRelease, inHours } from '../../../testing/times.ts'
import { changedWords, filterFrom, openYears } from './model.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

const pageOf = async (person: { cookie: string }, path: string) => read((await (await browser(person)).get(path)).text)

test('to staff who see it as the person does, the parts that hang on what has been opened say so where they stand', async () => {
  const { person, worker, matter, path } = await camilla()
  const may = 'Här kan det stå något annat på personens egen sida.'
  const seen = read((await (await browser(worker)).get(`/personal/arenden/${matter.id}/som-personen`)).text)
  expect(seen.split(may)).toHaveLength(3)
  expect(seen).toMatch(new RegExp(`beslut att läsa.*${may}.*Det här har hänt.*${may}`))
  expect(read((await (await browser(person)).get(path)).text)).not.toContain(may)
})

test('a person sees whose turn it is, what comes then, where the case is and what has happened', async () => {
  const { person, path } = await camilla()
  const text = await pageOf(person, path)
  expect(text).toMatch(
    /Nu: din tur.*Läkarintyg.*Sista dagen är fredag 27 november, om 6 dagar.*Ditt val Det finns ett beslut att läsa: .*Läs beslutet/,
  )
  expect(text).toMatch(/Här är vi nu.*Ansökan Klar i oktober 2024.*Stödet pågår Du är här\. Sedan februari 2025/)
  expect(text).toMatch(/3 december Möte som kommer.*10 november Beslut.*Vi pratade om hur sommaren har varit/)
  expect(text).toContain('Utskrivet lördag 21 november 2026 av Camilla Rosén. Utskriften visar det som Camilla Rosén kan se.')
})

test('a named person stands in the margin and in the foot, with a number, hours and who answers instead', async () => {
  const { person, path } = await camilla()
  const text = await pageOf(person, path)
  expect(text).toMatch(
    /Din kontakt i ärendet Amina Haddad socialsekreterare 0980‑31 92 10 Telefontid måndag–torsdag 8.30–9.30 Borta\? Petter Lundvall svarar i stället/,
  )
  expect(text).toMatch(/Din kontakt: Amina Haddad, 0980‑31 92 10 .*Vuxenenheten, Socialnämnden i Delaby kommun/)
})

test('until somebody has the case the unit is the contact, and when the officer has no phone the unit answers', async () => {
  const { unit } = await aPlace()
  const matter = await aMatter({ unit })
  await allShown(matter)
  const id = await opened(matter)
  const path = `/mina-sidor/arenden/${id}`
  expect(await pageOf(matter.person as never, path)).toMatch(/Vuxenenheten Ring hit\. Ingen särskild person har ärendet än\. 0980‑31 92 00/)
  await anEvent(matter, 'assigned', { unit: 'Vuxenenheten', officer: { name: 'Petter Lundvall', role: 'handläggare', hours: 'aldrig' } })
  const text = await pageOf(matter.person as never, path)
  expect(text).toMatch(/Petter Lundvall handläggare 0980‑31 92 00 Telefontid vardagar 8–16.30/)
  expect(text).not.toContain('aldrig')
})

test('to anybody else the case does not exist, and the words are the same as for one that never was', async () => {
  const { path, person, items, copyOf } = await camilla()
  const stranger = await browser(await aPerson())
  const [theirs, nobodys] = [await stranger.get(path), await stranger.get(`/mina-sidor/arenden/${uuid()}`)]
  expect([theirs.status, nobodys.status]).toEqual([404, 404])
  expect(read(theirs.text)).toBe(read(nobodys.text))
  for (const rest of [`/beslut/${copyOf(items.decision)}`, `/om/${copyOf(items.autumn)}`])
    expect((await stranger.get(path + rest)).status).toBe(404)
  expect((await (await browser(person)).get(path)).status).toBe(200)
  expect((await (await browser(person)).get('/mina-sidor/arenden/7')).status).toBe(404)
})

test('a way in that is not strong enough opens no case, and says which is', async () => {
  const { person, path } = await camilla()
  const weak = await browser(await again(person, 2))
  for (const at of ['/mina-sidor/arenden', path]) expect((await weak.get(at)).status).toBe(403)
  // Times and messages are there all the same, and how to get to the cases.
  const start = await weak.get('/mina-sidor')
  expect(start.text).toContain('För att läsa dina ärenden behöver du logga in med en e-legitimation')
  expect(start.text).not.toMatch(/Läkarintyg|Vård och stöd vid beroende|Inget ärende är öppnat/)
  expect((await (await browser(person)).get('/mina-sidor')).text).toMatch(/Läkarintyg/)
})

test('the count adds up to what the source reported, and a zero is not mentioned', async () => {
  const { person, path, matter, say } = await camilla()
  await owner`delete from gate.rules where kind = 'note'`
  await say('note', '2026-11-20', { text: 'Ännu inte läst av någon' })
  const text = await pageOf(person, path)
  expect(text).toMatch(/12 visas här|visas här 12/)
  expect(
    [...text.matchAll(/(visas här|visas inte|visas inte än|är inte överförda än|uppgifter som vi får berätta om) ([+=] )?(\d+)/g)].map(
      (found) => Number(found[3]),
    ),
  ).toEqual([12, 1, 1, 7, 21])
  expect(text).not.toContain('Ännu inte läst')
  await owner`update record.matters set reported = 14 where id = ${matter.id}`
  await owner`select gate.recount(${matter.unit.committee.id}, ${[matter.id]})`
  const less = await pageOf(person, path)
  expect(less).not.toContain('är inte överförda än')
  expect(less).toMatch(/uppgifter som vi får berätta om = 14/)
})

test('what is not shown keeps its place with its reason; what must not be known leaves nothing at all', async () => {
  const { person, path, matter, worker, items, copyOf } = await camilla()
  const before = (await (await browser(person)).get(path)).text
  expect(read(before)).toContain(
    'Visas inte Det finns en uppgift här som vi inte visar. Det står något om någon annan i den. Be oss pröva det igen',
  )
  expect(before).not.toContain('Uppgifter om en anhörig')
  const copy = copyOf(items.secret)
  await decided(matter, items.secret.id, 'withheld', { by: worker, secret: true })
  const after = (await (await browser(person)).get(path)).text
  expect(after).not.toContain(copy)
  expect(read(after)).not.toContain('visas inte')
  expect((await (await browser(person)).get(`${path}/om/${copy}`)).status).toBe(404)
})

test('from when and from where is said, with whom to ask for the rest, and when we last compared', async () => {
  const { person, path } = await camilla()
  const text = await pageOf(person, path)
  expect(text).toMatch(
    /kommer från vårt ärendesystem\. Där finns det som har hänt sedan 1 januari 2015\. Det som är äldre finns på papper\. Ring/,
  )
  expect(text).toContain('Vi jämförde med ärendesystemet senast lördag 21 november kl. 6.00.')
  expect(text).toMatch(/Amina Haddad öppnade ärendet för dig/)
  expect(text).toMatch(/Lagen som styr 11 kap\. 1 § socialtjänstlagen \(2025:400\)/)
})

test('a source that is down is said, with when it was last read; one that answers is not', async () => {
  const { person, path, id } = await camilla()
  expect(await pageOf(person, path)).not.toContain('Det kan ha hänt mer')
  await owner`update shelf.matters set source_down_since = '2026-11-20T21:15:00Z', last_good_at = '2026-11-20T05:00:00Z' where id = ${id}`
  const text = await pageOf(person, path)
  expect(text).toContain('Vi har inte fått kontakt med vårt ärendesystem sedan fredag 20 november kl. 22.15.')
  expect(text).toContain('Det du ser här är det vi läste senast, fredag 20 november kl. 6.00.')
  expect(await pageOf(person, '/mina-sidor')).toContain('Vi når inte vårt ärendesystem just nu. Det kan ha hänt mer än det du ser här.')
})

test('a corrected note shows what it said before, with the changed words struck', async () => {
  const { person, path } = await camilla()
  const { text } = await (await browser(person)).get(path)
  expect(text).toContain('nykter sedan den 2 <s>oktober. </s>Hon sover bättre.')
  expect(read(text)).toMatch(
    /Anteckning, med en rättelse 20 oktober Samtal på mottagningen Henrik Sjöö skrev Camilla har varit nykter sedan den 2 september/,
  )
})

test('the reader chooses the last year, decisions, or their own words', async () => {
  const { person, path } = await camilla()
  const all = await browser(person)
  const shown = async (filter: string) =>
    read((await all.get(`${path}?visa=${filter}`)).text).match(/Det här har hänt(?!\s*<)(.*?) Beslut (Du får|Ja till)/)?.[0] ?? ''
  expect(read((await all.get(`${path}?visa=senaste-aret`)).text)).not.toContain('Uppföljning efter ett halvår')
  expect(read((await all.get(`${path}?visa=allt`)).text)).toContain('Uppföljning efter ett halvår')
  const decisions = read((await all.get(`${path}?visa=beslut`)).text)
  expect(decisions).not.toContain('Uppföljning efter sommaren')
  expect(decisions).toContain('Ja till öppenvård')
  const mine = read((await all.get(`${path}?visa=mitt`)).text)
  expect(mine).toContain('Din ansökan: stöd för att sluta dricka')
  expect(mine).not.toContain('Första samtalet')
  expect(await shown('vad-som-helst')).toBe(await shown('allt'))
})

test('decisions, documents and contacts are one click away on the page', async () => {
  const { person, path } = await camilla()
  const { text } = await (await browser(person)).get(path)
  for (const id of ['beslut', 'handlingar', 'kontakter', 'helheten']) {
    expect(text).toContain(`href="#${id}"`)
    expect(text.split(`id="${id}"`)).toHaveLength(2)
  }
})

test('a long case folds its older years, and the year one goes to is open', async () => {
  const { person, path, say } = await camilla()
  for (let n = 0; n < 60; n++)
    await say('note', `20${String(16 + (n % 8))}-0${1 + (n % 9)}-1${n % 9}`, { title: `Rad ${n}`, text: 'Text.' })
  const reader = await browser(person)
  const folded = (await reader.get(path)).text
  expect(read(folded)).toMatch(/2019 Visa \d+ händelser/)
  expect(folded).toContain('href="?ar=2019#ar-2019"')
  expect(read((await reader.get(`${path}?ar=2019`)).text)).not.toMatch(/2019 Visa \d+ händelser/)
  expect(read(folded)).toContain('Rad 3')
})

test('a closed case is all there to read, and nobody waits for anything', async () => {
  const { person, path, say } = await camilla()
  await say('closed', '2026-11-20', { reason: 'Du behöver inte stödet längre.' })
  const text = await pageOf(person, path)
  expect(text).toContain('Avslutat fredag 20 november 2026. Du kan fortfarande läsa allt.')
  expect(text).toContain('Vi pratade om hur sommaren har varit')
  expect(text).not.toContain('Det här gäller nu')
})

test('a refused case shows no step that will not come', async () => {
  const { unit } = await aPlace()
  const matter = await aMatter({ unit })
  await allShown(matter)
  await anEvent(matter, 'received', { what: 'application' }, { at: '2026-09-01T08:00:00Z' })
  await anEvent(
    matter,
    'decision',
    { title: 'Nej till behandlingshem', results: [{ answer: 'no', what: 'Behandlingshem' }] },
    { at: '2026-10-01T08:00:00Z' },
  )
  const id = await opened(matter)
  await handedAt(id, '2026-10-01T09:00:00Z')
  const text = await pageOf(matter.person as never, `/mina-sidor/arenden/${id}`)
  expect(text).toMatch(/Här är vi nu Ansökan .*Efter ett nej Du är här/)
  expect(text).not.toContain('Stödet pågår')
})

test('what somebody wrote is shown as text and never as markup', async () => {
  const { person, path, say } = await camilla()
  await say(
    'note',
    '2026-11-18',
    { title: '<script>alert(1)</script>', text: '<img src=x onerror=alert(1)>' },
    { author: { name: '<b>Elak</b>' } },
  )
  const { text } = await (await browser(person)).get(path)
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toMatch(/<img src=x|<b>Elak/)
})

test('in English the page is in English and says which words are Swedish', async () => {
  const { person, path } = await camilla()
  const { text } = await (await browser(person)).get(`${path}?sprak=en`)
  expect(text).toContain('<html lang="en"')
  expect(read(text)).toMatch(/Now: your turn.*Where we are now.*What has happened.*Do you see everything\?/)
})

test('the page is kept by nobody, its title says nothing, and the visit is on record', async () => {
  const { person, path } = await camilla()
  const { headers, text } = await (await browser(person)).get(path)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(text).toContain('<title>Ärende – Delaby kommun</title>')
  expect(await auditOf(person.id)).toContain('case')
})

test('an older wording shows only the words that changed', () => {
  expect(changedWords('sedan den 2 oktober. Hon sover', 'sedan den 2 september. Hon sover')).toEqual({
    before: 'sedan den 2 ',
    changed: 'oktober. ',
    after: 'Hon sover',
  })
  expect(changedWords('samma', 'samma')).toEqual({ before: 'samma', changed: '', after: '' })
  expect(changedWords('a a', 'a')).toEqual({ before: '', changed: 'a ', after: 'a' })
  expect(changedWords('', 'nytt')).toEqual({ before: '', changed: '', after: '' })
})

test('a filter nobody offered is all, also one that an object happens to have', () => {
  expect(['constructor', '', undefined, 'mitt'].map(filterFrom)).toEqual(['allt', 'allt', 'allt', 'mitt'])
})

test('a short case folds nothing', () => {
  expect(
    openYears(
      [{ key: 'x', title: { sv: 'xx', en: 'xx' }, from: day('2026-01-01'), years: [{ year: 2026, id: 'ar-2026', entries: [] }] }],
      [],
      undefined,
    ),
  ).toBeUndefined()
})

test('of a case that is not shown nobody is told that they see all of it, and it is said once whom to phone', async () => {
  const { person, path, say } = await camilla()
  await say('not-shown-here', '2026-11-20', {})
  const text = await pageOf(person, path)
  expect(text).toContain('Vi kan inte visa hur mycket som finns i det här ärendet.')
  expect(text).not.toMatch(/Du ser allt|uppgifter finns|Ingen behöver göra något|Nu: ingen|Här är vi nu/)
  expect(text.match(/Ring oss, så berättar vi hur det går/g)).toHaveLength(1)
})

test('of a yes that was got long ago the lists do not say when it could have been appealed, and its own page does', async () => {
  const { person, path } = await camilla()
  expect(await pageOf(person, path)).not.toContain('Sista dagen att överklaga var')
  const reader = await browser(person)
  const old = (await reader.get(path)).text.match(/href="([^"]+\/beslut\/[^"]+)">Ja till öppenvård/)![1]!
  expect(await pageOf(person, old)).toContain('Sista dagen var Fredag 14 februari 2025')
  await owner`update shelf.copies set event = jsonb_set(event, '{detail,results,0,answer}', '"no"') where event #>> '{detail,title}' = 'Ja till öppenvård'`
  expect((await pageOf(person, path)).match(/Sista dagen att överklaga var/g)).toHaveLength(2)
})

test('a closed case is not said to be waiting for decisions or documents', async () => {
  const { person, path, say } = await camilla()
  expect(await pageOf(person, path)).toContain('Det finns inga handlingar här än.')
  await say('closed', '2026-11-20', {})
  expect(await pageOf(person, path)).toContain('Det finns inga handlingar här. ')
})

test('what is asked for is named once when it is one thing, and listed when it is several', async () => {
  const { person, path, say } = await camilla()
  const sheet = async () => (await pageOf(person, path)).match(/Nu: din tur .*?Svara här/)![0]
  expect((await sheet()).match(/Läkarintyg/g)).toHaveLength(2)
  await say('requested', '2026-11-18', { what: [{ title: 'Hyresavin', text: 'För december.' }], dueBy: '2026-11-24' }, { ref: 'hyran' })
  expect(await sheet()).toMatch(/Vi behöver: Hyresavin Sista dagen .* För december\. /)
  expect((await sheet()).match(/Hyresavin/g)).toHaveLength(1)
})

test('while a time to appeal runs the case says the last day and leads to the decision, and no longer when it has passed', async () => {
  const { person, path, copyOf, items } = await camilla()
  const copy = copyOf(items.decision)
  const set = (more: object) =>
    owner`update shelf.copies set opened_at = now(), event = jsonb_set(event, '{detail}', event -> 'detail' || ${owner.json(more as never)}) where id = ${copy}`
  const results = [{ answer: 'no', what: 'Behandlingshem' }]
  const reader = await browser(person)
  const link = `href="${path}/beslut/${copy}#overklaga"`
  await set({ deliveredOn: '2026-11-13', results })
  const { text } = await reader.get(path)
  expect(text).toContain(link)
  expect(read(text)).toMatch(/(senast|Sista dagen är) fredag 4 december/)
  await set({ deliveredOn: '2026-10-13' })
  expect((await reader.get(path)).text).not.toContain(link)
})

test('a request is answered from its own line, and the form asks for an answer before a fault', async () => {
  const { person, path } = await camilla()
  const reader = await browser(person)
  const [inSheet, onLine, ...more] = [...(await reader.get(path)).text.matchAll(/href="([^"]+)">Svara här/g)].map((found) => found[1]!)
  expect([onLine, more]).toEqual([inSheet, []])
  const form = read((await reader.get(inSheet!)).text)
  expect(form).toMatch(
    /Vi läser det du skriver\. Ring om du undrar om det räcker som svar\. .*Jag svarar här.*Jag tycker att det här är fel/,
  )
  expect(form).toMatch(/papper och bilder lämnar du till oss\. .*skicka det hit: /)
  expect((await reader.post(inSheet!, { kind: 'comment', text: 'Hej', key: uuid() })).status).toBe(422)
  expect((await reader.post(inSheet!, { kind: 'answer', text: 'Min syster ska vara med.', key: uuid() })).status).toBe(303)

  // It is ours to read now, on the case's page and on the first.
  const page = read((await reader.get(path)).text)
  expect(page).not.toContain('Vi behöver: Läkarintyg')
  expect(page).toMatch(/Ditt svar .*Min syster ska vara med\./)
  const first = await pageOf(person, '/mina-sidor')
  expect(first).toMatch(
    /Du väntar på oss Vi läser ditt svar Du svarade [^.]* på det vi bad om: Läkarintyg, Namn på dem som ska vara med\. Vi hör av oss/,
  )
  expect(first).not.toContain('Svar på det du skrev')
  // When we have answered, and it was not enough, it is theirs again.
  await owner`update voice.remarks set answer = 'Vi behöver intyget också.', answered_by = 'Amina Haddad', answered_at = now() where person_id = ${person.id}`
  expect(read((await reader.get(path)).text)).toContain('Vi behöver: Läkarintyg')
})

test('a closed case that nobody has says to phone the unit', async () => {
  const { unit } = await aPlace()
  const matter = await aMatter({ unit })
  await allShown(matter)
  const id = await opened(matter)
  await anEvent(matter, 'closed', {})
  expect(await pageOf(matter.person as never, `/mina-sidor/arenden/${id}`)).toContain(
    'Ärendet är avslutat. Ring enheten om du undrar något.',
  )
})

test('a support that was changed says since when one has had it, since when it is so, and what it was before', async () => {
  const { person, path, say } = await camilla()
  expect(await pageOf(person, path)).toContain('Öppenvård Mottagningen på Storgatan ger stödet. Från måndag 3 februari 2025.')
  await say('measure-changed', '2026-08-19', { title: 'Öppenvård två gånger i veckan' }, { about: 'stöd', ref: 'ändrat' })
  const text = await pageOf(person, path)
  expect(text).toContain('Du har haft stödet sedan 3 februari 2025, och så här sedan 19 augusti. Förut: Öppenvård.')
  expect(text).not.toContain('Från måndag 3 februari 2025.')
  await say('measure-changed', '2026-11-18', { title: 'Öppenvård varje dag', from: '2026-12-01' }, { about: 'ändrat' })
  const ahead = await pageOf(person, path)
  expect(ahead).toContain('Du har haft stödet sedan 3 februari 2025. Det blir så här 1 december. Till dess: Öppenvård två gånger i veckan.')
})

test('what has been put off before it began begins on the later day', async () => {
  const { person, path, say } = await camilla()
  await say('measure-started', '2026-11-12', { title: 'Kontaktperson', from: '2026-12-01' }, { ref: 'kontakt' })
  await say('measure-changed', '2026-11-16', { title: 'Kontaktperson', from: '2027-01-15' }, { about: 'kontakt' })
  expect(await pageOf(person, path)).toContain('Kontaktperson Från fredag 15 januari 2027.')
})

test('one thing that waits is spoken of as one, and several as several, in both languages', async () => {
  const { person, path, id } = await camilla()
  const counted = async (n: number, language: 'sv' | 'en') => {
    await owner`update shelf.matters set withheld = ${n}, waiting = ${n}, missing = ${n}, changed = ${n} where id = ${id}`
    return pageOf(person, `${path}?sprak=${language}`)
  }
  const one = await counted(1, 'sv')
  expect(one).toMatch(/visas inte än .* är inte överförd än .*En uppgift visas inte, .* den handlar .*Vi hämtar ändringen\./)
  expect(await counted(2, 'sv')).toMatch(
    /visas inte än .* är inte överförda än .*2 uppgifter visas inte, .* de handlar .*Vi hämtar ändringarna\./,
  )
  expect(await counted(1, 'en')).toMatch(
    /not shown yet .*One item is not shown, .* it is about .*One item is in our case system but has not .*One item changed/,
  )
  expect(await counted(2, 'en')).toMatch(
    /not shown yet .*2 items are not shown, .* they are about .*2 items are in our case system but have not .*2 items changed/,
  )
})

test('a case that the unit keeps here says that there is no other system, and is compared with none', async () => {
  const { person, path, id } = await camilla()
  expect(await pageOf(person, path)).not.toContain('här i Delakt')
  await owner`update shelf.matters set kept_here = true, compared_at = null, data_from = null where id = ${id}`
  const text = await pageOf(person, path)
  expect(text).toContain('Enheten skriver ditt ärende här i Delakt. Det finns inget annat system att jämföra med.')
  expect(text).not.toContain('jämfört')
})

test('closed for its person and opened again, a case has the address it had, and their own words stand where they stood', async () => {
  const { person, path, id, matter, worker, copyOf, items } = await camilla()
  const reader = await browser(person)
  await reader.post(`${path}/om/${copyOf(items.autumn)}`, { kind: 'comment', text: 'Så var det inte.', key: uuid() })
  const bookmarks = [`${path}/beslut/${copyOf(items.decision)}`, `${path}/om/${copyOf(items.autumn)}`, `${path}/om/${copyOf(items.secret)}`]
  await services.db.as(worker, { purpose: 'test', matter: matter.id }, (tx) => tx.run`select gate.close_matter(${matter.id}, 'mistake')`)
  expect((await reader.get(path)).status).toBe(404)
  expect(await opened(matter, worker)).toBe(id)
  const text = await pageOf(person, path)
  expect(text).toMatch(/Vi pratade om hur sommaren har varit\. .* Din kommentar , .* Så var det inte\./)
  expect(text).not.toContain('om något som inte visas längre')
  for (const kept of bookmarks) expect((await reader.get(kept)).status, kept).toBe(200)
  expect(await owner`select ended_reason from gate.openings where shelf_id = ${id} order by opened_at`).toMatchObject([
    { ended_reason: 'mistake' },
    { ended_reason: null },
  ])
})

test('case numbers and phone numbers keep to one line', async () => {
  const { person, path, copyOf, items } = await camilla()
  const reader = await browser(person)
  for (const at of ['/mina-sidor/arenden', path, `${path}/beslut/${copyOf(items.decision)}`]) {
    const { text } = await reader.get(at)
    const loose = text.replace(/<(?:title|style)[\s\S]*?<\/(?:title|style)>|<(a|span) class="unbroken"[^>]*>[^<]*<\/\1>|<[^>]+>/g, ' ')
    expect(loose.match(/\d{4}-\d{4}|\d{4}[-\u2011]\d\d\s\d\d\s\d\d/g), at).toBeNull()
  }
})

test('to a reader of English all that is Swedish says so, and what we can say in English is in English', async () => {
  const { person, path, id, say, copyOf, items } = await camilla()
  await say('decision-corrected', '2026-11-18', { ...aDecision, title: 'Rättad', whatWasWrong: 'Det stod fel månad.' }, { about: 'beslut' })
  await say('payment', '2026-11-18', { status: 'planned', amount: 10_000, what: 'Försörjningsstöd', dueOn: '2026-12-01' })
  await say('condition', '2026-11-18', { title: 'Intyg varje månad', text: 'Från din läkare.' })
  const reader = await browser(person)
  const documents = (await reader.get(path)).text.match(/\/mina-sidor[^"]+\/(om|beslut)\/[^"#]+/g)!
  const pages = ['/mina-sidor', '/mina-sidor/arenden', path, `${path}/om/${copyOf(items.secret)}`, ...new Set(documents)]
  expect(pages.length).toBeGreaterThan(8)
  // Our own standing words are in English; what somebody wrote is theirs, and so is a system that has one name.
  await say('document-added', '2026-11-18', { title: 'Din berättelse', document: 'inte-här', fromPerson: true })
  const english = async () => (await reader.get(`${path}?sprak=en`)).text
  expect(await english()).toContain('There is an item here that we do not show. It holds facts about somebody else.')
  expect(read(await english())).toMatch(/Din berättelse 18 November\. From you\. .* The information comes from our case system\./)
  await owner`update shelf.matters set source_label = '{"sv":"Ärendeboken","en":"Ärendeboken"}' where id = ${id}`
  await owner`update shelf.copies set event = '{"text":"Vi läser den hos oss."}' where kind = 'withheld' and matter_id = ${id}`
  for (const theirs of ['Vi läser den hos oss.', 'Ärendeboken']) expect(await english()).toContain(`<span lang="sv">${theirs}</span>`)
  const own = /Delaby kommun|Socialtjänsten|Svenska|Camilla Rosén|Henrik Sjöö|Vårdcentralen|Lämna/g
  for (const at of pages) {
    const { text } = await reader.get(`${at}?sprak=en`)
    const said = read(text.replace(/<(\w+)(?=[^>]* lang="sv")[^>]*>[\s\S]*?<\/\1>/g, ' ')).replace(own, ' ')
    expect(said.match(/.{0,60}[åäöÅÄÖ].{0,60}|.{0,60}\b(och|inte|handläggare|Vuxenenheten|socialsekreterare)\b.{0,60}/g), at).toBeNull()
    expect(said).toContain('Monday–Thursday 8:30–9:30')
  }
})

test('times that are booked about the case stand on its page, for the person alone, and no others', async () => {
  vi.useRealTimers()
  const { unit } = await aPlace()
  const worker = await aWorker({ unit })
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const id = await opened(matter, worker)
  const path = `/mina-sidor/arenden/${id}`
  expect(await pageOf(person, path)).not.toContain('Din tid hos oss')
  const kind = await aKind(unit, { called: 'Planering' })
  const [one] = await aRelease(worker, kind, [inHours(50)], { manner: 'visit', place: await aPlaceToMeet(unit) })
  const booking = await aBooking(person, one!)
  const page = (await (await browser(person)).get(path)).text
  expect(read(page)).toMatch(/Din tid hos oss .* Planering, Amina Haddad Storgatan 14/)
  expect(page).toContain(`href="/mina-sidor/tider/${booking}"`)
  expect(read((await (await browser(worker)).get(`/personal/arenden/${matter.id}/som-personen`)).text)).not.toContain('Din tid hos oss')
  // A time at another unit is about nothing here.
  const elsewhere = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  const [other] = await aRelease(elsewhere, await aKind(elsewhere.unit, { called: 'Annat' }), [inHours(60)])
  await aBooking(person, other!)
  expect(await pageOf(person, path)).not.toContain('Annat')
  await act(person, 'cancel', booking)
  expect(await pageOf(person, path)).not.toContain('Din tid hos oss')
})
