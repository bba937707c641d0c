import { globSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { getRequestListener } from '@hono/node-server'
import { z } from 'zod'
import { type Config, ConfigError, otherSecret } from '#kernel/config'
import { connect } from '#kernel/db'
import { openLog } from '#kernel/log'
import { secretMark } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { application, publicPages } from './app.ts'
import { work } from './worker.ts'

const patience = 2000
const migrations = join(import.meta.dirname, '..', 'db', 'migrations')

const unfit = {
  older: 'The database is older than this Delakt: run npx delakt migrate first.',
  newer: 'The database is newer than this Delakt: start the version that migrated it, or a later one.',
  secret: otherSecret,
  moved:
    'This database has come by a dump from another server, and what is written in its access log now would come before what was sealed there: ' +
    'run npx delakt migrate first.',
  demo: 'This database holds the invented people of the demo, and production does not start on it: give it a database of its own.',
}
const Unfit = z.object({ why: z.enum(Object.keys(unfit) as (keyof typeof unfit)[]).nullable() })

/**
 * The database answers, is of this version and made with this secret, and is no demo's when this is production: Swedish municipalities have
 * codes below 9900, invented ones above. Throws ConfigError.
 */
async function mayStart({ db, config }: Services): Promise<void> {
  const newest = globSync('[0-9]*.sql', { cwd: migrations }).sort().at(-1)?.replace('.sql', '')
  const found = await db.as(
    { kind: 'public' },
    { purpose: 'start' },
    (tx) => tx.maybe(Unfit)`
      select coalesce(
        kernel.unfit(${newest}, ${secretMark(config.secret)}),
        case when audit.moved() then 'moved' end,
        (select 'demo' from directory.municipalities where ${config.mode === 'production'} and code >= '9900' limit 1)
      ) as why`,
  )
  if (found?.why) throw new ConfigError(unfit[found.why])
}

/** Starts the server and the worker in this process; `stop` lets what is under way finish (2 s at most) and closes both. Throws when the port is taken. */
export async function start(config: Config): Promise<{ stop(): Promise<void> }> {
  // V8 lets garbage lie until there is several times more of it than of what is used: 350 MB under load, and 240 when it tidies up sooner.
  setFlagsFromString('--heap-growing-percent=20')
  const services = { db: connect(config.loginUrl, config.poolSize), config, log: openLog(config.logLevel) }
  await mayStart(services).catch((error: unknown) => services.db.close().then(() => Promise.reject(error)))
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
    server.once('error', (error) => void services.db.close().then(() => failed(error)))
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
