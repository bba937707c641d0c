import type { Tx } from '#kernel/db'
import { Decided } from './model.ts'

/** The decisions of the matter as they now stand, the newest first, with the day the person is known to have got each. */
export const listDecided = (tx: Tx, matter: string) => tx.many(Decided)`
  select e.id, e.event #>> '{detail,title}' as title, (e.at at time zone 'Europe/Stockholm')::date as day,
    least((e.event #>> '{detail,deliveredOn}')::date, (d.first_opened_at at time zone 'Europe/Stockholm')::date) as got
  from (
    select distinct on (x.source_id, x.ref) x.* from record.events x where x.committee_id = (select identity.my_committee()) and x.matter_id = ${matter}
    order by x.source_id, x.ref, x.version desc) e
  left join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id
    and d.person_id = (select m.person_id from record.matters m where m.committee_id = (select identity.my_committee()) and m.id = ${matter})
  where not e.annulled and e.kind in ('decision', 'decision-corrected') order by e.at desc, e.id`
