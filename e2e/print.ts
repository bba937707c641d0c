// What stands on the paper: the page as a PDF, read back. Only what Chromium writes is understood, which is all that comes here.
import { inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib'
import type { Page } from 'playwright-core'

/** The text of the page as it is printed on A4, with single spaces. */
export async function printedText(page: Page): Promise<string> {
  const pdf = await PDFDocument.load(await page.pdf({ format: 'A4' }))
  const text = pdf.getPages().map(({ node }) => {
    const resources = node.Resources()
    const fonts = resources?.lookup(PDFName.of('Font'), PDFDict)
    const maps = new Map((fonts?.keys() ?? []).map((key) => [key.decodeText(), lettersOf(fonts!.lookup(key, PDFDict))]))
    const contents = node.Contents()
    const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => pdf.context.lookup(ref as PDFRef)) : [contents]
    return streams.map((stream) => (stream instanceof PDFRawStream ? read(unpacked(stream), maps) : '')).join('\n')
  })
  return text.join('\n').replace(/\s+/g, ' ')
}

const unpacked = (stream: PDFRawStream): string => {
  const packed = stream.dict.lookup(PDFName.of('Filter')) !== undefined
  return (packed ? inflateSync(stream.contents) : Buffer.from(stream.contents)).toString('latin1')
}

/** Which letter each number means, and of how many hexadecimal digits a number is. */
type Letters = { width: number; of: Map<number, string> }

function lettersOf(font: PDFDict): Letters {
  const letters = new Map<number, string>()
  const stream = font.lookup(PDFName.of('ToUnicode'))
  if (!(stream instanceof PDFRawStream)) return { width: 4, of: letters }
  const map = unpacked(stream)
  const width = /begincodespacerange\s*<(\w+)>/.exec(map)?.[1]?.length ?? 4
  const hex = (text: string) => Number.parseInt(text, 16)
  const word = (text: string) => Buffer.from(text, 'hex').swap16().toString('utf16le')
  for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from, to] of block!.matchAll(/<(\w+)>\s*<(\w+)>/g)) letters.set(hex(from!), word(to!))
  for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, last, to] of block!.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let n = hex(from!); n <= hex(last!); n++) letters.set(n, String.fromCodePoint(word(to!).codePointAt(0)! + n - hex(from!)))
    for (const [, from, , list] of block!.matchAll(/<(\w+)>\s*<(\w+)>\s*\[([^\]]*)\]/g))
      [...list!.matchAll(/<(\w+)>/g)].forEach(([, to], n) => letters.set(hex(from!) + n, word(to!)))
  }
  return { width, of: letters }
}

/** The words in the order they are drawn; a new line or a jump is a space. */
function read(content: string, fonts: Map<string, Letters>): string {
  let letters: Letters = { width: 4, of: new Map() }
  let text = ''
  for (const [token, font] of content.matchAll(/\/(\w+) [\d.]+ Tf|<[0-9A-Fa-f]+>(?=[^<>]*T[jJ])|\b(?:Tm|Td|T\*|ET)\b/g)) {
    if (font) letters = fonts.get(font) ?? letters
    else if (token.startsWith('<'))
      text += codes(token.slice(1, -1), letters.width)
        .map((code) => letters.of.get(code) ?? '')
        .join('')
    else text += token === 'ET' ? '\n' : ''
  }
  return text
}

const codes = (hex: string, width: number): number[] =>
  Array.from({ length: hex.length / width }, (_, n) => Number.parseInt(hex.slice(n * width, (n + 1) * width), 16))
