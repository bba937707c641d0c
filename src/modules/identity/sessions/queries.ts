import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { hashOf, lifetimes } from '#kernel/session'
import { Session } from './model.ts'

// Row security leaves out everybody else's sessions.

/** The sessions that are open now, this one first. */
export const listSessions = (tx: Tx) => tx.many(Session)`
  select id, device, created_at as "createdAt", seen_at as "seenAt", id = (select identity.my_session()) as here
  from identity.sessions where ended_at is null and idle_until > now() and expires_at > now()
  order by here desc, seen_at desc, id`

/** Where alarms go to the one at work who asks, or nothing. */
export const alarmsTo = async (tx: Tx) =>
  (await tx.maybe(z.object({ email: z.string().nullable() }))`select directory.my_email() as email`)?.email ?? undefined

/** Ends one of one's own sessions; 0 when it is not theirs, or has ended. */
export const endOne = (tx: Tx, id: string) => tx.run`
  update identity.sessions set ended_at = now(), ended_because = 'ended-by-owner' where id = ${id} and ended_at is null`

export const endAll = (tx: Tx) => tx.run`
  update identity.sessions set ended_at = now(), ended_because = 'signed-out-everywhere' where ended_at is null`

/** A sign of life from a session that is still open. Answers until when it lives without another, and whether no other can help. */
export const goOn = (tx: Tx, secret: string) => tx.maybe(z.object({ idleUntil: z.date(), last: z.boolean() }))`
  update identity.sessions
  set seen_at = now(), idle_until = least(expires_at, now() + make_interval(mins => case kind when 'staff' then ${lifetimes.staff.idle}::int else ${lifetimes.person.idle}::int end))
  where secret_hash = ${hashOf(secret)} and kind in ('person', 'staff') and ended_at is null and idle_until > now() and expires_at > now()
  returning idle_until as "idleUntil", idle_until >= expires_at as last`
