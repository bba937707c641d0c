import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { aCommittee, aMatter, aPerson, aSource, aUnit, aWorker, config, owner } from '#testing'

// Whatever is done at the gate, in whatever order, nobody reads a word that was not released to them. A thousand stories of fifty acts each, told
// to the database and to a model of what may be read; each is taken back afterwards.

const runs = Number(process.env['DELAKT_STORIES'] ?? 1000)
const acts = 50

const committee = await aCommittee()
const unit = await aUnit({ committee })
const source = await aSource({ committee })
const [officer, manager] = [await aWorker({ unit }), await aWorker({ unit, role: 'unitManager' })]
const readers = {
  camilla: await aPerson(),
  anna: await aPerson({ called: 'Anna Ek' }),
  bo: await aPerson({ called: 'Bo Ek' }),
  stranger: await aPerson({ called: 'Okänd' }),
}
type Reader = keyof typeof readers
const names = Object.keys(readers) as Reader[]
type Helper = 'anna' | 'bo'
const matter = await aMatter({ unit, source, person: readers.camilla })
const indexOf = async (id: string) =>
  Buffer.from((await owner`select number_index from identity.persons where id = ${id}`)[0]!['number_index'] as Uint8Array).toString('hex')
const index = { anna: await indexOf(readers.anna.id), bo: await indexOf(readers.bo.id) }

// Everything is told by the login, which may do nothing but enter a role: acts as somebody, and what each reader then has, on their shelf and among what
// they were given to read before a decision. A story is one journey: the database tells it act by act, and answers what was said and read after each.
await owner.unsafe(`
  create function public.tell(acts jsonb, officer text, readers text[]) returns table (answer text, shelves text[], papers text[]) language plpgsql as $$
  declare act jsonb; reader text; found text;
  begin
    for act in select x.value from jsonb_array_elements(acts) with ordinality as x (value, n) order by x.n loop
      found := null;
      if act ->> 'about' <> '' then
        perform set_config('delakt.secret', officer, true), set_config('role', 'delakt_staff', true);
        execute act ->> 'about' into found;
        perform set_config('role', 'none', true);
      end if;
      perform set_config('delakt.secret', act ->> 'secret', true), set_config('role', 'delakt_' || (act ->> 'role'), true);
      execute format(act ->> 'statement', found) into answer;
      perform set_config('role', 'none', true);
      shelves := '{}';
      papers := '{}';
      foreach reader in array readers loop
        perform set_config('delakt.secret', reader, true), set_config('role', 'delakt_person', true);
        select array_append(shelves, (select string_agg(c.event::text, ' ') from shelf.copies c)),
          array_append(papers, (select string_agg(p.event::text, ' ') from duty.papers p)) into shelves, papers;
        perform set_config('role', 'none', true);
      end loop;
      return next;
    end loop;
  end $$;
  grant usage on schema public to public;
  grant execute on function public.tell(jsonb, text, text[]) to public`)
const login = postgres(config.loginUrl, { max: 1, onnotice: () => undefined })
afterAll(() => login.end())

