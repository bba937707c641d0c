import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FeedItem, type FeedInput } from '../../feed/model.ts'
import { readDigisos } from './index.ts'
import { instant, kronor, ore, pieces, short } from './values.ts'

type Json = { hendelser: Record<string, unknown>[] } & Record<string, unknown>
const recording = (name: string): Json => JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8'))
const about = { matterRef: 'matter-1', sourceRef: 'application-1' }

const read = (json: unknown): FeedInput[] => {
  const reading = readDigisos(json, about)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.items
}
const eventsOf = (items: readonly FeedInput[]) =>
  items.map((item) => FeedItem.parse(item)).flatMap((item) => (item.type === 'event' ? [item.event] : []))
const withEvents = (...hendelser: object[]) => ({ ...recording('only-what-is-required'), hendelser })
const problemsOf = (json: unknown) => {
  const reading = readDigisos(json, about)
  return reading.ok ? [] : reading.problems
}
const at = '2026-05-01T08:00:00.000Z'

const ask = (dokumenttype: string) => ({
  type: 'dokumentasjonEtterspurt',
  hendelsestidspunkt: at,
  dokumenter: [{ dokumenttype, innsendelsesfrist: '2026-05-20T10:00:00.0Z' }],
})
const refsOf = (sourceRef: string) => {
  const reading = readDigisos(recording('every-kind'), { matterRef: 'm', sourceRef })
  return reading.ok ? eventsOf(reading.items).map((event) => event.ref) : []
}

test('an application can be followed from the day it came in until it is closed', () => {
  const told = eventsOf(read(recording('every-kind')))

  expect(told.map((event) => event.kind)).toEqual([
    'received', 'assigned', 'investigation-opened', 'note', 'requested', 'requested', 'document-added',
    'request-withdrawn', 'request-withdrawn', 'preliminary-answer', 'decision', 'document-added', 'measure-started',
    'payment', 'condition', 'condition', 'payment', 'condition', 'investigation-closed', 'closed',
    'reopened', 'investigation-opened', 'investigation-closed', 'closed',
  ]) // prettier-ignore
  expect(told.find((event) => event.kind === 'decision')!.detail).toMatchObject({
    title: 'Beslut: Livsopphold',
    results: [{ answer: 'partly', what: 'Livsopphold' }],
    document: 'dokumentlager:0a1b2c3d-0004-4000-8000-00000000a004',
  })
  expect(told.find((event) => event.kind === 'measure-started')!.detail).toEqual({
    title: 'Rambeslut: strøm',
    text: 'Ramen är 2\u00a0500,50\u00a0kronor.',
    from: '2026-04-01',
    to: '2026-06-30',
  })
})

test('documents asked for are grouped by their last day in Sweden, and withdrawn one by one when nothing is asked for any more', () => {
  const told = eventsOf(read(recording('every-kind')))
  const [first, second] = told.filter((event) => event.kind === 'requested')

  expect(first!.detail).toEqual({
    what: [{ title: 'Kontoutskrift', text: 'De siste tre måneder' }, { title: 'Husleiekontrakt' }],
    dueBy: '2026-03-18',
    document: 'dokumentlager:0a1b2c3d-0001-4000-8000-00000000a001',
  })
  expect(second!.detail).toMatchObject({ what: [{ title: 'Strømregning' }], dueBy: '2026-03-25' })
  expect(told.filter((event) => event.kind === 'request-withdrawn').map((event) => event.about)).toEqual([first!.ref, second!.ref])
})

test('when nothing was asked for and nothing is asked for, that is said and no request is touched', () => {
  const told = eventsOf(read(withEvents({ type: 'dokumentasjonEtterspurt', hendelsestidspunkt: at, dokumenter: [] })))

  expect(told).toMatchObject([{ kind: 'note', detail: { text: 'Socialtjänsten behöver inga fler handlingar från dig just nu.' } }])
})

test('a new list of documents takes the place of the old one', () => {
  const [old, withdrawn, current] = eventsOf(read(withEvents(ask('Hyreskontrakt'), ask('Elräkning'))))

  expect(withdrawn).toMatchObject({ kind: 'request-withdrawn', about: old!.ref })
  expect(current).toMatchObject({ kind: 'requested', detail: { what: [{ title: 'Elräkning' }] } })
})

