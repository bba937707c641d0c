import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { type Ctx, formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { places, root, UnitPage } from './page.tsx'
import { countAsked, countLeftOut, listColleagues, listKeepers, nameKeepers } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['unitManager'] } as const
type C = Ctx<StaffActor>
const month = 30 * 24 * 3_600_000

/** `/personal/enheten`: who looks after the unit (ADOPT-01), how many are left out and why (REL-07), and what the reading leads to (REL-04). */
export const unitRoutes = (services: Services): Route[] => {
  const { db } = services
  const read = async (tx: Tx, c: C) => {
    const { unitId } = c.var.actor.desk!
    const [keepers, colleagues, left, asked] = await Promise.all([
      listKeepers(tx, unitId),
      listColleagues(tx),
      countLeftOut(tx, unitId),
      countAsked(tx, unitId, new Date(Date.now() - month)),
    ])
    return { keepers, colleagues, left, asked }
  }
  const show = async (c: C, more: { typed?: Record<string, string>; errors?: FieldError[]; saved?: boolean }) => {
    const held = await db.as(c.var.actor, { purpose: 'unit page' }, (tx) => read(tx, c))
    return UnitPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), ...held, ...more })
  }
  return [
    { ...at, method: 'get', path: root, handle: async (c: C) => c.html(await show(c, { saved: c.req.query('sparat') === 'ja' })) },
    {
      ...at,
      method: 'post',
      path: root,
      async handle(c: C) {
        const typed = await formOf(c)
        const { wrong } = words(c.var.language)
        const [administrator, deputy] = places.map((place) => z.uuid().safeParse(typed[place]).data)
        const missing = places.filter((place) => !z.uuid().safeParse(typed[place]).success)
        const errors = missing.map((field) => ({ field, message: wrong.choose }))
        if (administrator && administrator === deputy) errors.push({ field: 'deputy', message: wrong.same })
        if (!administrator || !deputy || errors.length) return c.html(await show(c, { typed, errors }), 422)
        const done = await db.as(c.var.actor, { purpose: 'name keepers' }, (tx) => nameKeepers(tx, administrator, deputy))
        // Somebody who has stopped working there since the page was made.
        if (!done) return c.html(await show(c, { typed, errors: [{ field: 'administrator', message: wrong.choose }] }), 422)
        return c.redirect(`${root}?sparat=ja`, 303)
      },
    },
  ]
}
