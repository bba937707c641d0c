import { z } from 'zod'
import { Day, Event, Ref } from '../events/model.ts'

const Name = z.string().trim().min(1).max(200)

/** The fields of work a process template exists for (CASE-02). */
export const Field = z.enum([
  'financial-assistance',
  'adult-addiction',
  'social-psychiatry',
  'disability',
  'child-and-family',
  'elderly-care',
])
export type Field = z.infer<typeof Field>

/** A person as one committee's source knows them. The number is matched once and stored encrypted; it is never an id. */
export const PersonItem = z.object({
  type: z.literal('person'),
  ref: Ref,
  personalNumber: z.string().max(20).optional(),
  name: Name,
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z]+)?$/)
    .optional(),
  protectedIdentity: z.enum(['none', 'marking', 'protected-registration']).default('none'),
})

/** A matter (ärende) of one person at one unit. `reported` is how many items the source holds in it (CASE-05): events by reference, not documents, and not what was registered by mistake. */
export const MatterItem = z.object({
  type: z.literal('matter'),
  ref: Ref,
  version: z.number().int().min(0).max(1_000_000).default(0),
  person: Ref,
  number: z.string().trim().min(1).max(60).optional(),
  field: Field,
  title: Name.optional(),
  unit: z.string().trim().min(1).max(60),
  openedOn: Day,
  reported: z.number().int().min(0).max(1_000_000).optional(),
  /** From which day the source's own data begin, when older paper exists: said to the person. */
  knownFrom: Day.optional(),
})

/** A document of a matter. The content is base64 in the feed; its type is read from its bytes, never believed. */
export const DocumentItem = z.object({
  type: z.literal('document'),
  ref: Ref,
  version: z.number().int().min(0).max(1_000_000).default(0),
  matter: Ref,
  title: Name,
  content: z.base64(),
})

/** Something that happened. `annulled` takes an earlier item back: registered by mistake. */
export const EventItem = z.object({ type: z.literal('event'), matter: Ref, event: Event })
export const AnnulledItem = z.object({
  type: z.literal('annulled'),
  matter: Ref,
  ref: Ref,
  version: z.number().int().min(1).max(1_000_000),
  reason: z.string().max(2000).optional(),
})

/** One line of what a source hands in: by push, by file or by an adapter. All ways use this shape. */
export const FeedItem = z.discriminatedUnion('type', [PersonItem, MatterItem, EventItem, AnnulledItem, DocumentItem])
export type FeedItem = z.infer<typeof FeedItem>
/** Before defaults and cleaning: what an adapter writes. */
export type FeedInput = z.input<typeof FeedItem>

/** What a push holds. The items are looked at one by one, so that a bad one never stops the good ones. */
export const Batch = z.object({
  items: z.array(z.unknown()).min(1).max(1000),
  /** History from before go-live: the matters and events are marked as imported (INT-02). */
  imported: z.boolean().default(false),
})

const UnicodeRef = Ref.refine((ref) => ref.isWellFormed() && !ref.includes('\u0000'), 'has a character that is not Unicode text')
/** What the source holds right now in each matter it names, for the nightly comparison (INT-03). */
export const Manifest = z.object({
  matters: z
    .array(
      z.object({
        matter: UnicodeRef,
        items: z.array(z.object({ ref: UnicodeRef, version: z.number().int().min(0).max(1_000_000).default(0) })).max(100_000),
      }),
    )
    .min(1)
    .max(10_000),
})
export type Manifest = z.infer<typeof Manifest>

/** The most of what goes back that is told at once: whoever has more waiting asks again. */
export const mostReturns = 50
/** What a source says once it has taken something in: its own reference for what became of it. */
export const Receipt = z.object({
  receipt: z
    .string()
    .min(1)
    .max(200)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must not hold control characters'),
})
