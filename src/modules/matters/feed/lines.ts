import { isUtf8 } from 'node:buffer'

/** Whole lines that came together, and where the next ones begin: `offset` in bytes and `line`, the number of lines so far. */
export type Block = { lines: string[]; offset: number; line: number }

/** Instead of a line that cannot be read as text. No JSON text begins like this. */
export const notText = '\uFFFDnot-text'
export const tooLong = '\uFFFDtoo-long'
const longest = 48 * 1024 * 1024

/**
 * Cuts a stream into blocks of whole lines, about as large as the stream's own chunks, and skips what lies before `from`.
 * A line of more than 48 MB is told as `tooLong` and one that is not UTF-8 as `notText`; neither is ever held whole in memory as text.
 */
export async function* blocks(chunks: AsyncIterable<Buffer>, from: { offset: number; line: number }): AsyncGenerator<Block> {
  let { offset, line } = from
  let skip = from.offset
  let held: Buffer[] = []
  let size = 0
  let overlong = false
  const cut = (text: Buffer, last = false): Block => {
    const lines = linesOf(text, overlong)
    if (!last || text.at(-1) === 10) lines.pop()
    offset += size
    line += lines.length
    held = []
    size = 0
    overlong = false
    return { lines, offset, line }
  }
  for await (let chunk of chunks) {
    if (skip) {
      const passed = Math.min(skip, chunk.length)
      skip -= passed
      chunk = chunk.subarray(passed)
    }
    const end = chunk.lastIndexOf(10) + 1
    if (end) {
      const head = chunk.subarray(0, end)
      const whole = overlong ? head.subarray(head.indexOf(10)) : Buffer.concat([...held, head])
      size += end
      yield cut(whole)
    }
    const rest = chunk.subarray(end)
    if (!rest.length) continue
    size += rest.length
    if (size > longest) overlong = true
    held = overlong ? [] : [...held, rest]
  }
  if (size) yield cut(Buffer.concat(held), true)
}

/** The lines and what follows the last line break. The first is told as too long when its text was thrown away. */
function linesOf(text: Buffer, overlong: boolean): string[] {
  const lines = text.toString().split('\n')
  if (overlong) lines[0] = tooLong
  if (isUtf8(text)) return lines
  let from = 0
  return lines.map((line) => {
    const end = text.indexOf(10, from)
    const bytes = text.subarray(from, end < 0 ? undefined : end)
    from = end + 1
    return isUtf8(bytes) ? line : notText
  })
}
