import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { Head } from '../model.ts'

export const Found = Head.extend({ opened: z.boolean() })
export type Found = z.infer<typeof Found>

/** Up to `most` matters of the unit by the beginning of a number, the words of a name, or a person by the index of their number. */
export const findMatters = (tx: Tx, text: string, index: Uint8Array | undefined, most: number) => tx.many(Found)`
  select m.id, m.number, m.title, m.field, m.opened_on as "openedOn", p.name, s.kind = 'native' as native,
    exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) as opened
  from record.find_matters(${text}, ${index}, ${most}) with ordinality as f (id, place)
  join record.matters m on m.committee_id = (select identity.my_committee()) and m.id = f.id
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  cross join lateral (
    select r.name from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  order by f.place`

/** Everybody who was found stands in the log as somebody who was seen, once each and before anything is shown (promise 10). */
export const noteFound = (tx: Tx, ids: readonly string[], reason: string) => tx.run`
  select audit.note_staff('found in search', seen.id, null, ${reason}) from (
    select distinct on (m.person_id) m.id from record.matters m
    where m.committee_id = (select identity.my_committee()) and m.id = any (${ids}::uuid[]) order by m.person_id, m.id) seen`

/** Up to `most` matters of the unit that are not opened for their person though nobody has said why, the newest first (REL-07). */
export const listUnopened = (tx: Tx, unitId: string, most: number) => tx.many(Found)`
  select m.id, m.number, m.title, m.field, m.opened_on as "openedOn", p.name, s.kind = 'native' as native, false as opened
  from record.matters m
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  cross join lateral (
    select r.name from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where m.committee_id = (select identity.my_committee()) and m.unit_id = ${unitId}
    and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null)
    and (select n.reason from gate.not_offered n where n.committee_id = m.committee_id and n.matter_id = m.id order by n.n desc limit 1) is null
  order by m.opened_on desc, m.id limit ${most}`

/** Up to `most` matters of the unit with an investigation that should have been ready before `today`, the one that is latest first. */
export const listLateInvestigations = (tx: Tx, unitId: string, today: Day, most: number) => tx.many(Found)`
  select m.id, m.number, m.title, m.field, m.opened_on as "openedOn", p.name, s.kind = 'native' as native,
    exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) as opened
  from record.late_investigations(${unitId}, ${today}) late
  join record.matters m on m.committee_id = (select identity.my_committee()) and m.id = late.matter_id
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  cross join lateral (
    select r.name from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  order by late.due, m.id limit ${most}`

/** Whether the committee keeps matters in Delakt itself. */
export const hasNative = async (tx: Tx) =>
  (await tx.maybe(z.object({ id: z.uuid() }))`select id from record.sources where kind = 'native' limit 1`) !== undefined
