import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import type { FieldError } from '#ui/form'
import { keyFor } from '../admin/key.ts'
import { words as common } from '../admin/text.ts'
import { readSpan } from '../admin/staff/model.ts'
import { endAbsence, listAbsences, setAbsence } from '../admin/staff/queries.ts'
import { words as staffWords } from '../admin/staff/text.ts'
import { frameOf } from '../frame.ts'
import { AbsencePage, absencePath } from './page.tsx'
import { findDeputy, isOwnAbsence, listColleaguesHere } from './queries.ts'

type C = Ctx<StaffActor>
const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager', 'requestDispatcher'] } as const

/** `/personal/franvaro`: one's own absence, with who steps in. */
export const absenceRoutes = (services: Services): Route[] => {
  const { db } = services
  const show = async (
    c: C,
    more: { typed?: Record<string, string>; errors?: FieldError[]; done?: 'saved' | 'removed' | undefined } = {},
  ) => {
    const held = await db.as(c.var.actor, { purpose: 'own absence' }, async (tx) => {
      const [absences, colleagues, deputy] = await Promise.all([listAbsences(tx, c.var.actor.id), listColleaguesHere(tx), findDeputy(tx)])
      return { absences, colleagues, deputy }
    })
    return AbsencePage({ frame: await frameOf(c, services), today: dayOf(new Date()), form: randomUUID(), ...held, ...more })
  }
  return [
    {
      ...at,
      method: 'get',
      path: absencePath,
      async handle(c: C) {
        const gjort = c.req.query('gjort')
        return c.html(await show(c, { done: gjort === 'sparad' ? 'saved' : gjort === 'bort' ? 'removed' : undefined }))
      },
    },
    {
      ...at,
      method: 'post',
      path: absencePath,
      async handle(c: C) {
        const typed = await formOf(c)
        const { wrong } = common(c.var.language)
        const { span, wrong: faults } = readSpan(typed, ['borta_fran', 'borta_till'], dayOf(new Date()))
        if (faults.length) {
          const errors = faults.map(({ field, why }) => ({ field, message: why === 'order' ? wrong.order : wrong.date }))
          return c.html(await show(c, { typed, errors }), 422)
        }
        const absence = {
          id: keyFor(typed, c.var.actor.id),
          first: span.from,
          last: span.to,
          deputy: z.uuid().safeParse(typed['stallet']).data,
        }
        const outcome = await db.as(c.var.actor, { purpose: 'own absence' }, (tx) => setAbsence(tx, c.var.actor.id, absence))
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'done') return c.redirect(`${absencePath}?gjort=sparad`, 303)
        const said = staffWords(c.var.language).wrong
        const error = outcome === 'over' ? { field: 'borta_fran', message: said.over } : { field: 'stallet', message: said.deputy }
        return c.html(await show(c, { typed, errors: [error] }), 422)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${absencePath}/:absence/bort`,
      async handle(c: C) {
        const id = idFrom(c, 'absence')
        const done = await db.as(c.var.actor, { purpose: 'own absence' }, async (tx) => {
          return (await isOwnAbsence(tx, id)) && (await endAbsence(tx, id))
        })
        if (!done) throw new NotFound()
        return c.redirect(`${absencePath}?gjort=bort`, 303)
      },
    },
  ]
}
