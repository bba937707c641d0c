import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Day, RowDay } from '#kernel/values/day'
import { Alarms, type Asked, type Detail, Duty, Paper, PaperFile, Step, usualAlarms } from './model.ts'

// Row security has left out what is not theirs, and the person is the first column of the index that each of these reads.

/** Everything the law sets a day for in one matter, or in all of the person's (`null`), the latest first. */
export const listDuties = (tx: Tx, shelf: string | null) => tx.many(Duty)`
  select d.id, d.kind, d.shelf_id as "shelfId", d.about_copy as "aboutCopy", d.via, d.text, d.detail, d.came_on as "cameOn", d.last_day as "lastDay", d.at,
    d.opened_at as "openedAt", d.outcome, d.ended_at as "endedAt",
    (select count(*)::int from duty.steps s where s.person_id = d.person_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d
  where d.person_id = (select identity.reader()) and d.shelf_id is not null and (${shelf}::uuid is null or d.shelf_id = ${shelf}::uuid)
  order by d.at desc, d.id`

export const listSteps = (tx: Tx, duty: string) => tx.many(Step)`
  select n, at, whose, kind, text, detail, came_on as "cameOn", late from duty.steps where person_id = (select identity.reader()) and duty_id = ${duty} order by n`

export const listPapers = (tx: Tx, duty: string) => tx.many(Paper)`
  select n, event, title, type, coalesce(length(bytes), 0) as size, encode(hash, 'hex') as hash, sensitive
  from duty.papers where person_id = (select identity.reader()) and duty_id = ${duty} order by n`

export const findPaperFile = (tx: Tx, shelf: string, duty: string, n: number) => tx.maybe(PaperFile)`
  select p.title, p.type, p.bytes from duty.papers p join duty.duties d on d.id = p.duty_id
  where p.person_id = (select identity.reader()) and p.duty_id = ${duty} and p.n = ${n} and p.bytes is not null and d.shelf_id = ${shelf}`

/** When it was first opened: set once, by the server, never moved (SOSFS 2014:5 5 kap. 12 §). */
export const markCommunicationOpened = (tx: Tx, duty: string, now: Date) => tx.run`
  update duty.duties set opened_at = ${now} where id = ${duty} and kind = 'communication' and opened_at is null`

const Application = z.object({ day: RowDay.nullable() })
/** The day the person's own application came in that still waits for a decision, as far as they know. */
export const findApplication = async (tx: Tx, shelf: string): Promise<Day | undefined> =>
  (await tx.maybe(Application)`select duty.my_application(${shelf}) as day`)?.day ?? undefined

/** The days the unit has set for itself. */
export const findAlarms = async (tx: Tx, unit: string): Promise<Alarms> =>
  (await tx.maybe(Alarms)`select file_days as "fileDays", appeal_days as "appealDays" from duty.alarms where unit_id = ${unit}`) ??
  usualAlarms

const Made = z.object({ id: z.uuid().nullable(), outcome: z.enum(['done', 'same', 'added', 'there', 'early']) })
type Asking = { kind: Asked; about?: string | undefined; text: string; detail: Detail; day: Day; last: Day | undefined; key: string }
/** 'same': the form had been sent already. 'there': asked for already, and not taken again. 'added': put with the appeal there is. Undefined: there is no such thing for this person. */
export const ask = (tx: Tx, shelf: string, { kind, about, text, detail, day, last, key }: Asking) => tx.maybe(Made)`
  select id, outcome from duty.ask(${shelf}, ${kind}, ${about}, ${text}, ${JSON.stringify(detail)}::text::jsonb, ${day}, ${last}, ${key})`

const Said = z.object({ said: z.enum(['done', 'same', 'over', 'none']) })
export const sayOf = async (
  tx: Tx,
  duty: string,
  { kind, text, day, key }: { kind: 'answered' | 'withdrawn'; text: string; day: Day; key: string },
) => (await tx.maybe(Said)`select duty.say(${duty}, ${kind}, ${text}, ${day}, ${key}) as said`)!.said
