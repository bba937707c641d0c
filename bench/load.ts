// Asks as fast as the answers come, from a process of its own.
import autocannon from 'autocannon'
import { readFileSync } from 'node:fs'
import { askFor, signedIn } from './people.ts'

export type Ask = { path: string; cookie: string; method?: string; body?: string }
/** `persons`: the case pages of people signed in, at random, or their page at `path`. Otherwise the address as it stands, as whoever has `cookie`. */
export type Asked = {
  url: string
  connections: number
  seconds: number
  persons?: number
  path?: string
  encoding?: string
  cookie?: string
  /** These, in turn. `forms`: they are forms, and an answer that leads on is one. */
  asks?: readonly Ask[]
  forms?: boolean
}
/** Requests a second; times in ms. `done` is how many were answered, `failed` counts every answer that was not a page. */
export type Load = { done: number; rate: number; p50: number; p99: number; most: number; failed: number; bytes: number }

const { url, connections, seconds, persons, path, encoding, cookie, asks: given, forms } = JSON.parse(readFileSync(0, 'utf8')) as Asked
const headers: Record<string, string> = { ...(encoding ? { 'accept-encoding': encoding } : {}), ...(cookie ? { cookie } : {}) }
const asks: readonly Ask[] = given ?? (persons ? Array.from({ length: Math.min(signedIn, persons) }, (_, i) => askFor(i, persons)) : [])
let next = 0
const one = () => (given ? asks[next++ % asks.length]! : asks[Math.floor(Math.random() * asks.length)]!)
const form = forms
  ? { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  : {}
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
              const { cookie: who, ...ask } = one()
              return { ...request, ...ask, path: path ?? ask.path, headers: { ...request.headers, ...headers, ...form, cookie: who } }
            },
          },
        ],
      }
    : {}),
})
const load: Load = {
  done: result.requests.total,
  rate: result.requests.total / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  most: result.latency.max,
  failed: (forms ? result['4xx'] + result['5xx'] : result.non2xx) + result.errors + result.timeouts,
  bytes: result.throughput.total / Math.max(1, result.requests.total),
}
process.stdout.write(JSON.stringify(load))
