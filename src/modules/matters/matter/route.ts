import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { nextMeetings } from '#modules/appointments'
import { frameOf } from '#modules/directory'
import { filtered } from '../events/timeline.ts'
import { mattersPath } from '../paths.ts'
import { readMatter, titleOf, viewOf } from '../shelf.ts'
import { inForce } from '../templates/model.ts'
import { reference } from '../templates/read.ts'
import { unitOf } from '../units.ts'
import { filterFrom, filters } from './model.ts'
import { MatterPage } from './page.tsx'

/** A matter: whose turn, the way, everything that has happened, and whether that is all there is (CASE-01…06). */
export const matterPageRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: `${mattersPath}/:id`,
    who: 'person',
    zone: 'A',
    async handle(c) {
      const id = idFrom(c, 'id')
      const [held, coming] = await services.db.as(c.var.actor, { purpose: 'case', matter: id, reading: true }, (tx) =>
        Promise.all([readMatter(tx, id), nextMeetings(tx)]),
      )
      if (!held) throw new NotFound()
      const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
      const today = dayOf(new Date())
      const view = viewOf(held, today)
      const filter = filterFrom(c.req.query('visa'))
      const { law, templates } = reference()
      return c.html(
        MatterPage({
          frame,
          held,
          view,
          times: coming.filter(({ about }) => about === id),
          unit,
          title: titleOf(held.matter, frame.language),
          timeline: filtered(view.timeline, filters[filter], today),
          filter,
          year: Number(c.req.query('ar')) || undefined,
          today,
          law,
          rules: inForce(law, templates[held.matter.field].laws, view.closedOn ?? today),
        }),
      )
    },
  },
]
