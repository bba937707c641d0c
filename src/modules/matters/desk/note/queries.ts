import type { Tx } from '#kernel/db'
import { type Body, Draft } from './model.ts'

export const findDraft = (tx: Tx, matterId: string, id: string) => tx.maybe(Draft)`
  select id, version, body from record.drafts where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and id = ${id}`

/** Keeps a new draft under the form's own key. False: there is one already. */
export const addDraft = async (tx: Tx, matterId: string, id: string, body: Body) =>
  (await tx.run`
    insert into record.drafts (committee_id, matter_id, id, unit_id, staff_id, kind, body)
    select m.committee_id, m.id, ${id}, m.unit_id, (select identity.my_staff()), 'note', ${JSON.stringify(body)}::text::jsonb
    from record.matters m where m.committee_id = (select identity.my_committee()) and m.id = ${matterId}
    on conflict do nothing`) === 1

/** False: it was saved in another window since, or is not there any more. */
export const saveDraft = async (tx: Tx, matterId: string, id: string, seen: number, body: Body) =>
  (await tx.run`
    update record.drafts set body = ${JSON.stringify(body)}::text::jsonb, version = version + 1, updated_at = now()
    where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and id = ${id} and version = ${seen}`) === 1

export const dropDraft = (tx: Tx, matterId: string, id: string) => tx.run`
  delete from record.drafts where committee_id = (select identity.my_committee()) and matter_id = ${matterId} and id = ${id}`
