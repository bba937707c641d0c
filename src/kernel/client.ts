import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Who is calling, as a key for limits: the address the outermost trusted proxy saw, or the connection's own.
 * With `trustProxy` 0 the header is not believed at all. A /64 of IPv6 is one caller.
 */
export function callerOf(c: Context, trustProxy: number): string {
  const forwarded = trustProxy > 0 ? c.req.header('x-forwarded-for')?.split(',').at(-trustProxy)?.trim() : undefined
  const address = forwarded ?? (c.env && 'incoming' in c.env ? getConnInfo(c).remote.address : undefined) ?? 'unknown'
  return address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address
}
