import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { RowDay } from '#kernel/values/day'
import { Line, type Place } from '../model.ts'
import type { Moment } from './model.ts'

// Row security leaves what this desk receives or answers. Every list goes by an index and is read a page at a time; none of them is counted.

const Waits = z.object({ id: z.uuid(), day: RowDay, micros: z.number() })
const first: Place = { day: '0001-01-01' as Place['day'], micros: 0, id: '00000000-0000-0000-0000-000000000000' }

/** What nobody has yet, the earliest promise first, of one day what came first. */
export const unassigned = (tx: Tx, { day, micros, id }: Place = first, most: number) => tx.many(Waits)`
  select t.id, t.promised_on as day, (extract(epoch from t.opened_at) * 1000000)::bigint as micros from contact.threads t
  where t.unit_id = (select contact.my_unit()) and t.unit_id = any ((select identity.my_inboxes())::uuid[]) and t.state = 'received'
    and (t.promised_on, t.opened_at, t.id) > (${day}::date, 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)
  order by t.promised_on, t.opened_at, t.id limit ${most}`

/** What I am to answer, the earliest promise first. What waits for somebody else to read it waits for them. */
export const mine = (tx: Tx, { day, micros, id }: Place = first, most: number) => tx.many(Waits)`
  select t.id, t.promised_on as day, (extract(epoch from t.opened_at) * 1000000)::bigint as micros from contact.threads t
  where t.handler_id = (select identity.my_staff()) and t.unit_id = (select contact.my_unit()) and t.state <> 'closed' and t.state = 'assigned'
    and (t.promised_on, t.opened_at, t.id) > (${day}::date, 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)
    and not exists (select from contact.staff_drafts d where d.committee_id = t.committee_id and d.thread_id = t.id and d.ready_at is not null and d.staff_id = (select identity.my_staff()))
  order by t.promised_on, t.opened_at, t.id limit ${most}`

/** What colleagues are to answer, for those who hand out. */
export const colleagues = (tx: Tx, { day, micros, id }: Place = first, most: number) => tx.many(Waits)`
  select t.id, t.promised_on as day, (extract(epoch from t.opened_at) * 1000000)::bigint as micros from contact.threads t
  where t.unit_id = (select contact.my_unit()) and t.unit_id = any ((select identity.my_inboxes())::uuid[]) and t.state = 'assigned'
    and t.handler_id <> (select identity.my_staff()) and (t.promised_on, t.opened_at, t.id) > (${day}::date, 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)
  order by t.promised_on, t.opened_at, t.id limit ${most}`

/** Answers that wait to be read before they go. Who wrote one sees here that it waits, and it is for somebody else to read. */
export const second = (tx: Tx, { day, micros, id }: Place = first, most: number) => tx.many(Waits)`
  select t.id, t.promised_on as day, (extract(epoch from t.opened_at) * 1000000)::bigint as micros from contact.staff_drafts d join contact.threads t on t.committee_id = d.committee_id and t.id = d.thread_id
  where d.unit_id = (select contact.my_unit()) and d.ready_at is not null and (t.promised_on, t.opened_at, t.id) > (${day}::date, 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)
  order by t.promised_on, t.opened_at, t.id limit ${most}`

const Done = z.object({ id: z.uuid(), micros: z.number() })
const latest: Moment = { micros: 8e15, id: first.id }
/** What the unit has answered or closed, the latest first, for those who hand out. */
export const doneHere = (tx: Tx, { micros, id }: Moment = latest, most: number) => tx.many(Done)`
  select t.id, (extract(epoch from t.last_at) * 1000000)::bigint as micros from contact.threads t
  where t.unit_id = (select contact.my_unit()) and t.unit_id = any ((select identity.my_inboxes())::uuid[]) and t.state in ('answered', 'closed')
    and t.last_at <= 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond'
    and (t.last_at < 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond' or t.id > ${id}::uuid)
  order by t.last_at desc, t.id limit ${most}`

/** What I have answered here, the latest first. */
export const doneByMe = (tx: Tx, { micros, id }: Moment = latest, most: number) => tx.many(Done)`
  select t.id, (extract(epoch from t.last_at) * 1000000)::bigint as micros from contact.threads t
  where t.handler_id = (select identity.my_staff()) and t.unit_id = (select contact.my_unit()) and t.state in ('answered', 'closed')
    and t.last_at <= 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond'
    and (t.last_at < 'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond' or t.id > ${id}::uuid)
  order by t.last_at desc, t.id limit ${most}`

/** Those threads, as a list has them and in its order. */
export async function linesOf(tx: Tx, ids: readonly string[]): Promise<Line[]> {
  const found = await tx.many(Line)`
    select t.id, t.kind, f.name, t.title, p.name as person, t.state, w.name as handler, t.handler_id is not distinct from (select identity.my_staff()) as mine,
      t.opened_at as "openedAt", t.last_at as "lastAt", t.promised_on as "promisedOn",
      case when d.ready_at is not null then 'ready' when d.returned_by is not null and d.staff_id = (select identity.my_staff()) then 'returned' when d.thread_id is not null then 'begun' end as draft, t.last_staff_n > 0 and t.state in ('received', 'assigned') as again
    from contact.threads t
    join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
    left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
    left join directory.staff w on w.id = t.handler_id
    left join contact.staff_drafts d on d.committee_id = t.committee_id and d.thread_id = t.id
    where t.committee_id = (select identity.my_committee()) and t.id = any (${ids}::uuid[])`
  const place = new Map(ids.map((id, at) => [id, at]))
  return found.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
}

const May = z.object({ hands: z.boolean(), keeps: z.boolean() })
/** Whether this session hands out at its desk's unit, and whether it looks after the unit's types. */
export const mayHere = async (tx: Tx) =>
  (await tx.maybe(May)`select cardinality(identity.my_inboxes()) > 0 as hands, contact.kept_unit() is not null as keeps`)!

const Counts = z.object({
  received: z.number(),
  assigned: z.number(),
  late: z.number(),
  oldest: z.date().nullable(),
  answered: z.number(),
  inTime: z.number(),
  notReturned: z.number(),
})
export type Counts = z.infer<typeof Counts>
/** How it goes at the unit, in numbers and nothing else, for those who look after it. */
export const unitCounts = (tx: Tx, today: string) => tx.maybe(Counts)`
  select received, assigned, late, oldest, answered, in_time as "inTime", not_returned as "notReturned" from contact.counts(${today}::date)`
