// What a file says, read in a thread of its own (`files.ts`).
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { fileTypeFromBuffer } from 'file-type'
import type { FileLine, FilePage, FileText, Refused } from './files.ts'

type Read = { ok: true } & FileText

/** All that can be had out of a kept file as words: page by page, and what lies beside the pages. An image says nothing. */
export default async function read(bytes: Uint8Array): Promise<Read | Refused> {
  const found = (await fileTypeFromBuffer(bytes))?.mime
  if (found === 'image/jpeg' || found === 'image/png') return { ok: true, pages: [{ lines: [], unread: true }], about: [] }
  if (found !== 'application/pdf') return { ok: true, ...(await readHtml(new TextDecoder().decode(bytes))) }
  // What the libraries say of a broken file may quote it, so it stays here.
  return readPdf(bytes).then(
    (text) => ({ ok: true, ...text }),
    () => ({ ok: false, reason: 'the PDF file is broken' }),
  )
}

// --- PDF ---

async function readPdf(bytes: Uint8Array): Promise<FileText> {
  const { getDocumentProxy } = await import('unpdf')
  // The reader takes over the bytes it is given.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { isOffscreenCanvasSupported: false, useSystemFonts: false, verbosity: 0 })
  const inside = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true })
  const pages: FilePage[] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n)
    const { items } = await page.getTextContent({ disableNormalization: true })
    const lines = linesOf(items.filter((item) => 'str' in item))
    page.cleanup()
    const leaf = inside.getPages()[n - 1]?.node
    pages.push({ lines, unread: leaf === undefined || !legible(lines) || hasImage(leaf) || (lines.length === 0 && draws(leaf)) })
  }
  await pdf.cleanup()
  return { pages, about: stringsIn(inside) }
}

type Piece = { str: string; width: number; height: number; transform: number[] }
type Open = { angle: number; v: number; from: number; to: number; size: number; text: string; row: number }

/** The lines of a page in the order they were written, each piece at its place; what stands apart on one line (columns, cells) is lines of one row. */
function linesOf(pieces: readonly Piece[]): FileLine[] {
  const lines: FileLine[] = []
  let [open, row]: [Open | undefined, number] = [undefined, 0]
  const close = () => {
    const text = open?.text.trim()
    if (open && text) lines.push({ text, row: open.row, x: Math.round(open.from) })
  }
  for (const { str, width, height, transform } of pieces) {
    const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number]
    const angle = Math.atan2(b, a)
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const [from, v] = [e * cos + f * sin, f * cos - e * sin]
    const size = Math.hypot(c, d) || height || 1
    if (str.trim() === '') {
      if (open && str !== '' && width < 2 * size && Math.abs(v - open.v) < size / 2 && !open.text.endsWith(' ')) open.text += ' '
      continue
    }
    const beside = open && Math.abs(angle - open.angle) < 0.05 && Math.abs(v - open.v) < 0.4 * Math.max(size, open.size)
    const gap: number = open ? from - open.to : 0
    if (open && beside && gap > -size && gap < 2 * size) {
      if (gap > 0.2 * size && !/\s$/.test(open.text) && !/^\s/.test(str)) open.text += ' '
      open.text += str
      open.to = from + width
    } else {
      close()
      if (!beside || gap <= -size) row += 1
      open = { angle, v, from, to: from + width, size, text: str, row }
    }
  }
  close()
  return lines
}

/** Whether the letters mean something: a font without a table of its letters gives signs that nobody can search. */
function legible(lines: readonly FileLine[]): boolean {
  const text = lines.map((line) => line.text).join('')
  const strange = text.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0
  return strange <= text.length / 20
}

const named = (name: string) => PDFName.of(name)

function hasImage(page: PDFDict, seen = new Set<PDFObject>()): boolean {
  const resources = inherited(page, 'Resources')
  const objects = resources instanceof PDFDict ? resources.lookup(named('XObject')) : undefined
  if (!(objects instanceof PDFDict)) return false
  return objects.keys().some((key) => {
    const object = objects.lookup(key)
    if (!(object instanceof PDFStream) || seen.has(object)) return false
    seen.add(object)
    return object.dict.lookup(named('Subtype')) === named('Image') || hasImage(object.dict, seen)
  })
}

/** A page without letters on which something is drawn all the same: perhaps letters as shapes. */
const draws = (page: PDFDict): boolean => {
  const contents = page.lookup(named('Contents'))
  const streams = contents instanceof PDFArray ? contents.asArray().map((_, n) => contents.lookup(n)) : [contents]
  return streams.some((stream) => stream instanceof PDFRawStream && /(^|\s)(f|F|B|b|S|s|sh|Do|EI)\*?(\s|$)/.test(decoded(stream)))
}

function inherited(page: PDFDict, key: string): PDFObject | undefined {
  let at: PDFObject | undefined = page
  for (let n = 0; n < 50 && at instanceof PDFDict; n++) {
    const found = at.lookup(named(key))
    if (found) return found
    at = at.lookup(named('Parent'))
  }
  return undefined
}

function decoded(stream: PDFRawStream): string {
  try {
    return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
  } catch {
    return '' // packed in a way that only images are
  }
}

