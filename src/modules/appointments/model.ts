import { z } from 'zod'
import { type Day, dayOf, RowDay } from '#kernel/values/day'
import { Worded } from '#modules/directory'

/** How one meets: where the unit is, by phone, by picture, or at the person's home. */
export const manners = ['visit', 'phone', 'video', 'home'] as const
export const Manner = z.enum(manners)
export type Manner = z.infer<typeof Manner>

/** Booked, cancelled, and what became of it: held, or missed. */
export const State = z.enum(['booked', 'cancelled', 'held', 'missed'])
export type State = z.infer<typeof State>

/** Help that can be offered to whoever did not come. Never a consequence. */
export const helps = [
  'another-time',
  'by-phone',
  'other-place',
  'at-home',
  'interpreter',
  'somebody-along',
  'ride',
  'reminder',
  'earlier-in-day',
  'other',
] as const
export const Help = z.enum(helps)
export type Help = z.infer<typeof Help>

/** Whom one meets. `deputy`: who answers when they are away. */
export const Meets = z.object({
  id: z.uuid(),
  name: z.string(),
  title: Worded,
  phone: z.string().nullable(),
  hours: Worded,
  photo: z.string().nullable(),
  deputy: z.string().nullable(),
})
export type Meets = z.infer<typeof Meets>

/** Where, and how to get in: `wayIn` and `bring` are a step or a thing to a line. */
export const Place = z.object({
  street: z.string(),
  postal: z.string(),
  entrance: z.string(),
  room: z.string(),
  wayIn: z.string(),
  mapText: z.string(),
  access: z.string(),
  straightIn: z.boolean(),
})
export type Place = z.infer<typeof Place>

/** A booking as its person sees it. `open`: they may move it by themselves among free times. */
export const Meeting = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  kindId: z.uuid(),
  slotId: z.uuid(),
  kind: Worded,
  about: Worded,
  bring: Worded,
  open: z.boolean(),
  noticeHours: z.int(),
  manner: Manner,
  link: z.string().nullable(),
  startsAt: z.date(),
  endsAt: z.date(),
  state: State,
  sequence: z.int(),
  bookedBy: z.enum(['person', 'staff']),
  confirmedAt: z.date().nullable(),
  revisedAt: z.date(),
  cancelledBy: z.enum(['person', 'staff', 'code']).nullable(),
  companion: z.string(),
  interpreter: z.string(),
  wishes: z.string(),
  /** Which number to phone them on, when the time is by phone. */
  phone: z.string().nullable(),
  help: z.array(Help),
  words: z.string(),
  /** Somebody answers there also when whom they meet is in a meeting. */
  unitPhone: z.string(),
  meets: Meets,
  place: Place.nullable(),
})
export type Meeting = z.infer<typeof Meeting>

/** A time that can be booked. */
export const Free = z.object({
  slotId: z.uuid(),
  startsAt: z.date(),
  endsAt: z.date(),
  manner: Manner,
  staffId: z.uuid(),
  staff: z.string(),
  title: Worded,
  street: z.string().nullable(),
})
export type Free = z.infer<typeof Free>

/** A freed time that is held for the person, for one of their bookings. */
export const Offer = z.object({
  id: z.uuid(),
  bookingId: z.uuid(),
  until: z.date(),
  startsAt: z.date(),
  endsAt: z.date(),
  manner: Manner,
  staff: z.string(),
  street: z.string().nullable(),
})
export type Offer = z.infer<typeof Offer>

const Time = z.object({
  slotId: z.uuid(),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  manner: Manner,
  staff: z.string(),
  street: z.string().nullable(),
})
/** Other times that staff propose, each held for the person; or other times that the person has proposed, in their words. */
export const Proposal = z.object({
  bookingId: z.uuid(),
  n: z.int(),
  by: z.enum(['person', 'staff']),
  state: z.enum(['open', 'picked', 'declined', 'closed', 'lapsed']),
  until: z.date(),
  at: z.date(),
  times: z.string(),
  words: z.string(),
  slots: z.array(Time),
})
export type Proposal = z.infer<typeof Proposal>

export const stepKinds = [
  'booked',
  'moved',
  'cancelled',
  'confirmed',
  'proposed',
  'declined',
  'asked-earlier',
  'stopped-asking',
  'offered',
  'held',
  'missed',
  'handed-over',
  'wished',
] as const
/** What happened to a booking, and by whom: `code` is a code on paper or a link, `sms` a reply, `rule` what happens by itself. */
export const Step = z.object({
  n: z.int(),
  at: z.date(),
  by: z.enum(['person', 'staff', 'code', 'sms', 'rule']),
  what: z.enum(stepKinds),
  fromAt: z.date().nullable(),
  toAt: z.date().nullable(),
})
export type Step = z.infer<typeof Step>

/** In line for an earlier time: `until`, not later than that day; null, any day before their own. */
export const Waiting = z.object({ bookingId: z.uuid(), until: RowDay.nullable(), since: z.date() })
export type Waiting = z.infer<typeof Waiting>

const hour = 3_600_000

/** Until when whoever has the time can change it by themselves. After that they phone. */
export const closesAt = ({ startsAt, noticeHours }: Pick<Meeting, 'startsAt' | 'noticeHours'>): Date =>
  new Date(+startsAt - noticeHours * hour)

/** Where a meeting stands in time. 'now': it has begun, and is not over. */
export function standing(
  { state, startsAt, endsAt }: Pick<Meeting, 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): 'ahead' | 'now' | 'over' | 'cancelled' {
  if (state === 'cancelled') return 'cancelled'
  if (state !== 'booked' || endsAt <= now) return 'over'
  return startsAt <= now ? 'now' : 'ahead'
}

/** Lines that somebody wrote, without the empty ones. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The days that have free times, each with its own, in order. */
export function byDay<T extends { startsAt: Date }>(times: readonly T[]): { day: Day; times: readonly T[] }[] {
  return [...Map.groupBy(times, ({ startsAt }) => dayOf(startsAt))].map(([day, of]) => ({ day, times: of }))
}

/** How long it takes, in whole minutes. */
export const minutesOf = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): number => Math.round((+endsAt - +startsAt) / 60_000)
