import { startJobs, type Job } from '#kernel/jobs'
import { emptyOutbox, type Listeners } from '#kernel/outbox'
import type { Services } from '#kernel/services'
import { sweepSignIns } from '#modules/identity'
import { readingJobs, readingListeners } from '#modules/matters'
import { newDay, releaseDue } from '#modules/release'

const outboxEvery = 2000

/** Starts what happens by itself: rules whose days have passed, nightly readings, and what the modules tell each other. */
export async function work(services: Services): Promise<{ stop(): Promise<void> }> {
  const { config, log, db } = services
  const jobs: readonly Job[] = [
    { name: 'release-due', every: '* * * * *', run: () => releaseDue(services) },
    { name: 'new-day', every: '* * * * *', run: () => newDay(services) },
    { name: 'sweep-sign-ins', every: '17 * * * *', run: () => sweepSignIns(services).then(() => undefined) },
    ...readingJobs(services),
  ]
  const running = await startJobs(config.loginUrl, log, jobs)
  const listeners: Listeners = readingListeners((name, body) => running.send(name, body))

  let stopped = false
  let round = Promise.resolve()
  const timer = setInterval(() => {
    round = round.then(async () => {
      if (stopped) return
      try {
        await emptyOutbox(db, listeners)
      } catch (error) {
        log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'outbox: not emptied')
      }
    })
  }, outboxEvery)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await round
      await running.stop()
    },
  }
}
