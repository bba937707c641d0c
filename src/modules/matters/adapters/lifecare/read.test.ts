import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { day } from '#kernel/values/day'
import { aLifecare, late, plainly } from '../../../../testing/lifecare.ts'
import { FeedItem } from '../../feed/model.ts'
import type { Batch, LogLine, SettingsInput } from './model.ts'
import { type Options, readLifecare } from './read.ts'

const nora = { ref: 'p1', personalNumber: '199006022397' }
const arvid = { ref: 'p2', personalNumber: '191212121212' }

async function reading(settings: SettingsInput, people = [nora], options: Partial<Options> = {}) {
  const [batches, lines]: [Batch[], LogLine[]] = [[], []]
  for await (const batch of readLifecare(settings, people, { log: (line) => lines.push(line), ...options })) batches.push(batch)
  const items = batches.flatMap((batch) => batch.items.map(({ item }) => item))
  const events = items.flatMap((item) => (item.type === 'event' ? [item.event] : []))
  const last = (part: Batch['part']) => batches.findLast((batch) => batch.part === part)
  return { batches, lines, items, events, last, failures: batches.flatMap((batch) => (batch.failure ? [batch.failure.cause] : [])) }
}
const hashes = (batches: Batch[]) => batches.flatMap((batch) => batch.items.map(({ hash }) => hash))
const kinds = (events: { kind: string; ref: string }[]) => events.map((event) => `${event.ref.split('@')[0]} ${event.kind}`)

test('a person comes with every matter, every event and the documents that belong to one', async () => {
  const source = await aLifecare()
  const { items, events, batches, failures } = await reading(source.settings)

  expect(failures).toEqual([])
  expect(items.every((item) => FeedItem.safeParse(item).success)).toBe(true)
  expect(items[0]).toMatchObject({ type: 'person', ref: 'p1', name: 'Nora Ekdal', protectedIdentity: 'marking' })
  expect(items.flatMap((item) => (item.type === 'matter' ? [`${item.field} ${item.unit} ${item.openedOn} ${item.reported}`] : []))).toEqual(
    [
      'financial-assistance eko 2024-03-04 13',
      'adult-addiction vux 2022-01-10 3',
      'social-psychiatry vux 2023-02-01 1',
      'elderly-care vux 2023-03-01 1',
      'disability vux 2023-09-01 1',
    ],
  )
  expect(kinds(events)).toEqual([
    'fc-actualisation-11 received',
    'fc-investigation-21 investigation-opened',
    'fc-investigation-21 investigation-closed',
    'fc-investigation-22 investigation-opened',
    'fc-execution-31 measure-started',
    'fc-service-41 measure-started',
    'fc-service-41 measure-ended',
    'fc-decision-51 decision',
    'fc-decision-52 decision',
    'fc-decision-53 decision',
    'fc-payment-61 payment',
    'fc-payment-62 payment',
    'fc-document-d1 document-added',
    'ec-sol-1001 decision',
    'ec-sol-1002 decision',
    'ec-lss-2001 decision',
    'fc-investigation-21 assigned',
    'fc-investigation-22 assigned',
  ])
  expect(items.find((item) => item.type === 'document')).toMatchObject({ content: Buffer.from('<!doctype html><p>d1').toString('base64') })
  expect(items.find((item) => item.type === 'annulled')).toMatchObject({ ref: 'ec-lss-2002@p1' })
  expect(batches.flatMap((batch) => batch.quarantine.map((one) => `${one.ref} ${one.why}`))).toEqual([
    'fc-decision-54@p1 no-answer',
    'fc-decision-55@p1 no-field',
    'fc-payment-63@p1 other-person',
    'undefined shape',
    'fc-document-d2@p1 several-matters',
  ])
})

test('what a matter reports is what was handed over and what still waits in it', async () => {
  const source = await aLifecare()
  const { items, batches } = await reading(source.settings)
  const reported = items.reduce((sum, item) => sum + (item.type === 'matter' ? item.reported! : 0), 0)
  const waiting = batches.flatMap((batch) => batch.quarantine).filter((one) => one.why === 'no-answer')
  expect(reported).toBe(items.filter((item) => item.type === 'event').length + waiting.length)
})

test.each([0, 1])('a long list comes whole whether the source calls its first page %i', async (firstPage) => {
  const source = await aLifecare({ firstPage })
  const { last, failures } = await reading({ ...source.settings, pageSize: 1 })
  expect(failures).toEqual([])
  expect(last('fc-decisions')).toMatchObject({ read: 5, reported: 5, complete: true })
  expect(last('ec-sol')).toMatchObject({ read: 2, complete: true })
})

