import { z } from 'zod'
import type { Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '../../frame.ts'
import { at, type C, root } from '../model.ts'
import { ChangesPage, changesPath } from './page.tsx'
import { listChanges, pageSize } from './queries.ts'

const place = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** `/admin/andringar`: what has been changed in the directory, by whom or by which catalogue. */
export const changesRoutes = (services: Services): Route[] => [
  {
    ...at,
    method: 'get',
    path: changesPath,
    async handle(c: C) {
      const before = place.safeParse(c.req.query('fore')).data
      const found = await services.db.as(c.var.actor, { purpose: 'directory page' }, (tx) => listChanges(tx, before))
      const changes = found.slice(0, pageSize)
      const next = found.length > pageSize ? `${changesPath}?fore=${changes.at(-1)!.id}` : undefined
      return c.html(ChangesPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), changes, next }))
    },
  },
]
