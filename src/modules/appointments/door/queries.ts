import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Door, FreeHere } from './model.ts'

// As somebody unknown: the functions ask only whether the hash opens something.

export const findDoor = (tx: Tx, hash: Uint8Array) => tx.maybe(Door)`
  select municipality_id as "municipalityId", starts_at as "startsAt", ends_at as "endsAt", state, cancelled_by as "cancelledBy", manner, link, street, postal, entrance, room,
    way_in as "wayIn", map_text as "mapText", access, straight_in as "straightIn", phone, confirmed, closes_at as "closesAt", may_move as "mayMove", sequence,
    offer_id as "offerId", offer_at as "offerAt", offer_until as "offerUntil", appointments.door_has_phone(${hash}) as "hasNumber"
  from appointments.door(${hash})`

export const listFreeHere = (tx: Tx, hash: Uint8Array, from: Date, until: Date) => tx.many(FreeHere)`
  select slot_id as "slotId", starts_at as "startsAt", ends_at as "endsAt", manner from appointments.door_free(${hash}, ${from}, ${until})`

const Said = z.object({ said: z.enum(['done', 'same', 'taken', 'late', 'none', 'over']) })
export type Outcome = z.infer<typeof Said>['said']

export const confirmHere = async (tx: Tx, hash: Uint8Array): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.door_confirm(${hash}) as said`)!.said
/** `number`: to phone, when the new time is by phone and none was given before. */
export async function moveHere(tx: Tx, hash: Uint8Array, slot: string, number: string | undefined): Promise<Outcome> {
  const { said } = (await tx.maybe(Said)`select appointments.door_move(${hash}, ${slot}) as said`)!
  if (said === 'done' && number) await tx.run`select appointments.door_phone(${hash}, ${number})`
  return said
}
export const cancelHere = async (tx: Tx, hash: Uint8Array): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.door_cancel(${hash}) as said`)!.said
export const answerHere = async (tx: Tx, hash: Uint8Array, offer: string, yes: boolean): Promise<Outcome> =>
  (await tx.maybe(Said)`select appointments.door_answer(${hash}, ${offer}, ${yes}) as said`)!.said
