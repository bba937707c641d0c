import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import { addressIndex, reportKey } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { mobile } from '#kernel/values/phone'
import { readBounce } from './bounce.ts'
import { noteReply, noteReport } from './queries.ts'

const worker = { kind: 'worker' } as const
const mostBytes = 10_000
/** A message that came back, with what was sent quoted in it. */
const mostBounced = 200_000

const Ours = z.uuid().optional().catch(undefined)
const reported = z.enum(['sent', 'delivered', 'failed'])
const Id = z.union([z.string(), z.number()]).transform((id) => String(id).slice(0, 100))
const Report = z.object({ id: Id.optional(), status: z.string() })
const Reply = z.object({ from: z.string().max(40), message: z.string().max(2000) })

/** Some say `text` and some `message`. */
const replyOf = (body: Record<string, unknown>) => Reply.safeParse({ ...body, message: body['message'] ?? body['text'] })

/** HTTP Basic with the key that only the services we send by are told. */
const isOurs = (header: string | undefined, secret: string): boolean => {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Basic ${Buffer.from(`delakt:${reportKey(secret)}`).toString('base64')}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/**
 * Where the services that send for us tell what came of it, and what was answered: `/api/utskick/46elks/…` (forms) and `/api/utskick/json/…`;
 * and where the mail server hands on what comes back to the address we send from (`/api/utskick/smtp/retur`, the whole message).
 * Only for the one that is set; of the rest there is nothing. Whatever is well formed is answered 204, so that it is not told for ever.
 */
export function sendingApi({ db, config }: Services): Hono {
  const app = new Hono()
  const guarded = createMiddleware(async (c, next) => {
    if (![config.sms.kind, config.mail.kind].some((kind) => kind === c.req.param('service'))) return c.body(null, 404)
    if (!isOurs(c.req.header('authorization'), config.secret)) {
      c.header('WWW-Authenticate', 'Basic realm="utskick"')
      return c.body(null, 401)
    }
    await next()
    return undefined
  })
  const bodyOf = async (c: {
    req: { param(name: 'service'): string | undefined; json(): Promise<unknown>; parseBody(): Promise<object> }
  }) => {
    const body = await (c.req.param('service') === 'json' ? c.req.json() : c.req.parseBody()).catch(() => ({}))
    return (body && typeof body === 'object' ? body : {}) as Record<string, unknown>
  }
  const atMost = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => c.body(null, 413) })
  app.use('/api/utskick/:service{46elks|json}/*', atMost(mostBytes))
  app.use('/api/utskick/smtp/*', atMost(mostBounced))
  app.post('/api/utskick/:service{46elks|json}/leverans', guarded, async (c) => {
    const report = Report.safeParse(await bodyOf(c))
    if (!report.success) return c.body(null, 400)
    const state = reported.safeParse(report.data.status.toLowerCase())
    // What is on its way says nothing yet.
    if (!state.success) return c.body(null, 204)
    const ours = Ours.parse(c.req.query('id'))
    await db.as(worker, { purpose: 'sending: report' }, (tx) =>
      noteReport(tx, { id: ours, ref: report.data.id, state: state.data, ...(state.data === 'failed' ? { code: 'not-delivered' } : {}) }),
    )
    return c.body(null, 204)
  })
  app.post('/api/utskick/:service{46elks|json}/svar', guarded, async (c) => {
    const reply = replyOf(await bodyOf(c))
    if (!reply.success) return c.body(null, 400)
    const number = mobile(reply.data.from)
    if (number)
      await db.as(worker, { purpose: 'sending: reply' }, (tx) =>
        noteReply(tx, addressIndex(config.secret, number), reply.data.message.replaceAll('\u0000', '')),
      )
    return c.body(null, 204)
  })
  app.post('/api/utskick/:service{smtp}/retur', guarded, async (c) => {
    const back = config.mail.kind === 'smtp' ? readBounce(await c.req.text(), config.mail.from) : undefined
    if (back)
      await db.as(worker, { purpose: 'sending: report' }, (tx) =>
        noteReport(tx, { id: back.id, state: 'failed', code: `dsn-${back.status}` }),
      )
    return c.body(null, 204)
  })
  return app
}
