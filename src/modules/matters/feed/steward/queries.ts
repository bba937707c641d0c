import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Source } from './model.ts'

/** The sources of the steward's committee; for any other role there are none. */
export const listSources = (tx: Tx) => tx.many(Source)`
  select id, name, kind, last_good_at as "lastGoodAt", last_failure_at as "lastFailureAt", last_failure as "lastFailure",
    compared_at as "comparedAt", missing, changed, waiting
  from record.source_health()`

/** The name by which a source of the steward's own committee is opened; nothing for a source of anybody else's. */
export const findSource = (tx: Tx, id: string) =>
  tx.maybe(z.object({ name: z.string() }))`select name from record.source_health() where id = ${id}`
