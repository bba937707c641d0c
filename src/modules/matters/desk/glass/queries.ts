import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Beyond, Glass, type Reason } from './model.ts'

/** Cases of the committee's other units by a whole case number, or by the index of a personal number. */
export const findBeyond = (tx: Tx, number: string, index: Uint8Array | undefined) => tx.many(Beyond)`
  select id, number, field, title, opened_on as "openedOn", unit from gate.beyond_glass(${number}, ${index})`

/** Everybody whose case was told of stands in the log, before it is. */
export const noteBeyond = (tx: Tx, ids: readonly string[], reason: Reason) => tx.run`
  select audit.note_staff('break glass search', m.id, null, ${reason}) from unnest(${ids}::uuid[]) as m (id)`

const Yes = z.object({ done: z.boolean() })
/** Opens a case of another unit for an hour. False: there is none. `key`: from the form, so that the same form twice is one opening. */
export const breakGlass = async (
  tx: Tx,
  { key, matterId, reason, words }: { key: string; matterId: string; reason: Reason; words: string },
) => (await tx.maybe(Yes)`select gate.break_glass(${key}, ${matterId}, ${reason}, ${words}) as done`)!.done

/** From here on this transaction sees the case, if this session has broken its glass within the hour. */
export const lookThrough = (tx: Tx, matterId: string) => tx.run`select set_config('delakt.glass', ${matterId}, true)`

/** The glass that is open. Nothing once the hour has gone, or the session. */
export const findGlass = (tx: Tx, matterId: string) => tx.maybe(Glass)`
  select g.reason, g.ends_at as "endsAt", g.protected, g.unit_id as "unitId" from gate.glass g
  where g.committee_id = (select identity.my_committee()) and g.matter_id = ${matterId} and g.matter_id = (select identity.my_glass())
    and g.staff_id = (select identity.my_staff()) and g.ends_at > now()
  order by g.ends_at desc limit 1`

const Title = z.object({ id: z.uuid(), title: z.string() })
/** The documents of the case by name. */
export const listDocuments = (tx: Tx, matterId: string) => tx.many(Title)`
  select distinct on (source_id, ref) id, title from record.documents
  where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and annulled_at is null order by source_id, ref, version desc`
