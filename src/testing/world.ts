import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, inject } from 'vitest'
import type { Actor, PersonActor, SourceActor, StaffActor, StaffRole } from '#kernel/actor'
import { as, loginPassword, readConfig } from '#kernel/config'
import { connect, type Db } from '#kernel/db'
import { openLog } from '#kernel/log'
import type { Services } from '#kernel/services'
import { template, testSecret } from './names.ts'

// People and things in a database of this test file's own, made as the owner, so that a test starts from what is true.
// What happens after that goes through the same doors as in production.

const ownerUrl = new URL(inject('ownerUrl'))
const name = `test_${basename(expect.getState().testPath ?? 'x')
  .replace(/\W/g, '_')
  .slice(0, 30)
  .toLowerCase()}_${randomBytes(4).toString('hex')}`

/** The database's owner: for setting a scene and for proving that what is not shown is there all the same. */
export const owner = await (async () => {
  const admin = postgres(ownerUrl.href, { max: 1, onnotice: () => undefined })
  // Copying a template wants nobody in it: another file may be copying at this moment.
  await admin`select pg_advisory_lock(77)`
  await admin.unsafe(`create database ${name} template ${template}`)
  await admin.end()
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  return postgres(url.href, {
    max: 3,
    onnotice: () => undefined,
    // Its days are Swedish days, as the product's are, also in the hours when it is another day in UTC.
    connection: { TimeZone: 'Europe/Stockholm' },
    types: { date: { to: 1082, from: [1082], serialize: (d: string) => d, parse: (d: string) => d } },
  })
})()

const url = (() => {
  const own = new URL(ownerUrl)
  own.pathname = `/${name}`
  return own.href
})()

export const config = readConfig({
  DATABASE_URL: url,
  DATABASE_LOGIN_URL: as(url, 'delakt_login', loginPassword(testSecret)),
  DELAKT_SECRET: testSecret,
  DELAKT_DATA: mkdtempSync(join(tmpdir(), 'delakt-test-')),
  DELAKT_LOG: 'silent',
})
export const db: Db = connect(config.loginUrl, 6)
export const services: Services = { db, config, log: openLog('silent') }

afterAll(async () => {
  await db.close()
  await owner.end()
  rmSync(config.dataDir, { recursive: true, force: true })
  const admin = postgres(ownerUrl.href, { max: 1, onnotice: () => undefined })
  // Without force: a cleaner of the server's own may be in it, which makes way when asked and which only the server may end.
  await admin.unsafe(`drop database if exists ${name}`)
  await admin.end()
})

const one = async <T = string>(rows: Promise<readonly postgres.Row[]>, column = 'id'): Promise<T> => (await rows)[0]![column] as T

export type Committee = { id: string; municipalityId: string }
export type Unit = { id: string; code: string; committee: Committee }

let number = 0
const next = () => (number += 1)

export async function aCommittee(called = 'Socialnämnden'): Promise<Committee> {
  const code = String(9000 + (next() % 1000))
  const municipalityId = await one(owner`
    insert into directory.municipalities (code, region, name, phone, phone_hours)
    values (${code}, 'Region Mellanbygden', ${`Provby ${code}`}, '0980-31 92 00', ${owner.json({ sv: 'vardagar 8–16.30', en: 'weekdays 8–16:30' })})
    on conflict (code) do update set name = excluded.name returning id`)
  const id = await one(
    owner`insert into directory.committees (municipality_id, name) values (${municipalityId}, ${owner.json({ sv: called, en: 'The committee' })}) returning id`,
  )
  return { id, municipalityId }
}

/** A unit with an administrator and a deputy. */
export async function aUnit({ committee, called = 'Vuxenenheten' }: { committee?: Committee; called?: string } = {}): Promise<Unit> {
  const of = committee ?? (await aCommittee())
  const code = `enhet-${next()}`
  const id = await one(
    owner`insert into directory.units (committee_id, code, name, phone) values (${of.id}, ${code}, ${owner.json({ sv: called })}, '0980-31 92 00') returning id`,
  )
  await owner`
    with named as (insert into directory.staff (municipality_id, name) select ${of.municipalityId}, 'Förvalt ' || place from unnest(array['administrator', 'deputy']) place returning id, name),
      there as (insert into directory.assignments (committee_id, unit_id, staff_id, role) select ${of.id}, ${id}, id, 'systemSteward' from named)
    insert into directory.keepers (committee_id, unit_id, place, staff_id) select ${of.id}, ${id}, split_part(name, ' ', 2), id from named`
  return { id, code, committee: of }
}

type Made<A extends Actor> = A & { cookie: string; sessionId: string }

async function aSession(of: {
  kind: 'person' | 'staff' | 'source'
  id: string
  level?: number
  assignmentId?: string
  municipalityId?: string
}) {
  const secret = randomBytes(32).toString('base64url')
  const sessionId = await one(owner`
    insert into identity.sessions (secret_hash, kind, person_id, staff_id, source_id, assignment_id, municipality_id, level, idle_until, expires_at)
    values (${createHash('sha256').update(secret).digest()}, ${of.kind}, ${of.kind === 'person' ? of.id : null}, ${of.kind === 'staff' ? of.id : null},
      ${of.kind === 'source' ? of.id : null}, ${of.assignmentId ?? null}, ${of.municipalityId ?? null}, ${of.level ?? 3}, now() + interval '20 minutes', now() + interval '8 hours')
    returning id`)
  return { secret, sessionId, cookie: `__Host-delakt=${secret}` }
}

