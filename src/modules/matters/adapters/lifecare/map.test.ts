import { describe, expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { hashOf, mapPerson, mapWho, matterRef, sameNumber } from './map.ts'
import { waitAsked } from './ask.ts'
import { dayIn, type ListPart, Settings, type SettingsInput } from './model.ts'
import { ore } from './tell.ts'

const nora = { ref: 'p1', personalNumber: '199006022397' }
const told = (part: ListPart, record: object, settings: Partial<SettingsInput> = {}) => {
  const lists = {
    'fc-investigations': { records: [], whole: true },
    [part]: { records: [{ Id: 1, Organization: 'Enheten', ...record }], whole: true },
  }
  const mapped = mapPerson(nora, { lists, contacts: [] }, Settings.parse({ unit: 'vux', ...settings }), day('2026-03-01'))
  const { items, quarantine } = mapped.lists[part]!
  const events = items.flatMap(({ item }) => (item.type === 'event' ? [item.event] : []))
  const fields = [...mapped.matters.fc.items, ...mapped.matters.ec.items].map(({ item }) => (item.type === 'matter' ? item.field : ''))
  return { events, quarantine, fields, items }
}

test.each([
  ['2025-06-01T00:00:00Z', '2025-06-01'],
  ['2025-06-01T00:00:00', '2025-06-01'],
  ['2025-06-01T00:00:00.000+02:00', '2025-06-01'],
  ['2025-06-01', '2025-06-01'],
  ['2025-12-31T23:30:00Z', '2026-01-01'],
  ['2025-05-31T22:00:00Z', '2025-06-01'],
  ['0001-01-01T00:00:00', undefined],
  ['9999-12-31T00:00:00Z', undefined],
  ['2025-02-30T00:00:00Z', 'unreadable'],
  ['2025-06-01T25:00:00Z', 'unreadable'],
  ['1 juni', 'unreadable'],
])('%s is the day %s in Sweden', (text, expected) => {
  expect(dayIn(text)).toBe(expected)
})

test('a day stays the same day when the event is read back in Sweden, summer and winter', () => {
  for (const date of ['2025-06-01', '2025-12-01', '2025-03-30', '1979-07-01']) {
    const [event] = told('fc-actualisations', { Type: 'Ansökan om ekonomiskt bistånd', Date: `${date}T00:00:00Z` }).events
    expect(event?.at).toMatch(new RegExp(`^${date}T00:00:00\\+0[12]:00$`))
  }
})

test.each([
  [1500.1, 150010],
  [0.29, 29],
  [1.15, 115],
  [33.300000000000004, 3330],
  [99_999_999.99, 9_999_999_999],
  [1500.105, 'unreadable'],
  [1e300, 'unreadable'],
])('%d kronor is %s öre', (kronor, expected) => {
  expect(ore(kronor)).toBe(expected)
})

const decision = (record: object, settings?: Partial<SettingsInput>) =>
  told('fc-decisions', { Date: '2025-04-01T00:00:00Z', Type: 'Ekonomiskt bistånd', ...record }, settings)
const answer = (record: object, settings?: Partial<SettingsInput>) => {
  const [event] = decision(record, settings).events
  return event?.kind === 'decision' ? event.detail.results[0]?.answer : undefined
}

describe('a decision', () => {
  test('is a yes only when it says so or grants something', () => {
    expect(answer({ Amount: 3000 })).toBe('yes')
    expect(answer({ Type: 'Ekonomiskt bistånd, bifall' })).toBe('yes')
    expect(answer({})).toBeUndefined()
    expect(answer({ Type: 'Återkrav ekonomiskt bistånd', Amount: 3000 })).toBeUndefined()
    expect(decision({}).quarantine).toMatchObject([{ why: 'no-answer', words: ['Ekonomiskt bistånd'] }])
  })

  test('with an amount asked for is still a no', () => {
    expect(answer({ Type: 'Avslag ekonomiskt bistånd', Amount: 3000 })).toBe('no')
    expect(answer({ Reason: 'Ej beviljad, ekonomiskt bistånd', Amount: 3000 })).toBe('no')
    expect(answer({ Type: 'Avvisning ekonomiskt bistånd' })).toBe('dismissed')
    expect(answer({ Type: 'Ekonomiskt bistånd delvis bifall' })).toBe('partly')
  })

  test('answers as the municipality has said its own words do', () => {
    expect(answer({}, { answers: [{ text: 'ekonomiskt BISTÅND', answer: 'no' }] })).toBe('no')
  })

  test('of three shapes is told the same way', () => {
    const ec = {
      Type: { Code: 12, Text: 'Ledsagning' },
      Reason: { Code: 1, Text: 'Behov' },
      Caseworker: { FullName: 'Siv Alm' },
      Amount: 2000,
      Date: '2025-04-01T00:00:00Z',
    }
    const fc = { Type: 'Ledsagning', Reason: 'Behov', DecisionMaker: 'Siv Alm', Amount: 2000, Date: '2025-04-01T00:00:00Z' }
    const details = [told('fc-decisions', fc), told('ec-sol', ec), told('ec-lss', ec)].map(({ events }) => events[0]?.detail)
    expect(details[0]).toMatchObject({
      title: 'Ledsagning',
      reasons: 'Behov',
      decidedBy: { name: 'Siv Alm' },
      results: [{ answer: 'yes', note: '2\u00a0000\u00a0kr' }],
    })
    expect(details[1]).toEqual(details[0])
    expect(details[2]).toEqual(details[0])
  })
})

describe('the field of work', () => {
  const record = { Type: 'Utredning', FromDate: '2025-01-01T00:00:00Z' }
  test('comes from the municipality’s table before our words, by code or whole text', () => {
    expect(told('fc-investigations', { ...record, Type: 'Utredning missbruk' }).fields).toEqual(['adult-addiction'])
    expect(
      told(
        'fc-investigations',
        { ...record, Type: 'Utredning missbruk' },
        { fields: [{ text: 'utredning missbruk', field: 'social-psychiatry' }] },
      ).fields,
    ).toEqual(['social-psychiatry'])
    const sol = { Type: { Code: 11, Text: 'Insats' }, Date: '2025-01-01', Hour: 1 }
    expect(told('ec-sol', sol).fields).toEqual(['elderly-care'])
    expect(told('ec-lss', sol).fields).toEqual(['disability'])
    expect(
      told('ec-sol', sol, {
        fields: [
          { part: 'ec-lss', code: 11, field: 'disability' },
          { part: 'ec-sol', code: 11, field: 'social-psychiatry' },
        ],
      }).fields,
    ).toEqual(['social-psychiatry'])
  })

  test('that nothing tells puts the record in quarantine, with the words to add to the table', () => {
    expect(told('fc-investigations', record)).toMatchObject({ events: [], quarantine: [{ why: 'no-field', words: ['Utredning'] }] })
    expect(told('fc-investigations', record, { otherwise: 'child-and-family' }).fields).toEqual(['child-and-family'])
  })
})

test('a decision that is deleted is taken back, whatever else it no longer says', () => {
  expect(told('ec-sol', { Type: { Code: 1, Text: 'Hemtjänst' }, Date: '2025-04-01', Deleted: true })).toMatchObject({
    items: [{ item: { type: 'annulled', ref: 'ec-sol-1@p1' } }],
    quarantine: [],
  })
})

test('what has not happened yet is not told as having happened', () => {
  const service = { Type: 'Boendestöd', StartDate: '2026-02-01T00:00:00Z', EndDate: '2026-12-31T00:00:00Z' }
  expect(told('fc-services', service).events.map((event) => event.kind)).toEqual(['measure-started'])
  expect(told('fc-services', { ...service, StartDate: '2026-04-01T00:00:00Z' }).events).toEqual([])
  expect(told('fc-services', { ...service, EndDate: '2026-02-20T00:00:00Z' }).events.map((event) => event.about)).toEqual([
    undefined,
    'fc-service-1@p1:started',
  ])
})

test('a matter is one person, organisation and field of work, however the organisation is spelled', () => {
  const ref = matterRef('p1', 'fc', 'IFO Vuxen', 'adult-addiction')
  expect(matterRef('p1', 'fc', ' ifo  vuxen', 'adult-addiction')).toBe(ref)
  const others = [
    matterRef('p2', 'fc', 'IFO Vuxen', 'adult-addiction'),
    matterRef('p1', 'ec', 'IFO Vuxen', 'adult-addiction'),
    matterRef('p1', 'fc', 'IFO Barn', 'adult-addiction'),
    matterRef('p1', 'fc', 'IFO Vuxen', 'disability'),
  ]
  expect(new Set([ref, ...others]).size).toBe(5)
  expect(ref).not.toContain('addiction')
})

test('a hash does not care about the order of keys or the version, but about every word', () => {
  expect(hashOf({ a: 1, b: { c: [1, 2], d: 'x' }, version: 3 })).toBe(hashOf({ b: { d: 'x', c: [1, 2] }, a: 1 }))
  expect(hashOf({ a: 1, b: [1, 2] })).not.toBe(hashOf({ a: 1, b: [2, 1] }))
  expect(hashOf({ a: 'x' })).not.toBe(hashOf({ a: 'y' }))
})

test('a personal number used as an id by the source is no part of any reference', () => {
  const { items } = told('fc-decisions', { Id: '199006022397', Date: '2025-04-01', Type: 'Ekonomiskt bistånd', Amount: 1 })
  expect(items).toHaveLength(1)
  expect(JSON.stringify(items)).not.toContain('199006022397')
})

test('a person is the same with or without century and sign, and nobody else', () => {
  expect(['199006022397', '19900602-2397', '900602-2397', '9006022397'].every((given) => sameNumber(nora.personalNumber, given))).toBe(true)
  expect(['194408139089', '2397', ''].some((given) => sameNumber(nora.personalNumber, given))).toBe(false)
})

test.each([
  [{}, [], 'none'],
  [{ SecretPhone: true }, [], 'marking'],
  [{ AddressProtection: true }, [{ FullName: 'Nora', ProtectedRegistration: true }], 'protected-registration'],
  [{}, [{ FullName: 'Nora', IsConfidential: true }], 'marking'],
  [{}, [{ FullName: 'Nora', IsConfidential: true, Deleted: true }], 'none'],
])('protection %o and %o is %s', (fc, ec, expected) => {
  expect(mapWho(nora, { Name: 'Nora', ...fc }, ec)).toMatchObject({ protectedIdentity: expected })
})

test('a pause asked for in seconds or as a date is understood', () => {
  expect(waitAsked('2')).toBe(2000)
  expect(waitAsked('Wed, 21 Oct 2026 07:28:00 GMT', Date.parse('2026-10-21T07:27:30Z'))).toBe(30_000)
  expect(waitAsked('soon')).toBeUndefined()
})

const at = (base: string) => Settings.safeParse({ unit: 'vux', fc: { base } }).success
test('only https reaches a source outside this machine', () => {
  expect(['https://lifecare.delaby.se/fc', 'http://127.0.0.1:8080', 'http://localhost/fc'].every(at)).toBe(true)
  expect(['http://lifecare.delaby.se/fc', 'http://localhost.evil.se/', 'ftp://127.0.0.1/'].some(at)).toBe(false)
})
