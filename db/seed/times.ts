import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, type Day, dayOf, isWorkingDay, weekday } from '../../src/kernel/values/day.ts'
import { doorMark } from '../../src/kernel/secrets.ts'
import type { StaffActor } from '../../src/kernel/actor.ts'
import { codeFrom } from '../../src/modules/appointments/code.ts'
import { staff, type Unit } from '../../demo/people.ts'
import { idOf } from './directory.ts'
import type { Scene } from './scene.ts'
import { atDesk, signedIn } from './sessions.ts'
import { calendar } from './story.ts'

// Times to meet: each unit's places, what times are for, what is free in the coming three weeks, and what Delaby's people have booked. All of it through
// the same doors as in production, but for what times are
// for, since not every unit has a manager among the demo's people, and what has been: no door books a time that has passed, so it is booked ahead and moved back by its owner.

type Text = { sv: string; en?: string }
type Kind = {
  called: string
  unit: Unit
  name: Text
  lead: Text
  about: Text
  bring?: Text
  minutes: number
  manners: readonly string[]
  fields?: readonly string[]
  open?: boolean
  noLogin?: boolean
  hours?: number
}

const kinds: readonly Kind[] = [
  {
    called: 'uppföljning',
    unit: 'vuxen',
    name: { sv: 'Uppföljning av ditt stöd', en: 'Follow-up of your support' },
    lead: { sv: 'För dig som har stöd hos oss.', en: 'If you have support from us.' },
    about: {
      sv: 'Vi hälsar och du får veta hur lång tid vi har.\nDu börjar: hur har det varit sedan sist?\nVi tar en paus när du vill. Vatten och kaffe finns i rummet.\nVi bestämmer tillsammans vad som ska fortsätta och vad som ska ändras.',
      en: 'We say hello and you hear how long we have.\nYou begin: how has it been since last time?\nWe take a break whenever you want. There is water and coffee in the room.\nWe decide together what is to go on and what is to change.',
    },
    bring: {
      sv: 'Legitimation, om du har\nDin medicinlista\nDet du vill ta upp',
      en: 'ID, if you have one\nYour list of medicines\nWhat you want to bring up',
    },
    minutes: 60,
    manners: ['visit', 'phone', 'video'],
    fields: ['adult-addiction', 'social-psychiatry'],
  },
  {
    called: 'råd om spel',
    unit: 'vuxen',
    name: { sv: 'Råd om alkohol, droger eller spel', en: 'Advice about alcohol, drugs or gambling' },
    lead: {
      sv: 'Ett första samtal för dig som undrar över dig själv eller någon nära. Du behöver inte ha något ärende.',
      en: 'A first talk if you wonder about yourself or somebody close. You need not have a case.',
    },
    about: {
      sv: 'Du berättar det du vill. Vi lyssnar, svarar på frågor och säger vad som finns att få.',
      en: 'You tell what you want to tell. We listen, answer questions and say what there is to get.',
    },
    minutes: 30,
    manners: ['phone', 'visit'],
    hours: 2,
  },
  {
    called: 'första samtal',
    unit: 'vuxen',
    name: { sv: 'Ett första samtal', en: 'A first talk' },
    lead: {
      sv: 'För dig som inte har träffat oss förut. Du berättar så mycket du vill.',
      en: 'If you have not met us before. You tell as much as you like.',
    },
    about: {
      sv: 'Du träffar en av oss i ett eget rum.\nVi lyssnar, svarar på frågor och berättar vilken hjälp som finns.\nDu bestämmer själv om du vill ha mer kontakt.',
      en: 'You meet one of us in a room of your own.\nWe listen, answer questions and tell what help there is.\nYou decide whether you want more contact.',
    },
    minutes: 45,
    manners: ['visit'],
    noLogin: true,
    hours: 4,
  },
  {
    called: 'försörjningsstöd',
    unit: 'ekonomi',
    name: { sv: 'Prata om ditt försörjningsstöd', en: 'Talk about your financial assistance' },
    lead: {
      sv: 'Vi går igenom din ansökan eller ett beslut, och vad du behöver skicka in.',
      en: 'We go through your application or a decision, and what you need to send in.',
    },
    bring: { sv: 'Papper som du undrar över', en: 'Papers that you wonder about' },
    about: {
      sv: 'Du berättar det du vill. Vi lyssnar, svarar på frågor och säger vad som finns att få.',
      en: 'You tell what you want to tell. We listen, answer questions and say what there is to get.',
    },
    minutes: 30,
    manners: ['phone', 'visit'],
    fields: ['financial-assistance'],
  },
  {
    called: 'budget',
    unit: 'ekonomi',
    name: { sv: 'Budget- och skuldrådgivning', en: 'Budget and debt advice' },
    lead: {
      sv: 'För dig som vill få ordning på räkningar eller har skulder. Det kostar inget.',
      en: 'If you want to sort out bills or have debts. It is free of charge.',
    },
    bring: { sv: 'Räkningar och brev, öppnade eller oöppnade', en: 'Bills and letters, opened or not' },
    about: {
      sv: 'Du berättar det du vill. Vi lyssnar, svarar på frågor och säger vad som finns att få.',
      en: 'You tell what you want to tell. We listen, answer questions and say what there is to get.',
    },
    minutes: 60,
    manners: ['visit', 'phone'],
  },
  {
    called: 'stöd hemma',
    unit: 'omsorg',
    name: { sv: 'Samtal om ditt stöd', en: 'A talk about your support' },
    lead: { sv: 'Vi går igenom vad som fungerar och vad som behöver ändras.', en: 'We go through what works and what needs to change.' },
    about: {
      sv: 'Du berättar det du vill. Vi lyssnar, svarar på frågor och säger vad som finns att få.',
      en: 'You tell what you want to tell. We listen, answer questions and say what there is to get.',
    },
    minutes: 60,
    manners: ['home', 'visit', 'phone'],
    fields: ['elderly-care', 'disability'],
    hours: 48,
  },
  {
    called: 'föräldrar',
    unit: 'familj',
    name: { sv: 'Råd till föräldrar', en: 'Advice for parents' },
    lead: {
      sv: 'För dig som vill prata om något hemma. Du kan komma själv eller tillsammans.',
      en: 'If you want to talk about something at home. Come alone or together.',
    },
    about: {
      sv: 'Du berättar det du vill. Vi lyssnar, svarar på frågor och säger vad som finns att få.',
      en: 'You tell what you want to tell. We listen, answer questions and say what there is to get.',
    },
    minutes: 45,
    manners: ['video', 'visit'],
  },
]

