import { connect } from '../kernel/db.ts'
import { openLog } from '../kernel/log.ts'
import type { Services } from '../kernel/services.ts'
import { readConfig } from '../kernel/config.ts'
import { day } from '../kernel/values/day.ts'
import { deliver } from '../modules/notifications/send.ts'

// A worker of its own, to be killed: sends what it is told, one after the other, until it is. Started by send.test.ts.
const [env = '{}', personId = '', committeeId = '', ...keys] = process.argv.slice(2)
const config = readConfig(JSON.parse(env) as Record<string, string>)
const services: Services = { db: connect(config.loginUrl, 3), config, log: openLog('silent') }
for (const key of keys)
  await deliver(services, {
    key,
    personId,
    committeeId,
    about: 'reminder',
    derive: async () => ({ template: 'time-cancelled', slots: { day: day('2026-12-03'), time: '9.30', phone: '0980-31 92 00' } }),
  })
await services.db.close()
