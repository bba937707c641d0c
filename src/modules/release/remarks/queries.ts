import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Remark, RemarkRow, type RemarkState } from './model.ts'

/** Remarks at the unit, oldest first, after a place; `open`: those nobody has dealt with, else the ones that are done. */
export const listRemarks = (tx: Tx, unitId: string, open: boolean, after: { micros: number; itemId: string }, most: number) => tx.many(
  RemarkRow,
)`
  select v.id, (extract(epoch from v.at) * 1000000)::bigint as micros, v.kind, v.text, v.at, v.state, p.name
  from voice.remarks v
  join record.matters m on m.committee_id = v.committee_id and m.id = v.matter_id
  cross join lateral (select coalesce(
    (select r.name from record.people r where r.person_id = v.person_id and r.committee_id = v.committee_id order by r.source_id = m.source_id desc, r.ref limit 1),
    (select r.name from gate.recipients r where r.person_id = v.person_id and r.committee_id = v.committee_id and r.matter_id = v.matter_id order by r.added_at desc limit 1)) as name) p
  where v.unit_id = ${unitId} and (v.state in ('new', 'acknowledged')) = ${open}
    and (v.at, v.id) > (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.itemId}::uuid)
  order by v.at, v.id limit ${most}`

/** Which matter and item a remark stands beside, for the access log to name before anything of it is read. */
export const aboutWhat = (tx: Tx, id: string) => tx.maybe(z.object({ matter: z.uuid(), item: z.uuid() }))`
  select matter_id as matter, item_id as item from voice.remarks where committee_id = (select identity.my_committee()) and id = ${id}`

export const findRemark = (tx: Tx, id: string) => tx.maybe(Remark)`
  select v.id, v.kind, v.text, v.at, v.state, v.matter_id as "matterId", v.item_id as "itemId", v.answer, v.answered_by as "answeredBy", v.answered_at as "answeredAt",
    v.record_ref as "recordRef", v.revision, m.field, p.name,
    (select json_build_object('id', o.id, 'kind', o.kind) from voice.remarks o
     where o.committee_id = v.committee_id and o.matter_id = v.matter_id and o.person_id = v.person_id and o.ref = v.ref and o.state in ('new', 'acknowledged')
       and v.kind in ('together', 'talk') and o.kind in ('together', 'talk') and o.kind <> v.kind order by o.at desc limit 1) as other,
    jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || e.event as event
  from voice.remarks v
  join record.matters m on m.committee_id = v.committee_id and m.id = v.matter_id
  join record.events e on e.committee_id = v.committee_id and e.matter_id = v.matter_id and e.id = v.item_id
  cross join lateral (select coalesce(
    (select r.name from record.people r where r.person_id = v.person_id and r.committee_id = v.committee_id order by r.source_id = m.source_id desc, r.ref limit 1),
    (select r.name from gate.recipients r where r.person_id = v.person_id and r.committee_id = v.committee_id and r.matter_id = v.matter_id order by r.added_at desc limit 1)) as name) p
  where v.committee_id = (select identity.my_committee()) and v.id = ${id}`

type To = { state: RemarkState; answer: string | undefined; recordRef: string | undefined; name: string; staffId: string }
/** Answers and moves it on. False: somebody else did in between. An answer once given may be changed and not taken away. */
export const answerRemark = async (tx: Tx, id: string, seen: number, { state, answer, recordRef, name, staffId }: To) =>
  (await tx.run`
    update voice.remarks v
    set state = ${state}, revision = v.revision + 1, record_ref = coalesce(${recordRef}, v.record_ref), answer = coalesce(${answer}, v.answer),
      answered_by = case when ${answer}::text is distinct from v.answer and ${answer}::text is not null then ${name} else v.answered_by end,
      answered_staff = case when ${answer}::text is distinct from v.answer and ${answer}::text is not null then ${staffId}::uuid else v.answered_staff end,
      answered_at = case when ${answer}::text is distinct from v.answer and ${answer}::text is not null then now() else v.answered_at end
    where v.committee_id = (select identity.my_committee()) and v.id = ${id} and v.revision = ${seen}`) === 1