const places = {
  storgatan: {
    name: 'Rum 214',
    street: 'Storgatan 14',
    postal: '999 01 Delaby',
    entrance: 'Ingång B, gul dörr',
    room: 'Våning 2, rum 214',
    way: 'Ingång B har en gul dörr. Den är öppen från kl. 8.\nHissen är till höger. Trappan är till vänster.\nVåning 2. Rum 214 är andra dörren till vänster.',
    map: 'Buss 3 till Stadsparken. Gå mot kyrkan längs Storgatan, cirka 200 meter.',
    access: 'Hiss och inga trösklar. Toalett för rullstol på samma våning. Hörslinga finns.',
    straight: true,
  },
  rum216: {
    name: 'Rum 216',
    street: 'Storgatan 14',
    postal: '999 01 Delaby',
    entrance: 'Ingång B, gul dörr',
    room: 'Våning 2, rum 216',
    way: 'Ingång B har en gul dörr. Den är öppen från kl. 8.\nHissen är till höger. Trappan är till vänster.\nVåning 2. Rum 216 är tredje dörren till vänster.',
    map: 'Buss 3 till Stadsparken. Gå mot kyrkan längs Storgatan, cirka 200 meter.',
    access: 'Hiss och inga trösklar. Toalett för rullstol på samma våning.',
    straight: true,
  },
  kvarngatan: {
    name: 'Samtalsrummet',
    street: 'Kvarngatan 3',
    postal: '999 02 Delaby',
    entrance: 'Ingången mot gården',
    room: 'Bottenvåningen, till höger',
    way: 'Gå in på gården genom den gröna grinden.\nRing på klockan, så öppnar vi.',
    map: 'Buss 3 till Kvarnen. Huset ligger mitt emot hållplatsen.',
    access: 'Inga trappor. Automatisk dörr.',
    straight: false,
  },
} as const

