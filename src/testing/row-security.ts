import type postgres from 'postgres'
import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor, StaffActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { dayOf } from '#kernel/values/day'
import {
  type Committee,
  type Matter,
  aCommittee,
  aMatter,
  anEvent,
  aPerson,
  aReview,
  aRecipient,
  aRule,
  aSource,
  aUnit,
  aWorker,
  db,
  decided,
  opened,
  owner,
  type Unit,
} from './world.ts'
import { aBooking, aKind, alwaysDay, aPlace, aRelease, inHours } from './times.ts'

// Every table × command × identity, asked of the database itself. The declared answers are db/row-security.txt.

/** Whose transactions look at which case of another unit, through a glass they have broken. */
const glasses = new Map<string, string>()

type Scene = { committee: Committee; person: { id: string }; secrets: Record<string, string> }

/** One committee with something in every table. Two of them stand side by side, so that "own" and "all" can be told apart. */
export async function aScene(called: string): Promise<Scene> {
  const committee = await aCommittee(called)
  const unit = await aUnit({ committee })
  const push = await aSource({ committee })
  const native = await aSource({ committee, kind: 'native' })
  const person = await aPerson({ called })
  const officer = await aWorker({ unit })
  const matter = await aMatter({ person, unit, source: push })
  await aRule(matter, 'decision', 'at-once')
  const note = await anEvent(matter, 'note', { text: called })
  const withDocument = await anEvent(matter, 'document-added', { title: called, document: 'dok' }, { ref: `dok-${called}` })
  await db.as(push, { purpose: 'scene' }, async (tx) => {
    await tx.run`select record.receive_document(${matter.ref}, 'dok', 0, ${called}, 'application/pdf', ${randomBytes(32)}, array[${Buffer.from('x')}]::bytea[])`
    await tx.run`select record.keep_in_quarantine(${JSON.stringify([{ item: { called }, hash: randomBytes(8).toString('hex'), reason: 'unknown kind' }])}::text::jsonb)`
    await tx.run`select record.import_at(${randomBytes(8)})`
  })
  await opened(matter, officer)
  await decided(matter, note.id, 'released', { by: officer })
  await decided(matter, withDocument.id, 'released', { by: officer })
  const masked = await anEvent(matter, 'document-added', { title: called, document: 'dok' })
  await db.as(officer, { purpose: 'scene' }, async (tx) => {
    await tx.run`
      select gate.mask(${matter.id}, ${masked.id}, ${person.id}, 1, ${JSON.stringify({ detail: { title: called, document: 'dok' } })}::text::jsonb,
        ${JSON.stringify({ title: called, type: 'application/pdf', version: 0 })}::text::jsonb, array[${Buffer.from('x')}]::bytea[], 'place')`
  })
  const [copy] = await owner`select copy_id from gate.release_decisions where item_id = ${note.id}`
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.run`select voice.say(${copy!['copy_id'] as string}, 'comment', ${called}, gen_random_uuid())`,
  )
  const [told] = await db.as(
    officer,
    { purpose: 'scene' },
    (tx) =>
      tx.many(
        z.object({ id: z.uuid() }),
      )`select id from duty.communicate(${matter.id}, 'here', '2026-11-02', '2026-11-16', ${called}, ${[withDocument.id]}::uuid[], gen_random_uuid())`,
  )
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.run`select duty.say(${told!.id}, 'answered', ${called}, '2026-11-03', gen_random_uuid())`,
  )
  const [shelf] = await owner`select matter_id as id from shelf.copies where id = ${copy!['copy_id'] as string}`
  await db.as(person, { purpose: 'scene' }, async (tx) => {
    await tx.run`select voice.choose(${shelf!['id'] as string}, ${copy!['copy_id'] as string}, 'later')`
    await tx.run`select voice.felt(${shelf!['id'] as string}, ${copy!['copy_id'] as string}, 4)`
  })
  await aRecipient(matter, { by: officer })
  await owner`
    insert into gate.acts (committee_id, unit_id, rule_id, before, items, key, done_by, assignment_id)
    select r.committee_id, ${unit.id}, r.id, now(), 1, gen_random_uuid(), ${officer.id}, ${officer.assignmentId} from gate.rules r where r.committee_id = ${committee.id}`
  await owner`insert into gate.days (day) values (current_date) on conflict do nothing`
  await owner`insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body) values (${committee.id}, ${matter.id}, ${unit.id}, ${officer.id}, 'note', '{}')`
  await owner`insert into record.plain_versions (committee_id, matter_id, item_id, version, key, unit_id, text, author, staff_id) values (${committee.id}, ${matter.id}, ${note.id}, 1, gen_random_uuid(), ${unit.id}, ${called}, 'Amina', ${officer.id})`
  await owner`insert into record.words_used (committee_id, unit_id, month, word) values (${committee.id}, ${unit.id}, '2026-11-01', 'biståndsbedömning')`
  const glass = randomUUID()
  await owner`insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, protected) values (${committee.id}, ${glass}, ${matter.id}, ${person.id}, ${unit.id}, ${unit.id}, ${officer.id}, ${officer.assignmentId}, ${officer.sessionId}, 'danger', false)`
  await owner`insert into gate.not_offered (committee_id, matter_id, id, unit_id, reason, staff_id) values (${committee.id}, ${matter.id}, gen_random_uuid(), ${unit.id}, 'risk', ${officer.id})`
  await owner`insert into gate.glass_seen (committee_id, glass_id, unit_id, staff_id) values (${committee.id}, ${glass}, ${unit.id}, ${officer.id})`
  const [provider] = await owner`
    insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels) values (${committee.municipalityId}, 'resident', ${called}, '{}', 'https://idp.example', 'x', '{}') returning id`
  await owner`insert into identity.sign_in_failures values (current_date, ${provider!['id'] as string}, 'cancelled', 1)`
  await owner`insert into identity.logins (issuer, subject, person_id) values ('https://idp.example', ${called}, ${person.id})`
  await owner`insert into identity.sign_ins (browser_hash, provider_id, state, nonce, verifier, return_to, expires_at) values (${randomBytes(32)}, ${provider!['id'] as string}, 'a', 'b', 'c', '/', now() + interval '1 hour')`
  await owner`insert into identity.sign_ins (browser_hash, provider_id, state, nonce, verifier, return_to, expires_at) values (${randomBytes(32)}, ${provider!['id'] as string}, 'a', 'b', 'c', '/', now() - interval '1 hour')`
  await owner`insert into kernel.outbox (topic, body) values ('scene', '{}')`
  await owner`insert into audit.busy_days values (${committee.id}, ${officer.id}, current_date, 1)`
  await owner`insert into audit.checkpoints (size, txn, id, frontier, note, key) select coalesce(max(size), 0) + 1, 1, 1, '', '', '' from audit.checkpoints`
  await owner`insert into directory.process_templates values (${called}, 'disability', '{}') on conflict do nothing`
  await owner`insert into directory.legal_references values (${called}, '{}') on conflict do nothing`
  await owner`
    insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
    values (${committee.id}, gen_random_uuid(), ${person.id}, 'place', 'x', ${officer.id}, ${officer.assignmentId})`
  await owner`insert into notice.ways (person_id, kind, address_sealed, address_index, set_by) values (${person.id}, 'sms', 'x', ${randomBytes(32)}, 'person')`
  await owner`insert into notice.codes (person_id, kind, id, address_index, code_hash, until, day, sent_that_day) values (${person.id}, 'sms', gen_random_uuid(), 'x', 'x', now(), current_date, 1)`
  await owner`insert into notice.wishes (person_id, about, channel) values (${person.id}, 'reminder', 'sms')`
  await owner`insert into notice.sendings (key, person_id, committee_id, unit_id) values (${`scene:${person.id}`}, ${person.id}, ${committee.id}, ${unit.id})`
  await owner`insert into notice.waiting (person_id, committee_id) values (${person.id}, ${committee.id})`
  const weak = await aPerson({ called: `${called} svag`, level: 2 })
  await owner`update identity.sessions set person_id = ${person.id} where id = ${weak.sessionId}`
  const signedOut = await aPerson()
  await owner`update identity.sessions set person_id = ${person.id}, ended_at = now() where id = ${signedOut.sessionId}`
  const idle = await aPerson()
  await owner`update identity.sessions set person_id = ${person.id}, idle_until = now() - interval '1 second' where id = ${idle.sessionId}`
  const colleague = await aWorker({ unit: await aUnit({ committee }) })
  await someTimes(person, officer, unit)
  const manager = await aWorker({ unit, role: 'unitManager' })
  const through = await aWorker({ unit: colleague.unit })
  await owner`insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, protected) values (${committee.id}, gen_random_uuid(), ${matter.id}, ${person.id}, ${unit.id}, ${colleague.unit.id}, ${through.id}, ${through.assignmentId}, ${through.sessionId}, 'danger', false)`
  glasses.set(through.secret, matter.id)
  await db.as(manager, { purpose: 'scene' }, (tx) => tx.run`select duty.set_alarms(3, 7)`)
  const steward = await aWorker({ unit, role: 'systemSteward' })
  const reviewer = await aWorker({ unit, role: 'logReviewer' })
  const dispatcher = await aWorker({ unit, role: 'requestDispatcher' })
  await aDirectory({ committee, unit, steward, officer, matter: matter.id, colleague: colleague.id })
  await someContact(called, {
    matter,
    note: copy!['copy_id'] as string,
    shelf: shelf!['id'] as string,
    person,
    officer,
    manager,
    dispatcher,
  })
  const review = await aReview(matter, officer)
  await owner`
    insert into audit.review_results (committee_id, review_id, nr, staff_id, reviewer_id, assignment_id, result)
    values (${committee.id}, ${review}, 1, ${officer.id}, ${reviewer.id}, ${reviewer.assignmentId}, 'in-order')`
  const left = await aWorker({ unit })
  await owner`update directory.assignments set valid_to = current_date - 1 where id = ${left.assignmentId}`
  const inactive = await aWorker({ unit })
  await owner`update directory.staff set active = false where id = ${inactive.id}`
  const deskless = await aWorker({ unit })
  await owner`update identity.sessions set assignment_id = null where id = ${deskless.sessionId}`
  const stranger = await aPerson()
  return {
    committee,
    person,
    secrets: {
      person: person.secret,
      stranger: stranger.secret,
      weak: weak.secret,
      signedOut: signedOut.secret,
      idle: idle.secret,
      officer: officer.secret,
      colleague: colleague.secret,
      through: through.secret,
      manager: manager.secret,
      steward: steward.secret,
      reviewer: reviewer.secret,
      dispatcher: dispatcher.secret,
      left: left.secret,
      inactive: inactive.secret,
      deskless: deskless.secret,
      source: push.secret,
      native: native.secret,
    },
  }
}

