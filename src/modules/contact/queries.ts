import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Day, RowDay } from '#kernel/values/day'
import { Away } from '#modules/directory'
import {
  AboutCase,
  AboutEntry,
  type Body,
  Draft,
  File,
  FileBytes,
  type Kind,
  Message,
  Offered,
  OfferedForm,
  Step,
  Thread,
} from './model.ts'
import type { About } from './paths.ts'
import type { Taken } from './typed.ts'

// What is not theirs row security has left out, and each of these reads a range of one index: the person's own threads, and the parts of one.

/** The person's threads, what moved last first; at most the 200 latest. */
export const listThreads = (tx: Tx) => tx.many(Thread)`
  select t.id, t.kind, t.title, f.name as form, t.state, t.zone, t.unit_id as "unitId", u.name as unit, w.name as handler, w.title as "handlerTitle", t.shelf_id as "shelfId",
    t.opened_at as "openedAt", t.last_at as "lastAt", t.promised_on as "promisedOn", t.answered_at as "answeredAt", t.closed_at as "closedAt",
    t.last_n as "lastN", t.last_staff_n as "lastStaffN", p.read_to as "readTo"
  from contact.participants p
  join contact.threads t on t.id = p.thread_id
  join directory.units u on u.id = t.unit_id
  left join directory.staff w on w.id = t.shown_handler
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  where p.person_id = (select identity.me())
  order by t.last_at desc, t.id limit 200`

const Whole = Thread.extend({
  definition: OfferedForm.shape.definition.nullable(),
  aboutCopy: z.uuid().nullable(),
  follows: z.uuid().nullable(),
  answerDays: z.int(),
  seenAt: z.date().nullable(),
  handlerPhone: z.string().nullable(),
  handlerPhoto: z.string().nullable(),
  handlerHours: Thread.shape.unit.nullable(),
  ...Away,
})
export type Whole = z.infer<typeof Whole>

export const findThread = (tx: Tx, id: string) => tx.maybe(Whole)`
  select t.id, t.kind, t.title, f.name as form, f.definition, t.state, t.zone, t.unit_id as "unitId", u.name as unit, w.name as handler, w.title as "handlerTitle",
    w.phone as "handlerPhone", w.photo as "handlerPhoto", w.phone_hours as "handlerHours", directory.is_away(t.shown_handler) as away, directory.away_to(t.shown_handler) as "awayTo", t.shelf_id as "shelfId", t.about_copy as "aboutCopy", t.follows, t.answer_days as "answerDays", t.seen_at as "seenAt",
    t.opened_at as "openedAt", t.last_at as "lastAt", t.promised_on as "promisedOn", t.answered_at as "answeredAt", t.closed_at as "closedAt",
    t.last_n as "lastN", t.last_staff_n as "lastStaffN", p.read_to as "readTo"
  from contact.threads t
  join contact.participants p on p.thread_id = t.id and p.person_id = (select identity.me())
  join directory.units u on u.id = t.unit_id
  left join directory.staff w on w.id = t.shown_handler
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  where t.id = ${id}`

export const listMessages = (tx: Tx, thread: string) => tx.many(Message)`
  select m.n, m.id, m.whose, m.signed, m.title, m.body, m.answers, m.at, m.belongs
  from contact.threads t join contact.messages m on m.committee_id = t.committee_id and m.thread_id = t.id
  where t.id = ${thread} order by m.n`

export const listFiles = (tx: Tx, thread: string) => tx.many(File)`
  select f.n, f.id, f.field, f.name, f.type, f.size
  from contact.threads t join contact.files f on f.committee_id = t.committee_id and f.thread_id = t.id
  where t.id = ${thread} order by f.n, f.name, f.id`

export const listSteps = (tx: Tx, thread: string) => tx.many(Step)`
  select s.n, s.at, s.what, w.name as to, u.name as "toUnit"
  from contact.threads t join contact.steps s on s.committee_id = t.committee_id and s.thread_id = t.id
  left join directory.staff w on w.id = s.to_shown left join directory.units u on u.id = s.to_unit
  where t.id = ${thread} order by s.n`

