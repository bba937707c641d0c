import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Act, most, Preview, Sample } from './model.ts'

/** What the rule would speak for at this desk's unit; nothing when there is no such rule, or one that somebody looks first by. */
export const preview = (tx: Tx, ruleId: string, before: Date) => tx.maybe(Preview)`
  select covered, unread, left_out as "leftOut" from gate.preview_rule(${ruleId}, ${before}, ${most})`

/** A few of it, to read before deciding. */
export const listSample = (tx: Tx, unitId: string, ruleId: string, before: Date, few: number) => tx.many(Sample)`
  select d.matter_id as "matterId", d.item_id as "itemId", p.name, e.event #>> '{detail,title}' as title, e.at
  from gate.rules r
  cross join lateral gate.rule_covers(${unitId}, r, ${before}, ${few}) d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  join record.events e on e.committee_id = d.committee_id and e.matter_id = d.matter_id and e.id = d.item_id
  cross join lateral (
    select x.name from record.people x where x.person_id = m.person_id and x.committee_id = d.committee_id order by x.source_id = m.source_id desc, x.ref limit 1) p
  where r.committee_id = (select identity.my_committee()) and r.id = ${ruleId}
  order by d.waiting_since, d.item_id`

/** The acts done by a rule at this unit, the latest first. */
export const listActs = (tx: Tx, ruleId: string) => tx.many(Act)`
  select a.id, a.items, w.name as by, a.done_at as at, u.name as "undoneBy", a.undone_at as "undoneAt"
  from gate.acts a join directory.staff w on w.id = a.done_by left join directory.staff u on u.id = a.undone_by
  where a.committee_id = (select identity.my_committee()) and a.rule_id = ${ruleId} order by a.done_at desc limit 20`

const Answer = z.object({ answer: z.enum(['done', 'stale', 'none']) })
/** Lets the rule speak for what waits (REL-01). 'stale': the rule has ended, or other items wait than were previewed. */
export const applyRule = async (tx: Tx, ruleId: string, key: string, before: Date, expected: number) =>
  (await tx.maybe(Answer)`select gate.apply_rule(${ruleId}, ${key}, ${before}, ${expected}, ${most}) as answer`)!.answer

/** Takes a whole act back: it waits again, but for what a human has decided since. */
export const undoAct = async (tx: Tx, id: string) => (await tx.maybe(Answer)`select gate.undo_act(${id}) as answer`)!.answer
