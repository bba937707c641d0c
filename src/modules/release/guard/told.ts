import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { textOf } from '#kernel/files'
import { Event } from '#modules/matters'
import { leaks } from './leaks.ts'
import type { Fact } from './model.ts'
import { outgoing } from './outgoing.ts'

const Told = z.object({
  matterId: z.uuid(),
  itemId: z.uuid(),
  personId: z.uuid(),
  dutyId: z.uuid().nullable(),
  n: z.number().nullable(),
  reader: z.string(),
  words: z.string().nullable(),
  plain: z.string().nullable(),
  event: Event.nullable(),
  title: z.string().nullable(),
  fileId: z.uuid().nullable(),
})
type Told = z.infer<typeof Told>
const File = z.object({ bytes: z.instanceof(Uint8Array).nullable() })

/**
 * Looks for a new fact in all that has been told about the person of a matter, and hides what holds it, or cannot be searched, until somebody
 * has looked (product.md, promise 4). Answers how much that was. Files are read one at a time.
 */
export async function hideTold(tx: Tx, matterId: string, fact: Fact): Promise<number> {
  const told = await tx.many(Told)`
    select matter_id as "matterId", item_id as "itemId", person_id as "personId", duty_id as "dutyId", n, reader, words, plain, event, title, file_id as "fileId"
    from gate.told_about(${matterId})`
  let hidden = 0
  for (const one of told) {
    if (!(await tells(tx, matterId, fact, one))) continue
    if (one.dutyId) await tx.run`select duty.hide_told(${matterId}, ${one.dutyId}, ${one.n})`
    else await tx.run`select gate.hide_told(${matterId}, ${one.matterId}, ${one.itemId}, ${one.personId})`
    hidden += 1
  }
  return hidden
}

async function tells(tx: Tx, matterId: string, fact: Fact, { event, title, fileId, n, words, plain, reader }: Told): Promise<boolean> {
  const beside = [words, plain].filter((text) => text !== null).map((text) => [{ field: 'words', text }])
  const known = [reader]
  if (leaks([fact], [...(event ? outgoing(event) : []), ...beside], known).length > 0) return true
  if (!event || !fileId) return false
  const file = await tx.maybe(File)`select gate.told_file(${matterId}, ${fileId}, ${n}) as bytes`
  const text = await textOf(Buffer.from(file?.bytes ?? []))
  if (!text.ok || text.pages.some((page) => page.unread)) return true
  return leaks([fact], outgoing(event, { title: title ?? '', text }), known).length > 0
}
