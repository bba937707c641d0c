import { inflateSync } from 'node:zlib'
import {
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
import { bareJpeg } from './jpeg.ts'
import { unfit } from './unfit.ts'

const mega = 1024 * 1024
const mostStrays = mega / 4
const locked = 'the PDF file is protected with a password or encrypted'

/** The PDF written anew with its pages, links and reading order, and without what acts, hides or tells about the maker. Throws Unfit. */
export async function cleanPdf(bytes: Uint8Array): Promise<Buffer> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  refuseStrays(file)
  refuseBombs(file)
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true, ignoreEncryption: true }).catch(() =>
    unfit(file.includes('/Encrypt') ? locked : 'the PDF file is broken'),
  )
  if (pdf.context.trailerInfo.Encrypt || pdf.isEncrypted) return unfit(locked)
  const pages = await Promise.resolve()
    .then(() => pdf.getPageCount())
    .catch(() => unfit('the PDF file is broken'))
  if (pages === 0) return unfit('the PDF file has no pages')
  if (pages > 5000) return unfit('the PDF file has more than 5 000 pages')
  const { context } = pdf
  delete context.trailerInfo.Info
  delete context.trailerInfo.ID
  for (const key of [
    'Metadata',
    'OpenAction',
    'AA',
    'AcroForm',
    'AF',
    'Collection',
    'Names',
    'PieceInfo',
    'URI',
    'SpiderInfo',
    'DSS',
    'Perms',
    'Legal',
  ])
    pdf.catalog.delete(PDFName.of(key))
  const reached = strip(pdf, pdf.catalog)
  // What nothing leads to any more is left out of the file, earlier editions and what hid between objects too.
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref)
  const saved = await pdf
    .save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false })
    .catch(() => unfit('the PDF file is broken'))
  return Buffer.from(saved)
}

/**
 * What belongs to no object the parser tries byte by byte, some seconds for each megabyte, and everybody else waits meanwhile. A whole file
 * has hardly any of it: its table of objects is the only long stretch between them.
 */
function refuseStrays(bytes: Buffer): void {
  const find = (word: string, from: number) => {
    const at = bytes.indexOf(word, from)
    return at < 0 ? bytes.length : at
  }
  let [at, strays, table] = [0, 0, find('xref', 0)]
  while (at < bytes.length) {
    if (table < at) table = find('xref', at)
    const object = find(' obj', at)
    const end = find('endobj', object)
    strays += Math.min(object, table) - at
    // An object without an end is none.
    if (end === bytes.length) strays += end - object
    if (strays > mostStrays) unfit('the PDF file is broken')
    at = end + 'endobj'.length
  }
}

/** Packed object lists are unpacked before anything can be looked at, so their size is tried first. */
function refuseBombs(bytes: Buffer): void {
  let unpacked = 0
  for (let at = bytes.indexOf('/FlateDecode'); at >= 0; at = bytes.indexOf('/FlateDecode', at + 1)) {
    const from = bytes.indexOf('stream', at)
    const dictionary = bytes.subarray(Math.max(0, at - 600), from < 0 ? undefined : from).toString('latin1')
    if (from < 0 || from - at > 4000 || !/\/(ObjStm|XRef)/.test(dictionary)) continue
    const data = bytes[from + 6] === 13 ? from + 8 : from + 7
    try {
      unpacked += inflateSync(bytes.subarray(data), { maxOutputLength: 64 * mega }).length
    } catch (error) {
      if (error instanceof RangeError) unfit('the PDF file unpacks to more than it may')
    }
    if (unpacked > 128 * mega) unfit('the PDF file unpacks to more than it may')
  }
}

const acting = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'Hide',
  'SetOCGState',
  'Trans',
  'GoTo3DView',
  'ResetForm',
  'Thread',
])
const unwanted = new Set(['FileAttachment', 'RichMedia', 'Movie', 'Sound', 'Screen', '3D', 'Widget', 'TrapNet', 'Projection'])
const dropped = ['AA', 'JS', 'Metadata', 'PieceInfo', 'LastModified', 'EF', 'AF', 'RichMediaContent', 'XFA'].map((key) => PDFName.of(key))
/** Who made a note on a page, and when. */
const signed = ['T', 'M', 'CreationDate', 'NM', 'Subj'].map((key) => PDFName.of(key))
const nameOf = (object: PDFObject | undefined) => (object instanceof PDFName ? object.decodeText() : undefined)

/** Walks everything the catalog leads to, takes out what acts or tells about the maker, and answers which objects were reached. */
function strip(pdf: PDFDocument, from: PDFObject): Set<PDFRef> {
  const { context } = pdf
  const reached = new Set<PDFRef>()
  const seen = new Set<PDFObject>()
  const waiting: PDFObject[] = [from]
  const root = context.trailerInfo.Root
  if (root instanceof PDFRef) reached.add(root)
  for (let object = waiting.pop(); object; object = waiting.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue
      reached.add(object)
      const held = context.lookup(object)
      if (held instanceof PDFRawStream && nameOf(held.dict.lookup(PDFName.of('Filter'))) === 'DCTDecode')
        context.assign(object, PDFRawStream.of(held.dict, bareJpeg(held.contents)))
      if (held) waiting.push(held)
      continue
    }
    if (seen.has(object)) continue
    seen.add(object)
    if (object instanceof PDFArray) {
      for (let n = object.size() - 1; n >= 0; n--) {
        const entry = object.lookup(n)
        if (entry instanceof PDFDict && isUnwanted(entry)) object.remove(n)
        else waiting.push(object.get(n))
      }
      continue
    }
    const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined
    if (!dict) continue
    for (const key of dropped) dict.delete(key)
    if (nameOf(dict.lookup(PDFName.of('Type'))) === 'Annot') for (const key of signed) dict.delete(key)
    for (const [key, value] of dict.entries()) {
      const held = value instanceof PDFRef ? context.lookup(value) : value
      if (held instanceof PDFDict && (isUnwanted(held) || isAction(held))) dict.delete(key)
      else waiting.push(value)
    }
  }
  return reached
}

const isUnwanted = (dict: PDFDict) =>
  unwanted.has(nameOf(dict.lookup(PDFName.of('Subtype'))) ?? '') && nameOf(dict.lookup(PDFName.of('Type'))) !== 'XObject'

/** An action that does something, or a link to anything but a page, a number or an address. */
function isAction(dict: PDFDict): boolean {
  const does = nameOf(dict.lookup(PDFName.of('S')))
  if (does === undefined) return false
  if (acting.has(does)) return true
  if (does !== 'URI') return false
  const to = dict.lookup(PDFName.of('URI'))
  return !(to instanceof PDFString || to instanceof PDFHexString) || !/^(https?:|mailto:|tel:)/i.test(to.decodeText())
}
