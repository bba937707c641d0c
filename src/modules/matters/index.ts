import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { decisionRoutes } from './decision/route.ts'
import { deskRoutes } from './desk/route.ts'
import { documentRoutes } from './document/route.ts'
import { dutyRoutes } from './duty/route.ts'
import { matterPageRoutes } from './matter/route.ts'
import { stewardRoutes } from './feed/steward/route.ts'
import { readRoutes } from './read/route.ts'
import { remarkRoutes } from './remark/route.ts'
import type { Search } from './desk/model.ts'
import { searchRoutes } from './search/route.ts'
import { myPagesRoutes } from './start/route.ts'

export { deskRoutes } from './desk/route.ts'
export { Event, type EventKind, eventKinds, isDecision, remarkKinds } from './events/model.ts'
export { kindName } from './desk/kinds.ts'
export { plainPath } from './desk/plain/page.tsx'
export { findPlain } from './desk/plain/queries.ts'
export { lateDuties } from './desk/duty/queries.ts'
export { documentForm, type Search } from './desk/model.ts'
export { Paragraphs, Told } from './events/told.tsx'
export { withheldWords } from './events/words.ts'
export { feedApi } from './feed/api/route.ts'
export { importDigisos } from './feed/digisos.ts'
export { importFile, Unreadable } from './feed/import.ts'
export { Field } from './feed/model.ts'
export { readingJobs, readingListeners, readSource, readSources } from './feed/pull.ts'
export { capacities } from './shelf.ts'
export { toldMeetings } from './told.ts'
export { fieldTitle, reference } from './templates/read.ts'

/** A person's own pages, and the desk's. `search`: the gate's, through all that goes out. */
export const matterRoutes = (services: Services, search: Search): Route[] =>
  [
    myPagesRoutes,
    searchRoutes,
    matterPageRoutes,
    decisionRoutes,
    documentRoutes,
    readRoutes,
    remarkRoutes,
    dutyRoutes,
    deskRoutes,
    stewardRoutes,
  ].flatMap((routes) => routes(services, search))
