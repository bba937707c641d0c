import { type FileText, newFile, type NewFile, type Refused, textOf } from '#kernel/files'
import type { Event } from '#modules/matters'
import type { Outgoing } from './leaks.ts'
import { type Marks, maskedTexts, stillThere, textsOf } from './passages.ts'

/** The name of a line of a document: "h3.14" is page 3, line 14, both from 1. */
export const lineName = (page: number, line: number): string => `h${page + 1}.${line + 1}`
/** The page and line of such a name, from 0, or undefined. */
export const lineAt = (field: string): { page: number; line: number } | undefined => {
  const found = /^h(\d{1,4})\.(\d{1,5})$/.exec(field)
  return found ? { page: Number(found[1]) - 1, line: Number(found[2]) - 1 } : undefined
}

/** A document's lines, each with its name. */
export const linesOf = ({ pages }: Pick<FileText, 'pages'>): Outgoing[] =>
  pages.flatMap(({ lines }, page) => lines.map(({ text, x }, line) => ({ field: lineName(page, line), text, x })))

/**
 * All that reaches the reader with an item, in groups that are read together: the event's texts, the document's title and lines, and what
 * lies beside its pages (`data.Title`).
 */
export const outgoing = (event: Event, document?: Document): Outgoing[][] => [
  ...textsOf(event).map((one) => [one]),
  ...(document ? documentOut(document) : []),
]

type Document = { title: string; text: FileText | undefined }
/** The same of a document by itself. */
export const documentOut = ({ title, text }: Document): Outgoing[][] => [
  [{ field: 'title', text: title }],
  ...(text ? [linesOf(text), ...text.about.map((one) => [{ field: `data.${one.key}`, text: one.text }])] : []),
]

/** What a masked document is told to be, and its reader's language. */
export type Around = Pick<NewFile, 'type' | 'title' | 'language' | 'notes' | 'pageTitles'>

/** The document's pages without what is marked. */
export const maskedPages = (text: Pick<FileText, 'pages'>, marks: Marks, mark: string): NewFile['pages'] => {
  const after = new Map(maskedTexts([linesOf(text)], marks, mark)[0]!.map((one) => [one.field, one.text]))
  return text.pages.map(({ lines }, page) => ({
    lines: lines.map((line, n) => ({ ...line, text: after.get(lineName(page, n)) ?? line.text })),
  }))
}

/**
 * A new document made of what is left when the marked words are gone, never a cover over them. It is read again before it is handed out:
 * refused when anything of what was to go can still be had out of it.
 */
export async function maskedDocument(
  text: Pick<FileText, 'pages'>,
  marks: Marks,
  mark: string,
  around: Around,
): Promise<{ ok: true; bytes: Buffer } | Refused> {
  const made = await newFile({ ...around, pages: maskedPages(text, marks, mark) })
  if (!made.ok) return made
  const again = await textOf(made.bytes)
  if (!again.ok) return again
  const titles = again.about.filter(({ key }) => /^title$/i.test(key)).map((one) => ({ field: 'title', text: one.text }))
  return stillThere([linesOf(text)], [linesOf(again), titles], marks) ? { ok: false, reason: 'what was to be masked is still there' } : made
}
