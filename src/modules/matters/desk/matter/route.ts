import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { listAsPerson } from '../duty/queries.ts'
import { at, type C, matterPath, root } from '../model.ts'
import { filterFrom } from '../../matter/model.ts'
import { unitOf } from '../../units.ts'
import { AsPersonPage, heldFrom } from './as-person.tsx'
import { anotherName, closings, leavings } from './model.ts'
import { type Just, MatterPage } from './page.tsx'
import { closeMatter, findMatter, leaveOut, listDrafts, listHanded, listItems, listRemarks, openMatter } from './queries.ts'
import { words } from './text.ts'

const most = 50
const justDone = new Map<string, Just>([
  ['oppnat', 'opened'],
  ['stangt', 'closed'],
  ['last', 'locked'],
  ['misstag', 'mistaken'],
])
const place = /^(\d{1,16})\.([0-9a-f-]{36})$/

/** `/personal/arenden/:id`: everything of a matter and how it stands to its person; opening it for them, and closing it again. */
export const matterRoutes = (services: Services): Route[] => {
  const { db } = services

  async function show(c: C, errors: FieldError[] = []) {
    const id = idFrom(c, 'matter')
    const found = place.exec(c.req.query('fore') ?? '')
    const before = found && z.uuid().safeParse(found[2]).success ? { micros: Number(found[1]), itemId: found[2]! } : undefined
    const { matter, items, drafts } = await db.as(c.var.actor, { purpose: 'read matter', matter: id }, async (tx) => {
      const [matter, items, drafts] = await Promise.all([findMatter(tx, id), listItems(tx, id, before, most + 1), listDrafts(tx, id)])
      if (!matter) throw new NotFound()
      return { matter, items, drafts }
    })
    const last = items[most - 1]
    const older = items.length > most && last ? `${matterPath(id)}?fore=${last.micros}.${last.id}` : undefined
    const page = {
      frame: await frameOf(c, services, root),
      today: dayOf(new Date()),
      matter,
      items: items.slice(0, most),
      drafts,
      older,
      later: before !== undefined,
      errors,
      form: randomUUID(),
    }
    return MatterPage({ ...page, just: justDone.get(c.req.query('gjort') ?? '') })
  }

  return [
    { ...at, method: 'get', path: `${root}/:matter`, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'get',
      path: `${root}/:matter/som-personen`,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const { unitId } = c.var.actor.desk!
        const { matter, held } = await db.as(c.var.actor, { purpose: 'see as person', matter: id }, async (tx) => {
          const [matter, handed, remarks, duties] = await Promise.all([
            findMatter(tx, id),
            listHanded(tx, id),
            listRemarks(tx, id),
            listAsPerson(tx, id),
          ])
          // Not opened: there is nothing the person sees.
          if (!matter?.openedAt) throw new NotFound()
          return { matter, held: heldFrom(matter, unitId, handed, remarks, duties) }
        })
        const [unit, frame] = await Promise.all([unitOf(services, unitId), frameOf(c, services, root)])
        const asked = { filter: filterFrom(c.req.query('visa')), year: Number(c.req.query('ar')) || undefined }
        return c.html(AsPersonPage({ frame, today: dayOf(new Date()), held, name: matter.name, unit, ...asked }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/oppna`,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const sure = (await formOf(c))['samma'] === 'ja'
        const opened = await db.as(c.var.actor, { purpose: 'open matter', matter: id }, async (tx) => {
          const matter = await findMatter(tx, id)
          // Whose it is has to be looked into before somebody is shown a matter that may be another's.
          if (matter && !matter.openedAt && anotherName(matter) && !sure) return undefined
          // Nor is anything opened where nobody looks after it (ADOPT-01): the page says what is missing.
          if (matter && !matter.openedAt && matter.lacks.length > 0) return 'lacks' as const
          return openMatter(tx, id)
        })
        if (opened === undefined) return c.html(await show(c, [{ field: 'samma', message: words(c.var.language).sayWhose }]), 422)
        if (opened === 'lacks') return c.html(await show(c), 422)
        if (!opened) throw new NotFound()
        return c.redirect(`${matterPath(id)}?gjort=oppnat`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/erbjud-inte`,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const form = await formOf(c)
        const reason = z.enum(leavings).safeParse(form['darfor']).data
        if (!reason && form['gor'] !== 'erbjud')
          return c.html(await show(c, [{ field: 'darfor', message: words(c.var.language).chooseLeaving }]), 422)
        const key = z.uuid().safeParse(form['formular']).data ?? randomUUID()
        await db.as(c.var.actor, { purpose: 'leave out matter', matter: id }, async (tx) => {
          if (!(await findMatter(tx, id))) throw new NotFound()
          // One that has been opened since needs no reason.
          await leaveOut(tx, id, key, reason)
        })
        return c.redirect(matterPath(id), 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:matter/stang`,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const reason = z.enum(closings).safeParse((await formOf(c))['skal'])
        if (!reason.success) return c.html(await show(c, [{ field: 'skal', message: words(c.var.language).chooseReason }]), 422)
        await db.as(c.var.actor, { purpose: 'close matter', matter: id }, async (tx) => {
          if (!(await findMatter(tx, id))) throw new NotFound()
          // Already closed is as it should be: the same form may be sent twice.
          await closeMatter(tx, id, reason.data)
        })
        return c.redirect(`${matterPath(id)}?gjort=stangt`, 303)
      },
    },
  ]
}
