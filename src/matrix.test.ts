import { beforeAll, expect, test } from 'vitest'
import {
  aMatter,
  anEvent,
  aRecipient,
  aPerson,
  aReview,
  aRule,
  aSource,
  aUnit,
  aWorker,
  again,
  browser,
  config,
  db,
  decided,
  opened,
  owner,
  services,
  uuid,
} from '#testing'
import { z } from 'zod'
import type { Route } from '#kernel/http'
import { aRequest, assigned, aType, promise } from './testing/contact.ts'
import { sealFact } from '#kernel/secrets'
import { routesOf } from './app.ts'
import { aBooking, aKind, alwaysDay, aPlace, aRelease, inHours } from './testing/times.ts'

// Every route × every kind of wrong person, made from the list of routes: a new one cannot be forgotten.

const routes = routesOf(services)
const unit = await aUnit()
const colleagueUnit = await aUnit({ committee: unit.committee })
const person = await aPerson()
const officer = await aWorker({ unit })
const manager = await aWorker({ unit, role: 'unitManager' })
const steward = await aWorker({ unit, role: 'systemSteward' })
const reviewer = await aWorker({ unit, role: 'logReviewer' })
const dispatcher = await aWorker({ unit, role: 'requestDispatcher' })
const push = await aSource({ committee: unit.committee })
const native = await aSource({ committee: unit.committee, kind: 'native' })
const matter = await aMatter({ person, unit, source: push })
const own = await aMatter({ person, unit, source: native })

/** What the addresses with an id in them are filled with: things that really are there, of one person and one unit. */
const there: Record<string, string> = {}

async function aDraft(): Promise<string> {
  const [draft] = await owner`
    insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body)
    values (${unit.committee.id}, ${own.id}, ${unit.id}, ${officer.id}, 'note', ${owner.json({ rubrik: '', text: 'Utkast', datum: '', tid: '' })}) returning id`
  return draft!['id'] as string
}

async function aLetter(): Promise<string> {
  const [letter] = await owner`
    insert into notice.sendings (key, person_id, committee_id, unit_id, channel, template, slots, state)
    values (${`letter:${uuid()}`}, ${person.id}, ${unit.committee.id}, ${unit.id}, 'letter', 'time-cancelled', ${owner.json({ day: '2026-12-03', time: '9.30', phone: '0980-31 92 00' })}, 'listed') returning id`
  return letter!['id'] as string
}

