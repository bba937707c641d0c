import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Place, Waiting } from './model.ts'

const start: Place = { micros: 0, thread: '00000000-0000-0000-0000-000000000000', n: 0 }
const Placed = Waiting.extend({ micros: z.number() })

/** What is to go back to where its case is kept and is not there yet, what has waited longest first: of the threads that this desk receives or answers. */
export const listWaiting = (tx: Tx, { micros, thread, n }: Place = start, most: number) => tx.many(Placed)`
  select r.thread_id as "threadId", r.n, t.kind, f.name, t.title, p.name as person, m.whose, m.at, r.at as since, (extract(epoch from r.at) * 1000000)::bigint as micros, r.state, r.attempts,
    r.next_at as "nextAt", r.failure, s.label as system, s.kind = 'native' as native, x.id as "matterId", x.number
  from contact.returns r
  join contact.threads t on t.committee_id = r.committee_id and t.id = r.thread_id
  join contact.messages m on m.committee_id = r.committee_id and m.thread_id = r.thread_id and m.n = r.n
  join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  left join record.sources s on s.committee_id = r.committee_id and s.id = r.source_id
  left join record.matters x on x.committee_id = r.committee_id and x.id = r.matter_id
  where r.unit_id = (select contact.my_unit()) and r.state <> 'received'
    and (r.at, r.thread_id, r.n) > ('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${thread}::uuid, ${n}::int)
  order by r.at, r.thread_id, r.n limit ${most}`

const Outcome = z.object({ outcome: z.string() })
/** Has it sent once more, now and under the same id. */
export const again = async (tx: Tx, thread: string, n: number) =>
  (await tx.maybe(Outcome)`select contact.return_again(${thread}, ${n}) as outcome`)!.outcome
/** Somebody has put it where the case is, and says where it stands there. */
export const carriedOver = async (tx: Tx, thread: string, n: number, where: string) =>
  (await tx.maybe(Outcome)`select contact.carried_over(${thread}, ${n}, ${where}) as outcome`)!.outcome
