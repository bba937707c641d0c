import type { StaffActor } from '#kernel/actor'
import type { Ctx, Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { readState } from '#modules/audit'
import { frameOf } from '#modules/directory'
import { countWaiting } from '../queue/queries.ts'
import { type Desk, StartPage } from './page.tsx'
import { countRemarks, countUnopened, listLacking } from './queries.ts'

/** `/personal`: what waits at this desk, in sentences. */
export const startRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: '/personal',
    who: 'staff',
    zone: 'A',
    roles: ['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer'],
    async handle(c: Ctx<StaffActor>) {
      const frame = await frameOf(c, services, '/personal')
      const { actor } = c.var
      const { role } = actor.desk!
      const log = role === 'caseOfficer' ? undefined : await services.db.as(actor, { purpose: 'start' }, readState)
      return c.html(StartPage({ frame, name: actor.name, today: dayOf(new Date()), role, log, desk: await deskOf(services, actor) }))
    },
  },
]

async function deskOf({ db }: Services, actor: StaffActor): Promise<Desk> {
  const { role, unitId } = actor.desk!
  switch (role) {
    case 'caseOfficer':
    case 'unitManager':
      return db.as(actor, { purpose: 'start' }, async (tx) => {
        const [waiting, remarks, unopened] = await Promise.all([
          countWaiting(tx, unitId),
          countRemarks(tx, unitId),
          countUnopened(tx, unitId),
        ])
        return { kind: 'unit' as const, waiting, remarks, unopened }
      })
    case 'systemSteward':
      return { kind: 'steward', lacking: await db.as(actor, { purpose: 'start' }, listLacking) }
    case 'logReviewer':
      return { kind: 'reviewer' }
  }
}
