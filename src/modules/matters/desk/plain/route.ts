import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import { check } from '#modules/writing'
import { at, type C, root, type Search, seenIn } from '../model.ts'
import { findHead, findWritten } from '../queries.ts'
import { longest, PlainPage, plainPath } from './page.tsx'
import { findPlain, putPlain } from './queries.ts'
import { words } from './text.ts'

/** `/personal/arenden/:id/enklare/:item`: plainer words beside an item, which itself stays as it is (PLAIN-05). */
export const plainRoutes = (services: Services, { toldIn }: Search): Route[] => {
  const path = `${root}/:matter/enklare/:item`
  const here = (c: C) => ({ matter: idFrom(c, 'matter'), item: idFrom(c, 'item') })
  const read = async (tx: Tx, { matter, item }: ReturnType<typeof here>) => {
    const [head, written, plain] = await Promise.all([findHead(tx, matter), findWritten(tx, matter, item), findPlain(tx, matter, item)])
    if (!head || !written || written.annulled) throw new NotFound()
    return { head, event: written.event, plain }
  }
  const tells = (c: C, told: readonly string[]) =>
    told.length > 0 ? [{ field: 'text', message: words(c.var.language).told(told.join(', ')) }] : []
  const page = async (c: C) => ({ frame: await frameOf(c, services, root), today: dayOf(new Date()) })
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const held = await services.db.as(c.var.actor, { purpose: 'read plain words', ...here(c) }, async (tx) => {
          const found = await read(tx, here(c))
          return {
            ...found,
            told: await toldIn(tx, services.config.secret, found.head.id, found.plain?.text ?? undefined, found.head.name),
          }
        })
        const more = {
          form: randomUUID(),
          typed: held.plain?.text ?? '',
          saved: c.req.query('sparat') === 'ja',
          errors: tells(c, held.told),
        }
        return c.html(PlainPage({ ...(await page(c)), ...held, ...more }))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const form = await formOf(c)
        const typed = fieldText(form['text'])
        const key = z.uuid().safeParse(form['formular']).data ?? randomUUID()
        const { matter, item } = here(c)
        const seen = seenIn(form)
        const toSave = form['gor'] !== check && typed.length <= longest
        const { outcome, ...held } = await services.db.as(c.var.actor, { purpose: 'write plain words', matter, item }, async (tx) => {
          const before = await read(tx, { matter, item })
          if (!toSave) return { ...before, outcome: undefined, told: [] }
          const told = await toldIn(tx, services.config.secret, matter, typed, before.head.name)
          if (told.length > 0) return { ...before, outcome: 'told' as const, told }
          const outcome = await putPlain(tx, { matterId: matter, itemId: item, key, seen, text: typed })
          return { ...before, outcome, plain: outcome === 'stale' ? before.plain : undefined, told }
        })
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${plainPath(matter, item)}?sparat=ja`, 303)
        const again = { ...(await page(c)), ...held, typed }
        if (outcome === 'stale') return c.html(PlainPage({ ...again, form: randomUUID(), stale: true }), 409)
        if (form['gor'] === check) {
          // Advice changes nothing: what was seen is still what was seen.
          const plain = held.plain && { ...held.plain, version: seen }
          return c.html(PlainPage({ ...again, plain, form: key, review: true }))
        }
        const errors = outcome === 'told' ? tells(c, held.told) : [{ field: 'text', message: words(c.var.language).long }]
        return c.html(PlainPage({ ...again, form: key, errors }), 422)
      },
    },
  ]
}
