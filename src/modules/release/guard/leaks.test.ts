import { PDFDocument, PDFName, PDFString, StandardFonts, degrees } from '@cantoo/pdf-lib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileText, textOf } from '#kernel/files'
import { calendar } from '../../../../db/seed/story.ts'
import { tellers } from '../../../../db/seed/matters/index.ts'
import { Event } from '#modules/matters'
import type { Fact, FactKind } from './model.ts'
import { leaks, type Outgoing } from './leaks.ts'
import { linesOf, outgoing } from './outgoing.ts'

const fact = (kind: FactKind, value: string): Fact => ({ id: `${kind} ${value}`, kind, value })
/** What is guarded about Karin, who must not be found. */
const address = fact('address', 'Björkgatan 12 B, 980 12 Delaby')
const landline = fact('phone', '0980-31 92 00')
const mobile = fact('phone', '070-174 06 58')
const school = fact('school', 'Almskolan')
const workplace = fact('workplace', 'Norrsols Tvätteri')
const car = fact('registration', 'ABC 12D')
const karin = fact('name', 'Karin Häggström')
const town = fact('place', 'Älvkarby')
const mail = fact('email', 'karin.haggstrom@norrsol.example')
const point = fact('coordinates', '67.8512, 20.2231')
const facts = [address, landline, mobile, school, workplace, car, karin, town, mail, point]

const note = (text: string, more: object = {}) =>
  Event.parse({ ref: 'r', at: '2026-03-02T10:00:00Z', kind: 'note', detail: { text }, ...more })
const said = (text: string): Outgoing[][] => [[{ field: 'detail.text', text }]]

async function pdf(
  draw: (document: PDFDocument) => void | Promise<void>,
  words = 'Bilaga till beslut, med vanliga ord på raden.',
): Promise<Outgoing[][]> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([400, 400]).drawText(words, { x: 20, y: 350, size: 11, font: await document.embedFont(StandardFonts.Helvetica) })
  await draw(document)
  return fileOf(Buffer.from(await document.save()))
}
async function fileOf(bytes: Buffer, title = 'Intyg'): Promise<Outgoing[][]> {
  const text = await textOf(bytes)
  if (!text.ok) throw new Error(text.reason)
  return outgoing(note('Se bilagan.'), { title, text })
}
const html = (body: string) => fileOf(Buffer.from(`<!doctype html><html><body>${body}</body></html>`))
const at = (document: PDFDocument, text: string, x: number, y: number, more: object = {}) =>
  document.getPage(0).drawText(text, { x, y, size: 11, ...more })

