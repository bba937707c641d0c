import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { pairOf } from '../rules/model.ts'
import { root } from '../rules/page.tsx'
import { findRule } from '../rules/queries.ts'
import { ActForm } from './model.ts'
import { ApplyPage, applyPath } from './page.tsx'
import { applyRule, listActs, listSample, preview, undoAct } from './queries.ts'

const at = { who: 'staff', zone: 'A', roles: ['unitManager'] } as const
type C = Ctx<StaffActor>
const path = `${root}/:field/:kind/vantar`
const few = 10

/** `/personal/regler/:field/:kind/vantar`: a standing rule on what was waiting already, many old items in one act with a preview (REL-01). */
export const applyRoutes = (services: Services): Route[] => {
  const { db } = services
  const pair = (c: C) => {
    const found = pairOf(c.req.param('field'), c.req.param('kind'))
    if (!found) throw new NotFound()
    return found
  }

  async function show(c: C, just?: 'done' | 'taken' | 'stale') {
    const { field, kind } = pair(c)
    const before = new Date()
    const found = await db.as(c.var.actor, { purpose: 'preview rule' }, async (tx) => {
      const rule = await findRule(tx, field, kind)
      const seen = rule && (await preview(tx, rule.id, before))
      if (!rule || !seen) throw new NotFound()
      const [sample, acts] = await Promise.all([listSample(tx, c.var.actor.desk!.unitId, rule.id, before, few), listActs(tx, rule.id)])
      return { rule, preview: seen, sample, acts }
    })
    const frame = await frameOf(c, services, root)
    return ApplyPage({
      frame,
      today: dayOf(before),
      field,
      kind,
      ...found,
      form: { key: randomUUID(), before: before.toISOString() },
      just,
    })
  }

  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const done = c.req.query('gjort')
        return c.html(await show(c, done === 'ja' ? 'done' : done === 'tillbaka' ? 'taken' : undefined))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const { field, kind } = pair(c)
        const form = ActForm.safeParse(await formOf(c))
        if (!form.success) return c.html(await show(c, 'stale'), 409)
        const { regel, nyckel, fore, antal } = form.data
        const answer = await db.as(c.var.actor, { purpose: 'apply rule' }, (tx) => applyRule(tx, regel, nyckel, new Date(fore), antal))
        if (answer === 'none') throw new NotFound()
        if (answer === 'stale') return c.html(await show(c, 'stale'), 409)
        return c.redirect(`${applyPath(field, kind)}?gjort=ja`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/:act`,
      async handle(c: C) {
        const { field, kind } = pair(c)
        const id = idFrom(c, 'act')
        if ((await db.as(c.var.actor, { purpose: 'take act back' }, (tx) => undoAct(tx, id))) === 'none') throw new NotFound()
        return c.redirect(`${applyPath(field, kind)}?gjort=tillbaka`, 303)
      },
    },
  ]
}
