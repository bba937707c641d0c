import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './http.ts'
import { wantsGzip } from './packed.ts'
import { type Language, languageFrom } from './text.ts'

type Kept = { until: number; plain: Buffer<ArrayBuffer>; packed: Buffer<ArrayBuffer>; headers: Record<string, string> }
type Asked = { path: string; cookie: string | undefined; accept: string | undefined }

/** Public pages that are drawn once for many readers: `middleware` keeps what was drawn, `answered` gives it again. */
export type KeptPages = ReturnType<typeof keepPages>

/**
 * Keeps public pages, per language, for some seconds: those who come without a cookie and without a question all get the same bytes.
 * The same bytes cannot carry a nonce of each answer, so such a page is let out with a policy that needs none: the site's own
 * script files, and the one style by its hash.
 */
export function keepPages(paths: readonly string[], seconds: number) {
  const kept = new Map<string, Kept>()
  const languages = new Map<string, Language>()
  const languageOf = (accept: string): Language => {
    const known = languages.get(accept)
    if (known) return known
    if (languages.size > 500) languages.clear()
    const found = languageFrom({ accept })
    languages.set(accept, found)
    return found
  }
  const keyOf = ({ path, cookie, accept = '' }: Asked): string | undefined =>
    cookie || !paths.includes(path) ? undefined : `${languageOf(accept)} ${path}`
  const fresh = (asked: Asked): Kept | undefined => {
    const page = kept.get(keyOf(asked) ?? '')
    return page && page.until > Date.now() ? page : undefined
  }

  /** Answers before anything else is asked, when the page is there. False: nothing has been done. */
  const answered = (req: IncomingMessage, res: ServerResponse): boolean => {
    if (req.method !== 'GET') return false
    const { cookie, 'accept-language': accept, 'accept-encoding': encoding } = req.headers
    const page = fresh({ path: req.url ?? '', cookie, accept })
    if (!page) return false
    const gzip = wantsGzip(encoding)
    const body = gzip ? page.packed : page.plain
    res.writeHead(200, { ...page.headers, ...(gzip ? { 'content-encoding': 'gzip' } : {}), 'content-length': body.length })
    res.end(body)
    return true
  }

  const middleware: MiddlewareHandler<Env> = async (c, next) => {
    const asked = { path: c.req.path, cookie: c.req.header('cookie'), accept: c.req.header('accept-language') }
    const key = c.req.url.includes('?') ? undefined : keyOf(asked)
    const held = key === undefined ? undefined : fresh(asked)
    if (held) return responseOf(held)
    await next()
    const { status, headers } = c.res
    if (key === undefined || c.req.method !== 'GET' || status !== 200 || headers.has('set-cookie')) return
    const page = withoutNonce(await c.res.text(), headers, Date.now() + seconds * 1000)
    kept.set(key, page)
    c.res = undefined
    c.res = responseOf(page)
  }
  return { answered, middleware }
}

const responseOf = ({ plain, headers }: Kept): Response => new Response(plain, { headers })

function withoutNonce(html: string, headers: Headers, until: number): Kept {
  const bare = html.replaceAll(/ nonce="[^"]*"/g, '')
  const styles = [...bare.matchAll(/<style>([^<]*)<\/style>/g)].map(
    ([, css]) => `'sha256-${createHash('sha256').update(css!).digest('base64')}'`,
  )
  const policy = (headers.get('content-security-policy') ?? '')
    .replace(/script-src [^;]*/, "script-src 'self'")
    .replace(/style-src [^;]*/, ["style-src 'self'", ...styles].join(' '))
  const plain = Buffer.from(bare)
  return {
    until,
    plain,
    packed: gzipSync(plain),
    headers: { ...Object.fromEntries(headers), 'content-security-policy': policy },
  }
}
