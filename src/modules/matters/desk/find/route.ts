import { formOf, type Route } from '#kernel/http'
import { numberIndex } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { parsePersonalNumber } from '#kernel/values/personal-number'
import { frameOf } from '#modules/directory'
import { at, type C, root } from '../model.ts'
import { FindPage, most } from './page.tsx'
import { findMatters, hasNative, listUnopened } from './queries.ts'
import { words } from './text.ts'

/** `/personal/arenden`: a matter of the own unit by number, name or personal number, and by nothing else (SoLPuF 15 §). What is sought is sent as a form, so that it never stands in an address. */
export const findRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const mayBegin = (c: C) => c.var.actor.desk!.role === 'caseOfficer'
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const unopened = c.req.query('visa') === 'ej-oppnade'
        const { native, found } = await db.as(c.var.actor, { purpose: unopened ? 'list unopened' : 'search page' }, async (tx) => ({
          native: await hasNative(tx),
          found: unopened ? await listUnopened(tx, c.var.actor.desk!.unitId, most) : undefined,
        }))
        const page = { frame: await frameOf(c, services, root), today: dayOf(new Date()), native: native && mayBegin(c) }
        return c.html(FindPage({ ...page, found, unopened }))
      },
    },
    {
      ...at,
      method: 'post',
      path: root,
      async handle(c: C) {
        const asked = ((await formOf(c))['sok'] ?? '').trim()
        const today = dayOf(new Date())
        const said = words(c.var.language)
        const error = asked === '' ? said.empty : asked.length > 100 ? said.long : undefined
        const number = parsePersonalNumber(asked, today)
        const { native, found } = await db.as(c.var.actor, { purpose: 'search matters' }, async (tx) => ({
          native: await hasNative(tx),
          found: error ? undefined : await findMatters(tx, asked, number && numberIndex(config.secret, number), most),
        }))
        const page = FindPage({
          frame: await frameOf(c, services, root),
          today,
          native: native && mayBegin(c),
          asked: number ? '' : asked,
          error,
          found,
        })
        return c.html(page, error ? 422 : 200)
      },
    },
  ]
}
