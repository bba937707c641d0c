import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Source } from './model.ts'

/** The sources of the steward's committee; for any other role there are none. */
export const listSources = (tx: Tx) => tx.many(Source)`
  select h.id, h.name, h.kind, h.last_good_at as "lastGoodAt", h.last_failure_at as "lastFailureAt", h.last_failure as "lastFailure",
    s.unread, s.refused, h.compared_at as "comparedAt", h.missing, h.changed, h.waiting
  from record.source_health() h join record.sources s on s.id = h.id order by h.name`

/** Asks for a reading of a source that is read; answers whether it is one. */
export const askForReading = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.maybe(z.object({ asked: z.boolean() }))`select record.ask_for_reading(${id}) as asked`)!.asked

/** The name by which a source of the steward's own committee is opened; nothing for a source of anybody else's. */
export const findSource = (tx: Tx, id: string) =>
  tx.maybe(z.object({ name: z.string() }))`select name from record.source_health() where id = ${id}`
