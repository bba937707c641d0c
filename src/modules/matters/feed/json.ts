/** The JSON of a request, or one sentence why it is not taken. Where it went wrong is told as a place in the text, never as its words. */
export type Read = { ok: true; value: unknown } | { ok: false; detail: string }

const deepest = 40
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/gs

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
  let name: string | undefined
  for (const { 0: found, index } of text.matchAll(token)) {
    const first = found[0]
    if (first === '"') name = found
    else if (first === ':') {
      const names = open.at(-1)!
      const key: string = name!.includes('\\') ? JSON.parse(name!) : name!.slice(1, -1)
      if (names.has(key)) return `A name stands twice in the object that is open at character ${index}.`
      names.add(key)
    } else if (first === '{' || first === '[') {
      open.push(first === '{' ? new Set() : undefined)
      if (open.length > deepest) return `The body is nested deeper than ${deepest} levels at character ${index}.`
    } else if (first === '}' || first === ']') open.pop()
    else if (first !== ',' && !survives(found)) return `The number at character ${index} is too large to carry exactly.`
  }
  return undefined
}

const survives = (text: string) => Number.isFinite(Number(text)) && (/[.eE]/.test(text) || Number.isSafeInteger(Number(text)))
