import { expect, test } from 'vitest'
import { config, owner } from '#testing'
import { residents } from '../../demo/people.ts'
import { dayOf, isDay } from '../../src/kernel/values/day.ts'
import { eventKinds } from '../../src/modules/matters/events/model.ts'
import { fold } from '../../src/modules/matters/events/fold.ts'
import { gather } from '../../src/modules/matters/events/items.ts'
import { Event } from '../../src/modules/matters/events/model.ts'
import { FeedItem, type Field } from '../../src/modules/matters/feed/model.ts'
import { readReference } from '../../src/modules/matters/templates/read.ts'
import { loadReference } from '../reference/load.ts'
import { idOf } from './directory.ts'
import { tellers } from './matters/index.ts'
import { seed } from './seed.ts'
import { calendar } from './story.ts'

// The stories count their days from this one.
const now = new Date('2026-11-21T15:00:00+01:00')
// A start that was killed in the middle left this behind, and something half done.
await owner`create table kernel.seeding ()`
await owner`insert into directory.municipalities (code, region, name, phone) values ('9997', 'Region Mellanbygden', 'Halvby', '0980-31 92 00')`
const first = await seed(config.databaseUrl, config, { now })

const shelf = (number: string) => owner`
  select s.* from shelf.matters s where s.number = ${number}`
const viewOf = async (number: string) => {
  const [matter] = await shelf(number)
  const copies = await owner`select * from shelf.copies where matter_id = ${matter!['id']}`
  const shown = copies
    .filter((copy) => copy['kind'] !== 'withheld' && copy['kind'] !== 'annulled')
    .map((copy) => ({
      id: copy['id'] as string,
      event: Event.parse({
        ...copy['event'],
        kind: copy['kind'],
        ref: copy['ref'],
        version: copy['version'],
        at: copy['at'].toISOString(),
        seq: Number(copy['seq']),
      }),
      handedAt: copy['handed_at'].toISOString(),
      openedAt: copy['opened_at']?.toISOString(),
    }))
  return fold(gather(shown), readReference().templates[matter!['field'] as Field], dayOf(now))
}

test('Delaby is there, what a killed start left is cleared away, and a second time does nothing', async () => {
  expect(first).toBe(true)
  const before = await owner`select count(*)::int as n from record.events`
  expect(await seed(config.databaseUrl, config, { now })).toBe(false)
  expect(await owner`select count(*)::int as n from record.events`).toEqual(before)
  expect(await owner`select name from directory.municipalities order by name`).toMatchObject([
    { name: 'Delaby kommun' },
    { name: 'Granby kommun' },
  ])
  expect(await owner`select to_regclass('kernel.seeding') as left`).toMatchObject([{ left: null }])
  expect(await owner`select from identity.sessions`).toHaveLength(0)
})

test('the steward has something to look at: what is missing, what is newer at the source, and a kind that we do not know', async () => {
  const lacks = await owner`select m.number, cardinality(m.missing) as missing, cardinality(m.changed) as changed
    from record.matters m join record.sources s on s.id = m.source_id where s.name = 'Procapita' and (m.missing <> '{}' or m.changed <> '{}') order by m.number`
  expect(lacks.map((row) => ({ ...row }))).toEqual([
    { number: '2024-1187', missing: 2, changed: 0 },
    { number: '2026-0590', missing: 1, changed: 1 },
  ])
  const aside =
    await owner`select q.reason, q.item #>> '{event,kind}' as kind, q.taken_at, q.received_at, m.missing = array[q.item #>> '{event,ref}'] as "missingToo"
    from record.quarantine q join record.matters m on m.source_id = q.source_id and m.ref = q.item ->> 'matter'`
  expect(aside).toMatchObject([{ reason: 'unknown-kind', kind: 'interpreter-booked', taken_at: null, missingToo: true }])
  expect(dayOf(aside[0]!['received_at'])).toBe('2026-11-19')
})

test('every field of work and every kind of event is there', async () => {
  expect((await owner`select distinct field from record.matters order by field`).map((row) => row['field'])).toEqual(
    Object.keys(readReference().templates).toSorted(),
  )
  const kinds = (await owner`select distinct kind from record.events where not annulled`).map((row) => row['kind'] as string)
  expect(eventKinds.filter((kind) => !kinds.includes(kind))).toEqual([])
})

