import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { Search } from './model.ts'
import { beginRoutes } from './begin/route.ts'
import { decisionRoutes } from './decision/route.ts'
import { documentRoutes } from './document/route.ts'
import { dutyRoutes } from './duty/route.ts'
import { eventRoutes } from './event/route.ts'
import { glassRoutes } from './glass/route.ts'
import { findRoutes } from './find/route.ts'
import { matterRoutes } from './matter/route.ts'
import { mistakeRoutes } from './mistake/route.ts'
import { noteRoutes } from './note/route.ts'
import { plainRoutes } from './plain/route.ts'

/** The matters of a unit as its staff see and, where no other system does it, keep them. `nytt` stands before `:matter`, which would take it. */
export const deskRoutes = (services: Services, search: Search): Route[] =>
  [
    beginRoutes,
    findRoutes,
    matterRoutes,
    noteRoutes,
    eventRoutes,
    decisionRoutes,
    documentRoutes,
    plainRoutes,
    mistakeRoutes,
    dutyRoutes,
    glassRoutes,
  ].flatMap((routes) => routes(services, search))
