import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { type Alarms, type Asked, type Detail, Duty, Paper, PaperFile, Step, type Via } from '../../duty/model.ts'
import { Row } from './model.ts'

/** What waits at the unit, the first day first. Up to `most`. */
export const listWaiting = (tx: Tx, unit: string, most: number) => tx.many(Row)`
  select d.id, d.kind, d.matter_id as "matterId", m.number, p.name, d.via, '' as text, d.detail, d.came_on as "cameOn", d.last_day as "lastDay", d.at, d.opened_at as "openedAt",
    d.settled_at as "settledAt", d.outcome, d.ended_at as "endedAt", d.revision, null as by,
    (select count(*)::int from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d
  join record.matters m on m.committee_id = d.committee_id and m.id = d.matter_id
  cross join lateral (
    select r.name from record.people r where r.person_id = m.person_id and r.committee_id = m.committee_id order by r.source_id = m.source_id desc, r.ref limit 1) p
  where d.unit_id = ${unit} and d.settled_at is null order by d.last_day, d.id limit ${most}`

/** Everything of one matter, the latest first. */
export const listOfMatter = (tx: Tx, matter: string) => tx.many(Row)`
  select d.id, d.kind, d.matter_id as "matterId", null as number, '' as name, d.via, '' as text, d.detail, d.came_on as "cameOn", d.last_day as "lastDay", d.at, d.opened_at as "openedAt",
    d.settled_at as "settledAt", d.outcome, d.ended_at as "endedAt", d.revision, null as by,
    (select count(*)::int from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d where d.committee_id = (select identity.my_committee()) and d.matter_id = ${matter} order by d.at desc, d.id`

/** The same as their person sees them, who knows of no decision that they have not been handed. */
export const listAsPerson = (tx: Tx, matter: string) => tx.many(Duty)`
  select d.id, d.kind, d.shelf_id as "shelfId", d.about_copy as "aboutCopy", d.via, d.text, d.detail, d.came_on as "cameOn", d.last_day as "lastDay", d.at,
    d.opened_at as "openedAt", d.outcome, d.ended_at as "endedAt",
    (select count(*)::int from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d where d.committee_id = (select identity.my_committee()) and d.matter_id = ${matter} and d.shelf_id is not null order by d.at desc, d.id`

export const findRow = (tx: Tx, matter: string, id: string) => tx.maybe(Row)`
  select d.id, d.kind, d.matter_id as "matterId", null as number, '' as name, d.via, d.text, d.detail, d.came_on as "cameOn", d.last_day as "lastDay", d.at, d.opened_at as "openedAt",
    d.settled_at as "settledAt", d.outcome, d.ended_at as "endedAt", d.revision, w.name as by,
    (select count(*)::int from duty.steps s where s.committee_id = d.committee_id and s.duty_id = d.id and s.kind = 'answered') as answers
  from duty.duties d left join directory.staff w on w.id = d.staff_id
  where d.committee_id = (select identity.my_committee()) and d.matter_id = ${matter} and d.id = ${id}`

export const listSteps = (tx: Tx, id: string) => tx.many(Step)`
  select n, at, whose, kind, text, detail, came_on as "cameOn", late from duty.steps where committee_id = (select identity.my_committee()) and duty_id = ${id} order by n`

export const listPapers = (tx: Tx, id: string) => tx.many(Paper)`
  select n, event, title, type, coalesce(length(bytes), 0) as size, encode(hash, 'hex') as hash, sensitive
  from duty.papers where committee_id = (select identity.my_committee()) and duty_id = ${id} order by n`

export const findPaperFile = (tx: Tx, matter: string, duty: string, n: number) => tx.maybe(PaperFile)`
  select p.title, p.type, p.bytes from duty.papers p join duty.duties d on d.committee_id = p.committee_id and d.id = p.duty_id
  where p.committee_id = (select identity.my_committee()) and p.duty_id = ${duty} and p.n = ${n} and p.bytes is not null and d.matter_id = ${matter}`

const Count = z.object({ late: z.int(), waiting: z.int() })
/** How many clocks of the unit have run out, and how many there are in all: for the first page of staff. `today` is the day in Sweden. */
export const lateDuties = async (tx: Tx, unit: string, today: Day) =>
  (await tx.maybe(Count)`
    select count(*) filter (where last_day < ${today}::date and kind <> 'communication')::int as late, count(*)::int as waiting
    from duty.duties where unit_id = ${unit} and settled_at is null`)!

/** False: not the manager of a unit. */
export const setAlarms = async (tx: Tx, { fileDays, appealDays }: Alarms) =>
  (await tx.maybe(z.object({ set: z.boolean() }))`select duty.set_alarms(${fileDays}, ${appealDays}) as set`)!.set

const Made = z.object({
  id: z.uuid().nullable(),
  outcome: z.enum(['done', 'same', 'early', 'once', 'closed', 'protected', 'young', 'withheld', 'stale']),
})
type Sending = { via: Via; day: Day; last: Day; text: string; items: readonly string[]; key: string }
/**
 * Freezes the items and tells the person (FL 25 §). 'closed': the matter is not opened for them. 'young': under fifteen. 'protected': nothing goes out here before it is
 * searched for what would give them away. 'withheld': somebody said that the person is not to see one of them. 'stale': one has another wording now.
 */
export const communicate = (tx: Tx, matter: string, { via, day, last, text, items, key }: Sending) => tx.maybe(Made)`
  select id, outcome from duty.communicate(${matter}, ${via}, ${day}, ${last}, ${text}, ${items}::uuid[], ${key})`

type Registering = { kind: Asked; via: Via; about: string | undefined; text: string; detail: Detail; day: Day; last: Day; key: string }
/** Writes down what came in another way than here. 'early', 'once': FL 12 § does not give it. */
export const register = (tx: Tx, matter: string, { kind, via, about, text, detail, day, last, key }: Registering) => tx.maybe(Made)`
  select id, outcome from duty.register(${matter}, ${kind}, ${via}, ${about}, ${text}, ${JSON.stringify(detail)}::text::jsonb, ${day}, ${last}, ${key})`

type Doing = {
  seen: number
  kind: string
  text: string
  detail: object
  day: Day
  late: boolean
  outcome: string | undefined
  last: Day | undefined
}
const Did = z.object({ did: z.enum(['done', 'stale', 'over', 'none']) })
export const act = async (tx: Tx, duty: string, { seen, kind, text, detail, day, late, outcome, last }: Doing) =>
  (await tx.maybe(Did)`
    select duty.act(${duty}, ${seen}, ${kind}, ${text}, ${JSON.stringify(detail)}::text::jsonb, ${day}, ${late}, ${outcome}, ${last}) as did`)!
    .did
