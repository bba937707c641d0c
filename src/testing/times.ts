import { z } from 'zod'
import type { PersonActor, StaffActor } from '#kernel/actor'
import { db, owner, type Unit, uuid } from './world.ts'

// Times to meet, made as those who work there make them.

type Manner = 'visit' | 'phone' | 'video' | 'home'
type Worker = StaffActor & { unit: Unit }
const Id = z.object({ id: z.uuid() })
const Made = z.object({ id: z.uuid().nullable(), outcome: z.string() })
const Outcome = z.object({ outcome: z.string() })

/** A moment so many hours from now, on a whole minute. */
export const inHours = (hours: number): Date => new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * 3_600_000)

/** Freed times are offered by day, and tests are run at any hour: from now on it is always day in this file's database. */
export const alwaysDay = () =>
  owner`create or replace function appointments.by_day(p_at timestamptz) returns timestamptz language sql immutable return p_at`

/** What times at the unit are for. */
export async function aKind(
  unit: Unit,
  more: { called?: string; open?: boolean; noLogin?: boolean; fields?: readonly string[]; noticeHours?: number; minutes?: number } = {},
): Promise<string> {
  const [row] = await owner`
    insert into appointments.kinds (committee_id, unit_id, name, about, bring, minutes, manners, fields, open, no_login, notice_hours)
    values (${unit.committee.id}, ${unit.id}, ${owner.json({ sv: more.called ?? 'Samtal', en: 'Talk' })}, ${owner.json({ sv: 'Vi pratar om hur du har det.' })},
      ${owner.json({ sv: 'Legitimation, om du har' })}, ${more.minutes ?? 30}, '{visit,phone,video,home}', ${owner.array([...(more.fields ?? [])])}, ${more.open ?? true}, ${more.noLogin ?? false}, ${more.noticeHours ?? 2})
    returning id`
  return row!['id'] as string
}

export async function aPlace(unit: Unit, street = 'Storgatan 14'): Promise<string> {
  const [row] = await owner`
    insert into appointments.places (committee_id, unit_id, name, street, postal, entrance, room, way_in, map_text, access, straight_in)
    values (${unit.committee.id}, ${unit.id}, 'Rum 214', ${street}, '912 34 Delaby', 'Ingång B, gul dörr', 'Våning 2, rum 214', ${'Hissen är till höger.\nAndra dörren till vänster.'},
      'Från hållplatsen mot kyrkan.', 'Hiss. Inga trösklar.', true)
    returning id`
  return row!['id'] as string
}

/** Times that somebody releases of their own, `minutes` long from each of the moments. Answers their ids in the same order. */
export async function aRelease(
  worker: Worker,
  kind: string,
  moments: readonly Date[],
  { manner = 'phone', place, minutes = 30, link }: { manner?: Manner; place?: string; minutes?: number; link?: string } = {},
): Promise<string[]> {
  const ends = moments.map((at) => new Date(+at + minutes * 60_000).toISOString())
  const made = await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.many(Made.extend({ n: z.int() }))`
      select n, id, outcome from appointments.release(${kind}, ${worker.id}, ${place ?? null}, ${manner}, ${link ?? null}, '{}',
        ${moments.map((at) => at.toISOString())}::timestamptz[], ${ends}::timestamptz[], ${uuid()}) order by n`,
  )
  return made.map(({ id, outcome }) => id ?? outcome)
}

/** What came of a person's booking: its id when it was done. */
export async function booked(person: PersonActor, slot: string, key = uuid()): Promise<{ id: string | null; outcome: string }> {
  return (await db.as(
    person,
    { purpose: 'test' },
    (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${slot}, null, '', '', '', ${key}, '+46701740605')`,
  ))!
}

/** A booking of the person's, at a free time of the kind's. */
export async function aBooking(person: PersonActor, slot: string): Promise<string> {
  return Id.parse(await booked(person, slot)).id
}

/** A person's act on a booking: the code it answers. */
export async function act(person: PersonActor, what: 'move' | 'cancel' | 'confirm', booking: string, slot?: string): Promise<string> {
  const said = await db.as(person, { purpose: 'test' }, (tx) =>
    what === 'move'
      ? tx.maybe(Outcome)`select appointments.move(${booking}, ${slot}) as outcome`
      : what === 'cancel'
        ? tx.maybe(Outcome)`select appointments.cancel(${booking}) as outcome`
        : tx.maybe(Outcome)`select appointments.confirm(${booking}) as outcome`,
  )
  return said!.outcome
}