export const findFile = (tx: Tx, thread: string, file: string) => tx.maybe(FileBytes)`
  select f.name, f.type, f.bytes from contact.files f where f.id = ${file} and f.thread_id = ${thread}`

const FromKey = Thread.pick({ id: true, kind: true, title: true }).extend({
  ...Message.pick({ body: true, answers: true, at: true }).shape,
  version: z.int().nullable(),
  definition: OfferedForm.shape.definition.nullable(),
  files: z.array(z.uuid()),
})
export type FromKey = z.infer<typeof FromKey>
/** The thread that was made of a key, when it has been sent, with what was sent then. */
export const findSent = (tx: Tx, key: string) => tx.maybe(FromKey)`
  select t.id, t.kind, t.title, m.body, m.answers, m.at, t.form_version as version, f.definition,
    array(select x.id from contact.files x where x.committee_id = t.committee_id and x.thread_id = t.id and x.n = 1) as files
  from contact.participants p
  join contact.threads t on t.id = p.thread_id
  join contact.messages m on m.committee_id = t.committee_id and m.thread_id = t.id and m.n = 1
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  where p.person_id = (select identity.me()) and t.key = ${key}`

/** What was written in a thread with this key, when it has been. */
export const writtenWith = async (tx: Tx, thread: string, key: string) =>
  (
    await tx.maybe(Message.pick({ body: true }))`
    select body from contact.messages where thread_id = ${thread} and key = ${key} and person_id = (select identity.me())`
  )?.body

/** Whether this very file went along with what a thread began with. */
export const wentAlong = async (tx: Tx, thread: string, field: string, { name, type, bytes }: Omit<Taken, 'field'>) =>
  (await tx.maybe(z.object({}))`
    select from contact.files f where f.thread_id = ${thread} and f.n = 1 and f.field = ${field} and f.name = ${name} and f.type = ${type} and f.bytes = ${bytes}
    limit 1`) !== undefined

// --- What can be sent ---

/** Everything the units of a municipality offer now. */
export const listOffered = (tx: Tx, municipality: string) => tx.many(Offered)`
  select y.id, y.unit_id as "unitId", u.name as unit, y.fields, y.answer_days as "answerDays", y.zone, f.version, f.name, f.need, f.for_whom as "forWhom",
    contact.dispatchers(y.unit_id) > 0 as open
  from directory.committees c
  join contact.request_types y on y.committee_id = c.id and y.state = 'published'
  join contact.request_forms f on f.type_id = y.id and f.version = y.published_version
  join directory.units u on u.id = y.unit_id
  where c.municipality_id = ${municipality} order by y.place, u.code, y.id`

/** One that is offered now, with its form; undefined when it is not offered any more, or never was. */
export const findOffered = (tx: Tx, type: string) => tx.maybe(OfferedForm)`
  select y.id, y.unit_id as "unitId", u.name as unit, y.fields, y.answer_days as "answerDays", y.zone, f.version, f.name, f.need, f.for_whom as "forWhom", f.definition,
    contact.dispatchers(y.unit_id) > 0 as open
  from contact.request_types y
  join contact.request_forms f on f.type_id = y.id and f.version = y.published_version
  join directory.units u on u.id = y.unit_id
  where y.id = ${type} and y.state = 'published'`

const Form = OfferedForm.pick({ name: true, definition: true })
/** A version of a form that has once been offered. */
export const findForm = (tx: Tx, type: string, version: number) => tx.maybe(Form)`
  select name, definition from contact.request_forms where type_id = ${type} and version = ${version}`

