// Asks as fast as the answers come, from a process of its own.
import autocannon from 'autocannon'
import { readFileSync } from 'node:fs'
import { askFor, signedIn } from './people.ts'

/** `persons`: the case pages of people signed in, at random, or their page at `path`. Otherwise the address as it stands, as whoever has `cookie`. */
export type Asked = {
  url: string
  connections: number
  seconds: number
  persons?: number
  path?: string
  encoding?: string
  cookie?: string
}
/** Requests a second; times in ms. `failed` counts every answer that was not a page. */
export type Load = { rate: number; p50: number; p99: number; most: number; failed: number; bytes: number }

const { url, connections, seconds, persons, path, encoding, cookie } = JSON.parse(readFileSync(0, 'utf8')) as Asked
const headers: Record<string, string> = { ...(encoding ? { 'accept-encoding': encoding } : {}), ...(cookie ? { cookie } : {}) }
const asks = persons ? Array.from({ length: Math.min(signedIn, persons) }, (_, i) => askFor(i, persons)) : []
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  headers,
  ...(asks.length
    ? {
        requests: [
          {
            setupRequest: (request) => {
              const ask = asks[Math.floor(Math.random() * asks.length)]!
              return { ...request, path: path ?? ask.path, headers: { ...request.headers, ...headers, cookie: ask.cookie } }
            },
          },
        ],
      }
    : {}),
})
const load: Load = {
  rate: result.requests.total / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  most: result.latency.max,
  failed: result.non2xx + result.errors + result.timeouts,
  bytes: result.throughput.total / Math.max(1, result.requests.total),
}
process.stdout.write(JSON.stringify(load))
