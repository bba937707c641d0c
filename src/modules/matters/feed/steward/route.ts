import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { openSourceSessionByName } from '#modules/identity'
import { rerunQuarantine } from '../quarantine.ts'
import { root, SourcesPage } from './page.tsx'
import { askForReading, findSource, listSources, listWaiting } from './queries.ts'

const at = { who: 'staff', zone: 'A', roles: ['systemSteward'] } as const
type C = Ctx<StaffActor>

/** `/personal/kallor`: how the committee's sources are doing, and what waits in quarantine (INT-01, INT-03). */
export const stewardRoutes = (services: Services): Route[] => {
  const { db, config } = services
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const [sources, waiting] = await db.as(c.var.actor, { purpose: 'read sources' }, (tx) =>
          Promise.all([listSources(tx), listWaiting(tx)]),
        )
        const [taken, left] = [c.req.query('intagna'), c.req.query('kvar')].map((n) => (/^\d{1,6}$/.test(n ?? '') ? Number(n) : undefined))
        const done = c.req.query('laser') === '1' ? 'reading' : taken === undefined || left === undefined ? undefined : { taken, left }
        return c.html(SourcesPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), sources, waiting, done }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:source`,
      async handle(c: C) {
        const id = idFrom(c, 'source')
        const [source, asked] = await db.as(c.var.actor, { purpose: 'run quarantine again' }, (tx) =>
          Promise.all([findSource(tx, id), askForReading(tx, id)]),
        )
        if (!source) throw new NotFound()
        // The items go in as the source's own, so the source's own rights are what they meet.
        const session = await openSourceSessionByName(services, c.var.actor.desk!.committeeId, source.name, 600)
        if (!session) throw new NotFound()
        const { taken, left } = await rerunQuarantine(db, session.actor, { ...config, imported: false })
        return c.redirect(asked ? `${root}?laser=1` : `${root}?intagna=${taken}&kvar=${left}`, 303)
      },
    },
  ]
}
