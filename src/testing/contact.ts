import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor, StaffActor } from '#kernel/actor'
import { addDays, type Day, dayOf } from '#kernel/values/day'
import { aWorker, db, owner, type Unit } from './world.ts'

/** A day that may be promised for something answered in `days` days. */
export const promise = (days: number): Day => addDays(dayOf(new Date()), days)

/** Somebody who receives at a unit and hands out: at a desk of their own, or beside another role there. */
export async function aDispatcher({
  unit,
  role = 'requestDispatcher',
  called = 'Siv Norberg',
}: {
  unit: Unit
  role?: 'requestDispatcher' | 'caseOfficer' | 'unitManager'
  called?: string
}) {
  const worker = await aWorker({ unit, role, called })
  if (role !== 'requestDispatcher')
    await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${unit.id}, ${worker.id}, 'requestDispatcher')`
  return worker
}

type TypeOf = {
  unit: Unit
  name?: string
  need?: string[]
  definition?: object
  days?: number
  zone?: 'A' | 'B'
  second?: boolean
  marks?: boolean
  fields?: string[]
  publish?: boolean
}

/** A request type that a unit offers, published by its manager. Somebody must receive there. Answers its id. */
export async function aType({
  unit,
  name = 'Fråga om stöd',
  need = ['jag behöver hjälp'],
  definition = { fields: [] },
  days = 5,
  zone = 'B',
  second = false,
  marks = false,
  fields = [],
  publish = true,
}: TypeOf): Promise<string> {
  const manager = await aWorker({ unit, role: 'unitManager' })
  const id = randomUUID()
  const json = (value: object) => JSON.stringify(value)
  await db.as(manager, { purpose: 'scene' }, async (tx) => {
    await tx.run`
      select contact.save_type(null, ${id}, ${fields}::text[], ${days}, ${zone}, ${second}, ${marks}, 0, ${json({ sv: name, en: `${name} (en)` })}::text::jsonb,
        ${json({ sv: need, en: need })}::text::jsonb, ${json({ sv: 'Alla', en: 'Everybody' })}::text::jsonb, ${json(definition)}::text::jsonb)`
    if (publish) await tx.run`select contact.publish_type(${id})`
  })
  return id
}

const Sent = z.object({ id: z.uuid().nullable(), outcome: z.string() })

/** A request sent by somebody. Answers the thread's id. */
export async function aRequest(
  person: PersonActor,
  type: string,
  more: { body?: string; answers?: object; key?: string; days?: number; shelf?: string } = {},
): Promise<string> {
  const sent = await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.maybe(Sent)`
    select id, outcome from contact.send(${more.key ?? randomUUID()}, 'request', ${type}, 1, null, ${more.shelf ?? null}, null, null, '', ${more.body ?? 'Jag behöver hjälp'},
      ${JSON.stringify(more.answers ?? {})}::text::jsonb, ${promise(0)}, ${promise(more.days ?? 5)})`,
  )
  return sent!.id!
}

const Outcome = z.object({ outcome: z.string() })
/** The revision that a page of the thread would be made from now. */
export const revisionOf = async (thread: string): Promise<number> =>
  (await owner`select revision from contact.threads where id = ${thread}`)[0]!['revision'] as number
export const versionOf = async (thread: string): Promise<number> =>
  ((await owner`select version from contact.staff_drafts where thread_id = ${thread}`)[0]?.['version'] as number | undefined) ?? 0

export async function assigned(thread: string, by: StaffActor, to: StaffActor): Promise<string> {
  const seen = await revisionOf(thread)
  return (await db.as(
    by,
    { purpose: 'scene', item: thread },
    (tx) => tx.maybe(Outcome)`select contact.assign(${thread}, ${seen}, ${to.id}) as outcome`,
  ))!.outcome
}

export async function answered(thread: string, by: StaffActor, body = 'Här är vårt svar.', key = randomUUID()): Promise<string> {
  const [seen, version] = [await revisionOf(thread), await versionOf(thread)]
  return (await db.as(
    by,
    { purpose: 'scene', item: thread },
    (tx) => tx.maybe(Outcome)`select contact.answer(${thread}, ${seen}, ${version}, ${key}, ${body}, 'self') as outcome`,
  ))!.outcome
}

export async function closed(thread: string, by: StaffActor): Promise<string> {
  const seen = await revisionOf(thread)
  return (await db.as(
    by,
    { purpose: 'scene', item: thread },
    (tx) => tx.maybe(Outcome)`select contact.close(${thread}, ${seen}) as outcome`,
  ))!.outcome
}

/** What a preview shows, as its form sends it back. */
export const seenIn = (html: string): string => /name="sett" value="([^"]+)"/.exec(html)![1]!
