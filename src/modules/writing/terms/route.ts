import type { StaffActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { glossary } from '../glossary.ts'
import { TermsPage } from './page.tsx'

const root = '/personal/ord'

/** `/personal/ord`: the words that are explained, and what to write instead (PLAIN-06). It is about no person and asks the database nothing. */
export const termRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: root,
    who: 'staff',
    zone: 'A',
    roles: ['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer'],
    handle: async (c: Ctx<StaffActor>) => c.html(TermsPage({ frame: await frameOf(c, services, root), list: glossary() })),
  },
]
