import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { mattersPath, rightsPath } from '../../paths.ts'
import { readMatter, titleOf, viewOf } from '../../shelf.ts'
import { unitOf } from '../../units.ts'
import { findApplication } from '../queries.ts'
import { RightsPage } from './page.tsx'

/** What somebody may ask for in their matter, and how it goes with what they have asked (FL 10, 12, 25 and 43 §§). */
export const rightsRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: rightsPath(':id'),
    who: 'person',
    zone: 'A',
    async handle(c) {
      const id = idFrom(c, 'id')
      const [held, application] = await services.db.as(c.var.actor, { purpose: 'rights', matter: id, reading: true }, (tx) =>
        Promise.all([readMatter(tx, id), findApplication(tx, id)]),
      )
      if (!held) throw new NotFound()
      const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
      const today = dayOf(new Date())
      return c.html(
        RightsPage({ frame, held, view: viewOf(held, today), unit, title: titleOf(held.matter, frame.language), application, today }),
      )
    },
  },
]
