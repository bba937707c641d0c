import { z } from 'zod'
import { type EventKind, eventKinds, Field } from '#modules/matters'

export const Manner = z.enum(['at-once', 'after-look', 'after-days', 'together', 'at-closing'])
export type Manner = z.infer<typeof Manner>

const Kind = z.string().refine((kind) => (eventKinds as readonly string[]).includes(kind)) as unknown as z.ZodType<EventKind>

/** A standing rule that is in force (REL-01). `decidedBy` is the committee's decision, such as "Socialnämnden § 12". */
export const Rule = z.object({
  id: z.uuid(),
  field: Field,
  kind: Kind,
  manner: Manner,
  days: z.number().nullable(),
  decidedOn: z.string(),
  decidedBy: z.string(),
})
export type Rule = z.infer<typeof Rule>

/** The field and the kind of an address, or undefined when there is no such thing. */
export const pairOf = (field: string | undefined, kind: string | undefined): { field: Field; kind: EventKind } | undefined => {
  const pair = z.object({ field: Field, kind: Kind }).safeParse({ field, kind })
  return pair.success ? pair.data : undefined
}

/** What needs somebody who reads it first: words somebody wrote, which may be about others (OSL 10 kap. 3 §). */
export const personal: readonly EventKind[] = ['note', 'meeting-held', 'document-added', 'investigation-closed']

/** `galler` is the rule the form was made from, so that two managers do not undo each other in silence. */
export const RuleForm = z.object({
  galler: z.union([z.uuid(), z.literal('')]).default(''),
  satt: z.union([Manner, z.literal('ingen')]),
  dagar: z.string().trim().default(''),
  datum: z.string().trim().default(''),
  beslut: z.string().trim().max(200).default(''),
})
