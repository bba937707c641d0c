import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Who is calling, as a key for limits: the address the outermost trusted proxy saw, or the connection's own.
 * With `trustProxy` 0 the header is not believed at all. A /64 of IPv6 is one caller.
 */
export function callerOf(c: Context, trustProxy: number): string {
  const forwarded = trustProxy > 0 ? c.req.header('x-forwarded-for')?.split(',').at(-trustProxy)?.trim() : undefined
  const address = forwarded ?? (c.env && 'incoming' in c.env ? getConnInfo(c).remote.address : undefined) ?? 'unknown'
  return address.includes(':') && !address.startsWith('::ffff:') ? network(address) : address
}

/** The first four groups, also of an address that is written short. */
function network(address: string): string {
  const [before = [], after = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