type Release = {
  kind: string
  who: string
  manner: 'visit' | 'phone' | 'video' | 'home'
  place?: keyof typeof places
  at: readonly string[]
  days: readonly number[]
}
/** Who has times for what, on which weekdays (1 is Monday). */
const releases: readonly Release[] = [
  { kind: 'uppföljning', who: 'Amina Haddad', manner: 'visit', place: 'storgatan', at: ['9:30', '13:00'], days: [1, 2, 3, 4] },
  { kind: 'uppföljning', who: 'Amina Haddad', manner: 'phone', at: ['15:00'], days: [1, 3] },
  { kind: 'uppföljning', who: 'Henrik Sjöö', manner: 'visit', place: 'rum216', at: ['10:00', '14:30'], days: [2, 4, 5] },
  { kind: 'råd om spel', who: 'Petter Lundvall', manner: 'phone', at: ['10:00', '10:30', '16:30'], days: [1, 2, 3, 4, 5] },
  { kind: 'första samtal', who: 'Petter Lundvall', manner: 'visit', place: 'storgatan', at: ['11:30', '14:15'], days: [1, 3, 5] },
  { kind: 'försörjningsstöd', who: 'Daniel Åkesson', manner: 'phone', at: ['9:00', '9:30', '13:00'], days: [1, 2, 4, 5] },
  { kind: 'budget', who: 'Daniel Åkesson', manner: 'visit', place: 'rum216', at: ['10:00', '14:00'], days: [3] },
  { kind: 'stöd hemma', who: 'Tove Alm', manner: 'home', at: ['9:00', '13:30'], days: [1, 2, 3, 4, 5] },
  { kind: 'stöd hemma', who: 'Tove Alm', manner: 'visit', place: 'kvarngatan', at: ['15:00'], days: [2, 4] },
  { kind: 'föräldrar', who: 'Petter Lundvall', manner: 'video', at: ['13:00', '17:15'], days: [2, 4] },
]

const Id = z.object({ id: z.uuid() })
const Made = z.object({ id: z.uuid().nullable(), outcome: z.string() })

/** A time on Swedish clocks. */
const at = (day: Day, time: string): Date => {
  const [hour, minute] = time.split(':').map(Number)
  return new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'Europe/Stockholm', plainTime: { hour: hour!, minute: minute! } })
      .epochMilliseconds,
  )
}
const subjectOf = (name: string) => staff.find((one) => one.name === name)!.subject

