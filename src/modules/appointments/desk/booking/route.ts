import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, bookingPath, type C, root } from '../model.ts'
import { findBooking } from '../queries.ts'
import { findWish } from '../reach/queries.ts'
import { BookingPage, type Done, dones } from './page.tsx'
import { findEarlier, isAway, listProposals, listSteps } from './queries.ts'

const path = bookingPath(':booking')

/** The page of a booking as it stands: also what a form is answered with that no longer fits. */
export async function bookingPage(
  services: Services,
  c: C,
  more: { stale?: boolean; typed?: string | undefined; errors?: FieldError[] } = {},
) {
  const id = idFrom(c, 'booking')
  const found = await services.db.as(c.var.actor, { purpose: 'read booking', item: id }, async (tx) => {
    const [booking, proposals, steps, earlier, wish, away] = await Promise.all([
      findBooking(tx, id),
      listProposals(tx, id),
      listSteps(tx, id),
      findEarlier(tx, id),
      findWish(tx, id),
      isAway(tx, id),
    ])
    if (!booking) throw new NotFound()
    return { booking, proposals, steps, earlier, wish, away }
  })
  const asked = c.req.query('gjort')
  const done = dones.find((one): one is Done => one === asked)
  return BookingPage({ frame: await frameOf(c, services, root), now: new Date(), ...found, done, ...more })
}

/** `/personal/tider/bokning/:booking`: who has a time, and everything about it. */
export const bookingRoutes = (services: Services): Route[] => [
  { ...at, method: 'get', path, handle: async (c: C) => c.html(await bookingPage(services, c)) },
]
