import { z } from 'zod'
import type { Tx } from '#kernel/db'

const Done = z.object({ done: z.boolean() })

/** Chooses for an item, or without `copy` for the notes of the matter. False when it is not theirs. */
export const choose = async (tx: Tx, matter: string, copy: string | null, choice: string) =>
  (await tx.maybe(Done)`select voice.choose(${matter}, ${copy}, ${choice}) as done`)!.done

/** Lifts the cover of a sensitive item (REL-03). True also when it was lifted before. */
export const uncover = async (tx: Tx, copy: string) => (await tx.maybe(Done)`select gate.uncover(${copy}) as done`)!.done

/** Wishes to read together, or to talk first: reaches the unit beside the item. The same form sent twice is one wish. */
export const ask = async (tx: Tx, copy: string, kind: 'together' | 'talk', text: string, key: string) =>
  (await tx.maybe(Done)`select voice.say(${copy}, ${kind}, ${text}, ${key}) as done`)!.done

export const sayFelt = async (tx: Tx, matter: string, copy: string, felt: number) =>
  (await tx.maybe(Done)`select voice.felt(${matter}, ${copy}, ${felt}) as done`)!.done

const Felt = z.object({ felt: z.number() })
/** How the reader has said that it was to read the item of this copy. */
export const findFelt = async (tx: Tx, matter: string, copy: string) =>
  (
    await tx.maybe(Felt)`
    select r.felt from voice.readings r join shelf.copies c on c.person_id = r.person_id and c.matter_id = r.shelf_id and c.ref = r.ref
    where r.shelf_id = ${matter} and c.matter_id = ${matter} and c.id = ${copy}`
  )?.felt
