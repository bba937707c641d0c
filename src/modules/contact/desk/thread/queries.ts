import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { openNumber } from '#kernel/secrets'
import { masked } from '#kernel/values/personal-number'
import { Worded } from '#modules/directory'
import { type Belongs, File } from '../../model.ts'
import { Case, Colleague, Draft, DraftFile, type Held, Message, Note, Opening, Signer, Step, Template, Thread, Went } from './model.ts'

// Row security leaves a thread to the dispatchers of the unit that holds it and to whoever answers it; for all others there is none (MSG-07).

const Opened = z.object({ opened: z.boolean() })
/** Says that the thread lies open before somebody. False: there is no such thread here. */
export const openThread = async (tx: Tx, id: string) => (await tx.maybe(Opened)`select contact.open(${id}) as opened`)!.opened

const thread = (tx: Tx, id: string) => tx.maybe(Thread)`
  select t.id, t.kind, f.name, t.title, p.name as person, t.state, t.handler_id as "handlerId", w.name as handler, t.handler_id is not distinct from (select identity.my_staff()) as mine,
    t.unit_id = any ((select identity.my_inboxes())::uuid[]) as hands, t.opened_at as "openedAt", t.answer_days as "answerDays", t.promised_on as "promisedOn",
    t.answered_at as "answeredAt", t.closed_at as "closedAt", t.matter_id as "matterId", t.follows, t.read_marks as "readMarks", p.read_shown as "readTo", t.last_n as "lastN", t.revision,
    coalesce(y.second_reading, s.second_reading, false) as twice, coalesce(s.named, true) as named, f.definition
  from contact.threads t
  join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  left join contact.request_types y on y.id = t.type_id and y.unit_id = t.unit_id
  left join contact.settings s on s.unit_id = t.unit_id
  left join directory.staff w on w.id = t.handler_id
  where t.committee_id = (select identity.my_committee()) and t.id = ${id}`

const messages = (tx: Tx, id: string) => tx.many(Message)`
  select m.n, m.id, m.whose, m.signed, m.title, m.body, m.answers, m.at, w.name as second, m.belongs, b.name as "decidedBy", r.state as returned, s.label ->> 'sv' as "returnedTo", coalesce(s.kind = 'native', false) as "returnedHere"
  from contact.messages m
  left join directory.staff w on w.id = m.second_id
  left join directory.staff b on b.id = m.belongs_by
  left join contact.returns r on r.committee_id = m.committee_id and r.thread_id = m.thread_id and r.n = m.n
  left join record.sources s on s.committee_id = r.committee_id and s.id = r.source_id
  where m.committee_id = (select identity.my_committee()) and m.thread_id = ${id} order by m.n`

const files = (tx: Tx, id: string) => tx.many(File)`
  select n, id, field, name, type, size from contact.files where committee_id = (select identity.my_committee()) and thread_id = ${id} order by n, name, id`

const steps = (tx: Tx, id: string) => tx.many(Step)`
  select s.at, s.what, b.name as by, o.name as to, u.name as "toUnit" from contact.steps s
  left join directory.staff b on b.id = s.staff_id left join directory.staff o on o.id = s.to_staff left join directory.units u on u.id = s.to_unit
  where s.committee_id = (select identity.my_committee()) and s.thread_id = ${id} order by s.n`

const notes = (tx: Tx, id: string) => tx.many(Note)`
  select n.id, w.name as by, n.text, n.at from contact.notes n join directory.staff w on w.id = n.staff_id
  where n.committee_id = (select identity.my_committee()) and n.thread_id = ${id} order by n.at, n.id`

const openings = (tx: Tx, id: string) => tx.many(Opening)`
  select w.name as by, o.at from contact.openings o join directory.staff w on w.id = o.staff_id
  where o.committee_id = (select identity.my_committee()) and o.thread_id = ${id} and o.staff_id <> (select identity.my_staff()) order by o.at desc limit 3`

export const findDraft = (tx: Tx, id: string) => tx.maybe(Draft)`
  select d.body, d.version, w.name as by, d.staff_id = (select identity.my_staff()) as own, d.saved_at as "savedAt", d.ready_at as "readyAt", d.sign, b.name as "returnedBy", d.returned_why as "returnedWhy"
  from contact.staff_drafts d join directory.staff w on w.id = d.staff_id left join directory.staff b on b.id = d.returned_by
  where d.committee_id = (select identity.my_committee()) and d.thread_id = ${id}`

