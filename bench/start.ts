import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { figure, type Outcome } from './figures.ts'
import { folder, type Ground, root } from './ground.ts'
import { ports, serve } from './processes.ts'

/** How long until somebody gets the first byte: of the server alone, and of the whole `npm start`. */
export async function starting(
  ground: Ground,
  { few, rounds, say }: { few: number; rounds: number; say: (line: string) => void },
): Promise<Outcome> {
  const base = await ground.people(few)
  const server: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const from = performance.now()
    const starting = serve(base, { port: ports.start })
    await firstByte(ports.start)
    if (round > 0) server.push((performance.now() - from) / 1000)
    await (await starting).stop()
  }
  say(`  server alone: ${server.map((s) => s.toFixed(2)).join(', ')} s`)
  const dir = mkdtempSync(join(folder, 'start-'))
  const whole: number[] = []
  try {
    for (let round = 0; round <= rounds; round++) {
      const seconds = await npmStart(dir)
      // The first time it makes its database.
      if (round > 0) whole.push(seconds)
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  say(`  npm start: ${whole.map((s) => s.toFixed(2)).join(', ')} s`)
  return {
    figures: [
      figure('server alone, from nothing to the first byte', 's', server, { most: 2 }),
      figure('npm start, warm, to the first byte', 's', whole, { most: 5 }),
    ],
    commands: ['node bench/serve.ts, the database running', 'npm start, on a data folder that is there'],
    notes: [],
  }
}

/** Seconds until `npm start` gives its first byte; then it is stopped as with Ctrl-C. Throws when it ends before. */
async function npmStart(dir: string): Promise<number> {
  const from = performance.now()
  const env = { ...process.env, DELAKT_DATA: dir, PORT: String(ports.start) }
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  const over = new AbortController()
  const ended = once(child, 'exit').finally(() => over.abort())
  try {
    await firstByte(ports.start, over.signal)
    return (performance.now() - from) / 1000
  } finally {
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT')
    await ended
  }
}

const firstByte = async (port: number, over?: AbortSignal): Promise<void> => {
  for (let waited = 0; waited < 120_000; waited += 10) {
    if (over?.aborted) throw new Error('npm start ended before it answered')
    if (await answers(port)) return
    await sleep(10)
  }
  throw new Error('Nobody answered in two minutes')
}

/** On a connection of its own, so that none is left to a server that is gone. */
const answers = (port: number): Promise<boolean> =>
  new Promise((answered) => {
    get({ port, path: '/', agent: false }, (response) => {
      response.resume()
      answered(response.statusCode === 200)
    }).once('error', () => answered(false))
  })
