import { PgBoss } from 'pg-boss'
import postgres from 'postgres'
import type { Log } from './log.ts'

const schema = 'pgboss'

/**
 * A job: what to do with one order, and when it comes round by itself (cron, Swedish time). It may run twice, so it must be
 * able to. A killed worker's job is run again within half a minute: it has stopped giving signs of life.
 */
export type Job = { readonly name: string; readonly every?: string; readonly run: (body: Record<string, string>) => Promise<void> }
export type Jobs = { send(name: string, body: Record<string, string>): Promise<void>; stop(): Promise<void> }

/** Lays out the job tables as the database's owner, and lets the worker's role use them. Doing it again does nothing. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema, supervise: false, schedule: false })
  boss.on('error', () => undefined) // start and stop throw what matters
  await boss.start()
  await boss.stop({ graceful: false })
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`
    grant usage on schema ${schema} to delakt_worker;
    grant select, insert, update, delete on all tables in schema ${schema} to delakt_worker;
    grant usage on all sequences in schema ${schema} to delakt_worker;
    grant execute on all functions in schema ${schema} to delakt_worker`)
  await sql.end()
}

/** Starts working the jobs, connected as the login and then as the worker's role and nothing else. */
export async function startJobs(loginUrl: string, log: Log, jobs: readonly Job[]): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: loginUrl,
    options: '-c role=delakt_worker',
    schema,
    migrate: false,
    createSchema: false,
    max: 3,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    maintenanceIntervalSeconds: 600,
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 5,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error({ name: error.name }, 'jobs: the database did not answer'))
  await boss.start()
  for (const { name, every, run } of jobs) {
    await boss.createQueue(name, {
      policy: 'singleton',
      heartbeatSeconds: 10,
      expireInSeconds: 6 * 3600,
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
      deleteAfterSeconds: 3600,
    })
    if (every) await boss.schedule(name, every, {}, { tz: 'Europe/Stockholm' })
    await boss.work<Record<string, string>>(name, { pollingIntervalSeconds: 2, heartbeatRefreshSeconds: 4 }, async (orders) => {
      for (const order of orders) await run(order.data ?? {})
    })
  }
  return {
    send: async (name, body) => void (await boss.send(name, body)),
    stop: () => boss.stop({ graceful: true, timeout: 4000 }),
  }
}
