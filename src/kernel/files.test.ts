import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFName, type PDFRawStream, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clean, type Cleaned, largest, parts } from './files.ts'

const marker = 'HEMLIGMARKOR'
const bytes = (text: string) => Buffer.from(text, 'latin1')
const taken = async (file: Uint8Array): Promise<{ type: string; bytes: Buffer }> => {
  const cleaned = await clean(file)
  if (!cleaned.ok) throw new Error(cleaned.reason)
  return cleaned
}
const htmlOf = async (text: string) => (await taken(Buffer.from(text))).bytes.toString()

async function pdf(change: (document: PDFDocument) => void | Promise<void> = () => undefined): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([300, 200]).drawText('Beslut om bistand', { x: 20, y: 100, size: 12 })
  await change(document)
  return Buffer.from(await document.save({ useObjectStreams: false }))
}
const action = (document: PDFDocument, body: Record<string, string>) =>
  document.context.obj(
    Object.fromEntries(Object.entries(body).map(([key, value]) => [key, key === 'S' ? PDFName.of(value) : PDFString.of(value)])),
  )
/** All that the cleaned file holds, its packed streams unpacked. */
async function insideOf(file: Buffer): Promise<string> {
  const document = await PDFDocument.load(file, { updateMetadata: false })
  const plain = await document.save({ useObjectStreams: false, updateFieldAppearances: false })
  return (
    Buffer.from(plain).toString('latin1') +
    document.context
      .enumerateIndirectObjects()
      .map(([, object]) => String(object))
      .join('\n')
  )
}
const annotated = (subtype: string, more: Record<string, string> = {}) =>
  pdf((document) => {
    const note = document.context.obj({
      Type: 'Annot',
      Subtype: subtype,
      Rect: [0, 0, 10, 10],
      ...(more['S'] ? { A: action(document, more) } : {}),
    })
    document.getPage(0).node.set(PDFName.of('Annots'), document.context.obj([document.context.register(note)]))
  })

const image = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#8855aa' } })
const withExif = { IFD0: { Copyright: marker, Artist: marker }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '67/1 51/1 0/1' } }

test('a plain PDF, photo, drawing and page are taken in as what they are', async () => {
  expect((await taken(await pdf())).type).toBe('application/pdf')
  expect((await taken(await image().jpeg().toBuffer())).type).toBe('image/jpeg')
  expect((await taken(await image().png().toBuffer())).type).toBe('image/png')
  expect((await taken(Buffer.from('<!doctype html><title>x</title><p>Hej'))).type).toBe('text/html')
})

