import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { openSourceSessionByName } from '#modules/identity'
import { rerunQuarantine } from '../quarantine.ts'
import { askForReading, findSource } from '../steward/queries.ts'
import { fieldsOf } from './model.ts'
import { AsidePage, LacksPage, listPath, QuarantinePage, root } from './page.tsx'
import { findItem, listAside, listLacked, listSorts } from './queries.ts'

const at = { who: 'staff', zone: 'A', roles: ['systemSteward'] } as const
const most = 50
type C = Ctx<StaffActor>

/** `/personal/kallor/:source/…`: what a source's counts lead to. What is missing here, what is newer there, what waits in quarantine (INT-01, INT-03). */
export const sourceRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const common = async (c: C) => ({ frame: await frameOf(c, services, root), today: dayOf(new Date()) })
  const skipped = (c: C) => (/^\d{1,6}$/.test(c.req.query('fran') ?? '') ? Number(c.req.query('fran')) : 0)
  /** The page's rows, and the ways to those before and after them: one more than a page was asked for. */
  const paged = <Row>(c: C, rows: readonly Row[]) => ({
    rows: rows.slice(0, most),
    before: skipped(c) > 0 ? `?fran=${Math.max(0, skipped(c) - most)}` : undefined,
    next: rows.length > most ? `?fran=${skipped(c) + most}` : undefined,
  })
  const lacks = (list: 'missing' | 'changed') => async (c: C) => {
    const id = idFrom(c, 'source')
    const { source, rows } = await db.as(c.var.actor, { purpose: `read source: ${list}` }, async (tx) => {
      const [source, rows] = await Promise.all([findSource(tx, id), listLacked(tx, id, list === 'changed', skipped(c), most + 1)])
      if (!source) throw new NotFound()
      return { source: { id, ...source }, rows }
    })
    return c.html(LacksPage({ ...(await common(c)), source, list, ...paged(c, rows) }))
  }
  return [
    { ...at, method: 'get', path: `${root}/:source/saknas`, handle: lacks('missing') },
    { ...at, method: 'get', path: `${root}/:source/nyare`, handle: lacks('changed') },
    {
      ...at,
      method: 'get',
      path: `${root}/:source/karantan`,
      async handle(c: C) {
        const id = idFrom(c, 'source')
        const { source, sorts, rows } = await db.as(c.var.actor, { purpose: 'read quarantine' }, async (tx) => {
          const [source, sorts, rows] = await Promise.all([
            findSource(tx, id),
            listSorts(tx, id),
            listAside(tx, id, { skip: skipped(c), most: most + 1 }),
          ])
          if (!source) throw new NotFound()
          return { source: { id, ...source }, sorts, rows }
        })
        const [taken, left] = [c.req.query('intagna'), c.req.query('kvar')].map((n) => (/^\d{1,6}$/.test(n ?? '') ? Number(n) : undefined))
        const done = c.req.query('laser') === '1' ? 'reading' : taken === undefined || left === undefined ? undefined : { taken, left }
        return c.html(QuarantinePage({ ...(await common(c)), source, sorts, ...paged(c, rows), done }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:source/karantan/:aside`,
      async handle(c: C) {
        const [id, asideId] = [idFrom(c, 'source'), idFrom(c, 'aside')]
        const { today, frame } = await common(c)
        const page = await db.as(c.var.actor, { purpose: 'read quarantined item', item: asideId }, async (tx) => {
          const [source, [aside], found] = await Promise.all([
            findSource(tx, id),
            listAside(tx, id, { id: asideId }),
            findItem(tx, id, asideId),
          ])
          if (!source || !aside || !found) throw new NotFound()
          return { source: { id, ...source }, aside, fields: fieldsOf(found.item, today) }
        })
        return c.html(AsidePage({ frame, today, ...page }))
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
        const { taken, left } = await rerunQuarantine(db, session.actor, config)
        return c.redirect(`${listPath(id, 'waiting')}?${asked ? 'laser=1' : `intagna=${taken}&kvar=${left}`}`, 303)
      },
    },
  ]
}