/** Places, kinds, free times and bookings. Counted from now, or from the story's day when that is later. */
export async function giveTimes(scene: Scene): Promise<void> {
  const { db, sql, config } = scene
  const today = dayOf(new Date(Math.max(+scene.now, Date.now())))
  const days = Array.from({ length: 21 }, (_, n) => addDays(today, n + 1)).filter(isWorkingDay)
  const unitOf = (name: string) => kinds.find(({ called }) => called === name)!.unit
  const kindIds = new Map<string, string>()
  for (const {
    called,
    unit,
    name,
    lead,
    about,
    bring = { sv: '' },
    minutes,
    manners,
    fields = [],
    open = true,
    noLogin = false,
    hours = 24,
  } of kinds) {
    const [row] = await sql<{ id: string }[]>`
      insert into appointments.kinds (committee_id, unit_id, name, lead, about, bring, minutes, manners, fields, open, no_login, notice_hours)
      select committee_id, id, ${sql.json(name)}, ${sql.json(lead)}, ${sql.json(about)}, ${sql.json(bring)}, ${minutes}, ${sql.array([...manners])}, ${sql.array([...fields])}, ${open}, ${noLogin}, ${hours}
      from directory.units where id = ${idOf(`enhet ${unit}`)} returning id`
    kindIds.set(called, row!.id)
  }
  // Camilla's case tells of a meeting with both of them then, for an hour.
  const busy = ['Amina Haddad', 'Henrik Sjöö']
  const follow = at(calendar(dayOf(scene.now)).on(12), '9:30')
  const placeIds = new Map<string, string>()
  const placeAt = async (desk: StaffActor, unit: Unit, key: keyof typeof places): Promise<string> => {
    const known = placeIds.get(`${unit} ${key}`)
    if (known) return known
    const p = places[key]
    const [made] = await db.as(
      desk,
      { purpose: 'change time' },
      (tx) => tx.many(Id)`
        insert into appointments.places (committee_id, unit_id, name, street, postal, entrance, room, way_in, map_text, access, straight_in)
        values (identity.my_committee(), ${idOf(`enhet ${unit}`)}, ${p.name}, ${p.street}, ${p.postal}, ${p.entrance}, ${p.room}, ${p.way}, ${p.map}, ${p.access}, ${p.straight}) returning id`,
    )
    placeIds.set(`${unit} ${key}`, made!.id)
    return made!.id
  }
  for (const { kind, who, manner, place, at: times, days: on } of releases) {
    const unit = unitOf(kind)
    const desk = await atDesk(scene, who, unit)
    const minutes = kinds.find(({ called }) => called === kind)!.minutes
    const moments = days
      .filter((day) => on.includes(weekday(day)))
      .flatMap((day) => times.map((time) => at(day, time)))
      .filter((from) => !busy.includes(who) || +from >= +follow + 3_600_000 || +from + minutes * 60_000 <= +follow)
    const placeId = place ? await placeAt(desk, unit, place) : null
    await db.as(
      desk,
      { purpose: 'change time' },
      (tx) => tx.run`
        select appointments.release(${kindIds.get(kind)}, ${desk.id}, ${placeId}, ${manner}, ${manner === 'video' ? 'https://mote.example/delaby' : null},
          ${JSON.stringify({ weekdays: on, at: times })}::text::jsonb, ${moments.map((from) => from.toISOString())}::timestamptz[],
          ${moments.map((from) => new Date(+from + minutes * 60_000).toISOString())}::timestamptz[], ${randomUUID()})`,
    )
  }

  /** The nth free time of a kind, with somebody in particular. */
  const free = async (kind: string, who: string, n: number): Promise<string> => {
    const rows = await sql<{ id: string }[]>`
      select f.slot_id as id from appointments.bookable f where f.kind_id = ${kindIds.get(kind)!} and f.staff_id = ${idOf(subjectOf(who))} and f.held_for is null order by f.starts_at`
    const found = rows.at(n)
    if (!found) throw new Error(`Seeding: ${who} has no more times for ${kind}`)
    return found.id
  }
  const matterOf = async (name: string, unit: Unit): Promise<string> => {
    const { id } = await signedIn(scene, name)
    const [matter] = await sql<{ id: string }[]>`
      select m.id from record.matters m where m.person_id = ${id} and m.unit_id = ${idOf(`enhet ${unit}`)} order by m.opened_on desc limit 1`
    return matter!.id
  }
  const bookFor = async (kind: string, who: string, n: number, name: string, wishes = ''): Promise<string> => {
    const unit = unitOf(kind)
    const matter = await matterOf(name, unit)
    const slot = await free(kind, who, n)
    const made = await db.as(
      await atDesk(scene, who, unit),
      { purpose: 'book time', matter },
      (tx) => tx.maybe(Made)`select id, outcome from appointments.desk_book(${slot}, ${matter}, null, '', '', ${wishes}, ${randomUUID()})`,
    )
    return Id.parse(made).id
  }
  const bookSelf = async (kind: string, who: string, n: number, name: string, companion = '', number?: string): Promise<string> => {
    const slot = await free(kind, who, n)
    const made = await db.as(
      await signedIn(scene, name),
      { purpose: 'book time' },
      (tx) => tx.maybe(Made)`select id, outcome from appointments.book(${slot}, null, ${companion}, '', '', ${randomUUID()}, ${number})`,
    )
    return Id.parse(made).id
  }

  // Camilla meets Amina within a week, and they met four weeks ago. What she asks for stands on the page.
  const before = await bookFor('uppföljning', 'Amina Haddad', 6, 'Camilla Rosén')
  const after = await bookFor('försörjningsstöd', 'Daniel Åkesson', 8, 'Samir Aziz')
  const missed = await bookFor('försörjningsstöd', 'Daniel Åkesson', 3, 'Samir Aziz')
  await weeksAgo(scene, [before, after, missed], 4)
  await outcome(scene, 'Amina Haddad', 'vuxen', before, 'held')
  await outcome(scene, 'Daniel Åkesson', 'ekonomi', after, 'held')
  await outcome(
    scene,
    'Daniel Åkesson',
    'ekonomi',
    missed,
    'missed',
    ['by-phone', 'reminder'],
    'Ring mig när det passar dig, så tar vi det på telefon.',
  )
  const next = await bookFor('uppföljning', 'Amina Haddad', 3, 'Camilla Rosén')
  await db.as(
    await signedIn(scene, 'Camilla Rosén'),
    { purpose: 'change time', item: next },
    (tx) => tx.run`select appointments.wish(${next}, 'Min syster Anna', '', 'Stolen närmast dörren')`,
  )

  // Britt has a home visit, and two other times to choose between.
  const visit = await bookFor('stöd hemma', 'Tove Alm', 9, 'Britt Öhman')
  const others = [await free('stöd hemma', 'Tove Alm', 4), await free('stöd hemma', 'Tove Alm', 7)]
  await db.as(
    await atDesk(scene, 'Tove Alm', 'omsorg'),
    { purpose: 'change time', item: visit },
    (tx) => tx.run`select appointments.desk_propose(${visit}, ${others}::uuid[], ${randomUUID()})`,
  )

  // Yusuf has booked by himself, and would rather have another time of the day; Torsten waits for an earlier one; Samir has a new time.
  const asks = await bookSelf('försörjningsstöd', 'Daniel Åkesson', 5, 'Yusuf Demir', '', '070-174 06 12')
  await db.as(
    await signedIn(scene, 'Yusuf Demir'),
    { purpose: 'change time', item: asks },
    (tx) =>
      tx.run`select appointments.propose(${asks}, 'Hellre en eftermiddag, helst efter klockan 15. Jag jobbar på förmiddagarna.', ${randomUUID()})`,
  )
  const waits = await bookSelf('uppföljning', 'Henrik Sjöö', 2, 'Torsten Ek', 'Min granne')
  await db.as(
    await signedIn(scene, 'Torsten Ek'),
    { purpose: 'change time', item: waits },
    (tx) => tx.run`select appointments.ask_earlier(${waits}, true, null)`,
  )
  await bookSelf('budget', 'Daniel Åkesson', 1, 'Samir Aziz')

  // Somebody without a login, known by name, with a number to phone and a slip of paper. Others for whom the unit has booked are still to be asked for theirs.
  const slot = await free('råd om spel', 'Petter Lundvall', 4)
  await db.as(await atDesk(scene, 'Petter Lundvall', 'vuxen'), { purpose: 'book time' }, async (tx) => {
    const sten = await tx.maybe(
      Made,
    )`select id, outcome from appointments.desk_book(${slot}, null, 'Sten Alm', '', '', 'Vill ha stor stil på lappen', ${randomUUID()})`
    await tx.run`select appointments.desk_phone(${Id.parse(sten).id}, '070-174 06 31')`
  })

  // Two whom nobody knows have booked without signing in; one has said a name.
  for (const [n, name, wishes] of [
    [1, 'Kim', 'Jag vill helst sitta nära dörren'],
    [4, '', ''],
  ] as const) {
    const first = await free('första samtal', 'Petter Lundvall', n)
    await db.as(
      { kind: 'public' },
      { purpose: 'first booking' },
      (tx) =>
        tx.run`select appointments.open_book(${kindIds.get('första samtal')}, ${first}, ${doorMark(config.secret, codeFrom(randomBytes(10)))}, ${name}, '', '', ${wishes})`,
    )
  }
}

