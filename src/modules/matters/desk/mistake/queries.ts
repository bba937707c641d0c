import { z } from 'zod'
import type { Tx } from '#kernel/db'

const File = z.object({ ref: z.string(), title: z.string(), version: z.number(), annulled: z.boolean() })

/** A document's file as it was last stored, and whether it is marked as registered by mistake already. */
export const findFile = (tx: Tx, matterId: string, ref: string) => tx.maybe(File)`
  select ref, title, version, annulled_at is not null as annulled from record.documents
  where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and ref = ${ref} order by version desc limit 1`
