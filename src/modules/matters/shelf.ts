import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/text'
import { type Day, RowDay } from '#kernel/values/day'
import { theirs } from '#kernel/values/marks'
import { Worded } from '#modules/directory'
import { type Duty, turnsOf } from './duty/model.ts'
import { listDuties } from './duty/queries.ts'
import { fold } from './events/fold.ts'
import { gather } from './events/items.ts'
import { Card, Event, type EventKind, eventKinds, PlainBeside, remarkKinds } from './events/model.ts'
import type { Handed, Officer, Own, Shown, Under, View, Withheld } from './events/view.ts'
import { Field } from './feed/model.ts'
import { say } from './templates/model.ts'
import { reference } from './templates/read.ts'

/** By which right somebody reads about another (FB 6 and 11 kap., FL 14 §). */
export const capacities = ['custodian', 'limitedGuardian', 'conservator', 'proxy'] as const

/** Whose a matter is today: their name, whether they are there, and the card of whoever answers: they, who stands in (`acts`), or nobody. */
const ContactNow = z.object({ name: z.string(), away: z.boolean(), until: RowDay.nullable(), acts: z.boolean(), card: Card })

/** A matter that has been opened for its person, with the honest count (CASE-05): shown + withheld + waiting + missing is what the source holds. */
export const ShelfMatter = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  number: z.string().nullable(),
  field: Field,
  title: z.string().nullable(),
  openedOn: RowDay,
  imported: z.boolean(),
  keptHere: z.boolean(),
  sourceLabel: Worded,
  dataFrom: RowDay.nullable(),
  invitedAt: z.date(),
  invitedBy: z.string(),
  shown: z.int(),
  withheld: z.int(),
  waiting: z.int(),
  missing: z.int(),
  changed: z.int(),
  comparedAt: z.date().nullable(),
  sourceDownSince: z.date().nullable(),
  lastGoodAt: z.date().nullable(),
  /** Whose it is and by which right, when it is somebody else's. */
  aboutName: z.string().nullable(),
  capacity: z.enum(capacities).nullable(),
  /** What the reader has chosen for the notes (CASE-08). */
  notes: z.enum(['later', 'closing', 'not-here']).nullable(),
  /** Whose it is today, where the reader has been told a name. */
  contact: ContactNow.nullable(),
})
export type ShelfMatter = z.infer<typeof ShelfMatter>

const Copy = z.object({
  matterId: z.uuid(),
  id: z.uuid(),
  kind: z.string(),
  ref: z.string(),
  version: z.int(),
  at: z.date(),
  seq: z.number(),
  event: z.record(z.string(), z.unknown()),
  documentId: z.uuid().nullable(),
  plain: PlainBeside.nullable(),
  handedAt: z.date(),
  openedAt: z.date().nullable(),
  choice: z.enum(['now', 'later', 'together', 'not-here']).nullable(),
})
export type Copy = z.infer<typeof Copy>

const Remark = z.object({
  id: z.uuid(),
  matterId: z.uuid(),
  ref: z.string(),
  kind: z.enum(remarkKinds),
  text: z.string(),
  at: z.date(),
  state: z.enum(['new', 'acknowledged', 'noted', 'closed']),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.date().nullable(),
})
type RemarkRow = z.infer<typeof Remark>

/** The person's own words beside an item, and what has become of them (L2). */
export type Remark = Own & { state: RemarkRow['state'] }
/** An item that is not shown, with what the person has written about it. */
export type Hidden = Withheld & { own: Remark[] }
/**
 * A matter off the shelf. `homeless`: remarks about something that has been taken back since; `aside`: what its reader has chosen not to see here;
 * `duties`: what the law sets a day for, latest first.
 */
export type Held = {
  matter: ShelfMatter
  shown: Shown[]
  withheld: Hidden[]
  homeless: Remark[]
  aside: Hidden[]
  copies: readonly Copy[]
  duties: readonly Duty[]
}

// Nothing here asks who is looking: row security has already left out what is not theirs, and its person is the first column of each
// table's key, so that each of these reads one range of one index.

const listMatters = (tx: Tx, id: string | null) => tx.many(ShelfMatter)`
  select id, unit_id as "unitId", number, field, title, opened_on as "openedOn", imported, kept_here as "keptHere", source_label as "sourceLabel", data_from as "dataFrom",
    invited_at as "invitedAt", invited_by as "invitedBy", shown, withheld, waiting, missing, changed,
    compared_at as "comparedAt", source_down_since as "sourceDownSince", last_good_at as "lastGoodAt", about_name as "aboutName", capacity, notes,
    (select jsonb_build_object('name', n.name, 'away', n.away, 'until', n.back_after, 'acts', n.acting is not null, 'card', n.card) from shelf.contact_now(id) n) as contact
  from shelf.matters
  where ${id}::uuid is null or id = ${id}::uuid
  order by opened_on desc, id`

