import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'
import { config } from './world.ts'

const folder = join(import.meta.dirname, `../../dist-test-cli-${process.pid}`)
beforeAll(async () => {
  // The command as it is, in one file, so that a process of its own can run it; beside it what reads files in threads.
  await build({
    entryPoints: ['src/cli.ts', 'src/kernel/cleaning.ts'],
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    conditions: ['source'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'silent',
  })
})
const running = new Set<ChildProcess>()
afterAll(() => {
  // What a failed test left running.
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** `delakt` with these words after it, at this test's own database. */
export const command = (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [join(folder, 'cli.mjs'), ...args], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: config.databaseUrl,
      DATABASE_LOGIN_URL: config.loginUrl,
      DELAKT_SECRET: config.secret,
      DELAKT_DATA: config.dataDir,
      DELAKT_LOG: 'silent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** What a command said, and how it ended. */
export const ended = async (child: ReturnType<typeof command>) => {
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += String(text)))
  child.stderr.on('data', (text) => (err += String(text)))
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  return { code, out, err }
}
