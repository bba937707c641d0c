import { z } from 'zod'
import { type Day, dayOf } from '#kernel/values/day'
import { Worded } from '#modules/directory'

/** One access, as the person may know of it: `item` only when they have a copy of the item, `opened` and `number` only of a case that is opened for them. */
export const Access = z.object({
  id: z.number(),
  at: z.date(),
  micros: z.number(),
  who: z.enum(['me', 'staff', 'person', 'source']),
  actorId: z.uuid().nullable(),
  name: z.string().nullable(),
  title: Worded.nullable(),
  unit: z.object({ id: z.uuid().nullish(), name: Worded.nullish() }).and(Worded).nullable(),
  number: z.string().nullable(),
  opened: z.boolean(),
  item: z.boolean(),
  /** They sat at another unit than the case's. */
  elsewhere: z.boolean(),
  purpose: z.string(),
  reason: z.string().nullable(),
})
export type Access = z.infer<typeof Access>

/** A unit to ask, and whom to ask for there. */
export const Asked = z.object({ id: z.uuid(), name: Worded, phone: z.string(), hours: Worded, contact: z.string().nullable() })
export type Asked = z.infer<typeof Asked>

/** The same done by the same one on the same day is told once, with when it began and when it was last done; never how many times, for that could be counted against what is shown. */
export type Act = {
  purpose: string
  number: string | undefined
  opened: boolean
  item: boolean
  elsewhere: boolean
  reason: string | undefined
  from: Date
  to: Date
}
export type Somebody = Pick<Access, 'who' | 'name' | 'title'> & { unit: Worded | undefined; acts: Act[] }
export type OneDay = { day: Day; people: Somebody[] }

/** Newest first: by day, then by who, then by what. `tell` says when two accesses read the same. */
export function byDay(rows: readonly Access[], tell: (row: Access) => string): OneDay[] {
  const days: (OneDay & { of: Map<string, Somebody & { told: Map<string, Act> }> })[] = []
  for (const row of rows) {
    const day = dayOf(row.at)
    if (days.at(-1)?.day !== day) days.push({ day, people: [], of: new Map() })
    const { people, of } = days.at(-1)!
    const unit = row.unit?.name ?? (row.who === 'source' ? row.unit : undefined) ?? undefined
    const whose = `${row.who} ${row.actorId} ${row.unit?.id}`
    let somebody = of.get(whose)
    if (!somebody) {
      somebody = { who: row.who, name: row.name, title: row.title, unit, acts: [], told: new Map() }
      of.set(whose, somebody)
      people.push(somebody)
    }
    const what = tell(row)
    const before = somebody.told.get(what)
    if (before) before.from = row.at
    else {
      const { purpose, opened, item, elsewhere } = row
      const act = {
        purpose,
        opened,
        item,
        elsewhere,
        number: row.number ?? undefined,
        reason: row.reason ?? undefined,
        from: row.at,
        to: row.at,
      }
      somebody.told.set(what, act)
      somebody.acts.push(act)
    }
  }
  return days
}

/** Where a page goes on: the moment and id of the last row of the one before, as the address has them. */
export type Place = { micros: number; id: number }
export const placeText = ({ micros, id }: Place): string => `${micros}-${id}`
/** A place from the address; what is none is the beginning. */
export function placeFrom(text: string | undefined): Place | undefined {
  const [, micros, id] = /^(\d{1,16})-(\d{1,15})$/.exec(text ?? '') ?? []
  return micros && id && Number(micros) <= Number.MAX_SAFE_INTEGER ? { micros: Number(micros), id: Number(id) } : undefined
}
