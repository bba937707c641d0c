// A country's worth of units, people, times and threads, for the pages of contact.
import postgres from 'postgres'
import type { Base } from './ground.ts'
import { idInSql, idOf } from './people.ts'

/** How much there is. Each unit has as much to do whatever the size, so that what grows is the country and not the unit. */
export type Country = { units: number; persons: number; threads: number }

export const freePerUnit = 200
/** Meetings that have been, so that nothing is planned for empty tables. */
const heldPerUnit = 20
/** How many people are signed in: each may book at as many units as `turns`. */
export const bookers = 20_000
export const turns = 5
const unitsEach = 24

export const slotOf = (unit: number, n: number): string => idOf(`slot-${unit}-${n}`)
export const kindOf = (unit: number): string => idOf(`kind-${unit}`)
export const sessionOf = (n: number): string => `bench-booker-${n}`
export const dispatcherSecret = (unit: number): string => `bench-dispatcher-${unit}`

const id = (name: string) => idInSql(name)

/** Fills an empty base: `units` units in municipalities of 24, `persons` people, two messages a thread, and free times at each unit. */
export async function fillCountry({ adminUrl }: Base, { units, persons, threads }: Country, say: (line: string) => void): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    say(`Making ${units} units, ${persons} persons, ${threads * 2} messages and ${units * freePerUnit} free times`)
    const run = (text: string) => sql.unsafe(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; ${text}`)
    const unitOf = (n: string) => id(`'unit-' || ${n}`)
    const committeeOf = (n: string) => id(`'committee-' || (${n}) / ${unitsEach}`)
    await run(`
      insert into directory.municipalities (id, code, region, name, phone)
        select ${id("'municipality-' || n")}, (1000 + n)::text, 'Region Mellanbygden', 'Kommun ' || n, '0980-31 92 00' from generate_series(0, ${Math.ceil(units / unitsEach) - 1}) n;
      insert into directory.committees (id, municipality_id, name, post_address)
        select ${id("'committee-' || n")}, ${id("'municipality-' || n")}, '{"sv":"Socialnämnden"}', '' from generate_series(0, ${Math.ceil(units / unitsEach) - 1}) n;
      insert into directory.units (id, committee_id, code, name, phone)
        select ${unitOf('n')}, ${committeeOf('n')}, 'enhet-' || n, jsonb_build_object('sv', 'Enhet ' || n), '0980-31 92 01' from generate_series(0, ${units - 1}) n;
      insert into directory.staff (id, municipality_id, name, title, phone)
        select ${id("'staff-' || n || '-' || k")}, ${id(`'municipality-' || n / ${unitsEach}`)}, 'Handläggare ' || n || '.' || k, '{"sv":"socialsekreterare"}', '0980-31 92 10'
        from generate_series(0, ${units - 1}) n, generate_series(0, 2) k;
      insert into directory.assignments (id, committee_id, unit_id, staff_id, role)
        select ${id("'desk-' || n || '-' || k")}, ${committeeOf('n')}, ${unitOf('n')}, ${id("'staff-' || n || '-' || k")}, case k when 0 then 'requestDispatcher' else 'caseOfficer' end
        from generate_series(0, ${units - 1}) n, generate_series(0, 2) k;
      insert into identity.sessions (secret_hash, kind, staff_id, assignment_id, municipality_id, level, idle_until, expires_at)
        select sha256(('bench-dispatcher-' || n)::bytea), 'staff', ${id("'staff-' || n || '-0'")}, ${id("'desk-' || n || '-0'")}, ${id(`'municipality-' || n / ${unitsEach}`)}, 3, now() + interval '20 minutes', now() + interval '8 hours'
        from generate_series(0, ${units - 1}) n;
      insert into identity.persons (id, number_index, name)
        select ${id("'person-' || n")}, sha256(('person-' || n)::bytea), 'Provperson ' || n from generate_series(0, ${persons - 1}) n;
      insert into identity.sessions (secret_hash, kind, person_id, municipality_id, level, idle_until, expires_at)
        select sha256(('bench-booker-' || n)::bytea), 'person', ${id("'person-' || n")}, ${id(`'municipality-' || (n % ${units}) / ${unitsEach}`)}, 3, now() + interval '20 minutes', now() + interval '8 hours'
        from generate_series(0, ${Math.min(bookers, persons) - 1}) n`)
    say('  people and units')
    await run(`
      alter table appointments.slots drop constraint not_twice, drop constraint room_not_twice;
      insert into appointments.places (committee_id, unit_id, id, name, street)
        select ${committeeOf('n')}, ${unitOf('n')}, ${id("'place-' || n")}, 'Kontoret', 'Storgatan 14' from generate_series(0, ${units - 1}) n;
      insert into appointments.kinds (committee_id, unit_id, id, name, minutes, manners, open, notice_hours)
        select ${committeeOf('n')}, ${unitOf('n')}, ${id("'kind-' || n")}, '{"sv":"Samtal"}', 45, '{visit}', true, 24 from generate_series(0, ${units - 1}) n;
      insert into appointments.slots (committee_id, unit_id, id, kind_id, staff_id, place_id, manner, during)
        select ${committeeOf('n')}, ${unitOf('n')}, ${id("'slot-' || n || '-' || k")}, ${id("'kind-' || n")}, ${id("'staff-' || n || '-1'")}, ${id("'place-' || n")}, 'visit',
          tstzrange(date_trunc('hour', now()) + interval '3 days' + k * interval '1 hour', date_trunc('hour', now()) + interval '3 days' + k * interval '1 hour' + interval '45 minutes')
        from generate_series(0, ${units - 1}) n, generate_series(0, ${freePerUnit - 1}) k order by n, k; -- a unit releases its times together
      insert into appointments.free_slots (committee_id, unit_id, kind_id, starts_at, ends_at, slot_id, staff_id, place_id, manner)
        select committee_id, unit_id, kind_id, starts_at, ends_at, id, staff_id, place_id, manner from appointments.slots order by unit_id, starts_at;
      insert into appointments.slots (committee_id, unit_id, id, kind_id, staff_id, place_id, manner, during)
        select ${committeeOf('n')}, ${unitOf('n')}, ${id("'past-' || n || '-' || k")}, ${id("'kind-' || n")}, ${id("'staff-' || n || '-1'")}, ${id("'place-' || n")}, 'visit',
          tstzrange(date_trunc('hour', now()) - k * interval '1 day', date_trunc('hour', now()) - k * interval '1 day' + interval '45 minutes')
        from generate_series(0, ${units - 1}) n, generate_series(1, ${heldPerUnit}) k order by n, k;
      insert into appointments.bookings (committee_id, unit_id, slot_id, kind_id, staff_id, starts_at, ends_at, person_id, name, state, booked_by, key)
        select committee_id, unit_id, id, kind_id, staff_id, starts_at, ends_at, ${id(`'person-' || (row_number() over ()) * 7 % ${persons}`)}, 'Provperson', 'held', 'person', gen_random_uuid()
        from appointments.slots where starts_at < now();
      insert into appointments.steps (committee_id, booking_id, n, unit_id, person_id, by, what) select committee_id, id, 1, unit_id, person_id, 'person', 'booked' from appointments.bookings;
      alter table appointments.slots add constraint not_twice exclude using gist (staff_id with =, during with &&) where (withdrawn_at is null),
        add constraint room_not_twice exclude using gist (room_id with =, during with &&) where (withdrawn_at is null and room_id is not null)`)
    say('  times')
    const t = `generate_series(0, ${threads - 1}) n`
    // Of a unit's threads every ninth waits; the rest were answered long ago.
    const state = `case when (n / ${units}) % 9 = 0 then (case when (n / ${units}) % 2 = 0 then 'received' else 'assigned' end) when n % 2 = 0 then 'answered' else 'closed' end`
    const handler = `case when (n / ${units}) % 9 = 0 and (n / ${units}) % 2 = 0 then null else ${id(`'staff-' || n % ${units} || '-' || 1 + (n / ${units}) % 2`)} end`
    const at = `now() - ((${threads} - n)::float8 / ${threads}) * interval '700 days'`
    await run(`
      insert into contact.threads (committee_id, unit_id, id, kind, zone, title, state, handler_id, opened_by, opened_at, last_at, answer_days, promised_on, answered_at, closed_at, read_marks, last_n, last_staff_n, key)
        select ${committeeOf(`n % ${units}`)}, ${unitOf(`n % ${units}`)}, ${id("'thread-' || n")}, 'message', 'B', 'Fråga om ansökan', ${state}, ${handler}, ${id(`'person-' || n % ${persons}`)}, ${at}, ${at}, 3, (${at})::date + 3,
          case when (n / ${units}) % 9 <> 0 then ${at} end, case when (n / ${units}) % 9 <> 0 and n % 2 = 1 then ${at} end, false, 2, 2, ${id("'thread-' || n")} from ${t};
      insert into contact.participants (committee_id, thread_id, person_id, unit_id, handler_id, name, zone, read_to)
        select t.committee_id, t.id, t.opened_by, t.unit_id, t.handler_id, 'Provperson', 'B', 2 from contact.threads t;
      insert into contact.messages (committee_id, thread_id, n, id, unit_id, handler_id, whose, person_id, staff_id, signed, body, at, key)
        select t.committee_id, t.id, k, gen_random_uuid(), t.unit_id, t.handler_id, case k when 1 then 'person' else 'staff' end, case k when 1 then t.opened_by end,
          case k when 2 then ${id("'staff-0-1'")} end, 'Provperson', repeat('Hej. Jag undrar hur det går med min ansökan. ', 3), t.opened_at, gen_random_uuid()
        from contact.threads t, generate_series(1, 2) k;
      insert into contact.steps (committee_id, thread_id, n, unit_id, handler_id, at, what) select t.committee_id, t.id, 1, t.unit_id, t.handler_id, t.opened_at, 'received' from contact.threads t`)
    say('  threads')
    await sql.unsafe('vacuum (analyze)')
    // What filling it wrote is on disk before anything is measured.
    await sql.unsafe('checkpoint')
  } finally {
    await sql.end()
  }
}
