import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { noteFallen } from './queries.ts'

/** `/personal/overlamnat/:leaving`: the unit says that it knows who has left and where it fell (ADOPT-05). */
export const newsRoutes = ({ db }: Services): Route[] => [
  {
    who: 'staff',
    zone: 'A',
    roles: ['caseOfficer', 'unitManager', 'requestDispatcher'],
    method: 'post',
    path: '/personal/overlamnat/:leaving',
    async handle(c: Ctx<StaffActor>) {
      const id = idFrom(c, 'leaving')
      if (!(await db.as(c.var.actor, { purpose: 'note who left' }, (tx) => noteFallen(tx, id)))) throw new NotFound()
      return c.redirect('/personal', 303)
    },
  },
]