test('the count adds up in every case that is opened', async () => {
  const matters = await owner`
    select s.number, s.shown + s.withheld + s.waiting + s.missing as sum, m.reported, s.shown
    from shelf.matters s join gate.openings o on o.shelf_id = s.id join record.matters m on m.id = o.matter_id join record.sources q on q.id = m.source_id where q.kind = 'push'`
  expect(matters.length).toBeGreaterThan(15)
  for (const { number, sum, reported, shown } of matters)
    expect({ number, sum, empty: shown === 0 }).toEqual({ number, sum: reported, empty: false })
})

test("Camilla sees 41 of 46, her decision's yes and no with ten days left to appeal, and her meeting in twelve days", async () => {
  expect(await shelf('2024-1187')).toMatchObject([{ shown: 41, withheld: 1, waiting: 2, missing: 2 }])
  const view = await viewOf('2024-1187')
  expect(view.openedOn).toBe('2024-10-07')
  expect(view.decisions[0]).toMatchObject({
    day: '2026-11-10',
    opened: false,
    results: [{ answer: 'yes' }, { answer: 'no' }],
    appeal: { state: 'running', lastDay: '2026-12-01' },
  })
  expect(view.followUps[0]).toMatchObject({ on: '2026-12-03', at: '2026-12-03T09:30:00+01:00' })
  expect(view.now).toMatchObject({ turn: 'you', what: { kind: 'request' }, by: '2026-11-27' })
  expect(view.steps.find((step) => step.state === 'current')).toMatchObject({ key: 'support' })
  const [corrected] = await owner`
    select count(*)::int as wordings, min(c.handed_at) as first, max(c.handed_at) as last from shelf.copies c join shelf.matters m on m.id = c.matter_id
    where m.number = '2024-1187' and c.event #>> '{detail,title}' = 'Samtal på mottagningen'`
  expect(corrected).toMatchObject({ wordings: 2 })
  expect([dayOf(corrected!['first']), dayOf(corrected!['last'])]).toEqual(['2026-10-12', '2026-10-20'])
})

test('a document could be read from the day that what it came with could', async () => {
  const rows = await owner`select d.handed_at = c.handed_at as same from shelf.documents d join shelf.copies c on c.document_id = d.id`
  expect(rows.length).toBeGreaterThan(4)
  expect(rows.filter((row) => !row['same'])).toEqual([])
})

test('what the others come for: an appeal running, a request soon due, a long history, a name left out, a source that is down', async () => {
  expect((await viewOf('2026-0288')).decisions[0]).toMatchObject({ answer: 'no', appeal: { state: 'running' } })
  expect((await viewOf('2026-0288')).track).toBe('refused')
  expect((await viewOf('2026-0031')).requests[0]).toMatchObject({ state: 'open', dueBy: '2026-11-25' })
  expect((await viewOf('2025-0733')).decisions[0]).toMatchObject({ namesHidden: true })
  const [{ n } = { n: 0 }] = await owner<
    { n: number }[]
  >`select count(*)::int as n from record.events e join record.matters m on m.id = e.matter_id where m.number = '2014-0907'`
  expect(n).toBeGreaterThan(180)
  expect((await viewOf('2014-0907')).timeline.map((phase) => phase.key)).toContain('ended')
  expect(await owner`select number from shelf.matters where source_down_since is not null`).toMatchObject([{ number: '2018-0019' }])
  expect(await owner`select name from record.sources where last_failure is not null`).toMatchObject([{ name: 'LSS-registret' }])
})

test('the steps of a case are those it went: advice about debts is no money that was worked out and paid', async () => {
  const stepsOf = async (number: string) => (await viewOf(number)).steps.map(({ key, state }) => `${key} ${state}`)
  expect(await stepsOf('2023-0440')).toEqual(['application done', 'advice done', 'ended current'])
  expect(await stepsOf('2019-0202')).toEqual(['application done', 'decision done', 'payment done', 'ended current'])
})

