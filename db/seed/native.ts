import { createHash } from 'node:crypto'
import { z } from 'zod'
import { clean, parts } from '../../src/kernel/files.ts'
import { numberIndex, sealNumber } from '../../src/kernel/secrets.ts'
import { writeDocument, writeEvent } from '../../src/modules/matters/desk/queries.ts'
import { Event } from '../../src/modules/matters/events/model.ts'
import { numberOf, refOf, type Scene } from './scene.ts'
import { atDesk } from './sessions.ts'
import type { Matter, Story } from './story.ts'

/** A matter that the unit keeps in Delakt itself: opened, written and locked by its officer, with what is still a draft. */
export async function keepNative(scene: Scene, { story: { name }, matter }: { story: Story; matter: Matter }): Promise<void> {
  const { db, config } = scene
  const { head, officer, events, documents, drafts } = matter
  const number = numberOf(name)
  const actor = await atDesk(scene, officer, head.unit)
  const id = refOf(matter)
  await db.as(
    actor,
    { purpose: 'start matter' },
    (tx) =>
      tx.maybe(z.object({ id: z.uuid() }))`
      select record.start_matter(${id}, ${numberIndex(config.secret, number)}, ${sealNumber(config.secret, number)}, ${name}, ${head.field},
        ${head.title ?? null}, ${head.number ?? null}, ${head.openedOn}, null) as id`,
  )
  await db.as(actor, { purpose: 'write in matter', matter: id }, async (tx) => {
    for (const { item } of events) {
      const { kind, ref, version, at, about, author, detail } = Event.parse(item.event)
      const outcome = await writeEvent(tx, id, { ref, version, kind, at: new Date(at), event: { about, author, detail } })
      if (outcome !== 'stored') throw new Error(`Seeding: ${ref} was ${outcome}`)
    }
    for (const { ref, title, content } of documents) {
      const made = await clean(content)
      if (!made.ok) throw new Error(`Seeding: ${ref}: ${made.reason}`)
      const hash = createHash('sha256').update(content).digest('hex')
      await writeDocument(tx, id, { ref, title, type: made.type, hash, parts: parts(made.bytes).map((part) => part.toString('base64')) })
    }
    for (const { body } of drafts)
      await tx.run`
        insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body)
        select m.committee_id, m.id, m.unit_id, ${actor.id}, 'note', ${JSON.stringify(body)}::text::jsonb from record.matters m where m.id = ${id}`
  })
}
