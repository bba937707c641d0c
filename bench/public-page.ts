import { figure, type Outcome } from './figures.ts'
import type { Ground } from './ground.ts'
import { load, serve, serveBare } from './processes.ts'

/** The public start page beside bare node:http with the same answer. */
export async function publicPage(
  ground: Ground,
  { few, rounds, seconds, say }: { few: number; rounds: number; seconds: number; say: (line: string) => void },
): Promise<Outcome> {
  const server = await serve(await ground.people(few))
  const [ours, theirs, ourTime, theirTime] = [[] as number[], [] as number[], [] as number[], [] as number[]]
  let size = 0
  try {
    const url = `${server.url}/`
    const first = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
    const body = Buffer.from(await first.arrayBuffer())
    size = body.length
    const headers = [...first.headers].filter(([name]) => !/^(date|connection|keep-alive|transfer-encoding|content-length)$/.test(name))
    const bare = await serveBare({
      status: first.status,
      headers: [...headers, ['content-length', String(size)]],
      body: body.toString('base64'),
    })
    try {
      await load({ url, connections: 32, seconds: 2 })
      await load({ url: bare.url, connections: 32, seconds: 2 })
      for (let round = 1; round <= rounds; round++) {
        for (const [served, rates, times, at] of [
          [server, ours, ourTime, url],
          [bare, theirs, theirTime, bare.url],
        ] as const) {
          const before = await served.cost()
          const { rate, failed } = await load({ url: at, connections: 32, seconds })
          if (failed) throw new Error(`${failed} answers were no page`)
          const after = await served.cost()
          rates.push(rate)
          times.push(((after.cpu - before.cpu) / (rate * seconds)) * 1000)
        }
        say(`  round ${round}: ${ours.at(-1)!.toFixed(0)} pages/s, node:http ${theirs.at(-1)!.toFixed(0)}`)
      }
    } finally {
      await bare.stop()
    }
  } finally {
    await server.stop()
  }
  return {
    figures: [
      figure(
        'share of bare node:http, requests a second',
        '%',
        ours.map((rate, i) => (100 * rate) / theirs[i]!),
        { least: 80 },
      ),
      figure(
        'share of bare node:http, by CPU time',
        '%',
        theirTime.map((time, i) => (100 * time) / ourTime[i]!),
        { least: 80 },
      ),
      figure('public start page', 'req/s', ours),
      figure('bare node:http', 'req/s', theirs),
    ],
    commands: ['autocannon, 32 connections, GET / against dist/main.js and against node:http with the same bytes and headers'],
    notes: [`${size} bytes. By CPU time counts only the server's own, so that a load generator at its limit flatters nobody.`],
  }
}
