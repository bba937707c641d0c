// The processes the bench starts, and how it talks with them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

import { Stop } from '../scripts/stop.ts'
import { type Base, checkpoints, root, secret } from './ground.ts'
import type { Asked, Load } from './load.ts'

/** CPU seconds used so far and the most memory held, in MB. */
export type Cost = { cpu: number; peak: number }
export type Served = { url: string; cost(): Promise<Cost>; stop(): Promise<void> }

/** Below those that the system gives to callers: a caller that waits for a server could else meet itself. */
export const ports = { server: 21_710, bare: 21_711, wire: 21_712, start: 21_720 } as const

const environment = (base: Base, port: number, loginUrl: string) => ({
  ...process.env,
  DATABASE_URL: base.ownerUrl,
  DATABASE_LOGIN_URL: loginUrl,
  DELAKT_SECRET: secret,
  DELAKT_LOG: 'warn',
  DELAKT_CHECKPOINTS: checkpoints,
  PORT: String(port),
})

/** The built server on a database of the bench; `loginUrl` when its words to PostgreSQL go another way. Answers when it listens. */
export const serve = (
  base: Base,
  { port = ports.server, loginUrl = base.loginUrl }: { port?: number; loginUrl?: string } = {},
): Promise<Served> => talking(['bench/serve.ts'], port, { env: environment(base, port, loginUrl) })

/** Bare node:http with one answer. */
export const serveBare = (answer: object): Promise<Served> =>
  talking(['bench/bare.ts'], ports.bare, { input: JSON.stringify({ ...answer, port: ports.bare }) })

async function talking(words: string[], port: number, { env = process.env, input = '' } = {}): Promise<Served> {
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['pipe', 'inherit', 'inherit', 'ipc'] })
  child.stdin?.end(input)
  await answer(child)
  return {
    url: `http://localhost:${port}`,
    cost: async () => (child.send('cost'), (await answer(child)) as Cost),
    stop: async () => {
      const ended = once(child, 'exit')
      // The load has hung up in the middle of its last requests: they end by themselves first.
      await sleep(200)
      child.send('stop')
      await ended
    },
  }
}

const answer = (child: ChildProcess): Promise<unknown> =>
  new Promise((heard, ended) => {
    const gone = () => ended(new Stop('The server ended before it answered: its own words stand above.'))
    child.once('exit', gone)
    child.once('message', (message) => (child.off('exit', gone), heard(message)))
  })

/** Puts load on an address from another process. */
export const load = async (asked: Asked): Promise<Load> =>
  JSON.parse(await said(process.execPath, ['--conditions=source', 'bench/load.ts'], { input: JSON.stringify(asked) })) as Load

/** Runs a program to its end; answers what it printed. Throws Stop with its last words when it fails. */
export async function said(program: string, words: string[], { input = '', env = process.env, cwd = root } = {}): Promise<string> {
  const child = spawn(program, words, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let wrong = ''
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (wrong += bytes.toString()))
  child.stdin.end(input)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Stop(`${program} ${words.join(' ')} failed: ${wrong.trim().split('\n').slice(-3).join(' ')}`)
  return out
}
