import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { dayOf } from '#kernel/values/day'
import { Event, isDecision } from '../../events/model.ts'
import { rows, Sent } from './model.ts'

/** What happens to a decision once it is saved, by the committee's rule in the matter's field; `manner` is nothing without a rule. */
export const Onward = z.object({
  manner: z.enum(['at-once', 'after-look', 'after-days', 'together', 'at-closing']).nullable(),
  days: z.number().nullable(),
  decidedBy: z.string().nullable(),
  opened: z.boolean(),
})
export type Onward = z.infer<typeof Onward>

export const findOnward = async (tx: Tx, matterId: string, kind: 'decision' | 'decision-corrected') =>
  (await tx.maybe(Onward)`
    select r.manner, r.days, r.decided_by as "decidedBy",
      exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null) as opened
    from record.matters m
    left join gate.rules r on r.committee_id = m.committee_id and r.field = m.field and r.kind = ${kind} and r.ended_at is null
    where m.committee_id = (select identity.my_committee()) and m.id = ${matterId}`)!

/** What the person has been given to read and answer since the last decision but this one (`ref`: a form may be sent twice), and has not been taken back. */
export const listSent = (tx: Tx, matterId: string, ref: string) => tx.many(Sent)`
  select d.id, d.last_day as last, d.opened_at is not null or d.via <> 'here' as opened,
    (select count(*)::int from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d
  where d.committee_id = (select identity.my_committee()) and d.matter_id = ${matterId} and d.kind = 'communication' and d.outcome is null
    and d.at > coalesce((select max(e.received_at) from record.events e where e.committee_id = d.committee_id and e.matter_id = d.matter_id
      and e.kind in ('decision', 'decision-corrected') and e.version = 0 and not e.annulled and e.ref <> ${ref}), '-infinity')
  order by d.at`

const Row = z.object({ ref: z.string(), event: Event, file: z.boolean() })

/** A decision that stands in the matter, with its words as the form would hold them. `file`: it has a document. */
export async function findDecision(
  tx: Tx,
  matterId: string,
  itemId: string,
): Promise<{ id: string; ref: string; file: boolean; typed: Record<string, string> } | undefined> {
  const row = await tx.maybe(Row)`
    select e.ref, jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || e.event as event,
      exists (select from record.documents d where d.committee_id = e.committee_id and d.matter_id = e.matter_id and d.source_id = e.source_id
        and d.ref = e.event #>> '{detail,document}' and d.annulled_at is null) as file
    from record.events e
    where e.committee_id = (select identity.my_committee()) and e.matter_id = ${matterId} and e.id = ${itemId} and e.kind in ('decision', 'decision-corrected') and not e.annulled`
  if (!row || !isDecision(row.event)) return undefined
  const { title, results, reasons = '', rules, decidedBy, investigatedBy, hideNames, appealable, deliveredOn = '' } = row.event.detail
  const answers = rows.flatMap((n) => {
    const result = results[n - 1]
    return result
      ? [
          [`svar-${n}`, result.answer],
          [`vad-${n}`, result.what],
        ]
      : []
  })
  const person = (of: { name: string; role?: string | undefined } | undefined) => (of ? [of.name, of.role].filter(Boolean).join('\n') : '')
  const plain = {
    datum: dayOf(new Date()),
    rubrik: title,
    skal: reasons,
    regler: rules.map((rule) => rule.citation).join('\n'),
    fick: deliveredOn,
  }
  return {
    id: itemId,
    ref: row.ref,
    file: row.file,
    typed: {
      ...plain,
      ...Object.fromEntries(answers),
      beslutare: person(decidedBy),
      utredare: person(investigatedBy),
      dolj: hideNames ? 'ja' : '',
      overklaga: appealable ? 'ja' : '',
    },
  }
}
