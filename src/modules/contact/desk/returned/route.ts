import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { mayHere, unitCounts } from '../inbox/queries.ts'
import { at, type C, numberIn, root as inbox } from '../model.ts'
import { placeFrom, placeText } from './model.ts'
import { dones, ReturnsPage, root } from './page.tsx'
import { again, carriedOver, listWaiting } from './queries.ts'
import { words } from './text.ts'

const most = 50

/** `/personal/inkorg/aterforing`: what is to go back to where its case is kept, and is not there yet (INT-04). */
export const returnedRoutes = (services: Services): Route[] => {
  const { db } = services

  async function show(c: C, more: { errors?: FieldError[]; typed?: string } = {}) {
    const today = dayOf(new Date())
    const after = placeFrom(c.req.query('efter'))
    const found = await db.as(c.var.actor, { purpose: 'list returns' }, async (tx) => {
      const { keeps } = await mayHere(tx)
      const [waiting, counts] = await Promise.all([listWaiting(tx, after, most + 1), keeps ? unitCounts(tx, today) : undefined])
      return { waiting, others: counts?.notReturned }
    })
    const last = found.waiting[most - 1]
    return ReturnsPage({
      frame: await frameOf(c, services, inbox),
      today,
      others: found.others,
      waiting: found.waiting.slice(0, most),
      next: found.waiting.length > most && last ? placeText({ micros: last.micros, thread: last.threadId, n: last.n }) : undefined,
      later: after !== undefined,
      done: c.req.method === 'GET' ? dones.find((one) => one === c.req.query('gjort')) : undefined,
      ...more,
    })
  }

  return [
    { ...at, method: 'get', path: root, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path: `${root}/:thread/:n/igen`,
      async handle(c: C) {
        const id = idFrom(c, 'thread')
        const outcome = await db.as(c.var.actor, { purpose: 'decide about thread', item: id }, (tx) =>
          again(tx, id, numberIn(c.req.param('n'))),
        )
        if (outcome === 'none') throw new NotFound()
        return c.redirect(`${root}?gjort=igen`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:thread/:n/fort`,
      async handle(c: C) {
        const [id, n] = [idFrom(c, 'thread'), numberIn(c.req.param('n'))]
        const where = fieldText((await formOf(c))['var'])
        const { wrong } = words(c.var.language)
        const outcome = await db.as(c.var.actor, { purpose: 'decide about thread', item: id }, (tx) =>
          carriedOver(tx, id, n, where.length > 200 ? '' : where),
        )
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'empty' || outcome === 'sent') {
          const message = outcome === 'empty' ? wrong.where : wrong.sent
          return c.html(await show(c, { errors: [{ field: `var-${id}-${n}`, message }], typed: where }), outcome === 'empty' ? 422 : 409)
        }
        return c.redirect(`${root}?gjort=fort`, 303)
      },
    },
  ]
}
