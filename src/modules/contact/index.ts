import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { listRoutes } from './list/route.ts'
import { newRoutes } from './new/route.ts'
import { threadRoutes } from './thread/route.ts'
import { writeRoutes } from './write/route.ts'

export { contactJobs } from './jobs.ts'
export { askAboutPath, callPath, messageForm, messagePath, messagesPath, threadPath } from './paths.ts'
export { headingOf as threadName } from './thread/page.tsx'
export { inboxCount, type InboxCount, openThreads, type OpenThread, receives } from './waiting.ts'

/** A person's own pages. What has a name of its own stands before `:thread`, which would take it. */
export const contactRoutes = (services: Services): Route[] =>
  [listRoutes, newRoutes, writeRoutes, threadRoutes].flatMap((routes) => routes(services))
