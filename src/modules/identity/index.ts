import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { FirstTime } from '#modules/directory'
import { deskRoutes } from './desk/route.ts'
import { failureRoutes } from './failures/route.ts'
import { sessionRoutes } from './sessions/route.ts'
import { signInRoutes } from './sign-in/route.ts'

export { openSourceSession, openSourceSessionByName, sourceOf, type SourceSession, sweepSignIns, whoIs } from './who.ts'

/** `firstTime`: where somebody without any login books, when there is such a place. */
export const identityRoutes = (services: Services, firstTime?: FirstTime): Route[] => [
  ...signInRoutes(services, firstTime),
  ...sessionRoutes(services),
  ...deskRoutes(services),
  ...failureRoutes(services),
]
