import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { bookRoutes } from './book/route.ts'
import { cancelRoutes } from './cancel/route.ts'
import { deskTimeRoutes } from './desk/route.ts'
import { doorRoutes } from './door/route.ts'
import { earlierRoutes } from './earlier/route.ts'
import type { CaseMeetings } from './list/model.ts'
import { listRoutes } from './list/route.ts'
import { moveRoutes } from './move/route.ts'
import { oneRoutes } from './one/route.ts'
import { openRoutes } from './open/route.ts'
import { proposeRoutes } from './propose/route.ts'

/** A person's times, those of a unit, and the ways to one without a sign-in. What can be booked stands before `:booking`, which would take it. `told`: what their cases tell of. */
export const appointmentRoutes = (services: Services, told: CaseMeetings): Route[] =>
  [
    listRoutes,
    bookRoutes,
    moveRoutes,
    cancelRoutes,
    proposeRoutes,
    earlierRoutes,
    oneRoutes,
    doorRoutes,
    openRoutes,
    deskTimeRoutes,
  ].flatMap((routes) => routes(services, told))
