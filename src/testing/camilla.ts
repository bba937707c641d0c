import { aCommittee, aMatter, anEvent, aPerson, aRule, aSource, aUnit, aWorker, decided, opened, owner, services, uuid } from '#testing'
import { municipalities } from '#modules/directory'
import { eventKinds } from '../modules/matters/events/model.ts'

/** The day it is in these scenes, at noon. */
export const noon = new Date('2026-11-21T11:00:00Z')

export const officer = {
  name: 'Amina Haddad',
  role: 'socialsekreterare',
  phone: '0980-31 92 10',
  hours: 'måndag–torsdag 8.30–9.30',
  deputy: 'Petter Lundvall',
  photo: 'amina',
}
const henrik = { name: 'Henrik Sjöö', role: 'behandlare' }

/** The decision of the scene: a yes and a no, with reasons and the rule. */
export const aDecision = {
  title: 'Du får mer öppenvård, men inte plats på behandlingshem',
  results: [
    { answer: 'yes', what: 'Öppenvård två gånger i veckan', from: '2026-11-16', to: '2027-04-30', note: 'Du betalar ingenting.' },
    { answer: 'no', what: 'Tre månader på behandlingshem', note: 'Du kan ansöka igen när du vill.' },
  ],
  reasons:
    'Du ansökte den 21 september om tre månader på behandlingshem.\n\nDu har varit nykter sedan den 2 september. Du kommer till samtalen.',
  rules: [
    {
      citation: '11 kap. 1 § socialtjänstlagen (2025:400)',
      text: 'Här står lagens ord.',
      meaning: 'Du har rätt till hjälp om du behöver den och inte kan få den på något annat sätt.',
    },
  ],
  decidedBy: { name: 'Lena Forsman', role: 'enhetschef' },
  investigatedBy: { name: 'Amina Haddad' },
}

/** Places a municipality whose page it is can answer on: urgent numbers, phone, hours. */
export async function aPlace() {
  const committee = await aCommittee()
  await owner`update directory.municipalities set name = 'Delaby kommun', urgent = ${owner.json([
    { label: { sv: 'Fara för liv', en: 'Danger to life' }, phone: '112' },
    {
      label: { sv: 'Kvällar och helger: Socialjouren', en: 'Evenings and weekends: the social emergency service' },
      phone: '0980-31 92 99',
    },
  ])} where id = ${committee.municipalityId}`
  await owner`update directory.committees set post_address = 'Storgatan 14, 123 45 Delaby', name = ${owner.json({ sv: 'Socialnämnden', en: 'The Social Services Committee' })} where id = ${committee.id}`
  const unit = await aUnit({ committee, called: 'Vuxenenheten' })
  await owner`update directory.units set phone_hours = ${owner.json({ sv: 'vardagar 8–16.30', en: 'weekdays 8–16:30' })}, visit = ${owner.json({ sv: 'Storgatan 14, ingång B', en: 'Storgatan 14, entrance B' })} where id = ${unit.id}`
  await municipalities(services)
  return { committee, unit }
}

/** Everything is handed over at once, and was handed over when it happened. */
export async function allShown(matter: Parameters<typeof aRule>[0]): Promise<void> {
  for (const kind of eventKinds) await aRule(matter, kind, 'at-once')
}

/** Sets when copies were handed over: the scene's own time and not the clock's. */
export const handedAt = (shelf: string, at = '2026-11-12T08:00:00Z') =>
  owner`update shelf.copies set handed_at = ${at} where matter_id = ${shelf}`

