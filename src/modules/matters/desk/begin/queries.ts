import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Day } from '#kernel/values/day'
import { Card } from '../../events/model.ts'

type Start = {
  key: string
  index: Uint8Array
  sealed: Uint8Array
  born: Day
  name: string
  field: string
  title: string | undefined
  number: string | undefined
  openedOn: Day
}
/**
 * What is known of whose number it is: the name a sign-in provider has confirmed, else the committee's own names. `here`: the committee knows the
 * person, and may tell what they are called. The look is on that person's record.
 */
export const knownNames = (tx: Tx, index: Uint8Array) =>
  tx.many(z.object({ name: z.string(), here: z.boolean() }))`select name, here from record.known_names(${index})`

/** Begins a matter kept in Delakt, for the person the number's index leads to. The id of the matter, or nothing when it is not this desk's to begin. */
export const startMatter = async (tx: Tx, { key, index, sealed, born, name, field, title, number, openedOn }: Start) =>
  (
    await tx.maybe(
      z.object({ id: z.uuid().nullable() }),
    )`select record.start_matter(${key}, ${index}, ${sealed}, ${name}, ${field}, ${title}, ${number}, ${openedOn}, ${born}) as id`
  )?.id ?? undefined

/** How to reach the officer themselves, as the card that their people see. */
export const findOwnCard = async (tx: Tx) =>
  (await tx.maybe(z.object({ card: Card }))`
    select jsonb_strip_nulls(jsonb_build_object('name', s.name, 'role', coalesce(nullif(s.title ->> 'sv', ''), 'handläggare'),
      'phone', nullif(s.phone, ''), 'hours', nullif(s.phone_hours ->> 'sv', ''), 'deputy', d.name,
      'photo', substring(s.photo from '^([a-z0-9-]{1,60})([.][a-z]+)?$'))) as card
    from directory.staff s left join directory.staff d on d.id = s.deputy_id and d.active where s.id = (select identity.my_staff())`)!.card
