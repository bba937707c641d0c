import type { Tx } from '#kernel/db'
import { Outcome } from '../model.ts'
import { Keeper, KeptUnit, type Ready, UnitLine, Working } from './model.ts'

/** The committee's units, by name. */
export const listKeptUnits = (tx: Tx) => tx.many(UnitLine)`
  select u.id, u.name, u.phone, u.phone_hours as "phoneHours", coalesce(i.origin, 'own') as origin, i.gone_at as "goneAt", directory.lacks(u.id) as lacks,
    (select count(*)::int from directory.kept_assignments() a join directory.staff w on w.id = a.staff_id and w.active
      where a.unit_id = u.id and a.role = 'requestDispatcher' and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today())) as dispatchers
  from directory.units u left join directory.unit_ids i on i.unit_id = u.id
  where u.committee_id = (select identity.my_committee()) order by u.name ->> 'sv', u.id`

/** A unit of the committee, or nothing. */
export const findKeptUnit = (tx: Tx, id: string) => tx.maybe(KeptUnit)`
  select u.id, u.code, u.name, u.phone, u.phone_hours as "phoneHours", u.visit, u.post_address as post, c.post_address as "committeePost", u.silent_days as "silentDays", u.revision,
    coalesce(i.origin, 'own') as origin, i.gone_at as "goneAt", i.hsa_id as "hsaId"
  from directory.units u join directory.committees c on c.id = u.committee_id left join directory.unit_ids i on i.unit_id = u.id
  where u.id = ${id} and u.committee_id = (select identity.my_committee())`

/** Who works there, now or from a day to come; nobody whose account is closed. */
export const listWorking = (tx: Tx, unitId: string) => tx.many(Working)`
  select a.id, w.id as "staffId", w.name, a.role, a.valid_from::text as "from", a.valid_to::text as "to", directory.is_away(w.id) as away
  from directory.kept_assignments() a join directory.staff w on w.id = a.staff_id and w.active
  where a.unit_id = ${unitId} and (a.valid_to is null or a.valid_to >= directory.today()) order by w.name, a.role, w.id`

export const listUnitKeepers = (tx: Tx, unitId: string) => tx.many(Keeper)`
  select k.place, w.name from directory.keepers k join directory.staff w on w.id = k.staff_id
  where k.committee_id = (select identity.my_committee()) and k.unit_id = ${unitId} order by k.place`

/** Writes a unit. `seen`: the revision the page was made from; nothing makes a new one. */
export const saveUnit = async (tx: Tx, id: string, seen: number | undefined, code: string | undefined, unit: Ready) =>
  (await tx.maybe(Outcome)`
    select directory.save_unit(${id}, ${seen}, ${code}, jsonb_strip_nulls(${JSON.stringify(unit)}::text::jsonb)) as outcome`)!.outcome