/** Camilla, two years into support, with a request to answer, a decision to read, and three things she does not see. */
export async function camilla() {
  const { committee, unit } = await aPlace()
  const person = await aPerson({ called: 'Camilla Rosén' })
  const source = await aSource({ committee })
  const worker = await aWorker({ unit, called: 'Amina Haddad' })
  const matter = await aMatter({ person, unit, source, reported: 21 })
  await owner`update record.matters set compared_at = '2026-11-21T05:00:00Z' where id = ${matter.id}`
  await allShown(matter)
  const say = (kind: string, day: string, detail: object, more: { ref?: string; version?: number; about?: string; author?: object } = {}) =>
    anEvent(matter, kind, detail, { at: `${day}T09:00:00+01:00`, ...more })
  await say('received', '2024-10-07', { what: 'application', via: 'letter', title: 'stöd för att sluta dricka' })
  await say('assigned', '2024-10-09', { unit: 'Vuxenenheten', officer })
  await say('investigation-opened', '2024-10-10', { dueBy: '2025-02-10' })
  await say('note', '2024-11-04', { title: 'Första samtalet', text: 'Camilla berättar att hon vill sluta dricka.' }, { author: officer })
  await say('decision', '2025-01-22', {
    title: 'Ja till öppenvård',
    results: [{ answer: 'yes', what: 'Samtal en gång i veckan' }],
    deliveredOn: '2025-01-24',
  })
  await say(
    'measure-started',
    '2025-02-03',
    { title: 'Öppenvård', provider: 'Mottagningen på Storgatan', from: '2025-02-03' },
    { ref: 'stöd' },
  )
  await say('meeting-held', '2025-09-04', {
    title: 'Uppföljning efter ett halvår',
    text: 'Stödet fungerar. Vi fortsätter på samma sätt.',
    with: [henrik],
  })
  const secret = await say('note', '2026-03-09', { title: 'Om någon annan', text: 'Uppgifter om en anhörig' })
  await decided(matter, secret.id, 'withheld', {
    by: worker,
    text: 'Det finns en uppgift här som vi inte visar. Det står något om någon annan i den.',
  })
  const autumn = await say(
    'note',
    '2026-09-14',
    { title: 'Uppföljning efter sommaren', text: 'Vi pratade om hur sommaren har varit.\nCamilla vill pröva gruppen på tisdagar.' },
    { author: officer },
  )
  const talk = await say(
    'note',
    '2026-10-12',
    { title: 'Samtal på mottagningen', text: 'Camilla har varit nykter sedan den 2 oktober. Hon sover bättre.' },
    { ref: 'samtal', author: henrik },
  )
  const decision = await say('decision', '2026-11-10', aDecision, { ref: 'beslut' })
  await say('requested', '2026-11-13', {
    what: [{ title: 'Läkarintyg', text: 'Från din läkare på vårdcentralen.' }, { title: 'Namn på dem som ska vara med' }],
    dueBy: '2026-11-27',
    text: 'Vi behöver det före mötet.',
  })
  await say('follow-up-planned', '2026-11-16', {
    title: 'Vi följer upp ditt stöd tillsammans',
    on: '2026-12-03T09:30:00+01:00',
    place: 'Storgatan 14, rum 214',
    with: [officer, henrik].map(({ name, role }) => ({ name, role })),
  })
  const id = await opened(matter, worker)
  await handedAt(id)
  await say(
    'note',
    '2026-10-12',
    { title: 'Samtal på mottagningen', text: 'Camilla har varit nykter sedan den 2 september. Hon sover bättre.' },
    { ref: 'samtal', version: 1, author: henrik },
  )
  await owner`update shelf.copies set handed_at = '2026-10-20T08:00:00Z' where matter_id = ${id} and version = 1`
  const copies =
    await owner`select c.id, d.item_id, c.kind, c.version from shelf.copies c join gate.release_decisions d on d.copy_id = c.id where c.matter_id = ${id}`
  const copyOf = (item: { id: string }) => copies.find((copy) => copy['item_id'] === item.id)!['id'] as string
  return { person, worker, matter, unit, id, say, copyOf, path: `/mina-sidor/arenden/${id}`, items: { secret, autumn, talk, decision } }
}

/** A document of a matter, as the source handed it in, in parts of the given bytes. */
export async function aDocument(
  matter: { id: string; source: { id: string }; unit: { committee: { id: string }; id: string } },
  ref: string,
  more: { title?: string; type?: string; parts?: Buffer[] } = {},
) {
  const { title = 'Läkarintyg', type = 'application/pdf', parts = [Buffer.from('%PDF-1.7 ett'), Buffer.from(' och två')] } = more
  const id = uuid()
  const committee = matter.unit.committee.id
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  await owner`insert into record.documents (committee_id, matter_id, id, source_id, ref, version, title, type, size, hash, unit_id)
    values (${committee}, ${matter.id}, ${id}, ${matter.source.id}, ${ref}, 0, ${title}, ${type}, ${size}, ${Buffer.alloc(32)}, ${matter.unit.id})`
  for (const [part, bytes] of parts.entries())
    await owner`insert into record.document_parts (committee_id, document_id, part, unit_id, bytes) values (${committee}, ${id}, ${part}, ${matter.unit.id}, ${bytes})`
  return { title, size, bytes: Buffer.concat(parts) }
}

/** A page as it is read: no tags, hard spaces as spaces. */
export const read = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/[\s\u00a0]+/g, ' ')
