import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { addDays, dayOf, startOf } from '#kernel/values/day'
import { staffTimes } from '#modules/appointments'
import { readState } from '#modules/audit'
import { inboxCount } from '#modules/contact'
import { directoryNews, frameOf } from '#modules/directory'
import { lateDuties } from '#modules/matters'
import { countWaiting } from '../queue/queries.ts'
import { countLeftOut } from '../unit/queries.ts'
import { type Desk, StartPage } from './page.tsx'
import { countLateInvestigations, countRemarks, countUnopened, lacksOf, listAlarms, listLacking, seeAlarm } from './queries.ts'

/** `/personal`: what waits at this desk, in sentences. */
export const startRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: '/personal',
    who: 'staff',
    zone: 'A',
    roles: ['caseOfficer', 'unitManager', 'systemSteward', 'logReviewer', 'requestDispatcher'],
    async handle(c: Ctx<StaffActor>) {
      const frame = await frameOf(c, services, '/personal')
      const { actor } = c.var
      const { role } = actor.desk!
      const log = role === 'caseOfficer' ? undefined : await services.db.as(actor, { purpose: 'start' }, readState)
      return c.html(StartPage({ frame, name: actor.name, today: dayOf(new Date()), role, log, desk: await deskOf(services, actor) }))
    },
  },
  {
    method: 'post',
    path: '/personal/larm/:glass',
    who: 'staff',
    zone: 'A',
    roles: ['unitManager'],
    async handle(c: Ctx<StaffActor>) {
      const id = idFrom(c, 'glass')
      if (!(await services.db.as(c.var.actor, { purpose: 'see alarm' }, (tx) => seeAlarm(tx, id)))) throw new NotFound()
      return c.redirect('/personal', 303)
    },
  },
]

async function deskOf({ db }: Services, actor: StaffActor): Promise<Desk> {
  const { role, unitId } = actor.desk!
  const today = dayOf(new Date())
  switch (role) {
    case 'caseOfficer':
    case 'unitManager':
      return db.as(actor, { purpose: 'start' }, async (tx) => {
        const [mine, waiting, remarks, unopened, left, investigations, duties, lacks, alarms, news, inbox, times] = await Promise.all([
          countWaiting(tx, unitId, { mine: true }),
          countWaiting(tx, unitId),
          countRemarks(tx, unitId),
          countUnopened(tx, unitId),
          countLeftOut(tx, unitId),
          countLateInvestigations(tx, unitId, today),
          lateDuties(tx, unitId, today),
          lacksOf(tx, unitId),
          role === 'unitManager' ? listAlarms(tx, unitId) : [],
          directoryNews(tx),
          inboxCount(tx, today),
          staffTimes(tx, startOf(addDays(today, 1))),
        ])
        return {
          kind: 'unit' as const,
          manager: role === 'unitManager',
          mine,
          waiting,
          remarks,
          unopened,
          leftOut: left.reduce((sum, { n }) => sum + n, 0),
          investigations,
          duties,
          lacks,
          alarms,
          news,
          inbox,
          times,
        }
      })
    case 'systemSteward':
      return db.as(actor, { purpose: 'start' }, async (tx) => {
        const [lacking, news] = await Promise.all([listLacking(tx), directoryNews(tx)])
        return { kind: 'steward' as const, lacking, news }
      })
    case 'logReviewer':
      return { kind: 'reviewer' }
    case 'requestDispatcher':
      return db.as(actor, { purpose: 'start' }, async (tx) => {
        const [inbox, news] = await Promise.all([inboxCount(tx, today), directoryNews(tx)])
        return { kind: 'dispatcher' as const, inbox, news }
      })
  }
}
