import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { KnownStaff, KnownUnit, ListKind, type StaffChange, type UnitRow } from './model.ts'

/** Everybody at work in the municipality, as a list is set beside them. */
export const listKnownStaff = (tx: Tx) => tx.many(KnownStaff)`
  select w.id, w.name, w.title, w.phone, i.email, w.active, coalesce(i.origin, 'own') as origin, i.external_id as ref, i.hsa_id as hsa, i.user_name as login,
    directory.keeps(w.id) as kept, w.id = (select identity.my_staff()) as own,
    coalesce(d.desks, '[]') as desks
  from directory.staff w left join directory.staff_ids i on i.staff_id = w.id and i.municipality_id = w.municipality_id
  left join (select a.staff_id, jsonb_agg(jsonb_build_object('unit', u.code, 'role', a.role, 'from', a.valid_from::text, 'to', a.valid_to::text)) as desks
    from directory.kept_assignments() a join directory.units u on u.id = a.unit_id where a.valid_to is null or a.valid_to >= directory.today() group by a.staff_id) d on d.staff_id = w.id
  where w.municipality_id = (select directory.stewarding())`

export const listKnownUnits = (tx: Tx) => tx.many(KnownUnit)`
  select u.id, u.code, u.name, u.phone, u.visit, u.post_address as post, i.hsa_id as hsa, coalesce(i.origin, 'own') as origin, i.gone_at is not null as gone
  from directory.units u left join directory.unit_ids i on i.unit_id = u.id where u.committee_id = (select identity.my_committee())`

const Kept = z.object({ kind: ListKind, whole: z.boolean(), rows: z.array(z.unknown()), madeBy: z.string() })
export const keepList = (tx: Tx, id: string, kind: ListKind, whole: boolean, rows: unknown) =>
  tx.run`select directory.keep_list(${id}, ${kind}, ${whole}, ${JSON.stringify(rows)}::text::jsonb)`
/** A list that waits; whoever of the committee's stewards looks. */
export const findList = (tx: Tx, id: string) => tx.maybe(Kept)`
  select l.kind, l.whole, l.rows, w.name as "madeBy" from directory.lists l join directory.staff w on w.id = l.made_by where l.id = ${id}`
/** Takes it away, since it is being carried out; nothing when somebody else has. */
export const takeList = async (tx: Tx, id: string) =>
  (await tx.many(z.object({ kind: ListKind }))`select kind from directory.take_list(${id})`).length > 0

const Who = z.object({ id: z.uuid().nullable() })
export const putStaff = async (tx: Tx, { id, row }: StaffChange) =>
  (await tx.maybe(Who)`select directory.list_staff(${id}, ${JSON.stringify(row)}::text::jsonb) as id`)!.id
const Answer = z.object({ outcome: z.string() })
export const giveDesk = async (tx: Tx, staffId: string, unitCode: string, role: string, from: string, to: string | undefined) =>
  (await tx.maybe(Answer)`
    select directory.assign(${staffId}, (select u.id from directory.units u where u.committee_id = (select identity.my_committee()) and u.code = ${unitCode}), ${role}, ${from}, ${to}) as outcome`)!
    .outcome === 'done'
const Yes = z.object({ done: z.boolean() })
export const staffGone = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select directory.list_gone(${id}) as done`)!.done
export const putUnit = async (tx: Tx, row: UnitRow) =>
  (await tx.maybe(Yes)`select directory.list_unit(${row.code}, ${JSON.stringify(row)}::text::jsonb) as done`)!.done
export const unitGone = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select directory.list_unit_gone(${id}) as done`)!.done
