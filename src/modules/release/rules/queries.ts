import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Manner, Rule } from './model.ts'

export const listRules = (tx: Tx, field: string) => tx.many(Rule)`
  select id, field, kind, manner, days, decided_on as "decidedOn", decided_by as "decidedBy"
  from gate.rules where committee_id = (select identity.my_committee()) and field = ${field} and ended_at is null`

export const findRule = (tx: Tx, field: string, kind: string) => tx.maybe(Rule)`
  select id, field, kind, manner, days, decided_on as "decidedOn", decided_by as "decidedBy"
  from gate.rules where committee_id = (select identity.my_committee()) and field = ${field} and kind = ${kind} and ended_at is null`

/** How many items of this kind wait at the unit in this field, counted to a thousand and no further. */
export const countAffected = async (tx: Tx, unitId: string, field: string, kind: string) =>
  (await tx.maybe(z.object({ n: z.number() }))`
    select count(*)::int as n from (
      select from gate.release_decisions d
      join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
      where d.unit_id = ${unitId} and d.state in ('imported', 'assessed') and d.kind = ${kind} and m.field = ${field}
      limit 1000) waiting`)!.n

/** `by`: who decided that it ends, and when. False: it has already ended. */
export const endRule = async (tx: Tx, id: string, by: string) =>
  (await tx.run`update gate.rules set ended_at = now(), ended_by = ${by} where committee_id = (select identity.my_committee()) and id = ${id} and ended_at is null`) ===
  1

/** False: there is already a rule for this field and kind. */
export const addRule = async (
  tx: Tx,
  field: string,
  kind: string,
  rule: { manner: Manner; days: number | undefined; decidedOn: string; decidedBy: string },
) =>
  (await tx.run`
    insert into gate.rules (committee_id, field, kind, manner, days, decided_on, decided_by)
    values ((select identity.my_committee()), ${field}, ${kind}, ${rule.manner}, ${rule.days}, ${rule.decidedOn}, ${rule.decidedBy})
    on conflict (committee_id, field, kind) where ended_at is null do nothing`) === 1
