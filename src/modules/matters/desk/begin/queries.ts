import { z } from 'zod'
import type { Tx } from '#kernel/db'

type Start = {
  key: string
  index: Uint8Array
  sealed: Uint8Array
  name: string
  field: string
  title: string | undefined
  number: string | undefined
}
/** What is known of whose number it is: the name a sign-in provider has confirmed, else the committee's own names. The look is on that person's record. */
export const knownNames = async (tx: Tx, index: Uint8Array): Promise<string[]> =>
  (await tx.many(z.object({ name: z.string() }))`select name from record.known_names(${index}) as name`).map(({ name }) => name)

/** Begins a matter kept in Delakt, for the person the number's index leads to. The id of the matter, or nothing when it is not this desk's to begin. */
export const startMatter = async (tx: Tx, { key, index, sealed, name, field, title, number }: Start) =>
  (
    await tx.maybe(
      z.object({ id: z.uuid().nullable() }),
    )`select record.start_matter(${key}, ${index}, ${sealed}, ${name}, ${field}, ${title}, ${number}) as id`
  )?.id ?? undefined
