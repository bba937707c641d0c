// npm test: every check in order, and at the end one line that says how many passed and failed.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { build } from './build.ts'
import { startEmbedded } from './embedded-postgres.ts'
import { command, sentence, Stop } from './stop.ts'

type Count = { passed: number; failed: number; skipped: number }

const root = resolve(import.meta.dirname, '..')
const bin = join(root, 'node_modules', '.bin')
const env: Record<string, string | undefined> = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
}
// A test decides its own configuration: what the terminal happens to have set must not change the outcome.
for (const name of Object.keys(env)) if (/^(DELAKT_|DATABASE_|PORT$)/.test(name)) delete env[name]

const total: Count = { passed: 0, failed: 0, skipped: 0 }
const add = (count: Count) => {
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
}

const step = async (title: string, work: () => Promise<Count>): Promise<void> => {
  console.log(`\n== ${title}`)
  const from = performance.now()
  const count = await work().catch((error: unknown) => {
    console.error(sentence(error))
    return one(false)
  })
  add(count)
  console.log(`   ${title}: ${count.failed ? 'FAILED' : 'passed'} in ${((performance.now() - from) / 1000).toFixed(1)} s`)
}

const one = (passed: boolean): Count => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 })

const run = (program: string, words: string[]): Promise<number> =>
  new Promise((ended) => {
    const child = spawn(program, words, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
    child.once('error', (error) => {
      console.error(sentence(error))
      ended(1)
    })
    child.once('exit', (code) => ended(code ?? 1))
  })

const check =
  (program: string, ...words: string[]) =>
  async () =>
    one((await run(program, words)) === 0)

// --- Chromium ---

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
]
const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

const findChromium = (): string | undefined => {
  const named = process.env.CHROMIUM
  if (named && !existsSync(named)) throw new Stop('CHROMIUM names a file that is not there.')
  return named || [...usual, ...mac].find((file) => existsSync(file))
}

const haveChromium = (): string => {
  const found = findChromium()
  if (found) return found
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  if (!canInstall)
    throw new Stop(
      'The browser tests need Chromium: install it (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium), or name one with CHROMIUM=/path.',
    )
  console.log('Installing Chromium with apt-get (about half a minute)')
  const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit', env: quiet })
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { stdio: 'inherit', env: quiet })
  } catch (error) {
    throw new Stop(
      'Chromium could not be installed with apt-get (its own words stand above): install it, or name one with CHROMIUM=/path.',
      { cause: error },
    )
  }
  const installed = findChromium()
  if (!installed) throw new Stop('apt-get installed Chromium somewhere unknown: name it with CHROMIUM=/path.')
  return installed
}

// --- vitest ---

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

const vitest = async (dir: string): Promise<Count> => {
  const file = join(dir, 'vitest.json')
  const code = await run(join(bin, 'vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  if (!existsSync(file)) return one(false)
  const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  // A file that could not even be loaded has no tests that failed, and a stray error belongs to none: both are failures.
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: failed || (code === 0 ? 0 : 1), skipped: report.numPendingTests + report.numTodoTests }
}

await command(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'delakt-test-'))
  env.CHROMIUM = haveChromium()
  console.log(`Chromium: ${env.CHROMIUM}`)
  const database = await startEmbedded(dir, { throwaway: true })
  env.TEST_DATABASE_URL = database.url
  const clean = async () => {
    await database.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  const cut = () => void clean().finally(() => process.exit(130))
  process.once('SIGINT', cut).once('SIGTERM', cut)
  try {
    await step('Lint', check(join(bin, 'oxlint'), '--type-aware'))
    await step('Format', check(join(bin, 'oxfmt'), '--check'))
    await step('Types', check(join(bin, 'tsc'), '--noEmit'))
    await step('Build', () => build().then(() => one(true)))
    await step('Generated files', check(process.execPath, '--conditions=source', 'scripts/generate.ts', '--check'))
    await step('Tests', () => vitest(dir))
  } finally {
    await clean()
  }
  const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  process.exitCode = total.failed ? 1 : 0
})
