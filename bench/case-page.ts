import { setTimeout as sleep } from 'node:timers/promises'
import { figure, median, type Figure, type Outcome } from './figures.ts'
import { awake, type Base, type Ground, remembered } from './ground.ts'
import { askFor } from './people.ts'
import { findPgbench, pgbench, script } from './pgbench.ts'
import { load, ports, serve } from './processes.ts'
import { listenIn, type Statement } from './wire.ts'

type Options = { persons: number; few: number; rounds: number; seconds: number; say: (line: string) => void }

/** The signed-in case page under row security, beside pgbench with the same statements, among few people and among many. */
export async function casePage(ground: Ground, { persons, few, rounds, seconds, say }: Options): Promise<Outcome> {
  const sizes = [...new Set([few, persons])]
  const bases = new Map<number, Base>()
  for (const size of sizes) bases.set(size, await ground.people(size))
  const statements = await heard(bases.get(few)!, few)
  const program = findPgbench()
  const seen = new Map(
    sizes.map((size) => [
      size,
      {
        rate: [] as number[],
        p50: [] as number[],
        p99: [] as number[],
        failed: 0,
        zipped: [] as number[],
        plain: [] as number[],
        cpu: [] as number[],
        peak: 0,
      },
    ]),
  )
  for (const size of sizes) {
    say(`  warming ${size} persons`)
    await remembered(bases.get(size)!)
    const server = await serve(bases.get(size)!)
    await awake(bases.get(size)!)
    await load({ url: server.url, connections: 32, seconds: Math.max(3, seconds), persons: size })
    await server.stop()
  }
  for (let round = 1; round <= rounds; round++)
    for (const size of sizes) {
      const base = bases.get(size)!
      const had = seen.get(size)!
      const served = await serve(base)
      try {
        await awake(base)
        // A server lives for weeks: what is measured is one that has answered some thousand times.
        await load({ url: served.url, connections: 32, seconds: 12, persons: size })
        await awake(base)
        const before = await served.cost()
        const one = await load({ url: served.url, connections: 32, seconds, persons: size })
        const after = await served.cost()
        had.rate.push(one.rate)
        had.p50.push(one.p50)
        had.p99.push(one.p99)
        had.failed += one.failed
        had.cpu.push(((after.cpu - before.cpu) / (one.rate * seconds)) * 1000)
        had.zipped.push((await load({ url: served.url, connections: 32, seconds, persons: size, encoding: 'gzip' })).rate)
        had.peak = Math.max(had.peak, (await served.cost()).peak)
      } finally {
        await served.stop()
      }
      if (program) {
        await awake(base)
        had.plain.push((await pgbench(program, base.loginUrl, script(statements, size), seconds)).rate)
      }
      say(
        `  round ${round}, ${size} persons: ${had.rate.at(-1)!.toFixed(0)} pages/s, p99 ${had.p99.at(-1)} ms${program ? `; pgbench ${had.plain.at(-1)!.toFixed(0)}` : ''}`,
      )
    }
  const figures: Figure[] = sizes.flatMap((size) => {
    const had = seen.get(size)!
    const among = size.toLocaleString('en-GB').replaceAll(',', ' ')
    return [
      figure(`pages a second among ${among} persons`, 'req/s', had.rate, { least: 1200 }),
      ...(program
        ? [
            figure(
              `share of pgbench among ${among} persons`,
              '%',
              had.rate.map((rate, i) => (100 * rate) / had.plain[i]!),
              { least: 60 },
            ),
          ]
        : []),
      figure(`99th percentile among ${among} persons`, 'ms', had.p99, { most: 50 }),
      figure(`median time among ${among} persons`, 'ms', had.p50),
      ...(program ? [figure(`pgbench with the same statements among ${among} persons`, 'pages/s', had.plain)] : []),
      figure(`pages a second as gzip among ${among} persons`, 'req/s', had.zipped),
      figure(`the server's own time for a page among ${among} persons`, 'ms', had.cpu),
      figure(`answers that were no page among ${among} persons`, '', [had.failed], { most: 0 }),
    ]
  })
  const [least, most] = [seen.get(Math.min(...sizes))!, seen.get(Math.max(...sizes))!]
  if (sizes.length > 1)
    figures.push(
      figure(
        'time for a page among many, of that among few',
        '×',
        least.rate.map((rate, i) => rate / most.rate[i]!),
        { most: 1.2 },
      ),
    )
  figures.push(
    figure('memory of the server under this load', 'MB', [Math.max(...[...seen.values()].map(({ peak }) => peak))], { most: 250 }),
  )
  const text = script(statements, few).text
  return {
    figures,
    commands: [
      'autocannon, 32 connections, in a process of its own, against dist/main.js, one process',
      'pgbench -n -M prepared -c 32 -j 1, statements as heard on the wire',
    ],
    notes: [
      `${statements.flat().length} statements in ${statements.length} transactions a page. Each person had been away for two minutes, so the sign of life is written with nearly every page.`,
      ...(program ? [] : ['pgbench skipped: install it (Debian: apt-get install postgresql-contrib).']),
      `What pgbench ran:\n\n${text.replaceAll(/^/gm, '    ')}`,
    ],
  }
}

/** What the server says to PostgreSQL for one case page, when it has answered others already. */
async function heard(base: Base, persons: number): Promise<Statement[][]> {
  const wire = await listenIn(base.loginUrl, ports.wire)
  const server = await serve(base, { loginUrl: wire.url })
  try {
    const ask = askFor(0, persons)
    const takes: Statement[][][] = []
    for (let turn = 0; turn < 6; turn++) {
      await awake(base)
      wire.taken()
      const response = await fetch(server.url + ask.path, { headers: { cookie: ask.cookie } })
      if (response.status !== 200) throw new Error(`The case page answered ${response.status}`)
      await response.text()
      await sleep(50)
      takes.push(wire.taken().filter(ofThePage))
    }
    // The first times it also asks for what it then keeps.
    const length = median(takes.slice(1).map((take) => take.length))
    return takes.findLast((take) => take.length === length)!
  } finally {
    await server.stop()
    await wire.close()
  }
}

/** The jobs speak to PostgreSQL too, and a new connection asks for the types there are; neither belongs to the page. */
const ofThePage = (transaction: Statement[]): boolean => {
  const role = transaction.flatMap(({ params }) => params).find((param) => param?.startsWith('delakt_'))
  return role === undefined ? transaction.some(({ sql }) => sql.includes('identity.look')) : role !== 'delakt_worker'
}
