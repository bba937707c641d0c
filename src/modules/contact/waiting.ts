import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { type Day, RowDay } from '#kernel/values/day'
import { Worded } from '#modules/directory'
import { Kind, State, Told } from './model.ts'

const Open = z.object({
  id: z.uuid(),
  kind: Kind,
  title: z.string(),
  form: Told.nullable(),
  state: State,
  unit: Worded,
  handler: z.string().nullable(),
  promisedOn: RowDay,
  lastAt: z.date(),
  unread: z.boolean(),
})
export type OpenThread = z.infer<typeof Open>

/** What of the person's threads matters on their first page: answers they have not read, and what they wait for us to answer, with the day we promised. */
export const openThreads = (tx: Tx): Promise<OpenThread[]> => tx.many(Open)`
  select t.id, t.kind, t.title, f.name as form, t.state, u.name as unit, w.name as handler, t.promised_on as "promisedOn", t.last_at as "lastAt", t.last_staff_n > p.read_to as unread
  from contact.participants p
  join contact.threads t on t.id = p.thread_id
  join directory.units u on u.id = t.unit_id
  left join directory.staff w on w.id = t.shown_handler
  left join contact.request_forms f on f.type_id = t.type_id and f.version = t.form_version
  where p.person_id = (select identity.me()) and (t.state in ('received', 'assigned') or t.last_staff_n > p.read_to)
  order by t.last_staff_n > p.read_to desc, t.promised_on, t.id limit 50`

/** Whether anybody at a unit receives what people write to it. */
export const receives = async (tx: Tx, unit: string): Promise<boolean> =>
  (await tx.maybe(z.object({ open: z.boolean() }))`select contact.dispatchers(${unit}) > 0 as open`)!.open

const Count = z.object({ received: z.int(), mine: z.int(), late: z.int(), second: z.int(), returned: z.int() })
export type InboxCount = z.infer<typeof Count>

/** What waits at the desk: to be handed out, for one's own answer, late of those, to be read by a second person, and given back by one to be changed. All zero for who has nothing to do with it. */
export const inboxCount = async (tx: Tx, today: Day): Promise<InboxCount> =>
  (await tx.maybe(Count)`select received, mine, late, second, returned from contact.my_counts(${today})`)!