const listCopies = (tx: Tx, matter: string) => tx.many(Copy)`
  select matter_id as "matterId", id, kind, ref, version, at, seq, event, document_id as "documentId", plain, handed_at as "handedAt", opened_at as "openedAt", choice
  from shelf.copies
  where matter_id = ${matter}`

/** Of all the person's matters. The words of notes stay behind: the pages that use this show no journal text (CASE-09). */
const listCopiesInBrief = (tx: Tx) => tx.many(Copy)`
  select matter_id as "matterId", id, kind, ref, version, at, seq,
    case when kind = 'note' then '{"detail":{"text":"–"}}'::jsonb else event end as event,
    document_id as "documentId", null::jsonb as plain, handed_at as "handedAt", opened_at as "openedAt", choice
  from shelf.copies`

/** Of all the person's matters, with every word they were handed. */
const listAllCopies = (tx: Tx) => tx.many(Copy)`
  select matter_id as "matterId", id, kind, ref, version, at, seq, event, document_id as "documentId", plain, handed_at as "handedAt", opened_at as "openedAt", choice
  from shelf.copies`

const listRemarks = (tx: Tx, matter: string | null) => tx.many(Remark)`
  select id, shelf_id as "matterId", ref, kind, text, at, state, answer, answered_by as "answeredBy", answered_at as "answeredAt"
  from voice.remarks
  where ${matter}::uuid is null or shelf_id = ${matter}::uuid
  order by at, id`

/** One matter as it lies on the shelf, or undefined when it is not there for this person. */
export async function readMatter(tx: Tx, id: string): Promise<Held | undefined> {
  const [[matter], copies, remarks, duties] = await Promise.all([
    listMatters(tx, id),
    listCopies(tx, id),
    listRemarks(tx, id),
    listDuties(tx, id),
  ])
  return matter && { ...heldOf(matter, copies, remarks), duties }
}

/** All matters, without the words of notes. The latest opened first. */
export const readShelf = (tx: Tx): Promise<Held[]> => readAll(tx, listCopiesInBrief)

/** All matters with the words of notes too: for what their person seeks in them, and for no page that they only come to (CASE-06, CASE-09). */
export const readWholeShelf = (tx: Tx): Promise<Held[]> => readAll(tx, listAllCopies)

async function readAll(tx: Tx, listCopies: (tx: Tx) => Promise<Copy[]>): Promise<Held[]> {
  const [matters, copies, remarks, duties] = await Promise.all([
    listMatters(tx, null),
    listCopies(tx),
    listRemarks(tx, null),
    listDuties(tx, null),
  ])
  const dutiesOf = Map.groupBy(duties, (duty) => duty.shelfId)
  const [copiesOf, remarksOf] = [Map.groupBy(copies, (copy) => copy.matterId), Map.groupBy(remarks, (remark) => remark.matterId)]
  return matters.map((matter) => ({
    ...heldOf(matter, copiesOf.get(matter.id) ?? [], remarksOf.get(matter.id) ?? []),
    duties: dutiesOf.get(matter.id) ?? [],
  }))
}

/** Copies and remarks put together by what they are about. A copy that is not an event we know stops here. */
function heldOf(matter: ShelfMatter, copies: readonly Copy[], remarks: readonly RemarkRow[]): Omit<Held, 'duties'> {
  const own = Map.groupBy(remarks.map(remarkOf), ({ ref }) => ref)
  const take = (ref: string) => {
    const found = own.get(ref)?.map(({ remark }) => remark) ?? []
    own.delete(ref)
    return found
  }
  const isEvent = (copy: Copy) => !['withheld', 'annulled', 'covered'].includes(copy.kind)
  const standing = new Set(copies.filter(isEvent).map(({ ref }) => ref))
  // What has been put right under the same reference since needs no word of the mistake.
  const mistaken = copies.filter((copy) => copy.kind === 'annulled' && !standing.has(copy.ref)).map(emptied)
  const chosen = choiceIn(matter, copies)
  const open = copies.filter((copy) => isEvent(copy) && !chosen(copy))
  const shown = gather([...open.map(handedOf), ...mistaken].map((copy) => ({ ...copy, own: take(copy.event.ref) })))
  const withheld = copies.filter((copy) => copy.kind === 'withheld').map((copy) => ({ ...withheldOf(copy), own: take(copy.ref) }))
  // Several wordings of one item lie under one cover.
  const covered = [
    ...Map.groupBy(
      copies.filter((copy) => copy.kind === 'covered' || (isEvent(copy) && chosen(copy))),
      ({ ref }) => ref,
    ).values(),
  ]
    .map((wordings) => wordings.toSorted((a, b) => a.version - b.version).at(-1)!)
    .map((copy) => ({ copy, why: chosen(copy) ?? ('sensitive' as const) }))
  const lines = covered.map(({ copy, why }) => ({ ...coveredOf(copy, why), own: take(copy.ref) }))
  const { aside = [], under = [] } = Object.groupBy(lines, (line) => (line.under.why === 'not-here' ? 'aside' : 'under'))
  return {
    matter,
    shown,
    withheld: [...withheld, ...under],
    homeless: [...own.values()].flat().map(({ remark }) => remark),
    aside,
    copies,
  }
}

