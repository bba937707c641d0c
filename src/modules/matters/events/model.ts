import { z } from 'zod'

/** A calendar day in Sweden, `YYYY-MM-DD`; a day that does not exist is refused. */
export const Day = z.iso.date()

/** Letters that have one form only, and nothing at the ends to take away: most words there are, and a page reads hundreds of them. */
const plain = /^(?:[!-~\u00a1-\u02ff](?:[\n -~\u00a0-\u02ff]*[!-~\u00a1-\u02ff])?)?$/

/** Words as somebody wrote them: NFC, no control characters but line breaks, so that they mean the same everywhere. */
const words = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      plain.test(text)
        ? text
        : text
            .toWellFormed()
            .normalize('NFC')
            .replace(/\r\n?/g, '\n')
            // eslint-disable-next-line no-control-regex -- what is removed here is exactly the control characters
            .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
            .trim(),
    )
const Line = words(300).pipe(z.string().min(1))
const Text = words(60_000).pipe(z.string().min(1))
/** An id as the sender has it: anything but control characters and broken halves of characters, which the database cannot hold. */
export const Ref = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must not hold control characters')

/** How to reach a person at work, as a card to show (promise 3: a named human one step away). */
export const Card = z.object({
  name: Line,
  role: Line,
  phone: Line.optional(),
  hours: Line.optional(),
  deputy: Line.optional(),
  photo: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
})
export type Card = z.infer<typeof Card>

/** Who did something, when only a name and a title are known. */
export const Author = z.object({ name: Line, role: Line.optional() })
export type Author = z.infer<typeof Author>

const answer = z.enum(['yes', 'partly', 'no', 'dismissed'])
const Result = z.object({ answer, what: Line, note: Text.optional(), from: Day.optional(), to: Day.optional() })
const Rule = z.object({ citation: Line, text: Text.optional(), meaning: Text.optional() })

/** What a decision must say: the result, the reasons and the rule, who decided, how to appeal (FL 31–33 §§, CASE-07). */
const decision = {
  title: Line,
  results: z.array(Result).min(1).max(40),
  reasons: Text.optional(),
  rules: z.array(Rule).max(20).default([]),
  decidedBy: Author.optional(),
  investigatedBy: Author.optional(),
  /** FL 33 § 4 st: names may be left out of what the person is told where a threat is feared; the record keeps them. */
  hideNames: z.boolean().default(false),
  appealable: z.boolean().default(true),
  /** When the person got it in another way than here, so that the time to appeal starts then (FL 44 §). */
  deliveredOn: Day.optional(),
  document: Ref.optional(),
}
const measure = { title: Line, text: Text.optional(), provider: Line.optional(), from: Day.optional(), to: Day.optional() }

const envelope = {
  /** The source's own id of this item. The same id again is the same item; a higher version is a correction of it. */
  ref: Ref,
  version: z.number().int().min(0).max(1_000_000).default(0),
  at: z.iso.datetime({ offset: true }),
  /** The sender's sequence number: breaks ties between events of one time and kind. */
  seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  /** The item this one speaks about: the request withdrawn, the decision corrected, the measure changed. */
  about: Ref.optional(),
  author: Author.optional(),
  /** What its reader is told where passages of it are masked (REL-02). */
  masked: Text.optional(),
}
const event = <Kind extends string, Detail extends z.ZodRawShape>(kind: Kind, detail: Detail) =>
  z.object({ ...envelope, kind: z.literal(kind), detail: z.object(detail) })

/**
 * Something that happened in a matter, told as what happened and never as which columns changed.
 * Unknown fields are let through the door and dropped here, so that they reach no view.
 */
