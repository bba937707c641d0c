import { Writable } from 'node:stream'
import { pino } from 'pino'
import { beforeAll, expect, test } from 'vitest'
import {
  aCommittee,
  aMatter,
  anEvent,
  aPerson,
  aReview,
  aRule,
  aSource,
  aUnit,
  aWorker,
  config,
  db,
  decided,
  opened,
  owner,
  services,
} from '#testing'
import { z } from 'zod'
import type { Route } from '#kernel/http'
import { application, routesOf } from '../app.ts'

// A bird in the mine: a word that stands in every text of one committee, and must not be heard in another's, nor in the log.

const bird = 'kanariefågel'
const lines: string[] = []
const log = pino(
  { level: 'trace', base: null },
  new Writable({
    write(line, _, done) {
      lines.push(String(line))
      done()
    },
  }),
)
const app = application({ db, config, log })

/** One committee with everything in it that this issue knows. `word` stands in every text that somebody can write. */
async function aWholeCommittee(word: string) {
  const committee = await aCommittee(`Nämnden ${word}`)
  const unit = await aUnit({ committee, called: `Enheten ${word}` })
  const person = await aPerson({ called: `Person ${word}` })
  const officer = await aWorker({ unit, called: `Handläggare ${word}` })
  const manager = await aWorker({ unit, role: 'unitManager', called: `Chef ${word}` })
  const steward = await aWorker({ unit, role: 'systemSteward', called: `Förvaltare ${word}` })
  const reviewer = await aWorker({ unit, role: 'logReviewer', called: `Granskare ${word}` })
  const push = await aSource({ committee })
  const native = await aSource({ committee, kind: 'native' })
  const matter = await aMatter({ person, unit, source: push, title: `Ärende ${word}`, reported: 9 })
  const own = await aMatter({ person, unit, source: native, title: `Eget ärende ${word}` })
  await aRule(matter, 'note', 'after-look')
  const author = { name: `Författare ${word}`, role: `roll ${word}` }
  const decision = await anEvent(
    matter,
    'decision',
    {
      title: `Beslut ${word}`,
      results: [{ answer: 'yes', what: `Det ${word}` }],
      reasons: `Skäl ${word}`,
      rules: [{ citation: `1 § ${word}`, meaning: `Regeln ${word}` }],
      decidedBy: author,
      hideNames: false,
      appealable: true,
    },
    { author },
  )
  const note = await anEvent(matter, 'note', { title: `Rubrik ${word}`, text: `Text ${word}` }, { author })
  const waits = await anEvent(matter, 'note', { title: `Väntar ${word}`, text: `Väntar ${word}` }, { author })
  const hidden = await anEvent(matter, 'note', { title: `Visas inte ${word}`, text: `Visas inte ${word}` }, { author })
  const letter = await anEvent(matter, 'document-added', { title: `Brev ${word}`, document: 'brev', from: `Från ${word}` }, { author })
  const kept = await anEvent(own, 'note', { title: `Låst ${word}`, text: `Låst ${word}` }, { author })
  const as = <T>(work: (tx: Parameters<Parameters<typeof db.as>[2]>[0]) => Promise<T>) => db.as(push, { purpose: 'scene' }, work)
  await as(
    (tx) =>
      tx.run`select record.receive_document(${matter.ref}, 'brev', 0, ${`Brev ${word}`}, 'text/html', ${Buffer.alloc(32, 1)}, array[${Buffer.from(`<p>${word}`)}]::bytea[])`,
  )
  await as(
    (tx) =>
      tx.run`select record.keep_in_quarantine(${JSON.stringify([{ item: { type: 'event', text: word }, hash: Buffer.from(word).toString('hex'), reason: `unknown kind ${word}` }])}::text::jsonb)`,
  )
  const [shelf] = [await opened(matter, officer), await opened(own, officer)]
  for (const { id } of [decision, note, letter]) await decided(matter, id, 'released', { by: officer })
  await decided(own, kept.id, 'released', { by: officer })
  await decided(matter, hidden.id, 'withheld', { by: officer, text: `Egna ord ${word}` })
  const [copy] = await owner`select id from shelf.copies where kind = 'decision' and person_id = ${person.id}`
  const [doc] = await owner`select id from shelf.documents where person_id = ${person.id}`
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.run`select voice.say(${copy!['id'] as string}, 'objection', ${`Det är fel ${word}`}, gen_random_uuid())`,
  )
  const [remark] = await owner`select id from voice.remarks where person_id = ${person.id}`
  const [told] = await db.as(
    officer,
    { purpose: 'scene' },
    (tx) =>
      tx.many(
        z.object({ id: z.uuid() }),
      )`select id from duty.communicate(${matter.id}, 'here', '2026-11-02', '2026-11-16', ${`Läs ${word}`}, ${[letter.id, waits.id]}::uuid[], gen_random_uuid())`,
  )
  await db.as(
    person,
    { purpose: 'scene' },
    (tx) => tx.run`select duty.say(${told!.id}, 'answered', ${`Svar ${word}`}, '2026-11-03', gen_random_uuid())`,
  )
  const [draft] =
    await owner`insert into record.drafts (committee_id, matter_id, unit_id, staff_id, kind, body) values (${committee.id}, ${own.id}, ${unit.id}, ${officer.id}, 'note', ${owner.json({ rubrik: `Utkast ${word}`, text: `Utkast ${word}`, datum: '2026-01-02', tid: '' })}) returning id`
  const [rule] = await owner`select id from gate.rules where committee_id = ${committee.id}`
  const [sealed] = await owner`select id from record.documents where committee_id = ${committee.id}`
  const [aside] = await owner`select id from record.quarantine where committee_id = ${committee.id}`
  await owner`update record.matters set missing = array[${`saknas ${word}`}], changed = array[${`nyare ${word}`}] where id = ${matter.id}`
  const ids = {
    shelf,
    copy: copy!['id'] as string,
    doc: doc!['id'] as string,
    matter: matter.id,
    own: own.id,
    item: waits.id,
    letter: letter.id,
    kept: kept.id,
    remark: remark!['id'] as string,
    duty: told!.id,
    draft: draft!['id'] as string,
    rule: rule!['id'] as string,
    source: push.id,
    document: sealed!['id'] as string,
    aside: aside!['id'] as string,
    session: officer.sessionId,
    review: await aReview(matter, officer),
  }
  return { committee, unit, person, officer, manager, steward, reviewer, push, native, ids, matter }
}
type Whole = Awaited<ReturnType<typeof aWholeCommittee>>

