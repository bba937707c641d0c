import type { Tx } from '#kernel/db'
import { Choice } from './model.ts'

/** What stands in the matter, each as it is now, the newest first, up to `most`. */
export const listChoices = (tx: Tx, matter: string, most: number) => tx.many(Choice)`
  select i.id, i.kind, i.at, i.title, i.file, coalesce(gate.is_no(d), false) as no from (
    select distinct on (e.source_id, e.ref) e.committee_id, e.matter_id, e.id, e.kind, e.at, e.annulled, e.event #>> '{detail,title}' as title, e.event -> 'detail' ? 'document' as file
    from record.events e where e.committee_id = (select identity.my_committee()) and e.matter_id = ${matter}
    order by e.source_id, e.ref, e.version desc) i
  left join gate.release_decisions d on d.committee_id = i.committee_id and d.matter_id = i.matter_id and d.item_id = i.id
    and d.person_id = (select m.person_id from record.matters m where m.committee_id = (select identity.my_committee()) and m.id = ${matter})
  where not i.annulled order by i.at desc, i.id limit ${most}`
