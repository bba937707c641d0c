import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '../frame.ts'
import { listUnits } from '../queries.ts'
import { StartPage } from './page.tsx'

/** `/`: who we are, how to get in, and whom to call without getting in. */
export const startRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: '/',
    who: 'anyone',
    zone: 'C',
    async handle(c) {
      const frame = await frameOf(c, services, '/')
      const { municipality } = frame
      const units = municipality
        ? await services.db.as({ kind: 'public' }, { purpose: 'public start' }, (tx) => listUnits(tx, municipality.id))
        : []
      return c.html(StartPage({ frame, units }))
    },
  },
]
