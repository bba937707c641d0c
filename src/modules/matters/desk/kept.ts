import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { idFrom } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { C, Head } from './model.ts'
import { findHead } from './queries.ts'

/** Works on the address's matter, which must be one that is kept in Delakt itself: any other does not exist here. */
export const onKept =
  ({ db }: Services) =>
  <T>(c: C, purpose: string, work: (tx: Tx, head: Head) => Promise<T>): Promise<T> => {
    const id = idFrom(c, 'matter')
    return db.as(c.var.actor, { purpose, matter: id }, async (tx) => {
      const head = await findHead(tx, id)
      if (!head?.native) throw new NotFound()
      return work(tx, head)
    })
  }
