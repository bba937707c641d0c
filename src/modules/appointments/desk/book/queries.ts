import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { deskPhone } from '../booking/queries.ts'
import { Manner } from '../model.ts'
import type { Booked } from './model.ts'

const Outcome = z.object({ id: z.uuid().nullable(), outcome: z.enum(['done', 'same', 'taken', 'none']) })
/** Books for the person of a case, or for somebody by name; with the number to phone, when one was said. */
export async function deskBook(tx: Tx, { tid, arende, namn, nummer, med, tolk, onskemal, nyckel }: Booked) {
  const booked = (await tx.maybe(Outcome)`
    select id, outcome from appointments.desk_book(${tid}, ${arende || null}, ${arende ? null : namn}, ${med}, ${tolk}, ${onskemal}, ${nyckel})`)!
  if (booked.id && booked.outcome === 'done' && nummer) await deskPhone(tx, booked.id, nummer)
  return booked
}

/** When a time of the unit's begins, and how one meets then. */
export const findSlot = (tx: Tx, slot: string) => tx.maybe(z.object({ at: z.date(), manner: Manner }))`
  select starts_at as at, manner from appointments.slots where committee_id = (select identity.my_committee()) and id = ${slot}`