const seeded: [string, Fact, () => Outgoing[][] | Promise<Outgoing[][]>][] = [
  ['the address as it is', address, () => said('Hon bor på Björkgatan 12 B i Delaby.')],
  ['in small letters and without its gap', address, () => said('adressen är björkgatan 12b')],
  ['in capitals', address, () => said('BJÖRKGATAN 12')],
  ['with its dots as signs of their own', address, () => said('Möte på Bjo\u0308rkgatan 12'.normalize('NFD'))],
  ['without its dots', address, () => said('Bjorkgatan 12')],
  ['shortened', address, () => said('Hämtas på Björkg. 12 kl. 9.')],
  ['without its ending', address, () => said('Hon hyr Björk 12 B sedan maj.')],
  ['in two words', address, () => said('Björk gatan 12')],
  ['possessive', address, () => said('Björkgatans hyreshus ska renoveras.')],
  ['with two spaces and one that does not break', address, () => said('Björkgatan\u00a0\u00a0 12 B')],
  ['with signs that take no room', address, () => said('Björk\u200bgat\u2060an 1\ufeff2')],
  ['with soft hyphens', address, () => said('Björk\u00adgatan 12')],
  ['divided at the end of a line', address, () => said('Besök på Björk-\ngatan 12 den 3 mars.')],
  ['with its number on the next line', address, () => said('Björkgatan\n12 B')],
  ['letter by letter', address, () => said('B j ö r k g a t a n  1 2')],
  ['as a postcode and a place', address, () => said('Skickas till 98012 Delaby')],
  ['as a postcode alone, as it is written', address, () => said('Postnumret är 980 12.')],
  ['in a link to a map', address, () => said('https://karta.example/?q=Bj%C3%B6rkgatan+12+Delaby')],
  ['in the language of web pages', address, () => said('Bj&ouml;rkgatan 12 och Bj&#246;rkgatan 12')],
  ['as a point on a map', point, () => said('https://karta.example/@67.8513,20.2229,17z')],
  ['as a point in degrees', point, () => said('67°51\'04"N 20°13\'23"E')],
  ['the number as the country writes it', landline, () => said('Ring 0980-31 92 00.')],
  ['the number from abroad', landline, () => said('+46 980 319200')],
  ['the number with two zeros and a zero in brackets', landline, () => said('0046 (0)980 31 92 00')],
  ['the number figure by figure', landline, () => said('0 9 8 0 3 1 9 2 0 0')],
  ['the number without its area', landline, () => said('Hon nås på 31 92 00 efter fem.')],
  ['a mobile number on two lines', mobile, () => said('070-174\n06 58')],
  ['the school, possessive and inside a word', school, () => said('Almskoleeleven hämtades. Almskolans rektor ringde.')],
  ['the workplace with a hyphen', workplace, () => said('Hon arbetar på Norrsols-tvätteri')],
  ['the car', car, () => said('Bilen abc12d stod utanför.')],
  ['the name turned round', karin, () => said('HÄGGSTRÖM, Karin')],
  ['the name with an initial', karin, () => said('K. Häggströms syster')],
  ['the place in a word with an ending', town, () => said('På Älvkarbys station')],
  ['the e-mail with words for signs', mail, () => said('karin.haggstrom (at) norrsol punkt example')],
  ['the place of a calendar file', address, () => said('BEGIN:VEVENT\r\nLOCATION:Björkgatan 12\\, Delaby\r\nEND:VEVENT')],
  ['a quote in an answer', address, () => said('Hej!\n> Jag flyttar till Björk\n> gatan 12 på fredag.')],
  ['who wrote it', karin, () => outgoing(note('Samtal.', { author: { name: 'Karin Häggström', role: 'anhörig' } }))],
  ['the name of a file', address, () => outgoing(note('Se bilagan.'), { title: 'hyresavtal_bjorkgatan-12b.pdf', text: undefined })],
  ['the text of a PDF', address, () => pdf((document) => at(document, 'Hyresavtal för Björkgatan 12 B', 20, 300))],
  [
    'a line of a PDF divided in two',
    address,
    () => pdf((document) => (at(document, 'Hon bor numera på Björk-', 20, 300), at(document, 'gatan 12 tillsammans med', 20, 285))),
  ],
  [
    'a column of a PDF that was written across both',
    address,
    () =>
      pdf((document) => {
        for (const [y, left, right] of [
          [300, 'Hon flyttar till Björk-', 'Vad det kostar visas i'],
          [285, 'gatan 12 i mars.', 'tabellen längst ned.'],
        ] as const) {
          at(document, left, 20, y)
          at(document, right, 220, y)
        }
      }),
  ],
  [
    'a PDF letter by letter',
    address,
    () => pdf((document) => Array.from('Björkgatan12', (letter, n) => at(document, letter, 20 + n * 9, 300)).at(0)),
  ],
  ['turned text of a PDF', address, () => pdf((document) => at(document, 'Björkgatan 12', 380, 40, { rotate: degrees(90) }))],
  ['white text of a PDF', address, () => pdf((document) => at(document, 'Björkgatan 12', 20, 300, { opacity: 0 }))],
  ['the title of a PDF', address, () => pdf((document) => document.setTitle('Besök Björkgatan 12'))],
  ['the subject and the words of a PDF', school, () => pdf((document) => document.setKeywords(['Almskolan', 'intyg']))],
  [
    'a comment in a PDF',
    address,
    () =>
      pdf((document) => {
        const comment = document.context.obj({
          Type: 'Annot',
          Subtype: 'Text',
          Rect: [0, 0, 9, 9],
          Contents: PDFString.of('Bor Bj\xf6rkgatan 12'),
        })
        document.getPage(0).node.set(PDFName.of('Annots'), document.context.obj([document.context.register(comment)]))
      }),
  ],
  ['a field of a PDF', address, () => pdf((document) => document.getForm().createTextField('Adress').setText('Björkgatan 12'))],
  [
    'words in place of words in a PDF',
    address,
    () =>
      pdf((document) => {
        const stream = document.context.flateStream('/Span <</ActualText (Bj\\366rkgatan 12)>> BDC EMC')
        document.getPage(0).node.addContentStream(document.context.register(stream))
      }),
  ],
  ['a link of a page', address, () => html('<p>Se <a href="https://karta.example/Bj%C3%B6rkgatan%2012">kartan</a></p>')],
  ['a comment of a page', address, () => html('<p>Intyg</p><!-- Björkgatan 12 -->')],
  ['a text in place of an image', address, () => html('<p>Intyg</p><img alt="Huset på Björkgatan 12">')],
  ['words of a page with signs for look between', address, () => html('<p>På Bj<b>örk</b>gat<i>an</i> <span>12</span> bor hon.</p>')],
]

