// Delaby started as `npm start` does it, in a folder of its own, with all that it logs kept for the tests to read. Two of them: a browser mostly
// waits, so two files walk at a time, each in a town of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'

/** Where Delaby is: its addresses, the file its log goes to, and the owner's way into its database. */
export type Delaby = { origin: string; provider: string; log: string; ownerUrl: string; chromium: string; pictures: string | undefined }

declare module 'vitest' {
  export interface ProvidedContext {
    delabies: Delaby[]
  }
}

const root = resolve(import.meta.dirname, '..')

/** A Delaby for each worker, moved in once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.all(Array.from({ length: project.config.maxWorkers }, () => start()))
  project.provide(
    'delabies',
    started.map(({ delaby }) => delaby),
  )
  return async () => void (await Promise.all(started.map(({ stop }) => stop())))
}

async function start(): Promise<{ delaby: Delaby; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'delakt-e2e-'))
  // The account that PostgreSQL runs as when we are root must get in.
  chmodSync(dir, 0o755)
  const [port, demoPort] = await freePorts()
  const log = join(dir, 'log')
  const child = spawn(process.execPath, ['scripts/up.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DELAKT_DATA: join(dir, 'data'),
      PORT: String(port),
      DELAKT_DEMO_PORT: String(demoPort),
      DELAKT_LOG: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const file = createWriteStream(log)
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  await running(child, log)
  const pictures = process.env['DELAKT_PICTURES']
  if (pictures) mkdirSync(pictures, { recursive: true })
  return {
    delaby: {
      origin: `http://localhost:${port}`,
      provider: `http://localhost:${demoPort}`,
      log,
      ownerUrl: readFileSync(join(dir, 'data', 'database-url'), 'utf8').trim(),
      chromium: chromium(),
      pictures,
    },
    stop: async () => {
      const ended = new Promise((done) => child.once('close', done))
      child.kill('SIGINT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const running = (child: ChildProcess, log: string): Promise<void> =>
  new Promise((done, fail) => {
    child.stdout!.on('data', (bytes: Buffer) => bytes.includes('Ctrl-C stops it') && done())
    child.once('exit', () => fail(new Error(`Delaby did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`)))
  })

const chromium = (): string => {
  const found = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file && existsSync(file),
  )
  if (!found) throw new Error('The browser tests need Chromium: install it, or name one with CHROMIUM=/path.')
  return found
}

/** Two ports that nobody has now. */
export async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all(
    [0, 1].map(
      () =>
        new Promise<ReturnType<typeof createServer>>((listening) => {
          const server: ReturnType<typeof createServer> = createServer().listen(0, () => listening(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return [ports[0]!, ports[1]!]
}