/** Somebody signed in as themself; `level` 3 is a strong e-ID. */
export async function aPerson({ called = 'Camilla Rosén', level = 3 }: { called?: string; level?: number } = {}): Promise<
  Made<PersonActor>
> {
  const id = await one(owner`insert into identity.persons (name, number_index) values (${called}, ${randomBytes(32)}) returning id`)
  return { kind: 'person', id, level, name: called, ...(await aSession({ kind: 'person', id, level })) }
}

/** The same person at another device. */
export async function again(person: PersonActor, level = person.level): Promise<Made<PersonActor>> {
  return { ...person, level, ...(await aSession({ kind: 'person', id: person.id, level })) }
}

/** Somebody at work in a unit, at their desk. */
export async function aWorker({
  unit,
  role = 'caseOfficer',
  called = 'Amina Haddad',
}: { unit?: Unit; role?: StaffRole; called?: string } = {}): Promise<Made<StaffActor> & { unit: Unit; assignmentId: string }> {
  const at = unit ?? (await aUnit())
  const id = await one(owner`
    insert into directory.staff (municipality_id, name, title, phone) values (${at.committee.municipalityId}, ${called}, ${owner.json({ sv: 'socialsekreterare', en: 'social worker' })}, '0980-31 92 10') returning id`)
  const assignmentId = await one(
    owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${at.committee.id}, ${at.id}, ${id}, ${role}) returning id`,
  )
  const session = await aSession({ kind: 'staff', id, assignmentId, municipalityId: at.committee.municipalityId })
  return {
    kind: 'staff',
    id,
    level: 3,
    name: called,
    unit: at,
    assignmentId,
    desk: { committeeId: at.committee.id, unitId: at.id, unit: 'Vuxenenheten', role },
    ...session,
  }
}

/** A system that hands in for a committee, signed in. */
export async function aSource({
  committee,
  kind = 'push',
}: { committee?: Committee; kind?: 'push' | 'native' | 'lifecare' | 'digisos' } = {}): Promise<
  Made<SourceActor> & { id: string; committee: Committee }
> {
  const of = committee ?? (await aCommittee())
  const id = await one(owner`
    insert into record.sources (committee_id, name, kind, label, data_from) values (${of.id}, ${`källa-${next()}`}, ${kind}, ${owner.json({ sv: 'vårt ärendesystem', en: 'our case system' })}, '2015-01-01') returning id`)
  return { kind: 'source', id, committee: of, ...(await aSession({ kind: 'source', id })) }
}

export type Matter = { id: string; ref: string; person: PersonActor; unit: Unit; source: SourceActor & { id: string } }

/** A matter about a person at a unit, handed in by a source (made when none is given). */
export async function aMatter({
  person,
  unit,
  source,
  field = 'adult-addiction',
  title,
  reported,
}: {
  person?: PersonActor
  unit?: Unit
  source?: SourceActor & { id: string; committee: Committee }
  field?: string
  title?: string
  reported?: number
} = {}): Promise<Matter> {
  const about = person ?? (await aPerson())
  const at = unit ?? (await aUnit(source ? { committee: source.committee } : {}))
  const from = source ?? (await aSource({ committee: at.committee }))
  const ref = `ärende-${next()}`
  await owner`insert into record.people (committee_id, source_id, ref, person_id, name) values (${at.committee.id}, ${from.id}, ${about.id}, ${about.id}, ${about.name}) on conflict do nothing`
  const id = await one(owner`
    insert into record.matters (committee_id, source_id, ref, person_id, unit_id, number, field, title, opened_on, reported)
    values (${at.committee.id}, ${from.id}, ${ref}, ${about.id}, ${at.id}, ${`2024-${1000 + number}`}, ${field}, ${title ?? null}, '2024-10-07', ${reported ?? null}) returning id`)
  return { id, ref, person: about, unit: at, source: from }
}

/** Something that happened in a matter, handed in through the feed's own function. Answers the item's id in the record. */
export async function anEvent(
  matter: Matter,
  kind: string,
  detail: object,
  more: { ref?: string; version?: number; at?: string; seq?: number; about?: string; author?: object; annulled?: boolean } = {},
): Promise<{ id: string; ref: string; outcome: string }> {
  const ref = more.ref ?? `händelse-${next()}`
  const version = more.version ?? 0
  const item = {
    n: 1,
    matter: matter.ref,
    ref,
    version,
    kind,
    at: more.at ?? '2026-03-02T10:00:00Z',
    seq: more.seq ?? 0,
    annulled: more.annulled ?? false,
    event: { ...(more.about ? { about: more.about } : {}), ...(more.author ? { author: more.author } : {}), detail },
  }
  const outcome = await db.as(matter.source, { purpose: 'test' }, async (tx) => {
    const { z } = await import('zod')
    return (
      await tx.many(
        z.object({ outcome: z.string() }),
      )`select outcome from record.receive_events(${JSON.stringify([item])}::text::jsonb, false)`
    )[0]!.outcome
  })
  const id = await one(owner`select id from record.events where source_id = ${matter.source.id} and ref = ${ref} and version = ${version}`)
  return { id, ref, outcome }
}

/** A rule of the committee: items of this kind in this field are released so. */
export const aRule = (
  matter: Matter,
  kind: string,
  manner: 'at-once' | 'after-look' | 'after-days' | 'together' | 'at-closing',
  days: number | null = null,
) => owner`
  insert into gate.rules (committee_id, field, kind, manner, days, decided_on, decided_by)
  select ${matter.unit.committee.id}, m.field, ${kind}, ${manner}, ${days}, '2026-01-15', 'Socialnämnden § 12' from record.matters m where m.id = ${matter.id}`

/** The unit opens the matter for its person. Answers the id the person knows it by. */
export async function opened(matter: Matter, by?: StaffActor): Promise<string> {
  const worker = by ?? (await aWorker({ unit: matter.unit }))
  await db.as(worker, { purpose: 'test', matter: matter.id }, (tx) => tx.run`select gate.open_matter(${matter.id})`)
  return one(owner`select shelf_id from gate.openings where matter_id = ${matter.id} and ended_at is null`, 'shelf_id')
}

/** Somebody at the unit decides about an item. */
export async function decided(
  matter: Matter,
  itemId: string,
  state: 'released' | 'withheld' | 'assessed' | 'withdrawn',
  more: {
    by?: StaffActor
    reason?: string
    text?: string
    secret?: boolean
    sensitive?: boolean
    closing?: boolean
    again?: string
    to?: string
  } = {},
): Promise<void> {
  const worker = more.by ?? (await aWorker({ unit: matter.unit }))
  const seen = await one<number>(
    owner`select revision from gate.release_decisions where item_id = ${itemId} and person_id = ${more.to ?? matter.person.id}`,
    'revision',
  )
  await db.as(
    worker,
    { purpose: 'test', matter: matter.id, item: itemId },
    (tx) => tx.run`
    select gate.decide(${matter.id}, ${itemId}, ${more.to ?? matter.person.id}, ${seen}, ${state}, ${more.reason ?? 'other-person'}, ${more.text ?? 'Det finns en uppgift här som vi inte visar.'}, ${more.secret ?? false},
      ${more.sensitive ?? false}, ${more.closing ?? false}, ${more.again ?? null})`,
  )
}

/** Something to review: that somebody at work had to do with the matter's person, today. */
export const aReview = async ({ unit, person }: Matter, worker: StaffActor): Promise<string> =>
  one(owner`
    insert into audit.reviews (committee_id, unit_id, staff_id, person_id, day, because, due_on)
    values (${unit.committee.id}, ${unit.id}, ${worker.id}, ${person.id}, current_date, '{sample}', current_date + 30) returning id`)

/** Staff name somebody who may be handed copies of the matter. Answers them, signed in, with what their right is called. */
export async function aRecipient(
  matter: Matter,
  more: {
    person?: Made<PersonActor>
    capacity?: 'custodian' | 'limitedGuardian' | 'conservator' | 'proxy'
    until?: string
    by?: StaffActor
  } = {},
): Promise<Made<PersonActor> & { recipientId: string }> {
  const person = more.person ?? (await aPerson({ called: 'Anna Ek' }))
  const worker = more.by ?? (await aWorker({ unit: matter.unit }))
  const index = await one<Uint8Array>(owner`select number_index from identity.persons where id = ${person.id}`, 'number_index')
  await db.as(
    worker,
    { purpose: 'test', matter: matter.id },
    (tx) => tx.run`
    select gate.add_recipient(${matter.id}, ${randomUUID()}, ${index}, ${index}, null, ${person.name},
      ${more.capacity ?? 'custodian'}, 'Personbevis', ${more.until ?? '2099-12-31'})`,
  )
  const recipientId = await one(
    owner`select id from gate.recipients where matter_id = ${matter.id} and person_id = ${person.id} and ended_at is null`,
  )
  return { ...person, recipientId }
}

/** What the log says somebody did, oldest first. */
export const auditOf = async (actorId: string): Promise<string[]> =>
  (await owner`select purpose from audit.access_log where actor_id = ${actorId} order by id`).map((row) => row['purpose'] as string)

/** A browser at the whole application, as somebody or as nobody. Forms are sent as the site's own pages send them. */
export async function browser(as?: { cookie: string }) {
  const { application } = await import('../app.ts')
  const app = application(services)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (as) headers.append('cookie', as.cookie)
    const response = await app.request(path, { ...init, headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, form: Record<string, string> | FormData, headers: Record<string, string> = {}) =>
      ask(path, {
        method: 'POST',
        body: form instanceof FormData ? form : new URLSearchParams(form),
        headers: { origin: config.origin, 'sec-fetch-site': 'same-origin', ...headers },
      }),
  }
}

export const uuid = randomUUID