test.each(seeded)('%s is found', async (_, fact, make) => {
  const found = leaks(facts, await make())
  expect(found.map((leak) => leak.fact.id)).toContain(fact.id)
  // Each finding says where it is, so that it can be taken away.
  for (const { passages } of found) for (const { field, from, to } of passages) expect([field !== '', to > from]).toEqual([true, true])
})

test('there are more than forty of them, and each is proved by not being there', () => {
  expect(seeded.length).toBeGreaterThan(40)
  expect(leaks(facts, said('Vi ses på torsdag och pratar om hur det går.'))).toEqual([])
  expect(leaks([], said('Björkgatan 12'))).toEqual([])
})

test.each([
  'Hon tycker om björkar och satt under en björk på gatan.',
  'Björkvägen 12 är en annan gata.',
  'Vi ses i rum 12 B på torsdag.',
  'Bidraget är 98 012 kronor.',
  'Summan blev 98012 kr.',
  'Ärendet har nummer 2024-98012.',
  'Dnr 980 121.',
  'Ring oss på 0980-31 92 01.',
  'Ring 0980-31 93 00 vardagar.',
  'Numret 0980-31 92 001 finns inte.',
  'Beslut 319200 kronor betalas ut.',
  'Hakan gjorde ont, sa han.',
  'Han går på Almaskolan.',
  'Han fick alm till skolan.',
  'Vi talade om skolan och om arbetet.',
  'Tvätteriet i Norrköping har stängt.',
  'Norra solen sken när tvätten hängde ute.',
  'ABC 12E är en annan bil.',
  'Vi övade abc och räknade till 12 dagar.',
  'En älv rinner genom karbyn.',
  'Skriv till kajsa.lind@norrsol.example.',
  '67.9512, 20.2231 ligger en mil bort.',
  'Kvoten är 67.85 och 20.9.',
  'Karinas hund sprang bort.',
  'Häggen blommade vid strömmen.',
  'Temperaturen var 12 grader på gatan där björken står.',
])('%s is no leak', (text) => expect(leaks(facts, said(text)).map((leak) => [leak.fact.id, leak.found])).toEqual([]))

test('names that are also ordinary words are only taken as names', () => {
  const names = ['Per Sten', 'Bo Ek', 'Björn Dag', 'Pär Sol', 'Åsa Max'].map((value) => fact('name', value))
  const ordinary = 'De vill bo kvar. Det kostar 300 kr per månad, max ett par dagar. En sten, en ek, en björn i sol. Asa är gudar.'
  expect(leaks(names, said(ordinary.replace('Asa', 'asa'))).map((leak) => leak.found)).toEqual([])
  expect(
    leaks(names, said('Jag talade med Per, och Bo Ek kom. PÄR ringde Björn.'))
      .map((leak) => leak.fact.value)
      .toSorted(),
  ).toEqual(['Björn Dag', 'Bo Ek', 'Per Sten', 'Pär Sol'])
})

test('a short name is found with a sign in it that takes no room', () => {
  expect(leaks([fact('name', 'Eva Ek')], said('Hon heter E\u200bva.')).map((leak) => leak.found)).toEqual(['E\u200bva'])
  expect(leaks([fact('name', 'Eva Ek')], said('Hon gör en evaluering.'))).toEqual([])
})

test("the reader's own name is no secret to them", () => {
  expect(leaks([karin], said('Johan Häggström kom på mötet.'), ['Johan Häggström'])).toEqual([])
  expect(leaks([karin], said('Johan Häggström kom på mötet.'))).toHaveLength(1)
  expect(leaks([karin], said('Karin Häggström kom på mötet.'), ['Johan Häggström'])).toHaveLength(1)
})

