import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { bookingPage } from '../booking/route.ts'
import { at, bookingPath, type C, type Help, root } from '../model.ts'
import { findBooking } from '../queries.ts'
import { helpIn, Outcome, threatsIn } from './model.ts'
import { MissedPage } from './page.tsx'
import { deskOutcome } from './queries.ts'
import { words } from './text.ts'

const path = bookingPath(':booking')

/** Who came and who did not, and what help is offered to who did not (APPT-05): never more than that. */
export const outcomeRoutes = (services: Services): Route[] => {
  const { db } = services
  const record = (c: C, seen: number, state: 'held' | 'missed', help: readonly Help[], text: string) => {
    const id = idFrom(c, 'booking')
    return db.as(c.var.actor, { purpose: 'record outcome', item: id }, (tx) => deskOutcome(tx, id, seen, state, help, text))
  }
  async function find(c: C) {
    const id = idFrom(c, 'booking')
    const booking = await db.as(c.var.actor, { purpose: 'read booking', item: id }, (tx) => findBooking(tx, id))
    if (!booking) throw new NotFound()
    return booking
  }
  type More = { help: readonly Help[]; typed?: string | undefined; doubtful?: boolean; errors?: FieldError[] }
  const page = async (c: C, booking: Awaited<ReturnType<typeof find>>, more: More) =>
    MissedPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), booking, ...more })
  async function settled(c: C, outcome: Awaited<ReturnType<typeof record>>, to: string) {
    if (outcome === 'none') throw new NotFound()
    if (outcome === 'done' || outcome === 'same') return c.redirect(to, 303)
    return c.html(await bookingPage(services, c, { stale: true }), 409)
  }

  return [
    {
      ...at,
      method: 'post',
      path: `${path}/kom`,
      async handle(c: C) {
        const form = await formOf(c)
        const list = form['till'] === 'mina' || form['till'] === 'enheten' ? form['till'] : undefined
        const to = list ? `${root}?visa=${list}&gjort=antecknat` : `${bookingPath(idFrom(c, 'booking'))}?gjort=kom`
        return settled(c, await record(c, Outcome.shape.sett.parse(form['sett']), 'held', [], ''), to)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/uteblev`,
      async handle(c: C) {
        const booking = await find(c)
        if (booking.state === 'cancelled' || booking.startsAt > new Date()) return c.redirect(bookingPath(booking.id), 303)
        const missed = booking.state === 'missed'
        return c.html(await page(c, booking, { help: booking.help, typed: missed ? booking.words : undefined }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/uteblev`,
      async handle(c: C) {
        const form = await formOf(c)
        const said = words(c.var.language)
        const help = helpIn(form)
        const parsed = Outcome.safeParse(form)
        const again = async (message: string, doubtful: boolean) =>
          c.html(await page(c, await find(c), { help, typed: form['ord'], doubtful, errors: [{ field: 'ord', message }] }), 422)
        if (!parsed.success) return again(said.wrong, false)
        const { sett, ord } = parsed.data
        const found = threatsIn(ord)
        if (found.length > 0 && form['visst'] !== 'ja') return again(said.threat(found.join(', ')), true)
        return settled(c, await record(c, sett, 'missed', help, ord), `${bookingPath(idFrom(c, 'booking'))}?gjort=uteblev`)
      },
    },
  ]
}