test('a source that counts more records than it gives is said to be incomplete', async () => {
  const source = await aLifecare({
    trouble: (path, _, answer) => {
      if (!path.endsWith('/Decisions')) return false
      answer.end(JSON.stringify({ PageNumber: 1, TotalNumberOfPages: 1, TotalNumberOfRecords: 9, Result: [] }))
      return true
    },
  })
  const { last, items } = await reading(source.settings)
  expect(last('fc-decisions')).toMatchObject({
    read: 0,
    reported: 9,
    complete: false,
    failure: { part: 'fc-decisions', cause: 'incomplete' },
  })
  expect(last('fc-matters')).toMatchObject({ complete: false })
  expect(items.filter((item) => item.type === 'matter' && item.unit === 'eko')).toEqual([
    expect.not.objectContaining({ reported: expect.anything() }),
  ])
})

test('a token that runs out on the way is renewed once and nothing is lost', async () => {
  const source = await aLifecare({
    trouble: (path, times, _, revoke) => {
      if (path.endsWith('/Services') && times === 1) revoke()
      return false
    },
  })
  const { last, lines, failures } = await reading({ ...source.settings, ec: undefined })
  expect(failures).toEqual([])
  expect(last('fc-services')).toMatchObject({ read: 2, complete: true })
  expect(lines.filter((line) => line.part === 'fc-services').map((line) => [line.step, line.status])).toEqual([
    [undefined, 401],
    ['token', 200],
    [undefined, 200],
  ])
})

test('a token refused twice is a failed sign-in, not a loop', async () => {
  const source = await aLifecare({ trouble: (path, _, answer) => path.endsWith('/Services') && plainly(answer, 401) })
  const { last, lines } = await reading({ ...source.settings, ec: undefined })
  expect(last('fc-services')).toMatchObject({ complete: false, failure: { cause: 'sign-in', status: 401 } })
  expect(lines.filter((line) => line.part === 'fc-services')).toHaveLength(3)
})

test('wrong credentials are told as such and are not tried again and again', async () => {
  const source = await aLifecare()
  const token = { ...source.settings.fc.token, clientSecret: 'wrong' }
  const { failures, lines } = await reading({ ...source.settings, fc: { ...source.settings.fc, token }, ec: undefined })
  expect(new Set(failures)).toEqual(new Set(['sign-in']))
  expect(lines.every((line) => line.attempt === 1)).toBe(true)
})

test('a busy source is left alone for as long as it asks, then read', async () => {
  const source = await aLifecare({
    trouble: (path, times, answer) => path.endsWith('/Payments') && times === 1 && plainly(answer, 429, { 'retry-after': '1' }),
  })
  const began = performance.now()
  const { last, lines } = await reading(source.settings)
  expect(performance.now() - began).toBeGreaterThan(990)
  expect(last('fc-payments')).toMatchObject({ read: 4, complete: true })
  expect(lines.filter((line) => line.part === 'fc-payments').map((line) => [line.attempt, line.status])).toEqual([
    [1, 429],
    [2, 200],
  ])
})

test('a source that asks for a longer pause than we give is told as busy, at once', async () => {
  const source = await aLifecare({
    trouble: (path, _, answer) => path.endsWith('/Payments') && plainly(answer, 503, { 'retry-after': '3600' }),
  })
  expect((await reading(source.settings)).last('fc-payments')).toMatchObject({ complete: false, failure: { cause: 'busy', status: 503 } })
})

test('a source that was away for a moment is asked again', async () => {
  const source = await aLifecare({ trouble: (path, times, answer) => path.endsWith('/Persons') && times < 3 && plainly(answer, 503) })
  expect((await reading(source.settings)).failures).toEqual([])
})

test('one list that is slow, broken or not JSON does not stop the others', async () => {
  const source = await aLifecare({
    trouble: async (path, _, answer) => {
      if (path.endsWith('/Services')) return late(400)
      if (path.endsWith('/Executions')) return plainly(answer, 500)
      if (path.endsWith('/lss_decisions')) return (answer.end('<html>'), true)
      if (path.endsWith('/sol_decisions')) return (answer.end('{"error":1}'), true)
      return false
    },
  })
  const { last, events } = await reading({ ...source.settings, timeoutMs: 100, attempts: 2 })
  expect(last('fc-services')).toMatchObject({ complete: false, items: [], failure: { cause: 'slow' } })
  expect(last('fc-executions')).toMatchObject({ failure: { cause: 'error', status: 500 } })
  expect(last('ec-lss')).toMatchObject({ failure: { cause: 'not-json' } })
  expect(last('ec-sol')).toMatchObject({ failure: { cause: 'shape' } })
  expect(kinds(events)).toContain('fc-decision-51 decision')
})

