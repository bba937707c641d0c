import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { addDays, type Day, dayOf, startOf } from '#kernel/values/day'
import { dayAsked } from './model.ts'
import { findNextFree, listFree } from './queries.ts'
import { daysShown, type Look } from './times.tsx'

export type Asked = { kind: string | undefined; from: Day }

/** Which free times are asked for, by an address or a form: `slag` (one, `alla`, or when it is not said `usual`) and `fran`, from today on. */
export function asked({ slag, fran }: Record<string, string | undefined>, usual?: string): Asked {
  const today = dayOf(new Date())
  const from = dayAsked(fran, today)
  return { kind: slag ? z.uuid().safeParse(slag).data : usual, from: from > today ? from : today }
}

/** Two weeks of free times, and when the next one is if there are none. */
export async function look(tx: Tx, of: Omit<Look, 'nextAt'>, booking?: string) {
  const until = startOf(addDays(of.from, daysShown))
  const [free, nextAt] = await Promise.all([
    listFree(tx, { kind: of.kind, from: startOf(of.from), until, booking }),
    findNextFree(tx, { kind: of.kind, from: until }),
  ])
  return { free, look: { ...of, nextAt } satisfies Look }
}
