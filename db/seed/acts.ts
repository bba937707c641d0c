import { randomUUID } from 'node:crypto'
import { sealFact } from '../../src/kernel/secrets.ts'
import type { Scene } from './scene.ts'
import { atDesk, signedIn } from './sessions.ts'
import type { Matter, Story } from './story.ts'

// What people do with what a source has handed in: the unit looks and opens, the person reads and writes.

/** Somebody at the unit looks: what waits is released, or withheld with its words, or left for another day. Again changes nothing. */
export async function look(scene: Scene, id: string, matter: Matter): Promise<void> {
  const decisions = matter.events
    .filter((told) => told.look !== 'waits')
    .map(({ item, version = 0, look }) => ({
      ref: item.event.ref,
      version,
      ...(typeof look !== 'object'
        ? { state: 'released' }
        : 'greeting' in look
          ? { state: 'released', sensitive: true, text: look.greeting }
          : { state: 'withheld', ...look }),
    }))
  const actor = await atDesk(scene, matter.officer, matter.head.unit)
  await scene.db.as(
    actor,
    { purpose: 'decide release', matter: id },
    (tx) =>
      tx.run`
      select gate.decide(d.matter_id, d.item_id, d.person_id, d.revision, w.state, w.reason, w.text, false, coalesce(w.sensitive, false))
      from jsonb_to_recordset(${JSON.stringify(decisions)}::text::jsonb) as w(ref text, version int, state text, reason text, text text, sensitive boolean)
      join record.events e on e.matter_id = ${id} and e.ref = w.ref and e.version = w.version
      join gate.release_decisions d on d.matter_id = e.matter_id and d.item_id = e.id
        and (d.state in ('imported', 'assessed') or (w.state = 'withheld' and d.state = 'released'))`,
  )
}

/** What must not be told about the person is written down, sealed. */
export async function guardFacts(scene: Scene, id: string, { guarded = [] }: Story, matter: Matter): Promise<void> {
  const actor = await atDesk(scene, matter.officer, matter.head.unit)
  for (const { kind, value } of guarded) {
    const sealed = sealFact(scene.config.secret, value)
    await scene.db.as(
      actor,
      { purpose: 'guard fact', matter: id },
      (tx) => tx.run`select gate.guard(${id}, ${randomUUID()}, ${kind}, ${sealed})`,
    )
  }
}

/** Somebody at another unit reads a case in an emergency: its manager is told, and it is reviewed. */
export async function breakGlass(scene: Scene, id: string): Promise<void> {
  const desk = await atDesk(scene, 'Daniel Åkesson', 'ekonomi')
  const words = 'Torsten ringde mig i stället för er och mådde dåligt. Jag läste vem han brukar prata med, och han fick tala med Henrik.'
  await scene.db.as(
    desk,
    { purpose: 'break glass', matter: id, reason: 'unreachable' },
    (tx) => tx.run`select gate.break_glass(${randomUUID()}, ${id}, 'unreachable', ${words})`,
  )
}

/** Somebody who has nothing to do with the case reads it, and the night after it is drawn for review. */
export async function lookElsewhere(scene: Scene, id: string): Promise<void> {
  await scene.db.as(await atDesk(scene, 'Petter Lundvall', 'vuxen'), { purpose: 'read matter', matter: id }, async () => undefined)
  await scene.sql`select audit.draw((now() at time zone 'Europe/Stockholm')::date)`
}

export const open = async (scene: Scene, id: string, matter: Matter): Promise<unknown> =>
  scene.db.as(
    await atDesk(scene, matter.officer, matter.head.unit),
    { purpose: 'open matter', matter: id },
    (tx) => tx.run`select gate.open_matter(${id})`,
  )

/** The person has opened what is not new, and said what they had to say; somebody at the unit has answered. */
export async function readAndSay(scene: Scene, id: string, { name }: Story, matter: Matter): Promise<void> {
  const { db, sql } = scene
  const copies = await sql<{ id: string; ref: string; version: number }[]>`
    select d.copy_id as id, e.ref, e.version from gate.release_decisions d join record.events e on e.id = d.item_id and e.matter_id = d.matter_id
    where d.matter_id = ${id} and d.copy_id is not null order by e.version`
  const person = await signedIn(scene, name)
  const unread = new Set(matter.events.filter((told) => told.unread).map(({ item }) => item.event.ref))
  await db.as(
    person,
    { purpose: 'read matter' },
    (tx) =>
      tx.run`update shelf.copies set opened_at = now() where id = any (${copies.filter(({ ref }) => !unread.has(ref)).map((copy) => copy.id)}::uuid[]) and opened_at is null`,
  )
  const officer = matter.events.some(({ said }) => said) && (await atDesk(scene, matter.officer, matter.head.unit))
  for (const { item, said = [] } of matter.events)
    for (const { kind, text, state, answer } of said) {
      const [copy, key] = [copies.find(({ ref }) => ref === item.event.ref)!.id, randomUUID()]
      await db.as(person, { purpose: 'say about item', item: copy }, (tx) => tx.run`select voice.say(${copy}, ${kind}, ${text}, ${key})`)
      if (officer && state)
        await db.as(
          officer,
          { purpose: 'answer remark', matter: id },
          (tx) =>
            tx.run`
            update voice.remarks set state = ${state}, answer = ${answer?.text ?? null}, answered_by = ${answer ? officer.name : null},
              answered_staff = ${answer ? officer.id : null}, answered_at = ${answer ? scene.now : null}, revision = revision + 1
            where text = ${text} and matter_id = ${id}`,
        )
    }
}
