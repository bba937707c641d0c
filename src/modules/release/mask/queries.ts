import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { parts } from '#kernel/files'
import type { Event } from '#modules/matters'

const Answer = z.object({ answer: z.enum(['done', 'stale', 'none']) })
type Item = { matterId: string; itemId: string; personId: string }

const Version = z.object({ version: z.number() })
/** Which version of the record's document this is. */
export const documentVersion = async (tx: Tx, id: string) =>
  (await tx.maybe(Version)`select version from record.documents where committee_id = (select identity.my_committee()) and id = ${id}`)
    ?.version ?? 0

/** Puts a mask on an item for one recipient: it waits at the next revision for `decide` to show it. */
export const mask = async (
  tx: Tx,
  item: Item,
  seen: number,
  event: Event,
  document: { title: string; type: string; version: number; bytes: Buffer } | undefined,
  reason: string,
) => {
  const { kind: _kind, at: _at, seq: _seq, ref: _ref, version: _version, ...kept } = event
  const about = document && JSON.stringify({ title: document.title, type: document.type, version: document.version })
  return (await tx.maybe(Answer)`
    select gate.mask(${item.matterId}, ${item.itemId}, ${item.personId}, ${seen}, ${JSON.stringify(kept)}::text::jsonb, ${about}::text::jsonb,
      array(select decode(part, 'base64') from unnest(${document ? parts(document.bytes).map((part) => part.toString('base64')) : []}::text[]) with ordinality as p (part, place) order by place),
      ${reason}) as answer`)!.answer
}

/** Takes the mask away: the item waits for a decision about the whole of it. */
export const unmask = async (tx: Tx, item: Item, seen: number) =>
  (await tx.maybe(Answer)`select gate.unmask(${item.matterId}, ${item.itemId}, ${item.personId}, ${seen}) as answer`)!.answer