/** What its reader has put aside by a choice of their own, hidden or under its cover: what may be taken out again. Newest first. */
export const asideOf = ({ withheld, aside }: Pick<Held, 'withheld' | 'aside'>): Hidden[] =>
  [...aside, ...withheld.filter(({ under }) => under && under.why !== 'sensitive')].toSorted((a, b) => b.at.localeCompare(a.at))

const notes: readonly string[] = ['note', 'meeting-held']

/** What its reader has chosen for an item, or for all notes of the matter; nothing when it is to be read here and now (CASE-08). */
function choiceIn({ notes: forNotes }: ShelfMatter, copies: readonly Copy[]) {
  const turning = copies.filter(({ kind }) => kind === 'closed' || kind === 'reopened').toSorted((a, b) => +a.at - +b.at || a.seq - b.seq)
  const usual = forNotes === 'closing' && turning.at(-1)?.kind === 'closed' ? null : forNotes
  return ({ kind, event, choice }: Copy): Exclude<Under['why'], 'sensitive'> | undefined => {
    if (choice) return choice === 'now' ? undefined : choice
    return (notes.includes(kind === 'covered' ? String(event['kind']) : kind) && usual) || undefined
  }
}

const Kind = z.enum(eventKinds as [EventKind, ...EventKind[]])
const Words = z.object({ text: z.string().default(''), by: z.string().optional() })
const coveredOf = ({ id, kind, at, event }: Copy, why: Under['why']): Withheld & { under: Under } => ({
  id,
  at: at.toISOString(),
  ...(kind === 'covered' ? Words.parse(event) : { text: '' }),
  under: { kind: Kind.parse(kind === 'covered' ? event['kind'] : kind), why },
})

const handedOf = ({ id, kind, ref, version, at, seq, event, documentId, plain, handedAt, openedAt }: Copy): Handed => ({
  id,
  event: Event.parse({ ...event, kind, ref, version, at: at.toISOString(), seq }),
  handedAt: handedAt.toISOString(),
  openedAt: openedAt?.toISOString(),
  documentId: documentId ?? undefined,
  plain: plain ?? undefined,
})

const Emptied = z.object({ annulledAt: z.string() })
/** Where something stood that was registered by mistake: a place, and when its words were taken away. */
const emptied = ({ id, ref, version, at, seq, event, handedAt }: Copy): Handed => ({
  id,
  event: { kind: 'not-shown-here', ref, version, at: at.toISOString(), seq, detail: {} },
  handedAt: handedAt.toISOString(),
  annulled: { at: new Date(Emptied.parse(event).annulledAt).toISOString() },
})

const withheldOf = ({ id, at, event }: Copy): Withheld => ({
  id,
  at: at.toISOString(),
  text: typeof event['text'] === 'string' ? event['text'] : '',
  together: event['together'] === true,
})

const remarkOf = ({ id, ref, kind, text, at, state, answer, answeredBy, answeredAt }: RemarkRow): { ref: string; remark: Remark } => ({
  ref,
  remark: {
    id,
    kind,
    text,
    state,
    at: at.toISOString(),
    answer:
      answer && answeredAt ? { at: answeredAt.toISOString(), text: answer, by: answeredBy ? { name: answeredBy } : undefined } : undefined,
  },
})

/** The matter as its person sees it on this day. */
export function viewOf({ matter, shown, withheld, duties }: Held, today: Day): View {
  const view = fold(shown, reference().templates[matter.field], today, withheld, turnsOf(duties, today))
  return { ...view, officer: view.officer && officerNow(view.officer, matter.contact) }
}

/** Whom to turn to today: the one the reader was told of as they can be reached now, or whoever answers in their place. Nobody when that one has left. */
function officerNow(told: Officer, now: ShelfMatter['contact']): Officer | undefined {
  if (!now) return told
  const { name, away, acts, card } = now
  const until = now.until ?? undefined
  const officer = card.name === told.name ? { ...told, ...card } : card
  if (acts) return card.name === name ? officer : { ...officer, insteadOf: { name, away, until } }
  return away ? { ...officer, away: { until } } : undefined
}

/** What the system a matter comes from is called, Swedish where it has no other name. */
export const sourceOf = ({ sourceLabel: { sv = '', en } }: Pick<ShelfMatter, 'sourceLabel'>, language: Language): string =>
  language === 'en' && en && en !== sv ? en : theirs(sv, language)

/** What the matter is called: the source's own name for it, marked as Swedish, or what its field is called here; and whose it is, when it is somebody else's. */
export const titleOf = ({ title, field, aboutName }: Pick<ShelfMatter, 'title' | 'field' | 'aboutName'>, language: Language): string => {
  const name = (title && theirs(title, language)) || say(reference().templates[field].title, language)
  return aboutName ? `${name}, ${aboutName}` : name
}
