import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { hashOf, lifetimes } from '#kernel/session'
import { birthDay, type PersonalNumber } from '#kernel/values/personal-number'
import { type Cause, Hours, Way } from './model.ts'

/** Every way in for residents or for staff, in the order the municipality gave them. */
export const listWays = (tx: Tx, audience: 'resident' | 'staff') => tx.many(Way)`
  select id, municipality_id as "municipalityId", audience, key, label, hint, issuer, client_id as "clientId", levels
  from directory.providers where enabled and audience = ${audience} order by place, key`

export const findWay = (tx: Tx, id: string) => tx.maybe(Way)`
  select id, municipality_id as "municipalityId", audience, key, label, hint, issuer, client_id as "clientId", levels
  from directory.providers where enabled and id = ${id}`

/** When the municipality's switchboard answers; empty when nobody has said. */
export const findHours = async (tx: Tx, municipalityId: string): Promise<Hours> =>
  (
    await tx.maybe(
      z.object({ open: Hours.nullable() }),
    )`select phone_hours->'open' as open from directory.municipalities where id = ${municipalityId}`
  )?.open ?? []

// --- A sign-in under way ---

type Started = { browser: string; wayId: string; state: string; nonce: string; verifier: string; returnTo: string }

export const startSignIn = (tx: Tx, { browser, wayId, state, nonce, verifier, returnTo }: Started) => tx.run`
  insert into identity.sign_ins (browser_hash, state, provider_id, nonce, verifier, return_to, expires_at)
  values (${hashOf(browser)}, ${state}, ${wayId}, ${nonce}, ${verifier}, ${returnTo}, now() + interval '10 minutes')`

const Taken = z.object({
  wayId: z.uuid(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  startedAt: z.date(),
  late: z.boolean(),
})

/** The sign-in that this browser began with this state, taken so that it can never be used again. */
export const takeSignIn = (tx: Tx, browser: string, state: string) => tx.maybe(Taken)`
  delete from identity.sign_ins where browser_hash = ${hashOf(browser)} and state = ${state}
  returning provider_id as "wayId", state, nonce, verifier, return_to as "returnTo", started_at as "startedAt", expires_at < now() as late`

export const countFailure = (tx: Tx, day: string, wayId: string | undefined, cause: Cause) => tx.run`
  insert into identity.sign_in_failures as f (day, provider_id, cause, count) values (${day}, ${wayId}, ${cause}, 1)
  on conflict (day, provider_id, cause) do update set count = f.count + 1`

// --- Who it is ---

const Person = z.object({ id: z.uuid(), sealed: z.instanceof(Uint8Array).nullable() })

export const personByLogin = (tx: Tx, issuer: string, subject: string) => tx.maybe(Person)`
  select p.id, p.number_sealed as sealed from identity.logins l join identity.persons p on p.id = l.person_id
  where l.audience = 'resident' and l.issuer = ${issuer} and l.subject = ${subject}`

/** Somebody who works here and has been given this login beforehand. */
export const staffByLogin = (tx: Tx, issuer: string, subject: string, municipalityId: string) => tx.maybe(z.object({ id: z.uuid() }))`
  select w.id from identity.logins l join directory.staff w on w.id = l.staff_id
  where l.audience = 'staff' and l.issuer = ${issuer} and l.subject = ${subject} and w.active and w.municipality_id = ${municipalityId}`

export type Numbered = { number: PersonalNumber; index: Buffer; sealed: Buffer }

/** The person with this number, or a new one: the one time a number is matched. Safe for two tabs at once. */
export async function personByNumber(tx: Tx, { number, index, sealed }: Numbered): Promise<string> {
  await tx.run`insert into identity.persons (number_index, number_sealed, born_on) values (${index}, ${sealed}, ${birthDay(number)}) on conflict (number_index) do nothing`
  return (await tx.maybe(Person)`select id, number_sealed as sealed from identity.persons where number_index = ${index}`)!.id
}

export const aNewPerson = async (tx: Tx): Promise<string> =>
  (await tx.maybe(Person)`insert into identity.persons (name) values (null) returning id, number_sealed as sealed`)!.id

/** Links a login to a person, unless it already leads somewhere; answers where it leads. */
export async function link(tx: Tx, issuer: string, subject: string, personId: string): Promise<string> {
  await tx.run`insert into identity.logins (issuer, subject, person_id) values (${issuer}, ${subject}, ${personId}) on conflict do nothing`
  return (await personByLogin(tx, issuer, subject))!.id
}

/** The number of somebody who had none, or a coordination number that became a personal number; not if it is another person's. */
export const giveNumber = (tx: Tx, personId: string, { number, index, sealed }: Numbered) => tx.run`
  update identity.persons set number_index = ${index}, number_sealed = ${sealed}, born_on = ${birthDay(number)}
  where id = ${personId} and not exists (select from identity.persons other where other.number_index = ${index})`

export const giveName = (tx: Tx, personId: string, name: string) => tx.run`
  update identity.persons set name = ${name} where id = ${personId} and name is distinct from ${name}`

// --- Sessions ---

type Opened = { secret: string; municipalityId: string; level: number; provider: string; device: string | undefined } & (
  | { kind: 'person'; personId: string }
  | { kind: 'staff'; staffId: string }
)

/** Opens a session. Somebody with one single desk sits down at it at once. */
export const openSession = (tx: Tx, of: Opened) => tx.run`
  insert into identity.sessions (secret_hash, kind, person_id, staff_id, assignment_id, municipality_id, level, provider, device, idle_until, expires_at)
  values (${hashOf(of.secret)}, ${of.kind}, ${of.kind === 'person' ? of.personId : null}, ${of.kind === 'staff' ? of.staffId : null},
    (select (array_agg(a.id))[1] from directory.assignments a where a.staff_id = ${of.kind === 'staff' ? of.staffId : null}::uuid
      and directory.is_desk(a)
      having count(*) = 1),
    ${of.municipalityId}, ${of.level}, ${of.provider}, ${of.device},
    now() + make_interval(mins => ${lifetimes[of.kind].idle}::int), now() + make_interval(mins => ${lifetimes[of.kind].most}::int))`

export const endSession = (tx: Tx, secret: string, because: 'signed-out' | 'signed-in-again') => tx.run`
  update identity.sessions set ended_at = now(), ended_because = ${because} where secret_hash = ${hashOf(secret)} and ended_at is null`
