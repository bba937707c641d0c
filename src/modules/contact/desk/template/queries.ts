import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { Kept, type Owner } from './model.ts'

/** The templates that can be answered with here: one's own, the unit's and the municipality's. */
export const listTemplates = (tx: Tx) => tx.many(Kept)`
  select t.id, t.owner, t.title, t.body, w.name as by, t.set_at as at, contact.may_set_template(t.owner) as mine
  from contact.templates t join directory.staff w on w.id = t.set_by
  order by t.owner = 'staff' desc, t.owner = 'unit' desc, t.title, t.id`

export const findTemplate = (tx: Tx, id: string) => tx.maybe(Kept)`
  select t.id, t.owner, t.title, t.body, w.name as by, t.set_at as at, contact.may_set_template(t.owner) as mine
  from contact.templates t join directory.staff w on w.id = t.set_by where t.id = ${id}`

const May = z.object({ staff: z.boolean(), unit: z.boolean(), municipality: z.boolean() })
/** Whose templates this session may write. */
export const mayWrite = async (tx: Tx): Promise<Record<Owner, boolean>> =>
  (await tx.maybe(May)`
    select contact.may_set_template('staff') as staff, contact.may_set_template('unit') as unit, contact.may_set_template('municipality') as municipality`)!

const Saved = z.object({ saved: z.boolean() })
export const saveTemplate = async (tx: Tx, { id, owner, title, body }: { id: string; owner: Owner; title: string; body: string }) =>
  (await tx.maybe(Saved)`select contact.save_template(${id}, ${owner}, ${title}, ${body}) as saved`)!.saved
export const endTemplate = async (tx: Tx, id: string) => (await tx.maybe(Saved)`select contact.end_template(${id}) as saved`)!.saved
