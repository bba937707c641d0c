import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { isLetter } from './model.ts'
import { LetterPage, LettersPage, root } from './page.tsx'
import { listSendings, takeCare } from './queries.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>

/** `/personal/brev`: letters to post, and what the unit should know did not arrive (APPT-04). */
export const letterRoutes = (services: Services): Route[] => {
  const { db } = services
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const sendings = await db.as(c.var.actor, { purpose: 'list letters' }, listSendings)
        return c.html(LettersPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), sendings }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:sending`,
      async handle(c: C) {
        const id = idFrom(c, 'sending')
        const sendings = await db.as(c.var.actor, { purpose: 'print letter', item: id }, listSendings)
        const letter = sendings.filter(isLetter).find((one) => one.id === id)
        if (!letter) throw new NotFound()
        return c.html(LetterPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), letter }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:sending/klart`,
      async handle(c: C) {
        const id = idFrom(c, 'sending')
        const done = await db.as(c.var.actor, { purpose: 'letter posted', item: id }, (tx) => takeCare(tx, id))
        if (!done) throw new NotFound()
        return c.redirect(root, 303)
      },
    },
  ]
}
