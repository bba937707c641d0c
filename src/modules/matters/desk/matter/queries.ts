import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { DraftRow, Handed, ItemRow, type Leaving, Matter, RemarkRow } from './model.ts'

/** The matter with its invitation and its count, which is the person's own, and what must not be known to exist beside. */
export const findMatter = (tx: Tx, id: string) => tx.maybe(Matter)`
  select m.id, m.number, m.title, m.field, m.opened_on as "openedOn", p.name, p.protected_identity as "protectedIdentity", s.kind = 'native' as native, m.person_id as "personId",
    record.confirmed_name(m.id) as "confirmedName",
    s.name as source, s.label, case s.kind when 'lifecare' then p.read_at else s.last_good_at end as "lastGoodAt", p.unread_since as "unreadSince",
    coalesce(m.known_from, s.data_from) as "knownFrom", m.imported, o.opened_at as "openedAt", w.name as "openedBy",
    o.title as "openedAs", directory.lacks(m.unit_id) as lacks,
    (select case when n.reason is not null then json_build_object('reason', n.reason, 'by', x.name, 'at', n.at) end
     from gate.not_offered n join directory.staff x on x.id = n.staff_id
     where n.committee_id = m.committee_id and n.matter_id = m.id order by n.n desc limit 1) as "leftOut", m.reported, m.compared_at as "comparedAt", c.shown, c.withheld, c.secret, c.waiting, c.missing, c.changed
  from record.matters m
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  left join gate.openings o on o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null
  left join directory.staff w on w.id = o.opened_by
  cross join lateral (
    select r.name, r.protected_identity, r.read_at, r.unread_since from record.people r
    where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  cross join lateral gate.count_of(m.committee_id, m.id, m.person_id) c
  where m.committee_id = (select identity.my_committee()) and m.id = ${id}`

/** Up to `most` items before a place, the newest first. What was registered by mistake keeps its place, as it last stood. */
export const listItems = (tx: Tx, id: string, before: { micros: number; itemId: string } | undefined, most: number) => tx.many(ItemRow)`
  select i.*, (extract(epoch from i.at) * 1000000)::bigint as micros from (
    select distinct on (e.source_id, e.ref) e.id, e.kind, e.at, e.event #>> '{detail,title}' as title,
      -- A decision that was given a document says what it said.
      e.version > 0 and (e.kind not in ('decision', 'decision-corrected') or e.at <> first_value(e.at) over oldest
        or e.event #- '{detail,document}' <> first_value(e.event #- '{detail,document}') over oldest) as corrected,
      case when first_value(e.annulled) over newest then
        jsonb_build_object('reason', first_value(e.event #>> '{detail,reason}') over newest, 'by', first_value(e.event #>> '{author,name}') over newest,
          'at', first_value(e.received_at) over newest) end as mistake,
      d.state, coalesce(d.existence_secret, false) as "existenceSecret", d.due_at as "dueAt", d.at_closing as "atClosing", d.reason = 'together' as together, d.copy_id is not null as handed,
      coalesce(bool_or(d.copy_id is not null and not gate.is_no(d)) over (partition by e.source_id, e.ref), false) as stands
    from record.events e
    left join gate.release_decisions d on d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.item_id = e.id
      and d.person_id = (select m.person_id from record.matters m where m.committee_id = (select identity.my_committee()) and m.id = ${id})
    where e.committee_id = (select identity.my_committee()) and e.matter_id = ${id}
    window newest as (partition by e.source_id, e.ref order by e.version desc), oldest as (partition by e.source_id, e.ref order by e.version)
    order by e.source_id, e.ref, e.annulled, e.version desc) i
  where i.kind <> 'annulled' and (${before === undefined} or (i.at, i.id) < (timestamptz 'epoch' + ${before?.micros ?? 0}::bigint * interval '1 microsecond', ${before?.itemId ?? null}::uuid))
  order by i.at desc, i.id desc limit ${most}`

/** One's own notes that are not locked yet. */
export const listDrafts = (tx: Tx, id: string) => tx.many(DraftRow)`
  select id, coalesce(body ->> 'rubrik', '') as title, updated_at as "updatedAt" from record.drafts
  where committee_id = (select identity.my_committee()) and matter_id = ${id} order by updated_at desc`

/** Everything that stands on the person's shelf for this matter. */
export const listHanded = (tx: Tx, id: string) => tx.many(Handed)`
  select e.id, e.at, d.decided_at as "decidedAt", gate.is_no(d) as withheld, d.reader_text as text, d.reason = 'together' as together, d.sensitive and d.uncovered_at is null as covered,
    jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || coalesce(k.event, e.event) as event,
    gate.has_file(d.copy_id) as "hasDocument", gate.plain_beside(d.copy_id) as plain
  from gate.release_decisions d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id and m.person_id = d.person_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  left join gate.masks k on k.committee_id = d.committee_id and k.matter_id = d.matter_id and k.item_id = d.item_id and k.person_id = d.person_id
  where d.committee_id = (select identity.my_committee()) and d.matter_id = ${id} and d.copy_id is not null and d.state in ('released', 'withheld', 'assessed', 'withdrawn')`

/** The person's own words in this matter, oldest first. */
export const listRemarks = (tx: Tx, id: string) => tx.many(RemarkRow)`
  select r.id, e.ref, r.kind, r.text, r.at, r.state, r.answer, r.answered_by as "answeredBy", r.answered_at as "answeredAt"
  from voice.remarks r
  join record.events e on e.committee_id = r.committee_id and e.matter_id = r.matter_id and e.id = r.item_id
  where r.committee_id = (select identity.my_committee()) and r.matter_id = ${id}
    and r.person_id = (select m.person_id from record.matters m where m.committee_id = (select identity.my_committee()) and m.id = ${id})
  order by r.at, r.id`

const Yes = z.object({ done: z.boolean() })
export const openMatter = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select gate.open_matter(${id}) as done`)!.done
/** Why the matter is not offered now; without a reason it is offered again. `key`: from the form. */
export const leaveOut = async (tx: Tx, id: string, key: string, reason: Leaving | undefined) =>
  (await tx.maybe(Yes)`select gate.leave_out(${id}, ${key}, ${reason}) as done`)!.done
export const closeMatter = async (tx: Tx, id: string, reason: string) =>
  (await tx.maybe(Yes)`select gate.close_matter(${id}, ${reason}) as done`)!.done
