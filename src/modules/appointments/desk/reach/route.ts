import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import { addressIndex, sealAddress } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { carrierOf, readAddress } from '#modules/notifications'
import { at, bookingPath, type C, root } from '../model.ts'
import { findBooking } from '../queries.ts'
import { kinds, read, type Typed, type Way } from './model.ts'
import { type Done, dones, ReachPage } from './page.tsx'
import { confirmWay, findWish, listWays, setReminder, setWay } from './queries.ts'
import { words } from './text.ts'

const path = `${bookingPath(':booking')}/paminnelse`

/** `…/paminnelse`: how somebody who has a time is reminded, chosen with them at the desk or on the phone (APPT-03, APPT-04). */
export const reachRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const can = { sms: carrierOf(config, 'sms') !== undefined, email: carrierOf(config, 'email') !== undefined }

  async function show(c: C, more: { typed?: Typed; errors?: { field: string; message: string }[] } = {}) {
    const id = idFrom(c, 'booking')
    const { booking, sealed, wish } = await db.as(c.var.actor, { purpose: 'reminder page', item: id }, async (tx) => {
      const [booking, sealed, wish] = await Promise.all([findBooking(tx, id), listWays(tx, id), findWish(tx, id)])
      return { booking, sealed, wish }
    })
    // Of somebody by name only there is nobody to send anything to.
    if (!booking || !wish) throw new NotFound()
    const ways: Way[] = sealed.flatMap((way) => {
      const address = readAddress(config.secret, way.sealed)
      return address === undefined ? [] : [{ kind: way.kind, address, confirmedOn: way.confirmedOn, bounced: way.bouncedAt !== null }]
    })
    const asked = c.req.query('gjort')
    const done = dones.find((one): one is Done => one === asked)
    const reply = carrierOf(config, 'sms')?.replies ?? false
    const frame = await frameOf(c, services, root)
    return ReachPage({ frame, today: dayOf(new Date()), booking, ways, wish, can, reply, origin: config.origin, done, ...more })
  }

  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const form: Typed = await formOf(c)
        const { ready, faults } = read(form, can)
        const said = words(c.var.language).wrong
        if (!ready)
          return c.html(await show(c, { typed: form, errors: faults.map(({ field, what }) => ({ field, message: said[what] })) }), 422)
        const { channel, leadDays, address: given } = ready
        const outcome = await db.as(c.var.actor, { purpose: 'set reminder', item: id }, async (tx) => {
          if (given) {
            const { kind, address } = given
            if ((await setWay(tx, id, kind, sealAddress(config.secret, address), addressIndex(config.secret, address))) === 'none')
              return 'none'
          }
          return setReminder(tx, id, channel, leadDays)
        })
        if (outcome === 'none') throw new NotFound()
        return c.redirect(`${bookingPath(id)}/paminnelse?gjort=sparat`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/stammer`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const asked = (await formOf(c))['slag']
        const kind = kinds.find((one) => one === asked) ?? 'sms'
        const { wish, outcome } = await db.as(c.var.actor, { purpose: 'set reminder', item: id }, async (tx) => {
          const [wish, outcome] = await Promise.all([findWish(tx, id), confirmWay(tx, id, kind)])
          return { wish, outcome }
        })
        if (!wish) throw new NotFound()
        // Taken away meanwhile: the page shows what there is.
        return c.redirect(`${bookingPath(id)}/paminnelse${outcome === 'done' ? '?gjort=bekraftat' : ''}`, 303)
      },
    },
  ]
}
