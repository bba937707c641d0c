import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { applyRoutes } from './apply/route.ts'
import { guardedRoutes } from './guarded/route.ts'
import { maskRoutes } from './mask/route.ts'
import { queueRoutes } from './queue/route.ts'
import { recipientRoutes } from './recipients/route.ts'
import { remarkRoutes } from './remarks/route.ts'
import { ruleRoutes } from './rules/route.ts'
import { startRoutes } from './start/route.ts'
import { unitRoutes } from './unit/route.ts'

export { search } from './guard/going.ts'
export { newDay, releaseDue } from './jobs.ts'

/** The gate between the record and a person: what waits, what has been decided, by which rules, and what persons say about it. */
export const releaseRoutes = (services: Services): Route[] => [
  ...startRoutes(services),
  ...queueRoutes(services),
  ...maskRoutes(services),
  ...guardedRoutes(services),
  ...ruleRoutes(services),
  ...applyRoutes(services),
  ...recipientRoutes(services),
  ...remarkRoutes(services),
  ...unitRoutes(services),
]
