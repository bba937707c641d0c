import { gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

/** True when a reader with this Accept-Encoding takes gzip. */
export const wantsGzip = (accepted = ''): boolean => /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/i.test(accepted)

/**
 * Pages as gzip for those who take it. In one go: a page is whole before it is sent, and a stream costs as much again as drawing it.
 * A file is left as it is, known by its promised length: it is sent part by part, and can be taken back between two of them.
 */
export const packed: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers, status } = c.res
  if (!wantsGzip(c.req.header('accept-encoding')) || headers.has('content-length') || !headers.get('content-type')?.startsWith('text/html'))
    return
  const page = gzipSync(await c.res.arrayBuffer(), { level: 4 })
  c.res = new Response(page, { status, headers })
  c.res.headers.set('content-encoding', 'gzip')
}
