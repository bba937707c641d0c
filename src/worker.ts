import { startJobs, type Job } from '#kernel/jobs'
import { emptyOutbox, type Listeners } from '#kernel/outbox'
import type { Services } from '#kernel/services'
import { appointmentJobs, appointmentListeners } from '#modules/appointments'
import { drawReviews, seal } from '#modules/audit'
import { contactJobs } from '#modules/contact'
import { directoryJobs } from '#modules/directory'
import { sweepSignIns } from '#modules/identity'
import { readingJobs, readingListeners } from '#modules/matters'
import { notificationJobs } from '#modules/notifications'
import { newDay, releaseDue } from '#modules/release'

const outboxEvery = 2000

/** Starts what happens by itself: rules whose days have passed, nightly readings, and what the modules tell each other. */
export async function work(services: Services): Promise<{ stop(): Promise<void> }> {
  const { config, log, db } = services
  const jobs: readonly Job[] = [
    { name: 'release-due', every: '* * * * *', run: () => releaseDue(services) },
    { name: 'seal-log', every: '* * * * *', run: () => seal(services).then(() => undefined) },
    { name: 'draw-log-reviews', every: '30 2 * * *', run: () => drawReviews(services) },
    { name: 'new-day', every: '* * * * *', run: () => newDay(services) },
    { name: 'sweep-sign-ins', every: '17 * * * *', run: () => sweepSignIns(services).then(() => undefined) },
    ...contactJobs(services),
    ...directoryJobs(services),
    ...readingJobs(services),
    ...notificationJobs(services),
    ...appointmentJobs(services),
  ]
  const running = await startJobs(config.loginUrl, log, jobs)
  const listeners: Listeners = {
    ...readingListeners((name, body) => running.send(name, body)),
    ...appointmentListeners(services),
  }

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
      await sealLast(services)
    },
  }
}

/** What was written since the last minute is sealed before the end; when that cannot be done, the next start does it. */
const sealLast = (services: Services) =>
  seal(services).catch((error: unknown) =>
    services.log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'access log: not sealed'),
  )
