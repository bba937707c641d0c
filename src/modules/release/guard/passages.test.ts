import { degrees, PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FileText, textOf } from '#kernel/files'
import { Event, eventKinds } from '#modules/matters'
import { maskedDocument, linesOf } from './outgoing.ts'
import { leftBehind, type Marks, maskable, masked, sentences, textsOf } from './passages.ts'

const mark = '[maskerat]'
const at = '2026-03-02T10:00:00Z'
const marked = (passages: Marks['passages'], words: string[] = []): Marks => ({ passages, words })
const textIn = (event: Event, field: string) => textsOf(event).find((one) => one.field === field)?.text

/** One event of each kind, with words in every place that takes words and codes in every other. */
const whole = (kind: string): Event => {
  const author = { name: 'Ord1', role: 'Ord2' }
  const card = { ...author, phone: 'Ord3', hours: 'Ord4', deputy: 'Ord5', photo: 'bild' }
  const decision = {
    title: 'Ord',
    results: [{ answer: 'yes', what: 'Ord6', note: 'Ord7', from: '2026-01-01', to: '2026-02-01' }],
    reasons: 'Ord8',
    rules: [{ citation: 'Ord9', text: 'Ord10', meaning: 'Ord11' }],
    decidedBy: author,
    investigatedBy: author,
    deliveredOn: '2026-01-01',
    document: 'd',
    whatWasWrong: 'Ord12',
  }
  const all = {
    text: 'Ord13',
    title: 'Ord14',
    reason: 'Ord15',
    place: 'Ord16',
    provider: 'Ord17',
    outcome: 'Ord18',
    unit: 'Ord19',
    step: 'Ord20',
    from: kind === 'document-added' ? 'Ord21' : '2026-01-01',
    with: [author],
    officer: card,
    what: kind === 'received' ? 'report' : kind === 'requested' ? [{ title: 'Ord22', text: 'Ord23' }] : 'Ord24',
    via: 'form',
    status: kind === 'condition' ? 'active' : 'paid',
    dueBy: '2026-01-01',
    newDate: '2026-01-01',
    on: '2026-01-01',
    document: 'd',
    ...(kind.startsWith('decision') ? decision : {}),
  }
  return Event.parse({ ref: 'r', about: 'a', at, kind, author, detail: all })
}

test.each(eventKinds)('every word of %s can be taken away, and nothing else is touched', (kind) => {
  const event = whole(kind)
  const everything = marked(maskable(event))
  const after = masked(event, everything, mark)
  expect(JSON.stringify(after)).not.toMatch(/Ord\d/)
  expect(Event.parse(after)).toEqual(after)
  expect(JSON.stringify(after).replaceAll(mark, 'Ord')).toBe(JSON.stringify(event).replace(/Ord\d+/g, 'Ord'))
  expect(masked(event, marked([]), mark)).toEqual(event)
})

const note = (text: string, title?: string) => Event.parse({ ref: 'r', at, kind: 'note', detail: { text, ...(title ? { title } : {}) } })

test('what is taken away in one place is gone from the title and from quotes too, whatever its length', () => {
  const event = note('Hon bor på Björkgatan 12. Det är bra.\n> björk-\n> gatan 12, sa hon.', 'Om Björkgatan 12')
  const [first] = sentences({ field: 'detail.text', text: textIn(event, 'detail.text')! })
  const one = masked(event, marked([{ ...first!, from: first!.from + 11, to: first!.to - 1 }]), mark)
  expect(one.detail).toEqual({ text: `Hon bor på ${mark}. Det är bra.\n> ${mark}, sa hon.`, title: `Om ${mark}` })
  expect(masked(note('Anna Ek Anna, Eks Anna'), marked([], ['Anna', 'Ek']), mark).detail).toEqual({ text: mark })
})

test('a short word goes as a word of its own, not out of other words', () => {
  expect(masked(note('Eva såg en evaluering. Inte EVA, men Evas bok.'), marked([], ['Eva']), mark).detail).toEqual({
    text: `${mark} såg en evaluering. Inte ${mark}, men ${mark} bok.`,
  })
})

test('names and numbers of a sentence that was taken away are told where they still stand', () => {
  const event = note('Systern Karin ringde från 4711. Vi talades vid. Karin återkommer, ärende 4711. Systern är snäll. Hälsa systern.')
  const [first] = maskable(event)
  const marks = marked([first!])
  const groups = textsOf(event).map((one) => [one])
  const after = textsOf(masked(event, marks, mark)).map((one) => [one])
  expect(leftBehind(groups, after, marks)).toEqual(['Karin', '4711'])
})

