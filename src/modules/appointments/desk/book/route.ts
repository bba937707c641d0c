import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at, type C, bookingPath, bookPath, root } from '../model.ts'
import { findMatter, listAhead, listKinds } from '../queries.ts'
import { asked, type Asked, look } from '../look.ts'
import { words as common } from '../text.ts'
import { read, type Typed } from './model.ts'
import { BookPage } from './page.tsx'
import { deskBook, findSlot } from './queries.ts'
import { words } from './text.ts'

/** `/personal/tider/boka`: for somebody who does not book for themself, with a case (`?arende=`) or by name. */
export const bookRoutes = (services: Services): Route[] => {
  const { db } = services

  async function show(
    c: C,
    { matter: id, ...wanted }: Asked & { matter: string | undefined; slot?: string | undefined },
    more: { form: string; typed: Typed; errors?: FieldError[] },
  ) {
    const found = await db.as(c.var.actor, { purpose: 'book time page', ...(id ? { matter: id } : {}) }, async (tx) => {
      const start = wanted.slot ? (await findSlot(tx, wanted.slot))?.at : undefined
      const from = start && start > new Date() ? dayOf(start) : wanted.from
      const [matter, ahead, kinds, times] = await Promise.all([
        id ? findMatter(tx, id) : undefined,
        id ? listAhead(tx, id) : [],
        listKinds(tx),
        look(tx, { path: bookPath, kept: id ? { arende: id } : {}, kind: wanted.kind, from }),
      ])
      if (id && !matter) throw new NotFound()
      return { matter, ahead, kinds, ...times }
    })
    return BookPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), ...found, ...more })
  }

  return [
    {
      ...at,
      method: 'get',
      path: bookPath,
      async handle(c: C) {
        const matter = c.req.query('arende')
        if (matter && !z.uuid().safeParse(matter).success) throw new NotFound()
        const slot = z.uuid().safeParse(c.req.query('tid')).data
        return c.html(await show(c, { ...asked(c.req.query()), matter, slot }, { form: randomUUID(), typed: { tid: slot } }))
      },
    },
    {
      ...at,
      method: 'post',
      path: bookPath,
      async handle(c: C) {
        const form = await formOf(c)
        const said = words(c.var.language)
        const matter = z.uuid().safeParse(form['arende']).data
        const chosen = z.uuid().safeParse(form['tid']).data
        const slot = chosen && (await db.as(c.var.actor, { purpose: 'book time page' }, (tx) => findSlot(tx, chosen)))
        const { ready, wrong } = read(form, slot ? slot.manner === 'phone' : false)
        const key = z.uuid().safeParse(form['nyckel']).data ?? randomUUID()
        const typed: Typed = {
          namn: form['namn'],
          tid: form['tid'],
          nummer: form['nummer'],
          med: form['med'],
          tolk: form['tolk'],
          onskemal: form['onskemal'],
        }
        const again = async (errors: FieldError[], status: 409 | 422) =>
          c.html(await show(c, { ...asked(form), matter }, { form: key, typed, errors }), status)
        if (!ready)
          return again(
            wrong.map((field) => ({ field, message: said.wrong[field] })),
            422,
          )
        const { id, outcome } = await db.as(c.var.actor, { purpose: 'book time', ...(matter ? { matter } : {}) }, (tx) =>
          deskBook(tx, ready),
        )
        if (outcome === 'none') throw new NotFound()
        if (!id) return again([{ field: 'tid', message: common(c.var.language).taken }], 409)
        return c.redirect(`${bookingPath(id)}?gjort=bokad`, 303)
      },
    },
  ]
}
