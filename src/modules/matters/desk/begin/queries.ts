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
/** Begins a matter kept in Delakt, for the person the number's index leads to. The id of the matter, or nothing when it is not this desk's to begin. */
export const startMatter = async (tx: Tx, { key, index, sealed, name, field, title, number }: Start) =>
  (
    await tx.maybe(
      z.object({ id: z.uuid().nullable() }),
    )`select record.start_matter(${key}, ${index}, ${sealed}, ${name}, ${field}, ${title}, ${number}) as id`
  )?.id ?? undefined
