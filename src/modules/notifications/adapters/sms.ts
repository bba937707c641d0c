import { z } from 'zod'
import type { SmsWay } from '#kernel/config'
import type { Carrier } from './model.ts'
import { credentials, post, resultOf } from './post.ts'

const Ref = z.object({ id: z.union([z.string(), z.number()]).transform((id) => String(id).slice(0, 100)) })
const refOf = (body: string): string | undefined => {
  try {
    return Ref.safeParse(JSON.parse(body)).data?.id
  } catch {
    // Taken in, and answered in another way than agreed: it was sent all the same.
    return undefined
  }
}

type Service = Exclude<SmsWay, { kind: 'spool' | 'none' }>
const takesReplies = ({ from }: Service) => from.startsWith('+')

/** 46elks' shape: a form with from, to, message and whendelivered, answered by JSON with an id (46elks.se/docs/send-sms). */
export const elks = (way: Service): Carrier => ({
  replies: takesReplies(way),
  send: async ({ to, text, report }) =>
    resultOf(
      await post({
        url: way.url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...credentials(way.url) },
        body: new URLSearchParams({ from: way.from, to, message: text, whendelivered: report }).toString(),
      }),
      refOf,
    ),
})

/** Any other service, by JSON: `{ key, from, to, text, report }`, the key also as Idempotency-Key. Answered by `{ id }`. */
export const json = (way: Service): Carrier => ({
  replies: takesReplies(way),
  send: async ({ key, to, text, report }) =>
    resultOf(
      await post({
        url: way.url,
        headers: { 'content-type': 'application/json', 'idempotency-key': key, ...credentials(way.url) },
        body: JSON.stringify({ key, from: way.from, to, text, report }),
      }),
      refOf,
    ),
})