test('a list of more documents than one request holds becomes several requests, and none is lost', () => {
  const dokumenter = Array.from({ length: 120 }, (_, n) => ({ dokumenttype: `Handling ${n}`, innsendelsesfrist: at }))
  const told = eventsOf(read(withEvents({ type: 'dokumentasjonEtterspurt', hendelsestidspunkt: at, dokumenter })))

  expect(told.flatMap((event) => (event.kind === 'requested' ? event.detail.what.map((one) => one.title) : []))).toEqual(
    dokumenter.map((one) => one.dokumenttype),
  )
})

test('a payment told again is the same payment in a newer version', () => {
  const [planned, paid] = eventsOf(read(recording('every-kind'))).filter((event) => event.kind === 'payment')

  expect([planned!.ref, planned!.version, paid!.version]).toEqual([paid!.ref, 0, 1])
  expect(planned!.detail).toEqual({
    amount: 412035,
    what: 'Livsopphold (kontooverføring)',
    status: 'planned',
    dueOn: '2026-03-27',
    from: '2026-03-01',
    to: '2026-03-31',
    toOther: true,
  })
  expect(paid!.detail).toMatchObject({ status: 'paid', paidOn: '2026-03-27', toOther: false })
})

test('who else gets the money, and on which account, is nowhere in what comes out', () => {
  const all = JSON.stringify(read(recording('every-kind')))

  expect(all).not.toContain('Mottakersen')
  expect(all).not.toContain('99887766554')
  expect(JSON.stringify(recording('every-kind'))).toContain('99887766554') // or the lines above prove nothing
  expect(JSON.stringify(read(recording('odd-but-valid')))).not.toContain('199006022397') // a reference that is a personal number
})

test.each([
  ['INNVILGET', 'yes'],
  ['DELVIS_INNVILGET', 'partly'],
  ['AVSLATT', 'no'],
  ['AVVIST', 'dismissed'],
])('the outcome %s is told as %s', (utfall, answer) => {
  const vedtaksfil = { referanse: { type: 'dokumentlager', id: '0a1b2c3d-0004-4000-8000-00000000a004' } }
  const [told] = eventsOf(read(withEvents({ type: 'vedtakFattet', hendelsestidspunkt: at, saksreferanse: 's', utfall, vedtaksfil })))

  expect(told).toMatchObject({ kind: 'decision', detail: { results: [{ answer, what: 'Ekonomiskt stöd' }] } })
})

test.each([
  ['PLANLAGT_UTBETALING', 'planned'],
  ['UTBETALT', 'paid'],
  ['STOPPET', 'stopped'],
  ['ANNULLERT', 'annulled'],
])('the payment status %s is told as %s', (status, ours) => {
  const [told] = eventsOf(read(withEvents({ type: 'utbetaling', hendelsestidspunkt: at, utbetalingsreferanse: 'u', status })))

  expect(told).toMatchObject({ kind: 'payment', detail: { status: ours } })
})

test.each([
  ['RELEVANT', 'active'],
  ['LEVERT_TIDLIGERE', 'fulfilled'],
  ['ANNULLERT', 'annulled'],
  ['OPPFYLT', 'active'],
  ['IKKE_OPPFYLT', 'active'],
])('a demand for proof that is %s is told as %s', (status, ours) => {
  const [told] = eventsOf(
    read(
      withEvents({
        type: 'dokumentasjonkrav',
        hendelsestidspunkt: at,
        dokumentasjonkravreferanse: 'k',
        status,
        frist: '2026-04-05T22:30:00.0Z',
      }),
    ),
  )

  expect(told).toMatchObject({ kind: 'condition', detail: { status: ours, dueBy: '2026-04-06' } })
})

