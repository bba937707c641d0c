import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { remarkKinds } from '#modules/matters'

const Keeper = z.object({ place: z.enum(['administrator', 'deputy']), id: z.uuid(), name: z.string(), at: z.date() })
export type Keeper = z.infer<typeof Keeper>
/** Who is named at the unit. */
export const listKeepers = (tx: Tx, unitId: string) => tx.many(Keeper)`
  select k.place, w.id, w.name, k.named_at as at from directory.keepers k join directory.staff w on w.id = k.staff_id
  where k.committee_id = (select identity.my_committee()) and k.unit_id = ${unitId} order by k.place`

const Colleague = z.object({ id: z.uuid(), name: z.string() })
export type Colleague = z.infer<typeof Colleague>
/** Who works at the manager's unit now. */
export const listColleagues = (tx: Tx) => tx.many(Colleague)`select id, name from directory.at_my_unit()`

const Yes = z.object({ done: z.boolean() })
/** Names both (ADOPT-01). False: one of them does not work there, or they are the same. */
export const nameKeepers = async (tx: Tx, administrator: string, deputy: string) =>
  (await tx.maybe(Yes)`select directory.name_keepers(${administrator}, ${deputy}) as done`)!.done

const Left = z.object({ reason: z.enum(['asked', 'risk', 'identity', 'another-way']), n: z.number() })
export type Left = z.infer<typeof Left>
/** How many matters of the unit are not offered now, by why (REL-07). One that is opened is offered. */
export const countLeftOut = (tx: Tx, unitId: string) => tx.many(Left)`
  select newest.reason, count(*)::int as n from (
    select distinct on (n.matter_id) n.committee_id, n.matter_id, n.reason from gate.not_offered n where n.unit_id = ${unitId} order by n.matter_id, n.n desc) newest
  join record.matters m on m.committee_id = newest.committee_id and m.id = newest.matter_id
  where newest.reason is not null
    and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null)
  group by newest.reason order by newest.reason`

const Asked = z.object({ kind: z.enum(remarkKinds), n: z.number() })
export type Asked = z.infer<typeof Asked>
/** What persons have written about what they were shown since a moment, by what they wanted: the questions that releases cause (REL-04). */
export const countAsked = (tx: Tx, unitId: string, since: Date) => tx.many(Asked)`
  select r.kind, count(*)::int as n from voice.remarks r where r.unit_id = ${unitId} and r.at >= ${since} group by r.kind order by n desc, r.kind`
