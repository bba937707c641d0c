import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** What stops a start: one sentence that names the variable and never its value. */
export class ConfigError extends Error {}

type Env = Readonly<Record<string, string | undefined>>

const checkout = resolve(import.meta.dirname, '..', '..')
const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(1, 'must be a port number')
  .max(65_535, 'must be a port number below 65536')
const count = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(rule).int(rule).min(least, rule).max(most, rule)
}
const postgresUrl = z.string().refine((text) => {
  const url = URL.parse(text)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== ''
}, 'is not a PostgreSQL address: write postgres://user:password@host:5432/database')
const origin = z.string().refine((text) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}, 'must be an origin such as https://delakt.example.se, with no path and no slash at the end')

/** Where texts are handed over to be sent. `url` carries its own user and password; `from` is a number (which can be answered) or a name. */
export type SmsWay = { kind: '46elks' | 'json'; url: URL; from: string } | { kind: 'spool' } | { kind: 'none' }
export type MailWay = { kind: 'smtp'; url: URL; from: string } | { kind: 'spool' } | { kind: 'none' }

const sender = /^(\+\d{6,15}|[A-Za-z][A-Za-z0-9]{2,10})$/
const mailbox = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/

function smsWay(text: string, production: boolean): SmsWay | undefined {
  if (text === 'spool') return { kind: 'spool' }
  const [, kind, address = ''] = /^(46elks|json):(https?:.+)$/.exec(text) ?? []
  const url = URL.parse(address)
  const from = url?.searchParams.get('from') ?? ''
  if (!kind || !url || !sender.test(from) || (production && url.protocol !== 'https:')) return undefined
  url.searchParams.delete('from')
  return { kind: kind as '46elks' | 'json', url, from }
}

function mailWay(text: string, from: string): MailWay | undefined {
  if (text === 'spool') return { kind: 'spool' }
  const url = URL.parse(text)
  return url && /^smtps?:$/.test(url.protocol) && url.hostname && mailbox.test(from) ? { kind: 'smtp', url, from } : undefined
}

const Variables = z.object({
  DELAKT_MODE: z.enum(['demo', 'production'], 'must be demo or production').default('demo'),
  PORT: port.default(3000),
  DELAKT_ORIGIN: origin.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_LOGIN_URL: postgresUrl.optional(),
  DELAKT_DATA: z.string().default(join(checkout, '.delakt')),
  DELAKT_CHECKPOINTS: z.string().optional(),
  DELAKT_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  DELAKT_DEMO_PORT: port.optional(),
  DELAKT_PROXY: count(0, 10).default(0),
  DELAKT_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as info, warn or debug')
    .optional(),
  DELAKT_POOL: count(1, 500).default(10),
  DELAKT_SMS: z.string().optional(),
  DELAKT_MAIL: z.string().optional(),
  DELAKT_MAIL_FROM: z.string().optional(),
})

/** The configuration before it is known where the database is: `databaseUrl` is missing when the built-in one is to be used. */
export type Settings = ReturnType<typeof readSettings>

/**
 * The configuration of a running Delakt. `databaseUrl` is the owner's connection (migration, seed), `loginUrl` the server's own.
 * `trustProxy` counts the proxies in front; `dataDir` is an absolute path; `secret` has at least 32 characters.
 */
export type Config = Readonly<Omit<Settings, 'databaseUrl' | 'loginUrl'> & { databaseUrl: string; loginUrl: string }>

const stop = (sentence: string): never => {
  throw new ConfigError(sentence)
}