test('whoever decides about support from the care committee has a title for it', async () => {
  const told = await owner<{ name: string; role: string }[]>`
    select distinct e.event #>> '{detail,decidedBy,name}' as name, e.event #>> '{detail,decidedBy,role}' as role
    from record.events e join record.matters m on m.id = e.matter_id where e.kind = 'decision' and m.committee_id = ${idOf('nämnd omsorg')}`
  expect(told).toEqual([{ name: 'Tove Alm', role: 'biståndshandläggare' }])
})

test('somebody without a case has nothing at all, and somebody protected has no place named anywhere', async () => {
  const held = (await owner`select distinct name from record.people`).map((row) => row['name'])
  expect(residents.filter(({ name }) => !held.includes(name)).map(({ name }) => name)).toEqual(['Nora Ekdal', 'Pelle Ljung'])
  const told =
    await owner`select e.event::text as text from record.events e join record.matters m on m.id = e.matter_id where m.number in ('2026-0301', '2024-0512')`
  expect(told.map((row) => row['text']).join()).not.toMatch(/gatan|vägen|torget|skola|place/i)
})

test("eleven items wait for Amina, the oldest for three days, and one of Camilla's names her brother", async () => {
  const rows = await owner`
    select p.name, d.waiting_since, e.event #>> '{detail,text}' as text from gate.release_decisions d
    join record.events e on e.id = d.item_id join record.matters m on m.id = d.matter_id
    join record.people p on p.person_id = d.person_id and p.source_id = m.source_id
    where d.state in ('imported', 'assessed') and d.unit_id = ${idOf('enhet vuxen')}
      and (select c.event #>> '{detail,officer,name}' from record.events c where c.matter_id = m.id and c.kind = 'assigned' order by c.at desc limit 1) = 'Amina Haddad'
    order by d.waiting_since`
  expect(rows).toHaveLength(11)
  expect(dayOf(rows[0]!['waiting_since'])).toBe('2026-11-18')
  expect(rows.filter((row) => row['name'] === 'Camilla Rosén' && row['text']?.includes('bror Kjell'))).toHaveLength(1)
})

test('the unit keeps a case of its own here, with drafts', async () => {
  expect(await owner`select m.number, m.opened_on from record.drafts d join record.matters m on m.id = d.matter_id`).toMatchObject([
    { number: '2026-1302' },
    { number: '2026-1302' },
    // Maj's, who leaves.
    { number: '2026-1302' },
  ])
})

test('beside the cases: a god man who reads four items, a hearing that runs, what is asked for, an emergency to review and a case that is not offered', async () => {
  expect(
    await owner`select p.name, d.kind, d.last_day::text as day, d.opened_at is null as unread, d.detail ->> 'lateness' as lateness, d.at < ${now} as past
      from duty.duties d join record.matters m on m.id = d.matter_id join record.people p on p.person_id = d.person_id and p.source_id = m.source_id order by d.kind`,
  ).toEqual([
    { name: 'Torsten Ek', kind: 'appeal', day: '2026-11-24', unread: true, lateness: 'in-time', past: true },
    { name: 'Ioan Munteanu', kind: 'communication', day: '2026-12-01', unread: false, lateness: null, past: true },
    { name: 'Ritva Laine', kind: 'decide', day: '2026-12-11', unread: true, lateness: null, past: true },
    { name: 'Elias Norling', kind: 'file', day: '2026-11-23', unread: true, lateness: null, past: true },
  ])
  expect(
    await owner`select r.name, m.about_name, m.shown, (select count(*)::int from shelf.copies c where c.matter_id = m.id) as copies
    from gate.recipients r join shelf.matters m on m.person_id = r.person_id where m.about_id is not null`,
  ).toMatchObject([{ name: 'Nora Ekdal', about_name: 'Britt Öhman', shown: 4 }])
  expect(
    await owner`select w.name, r.because from audit.reviews r join directory.staff w on w.id = r.staff_id where 'break-glass' = any (r.because)`,
  ).toEqual([{ name: 'Daniel Åkesson', because: expect.arrayContaining(['break-glass']) }])
  expect(await owner`select m.number from gate.not_offered n join record.matters m on m.id = n.matter_id`).toMatchObject([
    { number: '2024-0512' },
  ])
})

