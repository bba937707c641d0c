import { createHash, randomBytes } from 'node:crypto'
import type { CookieOptions } from 'hono/utils/cookie'

/** The session's cookie: only for this host, only over a secure connection, never read by scripts, gone with the browser. */
export const cookieName = '__Host-delakt'
/** Binds a sign-in under way to the browser that began it. */
export const signInCookieName = '__Host-delakt-in'

export const cookieOptions: CookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }
/** A cookie that opens nothing (a language, a style sheet) also goes along where the site itself is not secure: not every browser takes a demo on this machine for that. */
export const plainCookieOptions = ({ origin }: { origin: string }): CookieOptions => ({
  ...cookieOptions,
  secure: origin.startsWith('https:'),
})

/** How long a session lives: `idle` without a sign of life, `most` in all, in minutes. A source's API token has no idle time. */
export const lifetimes = { person: { idle: 20, most: 8 * 60 }, staff: { idle: 60, most: 10 * 60 } } as const

/** 256 random bits as 43 characters, for a cookie, a bearer token or a client secret. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored instead of a secret. Enough without salt or slowness, because the secrets are random. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
