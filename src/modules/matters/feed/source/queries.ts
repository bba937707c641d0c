import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Aside, Lacked, Sort } from './model.ts'

/** Up to `most` items that the source has and this place has not, or has in an older version; for any other role than the steward's there are none. */
export const listLacked = (tx: Tx, sourceId: string, newer: boolean, skip: number, most: number) => tx.many(Lacked)`
  select matter, ref, unit, compared_at as "comparedAt", aside from record.source_lacks(${sourceId}, ${newer}, ${skip}, ${most})`

// What the source calls a kind is shown only when it looks like a name for machines, so that no content slips through.

export const listSorts = (tx: Tx, sourceId: string) => tx.many(Sort)`
  select reason, called, count(*)::int as count, min(received_at) as since
  from (
    select reason, received_at, substring(coalesce(item -> 'event' ->> 'kind', item ->> 'part', item ->> 'type') from '^[A-Za-z][A-Za-z-]{0,39}$') as called
    from record.quarantine where source_id = ${sourceId} and taken_at is null
  ) waiting
  group by reason, called order by reason, called`

/** Up to `most` items that wait, the oldest first; or the one with this id. */
export const listAside = (tx: Tx, sourceId: string, { id, skip = 0, most = 1 }: { id?: string; skip?: number; most?: number }) => tx.many(
  Aside,
)`
  select id, reason, received_at as "receivedAt", coalesce(item -> 'event' ->> 'ref', item ->> 'ref') as ref,
    substring(coalesce(item -> 'event' ->> 'kind', item ->> 'part', item ->> 'type') from '^[A-Za-z][A-Za-z-]{0,39}$') as called
  from record.quarantine where source_id = ${sourceId} and taken_at is null and (${id === undefined} or id = ${id ?? null}::uuid)
  order by received_at, id offset ${skip} limit ${most}`

/** The item itself, for its outline. */
export const findItem = (tx: Tx, sourceId: string, id: string) => tx.maybe(z.object({ item: z.unknown() }))`
  select item from record.quarantine where source_id = ${sourceId} and id = ${id} and taken_at is null`
