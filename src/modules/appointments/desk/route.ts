import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { bookRoutes } from './book/route.ts'
import { bookingRoutes } from './booking/route.ts'
import { changeRoutes } from './change/route.ts'
import { kindRoutes } from './kinds/route.ts'
import { listRoutes } from './list/route.ts'
import { missedRoutes } from './missed/route.ts'
import { outcomeRoutes } from './outcome/route.ts'
import { placeRoutes } from './places/route.ts'
import { reachRoutes } from './reach/route.ts'
import { releaseRoutes } from './release/route.ts'
import { seriesRoutes } from './series/route.ts'
import { slipRoutes } from './slip/route.ts'
import { slotRoutes } from './slot/route.ts'

/** Times as those who work at the unit have them. What has a name of its own stands before `:slot`, which would take it. */
export const deskTimeRoutes = (services: Services): Route[] =>
  [
    listRoutes,
    releaseRoutes,
    bookRoutes,
    missedRoutes,
    seriesRoutes,
    bookingRoutes,
    changeRoutes,
    outcomeRoutes,
    slipRoutes,
    reachRoutes,
    slotRoutes,
    placeRoutes,
    kindRoutes,
  ].flatMap((routes) => routes(services))
