import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import postgres from 'postgres'
import { figure, type Outcome } from './figures.ts'
import { folder, type Ground, root, secret } from './ground.ts'
import { said } from './processes.ts'

/** `delakt import` of an invented history into an empty database. */
export async function imports(
  ground: Ground,
  { events, rounds, say }: { events: number; rounds: number; say: (line: string) => void },
): Promise<Outcome> {
  if (!existsSync(join(root, 'dist', 'cli.js'))) return { figures: [], commands: [], notes: ['Skipped: dist/cli.js is not there.'] }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `feed-${events}.ndjson`)
  if (!existsSync(file))
    await said(process.execPath, ['--conditions=source', 'bench/generate-feed.ts', file, String(events / 20), String(events), 'NORR'])
  const [rates, peaks, halves] = [[] as number[], [] as number[], [] as number[]]
  for (let round = 1; round <= rounds; round++) {
    const { ownerUrl, adminUrl, loginUrl } = await ground.empty('import')
    const env = { ...process.env, DATABASE_URL: ownerUrl, DATABASE_LOGIN_URL: loginUrl, DELAKT_SECRET: secret, DELAKT_LOG: 'warn' }
    const from = performance.now()
    const child = spawn(process.execPath, ['--import', './bench/peak.ts', 'dist/cli.js', 'import', file, '--source', 'bench'], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const memory: number[] = []
    child.on('message', (mb) => memory.push(Number(mb)))
    const [code] = (await once(child, 'exit')) as [number | null]
    const seconds = (performance.now() - from) / 1000
    const sql = postgres(adminUrl, { max: 1 })
    const stored = Number((await sql`select count(*) from record.events`)[0]?.['count'])
    await sql.end()
    if (code !== 0 || stored !== events) throw new Error(`The import ended with code ${code} and ${stored} events of ${events}`)
    rates.push(stored / seconds)
    peaks.push(Math.max(...memory))
    halves.push(Math.max(...memory.slice(memory.length >> 1)) / Math.max(...memory.slice(0, memory.length >> 1)))
    say(`  round ${round}: ${rates.at(-1)!.toFixed(0)} events/s, at most ${peaks.at(-1)!.toFixed(0)} MB`)
  }
  rmSync(`${file}.refused.ndjson`, { force: true })
  return {
    figures: [
      figure(`import of ${events.toLocaleString('en-GB').replaceAll(',', ' ')} events`, 'events/s', rates, { least: 20_000 }),
      figure('memory of the import, at most', 'MB', peaks, { most: 300 }),
      figure('memory in the second half, of that in the first', '×', halves, { most: 1.2 }),
    ],
    commands: [
      `node bench/generate-feed.ts ${file.slice(root.length + 1)} ${events / 20} ${events} NORR`,
      'delakt import <file> --source bench, into an empty database; the start of the program is counted',
    ],
    notes: [],
  }
}
