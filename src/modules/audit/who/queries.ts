import type { Tx } from '#kernel/db'
import { Access, Asked, type Place } from './model.ts'

/** Accesses before a place, newest first. `others`: without what one did oneself. */
export const listAccesses = (tx: Tx, { micros, id }: Place, others: boolean, most: number) => tx.many(Access)`
  select id, at, micros, who, actor_id as "actorId", name, title, unit, number, opened, item, elsewhere, purpose, reason
  from audit.about_me(${micros}::bigint, ${id}::bigint, ${others}, ${most})`

export const listAsked = (tx: Tx) => tx.many(Asked)`select id, name, phone, hours, contact from audit.whom_to_ask()`
