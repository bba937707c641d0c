import { z } from 'zod'
import { RowDay } from '#kernel/values/day'
import { capacities, type EventKind, Field } from '#modules/matters'

export const Matter = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  field: Field,
  name: z.string(),
  /** Nobody else may read: the person's identity is protected, or something must not be told. */
  guarded: z.boolean(),
  protected: z.boolean(),
})
export type Matter = z.infer<typeof Matter>

/** Somebody who may be handed copies of the matter. `shown` and `waiting` count items. */
export const Recipient = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  capacity: z.enum(capacities),
  document: z.string(),
  validTo: RowDay,
  addedBy: z.string(),
  addedAt: z.date(),
  shown: z.number(),
  waiting: z.number(),
})
export type Recipient = z.infer<typeof Recipient>

/** An item and how it stands to one recipient. `known`: the person reads all its words already, so that somebody has looked at it. */
export const Item = z.object({
  id: z.uuid(),
  kind: z.string() as unknown as z.ZodType<EventKind>,
  title: z.string().nullable(),
  at: z.date(),
  state: z.enum(['imported', 'assessed', 'released', 'withheld', 'withdrawn']),
  revision: z.number(),
  known: z.boolean(),
})
export type Item = z.infer<typeof Item>

/** Why a right is ended by staff; the rest end by themselves. */
export const endings = ['withdrawn', 'custody', 'wrong'] as const
export const Ending = z.object({ skal: z.enum(endings) })

/** The form that names somebody. `nyckel` is its own: the same send twice names them once. */
export const Naming = z.object({
  nyckel: z.uuid().catch(() => crypto.randomUUID()),
  personnummer: z.string().default(''),
  namn: z.string().trim().min(1).max(200),
  egenskap: z.enum(capacities),
  underlag: z.string().trim().min(1).max(200),
  till: RowDay,
})

/** The items ticked in a list, as `<item>.<revision>`: what has got another decision since is left as it is. */
const mark = /^([0-9a-f-]{36})\.(\d{1,9})$/
export const marksIn = (values: readonly string[]): { itemId: string; seen: number }[] =>
  values.flatMap((value) => {
    const [, itemId, seen] = mark.exec(value) ?? []
    return itemId && z.uuid().safeParse(itemId).success ? [{ itemId, seen: Number(seen) }] : []
  })
