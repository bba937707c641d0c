import type { Tx } from '#kernel/db'
import { Desk } from './model.ts'

/** One's own assignments that are valid today. */
export const listDesks = (tx: Tx) => tx.many(Desk)`
  select a.id, u.name as unit, c.name as committee, a.role,
    coalesce(a.id = (select s.assignment_id from identity.sessions s where s.id = (select identity.my_session())), false) as here
  from directory.assignments a
  join directory.units u on u.id = a.unit_id
  join directory.committees c on c.id = a.committee_id
  where directory.is_desk(a)
  order by c.name->>'sv', u.name->>'sv', a.role`

/** Sits down at one of one's own valid desks, in this session only; 0 when it is not one of them. */
export const sitDown = (tx: Tx, assignmentId: string) => tx.run`
  update identity.sessions set assignment_id = ${assignmentId}
  where id = (select identity.my_session()) and exists (
    select from directory.assignments a
    where a.id = ${assignmentId} and a.valid_from <= directory.today() and (a.valid_to is null or a.valid_to >= directory.today()))`
