import type { Tx } from '#kernel/db'
import { textOf } from '#kernel/files'
import { type Event, findPlain } from '#modules/matters'
import { type Leak, leaks } from './leaks.ts'
import { documentOut, outgoing } from './outgoing.ts'
import { documentBytes, factsOf, findMask, maskedBytes } from './queries.ts'

type Item = {
  matterId: string
  itemId: string
  personId: string
  name: string
  to: { name: string } | null
  event: Event
  document: { id: string; title: string } | null
}

/** What stops an item from being shown: `found` can be read out of it; `unread`: something in its document cannot be searched, somebody must look. */
export type Guarded = { found: Leak[]; unread: boolean }

export const clear: Guarded = { found: [], unread: false }

/**
 * Looks through all that an item would hand to its reader, in the mask it wears, for what must not be told about the matter's person (law 1.7).
 * Nothing when nothing is guarded. A document that cannot be read counts as not searched.
 */
export async function guard(tx: Tx, secret: string, item: Item): Promise<Guarded> {
  const facts = await factsOf(tx, secret, item.matterId)
  if (facts.length === 0) return clear
  const mask = await findMask(tx, item)
  const document = mask
    ? mask.documentId && { title: mask.title ?? '', bytes: await maskedBytes(tx, mask.documentId) }
    : item.document && { title: item.document.title, bytes: await documentBytes(tx, item.document.id) }
  const text = document ? await textOf(document.bytes) : undefined
  const out = outgoing(mask?.event ?? item.event, document ? { title: document.title, text: text?.ok ? text : undefined } : undefined)
  return {
    found: leaks(facts, out, [item.to?.name ?? item.name]),
    unread: text !== undefined && isUnread(text),
  }
}

/** What of it stands in the plainer words that would lie beside an item. Beside one that is masked none do. */
export async function toldBeside(tx: Tx, secret: string, item: Item): Promise<string[]> {
  const plain = (await findMask(tx, item)) ? undefined : await findPlain(tx, item.matterId, item.itemId)
  return toldIn(tx, secret, item.matterId, plain?.text ?? undefined, item.to?.name ?? item.name)
}

/** What of it stands in words that staff write to the reader themselves, such as an answer: said as it stands there. */
export async function toldIn(tx: Tx, secret: string, matterId: string, text: string | undefined, reader: string): Promise<string[]> {
  const facts = text ? await factsOf(tx, secret, matterId) : []
  return said(leaks(facts, [[{ field: 'text', text: text ?? '' }]], [reader]))
}

/** The same of a file that goes along; `unread`: something in it cannot be searched, an image for one. Neither where nothing is guarded. */
export async function toldInFile(
  tx: Tx,
  secret: string,
  matterId: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
  reader: string,
): Promise<{ found: string[]; unread: boolean }> {
  const facts = await factsOf(tx, secret, matterId)
  if (facts.length === 0) return { found: [], unread: false }
  const text = await textOf(bytes)
  const found = leaks(facts, documentOut({ title: name, text: text.ok ? text : undefined }), [reader])
  return { found: said(found), unread: isUnread(text) }
}

const said = (found: readonly Leak[]): string[] => found.map((leak) => leak.found.replace(/\s+/g, ' '))
const isUnread = (text: Awaited<ReturnType<typeof textOf>>): boolean => !text.ok || text.pages.some((page) => page.unread)
