import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import type { Config } from '#kernel/config'
import { connect } from '#kernel/db'
import { openLog } from '#kernel/log'
import { application, publicPages } from './app.ts'
import { work } from './worker.ts'

const patience = 2000

/** Starts the server and the worker in this process; `stop` lets what is under way finish (2 s at most) and closes both. Throws when the port is taken. */
export async function start(config: Config): Promise<{ stop(): Promise<void> }> {
  // V8 lets garbage lie until there is several times more of it than of what is used: 350 MB under load, and 240 when it tidies up sooner.
  setFlagsFromString('--heap-growing-percent=20')
  const services = { db: connect(config.loginUrl, config.poolSize), config, log: openLog(config.logLevel) }
  const pages = publicPages()
  const app = application(services, pages)
  const otherwise = getRequestListener(app.fetch)
  const underWay = new Set<Promise<void>>()
  let stopping = false
  const server = createServer((req, res) => {
    if (stopping) res.setHeader('connection', 'close')
    if (pages.answered(req, res)) return
    const answer = otherwise(req, res).finally(() => underWay.delete(answer))
    underWay.add(answer)
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(config.port, listening)
  })
  const worker = await work(services)
  return {
    async stop() {
      stopping = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      // Those who were being answered keep their connection, and would ask for more on it.
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      // The last connection may be gone while an answer that nobody waits for is still asking the database.
      await Promise.race([closed.then(() => Promise.allSettled(underWay)), sleep(patience, undefined, { ref: false })])
      clearInterval(sweep)
      server.closeAllConnections()
      await worker.stop()
      await services.db.close()
    },
  }
}
