import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { carrierOf } from './adapters/carriers.ts'
import { tellEach } from './digest.ts'
import { stillAlarmed, toAlarm } from './queries.ts'
import { deliver } from './send.ts'

const atATime = 200

/**
 * Tells those at work whom an alarm concerns that something needs them (product, promise 9): an inbox that nobody looks after, or what fell when somebody left.
 * One e-mail a day however much it is, with nothing of what; again after seven days while it stands. What may have been sent and is not known to have been is told
 * again the day after: nobody is left out of an alarm for a broken connection. Answers how many were told.
 */
export async function tellAlarms(services: Services, now = new Date()): Promise<number> {
  const { db, config } = services
  // With no way out the start pages tell it, and a row for each day would tell nothing.
  if (!carrierOf(config, 'email')) return 0
  const today = dayOf(now)
  return tellEach(
    services,
    'alarms',
    () => db.as({ kind: 'worker' }, { purpose: 'alarms' }, (tx) => toAlarm(tx, today, atATime)),
    async ({ key, staffId, municipalityId }) => {
      const outcome = await deliver(services, {
        key,
        staffId,
        municipalityId,
        derive: async (tx) =>
          (await stillAlarmed(tx, staffId)) ? { template: 'alarm', slots: { link: `${config.origin}/personal` } } : undefined,
      })
      return outcome === 'sent'
    },
  )
}
