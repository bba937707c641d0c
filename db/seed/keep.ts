import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf } from '../../src/kernel/values/day.ts'
import { idOf } from './directory.ts'
import type { Scene } from './scene.ts'
import { atDesk } from './sessions.ts'

/**
 * What the steward has entered: Henrik is away, with Petter in his place, and Maj leaves in two weeks, with somebody for each thing she has.
 * The unit for financial support has lacked a second who receives for some days.
 */
export async function keepDirectory(scene: Scene): Promise<void> {
  const { sql, db, now } = scene
  const today = dayOf(now)
  const ingrid = await atDesk(scene, 'Ingrid Boström', 'vuxen', 'systemSteward')
  const [henrik, petter, maj, lena] = ['henrik.sjoo', 'petter.lundvall', 'maj.nystrom', 'lena.forsman'].map(idOf) as [
    string,
    string,
    string,
    string,
  ]
  await db.as(
    ingrid,
    { purpose: 'change directory' },
    (tx) => tx.run`select directory.set_absence(${randomUUID()}, ${henrik}, ${addDays(today, -2)}, ${addDays(today, 9)}, ${petter})`,
  )
  const body = { rubrik: 'Avslutande samtal', text: '', datum: today, tid: '' }
  await sql`
    insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body)
    select m.committee_id, m.id, m.unit_id, ${maj}, 'note', ${sql.json(body)} from record.matters m join record.sources s on s.id = m.source_id
    where s.kind = 'native' and m.unit_id = ${idOf('enhet vuxen')}`
  const receivers = [
    { kind: 'drafts', unit: idOf('enhet vuxen'), to: petter },
    { kind: 'deputises', unit: null, to: lena },
  ]
  const planned = await db.as(
    ingrid,
    { purpose: 'plan leaving' },
    (tx) =>
      tx.maybe(
        z.object({ how: z.string() }),
      )`select directory.leave(${randomUUID()}, ${maj}, ${addDays(today, 14)}, ${JSON.stringify(receivers)}::text::jsonb) as how`,
  )
  if (planned?.how !== 'planned') throw new Error(`Seeding: Maj's leaving was ${planned?.how}`)
  await sql`insert into directory.alarms (committee_id, unit_id, why, since) values (${idOf('nämnd social')}, ${idOf('enhet ekonomi')}, 'few', now() - interval '4 days')`
}
