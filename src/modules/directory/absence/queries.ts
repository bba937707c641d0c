import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Choice } from '../admin/staff/model.ts'

/** Those one can name: colleagues at the unit of the desk. */
export const listColleaguesHere = (tx: Tx) => tx.many(Choice)`select id, name, away, away_to as "awayTo" from directory.colleagues_here()`

const Yes = z.object({ own: z.boolean() })
/** Whether it is one's own, also when it is over. */
export const isOwnAbsence = async (tx: Tx, id: string) =>
  (await tx.maybe(Yes)`select exists (select from directory.absences where id = ${id} and staff_id = (select identity.my_staff())) as own`)!
    .own

const Deputy = z.object({ name: z.string().nullable() })
/** One's usual deputy. */
export const findDeputy = async (tx: Tx) =>
  (
    await tx.maybe(
      Deputy,
    )`select d.name from directory.staff w left join directory.staff d on d.id = w.deputy_id and d.active where w.id = (select identity.my_staff())`
  )?.name ?? undefined
