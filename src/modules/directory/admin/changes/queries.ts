import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Worded } from '../../model.ts'

/** What can be changed, as it is written down. */
export const whats = [
  'unit-added',
  'unit-changed',
  'unit-gone',
  'staff-added',
  'staff-changed',
  'staff-adopted',
  'photo-set',
  'photo-removed',
  'assigned',
  'assignment-ended',
  'absence-set',
  'absence-ended',
  'leaving-planned',
  'leaving-cancelled',
  'left',
  'removed',
  'came-back',
  'member-added',
  'member-removed',
  'catalogue-added',
  'catalogue-ended',
] as const
const Change = z.object({
  id: z.number(),
  at: z.date(),
  what: z.enum(whats),
  by: z.string().nullable(),
  catalogue: z.string().nullable(),
  name: z.string().nullable(),
  unit: Worded.nullable(),
})
export type Change = z.infer<typeof Change>

export const pageSize = 50
/** What has been changed in the municipality's directory, the latest first; one more than the page tells that there are more. */
export const listChanges = (tx: Tx, before: number | undefined) => tx.many(Change)`
  select x.id, x.at, x.what, b.name as by, c.name as catalogue, w.name, u.name as unit
  from directory.changes x left join directory.staff b on b.id = x.by_id left join directory.catalogues c on c.id = x.catalogue_id
  left join directory.staff w on w.id = x.staff_id left join directory.units u on u.id = x.unit_id
  where x.municipality_id = (select directory.stewarding()) and (${before ?? null}::bigint is null or x.id < ${before ?? null}::bigint)
  order by x.id desc limit ${pageSize + 1}`
