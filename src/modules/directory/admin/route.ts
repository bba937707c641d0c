import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { absenceRoutes } from '../absence/route.ts'
import { newsRoutes } from '../news/route.ts'
import { photoRoutes } from '../photo/route.ts'
import { catalogueRoutes } from './catalogue/route.ts'
import { changesRoutes } from './changes/route.ts'
import { leaveRoutes } from './leave/route.ts'
import { listRoutes } from './lists/route.ts'
import { staffRoutes } from './staff/route.ts'
import { adminStartRoutes } from './start/route.ts'
import { unitRoutes } from './units/route.ts'

/** `/admin`: the directory as its stewards keep it; and `/bild`, where the portraits are. */
export const adminRoutes = (services: Services): Route[] =>
  [
    adminStartRoutes,
    unitRoutes,
    staffRoutes,
    leaveRoutes,
    listRoutes,
    catalogueRoutes,
    changesRoutes,
    absenceRoutes,
    newsRoutes,
    photoRoutes,
  ].flatMap((routes) => routes(services))
