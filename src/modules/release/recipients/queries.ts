import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Item, Matter, Recipient } from './model.ts'

/** A matter of the desk's unit, or nothing. */
export const findMatter = (tx: Tx, id: string) => tx.maybe(Matter)`
  select m.id, m.number, m.title, m.field, p.name, m.guarded, p.protected_identity <> 'none' as protected from record.matters m
  cross join lateral (
    select r.name, r.protected_identity from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where m.committee_id = (select identity.my_committee()) and m.id = ${id}`

/** Those who may be handed copies of the matter now, the latest named first. */
export const listRecipients = (tx: Tx, matterId: string) => tx.many(Recipient)`
  select r.id, r.person_id as "personId", r.name, r.capacity, r.document, r.valid_to as "validTo", w.name as "addedBy", r.added_at as "addedAt", c.shown, c.waiting
  from gate.recipients r join directory.staff w on w.id = r.added_by
  cross join lateral gate.count_of(r.committee_id, r.matter_id, r.person_id) c
  where r.committee_id = (select identity.my_committee()) and r.matter_id = ${matterId} and r.ended_at is null
  order by r.added_at desc, r.id`

/** Every wording of every item, and how it stands to this recipient. Where something must not be told nothing counts as known: each is opened, and searched. */
export const listItems = (tx: Tx, matterId: string, personId: string) => tx.many(Item)`
  select e.id, e.kind, e.event #>> '{detail,title}' as title, e.at, d.state, d.revision,
    not m.guarded and exists (select from gate.release_decisions o where o.committee_id = m.committee_id and o.matter_id = m.id and o.item_id = e.id and o.person_id = m.person_id
      and o.state = 'released' and not o.sensitive) as known
  from record.matters m
  join gate.release_decisions d on d.committee_id = m.committee_id and d.matter_id = m.id and d.person_id = ${personId}
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  where m.committee_id = (select identity.my_committee()) and m.id = ${matterId} and d.state <> 'withdrawn'
  order by e.at desc, e.id`

const Answer = z.object({ answer: z.enum(['done', 'self', 'there', 'young', 'protected', 'none']) })
type Naming = {
  key: string
  index: Uint8Array
  sealed: Uint8Array
  born: string
  name: string
  capacity: string
  document: string
  validTo: string
}
/** Names somebody who may be handed copies; nothing is shown to them by that. The answers are gate.add_recipient's. */
export const addRecipient = async (tx: Tx, matterId: string, { key, index, sealed, born, name, capacity, document, validTo }: Naming) =>
  (await tx.maybe(Answer)`
    select gate.add_recipient(${matterId}, ${key}, ${index}, ${sealed}, ${born}, ${name}, ${capacity}, ${document}, ${validTo}) as answer`)!
    .answer

const Done = z.object({ done: z.boolean() })
export const endRecipient = async (tx: Tx, matterId: string, id: string, because: string) =>
  (await tx.maybe(Done)`select gate.end_recipient(${matterId}, ${id}, ${because}) as done`)!.done

/** Custody of the child has changed: what guardians were shown is hidden, in every matter of the committee (product.md: hide first). */
export const custodyChanged = async (tx: Tx, matterId: string) =>
  (await tx.maybe(Done)`select gate.custody_changed(${matterId}) as done`)!.done
