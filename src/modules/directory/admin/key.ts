import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'

/**
 * The id of what a form makes: the same each time the form is sent, and never one that somebody else's thing has, whatever the form says.
 * `whose`: the id of the one it is about, or who makes it.
 */
export function keyFor(form: Record<string, string>, whose: string): string {
  const key = z.uuid().safeParse(form['formular']).data ?? randomUUID()
  const hex = createHash('sha256').update(`${key} ${whose}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}