/** Reads the environment, where an empty string is the same as nothing. In demo it makes the secret on first use. Throws ConfigError. */
export function readSettings(env: Env) {
  const given = Object.fromEntries(Object.keys(Variables.shape).flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])))
  const parsed = Variables.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return stop(`${String(issue?.path[0])} ${issue?.message}.`)
  }
  const v = parsed.data
  const dataDir = resolve(v.DELAKT_DATA)
  const production = v.DELAKT_MODE === 'production'
  if (production && !v.DATABASE_URL) return stop('DATABASE_URL must be set when DELAKT_MODE is production.')
  if (production && !v.DELAKT_SECRET) return stop('DELAKT_SECRET must be set when DELAKT_MODE is production.')
  if (production && !v.DELAKT_ORIGIN?.startsWith('https://'))
    return stop('DELAKT_ORIGIN must be an https address when DELAKT_MODE is production.')
  if (!v.DELAKT_DEMO_PORT && v.PORT === 65_535) return stop('DELAKT_DEMO_PORT must be set when PORT is 65535.')
  if (!production && v.DELAKT_DEMO_PORT === v.PORT) return stop('DELAKT_DEMO_PORT must be another port than PORT.')
  const sms: SmsWay | undefined = v.DELAKT_SMS ? smsWay(v.DELAKT_SMS, production) : { kind: production ? 'none' : 'spool' }
  if (!sms)
    return stop(
      'DELAKT_SMS must be 46elks:https://user:password@host/path?from=…, json:https://token@host/path?from=… or spool, where from is a number or a name.',
    )
  const mail: MailWay | undefined = v.DELAKT_MAIL
    ? mailWay(v.DELAKT_MAIL, v.DELAKT_MAIL_FROM ?? '')
    : { kind: production ? 'none' : 'spool' }
  if (!mail) return stop('DELAKT_MAIL must be smtps://user:password@host:465 (or smtp:) with an address in DELAKT_MAIL_FROM, or spool.')
  if (production && (sms.kind === 'spool' || mail.kind === 'spool'))
    return stop(`${sms.kind === 'spool' ? 'DELAKT_SMS' : 'DELAKT_MAIL'} cannot be spool when DELAKT_MODE is production.`)
  return {
    mode: v.DELAKT_MODE,
    port: v.PORT,
    origin: v.DELAKT_ORIGIN ?? `http://localhost:${v.PORT}`,
    databaseUrl: v.DATABASE_URL,
    loginUrl: v.DATABASE_LOGIN_URL,
    /** The password of `delakt_login` follows from the secret; otherwise the operator has set it. */
    ownLogin: v.DATABASE_LOGIN_URL === undefined,
    dataDir,
    /** Where the access log's checkpoints are written outside the database. */
    checkpoints: resolve(v.DELAKT_CHECKPOINTS ?? join(dataDir, 'checkpoints')),
    secret: v.DELAKT_SECRET ?? demoSecret(dataDir),
    demoProviderPort: v.DELAKT_DEMO_PORT ?? v.PORT + 1,
    trustProxy: v.DELAKT_PROXY,
    // Who tries the demo reads a terminal, and the address stays in sight.
    logLevel: v.DELAKT_LOG ?? (production ? 'info' : 'warn'),
    poolSize: v.DELAKT_POOL,
    /** How texts and e-mails leave (docs/operations.md). In a demo they stay in a folder, and in production nothing is sent until it is set. */
    sms,
    mail,
  }
}

/**
 * The whole configuration, for every program that needs a database that is already there (`delakt import`, `delakt worker`).
 * Without DATABASE_URL it is the built-in database that `npm start` made in the data folder. Throws ConfigError.
 */
export function readConfig(env: Env): Config {
  const settings = readSettings(env)
  return withDatabase(settings, settings.databaseUrl ?? builtInUrl(settings.dataDir))
}

/** The settings completed with the owner's connection; the server's own follows from it unless DATABASE_LOGIN_URL was set. */
export const withDatabase = (settings: Settings, databaseUrl: string): Config => ({
  ...settings,
  databaseUrl,
  loginUrl: settings.loginUrl ?? as(databaseUrl, 'delakt_login', loginPassword(settings.secret)),
})

/** The password of role `delakt_login`: HMAC-SHA256 of its name under the secret, in hex. */
export const loginPassword = (secret: string): string => createHmac('sha256', secret).update('delakt_login').digest('hex')

/** Why a start stops when the personal numbers in the database were sealed with another secret. */
export const otherSecret =
  'DELAKT_SECRET is not the one this database was made with, and the personal numbers in it can be read with no other: set that one again. ' +
  'If it is lost or leaked, npx delakt migrate --new-secret takes the new one; docs/operations.md says what that costs.'

/** The same database as another user. */
export function as(databaseUrl: string, user: string, password: string): string {
  const url = new URL(databaseUrl)
  url.username = user
  url.password = password
  return url.href
}

/** Where `npm start` writes the owner's address of the built-in database. */
export const builtInUrlFile = (dataDir: string): string => join(dataDir, 'database-url')

const builtInUrl = (dataDir: string): string => {
  try {
    return readFileSync(builtInUrlFile(dataDir), 'utf8').trim()
  } catch {
    return stop(`There is no database in ${dataDir} yet: run npm start first, or set DATABASE_URL.`)
  }
}

function demoSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  try {
    mkdirSync(dataDir, { recursive: true })
    const secret = existsSync(file) ? readFileSync(file, 'utf8') : newSecret(file)
    chmodSync(file, 0o600)
    return secret.length >= 32 ? secret : stop(`The file ${file} is damaged: restore it, or delete the whole folder and begin again.`)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const code = codeOf(error)
    if (code === 'ENOSPC') return stop(`The disk that holds ${dataDir} is full: free some space and start again.`)
    return stop(`The data folder ${dataDir} cannot be written (${code}): set DELAKT_DATA to a folder that can.`)
  }
}

/** Written beside and linked into place, so that neither a kill nor two starts at once leave half a secret. */
const newSecret = (file: string): string => {
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, randomBytes(32).toString('hex'), { mode: 0o600 })
  linkUnlessThere(beside, file)
  rmSync(beside)
  return readFileSync(file, 'utf8')
}

const linkUnlessThere = (from: string, to: string): void => {
  try {
    linkSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