let here: Whole
let there: Whole
/** Columns of the other committee's tables that took the word, as "schema.table.column". */
const marked = new Set<string>()

/** What everybody may know of a committee: its name, where its units are, and which sign-in its municipality uses. */
const open = new Set(['directory.committees', 'directory.municipalities', 'directory.units', 'directory.providers'])

/** The word at the end of every text column that a row of the other committee has and that can hold a word, straight into the tables. */
async function markEverything(): Promise<void> {
  const columns = await owner<{ table: string; column: string; type: string; key: string }[]>`
    select format('%s.%s', c.table_schema, c.table_name) as table, c.column_name as column, c.udt_name as type, k.column_name as key
    from information_schema.columns c
    join lateral (select column_name from information_schema.columns k where k.table_schema = c.table_schema and k.table_name = c.table_name
      and k.column_name in ('committee_id', 'person_id', 'staff_id', 'municipality_id') order by array_position(array['committee_id', 'person_id', 'staff_id', 'municipality_id'], k.column_name::text) limit 1) k on true
    where c.table_schema in ('directory', 'identity', 'record', 'gate', 'shelf', 'voice') and c.udt_name in ('text', 'jsonb')`
  const theirs = {
    committee_id: there.committee.id,
    person_id: there.person.id,
    staff_id: there.officer.id,
    municipality_id: there.committee.municipalityId,
  }
  for (const { table, column, type, key } of columns) {
    if (open.has(table)) continue
    const [at, name, who] = [owner(table), owner(column), theirs[key as keyof typeof theirs]]
    const has = async () =>
      (await owner`select from ${at} where ${owner(key)} = ${who} and ${name}::text like ${`%${bird}%`} limit 1`).length > 0
    if (!(await has()) && type === 'text')
      await owner`update ${at} set ${name} = ${name} || ${` ${bird}`} where ${owner(key)} = ${who}`.catch(
        () => 'a choice among fixed words, a key, or append-only',
      )
    if (await has()) marked.add(`${table}.${column}`)
  }
}

beforeAll(async () => {
  here = await aWholeCommittee('vanligt')
  there = await aWholeCommittee(bird)
  await markEverything()
})

const routes = routesOf(services)
const fields = ['adult-addiction', 'note'] as const

/** The addresses of a route, filled with the things of one committee: every id where any could stand. */
function paths({ path, who }: Route, { ids }: Whole): string[] {
  const named: Record<string, string[]> = {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id]])),
    matter: [ids.matter, ids.own],
    item: [ids.item, ids.letter, ids.kept, ids.copy],
    id: who === 'person' ? [ids.shelf] : [ids.matter, ids.remark, ids.rule, ids.source],
    field: [fields[0]],
    kind: [fields[1], 'payment'],
    way: [ids.session],
    paper: ['1', '2'],
    asked: ['akt', 'overklagande'],
    act: ['read', 'withdrawn'],
  }
  return [...path.matchAll(/:(\w+)(?:\{[^}]*\})?/g)].reduce(
    (all, [whole, name]) => all.flatMap((one) => (named[name!] ?? [ids.matter]).map((id) => one.replace(whole, id))),
    [path],
  )
}

