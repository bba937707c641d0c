import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Manner, State } from '../model.ts'

/** A booking as a line of the list. `asks`: somebody comes along, an interpreter or something else is asked for; `anyone`: booked without a sign-in; `away`: the officer is, that day. */
export const Line = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: Worded,
  staffId: z.uuid(),
  staff: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  manner: Manner,
  /** To phone them on. */
  number: z.string().nullable(),
  place: z.string().nullable(),
  state: State,
  confirmed: z.boolean(),
  asks: z.boolean(),
  anyone: z.boolean(),
  away: z.boolean(),
})
export type Line = z.infer<typeof Line>

/** A free time as the list shows it. `held`: it waits for an answer; `away`: the officer is, and nobody but the unit can book it. */
export const FreeLine = z.object({
  id: z.uuid(),
  startsAt: z.date(),
  staffId: z.uuid(),
  staff: z.string(),
  held: z.boolean(),
  away: z.boolean(),
})
export type FreeLine = z.infer<typeof FreeLine>

/** What waits for the unit: another time was proposed, none of ours suited, or what was sent came back. */
export const Waiting = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: Worded,
  startsAt: z.date(),
  what: z.enum(['proposed', 'declined', 'unreached']),
  times: z.string(),
  since: z.date(),
})
export type Waiting = z.infer<typeof Waiting>

/** A meeting that has begun, and of which nobody has said whether it was held. */
export const ToRecord = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: Worded,
  startsAt: z.date(),
  endsAt: z.date(),
  revision: z.number(),
})
export type ToRecord = z.infer<typeof ToRecord>