/** As their owner: what was booked ahead has been, so many weeks ago, and so has what was written about it. */
async function weeksAgo({ sql }: Scene, bookings: readonly string[], weeks: number): Promise<void> {
  const [back, of] = [`${7 * weeks} days`, sql.array([...bookings])]
  await sql.begin(async (tx) => {
    await tx`
      update appointments.slots s set during = tstzrange(lower(s.during) - ${back}::interval, upper(s.during) - ${back}::interval)
      from appointments.bookings b where b.slot_id = s.id and b.id = any (${of}::uuid[])`
    await tx`
      update appointments.bookings b set starts_at = b.starts_at - ${back}::interval, ends_at = b.ends_at - ${back}::interval,
        made_at = b.made_at - ${back}::interval - interval '8 days', revised_at = b.revised_at - ${back}::interval - interval '8 days' where b.id = any (${of}::uuid[])`
    await tx`
      update appointments.steps t set at = t.at - ${back}::interval - interval '8 days', from_at = t.from_at - ${back}::interval, to_at = t.to_at - ${back}::interval
      where t.booking_id = any (${of}::uuid[])`
  })
}

async function outcome(
  scene: Scene,
  who: string,
  unit: Unit,
  booking: string,
  state: 'held' | 'missed',
  help: readonly string[] = [],
  words = '',
): Promise<void> {
  await scene.db.as(
    await atDesk(scene, who, unit),
    { purpose: 'change time', item: booking },
    (tx) => tx.run`select appointments.desk_outcome(${booking}, 1, ${state}, ${[...help]}::text[], ${words})`,
  )
}