type InDirectory = {
  committee: Committee
  unit: { id: string }
  steward: { id: string }
  officer: { id: string }
  colleague: string
  matter: string
}
/** Something in every table that the stewards keep. */
async function aDirectory({ committee, unit, steward, officer, colleague, matter }: InDirectory): Promise<void> {
  const town = committee.municipalityId
  const [leaving, catalogue] = [randomUUID(), randomUUID()]
  await owner`insert into directory.staff_ids (municipality_id, staff_id, email) values (${town}, ${officer.id}, 'amina@example.se')`
  await owner`insert into directory.unit_ids (municipality_id, unit_id) values (${town}, ${unit.id})`
  await owner`insert into directory.photos (staff_id, bytes) values (${officer.id}, 'x')`
  for (const who of [officer.id, colleague])
    await owner`insert into directory.absences (municipality_id, id, staff_id, first_day) values (${town}, gen_random_uuid(), ${who}, '2020-01-01')`
  await owner`update directory.absences set last_day = first_day where municipality_id = ${town}`
  await owner`insert into directory.leavings (committee_id, id, staff_id, last_day, because) values (${committee.id}, ${leaving}, ${officer.id}, '2099-01-01', 'planned')`
  await owner`insert into directory.handovers (committee_id, leaving_id, kind, how) values (${committee.id}, ${leaving}, 'deputises', 'chosen')`
  await owner`insert into directory.left_units (committee_id, leaving_id, unit_id) values (${committee.id}, ${leaving}, ${unit.id})`
  await owner`insert into directory.catalogues (municipality_id, committee_id, id, name, hash) values (${town}, ${committee.id}, ${catalogue}, 'x', ${randomBytes(32)})`
  await owner`insert into directory.members (municipality_id, unit_id, staff_id, catalogue_id) values (${town}, ${unit.id}, ${officer.id}, ${catalogue})`
  await owner`insert into directory.lists (committee_id, id, kind, whole, rows, made_by) values (${committee.id}, gen_random_uuid(), 'staff', false, '[]', ${steward.id})`
  await owner`insert into directory.changes (municipality_id, what) values (${town}, 'scene')`
  await owner`insert into directory.alarms (committee_id, unit_id, why) values (${committee.id}, ${unit.id}, 'few')`
  await owner`insert into directory.told (committee_id, staff_id, unit_id, since) values (${committee.id}, ${officer.id}, ${unit.id}, now())`
  await owner`insert into record.taken_over (committee_id, matter_id, unit_id, staff_id, from_id) values (${committee.id}, ${matter}, ${unit.id}, ${colleague}, ${officer.id})`
}

