import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { openFact } from '#kernel/secrets'
import { Event } from '#modules/matters'
import { type Fact, factKinds } from './model.ts'

const Sealed = z.object({ id: z.uuid(), kind: z.enum(factKinds), sealed: z.instanceof(Uint8Array), addedBy: z.string(), addedAt: z.date() })
export type Guarded = Fact & { addedBy: string; addedAt: Date }

/** What must not be told about the person of a matter at one's own desk, opened with the installation's secret. */
export const factsOf = async (tx: Tx, secret: string, matterId: string): Promise<Guarded[]> =>
  (await tx.many(Sealed)`select id, kind, sealed, added_by as "addedBy", added_at as "addedAt" from gate.guarded_of(${matterId})`).map(
    ({ sealed, ...fact }) => ({ ...fact, value: openFact(secret, sealed) }),
  )

const Mask = z.object({
  event: Event,
  reason: z.string(),
  madeBy: z.string(),
  madeAt: z.date(),
  documentId: z.uuid().nullable(),
  title: z.string().nullable(),
  type: z.string().nullable(),
  size: z.number().nullable(),
})
export type Mask = z.infer<typeof Mask>

/** The mask of an item for one recipient: the event as they get it, and the document made for them. */
export const findMask = (tx: Tx, item: { matterId: string; itemId: string; personId: string }) => tx.maybe(Mask)`
  select jsonb_build_object('kind', e.kind, 'at', e.at, 'seq', e.seq, 'ref', e.ref, 'version', e.version) || k.event as event, k.reason,
    w.name as "madeBy", k.made_at as "madeAt", d.id as "documentId", d.title, d.type, d.size
  from gate.masks k
  join record.events e on e.committee_id = k.committee_id and e.matter_id = k.matter_id and e.id = k.item_id
  join directory.staff w on w.id = k.made_by
  left join gate.masked_documents d on d.committee_id = k.committee_id and d.matter_id = k.matter_id and d.id = k.document_id
  where k.committee_id = (select identity.my_committee()) and k.matter_id = ${item.matterId} and k.item_id = ${item.itemId} and k.person_id = ${item.personId}`

const Bytes = z.object({ bytes: z.instanceof(Uint8Array) })
/** The whole content of a document of the record. */
export const documentBytes = async (tx: Tx, documentId: string): Promise<Buffer> =>
  Buffer.concat(
    (
      await tx.many(Bytes)`
      select bytes from record.document_parts where committee_id = (select identity.my_committee()) and document_id = ${documentId} order by part`
    ).map(({ bytes }) => bytes),
  )

/** The whole content of a masked document. */
export const maskedBytes = async (tx: Tx, documentId: string): Promise<Buffer> =>
  Buffer.concat(
    (
      await tx.many(Bytes)`
      select bytes from gate.masked_parts where committee_id = (select identity.my_committee()) and document_id = ${documentId} order by part`
    ).map(({ bytes }) => bytes),
  )
