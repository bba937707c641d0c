import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { FirstTime } from '#modules/directory'
import { openPlacePath } from '../paths.ts'
import { OpenKind, OpenTime, type Typed } from './model.ts'

// As somebody unknown: the functions show what a unit has opened for anyone, and nothing else.

/** What can be booked without signing in, in a municipality, or one of it. */
export const listOpenKinds = (tx: Tx, municipality: string | null, kind: string | null) => tx.many(OpenKind)`
  select f.id, f.municipality_id as "municipalityId", f.unit_id as "unitId", u.name as unit, u.phone, u.phone_hours as "phoneHours", f.name, f.lead, f.about, f.bring,
    f.minutes, f.manners, f.notice_hours as "noticeHours", f.first_at as "firstAt"
  from appointments.open_kinds(${municipality}, ${kind}) f join directory.units u on u.id = f.unit_id order by u.code, u.id, f.name ->> 'sv', f.id`

/** Free times of a kind from one moment to another. */
export const listOpenTimes = (tx: Tx, kind: string, from: Date, until: Date) => tx.many(OpenTime)`
  select slot_id as "slotId", starts_at as "startsAt", ends_at as "endsAt", manner, street from appointments.open_free(${kind}, null, ${from}, ${until})`

/** One of them, if it still is free. */
export const findOpenTime = (tx: Tx, kind: string, slot: string) => tx.maybe(OpenTime)`
  select slot_id as "slotId", starts_at as "startsAt", ends_at as "endsAt", manner, street from appointments.open_free(${kind}, ${slot}, null, null)`

const Said = z.object({ said: z.enum(['done', 'same', 'none', 'taken', 'late', 'full']) })
/** `hash`: of the code that will open it. */
export const openBook = async (
  tx: Tx,
  { kind, slot, hash }: { kind: string; slot: string; hash: Uint8Array },
  { name, companion, interpreter, wishes }: Typed,
) =>
  (await tx.maybe(
    Said,
  )`select appointments.open_book(${kind}, ${slot}, ${hash}, ${name}, ${companion}, ${interpreter}, ${wishes}) as said`)!.said

/** The municipalities where some unit has opened something. */
export const listOpenPlaces = async (tx: Tx): Promise<string[]> =>
  (await tx.many(z.object({ id: z.uuid() }))`select municipality_id as id from appointments.open_places()`).map(({ id }) => id)

/** Where a first time is booked in a municipality; undefined where no unit has opened any. */
export const firstTime: FirstTime = async (tx, { id, code }) => ((await listOpenPlaces(tx)).includes(id) ? openPlacePath(code) : undefined)
