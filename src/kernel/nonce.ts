import type { Context } from 'hono'

/** The nonce of this response, which its policy lets scripts and styles carry. */
export const secureNonce = (c: Context): string => {
  const nonce: unknown = c.get('secureHeadersNonce')
  return typeof nonce === 'string' ? nonce : ''
}
