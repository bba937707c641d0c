import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, ownPath, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { DeskPage } from './page.tsx'
import { listDesks, sitDown } from './queries.ts'

const path = '/personal/uppdrag'

/** Choosing and changing assignment: it stands on every row of the access log from then on. */
export const deskRoutes = (services: Services): Route[] => [
  {
    method: 'get',
    path,
    who: 'staff',
    zone: 'A',
    roles: 'at no desk yet',
    async handle(c) {
      const frame = await frameOf(c, services)
      const desks = await services.db.as(c.var.actor, { purpose: 'own assignments' }, listDesks)
      return c.html(DeskPage({ frame, desks, till: ownPath(c.req.query('till'), '') || undefined }))
    },
  },
  {
    method: 'post',
    path,
    who: 'staff',
    zone: 'A',
    roles: 'at no desk yet',
    async handle(c) {
      const { uppdrag, till } = await formOf(c)
      const id = z.uuid().safeParse(uppdrag)
      if (!id.success) throw new NotFound()
      const seated = await services.db.as(c.var.actor, { purpose: 'own assignment: choose' }, (tx) => sitDown(tx, id.data))
      if (seated === 0) throw new NotFound()
      return c.redirect(ownPath(till, '/personal'), 303)
    },
  },
]
