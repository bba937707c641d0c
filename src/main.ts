import { serve } from '@hono/node-server'
import type { Config } from '#kernel/config'
import { connect } from '#kernel/db'
import { openLog } from '#kernel/log'
import { application } from './app.ts'
import { work } from './worker.ts'

/** Starts the server and the worker in this process; `stop` lets what is under way finish and closes both. Throws when the port is taken. */
export async function start(config: Config): Promise<{ stop(): Promise<void> }> {
  const services = { db: connect(config.loginUrl, config.poolSize), config, log: openLog(config.logLevel) }
  const app = application(services)
  const server = await new Promise<ReturnType<typeof serve>>((listening, failed) => {
    const started = serve({ fetch: app.fetch, port: config.port }, () => listening(started))
    started.once('error', failed)
  })
  const worker = await work(services)
  return {
    async stop() {
      await new Promise<void>((closed) => {
        server.close(() => closed())
        if (!('closeIdleConnections' in server)) return
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 2000).unref()
      })
      await worker.stop()
      await services.db.close()
    },
  }
}
