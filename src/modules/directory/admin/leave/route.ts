import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import type { FieldError } from '#ui/form'
import { frameOf } from '../../frame.ts'
import { keyFor } from '../key.ts'
import { at, type C, root, staffPath } from '../model.ts'
import { findLeaving, findStaff, listUnitChoices } from '../staff/queries.ts'
import { candidatesFor, chosenFor, fieldOf, lastDay, readWhen } from './model.ts'
import { LeavePage, sayHeld } from './page.tsx'
import { leave, listHeld, listPlanned, listReceivers, stay } from './queries.ts'
import { words } from './text.ts'

const path = `${staffPath}/:staff/slutar`

/** `/admin/personal/:staff/slutar`: what somebody who leaves has, and who gets each of it, before the account closes (ADOPT-05). */
export const leaveRoutes = (services: Services): Route[] => {
  const { db } = services
  const read = async (tx: Tx, id: string) => {
    const [who, held, receivers, units, planned, leaves] = await Promise.all([
      findStaff(tx, id),
      listHeld(tx, id),
      listReceivers(tx, id),
      listUnitChoices(tx),
      listPlanned(tx, id),
      findLeaving(tx, id),
    ])
    // One's own leaving is another steward's to make, and who has left has left.
    if (!who?.kept || who.own || !who.active) throw new NotFound()
    return { who, held, receivers, units, planned, leaves }
  }
  type More = { typed?: Record<string, string>; errors?: FieldError[]; form?: string }
  const show = async (c: C, more: More = {}) => {
    const held = await db.as(c.var.actor, { purpose: 'leaving page' }, (tx) => read(tx, idFrom(c, 'staff')))
    // What was planned stands chosen; else the deputy does, or who stands in for them, where they may have it.
    const before = Object.fromEntries(
      held.held.map((one) => {
        const candidates = candidatesFor(one, held.receivers, c.var.actor.id)
        return [fieldOf(one), chosenFor(one, held.planned, held.who.deputyId, candidates)]
      }),
    )
    const typed = { ...before, ...(held.leaves ? { nar: 'sedan', sista: held.leaves } : {}), ...more.typed }
    return LeavePage({
      today: dayOf(new Date()),
      frame: await frameOf(c, services, root),
      me: c.var.actor.id,
      form: randomUUID(),
      ...held,
      ...more,
      typed,
    })
  }
  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        const typed = await formOf(c)
        const today = dayOf(new Date())
        const said = words(c.var.language)
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const { who, held, units } = await db.as(c.var.actor, { purpose: 'leaving page' }, (tx) => read(tx, id))
        const when = readWhen(typed, today)
        const receivers = held
          .filter(({ needs }) => needs)
          .map((one) => ({ one, kind: one.kind, unit: one.unitId, to: z.uuid().safeParse(typed[fieldOf(one)]).data }))
        const errors: FieldError[] = receivers
          .filter(({ to }) => !to)
          .map(({ one }) => ({ field: fieldOf(one), message: said.wrong.receiver(sayHeld(one, units, c.var.language)) }))
        if (typeof when === 'string') errors.push({ field: when, message: said.wrong[when] })
        if (errors.length || typeof when === 'string') return c.html(await show(c, { typed, errors, form }), 422)
        const given = receivers.map(({ kind, unit, to }) => ({ kind, unit, to: to! }))
        const answer = await db.as(c.var.actor, { purpose: 'plan leaving' }, (tx) =>
          leave(tx, keyFor(typed, id), id, lastDay(when, today), given),
        )
        if (answer === 'none') throw new NotFound()
        if (answer === 'missing' || answer === 'self') {
          const field = receivers[0] ? fieldOf(receivers[0].one) : 'nar'
          return c.html(await show(c, { typed, errors: [{ field, message: said.wrong[answer] }] }), 422)
        }
        return c.redirect(answer === 'planned' ? `${staffPath}/${who.id}?gjort=planerat` : `${staffPath}/${who.id}?gjort=slutat`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${staffPath}/:staff/stannar`,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        await db.as(c.var.actor, { purpose: 'plan leaving' }, async (tx) => {
          const who = await findStaff(tx, id)
          if (!who?.kept || who.own) throw new NotFound()
          await stay(tx, id)
        })
        return c.redirect(`${staffPath}/${id}?gjort=stannar`, 303)
      },
    },
  ]
}
