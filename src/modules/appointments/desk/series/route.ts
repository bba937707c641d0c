import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, startOf } from '#kernel/values/day'
import { dayIn } from '#kernel/values/when'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, type C, root, seriesPath } from '../model.ts'
import { SeriesPage, type Just } from './page.tsx'
import { findSeries, listTimes, withdrawFrom } from './queries.ts'
import { words } from './text.ts'

const path = seriesPath(':series')

/** `/personal/tider/serie/:series`: what was released together, what became of it, and taking away the rest from a day on. */
export const seriesRoutes = (services: Services): Route[] => {
  const { db } = services
  async function show(c: C, more: { typed?: string | undefined; errors?: FieldError[] } = {}) {
    const id = idFrom(c, 'series')
    const found = await db.as(c.var.actor, { purpose: 'read series' }, async (tx) => {
      const [series, times] = await Promise.all([findSeries(tx, id), listTimes(tx, id)])
      if (!series) throw new NotFound()
      return { series, times }
    })
    return SeriesPage({ frame: await frameOf(c, services, root), now: new Date(), ...found, just: justDone(c), ...more })
  }
  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path: `${path}/ta-bort`,
      async handle(c: C) {
        const id = idFrom(c, 'series')
        const typed = (await formOf(c))['fran']?.trim()
        const from = dayIn(typed, dayOf(new Date()))
        if (!from) return c.html(await show(c, { typed, errors: [{ field: 'fran', message: words(c.var.language).wrong }] }), 422)
        const removed = await db.as(c.var.actor, { purpose: 'withdraw series' }, async (tx) => {
          if (!(await findSeries(tx, id))) throw new NotFound()
          return withdrawFrom(tx, id, startOf(from))
        })
        return c.redirect(`${seriesPath(id)}?borttagna=${removed}`, 303)
      },
    },
  ]
}

function justDone(c: C): Just | undefined {
  if (c.req.query('gjort') === 'slappt') return 'released'
  const removed = c.req.query('borttagna')
  return removed && /^\d{1,4}$/.test(removed) ? { removed: Number(removed) } : undefined
}
