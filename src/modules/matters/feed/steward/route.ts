import type { StaffActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { root } from '../source/page.tsx'
import { sourceRoutes } from '../source/route.ts'
import { SourcesPage } from './page.tsx'
import { listSources } from './queries.ts'

/** `/personal/kallor`: how the committee's sources are doing, with a way from each count to what it counts (INT-01, INT-03). */
export const stewardRoutes = (services: Services): Route[] => [
  {
    who: 'staff',
    zone: 'A',
    roles: ['systemSteward'],
    method: 'get',
    path: root,
    async handle(c: Ctx<StaffActor>) {
      const sources = await services.db.as(c.var.actor, { purpose: 'read sources' }, listSources)
      return c.html(SourcesPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), sources }))
    },
  },
  ...sourceRoutes(services),
]