export const draftFiles = (tx: Tx, id: string) => tx.many(DraftFile)`
  select id, name, type, size from contact.staff_draft_files where committee_id = (select identity.my_committee()) and thread_id = ${id} order by name, id`

const Who = z.object({ sealed: z.instanceof(Uint8Array).nullable() })
/** The number of whoever wrote, sealed. */
const whoWrote = (tx: Tx, id: string) => tx.many(Who)`select number_sealed as sealed from contact.who_wrote(${id})`

const Guarded = z.object({ protects: z.boolean() })
const protects = (tx: Tx, id: string) => tx.maybe(Guarded)`select contact.protects(${id}) as protects`

const colleagues = (tx: Tx) => tx.many(Colleague)`select id, name, title, held, away, away_to as "awayTo" from contact.colleagues()`
export const cases = (tx: Tx, id: string) => tx.many(Case)`select id, number, title, field, native from contact.cases_of(${id})`
export const listTemplates = (tx: Tx) =>
  tx.many(Template)`select id, owner, title, body from contact.templates order by owner = 'staff' desc, owner = 'unit' desc, title, id`

export const findSigner = async (tx: Tx) =>
  (await tx.maybe(Signer)`
    select w.name, w.title, u.name as unit, w.phone, u.phone as "unitPhone" from directory.staff w, directory.units u where w.id = (select identity.my_staff()) and u.id = (select contact.my_unit())`)!

/** The thread with all that stands beside it. Nothing when it is not this desk's. */
export async function findThread(tx: Tx, id: string, secret: string): Promise<Held | undefined> {
  const [found, ...rest] = await Promise.all([
    thread(tx, id),
    messages(tx, id),
    files(tx, id),
    steps(tx, id),
    notes(tx, id),
    openings(tx, id),
    findDraft(tx, id),
    draftFiles(tx, id),
    colleagues(tx),
    cases(tx, id),
    listTemplates(tx),
    findSigner(tx),
    whoWrote(tx, id),
    protects(tx, id),
  ])
  if (!found) return undefined
  const [said, attached, happened, between, opened, draft, ready, others, about, ways, signer, who, guarded] = rest
  return {
    thread: found,
    numbers: who.flatMap(({ sealed }) => (sealed ? [masked(openNumber(secret, sealed))] : [])),
    protects: guarded?.protects ?? false,
    messages: said,
    files: attached,
    steps: happened,
    notes: between,
    openings: opened,
    draft,
    draftFiles: ready,
    colleagues: others,
    cases: about,
    templates: ways,
    signer,
  }
}

const Outcome = z.object({ outcome: z.string() })
const said = async (asked: Promise<{ outcome: string } | undefined>) => (await asked)!.outcome

// What can be done, each as the database's own function answers it: 'none' is that there is no such thread here, 'stale' that something has happened since
// the page of revision `seen` was made.

export const assign = (tx: Tx, id: string, seen: number, to: string) =>
  said(tx.maybe(Outcome)`select contact.assign(${id}, ${seen}, ${to}) as outcome`)
export const putBack = (tx: Tx, id: string, seen: number) => said(tx.maybe(Outcome)`select contact.give_up(${id}, ${seen}) as outcome`)
export const close = (tx: Tx, id: string, seen: number) => said(tx.maybe(Outcome)`select contact.close(${id}, ${seen}) as outcome`)
export const called = (tx: Tx, id: string, seen: number) => said(tx.maybe(Outcome)`select contact.called(${id}, ${seen}) as outcome`)
/** Says that they were phoned and did not answer: what is promised stands. */
export const rang = (tx: Tx, id: string, seen: number) => said(tx.maybe(Outcome)`select contact.rang(${id}, ${seen}) as outcome`)
export const note = (tx: Tx, id: string, key: string, text: string) =>
  said(tx.maybe(Outcome)`select contact.note(${id}, ${key}, ${text}) as outcome`)
export const hand = (tx: Tx, id: string, seen: number, { unit, key, text }: { unit: string; key: string; text: string }) =>
  said(tx.maybe(Outcome)`select contact.hand_with_word(${id}, ${seen}, ${unit}, ${key}, ${text}) as outcome`)

const Saved = z.object({ outcome: z.enum(['done', 'changed', 'over', 'none']), version: z.number() })
/** Saves the shared draft. 'changed': somebody has saved another since `version`, and nothing is written over. */
export const saveAnswer = async (tx: Tx, id: string, version: number, body: string) =>
  (await tx.maybe(Saved)`select outcome, version from contact.save_answer(${id}, ${version}, ${body})`)!
