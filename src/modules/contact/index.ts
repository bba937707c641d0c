import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import type { Search } from './desk/model.ts'
import { inboxDeskRoutes } from './desk/route.ts'
import { listRoutes } from './list/route.ts'
import { newRoutes } from './new/route.ts'
import { threadRoutes } from './thread/route.ts'
import { writeRoutes } from './write/route.ts'

export { answerForm, phonePath } from './desk/model.ts'
export { answersOf, titleOf } from './desk/keep/document.ts'
export { contactJobs } from './jobs.ts'
export { askAboutPath, callPath, messageForm, messagePath, messagesPath, newPath, threadPath } from './paths.ts'
export { headingOf as threadName } from './thread/page.tsx'
export { waitsInThreads } from './waits/text.ts'
export { inboxCount, type InboxCount, openThreads, type OpenThread, receives } from './waiting.ts'

/** A person's own pages, and the unit's inbox. `search`: the gate's, through what answers say. What has a name of its own stands before `:thread`, which would take it. */
export const contactRoutes = (services: Services, search: Search): Route[] =>
  [listRoutes, newRoutes, writeRoutes, threadRoutes, inboxDeskRoutes].flatMap((routes) => routes(services, search))
