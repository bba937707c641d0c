import { createServer } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import type { Config } from '#kernel/config'
import { connect } from '#kernel/db'
import { openLog } from '#kernel/log'
import { application, publicPages } from './app.ts'
import { work } from './worker.ts'

/** Starts the server and the worker in this process; `stop` lets what is under way finish and closes both. Throws when the port is taken. */
export async function start(config: Config): Promise<{ stop(): Promise<void> }> {
  // V8 lets garbage lie until there is several times more of it than of what is used: 350 MB under load, and 240 when it tidies up sooner.
  setFlagsFromString('--heap-growing-percent=30')
  const services = { db: connect(config.loginUrl, config.poolSize), config, log: openLog(config.logLevel) }
  const pages = publicPages()
  const app = application(services, pages)
  const otherwise = getRequestListener(app.fetch)
  const server = createServer((req, res) => {
    if (!pages.answered(req, res)) void otherwise(req, res)
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(config.port, listening)
  })
  const worker = await work(services)
  return {
    async stop() {
      await new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      })
      await worker.stop()
      await services.db.close()
    },
  }
}
