import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '../../model.ts'
import { Kind } from '../leave/model.ts'

const Vacancy = z.object({
  unitId: z.uuid(),
  name: Worded,
  why: z.enum(['none', 'few', 'away', 'silent']),
  since: z.date(),
  dispatchers: z.number(),
})
export type Vacancy = z.infer<typeof Vacancy>
/** Units whose inbox may be left lying, as far as this desk is told of them. */
export const listVacancies = (tx: Tx) =>
  tx.many(Vacancy)`select unit_id as "unitId", name, why, since, dispatchers from directory.vacancies()`

const Unkept = z.object({ id: z.uuid(), name: Worded, gone: z.boolean(), lacks: z.array(z.enum(['administrator', 'deputy'])) })
export type Unkept = z.infer<typeof Unkept>
/** Units without an administrator or a deputy (ADOPT-01), and those that no list or catalogue has any more. */
export const listUnkept = (tx: Tx) => tx.many(Unkept)`
  select * from (
    select u.id, u.name, i.gone_at is not null as gone, directory.lacks(u.id) as lacks from directory.units u left join directory.unit_ids i on i.unit_id = u.id
    where u.committee_id = (select identity.my_committee())) u
  where u.gone or cardinality(u.lacks) > 0 order by u.name ->> 'sv', u.id`

const Unreached = z.object({ id: z.uuid(), name: z.string() })
export type Unreached = z.infer<typeof Unreached>
/** Those who are told of alarms, and whom no e-mail reaches: they have none here, or it is refused. */
export const listUnreached = (tx: Tx) => tx.many(Unreached)`select id, name from directory.unreached()`

const Going = z.object({ id: z.uuid(), name: z.string(), last: z.string() })
export type Going = z.infer<typeof Going>
/** Those whose leaving is planned, the next first. */
export const listGoing = (tx: Tx) => tx.many(Going)`
  select w.id, w.name, l.last_day::text as last from directory.leavings l join directory.staff w on w.id = l.staff_id where l.done_at is null order by l.last_day, w.name, w.id`

const Left = z.object({ id: z.uuid(), staffId: z.uuid(), name: z.string(), at: z.date(), kind: Kind, unit: Worded.nullable() })
export type Left = z.infer<typeof Left>
/** What somebody had that nobody could be given, in the last ninety days, and that nobody has yet. */
export const listUnreceived = (tx: Tx) => tx.many(Left)`
  select h.id, w.id as "staffId", w.name, h.at, h.kind, u.name as unit
  from directory.handovers h join directory.leavings l on l.committee_id = h.committee_id and l.id = h.leaving_id join directory.staff w on w.id = l.staff_id
  left join directory.units u on u.id = h.unit_id
  where h.how = 'nobody' and h.at > now() - interval '90 days' and not w.active
    and case when h.kind in ('administrator', 'deputy') then h.kind = any (directory.lacks(h.unit_id))
      when h.kind in ('dispatcher', 'manager', 'steward', 'reviewer') then not exists (
        select from directory.kept_assignments() a join directory.staff o on o.id = a.staff_id and o.active
        where a.role = case h.kind when 'dispatcher' then 'requestDispatcher' when 'manager' then 'unitManager' when 'steward' then 'systemSteward' else 'logReviewer' end
          and (h.kind in ('steward', 'reviewer') or a.unit_id = h.unit_id) and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today()))
      else exists (select from directory.held(w.id) x where x.kind = h.kind and (h.unit_id is null or x.unit_id = h.unit_id)) end
  order by h.at desc, h.id limit 50`
