import { pino } from 'pino'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { aMatter, anEvent, aPerson, auditOf, browser, config, opened, owner, services } from '#testing'
import { application } from '../../../app.ts'
import { aDocument, allShown, aPlace, camilla, handedAt, noon, officer, read } from '../../../testing/camilla.ts'
import { askedIn, pieces } from './model.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

const path = '/mina-sidor/sok'
const seek = async (person: { cookie: string }, sok: string, language = 'sv') =>
  (await browser(person)).post(`${path}?sprak=${language}`, { sok })
/** The answer as it is read, from its heading to the margin; marks add no space. */
const answerTo = async (person: { cookie: string }, sok: string, language = 'sv') => {
  const { text } = await seek(person, sok, language)
  const main = text.slice(text.indexOf('</form>', text.indexOf('role="search"'))).replace(/<\/?mark>/g, '')
  return read(main.slice(0, main.indexOf('<aside')))
    .replaceAll('\u2011', '-')
    .replaceAll(' ,', ',')
}
const numberOf = async (person: { id: string }) =>
  (await owner`select number from shelf.matters where person_id = ${person.id} order by opened_on limit 1`)[0]!['number'] as string

const nothing = /^ Vi hittade inget /

describe('what is sought', () => {
  const found = (sok: string, text: string) => {
    const { asked = [] } = askedIn(sok) as { asked?: [] }
    return pieces(text, asked).flatMap((piece) => (piece.found ? [piece.text] : []))
  }

  test('is the beginning of a word, whatever its capitals and accents, and å, ä and ö are letters of their own', () => {
    expect(found('möt', 'Mötet och ett MÖTE, inte Bemötande')).toEqual(['Mötet', 'MÖTE'])
    expect(found('mot', 'Mötet')).toEqual([])
    expect(found('öppen', 'o\u0308ppenvård')).toEqual(['o\u0308ppenvård'])
    expect(found('Andre linder', 'André Lindér')).toEqual(['André', 'Lindér'])
    expect(found('2024-1187', 'Ärende 2024-1187')).toEqual(['2024', '1187'])
  })

  test('is a number with or without the spaces in it, on either side, and short numbers are no others', () => {
    for (const gap of ['', ' ', '\u00a0', '\u2009', '\u202f'])
      for (const sok of ['6240', '6 240', '6\u00a0240', '6\u2009240', '6\u202f240'])
        expect(found(sok, `Du fick 6${gap}240 kr`), `${sok}, ${gap}`).toEqual([`6${gap}240`])
    expect(found('319210', '0980-31 92 10')).toEqual(['31 92 10'])
    expect(found('624', '6 240')).toEqual([])
    expect(found('6240', '16 240')).toEqual([])
  })

  test('is told what is wrong with it, when it is nothing, too short or too long', () => {
    expect(['', ' … ', '\u0301', 'a', 'x'.repeat(101)].map((text) => askedIn(text).fault)).toEqual([
      'empty',
      'empty',
      'empty',
      'short',
      'long',
    ])
    expect(askedIn('Elias N').fault).toBeUndefined()
  })
})

test('a decision, a person and a note are found, each with its kind, its day and the sentence, and lead to their own pages', async () => {
  const { person, path: matter, copyOf, items } = await camilla()
  const inCase = ` En träff Vård och stöd vid beroende Ärende ${await numberOf(person)}`
  expect(await answerTo(person, 'behandlingshem')).toBe(
    `${inCase} Du får mer öppenvård, men inte plats på behandlingshem Beslut, tisdag 10 november 2026 Ja: Öppenvård två gånger i veckan. Nej: Tre månader på behandlingshem. `,
  )
  expect((await seek(person, 'behandlingshem')).text).toContain(`href="${matter}/beslut/${copyOf(items.decision)}"`)
  // Of a note the sentence where it stands, and no more.
  const note = await answerTo(person, 'tisdagar')
  expect(note).toContain(
    'Uppföljning efter sommaren Anteckning, måndag 14 september 2026. Amina Haddad skrev Camilla vill pröva gruppen på tisdagar.',
  )
  expect(note).not.toContain('hur sommaren har varit')
  expect((await seek(person, 'tisdagar')).text).toContain(`href="${matter}/om/${copyOf(items.autumn)}"`)
  expect((await seek(person, 'tisdagar')).text).toContain('på <mark>tisdagar</mark>.')
  const her = await answerTo(person, 'amina haddad')
  expect(her).toContain('Amina Haddad Din kontakt, socialsekreterare 0980-31 92 10, måndag–torsdag 8.30–9.30')
  expect((await seek(person, 'amina')).text).toContain(`href="${matter}#kontakt"`)
  expect(await answerTo(person, 'vuxenenheten')).toMatch(/Vuxenenheten Enhet 0980-31 92 00, vardagar 8–16\.30/)
  expect((await seek(person, 'vuxenenheten')).text).toContain(`href="${matter}#kontakter"`)
})

