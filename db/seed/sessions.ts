import type postgres from 'postgres'
import { staff, type Unit } from '../../demo/people.ts'
import type { PersonActor, SourceActor, StaffActor, StaffRole } from '../../src/kernel/actor.ts'
import type { Db } from '../../src/kernel/db.ts'
import { numberIndex } from '../../src/kernel/secrets.ts'
import { hashOf, newSecret } from '../../src/kernel/session.ts'
import { idOf } from './directory.ts'
import { numberOf, type Scene } from './scene.ts'
import type { Source } from './story.ts'

const committee = { social: idOf('nämnd social'), omsorg: idOf('nämnd omsorg'), granby: idOf('nämnd granby') }
const system = { sv: 'vårt ärendesystem', en: 'our case system' }
const sources: Record<
  Source,
  { committee: string; name: string; kind: 'push' | 'native'; label: { sv: string; en: string }; from: string | null }
> = {
  procapita: { committee: committee.social, name: 'Procapita', kind: 'push', label: system, from: '2008-01-01' },
  native: {
    committee: committee.social,
    name: 'Delakt',
    kind: 'native',
    label: { sv: 'det som enheten skriver här i Delakt', en: 'what the unit writes here in Delakt' },
    from: null,
  },
  omsorg: { committee: committee.omsorg, name: 'Procapita omsorg', kind: 'push', label: system, from: '2018-01-01' },
  lss: {
    committee: committee.omsorg,
    name: 'LSS-registret',
    kind: 'push',
    label: { sv: 'vårt ärendesystem för LSS', en: 'our case system for LSS' },
    from: '2016-01-01',
  },
  granby: {
    committee: committee.granby,
    name: 'Granbys system',
    kind: 'push',
    label: system,
    from: '2020-01-01',
  },
}

export type Places = { pushing: readonly Source[]; idOf: (source: Source) => string }

/** The systems that hand in, as a steward sets them up. A secret for the API is made when somebody connects one. */
export async function openSources(sql: postgres.Sql): Promise<Places> {
  const sourceId = (source: Source) => idOf(`källa ${source}`)
  for (const [key, { committee, name, kind, label, from }] of Object.entries(sources))
    await sql`
      insert into record.sources (committee_id, id, name, kind, label, data_from)
      values (${committee}, ${sourceId(key as Source)}, ${name}, ${kind}, ${sql.json(label)}, ${from})`
  return { pushing: ['procapita', 'omsorg', 'lss', 'granby'], idOf: sourceId }
}

type Who = { kind: 'person' | 'staff' | 'source'; person?: string; staff?: string; source?: string; assignment?: string }

/** Sessions for the time of the seeding, made by the doorkeeper like any other; `leave` removes them. */
export function sessions(sql: postgres.Sql, db: Db) {
  const secrets = new Map<string, string>()
  const secretOf = async (key: string, who: () => Promise<Who>): Promise<string> => {
    const known = secrets.get(key)
    if (known) return known
    const secret = newSecret()
    const { kind, person, staff: worker, source, assignment } = await who()
    await db.as(
      { kind: 'doorkeeper' },
      { purpose: 'seed' },
      (tx) =>
        tx.run`
        insert into identity.sessions (secret_hash, kind, person_id, staff_id, source_id, assignment_id, level, idle_until, expires_at)
        values (${hashOf(secret)}, ${kind}, ${person}, ${worker}, ${source}, ${assignment}, 3, now() + interval '10 minutes', now() + interval '10 minutes')`,
    )
    secrets.set(key, secret)
    return secret
  }
  return {
    secretOf,
    sourceOf: async (source: Source): Promise<SourceActor> => ({
      kind: 'source',
      secret: await secretOf(`source ${source}`, async () => ({ kind: 'source', source: idOf(`källa ${source}`) })),
    }),
    leave: () =>
      sql`delete from identity.sessions where encode(secret_hash, 'hex') = any (${[...secrets.values()].map((secret) => hashOf(secret).toString('hex'))})`,
  }
}

/** Somebody of the unit's staff, at their desk there. */
export async function atDesk({ sql, secretOf }: Scene, name: string, unit: string, role: StaffRole = 'caseOfficer'): Promise<StaffActor> {
  const found = staff.find((one) => one.name === name && one.at.some((at) => at.unit === (unit as Unit) && at.role === role))
  if (!found) throw new Error(`${name} is not ${role} at ${unit}`)
  const [id, unitId] = [idOf(found.subject), idOf(`enhet ${unit}`)]
  const secret = await secretOf(`staff ${name} ${unit} ${role}`, async () => {
    const [held] = await sql<
      { id: string }[]
    >`select id from directory.assignments where staff_id = ${id} and unit_id = ${unitId} and role = ${role}`
    return { kind: 'staff', staff: id, assignment: held!.id }
  })
  return { kind: 'staff', id, level: 3, name, secret }
}

/** One of the residents, signed in with a strong e-ID. */
export async function signedIn({ sql, secretOf, config }: Scene, name: string): Promise<PersonActor> {
  const [held] = await sql<
    { id: string }[]
  >`select id from identity.persons where number_index = ${numberIndex(config.secret, numberOf(name))}`
  const id = held!.id
  // As signing in does.
  await sql`update identity.persons set name = ${name} where id = ${id} and name is null`
  return { kind: 'person', id, level: 3, name, secret: await secretOf(`person ${name}`, async () => ({ kind: 'person', person: id })) }
}
