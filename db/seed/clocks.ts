import { dayOf } from '../../src/kernel/values/day.ts'
import type { Scene } from './scene.ts'
import { calendar, type Matter, type Story } from './story.ts'

type Placed = { story: Story; matter: Matter; id: string }

/**
 * Sets the clocks back, as the owner: everything above happened within seconds, and Delaby's people have been here for months.
 * The one thing that no door does. Nothing but times is touched, and no time is later than now.
 */
export async function setClocks(
  { sql, now, places }: Scene,
  all: readonly Placed[],
  beside: readonly { duty: string; at: string }[],
): Promise<void> {
  const c = calendar(dayOf(now))
  const past = (at: string) => new Date(Math.min(+new Date(at), +now - 60_000)).toISOString()
  const came = all.flatMap(({ matter, id }) => [
    ...matter.events.map((told) => ({ matter: id, ref: told.item.event.ref, version: told.version ?? 0, at: past(told.came) })),
    ...matter.annulled.map((one) => ({ matter: id, ref: one.ref, version: 1, at: past(one.came) })),
  ])
  const openings = all.flatMap(({ matter, id }) =>
    matter.opened ? [{ matter: id, on: matter.head.openedOn, at: past(matter.opened) }] : [],
  )
  const named = all.flatMap(({ matter, id }) => matter.readers.map(({ name, since }) => ({ matter: id, name, at: past(since) })))
  const duties = beside.map(({ duty, at }) => ({ duty, at: past(at) }))
  const said = all.flatMap(({ matter, id }) =>
    matter.events.flatMap(({ said = [] }) =>
      said.map(({ text, at, answer }) => ({ matter: id, text, at: past(at), answered: answer ? past(answer.at) : null })),
    ),
  )
  const drafts = all.flatMap(({ matter, id }) => matter.drafts.map(({ body, at }) => ({ matter: id, body, at: past(at) })))
  const strange = all.flatMap(({ matter }) => matter.strange.map(({ item, came }) => ({ ref: item.event.ref, at: past(came) })))
  const json = (rows: object[]) => JSON.stringify(rows)
  await sql.begin(async (tx) => {
    await tx`
      with row as (select * from jsonb_to_recordset(${json(openings)}::text::jsonb) as r(matter uuid, "on" date, at timestamptz)),
      opening as (update gate.openings o set opened_at = row.at from row where o.matter_id = row.matter returning o.shelf_id, row.at)
      update shelf.matters s set invited_at = opening.at from opening where s.id = opening.shelf_id`
    await tx`
      with row as (select * from jsonb_to_recordset(${json(named)}::text::jsonb) as r(matter uuid, name text, at timestamptz)),
      reader as (update gate.recipients g set added_at = row.at from row where g.matter_id = row.matter and g.name = row.name returning g.matter_id, g.person_id, row.at),
      opening as (update gate.openings o set opened_at = reader.at from reader where o.matter_id = reader.matter_id and o.person_id = reader.person_id returning o.shelf_id, reader.at)
      update shelf.matters s set invited_at = opening.at from opening where s.id = opening.shelf_id`
    await tx`
      update duty.duties d set at = r.at, opened_at = case when d.opened_at is not null then least(r.at + interval '9 hours', ${past(now.toISOString())}) end
      from jsonb_to_recordset(${json(duties)}::text::jsonb) as r(duty uuid, at timestamptz) where d.id = r.duty`
    await tx`update gate.not_offered set at = ${past(c.at(-30))}`
    await tx`
      with row as (select * from jsonb_to_recordset(${json(openings)}::text::jsonb) as r(matter uuid, "on" date, at timestamptz)),
      written as (update record.matters m set opened_on = row.on from row where m.id = row.matter and m.source_id = ${places.idOf('native')} returning m.id, m.opened_on)
      update shelf.matters s set opened_on = written.opened_on from written, gate.openings o where o.matter_id = written.id and s.id = o.shelf_id`
    await tx`
      with row as (select * from jsonb_to_recordset(${json(came)}::text::jsonb) as r(matter uuid, ref text, version int, at timestamptz)),
      event as (
        update record.events e set received_at = row.at from row where e.matter_id = row.matter and e.ref = row.ref and e.version = row.version returning e.matter_id, e.id, row.at
      ), decision as (
        update gate.release_decisions d set waiting_since = event.at, decided_at = event.at,
          due_at = case when d.due_at is not null then d.due_at - (now() - event.at) end
        from event where d.matter_id = event.matter_id and d.item_id = event.id returning d.matter_id, d.item_id, d.copy_id, event.at
      ), history as (
        update gate.release_history h set at = decision.at + h.revision * interval '1 minute' from decision where h.matter_id = decision.matter_id and h.item_id = decision.item_id
      )
      update shelf.copies s set handed_at = greatest(decision.at, m.invited_at), opened_at = case when s.opened_at is not null then least(greatest(decision.at, m.invited_at) + interval '9 hours', ${past(now.toISOString())}) end
      from decision, shelf.matters m where s.id = decision.copy_id and m.id = s.matter_id`
    await tx`update shelf.documents d set handed_at = c.handed_at from shelf.copies c where c.document_id = d.id`
    await tx`
      update shelf.copies s set event = jsonb_build_object('annulledAt', taken.received_at)
      from gate.release_decisions d join record.events e on e.matter_id = d.matter_id and e.id = d.item_id
      join record.events taken on taken.source_id = e.source_id and taken.ref = e.ref and taken.annulled
      where s.kind = 'annulled' and s.id = d.copy_id`
    await tx`
      update voice.remarks v set at = r.at, answered_at = r.answered
      from jsonb_to_recordset(${json(said)}::text::jsonb) as r(matter uuid, text text, at timestamptz, answered timestamptz) where v.matter_id = r.matter and v.text = r.text`
    await tx`
      update record.drafts d set updated_at = r.at from jsonb_to_recordset(${json(drafts)}::text::jsonb) as r(matter uuid, body jsonb, at timestamptz)
      where d.matter_id = r.matter and d.body = r.body`
    await tx`
      update record.quarantine q set received_at = r.at from jsonb_to_recordset(${json(strange)}::text::jsonb) as r(ref text, at timestamptz)
      where q.item #>> '{event,ref}' = r.ref`
    const night = past(+new Date(c.exactly(0, '06:00')) < +now ? c.exactly(0, '06:00') : c.exactly(-1, '06:00'))
    await tx`update record.sources set compared_at = ${night}, last_good_at = ${night} where compared_at is not null`
    await tx`update record.matters set compared_at = ${night} where compared_at is not null`
    await tx`update shelf.matters set compared_at = ${night}, last_good_at = ${night} where compared_at is not null`
    // Since yesterday noon one system does not answer; what it said before that still stands.
    const lss = places.idOf('lss')
    const [good, down] = [c.exactly(-1, '06:00'), c.exactly(-1, '12:20')]
    await tx`update record.sources set compared_at = ${good}, last_good_at = ${good}, last_failure_at = ${down} where id = ${lss}`
    await tx`update record.people set unread_since = ${down} where source_id = ${lss}`
    await tx`update record.matters set compared_at = ${good} where source_id = ${lss}`
    await tx`
      update shelf.matters s set compared_at = ${good}, last_good_at = ${good}, source_down_since = ${down}
      from gate.openings o join record.matters m on m.id = o.matter_id where m.source_id = ${lss} and s.id = o.shelf_id`
  })
}
