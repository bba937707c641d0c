import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { wordsToChange } from '#modules/writing'
import { Head, Standing, Written } from './model.ts'

/** A matter of the desk's unit, or nothing. */
export const findHead = (tx: Tx, id: string) => tx.maybe(Head)`
  select m.id, m.number, m.title, m.field, m.opened_on as "openedOn", p.name, s.kind = 'native' as native
  from record.matters m
  join record.sources s on s.committee_id = m.committee_id and s.id = m.source_id
  cross join lateral (
    select r.name from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where m.committee_id = (select identity.my_committee()) and m.id = ${id}`

const Outcome = z.object({ outcome: z.string() })

/**
 * Locks what somebody wrote, as an event that can only be corrected. `ref` comes with the form, so that the same form sent twice is
 * 'unchanged'; 'version-conflict': other words stand under it already; 'none': not a matter this desk keeps.
 */
export async function writeEvent(
  tx: Tx,
  matterId: string,
  { ref, version = 0, kind, at, event, annulled = false }: Writing,
): Promise<string> {
  const { outcome } = (await tx.maybe(Outcome)`
    select record.write_event(${matterId}, ${ref}, ${version}, ${kind}, ${at}, ${JSON.stringify(event)}::text::jsonb, ${annulled}) as outcome`)!
  const words = outcome === 'stored' && version === 0 ? wordsToChange(stringsIn(event).join('\n\n')) : []
  if (words.length > 0) await tx.run`select record.use_words(${words}::text[])`
  return outcome
}
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
type Writing = { ref: string; version?: number; kind: string; at: Date; event: object; annulled?: boolean }

/** A document that has been cleaned. `parts` in base64. */
export const writeDocument = async (tx: Tx, matterId: string, { ref, version = 0, title, type, hash, parts }: Filed) =>
  (await tx.maybe(Outcome)`
    select record.write_document(${matterId}, ${ref}, ${version}, ${title}, ${type}, decode(${hash}, 'hex'),
      array(select decode(part, 'base64') from unnest(${parts}::text[]) with ordinality as p (part, place) order by place)) as outcome`)!
    .outcome
type Filed = { ref: string; version?: number; title: string; type: string; hash: string; parts: readonly string[] }

/** The same file under another title. */
export const renameDocument = async (tx: Tx, matterId: string, { ref, version, title }: { ref: string; version: number; title: string }) =>
  (await tx.maybe(Outcome)`select record.write_document(${matterId}, ${ref}, ${version}, ${title}, null, null, null) as outcome`)!.outcome

/** The newest wording of everything in the matter that was not registered by mistake. */
export const listStanding = (tx: Tx, matterId: string) => tx.many(Standing)`
  select id, jsonb_build_object('kind', kind, 'at', at, 'seq', seq, 'ref', ref, 'version', version) || event as event from (
    select distinct on (e.source_id, e.ref) e.* from record.events e
    where e.committee_id = (select identity.my_committee()) and e.matter_id = ${matterId} order by e.source_id, e.ref, e.version desc) e
  where not annulled`

/**
 * A document into a decision: its next version, which says the same and all that is kept with it. 'unchanged': it has been given it already.
 * Nothing when it is no decision here.
 */
export const attachDocument = async (tx: Tx, matterId: string, { decision, document }: { decision: string; document: string }) =>
  (
    await tx.maybe(Outcome)`
    select case when exists (select from record.events x where x.source_id = e.source_id and x.ref = e.ref and x.event #>> '{detail,document}' = ${document})
      then 'unchanged' else record.write_event(e.matter_id, e.ref, e.version + 1, e.kind, e.at, jsonb_set(e.event, '{detail,document}', to_jsonb(${document}::text))) end as outcome
    from (select * from record.events x where x.committee_id = (select identity.my_committee()) and x.matter_id = ${matterId} and x.ref = ${decision}
      order by x.version desc limit 1) e
    where e.kind in ('decision', 'decision-corrected')`
  )?.outcome

/** What somebody wrote as it now stands, whichever of its wordings the address names. */
export const findWritten = (tx: Tx, matterId: string, itemId: string) => tx.maybe(Written)`
  select newest.version, newest.annulled, jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || e.event as event
  from record.events named
  cross join lateral (select x.version, x.annulled from record.events x where x.source_id = named.source_id and x.ref = named.ref order by x.version desc limit 1) newest
  cross join lateral (select * from record.events x where x.source_id = named.source_id and x.ref = named.ref and not x.annulled order by x.version desc limit 1) e
  where named.committee_id = (select identity.my_committee()) and named.matter_id = ${matterId} and named.id = ${itemId}`
