import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** What stops a command: one sentence for the one at the keyboard, shown without a stack trace. */
export class Stop extends Error {
  override readonly name = 'Stop'
}

/** The `code` of a system, network or PostgreSQL error, or an empty string. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A short-lived connection for a command: one session, silent notices, five seconds to connect, always closed. */
export async function connected<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined, connection: { application_name: 'delakt' } })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Proves that `url` can be signed in to; otherwise throws a Stop that names the variable and the host, never the password. */
export async function mustAnswer(url: string, variable: string): Promise<void> {
  try {
    // What is not PostgreSQL may keep the driver waiting for its first word for ever.
    const patience = sleep(6_000, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer')))
    await Promise.race([connected(url, (sql) => sql`select 1`), patience])
  } catch (error) {
    throw new Stop(unreachable(error, url, variable), { cause: error })
  }
}

const unreachable = (error: unknown, url: string, variable: string): string => {
  const { hostname, port } = new URL(url)
  const place = `${hostname}:${port || 5432}`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return `${variable}: no PostgreSQL answers at ${place}.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${variable}: there is no host called ${hostname}.`
    case '28P01':
      return `${variable}: PostgreSQL at ${place} refuses the user or the password.`
    case '28000':
      return `${variable}: PostgreSQL at ${place} refuses this user from here (unknown user, pg_hba.conf, or TLS missing).`
    case '3D000':
      return `${variable}: PostgreSQL at ${place} has no database of that name: create it first.`
    case '57P03':
      return `${variable}: PostgreSQL at ${place} is starting or stopping: try again in a moment.`
    case '53300':
      return `${variable}: PostgreSQL at ${place} has no free connections.`
    case '53100':
      return `${variable}: the disk of PostgreSQL at ${place} is full.`
    default:
      return `${variable}: what answers at ${place} did not let Delakt in (${codeOf(error) || 'not PostgreSQL?'}).`
  }
}

/** Any error as one line without a stack trace. */
export const sentence = (error: unknown): string => {
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === '53100') return 'The disk is full: free some space and start again.'
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Runs a script's main work: a failure becomes one sentence on stderr and exit code 1. */
export async function command(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(sentence(error))
    process.exitCode = 1
  }
}
