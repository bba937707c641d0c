import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { lastDayOf } from '../../../duty/model.ts'
import { findAlarms } from '../../../duty/queries.ts'
import { at, type C, root } from '../../model.ts'
import { findHead } from '../../queries.ts'
import { askedAt, dutiesRoute, dutyPath } from '../model.ts'
import { register } from '../queries.ts'
import { readRegistering } from './model.ts'
import { RegisterPage } from './page.tsx'
import { listDecided } from './queries.ts'
import { words } from './text.ts'

const path = `${dutiesRoute}/ny/:asked`

/** Writes down what a person has asked for or appealed on paper, by phone or at a visit: no login is the only door (FL 22 §). */
export const registerRoutes = (services: Services): Route[] => {
  const { db } = services
  const kindOf = (c: C) => {
    const kind = askedAt(c.req.param('asked'))
    if (!kind) throw new NotFound()
    return kind
  }
  const found = (c: C, id: string, purpose: string) =>
    db.as(c.var.actor, { purpose, matter: id }, async (tx) => {
      const [head, decisions, alarms] = await Promise.all([findHead(tx, id), listDecided(tx, id), findAlarms(tx, c.var.actor.desk!.unitId)])
      if (!head) throw new NotFound()
      return { head, decisions, alarms }
    })
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const [kind, id, today] = [kindOf(c), idFrom(c, 'matter'), dayOf(new Date())]
        const { head, decisions } = await found(c, id, 'register page')
        const typed = {
          datum: today,
          fick: decisions.length === 1 ? (decisions[0]!.got ?? '') : '',
          beslut: decisions.length === 1 ? decisions[0]!.id : '',
        }
        return c.html(RegisterPage({ frame: await frameOf(c, services, root), head, today, kind, decisions, key: randomUUID(), typed }))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const [kind, id, today] = [kindOf(c), idFrom(c, 'matter'), dayOf(new Date())]
        const typed = await formOf(c)
        const key = z.uuid().safeParse(typed['key']).data ?? randomUUID()
        const { head, decisions, alarms } = await found(c, id, 'register')
        const { registering, faults } = readRegistering(kind, typed, decisions, today)
        const { wrong } = words(c.var.language)
        const back = async (errors: { field: string; message: string }[]) =>
          c.html(RegisterPage({ frame: await frameOf(c, services, root), head, today, kind, decisions, key, typed, errors }), 422)
        if (!registering) return back(faults.map(({ field, what }) => ({ field, message: wrong[what] })))
        const { via, day, text, detail, about } = registering
        const made = await db.as(c.var.actor, { purpose: 'register', matter: id }, (tx) =>
          register(tx, id, { kind, via, about, text, detail, day, last: lastDayOf(kind, day, alarms), key }),
        )
        if (!made) throw new NotFound()
        if (made.id && made.outcome !== 'once') return c.redirect(`${dutyPath(id, made.id)}?gjort=registrerat`, 303)
        return back([{ field: 'datum', message: made.outcome === 'once' ? wrong.once : wrong.early }])
      },
    },
  ]
}
