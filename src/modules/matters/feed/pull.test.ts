import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aCommittee, aSource, aUnit, config, db, owner } from '#testing'
import type { Batch } from '../adapters/lifecare/model.ts'
import { importDigisos } from './digisos.ts'
import { takeIn } from './ingest.ts'
import { FeedItem, type FeedInput } from './model.ts'
import { pull } from './pull.ts'

const folder = mkdtempSync(join(tmpdir(), 'delakt-pull-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const batch = (part: Batch['part'], items: FeedInput[], more: Partial<Batch> = {}): Batch => ({
  person: 'p1',
  part,
  items: items.map((item) => ({ item: FeedItem.parse(item), hash: '' })),
  quarantine: [],
  complete: true,
  ...more,
})
const note = (ref: string, text: string): FeedInput => ({
  type: 'event',
  matter: 'm1',
  event: { ref, kind: 'note', at: '2025-02-03T10:00:00Z', detail: { text } },
})
const paper = (text: string): FeedInput => ({
  type: 'document',
  ref: 'd1',
  matter: 'm1',
  title: 'Beslut',
  content: Buffer.from(`<!doctype html><p>${text}`).toString('base64'),
})

async function aReading(kind: 'lifecare' | 'digisos' = 'lifecare') {
  const committee = await aCommittee()
  const unit = await aUnit({ committee })
  const source = await aSource({ committee, kind })
  const base: FeedInput[] = [
    { type: 'person', ref: 'p1', name: 'Camilla Rosén' },
    { type: 'matter', ref: 'm1', person: 'p1', field: 'elderly-care', unit: unit.code, openedOn: '2025-01-01' },
  ]
  /** A reading of nothing but these parts. */
  const readOnly = (...batches: Batch[]) =>
    pull(
      db,
      source,
      (async function* () {
        yield* batches
      })(),
      config,
    )
  const read = (...batches: Batch[]) => readOnly(batch('fc-person', base.slice(0, 1)), batch('fc-matters', base.slice(1)), ...batches)
  const versions = async () =>
    (
      await owner`select ref, version, event -> 'detail' ->> 'text' as text from record.events where source_id = ${source.id} order by ref, version`
    ).map((row) => ({ ...row }))
  const state = async () =>
    (
      await owner`select last_good_at is not null as good, last_failure, compared_at is not null as compared from record.sources where id = ${source.id}`
    )[0]
  return { source, unit, base, read, readOnly, versions, state }
}

test('what is read again and says the same is left alone, and what says something else becomes a correction', async () => {
  const { read, versions, state, source } = await aReading()
  await read(batch('fc-decisions', [note('e1', 'Ett'), note('e2', 'Två'), paper('A')]))
  expect(await read(batch('fc-decisions', [note('e1', 'Ett'), note('e2', 'Två'), paper('A')]))).toMatchObject({
    stored: 0,
    unchanged: 5,
    quarantined: 0,
    refused: 0,
  })
  expect(await read(batch('fc-decisions', [note('e1', 'Ett'), note('e2', 'Rättad'), paper('B')]))).toMatchObject({ stored: 2 })
  expect(await versions()).toEqual([
    { ref: 'e1', version: 0, text: 'Ett' },
    { ref: 'e2', version: 0, text: 'Två' },
    { ref: 'e2', version: 1, text: 'Rättad' },
  ])
  expect(await owner`select version from record.documents where source_id = ${source.id} order by version`).toEqual([
    { version: 0 },
    { version: 1 },
  ])
  expect(await state()).toEqual({ good: true, last_failure: null, compared: true })
})

