import { randomUUID } from 'node:crypto'
import type { StaffActor, StaffRole } from '../../src/kernel/actor.ts'
import type { Tx } from '../../src/kernel/db.ts'
import { dayOf } from '../../src/kernel/values/day.ts'
import { type Body, type CallWish, promiseFrom, promisedOn, titleOf } from '../../src/modules/contact/model.ts'
import * as queries from '../../src/modules/contact/queries.ts'
import { starters, type Starter } from '../../src/modules/contact/starters.ts'
import type { Unit } from '../../demo/people.ts'
import { idOf } from './directory.ts'
import type { Scene } from './scene.ts'
import { atDesk, signedIn } from './sessions.ts'
import { calendar } from './story.ts'

// What Delaby's units offer, and what its people have written to them: through the same doors as anybody, and then the clocks are set back.

type Kept = {
  unit: Unit
  keeper: [name: string, role: StaffRole]
  dispatcher: [name: string, role: StaffRole]
  types: Record<string, readonly string[] | 'all'>
}
const units: readonly Kept[] = [
  {
    unit: 'vuxen',
    keeper: ['Lena Forsman', 'unitManager'],
    dispatcher: ['Siv Norberg', 'requestDispatcher'],
    types: { 'adult-addiction': 'all', 'social-psychiatry': 'all', any: 'all' },
  },
  {
    unit: 'ekonomi',
    keeper: ['Daniel Åkesson', 'caseOfficer'],
    dispatcher: ['Daniel Åkesson', 'caseOfficer'],
    types: { 'financial-assistance': 'all' },
  },
  {
    unit: 'familj',
    keeper: ['Petter Lundvall', 'caseOfficer'],
    dispatcher: ['Siv Norberg', 'requestDispatcher'],
    types: { 'child-and-family': 'all' },
  },
  {
    unit: 'omsorg',
    keeper: ['Berit Moberg', 'unitManager'],
    dispatcher: ['Tove Alm', 'caseOfficer'],
    types: { disability: 'all', 'elderly-care': 'all' },
  },
  {
    unit: 'granby',
    keeper: ['Anders Lund', 'unitManager'],
    dispatcher: ['Sara Jokinen', 'caseOfficer'],
    types: { 'adult-addiction': ['help', 'worried'], 'child-and-family': ['parent-support', 'worried-child'], any: ['other'] },
  },
]
/** The types that are answered only when a second person has read. */
const readTwice = new Set(['vuxen adult-addiction/help'])
const readMarks: readonly Unit[] = ['vuxen']

const typeId = (unit: Unit, { field, key }: Pick<Starter, 'field' | 'key'>) => idOf(`ärendetyp ${unit} ${field} ${key}`)

/** Each unit begins from the starter set and publishes what it answers. */
async function offer(scene: Scene): Promise<void> {
  const json = (value: object) => JSON.stringify(value)
  for (const { unit, keeper, types } of units) {
    const desk = await atDesk(scene, keeper[0], unit, keeper[1])
    const chosen = starters().filter(({ field, key }) => types[field] === 'all' || types[field]?.includes(key))
    await scene.db.as(desk, { purpose: 'seed' }, async (tx) => {
      for (const [place, starter] of chosen.entries()) {
        const { field, name, need, forWhom, definition, answerDays, zone } = starter
        const id = typeId(unit, starter)
        await tx.run`
          select contact.save_type(null, ${id}, ${field === 'any' ? [] : [field]}::text[], ${answerDays}, ${zone}, ${readTwice.has(`${unit} ${field}/${starter.key}`)},
            ${readMarks.includes(unit)}, ${place}, ${json(name)}::text::jsonb, ${json(need)}::text::jsonb, ${json(forWhom)}::text::jsonb, ${json(definition)}::text::jsonb)`
        await tx.run`select contact.publish_type(${id})`
      }
      await tx.run`select contact.set_settings(3, 2, 2, ${readMarks.includes(unit)}, false, true)`
    })
  }
}

type When = { days: number; time: string }
type Act = When &
  (
    | { assign: [name: string, role: StaffRole] }
    | { opens: [name: string, role: StaffRole] }
    | { answer: string; by: [name: string, role: StaffRole] }
    | { begins: string; by: [name: string, role: StaffRole] }
    | { note: string; by: [name: string, role: StaffRole] }
    | { writes: string }
    | { reads: true }
    | { closes: [name: string, role: StaffRole] }
    | { hands: Unit }
    | { called: [name: string, role: StaffRole] }
  )
