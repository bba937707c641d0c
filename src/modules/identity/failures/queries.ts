import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { Failures } from './model.ts'

/** Row security leaves the ways in of the steward's own municipality; what came by no way that was known is nobody's. */
export const listFailures = (tx: Tx, today: Day) => tx.many(Failures)`
  select cause, coalesce(sum(count) filter (where day > ${today}::date - 7), 0)::int as lately,
    coalesce(sum(count) filter (where day <= ${today}::date - 7), 0)::int as before
  from identity.sign_in_failures where day > ${today}::date - 14
  group by cause order by lately desc, before desc, cause`
