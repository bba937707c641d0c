import type { Tx } from '#kernel/db'
import { Document, Part } from './model.ts'

export const findDocument = (tx: Tx, matter: string, id: string) => tx.maybe(Document)`
  select id, title, type, size, handed_at as "handedAt" from shelf.documents where id = ${id} and matter_id = ${matter}`

export const findPart = (tx: Tx, id: string, part: number) => tx.maybe(Part)`
  select bytes from shelf.document_parts where document_id = ${id} and part = ${part}`
