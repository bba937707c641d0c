import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { whoRoutes } from './who/route.ts'

export { publicKeyOf, seal } from './seal.ts'
export { type Case, caseOf, caseOfFiles, exportLog, verifyLog } from './verify.ts'

/** Who has looked, for the person. */
export const auditRoutes = (services: Services): Route[] => whoRoutes(services)
