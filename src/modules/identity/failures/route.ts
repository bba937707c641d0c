import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { FailuresPage } from './page.tsx'
import { listFailures } from './queries.ts'

const path = '/personal/inloggningar'

/** Why people do not get in, for whoever looks after the system (LOGIN-08). */
export const failureRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path,
    who: 'staff',
    zone: 'A',
    roles: ['systemSteward'],
    async handle(c) {
      const failures = await services.db.as(c.var.actor, { purpose: 'read sign-in failures' }, (tx) => listFailures(tx, dayOf(new Date())))
      return c.html(FailuresPage({ frame: await frameOf(c, services, path), failures }))
    },
  },
]
