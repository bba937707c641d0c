import { randomUUID } from 'node:crypto'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { bookingPage } from '../booking/route.ts'
import { asked, look } from '../look.ts'
import { at, type Booking, bookingPath, type C, root } from '../model.ts'
import { findBooking, listKinds } from '../queries.ts'
import { findWish } from '../reach/queries.ts'
import { words as common } from '../text.ts'
import { Cancelling, chosenIn, Keeping, Moving, Proposing } from './model.ts'
import { CancelPage, MovePage, ProposePage } from './page.tsx'
import { deskAnswer, deskCancel, deskMove, deskPropose, type Outcome } from './queries.ts'
import { words } from './text.ts'

const path = bookingPath(':booking')

/** What is done with a booking: moved, called off, other times proposed, and the answer to what the person proposed. No reason is asked. */
export const changeRoutes = (services: Services): Route[] => {
  const { db } = services

  async function read(c: C) {
    const id = idFrom(c, 'booking')
    const [booking, wish] = await db.as(c.var.actor, { purpose: 'change booking page', item: id }, (tx) =>
      Promise.all([findBooking(tx, id), findWish(tx, id)]),
    )
    if (!booking) throw new NotFound()
    return { booking, wish }
  }
  type Query = Record<string, string | undefined>
  /** The booking and what it can be moved to: times of its own kind first of all. */
  async function choosing(c: C, to: 'flytta' | 'foresla', query: Query) {
    const id = idFrom(c, 'booking')
    return db.as(c.var.actor, { purpose: 'change booking page', item: id }, async (tx) => {
      const [booking, kinds, wish] = await Promise.all([findBooking(tx, id), listKinds(tx), findWish(tx, id)])
      if (!booking) throw new NotFound()
      const usual = kinds.some((kind) => kind.id === booking.kindId) ? booking.kindId : undefined
      return { booking, wish, kinds, ...(await look(tx, { path: `${bookingPath(id)}/${to}`, ...asked(query, usual) }, id)) }
    })
  }
  /** What cannot be changed any more is told by how it stands. */
  const over = ({ state, startsAt }: Booking, what: 'cancel' | 'other') =>
    state !== 'booked' || (what === 'other' && startsAt <= new Date())
  const back = (c: C, { id }: Booking) => c.redirect(bookingPath(id), 303)
  const base = async (c: C) => ({ frame: await frameOf(c, services, root), today: dayOf(new Date()) })
  type More = { errors?: FieldError[]; chosen?: readonly string[] }

  const movePage = async (c: C, query: Query, more: More & { typed?: string | undefined } = {}) =>
    MovePage({ ...(await base(c)), ...(await choosing(c, 'flytta', query)), ...more })
  const proposePage = async (c: C, query: Query, form: string, more: More = {}) =>
    ProposePage({ ...(await base(c)), ...(await choosing(c, 'foresla', query)), form, ...more })

  /** Where a form that was sent leads, but for a time that was taken: that is said by the form itself. */
  async function settled(c: C, outcome: Outcome, done: string) {
    switch (outcome) {
      case 'none':
        throw new NotFound()
      case 'done':
      case 'same':
        return c.redirect(`${bookingPath(idFrom(c, 'booking'))}?gjort=${done}`, 303)
      case 'stale':
      case 'over':
      case 'taken':
        return c.html(await bookingPage(services, c, { stale: true }), 409)
    }
  }

  return [
    {
      ...at,
      method: 'get',
      path: `${path}/flytta`,
      async handle(c: C) {
        const found = await choosing(c, 'flytta', c.req.query())
        return over(found.booking, 'other') ? back(c, found.booking) : c.html(MovePage({ ...(await base(c)), ...found }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/flytta`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const form = await formOf(c)
        const said = words(c.var.language)
        const parsed = Moving.safeParse(form)
        if (!parsed.success) {
          const wrong = new Set(parsed.error.issues.map(({ path: [field] }) => String(field)))
          const errors = (['tid', 'ord'] as const)
            .filter((field) => wrong.has(field))
            .map((field) => ({ field, message: said.wrong[field] }))
          return c.html(await movePage(c, form, { errors, typed: form['ord'], chosen: form['tid'] ? [form['tid']] : [] }), 422)
        }
        const { tid, sett, ord } = parsed.data
        const outcome = await db.as(c.var.actor, { purpose: 'move booking', item: id }, (tx) => deskMove(tx, id, tid, sett, ord))
        if (outcome === 'taken') {
          const errors = [{ field: 'tid', message: common(c.var.language).taken }]
          return c.html(await movePage(c, form, { errors, typed: ord }), 409)
        }
        return settled(c, outcome, 'flyttad')
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/foresla`,
      async handle(c: C) {
        const found = await choosing(c, 'foresla', c.req.query())
        if (over(found.booking, 'other') || !found.booking.login) return back(c, found.booking)
        return c.html(ProposePage({ ...(await base(c)), ...found, form: randomUUID() }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/foresla`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const form = await formOf(c)
        const { nyckel } = Proposing.parse(form)
        const { wrong } = words(c.var.language).propose
        const chosen = chosenIn(form)
        const again = async (message: string, status: 409 | 422) =>
          c.html(await proposePage(c, form, nyckel, { errors: [{ field: 'tid', message }], chosen }), status)
        if (chosen.length === 0) return again(wrong.none, 422)
        if (chosen.length > 3) return again(wrong.many, 422)
        const outcome = await db.as(c.var.actor, { purpose: 'propose times', item: id }, (tx) => deskPropose(tx, id, chosen, nyckel))
        return outcome === 'taken' ? again(wrong.taken, 409) : settled(c, outcome, 'foreslagen')
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/avboka`,
      async handle(c: C) {
        const found = await read(c)
        return over(found.booking, 'cancel') ? back(c, found.booking) : c.html(CancelPage({ ...(await base(c)), ...found }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/avboka`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const form = await formOf(c)
        const parsed = Cancelling.safeParse(form)
        if (!parsed.success) {
          const errors = [{ field: 'ord', message: words(c.var.language).wrong.ord }]
          return c.html(CancelPage({ ...(await base(c)), ...(await read(c)), typed: form['ord'], errors }), 422)
        }
        const { sett, ord } = parsed.data
        const outcome = await db.as(c.var.actor, { purpose: 'cancel booking', item: id }, (tx) => deskCancel(tx, id, sett, ord))
        return settled(c, outcome, 'avbokad')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/behall`,
      async handle(c: C) {
        const id = idFrom(c, 'booking')
        const form = await formOf(c)
        const parsed = Keeping.safeParse(form)
        if (!parsed.success) {
          const errors = [{ field: 'ord', message: words(c.var.language).wrong.ord }]
          return c.html(await bookingPage(services, c, { typed: form['ord'], errors }), 422)
        }
        const { n, ord } = parsed.data
        const outcome = await db.as(c.var.actor, { purpose: 'answer proposal', item: id }, (tx) => deskAnswer(tx, id, n, ord))
        return settled(c, outcome, 'besvarad')
      },
    },
  ]
}
