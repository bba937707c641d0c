import { parse } from 'csv-parse/sync'

/** A row of a file: the line it ends on, and its fields by the names of the first line. */
export type CsvRow = { line: number; fields: Record<string, string> }
/** `columns`: the names of the first line, as they were written. */
export type Csv =
  | { ok: true; columns: string[]; rows: CsvRow[] }
  | { ok: false; why: 'empty' | 'unreadable' | 'twice' | 'many'; line?: number }

export const mostRows = 20_000
export const largestCsv = 5 * 1024 * 1024

/** A column's name with only its letters and digits: "HSA-id", "hsa_id" and "Hsa id" are the same column. */
export const columnName = (text: string): string =>
  text
    .normalize('NFC')
    .toLocaleLowerCase('sv')
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * A CSV file with a line of names first. Swedish spreadsheets write Windows-1252 and semicolons, others UTF-8 and commas or tabs: what
 * the first line is made with tells which.
 */
export function readCsv(bytes: Uint8Array): Csv {
  const text = decoded(bytes)
  if (text.trim() === '') return { ok: false, why: 'empty' }
  if (text.includes('\u0000')) return { ok: false, why: 'unreadable' }
  const first = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, '').trimStart())![0]
  const delimiter = [';', '\t', ','].toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!
  let found: { record: string[]; info: { lines: number } }[]
  try {
    // With `info` each row comes with where it stands, which its types do not say.
    found = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      max_record_size: 20_000,
    }) as unknown as typeof found
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : undefined
    return { ok: false, why: 'unreadable', ...(line ? { line } : {}) }
  }
  const [head, ...rest] = found
  const columns = head?.record ?? []
  const names = columns.map(columnName)
  if (rest.length === 0) return { ok: false, why: 'empty' }
  if (rest.length > mostRows) return { ok: false, why: 'many' }
  if (names.some((name, at) => name && names.indexOf(name) !== at)) return { ok: false, why: 'twice' }
  const rows = rest.map(({ record, info }) => ({
    line: info.lines,
    fields: Object.fromEntries(names.flatMap((name, at) => (name ? [[name, (record[at] ?? '').normalize('NFC')]] : []))),
  }))
  return { ok: true, columns, rows }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
