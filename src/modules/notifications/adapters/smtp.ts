import { setTimeout as sleep } from 'node:timers/promises'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailWay } from '#kernel/config'
import { messageId } from '../bounce.ts'
import { type Carrier, type Outgoing, patience, type Result } from './model.ts'

type Service = Extract<MailWay, { kind: 'smtp' }>

/** E-mail by SMTP, a connection for each: text alone, from an address that nobody reads. */
export const smtp = (way: Service, wait = patience): Carrier => ({
  replies: false,
  send: async (what) => {
    const ended = new AbortController()
    const connection = open(way, wait)
    // What is done when the time is out is not known, unless the words had not been given yet.
    const state = { given: false }
    try {
      return await Promise.race([
        hand(connection, way, what, state),
        sleep(wait, undefined, { signal: ended.signal }).then((): Result => ({
          kind: state.given ? 'unsure' : 'refused',
          code: 'timeout',
        })),
      ])
    } finally {
      ended.abort()
      connection.close()
    }
  },
})

const isHere = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host)

function open({ url }: Service, wait: number): SMTPConnection {
  const secure = url.protocol === 'smtps:'
  return new SMTPConnection({
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Never in the clear but to a server on this machine.
    requireTLS: !secure && !isHere(url.hostname),
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
    dnsTimeout: wait,
    socketCloseTimeout: 0,
  })
}

async function hand(connection: SMTPConnection, { url, from }: Service, what: Outgoing, state: { given: boolean }): Promise<Result> {
  // A connection that breaks tells it here, or by whoever is waited for; nothing is caught twice.
  const broken = new Promise<never>((_, failed) => connection.on('error', failed))
  const step = (work: (done: (error?: Error | null) => void) => void) =>
    Promise.race([broken, new Promise<void>((done, failed) => work((error) => (error ? failed(error) : done())))])
  try {
    await step((done) => connection.connect(done))
    if (url.username)
      await step((done) =>
        connection.login({ credentials: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }, done),
      )
    const words = await new MailComposer({
      from,
      to: what.to,
      subject: what.subject,
      text: what.text,
      // RFC 3834: no machine answers it.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      messageId: messageId(what.id, from),
    })
      .compile()
      .build()
    state.given = true
    await step((done) => connection.send({ from, to: what.to }, words, done))
    return { kind: 'sent' }
  } catch (error) {
    return resultOf(error, state.given)
  }
}

/** A server that answered no has not sent it. One that went away after it was given the words may have. */
function resultOf(error: unknown, given: boolean): Result {
  const { code, responseCode, command } = error as { code?: unknown; responseCode?: unknown; command?: unknown }
  if (typeof responseCode === 'number' && responseCode >= 400)
    return { kind: 'refused', code: `smtp-${responseCode}`, address: command === 'RCPT TO' && [550, 551, 553].includes(responseCode) }
  return { kind: given ? 'unsure' : 'refused', code: typeof code === 'string' ? code.slice(0, 60) : 'broken' }
}