type Party = { matter: Matter; note: string; shelf: string } & Record<'officer' | 'manager' | 'dispatcher', StaffActor> & {
    person: PersonActor
  }

/** A request about the case that somebody answers, one that waits at the unit, and all that stands beside them. */
async function someContact(called: string, { matter, note, shelf, person, officer, manager, dispatcher }: Party): Promise<void> {
  const [type, key, waiting] = [randomUUID(), randomUUID(), randomUUID()]
  const as = (who: StaffActor | PersonActor, work: (tx: Tx) => Promise<unknown>) => db.as(who, { purpose: 'scene' }, work)
  const now = dayOf(new Date())
  const soon = dayOf(new Date(Date.now() + 5 * 86_400_000))
  await as(manager, async (tx) => {
    await tx.run`select contact.save_type(null, ${type}, '{}', 5, 'B', false, true, 0, '{"sv":"Fråga"}', '{"sv":["fråga"]}', '{}', '{"fields":[]}')`
    await tx.run`select contact.publish_type(${type})`
    await tx.run`select contact.save_type(null, ${randomUUID()}, '{}', 5, 'B', false, true, 0, '{"sv":"Inte än"}', '{}', '{}', '{"fields":[]}')`
    await tx.run`select contact.set_settings(3, 2, 2, true, false, true)`
    await tx.run`select contact.set_phone_weeks('[{"monday":"2026-11-23","missed":1}]', false)`
  })
  await as(person, async (tx) => {
    await tx.run`select contact.save_draft(${key}, ${type}, null, '{}', false)`
    await tx.run`select contact.keep_file(${key}, '', 'a.pdf', 'application/pdf', ${Buffer.from('x')})`
    await tx.run`select contact.send(${key}, 'request', ${type}, 1, null, ${shelf}, null, null, '', ${called}, '{}', ${now}, ${soon})`
    await tx.run`select contact.send(${waiting}, 'message', null, null, null, ${shelf}, ${note}, null, ${called}, ${called}, null, ${now}, ${soon})`
    await tx.run`select contact.save_draft(${randomUUID()}, ${type}, null, '{}', false)`
    const left = randomUUID()
    await tx.run`select contact.save_draft(${left}, null, null, '{}', true)`
    await tx.run`select contact.keep_file(${left}, '', 'a.pdf', 'application/pdf', ${Buffer.from('x')})`
  })
  const [thread] = await owner`select id from contact.threads where key = ${key}`
  const id = thread!['id'] as string
  await as(dispatcher, (tx) => tx.run`select contact.assign(${id}, 1, ${officer.id})`)
  await as(officer, async (tx) => {
    await tx.run`select contact.open(${id})`
    await tx.run`select contact.note(${id}, ${randomUUID()}, ${called})`
    await tx.run`select contact.decide_belongs(${id}, 1, 'yes', ${matter.id})`
    await tx.run`select contact.save_answer(${id}, 0, ${called})`
    await tx.run`select contact.add_answer_file(${id}, 'b.pdf', 'application/pdf', ${Buffer.from('x')})`
    await tx.run`select contact.save_template(${randomUUID()}, 'staff', ${called}, ${called})`
  })
  await as(dispatcher, (tx) => tx.run`select contact.save_template(${randomUUID()}, 'unit', ${called}, ${called})`)
}

