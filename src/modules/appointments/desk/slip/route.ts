import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import { doorMark, doorSeed } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { bookingPage } from '../booking/route.ts'
import { codeFrom, shownCode } from '../../code.ts'
import { at, bookingPath, type C, root } from '../model.ts'
import { findBooking } from '../queries.ts'
import { SlipPage } from './page.tsx'
import { deskSlip } from './queries.ts'

/** `/personal/tider/bokning/:booking/lapp`: a slip of paper with a code of its own. The code is in the answer and nowhere else: we keep its mark. The same form sent again is the same code. */
export const slipRoutes = (services: Services): Route[] => {
  const { db, config } = services
  return [
    {
      ...at,
      method: 'post',
      path: `${bookingPath(':booking')}/lapp`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const key = z.uuid().safeParse((await formOf(c))['nyckel']).data ?? randomUUID()
        const code = codeFrom(doorSeed(config.secret, `slip ${id} ${key}`))
        const { outcome, booking } = await db.as(c.var.actor, { purpose: 'print slip', item: id }, async (tx) => ({
          outcome: await deskSlip(tx, id, doorMark(config.secret, code)),
          booking: await findBooking(tx, id),
        }))
        if (outcome === 'none' || !booking) throw new NotFound()
        if (outcome === 'over') return c.html(await bookingPage(services, c, { stale: true }), 409)
        if (outcome === 'replaced') return c.html(await bookingPage(services, c, { replaced: true }), 409)
        const address = `${config.origin.replace(/^https?:\/\//, '')}/tid`
        return c.html(SlipPage({ frame: await frameOf(c, services, root), booking, code: shownCode(code), address }))
      },
    },
  ]
}
