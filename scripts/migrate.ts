import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type postgres from 'postgres'
import { as, loginPassword, otherSecret } from '../src/kernel/config.ts'
import { installJobs } from '../src/kernel/jobs.ts'
import { secretMark } from '../src/kernel/secrets.ts'
import { loadReference } from '../db/reference/load.ts'
import { codeOf, connected, mustAnswer, sentence, Stop } from './stop.ts'

type Options = {
  secret?: string
  /** False when the operator set the password of `delakt_login`. */
  ownLogin?: boolean
  /** The secret is a new one on purpose: the numbers sealed with the last can no longer be opened. */
  newSecret?: boolean
  log?: (line: string) => void
  folder?: string
}

const migrations = join(import.meta.dirname, '..', 'db', 'migrations')
const lock = 3_528_041 // any number, the same in every copy of Delakt

/**
 * Brings the database to this version: every file of `db/migrations` in order, each in its own transaction, once, and then the templates and
 * law of `db/reference`. Safe for many copies at once. Afterwards `delakt_login` can sign in with the password that follows from `secret`.
 * Throws Stop on PostgreSQL < 15, a changed file, a newer database, or one that was made with another secret.
 */
export async function migrate(
  ownerUrl: string,
  { secret, ownLogin = true, newSecret = false, log = () => undefined, folder = migrations }: Options,
): Promise<void> {
  await mustAnswer(ownerUrl, 'DATABASE_URL')
  await connected(ownerUrl, async (sql) => {
    const [server] = await sql<{ number: number }[]>`select current_setting('server_version_num')::int as number`
    if (!server || server.number < 150_000) throw new Stop('DATABASE_URL: Delakt needs PostgreSQL 15 or newer, and this one is older.')
    await sql`select pg_advisory_lock(${lock})`
    await ledger(sql)
    for (const file of await pending(sql, folder)) await apply(sql, file, log)
    if (folder === migrations) {
      if (secret !== undefined) await hold(sql, secretMark(secret), newSecret)
      const [found] = await sql<{ moved: boolean }[]>`select audit.settle() as moved`
      if (found?.moved) log('  The database has come from another server: its access log goes on from where it was.')
      await installJobs(ownerUrl)
      await loadReference(ownerUrl)
    }
    if (secret === undefined || !ownLogin) return
    const password = loginPassword(secret)
    if (!(await canSignIn(ownerUrl, password))) await setPassword(sql, password)
  })
}

/** The database keeps to one secret, because the personal numbers in it are sealed with that. */
const hold = async (sql: postgres.Sql, mark: Buffer, renew: boolean): Promise<void> => {
  await sql`insert into kernel.installation (secret_mark) values (${mark}) on conflict do nothing`
  if (renew) await sql`update kernel.installation set secret_mark = ${mark}`
  const [held] = await sql`select from kernel.installation where secret_mark = ${mark}`
  if (!held) throw new Stop(otherSecret)
}

type Migration = { name: string; text: string; hash: string }

const ledger = async (sql: postgres.Sql): Promise<void> => {
  try {
    // Asked first, because PostgreSQL wants the right to create even for what is there already.
    const [there] = await sql`select where to_regclass('kernel.migrations') is not null`
    if (there) return
    await sql`create schema if not exists kernel`
    await sql`create table kernel.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())`
    await sql`alter table kernel.migrations enable row level security`
  } catch (error) {
    if (codeOf(error) !== '42501') throw error
    throw new Stop('DATABASE_URL: this user may not create schemas in the database: let it own the database.', { cause: error })
  }
}

const pending = async (sql: postgres.Sql, folder: string): Promise<Migration[]> => {
  const files = globSync('[0-9]*.sql', { cwd: folder })
    .sort()
    .map((file) => read(join(folder, file)))
  const applied = new Map(
    (await sql<{ name: string; hash: string }[]>`select name, hash from kernel.migrations`).map((row) => [row.name, row.hash]),
  )
  const unknown = [...applied.keys()].find((name) => !files.some((file) => file.name === name))
  if (unknown) throw new Stop(`The database is newer than this Delakt (it has ${unknown}): start the version that made it, or a later one.`)
  const changed = files.find((file) => applied.has(file.name) && applied.get(file.name) !== file.hash)
  if (changed)
    throw new Stop(
      `The database is of another version than this Delakt (${changed.name} has changed since it was applied): restore the file, or use a new database.`,
    )
  const last = [...applied.keys()].sort().at(-1) ?? ''
  const late = files.find((file) => !applied.has(file.name) && file.name < last)
  if (late) throw new Stop(`The database lacks ${late.name} although it has ${last}: give the file a later number.`)
  return files.filter((file) => !applied.has(file.name))
}

/** Line ends do not count: a checkout on Windows has others. */
const read = (path: string): Migration => {
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  return { name: basename(path, '.sql'), text, hash: createHash('sha256').update(text).digest('hex') }
}

const apply = async (sql: postgres.Sql, { name, text, hash }: Migration, log: (line: string) => void): Promise<void> => {
  const from = performance.now()
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text).simple()
      await tx`insert into kernel.migrations (name, hash) values (${name}, ${hash})`
    })
  } catch (error) {
    if (codeOf(error) === '53100') throw error
    throw new Stop(`Migration ${name} failed and was undone: ${sentence(error)}${lineOf(error, text)}`, { cause: error })
  }
  log(`  ${name} (${Math.round(performance.now() - from)} ms)`)
}

const lineOf = (error: unknown, text: string): string => {
  const at = error instanceof Error && 'position' in error ? Number(error.position) : 0
  return at > 0 ? ` (line ${text.slice(0, at).split('\n').length})` : ''
}

// --- The server's own role ---

const canSignIn = async (ownerUrl: string, password: string): Promise<boolean> => {
  try {
    await connected(as(ownerUrl, 'delakt_login', password), (sql) => sql`select 1`)
    return true
  } catch (error) {
    if (/^(28P01|28000)$/.test(codeOf(error))) return false
    throw error
  }
}

/** As a verifier, so that the password itself stands in no log of the database's. */
const setPassword = async (sql: postgres.Sql, password: string): Promise<void> => {
  const [role] = await sql`select from pg_roles where rolname = 'delakt_login'`
  if (role) await sql.unsafe(`alter role delakt_login login password '${scramVerifier(password)}'`)
}

const scramVerifier = (password: string): string => {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const keyed = (name: string) => createHmac('sha256', salted).update(name).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`
}
