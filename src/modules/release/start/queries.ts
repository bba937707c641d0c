import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { Worded } from '#modules/directory'

const Row = z.object({ n: z.number(), oldest: z.date().nullable() })

/** Remarks at the unit that nobody has closed, and since when the oldest has stood. */
export const countRemarks = async (tx: Tx, unitId: string) =>
  (await tx.maybe(
    Row,
  )`select count(*)::int as n, min(at) as oldest from voice.remarks where unit_id = ${unitId} and state in ('new', 'acknowledged')`)!

/** Matters of the unit that are not opened for their person though nobody has said why (REL-07), counted to a thousand and no further. */
export const countUnopened = async (tx: Tx, unitId: string) =>
  (await tx.maybe(z.object({ n: z.number() }))`
    select count(*)::int as n from (
      select from record.matters m
      where m.unit_id = ${unitId}
        and not exists (select from gate.openings o where o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null)
        and (select n.reason from gate.not_offered n where n.committee_id = m.committee_id and n.matter_id = m.id order by n.n desc limit 1) is null
      limit 1000) unopened`)!.n

/** Matters of the unit with an investigation that should have been ready before `today`, counted to a thousand and no further. */
export const countLateInvestigations = async (tx: Tx, unitId: string, today: Day) =>
  (await tx.maybe(z.object({ n: z.number() }))`
    select count(*)::int as n from (select from record.late_investigations(${unitId}, ${today}) limit 1000) late`)!.n

const Alarm = z.object({
  id: z.uuid(),
  who: z.string(),
  from: Worded,
  at: z.date(),
  number: z.string().nullable(),
  /** The case is this unit's; else whoever opened it is. */
  ours: z.boolean(),
  reason: z.enum(['danger', 'child', 'unreachable', 'other']),
  words: z.string().nullable(),
  protected: z.boolean(),
})
export type Alarm = z.infer<typeof Alarm>
/** Glasses broken into or from the manager's unit, which no manager there has taken note of, the latest first. */
export const listAlarms = (tx: Tx, unitId: string) => tx.many(Alarm)`
  select g.id, w.name as who, u.name as "from", g.opened_at as at, gate.number_behind_glass(g.id) as number, g.unit_id = ${unitId} as ours, g.reason, g.words, g.protected
  from gate.glass g join directory.staff w on w.id = g.staff_id join directory.units u on u.id = g.own_unit_id
  where (g.unit_id = ${unitId} or g.own_unit_id = ${unitId})
    and not exists (select from gate.glass_seen s where s.committee_id = g.committee_id and s.glass_id = g.id and s.unit_id = ${unitId})
  order by g.opened_at desc limit 50`

const Yes = z.object({ done: z.boolean() })
/** Takes note of an alarm, for the manager's unit. False: there is none. */
export const seeAlarm = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select gate.see_glass(${id}) as done`)!.done

const Lacks = z.object({ lacks: z.array(z.enum(['administrator', 'deputy'])) })
/** What the unit lacks to open cases (ADOPT-01). */
export const lacksOf = async (tx: Tx, unitId: string) => (await tx.maybe(Lacks)`select directory.lacks(${unitId}) as lacks`)!.lacks

const Lacking = z.object({
  id: z.uuid(),
  name: z.string(),
  missing: z.number(),
  changed: z.number(),
  waiting: z.number(),
  /** Of the last reading: items that could not be taken in, and people who could not be read though the source answered. */
  refused: z.number(),
  unread: z.number(),
  lastGoodAt: z.date().nullable(),
  /** The last reading failed, and when. */
  failedAt: z.date().nullable(),
  /** It has neither answered nor failed. */
  silent: z.boolean(),
})
/** The committee's sources that do not answer, or from which something has not arrived; a source kept here is never read. */
export const listLacking = (tx: Tx) => tx.many(Lacking)`
  select h.id, h.name, h.missing, h.changed, h.waiting, s.refused, how.unread, h.last_good_at as "lastGoodAt",
    case when how.failing then h.last_failure_at end as "failedAt", how.silent
  from record.source_health() h join record.sources s on s.id = h.id
  cross join lateral (select coalesce(h.last_failure_at > coalesce(h.last_good_at, '-infinity'), false) as failing,
    h.kind <> 'native' and h.last_good_at is null and h.last_failure_at is null as silent,
    case when h.last_failure is null then (select coalesce(sum(n::int), 0)::int from jsonb_each_text(s.unread) as u(cause, n)) else 0 end as unread) as how
  where h.missing + h.changed + h.waiting + s.refused + how.unread > 0 or how.failing or how.silent
  order by h.name`
export type Lacking = z.infer<typeof Lacking>
