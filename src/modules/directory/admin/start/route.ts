import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '../../frame.ts'
import { at, type C, root } from '../model.ts'
import { AdminPage } from './page.tsx'
import { listGoing, listUnkept, listUnreached, listUnreceived, listVacancies } from './queries.ts'

/** `/admin`: what needs somebody in the committee's units, and the way to all there is to keep. */
export const adminStartRoutes = (services: Services): Route[] => [
  {
    ...at,
    method: 'get',
    path: root,
    async handle(c: C) {
      const held = await services.db.as(c.var.actor, { purpose: 'directory page' }, async (tx) => {
        const [vacancies, unkept, going, left, unreached] = await Promise.all([
          listVacancies(tx),
          listUnkept(tx),
          listGoing(tx),
          listUnreceived(tx),
          // Where no e-mail is sent at all, no address would help.
          services.config.mail.kind === 'none' ? [] : listUnreached(tx),
        ])
        return { vacancies, unkept, going, left, unreached }
      })
      return c.html(AdminPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), ...held }))
    },
  },
]
