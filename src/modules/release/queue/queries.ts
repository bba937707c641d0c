import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Addressed, type Filter, groups, lateAfter, type Place, Reviewed, Waiting } from './model.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const start = { micros: 0, itemId: nil, personId: nil }

/** Up to `most` waiting items after a place in the unit's queue, oldest first. */
export const listWaiting = (tx: Tx, unitId: string, { mine, group }: Filter, after: Place = start, most = 25) => tx.many(Waiting)`
  select d.matter_id as "matterId", d.item_id as "itemId", d.person_id as "personId", to_json(r) as "to",
    case when d.reason in ('protection', 'age', 'custody', 'guarded', 'reassess') then d.reason end as again, (extract(epoch from d.waiting_since) * 1000000)::bigint as micros, d.waiting_since as since,
    d.due_at as "dueAt", d.kind, e.at, e.event #>> '{detail,title}' as title, e.version > 0 or d.kind = 'decision-corrected' as corrects,
    coalesce(e.event -> 'detail' @? '$.results[*] ? (@.answer == "no")', false) as refusal,
    exists (select from gate.openings o where o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null) as opened,
    p.name, p.protected_identity as "protectedIdentity"
  from gate.waiting(${unitId}, ${mine}, ${group ? groups[group] : []}::text[], ${after.micros}, ${after.itemId}, ${after.personId ?? nil}, ${most}) d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  cross join lateral (
    select r.name, r.protected_identity from record.people r
    where r.person_id = m.person_id and r.committee_id = d.committee_id order by r.source_id = e.source_id desc, r.ref limit 1) p
  left join lateral (
    select r.name, r.capacity from gate.recipients r
    where d.person_id <> m.person_id and r.committee_id = d.committee_id and r.matter_id = d.matter_id and r.person_id = d.person_id order by r.added_at desc limit 1) r on true
  order by d.waiting_since, d.item_id, d.person_id limit ${most}`

const Earlier = z.object({ micros: z.number(), itemId: z.uuid(), personId: z.uuid() })
/** The place from which a list shows a few items before this one, and then it. */
export const placeAround = async (tx: Tx, unitId: string, { mine, group }: Filter, item: Place, few = 4): Promise<Place> => {
  const earlier = await tx.many(Earlier)`
    select (extract(epoch from d.waiting_since) * 1000000)::bigint as micros, d.item_id as "itemId", d.person_id as "personId"
    from gate.waiting_before(${unitId}, ${mine}, ${group ? groups[group] : []}::text[], ${item.micros}, ${item.itemId}, ${item.personId ?? nil}, ${few + 1}) d
    order by d.waiting_since desc, d.item_id desc, d.person_id desc limit ${few + 1}`
  return earlier[few] ?? start
}

const Count = z.object({ n: z.number(), oldest: z.date().nullable(), late: z.number() })
/** How many wait at the unit within the filter, counted to a thousand and no further, since when the oldest has, and how many for longer than `lateAfter` days. */
export const countWaiting = async (tx: Tx, unitId: string, { mine, group }: Filter = { mine: false }) =>
  mine || group
    ? (await tx.maybe(Count)`
  select count(*)::int as n, min(w.waiting_since) as oldest, count(*) filter (where w.waiting_since < now() - make_interval(days => ${lateAfter}))::int as late
  from gate.waiting(${unitId}, ${mine}, ${group ? groups[group] : []}::text[], ${start.micros}, ${start.itemId}, ${start.personId}, 1000) w`)!
    : (await tx.maybe(Count)`
  select count(*)::int as n, min(w.waiting_since) as oldest, count(*) filter (where w.waiting_since < now() - make_interval(days => ${lateAfter}))::int as late from (
    select d.waiting_since from gate.release_decisions d
    where d.unit_id = ${unitId} and d.state in ('imported', 'assessed') and not d.at_closing and d.listed order by d.waiting_since, d.item_id, d.person_id limit 1000) w`)!

