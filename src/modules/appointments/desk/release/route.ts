import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, type C, releasePath, root, seriesPath, slotPath } from '../model.ts'
import { listColleagues, listKinds, listPlaces } from '../queries.ts'
import { fields, read, type Typed, type Wanted, weekdayFields } from './model.ts'
import { oneCollides, PreviewPage, ReleasePage } from './page.tsx'
import { findMade, listCollisions, release } from './queries.ts'
import { words } from './text.ts'

/** `/personal/tider/slapp`: times that can be booked, one or a series, with every one of them shown before they are made (APPT-01). */
export const releaseRoutes = (services: Services): Route[] => {
  const { db } = services
  const options = (c: C, purpose: string) =>
    db.as(c.var.actor, { purpose }, async (tx) => {
      const [kinds, places, colleagues] = await Promise.all([listKinds(tx), listPlaces(tx), listColleagues(tx)])
      return { kinds, places, colleagues }
    })
  type Options = Awaited<ReturnType<typeof options>>
  async function page(c: C, found: Options, more: { series: boolean; form: string; typed: Typed; errors?: FieldError[] }) {
    const { id, desk } = c.var.actor
    const manager = desk!.role === 'unitManager'
    return ReleasePage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), me: id, manager, ...found, ...more })
  }
  const nameOf = ({ colleagues }: Options, { staff }: Wanted) => colleagues.find(({ id }) => id === staff)?.name ?? ''

  return [
    {
      ...at,
      method: 'get',
      path: releasePath,
      async handle(c: C) {
        const series = c.req.query('hur') === 'serie'
        const typed = series ? Object.fromEntries(weekdayFields.slice(0, 5).map((name) => [name, 'ja'])) : {}
        return c.html(await page(c, await options(c, 'release times page'), { series, form: randomUUID(), typed }))
      },
    },
    {
      ...at,
      method: 'post',
      path: releasePath,
      async handle(c: C) {
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['nyckel']).data ?? randomUUID()
        const series = form['hur'] === 'serie'
        const typed: Typed = Object.fromEntries([...fields, ...weekdayFields].map((name) => [name, form[name]]))
        const now = new Date()
        const today = dayOf(now)
        const found = await options(c, 'release times page')
        const said = words(c.var.language)
        const again = async (errors: FieldError[], status: 200 | 409 | 422) =>
          c.html(await page(c, found, { series, form: key, typed, errors }), status)
        if (form['steg'] === 'andra') return again([], 200)

        // What has been made already is shown, however the form now reads.
        /** The same form sent once more leads to what it made the first time. */
        const before = async () => {
          const made = await db.as(c.var.actor, { purpose: 'release times' }, (tx) => findMade(tx, key))
          return made && c.redirect(`${seriesPath(made.id)}?gjort=slappt`, 303)
        }
        const made = await before()
        if (made) return made
        const { ready, faults } = read(typed, series, { ...found, today, now })
        if (!ready)
          return again(
            faults.map(({ field, what }) => ({ field, message: said.wrong[what] })),
            422,
          )

        if (series && form['steg'] !== 'slapp') {
          const collisions = await db.as(c.var.actor, { purpose: 'release times page' }, (tx) => listCollisions(tx, ready))
          const frame = await frameOf(c, services, root)
          return c.html(PreviewPage({ frame, today, form: key, typed, wanted: ready, name: nameOf(found, ready), collisions }))
        }
        const { outcomes, collisions, id } = await db.as(c.var.actor, { purpose: 'release times' }, async (tx) => {
          // One that collides is said before anything is kept of it.
          const collisions = series ? [] : await listCollisions(tx, ready)
          if (collisions.length > 0) return { outcomes: [], collisions }
          const outcomes = await release(tx, ready, key)
          return { outcomes, collisions, id: (await findMade(tx, key))?.id }
        })
        const taken = outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'taken')
        if (!series && (collisions.length > 0 || taken)) {
          const twice = await before()
          if (twice) return twice
          const message = oneCollides(nameOf(found, ready), ready.times[0]!, collisions[0], today, c.var.language)
          return again([{ field: 'tid', message }], 409)
        }
        if (!id) return again([{ field: 'slag', message: said.refused }], 409)
        const [first] = outcomes
        return c.redirect(series || !first?.id ? `${seriesPath(id)}?gjort=slappt` : `${slotPath(first.id)}?gjort=slappt`, 303)
      },
    },
  ]
}