test('a part that cannot be read is told with its cause, and the rest is taken in', async () => {
  const { read, versions, state } = await aReading()
  const failure = { part: 'fc-payments', cause: 'slow', at: '2026-01-01T00:00:00Z' } as const
  expect(await read(batch('fc-decisions', [note('e1', 'Ett')]), batch('fc-payments', [], { complete: false, failure }))).toMatchObject({
    stored: 3,
    failure: 'slow',
  })
  expect(await versions()).toHaveLength(1)
  expect(await state()).toEqual({ good: false, last_failure: 'slow', compared: false })
  await read(batch('fc-decisions', [note('e1', 'Ett')]))
  expect(await state()).toEqual({ good: true, last_failure: null, compared: true })
})

test('what the adapter cannot place waits in quarantine once, and what was refused is missing here', async () => {
  const { read, source } = await aReading()
  const odd = batch(
    'fc-decisions',
    [
      note('e1', 'Ett'),
      { ...note('e2', 'Två'), event: { ...(note('e2', 'Två') as { event: object }).event, at: '1700-01-01T00:00:00Z' } } as FeedInput,
    ],
    { quarantine: [{ part: 'fc-decisions', ref: 'x', why: 'no-answer', words: ['42'] }] },
  )
  expect(await read(odd)).toMatchObject({ quarantined: 1, refused: 1 })
  await read(odd)
  expect(await owner`select reason from record.quarantine where source_id = ${source.id}`).toEqual([{ reason: 'lifecare-no-answer' }])
  expect(await owner`select missing from record.matters where source_id = ${source.id}`).toEqual([{ missing: ['e2'] }])
})

test('a matter that the source no longer has is said to have changed, and one that only a file has brought is left alone', async () => {
  const { read, readOnly, source, base } = await aReading()
  const history = [...base.slice(0, 1), { ...base[1]!, ref: 'm0' }, { ...note('e0', 'Noll'), matter: 'm0' }].map((item) =>
    FeedItem.parse(item),
  )
  await db.as(source, { purpose: 'import' }, (tx) => takeIn(tx, history, { ...config, imported: true }))
  const notes = batch('fc-decisions', [note('e1', 'Ett'), note('e2', 'Två')])
  const changed = async () =>
    Object.fromEntries(
      (await owner`select ref, changed from record.matters where source_id = ${source.id}`).map(({ ref, changed }) => [ref, changed]),
    ) as unknown
  await read(notes)
  await readOnly(batch('fc-person', base.slice(0, 1)))
  expect(await changed()).toEqual({ m0: [], m1: ['e1', 'e2'] })
  await read(notes)
  expect(await changed()).toEqual({ m0: [], m1: [] })
})

test('a folder of digisos files becomes the matters of one person, and a broken file stops no other', async () => {
  const { source, unit } = await aReading('digisos')
  const file = (status: string) => ({
    version: '1.0.0',
    avsender: { systemnavn: 'x', systemversjon: '1' },
    hendelser: [{ type: 'soknadsStatus', status, hendelsestidspunkt: '2024-05-06T07:08:09.000Z' }],
  })
  writeFileSync(join(folder, 'sak-1.json'), JSON.stringify(file('MOTTATT')))
  writeFileSync(join(folder, 'sak-2.json'), JSON.stringify(file('FEIL')))
  writeFileSync(join(folder, 'sak-3.json'), '{')
  writeFileSync(join(folder, 'sak-4.json'), JSON.stringify(file('MOTTATT')))
  const run = () => Array.fromAsync(importDigisos(db, source, folder, { person: 'p9', name: 'Camilla Rosén', unit: unit.code }, config))
  const first = await run()
  expect(first.map(({ results, problems }) => [results.filter(({ status }) => status === 'stored').length, problems.length > 0])).toEqual([
    [3, false],
    [0, true],
    [0, true],
    [2, false],
  ])
  expect(first[1]!.problems[0]!.path).toBe('$.hendelser[0].status')
  expect((await run()).flatMap(({ results }) => results.filter(({ status }) => status !== 'unchanged'))).toEqual([])
  expect(await owner`select ref, imported from record.matters where source_id = ${source.id} order by ref`).toEqual([
    { ref: 'sak-1', imported: true },
    { ref: 'sak-4', imported: true },
  ])
})
