import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import postgres from 'postgres'
import { Stop } from '../scripts/stop.ts'
import { figure, type Outcome } from './figures.ts'
import { awake, type Base, folder, type Ground, root, secret } from './ground.ts'
import { idInSql } from './people.ts'
import { load, serve } from './processes.ts'

type Options = { few: number; logRows: number; rounds: number; seconds: number; say: (line: string) => void }

/** Persons the log is about: ten times those who are signed in and ask. */
const personsFor = (few: number) => few * 10
const checkpoints = join(folder, 'checkpoints')

/** The access log, grown long: the person's page over it, and its proof. */
export async function accessLog(ground: Ground, { few, logRows, rounds, seconds, say }: Options): Promise<Outcome> {
  const base = await ground.people(few)
  const made = await filled(base, logRows, few, say)
  const seals: number[] = []
  if (made) {
    rmSync(checkpoints, { recursive: true, force: true })
    seals.push(logRows / (await delakt(base, ['seal'])).seconds)
    say(`  sealed, ${seals[0]!.toFixed(0)} rows/s`)
  }
  const [p99, p50, pages, verified, peaks] = [[] as number[], [] as number[], [] as number[], [] as number[], [] as number[]]
  for (let round = 1; round <= rounds; round += 1) {
    const served = await serve(base)
    try {
      await awake(base)
      const asked = { url: served.url, connections: 8, persons: few, path: '/mina-sidor/vem-har-last' }
      if (round === 1) await load({ ...asked, seconds: 3 * seconds })
      const one = await load({ ...asked, seconds })
      if (one.failed > 0) throw new Error(`${one.failed} answers were no page`)
      p99.push(one.p99)
      p50.push(one.p50)
      pages.push(one.rate)
    } finally {
      await served.stop()
    }
    const run = await delakt(base, ['verify-log'])
    if (run.code !== 0) throw new Error(`verify-log ended with ${run.code}`)
    verified.push(logRows / run.seconds)
    peaks.push(run.peak)
    say(`  round ${round}: p99 ${p99.at(-1)} ms; ${verified.at(-1)!.toFixed(0)} rows/s verified, at most ${peaks.at(-1)!.toFixed(0)} MB`)
  }
  const among = logRows.toLocaleString('en-GB').replaceAll(',', ' ')
  return {
    figures: [
      figure(`who has looked, 99th percentile with ${among} rows`, 'ms', p99, { most: 100 }),
      figure('who has looked, median time', 'ms', p50),
      figure('who has looked, pages a second', 'req/s', pages),
      figure('verify-log', 'rows/s', verified, { least: 200_000 }),
      figure('memory of verify-log, at most', 'MB', peaks, { most: 300 }),
      ...(seals.length ? [figure('the first seal of a log that was never sealed', 'rows/s', seals)] : []),
    ],
    commands: [
      `${among} rows about ${personsFor(few)} persons, a third by staff, generated in one transaction`,
      'autocannon, 8 connections, pages of those signed in at random, one process; delakt verify-log in a process of its own, its start counted',
    ],
    notes: [],
  }
}

/** Rows first, keys after. Answers whether they had to be made. */
async function filled({ adminUrl }: Base, rows: number, few: number, say: (line: string) => void): Promise<boolean> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    await sql`create schema if not exists bench`
    await sql`create table if not exists bench.log_rows (n bigint)`
    if (Number((await sql`select max(n) as n from bench.log_rows`)[0]?.['n']) === rows) return false
    mkdirSync(folder, { recursive: true })
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < rows * 450) throw new Stop(`The disk that holds ${folder} is too small for ${rows} rows of the log.`)
    say(`Making ${rows} rows of the log`)
    const from = performance.now()
    await sql.begin(async (tx) => {
      await tx.unsafe("set local maintenance_work_mem = '1GB'; truncate audit.access_log, audit.checkpoints, bench.log_rows")
      const keys =
        await tx`select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index where indrelid = 'audit.access_log'::regclass and not indisprimary`
      await tx`alter table audit.access_log drop constraint access_log_pkey`
      for (const { name } of keys) await tx.unsafe(`drop index ${name}`)
      const step = 1_000_000
      for (let done = 0; done < rows; done += step) {
        await tx.unsafe(`
          insert into audit.access_log (at, actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, item_id, purpose)
          select now() - (${rows} - g) * interval '0.6 s', case when g % 3 = 0 then 'staff' else 'person' end,
            case when g % 3 = 0 then ${idInSql("'staff-' || g % 5000")} else person end, ${idInSql("'session-' || g / 20")},
            case when g % 3 = 0 then ${idInSql("'desk-' || g % 5000")} end, ${idInSql("'committee-' || g % 300")}, person,
            ${idInSql("'matter-' || g % 400000")}, case when g % 4 = 0 then ${idInSql("'item-' || g")} end,
            case when g % 3 = 0 then (array['read matter', 'review item', 'decide release'])[1 + g / 3 % 3] else 'case' end
          from generate_series(${done + 1}::bigint, ${Math.min(rows, done + step)}::bigint) g,
            lateral (select ${idInSql(`'person-' || (g * 7919 % ${personsFor(few)})`)} as person) p`)
        process.stderr.write(`\r  ${Math.min(rows, done + step)} rows`)
      }
      process.stderr.write('\n')
      await tx`alter table audit.access_log add primary key (txn, id)`
      for (const { name, text } of keys) {
        await tx.unsafe(text as string)
        say(`  ${name}`)
      }
      await tx`insert into bench.log_rows values (${rows})`
    })
    await sql`vacuum (freeze, analyze) audit.access_log`
    say(`  in ${Math.round((performance.now() - from) / 1000)} s`)
    return true
  } finally {
    await sql.end()
  }
}

/** A command of the built program, or the sealing that its worker does; how long it took, how it ended and the most memory it held, in MB. */
async function delakt(base: Base, words: string[]): Promise<{ seconds: number; code: number | null; peak: number }> {
  if (!existsSync(join(root, 'dist', 'cli.js'))) throw new Error('dist/cli.js is not there')
  const program = words[0] === 'seal' ? ['bench/seal.ts'] : ['dist/cli.js', ...words]
  const env = {
    ...process.env,
    DATABASE_URL: base.ownerUrl,
    DATABASE_LOGIN_URL: base.loginUrl,
    DELAKT_SECRET: secret,
    DELAKT_LOG: 'warn',
    DELAKT_CHECKPOINTS: checkpoints,
  }
  const from = performance.now()
  const child = spawn(process.execPath, ['--import', './bench/peak.ts', ...program], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let peak = 0
  child.on('message', (mb) => (peak = Math.max(peak, Number(mb))))
  const [code] = (await once(child, 'exit')) as [number | null]
  return { seconds: (performance.now() - from) / 1000, code, peak }
}