test('a document leads to itself, and is found by who it is from', async () => {
  const { person, matter: of, say, path: matter } = await camilla()
  await aDocument(of, 'intyg')
  await say('document-added', '2026-11-17', { title: 'Intyg om sömn', document: 'intyg', from: 'Vårdcentralen Ripan' })
  await say('document-added', '2026-11-18', { title: 'Ett papper till', document: 'har inte kommit', from: 'Vårdcentralen Ripan' })
  expect(await answerTo(person, 'ripan')).toMatch(
    /2 träffar .*Ett papper till .*Intyg om sömn Handling, tisdag 17 november 2026 Från Vårdcentralen Ripan\./,
  )
  expect((await seek(person, 'sömn')).text).toMatch(new RegExp(`href="${matter}/handlingar/[0-9a-f-]{36}"><span>Intyg om <mark>`))
  expect((await seek(person, 'papper')).text).toMatch(new RegExp(`href="${matter}/om/[0-9a-f-]{36}"><span>Ett <mark>`))
})

test('every word must be there, the day among them, and the newest comes first', async () => {
  const { person } = await camilla()
  expect(await answerTo(person, 'samtal sover')).toContain('En träff')
  expect(await answerTo(person, 'samtal sommaren')).toMatch(nothing)
  expect(await answerTo(person, 'beslut november 2026')).toContain('En träff')
  // "nov" is more often the beginning of something else.
  expect(await answerTo(person, 'beslut nov')).toMatch(nothing)
  expect(await answerTo(person, 'handlingshem')).toMatch(nothing)
  // A single letter is no word.
  expect(await answerTo(person, 'beslut i november q')).toContain('En träff')
  expect(await answerTo(person, 'beslut')).toMatch(/2 träffar .*10 november 2026 .*22 januari 2025/)
})

test('a case is found by its own name or number, with what was found in it below', async () => {
  const { person, path: matter } = await camilla()
  const { text } = await seek(person, 'beroende')
  expect(text).toContain(`<a href="${matter}"><span>Vård och stöd vid <mark>beroende</mark></span></a>`)
  expect(await answerTo(person, await numberOf(person))).toMatch(/^ En träff Vård och stöd vid beroende Ärende 2024-\d+ $/)
})

test('what is not shown, not released, taken away as a mistake, or somebody else’s is neither found nor counted', async () => {
  const { person, matter, say, id } = await camilla()
  await owner`delete from gate.rules where kind in ('condition', 'delay-notice')`
  await say('condition', '2026-11-01', { title: 'Väntar på en blick' })
  await say('note', '2026-11-02', { title: 'Om fel person', text: 'Skulle inte stå här' }, { ref: 'misstag' })
  expect(await answerTo(person, 'skulle inte stå')).toContain('En träff')
  await anEvent(matter, 'note', {}, { ref: 'misstag', version: 1, annulled: true, at: '2026-11-02T08:00:00Z' })
  for (const sok of ['anhörig', 'Om någon annan', 'uppgifter', 'handling som vi inte visar', 'väntar blick', 'skulle inte stå', 'misstag'])
    expect([sok, await answerTo(person, sok)]).toEqual([sok, expect.stringMatching(nothing)])
  expect((await owner`select kind from shelf.copies where matter_id = ${id} and kind in ('withheld', 'annulled')`).length).toBe(2)
  const stranger = await aPerson({ called: 'Någon Annan' })
  const hers = await aMatter({ person: stranger, unit: matter.unit })
  await opened(hers)
  expect(await answerTo(stranger, 'tisdagar')).toMatch(nothing)
  expect(await answerTo(person, 'tisdagar')).toContain('En träff')
})

test('why a decision was made is read where it is opened, and is not found by seeking', async () => {
  const { person, copyOf, items } = await camilla()
  expect(await answerTo(person, 'ansökte september')).toMatch(nothing)
  await seek(person, 'öppenvård')
  expect((await owner`select opened_at from shelf.copies where id = ${copyOf(items.decision)}`)[0]!['opened_at']).toBeNull()
})

