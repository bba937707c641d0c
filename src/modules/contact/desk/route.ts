import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { Search } from './model.ts'
import { answerRoutes } from './answer/route.ts'
import { inboxRoutes } from './inbox/route.ts'
import { passRoutes } from './pass/route.ts'
import { phoneRoutes } from './phone/route.ts'
import { returnedRoutes } from './returned/route.ts'
import { templateRoutes } from './template/route.ts'
import { threadRoutes } from './thread/route.ts'
import { typeRoutes } from './type/route.ts'

/** The unit's shared inbox. What has a name of its own comes before what is named by an id. */
export const inboxDeskRoutes = (services: Services, search: Search): Route[] =>
  [inboxRoutes, passRoutes, phoneRoutes, returnedRoutes, templateRoutes, typeRoutes, threadRoutes, answerRoutes].flatMap((routes) =>
    routes(services, search),
  )
