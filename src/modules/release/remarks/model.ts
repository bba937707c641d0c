import { z } from 'zod'
import { Event, Field, remarkKinds } from '#modules/matters'

/** Where a remark stands (L2): an objection is first noted in the record and only then closed; neither is ever removed. */
export const RemarkState = z.enum(['new', 'acknowledged', 'noted', 'closed'])
export type RemarkState = z.infer<typeof RemarkState>

export const RemarkRow = z.object({
  id: z.uuid(),
  micros: z.number(),
  kind: z.enum(remarkKinds),
  text: z.string(),
  at: z.date(),
  state: RemarkState,
  name: z.string(),
})
export type RemarkRow = z.infer<typeof RemarkRow>

export const Remark = RemarkRow.omit({ micros: true }).extend({
  matterId: z.uuid(),
  itemId: z.uuid(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.date().nullable(),
  recordRef: z.string().nullable(),
  revision: z.number(),
  /** Of two wishes about how to read the same item, the other one, while it waits. */
  other: z.object({ id: z.uuid(), kind: z.enum(remarkKinds) }).nullable(),
  field: Field,
  event: Event,
})
export type Remark = z.infer<typeof Remark>

/** The states staff may move it to. Only what the person thinks is wrong has to be noted in the record. */
export function nextStates({ kind, state }: Pick<Remark, 'kind' | 'state'>): RemarkState[] {
  switch (state) {
    case 'new':
      return kind === 'objection' ? ['acknowledged', 'noted'] : ['acknowledged', 'closed']
    case 'acknowledged':
      return kind === 'objection' ? ['noted'] : ['closed']
    case 'noted':
      return ['closed']
    case 'closed':
      return []
  }
}

export const Answer = z.object({
  sett: z.coerce.number().int().min(0).max(1_000_000_000),
  till: RemarkState,
  svar: z.string().trim().max(10_000).default(''),
  akt: z.string().trim().max(200).default(''),
})