/** That the officer is away today, and who it comes to then: nobody in particular when nobody stands in. */
const Standing = z.object({ name: z.string(), until: RowDay.nullable(), acting: z.string().nullable() })
export type Standing = z.infer<typeof Standing>
const MyCase = AboutCase.extend({
  unitId: z.uuid(),
  number: z.string().nullable(),
  officer: z.string().nullable(),
  standing: Standing.nullable(),
  closed: z.boolean(),
})
export type MyCase = z.infer<typeof MyCase>
/** The cases that have been opened for the person, with the one who has each as far as they have been told. None without a strong sign-in. */
export const listCases = (tx: Tx, shelf: string | null = null) => tx.many(MyCase)`
  select m.id as "shelfId", m.field, m.title, (select p.definition -> 'title' from directory.process_templates p where p.field = m.field limit 1) as called, m.about_name as "aboutName", m.unit_id as "unitId", m.number,
    (select c.event #>> '{detail,officer,name}' from shelf.copies c where c.person_id = m.person_id and c.matter_id = m.id and c.kind = 'assigned' order by c.at desc, c.seq desc limit 1) as officer,
    (select jsonb_build_object('name', n.name, 'until', n.back_after, 'acting', case when n.acting is not null then n.card ->> 'name' end) from shelf.contact_now(m.id) n where n.away) as standing,
    coalesce((select c.kind = 'closed' from shelf.copies c where c.person_id = m.person_id and c.matter_id = m.id and c.kind in ('closed', 'reopened') order by c.at desc, c.seq desc limit 1), false) as closed
  from shelf.matters m where ${shelf}::uuid is null or m.id = ${shelf}::uuid
  order by m.opened_on desc, m.id`

/** What an entry of a case is called. */
export const findEntry = (tx: Tx, copy: string) => tx.maybe(AboutEntry)`
  select c.id as "copyId", c.matter_id as "shelfId", case when jsonb_typeof(c.event #> '{detail,title}') = 'string' then c.event #>> '{detail,title}' end as title, c.at
  from shelf.copies c where c.person_id = (select identity.reader()) and c.id = ${copy}`

const Days = z.object({ answerDays: z.int(), callDays: z.int() })
/** How soon a unit answers what has no form of its own. What nobody has set is as the schema says. */
export const findDays = async (tx: Tx, unit: string): Promise<z.infer<typeof Days>> =>
  (await tx.maybe(Days)`select answer_days as "answerDays", call_days as "callDays" from contact.settings where unit_id = ${unit}`) ?? {
    answerDays: 3,
    callDays: 2,
  }

const Receiver = z.object({ unitId: z.uuid(), open: z.boolean() })
/** Where words about this would come, and whether somebody receives there. Undefined: it is not theirs to write there. */
export const findReceiver = (tx: Tx, { shelf, copy, unit }: About) => tx.maybe(Receiver)`
  select r.unit_id as "unitId", contact.dispatchers(r.unit_id) > 0 as open from contact.receiver(${shelf}, ${copy}, ${unit}) r`

/** The units of a municipality where somebody receives. */
export const listReceiving = (tx: Tx, municipality: string) => tx.many(z.object({ id: z.uuid() }))`
  select u.id from directory.committees c join directory.units u on u.committee_id = c.id
  where c.municipality_id = ${municipality} and contact.dispatchers(u.id) > 0`

// --- Drafts ---

export const listDrafts = (tx: Tx) => tx.many(Draft)`
  select d.id, d.type_id as "typeId", d.thread_id as "threadId", d.body, d.saved_at as "savedAt",
    (select f.name from contact.request_types y join contact.request_forms f on f.type_id = y.id and f.version = y.published_version where y.id = d.type_id) as form
  from contact.person_drafts d where d.person_id = (select identity.me()) order by d.saved_at desc, d.id`

export const findDraft = (tx: Tx, id: string) => tx.maybe(Draft)`
  select d.id, d.type_id as "typeId", d.thread_id as "threadId", d.body, d.saved_at as "savedAt",
    (select f.name from contact.request_types y join contact.request_forms f on f.type_id = y.id and f.version = y.published_version where y.id = d.type_id) as form
  from contact.person_drafts d where d.person_id = (select identity.me()) and d.id = ${id}`

