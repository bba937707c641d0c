import { z } from 'zod'
import { Worded } from '#modules/directory'
import type { Day } from '#kernel/values/day'
import { parsePersonalNumber } from '#kernel/values/personal-number'

/** The lists a source's counts lead to, by their addresses. */
export const lists = { saknas: 'missing', nyare: 'changed', karantan: 'waiting' } as const
export type List = (typeof lists)[keyof typeof lists]

/** One item that the last comparison found at the source and not here, or newer there: by the source's own references. `aside`: it waits in quarantine. */
export const Lacked = z.object({
  matter: z.string(),
  ref: z.string(),
  unit: Worded,
  comparedAt: z.date().nullable(),
  aside: z.uuid().nullable(),
})
export type Lacked = z.infer<typeof Lacked>

/** What waits in quarantine, by reason and what the source calls it. */
export const Sort = z.object({ reason: z.string(), called: z.string().nullable(), count: z.number(), since: z.date() })
export type Sort = z.infer<typeof Sort>

/** One item in quarantine, without its content. */
export const Aside = z.object({
  id: z.uuid(),
  reason: z.string(),
  called: z.string().nullable(),
  ref: z.string().nullable(),
  receivedAt: z.date(),
})
export type Aside = z.infer<typeof Aside>

const number = /(?<!\d)(?:\d{2})?\d{6}[-+]?\d{4}(?!\d)/g
/** A reference as the source has it, to find the item there by. A personal number in it is taken out. */
export const shownRef = (ref: string, today: Day): string =>
  ref.replace(number, (found) => (parsePersonalNumber(found, today) ? '••••' : found))

/** A field of an item: what it is called, and what can be told of what stands in it. */
export type FieldOf = {
  path: string
  is: { kind: 'id'; text: string } | { kind: 'text' | 'list'; n: number } | { kind: 'number' | 'flag' | 'nothing' }
}

/** Where names for machines stand, and nothing that anybody has written. */
const ids = /^(type|part|why|matter|ref|version|person|unit|field|event\.(kind|ref|version|seq|at|about))$/
const oneWord = /^\S{1,200}$/
const name = /^[A-Za-z_][\w-]{0,39}$/
const most = 200

/** An item's fields, in order. Words, numbers and names that stand in them are not told, only what they are: nobody's file is read by way of the quarantine. */
export function fieldsOf(item: unknown, today: Day): FieldOf[] {
  const found: FieldOf[] = []
  const look = (value: unknown, path: string) => {
    if (found.length >= most) return
    if (Array.isArray(value)) {
      found.push({ path, is: { kind: 'list', n: value.length } })
      if (value.length > 0) look(value[0], `${path}[1]`)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) look(inner, [path, name.test(key) ? key : '…'].filter(Boolean).join('.'))
    } else found.push({ path, is: told(value, path, today) })
  }
  look(item, '')
  return found
}

function told(value: unknown, path: string, today: Day): FieldOf['is'] {
  if (ids.test(path) && oneWord.test(String(value))) return { kind: 'id', text: shownRef(String(value), today) }
  if (typeof value === 'string') return { kind: 'text', n: value.length }
  return { kind: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'flag' : 'nothing' }
}
