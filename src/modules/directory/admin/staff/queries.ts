import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '../../model.ts'
import { Outcome } from '../model.ts'
import { Absence, Assignment, Choice, KeptStaff, type Ready, type Show, StaffLine } from './model.ts'

export const pageSize = 50

/** Those at work in the committee, by name; one more than the page holds tells that there are more. */
export const listStaff = (tx: Tx, show: Show, from: number) => tx.many(StaffLine)`
  with here as (select a.staff_id, jsonb_agg(jsonb_build_object('unit', u.name, 'role', a.role) order by u.name ->> 'sv', a.role)
      filter (where a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())) as desks
    from directory.kept_assignments() a join directory.units u on u.id = a.unit_id group by a.staff_id)
  select w.id, w.name, w.title, w.active, directory.is_away(w.id) as away, l.last_day::text as leaves, coalesce(here.desks, '[]') as desks
  from here join directory.staff w on w.id = here.staff_id
  left join directory.leavings l on l.staff_id = w.id and l.done_at is null
  where case ${show} when 'away' then w.active and directory.is_away(w.id) when 'leaving' then l.id is not null when 'closed' then not w.active when 'unreached' then w.id in (select x.id from directory.unreached() x) else w.active end
  order by w.name, w.id offset ${from} limit ${pageSize + 1}`

/** Those in the municipality whose names have these words, wherever they work: whom a role can be given. */
export const searchStaff = (tx: Tx, words: readonly string[]) => tx.many(StaffLine)`
  select w.id, w.name, w.title, w.active, directory.is_away(w.id) as away, null as leaves,
    coalesce((select jsonb_agg(jsonb_build_object('unit', u.name, 'role', a.role) order by u.name ->> 'sv', a.role) from directory.kept_assignments() a join directory.units u on u.id = a.unit_id
      where a.staff_id = w.id and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())), '[]') as desks
  from directory.staff w
  where w.municipality_id = (select directory.stewarding()) and (select bool_and(strpos(' ' || replace(lower(w.name), '-', ' '), ' ' || lower(x)) > 0) from unnest(${words}::text[]) x)
  order by w.name, w.id limit ${pageSize}`

/** Somebody at work in the steward's municipality, or nothing. */
export const findStaff = (tx: Tx, id: string) => tx.maybe(KeptStaff)`
  select w.id, w.name, w.title, w.phone, i.email, i.email_refused_at is not null as "emailRefused",
    coalesce(i.origin = 'scim' and i.resource -> 'emails' is not null, false) as "emailTheirs", w.phone_hours as "phoneHours", w.photo, w.deputy_id as "deputyId", w.active, w.revision,
    coalesce(i.origin, 'own') as origin, i.hsa_id as "hsaId", i.user_name as login, directory.keeps(w.id) as kept, w.id = (select identity.my_staff()) as own
  from directory.staff w left join directory.staff_ids i on i.staff_id = w.id and i.municipality_id = w.municipality_id
  where w.id = ${id} and w.municipality_id = (select directory.stewarding())`

/** What they do in the committee, now and from a day to come. */
export const listAssignments = (tx: Tx, staffId: string) => tx.many(Assignment)`
  select a.id, u.name as unit, a.role, a.valid_from::text as "from", a.valid_to::text as "to"
  from directory.kept_assignments() a join directory.units u on u.id = a.unit_id
  where a.staff_id = ${staffId} and (a.valid_to is null or a.valid_to >= directory.today()) order by u.name ->> 'sv', a.role`

/** When they are away, today and later. */
export const listAbsences = (tx: Tx, staffId: string) => tx.many(Absence)`
  select a.id, a.first_day::text as first, a.last_day::text as last, d.name as deputy, directory.meetings_during(a.id) as meetings
  from directory.absences a left join directory.staff d on d.id = a.deputy_id
  where a.staff_id = ${staffId} and (a.last_day is null or a.last_day >= directory.today()) order by a.first_day`

/** Those who can stand in: everybody at work in the committee but themself. */
export const listColleagues = (tx: Tx, staffId: string | undefined) => tx.many(Choice)`
  select w.id, w.name, directory.is_away(w.id) as away, directory.away_to(w.id) as "awayTo" from directory.staff w
  where w.active and w.id in (select a.staff_id from directory.kept_assignments() a where a.valid_to is null or a.valid_to >= directory.today())
    and w.id is distinct from ${staffId}::uuid order by directory.is_away(w.id), w.name, w.id`

const UnitChoice = z.object({ id: z.uuid(), name: Worded })
export type UnitChoice = z.infer<typeof UnitChoice>
export const listUnitChoices = (tx: Tx) =>
  tx.many(
    UnitChoice,
  )`select u.id, u.name from directory.units u where u.committee_id = (select identity.my_committee()) order by u.name ->> 'sv', u.id`

const Last = z.object({ last: z.string() })
/** Their last day, when leaving is planned. */
export const findLeaving = async (tx: Tx, staffId: string) =>
  (await tx.maybe(Last)`select last_day::text as last from directory.leavings where staff_id = ${staffId} and done_at is null`)?.last

export const saveStaff = async (tx: Tx, id: string, seen: number | undefined, who: Ready) =>
  (await tx.maybe(Outcome)`select directory.save_staff(${id}, ${seen}, ${JSON.stringify(who)}::text::jsonb) as outcome`)!.outcome

const Yes = z.object({ done: z.boolean() })
/** A portrait, or none. The bytes are drawn anew already. */
export const setPhoto = async (tx: Tx, staffId: string, bytes: Uint8Array | undefined) =>
  (await tx.maybe(Yes)`select directory.set_photo(${staffId}, ${bytes}) as done`)!.done

type Assigning = { unit: string; role: string; from: string; to: string | undefined }
export const assign = async (tx: Tx, staffId: string, { unit, role, from, to }: Assigning) =>
  (await tx.maybe(Outcome)`select directory.assign(${staffId}, ${unit}, ${role}, ${from}, ${to}) as outcome`)!.outcome
export const endAssignment = async (tx: Tx, id: string, last: string) =>
  (await tx.maybe(Outcome)`select directory.end_assignment(${id}, ${last}) as outcome`)!.outcome

type Away = { id: string; first: string; last: string | undefined; deputy: string | undefined }
export const setAbsence = async (tx: Tx, staffId: string, { id, first, last, deputy }: Away) =>
  (await tx.maybe(Outcome)`select directory.set_absence(${id}, ${staffId}, ${first}, ${last}, ${deputy}) as outcome`)!.outcome
export const endAbsence = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select directory.end_absence(${id}) as done`)!.done

export const reopen = async (tx: Tx, staffId: string) => (await tx.maybe(Yes)`select directory.reopen(${staffId}) as done`)!.done
