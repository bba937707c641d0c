import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Found, Looked, type Place, type Result, Review } from './model.ts'

const first: Place = { dueOn: '0001-01-01' as Place['dueOn'], id: '00000000-0000-0000-0000-000000000000' }

/** Row security leaves the committee's own, without those of the reviewer themself. Those due first come first. */
export const listReviews = (tx: Tx, open: boolean, after: Place | undefined, most: number) => tx.many(Review)`
  select r.id, r.staff_id as "staffId", w.name, w.title, u.name as unit, r.day, r.because, r.due_on as "dueOn"
  from audit.reviews r join directory.staff w on w.id = r.staff_id join directory.units u on u.id = r.unit_id
  where (r.due_on, r.id) > (${(after ?? first).dueOn}::date, ${(after ?? first).id}::uuid)
    and ${open} = not exists (select from audit.review_results x where x.committee_id = r.committee_id and x.review_id = r.id and x.result <> 'ask-manager')
  order by r.due_on, r.id limit ${most}`

/** The review, what was done, and what has been found so far. */
export async function findReview(tx: Tx, id: string) {
  const [review, looked, found] = await Promise.all([
    tx.maybe(Review)`
      select r.id, r.staff_id as "staffId", w.name, w.title, u.name as unit, r.day, r.because, r.due_on as "dueOn"
      from audit.reviews r join directory.staff w on w.id = r.staff_id join directory.units u on u.id = r.unit_id where r.id = ${id}`,
    tx.many(Looked)`select at, number, purpose, reason, elsewhere from audit.reviewed(${id})`,
    tx.many(Found)`
      select x.nr, x.result, x.note, x.at, w.name as by from audit.review_results x join directory.staff w on w.id = x.reviewer_id where x.review_id = ${id} order by x.nr`,
  ])
  return review && { review, looked, found }
}

/** False: somebody has concluded something since the form was shown. */
export const conclude = async (tx: Tx, { id, staffId }: Review, nr: number, result: Result, note: string) =>
  (await tx.run`
    insert into audit.review_results (committee_id, review_id, nr, staff_id, reviewer_id, assignment_id, result, note)
    select d.committee_id, ${id}, ${nr}, ${staffId}, d.staff_id, d.assignment_id, ${result}, ${note} from identity.my_desk() d
    on conflict do nothing`) === 1

/** How it stands with the log, for a start page: see `audit.state`. */
export const State = z.object({ waiting: z.number(), late: z.number(), oldest: z.string().nullable(), stopped: z.date().nullable() })
export type State = z.infer<typeof State>
export const readState = (tx: Tx) => tx.maybe(State)`select waiting, late, oldest, stopped from audit.state()`