test.each([
  'Actualisations',
  'Investigations',
  'Executions',
  'Services',
  'Decisions',
  'Payments',
  'Documents',
  'Contacts',
  'sol_decisions',
])('what is told while %s cannot be read is told just the same when it can, and what hangs on it is no fault of its own', async (list) => {
  const source = await aLifecare({
    change: (fc) => {
      const more = (name: string, record: object) => void (fc[name] = [...(fc[name] as object[]), record])
      more('Payments', { Id: 65, Amount: 40, PayDate: '2024-04-26T00:00:00Z', ServiceId: 41, InvestigationExecutionId: 22 })
      more('Services', { Id: 43, Type: 'Stöd', StartDate: '2024-01-01T00:00:00Z', Organization: 'Vuxenenheten', DecisionId: 53 })
      more('Payments', { Id: 66, Amount: 50, PayDate: '2024-04-27T00:00:00Z', ServiceId: 43, InvestigationExecutionId: 22 })
    },
  })
  const settings = { ...source.settings, pageSize: 1, otherwise: 'child-and-family' as const }
  const whole = await reading(settings)
  for (const pages of [0, 1]) {
    let served = 0
    source.now.trouble = (path, _, answer) => path.endsWith(`/${list}`) && ++served > pages && plainly(answer, 500)
    const part = await reading(settings)
    const told = ({ items }: typeof whole) => items.flatMap((item) => (item.type === 'matter' ? [] : [JSON.stringify(item)]))
    expect(told(whole)).toEqual(expect.arrayContaining(told(part)))
    const waiting = ({ batches }: typeof whole) => batches.flatMap(({ quarantine }) => quarantine.map((one) => JSON.stringify(one)))
    expect(waiting(whole)).toEqual(expect.arrayContaining(waiting(part)))
  }
})

test('one half being gone leaves the other, and never lifts a protection', async () => {
  const source = await aLifecare()
  const { items, last, failures } = await reading({ ...source.settings, ec: { base: 'http://127.0.0.1:1/ec' }, attempts: 2 })
  expect(failures.every((cause) => cause === 'unreachable')).toBe(true)
  expect(last('ec-sol')).toMatchObject({ complete: false, failure: { cause: 'unreachable', at: expect.stringMatching(/^20.*Z$/) } })
  expect(items.filter((item) => item.type === 'person')).toEqual([])
  expect(items.filter((item) => item.type === 'matter')).toHaveLength(2)
})

test('a source that is gone for everybody is not asked by each of them', async () => {
  const people = Array.from({ length: 50 }, (_, n) => ({ ...nora, ref: `p${n}` }))
  const settings = { unit: 'vux', fc: { base: 'http://127.0.0.1:1/fc' }, attempts: 2, backoffMs: 1 }
  const { batches, lines } = await reading(settings, people)
  expect(lines).toHaveLength(10)
  expect(batches.filter((batch) => batch.part === 'fc-decisions' && batch.failure?.cause === 'unreachable')).toHaveLength(50)
})

test('the stricter protection of the two halves counts', async () => {
  const source = await aLifecare({ change: (_, ec) => void (ec.clients = [{ FullName: 'Nora Ekdal', ProtectedRegistration: true }]) })
  expect((await reading(source.settings)).items[0]).toMatchObject({ protectedIdentity: 'protected-registration' })
})

test('an answer about somebody else is never taken for the person asked about', async () => {
  const source = await aLifecare({ change: (fc) => void (fc.Persons = { Name: 'Nora Ekdal', PersonId: '194408139089' }) })
  const { items, last } = await reading(source.settings)
  expect(items.filter((item) => item.type === 'person')).toEqual([])
  expect(last('fc-person')).toMatchObject({ complete: false, failure: { cause: 'other-person' } })
})

test('a person nobody knows has nothing, and a number that cannot be one stops nobody else', async () => {
  const source = await aLifecare()
  const { batches, items } = await reading(source.settings, [arvid, { ref: 'p3', personalNumber: "' OR 1=1" }, nora])
  expect(batches.filter((batch) => batch.person === 'p2').every((batch) => batch.complete && !batch.items.length)).toBe(true)
  expect(batches.find((batch) => batch.person === 'p3')).toMatchObject({ failure: { cause: 'bad-number' } })
  expect(items.some((item) => item.type === 'person' && item.ref === 'p1')).toBe(true)
})

