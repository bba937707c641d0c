import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { command, Stop } from './stop.ts'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const inputs = [
  'src/**/*',
  'scripts/assets.ts',
  'scripts/build.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
]

/** Emits `src` to `dist` and the browser's files with it, when anything has changed since last time. Answers whether it built. Throws Stop. */
export async function build(say: (line: string) => void = () => undefined): Promise<boolean> {
  const stamp = fingerprint()
  const stampFile = join(dist, '.stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  say('Building')
  // Built beside and swapped in when whole: a broken build leaves the last good one, a kill leaves none that looks whole.
  const half = `${dist}.${process.pid}`
  try {
    await compile(half)
    // npx links to the command once and does not ask again: each build has to be one that can be run.
    chmodSync(join(half, 'cli.js'), 0o755)
    const assets = join(root, 'scripts', 'assets.ts')
    if (existsSync(assets)) await (await loadAssets(assets)).buildAssets(join(half, 'assets'))
    writeFileSync(join(half, '.stamp'), stamp)
    rmSync(dist, { recursive: true, force: true })
    renameSync(half, dist)
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
  return true
}

const loadAssets = (file: string): Promise<{ buildAssets: (outDir: string) => Promise<unknown> }> => import(pathToFileURL(file).href)

const compile = async (outDir: string): Promise<void> => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir, '--noEmitOnError'], {
      cwd: root,
    })
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout).trim() : ''
    throw new Stop(`The source does not compile: ${said.split('\n')[0] ?? ''} (npm run check shows all).`, { cause: error })
  }
}

const fingerprint = (): string => {
  const hash = createHash('sha256')
  const files = globSync(inputs, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

if (import.meta.main)
  await command(async () => {
    const from = performance.now()
    console.log((await build()) ? `Built in ${Math.round(performance.now() - from)} ms` : 'Nothing has changed since the last build')
  })