test('events with nothing but what is required are told too, in words of our own', () => {
  const told = eventsOf(read(recording('only-what-is-required')))

  expect(told.map((event) => event.kind)).toEqual([
    'assigned', 'received', 'note', 'document-added', 'note', 'requested', 'preliminary-answer', 'note',
    'payment', 'condition', 'condition', 'measure-started',
  ]) // prettier-ignore
  expect(told[2]!.detail).toEqual({
    title: 'Beslut om ekonomiskt stöd',
    text: 'Ett beslut har fattats. Uppgiften om det blev ja eller nej följde inte med hit. Läs beslutet bland handlingarna.',
  })
  expect(told.filter((event) => event.kind === 'condition').map((event) => event.detail.title)).toEqual([
    'Villkor för stödet',
    'Handling att lämna in',
  ])
  expect(new Set(told.map((event) => event.ref)).size).toBe(told.length)
})

test('when the source shuts a part, what was told of it is taken back, and what comes later is told without content', () => {
  const shut = { ...recording('parts-shut-and-opened') }
  shut.hendelser = shut.hendelser.slice(0, 6)
  const items = read(shut)
  const told = eventsOf(items)

  expect(items.filter((item) => item.type === 'annulled').map((item) => item.ref)).toEqual([told[0]!.ref, told[2]!.ref])
  expect(told.slice(3).map((event) => event.kind)).toEqual(['note', 'note', 'note'])
  expect(JSON.stringify(items.slice(3))).not.toMatch(/[Tt]ann/)
  expect(JSON.stringify(items.slice(0, 3))).toMatch(/Tann/) // or the line above proves nothing
})

const partIs = (referanse: string, status: string) => ({ type: 'saksStatus', hendelsestidspunkt: at, referanse, status })
const kindsStanding = (...hendelser: object[]) => {
  const newest = new Map(read(withEvents(...hendelser)).map((item) => [item.type === 'event' ? item.event.ref : item.ref, item]))
  return eventsOf([...newest.values()]).map((event) => event.kind)
}

test('a matter is one that is not shown only while no part of it may be shown', () => {
  expect(kindsStanding(partIs('a', 'IKKE_INNSYN'))).toEqual(['not-shown-here'])
  expect(kindsStanding(partIs('a', 'UNDER_BEHANDLING'), partIs('a', 'IKKE_INNSYN'))).toEqual(['not-shown-here'])
  expect(kindsStanding(partIs('b', 'UNDER_BEHANDLING'), partIs('a', 'IKKE_INNSYN'))).toEqual(['note', 'note'])
  expect(kindsStanding(partIs('a', 'IKKE_INNSYN'), partIs('b', 'UNDER_BEHANDLING'))).toEqual(['note', 'note'])
  expect(kindsStanding(partIs('a', 'IKKE_INNSYN'), partIs('b', 'UNDER_BEHANDLING'), partIs('b', 'IKKE_INNSYN'))).toEqual([
    'note',
    'not-shown-here',
  ])
})

test('when the source opens the part again, what it had told stands again, and the line about not showing it is gone', () => {
  const items = read(recording('parts-shut-and-opened')).map((item) => FeedItem.parse(item))
  const newest = new Map<string, FeedItem>()
  for (const item of items) newest.set(item.type === 'event' ? item.event.ref : item.ref, item)
  const standing = [...newest.values()].flatMap((item) => (item.type === 'event' ? [item.event] : []))

  expect(standing.map((event) => [event.kind, event.kind === 'note' ? event.detail.text.slice(0, 36) : ''])).toEqual([
    ['note', 'Socialtjänsten utreder den här delen'],
    ['payment', ''],
    ['note', 'En del av din ansökan var registrera'],
    ['condition', ''],
    ['note', 'Den här delen av din ansökan kommer '],
  ])
  expect(standing[1]!.detail).toMatchObject({ status: 'stopped', what: 'Tannbehandling' })
  expect(JSON.stringify(standing)).not.toContain('Reise')
})