/** A thread of the person's with a file in it, and a draft with another. */
async function someMessages(): Promise<void> {
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${unit.id}, ${manager.id}, 'requestDispatcher')`
  const type = await aType({ unit })
  const [sent, begun] = [uuid(), uuid()]
  await db.as(person, { purpose: 'scene' }, async (tx) => {
    for (const key of [sent, begun]) {
      await tx.run`select contact.save_draft(${key}, ${type}, null, '{"kind":"request","version":1,"typed":{}}', false)`
      await tx.run`select contact.keep_file(${key}, '', 'a', 'application/pdf', ${Buffer.from('%PDF-1.7')})`
    }
  })
  const [file] = await owner`select id from contact.draft_files where draft_id = ${sent}`
  const [kept] = await owner`select id from contact.draft_files where draft_id = ${begun}`
  const thread = await aRequest(person, type, { key: sent })
  Object.assign(there, { type, thread, begun, file: file!['id'], kept: kept!['id'] })
  await aDesk(thread)
}

/** What the unit does with it: the officer answers, with a file; what belongs to the record; a wish to be phoned; a form and a template of its own. */
async function aDesk(thread: string): Promise<void> {
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${unit.id}, ${officer.id}, 'requestDispatcher')`
  const key = uuid()
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select contact.send(${key}, 'call', null, null, ${unit.id}, null, null, null, '', '', null, ${promise(0)}, ${promise(2)})`,
  )
  const [called] = await owner`select id from contact.threads where key = ${key}`
  const call = called!['id'] as string
  for (const one of [thread, call]) await assigned(one, manager, officer)
  await db.as(officer, { purpose: 'scene', item: thread }, async (tx) => {
    await tx.run`select contact.add_answer_file(${thread}, 'b', 'application/pdf', ${Buffer.from('%PDF-1.7')})`
    await tx.run`select contact.decide_belongs(${thread}, 1, 'yes', ${matter.id})`
  })
  const [answerFile] = await owner`select id from contact.staff_draft_files where thread_id = ${thread}`
  const definition = { fields: [{ id: 'a', kind: 'text', label: { sv: 'Vad gäller det?' } }] }
  Object.assign(there, { call, answerFile: answerFile!['id'], ownType: await aType({ unit, definition }), template: await aTemplate() })
}
async function aTemplate(): Promise<string> {
  const id = uuid()
  await db.as(officer, { purpose: 'scene' }, (tx) => tx.run`select contact.save_template(${id}, 'staff', 'Mall', 'Hej')`)
  return id
}

beforeAll(async () => {
  await aRule(matter, 'note', 'after-look')
  await aRule(matter, 'decision', 'after-days', 5)
  const decision = await anEvent(matter, 'decision', {
    title: 'Ja till samtal',
    results: [{ answer: 'yes', what: 'Samtal' }],
    rules: [],
    hideNames: false,
    appealable: true,
  })
  const letter = await anEvent(matter, 'document-added', { title: 'Brev', document: 'brev' })
  const note = await anEvent(matter, 'note', { text: 'Väntar på en blick' })
  await db.as(
    push,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select record.receive_document(${matter.ref}, 'brev', 0, 'Brev', 'application/pdf', ${Buffer.alloc(32, 1)}, array[${Buffer.from('%PDF-1.7')}]::bytea[])`,
  )
  await db.as(
    push,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select record.keep_in_quarantine(${JSON.stringify([{ item: { type: 'event' }, hash: 'aa', reason: 'unknown kind' }])}::text::jsonb)`,
  )
  const shelfId = await opened(matter, officer)
  await decided(matter, decision.id, 'released', { by: officer })
  await decided(matter, letter.id, 'released', { by: officer })
  const ownNote = await anEvent(own, 'note', { text: 'Låst anteckning' })
  const ownDecision = await anEvent(own, 'decision', {
    title: 'Ja',
    results: [{ answer: 'yes', what: 'Samtal' }],
    rules: [],
    hideNames: false,
    appealable: true,
  })
  const ownMeeting = await anEvent(own, 'meeting-held', { title: 'Möte' })
  const ownLetter = await anEvent(own, 'document-added', { title: 'Brev', document: 'eget-brev' })
  const beyond = await aMatter({ unit: colleagueUnit, source: push })
  const glass = uuid()
  await owner`
    insert into gate.glass (committee_id, id, matter_id, person_id, unit_id, own_unit_id, staff_id, assignment_id, session_id, reason, protected)
    values (${unit.committee.id}, ${glass}, ${beyond.id}, ${beyond.person.id}, ${colleagueUnit.id}, ${unit.id}, ${officer.id}, ${officer.assignmentId}, ${officer.sessionId}, 'danger', false)`
  const [copy] = await owner`select id from shelf.copies where kind = 'decision'`
  const [document] = await owner`select id from shelf.documents`
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.run`select voice.say(${copy!['id'] as string}, 'objection', 'Det är fel', gen_random_uuid())`,
  )
  const [remark] = await owner`select id from voice.remarks`
  const [told] = await db.as(
    officer,
    { purpose: 'scene' },
    (tx) =>
      tx.many(
        z.object({ id: z.uuid() }),
      )`select id from duty.communicate(${matter.id}, 'here', '2026-11-02', '2026-12-16', 'Läs', ${[letter.id]}::uuid[], gen_random_uuid())`,
  )
  const [asked] = await db.as(
    person,
    { purpose: 'scene' },
    (tx) =>
      tx.many(
        z.object({ id: z.uuid() }),
      )`select id from duty.ask(${shelfId}, 'file', null, '', '{"what":"whole","how":"here"}', '2026-11-02', '2026-11-06', gen_random_uuid())`,
  )
  await db.as(
    officer,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select duty.act(${asked!.id}, 1, 'refused', 'Nej', '{"decidedBy":"Nämnden","rules":["Regel"]}', '2026-11-03', false, 'refused', null)`,
  )
  await someMessages()
  const timeKind = await aKind(unit)
  const place = await aPlace(unit)
  const [slot] = await aRelease(officer, timeKind, [inHours(50)], { manner: 'visit', place })
  const [series] = await owner`select id from appointments.series`
  Object.assign(there, { timeKind, place, slot, series: series!['id'] })
  there['draft'] = await aDraft()
  there['review'] = await aReview(matter, officer)
  const [rule] = await owner`select id from gate.rules`
  const [act] = await owner`
    insert into gate.acts (committee_id, unit_id, rule_id, before, items, key, done_by, assignment_id)
    select r.committee_id, ${officer.desk!.unitId}, r.id, now(), 1, gen_random_uuid(), ${officer.id}, ${officer.assignmentId} from gate.rules r returning id`
  const [fact] = await owner`
    insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
    values (${unit.committee.id}, gen_random_uuid(), ${person.id}, 'place', ${sealFact(config.secret, 'Älvkarby')}, ${officer.id}, ${officer.assignmentId}) returning id`
  there['sending'] = await aLetter()
  const kept = await aKept()
  const written = await owner`select id from record.documents`
  const [aside] = await owner`select id from record.quarantine`
  const kind = await aKind(unit, { fields: ['adult-addiction'] })
  await alwaysDay()
  const [freed, free, held, had] = await aRelease(officer, kind, [48, 60, 70, 80].map(inHours))
  const booking = await aBooking(person, had!)
  const before = await aMatter({ unit, source: push })
  await opened(before, officer)
  const given = await aBooking(before.person, freed!)
  await db.as(person, { purpose: 'scene' }, (tx) => tx.run`select appointments.ask_earlier(${booking}, true, null)`)
  await db.as(before.person, { purpose: 'scene' }, (tx) => tx.run`select appointments.cancel(${given})`)
  await db.as(
    officer,
    { purpose: 'scene' },
    (tx) => tx.run`select appointments.desk_propose(${booking}, ${[held!]}::uuid[], gen_random_uuid())`,
  )
  const [offer] = await owner`select id from appointments.offers`
  Object.assign(there, {
    service: kind,
    booking,
    offer: offer!['id'],
    time: free,
    shelf: shelfId,
    copy: copy!['id'],
    doc: document!['id'],
    matter: matter.id,
    own: own.id,
    item: note.id,
    letter: letter.id,
    ownNote: ownNote.id,
    ownDecision: ownDecision.id,
    ownMeeting: ownMeeting.id,
    ownLetter: ownLetter.id,
    told: told!.id,
    refused: asked!.id,
    remark: remark!['id'],
    rule: rule!['id'],
    source: push.id,
    aside: aside!['id'],
    document: written[0]!['id'],
    beyond: beyond.id,
    glass,
    act: act!['id'],
    recipient: (await aRecipient(matter, { by: officer })).recipientId,
    fact: fact!['id'],
    ...kept,
  })
})

