import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { addDays, dayOf, startOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { at, type C, dayAsked, root } from '../model.ts'
import { daysListed, ListPage } from './page.tsx'
import { listFreeLines, listLines, listToRecord, listWaiting } from './queries.ts'

/** `/personal/tider`: the coming days, free and booked; what waits for an answer, and who came. */
export const listRoutes = (services: Services): Route[] => {
  const { db } = services
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const today = dayOf(new Date())
        const from = dayAsked(c.req.query('fran'), today)
        const manager = c.var.actor.desk!.role === 'unitManager'
        const asked = c.req.query('visa')
        const mine = asked ? asked !== 'enheten' : !manager
        const of = { from: startOf(from), until: startOf(addDays(from, daysListed)), mine }
        const found = await db.as(c.var.actor, { purpose: 'list times' }, async (tx) => {
          const [lines, free, waiting, toRecord] = await Promise.all([
            listLines(tx, of),
            listFreeLines(tx, of),
            from === today ? listWaiting(tx, mine) : [],
            from === today ? listToRecord(tx, mine) : [],
          ])
          return { lines, free, waiting, toRecord }
        })
        const frame = await frameOf(c, services, root)
        return c.html(ListPage({ frame, today, manager, mine, from, ...found, noted: c.req.query('gjort') === 'antecknat' }))
      },
    },
  ]
}