test('the sentences of any text are the whole text but for the room between', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const parts = sentences({ field: 'f', text })
      expect(parts.every((part) => text.slice(part.from, part.to) === part.text)).toBe(true)
      expect(
        parts
          .map((part) => part.text)
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''))
    }),
    { numRuns: 1000, seed: 4 },
  )
})

// --- Documents ---

const pageTitles = Array.from({ length: 400 }, (_, n) => `Sida ${n + 1}`)
const around = { type: 'application/pdf', title: 'Handling', language: 'sv', notes: ['Bilder är borttagna.'], pageTitles } as const
const maskedFile = async (bytes: Buffer, marks: (text: FileText) => Marks, type: 'application/pdf' | 'text/html' = 'application/pdf') => {
  const text = await textOf(bytes)
  if (!text.ok) throw new Error(text.reason)
  const made = await maskedDocument(text, marks(text), mark, { ...around, notes: [...around.notes], type })
  if (!made.ok) throw new Error(made.reason)
  return made.bytes
}
const saidBy = async (bytes: Buffer) => linesOf((await textOf(bytes)) as FileText).map((line) => line.text)
/** Every byte of a file, its streams unpacked: what can be had out of it without a reader. */
async function rawly(bytes: Buffer): Promise<string> {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return bytes.toString()
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const { decodePDFRawStream, PDFRawStream } = await import('@cantoo/pdf-lib')
  const streams = pdf.context
    .enumerateIndirectObjects()
    .map(([, object]) =>
      object instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(object).decode()).toString('latin1') : String(object),
    )
  return [bytes.toString('latin1'), ...streams].join('\n')
}

const syllables = ['kvar', 'stol', 'mjöl', 'bäck', 'fjäll', 'ström', 'ask', 'norr', 'vret', 'tjärn', 'hult', 'ryd', 'ängs', 'åker', 'vass']
const aWord = fc.array(fc.constantFrom(...syllables), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(''))
const aSheet = fc.record({
  pages: fc.array(fc.array(fc.array(aWord, { minLength: 1, maxLength: 6 }), { maxLength: 7 }), { minLength: 1, maxLength: 3 }),
  chosen: fc.infiniteStream(fc.nat(3)),
})

async function drawn(pages: string[][][]): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (const lines of pages) {
    const page = pdf.addPage([800, 600])
    for (const [n, words] of lines.entries()) page.drawText(words.join(' '), { x: 40, y: 550 - n * 20, size: 9, font })
  }
  return Buffer.from(await pdf.save())
}
const markup = (pages: string[][][]) =>
  Buffer.from(
    `<!doctype html><html><body>${pages
      .flat()
      .map((words) => `<p>${words.map((word) => `<b>${word}</b>`).join(' ')}</p>`)
      .join('')}</body></html>`,
  )

test.each([
  ['application/pdf', 150],
  ['text/html', 60],
] as const)(
  'nothing that was masked can be had out of any masked %s',
  async (type, numRuns) => {
    await fc.assert(
      fc.asyncProperty(aSheet, async ({ pages, chosen }) => {
        const words = [...new Set(pages.flat(2))]
        const secret = words.filter(() => chosen.next().value === 0)
        const bytes = type === 'application/pdf' ? await drawn(pages) : markup(pages)
        const made = await maskedFile(bytes, () => marked([], secret), type)
        const [told, raw] = [(await saidBy(made)).join(' '), await rawly(made)]
        const alone = (text: string) => new Set(text.split(/[^\p{L}]+/u))
        for (const word of secret) {
          expect(alone(told).has(word), word).toBe(false)
          expect(alone(raw).has(word), word).toBe(false)
        }
        for (const word of words) if (!secret.includes(word)) expect(told.replace(/\s/g, ''), word).toContain(word)
      }),
      { numRuns, seed: 5 },
    )
  },
  120_000,
)

async function onePage(draw: (at: (text: string, x: number, y: number, more?: object) => void, pdf: PDFDocument) => void): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage([500, 500])
  draw((text, x, y, more = {}) => page.drawText(text, { x, y, size: 10, font, ...more }), pdf)
  return Buffer.from(await pdf.save())
}

