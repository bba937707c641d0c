import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { deskRoutes } from './desk/route.ts'
import { failureRoutes } from './failures/route.ts'
import { sessionRoutes } from './sessions/route.ts'
import { signInRoutes } from './sign-in/route.ts'

export { openSourceSession, openSourceSessionByName, sourceOf, type SourceSession, sweepSignIns, whoIs } from './who.ts'

export const identityRoutes = (services: Services): Route[] => [
  ...signInRoutes(services),
  ...sessionRoutes(services),
  ...deskRoutes(services),
  ...failureRoutes(services),
]
