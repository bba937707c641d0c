import type { Tx } from '#kernel/db'

/** The first time something is opened is when it was received (FL 44 §): set once, never moved. */
export const markOpened = (tx: Tx, matter: string, copies: readonly string[], now: Date) => tx.run`
  update shelf.copies set opened_at = ${now} where matter_id = ${matter} and id = any (${copies}::uuid[]) and opened_at is null`

/** The same for whatever a document came with: who has read the file has got the decision. */
export const markOpenedBy = (tx: Tx, matter: string, document: string, now: Date) => tx.run`
  update shelf.copies set opened_at = ${now} where matter_id = ${matter} and document_id = ${document} and opened_at is null`
