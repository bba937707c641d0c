import { z } from 'zod'
import type { Actor, SourceActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import type { SessionFacts } from '#kernel/http'
import type { Services } from '#kernel/services'
import { hashOf, lifetimes, newSecret } from '#kernel/session'

const Held = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'staff']),
  level: z.int(),
  idleUntil: z.date(),
  last: z.boolean(),
  municipalityId: z.string(),
  whoId: z.uuid(),
  name: z.string(),
  desk: z
    .object({
      committeeId: z.uuid(),
      unitId: z.uuid(),
      unit: z.string(),
      role: z.enum(['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer', 'requestDispatcher']),
    })
    .nullable(),
})

/**
 * Who a session's secret belongs to, right now: a session that has ended, idled out or belongs to somebody who left is nobody's.
 * Being asked is a sign of life, written down once a minute at most.
 */
export async function whoIs(services: Services, secret: string | undefined): Promise<{ actor: Actor; session?: SessionFacts }> {
  if (!secret) return { actor: { kind: 'public' } }
  const held = await services.db.asLogin.maybe(Held)`
    select id, kind, level, idle_until as "idleUntil", last, coalesce(municipality::text, '') as "municipalityId", who as "whoId", name, desk
    from identity.look(${hashOf(secret)}, ${lifetimes.person.idle}, ${lifetimes.staff.idle})`
  if (!held) return { actor: { kind: 'public' } }
  const { id, idleUntil, last, municipalityId, kind, whoId, level, name, desk } = held
  const who = { secret, id: whoId, level, name }
  const actor: Actor = kind === 'person' ? { kind, ...who } : { kind, ...who, ...(desk ? { desk } : {}) }
  return { actor, session: { id, idleUntil, last, municipalityId } }
}

/** A system's session: `secret` is its bearer token, good for `seconds`. */
export type SourceSession = { actor: SourceActor; secret: string; seconds: number }
const tokenSeconds = 15 * 60

/** Opens a session for the system that has this client id and secret (client credentials); nothing for any other. */
export const openSourceSession = (services: Services, clientId: string, clientSecret: string): Promise<SourceSession | undefined> =>
  services.db.as({ kind: 'doorkeeper' }, { purpose: 'source signs in' }, async (tx) => {
    const found = await tx.maybe(
      z.object({ id: z.uuid().nullable() }),
    )`select identity.source_of(${clientId}, ${hashOf(clientSecret)}) as id`
    return found?.id ? openFor(tx, found.id, tokenSeconds) : undefined
  })

/** Opens a session for the system with this name, for a command on the server itself. Nothing when none, or several, have the name. */
export const openSourceSessionByName = (
  services: Services,
  committeeId: string | undefined,
  name: string,
  seconds: number,
): Promise<SourceSession | undefined> =>
  services.db.as({ kind: 'doorkeeper' }, { purpose: 'source signs in' }, async (tx) => {
    const found = await tx.many(z.object({ id: z.uuid() }))`select id from identity.sources_named(${name}, ${committeeId}::uuid) as id`
    return found.length === 1 ? openFor(tx, found[0]!.id, seconds) : undefined
  })

async function openFor(tx: Tx, sourceId: string, seconds: number): Promise<SourceSession> {
  const secret = newSecret()
  await tx.run`
    insert into identity.sessions (secret_hash, kind, source_id, level, idle_until, expires_at)
    values (${hashOf(secret)}, 'source', ${sourceId}, 3, now() + make_interval(secs => ${seconds}), now() + make_interval(secs => ${seconds}))`
  return { actor: { kind: 'source', secret }, secret, seconds }
}

/** The system whose bearer token this is, if it is still good. */
export const sourceOf = (services: Services, secret: string | undefined): Promise<SourceActor | undefined> =>
  services.db.as({ kind: 'doorkeeper' }, { purpose: 'who is asking' }, async (tx) => {
    const held = secret
      ? await tx.maybe(
          z.object({ id: z.uuid() }),
        )`select id from identity.sessions where secret_hash = ${hashOf(secret)} and kind = 'source' and ended_at is null and expires_at > now()`
      : undefined
    return held && secret ? { kind: 'source', secret } : undefined
  })

/** Throws away the sign-ins that nobody came back from. */
export async function sweepSignIns(services: Services): Promise<void> {
  await services.db.as(
    { kind: 'worker' },
    { purpose: 'sweep sign-ins' },
    (tx) => tx.run`delete from identity.sign_ins where expires_at < now()`,
  )
}
