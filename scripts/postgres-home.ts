// Where the built-in PostgreSQL keeps its things, and as whom it runs: it refuses to run as root.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf, Stop } from './stop.ts'

/** The account PostgreSQL runs as when we are root; otherwise it is simply ours. */
export type Account = { uid: number; gid: number } | undefined

/** PostgreSQL needs nothing of our environment, and must not inherit the secret in it. */
export const postgresEnv = process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } }

/** The folder for data, password, port and log, made if missing, which `account` can enter. */
export function findHome(dataDir: string): { home: string; account: Account } {
  const beside = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) return { home: made(beside), account: undefined }
  const pointer = join(dataDir, 'postgres-is-at')
  const nobody = lookUp('nobody')
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : beside
  const account = ownerOf(join(home, 'data')) ?? nobody
  if (mayEnter(existsSync(home) ? home : dataDir, account)) return { home: made(home), account }
  for (const dir of ['/var/lib/delakt', tmpdir()]) {
    const other = orNothing(() => newIn(dir))
    if (!other || !mayEnter(other, nobody)) continue
    writeFileSync(pointer, `${other}\n`)
    return { home: other, account: nobody }
  }
  throw new Stop(
    `As root PostgreSQL runs as nobody, who can enter neither ${dataDir} nor /var/lib/delakt nor ${tmpdir()}: set DELAKT_DATA or DATABASE_URL.`,
  )
}

/** Whether `account` gets into a folder: asked of the system itself, which knows about modes, groups and access lists. */
export const mayEnter = (dir: string, account: Account): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...account, cwd: '/', stdio: 'ignore' }).status === 0

const made = (dir: string): string => {
  mkdirSync(dir, { recursive: true, mode: 0o755 })
  return dir
}

/** New each time: whoever has deleted the data folder begins again. */
const newIn = (dir: string): string => {
  const folder = mkdtempSync(join(made(dir), 'delakt-'))
  chmodSync(folder, 0o755)
  return folder
}

const orNothing = (make: () => string): string | undefined => {
  try {
    return make()
  } catch (error) {
    if (/^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR)$/.test(codeOf(error))) return undefined
    throw error
  }
}

/** Data that an ordinary user made stay that user's when root starts Delakt. */
const ownerOf = (dir: string): Account => {
  if (!existsSync(dir)) return undefined
  const { uid, gid } = statSync(dir)
  return uid === 0 ? undefined : { uid, gid }
}

const lookUp = (name: string): { uid: number; gid: number } => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid)
    throw new Stop(
      'PostgreSQL does not run as root and this machine has no account called nobody: start as another user, or set DATABASE_URL.',
    )
  return { uid: Number(uid), gid: Number(gid) }
}
