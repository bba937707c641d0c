import type { Context } from 'hono'

/** One thing that is wrong, and where in the body (a JSON pointer). `index` is the item's place, when it is in an item. */
export type Fault = { index?: number; pointer: string; detail: string }
type Status = 400 | 401 | 404 | 405 | 413 | 415 | 422 | 429 | 500

const titles: Record<Status, string> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  404: 'There is nothing at this address',
  405: 'This address takes another method',
  413: 'The request is too large',
  415: 'Send JSON',
  422: 'The content is not as described',
  429: 'Too many requests',
  500: 'Something went wrong here',
}

/** An answer of RFC 9457. Never anything personal in it: fields and places, not values. */
export function refuse(
  c: Context,
  status: Status,
  detail: string,
  more: { errors?: Fault[]; reference?: string } = {},
  headers: Record<string, string> = {},
) {
  const body = JSON.stringify({ type: 'about:blank', title: titles[status], status, detail, ...more })
  return c.body(body, status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers })
}
