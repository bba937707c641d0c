import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Place, type Saved } from './model.ts'

/** The unit's places, those in use first; or one of them. */
export const listAllPlaces = (tx: Tx, id?: string) => tx.many(Place)`
  select p.id, p.name, p.street, p.postal, p.entrance, p.room, p.way_in as "wayIn", p.map_text as "mapText", p.access, p.straight_in as "straightIn", p.one_at_a_time as "oneAtATime", p.ended_at is not null as ended,
    (select count(*)::int from appointments.bookings b join appointments.slots s on s.committee_id = b.committee_id and s.id = b.slot_id
     where b.unit_id = p.unit_id and b.starts_at > now() and b.state = 'booked' and s.place_id = p.id) as ahead
  from appointments.places p
  where p.committee_id = (select identity.my_committee()) and p.unit_id = any ((select identity.my_units())::uuid[]) and (${id ?? null}::uuid is null or p.id = ${id ?? null})
  order by p.ended_at is not null, p.name, p.id`

const Id = z.object({ id: z.uuid() })
export const addPlace = async (tx: Tx, unitId: string, { namn, gata, ort, ingang, rum, vag, karta, lokal, rakt, ett }: Saved) =>
  (await tx.maybe(Id)`
    insert into appointments.places (committee_id, unit_id, name, street, postal, entrance, room, way_in, map_text, access, straight_in, one_at_a_time)
    values ((select identity.my_committee()), ${unitId}, ${namn}, ${gata}, ${ort}, ${ingang}, ${rum}, ${vag}, ${karta}, ${lokal}, ${rakt === 'ja'}, ${ett === 'ja'}) returning id`)!
    .id

/** False: there is no such place. */
export const changePlace = async (tx: Tx, id: string, { namn, gata, ort, ingang, rum, vag, karta, lokal, rakt, ett }: Saved) =>
  (await tx.run`
    update appointments.places set name = ${namn}, street = ${gata}, postal = ${ort}, entrance = ${ingang}, room = ${rum}, way_in = ${vag}, map_text = ${karta},
      access = ${lokal}, straight_in = ${rakt === 'ja'}, one_at_a_time = ${ett === 'ja'}
    where committee_id = (select identity.my_committee()) and id = ${id}`) === 1

/** Whether times overlap there, so that it cannot be for one meeting at a time. */
export const isShared = async (tx: Tx, id: string) =>
  (await tx.maybe(z.object({ shared: z.boolean() }))`
    select exists (
      select from appointments.slots a join appointments.slots b on b.place_id = a.place_id and b.id > a.id and b.withdrawn_at is null
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.unit_id = any ((select identity.my_units())::uuid[]) and a.starts_at > now() and b.unit_id = a.unit_id and b.starts_at > now()
        and a.place_id = ${id} and a.withdrawn_at is null) as shared`)!.shared

/** No new times are released there, or again. */
export const endPlace = async (tx: Tx, id: string, ended: boolean) =>
  (await tx.run`
    update appointments.places set ended_at = case when ${ended} then coalesce(ended_at, now()) end
    where committee_id = (select identity.my_committee()) and id = ${id}`) === 1