test('the templates and the law are in the directory, and loading them again changes nothing', async () => {
  const rows = () =>
    owner`select key, xmin::text from directory.process_templates union all select key, xmin::text from directory.legal_references order by 1`
  const before = await rows()
  expect(before.length).toBe(Object.keys(readReference().templates).length + readReference().law.references.length)
  await owner`insert into directory.legal_references values ('gone', '{}')`
  await loadReference(config.databaseUrl)
  expect(await rows()).toEqual(before)
})

test('the stories hold on whatever day they are told: nothing has happened tomorrow, and what is asked for is still to come', async () => {
  for (const day of ['2027-01-01', '2027-03-28', '2027-06-26', '2028-02-29', '2028-12-31'].filter(isDay)) {
    const stories = await Promise.all(tellers.map((tell) => tell(calendar(day))))
    for (const { head, events, opened } of stories.flatMap(({ matters }) => matters)) {
      const told = events.map(({ item, came }) => ({ ...FeedItem.parse(item), came }))
      const refs = events.map(({ item: { event }, version = 0 }) => `${event.ref} ${version}`)
      expect(new Set(refs).size).toBe(refs.length)
      expect(told.filter((one) => one.type === 'event' && (dayOf(one.event.at) > day || dayOf(one.came) > day))).toEqual([])
      expect(events.filter(({ item: { event } }) => event.about && !refs.includes(`${event.about} 0`))).toEqual([])
      if (opened) expect(dayOf(opened) <= day && head.openedOn <= dayOf(opened)).toBe(true)
    }
    const asked = stories.flatMap(({ matters }) =>
      matters.flatMap(({ events }) => events.flatMap(({ item: { event } }) => (event.kind === 'requested' ? [event.detail.dueBy] : []))),
    )
    expect(asked.filter((due) => due >= day)).toHaveLength(2)
  }
})

test('some can be reached by a number that is theirs, one by a number that may not be, and those who must not be are not', async () => {
  const rows = await owner`
    select p.name, w.kind, w.confirmed_on, w.bounced_at is not null as bounced, (select channel from notice.wish_of(w.person_id, 'reminder')) as channel
    from notice.ways w cross join lateral (select name from record.people p where p.person_id = w.person_id limit 1) p order by p.name`
  expect(rows.map(({ name, channel }) => `${name}: ${channel}`)).toEqual([
    'Britt Öhman: letter',
    'Camilla Rosén: sms',
    'Elias Norling: sms',
    'Ritva Laine: email',
    'Samir Aziz: sms',
    'Yusuf Demir: sms',
  ])
  expect(rows.filter(({ bounced }) => bounced).map(({ name }) => name as string)).toEqual(['Elias Norling'])
  expect(rows.find(({ name }) => name === 'Samir Aziz')!['confirmed_on']).toBeNull()
})

test('people have written to their units, in every state there is, and all but one unit have two who receive', async () => {
  const states = await owner`select state, count(*)::int as n from contact.threads group by state order by state`
  expect(states.map((row) => row['state'])).toEqual(['answered', 'assigned', 'closed', 'received'])
  const late = await owner`select from contact.threads where state in ('received', 'assigned') and promised_on < '2026-11-21'`
  expect(late.length).toBeGreaterThan(0)
  const later = await owner`select from contact.messages where at > ${now}`
  expect(later).toHaveLength(0)
  const receivers = await owner`
    select u.code, contact.dispatchers(u.id) as n, count(y.id) filter (where y.state = 'published')::int as types
    from directory.units u left join contact.request_types y on y.unit_id = u.id group by u.id, u.code order by u.code`
  for (const unit of receivers)
    expect([unit['code'], unit['n'] >= (unit['code'] === 'ekonomi' ? 1 : 2), unit['types'] > 3]).toEqual([unit['code'], true, true])
  const phoned =
    await owner`select count(*)::int as weeks, max(monday)::text as last, max(entered_at) <= ${now} as before from contact.phone_weeks`
  expect(phoned[0]).toEqual({ weeks: 19, last: '2026-11-09', before: true })
})
