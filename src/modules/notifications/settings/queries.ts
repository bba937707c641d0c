import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Code, type Kind, Sent, Way, Wish } from './model.ts'

// Row security leaves out everybody else's.

export const listWays = (tx: Tx) => tx.many(Way)`
  select kind, address_sealed as sealed, confirmed_on as "confirmedOn", bounced_at is not null as bounced from notice.ways`

export const listWishes = (tx: Tx) => tx.many(Wish)`select about, channel, lead_days as "leadDays", language from notice.wishes`

export const listCodes = (tx: Tx) => tx.many(Code)`select kind, until from notice.my_codes()`

/** What was last sent, or tried. */
export const listSent = (tx: Tx) => tx.many(Sent)`
  select id, channel, template, state, coalesce(done_at, at) as at from notice.sendings
  where person_id = (select identity.me()) and template is not null order by at desc limit 5`

export const setWay = (tx: Tx, kind: Kind, sealed: Uint8Array, index: Uint8Array) =>
  tx.run`select notice.set_my_way(${kind}, ${sealed}, ${index})`

export const removeWay = (tx: Tx, kind: Kind) => tx.run`select notice.remove_my_way(${kind})`

const Done = z.object({ done: z.boolean() })
/** False: no more codes today, or nothing to send it to. */
export const askCode = async (tx: Tx, kind: Kind, id: string, mark: Uint8Array) =>
  (await tx.maybe(Done)`select notice.ask_code(${kind}, ${id}, ${mark}) as done`)!.done

export const confirmWay = async (tx: Tx, kind: Kind, mark: Uint8Array) =>
  (await tx.maybe(z.object({ outcome: z.enum(['done', 'wrong', 'over']) }))`select notice.confirm_my_way(${kind}, ${mark}) as outcome`)!
    .outcome

export const wish = (
  tx: Tx,
  about: Wish['about'],
  channel: Wish['channel'],
  leadDays: readonly number[],
  language: 'sv' | 'en' | null,
) => tx.run`
  select notice.wish(${about}, ${channel}, ${leadDays}::int[], ${language})`
