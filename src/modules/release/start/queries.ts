import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '#modules/directory'

const Row = z.object({ n: z.number(), oldest: z.date().nullable() })

/** Remarks at the unit that nobody has closed, and since when the oldest has stood. */
export const countRemarks = async (tx: Tx, unitId: string) =>
  (await tx.maybe(
    Row,
  )`select count(*)::int as n, min(at) as oldest from voice.remarks where unit_id = ${unitId} and state in ('new', 'acknowledged')`)!

/** Matters of the unit that are not opened for their person (REL-07), counted to a thousand and no further. */
export const countUnopened = async (tx: Tx, unitId: string) =>
  (await tx.maybe(z.object({ n: z.number() }))`
    select count(*)::int as n from (
      select from record.matters m
      where m.unit_id = ${unitId}
        and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.ended_at is null)
      limit 1000) unopened`)!.n

const Lacks = z.object({ missing: z.number(), waiting: z.number(), refused: z.number(), unread: z.number(), silent: z.number() })
/**
 * What is missing here, what waits in quarantine, what a reading could not take in, whom it could not read though the source answered, and
 * how many sources have neither answered nor failed; a source kept here is never read.
 */
export const countLacks = async (tx: Tx) =>
  (await tx.maybe(Lacks)`
    select coalesce(sum(h.missing), 0)::int as missing, coalesce(sum(h.waiting), 0)::int as waiting, coalesce(sum(s.refused), 0)::int as refused,
      coalesce(sum((select sum(n::int) from jsonb_each_text(s.unread) as u(cause, n))) filter (where h.last_failure is null), 0)::int as unread,
      (count(*) filter (where h.kind <> 'native' and h.last_good_at is null and h.last_failure_at is null))::int as silent
    from record.source_health() h join record.sources s on s.id = h.id`)!
export type Lacks = z.infer<typeof Lacks>

const Trouble = z.object({ name: z.string(), label: Worded, lastGoodAt: z.date().nullable(), failedAt: z.date() })
/** The committee's sources whose last reading failed. */
export const listTroubled = (tx: Tx) => tx.many(Trouble)`
  select name, label, last_good_at as "lastGoodAt", last_failure_at as "failedAt"
  from record.sources
  where last_failure_at is not null and (last_good_at is null or last_good_at < last_failure_at)
  order by name`
export type Trouble = z.infer<typeof Trouble>
