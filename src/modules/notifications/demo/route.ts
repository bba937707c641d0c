import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import { addressIndex } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { mobile } from '#kernel/values/phone'
import { frameOf } from '#modules/directory'
import { listSpool } from '../adapters/spool.ts'
import { noteReply } from '../queries.ts'
import { DemoPage, path } from './page.tsx'

/** `/demo/utskick`: in the demo, what would have been sent. In production there is no such address. */
export function demoRoutes(services: Services): Route[] {
  const { db, config } = services
  const often = limit(60, 60)
  const onlyDemo = () => {
    if (config.mode === 'production') throw new NotFound()
  }
  const forAll = { who: 'anyone', zone: 'C', path } as const
  return [
    {
      ...forAll,
      method: 'get',
      async handle(c: Ctx) {
        onlyDemo()
        const sent = await listSpool(config.dataDir)
        const frame = await frameOf(c, services)
        return c.html(DemoPage({ frame, today: dayOf(new Date()), sent, replied: c.req.query('svarat') === 'ja' }))
      },
    },
    {
      ...forAll,
      method: 'post',
      async handle(c: Ctx) {
        onlyDemo()
        await often('demo')
        const number = mobile((await formOf(c))['till'] ?? '')
        if (number)
          await db.as({ kind: 'worker' }, { purpose: 'sending: reply' }, (tx) => noteReply(tx, addressIndex(config.secret, number), '1'))
        return c.redirect(`${path}?svarat=ja`, 303)
      },
    },
  ]
}