export const dropAnswer = (tx: Tx, id: string, version: number) =>
  said(tx.maybe(Outcome)`select contact.drop_answer(${id}, ${version}) as outcome`)
export const addFile = (tx: Tx, id: string, { name, type, bytes }: { name: string; type: string; bytes: Uint8Array }) =>
  said(tx.maybe(Outcome)`select contact.add_answer_file(${id}, ${name}, ${type}, ${bytes}) as outcome`)
const Named = z.object({ person: z.string() })
/** To whom an answer has gone, or is to go when a colleague has read it. */
export const wentTo = (tx: Tx, id: string) => tx.maybe(Went)`
  select p.name as person, d.ready_at is not null as ready from contact.threads t
  join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  left join contact.staff_drafts d on d.committee_id = t.committee_id and d.thread_id = t.id
  where t.committee_id = (select identity.my_committee()) and t.id = ${id} and (t.state = 'answered' or d.ready_at is not null)`
/** Whose thread it is, by name. */
export const personOf = (tx: Tx, id: string) => tx.maybe(Named)`
  select p.name as person from contact.threads t join contact.participants p on p.committee_id = t.committee_id and p.thread_id = t.id and p.person_id = t.opened_by
  where t.committee_id = (select identity.my_committee()) and t.id = ${id}`

const Here = z.object({ here: z.boolean() })
export const isHere = async (tx: Tx, id: string) =>
  (await tx.maybe(
    Here,
  )`select exists (select from contact.threads where committee_id = (select identity.my_committee()) and id = ${id}) as here`)!.here

const Had = z.object({ had: z.boolean() })
/** Whether the very same file lies with the answer already: a form sent twice adds one. */
export const hasFile = async (tx: Tx, id: string, { name, bytes }: { name: string; bytes: Uint8Array }) =>
  (await tx.maybe(
    Had,
  )`select exists (select from contact.staff_draft_files where committee_id = (select identity.my_committee()) and thread_id = ${id} and name = ${name} and bytes = ${bytes}) as had`)!
    .had
export const dropFile = (tx: Tx, id: string, file: string) =>
  said(tx.maybe(Outcome)`select contact.drop_answer_file(${id}, ${file}) as outcome`)

type Answer = { seen: number; version: number; key: string; body: string; sign: 'self' | 'unit' }
export const answer = (tx: Tx, id: string, { seen, version, key, body, sign }: Answer) =>
  said(tx.maybe(Outcome)`select contact.answer(${id}, ${seen}, ${version}, ${key}, ${body}, ${sign}) as outcome`)
export const approve = (tx: Tx, id: string, { seen, version, key }: Pick<Answer, 'seen' | 'version' | 'key'>) =>
  said(tx.maybe(Outcome)`select contact.approve(${id}, ${seen}, ${version}, ${key}) as outcome`)
export const giveBack = (tx: Tx, id: string, version: number, why: string) =>
  said(tx.maybe(Outcome)`select contact.give_back(${id}, ${version}, ${why}) as outcome`)

export const decideBelongs = (tx: Tx, id: string, n: number, belongs: Belongs, matter: string | undefined) =>
  said(tx.maybe(Outcome)`select contact.decide_belongs(${id}, ${n}, ${belongs}, ${matter ?? null}) as outcome`)

const OtherUnit = z.object({ id: z.uuid(), name: Worded, committee: Worded, near: z.boolean() })
export type OtherUnit = z.infer<typeof OtherUnit>
/** The units it can be handed to. `near`: of the same committee. */
export const otherUnits = (tx: Tx) => tx.many(OtherUnit)`select id, name, committee, same_committee as near from contact.other_units()`

const Bytes = z.object({ name: z.string(), type: z.string(), size: z.number(), bytes: z.instanceof(Uint8Array) })
export const fileOf = (tx: Tx, id: string, file: string) => tx.maybe(Bytes)`
  select name, type, size, bytes from contact.files where committee_id = (select identity.my_committee()) and thread_id = ${id} and id = ${file}`
export const draftFileOf = (tx: Tx, id: string, file: string) => tx.maybe(Bytes)`
  select name, type, size, bytes from contact.staff_draft_files where committee_id = (select identity.my_committee()) and thread_id = ${id} and id = ${file}`
