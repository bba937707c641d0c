import type { StaffActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { glossary } from '../glossary.ts'
import { TermsPage } from './page.tsx'
import { listUsed } from './queries.ts'

const root = '/personal/ord'

/** `/personal/ord`: the words that are explained, what to write instead, and how often the unit does not (PLAIN-06). It is about no person. */
export const termRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: root,
    who: 'staff',
    zone: 'A',
    roles: ['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer'],
    async handle(c: Ctx<StaffActor>) {
      const { role, unitId } = c.var.actor.desk!
      const writes = role === 'caseOfficer' || role === 'unitManager'
      const used = writes ? await services.db.as(c.var.actor, { purpose: 'words used' }, (tx) => listUsed(tx, unitId)) : undefined
      return c.html(TermsPage({ frame: await frameOf(c, services, root), list: glossary(), used }))
    },
  },
]