export const Event = z.discriminatedUnion('kind', [
  event('received', {
    what: z.enum(['application', 'report', 'referral', 'transfer', 'other']),
    via: z.enum(['form', 'letter', 'visit', 'phone', 'digital', 'other']).default('other'),
    title: Line.optional(),
  }),
  event('reopened', { reason: Text.optional() }),
  event('assigned', { unit: Line.optional(), officer: Card.optional() }),
  event('investigation-opened', { dueBy: Day.optional() }),
  event('investigation-extended', { dueBy: Day, reason: Text.optional() }),
  event('investigation-closed', { outcome: Text.optional() }),
  event('step-reached', { step: Line }),
  event('stepped-back', { step: Line, reason: Text.optional() }),
  event('requested', {
    what: z
      .array(z.object({ title: Line, text: Text.optional() }))
      .min(1)
      .max(50),
    dueBy: Day,
    text: Text.optional(),
    document: Ref.optional(),
  }),
  event('request-fulfilled', { text: Text.optional() }),
  event('request-withdrawn', { reason: Text.optional() }),
  event('note', { title: Line.optional(), text: Text }),
  event('meeting-held', { title: Line, text: Text.optional(), with: z.array(Author).max(30).default([]) }),
  event('preliminary-answer', { text: Text.optional(), document: Ref.optional() }),
  event('delay-notice', { reason: Text, newDate: Day.optional() }),
  event('decision', decision),
  event('decision-corrected', { ...decision, whatWasWrong: Text }),
  event('measure-started', measure),
  event('measure-changed', measure),
  event('measure-ended', { text: Text.optional() }),
  event('payment', {
    /** In öre: money is never a floating number. */
    amount: z.number().int().min(0).max(100_000_000_00).optional(),
    what: Line.optional(),
    status: z.enum(['planned', 'paid', 'stopped', 'annulled']),
    dueOn: Day.optional(),
    paidOn: Day.optional(),
    from: Day.optional(),
    to: Day.optional(),
    /** Paid to somebody else, such as a landlord. Never an account number. */
    toOther: z.boolean().default(false),
  }),
  event('condition', {
    title: Line,
    text: Text.optional(),
    dueBy: Day.optional(),
    status: z.enum(['active', 'fulfilled', 'not-fulfilled', 'annulled']).default('active'),
  }),
  event('document-added', {
    title: Line,
    document: Ref,
    from: Line.optional(),
    /** The person it is about handed it in: said as theirs, and `from` is not needed. */
    fromPerson: z.boolean().optional(),
  }),
  event('follow-up-planned', {
    title: Line,
    on: z.union([Day, z.iso.datetime({ offset: true })]),
    place: Line.optional(),
    with: z.array(Author).max(30).default([]),
  }),
  event('closed', { reason: Text.optional() }),
  event('not-shown-here', { text: Text.optional() }),
])
export type Event = z.infer<typeof Event>
export type EventKind = Event['kind']
/** A decision, in its first wording or corrected. */
export const isDecision = <E extends { kind: EventKind }>(event: E): event is E & { kind: 'decision' | 'decision-corrected' } =>
  event.kind === 'decision' || event.kind === 'decision-corrected'

/** The kinds in the order they stand when they happened at the same time; the place in the list is the rank. */
export const eventKinds = Event.options.map((option) => option.shape.kind.value) as readonly EventKind[]
const rankOf = new Map(eventKinds.map((kind, rank) => [kind, rank]))

/** The rank of a kind among events of the same time: 0 comes first. */
export const rank = (kind: EventKind): number => rankOf.get(kind)!

const timeOf = (at: string | Date): number => (typeof at === 'string' ? Date.parse(at) : at.getTime())

/** What says where an event stands among others. */
export type Placed = Pick<Event, 'kind' | 'ref' | 'seq' | 'version'> & { at: string | Date }

/**
 * The one order of events: time, kind rank, the sender's sequence number, reference, version.
 * Total, so that two copies of the same matter always tell the same story whatever came in first.
 */
export const inOrder = (a: Placed, b: Placed): number =>
  timeOf(a.at) - timeOf(b.at) ||
  rank(a.kind) - rank(b.kind) ||
  a.seq - b.seq ||
  (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0) ||
  a.version - b.version

/**
 * What a person writes beside an item: that it is wrong, a comment, a question (REL-04), the answer to what we asked for, that something that is
 * not shown should be looked at again, or that they want to read it together or talk first (REL-03).
 */
export const remarkKinds = ['objection', 'comment', 'question', 'answer', 'review', 'together', 'talk'] as const
export type RemarkKind = (typeof remarkKinds)[number]

/** Plainer words beside an item: whose, unless names are kept out, and from when (PLAIN-05). */
export const PlainBeside = z.object({ text: z.string(), by: z.string().optional(), at: z.string() })
export type PlainBeside = z.infer<typeof PlainBeside>
