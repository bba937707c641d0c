import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
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
  const dir = join(folder, 'start')
  mkdirSync(dir, { recursive: true })
  const whole: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const from = performance.now()
    const child = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, DELAKT_DATA: dir, PORT: String(ports.start) },
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
    const ended = once(child, 'exit')
    await Promise.race([firstByte(ports.start), ended.then(() => Promise.reject(new Error('npm start ended before it answered')))])
    // The first time it makes its database.
    if (round > 0) whole.push((performance.now() - from) / 1000)
    child.kill('SIGINT')
    await ended
    await gone(ports.start)
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

const firstByte = async (port: number): Promise<void> => {
  for (let waited = 0; waited < 120_000; waited += 10) {
    const answered = await fetch(`http://localhost:${port}/`).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await sleep(10)
  }
  throw new Error('Nobody answered in two minutes')
}

const gone = async (port: number): Promise<void> => {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (
      !(await fetch(`http://localhost:${port}/healthz`).then(
        () => true,
        () => false,
      ))
    )
      return
    await sleep(50)
  }
}