type Written = When & { who: string; after?: readonly Act[] } & (
    | { kind: 'request'; unit: Unit; type: [field: string, key: string]; answers: Record<string, string | string[]> }
    | { kind: 'message'; matter: string; unit: Unit; title: string; text: string }
    | { kind: 'call'; matter: string; unit: Unit; wish: CallWish; text: string }
  )

const amina: [string, StaffRole] = ['Amina Haddad', 'caseOfficer']
const daniel: [string, StaffRole] = ['Daniel Åkesson', 'caseOfficer']
const tove: [string, StaffRole] = ['Tove Alm', 'caseOfficer']
const petter: [string, StaffRole] = ['Petter Lundvall', 'caseOfficer']

const letters: readonly Written[] = [
  {
    who: 'Camilla Rosén',
    kind: 'message',
    matter: '2024-1187',
    unit: 'vuxen',
    title: 'Gruppen på torsdag',
    text: 'Hej Amina!\n\nJag klarar inte att gå till gruppen på torsdag, jag har tid hos tandläkaren. Kan jag komma till den andra gruppen i stället?',
    days: -3,
    time: '21:40',
    after: [
      { days: -2, time: '08:35', opens: amina },
      {
        days: -1,
        time: '14:10',
        by: amina,
        answer:
          'Hej Camilla,\n\nDet går bra. Kom till gruppen på fredag klockan 10 i stället, i samma rum. Du behöver inte ringa, jag har sagt till Henrik.\n\nLycka till hos tandläkaren.',
      },
    ],
  },
  {
    who: 'Camilla Rosén',
    kind: 'request',
    unit: 'ekonomi',
    type: ['financial-assistance', 'changed'],
    answers: { vad: ['arbete'], dag: '', beratta: 'Jag har fått timanställning på caféet. Det blir ungefär tio timmar i veckan.' },
    days: -1,
    time: '19:22',
  },
  {
    who: 'Yusuf Demir',
    kind: 'request',
    unit: 'vuxen',
    type: ['adult-addiction', 'help'],
    answers: {
      vad: ['spel'],
      beratta: 'Jag har spelat igen den här veckan. Vill gärna prata med någon som kan det här med spel.',
      'na-dig': 'ring',
      telefon: '070-174 06 12',
      barn: 'nej',
    },
    days: -7,
    time: '23:58',
    after: [
      { days: -6, time: '08:20', assign: amina },
      { days: -6, time: '09:05', opens: amina },
      { days: -6, time: '09:10', by: amina, note: 'Henrik har en ny grupp om spel i januari. Jag frågar honom om det finns plats.' },
      {
        days: -5,
        time: '11:15',
        by: amina,
        begins:
          'Hej Yusuf,\n\nVad bra att du hör av dig. Det finns en grupp om spel som börjar i januari, och du kan träffa Henrik redan före det.',
      },
    ],
  },
  {
    who: 'Elias Norling',
    kind: 'request',
    unit: 'vuxen',
    type: ['social-psychiatry', 'my-support'],
    answers: { beratta: 'Kan boendestödet komma på onsdagar i stället för tisdagar? Jag har börjat på en kurs.', 'na-dig': 'har' },
    days: -4,
    time: '10:05',
  },
  {
    who: 'Ioan Munteanu',
    kind: 'call',
    matter: '2026-0590',
    unit: 'vuxen',
    wish: { phone: '070-174 06 27', when: ['afternoon'] },
    text: 'Jag undrar över ett ord i utredningen.',
    days: -1,
    time: '12:40',
  },
  {
    who: 'Torsten Ek',
    kind: 'request',
    unit: 'vuxen',
    type: ['any', 'my-details'],
    answers: { telefon: '070-174 06 41' },
    days: 0,
    time: '07:12',
  },
  {
    who: 'Samir Aziz',
    kind: 'request',
    unit: 'ekonomi',
    type: ['financial-assistance', 'bill'],
    answers: { vad: 'hyra', belopp: '6840', varning: 'nej', beratta: 'Jag kan betala hälften nu och resten när lönen kommer.' },
    days: -20,
    time: '16:30',
    after: [
      { days: -19, time: '08:10', assign: daniel },
      {
        days: -19,
        time: '13:45',
        by: daniel,
        answer:
          'Hej Samir,\n\nRing hyresvärden i dag och säg det du skrev till oss. Det brukar gå bra att dela upp hyran en gång. Säger de nej, hör av dig till mig direkt.',
      },
      { days: -18, time: '18:02', reads: true },
      { days: -18, time: '18:04', writes: 'Tack! De sa ja.' },
      { days: -17, time: '09:00', by: daniel, answer: 'Vad bra. Då avslutar jag det här. Hör av dig om det blir svårt igen.' },
      { days: -17, time: '12:30', reads: true },
      { days: -17, time: '15:00', closes: daniel },
    ],
  },
  {
    who: 'Britt Öhman',
    kind: 'request',
    unit: 'omsorg',
    type: ['elderly-care', 'change'],
    answers: {
      vad: 'tid',
      beratta: 'Kan de komma klockan nio i stället för åtta på söndagar? Jag vill höra gudstjänsten på radio.',
      'na-dig': 'har',
    },
    days: -12,
    time: '09:20',
    after: [
      { days: -11, time: '10:00', assign: tove },
      {
        days: -10,
        time: '10:30',
        by: tove,
        answer: 'Hej Britt,\n\nJa, från och med nästa söndag kommer de klockan nio. Jag har talat med gruppen.',
      },
      { days: -9, time: '08:15', reads: true },
    ],
  },
  {
    who: 'Ritva Laine',
    kind: 'request',
    unit: 'omsorg',
    type: ['disability', 'question'],
    answers: {
      beratta: 'Vad är det för skillnad på korttidsvistelse och avlösning? Vilket av dem passar när jag jobbar helg?',
      'na-dig': 'har',
    },
    days: -2,
    time: '20:15',
    after: [{ days: -1, time: '09:40', assign: tove }],
  },
  {
    who: 'Ritva Laine',
    kind: 'request',
    unit: 'vuxen',
    type: ['any', 'other'],
    answers: { beratta: 'Skolan säger att de vill ha ett möte med er om min son. Vem ska jag prata med?', 'na-dig': 'har' },
    days: -2,
    time: '20:40',
    after: [
      { days: -1, time: '08:15', hands: 'familj' },
      { days: -1, time: '10:20', assign: petter },
    ],
  },
  {
    who: 'Wilma Sjögren',
    kind: 'call',
    matter: '2018-0019',
    unit: 'omsorg',
    wish: { phone: '0980-31 92 48', when: ['morning', 'noon'] },
    text: 'Jag vill veta hur det går med lägenheten.',
    days: -5,
    time: '14:00',
    after: [{ days: -4, time: '10:10', called: tove }],
  },
  {
    who: 'Jovan Petrović',
    kind: 'request',
    unit: 'granby',
    type: ['any', 'other'],
    answers: { beratta: 'Kan jag få ett intyg om att jag har haft kontakt med er? Jag ska söka körkort.', 'na-dig': 'har' },
    days: -1,
    time: '17:45',
  },
]