/** Something of everything about times: booked, proposed, waited for, offered, and a way in on paper. */
async function someTimes(person: PersonActor, officer: StaffActor & { unit: Unit }, unit: Unit): Promise<void> {
  await alwaysDay()
  const [kind, place] = [await aKind(unit), await aPlace(unit)]
  await aKind(unit, { called: 'En annan sort' })
  await aPlace(unit, 'Lillgatan 1')
  const slots = await aRelease(officer, kind, [30, 40, 50, 60, 70].map(inHours), { manner: 'visit', place })
  const id = await aBooking(person, slots[4]!)
  const other = await aPerson()
  const theirs = await aBooking(other, slots[0]!)
  await db.as(person, { purpose: 'scene' }, async (tx) => {
    await tx.run`select appointments.ask_earlier(${id}, true, null)`
    await tx.run`select appointments.propose(${id}, 'Hellre en tisdag', gen_random_uuid())`
  })
  await db.as(officer, { purpose: 'scene' }, async (tx) => {
    await tx.run`select appointments.desk_propose(${id}, ${[slots[1]!]}::uuid[], gen_random_uuid())`
    await tx.run`select appointments.desk_slip(${id}, ${randomBytes(32)})`
  })
  await db.as(other, { purpose: 'scene' }, (tx) => tx.run`select appointments.cancel(${theirs})`)
  await owner`insert into appointments.rounds (day) values (current_date) on conflict do nothing`
}