export const listDraftFiles = (tx: Tx, draft: string) => tx.many(File)`
  select 0 as n, f.id, f.field, f.name, f.type, f.size from contact.draft_files f where f.person_id = (select identity.me()) and f.draft_id = ${draft} order by f.name, f.id`
export const findDraftFile = (tx: Tx, draft: string, file: string) => tx.maybe(FileBytes)`
  select f.name, f.type, f.bytes from contact.draft_files f where f.person_id = (select identity.me()) and f.draft_id = ${draft} and f.id = ${file}`
export const dropDraftFiles = (tx: Tx, draft: string, files: readonly string[]) => tx.run`
  delete from contact.draft_files where person_id = (select identity.me()) and draft_id = ${draft} and id = any (${files}::uuid[])`
export const throwDraft = (tx: Tx, id: string) =>
  tx.run`delete from contact.person_drafts where person_id = (select identity.me()) and id = ${id}`

/** The draft of an answer that has been begun in a thread. */
export const findReply = (tx: Tx, thread: string) => tx.maybe(Draft)`
  select d.id, d.type_id as "typeId", d.thread_id as "threadId", d.body, d.saved_at as "savedAt", null as form
  from contact.person_drafts d where d.person_id = (select identity.me()) and d.thread_id = ${thread} order by d.saved_at desc limit 1`

const Saved = z.object({ outcome: z.enum(['done', 'many', 'sent', 'none']) })
type Saving = { id: string; type?: string | undefined; thread?: string | undefined; body: Body; strong: boolean }
export const saveDraft = async (tx: Tx, { id, type, thread, body, strong }: Saving) =>
  (await tx.maybe(Saved)`select contact.save_draft(${id}, ${type}, ${thread}, ${JSON.stringify(body)}::text::jsonb, ${strong}) as outcome`)!
    .outcome

const Kept = z.object({ outcome: z.enum(['done', 'many', 'none']) })
export const keepFile = async (
  tx: Tx,
  draft: string,
  { field, name, type, bytes }: { field: string; name: string; type: string; bytes: Uint8Array },
) => (await tx.maybe(Kept)`select contact.keep_file(${draft}, ${field}, ${name}, ${type}, ${bytes}) as outcome`)!.outcome

// --- Sending ---

const Sent = z.object({ id: z.uuid().nullable(), outcome: z.enum(['done', 'same', 'gone', 'changed', 'nobody']) })
type Sending = About & {
  key: string
  kind: Kind
  type?: string | undefined
  version?: number | undefined
  title: string
  body: string
  answers?: object | undefined
  /** The Swedish day it is, and the day that is promised. */
  day: Day
  promised: Day
}
/** Sends what is new, once for each key (MSG-05). Undefined: it is not this person's to write there. */
export const send = (
  tx: Tx,
  { key, kind, type, version, unit, shelf, copy, follows, title, body, answers, day, promised }: Sending,
) => tx.maybe(Sent)`
  select id, outcome from contact.send(${key}, ${kind}, ${type}, ${version}, ${unit}, ${shelf}, ${copy}, ${follows}, ${title}, ${body},
    ${answers ? JSON.stringify(answers) : null}::text::jsonb, ${day}, ${promised})`

const Written = z.object({ outcome: z.enum(['done', 'same', 'closed', 'none']) })
export const write = async (tx: Tx, thread: string, { key, body, day, promised }: { key: string; body: string; day: Day; promised: Day }) =>
  (await tx.maybe(Written)`select contact.write(${thread}, ${key}, ${body}, ${day}, ${promised}) as outcome`)!.outcome

/** As far as its person has read: what the page they are given shows. */
export const markRead = (tx: Tx, thread: string, n: number) => tx.run`select contact.mark_read(${thread}, ${n})`