/** Something begun and not sent. */
const begun: { who: string; unit: Unit; type: [field: string, key: string]; typed: Record<string, string[]> } = {
  who: 'Camilla Rosén',
  unit: 'vuxen',
  type: ['any', 'other'],
  typed: { beratta: ['Jag undrar om det går att få'] },
}

/** Answers how much was written. */
export async function correspond(scene: Scene): Promise<number> {
  await offer(scene)
  for (const letter of letters) await send(scene, letter)
  const { who, unit, type, typed } = begun
  const person = await signedIn(scene, who)
  const body: Body = { kind: 'request', version: 1, typed }
  await scene.db.as(person, { purpose: 'save own draft' }, (tx) =>
    queries.saveDraft(tx, { id: randomUUID(), type: typeId(unit, { field: type[0], key: type[1] }), body, strong: false }),
  )
  return letters.length
}

async function send(scene: Scene, letter: Written): Promise<void> {
  const { db, sql, now } = scene
  const c = calendar(dayOf(now))
  const moment = ({ days, time }: When) => new Date(Math.min(+new Date(days === 0 ? c.exactly(0, time) : c.at(days, time)), +now - 60_000))
  const person = await signedIn(scene, letter.who)
  const since = new Date(Date.now() - 1000)
  const key = randomUUID()
  const shelf = letter.kind === 'request' ? undefined : await shelfOf(scene, letter.matter)
  const days =
    letter.kind === 'request'
      ? starters().find(({ field, key: one }) => field === letter.type[0] && one === letter.type[1])!.answerDays
      : letter.kind === 'call'
        ? 2
        : 3
  const sent = await db.as(person, { purpose: 'write message' }, (tx) =>
    queries.send(tx, {
      key,
      kind: letter.kind,
      ...promiseFrom(dayOf(new Date()), days),
      ...(letter.kind === 'request'
        ? {
            type: typeId(letter.unit, { field: letter.type[0], key: letter.type[1] }),
            version: 1,
            title: '',
            body: '',
            answers: filled(letter.answers),
          }
        : letter.kind === 'message'
          ? { shelf, title: titleOf(letter.title, letter.text), body: letter.text }
          : { shelf, title: '', body: letter.text, answers: letter.wish }),
    }),
  )
  if (!sent?.id) throw new Error(`Seeding: what ${letter.who} wrote was ${sent?.outcome ?? 'not taken'}`)
  const thread = sent.id
  const came = moment(letter)
  await sql`update contact.threads set opened_at = ${came}, waiting_since = ${came}, last_at = ${came}, promised_on = ${promisedOn(dayOf(came), days)} where id = ${thread}`
  await sql`update contact.participants set since = ${came} where thread_id = ${thread}`
  await stamp(sql, thread, since, came)
  let unit = letter.unit
  for (const act of letter.after ?? []) {
    const at = moment(act)
    unit = (await perform(scene, thread, unit, letter.who, act)) ?? unit
    await sql`
      update contact.threads set last_at = case when last_at > ${since} then ${at} else last_at end, waiting_since = case when waiting_since > ${since} then ${at} else waiting_since end,
        answered_at = case when answered_at > ${since} then ${at} else answered_at end, closed_at = case when closed_at > ${since} then ${at} else closed_at end,
        seen_at = case when seen_at > ${since} then ${at} else seen_at end, promised_on = case when ${'writes' in act} then ${promisedOn(dayOf(at), days)} else promised_on end
      where id = ${thread}`
    await stamp(sql, thread, since, at)
  }
}