/** Who asks: a role to enter and whose session the transaction carries. */
export const identities: readonly (readonly [name: string, role: string, secret: string])[] = [
  ['login', 'delakt_login', 'person'],
  ...['person', 'stranger', 'weak', 'signedOut', 'idle', 'officer', 'none'].map(
    (whose) => [`person:${whose}`, 'delakt_person', whose] as const,
  ),
  ...[
    'officer',
    'colleague',
    'through',
    'manager',
    'steward',
    'reviewer',
    'dispatcher',
    'left',
    'inactive',
    'deskless',
    'person',
    'none',
  ].map((whose) => [`staff:${whose}`, 'delakt_staff', whose] as const),
  ...['source', 'native', 'officer', 'none'].map((whose) => [`source:${whose}`, 'delakt_source', whose] as const),
  ...['reviewer', 'officer', 'none'].map((whose) => [`auditor:${whose}`, 'delakt_auditor', whose] as const),
  ['public', 'delakt_public', 'none'],
  ['editor', 'delakt_editor', 'none'],
  ['worker', 'delakt_worker', 'none'],
  ['doorkeeper', 'delakt_doorkeeper', 'none'],
]

type Table = { name: string; columns: string[]; rows: Record<string, unknown>[] }

/** Every table of ours with its columns and all its rows, as the owner sees them. */
export async function listTables(): Promise<Table[]> {
  const found = await owner`
    select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname order by a.attnum) filter (where a.attidentity = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') group by 1 order by 1`
  return Promise.all(
    found.map(async (row) => ({
      name: row['name'] as string,
      columns: row['columns'] as string[],
      rows: (await owner.unsafe(`select to_jsonb(t) as row from ${row['name']} t`)).map((r) => r['row'] as Record<string, unknown>),
    })),
  )
}

const undone = Symbol('undone')