test('a file that can be read stays readable however odd its values are, and the person is told what did not fit', () => {
  const told = eventsOf(read(recording('odd-but-valid')))
  const notes = told.flatMap((event) => (event.kind === 'note' ? [event.detail.text] : []))

  expect(told.find((event) => event.kind === 'received')!.at).toBe('2026-12-31T23:59:59.000Z')
  expect(told.find((event) => event.kind === 'investigation-opened')!.at).toBe('2026-02-28T10:00:00.123Z')
  expect(told.find((event) => event.kind === 'assigned')!.at).toBe('1850-01-01T00:00:00.000Z')
  expect(notes).toContain(
    'Tiden för händelsen kom hit som ”2026-13-45T25:61:61.0Z”. Det kan inte stämma, så händelsen visas vid närmaste möjliga tid.',
  )
  expect(notes).toContain('Beloppet kom hit som −500,50\u00a0kronor. Det kan inte stämma för en utbetalning. Fråga socialtjänsten.')
  expect(notes).toContain('Förfallodagen kom hit som 2026-02-30. Den dagen finns inte och visas därför inte.')
  expect(notes).toContain(
    'Sista dagen kom hit som ”2026-06-31T10:00:00.0Z”. Det kan inte stämma, så närmaste möjliga dag visas. Fråga socialtjänsten vilken dag som gäller.',
  )
  expect(told.filter((event) => event.kind === 'payment').map((event) => event.detail)).toEqual([
    { status: 'planned', to: '2026-12-31', toOther: false },
    { status: 'paid', what: 'Utbetalning (kontantkort)', paidOn: '2026-03-01', toOther: false },
  ])
  expect(told.find((event) => event.kind === 'condition')!.detail).toEqual({
    title: 'Handling att lämna in',
    dueBy: '2200-12-31',
    status: 'active',
  })
  expect(told.some((event) => event.kind === 'note' && event.detail.title === '\ufffdStøtte til bolig')).toBe(true)
})

test('no word of a long text is lost: what does not fit stands in notes beside it', () => {
  const beskrivelse = Array.from({ length: 30_000 }, (_, n) => `ord${n}`).join(' ')
  const told = eventsOf(
    read(withEvents({ type: 'vilkar', hendelsestidspunkt: at, vilkarreferanse: 'v', tittel: 'å'.repeat(400), beskrivelse })),
  )
  const all = told.map((event) => (event.kind === 'condition' ? event.detail.text : event.kind === 'note' ? event.detail.text : ''))

  expect(told[0]!.detail).toMatchObject({ title: `${'å'.repeat(299)}…` })
  expect(all).toContain(`Hela texten: ${'å'.repeat(400)}`)
  expect(
    all
      .filter((text) => !text!.startsWith('Hela'))
      .join('')
      .replace(/\s/g, ''),
  ).toBe(beskrivelse.replace(/\s/g, ''))
})

test.each(['every-kind', 'only-what-is-required', 'parts-shut-and-opened', 'odd-but-valid'])(
  'a longer edition of %s tells nothing of the old differently',
  (name) => {
    const whole = recording(name)
    const items = read(whole)

    expect(read(whole)).toEqual(items)
    for (let length = 1; length < whole.hendelser.length; length++) {
      const earlier = read({ ...whole, hendelser: whole.hendelser.slice(0, length) })
      expect(items.slice(0, earlier.length)).toEqual(earlier)
    }
  },
)

test('two files of one source never share a reference', () => {
  const [one, other] = [new Set(refsOf('a')), new Set(refsOf('b'.repeat(5000)))]

  expect(one.size).toBeGreaterThan(0)
  expect(one.isDisjointFrom(other)).toBe(true)
})

