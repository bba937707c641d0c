import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { standing } from '../model.ts'
import { abilities } from '../one/policy.ts'
import { cancelPath, timePath, timesPath } from '../paths.ts'
import { cancel, listMeetings } from '../queries.ts'
import { onOwnSeen, seenIn } from '../seen.ts'
import { CancelPage } from './page.tsx'

type C = Ctx<PersonActor>

/** Cancelling, without a reason (APPT-01). */
export function cancelRoutes(services: Services): Route[] {
  const { db } = services
  /** Undefined when it is over or cancelled already. */
  async function draw(c: C, id: string, stale = false) {
    const [[meeting], frame] = await Promise.all([
      db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) => listMeetings(tx, id)),
      frameOf(c, services, timesPath),
    ])
    if (!meeting) throw new NotFound()
    const now = new Date()
    if (standing(meeting, now) !== 'ahead') return undefined
    return CancelPage({ frame, meeting, may: abilities(meeting, now), today: dayOf(now), stale })
  }
  return [
    {
      method: 'get',
      path: cancelPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const page = await draw(c, id)
        return page ? c.html(page) : c.redirect(timePath(id), 303)
      },
    },
    {
      method: 'post',
      path: cancelPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const seen = seenIn(await formOf(c))
        const outcome = await onOwnSeen(db, c.var.actor, id, { seen, act: (tx) => cancel(tx, id), ends: true })
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'done' || outcome === 'same') return c.redirect(`${timesPath}?gjort=avbokad`, 303)
        const page = outcome === 'changed' && (await draw(c, id, true))
        return page ? c.html(page, 409) : c.redirect(`${timePath(id)}?gjort=${outcome === 'changed' ? 'inaktuell' : 'sent'}`, 303)
      },
    },
  ]
}
