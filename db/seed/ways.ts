import { addressIndex, sealAddress } from '../../src/kernel/secrets.ts'
import { addDays, dayOf } from '../../src/kernel/values/day.ts'
import type { Scene } from './scene.ts'
import { signedIn } from './sessions.ts'

type Reached = {
  name: string
  kind: 'sms' | 'email'
  address: string
  /** How many days ago it was shown to be theirs; never when it is left out. */
  confirmed?: number
  bounced?: true
  reminders?: { channel: 'sms' | 'email' | 'letter' | 'none'; days: number[]; language?: 'sv' | 'en' }
  waiting?: 'sms' | 'email'
}

/** Who has given a number, from PTS's series for invented people, and how they want to be reminded. Noor's identity is protected, and Wilma has no phone. */
const reached: readonly Reached[] = [
  {
    name: 'Camilla Rosén',
    kind: 'sms',
    address: '+46701740605',
    confirmed: 12,
    reminders: { channel: 'sms', days: [1, 3] },
    waiting: 'sms',
  },
  { name: 'Yusuf Demir', kind: 'sms', address: '+46701740612', confirmed: 84 },
  { name: 'Britt Öhman', kind: 'sms', address: '+46701740621', confirmed: 30, reminders: { channel: 'letter', days: [7] } },
  { name: 'Elias Norling', kind: 'sms', address: '+46701740633', confirmed: 20, bounced: true },
  {
    name: 'Ritva Laine',
    kind: 'email',
    address: 'ritva.laine@example.se',
    confirmed: 5,
    reminders: { channel: 'email', days: [2] },
    waiting: 'email',
  },
  { name: 'Samir Aziz', kind: 'sms', address: '+46701740648', reminders: { channel: 'sms', days: [0, 2], language: 'en' } },
]

/** People say how they can be reached, each signed in as themself; only how long ago it was is set by the owner. */
export async function sayHowToReach(scene: Scene): Promise<void> {
  const { db, sql, config, now } = scene
  for (const { name, kind, address, confirmed, bounced, reminders, waiting } of reached) {
    const person = await signedIn(scene, name)
    await db.as(person, { purpose: 'contact settings: change' }, async (tx) => {
      await tx.run`select notice.set_my_way(${kind}, ${sealAddress(config.secret, address)}, ${addressIndex(config.secret, address)})`
      if (reminders) await tx.run`select notice.wish('reminder', ${reminders.channel}, ${reminders.days}::int[], ${reminders.language})`
      if (waiting) await tx.run`select notice.wish('waiting', ${waiting}, '{0}', null)`
    })
    await sql`
      update notice.ways set confirmed_on = ${confirmed === undefined ? null : addDays(dayOf(now), -confirmed)}, bounced_at = ${bounced ? now : null}
      where person_id = ${person.id} and kind = ${kind}`
  }
}
