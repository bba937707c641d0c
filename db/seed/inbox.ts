import type { StaffActor, StaffRole } from '../../src/kernel/actor.ts'
import { addDays, dayOf, weekday } from '../../src/kernel/values/day.ts'
import type { Unit } from '../../demo/people.ts'
import { idOf } from './directory.ts'
import type { Scene } from './scene.ts'
import { atDesk } from './sessions.ts'

// What stands in the units' inboxes beside what people have written: what answers begin from, and what is on its way to where its case is kept.

type Template = { by: [name: string, unit: Unit, role: StaffRole]; owner: 'staff' | 'unit' | 'municipality'; title: string; body: string }
const templates: readonly Template[] = [
  {
    by: ['Siv Norberg', 'vuxen', 'requestDispatcher'],
    owner: 'unit',
    title: 'Tid för besök',
    body: 'Hej {{namn}},\n\nTack för att du skrev. Du är välkommen {{dag}} klockan {{tid}} till Storgatan 14. Gå direkt till väntrummet på plan 2, så kommer jag och möter dig.\n\nPassar det inte? Svara här, så hittar vi en annan tid.',
  },
  {
    by: ['Daniel Åkesson', 'ekonomi', 'caseOfficer'],
    owner: 'unit',
    title: 'Vi behöver ett papper till',
    body: 'Hej {{namn}},\n\nFör att kunna räkna på din ansökan behöver vi {{papper}}. Lägg till det här som en bild eller ett dokument, eller lämna det i receptionen, senast {{dag}}.\n\nHar du svårt att få tag på det, skriv till mig så hjälps vi åt.',
  },
  {
    by: ['Amina Haddad', 'vuxen', 'caseOfficer'],
    owner: 'staff',
    title: 'Jag ringer',
    body: 'Hej {{namn}},\n\nDet här tar jag hellre på telefon. Jag ringer dig {{dag}} {{tid}}. Vill du nå mig före det har jag {{telefon}}.',
  },
  {
    by: ['Ingrid Boström', 'vuxen', 'systemSteward'],
    owner: 'municipality',
    title: 'Fler sätt att nå oss',
    body: 'Du kan också ringa {{enhet}} på {{telefon}}. Är det bråttom på en kväll eller helg finns socialjouren på 0980-31 92 99. Vid fara för liv: ring 112.',
  },
]

/** The message that Amina has decided belongs to the file of this case, and that the case system has not fetched yet. */
const returned = { matter: '2024-1187', by: ['Amina Haddad', 'vuxen', 'caseOfficer'] as const }

/** The adult unit's telephone, from last week back: minutes, answered and missed calls. Nobody filled in two of the weeks. */
const telephone: readonly ([minutes: number, answered: number, missed: number] | undefined)[] = [
  [372, 58, 9],
  [395, 61, 12],
  [348, 55, 8],
  [410, 66, 14],
  [385, 60, 11],
  [366, 57, 10],
  [402, 64, 13],
  [431, 68, 17],
  [458, 71, 19],
  [476, 74, 22],
  undefined,
  [512, 79, 26],
  [490, 76, 21],
  [503, 80, 24],
  [468, 73, 20],
  [521, 82, 28],
  [497, 77, 25],
  undefined,
  [312, 49, 15],
  [298, 46, 13],
  [486, 75, 23],
]

/** The manager has filled it in on the Monday after. */
async function answerTelephones({ db, sql, now }: Scene, desk: StaffActor): Promise<void> {
  const today = dayOf(now)
  const monday = (back: number) => addDays(today, 1 - weekday(today) - 7 * back)
  const weeks = telephone.flatMap((week, at) =>
    week ? [{ monday: monday(at + 1), minutes: week[0], answered: week[1], missed: week[2] }] : [],
  )
  await db.as(
    desk,
    { purpose: 'set phone weeks' },
    (tx) => tx.run`select contact.set_phone_weeks(${JSON.stringify(weeks)}::text::jsonb, false)`,
  )
  await sql`update contact.phone_weeks set entered_at = least(${now}, (monday + 7 + time '08:10') at time zone 'Europe/Stockholm')`
}

export async function furnishInboxes(scene: Scene): Promise<void> {
  const { db, sql } = scene
  for (const { by, owner, title, body } of templates) {
    const desk = await atDesk(scene, ...by)
    await db.as(
      desk,
      { purpose: 'answer templates' },
      (tx) => tx.run`select contact.save_template(${idOf(`svarsmall ${title}`)}, ${owner}, ${title}, ${body})`,
    )
  }
  const [found] = await sql<{ thread: string; matter: string }[]>`
    select t.id as thread, m.id as matter from record.matters m join contact.threads t on t.committee_id = m.committee_id and t.matter_id = m.id
    where m.number = ${returned.matter} and t.state = 'answered' order by t.opened_at limit 1`
  const desk = await atDesk(scene, ...returned.by)
  await db.as(
    desk,
    { purpose: 'decide about thread', item: found!.thread },
    (tx) => tx.run`select contact.decide_belongs(${found!.thread}, 1, 'yes', ${found!.matter})`,
  )
  await answerTelephones(scene, await atDesk(scene, 'Lena Forsman', 'vuxen', 'unitManager'))
}
