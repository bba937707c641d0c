// What is done to a file, in a thread of its own (`files.ts`).
import { fileTypeFromBuffer } from 'file-type'
import type { Cleaned } from './files.ts'
import { Unfit, unfit } from './unfit.ts'

const largestHtml = 10 * 1024 * 1024
const mostPixels = 60_000_000

/** The file written anew, or why it is not taken. Each library is loaded with the first file of its kind. */
export default async function clean(bytes: Uint8Array): Promise<Cleaned> {
  try {
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
