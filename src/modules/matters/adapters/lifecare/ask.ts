import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Cause, LogLine, Part, Settings, Source } from './model.ts'

/** A part could not be read. Carries no address and no content, so that it may be logged and shown to a steward. */
export class Unread extends Error {
  override readonly cause: Cause
  readonly status: number | undefined
  constructor(cause: Cause, status?: number) {
    super(`Lifecare: ${cause}${status ? ` (${status})` : ''}`)
    this.cause = cause
    this.status = status
  }
}

type Reply = { type: string; bytes: Buffer }
type Try = { reply: Reply; status: number } | { cause: Cause; status?: number; again: boolean; waitMs?: number | undefined }
export type Query = Record<string, string | number | undefined>
export type Ask = (part: Part, path: string, query: Query) => Promise<Reply>

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().default(300) })
const passing = new Set([429, 502, 503, 504])
/** After so many parts in a row that could not be reached, a source is left alone for a while, so that a thousand people do not wait a minute each. */
const patience = 5
const restMs = 30_000

/**
 * A way to ask one source: signs in by client credentials, renews the token once on 401, gives every try its own time limit, and asks
 * again with growing pauses when the trouble may pass. Addresses are never logged: the vendor wants the personal number in them.
 */
export function asker(source: Source, settings: Settings, signal: AbortSignal | undefined, log: (line: LogLine) => void): Ask {
  let token: { text: string; until: number } | undefined
  let failed = 0
  let restUntil = 0

  async function keepAsking(part: Part, step: Pick<LogLine, 'step'>, url: URL, init: RequestInit): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const began = performance.now()
      const got = await askOnce(url, init, settings, signal)
      const line = { part, attempt, ms: Math.round(performance.now() - began), ...step }
      if ('reply' in got) {
        log({ ...line, status: got.status })
        return got.reply
      }
      log({ ...line, cause: got.cause, ...(got.status === undefined ? {} : { status: got.status }) })
      const wait = got.waitMs ?? jittered(settings.backoffMs * 2 ** (attempt - 1))
      if (!got.again || attempt >= settings.attempts || wait > settings.longestWaitMs) throw new Unread(got.cause, got.status)
      await pause(wait, undefined, signal ? { signal } : {})
    }
  }

  async function signIn(part: Part): Promise<string | undefined> {
    if (!source.token) return undefined
    if (token && token.until > performance.now()) return token.text
    const { url, clientId, clientSecret, scope } = source.token
    const who = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope ? { scope } : {}) })
    const reply = await keepAsking(part, { step: 'token' }, new URL(url), {
      method: 'POST',
      body,
      headers: { authorization: `Basic ${who}` },
    }).catch((error: unknown) => {
      throw error instanceof Unread && error.status && error.status < 500 && error.cause === 'error'
        ? new Unread('sign-in', error.status)
        : error
    })
    const read = Token.safeParse(jsonOf(reply))
    if (!read.success) throw new Unread('sign-in')
    const { access_token, expires_in } = read.data
    token = { text: access_token, until: performance.now() + expires_in * 900 }
    return access_token
  }

  async function ask(part: Part, path: string, query: Query): Promise<Reply> {
    const url = new URL(`${source.base.replace(/\/+$/, '')}${path}`)
    for (const [name, value] of Object.entries({ ...query, domain: source.domain, key: source.key }))
      if (value !== undefined) url.searchParams.set(name, value)
    const get = async () => {
      const bearer = await signIn(part)
      return keepAsking(part, {}, url, {
        headers: { accept: 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      })
    }
    try {
      return await get()
    } catch (error) {
      if (!(error instanceof Unread) || error.status !== 401 || error.cause === 'sign-in') throw error
      if (!source.token) throw new Unread('sign-in', 401)
      token = undefined
    }
    return get().catch((error: unknown) => {
      throw error instanceof Unread && error.status === 401 ? new Unread('sign-in', 401) : error
    })
  }

  return async (part, path, query) => {
    signal?.throwIfAborted()
    if (performance.now() < restUntil) throw new Unread('unreachable')
    try {
      const reply = await ask(part, path, query)
      failed = 0
      return reply
    } catch (error) {
      signal?.throwIfAborted()
      const away = error instanceof Unread && (error.cause === 'unreachable' || error.cause === 'slow')
      failed = away ? failed + 1 : 0
      if (failed >= patience) restUntil = performance.now() + restMs
      throw error
    }
  }
}

/** The body as JSON. Throws `Unread` when it is not. */
export function jsonOf(reply: Reply): unknown {
  try {
    return JSON.parse(reply.bytes.toString('utf8'))
  } catch {
    throw new Unread('not-json')
  }
}

async function askOnce(url: URL, init: RequestInit, { timeoutMs, maxBytes }: Settings, signal: AbortSignal | undefined): Promise<Try> {
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    // A redirect would carry the token and the personal number to somebody else.
    const answer = await fetch(url, { ...init, redirect: 'error', signal: signal ? AbortSignal.any([signal, limit]) : limit })
    const { status } = answer
    if (!answer.ok) {
      await answer.body?.cancel()
      const again = passing.has(status)
      return { cause: again ? 'busy' : 'error', status, again, waitMs: waitAsked(answer.headers.get('retry-after')) }
    }
    const bytes = await readUpTo(answer, maxBytes)
    if (!bytes) return { cause: 'too-large', status, again: false }
    return { reply: { type: answer.headers.get('content-type') ?? '', bytes }, status }
  } catch {
    // The error's own words may hold the address, so only what kind of trouble it was goes on.
    signal?.throwIfAborted()
    return { cause: limit.aborted ? 'slow' : 'unreachable', again: true }
  }
}

async function readUpTo(answer: Response, max: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > max) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Retry-After in milliseconds, from seconds or an HTTP date (RFC 9110, 10.2.3). */
export function waitAsked(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

const jittered = (ms: number) => ms / 2 + (Math.random() * ms) / 2
