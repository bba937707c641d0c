import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Earlier, Proposal, Step } from './model.ts'

/** What has been proposed about a booking, the latest first. */
export const listProposals = (tx: Tx, booking: string) => tx.many(Proposal)`
  select p.n, p.by, p.times, p.state, p.until, p.at,
    coalesce((select jsonb_agg(s.starts_at order by s.starts_at) from appointments.slots s where s.committee_id = p.committee_id and s.id = any (p.slots)), '[]') as starts
  from appointments.proposals p where p.committee_id = (select identity.my_committee()) and p.booking_id = ${booking} order by p.n desc`

/** Whether the officer is away that day. */
export const isAway = async (tx: Tx, booking: string) =>
  (await tx.maybe(z.object({ away: z.boolean() }))`select appointments.away_then(${booking}) as away`)!.away

/** What has happened to a booking, the first first. */
export const listSteps = (tx: Tx, booking: string) => tx.many(Step)`
  select t.n, t.at, t.by, t.what, t.from_at as "fromAt", t.to_at as "toAt", w.name as staff
  from appointments.steps t left join directory.staff w on w.id = t.staff_id
  where t.committee_id = (select identity.my_committee()) and t.booking_id = ${booking} order by t.n`

/** The number to phone them on, as they have said it. */
export const deskPhone = async (tx: Tx, booking: string, number: string) =>
  (await tx.maybe(
    z.object({ outcome: z.enum(['done', 'same', 'over', 'none']) }),
  )`select appointments.desk_phone(${booking}, ${number}) as outcome`)!.outcome

export const findEarlier = (tx: Tx, booking: string) => tx.maybe(Earlier)`
  select e.since, e.until, (select s.starts_at from appointments.offers o join appointments.slots s on s.committee_id = o.committee_id and s.id = o.slot_id
    where o.committee_id = e.committee_id and o.booking_id = e.booking_id and o.state = 'open' and o.until > now()) as offered
  from appointments.earlier e where e.committee_id = (select identity.my_committee()) and e.booking_id = ${booking}`
