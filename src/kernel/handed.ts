import type { Context } from 'hono'
import { disposition } from './values/disposition.ts'

/** The headers of a file that is handed out: what it is, that nobody keeps it on the way, and a sandbox for a page of somebody else's. */
export function fileHeaders(c: Context, { title, type, size }: { title: string; type: string; size: number }): void {
  c.header('Content-Type', type === 'text/html' ? 'text/html; charset=utf-8' : type)
  c.header('Content-Length', String(size))
  c.header('Content-Disposition', disposition(c.req.query('spara') ? 'attachment' : 'inline', title, type))
  c.header('X-Content-Type-Options', 'nosniff')
  // Not packed on the way either: a length that is promised, and nothing for a proxy to keep.
  c.header('Cache-Control', 'no-store, no-transform')
  if (type === 'text/html')
    c.header('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
}
