import type { Tx } from '#kernel/db'
import { Municipality, Unit } from './model.ts'

export const listMunicipalities = (tx: Tx) => tx.many(Municipality)`
  select id, code, region, name, phone, phone_hours as "phoneHours", urgent, theme
  from directory.municipalities
  order by name`

export const findUnit = (tx: Tx, id: string) => tx.maybe(Unit)`
  select u.id, u.name, u.phone, u.phone_hours as "phoneHours", u.visit, c.name as committee, c.post_address as "postAddress"
  from directory.units u join directory.committees c on c.id = u.committee_id
  where u.id = ${id}`

/** The units of a municipality that people are shown; a catalogue's own when somebody looks after them (ADOPT-01). */
export const listShownUnits = (tx: Tx, municipalityId: string) => tx.many(Unit)`
  select u.id, u.name, u.phone, u.phone_hours as "phoneHours", u.visit, c.name as committee, c.post_address as "postAddress"
  from directory.units u join directory.committees c on c.id = u.committee_id
  where u.id in (select directory.shown_units(${municipalityId}))
  order by u.code`

export const listUnits = (tx: Tx, municipalityId: string) => tx.many(Unit)`
  select u.id, u.name, u.phone, u.phone_hours as "phoneHours", u.visit, c.name as committee, c.post_address as "postAddress"
  from directory.units u join directory.committees c on c.id = u.committee_id
  where c.municipality_id = ${municipalityId}
  order by u.code`
