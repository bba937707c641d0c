import type { Tx } from '#kernel/db'
import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '../frame.ts'
import { listShownUnits } from '../queries.ts'
import { StartPage } from './page.tsx'

/** Where a first time is booked in a municipality without signing in; undefined where no unit has opened any. */
export type FirstTime = (tx: Tx, municipality: { id: string; code: string }) => Promise<string | undefined>

/** `/`: who we are, how to get in, and whom to call without getting in. */
export const startRoutes = (services: Services, firstTime: FirstTime): Route[] => [
  {
    method: 'get',
    path: '/',
    who: 'anyone',
    zone: 'C',
    async handle(c) {
      const frame = await frameOf(c, services, '/')
      const { municipality } = frame
      const [units, first] = municipality
        ? await services.db.as({ kind: 'public' }, { purpose: 'public start', reading: true }, (tx) =>
            Promise.all([listShownUnits(tx, municipality.id), firstTime(tx, municipality)]),
          )
        : [[]]
      return c.html(StartPage({ frame, units, first }))
    },
  },
]
