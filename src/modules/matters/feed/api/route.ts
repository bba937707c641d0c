import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { SourceActor } from '#kernel/actor'
import { callerOf } from '#kernel/client'
import { TooMany } from '#kernel/errors'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { openSourceSession, sourceOf } from '#modules/identity'
import { type ItemResult, ready, store } from '../ingest.ts'
import { Batch, Manifest } from '../model.ts'
import { compare, countQuarantine, noteReading } from '../queries.ts'
import { generateOpenApi } from './openapi.ts'
import { bodyOf } from './body.ts'
import { type Fault, refuse } from './problems.ts'
import { returnsApi, returnsMethods } from './returns.ts'

export const limits = { bytes: 10 * 1024 * 1024, items: 1000, requestsPerMinute: 600, tokensPerMinute: 30 }

export type Api = { Variables: { source: SourceActor } }

/** Where source systems hand in (INT-01): `/api/v1`. Every answer but a token's own errors is JSON, and every failure problem+json. */
export function feedApi(services: Services): Hono<Api> {
  const { db, config, log } = services
  const app = new Hono<Api>()
  const tokens = limit(limits.tokensPerMinute, 60)
  const requests = limit(limits.requestsPerMinute, 60)
  let description: string | undefined

  app.onError((error, c) => {
    if (error instanceof TooMany) return refuse(c, 429, `Wait ${error.after} seconds.`, {}, { 'retry-after': String(error.after) })
    const reference = crypto.randomUUID().slice(0, 6).toUpperCase()
    log.error({ reference, name: error.name, code: 'code' in error ? String(error.code) : undefined }, 'feed: failed')
    return refuse(c, 500, 'Nothing of this request was stored. Send it again; if it happens again, tell us the reference.', { reference })
  })
  const size = (maxSize: number, remedy = '') =>
    bodyLimit({ maxSize, onError: (c) => refuse(c, 413, `The body is larger than ${maxSize} bytes.${remedy}`) })

  app.get('/api/v1/openapi.json', (c) => {
    description ??= JSON.stringify(generateOpenApi())
    return c.body(description, 200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' })
  })

  app.post('/api/v1/token', size(16_384), async (c) => {
    await tokens(callerOf(c, config.trustProxy))
    const failed = (status: 400 | 401, error: string, headers: Record<string, string> = {}) =>
      c.body(JSON.stringify({ error }), status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '')) return failed(400, 'invalid_request')
    const form = new URLSearchParams(await c.req.text())
    if ([...form.keys()].some((name) => form.getAll(name).length > 1)) return failed(400, 'invalid_request')
    const basic = c.req.header('authorization')
    if (basic && form.has('client_secret')) return failed(400, 'invalid_request')
    const grant = form.get('grant_type')
    if (grant !== 'client_credentials') return failed(400, grant === null ? 'invalid_request' : 'unsupported_grant_type')
    const client = basic ? fromBasic(basic) : { id: form.get('client_id'), secret: form.get('client_secret') }
    const session =
      client?.id && client.secret && plain(client.id) ? await openSourceSession(services, client.id, client.secret) : undefined
    if (!session) return failed(401, 'invalid_client', { 'www-authenticate': 'Basic realm="delakt"' })
    return c.json({ access_token: session.secret, token_type: 'Bearer', expires_in: session.seconds }, 200, { 'cache-control': 'no-store' })
  })

  app.use('/api/v1/*', async (c, next) => {
    const allowed = methods[c.req.path] ?? returnsMethods.find(([path]) => path.test(c.req.path))?.[1]
    if (!allowed) return refuse(c, 404, 'The addresses are listed in /api/v1/openapi.json.')
    if (c.req.method !== allowed) return refuse(c, 405, `Use ${allowed}.`, {}, { allow: allowed })
    const bearer = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const source = await sourceOf(services, bearer)
    if (!source) {
      const challenge = bearer ? 'Bearer realm="delakt", error="invalid_token"' : 'Bearer realm="delakt"'
      return refuse(c, 401, 'Get a token from /api/v1/token and send it as Authorization: Bearer.', {}, { 'www-authenticate': challenge })
    }
    await requests(source.secret)
    c.set('source', source)
    c.header('cache-control', 'no-store')
    return next()
  })

  app.post(
    '/api/v1/batch',
    size(limits.bytes, ' Send fewer items; a document too large by itself comes by file (delakt import).'),
    async (c) => {
      const body = await bodyOf(c, Batch)
      if (body instanceof Response) return body
      const made = await ready(body.items, { ...config, imported: body.imported })
      const results = await db.as(c.var.source, { purpose: 'feed: batch' }, (tx) => store(tx, made))
      const errors = faultsIn(results)
      if (errors.length === results.length) return refuse(c, 422, 'Not one item could be taken in.', { errors })
      const count = (status: ItemResult['status']) => results.filter((result) => result.status === status).length
      const counts = {
        stored: count('stored'),
        unchanged: count('unchanged'),
        quarantined: count('quarantined'),
        refused: count('refused'),
      }
      return c.json({ ...counts, results: results.map(({ index, status }) => ({ index, status })), errors })
    },
  )

  app.post('/api/v1/manifest', size(limits.bytes), async (c) => {
    const body = await bodyOf(c, Manifest)
    if (body instanceof Response) return body
    const differing = await db.as(c.var.source, { purpose: 'feed: compare' }, async (tx) => {
      const found = await compare(tx, body.matters)
      await noteReading(tx)
      return found
    })
    return c.json({ compared: body.matters.length, differing })
  })

  app.get('/api/v1/quarantine', async (c) => {
    const reasons = await db.as(c.var.source, { purpose: 'feed: quarantine' }, countQuarantine)
    return c.json({ waiting: reasons.reduce((sum, { count }) => sum + count, 0), reasons })
  })

  returnsApi(app, services)
  return app
}

const methods: Record<string, 'GET' | 'POST'> = {
  '/api/v1/token': 'POST',
  '/api/v1/batch': 'POST',
  '/api/v1/manifest': 'POST',
  '/api/v1/quarantine': 'GET',
  '/api/v1/openapi.json': 'GET',
}

const plain = (id: string) => /^[\x20-\x7e]{1,200}$/.test(id)

/** RFC 6749 § 2.3.1: the two are form-encoded before they are put together. */
function fromBasic(header: string): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1]
  const [, id, secret] = encoded ? (/^([^:]*):(.*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []) : []
  if (id === undefined || secret === undefined) return undefined
  const form = new URLSearchParams(`id=${id.replaceAll('&', '%26')}&secret=${secret.replaceAll('&', '%26')}`)
  return { id: form.get('id') ?? '', secret: form.get('secret') ?? '' }
}

const faultsIn = (results: readonly ItemResult[]): Fault[] =>
  results.flatMap(({ index, problem }) =>
    problem ? [{ index, pointer: `/items/${index}${problem.pointer}`, detail: problem.detail }] : [],
  )
