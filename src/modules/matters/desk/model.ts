import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import type { Ctx } from '#kernel/http'
import { type Day, dayOf, isDay } from '#kernel/values/day'
import { of, place } from '../events/items.ts'
import { Event, inOrder, type Placed } from '../events/model.ts'
import { Field } from '../feed/model.ts'

export type C = Ctx<StaffActor>
/** Who works with matters: the unit's officers and its manager. */
export const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
export const root = '/personal/arenden'
export const matterPath = (id: string) => `${root}/${id}`

/** The address of a form that carries a file, of which more is read than of others: the form says itself when the file is too large. */
export const documentForm = new RegExp(`^${root}/[^/]+/handling(/|$)`)
export const largestFile = 10 * 1024 * 1024

/** A matter as the desk's heading says it. `native`: it is kept in Delakt and nowhere else. */
export const Head = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  field: Field,
  openedOn: z.string() as unknown as z.ZodType<Day>,
  name: z.string(),
  native: z.boolean(),
})
export type Head = z.infer<typeof Head>

/** What somebody wrote and locked: its newest wording, and the version to correct. `annulled`: it was registered by mistake. */
export const Written = z.object({ version: z.number(), annulled: z.boolean(), event: Event })
export type Written = z.infer<typeof Written>

/** What stops an item from being handed to its person: something in it that must not be told, or a document that cannot be searched. */
export type Stop = { itemId: string; why: 'found' | 'unread' }
/** The gate's search for what must not be told about a matter's person, in what goes out by another way than the queue. */
export type Search = {
  stops: (tx: Tx, secret: string, matterId: string, itemIds: readonly string[]) => Promise<Stop[]>
  /** What of it stands in words to `reader`, as it stands there. */
  toldIn: (tx: Tx, secret: string, matterId: string, text: string | undefined, reader: string) => Promise<string[]>
}

/** An item that stands in the matter: what another may speak about. */
export const Standing = z.object({ id: z.uuid(), event: Event })
export type Standing = z.infer<typeof Standing>

/** What stands in the matter in its order, as the person would read it if all of it were shown. */
export const placed = (standing: readonly Standing[]) => place(standing.map((one) => ({ ...one, handedAt: one.event.at, earlier: [] })))

/** What stands before a place in the matter. The item that has the place, in any of its wordings, is not before itself. */
export const before = (standing: readonly Standing[], here: Placed) =>
  placed(standing.filter(({ event }) => event.ref !== here.ref && inOrder(event, here) < 0))

/** Since when the matter was closed at a place in it. A place without its time of day is anywhere in that day, also before a closing. */
export function closedSince(standing: readonly Standing[], here: Placed, timed: boolean): Day | undefined {
  const last = of(before(standing, here), 'received', 'reopened', 'closed', 'not-shown-here').at(-1)
  return last?.event.kind === 'closed' && (timed || last.day < dayOf(here.at)) ? last.day : undefined
}

/** The place that is now, after everything that has happened. */
export const now = (kind: Event['kind']): Placed => ({ kind, at: new Date(), seq: Number.POSITIVE_INFINITY, ref: '', version: 0 })

/** The version that a form was made from; -1 when it says none. */
export const seenIn = (form: Record<string, string>): number =>
  z.coerce
    .number()
    .int()
    .min(0)
    .safeParse(form['version'] || 'none').data ?? -1

/** The moment of a day and, when it is known, a time of day ("9.30"); else noon. Undefined when it is no time at all. */
export function momentOf(day: string, time: string): Date | undefined {
  const found = /^(\d{1,2})[.:](\d{2})$/.exec(time || '12.00')
  if (!isDay(day) || day < '1900' || day > '2200' || !found || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined
  const at = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: 'Europe/Stockholm',
    plainTime: { hour: Number(found[1]), minute: Number(found[2]) },
  })
  return new Date(at.epochMilliseconds)
}

/** When something happened, by a form's `datum` and `tid`: today means now unless a time is said. A time that has not been is refused. */
export function happened(day: string, time: string, now = new Date()): Date | 'no day' | 'no time' | 'later' {
  const at = momentOf(day, time)
  if (!at) return momentOf(day, '') ? 'no time' : 'no day'
  if (!time && day === dayOf(now)) return now
  return at > now ? 'later' : at
}

/** Which of a form's `datum` and `tid` is wrong: the time, when the day in itself is one that has been. */
export const wrongField = (wrong: 'no day' | 'no time' | 'later', day: string, now = new Date()): 'datum' | 'tid' =>
  wrong === 'no time' || (wrong === 'later' && day === dayOf(now)) ? 'tid' : 'datum'

/** What a form's `datum` and `tid` say of when something happened: the time is left out when nobody gave one (a time that is typed has no seconds). */
export function whenTyped(at: string): { datum: string; tid: string } {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Stockholm')
  const time = `${moment.hour}.${String(moment.minute).padStart(2, '0')}`
  return { datum: moment.toPlainDate().toString(), tid: time === '12.00' || moment.second || moment.millisecond ? '' : time }
}

/** When it happened by a form that corrects it: exactly as before when the form still says so. */
export function happenedAnew(day: string, time: string, was: string, now = new Date()): ReturnType<typeof happened> {
  const said = whenTyped(was)
  return day === said.datum && time === said.tid ? new Date(was) : happened(day, time, now)
}

/** Whether two names have other words in them, however they are ordered and written. */
export const differs = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((name) =>
    (
      name
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    )
      .toSorted()
      .join(' '),
  )
  return a !== b
}
