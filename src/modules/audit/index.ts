import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { reviewRoutes } from './review/route.ts'
import { whoRoutes } from './who/route.ts'

export { drawReviews } from './review/jobs.ts'
export { LogState } from './review/page.tsx'
export { readState, type State } from './review/queries.ts'
export { publicKeyOf, seal } from './seal.ts'
export { type Case, caseOf, caseOfFiles, exportLog, verifyLog } from './verify.ts'

/** Who has looked, for the person and for those who review it. */
export const auditRoutes = (services: Services): Route[] => [...whoRoutes(services), ...reviewRoutes(services)]
