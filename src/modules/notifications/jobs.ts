import type { Job } from '#kernel/jobs'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { municipalityOf, stillWaits, toTell, told } from './queries.ts'
import { deliver, forgetOld, sweep } from './send.ts'

const worker = { kind: 'worker' } as const
const atATime = 200
const atOnce = 4

/**
 * Tells those who have asked for it that something waits: at most once a day, however much it is, and nothing of what it is or whom it is from.
 * It takes no lock while it is sent, since whoever writes to the person would wait for it.
 */
export async function tellWhatWaits(services: Services, now = new Date()): Promise<number> {
  const { db } = services
  const today = dayOf(now)
  let sent = 0
  const tried = new Set<string>()
  for (;;) {
    const waiting = (await db.as(worker, { purpose: 'what waits' }, (tx) => toTell(tx, today, atATime))).filter(
      ({ key }) => !tried.has(key),
    )
    if (waiting.length === 0) return sent
    for (const { key } of waiting) tried.add(key)
    const told = await inParallel(waiting, (one) => tell(services, one))
    sent += told.filter(Boolean).length
  }
}

type Waiting = Awaited<ReturnType<typeof toTell>>[number]

/** True when they have been told. What goes wrong with one does not stand in the way of the rest. */
async function tell(services: Services, { personId, committeeId, key }: Waiting): Promise<boolean> {
  const { db, log } = services
  let at: Date | undefined
  try {
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
  } catch (error) {
    log.error({ name: error instanceof Error ? error.name : 'unknown' }, 'what waits: not told')
    return false
  }
}

/** A few at a time, since each waits for somebody else's server, and each holds a connection to the database meanwhile. */
async function inParallel<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  const left = [...all]
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) done.push(await work(one))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return done
}

/** What happens by itself: what a killed worker left behind, and at four in the afternoon the word that something waits (until seven, when it was refused). */
export const notificationJobs = (services: Services): Job[] => [
  { name: 'sweep-sendings', every: '* * * * *', run: () => sweep(services).then(() => undefined) },
  { name: 'tell-what-waits', every: '*/10 16-18 * * *', run: () => tellWhatWaits(services).then(() => undefined) },
  { name: 'forget-sendings', every: '40 3 * * *', run: () => forgetOld(services).then(() => undefined) },
]
