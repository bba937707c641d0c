import { randomUUID } from 'node:crypto'
import { numberIndex, sealNumber } from '../../src/kernel/secrets.ts'
import { appealLastDay, type Day, dayOf } from '../../src/kernel/values/day.ts'
import { birthDay } from '../../src/kernel/values/personal-number.ts'
import { communicate } from '../../src/modules/matters/desk/duty/queries.ts'
import { lastDayOf, latenessOf, usualAlarms } from '../../src/modules/matters/duty/model.ts'
import { ask, markCommunicationOpened } from '../../src/modules/matters/duty/queries.ts'
import { numberOf, type Scene } from './scene.ts'
import { atDesk, signedIn } from './sessions.ts'
import type { Matter, Story } from './story.ts'

// What stands beside a case: who else reads it, what was given to read before a decision, what its person has asked for, and a case that is not offered.

/** Each item as it now stands, with its copy on the shelf of the person whose case it is. */
async function itemsOf({ sql }: Scene, id: string): Promise<Map<string, { id: string; copy: string | null }>> {
  const rows = await sql<{ ref: string; id: string; copy: string | null }[]>`
    select distinct on (e.ref) e.ref, e.id, d.copy_id as copy from record.events e join record.matters m on m.id = e.matter_id
    left join gate.release_decisions d on d.matter_id = e.matter_id and d.item_id = e.id and d.person_id = m.person_id
    where e.matter_id = ${id} order by e.ref, e.version desc`
  return new Map(rows.map((row) => [row.ref, row]))
}

/** Answers when each duty came about, for the clocks. */
export async function standBeside(scene: Scene, id: string, { name }: Story, matter: Matter): Promise<{ duty: string; at: string }[]> {
  const { readers, given, asked, leftOut, officer, head } = matter
  if (!leftOut && readers.length + given.length + asked.length === 0) return []
  const { db } = scene
  const desk = await atDesk(scene, officer, head.unit)
  if (leftOut)
    await db.as(
      desk,
      { purpose: 'leave out matter', matter: id },
      (tx) => tx.run`select gate.leave_out(${id}, ${randomUUID()}, ${leftOut})`,
    )
  const items = await itemsOf(scene, id)
  const item = (ref: string) => items.get(ref)!
  for (const reader of readers)
    await letRead(
      scene,
      id,
      matter,
      reader,
      reader.shown.map((ref) => item(ref).id),
    )
  const made: { duty: string; at: string }[] = []
  for (const { at, until: last, about, text } of given) {
    const told = await db.as(desk, { purpose: 'communicate', matter: id }, (tx) =>
      communicate(tx, id, { via: 'here', day: dayOf(at), last, text, items: about.map((ref) => item(ref).id), key: randomUUID() }),
    )
    const duty = told!.id!
    await db.as(await signedIn(scene, name), { purpose: 'rights', item: duty }, (tx) => markCommunicationOpened(tx, duty, scene.now))
    made.push({ duty, at })
  }
  for (const { kind, at, about, text, detail = {} } of asked) {
    const day = dayOf(at)
    const person = await signedIn(scene, name)
    const [opening] = await scene.sql<
      { shelf: string }[]
    >`select id as shelf from shelf.matters where id in (select shelf_id from gate.openings where matter_id = ${id}) and about_id is null`
    const { shelf } = opening!
    const one = await db.as(person, { purpose: 'ask by law', matter: shelf }, (tx) =>
      ask(tx, shelf, {
        kind,
        about: about && item(about).copy!,
        text,
        detail: about ? { ...detail, ...appealOf(matter, about, day) } : detail,
        day,
        last: lastDayOf(kind, day, usualAlarms),
        key: randomUUID(),
      }),
    )
    made.push({ duty: one!.id!, at })
  }
  return made
}

/** What the appeal of a decision says of it: what it is called, and whether it came in time. */
function appealOf({ events }: Matter, about: string, day: Day) {
  const { event } = events.find(({ item }) => item.event.ref === about)!.item
  if (event.kind !== 'decision' || !event.detail.deliveredOn) throw new Error(`Seeding: ${about} cannot be appealed`)
  const got = event.detail.deliveredOn as Day
  const until = appealLastDay(got)
  return { title: event.detail.title, decidedOn: dayOf(event.at), got, until, lateness: latenessOf(until, day) }
}

/** Somebody who represents the person is named, and shown what was chosen for them. */
async function letRead(
  scene: Scene,
  id: string,
  { officer, head }: Matter,
  reader: Matter['readers'][number],
  chosen: readonly string[],
): Promise<void> {
  const { name, capacity, document, until } = reader
  const number = numberOf(name)
  const { secret } = scene.config
  const desk = await atDesk(scene, officer, head.unit)
  await scene.db.as(
    desk,
    { purpose: 'name recipient', matter: id },
    (tx) =>
      tx.run`
      select gate.add_recipient(${id}, ${randomUUID()}, ${numberIndex(secret, number)}, ${sealNumber(secret, number)}, ${birthDay(number)},
        ${name}, ${capacity}, ${document}, ${until})`,
  )
  await scene.db.as(
    desk,
    { purpose: 'decide release', matter: id },
    (tx) =>
      tx.run`
      select gate.decide(d.matter_id, d.item_id, d.person_id, d.revision, 'released', null, null, false) from gate.release_decisions d
      join gate.recipients r on r.matter_id = d.matter_id and r.person_id = d.person_id
      where d.matter_id = ${id} and d.item_id = any (${chosen}::uuid[])`,
  )
}
