import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { addMonths, type Day, dayOf, startOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { type C, managerAt, missedPath, root } from '../model.ts'
import { byQuarter } from './model.ts'
import { MissedReport } from './page.tsx'
import { countOutcomes } from './queries.ts'

/** The first of January two years ago. */
const sinceWhen = (today: Day): Day => addMonths(`${today.slice(0, 4)}-01-01` as Day, -24)

/** `/personal/tider/uteblivna`: the share of missed meetings with and without a reminder, for the unit's manager (APPT-05). */
export const missedRoutes = (services: Services): Route[] => [
  {
    ...managerAt,
    method: 'get',
    path: missedPath,
    async handle(c: C) {
      const since = startOf(sinceWhen(dayOf(new Date())))
      const counts = await services.db.as(c.var.actor, { purpose: 'missed times' }, (tx) => countOutcomes(tx, since))
      const frame = await frameOf(c, services, root)
      return c.html(MissedReport({ frame, unit: c.var.actor.desk!.unit, quarters: byQuarter(counts) }))
    },
  },
]
