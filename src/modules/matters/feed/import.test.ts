import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { aCommittee, aSource, aUnit, config, db, owner } from '#testing'
import { command, ended } from '../../../testing/command.ts'
import { importFile } from './import.ts'
import { blocks } from './lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'delakt-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function aFile(name: string, people: number, events: number, more: string[] = []) {
  const committee = await aCommittee()
  const unit = await aUnit({ committee })
  const source = await aSource({ committee })
  const lines: string[] = []
  for (let p = 0; p < people; p++) {
    lines.push(JSON.stringify({ type: 'person', ref: `p${p}`, name: `Person ${p}` }))
    lines.push(
      JSON.stringify({ type: 'matter', ref: `m${p}`, person: `p${p}`, field: 'disability', unit: unit.code, openedOn: '2019-05-06' }),
    )
    for (let e = 0; e < events; e++)
      lines.push(
        JSON.stringify({
          type: 'event',
          matter: `m${p}`,
          event: { ref: `e${p}-${e}`, kind: 'note', at: '2020-01-02T03:04:05Z', seq: e, detail: { text: `Anteckning ${'å'.repeat(200)}` } },
        }),
      )
  }
  const path = join(folder, name)
  const text = `${[...lines, ...more].join('\n')}\n`
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return { path, source, lines: lines.length }
}
const refusedIn = (path: string) =>
  readFileSync(`${path}.refused.ndjson`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { line: number; problem: string })
const count = async (source: { id: string }) => {
  const [row] =
    await owner`select count(*)::int as events, count(distinct matter_id)::int as matters, bool_and(imported) as imported from record.events where source_id = ${source.id}`
  return row
}
const nameOf = async (source: { id: string }) =>
  (await owner`select name from record.sources where id = ${source.id}`)[0]!['name'] as string

test('the history of a source comes in whole, marked as imported, and what is wrong is listed by line', async () => {
  const { path, source, lines } = await aFile('history.ndjson', 3, 5, [
    '',
    'not json',
    '{"type":"person","ref":"x","name":"y","personalNumber":"19900602-0000"}',
    '{"type":"song"}',
  ])
  const report = await importFile(db, source, path, config)
  expect(report).toMatchObject({ read: lines + 3, stored: lines, unchanged: 0, quarantined: 1, refused: 2 })
  expect(await count(source)).toEqual({ events: 15, matters: 3, imported: true })
  expect(refusedIn(path)).toEqual([
    { line: lines + 2, problem: 'the line is not JSON' },
    { line: lines + 3, problem: 'personalNumber: is not a personal number or coordination number' },
  ])
  expect(readFileSync(`${path}.refused.ndjson`, 'utf8')).not.toContain('19900602')
})

test('a finished file again changes nothing, and says so', async () => {
  const { path, source, lines } = await aFile('again.ndjson', 2, 4)
  await importFile(db, source, path, config)
  expect(await importFile(db, source, path, config)).toMatchObject({ read: lines, stored: 0, unchanged: lines, refused: 0 })
})

test('a packed file is read as it is, and a damaged one says so', async () => {
  const { path, source, lines } = await aFile('packed.ndjson.gz', 4, 10)
  expect(await importFile(db, source, path, config)).toMatchObject({ read: lines, stored: lines })
  writeFileSync(path, readFileSync(path).subarray(0, 400))
  await expect(importFile(db, source, path, config)).rejects.toThrow(/cut short/)
})

test('lines come whole however the file is cut, and the odd ones are told apart', async () => {
  const text = Buffer.concat([Buffer.from('ett\ntvå\n\n'), Buffer.from([0x22, 0xff, 0x22, 10]), Buffer.from('sist')])
  for (const size of [1, 2, 3, 7, 100]) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.subarray(n * size, (n + 1) * size))
    const lines: string[] = []
    let last = { offset: 0, line: 0 }
    for await (const block of blocks(
      (async function* () {
        yield* chunks
      })(),
      { offset: 0, line: 0 },
    )) {
      lines.push(...block.lines)
      last = { offset: block.offset, line: block.line }
    }
    expect(lines).toEqual(['ett', 'två', '', '\uFFFDnot-text', 'sist'])
    expect(last).toEqual({ offset: text.length, line: 5 })
  }
})

test('the command says what became of the file and ends with 0, 1 or 2', async () => {
  const good = await aFile('good.ndjson', 1, 2)
  expect(await ended(command(['import', good.path, '--source', await nameOf(good.source)]))).toMatchObject({
    code: 0,
    out: '4 read, 4 stored, 0 unchanged, 0 in quarantine, 0 refused\n',
  })
  const bad = await aFile('bad.ndjson', 1, 2, ['{'])
  expect(await ended(command(['import', bad.path, '--source', await nameOf(bad.source)]))).toMatchObject({ code: 1 })
  expect(await ended(command(['import', '/nowhere', '--source', await nameOf(good.source)]))).toMatchObject({
    code: 2,
    err: 'There is no such file.\n',
  })
  expect(await ended(command(['import', good.path, '--source', 'nobody']))).toMatchObject({ code: 2 })
  expect(await ended(command([]))).toMatchObject({ code: 2, err: expect.stringContaining('delakt import') })
})

test('an import that is killed five times ends as one that never was', async () => {
  const { path, source, lines } = await aFile('killed.ndjson', 120, 250, ['not json', '{"type":"song"}'])
  const args = ['import', path, '--source', await nameOf(source)]
  const place = async () => ((await owner`select line::int from record.imports where source_id = ${source.id}`)[0]?.['line'] ?? 0) as number
  let killed = 0
  for (let round = 0; round < 5; round++) {
    const from = await place()
    const child = command(args)
    const over = ended(child)
    // Some way into the file, at a moment that differs from round to round.
    while ((await place()) <= from && child.exitCode === null) await new Promise((wait) => setTimeout(wait, 5))
    await new Promise((wait) => setTimeout(wait, round * 17))
    child.kill('SIGKILL')
    if ((await over).code === null) killed++
  }
  const { code, out } = await ended(command(args))
  expect(killed).toBeGreaterThanOrEqual(3)
  expect([code, out.split('\n')[0]]).toEqual([1, `${lines + 2} read, ${lines} stored, 0 unchanged, 1 in quarantine, 1 refused`])
  expect(await count(source)).toEqual({ events: 120 * 250, matters: 120, imported: true })
  expect(refusedIn(path)).toEqual([{ line: lines + 1, problem: 'the line is not JSON' }])
}, 120_000)
