import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Head } from './model.ts'

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
export const writeEvent = async (
  tx: Tx,
  matterId: string,
  { ref, version = 0, kind, at, event }: { ref: string; version?: number; kind: string; at: Date; event: object },
) =>
  (await tx.maybe(
    Outcome,
  )`select record.write_event(${matterId}, ${ref}, ${version}, ${kind}, ${at}, ${JSON.stringify(event)}::text::jsonb) as outcome`)!.outcome

/** A document that has been cleaned. `parts` in base64. */
export const writeDocument = async (
  tx: Tx,
  matterId: string,
  { ref, title, type, hash, parts }: { ref: string; title: string; type: string; hash: string; parts: readonly string[] },
) =>
  (await tx.maybe(Outcome)`
    select record.write_document(${matterId}, ${ref}, ${title}, ${type}, decode(${hash}, 'hex'),
      array(select decode(part, 'base64') from unnest(${parts}::text[]) with ordinality as p (part, place) order by place)) as outcome`)!
    .outcome