const literal = String.raw`\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>`
const besideText = new RegExp(String.raw`/(ActualText|Alt|E|Contents|T)\s*(${literal})`, 'g')
const anyString = new RegExp(literal, 'g')

/** Every string beside the pages' own text: titles, comments, fields, links, texts in place of images, what the maker's program wrote. */
function stringsIn(pdf: PDFDocument): FileText['about'] {
  const found = new Map<string, string>()
  const seen = new Set<PDFObject>()
  const note = (key: string, text: string) => {
    const words = text.trim()
    if (/[\p{L}\p{N}]{2}/u.test(words) && !found.has(words)) found.set(words, key)
  }
  const walk = (object: PDFObject | undefined, key: string, drawn = false) => {
    if (!object || object instanceof PDFRef || seen.has(object)) return
    if (object instanceof PDFString || object instanceof PDFHexString) return note(key, object.decodeText())
    if (object instanceof PDFName) return note('name', ownName(object))
    seen.add(object)
    if (object instanceof PDFArray) for (const entry of object.asArray()) walk(entry, key)
    const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined
    for (const [name, value] of dict?.entries() ?? []) {
      note('name', ownName(name))
      walk(value, name.decodeText())
      if (name.decodeText() === 'AP') appearances(pdf, value, (stream) => note('AP', textIn(decoded(stream), anyString)))
    }
    if (!(object instanceof PDFRawStream) || drawn || isBinary(object.dict)) return
    const content = decoded(object)
    if (object.dict.lookup(named('Subtype')) === named('XML')) note('Metadata', Buffer.from(content, 'latin1').toString())
    else for (const [, name, text] of content.matchAll(besideText)) note(name!, stringFrom(text!))
  }
  walk(pdf.context.trailerInfo.Info && pdf.context.lookup(pdf.context.trailerInfo.Info), 'Info')
  for (const [, object] of pdf.context.enumerateIndirectObjects()) walk(object, '')
  return [...found].map(([text, key]) => ({ key, text }))
}

/** A name that the format does not use itself: those are letters alone. */
const ownName = (name: PDFName) => {
  const text = name.decodeText()
  return /^[A-Za-z]{0,24}$/.test(text) ? '' : text
}

const isBinary = (dict: PDFDict) =>
  dict.lookup(named('Subtype')) === named('Image') || ['Length1', 'Length2', 'FunctionType'].some((key) => dict.has(named(key)))

function appearances(pdf: PDFDocument, value: PDFObject, each: (stream: PDFRawStream) => void, depth = 0): void {
  const object = value instanceof PDFRef ? pdf.context.lookup(value) : value
  if (object instanceof PDFRawStream) each(object)
  else if (object instanceof PDFDict && depth < 3) for (const [, inner] of object.entries()) appearances(pdf, inner, each, depth + 1)
}

const textIn = (content: string, strings: RegExp) => Array.from(content.matchAll(strings), ([text]) => stringFrom(text)).join('')
const stringFrom = (text: string) =>
  text.startsWith('<') ? PDFHexString.of(text.slice(1, -1).replace(/\s/g, '')).decodeText() : PDFString.of(text.slice(1, -1)).decodeText()

// --- HTML ---

const blocks = new Set(
  'html head body h1 h2 h3 h4 h5 h6 p div section article main header footer blockquote pre ul ol li dl dt dd br hr table caption thead tbody tfoot tr th td title option'.split(
    ' ',
  ),
)
const unseen = new Set(['script', 'style', 'title', 'template', 'noscript', 'svg', 'math'])
const unsearched = new Set(['img', 'picture', 'video', 'audio', 'object', 'embed', 'iframe', 'canvas', 'svg'])

async function readHtml(html: string): Promise<FileText> {
  const { Parser } = await import('htmlparser2')
  const [lines, about]: [FileLine[], FileText['about']] = [[], []]
  const within: string[] = []
  let [text, row, unread] = ['', 0, false]
  const note = (key: string, words: string) => words.trim() && about.push({ key, text: words.trim() })
  const flush = () => {
    const line = text.replace(/[ \t\n\r\f]+/g, ' ').trim()
    text = ''
    if (!line) return
    const kind = within.findLast((tag) => /^(h[1-6]|li|t[dh])$/.test(tag))
    lines.push({ text: line, ...(kind ? { kind } : {}), ...(kind === 'td' || kind === 'th' ? { row } : {}) })
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (blocks.has(name)) flush()
      if (name === 'tr') row += 1
      if (unsearched.has(name)) unread = true
      within.push(name)
      for (const [key, value] of Object.entries(attributes)) note(key, value)
    },
    ontext(words) {
      const hidden = within.findLast((tag) => unseen.has(tag))
      if (hidden) note(hidden, words)
      else if (!within.includes('pre')) text += words
      else
        for (const [at, line] of words.split('\n').entries()) {
          if (at > 0) flush()
          text += line
        }
    },
    onclosetag(name) {
      if (blocks.has(name)) flush()
      const at = within.lastIndexOf(name)
      if (at >= 0) within.length = at
    },
    oncomment: (words) => void note('comment', words),
    onprocessinginstruction: (_, words) => void note('comment', words),
  })
  parser.end(html)
  flush()
  return { pages: [{ lines, unread: unread || lines.length === 0 }], about }
}
