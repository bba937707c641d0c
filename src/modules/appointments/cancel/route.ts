import { NotFound } from '#kernel/errors'
import { idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { standing } from '../model.ts'
import { abilities } from '../one/policy.ts'
import { cancelPath, timePath, timesPath } from '../paths.ts'
import { cancel, listMeetings } from '../queries.ts'
import { CancelPage } from './page.tsx'

/** Cancelling, without a reason (APPT-01). */
export const cancelRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path: cancelPath(':booking'),
    who: 'person',
    zone: 'B',
    async handle(c) {
      const id = idFrom(c, 'booking')
      const [[meeting], frame] = await Promise.all([
        services.db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) => listMeetings(tx, id)),
        frameOf(c, services, timesPath),
      ])
      if (!meeting) throw new NotFound()
      const now = new Date()
      // What is over or cancelled already is shown as it is.
      if (standing(meeting, now) !== 'ahead') return c.redirect(timePath(id), 303)
      return c.html(CancelPage({ frame, meeting, may: abilities(meeting, now), today: dayOf(now) }))
    },
  },
  {
    method: 'post',
    path: cancelPath(':booking'),
    who: 'person',
    zone: 'B',
    async handle(c) {
      const id = idFrom(c, 'booking')
      const outcome = await services.db.as(c.var.actor, { purpose: 'change time', item: id }, (tx) => cancel(tx, id))
      if (outcome === 'none') throw new NotFound()
      if (outcome === 'done' || outcome === 'same') return c.redirect(`${timesPath}?gjort=avbokad`, 303)
      return c.redirect(`${timePath(id)}?gjort=sent`, 303)
    },
  },
]
