// A new file from lines of words, made in a thread of its own (`files.ts`). Nothing of the file the words came from is in it.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  beginText,
  endText,
  moveText,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  type PDFRef,
  setFontAndSize,
  showText,
} from '@cantoo/pdf-lib'
import type { FileLine, NewFile } from './files.ts'

/** The file as bytes: tagged PDF with its words in reading order, or HTML. */
export default async function write(file: NewFile): Promise<Uint8Array> {
  return file.type === 'text/html' ? Buffer.from(htmlOf(file)) : pdfOf(file)
}

// --- HTML ---

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function htmlOf({ title, language, notes, pages }: NewFile): string {
  const body: string[] = notes.map((note) => `<p><em>${escape(note)}</em></p>`)
  for (const run of runsOf(pages.flatMap((page) => page.lines))) {
    const [first] = run
    if (first?.kind === 'li') body.push(`<ul>${run.map((line) => `<li>${escape(line.text)}</li>`).join('')}</ul>`)
    else if (isCell(first)) {
      const rows = Object.values(Object.groupBy(run, (line) => line.row ?? 0)) as FileLine[][]
      const cell = ({ kind, text }: FileLine) => `<${kind}>${escape(text)}</${kind}>`
      body.push(`<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</table>`)
    } else for (const { kind, text } of run) body.push(`<${kind ?? 'p'}>${escape(text)}</${kind ?? 'p'}>`)
  }
  return `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escape(title)}</title></head>\n<body>\n${body.join('\n')}\n</body>\n</html>\n`
}

const isCell = (line: FileLine | undefined) => line?.kind === 'td' || line?.kind === 'th'

/** Lines in runs of items, of cells, or of neither. */
function runsOf(lines: readonly FileLine[]): FileLine[][] {
  const runs: FileLine[][] = []
  const sort = (line: FileLine | undefined) => (isCell(line) ? 'cell' : line?.kind === 'li' ? 'li' : 'p')
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && sort(last[0]) === sort(line)) last.push(line)
    else runs.push([line])
  }
  return runs
}

// --- PDF ---

const [wide, high, edge, size, leading] = [595.28, 841.89, 52, 9.5, 12.5]

async function pdfOf({ title, language, notes, pageTitles, pages }: NewFile): Promise<Uint8Array> {
  const { default: fontkit } = await import('@cantoo/fontkit')
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.registerFontkit(fontkit)
  const bytes = await readFile(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))
  const font = await pdf.embedFont(bytes, { subset: true, features: { liga: false, kern: false } })
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setLanguage(language)
  const sheet = new Sheet(pdf, font)
  sheet.newPage()
  for (const note of notes) sheet.add('P', note)
  for (const [n, { lines }] of pages.entries()) {
    if (n > 0) sheet.newPage()
    sheet.add('H1', pageTitles[n] ?? '')
    // Cells of a row are read one after another, with room between.
    let row: FileLine[] = []
    for (const line of [...lines, undefined]) {
      if (row.length && (line?.row === undefined || line.row !== row[0]!.row)) {
        sheet.add('P', row.map(({ text }) => text).join('   '))
        row = []
      }
      if (line) row.push(line)
    }
  }
  sheet.finish()
  return pdf.save({ useObjectStreams: true })
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

type Element = { tag: string; parts: { page: number; mark: number }[] }

/** Pages written from the top, each paragraph tagged so that a screen reader reads it as one (PDF/UA). */
class Sheet {
  readonly #pdf: PDFDocument
  readonly #font: PDFFont
  readonly #known: Set<number>
  readonly #widths = new Map<string, number>()
  readonly #codes = new Map<string, string>()
  readonly #elements: Element[] = []
  readonly #pages: { page: PDFPage; font: PDFName; marks: number[] }[] = []
  #y = 0

  constructor(pdf: PDFDocument, font: PDFFont) {
    this.#pdf = pdf
    this.#font = font
    this.#known = new Set(font.getCharacterSet())
  }

  newPage(): void {
    const page = this.#pdf.addPage([wide, high])
    this.#pages.push({ page, font: page.node.newFontDictionary('F', this.#font.ref), marks: [] })
    this.#y = high - edge
  }

  /** A paragraph, broken where the page ends. Signs the font lacks are shown as a square. */
  add(tag: 'P' | 'H1', text: string): void {
    const written = Array.from(text.normalize('NFC'), (sign) =>
      this.#known.has(sign.codePointAt(0)!) ? sign : /\s/.test(sign) ? ' ' : '□',
    ).join('')
    const element: Element = { tag, parts: [] }
    for (const line of this.#wrapped(written)) {
      if (this.#y < edge) this.newPage()
      const { page, font, marks } = this.#pages.at(-1)!
      const mark = marks.length
      marks.push(this.#elements.length)
      element.parts.push({ page: this.#pages.length - 1, mark })
      page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), `<</MCID ${mark}>>`]))
      page.pushOperators(
        beginText(),
        setFontAndSize(font, tag === 'H1' ? size + 2 : size),
        moveText(edge, this.#y),
        showText(PDFHexString.of(this.#letters(line))),
        endText(),
      )
      page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
      this.#y -= leading
    }
    this.#y -= 2
    this.#elements.push(element)
  }

  /** A line as the font's own codes. Words come again and again; letters that join each other or run from the right are taken as a whole line. */
  #letters(line: string): string {
    const parts = /[\u0590-\u08ff\ufb1d-\ufefc]/.test(line) ? [line] : line.split(/(?<= )/)
    return parts.map((part) => kept(this.#codes, part, () => this.#font.encodeText(part).asString())).join('')
  }

  #width(word: string): number {
    return kept(this.#widths, word, () => this.#font.widthOfTextAtSize(word, size + 2))
  }

  *#wrapped(text: string): Generator<string> {
    const room = wide - 2 * edge
    const space = this.#width(' ')
    let [line, used] = ['', 0]
    for (const word of text.split(' ').flatMap((one) => (this.#width(one) > room ? (one.match(/.{1,40}/gu) ?? []) : [one]))) {
      const width = this.#width(word)
      if (line && used + space + width > room) {
        yield line
        ;[line, used] = ['', 0]
      }
      used += (line ? space : 0) + width
      line += line ? ` ${word}` : word
    }
    if (line) yield line
  }

  /** Writes the tree of paragraphs. */
  finish(): void {
    const { context, catalog } = this.#pdf
    const root = context.nextRef()
    const whole = context.nextRef()
    const refs: PDFRef[] = this.#elements.map(({ tag, parts }) =>
      context.register(
        context.obj({
          Type: 'StructElem',
          S: tag,
          P: whole,
          K: parts.map(({ page, mark }) => ({ Type: 'MCR', Pg: this.#pages[page]!.page.ref, MCID: mark })),
        }),
      ),
    )
    context.assign(whole, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: refs }))
    const parents = this.#pages.flatMap(({ page, marks }, n) => {
      page.node.set(PDFName.of('StructParents'), context.obj(n))
      return [context.obj(n), context.register(context.obj(marks.map((element) => refs[element]!)))]
    })
    context.assign(root, context.obj({ Type: 'StructTreeRoot', K: whole, ParentTree: context.register(context.obj({ Nums: parents })) }))
    catalog.set(PDFName.of('StructTreeRoot'), root)
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
  }
}