async function ask(path: string, cookie: string, form?: Record<string, string>) {
  const answer = await app.request(path, {
    headers: { cookie, origin: config.origin, 'sec-fetch-site': 'same-origin' },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  const heads = [...answer.headers].map((pair) => pair.join(': ')).join('\n')
  const text = await answer.text().catch(() => '')
  return {
    status: answer.status,
    heard: `${heads}\n${text}`.includes(bird) || decodeURIComponent(heads.replaceAll('%', '%25')).includes(encodeURIComponent(bird)),
  }
}

const form = {
  sett: '0',
  beslut: 'visa-inte',
  skal: 'harm',
  sok: 'Person',
  anledning: 'contact',
  kind: 'comment',
  text: 'hej',
  formular: crypto.randomUUID(),
  till: 'noted',
  svar: 'hej',
  akt: '1',
  satt: 'at-once',
  galler: '',
}

/** Every address of the product, with the ids of both committees, as somebody. Answers where the word was heard. */
async function crawl(who: { cookie: string }, whose: Whole[], write: boolean): Promise<{ heard: string[]; asked: number }> {
  const heard: string[] = []
  let asked = 0
  for (const route of routes) {
    // What ends the session would end the walk.
    if (/logga-ut|avsluta|^\/lamna$/.test(route.path) || (route.method === 'post' && !write)) continue
    for (const path of whose.flatMap((whole) => paths(route, whole))) {
      const answer = await ask(path, who.cookie, route.method === 'post' ? form : undefined)
      asked += 1
      if (answer.heard) heard.push(`${route.method} ${route.path}`)
      if (answer.status >= 500) heard.push(`${answer.status} ${route.method} ${route.path}`)
    }
  }
  return { heard: [...new Set(heard)], asked }
}

test('the word stands in every text of the committee that somebody can write', () => {
  expect(marked.size).toBeGreaterThan(20)
  for (const column of [
    'record.matters.title',
    'record.people.name',
    'record.events.event',
    'record.documents.title',
    'record.drafts.body',
    'record.quarantine.item',
    'record.sources.name',
    'gate.release_decisions.reader_text',
    'gate.rules.decided_by',
    'shelf.copies.event',
    'shelf.documents.title',
    'voice.remarks.text',
    'directory.staff.name',
  ])
    expect([...marked]).toContain(column)
})

test('its own people hear it on nearly every page', async () => {
  const person = await crawl(there.person, [there], false)
  expect(person.heard).toEqual(
    expect.arrayContaining([
      'get /mina-sidor',
      'get /mina-sidor/arenden',
      'get /mina-sidor/arenden/:id',
      'get /mina-sidor/arenden/:id/beslut/:copy',
      'get /mina-sidor/arenden/:id/handlingar/:doc',
      'get /mina-sidor/arenden/:id/handlingar/:doc/fil',
      'get /mina-sidor/arenden/:id/om/:copy',
      'get /mina-sidor/arenden/:id/rattigheter/:duty',
      'get /mina-sidor/arenden/:id/rattigheter/:duty/handling/:paper',
    ]),
  )
  const officer = await crawl(there.officer, [there], false)
  expect(officer.heard.length).toBeGreaterThan(8)
  expect((await crawl(there.steward, [there], false)).heard).toContain('get /personal/kallor')
})

test.each(['person', 'officer', 'manager', 'steward', 'reviewer', 'push', 'nobody'] as const)(
  'the %s of the other committee never hears it, whatever they ask for',
  async (name) => {
    const who = name === 'nobody' ? { cookie: '' } : here[name]
    const { heard, asked } = await crawl(who, [here, there], true)
    expect(heard).toEqual([])
    expect(asked).toBeGreaterThan(routes.length)
  },
)

test('a source never hears it over the API, not even when it names what is there', async () => {
  const secret = here.push.cookie.split('=')[1]!
  const call = async (path: string, body?: object) => {
    const answer = await app.request(path, {
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, text: `${[...answer.headers].join()}${await answer.text()}` }
  }
  const event = {
    type: 'event',
    matter: there.matter.ref,
    event: { ref: 'x', kind: 'note', at: '2026-01-02T10:00:00Z', detail: { text: 'hej' } },
  }
  const answers = [
    await call('/api/v1/openapi.json'),
    await call('/api/v1/quarantine'),
    await call('/api/v1/batch', { items: [event, { type: 'annulled', matter: there.matter.ref, ref: 'x', version: 1 }] }),
    await call('/api/v1/manifest', { matters: [{ matter: there.matter.ref, items: [] }] }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 422, 200])
  for (const { text } of answers) expect(text).not.toContain(bird)
})

test('the log has not heard it either, nor any name or id of a session', () => {
  expect(lines.length).toBeGreaterThan(500)
  const all = lines.join('')
  for (const word of [bird, encodeURIComponent(bird), here.person.name, there.officer.name, here.person.cookie.split('=')[1]!])
    expect(all).not.toContain(word)
})