test('nothing of the words stands in an address, a heading of the answer, a title or the log, and nothing is kept', async () => {
  const { person } = await camilla()
  const lines: string[] = []
  const log = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) })
  const response = await application({ ...services, log }).request(path, {
    method: 'POST',
    body: new URLSearchParams({ sok: 'tisdagar' }),
    headers: { cookie: person.cookie, origin: config.origin, 'sec-fetch-site': 'same-origin' },
  })
  const html = await response.text()
  expect([response.status, response.headers.get('cache-control'), response.headers.get('location')]).toEqual([200, 'no-store', null])
  expect(html).toMatch(/<title>Sök – Delaby kommun<\/title>/)
  expect(html).toContain('autocomplete="off"')
  expect(JSON.stringify([...response.headers])).not.toContain('tisdagar')
  for (const [, address] of html.matchAll(/(?:href|action|src)="([^"]*)"/g)) expect(address).not.toContain('tisdagar')
  expect(lines.join('')).toContain(`"route":"${path}"`)
  expect(lines.join('')).not.toContain('tisdagar')
  expect(await auditOf(person.id)).toEqual(['search own'])
  expect(
    (await owner`select * from audit.access_log where actor_id = ${person.id}`).map((row) => JSON.stringify(row)).join(),
  ).not.toContain('tisdagar')
})

test('nothing, a letter or a whole page to search for is told what to do, by the field, and is not lost', async () => {
  const { person } = await camilla()
  for (const [sok, said] of [
    ['', 'Skriv ett eller flera ord att söka efter'],
    ['å', 'Skriv minst två tecken'],
    ['ord '.repeat(40), 'Skriv kortare, högst 100 tecken'],
  ] as const) {
    const { status, text } = await seek(person, sok)
    expect(status).toBe(422)
    expect(text).toMatch(new RegExp(`value="${sok}"[^>]*aria-invalid="true"[^>]*aria-describedby="sok-hint sok-error"`))
    expect(text).toContain(`id="sok-error">${said}</p>`)
    expect(text).not.toContain('id="traffar"')
  }
})

test('nothing found says what to do and whom to call, and so does having no case at all', async () => {
  const { person } = await camilla()
  expect(await answerTo(person, 'finnsinte')).toMatch(
    /Vi hittade inget .*Ring oss, så letar vi tillsammans\. Vuxenenheten: 0980-31 92 00, vardagar 8–16\.30/,
  )
  const { status, text } = await (await browser(await aPerson())).get(path)
  expect(status).toBe(200)
  expect(read(text)).toContain('Inget ärende är öppnat för dig än')
})

test('of more than fifty the latest are shown, over all cases, and it is said that there are more', async () => {
  const { unit } = await aPlace()
  const person = await aPerson()
  const [new_, old] = [await aMatter({ person, unit, title: 'Det nya' }), await aMatter({ person, unit, title: 'Det gamla' })]
  await allShown(new_)
  for (let n = 0; n < 52; n += 1) {
    const at = `${n < 50 ? 2026 : 2020}-0${1 + (n % 9)}-01T08:0${n % 6}:00Z`
    await anEvent(n < 50 ? new_ : old, 'meeting-held', { title: `Hembesök ${n}` }, { at })
  }
  for (const matter of [new_, old]) await handedAt(await opened(matter))
  const text = await answerTo(person, 'hembesök')
  expect(text).toMatch(/De 50 senaste träffarna Det finns fler\. Skriv ett ord till, så blir de färre\. Det nya/)
  expect(text.match(/Möte, /g)).toHaveLength(50)
  expect(text).not.toContain('Det gamla')
  expect(await answerTo(person, 'hembesök 51')).toMatch(/^ En träff Det gamla/)
})

test('a long sentence is cut around what was sought', async () => {
  const { person, say } = await camilla()
  await say(
    'note',
    '2026-11-18',
    { title: 'Långt', text: `${'Först en lång väg dit, '.repeat(20)}sedan nålen i höstacken${', och mycket efteråt'.repeat(20)}.` },
    { author: officer },
  )
  const text = await answerTo(person, 'nålen')
  expect(text).toMatch(/Amina Haddad skrev … .{20,90}sedan nålen i höstacken, och .* … $/)
  expect(text.length).toBeLessThan(450)
})

test('in English the words of the page are English, and what was written is marked as Swedish', async () => {
  const { person } = await camilla()
  expect(await answerTo(person, 'decision january', 'en')).toMatch(
    /One match .*Ja till öppenvård Decision, Wednesday 22 January 2025 Yes: Samtal en gång i veckan \./,
  )
  const { text } = await seek(person, 'tisdagar', 'en')
  expect(text).toMatch(/<div class="note" lang="sv"><p>Camilla vill pröva gruppen på <mark>tisdagar<\/mark>\.<\/p>/)
  expect(text).toContain('<title>Search – ')
})

test('the way to it stands on the list and in each case, and not where staff see the case as its person does', async () => {
  const { person, path: matter, worker, matter: of } = await camilla()
  const reader = await browser(person)
  for (const page of ['/mina-sidor/arenden', matter]) expect((await reader.get(page)).text).toContain(`href="${path}"`)
  const seen = await (await browser(worker)).get(`/personal/arenden/${of.id}/som-personen`)
  expect(seen.text).toContain('Det här har hänt')
  expect(seen.text).not.toContain(path)
})
