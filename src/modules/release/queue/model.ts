import { z } from 'zod'
import { Event, type EventKind, Field } from '#modules/matters'

/** What a queue row needs: whose, what, since when. `place` is its place in the queue: microseconds, then the item. */
export const Waiting = z.object({
  matterId: z.uuid(),
  itemId: z.uuid(),
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
  micros: z.number(),
  state: States,
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
  rule: z
    .object({ manner: z.enum(['at-once', 'after-look', 'after-days']), days: z.number().nullable(), decidedBy: z.string() })
    .nullable(),
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

/** Why an item is not shown, as codes: never words about the item itself (REL-02). */
export const reasons = ['other-person', 'harm', 'ongoing', 'reporter', 'place', 'together', 'wrong'] as const
export type Reason = (typeof reasons)[number]

/** What to see of the queue: everything at the unit or only one's own matters, and which kinds. */
export const groups = {
  notes: ['note', 'meeting-held'],
  decisions: ['decision', 'decision-corrected', 'preliminary-answer'],
  documents: ['document-added'],
} as const
export type Group = keyof typeof groups
export type Filter = { mine: boolean; group?: Group | undefined }

const slugs = { anteckningar: 'notes', beslut: 'decisions', handlingar: 'documents' } as const

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
export type Place = { micros: number; itemId: string }
const shape = /^(\d{1,16})\.([0-9a-f-]{36})$/
export const placeFrom = (text: string | undefined): Place | undefined => {
  const found = shape.exec(text ?? '')
  return found && z.uuid().safeParse(found[2]).success ? { micros: Number(found[1]), itemId: found[2]! } : undefined
}
export const placeText = ({ micros, itemId }: Place): string => `${micros}.${itemId}`

/** An item decided a moment ago, named in the address so that it can be undone. */
export const pairFrom = (text: string | undefined): { matterId: string; itemId: string } | undefined => {
  const [matterId, itemId, ...rest] = (text ?? '').split('.')
  const pair = z.object({ matterId: z.uuid(), itemId: z.uuid() }).safeParse({ matterId, itemId })
  return pair.success && rest.length === 0 ? pair.data : undefined
}

/** The revision a form was made from. */
export const Seen = z.coerce.number().int().min(0).max(1_000_000_000)

/** The form of a decision. `text` is what the reader is told in place of the reason's own words. */
export const Decision = z.discriminatedUnion('beslut', [
  z.object({ beslut: z.literal('visa'), sett: Seen, last: z.string().optional() }),
  z.object({
    beslut: z.literal('visa-inte'),
    sett: Seen,
    skal: z.enum(reasons),
    ord: z.string().trim().max(2000).default(''),
    hemligt: z.literal('ja').optional(),
  }),
])
export type Decision = z.infer<typeof Decision>
