import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { capacities, Event, type EventKind, Field } from '#modules/matters'
import { Manner } from '../rules/model.ts'

/** Somebody else than the person the matter is about, who may be handed copies of it. */
const Representative = z.object({ name: z.string(), capacity: z.enum(capacities) })
export type Representative = z.infer<typeof Representative>

/** Why an item that had been decided waits again: a fact changed, or its day came (product.md: hide first). */
const again = ['protection', 'age', 'custody', 'guarded', 'reassess'] as const
export type Again = (typeof again)[number]

/** What a queue row needs: whose, what, since when; `to` when it is for somebody else than the person. */
export const Waiting = z.object({
  matterId: z.uuid(),
  itemId: z.uuid(),
  personId: z.uuid(),
  to: Representative.nullable(),
  again: z.enum(again).nullable(),
  micros: z.number(),
  since: z.date(),
  dueAt: z.date().nullable(),
  kind: z.string() as unknown as z.ZodType<EventKind>,
  at: z.date(),
  title: z.string().nullable(),
  corrects: z.boolean(),
  refusal: z.boolean(),
  opened: z.boolean(),
  name: z.string(),
  protectedIdentity: z.enum(['none', 'marking', 'protected-registration']),
})
export type Waiting = z.infer<typeof Waiting>

export const States = z.enum(['imported', 'assessed', 'released', 'withheld', 'withdrawn'])

/** One item with the decision about it, for whom, and the rule it stands under. */
export const Reviewed = z.object({
  matterId: z.uuid(),
  itemId: z.uuid(),
  personId: z.uuid(),
  to: Representative.nullable(),
  micros: z.number(),
  state: States,
  sensitive: z.boolean(),
  /** The item as it is handed to this reader, where words have been taken away. */
  mask: Event.nullable(),
  atClosing: z.boolean(),
  reassessOn: RowDay.nullable(),
  /** How the reader said it was to read, 1 to 5. */
  felt: z.number().nullable(),
  reason: z.string().nullable(),
  readerText: z.string().nullable(),
  existenceSecret: z.boolean(),
  revision: z.number(),
  dueAt: z.date().nullable(),
  decidedAt: z.date(),
  decider: z.string().nullable(),
  mine: z.boolean(),
  name: z.string(),
  protectedIdentity: z.enum(['none', 'marking', 'protected-registration']),
  number: z.string().nullable(),
  field: Field,
  native: z.boolean(),
  opened: z.boolean(),
  rule: z.object({ manner: Manner, days: z.number().nullable(), decidedBy: z.string() }).nullable(),
  event: Event,
  /** `read`: whoever asks has opened it as it now is. */
  document: z.object({ id: z.uuid(), title: z.string(), type: z.string(), size: z.number(), read: z.boolean() }).nullable(),
  receivedAt: z.date(),
  /** The person already reads the words: it is the document that waits. */
  wordsStand: z.boolean(),
  /** The person reads an earlier wording. */
  earlierStands: z.boolean(),
})
export type Reviewed = z.infer<typeof Reviewed>
/** Whether it stands in the queue: nobody has chosen, and it is not put off until the matter closes. */
export const waits = ({ state, atClosing }: Reviewed): boolean => state === 'imported' || (state === 'assessed' && !atClosing)

/** Why an item is not shown, as codes: never words about the item itself (REL-02). */
export const reasons = ['other-person', 'harm', 'ongoing', 'reporter', 'place', 'together', 'wrong'] as const
export type Reason = (typeof reasons)[number]

/** From how many days in the queue an item is late. */
export const lateAfter = 3

/** What to see of the queue: everything at the unit or only one's own matters, and which kinds. Every kind is in one of them. */
export const groups = {
  notes: ['note', 'meeting-held', 'follow-up-planned'],
  decisions: ['decision', 'decision-corrected', 'preliminary-answer'],
  documents: ['document-added'],
  requests: ['requested', 'request-fulfilled', 'request-withdrawn'],
  support: ['measure-started', 'measure-changed', 'measure-ended', 'condition', 'payment'],
  contacts: ['assigned'],
  course: [
    'received',
    'reopened',
    'investigation-opened',
    'investigation-extended',
    'investigation-closed',
    'step-reached',
    'stepped-back',
    'delay-notice',
    'closed',
    'not-shown-here',
  ],
} as const satisfies Record<string, readonly EventKind[]>
export type Group = keyof typeof groups
export type Filter = { mine: boolean; group?: Group | undefined }

