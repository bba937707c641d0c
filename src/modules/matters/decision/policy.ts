import type { Context } from 'hono'

/** Whether a person is reading this. A browser that fetches ahead of a click, or asks only for the headers, has handed nobody anything. */
export const isRead = (c: Context): boolean =>
  c.req.method === 'GET' && !/prefetch/i.test(`${c.req.header('sec-purpose')} ${c.req.header('purpose')}`)
