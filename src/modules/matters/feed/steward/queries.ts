import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Source, Waiting } from './model.ts'

/** The sources of the steward's committee; for any other role there are none. */
export const listSources = (tx: Tx) => tx.many(Source)`
  select h.id, h.name, h.kind, h.last_good_at as "lastGoodAt", h.last_failure_at as "lastFailureAt", h.last_failure as "lastFailure",
    s.unread, s.refused, h.compared_at as "comparedAt", h.missing, h.changed, h.incomplete, h.waiting
  from record.source_health() h join record.sources s on s.id = h.id order by h.name`

/** What the source calls a kind is shown only when it looks like a name for machines, so that no content slips through. */
export const listWaiting = (tx: Tx) => tx.many(Waiting)`
  select source_id as "sourceId", reason, called, count(*)::int as count, min(received_at) as since
  from (
    select source_id, reason, received_at, substring(coalesce(item -> 'event' ->> 'kind', item ->> 'part', item ->> 'type') from '^[A-Za-z][A-Za-z-]{0,39}$') as called
    from record.quarantine where taken_at is null
  ) waiting
  group by source_id, reason, called order by source_id, reason, called`

/** Asks for a reading of a source that is read; answers whether it is one. */
export const askForReading = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe(z.object({ asked: z.boolean() }))`select record.ask_for_reading(${id}) as asked`)!.asked

/** The name by which a source of the steward's own committee is opened; nothing for a source of anybody else's. */
export const findSource = (tx: Tx, id: string) =>
  tx.maybe(z.object({ name: z.string() }))`select name from record.source_health() where id = ${id}`
