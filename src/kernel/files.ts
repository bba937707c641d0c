import { NotFound } from './errors.ts'

// The libraries are loaded when the first file comes: most processes never meet one, and they weigh 80 MB.

export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'text/html'
/** A file safe to hand on, or one sentence why it is not taken. The sentence never holds anything from the file. */
export type Cleaned = { ok: true; type: FileType; bytes: Buffer } | { ok: false; reason: string }

const mega = 1024 * 1024
/** The largest file taken in, in bytes; HTML has a lower limit of its own. */
export const largest = 25 * mega
const largestHtml = 10 * mega
const mostPixels = 60_000_000
const partSize = 256 * 1024

/** Why a file is not taken, as one sentence. Thrown within this module and `pdf.ts` only. */
export class Unfit extends Error {}
const unfit = (why: string): never => {
  throw new Unfit(why)
}

/**
 * What may be kept of a file from outside: its type is read from its bytes and never from its name, and it is written anew
 * without metadata, scripts, attachments or anything that calls out. Only PDF, JPEG, PNG and HTML.
 */
export async function clean(bytes: Uint8Array): Promise<Cleaned> {
  try {
    if (bytes.length === 0) return { ok: false, reason: 'the file is empty' }
    if (bytes.length > largest) return { ok: false, reason: 'the file is larger than 25 MB' }
    const { fileTypeFromBuffer } = await import('file-type')
    const found = (await fileTypeFromBuffer(bytes))?.mime
    switch (found) {
      case 'application/pdf':
        return { ok: true, type: found, bytes: await (await import('./pdf.ts')).cleanPdf(bytes) }
      case 'image/jpeg':
      case 'image/png':
        return { ok: true, type: found, bytes: await cleanImage(bytes, found) }
      default:
        return { ok: true, type: 'text/html', bytes: await cleanHtml(htmlIn(bytes)) }
    }
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, reason: error.message }
    throw error
  }
}

/** The bytes in pieces of 256 kB, as they are kept and streamed. */
export const parts = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / partSize) }, (_, n) => bytes.subarray(n * partSize, (n + 1) * partSize))

/** A file of `size` bytes, piece by piece as its reader takes it; `next` answers nothing when it is taken back or its reader signed out, and it ends there. */
export function streamed(size: number, next: (part: number) => Promise<Uint8Array | undefined>): ReadableStream<Uint8Array> {
  let [part, sent] = [0, 0]
  return new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        if (sent >= size) return out.close()
        const bytes = await next(part)
        if (!bytes) return out.error(new NotFound())
        part += 1
        sent += bytes.byteLength
        out.enqueue(bytes)
        if (sent >= size) out.close()
      },
    },
    { highWaterMark: 0 },
  )
}

// --- Images ---

async function cleanImage(bytes: Uint8Array, type: 'image/jpeg' | 'image/png'): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
  const size = await image.metadata().catch(() => unfit('the image is broken'))
  if (size.width * size.height > mostPixels) return unfit('the image has more than 60 million pixels')
  // Written anew, turned the way its own data said, without EXIF, place, comments, profiles or anything after the end.
  const upright = image.autoOrient().toColourspace('srgb')
  const drawn = type === 'image/jpeg' ? upright.jpeg({ quality: 88 }) : upright.png({ compressionLevel: 8 })
  return drawn.toBuffer().catch(() => unfit('the image is broken'))
}

// --- HTML ---

const blank = String.raw`(?:\s|<!--[\s\S]{0,10000}?-->)`
const start = new RegExp(
  `^${blank}{0,100}(?:<!doctype html[^>]{0,500}>|<(?:html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol|dl|blockquote)(?=[\\s>]))`,
  'i',
)

/** The text of an HTML file: UTF-8 that begins as HTML does. A type that only lies within something else is not believed. */
function htmlIn(bytes: Uint8Array): string {
  const none = 'the file is not a PDF, JPEG, PNG or HTML file'
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  if (head.includes('\0') || !start.test(head.replace(/^ï»¿/, ''))) return unfit(none)
  if (bytes.length > largestHtml) return unfit('the HTML file is larger than 10 MB')
  const text = utf8(bytes)
  if (text.includes('\0')) return unfit(none)
  return text
}

const utf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unfit('the HTML file is not UTF-8')
  }
}

const textTags =
  'h1 h2 h3 h4 h5 h6 p div section article main header footer blockquote pre ul ol li dl dt dd br hr strong b em i u s sub sup small span a'.split(
    ' ',
  )
const tableTags = 'table caption thead tbody tfoot tr th td'.split(' ')

async function cleanHtml(text: string): Promise<Buffer> {
  const { default: sanitize } = await import('sanitize-html')
  const language = /<html[^>]{0,500}?\slang=["']?([a-z]{2,3}(?:-[a-z]{2,8})?)\b/i.exec(text.slice(0, 20_000))?.[1] ?? 'sv'
  const body = sanitize(text, {
    allowedTags: [...textTags, ...tableTags],
    allowedAttributes: { a: ['href'], th: ['colspan', 'rowspan', 'scope'], td: ['colspan', 'rowspan'], '*': ['lang', 'dir'] },
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'title',
      'svg',
      'math',
      'iframe',
      'object',
      'select',
      'button',
    ],
    nestingLimit: 60,
  }).trim()
  if (!body) return unfit('the HTML file has no text left when scripts and styles are taken away')
  return Buffer.from(
    `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>Dokument</title></head>\n<body>\n${body}\n</body>\n</html>\n`,
  )
}
