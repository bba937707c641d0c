import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Day, day } from '#kernel/values/day'
import { readReference } from '../templates/read.ts'
import { fold } from './fold.ts'
import { gather } from './items.ts'
import { Event, type EventKind, eventKinds, inOrder } from './model.ts'
import { entryText } from './text.ts'
import { filtered } from './timeline.ts'
import type { Entry, Handed, View } from './view.ts'

const { templates } = readReference()
const addiction = templates['adult-addiction']
const today = day('2026-11-21')

type Extra = Partial<Omit<Handed, 'event'>> & { ref?: string; version?: number; about?: string; time?: string }

/** One handed copy: the kind, the day, what it says. */
function handed(
  kind: EventKind,
  on: string,
  detail: object = {},
  { ref = `${kind} ${on}`, version = 0, about, time = '10:00', ...rest }: Extra = {},
): Handed {
  const event = Event.parse({ kind, ref, version, about, at: `${on}T${time}:00+01:00`, detail })
  return { id: `id of ${ref} ${version}`, event, handedAt: `${on}T12:00:00Z`, ...rest }
}
const view = (...copies: Handed[]): View => fold(gather(copies), addiction, today)
const entries = ({ timeline }: View): Entry[] => timeline.flatMap((phase) => phase.years.flatMap((year) => year.entries))
const read = (from: View) =>
  entries(from)
    .map((entry) => entryText(entry, today, 'sv'))
    .map(({ title, text }) => title || text)
const steps = ({ steps }: View) => steps.map((step) => `${step.key} ${step.state}`)

const result = (answer: string, what = 'Öppenvård') => ({ title: `Beslut om ${what}`, results: [{ answer, what }] })
const applied = handed('received', '2024-10-07', { what: 'application' })
const granted = handed('decision', '2025-01-22', { ...result('yes'), deliveredOn: '2025-01-24' }, { openedAt: '2025-01-25T09:00:00Z' })
const started = handed('measure-started', '2025-02-03', { title: 'Öppenvård', provider: 'Henrik Sjöö' }, { ref: 'M' })

const details: Record<EventKind, fc.Arbitrary<object>> = (() => {
  const on = fc.integer({ min: 0, max: 2000 }).map((n) => Temporal.PlainDate.from('2022-01-01').add({ days: n }).toString())
  const title = fc.constantFrom('Öppenvård', 'Boendestöd', 'Kontaktperson')
  const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
  const document = maybe(fc.constantFrom('DOC-1', 'DOC-2'))
  const decision = fc.record({
    title,
    results: fc.array(fc.record({ answer: fc.constantFrom('yes', 'partly', 'no', 'dismissed'), what: title }), {
      minLength: 1,
      maxLength: 3,
    }),
    hideNames: fc.boolean(),
    appealable: fc.boolean(),
    deliveredOn: maybe(on),
    document,
    decidedBy: maybe(fc.constant({ name: 'Lena Forsman' })),
  })
  const measure = fc.record({ title, provider: maybe(fc.constant('Lunden')), from: maybe(on), to: maybe(on) })
  const reason = fc.record({ reason: maybe(title) })
  const text = fc.record({ text: maybe(title) })
  const steps = fc.constantFrom('investigation', 'hearing', 'support', 'något eget').map((step) => ({ step }))
  return {
    received: fc.record({ what: fc.constantFrom('application', 'report', 'transfer') }),
    reopened: reason,
    assigned: fc.record({ unit: maybe(title), officer: maybe(fc.constant({ name: 'Amina Haddad', role: 'Socialsekreterare' })) }),
    'investigation-opened': fc.record({ dueBy: maybe(on) }),
    'investigation-extended': fc.record({ dueBy: on }),
    'investigation-closed': fc.record({ outcome: maybe(title) }),
    'step-reached': steps,
    'stepped-back': steps,
    requested: fc.record({ what: fc.constant([{ title: 'Intyg' }]), dueBy: on, document }),
    'request-fulfilled': text,
    'request-withdrawn': reason,
    note: fc.record({ text: title }),
    'meeting-held': fc.record({ title, text: maybe(title) }),
    'preliminary-answer': fc.record({ document }),
    'delay-notice': fc.record({ reason: title, newDate: maybe(on) }),
    decision,
    'decision-corrected': decision.map((one) => ({ ...one, whatWasWrong: 'Fel datum' })),
    'measure-started': measure,
    'measure-changed': measure,
    'measure-ended': text,
    payment: fc.record({
      amount: maybe(fc.integer({ min: 0, max: 900_000 })),
      status: fc.constantFrom('planned', 'paid', 'stopped', 'annulled'),
    }),
    condition: fc.record({ title, dueBy: maybe(on), status: fc.constantFrom('active', 'fulfilled', 'not-fulfilled', 'annulled') }),
    'document-added': fc.record({ title, document: fc.constantFrom('DOC-1', 'DOC-2') }),
    'follow-up-planned': fc.record({ title, on }),
    closed: reason,
    'not-shown-here': text,
  }
})()

