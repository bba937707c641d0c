import { z } from 'zod'

const Key = z.uuid().catch(() => crypto.randomUUID())
/** The revision that a form was made from; what says none fits no booking. */
export const Seen = z.coerce.number().int().min(1).max(1_000_000_000).catch(-1)
export const Words = z.string().trim().max(2000).default('')

export const Moving = z.object({ sett: Seen, tid: z.uuid(), ord: Words })
export const Cancelling = z.object({ sett: Seen, ord: Words })
export const Proposing = z.object({ nyckel: Key })
export const Keeping = z.object({ n: z.coerce.number().int().min(1).max(10_000), ord: Words })

/** The times ticked in a form: `tid1`, `tid2` …, each once. */
export const chosenIn = (form: Record<string, string>): string[] => [
  ...new Set(Object.entries(form).flatMap(([name, value]) => (/^tid\d+$/.test(name) && z.uuid().safeParse(value).success ? [value] : []))),
]