test.each<[string, Parameters<typeof onePage>[0]]>([
  ['in two pieces', (at) => (at('Hemli', 40, 400), at('gatan är blå', 64, 400))],
  ['on two lines', (at) => (at('Vi ses på Hemli-', 40, 400), at('gatan klockan två', 40, 385))],
  ['turned on its side', (at) => at('Hemligatan', 300, 100, { rotate: degrees(90) })],
  ['turned a little', (at) => at('Hemligatan', 100, 100, { rotate: degrees(7) })],
  [
    'in one of two columns',
    (at) => (
      at('Vi ses på Hemli-', 40, 400),
      at('Höger spalt om annat', 280, 400),
      at('gatan klockan två', 40, 385),
      at('går vidare här', 280, 385)
    ),
  ],
  ['in white', (at) => at('Hemligatan', 100, 100, { opacity: 0 })],
  ['in the title of the file', (at, pdf) => (at('Hemligatan', 40, 400), pdf.setTitle('Hemligatan'), pdf.setAuthor('Hemligatan'))],
])('a word %s is gone', async (_, draw) => {
  const bytes = await onePage(draw)
  const made = await maskedFile(bytes, () => marked([], ['Hemligatan']))
  const told = (await saidBy(made)).join(' ')
  expect(told).toContain(mark)
  for (const text of [told, await rawly(made)]) expect(text).not.toMatch(/hemli|gatan/i)
})

test('a masked page keeps its headings, items and tables, and says what it is', async () => {
  const page = `<!doctype html><html><head><title>Hemligatan</title></head><body><h1>Intyg</h1><p>Se <a href="https://x.example/Hemligatan">kartan</a></p>
    <ul><li>Ett</li><li>Hemligatan</li></ul><table><tr><th>Namn</th><td>Ek</td></tr></table><!-- Hemligatan --><img alt="Hemligatan"></body></html>`
  const made = (await maskedFile(Buffer.from(page), () => marked([], ['Hemligatan']), 'text/html')).toString()
  expect(made).not.toMatch(/Hemligatan|href|<img|<!--/)
  expect(made).toContain('<h1>Intyg</h1>')
  expect(made).toContain(`<ul><li>Ett</li><li>${mark}</li></ul>`)
  expect(made).toContain('<tr><th>Namn</th><td>Ek</td></tr>')
  expect(made).toContain('Bilder är borttagna.')
})

test('a masked document is tagged, in its language, with letters of many alphabets, and tells nothing of the old one', async () => {
  const lines = ['Åsa bor i Älvkarby ﬁnt', 'Жизнь хороша', 'Ελλάδα', 'Şükrü Çelik Ğ', 'Somali: waxaan', 'ab漢字']
  const text: FileText = {
    pages: [
      { lines: lines.map((one) => ({ text: one })), unread: false },
      { lines: [], unread: false },
    ],
    about: [],
  }
  const made = await maskedDocument(text, marked([], ['Åsa']), mark, { ...around, notes: ['Bilder är borttagna.'] })
  if (!made.ok) throw new Error(made.reason)
  expect(await saidBy(made.bytes)).toEqual([
    'Bilder är borttagna.',
    'Sida 1',
    `${mark} bor i Älvkarby ﬁnt`,
    ...lines.slice(1, -1),
    'ab□□',
    'Sida 2',
  ])
  const pdf = await PDFDocument.load(made.bytes, { updateMetadata: false })
  const catalog = String(pdf.catalog)
  expect([pdf.getTitle(), pdf.getAuthor(), pdf.getProducer(), pdf.getCreationDate()]).toEqual(['Handling', undefined, undefined, undefined])
  expect(catalog).toMatch(/\/Lang \(sv\)|\/Lang <FEFF00730076>/)
  expect(catalog).toMatch(/\/MarkInfo|\/StructTreeRoot/)
})

// Four seconds on a machine that does nothing else.
test('three hundred pages are masked in one go', async () => {
  const words = Array.from({ length: 45 }, (_, n) => `Rad ${n} om vardagen, skolan och vad vi kommer överens om till nästa gång`)
  const pages = Array.from({ length: 300 }, (_, page) => ({ lines: words.map((text) => ({ text: `${text} ${page}` })), unread: false }))
  const from = performance.now()
  const made = await maskedDocument({ pages }, marked([{ field: 'h7.3', from: 0, to: 20 }], ['vardagen']), mark, { ...around, notes: [] })
  expect(made.ok && (await PDFDocument.load(made.bytes)).getPageCount()).toBe(300)
  expect(performance.now() - from).toBeLessThan(30_000)
}, 60_000)