const filled = (answers: Record<string, string | string[]>) =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''))

/** What was done just now was done then. */
async function stamp(sql: Scene['sql'], thread: string, since: Date, at: Date): Promise<void> {
  for (const table of ['messages', 'steps', 'notes', 'openings'])
    await sql`update contact.${sql(table)} set at = ${at} where thread_id = ${thread} and at > ${since}`
  await sql`update contact.staff_drafts set saved_at = ${at} where thread_id = ${thread} and saved_at > ${since}`
}

async function shelfOf({ sql }: Scene, number: string): Promise<string> {
  const [opening] = await sql<{ shelf: string }[]>`
    select o.shelf_id as shelf from record.matters m join gate.openings o on o.committee_id = m.committee_id and o.matter_id = m.id and o.person_id = m.person_id and o.ended_at is null
    where m.number = ${number}`
  return opening!.shelf
}

/** Answers the unit it has come to, when it was handed on. */
async function perform(scene: Scene, thread: string, unit: Unit, who: string, act: Act): Promise<Unit | undefined> {
  const { db, sql } = scene
  const [held] = await sql<{ revision: number; version: number }[]>`
    select t.revision, coalesce((select d.version from contact.staff_drafts d where d.thread_id = t.id), 0) as version from contact.threads t where t.id = ${thread}`
  const { revision, version } = held!
  const { dispatcher } = units.find((one) => one.unit === unit)!
  const staff = async ([name, role]: [string, StaffRole], work: (tx: Tx, desk: StaffActor) => Promise<unknown>) => {
    const desk = await atDesk(scene, name, unit, role)
    await db.as(desk, { purpose: 'answer thread', item: thread }, (tx) => work(tx, desk))
  }
  if ('assign' in act) {
    const to = await atDesk(scene, act.assign[0], unit, act.assign[1])
    await staff(dispatcher, (tx) => tx.run`select contact.assign(${thread}, ${revision}, ${to.id})`)
  } else if ('opens' in act) await staff(act.opens, (tx) => tx.run`select contact.open(${thread})`)
  else if ('answer' in act)
    await staff(act.by, (tx) => tx.run`select contact.answer(${thread}, ${revision}, ${version}, ${randomUUID()}, ${act.answer}, 'self')`)
  else if ('begins' in act) await staff(act.by, (tx) => tx.run`select contact.save_answer(${thread}, ${version}, ${act.begins})`)
  else if ('note' in act) await staff(act.by, (tx) => tx.run`select contact.note(${thread}, ${randomUUID()}, ${act.note})`)
  else if ('closes' in act) await staff(act.closes, (tx) => tx.run`select contact.close(${thread}, ${revision})`)
  else if ('called' in act) await staff(act.called, (tx) => tx.run`select contact.called(${thread}, ${revision})`)
  else if ('hands' in act) {
    await staff(dispatcher, (tx) => tx.run`select contact.hand(${thread}, ${revision}, ${idOf(`enhet ${act.hands}`)})`)
    return act.hands
  } else {
    const person = await signedIn(scene, who)
    await db.as(person, { purpose: 'own thread', item: thread }, async (tx) => {
      const whole = await queries.findThread(tx, thread)
      if ('writes' in act)
        await queries.write(tx, thread, {
          key: randomUUID(),
          body: act.writes,
          ...promiseFrom(dayOf(new Date()), whole!.answerDays),
        })
      else await queries.markRead(tx, thread, whole!.lastN)
    })
  }
  return undefined
}