const refs = Array.from({ length: 12 }, (_, n) => `REF-${n}`)
// Few times, so that equal ones are common; the spring and autumn hours are among them.
const times = [
  '2022-03-27T00:30:00Z',
  '2023-05-01T10:00:00Z',
  '2023-05-01T12:00:00+02:00',
  '2023-10-29T00:30:00Z',
  '2025-06-01T10:00:00Z',
  '2026-11-20T23:30:00Z',
]
const anyVersion = (ref: string, kind: EventKind) =>
  fc
    .record({
      detail: details[kind],
      at: fc.constantFrom(...times),
      about: fc.option(fc.constantFrom(...refs), { nil: undefined }),
      seq: fc.nat(2),
      openedAt: fc.option(fc.constant('2026-11-01T10:00:00Z'), { nil: undefined }),
      annulled: fc.option(fc.constant({ at: '2026-01-01T10:00:00Z' }), { nil: undefined, freq: 6 }),
    })
    .map((one) => ({ ...one, ref, kind }))
const anyItem = (ref: string) =>
  fc.constantFrom(...eventKinds).chain((kind) => fc.array(anyVersion(ref, kind), { minLength: 1, maxLength: 3 }))
const anyMatter = fc
  .subarray(refs, { minLength: 1 })
  .chain((some) => fc.tuple(...some.map(anyItem)))
  .map((items) =>
    items.flatMap((versions) =>
      versions.map(({ openedAt, annulled, ...event }, version): Handed => ({
        id: `copy ${refs.indexOf(event.ref)}.${version}`,
        event: Event.parse({ ...event, version }),
        handedAt: `2026-0${version + 1}-01T10:00:00Z`,
        openedAt,
        annulled,
        documentId: version ? 'paper' : undefined,
      })),
    ),
  )

test('the story is the same whatever order it came in, with corrections, mistakes and withdrawn requests', () => {
  const shuffled = anyMatter.chain((copies) =>
    fc.tuple(fc.constant(copies), fc.shuffledSubarray(copies, { minLength: copies.length }), fc.constantFrom(...Object.values(templates))),
  )
  fc.assert(
    fc.property(shuffled, ([copies, others, template]) => {
      const withheld = [
        { id: 'w1', at: times[1]!, text: 'Visas inte' },
        { id: 'w2', at: times[2]!, text: 'Visas inte' },
      ]
      expect(JSON.stringify(fold(gather(others), template, today, withheld.toReversed()))).toBe(
        JSON.stringify(fold(gather(copies), template, today, withheld)),
      )
    }),
    { numRuns: 700, seed: 46 },
  )
})

