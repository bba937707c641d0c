import { addDays, type Day } from '../../src/kernel/values/day.ts'
import { type EventKind, eventKinds } from '../../src/modules/matters/events/model.ts'
import { Field } from '../../src/modules/matters/feed/model.ts'
import type { Scene } from './scene.ts'
import { atDesk } from './sessions.ts'

// The committees' standing rules (REL-01): what is practical at once, what somebody wrote after a look.

const looked: readonly EventKind[] = ['note', 'meeting-held', 'document-added', 'condition', 'investigation-closed']
/** What the care committee lets show by itself after some days, if nobody has decided otherwise. */
const inDays: Partial<Record<EventKind, number>> = { 'meeting-held': 5, note: 14 }

const managers = [
  { name: 'Lena Forsman', unit: 'vuxen', decidedBy: 'Socialnämnden § 12', days: {} },
  { name: 'Berit Moberg', unit: 'omsorg', decidedBy: 'Omsorgsnämnden § 40', days: inDays },
  { name: 'Anders Lund', unit: 'granby', decidedBy: 'Socialnämnden i Granby § 7', days: {} },
] as const

/** Writes the rules down as each committee's unit manager: one for every field and kind. */
export async function decideRules(scene: Scene, today: Day): Promise<void> {
  const decided = addDays(today, -300)
  for (const { name, unit, decidedBy, days } of managers) {
    const waits: Partial<Record<EventKind, number>> = days
    const rows = Field.options.flatMap((field) =>
      eventKinds.map((kind) => {
        const after = waits[kind]
        return { field, kind, manner: after ? 'after-days' : looked.includes(kind) ? 'after-look' : 'at-once', days: after ?? null }
      }),
    )
    await scene.db.as(
      await atDesk(scene, name, unit, 'unitManager'),
      { purpose: 'decide rules' },
      (tx) =>
        tx.run`
        insert into gate.rules (committee_id, field, kind, manner, days, decided_on, decided_by)
        select identity.my_committee(), r.field, r.kind, r.manner, r.days, ${decided}, ${decidedBy}
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(field text, kind text, manner text, days int)`,
    )
  }
}
