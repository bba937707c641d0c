import { request as plainly } from 'node:http'
import { request as securely } from 'node:https'
import { patience, type Result } from './model.ts'

type Answer = { readonly kind: 'answer'; readonly status: number; readonly body: string }
type Post = { readonly url: URL; readonly headers: Record<string, string>; readonly body: string; readonly wait?: number }

/**
 * Posts once, on a connection of its own, and writes nothing before it stands: whatever fails until then is certain not to have been sent,
 * and whatever fails after it is not. `fetch` does not tell the two apart, and may meet a kept connection that was just closed.
 */
export function post({ url, headers, body, wait = patience }: Post): Promise<Answer | Exclude<Result, { kind: 'sent' }>> {
  return new Promise((answer) => {
    const https = url.protocol === 'https:'
    const bare = new URL(url)
    bare.username = bare.password = ''
    let written = false
    const sent = (https ? securely : plainly)(bare, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
    })
    const ended = (code: string) => {
      clearTimeout(timer)
      answer({ kind: written ? 'unsure' : 'refused', code })
      sent.destroy()
    }
    const timer = setTimeout(() => ended('timeout'), wait)
    sent.once('socket', (socket) =>
      socket.once(https ? 'secureConnect' : 'connect', () => {
        written = true
        sent.end(body)
      }),
    )
    sent.on('error', (error) => ended('code' in error ? String(error.code).slice(0, 60) : 'broken'))
    sent.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text = (text + part).slice(0, 10_000)))
      response.once('error', () => ended('broken'))
      response.once('end', () => {
        clearTimeout(timer)
        answer({ kind: 'answer', status: response.statusCode ?? 0, body: text })
      })
    })
  })
}

/** What an answer means: taken in, refused, or told by somebody on the way who does not know (502, 504). `refOf` finds the service's own id. */
export function resultOf(answered: Awaited<ReturnType<typeof post>>, refOf: (body: string) => string | undefined): Result {
  if (answered.kind !== 'answer') return answered
  const { status, body } = answered
  if (status >= 200 && status < 300) return { kind: 'sent', ref: refOf(body) }
  return { kind: status === 502 || status === 504 ? 'unsure' : 'refused', code: `http-${status}` }
}

/** How the address says who we are: a user and a password, or a token alone. */
export function credentials({ username, password }: URL): Record<string, string> {
  if (!username) return {}
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  return { authorization: pass ? `Basic ${Buffer.from(`${user}:${pass}`).toString('base64')}` : `Bearer ${user}` }
}
