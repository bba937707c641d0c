import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { FieldOfWork, Kind, type Wanted } from './model.ts'

/** What the unit's times are for, those in use first; or one of them. */
export const listAllKinds = (tx: Tx, id?: string) => tx.many(Kind)`
  select k.id, k.name, k.about, k.bring, k.minutes, k.manners, k.fields, k.open, k.no_login as "noLogin", k.notice_hours as "noticeHours", k.ended_at is not null as ended,
    (select count(*)::int from appointments.free_slots f where f.unit_id = k.unit_id and f.kind_id = k.id and f.starts_at > now()) as free
  from appointments.kinds k
  where k.committee_id = (select identity.my_committee()) and k.unit_id = any ((select identity.my_units())::uuid[]) and (${id ?? null}::uuid is null or k.id = ${id ?? null})
  order by k.ended_at is not null, k.name ->> 'sv', k.id`

/** The fields of work there are, by the names that people read. */
export const listFields = (tx: Tx) => tx.many(FieldOfWork)`
  select distinct on (field) field, definition -> 'title' as title from directory.process_templates order by field, key`

const json = (value: object) => JSON.stringify(value)

export const addKind = async (
  tx: Tx,
  unitId: string,
  { name, about, bring, minutes, manners, fields, open, noLogin, noticeHours }: Wanted,
) =>
  (await tx.maybe(z.object({ id: z.uuid() }))`
    insert into appointments.kinds (committee_id, unit_id, name, about, bring, minutes, manners, fields, open, no_login, notice_hours)
    values ((select identity.my_committee()), ${unitId}, ${json(name)}::text::jsonb, ${json(about)}::text::jsonb, ${json(bring)}::text::jsonb, ${minutes}, ${manners}::text[],
      ${fields}::text[], ${open}, ${noLogin}, ${noticeHours}) returning id`)!.id

/** False: there is no such kind. */
export const changeKind = async (
  tx: Tx,
  id: string,
  { name, about, bring, minutes, manners, fields, open, noLogin, noticeHours }: Wanted,
) =>
  (await tx.run`
    update appointments.kinds set name = ${json(name)}::text::jsonb, about = ${json(about)}::text::jsonb, bring = ${json(bring)}::text::jsonb, minutes = ${minutes},
      manners = ${manners}::text[], fields = ${fields}::text[], open = ${open}, no_login = ${noLogin}, notice_hours = ${noticeHours}
    where committee_id = (select identity.my_committee()) and id = ${id}`) === 1

/** No new times are released for it, or again. */
export const endKind = async (tx: Tx, id: string, ended: boolean) =>
  (await tx.run`
    update appointments.kinds set ended_at = case when ${ended} then coalesce(ended_at, now()) end
    where committee_id = (select identity.my_committee()) and id = ${id}`) === 1