test('a file that is not of the format is refused with every place and why, and no value is repeated', () => {
  const wrong = {
    version: '1.0',
    avsender: { systemnavn: 5 },
    hendelser: [
      { type: 'soknadsStatus', hendelsestidspunkt: at },
      { type: 'journalnotat', hendelsestidspunkt: at, text: 'hemligt' },
      { hendelsestidspunkt: at },
      { type: 'utbetaling', hendelsestidspunkt: 'i går', utbetalingsreferanse: 'u', kontonummer: '1234', belop: '100' },
      { type: 'saksStatus', hendelsestidspunkt: at, referanse: 's', status: 'AVSLUTTET' },
      { type: 'forelopigSvar', hendelsestidspunkt: at, forvaltningsbrev: { referanse: { type: 'svarut', id: 'x', nr: 1.5 } } },
      'text',
    ],
  }

  expect(problemsOf(wrong)).toEqual([
    { path: '$.version', reason: 'is not written as a version such as 1.0.0' },
    { path: '$.avsender.systemnavn', reason: 'is not text' },
    { path: '$.avsender.systemversjon', reason: 'is missing' },
    { path: '$.hendelser[0].status', reason: 'is missing' },
    { path: '$.hendelser[1].type', reason: 'is not a type this format has' },
    { path: '$.hendelser[2].type', reason: 'is missing' },
    { path: '$.hendelser[3].hendelsestidspunkt', reason: 'is not written as a time in UTC, YYYY-MM-DDThh:mm:ss.sssZ' },
    { path: '$.hendelser[3].belop', reason: 'is not a number' },
    { path: '$.hendelser[3].kontonummer', reason: 'is not written as eleven digits' },
    { path: '$.hendelser[4].status', reason: 'is not one of UNDER_BEHANDLING, IKKE_INNSYN, BEHANDLES_IKKE, FEILREGISTRERT' },
    { path: '$.hendelser[5].forvaltningsbrev.referanse.id', reason: 'is not written as a UUID in lower case' },
    { path: '$.hendelser[5].forvaltningsbrev.referanse.nr', reason: 'is not a whole number' },
    { path: '$.hendelser[6]', reason: 'is not an object' },
  ])
  expect(problemsOf({ ...recording('every-kind'), hendelser: [] })).toEqual([
    { path: '$.hendelser', reason: 'is empty: at least one event is needed' },
  ])
  expect(problemsOf(null)).toEqual([{ path: '$', reason: 'is not an object' }])
  expect(problemsOf([])).toEqual([{ path: '$', reason: 'is not an object' }])
})

test('times keep their milliseconds, and a day is the day it was in Sweden', () => {
  expect(instant('2026-10-25T00:30:00.98765Z')).toEqual({ at: '2026-10-25T00:30:00.987Z', real: true })
  expect(instant('2024-02-29T00:00:00,5Z')).toEqual({ at: '2024-02-29T00:00:00.500Z', real: true })
  expect(instant('2025-02-29T00:00:00.0Z')).toEqual({ at: '2025-02-28T00:00:00.000Z', real: false })
  expect(instant('2026-06-30T23:59:60.0Z')).toEqual({ at: '2026-06-30T23:59:59.000Z', real: false })
  const due = (innsendelsesfrist: string) =>
    eventsOf(read(withEvents({ ...ask('Lønnsslipp'), dokumenter: [{ dokumenttype: 'Lønnsslipp', innsendelsesfrist }] }))).flatMap((event) =>
      event.kind === 'requested' ? event.detail.dueBy : [],
    )
  expect(due('2026-03-29T22:30:00.000Z')).toEqual(['2026-03-30'])
  expect(due('2026-01-01T22:59:00.000Z')).toEqual(['2026-01-01'])
})

test('a year that cannot be comes as the nearest that can, and a case begins with a time that can be true', () => {
  expect(instant('1849-12-31T23:59:59.999Z')).toEqual({ at: '1850-01-01T00:00:00.000Z', real: false })
  expect(instant('2200-12-31T22:59:59.999Z')).toEqual({ at: '2200-12-31T22:59:59.999Z', real: true })
  expect(instant('2200-12-31T23:00:00.000Z')).toEqual({ at: '2200-12-31T22:59:59.999Z', real: false })
  const begun = (...times: string[]) => {
    const reading = readDigisos(withEvents(...times.map((hendelsestidspunkt) => ({ ...ask('x'), hendelsestidspunkt }))), about)
    return reading.ok && reading.openedOn
  }
  expect(begun('0000-00-00T00:00:00.0Z', '2026-03-02T10:00:00.0Z', '2026-02-30T10:00:00.0Z')).toBe('2026-03-02')
  expect(begun('9999-12-31T23:59:59.9Z')).toBe('2200-12-31')
})

test('money is whole öre, and texts are never cut inside a character', () => {
  expect([ore(0.1 + 0.2), ore(1.005), ore(-0), ore(-1), ore(100_000_001)]).toEqual([30, 100, 0, undefined, undefined])
  expect([kronor(1234567), kronor(-0.5), kronor(1e21)]).toEqual(['1\u00a0234\u00a0567\u00a0kronor', '−0,50\u00a0kronor', '1e+21 kronor'])
  expect(short('👩'.repeat(10), 6)).toBe('👩👩…')
  expect(pieces('👩👩👩', 3).join('')).toBe('👩👩👩')
})
