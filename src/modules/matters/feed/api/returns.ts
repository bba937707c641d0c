import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Services } from '#kernel/services'
import { answersOf, titleOf } from '#modules/contact'
import { mostReturns, Receipt } from '../model.ts'
import { bodyOf } from './body.ts'
import { refuse } from './problems.ts'
import type { Api } from './route.ts'

const usual = 20

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** The addresses that have an id in them, and how they are asked. */
export const returnsMethods: readonly (readonly [RegExp, 'GET' | 'POST'])[] = [
  [/^\/api\/v1\/returns$/, 'GET'],
  [new RegExp(`^/api/v1/returns/${id}/files/${id}$`), 'GET'],
  [new RegExp(`^/api/v1/returns/${id}/receipt$`), 'POST'],
]

const Spoken = z.object({ sv: z.string().optional() })
const Waiting = z.object({
  id: z.uuid(),
  thread: z.uuid(),
  kind: z.enum(['request', 'message', 'call']),
  matter: z.string(),
  person: z.string().nullable(),
  at: z.date(),
  whose: z.enum(['person', 'staff']),
  signed: z.string(),
  title: z.string(),
  formName: Spoken.nullable(),
  body: z.string(),
  answers: z.unknown(),
  form: z.unknown(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.number() })),
})

/** What belongs to the record of a case of this source, and waits to be taken in there. Told again, later each time, until it has said that it has it. */
const waitingReturns = (tx: Tx, most: number) => tx.many(Waiting)`
  select id, thread, kind, matter, person, at, whose, signed, title, form_name as "formName", body, answers, form, decided_by as "decidedBy", decided_at as "decidedAt", files
  from contact.to_return(${most})`

const Bytes = z.object({ type: z.string(), bytes: z.instanceof(Uint8Array) })
const fileOf = (tx: Tx, message: string, file: string) => tx.maybe(Bytes)`select type, bytes from contact.return_file(${message}, ${file})`

const Taken = z.object({ taken: z.boolean() })
const noteReceipt = async (tx: Tx, message: string, receipt: string) =>
  (await tx.maybe(Taken)`select contact.receipt(${message}, ${receipt}) as taken`)!.taken

/** Where messages and requests that belong to the record go back to the system their case is in (INT-04). */
export function returnsApi(app: Hono<Api>, { db }: Services): void {
  app.get('/api/v1/returns', async (c) => {
    const asked = z.coerce
      .number()
      .int()
      .min(1)
      .max(mostReturns)
      .safeParse(c.req.query('most') ?? usual)
    if (!asked.success) return refuse(c, 422, `most is a number from 1 to ${mostReturns}.`)
    const waiting = await db.as(c.var.source, { purpose: 'feed: returns' }, (tx) => waitingReturns(tx, asked.data))
    return c.json({
      returns: waiting.map((one) => ({
        id: one.id,
        matter: one.matter,
        ...(one.person === null ? {} : { person: one.person }),
        thread: one.thread,
        title: titleOf(one),
        at: one.at.toISOString(),
        from: one.whose === 'person' ? 'person' : 'unit',
        signed: one.signed,
        text: one.body,
        answers: answersOf(one),
        files: one.files,
        ...(one.decidedBy && one.decidedAt ? { decided: { by: one.decidedBy, at: one.decidedAt.toISOString() } } : {}),
      })),
    })
  })

  app.get('/api/v1/returns/:id/files/:file', async (c) => {
    const { id: message, file } = c.req.param()
    const found = await db.as(c.var.source, { purpose: 'feed: return file' }, (tx) => fileOf(tx, message, file))
    if (!found) return refuse(c, 404, 'There is no such file of a return of yours.')
    return c.body(Buffer.from(found.bytes), 200, { 'content-type': found.type, 'content-length': String(found.bytes.byteLength) })
  })

  app.post(
    '/api/v1/returns/:id/receipt',
    bodyLimit({ maxSize: 4096, onError: (c) => refuse(c, 413, 'The body is larger than 4096 bytes.') }),
    async (c) => {
      const body = await bodyOf(c, Receipt)
      if (body instanceof Response) return body
      const message = c.req.param('id')
      const taken = await db.as(c.var.source, { purpose: 'feed: receipt' }, (tx) => noteReceipt(tx, message, body.receipt))
      return taken ? c.json({ id: message, received: true }) : refuse(c, 404, 'There is no such return of yours.')
    },
  )
}