const refused: [string, () => Uint8Array | Promise<Uint8Array>, RegExp][] = [
  ['nothing', () => Buffer.alloc(0), /empty/],
  ['more than 25 MB', () => Buffer.alloc(largest + 1), /larger than 25 MB/],
  ['noise', () => randomBytes(2000), /not a PDF/],
  ['a program', () => bytes(`MZ${'\0'.repeat(60)}<html><p>x`), /not a PDF/],
  ['an archive', () => bytes('PK\x03\x04\x14\0\0\0<html>'), /not a PDF/],
  ['a program that calls itself text', () => bytes('#!/bin/sh\nrm -rf /\n'), /not a PDF/],
  ['a drawing with scripts in it', () => bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /not a PDF/],
  [
    'XML that reads other files',
    () => bytes('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>'),
    /not a PDF/,
  ],
  ['plain text that speaks of HTML', () => bytes('Hej, här är <html> i en text.'), /not a PDF/],
  ['a GIF', () => bytes('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;'), /not a PDF/],
  ['a PDF that begins as something else', async () => Buffer.concat([bytes('<html><p>x</p>\0'), await pdf()]), /not a PDF/],
  ['HTML in another alphabet than it says', () => Buffer.from([0x3c, 0x70, 0x3e, 0xe5, 0xe4, 0xf6]), /not UTF-8/],
  ['HTML with nothing but a script', () => bytes('<html><script>alert(1)</script></html>'), /no text left/],
  ['HTML of more than 10 MB', () => Buffer.concat([bytes('<html><p>'), Buffer.alloc(10 * 1024 * 1024 + 1, 0x61)]), /larger than 10 MB/],
  ['half a photo', async () => (await image().jpeg().toBuffer()).subarray(0, 200), /broken/],
  ['half a drawing', async () => (await image().png().toBuffer()).subarray(0, 60), /broken/],
  ['a drawing that says it is enormous', async () => enormous(await image().png().toBuffer()), /million pixels|broken/],
  ['a PDF cut in the middle of its beginning', async () => (await pdf()).subarray(0, 30), /broken|no pages/],
  ['only the name of a PDF', () => bytes('%PDF-1.7\n%%EOF'), /broken/],
  [
    'a PDF without pages',
    () =>
      bytes(
        '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R/Size 3>>\n%%EOF',
      ),
    /no pages|broken/,
  ],
  ['a PDF of one line and then nothing but letters', () => Buffer.concat([bytes('%PDF-1.4\n'), Buffer.alloc(2_000_000, 0x41)]), /broken/],
  [
    'a PDF with as much behind its last object',
    () => Buffer.concat([bytes('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'), Buffer.alloc(2_000_000, 0x41)]),
    /broken/,
  ],
  ['a PDF behind a password', async () => locked(), /password/],
  ['a PDF that unpacks to a gigabyte', () => bomb(), /unpacks/],
]
test.each(refused)('%s is refused with a reason', async (_, make, reason) => {
  const file = await make()
  const from = performance.now()
  const answer: Cleaned = await clean(file)
  expect(answer).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  // A file as simple as these is refused at once, and needs no patience.
  expect(performance.now() - from).toBeLessThan(3000)
})

/** One object that goes on for megabytes: `body` is all of it. */
const endless = (body: string) =>
  bytes(
    `%PDF-1.4\n1 0 obj\n[${body}]\nendobj\n2 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n3 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n4 0 obj\n<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 2 0 R/Size 5>>\n%%EOF`,
  )

test('a file made to be slow is given up, nobody else waits meanwhile, and the next one is taken', async () => {
  const slow = clean(endless('0 '.repeat(12_000_000)), 1000)
  let [late, last] = [0, performance.now()]
  const tick = setInterval(() => {
    late = Math.max(late, performance.now() - last)
    last = performance.now()
  }, 10)
  expect(await slow).toEqual({ ok: false, reason: 'the file takes too long to read' })
  clearInterval(tick)
  expect(late).toBeLessThan(500)
  expect((await clean(endless('0 '))).ok).toBe(true)
})

function enormous(png: Buffer): Buffer {
  const lying = Buffer.from(png)
  lying.writeUInt32BE(60_000, 16)
  lying.writeUInt32BE(60_000, 20)
  return lying
}

async function locked(): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.addPage()
  document.encrypt({ userPassword: 'x', ownerPassword: 'y' })
  return document.save()
}

function bomb(): Buffer {
  const data = deflateSync(Buffer.alloc(200 * 1024 * 1024, 0x20))
  const head = `%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${data.length}>>\nstream\n`
  return Buffer.concat([bytes(head), data, bytes('\nendstream\nendobj\ntrailer\n<</Root 2 0 R/Size 3>>\n%%EOF')])
}

