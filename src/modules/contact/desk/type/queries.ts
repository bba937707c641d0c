import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Definition, Spoken } from '../../form/model.ts'
import { Settings, Type } from './model.ts'

const Kept = z.object({ unit: z.uuid().nullable(), receivers: z.number() })
/** The unit whose types this session keeps, if any, and how many receive there. */
export const keptUnit = async (tx: Tx) =>
  (await tx.maybe(Kept)`select u.id as unit, contact.dispatchers(u.id) as receivers from (select contact.kept_unit() as id) u`)!

/** The unit's types, those that are offered first. */
export const listTypes = (tx: Tx, unit: string) => tx.many(Type)`
  select y.id, y.state, y.published_version as published, f.version, f.at as "savedAt", f.version || '.' || (extract(epoch from f.at) * 1000000)::bigint as mark, w.name as "savedBy",
    y.fields, y.answer_days as days, y.zone, y.second_reading as second, y.read_marks as marks, y.place, f.name, f.need, f.for_whom as "forWhom", f.definition
  from contact.request_types y
  cross join lateral (select * from contact.request_forms x where x.type_id = y.id order by x.version desc limit 1) f
  left join directory.staff w on w.id = f.made_by
  where y.unit_id = ${unit} order by y.state = 'closed', y.place, y.id`

export const findType = (tx: Tx, unit: string, id: string) => tx.maybe(Type)`
  select y.id, y.state, y.published_version as published, f.version, f.at as "savedAt", f.version || '.' || (extract(epoch from f.at) * 1000000)::bigint as mark, w.name as "savedBy",
    y.fields, y.answer_days as days, y.zone, y.second_reading as second, y.read_marks as marks, y.place, f.name, f.need, f.for_whom as "forWhom", f.definition
  from contact.request_types y
  cross join lateral (select * from contact.request_forms x where x.type_id = y.id order by x.version desc limit 1) f
  left join directory.staff w on w.id = f.made_by
  where y.unit_id = ${unit} and y.id = ${id}`

const Mark = z.object({ mark: z.string() })
/** Holds the type, and says which saving of it stands. */
export const holdType = async (tx: Tx, id: string) =>
  (await tx.maybe(Mark)`select version || '.' || (extract(epoch from at) * 1000000)::bigint as mark from contact.hold_type(${id})`)?.mark

export type Saving = {
  fields: readonly string[]
  days: number
  zone: 'A' | 'B'
  second: boolean
  marks: boolean
  place: number
  name: Spoken
  need: { sv: string[]; en: string[] }
  forWhom: Spoken
  definition: Definition
}
const Saved = z.object({ id: z.uuid().nullable() })
/** Saves what is offered once it is opened. `type`: null begins a new one under `id`. Null: not this session's to save. */
export const saveType = async (tx: Tx, type: string | null, id: string, of: Saving) =>
  (await tx.maybe(Saved)`
    select contact.save_type(${type}, ${id}, ${of.fields}::text[], ${of.days}, ${of.zone}, ${of.second}, ${of.marks}, ${of.place}, ${JSON.stringify(of.name)}::text::jsonb,
      ${JSON.stringify(of.need)}::text::jsonb, ${JSON.stringify(of.forWhom)}::text::jsonb, ${JSON.stringify(of.definition)}::text::jsonb) as id`)!
    .id

const Published = z.object({ outcome: z.enum(['done', 'nobody', 'none']), receivers: z.number() })
export const publishType = async (tx: Tx, id: string) =>
  (await tx.maybe(Published)`select outcome, receivers from contact.publish_type(${id})`)!
const Closed = z.object({ outcome: z.enum(['done', 'none']) })
export const closeType = async (tx: Tx, id: string) => (await tx.maybe(Closed)`select contact.close_type(${id}) as outcome`)!.outcome

/** How the unit answers; what nobody has set is as the schema says. */
export const findSettings = async (tx: Tx, unit: string): Promise<Settings> =>
  (await tx.maybe(Settings)`
    select answer_days as "answerDays", call_days as "callDays", return_days as "returnDays", read_marks as "readMarks", second_reading as "secondReading", named
    from contact.settings where unit_id = ${unit}`) ?? {
    answerDays: 3,
    callDays: 2,
    returnDays: 2,
    readMarks: false,
    secondReading: false,
    named: true,
  }

const Done = z.object({ done: z.boolean() })
export const setSettings = async (tx: Tx, of: Settings) =>
  (await tx.maybe(Done)`
    select contact.set_settings(${of.answerDays}, ${of.callDays}, ${of.returnDays}, ${of.readMarks}, ${of.secondReading}, ${of.named}) as done`)!
    .done