const ref = fc.constantFrom('a', 'b', 'c')
const who = fc.constantFrom<Exclude<Reader, 'stranger'>[]>('camilla', 'anna', 'bo')
const helper = fc.constantFrom<Helper[]>('anna', 'bo')
const to = fc.constantFrom(
  'released',
  'released',
  'released',
  'sensitive',
  'withheld',
  'secret',
  'together',
  'assessed',
  'closing',
  'withdrawn',
)
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), ref }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('annul' as const), ref }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('decide' as const), ref, who, to }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), ref, who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('uncover' as const), ref, who, by: fc.constantFrom(...names) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('name' as const), who: helper }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), who: helper }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('custody' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('protect' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open' as const), on: fc.constant(false) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), on: fc.constant(true) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('rule' as const), manner: fc.constantFrom('at-once', 'together', 'at-closing', 'none') }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('due' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('apply' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeActBack' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('communicate' as const), ref }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sentByMistake' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('openPapers' as const), by: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeDecision' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
const newest = (of: string) =>
  `(select e.id from record.events e where e.source_id = '${source.id}' and e.ref = '${of}' order by e.version desc limit 1)`
const seen = (of: string, person: string) =>
  `(select d.revision from gate.release_decisions d where d.item_id = ${newest(of)} and d.person_id = '${person}')`
const receive = (item: object) => `select outcome from record.receive_events(${quote(JSON.stringify([item]))}::jsonb, false)`

type Told = { role: 'staff' | 'source' | 'person' | 'worker'; secret: string; statement: string; about?: string }

/** The act as a statement, in which role and session; `about` is looked up by the officer first and put where the statement says %L or %s. */
function statementOf(one: Act, n: number): Told {
  const item = (kind: string, of: string, version: string | number, annulled = false) => ({
    n: 1,
    matter: matter.ref,
    ref: of,
    version,
    kind,
    at: `2026-03-02T10:00:${String(n % 60).padStart(2, '0')}Z`,
    seq: n,
    annulled,
    event: { detail: { text: `§${of}${version}§` } },
  })
  const next = (of: string) =>
    `select coalesce(max(e.version) + 1, 0) from record.events e where e.source_id = '${source.id}' and e.ref = '${of}'`
  const bySource = (statement: string, about = ''): Told => ({ role: 'source', secret: source.secret, statement, about })
  const byOfficer = (statement: string): Told => ({ role: 'staff', secret: officer.secret, statement })
  const byManager = (statement: string): Told => ({ role: 'staff', secret: manager.secret, statement })
  switch (one.do) {
    case 'arrive':
      return bySource(receive(item('note', one.ref, '%1$s')), next(one.ref))
    case 'annul':
      return bySource(receive(item('annulled', one.ref, '%1$s', true)), next(one.ref))
    case 'close':
      return bySource(receive({ ...item(one.on ? 'closed' : 'reopened', `turn-${n}`, 0), event: { detail: {} } }))
    case 'protect':
      return bySource(
        `select outcome from record.receive_people(${quote(JSON.stringify([{ n: 1, ref: readers.camilla.id, name: 'Camilla', protectedIdentity: one.on ? 'marking' : 'none' }]))}::jsonb)`,
      )
    case 'decide': {
      const state = { sensitive: 'released', secret: 'withheld', together: 'withheld', closing: 'assessed' }[one.to as 'secret'] ?? one.to
      const person = readers[one.who].id
      return byOfficer(
        `select gate.decide('${matter.id}', ${newest(one.ref)}, '${person}', ${seen(one.ref, person)}, '${state}', '${one.to === 'together' ? 'together' : 'harm'}', 'Visas inte.', ${one.to === 'secret'}, ${one.to === 'sensitive'}, ${one.to === 'closing'})`,
      )
    }
    case 'undo': {
      const person = readers[one.who].id
      return byOfficer(`select gate.undo('${matter.id}', ${newest(one.ref)}, '${person}', ${seen(one.ref, person)})`)
    }
    case 'uncover':
      return {
        role: 'person',
        secret: readers[one.by].secret,
        statement: 'select gate.uncover(%L)',
        about: `select d.copy_id from gate.release_decisions d where d.item_id = ${newest(one.ref)} and d.person_id = '${readers[one.who].id}'`,
      }
    case 'name':
      return byOfficer(
        `select gate.add_recipient('${matter.id}', gen_random_uuid(), '\\x${index[one.who]}', '\\x00', null, 'Ek', 'custodian', 'Personbevis', '2099-12-31')`,
      )
    case 'end':
      return byOfficer(
        `select gate.end_recipient('${matter.id}', (select r.id from gate.recipients r where r.person_id = '${readers[one.who].id}' and r.ended_at is null), 'withdrawn')`,
      )
    case 'custody':
      return byOfficer(`select gate.custody_changed('${matter.id}')`)
    case 'open':
      return byOfficer(one.on ? `select gate.open_matter('${matter.id}')` : `select gate.close_matter('${matter.id}', 'asked')`)
    case 'rule':
      return byManager(
        one.manner === 'none'
          ? `update gate.rules set ended_at = now(), ended_by = '§' where ended_at is null returning 'done'`
          : `with ended as (update gate.rules set ended_at = now(), ended_by = '§' where ended_at is null returning id)
             insert into gate.rules (committee_id, field, kind, manner, decided_on, decided_by)
             select '${committee.id}', 'adult-addiction', 'note', '${one.manner}', '2026-01-15', '§ 12' where not exists (select from ended) returning 'done'`,
      )
    case 'due':
      return { role: 'worker', secret: '', statement: 'select gate.release_due(1000)' }
    case 'apply':
      return byManager(
        `select gate.apply_rule(r.id, gen_random_uuid(), clock_timestamp(), (select covered from gate.preview_rule(r.id, clock_timestamp(), 1000)), 1000) from gate.rules r where r.ended_at is null`,
      )
    case 'communicate':
      return byOfficer(
        `select outcome from duty.communicate('${matter.id}', 'here', current_date, current_date + 14, 'Läs det här.', array[${newest(one.ref)}], gen_random_uuid())`,
      )
    case 'sentByMistake':
      return byOfficer(
        `select string_agg(duty.act(d.id, d.revision, 'withdrawn', '', '{}', current_date, false, 'withdrawn', null), ' ') from duty.duties d where d.outcome is null`,
      )
    case 'openPapers':
      return {
        role: 'person',
        secret: readers[one.by].secret,
        statement: `update duty.duties set opened_at = now() where kind = 'communication' and opened_at is null returning 'done'`,
      }
    case 'takeDecision':
      return bySource(receive({ ...item('decision', `decision-${n}`, 0), event: { detail: { title: 'Ja' } } }))
    case 'takeActBack':
      return byManager(`select gate.undo_act(a.id) from gate.acts a where a.undone_at is null limit 1`)
  }
}

/** What may be read, as little as the rules of the gate promise: a pair is let through by a release, and every fact that changes shuts it. */
function aModel() {
  type Pair = { may: boolean; no: boolean; soon: 'by rule' | 'by somebody' | false; covered: boolean }
  const pairs = new Map<string, Pair>()
  /** Which wordings lie among what Camilla was given to read before a decision. */
  const given = new Set<string>()
  const takeBack = (of: string) => {
    for (const wording of given) if (wording.startsWith(of)) given.delete(wording)
  }
  const versions = new Map<string, number>()
  const annulled = new Map<string, number>()
  const rights: Record<Reader, boolean> = { camilla: true, anna: false, bo: false, stranger: false }
  let [rule, guarded, open] = ['none', false, false]
  const pair = (of: string, version: number, reader: Reader): Pair => {
    const key = `${of} ${version} ${reader}`
    if (!pairs.has(key)) pairs.set(key, { may: false, no: false, soon: false, covered: false })
    return pairs.get(key)!
  }
  const all = (reader: Reader) => [...pairs].filter(([key]) => key.endsWith(` ${reader}`)).map(([, one]) => one)
  const shut = (reader: Reader, all_ = true) => {
    for (const one of all(reader)) if (all_ || !one.no) Object.assign(one, { may: false, soon: false, covered: false })
  }
  const last = (of: string) => (versions.get(of) ?? 0) - 1
  return {
    /** Takes in an act and what the database answered. */
    told(one: Act, answer: string | null): void {
      switch (one.do) {
        case 'arrive': {
          if (answer !== 'stored') return
          const version = versions.get(one.ref) ?? 0
          versions.set(one.ref, version + 1)
          const before = Array.from({ length: version }, (_, v) => pair(one.ref, v, 'camilla'))
          const said = before.some(({ no }, v) => no && !before.slice(v + 1).some(({ may }) => may))
          const mine = pair(one.ref, version, 'camilla')
          if (!guarded && !said) {
            mine.may = rule === 'at-once'
            mine.soon = rule === 'at-closing' && 'by rule'
            mine.no = rule === 'together' && version === 0
          }
          return
        }
        case 'annul':
          if (answer !== 'stored') return
          annulled.set(one.ref, versions.get(one.ref) ?? 0)
          takeBack(one.ref)
          versions.set(one.ref, (versions.get(one.ref) ?? 0) + 1)
          return
        case 'decide': {
          if (answer !== 'done') return
          const mine = pair(one.ref, last(one.ref), one.who)
          mine.may = one.to === 'released' || one.to === 'sensitive'
          mine.covered = one.to === 'sensitive'
          mine.no = ['withheld', 'secret', 'together', 'withdrawn'].includes(one.to)
          mine.soon = one.to === 'closing' && 'by somebody'
          if (mine.no && one.who === 'camilla') takeBack(one.ref)
          return
        }
        case 'undo':
          // Back to some earlier state of its own: whether that one showed it is the gate's to know, unless a fact has changed since.
          if (answer === 'done')
            Object.assign(pair(one.ref, last(one.ref), one.who), { may: !guarded, no: false, soon: 'by somebody', covered: false })
          return
        case 'uncover':
          if (one.by === one.who) pair(one.ref, last(one.ref), one.who).covered = false
          return
        case 'name':
          if (answer !== 'done' || rights[one.who]) return
          rights[one.who] = true
          for (const mine of all(one.who)) Object.assign(mine, { may: false, no: false, soon: false })
          return
        case 'end':
          if (answer !== 't') return
          rights[one.who] = false
          shut(one.who)
          return
        case 'custody':
          for (const each of ['anna', 'bo'] as const) shut(each)
          return
        case 'protect':
          if (one.on && !guarded) {
            given.clear()
            for (const each of names) shut(each)
            rights.anna = rights.bo = false
          }
          guarded = one.on
          return
        case 'open':
          open = one.on
          if (!open) given.clear()
          return
        case 'rule':
          // A rule that stood is ended by the act, and a new one comes where none stood.
          rule = one.manner !== 'none' && rule === 'none' ? one.manner : 'none'
          for (const mine of all('camilla')) if (mine.soon === 'by rule') mine.soon = false
          return
        case 'due':
          for (const mine of names.flatMap(all)) if (mine.soon) mine.may = true
          return
        case 'apply':
          if (answer === 'done') for (const mine of all('camilla')) if (!mine.no && !guarded && !mine.soon) mine.soon = 'by rule'
          return
        case 'communicate':
          if (
            answer === 'done' &&
            open &&
            !guarded &&
            last(one.ref) > (annulled.get(one.ref) ?? -1) &&
            !pair(one.ref, last(one.ref), 'camilla').no
          )
            given.add(`${one.ref}${last(one.ref)}`)
          return
        case 'sentByMistake':
          if (answer) given.clear()
          return
        case 'openPapers':
        case 'takeDecision':
        case 'close':
        case 'takeActBack':
          return
      }
    },
    /** Whether this wording may lie among what this reader was given to read before a decision: with Camilla's, until something hides it. */
    mayStillRead: (of: string, version: number, reader: Reader): boolean => reader === 'camilla' && given.has(`${of}${version}`),
    /** Whether this wording may stand on this reader's shelf. */
    may(of: string, version: number, reader: Reader): boolean {
      const mine = pair(of, version, reader)
      const later = Array.from({ length: versions.get(of) ?? 0 }, (_, v) => v).some((v) => v > version && pair(of, v, reader).no)
      return mine.may && !mine.covered && !later && version > (annulled.get(of) ?? -1) && rights[reader] && (reader !== 'camilla' || open)
    },
  }
}

/** Every story begins where something can be read: an opened matter, three items, and two who may be shown some of it. */
const beginning: readonly Act[] = [
  { do: 'open', on: true },
  ...(['a', 'b', 'c'] as const).map((of) => ({ do: 'arrive' as const, ref: of })),
  ...(['anna', 'bo'] as const).map((name) => ({ do: 'name' as const, who: name })),
]

const undone = Symbol('undone')
let [shown, handed] = [0, 0]

const secrets = names.map((name) => readers[name].secret)
type After = { answer: string | null; shelves: (string | null)[]; papers: (string | null)[] }

/** What was answered to each act of a story, and what each reader then had; all of it is undone. */
async function tell(told: readonly Told[]): Promise<readonly After[]> {
  let rows: readonly After[] = []
  await login
    .begin(async (sql) => {
      rows = await sql<
        After[]
      >`select answer, shelves, papers from public.tell(${JSON.stringify(told)}::text::jsonb, ${officer.secret}, ${secrets})`
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return rows
}

/** Tells one story and checks what was read after every act. Answers what somebody read first that was not theirs, if anything. */
async function leaksIn(story: readonly Act[]): Promise<string[]> {
  const acts = [...beginning, ...story]
  const model = aModel()
  const after = await tell(acts.map(statementOf))
  for (const [n, one] of acts.entries()) {
    const { answer, shelves, papers } = after[n]!
    model.told(one, answer)
    const leaks = names.flatMap((reader, at) => [
      ...wordings(shelves[at]).flatMap(([of, version]) => {
        shown += 1
        return model.may(of, version, reader) ? [] : `after ${n} ${JSON.stringify(one)} ${reader} reads ${of}${version}`
      }),
      ...wordings(papers[at]).flatMap(([of, version]) => {
        handed += 1
        return model.mayStillRead(of, version, reader)
          ? []
          : `after ${n} ${JSON.stringify(one)} ${reader} still reads ${of}${version} before the decision`
      }),
    ])
    if (leaks.length > 0) return leaks
  }
  return []
}

const wordings = (text: string | null | undefined): [string, number][] =>
  [...(text ?? '').matchAll(/§([abc])(\d+)§/g)].map(([, of, version]) => [of!, Number(version)])

test('a thousand stories of fifty acts: nobody reads a word that was not released to them', async () => {
  expect(config.loginUrl).toContain('delakt_login')
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: acts, maxLength: acts, size: 'max' }), async (story) => {
      expect(await leaksIn(story)).toEqual([])
    }),
    { numRuns: runs, seed: 2026, endOnFailure: false },
  )
  // That nothing leaks is worth something only where a great deal is read.
  expect(shown).toBeGreaterThan(runs * 20)
  expect(handed).toBeGreaterThan(runs * 10)
}, 600_000)
