import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { aMatter, aPerson, aWorker, config, db, owner, services } from '#testing'
import { command, ended } from '../../testing/command.ts'
import { exportLog } from './verify.ts'
import { caseOf, seal, verifyLog } from './index.ts'

const folder = config.checkpoints
const logId = (await owner`select id from audit.log`)[0]!['id'] as string
const file = join(folder, `${logId}.txt`)
const keys = join(folder, `${logId}.keys.txt`)
const rows = async () => Number((await owner`select count(*) as n from audit.access_log`)[0]!['n'])
const sealedRows = async () => Number((await owner`select coalesce(max(size), 0) as n from audit.checkpoints`)[0]!['n'])

/** Somebody reads, so many times. */
async function readings(times: number, who?: Awaited<ReturnType<typeof aPerson>>) {
  const person = who ?? (await aPerson())
  for (let n = 0; n < times; n += 1) await db.as(person, { purpose: `reading ${n % 7}` }, async () => undefined)
}
/** Seals until all that stands in the log is sealed: another test may have a transaction open in the same cluster. */
async function sealAll(as = services): Promise<void> {
  await expect
    .poll(
      async () => {
        expect(await seal(as)).toBeUndefined()
        return (await sealedRows()) === (await rows())
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true)
}
const verdict = async (...believed: string[]) => verifyLog(await caseOf(db, folder, believed))

afterEach(async () => {
  // Each begins with an empty log and no file.
  await owner`truncate audit.access_log, audit.checkpoints`
  await owner`update audit.log set stopped_at = null, stopped_because = null`
  rmSync(folder, { recursive: true, force: true })
})

test('a row is one line of canonical JSON: keys in order, what is not known left out, the moment to the microsecond', async () => {
  const worker = await aWorker()
  const matter = await aMatter({ unit: worker.unit })
  await db.as(worker, { purpose: 'a "read"\\ing, på svenska\u0001', matter: matter.id, reason: 'contact' }, async () => undefined)
  await owner`update audit.access_log set at = '2026-11-26 23:05:09.000042+00'`
  const lines: string[] = []
  for await (const piece of exportLog(db)) lines.push(piece.toString())
  const [row] = await owner`select *, id::int as id, txn::int as txn from audit.access_log`
  const { at: _, item_id: __, ...told } = row!
  const expected = { ...told, at: '2026-11-26T23:05:09.000042Z' } as Record<string, unknown>
  const keys = Object.keys(expected).toSorted()
  expect(lines.join('')).toBe(`${JSON.stringify(Object.fromEntries(keys.map((key) => [key, expected[key]])))}\n`)
})

test('eight people write at once, and some of it is undone: every row that stands is sealed once, and the log verifies', async () => {
  const writers = await Promise.all(Array.from({ length: 8 }, () => aPerson()))
  const writing = new AbortController()
  const sealing = (async () => {
    while (!writing.signal.aborted) expect(await seal(services)).toBeUndefined()
  })()
  await Promise.all(
    writers.map(async (person, nr) => {
      for (let n = 0; n < 40; n += 1)
        await db
          .as(person, { purpose: `writes ${n}` }, async () => {
            if ((n + nr) % 3 === 0) await sleep((n * 7 + nr) % 23)
            if ((n + nr) % 5 === 0) throw new Error('undone')
          })
          .catch((error: Error) => expect(error.message).toBe('undone'))
    }),
  )
  writing.abort()
  await sealing
  await sealAll()
  expect(await rows()).toBe(8 * 32)
  expect(await owner`select from audit.checkpoints`).not.toHaveLength(1)
  expect(await verdict()).toMatchObject({ rows: 256, sealed: 256, open: 0 })
  expect((await verdict()).wrong).toBeUndefined()
})

test('a row that was begun first and stands last is not passed over', async () => {
  const person = await aPerson()
  let go = () => undefined as void
  const held = new Promise<void>((release) => (go = release))
  let begun = () => undefined as void
  const isBegun = new Promise<void>((is) => (begun = is))
  const slow = db.as(person, { purpose: 'begun first' }, async (tx) => {
    await tx.run`select 1`
    begun()
    await held
  })
  await isBegun
  await readings(3)
  await seal(services)
  expect(await sealedRows()).toBe(0)
  go()
  await slow
  await sealAll()
  expect(await sealedRows()).toBe(4)
  expect((await verdict()).wrong).toBeUndefined()
})

/** mulberry32: the same chance every time. */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

test('a thousand tamperings by whoever owns the database are a thousand found', { timeout: 300_000 }, async () => {
  const worker = await aWorker()
  const matter = await aMatter({ unit: worker.unit })
  for (let n = 0; n < 6; n += 1) {
    await readings(10)
    await db.as(worker, { purpose: 'read matter', matter: matter.id }, async () => undefined)
    await sealAll()
  }
  await owner`create table kept as table audit.access_log`
  const all = (await owner`select txn::text, id::text from kept order by txn, id`) as unknown as { txn: string; id: string }[]
  const random = chance(20_261_126)
  const any = (below = all.length) => all[Math.floor(random() * below)]!
  const changes = [
    "at = at + interval '1 microsecond'",
    "actor = case actor when 'staff' then 'person' else 'staff' end",
    'actor_id = gen_random_uuid()',
    'session_id = null',
    'assignment_id = gen_random_uuid()',
    'committee_id = gen_random_uuid()',
    'person_id = gen_random_uuid()',
    'matter_id = gen_random_uuid()',
    'item_id = gen_random_uuid()',
    "purpose = purpose || ' '",
    "reason = 'x'",
    'txn = txn + 1000000',
    'id = id + 1000000',
  ]
  const where = ({ txn, id }: { txn: string; id: string }) => `where txn = ${txn} and id = ${id}`
  const acts: Record<string, () => string> = {
    change: () => {
      const what = changes[Math.floor(random() * changes.length)]!
      return what.startsWith('id =')
        ? `alter table audit.access_log alter id set generated by default; update audit.access_log set ${what} ${where(any())}; alter table audit.access_log alter id set generated always`
        : `update audit.access_log set ${what} ${where(any())}`
    },
    delete: () => `delete from audit.access_log ${where(any())}`,
    insert: () =>
      `insert into audit.access_log (txn, id, at, actor, actor_id, person_id, purpose) overriding system value
       select txn, id + 1000000, at, actor, actor_id, person_id, purpose from kept ${where(any(all.length - 1))}`,
    swap: () => {
      const [one, two] = [any(), any()]
      if (one === two) return acts['swap']!()
      // Each gets the other's moment, who and what: the number of rows and every row's place are as they were.
      return [
        [one, two],
        [two, one],
      ]
        .map(
          ([to, from]) => `update audit.access_log l set (at, actor, actor_id, session_id, person_id, purpose) =
          (select k.at, k.actor, k.actor_id, k.session_id, k.person_id, k.purpose from kept k ${where(from!)}) ${where(to!).replaceAll('where ', 'where l.').replace('and id', 'and l.id')}`,
        )
        .join('; ')
    },
    truncate: () => {
      const { txn, id } = any()
      return `delete from audit.access_log where (txn, id) >= (${txn}, ${id})`
    },
  }
  const found: Record<string, number> = {}
  for (const [name, act] of Object.entries(acts))
    for (let n = 0; n < 200; n += 1) {
      await owner.unsafe(act()).simple()
      const { wrong } = await verdict()
      if (wrong) found[name] = (found[name] ?? 0) + 1
      await owner.unsafe('truncate audit.access_log; insert into audit.access_log overriding system value select * from kept').simple()
    }
  expect(found).toEqual({ change: 200, delete: 200, insert: 200, swap: 200, truncate: 200 })
  expect((await verdict()).wrong).toBeUndefined()
  await owner`drop table kept`
})

test('what is wrong is told in one sentence with the checkpoints it lies between', async () => {
  await readings(5)
  await sealAll()
  await readings(5)
  await sealAll()
  await owner`update audit.access_log set purpose = 'nothing' where id = (select min(id) + 6 from audit.access_log)`
  expect((await verdict()).wrong).toMatch(
    /^The log was changed between the checkpoint of \S+ \(5 rows\) and the checkpoint of \S+ \(10 rows\) in the database: one of its rows 6 to 10 /,
  )
})

test('checkpoints that are changed along with the rows are found by those outside, and by their signature', async () => {
  await readings(5)
  await sealAll()
  await readings(5)
  await sealAll()
  await owner`update audit.checkpoints set note = replace(note, 'Z', 'Y') where size = 5`
  expect((await verdict()).wrong).toMatch(/^In the database, the checkpoint of \S+ \(5 rows\) is not signed by a key that is known/)
  await owner`delete from audit.checkpoints`
  await owner`delete from audit.access_log where id = (select min(id) + 7 from audit.access_log)`
  expect((await verdict()).wrong).toMatch(/^The log ends at row 9, and the checkpoint of \S+ \(10 rows\) in .*\.txt speaks for more/)
  writeFileSync(file, readFileSync(file, 'utf8').replace('delakt', 'annat'))
  expect((await verdict()).wrong).toMatch(/is not signed by a key that is known/)
})

test('a database that was rolled back is not sealed a second way: it is said, until the file has been put away', async () => {
  await readings(5)
  await sealAll()
  await readings(5)
  await sealAll()
  await owner`delete from audit.checkpoints where size > 5`
  await owner`delete from audit.access_log where id >= (select min(id) + 5 from audit.access_log)`
  await readings(9)
  const stopped = async () => (await owner`select stopped_because, stopped_at is not null as told from audit.log`)[0]
  expect([await seal(services), await seal(services)]).toEqual(['outside', 'outside'])
  expect(await sealedRows()).toBe(5)
  expect(await stopped()).toEqual({ stopped_because: 'outside', told: true })
  expect((await verdict()).wrong).toMatch(/^The log was changed between .* \(5 rows\) and .* \(10 rows\) in .*\.txt/)
  renameSync(file, `${file}.until-the-restore`)
  await sealAll()
  expect(await stopped()).toEqual({ stopped_because: null, told: false })
  expect(await verdict()).toMatchObject({ sealed: 14, checkpoints: 4 })
})

test('a database that has come by a dump, where transactions are counted from lower, is not sealed until it has been migrated', async () => {
  await readings(3)
  await sealAll()
  await owner`update audit.access_log set txn = txn + 1000000000`
  expect(await seal(services)).toBe('moved')
  expect((await owner`select audit.settle() as moved`)[0]).toEqual({ moved: true })
  await readings(2)
  const order = await owner`select id from audit.access_log order by txn, id`
  expect(order.map((row) => row['id'] as string)).toEqual(order.map((row) => row['id'] as string).toSorted((a, b) => Number(a) - Number(b)))
  expect((await owner`select audit.settle() as moved`)[0]).toEqual({ moved: false })
  await owner`create or replace function audit.base() returns bigint language sql immutable set search_path = '' as 'select 0::bigint'`
})

test('a new secret signs with a new key, and what was signed before is verified with its own', async () => {
  await readings(5)
  await sealAll()
  await readings(5)
  await sealAll({ ...services, config: { ...config, secret: 'another secret of this installation, for tests' } })
  const told = await verdict()
  expect(told).toMatchObject({ sealed: 10, checkpoints: 4 })
  expect(told.wrong).toBeUndefined()
  expect(told.keys).toHaveLength(2)
  expect(readFileSync(keys, 'utf8').trim().split('\n')).toEqual(told.keys)
  expect((await verdict(told.keys[1]!)).wrong).toMatch(/\(5 rows\) is not signed by a key that is known/)
})

test('a worker killed between its two writes has lost nothing, and a half-written note is taken away', { timeout: 60_000 }, async () => {
  await readings(5)
  await sealAll()
  const first = readFileSync(file, 'utf8')
  // A pipe that nobody reads: the worker has written in the database, and waits for ever at the file.
  rmSync(file)
  mkdirSync(folder, { recursive: true })
  execFileSync('mkfifo', [file])
  await readings(5)
  const worker = command(['worker'])
  const end = ended(worker)
  await sleep(3000)
  worker.kill('SIGTERM')
  await expect.poll(sealedRows, { timeout: 20_000 }).toBe(10)
  worker.kill('SIGKILL')
  expect((await end).code).toBeNull()
  rmSync(file)
  writeFileSync(file, `${first}${first.slice(0, 90)}`)
  await sealAll()
  expect(readFileSync(file, 'utf8').startsWith(first)).toBe(true)
  expect(await verdict()).toMatchObject({ sealed: 10, checkpoints: 4 })
  expect((await verdict()).wrong).toBeUndefined()
})

test(
  'the log is verified by a command, in the database and as a file without one, and the command ends with 0, 1 or 2',
  { timeout: 60_000 },
  async () => {
    const run = (args: string[], env: Record<string, string> = {}) => ended(command(args, env))
    expect(await run(['verify-log'])).toMatchObject({ code: 2, err: expect.stringMatching(/has not been sealed yet/) as string })
    await readings(40)
    await sealAll()
    const key = (await run(['log-key'])).out.trim()
    expect(key).toMatch(new RegExp(`^delakt/access-log/${logId}\\+[0-9a-f]{8}\\+`))
    expect(await run(['verify-log'])).toMatchObject({
      code: 0,
      out: `The log is as it was written: 40 of 40 rows agree with 2 checkpoints.\n  signed with ${key}\n`,
    })
    const [plain, packed] = ['ndjson', 'ndjson.gz'].map((end) => join(config.dataDir, `log.${end}`)) as [string, string]
    expect([(await run(['export-log', plain])).code, (await run(['export-log', packed])).code]).toEqual([0, 0])
    expect(await run(['export-log', plain])).toMatchObject({ code: 2, err: 'There is such a file already.\n' })
    const nowhere = { DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none', DATABASE_LOGIN_URL: 'postgres://nobody:x@127.0.0.1:1/none' }
    for (const rows of [plain, packed])
      expect(await run(['verify-log', '--file', rows, '--checkpoints', file, '--key', key], nowhere)).toMatchObject({ code: 0 })
    writeFileSync(plain, readFileSync(plain, 'utf8').replace('reading 3', 'reading 4'))
    const changed = await run(['verify-log', '--file', plain, '--checkpoints', file], nowhere)
    expect(changed).toMatchObject({ code: 1, out: expect.stringMatching(/^The log was changed before its first checkpoint/) as string })
    expect((await run(['verify-log', '--file', plain])).code).toBe(2)
    await owner`update audit.access_log set person_id = gen_random_uuid() where id = (select max(id) from audit.access_log)`
    expect((await run(['verify-log'])).code).toBe(1)
  },
)