const slugs = {
  anteckningar: 'notes',
  beslut: 'decisions',
  handlingar: 'documents',
  begaran: 'requests',
  stod: 'support',
  kontakter: 'contacts',
  gang: 'course',
} as const satisfies Record<string, Group>

/** The filter of an address. What is not understood filters nothing. */
export const filterFrom = (query: (name: string) => string | undefined): Filter => {
  const asked = query('slag') ?? ''
  return { mine: query('visa') === 'mina', group: Object.hasOwn(slugs, asked) ? slugs[asked as keyof typeof slugs] : undefined }
}

/** The filter, and whatever else, as the query of an address: "" or "?visa=mina&slag=beslut". */
export function queryOf({ mine, group }: Filter, more: Record<string, string> = {}): string {
  const slug = Object.entries(slugs).find(([, value]) => value === group)?.[0]
  const all = new URLSearchParams({ ...(mine ? { visa: 'mina' } : {}), ...(slug ? { slag: slug } : {}), ...more }).toString()
  return all && `?${all}`
}

/** Where in the queue: what comes after this place. */
export type Place = { micros: number; itemId: string; personId?: string | undefined }
const shape = /^(\d{1,16})\.([0-9a-f-]{36})(?:\.([0-9a-f-]{36}))?$/
export const placeFrom = (text: string | undefined): Place | undefined => {
  const [, micros, itemId, personId] = shape.exec(text ?? '') ?? []
  const ids = z.object({ itemId: z.uuid(), personId: z.uuid().optional() }).safeParse({ itemId, personId })
  return ids.success ? { micros: Number(micros), ...ids.data } : undefined
}
export const placeText = ({ micros, itemId, personId }: Place): string => [micros, itemId, personId].filter(Boolean).join('.')

/** An item and whom it is for: nobody named is the person the matter is about. */
export type Addressed = { matterId: string; itemId: string; to?: string | undefined }
const Addressed = z.object({ matterId: z.uuid(), itemId: z.uuid(), to: z.uuid().optional() })
/** An item decided a moment ago, named in the address so that it can be undone. */
export const addressedFrom = (text: string | undefined): Addressed | undefined => {
  const [matterId, itemId, to, ...rest] = (text ?? '').split('.')
  const found = Addressed.safeParse({ matterId, itemId, to })
  return found.success && rest.length === 0 ? found.data : undefined
}
export const addressedText = ({ matterId, itemId, to }: Addressed): string => [matterId, itemId, to].filter(Boolean).join('.')
export const addressOf = ({
  matterId,
  itemId,
  personId,
  to,
}: {
  matterId: string
  itemId: string
  personId: string
  to: unknown
}): Addressed => (to ? { matterId, itemId, to: personId } : { matterId, itemId })

/** The revision a form was made from. */
export const Seen = z.coerce.number().int().min(0).max(1_000_000_000)

/** Other ways to show than at once: with a cover before it (REL-03), when it has been read together, when the matter closes. */
export const ways = ['kansligt', 'tillsammans', 'avslut'] as const

/** The form of a decision. `ord` is what the reader is told in place of the reason's own words; `igen` the day it comes up again. */
export const Decision = z.discriminatedUnion('beslut', [
  z.object({ beslut: z.literal('visa'), sett: Seen, last: z.string().optional() }),
  z.object({
    beslut: z.literal('annars'),
    sett: Seen,
    satt: z.enum(ways),
    ord: z.string().trim().max(2000).default(''),
    last: z.string().optional(),
  }),
  z.object({ beslut: z.literal('ta-tillbaka'), sett: Seen, hur: z.enum(['granska', 'bort']) }),
  z.object({
    beslut: z.literal('visa-inte'),
    sett: Seen,
    skal: z.enum(reasons),
    ord: z.string().trim().max(2000).default(''),
    hemligt: z.literal('ja').optional(),
    igen: z.literal('').or(RowDay).default(''),
  }),
])
export type Decision = z.infer<typeof Decision>
