import { randomBytes, createHash } from 'node:crypto'
import postgres from 'postgres'
import { figure, type Outcome } from './figures.ts'
import { awake, type Base, type Ground } from './ground.ts'
import { idInSql } from './people.ts'
import { load, serve } from './processes.ts'

type Options = { waiting: number; rounds: number; seconds: number; say: (line: string) => void }

const eachMatter = 50
const officers = 100

/** The release queue of one unit grown long: its first page, a page in the middle, one officer's own, and an item with the queue beside it. */
export async function releaseQueue(ground: Ground, { waiting, rounds, seconds, say }: Options): Promise<Outcome> {
  const base = await ground.empty('queue')
  const { cookie, item, middle } = await filled(base, waiting, say)
  const paths = {
    'the whole unit’s queue': '/personal/granska',
    'the queue from its middle': `/personal/granska?efter=${middle}`,
    'one officer’s own queue': '/personal/granska?visa=mina',
    'the decisions of the queue': '/personal/granska?slag=beslut',
    'an item with the queue beside': item,
    'the start page': '/personal',
  }
  const times = Object.fromEntries(Object.keys(paths).map((name) => [name, [] as number[]]))
  const served = await serve(base)
  try {
    await awake(base)
    for (const [name, path] of Object.entries(paths)) {
      await load({ url: served.url + path, connections: 4, seconds: 2, cookie })
      for (let round = 1; round <= rounds; round += 1) {
        const one = await load({ url: served.url + path, connections: 4, seconds, cookie })
        if (one.failed > 0) throw new Error(`${one.failed} answers to ${name} were no page`)
        times[name]!.push(one.p99)
      }
      say(`  ${name}: p99 ${times[name]!.join(', ')} ms`)
    }
  } finally {
    await served.stop()
  }
  return {
    figures: Object.entries(times).map(([name, rounds_]) => figure(`${name}, 99th percentile`, 'ms', rounds_, { most: 300 })),
    commands: [
      `${waiting} items waiting at one unit, in ${waiting / eachMatter} matters of ${officers} officers`,
      'autocannon, 4 connections, signed in as one officer, one process',
    ],
    notes: [],
  }
}

/** Answers how an officer is signed in, and where to look: an item, and the place in the middle of the queue. */
async function filled(
  { adminUrl }: Base,
  waiting: number,
  say: (line: string) => void,
): Promise<{ cookie: string; item: string; middle: string }> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    say(`Making ${waiting} items that wait`)
    const matters = waiting / eachMatter
    const [at] = await sql`
      select u.id as unit, u.committee_id as committee, c.municipality_id as municipality, s.id as source
      from directory.units u join directory.committees c on c.id = u.committee_id join record.sources s on s.committee_id = c.id limit 1`
    const { unit, committee, municipality, source } = at as Record<'unit' | 'committee' | 'municipality' | 'source', string>
    const secret = randomBytes(32).toString('base64url')
    await sql.begin(async (tx) => {
      await tx.unsafe("set local session_replication_role = replica; set local maintenance_work_mem = '1GB'")
      await tx`insert into directory.staff (id, municipality_id, name, title, phone)
        select ${tx.unsafe(idInSql("'officer-' || n"))}, ${municipality}, 'Handläggare ' || n, '{"sv":"socialsekreterare"}', '0980-31 92 10' from generate_series(0, ${officers - 1}) n`
      await tx`insert into directory.assignments (id, committee_id, unit_id, staff_id, role)
        select ${tx.unsafe(idInSql("'desk-' || n"))}, ${committee}, ${unit}, ${tx.unsafe(idInSql("'officer-' || n"))}, 'caseOfficer' from generate_series(0, ${officers - 1}) n`
      await tx`insert into directory.keepers (committee_id, unit_id, place, staff_id) values
        (${committee}, ${unit}, 'administrator', ${tx.unsafe(idInSql("'officer-0'"))}), (${committee}, ${unit}, 'deputy', ${tx.unsafe(idInSql("'officer-1'"))})`
      await tx`insert into identity.sessions (secret_hash, kind, staff_id, assignment_id, municipality_id, level, idle_until, expires_at)
        values (${createHash('sha256').update(secret).digest()}, 'staff', ${tx.unsafe(idInSql("'officer-7'"))}, ${tx.unsafe(idInSql("'desk-7'"))}, ${municipality}, 3, now() + interval '20 minutes', now() + interval '8 hours')`
      await tx`insert into identity.persons (id, number_index, name) select ${tx.unsafe(idInSql("'waits-' || n"))}, sha256(('waits-' || n)::bytea), 'Provperson ' || n from generate_series(0, ${matters - 1}) n`
      await tx`insert into record.people (committee_id, source_id, ref, person_id, name)
        select ${committee}, ${source}, 'p-' || n, ${tx.unsafe(idInSql("'waits-' || n"))}, 'Provperson ' || n from generate_series(0, ${matters - 1}) n`
      await tx`insert into record.matters (committee_id, id, source_id, ref, person_id, unit_id, number, field, opened_on)
        select ${committee}, ${tx.unsafe(idInSql("'case-' || n"))}, ${source}, 'm-' || n, ${tx.unsafe(idInSql("'waits-' || n"))}, ${unit}, '2024-' || n, 'adult-addiction', '2024-10-07' from generate_series(0, ${matters - 1}) n`
      await tx`insert into record.events (committee_id, matter_id, id, source_id, ref, version, kind, at, seq, event, unit_id)
        select ${committee}, ${tx.unsafe(idInSql("'case-' || n % " + matters))}, ${tx.unsafe(idInSql("'waiting-' || n"))}, ${source}, 'e-' || n, 0,
          case when n < ${matters} then 'assigned' when n % 20 = 0 then 'decision' else 'note' end, now() - (${waiting} - n) * interval '1 second', n,
          case when n < ${matters} then jsonb_build_object('detail', jsonb_build_object('officer', jsonb_build_object('name', 'Handläggare ' || n % ${officers}, 'role', 'socialsekreterare')))
            when n % 20 = 0 then '{"detail":{"title":"Beslut om stöd","results":[{"answer":"yes","what":"Stöd"}]}}'::jsonb
            else jsonb_build_object('detail', jsonb_build_object('title', 'Uppföljning', 'text', repeat('Vi talade om hur det går. ', 12))) end, ${unit}
        from generate_series(0, ${waiting - 1}) n`
      await tx`insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state, waiting_since)
        select e.committee_id, e.matter_id, e.id, m.person_id, e.unit_id, e.kind, 'imported', e.at from record.events e join record.matters m on m.committee_id = e.committee_id and m.id = e.matter_id`
    })
    for (const table of ['record.matters', 'record.events', 'record.people', 'gate.release_decisions', 'identity.persons'])
      await sql.unsafe(`vacuum (analyze) ${table}`)
    const [middle] = await sql`
      select (extract(epoch from waiting_since) * 1000000)::bigint as micros, item_id, person_id, matter_id from gate.release_decisions order by waiting_since, item_id offset ${Math.floor(waiting / 2)} limit 1`
    return {
      cookie: `__Host-delakt=${secret}`,
      item: `/personal/granska/${middle!['matter_id']}/${middle!['item_id']}`,
      middle: `${middle!['micros']}.${middle!['item_id']}.${middle!['person_id']}`,
    }
  } finally {
    await sql.end()
  }
}
