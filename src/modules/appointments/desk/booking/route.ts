import { randomUUID } from 'node:crypto'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { ownNumber } from '#kernel/values/phone'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, bookingPath, type C, root } from '../model.ts'
import { numberField } from '../../number.tsx'
import { words } from '../../text.ts'
import { findBooking } from '../queries.ts'
import { findWish } from '../reach/queries.ts'
import { BookingPage, type Done, dones } from './page.tsx'
import { deskPhone, findEarlier, isAway, listProposals, listSteps } from './queries.ts'

const path = bookingPath(':booking')

/** The page of a booking as it stands: also what a form is answered with that no longer fits. */
export async function bookingPage(
  services: Services,
  c: C,
  more: { stale?: boolean; replaced?: boolean; typed?: string | undefined; typedNumber?: string | undefined; errors?: FieldError[] } = {},
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
  return BookingPage({ frame: await frameOf(c, services, root), now: new Date(), form: randomUUID(), ...found, done, ...more })
}

/** `/personal/tider/bokning/:booking`: who has a time, and everything about it. */
export const bookingRoutes = (services: Services): Route[] => [
  { ...at, method: 'get', path, handle: async (c: C) => c.html(await bookingPage(services, c)) },
  {
    ...at,
    method: 'post',
    path: `${path}/nummer`,
    async handle(c: C) {
      const id = idFrom(c, 'booking')
      const typed = (await formOf(c))[numberField]
      const number = ownNumber(typed)
      if (!number) {
        const errors = [{ field: numberField, message: words(c.var.language).number.wrong }]
        return c.html(await bookingPage(services, c, { typedNumber: typed ?? '', errors }), 422)
      }
      const outcome = await services.db.as(c.var.actor, { purpose: 'set number to phone', item: id }, (tx) => deskPhone(tx, id, number))
      if (outcome === 'none') throw new NotFound()
      if (outcome === 'over') return c.html(await bookingPage(services, c, { stale: true }), 409)
      return c.redirect(`${bookingPath(id)}?gjort=nummer`, 303)
    },
  },
]
