import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import type { Ctx } from '#kernel/http'
import { type Language, langTag } from '#kernel/text'
import { atClock, type Day, dayOf, inSweden, isDay } from '#kernel/values/day'
import { Worded } from '#modules/directory'
import { Help, Manner, Place, State } from '../model.ts'

export { type Help, helps, Manner, manners, State } from '../model.ts'

export type C = Ctx<StaffActor>
/** Who has times at the unit: its officers and its manager. */
export const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
export const managerAt = { who: 'staff', zone: 'A', roles: ['unitManager'] } as const

export const root = '/personal/tider'
export const releasePath = `${root}/slapp`
export const bookPath = `${root}/boka`
export const missedPath = `${root}/uteblivna`
export const seriesPath = (id: string) => `${root}/serie/${id}`
export const slotPath = (id: string) => `${root}/${id}`
export const bookingPath = (id: string) => `${root}/bokning/${id}`
export const placesPath = '/personal/platser'
export const kindsPath = '/personal/tidsslag'

/** What times are for, as far as a choice among them goes. */
export const KindOption = z.object({ id: z.uuid(), name: Worded, minutes: z.number(), manners: z.array(Manner), open: z.boolean() })
export type KindOption = z.infer<typeof KindOption>
export const PlaceOption = z.object({ id: z.uuid(), name: z.string(), street: z.string() })
export type PlaceOption = z.infer<typeof PlaceOption>
export const Colleague = z.object({ id: z.uuid(), name: z.string(), title: Worded })
export type Colleague = z.infer<typeof Colleague>

/** A time that nobody has. */
export const Free = z.object({
  id: z.uuid(),
  kind: Worded,
  startsAt: z.date(),
  endsAt: z.date(),
  staffId: z.uuid(),
  staff: z.string(),
  place: z.string().nullable(),
  manner: Manner,
  /** The officer is, that day: only the unit can book it. */
  away: z.boolean(),
})
export type Free = z.infer<typeof Free>

/** A case of the unit as a booking names it. */
export const Matter = z.object({ id: z.uuid(), number: z.string().nullable(), name: z.string(), protected: z.boolean() })
export type Matter = z.infer<typeof Matter>

const Where = Place.omit({ mapText: true }).extend({ name: z.string() })
export type Where = z.infer<typeof Where>

/** A booking with all that staff know about it. `login`: a person who can sign in has it, and not only a name; that is empty when `anyone` gave none. */
export const Booking = z.object({
  id: z.uuid(),
  slotId: z.uuid(),
  kindId: z.uuid(),
  kind: Worded,
  bring: Worded,
  staffId: z.uuid(),
  staff: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  login: z.boolean(),
  name: z.string(),
  matterId: z.uuid().nullable(),
  matterNumber: z.string().nullable(),
  state: State,
  revision: z.number(),
  bookedBy: z.enum(['person', 'staff', 'anyone']),
  madeBy: z.string().nullable(),
  madeAt: z.date(),
  companion: z.string(),
  interpreter: z.string(),
  wishes: z.string(),
  /** To phone them on, when it is by phone. */
  number: z.string().nullable(),
  confirmedAt: z.date().nullable(),
  cancelledAt: z.date().nullable(),
  cancelledBy: z.enum(['person', 'staff', 'code']).nullable(),
  help: z.array(Help),
  words: z.string(),
  remindedAt: z.date().nullable(),
  unreachedAt: z.date().nullable(),
  manner: Manner,
  link: z.string().nullable(),
  /** What to phone: the officer's own number, else the unit's. */
  phone: z.string(),
  where: Where.nullable(),
})
export type Booking = z.infer<typeof Booking>

/** A time of day in a form, "9.30" or "09:30", as "09:30". */
export function clock(text: string | undefined): string | undefined {
  const [, hour, minute = '00'] = /^\s*(\d{1,2})(?:[.:](\d{2}))?\s*$/.exec(text ?? '') ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}

/** The moment when Swedish clocks show that; undefined in the hour that summer time takes away. The hour that comes twice is the first of the two. */
export function momentAt(day: Day, time: string): Date | undefined {
  const [hour, minute] = time.split(':').map(Number)
  const at = atClock(day, hour!, minute!)
  const shown = inSweden(at)
  return shown.hour === hour && shown.minute === minute ? at : undefined
}

const shown = (at: Date, language: Language) => {
  const { hour, minute } = inSweden(at)
  return `${hour}${langTag(language) === 'sv' ? '.' : ':'}${String(minute).padStart(2, '0')}`
}
/** "9.30" alone, in a list of times. */
export const sayClock = shown
/** "9.30–10.15". */
export const sayHours = (from: Date, to: Date, language: Language): string => `${shown(from, language)}–${shown(to, language)}`

/** A day from the address, or the fallback. */
export const dayAsked = (text: string | undefined, fallback: Day): Day => (isDay(text) && text > '2000' && text < '2200' ? text : fallback)

/** In the order that they come, by the day in Sweden. */
export function byDay<T>(list: readonly T[], at: (one: T) => Date): { day: Day; list: T[] }[] {
  const days: { day: Day; list: T[] }[] = []
  for (const one of list) {
    const day = dayOf(at(one))
    if (days.at(-1)?.day !== day) days.push({ day, list: [] })
    days.at(-1)!.list.push(one)
  }
  return days
}
