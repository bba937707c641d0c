import type { Job } from '#kernel/jobs'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { tellAlarms } from './alarms.ts'
import { tellEach } from './digest.ts'
import { municipalityOf, stillWaits, toTell, told } from './queries.ts'
import { deliver, forgetOld, sweep } from './send.ts'

const worker = { kind: 'worker' } as const
const atATime = 200

/**
 * Tells those who have asked for it that something waits: at most once a day, however much it is, and nothing of what it is or whom it is from.
 * It takes no lock while it is sent, since whoever writes to the person would wait for it.
 */
export async function tellWhatWaits(services: Services, now = new Date()): Promise<number> {
  const { db } = services
  const today = dayOf(now)
  return tellEach(
    services,
    'what waits',
    () => db.as(worker, { purpose: 'what waits' }, (tx) => toTell(tx, today, atATime)),
    async ({ personId, committeeId, key }) => {
      let at: Date | undefined
      const outcome = await deliver(services, {
        key,
        personId,
        committeeId,
        about: 'waiting',
        derive: async (tx) => {
          at = (await stillWaits(tx, personId))?.at
          const municipality = at && (await municipalityOf(tx, { committeeId }))
          return municipality && { template: 'waiting', slots: { phone: municipality.phone } }
        },
      })
      const moment = at
      if (!moment || (outcome !== 'sent' && outcome !== 'unsure')) return false
      await db.as(worker, { purpose: 'what waits' }, (tx) => told(tx, personId, moment))
      return true
    },
  )
}

/** What happens by itself: what a killed worker left behind, at four in the afternoon the word that something waits (until seven, when it was refused), and alarms. */
export const notificationJobs = (services: Services): Job[] => [
  { name: 'sweep-sendings', every: '* * * * *', run: () => sweep(services).then(() => undefined) },
  { name: 'tell-what-waits', every: '*/10 16-18 * * *', run: () => tellWhatWaits(services).then(() => undefined) },
  // Between the rounds in which the directory notices what has begun and what is over.
  { name: 'tell-alarms', every: '5-59/10 * * * *', run: () => tellAlarms(services).then(() => undefined) },
  { name: 'forget-sendings', every: '40 3 * * *', run: () => forgetOld(services).then(() => undefined) },
]
