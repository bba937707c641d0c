import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { askRoutes } from './ask/route.ts'
import { oneRoutes } from './one/route.ts'
import { rightsRoutes } from './rights/route.ts'

/** What the law sets a day for, as its person meets it. What can be asked stands before `:duty`, which would take it. */
export const dutyRoutes = (services: Services): Route[] => [rightsRoutes, askRoutes, oneRoutes].flatMap((routes) => routes(services))
