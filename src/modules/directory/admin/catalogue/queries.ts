import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Catalogue } from './model.ts'

/** The catalogues that may write for the committee, and those that might before. */
export const listCatalogues = (tx: Tx) => tx.many(Catalogue)`
  select id, name, subject_from as subject, role, made_at as "madeAt", used_at as "usedAt", ended_at as "endedAt" from directory.catalogues
  where committee_id = (select identity.my_committee()) order by ended_at is not null, made_at desc, id`

const Yes = z.object({ done: z.boolean() })
type Added = { id: string; name: string; hash: Uint8Array; subject: string; role: string | undefined }
export const addCatalogue = async (tx: Tx, { id, name, hash, subject, role }: Added) =>
  (await tx.maybe(Yes)`select directory.add_catalogue(${id}, ${name}, ${hash}, ${subject}, ${role}) as done`)!.done
export const endCatalogue = async (tx: Tx, id: string) => (await tx.maybe(Yes)`select directory.end_catalogue(${id}) as done`)!.done
