import { z } from 'zod'
import { Worded } from '#modules/directory'
import { Event, type EventKind, PlainBeside, remarkKinds } from '../../events/model.ts'
import { differs, Head } from '../model.ts'

/** Why a matter is not offered to its person now, as codes (REL-07). */
export const leavings = ['asked', 'risk', 'identity', 'another-way'] as const
export type Leaving = (typeof leavings)[number]

/** The matter as its staff see it: where it comes from, whether it is opened for its person, and the honest count (CASE-05). */
export const Matter = Head.extend({
  personId: z.uuid(),
  /** As the sign-in provider says it; nothing until they have signed in. */
  confirmedName: z.string().nullable(),
  protectedIdentity: z.enum(['none', 'marking', 'protected-registration']),
  source: z.string(),
  label: Worded,
  lastGoodAt: z.date().nullable(),
  unreadSince: z.date().nullable(),
  knownFrom: z.string().nullable(),
  /** From before this was used here. */
  imported: z.boolean(),
  openedAt: z.date().nullable(),
  openedBy: z.string().nullable(),
  /** What it was called when it was opened: what the person still reads. */
  openedAs: z.string().nullable(),
  /** Why it is not offered to its person now, when somebody has said so (REL-07). */
  leftOut: z.object({ reason: z.enum(leavings), by: z.string(), at: z.coerce.date() }).nullable(),
  /** What the unit lacks to open anything (ADOPT-01). */
  lacks: z.array(z.enum(['administrator', 'deputy'])),
  reported: z.number().nullable(),
  shown: z.number(),
  withheld: z.number(),
  secret: z.number(),
  waiting: z.number(),
  missing: z.number(),
  changed: z.number(),
  comparedAt: z.date().nullable(),
})
export type Matter = z.infer<typeof Matter>

/** The name of whoever signs in with the number, when it is another than the source's: it may be somebody else. */
export const anotherName = ({ confirmedName, name }: Matter): string | undefined =>
  confirmedName && differs(confirmedName, name) ? confirmedName : undefined

/** One item in its newest version, and how it stands to its person. */
export const ItemRow = z.object({
  id: z.uuid(),
  micros: z.number(),
  kind: z.string() as unknown as z.ZodType<EventKind>,
  at: z.date(),
  title: z.string().nullable(),
  corrected: z.boolean(),
  /** Registered by mistake: by whom, when, and why, as a code of ours or in the words of the source. */
  mistake: z.object({ reason: z.string().nullable(), by: z.string().nullable(), at: z.coerce.date() }).nullable(),
  state: z.enum(['imported', 'assessed', 'released', 'withheld', 'withdrawn']).nullable(),
  existenceSecret: z.boolean(),
  dueAt: z.date().nullable(),
  atClosing: z.boolean().nullable(),
  together: z.boolean().nullable(),
  handed: z.boolean(),
  /** Some wording of it stands on the person's page. */
  stands: z.boolean(),
})
export type ItemRow = z.infer<typeof ItemRow>

export const DraftRow = z.object({ id: z.uuid(), title: z.string(), updatedAt: z.date() })
export type DraftRow = z.infer<typeof DraftRow>

/** A copy as it stands on the person's shelf, told from the record's side. */
export const Handed = z.object({
  id: z.uuid(),
  at: z.date(),
  decidedAt: z.date(),
  withheld: z.boolean(),
  /** Withheld until it has been read together. */
  together: z.boolean().nullable(),
  /** Under a cover that its reader has not lifted. */
  covered: z.boolean(),
  text: z.string().nullable(),
  event: Event,
  hasDocument: z.boolean(),
  plain: PlainBeside.nullable(),
})
export type Handed = z.infer<typeof Handed>

/** What the person has written beside an item; `ref` is the item's own. */
export const RemarkRow = z.object({
  id: z.uuid(),
  ref: z.string(),
  kind: z.enum(remarkKinds),
  text: z.string(),
  at: z.date(),
  state: z.enum(['new', 'acknowledged', 'noted', 'closed']),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.date().nullable(),
})
export type RemarkRow = z.infer<typeof RemarkRow>

/** Why a matter is closed for its person again (REL-07). */
export const closings = ['asked', 'risk', 'mistake', 'moved'] as const
export type Closing = (typeof closings)[number]
