import type { Tx } from '#kernel/db'
import { fewest, months, Used } from './model.ts'

/** The words to change in what the unit has written, the most used first (PLAIN-06). */
export const listUsed = (tx: Tx, unitId: string) => tx.many(Used)`
  select word, sum(texts)::int as texts from record.words_used
  where unit_id = ${unitId} and month > (now() at time zone 'Europe/Stockholm')::date - make_interval(months => ${months})
  group by word having sum(texts) >= ${fewest} order by texts desc, word limit 50`
