import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { at, type C, root, slotPath } from '../model.ts'
import { type Done, dones, SlotPage } from './page.tsx'
import { findSlot, withdraw } from './queries.ts'

const path = slotPath(':slot')

/** `/personal/tider/:slot`: one time, booked or free. */
export const slotRoutes = (services: Services): Route[] => {
  const { db } = services
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'slot')
        const slot = await db.as(c.var.actor, { purpose: 'read time' }, (tx) => findSlot(tx, id))
        if (!slot) throw new NotFound()
        const asked = c.req.query('gjort')
        const done = dones.find((one): one is Done => one === asked)
        return c.html(SlotPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), slot, done }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/ta-bort`,
      async handle(c: C) {
        const id = idFrom(c, 'slot')
        const outcome = await db.as(c.var.actor, { purpose: 'withdraw time' }, (tx) => withdraw(tx, id))
        if (outcome === 'none') throw new NotFound()
        return c.redirect(`${slotPath(id)}?gjort=${outcome === 'taken' ? 'bokad' : 'borttagen'}`, 303)
      },
    },
  ]
}
