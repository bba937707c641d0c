import { z } from 'zod'
import { formOf, type Route } from '#kernel/http'
import { numberIndex } from '#kernel/secrets'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { parsePersonalNumber } from '#kernel/values/personal-number'
import { frameOf } from '#modules/directory'
import { at, type C, root } from '../model.ts'
import { listFrom, reasons } from './model.ts'
import { FindPage, most } from './page.tsx'
import { findMatters, hasNative, listLateInvestigations, listUnopened, noteFound } from './queries.ts'
import { words } from './text.ts'

const listing = { unopened: 'list unopened', late: 'list late investigations' } as const

/** `/personal/arenden`: a matter of the own unit by number, name or personal number, and by nothing else (SoLPuF 15 §), when a reason is given. What is sought is sent as a form, so that it never stands in an address. */
export const findRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const mayBegin = (c: C) => c.var.actor.desk!.role === 'caseOfficer'
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const list = listFrom(c.req.query('visa'))
        const today = dayOf(new Date())
        const { unitId } = c.var.actor.desk!
        const { native, found } = await db.as(c.var.actor, { purpose: list ? listing[list] : 'search page' }, async (tx) => ({
          native: await hasNative(tx),
          found: !list
            ? undefined
            : list === 'unopened'
              ? await listUnopened(tx, unitId, most)
              : await listLateInvestigations(tx, unitId, today, most),
        }))
        const page = { frame: await frameOf(c, services, root), today, native: native && mayBegin(c) }
        return c.html(FindPage({ ...page, found, list }))
      },
    },
    {
      ...at,
      method: 'post',
      path: root,
      async handle(c: C) {
        const form = await formOf(c)
        const asked = (form['sok'] ?? '').trim()
        const today = dayOf(new Date())
        const said = words(c.var.language)
        const reason = z.enum(reasons).safeParse(form['anledning']).data
        const wrong = asked === '' ? said.empty : asked.length > 100 ? said.long : undefined
        const errors = [
          ...(wrong ? [{ field: 'sok', message: wrong }] : []),
          ...(reason ? [] : [{ field: 'anledning', message: said.chooseReason }]),
        ]
        const number = parsePersonalNumber(asked, today)
        const access = { purpose: 'search matters', ...(reason ? { reason } : {}) }
        const { native, found } = await db.as(c.var.actor, access, async (tx) => {
          const native = await hasNative(tx)
          if (errors.length || !reason) return { native, found: undefined }
          const found = await findMatters(tx, asked, number && numberIndex(config.secret, number), most)
          await noteFound(
            tx,
            found.map(({ id }) => id),
            reason,
          )
          return { native, found }
        })
        const page = FindPage({
          frame: await frameOf(c, services, root),
          today,
          native: native && mayBegin(c),
          // A personal number that has been used is not written out again.
          asked: number && !errors.length ? '' : asked,
          reason,
          errors,
          found,
        })
        return c.html(page, errors.length ? 422 : 200)
      },
    },
  ]
}
