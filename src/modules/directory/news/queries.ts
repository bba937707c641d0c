import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { listVacancies, type Vacancy } from '../admin/start/queries.ts'
import { Kind } from '../admin/leave/model.ts'

const Fallen = z.object({
  id: z.uuid(),
  name: z.string(),
  at: z.date(),
  because: z.enum(['planned', 'catalogue']),
  fell: z.array(
    z.object({
      kind: Kind,
      n: z.number().nullable(),
      to: z.string().nullable(),
      how: z.enum(['chosen', 'deputy', 'keeper', 'nobody']),
      clashes: z.array(z.coerce.date()),
    }),
  ),
})
export type Fallen = z.infer<typeof Fallen>
const Standing = z.object({ id: z.uuid(), name: z.string(), last: z.string().nullable() })
export type Standing = z.infer<typeof Standing>

/** What the directory has to say at somebody's desk today. */
export type DirectoryNews = { vacancies: readonly Vacancy[]; fallen: readonly Fallen[]; standing: readonly Standing[] }

/** Whom one stands in for, who has left the unit and where it fell, and whether the unit's inbox may be left lying (ADOPT-05). */
export async function directoryNews(tx: Tx): Promise<DirectoryNews> {
  const [vacancies, fallen, standing] = await Promise.all([
    listVacancies(tx),
    tx.many(Fallen)`select id, name, at, because, fell from directory.fallen()`,
    tx.many(Standing)`select id, name, last_day::text as last from directory.standing_in()`,
  ])
  return { vacancies, fallen, standing }
}

const Yes = z.object({ done: z.boolean() })
/** Somebody at the unit has seen what became of it. */
export const noteFallen = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select directory.note_fallen(${id}) as done`)!.done