/** Runs work as an identity and takes everything back. */
async function asIdentity<T>(
  login: postgres.Sql,
  role: string,
  secret: string,
  work: (sql: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  let answer: T | undefined
  await login
    .begin(async (sql) => {
      await sql`select set_config('role', ${role === 'delakt_login' ? 'none' : role}, true), set_config('delakt.secret', ${secret}, true), set_config('delakt.glass', ${glasses.get(secret) ?? ''}, true)`
      answer = await work(sql)
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return answer as T
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

/**
 * What an identity may do with a table: `denied` without the grant, `none` when row security leaves nothing,
 * `own` when it leaves some, `all` when it leaves everything, for select, insert, update and delete.
 */
export async function ask(login: postgres.Sql, table: Table, role: string, secret: string): Promise<string> {
  const { name, columns, rows } = table
  const granted = async (command: 'SELECT' | 'INSERT' | 'UPDATE') =>
    (await owner`select c from unnest(${columns}::text[]) c where has_column_privilege(${role}, ${name}, c, ${command})`).map(
      (row) => `"${row['c']}"`,
    )
  const amount = (n: number) => (n === 0 ? 'none' : n >= rows.length ? 'all' : 'own')
  const attempt = async (work: (sql: postgres.TransactionSql) => Promise<string>) => {
    try {
      return await asIdentity(login, role, secret, work)
    } catch (error) {
      if (codeOf(error) === '42501') return 'none'
      throw error
    }
  }
  const seen = await granted('SELECT')
  const select =
    seen.length === 0 ? 'denied' : await attempt(async (sql) => amount((await sql.unsafe(`select ${seen[0]} from ${name}`)).length))
  const written = await granted('INSERT')
  const insert =
    written.length === 0
      ? 'denied'
      : amount((await Promise.all(rows.map((row) => inserts(login, table, role, secret, written, row)))).filter(Boolean).length)
  const changed = await granted('UPDATE')
  const update =
    changed.length === 0
      ? 'denied'
      : await attempt(async (sql) => amount((await sql.unsafe(`update ${name} set ${await harmless(name, changed)}`)).count))
  const [mayDelete] = await owner`select has_table_privilege(${role}, ${name}, 'DELETE') as may`
  const remove = !mayDelete!['may'] ? 'denied' : await attempt(async (sql) => amount((await sql.unsafe(`delete from ${name}`)).count))
  const columnsOf = (kind: string, list: string[]) =>
    list.length === 0 || list.length === columns.length ? kind : `${kind}(${list.length}/${columns.length})`
  return [
    `${columnsOf('select', seen)}=${select}`,
    `${columnsOf('insert', written)}=${insert}`,
    `${columnsOf('update', changed)}=${update}`,
    `delete=${remove}`,
  ].join(' ')
}

/** A change that every constraint accepts and that reads nothing, so that only the policy on changes decides. */
async function harmless(table: string, columns: readonly string[]): Promise<string> {
  const [column] = await owner`
    select format('%I = %s', a.attname, case when a.attname like '%\_at' then 'now()' when not a.attnotnull then 'null' when t.typname like 'int%' then '1' when t.typname = 'jsonb' then '''{}''' end) as change
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = ${table}::regclass and a.attname = any (${columns.map((c) => c.slice(1, -1))}) and (a.attname like '%\_at' or not a.attnotnull or t.typname like 'int%' or t.typname = 'jsonb')
    order by a.attname not like '%\_at', a.attnum limit 1`
  return column!['change'] as string
}

/** Whether a copy of a row that is there may be put in: past row security, whatever other constraint it then meets. */
async function inserts(
  login: postgres.Sql,
  { name }: Table,
  role: string,
  secret: string,
  columns: string[],
  row: Record<string, unknown>,
): Promise<boolean> {
  try {
    await asIdentity(login, role, secret, (sql) =>
      sql.unsafe(
        `insert into ${name} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_record(null::${name}, $1::text::jsonb)`,
        [JSON.stringify(row)],
      ),
    )
    return true
  } catch (error) {
    const code = codeOf(error)
    if (code === '42501') return false
    if (code.startsWith('23')) return true
    throw error
  }
}
