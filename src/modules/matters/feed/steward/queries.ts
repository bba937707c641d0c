import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Source, Waiting } from './model.ts'

/** The sources of the steward's committee; for any other role there are none. */
export const listSources = (tx: Tx) => tx.many(Source)`
  select id, name, kind, last_good_at as "lastGoodAt", last_failure_at as "lastFailureAt", last_failure as "lastFailure",
    compared_at as "comparedAt", missing, changed, incomplete, waiting
  from record.source_health()`

/** What the source calls a kind is shown only when it looks like a name for machines, so that no content slips through. */
export const listWaiting = (tx: Tx) => tx.many(Waiting)`
  select source_id as "sourceId", reason, called, count(*)::int as count, min(received_at) as since
  from (
    select source_id, reason, received_at, substring(coalesce(item -> 'event' ->> 'kind', item ->> 'part', item ->> 'type') from '^[A-Za-z][A-Za-z-]{0,39}$') as called
    from record.quarantine where taken_at is null
  ) waiting
  group by source_id, reason, called order by source_id, reason, called`

/** The name by which a source of the steward's own committee is opened; nothing for a source of anybody else's. */
export const findSource = (tx: Tx, id: string) =>
  tx.maybe(z.object({ name: z.string() }))`select name from record.source_health() where id = ${id}`
