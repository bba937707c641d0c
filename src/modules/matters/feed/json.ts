/** The JSON of a request, or one sentence why it is not taken. Where it went wrong is told as a place in the text, never as its words. */
export type Read = { ok: true; value: unknown } | { ok: false; detail: string }

const deepest = 40
// Strings are walked by hand below: a pattern that repeats over ten million characters overflows the stack.
const token = /["{}[\]:]|-?\d[\d.eE+-]*/g

/**
 * Reads JSON strictly: what two readers could understand differently is refused. That is a name twice in one object, a number that
 * does not survive as it is written, and nesting deeper than 40. A byte order mark first is tolerated.
 */
export function readJson(text: string): Read {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text
  let value: unknown
  try {
    value = JSON.parse(whole)
  } catch {
    return { ok: false, detail: whole.trim() === '' ? 'The body is empty.' : 'The body is not JSON.' }
  }
  const detail = doubtIn(whole)
  return detail ? { ok: false, detail } : { ok: true, value }
}

/** Only called on text that is JSON, so the tokens can be trusted to fit together. */
function doubtIn(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  let name = ''
  token.lastIndex = 0
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const { 0: mark, index } = found
    if (mark === '"') {
      const end = endOfString(text, index)
      name = end - index < 1000 ? text.slice(index, end) : `"${index}"`
      token.lastIndex = end
    } else if (mark === ':') {
      const names = open.at(-1)!
      const key: string = name.includes('\\') ? JSON.parse(name) : name.slice(1, -1)
      if (names.has(key)) return `A name stands twice in the object that is open at character ${index}.`
      names.add(key)
    } else if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? new Set() : undefined)
      if (open.length > deepest) return `The body is nested deeper than ${deepest} levels at character ${index}.`
    } else if (mark === '}' || mark === ']') open.pop()
    else if (!survives(mark)) return `The number at character ${index} is too large to carry exactly.`
  }
  return undefined
}

/** Just after the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return at + 1
  }
}

const survives = (text: string) => Number.isFinite(Number(text)) && (/[.eE]/.test(text) || Number.isSafeInteger(Number(text)))
