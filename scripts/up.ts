// npm start: everything from the configuration to a running Delakt. Runs without the condition `source`, so that `#kernel/…` is `dist`.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Config, readSettings, withDatabase } from '../src/kernel/config.ts'
import { pointProvidersAtDemo } from '../db/seed/directory.ts'
import { build } from './build.ts'
import { startEmbedded } from './embedded-postgres.ts'
import { holdFolder } from './lock.ts'
import { migrate } from './migrate.ts'
import { codeOf, connected, mustAnswer, sentence, Stop } from './stop.ts'

type Part = { stop: () => Promise<void> }

const root = resolve(import.meta.dirname, '..')
const from = performance.now()
const say = (line: string) => console.log(line)
const running: (() => Promise<void>)[] = []
let stopping = false
let verbose = false

/** Adds something to stop later; when we are stopping already, it is stopped at once. */
const hold = async (stop: () => Promise<void>): Promise<void> => {
  if (!stopping) return void running.push(stop)
  await stop()
  throw new Stop('Stopped while starting.')
}

async function up(): Promise<void> {
  const settings = readSettings(process.env)
  verbose = /debug|trace/.test(settings.logLevel)
  const demo = settings.mode === 'demo'
  const release = holdFolder(settings.dataDir)
  await hold(async () => release())
  await mustBeFree(settings.port, 'PORT')
  if (demo) await mustBeFree(settings.demoProviderPort, 'DELAKT_DEMO_PORT')
  if (settings.databaseUrl) await mustAnswer(settings.databaseUrl, 'DATABASE_URL')
  await build(say)
  const config = withDatabase(settings, settings.databaseUrl ?? (await builtIn(settings.dataDir)))
  await migrated(config)
  if (demo) await seeded(config)
  if (demo) await served('demo/provider.ts', 'startProvider', config, 'DELAKT_DEMO_PORT')
  await served('dist/main.js', 'start', config, 'PORT')
  say(`\nDelakt is running at ${config.origin} (started in ${((performance.now() - from) / 1000).toFixed(1)} s)`)
  if (demo) for (const line of await signInLines()) say(line)
  say('Ctrl-C stops it.')
}

const builtIn = async (dataDir: string): Promise<string> => {
  const database = await startEmbedded(dataDir, { say })
  await hold(database.stop)
  return database.url
}

const migrated = async (config: Config): Promise<void> => {
  const { secret, ownLogin } = config
  await migrate(config.databaseUrl, { secret, ownLogin, log: say })
  await mustAnswer(config.loginUrl, ownLogin ? 'DATABASE_URL' : 'DATABASE_LOGIN_URL')
}

const seeded = async (config: Config): Promise<void> => {
  const wanted = await connected(config.databaseUrl, async (sql) => {
    // The table is there only while the people move in: a start that was killed meanwhile left it, and its work is done again.
    const [half] = await sql`select where to_regclass('kernel.seeding') is not null`
    return half !== undefined || (await sql`select from directory.municipalities limit 1`).length === 0
  })
  if (!wanted) return pointProvidersAtDemo(config.databaseUrl, config)
  say('Moving in the people of Delaby')
  const file = pathToFileURL(join(root, 'db', 'seed', 'seed.ts')).href
  const { seed }: { seed: (ownerUrl: string, config: Config, options: { say: typeof say }) => Promise<unknown> } = await import(file)
  await seed(config.databaseUrl, config, { say })
}

/** Starts what `file` exports as `name`, when the file is there. */
const served = async (file: string, name: string, config: Config, variable: string): Promise<void> => {
  const path = join(root, file)
  if (!existsSync(path)) return
  const module: Record<string, (config: Config) => Promise<Part>> = await import(pathToFileURL(path).href)
  try {
    const part = await module[name]?.(config)
    if (part) await hold(() => part.stop())
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') throw new Stop(taken(variable), { cause: error })
    throw error
  }
}

const signInLines = async (): Promise<string[]> => {
  const file = join(root, 'demo', 'people.ts')
  if (!existsSync(file)) return []
  const people: { signInLines: () => string[] } = await import(pathToFileURL(file).href)
  return people.signInLines()
}

const taken = (variable: string, port?: number) =>
  `Port ${port ?? ''} is taken: stop the program that uses it, or set ${variable} to another.`.replace('  ', ' ')

const mustBeFree = (port: number, variable: string): Promise<void> =>
  new Promise((free, refuse) => {
    const probe = createServer()
    probe.once('error', (error) =>
      refuse(
        new Stop(
          codeOf(error) === 'EACCES'
            ? `Port ${port} needs more rights than this user has: set ${variable} to one above 1023.`
            : taken(variable, port),
        ),
      ),
    )
    probe.listen(port, () => probe.close(() => free()))
  })

/** Last in, first out. A part that does not stop in time is left, so that the database still gets its turn. */
const stopAll = async (): Promise<void> => {
  stopping = true
  for (const stop of running.splice(0).reverse())
    await Promise.race([stop(), sleep(3_500)]).catch((error: unknown) => console.error(sentence(error)))
}

const failed = async (error: unknown): Promise<never> => {
  console.error(verbose ? error : sentence(error))
  await stopAll()
  process.exit(1)
}

let asked = 0
const quit = async (): Promise<void> => {
  const before = asked
  asked = performance.now()
  // npm passes on a Ctrl-C that the terminal has sent us already: two within half a second are one.
  if (before) return asked - before > 500 && process.ppid === parent ? process.exit(130) : undefined
  stopping = true
  say('\nStopping')
  await Promise.race([starting, sleep(1_000)])
  await stopAll()
  process.exit(0)
}

// A terminal that has gone takes no more words; stopping cleanly goes on without them.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void quit())
// npm runs us in a shell that does not pass signals on: when npm is told to end, the shell ends and we are left behind.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || void quit(), 250).unref()
process.on('uncaughtException', (error) => void failed(error))
const starting = up().catch((error: unknown) => (asked ? undefined : failed(error)))
