import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { matterPath, mattersPath } from '../paths.ts'
import { type Remark, readMatter, titleOf, viewOf } from '../shelf.ts'
import { unitOf } from '../units.ts'
import { decisionOf, openedNow } from './model.ts'
import { DecisionPage } from './page.tsx'
import { isRead } from './policy.ts'
import { markOpened } from './queries.ts'

/** A decision: the answer, why, by which rule, who, and how to appeal by when (CASE-07, FL 31–33 and 43–45 §§). */
export const decisionRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: `${matterPath(':id')}/beslut/:copy`,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const [id, copy] = [idFrom(c, 'id'), idFrom(c, 'copy')]
      const now = new Date()
      const today = dayOf(now)
      const held = await services.db.as(c.var.actor, { purpose: 'decision', matter: id, item: copy }, async (tx) => {
        const shelf = await readMatter(tx, id)
        const found = shelf && decisionOf(shelf, viewOf(shelf, today), copy)
        if (!found || !isRead(c)) return shelf
        await markOpened(tx, id, found.copies, now)
        return openedNow(shelf, found.copies, now)
      })
      const view = held && viewOf(held, today)
      const found = view && decisionOf(held, view, copy)
      if (!found) throw new NotFound()
      const { decision } = found
      const appeals = held.duties.filter(
        ({ kind, aboutCopy }) => kind === 'appeal' && aboutCopy !== null && found.copies.includes(aboutCopy),
      )
      const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
      const remarks = held.shown
        .filter((one) => one.id === decision.id || one.id === decision.currentId)
        .flatMap((one) => one.own as Remark[])
      return c.html(
        DecisionPage({
          frame,
          matter: held.matter,
          title: titleOf(held.matter, frame.language),
          view,
          decision,
          appeals,
          remarks,
          unit,
          today,
        }),
      )
    },
  },
]
