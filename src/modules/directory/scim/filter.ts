/** What the database can be asked for: one attribute that equals one value. `by` is its name as the schema writes it. */
export type Asked = { by: string; value: string }

const one = /^\s*(?:urn:[\w:.-]+:)?([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)?)\s+eq\s+("(?:[^"\\]|\\.){0,400}"|true|false)\s*$/i

/**
 * A filter (RFC 7644 § 3.4.2.2) as far as catalogues need one to find what they have handed in: `attribute eq value`. Undefined for any
 * other, which is said in the answer: what is not understood is never answered as if it had been.
 */
export function readFilter(text: string, attributes: readonly string[]): Asked | undefined {
  const [, name, value] = (text.length <= 1000 && one.exec(text)) || []
  const by = attributes.find((known) => known.toLowerCase() === name?.toLowerCase())
  if (!by || value === undefined) return undefined
  if (!value.startsWith('"')) return { by, value: value.toLowerCase() }
  try {
    const read = String(JSON.parse(value))
    // What the database cannot hold is nobody's name.
    return read.isWellFormed() && !read.includes('\u0000') ? { by, value: read } : undefined
  } catch {
    return undefined
  }
}