test('aborting stops at once, in a question and in a pause', async () => {
  for (const trouble of [
    () => late(3000),
    (_: string, __: number, answer: ServerResponse) => plainly(answer, 429, { 'retry-after': '30' }),
  ]) {
    const source = await aLifecare({ trouble: (path, times, answer) => path.endsWith('/Persons') && trouble(path, times, answer) })
    const began = performance.now()
    await expect(reading(source.settings, [nora], { signal: AbortSignal.timeout(100) })).rejects.toThrow(/time-?out|abort/i)
    expect(performance.now() - began).toBeLessThan(1000)
  }
})

test('a document whose content cannot be fetched this time is no item to set aside', async () => {
  const source = await aLifecare({ trouble: (path, _, answer) => path.endsWith('/DocumentContent') && plainly(answer, 500) })
  const { last, events } = await reading(source.settings)
  expect(last('fc-documents')).toMatchObject({ complete: false, failure: { cause: 'error' } })
  expect(last('fc-documents')?.quarantine).toEqual([expect.objectContaining({ why: 'several-matters' })])
  expect(kinds(events)).not.toContain('fc-document-d1 document-added')
})

test('a document without content waits with its event, and one already held is not fetched again', async () => {
  const empty = await aLifecare({ trouble: (path, _, answer) => path.endsWith('/DocumentContent') && plainly(answer, 404) })
  const waiting = await reading(empty.settings)
  expect(kinds(waiting.events)).not.toContain('fc-document-d1 document-added')
  expect(waiting.last('fc-documents')?.quarantine).toContainEqual({
    part: 'fc-documents',
    ref: 'fc-document-d1@p1:content',
    matter: expect.stringMatching(/^matter-/),
    why: 'no-content',
  })

  const held = await reading(empty.settings, [nora], { holds: (ref) => ref === 'fc-document-d1@p1:content' })
  expect(kinds(held.events)).toContain('fc-document-d1 document-added')
  expect(held.items.some((item) => item.type === 'document')).toBe(false)
})

test('nothing unmapped, no number, key, secret or address reaches an item, a quarantine or a log line', async () => {
  const source = await aLifecare({ trouble: (path, _, answer) => path.endsWith('/lss_decisions') && plainly(answer, 503) })
  const { batches, lines, last } = await reading({ ...source.settings, attempts: 2 })
  expect(source.asked.some((path) => /Users|relatives/.test(path))).toBe(false)
  expect(JSON.stringify([batches, lines])).not.toMatch(/DROP-ME|vendor-key|delaby-domain|s3cret|token-\d|194408139089/)
  const rest = batches.map((batch) => ({ ...batch, items: batch.items.filter(({ item }) => item.type !== 'person') }))
  expect(JSON.stringify([rest, lines])).not.toMatch(/199006022397|127\.0\.0\.1|http/)
  expect(last('fc-contacts')).toMatchObject({ dropped: 1 })
  for (const line of lines)
    expect(Object.keys(line).every((key) => ['part', 'attempt', 'ms', 'status', 'cause', 'step'].includes(key))).toBe(true)
})

test('staff records in the wrong place are refused without a word of theirs', async () => {
  const source = await aLifecare({ change: (fc) => void (fc.Decisions = fc['Users/GetUsers']) })
  const { batches, last } = await reading(source.settings)
  expect(last('fc-decisions')?.quarantine).toHaveLength(1)
  expect(JSON.stringify(batches)).not.toContain('DROP-ME"')
})

test('two readings of the same source give the same hashes', async () => {
  const source = await aLifecare()
  const [one, two] = [await reading(source.settings), await reading(source.settings)]
  expect(hashes(two.batches)).toEqual(hashes(one.batches))
  expect(new Set(hashes(one.batches)).size).toBe(one.items.length)
})

test('a quick look leaves out what is older, but counts it', async () => {
  const source = await aLifecare()
  const quick = await reading(source.settings, [nora], { since: day('2024-05-01') })
  expect(quick.events.every((event) => event.kind === 'assigned' || event.at >= '2024-05-01')).toBe(true)
  expect(source.asked.some((path) => path.includes('DocumentContent'))).toBe(false)
  expect(quick.items.find((item) => item.type === 'matter')).toMatchObject({ reported: 13 })
})
