import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/kernel/config.ts'
import { type Running, startEmbedded } from './embedded-postgres.ts'
import { connected } from './stop.ts'

type Start = { child: ChildProcess; out: () => string; err: () => string; up: Promise<void>; ended: Promise<number | null> }

const root = resolve(import.meta.dirname, '..')
const dir = mkdtempSync(join(tmpdir(), 'delakt-up-'))
// The account that PostgreSQL runs as when we are root must get in.
chmodSync(dir, 0o755)
const starts: Start[] = []
const folder = (name: string) => join(dir, name)
const data = folder('data')
let port: number
let demoPort: number

beforeAll(async () => {
  ;[port, demoPort] = [await freePort(), await freePort()]
})
afterEach(async () => {
  for (const { child, ended } of starts.splice(0)) {
    child.kill('SIGINT')
    await ended
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const listen = (wanted = 0) =>
  new Promise<Server>((done) => {
    const server: Server = createServer().listen(wanted, () => done(server))
  })
const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
const close = (server: Server) => new Promise<void>((done) => void server.close(() => done()))
const freePort = async () => {
  const server = await listen()
  const free = portOf(server)
  await close(server)
  return free
}

/** `npm start` without npm, with nothing of the terminal's own settings. */
const start = (env: Record<string, string> = {}): Start => {
  const settings = {
    PATH: process.env.PATH ?? '',
    DELAKT_DATA: data,
    PORT: String(port),
    DELAKT_DEMO_PORT: String(demoPort),
    DELAKT_LOG: 'fatal',
    ...env,
  }
  const child = spawn(process.execPath, ['scripts/up.ts'], { cwd: root, env: settings, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const up = new Promise<void>((done, fail) => {
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString()
      if (out.includes('Ctrl-C stops it')) done()
    })
    void ended.then(() => fail(new Error(`ended before it was up: ${err}`)))
  })
  up.catch(() => 'told by ended')
  const one = { child, out: () => out, err: () => err, up, ended }
  starts.push(one)
  return one
}

/** The start was refused with one sentence and nothing else on stderr, and nothing of it is left running. */
const refusal = async (env: Record<string, string>): Promise<string> => {
  const { ended, err } = start(env)
  expect(await ended).toBe(1)
  expect(err()).toMatch(/^[^\n]+\.\n$/)
  expect(err()).not.toMatch(/ at .*:\d+:\d+/)
  return err()
}

const owner = (dataDir = data) => readConfig({ DELAKT_DATA: dataDir }).databaseUrl
const postmaster = (dataDir = data) => {
  const moved = join(dataDir, 'postgres-is-at')
  const home = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : join(dataDir, 'postgres')
  const file = join(home, 'data', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

describe('a first start', () => {
  test('makes everything, a second finds it again, and Ctrl-C stops both cleanly', { timeout: 90_000 }, async () => {
    const first = start()
    await first.up
    expect(first.out()).toContain(`Delakt is running at http://localhost:${port}`)
    expect((await fetch(`http://localhost:${port}/`, { redirect: 'manual' })).status).toBeLessThan(500)
    await connected(owner(), (sql) => sql`create table public.kept as select 7 as number`)
    first.child.kill('SIGINT')
    expect([await first.ended, first.err(), postmaster()]).toEqual([0, '', undefined])

    const from = performance.now()
    const second = start()
    await second.up
    expect(performance.now() - from).toBeLessThan(5_000)
    expect(second.out()).not.toContain('0001_')
    expect((await connected(owner(), (sql) => sql`select number from public.kept`))[0]?.number).toBe(7)
    second.child.kill('SIGTERM')
    expect([await second.ended, second.err(), postmaster()]).toEqual([0, '', undefined])
  })

  test('leaves a command that npx can run, whichever build it met first', () => {
    expect(statSync(join(root, 'dist/cli.js')).mode & 0o111).toBe(0o111)
  })

  test('leaves no secret and no address of the database readable to others', () => {
    for (const name of ['secret', 'database-url']) expect(statSync(join(data, name)).mode & 0o077).toBe(0)
  })
})

describe('after kill -9', () => {
  test('of Delakt, the next start takes over the database that was left running', async () => {
    const killed = start()
    await killed.up
    await connected(owner(), (sql) => sql`update public.kept set number = 8`)
    killed.child.kill('SIGKILL')
    await killed.ended
    const left = postmaster()
    expect(left).toBeGreaterThan(0)

    const next = start()
    await next.up
    expect(postmaster()).toBe(left)
    expect((await connected(owner(), (sql) => sql`select number from public.kept`))[0]?.number).toBe(8)
    next.child.kill('SIGINT')
    expect([await next.ended, postmaster()]).toEqual([0, undefined])
  })

  test('of Delakt and the database together, the next start recovers', async () => {
    const killed = start()
    await killed.up
    await connected(owner(), (sql) => sql`update public.kept set number = 9`)
    killed.child.kill('SIGKILL')
    process.kill(postmaster() ?? 0, 'SIGKILL')
    await killed.ended
    const next = start()
    await next.up
    expect((await connected(owner(), (sql) => sql`select number from public.kept`))[0]?.number).toBe(9)
  })

  test('a stranger who got the old process number is not taken for the database', async () => {
    const killed = start()
    await killed.up
    const pid = postmaster() ?? 0
    const file = join(readPlace(), 'data', 'postmaster.pid')
    const text = readFileSync(file, 'utf8')
    killed.child.kill('SIGINT')
    await killed.ended
    writeFileSync(file, text.replace(String(pid), String(process.pid)))
    const next = start()
    await next.up
    expect(postmaster()).not.toBe(process.pid)
  })
})

const readPlace = () =>
  existsSync(join(data, 'postgres-is-at')) ? readFileSync(join(data, 'postgres-is-at'), 'utf8').trim() : join(data, 'postgres')

describe('a start that cannot be', () => {
  test('a second Delakt on the same data folder is told so and leaves the first alone', async () => {
    const first = start()
    await first.up
    const other = { PORT: String(await freePort()), DELAKT_DEMO_PORT: String(await freePort()) }
    expect(await refusal(other)).toContain(`Delakt is already running on ${data}`)
    expect((await fetch(`http://localhost:${port}/`, { redirect: 'manual' })).status).toBeLessThan(500)
  })

  test.each(['PORT', 'DELAKT_DEMO_PORT'])('a taken %s is named, before any database is made', async (variable) => {
    const server = await listen()
    const sentence = await refusal({ DELAKT_DATA: folder('taken'), [variable]: String(portOf(server)) })
    expect(sentence).toBe(`Port ${portOf(server)} is taken: stop the program that uses it, or set ${variable} to another.\n`)
    expect(existsSync(join(folder('taken'), 'postgres'))).toBe(false)
    await close(server)
  })

  test('settings that are missing or contradict each other', async () => {
    expect(await refusal({ DELAKT_MODE: 'production' })).toMatch(/^DATABASE_URL /)
    expect(await refusal({ DELAKT_DEMO_PORT: String(port) })).toBe('DELAKT_DEMO_PORT must be another port than PORT.\n')
  })

  test('a data folder that cannot be written', async () => {
    writeFileSync(folder('file'), '')
    expect(await refusal({ DELAKT_DATA: join(folder('file'), 'below') })).toContain('set DELAKT_DATA')
  })

  test('data made by another PostgreSQL', async () => {
    mkdirSync(join(folder('old'), 'postgres', 'data'), { recursive: true })
    writeFileSync(join(folder('old'), 'postgres', 'data', 'PG_VERSION'), '17\n')
    expect(await refusal({ DELAKT_DATA: folder('old') })).toContain('were made by PostgreSQL 17')
  })

  test.runIf(canMount())('a full disk', async () => {
    mkdirSync(folder('full'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'none', folder('full')])
    try {
      expect(await refusal({ DELAKT_DATA: folder('full') })).toContain('is full: free at least 100 MB')
    } finally {
      execFileSync('umount', [folder('full')])
    }
  })
})

describe('a database of one’s own', () => {
  let server: Running
  beforeAll(async () => {
    server = await startEmbedded(folder('own'), { throwaway: true })
  })
  afterAll(() => server.stop())

  const withUrl = (change: (url: URL) => void) => {
    const url = new URL(server.url)
    change(url)
    return { DATABASE_URL: url.href, DELAKT_DATA: folder('app') }
  }

  test('is used, in production too, where no demo is started', async () => {
    const production = { DELAKT_MODE: 'production', DELAKT_SECRET: 's'.repeat(40), DELAKT_ORIGIN: 'https://delakt.example.se' }
    const one = start({ ...withUrl(() => undefined), ...production })
    await one.up
    expect(one.out()).not.toContain('Delaby')
    const [found] = await connected(server.url, (sql) => sql`select count(*)::int as number from directory.municipalities`)
    expect(found?.number).toBe(0)
    await close(await listen(demoPort))
    one.child.kill('SIGINT')
    expect([await one.ended, one.err()]).toEqual([0, ''])
    expect(existsSync(join(folder('app'), 'postgres'))).toBe(false)
  })

  test('written wrongly, unreachable, with the wrong password, missing, or something else: each its own sentence', async () => {
    const stranger = await listen()
    stranger.on('connection', (socket) => {
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy())
    })
    const free = await freePort()
    let nr = 0
    const told = async (env: Record<string, string>) =>
      refusal({ ...env, DELAKT_DATA: folder(`app-${++nr}`), PORT: String(await freePort()), DELAKT_DEMO_PORT: String(await freePort()) })
    const said = await Promise.all([
      told({ DATABASE_URL: 'mysql://somewhere' }),
      told(withUrl((url) => (url.port = String(free)))),
      told(withUrl((url) => (url.password = 'wrong'))),
      told(withUrl((url) => (url.pathname = '/nowhere'))),
      told(withUrl((url) => (url.port = String(portOf(stranger))))),
      told(withUrl((url) => (url.hostname = 'host.invalid'))),
    ])
    await close(stranger)
    const place = new URL(server.url).host
    expect(said).toEqual([
      expect.stringContaining('DATABASE_URL is not a PostgreSQL address'),
      `DATABASE_URL: no PostgreSQL answers at 127.0.0.1:${free}.\n`,
      `DATABASE_URL: PostgreSQL at ${place} refuses the user or the password.\n`,
      `DATABASE_URL: PostgreSQL at ${place} has no database of that name: create it first.\n`,
      expect.stringMatching(/^DATABASE_URL: what answers at .* did not let Delakt in/),
      'DATABASE_URL: there is no host called host.invalid.\n',
    ])
  })

  test('that a newer Delakt has been at is refused', async () => {
    await connected(server.url, (sql) => sql`insert into kernel.migrations (name, hash) values ('9999_future', 'x')`)
    expect(await refusal(withUrl(() => undefined))).toContain('The database is newer than this Delakt (it has 9999_future)')
  })
})

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/mount')
}
