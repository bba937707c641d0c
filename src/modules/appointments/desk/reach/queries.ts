import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Channel, type Kind, Way, Wish } from './model.ts'

/** Where the person of a booking can be reached. */
export const listWays = (tx: Tx, booking: string) => tx.many(Way)`
  select kind, address_sealed as sealed, confirmed_on as "confirmedOn", bounced_at as "bouncedAt" from appointments.ways(${booking})`

/** How they are reminded. */
export const findWish = (tx: Tx, booking: string) => tx.maybe(Wish)`
  select channel, lead_days as "leadDays", language from appointments.reminder_of(${booking})`

const Outcome = z.object({ outcome: z.enum(['done', 'none']) })
/** A number or an address that they have just given: it holds for everything that is sent from now on. */
export const setWay = async (tx: Tx, booking: string, kind: Kind, sealed: Uint8Array, index: Uint8Array) =>
  (await tx.maybe(Outcome)`select appointments.set_way(${booking}, ${kind}, ${sealed}, ${index}) as outcome`)!.outcome
export const setReminder = async (tx: Tx, booking: string, channel: Channel, leadDays: readonly number[]) =>
  (await tx.maybe(Outcome)`select appointments.set_reminder(${booking}, ${channel}, ${leadDays}::int[]) as outcome`)!.outcome
/** They were asked, and it is still theirs. */
export const confirmWay = async (tx: Tx, booking: string, kind: Kind) =>
  (await tx.maybe(Outcome)`select appointments.confirm_way(${booking}, ${kind}) as outcome`)!.outcome
