import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Asked } from './filter.ts'

const Row = z.object({
  total: z.number(),
  id: z.uuid(),
  version: z.number(),
  resource: z.record(z.string(), z.unknown()).nullable(),
  active: z.boolean(),
  userName: z.string().nullable(),
  externalId: z.string().nullable(),
  hsaId: z.string().nullable(),
  units: z.array(z.object({ id: z.uuid(), name: z.string() })),
  madeAt: z.date(),
  changedAt: z.date(),
})
export type UserRow = z.infer<typeof Row>
type Page = { start: number; count: number }

/** Whose token it is: the catalogue's id, or nothing. */
export const catalogueOf = async (tx: Tx, hash: Uint8Array) =>
  (await tx.maybe(z.object({ id: z.uuid().nullable() }))`select directory.catalogue(${hash}) as id`)?.id ?? undefined

/** The catalogue's own users, those asked for, in pages; `total` stands on every row. */
export const listUsers = (tx: Tx, hash: Uint8Array, id: string | undefined, asked: Asked | undefined, { start, count }: Page) => tx.many(
  Row,
)`
  select total, id, version, resource, active, user_name as "userName", external_id as "externalId", hsa_id as "hsaId", units, made_at as "madeAt", changed_at as "changedAt"
  from directory.scim_users(${hash}, ${id}, ${asked?.by}, ${asked?.value}, ${start}, ${count})`

const Saved = z.object({ outcome: z.enum(['done', 'none', 'version', 'uniqueness', 'member']), id: z.uuid().nullable() })
export const saveUser = (tx: Tx, hash: Uint8Array, id: string | undefined, seen: number | undefined, user: object) => tx.maybe(Saved)`
  select outcome, id from directory.scim_save_user(${hash}, ${id}, ${seen}, ${JSON.stringify(user)}::text::jsonb)`
const Yes = z.object({ done: z.boolean() })
export const deleteUser = async (tx: Tx, hash: Uint8Array, id: string) =>
  (await tx.maybe(Yes)`select directory.scim_delete_user(${hash}, ${id}) as done`)!.done

const Unit = z.object({
  total: z.number(),
  id: z.uuid(),
  version: z.number(),
  name: z.string(),
  externalId: z.string().nullable(),
  members: z.array(z.object({ value: z.uuid(), display: z.string() })),
  madeAt: z.date(),
  changedAt: z.date(),
})
export type GroupRow = z.infer<typeof Unit>
export const listGroups = (tx: Tx, hash: Uint8Array, id: string | undefined, asked: Asked | undefined, { start, count }: Page) => tx.many(
  Unit,
)`
  select total, id, version, name, external_id as "externalId", members, made_at as "madeAt", changed_at as "changedAt"
  from directory.scim_groups(${hash}, ${id}, ${asked?.by}, ${asked?.value}, ${start}, ${count})`
export const saveGroup = (tx: Tx, hash: Uint8Array, id: string | undefined, seen: number | undefined, group: object) => tx.maybe(Saved)`
  select outcome, id from directory.scim_save_group(${hash}, ${id}, ${seen}, ${JSON.stringify(group)}::text::jsonb)`
export const deleteGroup = async (tx: Tx, hash: Uint8Array, id: string) =>
  (await tx.maybe(Yes)`select directory.scim_delete_group(${hash}, ${id}) as done`)!.done
