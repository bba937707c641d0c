import { z } from 'zod'

/** The form that books for somebody. `nyckel` is its own: the same send twice books once. */
export const Booked = z.object({
  nyckel: z.uuid().catch(() => crypto.randomUUID()),
  arende: z.union([z.uuid(), z.literal('')]).catch(''),
  namn: z.string().trim().max(200).default(''),
  tid: z.uuid(),
  med: z.string().trim().max(500).default(''),
  tolk: z.string().trim().max(200).default(''),
  onskemal: z.string().trim().max(2000).default(''),
})
export type Booked = z.infer<typeof Booked>
export type Typed = Partial<Record<'namn' | 'tid' | 'med' | 'tolk' | 'onskemal', string | undefined>>

/** What is wrong with which field of the form. */
export function read(form: Record<string, string>): { ready?: Booked; wrong: ('namn' | 'tid' | 'med' | 'tolk' | 'onskemal')[] } {
  const parsed = Booked.safeParse(form)
  const lacking = new Set(parsed.error?.issues.map(({ path }) => String(path[0])))
  if (!form['arende'] && !(form['namn'] ?? '').trim()) lacking.add('namn')
  const wrong = (['namn', 'tid', 'med', 'tolk', 'onskemal'] as const).filter((field) => lacking.has(field))
  return parsed.success && wrong.length === 0 ? { ready: parsed.data, wrong } : { wrong }
}