test("nothing in Delaby's own cases is a false alarm", async () => {
  const common = [
    ...facts,
    ...['Per Sten', 'Bo Ek', 'Björn Lind', 'Åsa Frost', 'Siv Holm'].map((value) => fact('name', value)),
    fact('address', 'Nygatan 4, 123 45 Ankeborg'),
    fact('address', 'Skolgatan 1 A'),
    fact('address', 'Vägen 3'),
    fact('workplace', 'Ica Maxi'),
    fact('workplace', 'Hemtjänsten Väst'),
    fact('school', 'Västra skolan'),
    fact('place', 'Frost'),
    fact('place', 'Sol'),
    fact('phone', '08-123 45 67'),
    fact('registration', 'DAG 001'),
  ]
  const stories = await Promise.all(tellers.map((tell) => tell(calendar('2026-11-26' as never))))
  const events = stories.flatMap((story) => story.matters.flatMap((matter) => matter.events.map(({ item }) => Event.parse(item.event))))
  expect(events.length).toBeGreaterThan(300)
  const found = events.flatMap((event) => leaks(common, outgoing(event))).map(({ fact, found }) => `${fact.value} ← ${found}`)
  expect([...new Set(found)]).toEqual([])
})

// --- Any writing of it ---

const noise = fc.constantFrom('', ' ', '\u00a0', '  ', '\u00ad', '\u200b', '-\n', '\n', '\u2060')
const cases = [(text: string) => text, (text: string) => text.toLowerCase(), (text: string) => text.toUpperCase()]
const dots = [
  (text: string) => text,
  (text: string) => text.normalize('NFD'),
  (text: string) => text.normalize('NFD').replace(/\p{M}/gu, ''),
]
const coded = [
  (text: string) => text,
  encodeURIComponent,
  (text: string) => text.replace(/[^\x20-\x7e]/g, (sign) => `&#${sign.codePointAt(0)};`),
]
const around = fc.constantFrom('', 'Hon bor på ', 'se ', 'https://karta.example/?q=')

test('a street is found in whatever way it is written', () => {
  const number = fc.constantFrom('12', '12 B', '12b', 'nr 12', '1\u200b2', '')
  const word = fc.constantFrom('Björkgatan', 'Björkgatans', 'Björk gatan', 'Björk-\ngatan', 'Björkg.', 'Björkgata')
  fc.assert(
    fc.property(
      around,
      word,
      noise,
      number,
      fc.constantFrom(...cases),
      fc.constantFrom(...dots),
      fc.constantFrom(...coded),
      (lead, street, room, at, look, spelt, code) => {
        const text = `${lead}${code(spelt(look(`${street}${room === '' ? ' ' : room}${at}`)))} nästa vecka.`
        expect(leaks([address], said(text)).length, JSON.stringify(text)).toBeGreaterThan(0)
      },
    ),
    { numRuns: 2000, seed: 1 },
  )
})

test('a telephone number is found however it is divided', () => {
  const lead = fc.constantFrom('0980', '+46980', '+46 980', '0046980', '0046 (0)980', '+46(0)980', '(0980)', '0980/', '46 980')
  const between = fc.constantFrom('', ' ', '-', ' - ', '.', '\u00a0', '\n', '\u2013')
  fc.assert(
    fc.property(lead, fc.array(between, { minLength: 6, maxLength: 6 }), (start, rooms) => {
      const text = `Ring ${start}${Array.from('319200', (figure, n) => rooms[n]! + figure).join('')}.`
      expect(leaks([landline], said(text)).length, JSON.stringify(text)).toBeGreaterThan(0)
    }),
    { numRuns: 2000, seed: 2 },
  )
})

test('a number that differs in one figure is another number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const figures = Array.from('980319200', Number)
      figures[place] = (figures[place]! + by) % 10
      const number = `0${figures.join('')}`
      expect(leaks([landline], said(`Ring ${number} i morgon.`)), number).toEqual([])
    }),
    { numRuns: 300, seed: 3 },
  )
})

test('a document that cannot be searched says so', async () => {
  const sharp = (await import('sharp')).default
  const png = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const unread = async (bytes: Buffer) => ((await textOf(bytes)) as FileText).pages.map((page) => page.unread)
  expect(await unread(png)).toEqual([true])
  const scanned = await PDFDocument.create()
  scanned.addPage().drawImage(await scanned.embedPng(png))
  scanned.addPage().drawText('Bara text')
  scanned.addPage()
  scanned.addPage().drawRectangle({ width: 10, height: 10 })
  expect(await unread(Buffer.from(await scanned.save()))).toEqual([true, false, false, true])
  expect(linesOf((await textOf(Buffer.from(await scanned.save()))) as FileText)).toEqual([{ field: 'h2.1', text: 'Bara text', x: 0 }])
  expect(await textOf(Buffer.from('%PDF-1.4 nothing'))).toEqual({ ok: false, reason: 'the PDF file is broken' })
})
