import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { findAlarms } from '../../../duty/queries.ts'
import { at, type C, root } from '../../model.ts'
import { findHead } from '../../queries.ts'
import { dutiesRoute, listPath } from '../model.ts'
import { listOfMatter, listWaiting, setAlarms } from '../queries.ts'
import { ListPage, MatterDutiesPage } from './page.tsx'
import { words } from './text.ts'

const most = 200

/** `/personal/skyldigheter`: the unit's clocks, late first; and all that the law has set a day for in one matter. */
export const listRoutes = (services: Services): Route[] => {
  const { db } = services
  async function show(
    c: C,
    more: { alarms?: { fileDays: string; appealDays: string }; errors?: { field: string; message: string }[] } = {},
  ) {
    const { unitId, role } = c.var.actor.desk!
    const { rows, alarms } = await db.as(c.var.actor, { purpose: 'list unit duties' }, async (tx) => {
      const [rows, alarms] = await Promise.all([listWaiting(tx, unitId, most + 1), findAlarms(tx, unitId)])
      return { rows, alarms }
    })
    const own = { fileDays: String(alarms.fileDays), appealDays: String(alarms.appealDays) }
    return ListPage({
      frame: await frameOf(c, services, root),
      today: dayOf(new Date()),
      rows: rows.slice(0, most),
      more: rows.length > most,
      alarms: role === 'unitManager' ? (more.alarms ?? own) : undefined,
      saved: c.req.query('sparat') === 'ja',
      errors: more.errors ?? [],
    })
  }
  return [
    { ...at, method: 'get', path: listPath, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      roles: ['unitManager'],
      method: 'post',
      path: listPath,
      async handle(c: C) {
        const form = await formOf(c)
        const typed = { fileDays: form['akt'] ?? '', appealDays: form['overklagande'] ?? '' }
        const read = (text: string) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : 0)
        const [fileDays, appealDays] = [read(typed.fileDays), read(typed.appealDays)]
        const good = (n: number) => n >= 1 && n <= 30
        const { wrong } = words(c.var.language).alarms
        const errors = [
          ...(good(fileDays) ? [] : [{ field: 'akt', message: wrong }]),
          ...(good(appealDays) ? [] : [{ field: 'overklagande', message: wrong }]),
        ]
        if (errors.length) return c.html(await show(c, { alarms: typed, errors }), 422)
        await db.as(c.var.actor, { purpose: 'set alarms' }, (tx) => setAlarms(tx, { fileDays, appealDays }))
        return c.redirect(`${listPath}?sparat=ja`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: dutiesRoute,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const { head, rows } = await db.as(c.var.actor, { purpose: 'list duties', matter: id }, async (tx) => {
          const [head, rows] = await Promise.all([findHead(tx, id), listOfMatter(tx, id)])
          if (!head) throw new NotFound()
          return { head, rows }
        })
        return c.html(MatterDutiesPage({ frame: await frameOf(c, services, root), head, today: dayOf(new Date()), rows }))
      },
    },
  ]
}
