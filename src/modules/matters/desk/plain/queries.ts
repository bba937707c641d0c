import { z } from 'zod'
import type { Tx } from '#kernel/db'

const Plain = z.object({ version: z.number(), text: z.string().nullable(), author: z.string(), at: z.date() })
export type Plain = z.infer<typeof Plain>

/** What somebody at the unit last wrote beside an item. Nothing when nobody has. */
export const findPlain = (tx: Tx, matterId: string, itemId: string) => tx.maybe(Plain)`
  select version, text, author, at from record.plain_versions
  where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and item_id = ${itemId} order by version desc limit 1`

const Outcome = z.object({ outcome: z.enum(['stored', 'unchanged', 'stale', 'none']) })
/** Writes plainer words beside an item; none at all takes away those that stand. `seen`: the version that the form was made from. */
export const putPlain = async (tx: Tx, { matterId, itemId, key, seen, text }: Put) =>
  (await tx.maybe(Outcome)`select gate.put_plain(${matterId}, ${itemId}, ${key}, ${seen}, ${text}) as outcome`)!.outcome
type Put = { matterId: string; itemId: string; key: string; seen: number; text: string }
