import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Booked } from './model.ts'

const Outcome = z.object({ id: z.uuid().nullable(), outcome: z.enum(['done', 'same', 'taken', 'none']) })
/** Books for the person of a case, or for somebody by name. */
export const deskBook = async (tx: Tx, { tid, arende, namn, med, tolk, onskemal, nyckel }: Booked) =>
  (await tx.maybe(Outcome)`
    select id, outcome from appointments.desk_book(${tid}, ${arende || null}, ${arende ? null : namn}, ${med}, ${tolk}, ${onskemal}, ${nyckel})`)!

/** When a time of the unit's begins. */
export const findStart = async (tx: Tx, slot: string) =>
  (
    await tx.maybe(z.object({ at: z.date() }))`
    select starts_at as at from appointments.slots where committee_id = (select identity.my_committee()) and id = ${slot}`
  )?.at
