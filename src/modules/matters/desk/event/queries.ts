import { z } from 'zod'
import type { Tx } from '#kernel/db'

const About = z.object({ ref: z.string(), id: z.uuid(), title: z.string().nullable(), at: z.date() })
export type About = z.infer<typeof About>

/** Items of these kinds in the matter, the newest first: what a new event may speak about. */
export const listAbout = (tx: Tx, matterId: string, kinds: readonly string[]) => tx.many(About)`
  select ref, id, at, coalesce(event #>> '{detail,title}', event #>> '{detail,what,0,title}') as title from (
    select distinct on (e.source_id, e.ref) e.* from record.events e
    where e.committee_id = (select identity.my_committee()) and e.matter_id = ${matterId} order by e.source_id, e.ref, e.version desc) e
  where not annulled and kind = any (${kinds}::text[]) order by at desc, id limit 100`