/** The item and the decision about it, for the matter's person or for who else it is addressed to; nothing when it is not at this desk's unit. */
export const findReviewed = (tx: Tx, { matterId, itemId, to }: Addressed) => tx.maybe(Reviewed)`
  select d.matter_id as "matterId", d.item_id as "itemId", d.person_id as "personId", to_json(r) as "to", d.sensitive, d.at_closing as "atClosing", d.reassess_on as "reassessOn",
    (select jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || k.event from gate.masks k
     where k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id) as mask,
    (select v.felt from voice.readings v where v.committee_id = d.committee_id and v.person_id = d.person_id and v.item_id = d.item_id) as felt, (extract(epoch from d.waiting_since) * 1000000)::bigint as micros,
    d.state, d.reason, d.reader_text as "readerText", d.existence_secret as "existenceSecret", d.revision, d.due_at as "dueAt", d.decided_at as "decidedAt",
    w.name as decider, d.decided_by is not distinct from (select identity.my_staff()) as mine,
    p.name, p.protected_identity as "protectedIdentity", m.number, m.field, s.kind = 'native' as native,
    exists (select from gate.openings o where o.committee_id = d.committee_id and o.matter_id = d.matter_id and o.person_id = d.person_id and o.ended_at is null) as opened,
    (select json_build_object('manner', r.manner, 'days', r.days, 'decidedBy', r.decided_by) from gate.rules r
     where r.committee_id = d.committee_id and r.field = m.field and r.kind = d.kind and r.ended_at is null) as rule,
    d.state = 'assessed' and d.copy_id is not null as "wordsStand",
    exists (select from gate.versions(d.committee_id, d.matter_id, d.item_id, d.person_id, false) v where v.copy_id is not null and v.state <> 'withheld') as "earlierStands",
    e.received_at as "receivedAt", jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || e.event as event,
    (select json_build_object('id', x.id, 'title', x.title, 'type', x.type, 'size', x.size, 'read', gate.has_opened_document(d.matter_id, d.item_id, x.received_at)) from record.documents x
     where x.committee_id = d.committee_id and x.matter_id = d.matter_id and x.source_id = e.source_id and x.ref = e.event #>> '{detail,document}' and x.annulled_at is null
     order by x.version desc limit 1) as document
  from gate.release_decisions d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  left join directory.staff w on w.id = d.decided_by
  cross join lateral (
    select r.name, r.protected_identity from record.people r
    where r.person_id = m.person_id and r.committee_id = d.committee_id order by r.source_id = e.source_id desc, r.ref limit 1) p
  left join lateral (
    select r.name, r.capacity from gate.recipients r
    where d.person_id <> m.person_id and r.committee_id = d.committee_id and r.matter_id = d.matter_id and r.person_id = d.person_id order by r.added_at desc limit 1) r on true
  where d.committee_id = (select identity.my_committee()) and d.matter_id = ${matterId} and d.item_id = ${itemId} and d.person_id = coalesce(${to}::uuid, m.person_id)`

const Answer = z.object({ answer: z.enum(['done', 'stale', 'none']) })
/** What is to be of an item. `assessed` is back in the queue, or with `atClosing` shown when the matter closes. */
export type Wanted = {
  state: 'released' | 'withheld' | 'assessed' | 'withdrawn'
  reason?: string
  text?: string
  secret?: boolean
  sensitive?: boolean
  atClosing?: boolean
  reassessOn?: string | undefined
}
/** Decides (REL-01). 'stale': somebody decided in between; 'none': there is nothing here to decide. */
export const decide = async (tx: Tx, item: { matterId: string; itemId: string; personId: string }, seen: number, to: Wanted) =>
  (await tx.maybe(Answer)`
    select gate.decide(${item.matterId}, ${item.itemId}, ${item.personId}, ${seen}, ${to.state}, ${to.reason}, ${to.text}, ${to.secret ?? false},
      ${to.sensitive ?? false}, ${to.atClosing ?? false}, ${to.reassessOn}) as answer`)!.answer

/** Takes back the last decision: the item is as it was before it, with the day its rule had given it. */
export const undo = async (tx: Tx, item: { matterId: string; itemId: string; personId: string }, seen: number) =>
  (await tx.maybe(Answer)`select gate.undo(${item.matterId}, ${item.itemId}, ${item.personId}, ${seen}) as answer`)!.answer

const Bytes = z.object({ bytes: z.instanceof(Uint8Array) })
/** One of the parts of a document's content, counted from 0. */
export const documentPart = async (tx: Tx, documentId: string, part: number) =>
  (
    await tx.maybe(
      Bytes,
    )`select bytes from record.document_parts where committee_id = (select identity.my_committee()) and document_id = ${documentId} and part = ${part}`
  )?.bytes