/** Things of the directory: somebody at work, with what the stewards keep of them. */
async function aKept(): Promise<Record<string, string>> {
  const colleague = await aWorker({ unit, called: 'Henrik Sjöö' })
  const [absence, list, catalogue, leaving] = [uuid(), uuid(), uuid(), uuid()]
  const { id: committeeId, municipalityId } = unit.committee
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day, last_day) values (${municipalityId}, ${absence}, ${colleague.id}, '2020-01-01', '2020-01-02')`
  await owner`insert into directory.lists (committee_id, id, kind, whole, rows, made_by) values (${committeeId}, ${list}, 'staff', false, '[]', ${steward.id})`
  await owner`insert into directory.catalogues (municipality_id, committee_id, id, name, hash) values (${municipalityId}, ${committeeId}, ${catalogue}, 'Katalogen', 'x')`
  await owner`insert into directory.leavings (committee_id, id, staff_id, last_day, because, done_at) values (${committeeId}, ${leaving}, ${colleague.id}, current_date, 'catalogue', now())`
  await owner`insert into directory.left_units (committee_id, leaving_id, unit_id) values (${committeeId}, ${leaving}, ${unit.id})`
  const own = uuid()
  await owner`insert into directory.absences (municipality_id, id, staff_id, first_day, last_day) values (${municipalityId}, ${own}, ${officer.id}, '2020-01-01', '2020-01-02')`
  return { own_absence: own, unit: unit.id, staff: colleague.id, assignment: colleague.assignmentId, absence, list, catalogue, leaving }
}

/** Addresses that only a matter kept in Delakt itself has. */
const kept = /arenden\/:matter\/(anteckning|ratta|handelse|beslut|handling|misstag)/

/** Which thing stands behind each name in an address, for whom the route is. A name that is not here fails the test. */
const nameOf: Record<string, (route: Route) => string> = {
  matter: ({ path }) => (kept.test(path) ? own.id : matter.id),
  item: ({ path }) =>
    path.includes('/beslut/')
      ? there['ownDecision']!
      : path.includes('/handelse/')
        ? there['ownMeeting']!
        : path.includes('/handling/')
          ? there['ownLetter']!
          : path.includes('/ratta/') || path.includes('/misstag/')
            ? there['ownNote']!
            : path.endsWith('/handling')
              ? there['letter']!
              : there['item']!,
  draft: ({ who }) => (who === 'person' ? there['begun']! : there['draft']!),
  file: ({ path }) => (path.includes('/utkast/') ? there['kept']! : path.includes('/bilaga/') ? there['answerFile']! : there['file']!),
  thread: ({ path }) => (path.endsWith('/ringt') ? there['call']! : there['thread']!),
  type: ({ who }) => (who === 'staff' ? there['ownType']! : there['type']!),
  question: () => 'a',
  duty: ({ path }) => (path.endsWith('/overklaga') ? there['refused']! : there['told']!),
  paper: () => '1',
  n: () => '1',
  asked: () => 'akt',
  absence: ({ path }) => (path.startsWith('/personal') ? there['own_absence']! : there['absence']!),
  act: ({ path }) => (path.includes('/gor/') ? 'extended' : there['act']!),
  field: () => 'adult-addiction',
  kind: ({ path }) => (path.includes('handelse') ? 'received' : path.includes('vantar') ? 'decision' : 'note'),
  id: ({ who, path }) =>
    who === 'person'
      ? there['shelf']!
      : path.includes('synpunkter')
        ? there['remark']!
        : path.includes('regler')
          ? there['rule']!
          : path.includes('kallor')
            ? there['source']!
            : matter.id,
}
const pathOf = (route: Route, fill: (name: string) => string): string =>
  route.path.replace(/:(\w+)(?:\{[^}]*\})?/g, (_, name: string) => fill(name))
const real = (route: Route) => (name: string) =>
  nameOf[name]?.(route) ?? there[name] ?? expect.fail(`the matrix does not know what :${name} in ${route.path} is: add it`)
// What can be sent to a unit is offered to everybody.
const hasIds = (route: Route) => /:(?!way|field|kind|type)/.test(route.path)

const visit = async (route: Route, who: { cookie: string } | undefined, fill = real(route)) => {
  const tab = await browser(who)
  return route.method === 'get' ? tab.get(pathOf(route, fill)) : tab.post(pathOf(route, fill), {})
}
const label = (route: Route) => `${route.method.toUpperCase()} ${route.path}`
/** A page without what differs between two answers anyway: the nonce, the clock, and the asker's own address in the way back to it. */
const bare = (html: string) =>
  html
    .replace(/nonce="[^"]*"/g, '')
    .replace(/data-seconds="\d+"/g, '')
    .replace(/\?till=[^"]*/g, '')
    .replace(/\d{1,2}\.\d{2}/g, '')

const staffRoutes = routes.filter((route) => route.who === 'staff')
const personRoutes = routes.filter((route) => route.who === 'person')
const deskOf = { caseOfficer: officer, unitManager: manager, systemSteward: steward, logReviewer: reviewer, requestDispatcher: dispatcher }

test('there are routes, and every one that is not for all says who it is for', () => {
  expect(personRoutes.length).toBeGreaterThan(8)
  expect(staffRoutes.length).toBeGreaterThan(12)
  for (const route of routes) expect(`${route.who} ${route.zone}`).toMatch(/^(anyone C|person [AB]|staff A)$/)
})

test.each(routes.filter((route) => route.who === 'anyone').map((route) => [label(route), route] as const))(
  '%s answers somebody unknown without breaking',
  async (_, route) => {
    const { status } = await visit(route, undefined, () => uuid())
    expect(status).toBeLessThan(500)
  },
)

/** Where whoever is not signed in is sent: at once, or from the page that gives them back what they had written. */
const doorOf = ({ method }: Route, { status, headers, text }: Awaited<ReturnType<typeof visit>>) => {
  expect(status).toBe(method === 'get' ? 303 : 401)
  return method === 'get' ? headers.get('location')?.split('?')[0] : /<a class="ds-button" href="([^"?]*)/.exec(text)?.[1]
}

test.each(personRoutes.map((route) => [label(route), route] as const))('%s is for the person alone', async (_, route) => {
  const out = async (cookie: string) => {
    expect(doorOf(route, await visit(route, { cookie }))).toBe('/logga-in')
  }
  await out('')
  await out('__Host-delakt=not-a-session')
  const ended = await again(person)
  await owner`update identity.sessions set ended_at = now() where id = ${ended.sessionId}`
  await out(ended.cookie)
  const idle = await again(person)
  await owner`update identity.sessions set idle_until = now() - interval '1 second' where id = ${idle.sessionId}`
  await out(idle.cookie)
  const old = await again(person)
  await owner`update identity.sessions set expires_at = now() - interval '1 second' where id = ${old.sessionId}`
  await out(old.cookie)
  await out(push.cookie)
  for (const atWork of [officer, manager, steward, reviewer, dispatcher]) expect((await visit(route, atWork)).status).toBe(404)
  const needed = route.zone === 'A' ? 3 : 2
  expect((await visit(route, await again(person, needed - 1))).status).toBe(403)
  if (!hasIds(route)) return
  const stranger = await aPerson()
  const notTheirs = await visit(route, stranger)
  const notThere = await visit(route, stranger, () => uuid())
  expect([notTheirs.status, notThere.status]).toEqual([404, 404])
  expect(bare(notTheirs.text)).toBe(bare(notThere.text))
  expect((await visit(route, person, () => 'not-an-id')).status).toBe(404)
})

test.each(staffRoutes.map((route) => [label(route), route] as const))('%s is for the desks it names', async (_, route) => {
  if (route.who !== 'staff') return
  for (const cookie of ['', '__Host-delakt=not-a-session', push.cookie]) {
    expect(doorOf(route, await visit(route, { cookie }))).toBe('/personal/logga-in')
  }
  expect((await visit(route, person)).status).toBe(404)
  if (route.roles === 'at no desk yet') return
  for (const [role, atWork] of Object.entries(deskOf)) {
    const { status } = await visit(route, atWork)
    if (!route.roles.includes(role as keyof typeof deskOf)) expect([role, status]).toEqual([role, 404])
  }
  const left = await aWorker({ unit, role: route.roles[0]! })
  await owner`update directory.assignments set valid_to = current_date - 1 where id = ${left.assignmentId}`
  expect((await visit(route, left)).headers.get('location')).toBe('/personal/uppdrag')
  const gone = await aWorker({ unit, role: route.roles[0]! })
  await owner`update directory.staff set active = false where id = ${gone.id}`
  expect(doorOf(route, await visit(route, gone))).toBe('/personal/logga-in')
  if (!hasIds(route)) return
  const elsewhere = [
    await aWorker({ role: route.roles[0]! }),
    ...(route.roles[0] === 'caseOfficer' ? [await aWorker({ unit: colleagueUnit })] : []),
  ]
  for (const stranger of elsewhere) {
    const notTheirs = await visit(route, stranger)
    const notThere = await visit(route, stranger, () => uuid())
    expect([notTheirs.status, notThere.status]).toEqual([404, 404])
    expect(bare(notTheirs.text)).toBe(bare(notThere.text))
  }
})

test('to the right person and the right desks, the same addresses are there', async () => {
  there['draft'] = await aDraft() // the desks above have thrown the first one away
  there['sending'] = await aLetter() // and posted the letter
  there['template'] = await aTemplate()
  const missing: string[] = []
  for (const route of [...personRoutes, ...staffRoutes]) {
    const who =
      route.who === 'person'
        ? person
        : route.who === 'staff'
          ? deskOf[route.roles === 'at no desk yet' ? 'caseOfficer' : route.roles[0]!]
          : undefined
    // What ends the session would end the test; an assignment that is not named is not there.
    if (/logga-ut|avsluta|kasta|^\/lamna$/.test(route.path) || (route.method === 'post' && route.path === '/personal/uppdrag')) continue
    const { status } = await visit(route, who)
    if (status === 404 || status >= 500) missing.push(`${label(route)} ${status}`)
  }
  expect(missing).toEqual([])
})

test('a form from another site is refused, whatever it is', async () => {
  const { application } = await import('./app.ts')
  const app = application(services)
  for (const route of routes.filter(({ method }) => method === 'post'))
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site', origin: 'https://evil.localhost' },
    ]) {
      const response = await app.request(pathOf(route, real(route)), {
        method: 'POST',
        body: new URLSearchParams({}),
        headers: { ...headers, cookie: person.cookie } as Record<string, string>,
      })
      expect([label(route), response.status]).toEqual([label(route), 403])
    }
  expect(config.origin).not.toContain('evil')
})

test('every page carries the headers that keep it from others', async () => {
  for (const [who, path] of [
    [undefined, '/'],
    [undefined, '/finns-inte'],
    [person, '/mina-sidor'],
    [officer, '/personal'],
  ] as const) {
    const { headers } = await (await browser(who)).get(path)
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy).toContain(part)
    expect(policy).toMatch(path === '/' ? /script-src 'self';/ : /script-src 'nonce-[^']+' 'strict-dynamic'/)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe(who ? 'no-store' : 'private, no-cache')
  }
})
