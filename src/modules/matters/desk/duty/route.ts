import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { Search } from '../model.ts'
import { actRoutes } from './act/route.ts'
import { communicateRoutes } from './communicate/route.ts'
import { listRoutes } from './list/route.ts'
import { registerRoutes } from './register/route.ts'

/** The law's clocks at the unit's desk. */
export const dutyRoutes = (services: Services, search: Search): Route[] =>
  [listRoutes, communicateRoutes, registerRoutes, actRoutes].flatMap((routes) => routes(services, search))