const stripped: [string, () => Promise<Buffer>][] = [
  [
    'who made it, and with what',
    () =>
      pdf((d) => {
        d.setAuthor(marker)
        d.setTitle(marker)
        d.setProducer(marker)
        d.setKeywords([marker])
      }),
  ],
  [
    'its XMP',
    () =>
      pdf((d) =>
        d.catalog.set(
          PDFName.of('Metadata'),
          d.context.register(d.context.stream(`<x:xmpmeta>${marker}</x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' })),
        ),
      ),
  ],
  [
    'a script that runs when it is opened',
    () => pdf((d) => d.catalog.set(PDFName.of('OpenAction'), action(d, { S: 'JavaScript', JS: `app.alert("${marker}")` }))),
  ],
  ['scripts by name', () => pdf((d) => d.addJavaScript('main', `${marker}()`))],
  ['files within it', () => pdf((d) => d.attach(bytes(marker.repeat(3)), `${marker}.exe`, { mimeType: 'application/x-msdownload' }))],
  [
    'what runs when a page is shown',
    () => pdf((d) => d.getPage(0).node.set(PDFName.of('AA'), d.context.obj({ O: action(d, { S: 'JavaScript', JS: marker }) }))),
  ],
  ['what starts a program', () => annotated('Link', { S: 'Launch', F: marker })],
  ['a link that is a script', () => annotated('Link', { S: 'URI', URI: `javascript:${marker}` })],
  ['what sends a form', () => annotated('Link', { S: 'SubmitForm', F: marker })],
  ['a file on a page', () => annotated('FileAttachment', { S: 'GoToE', F: marker })],
  ['a form field', () => annotated('Widget', { S: 'JavaScript', JS: marker })],
  ['an earlier edition that nothing leads to', () => pdf((d) => void d.context.register(PDFString.of(marker)))],
  ['what comes after its end', async () => Buffer.concat([await pdf(), bytes(`\nPK\x03\x04${marker}<html><script>`)])],
]
test.each(stripped)('a PDF loses %s, and can still be read', async (_, make) => {
  const before = await make()
  expect(await insideOf(before).then((text) => text + before.toString('latin1'))).toMatch(/HEMLIGMARKOR|<48454D4C|FEFF0048/i)
  const { bytes: after } = await taken(before)
  expect(await insideOf(after)).not.toMatch(
    /HEMLIGMARKOR|48454D4C49474D41|0048 ?0045 ?004D|JavaScript|Launch|SubmitForm|EmbeddedFile|\/AA\b|XMP/i,
  )
  expect(after.toString('latin1')).not.toContain(marker)
  expect((await PDFDocument.load(after)).getPageCount()).toBe(1)
})

test('a photo in a PDF loses where and by whom it was taken, and a note on a page who wrote it', async () => {
  const photo = await image().withExif(withExif).jpeg().toBuffer()
  const before = await pdf(async (d) => {
    const page = d.getPage(0)
    page.drawImage(await d.embedJpg(photo))
    const note = d.context.obj({
      Type: 'Annot',
      Subtype: 'Highlight',
      Rect: [0, 0, 10, 10],
      T: PDFString.of(marker),
      Contents: PDFString.of('Viktigt'),
    })
    page.node.set(PDFName.of('Annots'), d.context.obj([d.context.register(note)]))
  })
  expect(before.toString('latin1').split(marker).length).toBeGreaterThan(2)
  const { bytes: after } = await taken(before)
  expect(after.toString('latin1')).not.toContain(marker)
  expect(await insideOf(after)).not.toContain(marker)
  expect(await insideOf(after)).toContain('Viktigt')
  const [, drawn] = (await PDFDocument.load(after)).context
    .enumerateIndirectObjects()
    .find(([, object]) => String(object).includes('DCTDecode'))!
  const { exif, width, height } = await sharp((drawn as PDFRawStream).contents).metadata()
  expect([exif, width, height]).toEqual([undefined, 40, 20])
})

test('a PDF keeps its pages, its ordinary links and its reading order', async () => {
  const { bytes: after } = await taken(
    await pdf((d) => {
      d.catalog.set(PDFName.of('StructTreeRoot'), d.context.register(d.context.obj({ Type: 'StructTreeRoot' })))
      d.catalog.set(PDFName.of('Lang'), PDFString.of('sv'))
    }),
  )
  const document = await PDFDocument.load(after)
  expect(document.catalog.lookup(PDFName.of('StructTreeRoot'))).toBeInstanceOf(PDFDict)
  const linked = await taken(await annotated('Link', { S: 'URI', URI: 'https://example.se/' }))
  expect(await insideOf(linked.bytes)).toContain('https://example.se/')
})

test('a photo loses where and by whom it was taken, its comments and what is hidden after its end, and stands upright', async () => {
  const before = Buffer.concat([
    await image().withExif(withExif).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    bytes(`PK\x03\x04${marker}<script>`),
  ])
  const { bytes: after } = await taken(before)
  const { exif, icc, xmp, iptc, orientation, width, height } = await sharp(after).metadata()
  expect({ exif, icc, xmp, iptc, orientation, width, height }).toEqual({ width: 20, height: 40 })
  expect(after.toString('latin1')).not.toContain(marker)
})

test('a drawing loses its texts', async () => {
  const png = await image().withExif(withExif).png().toBuffer()
  const text = bytes(`tEXtComment\0${marker}`)
  const chunk = Buffer.alloc(8 + text.length)
  chunk.writeUInt32BE(text.length - 4, 0)
  text.copy(chunk, 4)
  const { bytes: after } = await taken(Buffer.concat([png.subarray(0, 33), png.subarray(33)]))
  expect(after.toString('latin1')).not.toContain(marker)
  expect(chunk.toString('latin1')).toContain(marker)
})

test.each([
  ['scripts', '<html><p>Hej</p><script>BAD</script></html>'],
  ['styles', '<html><style>p{background:url(https://BAD)}</style><p style="background:url(BAD)">Hej</p></html>'],
  ['what happens on a click', '<html><p onclick="BAD">Hej</p></html>'],
  ['images from elsewhere', '<html><p>Hej</p><img src="https://BAD/x.png" onerror="BAD"></html>'],
  ['forms', '<html><p>Hej</p><form action="https://BAD"><input name="BAD"><button>BAD</button></form></html>'],
  ['frames', '<html><p>Hej</p><iframe src="https://BAD"></iframe><object data="BAD"></object><embed src="BAD"></html>'],
  ['links that are scripts', '<html><p>Hej <a href="java&#x09;script:BAD">x</a></p></html>'],
  ['links to data', '<html><p>Hej <a href="data:text/html,BAD">x</a></p></html>'],
  ['drawings with scripts', '<html><p>Hej</p><svg><script>BAD</script><a xlink:href="javascript:BAD"></a></svg></html>'],
  [
    'what moves the reader',
    '<html><head><meta http-equiv="refresh" content="0;url=https://BAD"><base href="https://BAD"></head><p>Hej</p></html>',
  ],
  ['comments', '<html><!-- BAD --><p>Hej</p><!--[if IE]>BAD<![endif]--></html>'],
  ['tags that are not closed', '<html><p>Hej<scr<script>alert(1)</script>ipt></p></html>'],
])('a page loses %s and keeps its words', async (_, text) => {
  const after = await htmlOf(text)
  expect(after).toContain('Hej')
  expect(after).not.toMatch(/BAD|<script|<style|<img|<form|<iframe|onclick|style=/)
})

test('a page keeps headings, lists, tables, links and its language', async () => {
  const body =
    '<h1>Beslut</h1><ul><li>ett</li></ul><table><tr><th scope="row">a</th><td colspan="2">b</td></tr></table><p><a href="https://example.se">länk</a></p>'
  const after = await htmlOf(`<!doctype html><html lang="fi"><body>${body}</body></html>`)
  expect(after).toContain('<html lang="fi">')
  expect(after).toContain(body)
})

test('a file is kept in pieces of 256 kB that make it whole again', () => {
  const file = randomBytes(600 * 1024)
  expect(parts(file).map((part) => part.length)).toEqual([262_144, 262_144, 90_112])
  expect(Buffer.concat(parts(file)).equals(file)).toBe(true)
  expect(parts(Buffer.alloc(0))).toEqual([])
})