test('every story can be read aloud in every language, and each id stands once', () => {
  fc.assert(
    fc.property(anyMatter, (copies) => {
      const all = entries(fold(gather(copies), addiction, today))
      for (const language of ['sv', 'en', 'sv-simple'] as const)
        for (const entry of all) {
          const { title, text } = entryText(entry, today, language)
          expect(title + text).not.toBe('')
          expect(title + text).not.toMatch(/undefined|\[object|REF-|NaN/)
        }
      expect(new Set(all.map((entry) => entry.id)).size).toBe(all.length)
    }),
    { numRuns: 300, seed: 46 },
  )
})

test('what is not shown leaves no trace: no name, no reference, not even in what speaks about it', () => {
  fc.assert(
    fc.property(anyMatter, fc.subarray(refs), (copies, hidden) => {
      const left = copies.filter((copy) => !hidden.includes(copy.event.ref))
      expect(JSON.stringify(fold(gather(left), addiction, today))).not.toMatch(/REF-|DOC-/)
    }),
    { numRuns: 300, seed: 46 },
  )
})

test('any two events have one order, and no three go round in a ring', () => {
  const one = anyItem('REF-1')
    .map((versions) => versions[0]!)
    .chain((event) => fc.record({ ref: fc.constantFrom('a', 'b'), version: fc.nat(1) }).map((more) => Event.parse({ ...event, ...more })))
  fc.assert(
    fc.property(one, one, one, (a, b, c) => {
      expect(Math.sign(inOrder(a, b)) + Math.sign(inOrder(b, a))).toBe(0)
      if (inOrder(a, b) <= 0 && inOrder(b, c) <= 0) expect(inOrder(a, c)).toBeLessThanOrEqual(0)
      if (inOrder(a, b) === 0) expect([a.ref, a.kind, a.version, a.seq]).toEqual([b.ref, b.kind, b.version, b.seq])
    }),
    { numRuns: 500, seed: 46 },
  )
})

test('before a decision nothing after it is promised; after a yes the support is said to come; after a no it is not', () => {
  expect(steps(view(applied))).toEqual(['application current', 'investigation coming', 'decision coming'])
  expect(steps(view(applied, granted))).toEqual(['application done', 'decision current', 'support coming', 'ended coming'])
  const refused = view(applied, handed('decision', '2025-01-22', result('no')))
  expect(refused.track).toBe('refused')
  expect(steps(refused)).toEqual(['application done', 'decision done', 'refusal current', 'ended coming'])
})

test('a no to one more thing does not end the support that goes on, and a yes after a no takes up the ordinary way', () => {
  const more = handed('decision', '2026-11-10', result('no', 'Behandlingshem'))
  expect(view(applied, granted, started, more)).toMatchObject({
    track: 'ordinary',
    steps: [{}, { key: 'decision', last: '2026-11-10' }, { key: 'support', state: 'current' }, {}],
  })
  const changed = view(applied, handed('decision', '2024-12-01', result('no')), granted)
  expect([changed.track, ...steps(changed)]).toEqual(['ordinary', 'application done', 'decision current', 'support coming', 'ended coming'])
})

test('a corrected no counts as what it was corrected to', () => {
  const no = handed('decision', '2025-01-22', result('no'), { ref: 'D' })
  const corrected = view(
    applied,
    no,
    handed('decision-corrected', '2025-01-29', { ...result('yes'), whatWasWrong: 'Det skulle stå ja.' }, { about: 'D' }),
  )
  expect(corrected.track).toBe('ordinary')
  expect(corrected.decisions).toMatchObject([
    {
      id: no.id,
      answer: 'yes',
      correctedOn: '2025-01-29',
      before: [{ results: [{ answer: 'no' }], until: '2025-01-29', whatWasWrong: 'Det skulle stå ja.' }],
    },
  ])
})

test('a higher version keeps the old wording beside the new, in the note and in the decision', () => {
  const note = (version: number, text: string, on: string) =>
    handed('note', '2026-10-12', { text }, { ref: 'N', version, handedAt: `${on}T10:00:00Z` })
  const decision = (version: number, what: string) =>
    handed('decision', '2026-10-12', result('yes', what), { ref: 'D', version, handedAt: '2026-10-20T10:00:00Z' })
  const both = view(
    note(1, 'Sedan 2 september', '2026-10-20'),
    note(0, 'Sedan 2 oktober', '2026-10-12'),
    decision(0, 'En gång'),
    decision(1, 'Två gånger'),
  )
  expect(entries(both).find((entry) => entry.type === 'event' && entry.kind === 'note')).toMatchObject({
    detail: { text: 'Sedan 2 september' },
    correctedOn: '2026-10-20',
    before: [{ detail: { text: 'Sedan 2 oktober' } }],
  })
  expect(both.decisions[0]).toMatchObject({
    results: [{ what: 'Två gånger' }],
    before: [{ results: [{ what: 'En gång' }], until: '2026-10-20' }],
  })
})

test('names left out of a decision for safety are left out of every wording of it', () => {
  const decided = { ...result('no'), decidedBy: { name: 'Lena Forsman' }, investigatedBy: { name: 'Amina Haddad' } }
  const first = handed('decision', '2026-10-12', decided, { ref: 'D' })
  const second = handed(
    'decision-corrected',
    '2026-10-20',
    { ...decided, hideNames: true, whatWasWrong: 'Datum' },
    { ref: 'D2', about: 'D' },
  )
  expect(JSON.stringify(view(first))).toContain('Lena Forsman') // or the line below proves nothing
  expect(JSON.stringify(view(first, second))).not.toMatch(/Lena|Amina/)
})

test('going back is a line of its own, and the steps after it are to come again', () => {
  const back = view(
    applied,
    handed('investigation-opened', '2024-10-20'),
    granted,
    handed('stepped-back', '2025-02-01', { step: 'investigation', reason: 'Nya uppgifter' }),
  )
  expect(steps(back)).toEqual(['application done', 'investigation current', 'decision coming'])
  expect(read(back)[0]).toBe('Vi gick tillbaka till: Utredning')
  const again = view(applied, granted, handed('stepped-back', '2025-02-01', { step: 'hearing' }))
  expect(read(again)[0]).toBe('Vi gick tillbaka till: Tid att läsa och svara')
})

test('a closed case has nothing to come and asks for nothing; opened again it starts from the investigation', () => {
  const asked = handed('requested', '2025-03-01', { what: [{ title: 'Intyg' }], dueBy: '2025-03-20' })
  const closed = view(applied, granted, started, asked, handed('closed', '2025-06-01'))
  expect(closed).toMatchObject({
    status: 'closed',
    closedOn: '2025-06-01',
    requests: [{ state: 'lapsed' }],
    measures: [{ state: 'ended', to: '2025-06-01' }],
    now: { turn: 'nobody' },
  })
  expect(steps(closed)).toEqual(['application done', 'decision done', 'support done', 'ended current'])
  expect(closed.steps[2]!.title.sv).toBe('Stödet') // and no longer 'Stödet pågår'
  expect(closed.next).toBeUndefined()
  const again = view(applied, granted, started, asked, handed('closed', '2025-06-01'), handed('reopened', '2026-01-10'))
  expect(again).toMatchObject({ status: 'open', closedOn: undefined, requests: [{ state: 'lapsed' }] })
  expect(steps(again)).toEqual(['application done', 'investigation current', 'decision coming'])
})

test('what we ask for comes first, then what happens after; a passed day is said and the request still counts', () => {
  const ask = (dueBy: string) => handed('requested', '2026-11-01', { what: [{ title: 'Läkarintyg' }], dueBy }, { ref: 'R' })
  const meeting = handed('follow-up-planned', '2026-11-01', { title: 'Uppföljning', on: '2026-12-03T09:30:00+01:00' })
  const open = [applied, granted, started, meeting]
  expect(view(...open, ask('2026-11-27'))).toMatchObject({
    now: { turn: 'you', by: '2026-11-27', what: { kind: 'request', late: false } },
    next: { turn: 'both', by: '2026-12-03' },
  })
  expect(view(...open, ask('2026-11-20'))).toMatchObject({
    now: { turn: 'you', what: { kind: 'request', late: true } },
    requests: [{ state: 'late' }],
  })
  expect(view(...open, ask('2026-11-27'), handed('request-withdrawn', '2026-11-02', {}, { about: 'R' }))).toMatchObject({
    now: { turn: 'both' },
    requests: [{ state: 'withdrawn' }],
  })
  expect(view(...open, ask('2026-11-27'), handed('request-fulfilled', '2026-11-02', {}, { about: 'R' }))).toMatchObject({
    now: { what: { kind: 'follow-up' } },
    next: { what: { kind: 'step' } },
  })
  // A step that is the reader's own goes before the meeting, and one of ours after it.
  const turns = (step: string) => view(applied, meeting, handed('step-reached', '2026-10-20', { step })).turns.map(({ turn }) => turn)
  expect([...turns('hearing'), ...turns('investigation')]).toEqual(['you', 'both', 'both', 'we'])
})

test('an answer to a request that is not shown does not answer the one that is', () => {
  const ask = handed('requested', '2026-11-01', { what: [{ title: 'Läkarintyg' }], dueBy: '2026-11-27' })
  expect(view(applied, ask, handed('request-fulfilled', '2026-11-02', {}, { about: 'hidden' })).requests[0]!.state).toBe('open')
})

test('a new decision is told first and nobody waits for it, the time to appeal starts when it is opened, and an old one does not nag', () => {
  const unread = handed('decision', '2026-11-10', result('no'))
  expect(view(applied, unread)).toMatchObject({ now: { turn: 'choice', what: { kind: 'decision', appeal: { state: 'not-started' } } } })
  expect(view(applied, { ...unread, openedAt: '2026-11-10T08:00:00Z' })).toMatchObject({
    decisions: [{ appeal: { state: 'running', lastDay: '2026-12-01' } }],
    now: { what: { kind: 'step' } },
    next: { turn: 'choice', what: { kind: 'may-appeal' }, by: '2026-12-01' },
  })
  const old = view(handed('decision', '2014-05-05', result('yes'), { handedAt: '2026-11-01T08:00:00Z' }))
  expect(old).toMatchObject({ decisions: [{ appeal: { state: 'elsewhere' } }], now: { what: { kind: 'step' } } })
})

test('a payment says what was last said of it, and a new status is no correction', () => {
  const pay = (version: number, status: string) =>
    handed('payment', '2026-11-01', { amount: 425_050, status, dueOn: '2026-11-25' }, { ref: 'P', version })
  const paid = view(pay(0, 'planned'), pay(1, 'paid'), handed('payment', '2026-11-20', { status: 'annulled' }, { ref: 'P2', about: 'P' }))
  expect(paid.payments).toMatchObject([{ amount: 425_050, status: 'annulled' }])
  expect(entries(paid).at(-1)).toMatchObject({ kind: 'payment', correctedOn: undefined, before: [] })
  expect(read(paid).at(-1)).toBe('Du fick 4\u00a0250,50\u00a0kr')
})

test('what was registered by mistake keeps its place, says so, and says nothing more', () => {
  const wrong = handed('decision', '2025-01-10', result('no', 'Någon annans ansökan'), { annulled: { at: '2025-01-12T10:00:00Z' } })
  const left = view(applied, wrong)
  expect([left.track, left.decisions.length, read(left)[0]]).toEqual(['ordinary', 0, 'Det här gäller inte'])
  expect(JSON.stringify(left)).not.toContain('Någon annans')
})

test('a withheld item keeps its place among the others', () => {
  const shown = fold(gather([applied, granted]), addiction, today, [
    { id: 'w', at: '2024-12-01T10:00:00Z', text: 'Vi visar inte den här.' },
  ])
  expect(read(shown)).toEqual(['Beslut om Öppenvård', 'Vi visar inte den här.', 'Du ansökte om stöd'])
})

test('two quiet years are one line that tells what went on, with the meetings counted and none lost', () => {
  const meetings = Array.from({ length: 9 }, (_, n) =>
    handed('meeting-held', `2025-${String(n + 3).padStart(2, '0')}-11`, { title: 'Samtal', with: [{ name: 'Henrik' }] }),
  )
  const quiet = view(applied, granted, started, ...meetings, handed('note', '2026-11-14', { text: 'Efter två år' }))
  expect(quiet.timeline[0]!.years.map((block) => [block.year, block.entries.length])).toEqual([
    [2026, 3],
    [2025, 1],
  ])
  expect(read(quiet).slice(0, 3)).toEqual([
    'Stödet fortsätter: Öppenvård.',
    'Anteckning',
    'Stödet fortsatte: Öppenvård. Du träffade Henrik nio gånger.',
  ])
  expect(entries(quiet)[2]).toMatchObject({ type: 'quiet', from: '2025-03-01', to: '2026-10-01', meetings: { length: 9 } })
})

test('support that began on one day is one line, and a case moved to another unit leaves the old officer behind', () => {
  const both = view(
    started,
    handed('measure-started', '2025-02-03', { title: 'Boendestöd' }, { ref: 'B', time: '11:00' }),
    handed('assigned', '2025-01-01', { unit: 'Norr', officer: { name: 'Sara', role: 'Handledare' } }),
    handed('assigned', '2025-03-01', { unit: 'Söder' }),
  )
  expect(read(both)).toContain('Två stöd började: Öppenvård och Boendestöd')
  expect([both.unit, both.officer]).toEqual(['Söder', undefined])
})

test('a new month of income support begins a new round without promising money', () => {
  const month = fold(
    gather([
      handed('received', '2026-10-01', { what: 'application' }),
      handed('decision', '2026-10-10', result('yes')),
      handed('payment', '2026-10-25', { amount: 400_000, status: 'paid' }),
      handed('received', '2026-11-01', { what: 'application' }),
    ]),
    templates['financial-assistance'],
    today,
  )
  expect(steps(month)).toEqual(['application current', 'assessment coming', 'decision coming'])
  expect(month.timeline.map((phase) => phase.key)).toEqual(['assistance'])
})

test('the reader can ask for decisions only, the last year, or their own words, also those that were folded away', () => {
  const notes = Array.from({ length: 12 }, (_, n) => handed('note', `2024-11-${10 + n}`, { text: 'Samtal' }))
  const own = handed(
    'note',
    '2024-11-25',
    { text: 'Samtal' },
    { own: [{ id: 'o', at: '2024-11-26T10:00:00Z', kind: 'comment', text: 'Nej' }] },
  )
  const all = view(applied, ...notes, handed('request-fulfilled', '2024-11-11', {}), own, granted, started)
  const kinds = (filter: 'decisions' | 'mine' | 'year', on: Day = today) =>
    entries({ ...all, timeline: filtered(all.timeline, filter, on) }).map((entry) => ('kind' in entry ? entry.kind : entry.type))
  expect(read(all)).toContain('Visa 13 händelser')
  expect(kinds('decisions')).toEqual(['decision'])
  expect(kinds('mine')).toEqual(['note', 'request-fulfilled', 'received'])
  expect(kinds('year')).toEqual(['quiet'])
})

test('a case with nothing shown says so and promises nothing', () => {
  expect(view()).toMatchObject({ status: 'open', steps: [], timeline: [], years: [], now: { what: { kind: 'nothing-yet' } } })
})

test('a correction that comes months later takes no time to appeal away and gives none', () => {
  const first = handed('decision', '2026-01-12', result('no'), { ref: 'D', openedAt: '2026-01-12T09:00:00Z' })
  const later = handed('decision', '2026-01-12', result('no', 'Öppenvården'), {
    ref: 'D',
    version: 1,
    handedAt: '2026-11-01T10:00:00Z',
    openedAt: '2026-11-02T09:00:00Z',
  })
  expect(view(applied, first, later).decisions).toMatchObject([
    { appeal: { state: 'over', lastDay: '2026-02-02' }, correctedOn: '2026-11-01' },
  ])
})

test('a meeting planned later is not told of in a quiet stretch before it was planned', () => {
  const note = (on: string) => handed('note', on, { text: 'Samtal' })
  const plan = handed('follow-up-planned', '2026-11-01', { title: 'Uppföljning', on: '2026-12-03' })
  expect(read(view(applied, granted, started, note('2025-09-01'), note('2026-10-30'), plan))).toEqual([
    'Uppföljning',
    'Stödet fortsätter: Öppenvård. Nästa tid är torsdag 3 december: Uppföljning.',
    'Anteckning',
    'Stödet fortsatte: Öppenvård.',
    'Anteckning',
    'Stödet fortsatte: Öppenvård.',
    'Stödet började: Öppenvård',
    'Beslut om Öppenvård',
    'Du ansökte om stöd',
  ])
})

test('an old wording that comes in after the new one stays the old one', () => {
  const note = (version: number, text: string, on: string) =>
    handed('note', '2026-10-12', { text }, { ref: 'N', version, handedAt: `${on}T10:00:00Z` })
  expect(entries(view(note(1, 'Nytt', '2026-10-13'), note(0, 'Gammalt', '2026-11-01')))).toMatchObject([
    { detail: { text: 'Nytt' }, before: [{ detail: { text: 'Gammalt' } }] },
  ])
})

test('yes to one thing and no to another on the same day is the ordinary way, and a yes corrected to a no is not', () => {
  expect(view(applied, granted, handed('decision', '2025-01-22', result('no', 'Behandlingshem'), { ref: 'no', time: '11:00' })).track).toBe(
    'ordinary',
  )
  const no = { ...result('no'), whatWasWrong: 'Det skulle stå nej.' }
  expect(view(applied, granted, handed('decision-corrected', '2025-01-29', no, { about: granted.event.ref })).track).toBe('refused')
})

test('an answer that names no request answers none when there are two, and the nearest day is asked for first', () => {
  const ask = (dueBy: string) => handed('requested', `2026-11-0${dueBy.at(-1)}`, { what: [{ title: `Intyg ${dueBy}` }], dueBy })
  const two = view(applied, ask('2026-11-28'), ask('2026-11-25'), ask('2026-11-27'), handed('request-fulfilled', '2026-11-10', {}))
  expect(two.requests.map((one) => one.state)).toEqual(['open', 'open', 'open'])
  expect(two.now).toMatchObject({ by: '2026-11-25', what: { more: 2 } })
  expect(view(applied, ask('2026-11-28'), handed('request-fulfilled', '2026-11-10', {})).requests[0]).toMatchObject({ state: 'fulfilled' })
})

test('every wording of a decision is kept when it was corrected twice in two ways', () => {
  const wording = (what: string) => ({ ...result('yes', what), whatWasWrong: 'Antal gånger' })
  const all = view(
    handed('decision', '2026-10-01', wording('Ett'), { ref: 'D' }),
    handed('decision', '2026-10-01', wording('Två'), { ref: 'D', version: 1, handedAt: '2026-10-02T10:00:00Z' }),
    handed('decision-corrected', '2026-10-03', wording('Tre'), { about: 'D' }),
  )
  expect(all.decisions).toMatchObject([
    { results: [{ what: 'Tre' }], before: [{ results: [{ what: 'Ett' }] }, { results: [{ what: 'Två' }] }] },
  ])
})

test('what speaks about something registered by mistake does not name it', () => {
  const wrong = handed(
    'measure-started',
    '2025-02-03',
    { title: 'Någon annans stöd' },
    { ref: 'X', annulled: { at: '2025-02-05T10:00:00Z' } },
  )
  const left = view(applied, wrong, handed('measure-ended', '2025-02-04', {}, { about: 'X' }))
  expect(read(left)[0]).toBe('Ett stöd är slut')
  expect(JSON.stringify(left)).not.toContain('Någon annans')
})
