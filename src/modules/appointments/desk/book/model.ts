import { z } from 'zod'
import { ownNumber } from '#kernel/values/phone'

/** The form that books for somebody. `nyckel` is its own: the same send twice books once. */
export const Booked = z.object({
  nyckel: z.uuid().catch(() => crypto.randomUUID()),
  arende: z.union([z.uuid(), z.literal('')]).catch(''),
  namn: z.string().trim().max(200).default(''),
  tid: z.uuid(),
  nummer: z.string().max(40).default(''),
  med: z.string().trim().max(500).default(''),
  tolk: z.string().trim().max(200).default(''),
  onskemal: z.string().trim().max(2000).default(''),
})
export type Booked = z.infer<typeof Booked>
const fields = ['namn', 'tid', 'nummer', 'med', 'tolk', 'onskemal'] as const
export type Typed = Partial<Record<(typeof fields)[number], string | undefined>>

/** What is wrong with which field of the form. `byPhone`: the time that was chosen is, and somebody by name is only reached by what is said here. */
export function read(form: Record<string, string>, byPhone: boolean): { ready?: Booked; wrong: (typeof fields)[number][] } {
  const parsed = Booked.safeParse(form)
  const lacking = new Set(parsed.error?.issues.map(({ path }) => String(path[0])))
  if (!form['arende'] && !(form['namn'] ?? '').trim()) lacking.add('namn')
  const number = byPhone && form['nummer']?.trim() ? ownNumber(form['nummer']) : ''
  if (number === undefined || (byPhone && !number && !form['arende'])) lacking.add('nummer')
  const wrong = fields.filter((field) => lacking.has(field))
  return parsed.success && wrong.length === 0 ? { ready: { ...parsed.data, nummer: number ?? '' }, wrong } : { wrong }
}
