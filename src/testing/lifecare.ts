import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

type Json = Record<string, unknown>
const recording = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../modules/matters/adapters/lifecare/recordings/${name}.json`, import.meta.url), 'utf8'))

/** What a test lets the source do with one question before it answers as usual; `true` means it has answered. */
type Trouble = (path: string, times: number, answer: ServerResponse, revoke: () => void) => boolean | Promise<boolean>

/**
 * A source on a port of its own that plays our recordings as Lifecare would: pages of family care with an envelope, bare lists of elderly
 * care by limit and offset, a token that must be the latest one given out. `firstPage` is what the source calls its first page. What it holds
 * (`fc`, `ec`) and what troubles it (`now`) may be changed between two readings.
 */
export async function aLifecare({
  trouble,
  firstPage = 1,
  change,
}: { trouble?: Trouble; firstPage?: number; change?: (fc: Json, ec: Json) => void } = {}) {
  const [fc, ec] = [recording('family-care'), recording('elderly-care')]
  change?.(fc, ec)
  const now: { trouble?: Trouble | undefined } = { trouble }
  const asked: string[] = []
  const tokens = new Set<string>()

  async function answerTo(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://source')
    const { pathname, searchParams: query } = url
    asked.push(pathname + url.search)
    const times = asked.filter((one) => one.split('?')[0] === pathname).length
    if (await now.trouble?.(pathname, times, answer, () => tokens.clear())) return
    const json = (body: unknown, status = 200) =>
      void answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (pathname === '/token') {
      const ok = request.headers.authorization === `Basic ${btoa('delakt:s3cret')}`
      if (!ok) return json({}, 401)
      const text = `token-${asked.length}`
      tokens.add(text)
      return json({ access_token: text, expires_in: 3600 })
    }
    if (!tokens.has((request.headers.authorization ?? '').slice('Bearer '.length))) return json({}, 401)
    if (pathname === '/fc/apifc/v1/DocumentContent')
      return void answer.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><p>${query.get('id')}`)
    if (pathname.startsWith('/fc/apifc/v1/')) {
      const found = fc[pathname.slice('/fc/apifc/v1/'.length)]
      const mine = query.get('personId') === '199006022397'
      if (!Array.isArray(found)) return mine ? json(found) : json({}, 404)
      const records = mine ? found : []
      if (pathname.endsWith('/Contacts')) return json(records)
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(query.get('startDate') ?? '')) return json('startDate', 400)
      const size = Number(query.get('pageSize')) || 20
      const page = Number(query.get('pageNr') ?? firstPage)
      return json({
        PageNumber: page,
        PageSize: size,
        TotalNumberOfPages: Math.ceil(records.length / size),
        TotalNumberOfRecords: records.length,
        Result: records.slice((page - firstPage) * size, (page - firstPage + 1) * size),
      })
    }
    const list = ec[pathname.slice('/ec/api/v1/'.length)]
    const mine = query.get('q') === "PersonId='199006022397'"
    const offset = Number(query.get('offset'))
    return json(Array.isArray(list) && mine ? list.slice(offset, offset + Number(query.get('limit'))) : [])
  }

  const server = createServer((request, answer) => {
    answerTo(request, answer).catch((error: unknown) => answer.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has a port
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const token = { url: `${base}/token`, clientId: 'delakt', clientSecret: 's3cret' }
  const settings = {
    fc: { base: `${base}/fc`, token, domain: 'delaby-domain', key: 'vendor-key' },
    ec: { base: `${base}/ec`, token, domain: 'delaby-domain', key: 'vendor-key' },
    unit: 'vux',
    units: { Ekonomienheten: 'eko' },
    backoffMs: 1,
    timeoutMs: 5000,
  }
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return { settings, asked, fc, ec, now }
}

/** Answers with a status and nothing else. */
export const plainly = (answer: ServerResponse, status: number, headers: Record<string, string> = {}): true => {
  answer.writeHead(status, headers).end()
  return true
}

/** Says nothing for so long, then goes on as usual. */
export const late = async (ms: number): Promise<false> => {
  await pause(ms)
  return false
}
