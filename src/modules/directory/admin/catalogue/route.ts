import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { hashOf, newSecret } from '#kernel/session'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import type { FieldError } from '#ui/form'
import { frameOf } from '../../frame.ts'
import { keyFor } from '../key.ts'
import { at, type C, root } from '../model.ts'
import { subjects } from './model.ts'
import { CataloguePage, cataloguePath } from './page.tsx'
import { addCatalogue, endCatalogue, listCatalogues } from './queries.ts'
import { words } from './text.ts'

/** `/admin/katalog`: keys for the municipality's own catalogue (SCIM 2.0). A key is shown once, and kept as a hash. */
export const catalogueRoutes = (services: Services): Route[] => {
  const { db, config } = services
  type More = { typed?: Record<string, string>; errors?: FieldError[]; form?: string; token?: string; ended?: boolean }
  const show = async (c: C, more: More = {}) => {
    const catalogues = await db.as(c.var.actor, { purpose: 'directory page' }, listCatalogues)
    const frame = await frameOf(c, services, root)
    const address = `${config.origin}/api/scim/v2`
    return CataloguePage({ frame, today: dayOf(new Date()), address, catalogues, form: randomUUID(), typed: { roll: 'none' }, ...more })
  }
  return [
    {
      ...at,
      method: 'get',
      path: cataloguePath,
      handle: async (c: C) => c.html(await show(c, { ended: c.req.query('aterkallad') === 'ja' })),
    },
    {
      ...at,
      method: 'post',
      path: cataloguePath,
      async handle(c: C) {
        const typed = await formOf(c)
        const { wrong } = words(c.var.language)
        const name = fieldText(typed['namn'])
        const subject = z.enum(subjects).safeParse(typed['inloggning']).data
        const role = z.enum(['none', 'caseOfficer']).safeParse(typed['roll']).data
        const errors = [
          (!name || name.length > 100) && { field: 'namn', message: wrong.name },
          !subject && { field: 'inloggning', message: wrong.subject },
          !role && { field: 'roll', message: wrong.role },
        ].filter((error) => error !== false)
        if (!subject || !role || errors.length) return c.html(await show(c, { typed, errors }), 422)
        const token = newSecret()
        const id = keyFor(typed, c.var.actor.id)
        const added = { id, name, hash: hashOf(token), subject, role: role === 'none' ? undefined : role }
        const known = (await db.as(c.var.actor, { purpose: 'directory page' }, listCatalogues)).some((one) => one.id === id)
        // The same form twice: the key has been shown, and cannot be shown again.
        if (known) return c.redirect(cataloguePath, 303)
        if (!(await db.as(c.var.actor, { purpose: 'change directory' }, (tx) => addCatalogue(tx, added)))) throw new NotFound()
        return c.html(await show(c, { token }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${cataloguePath}/:catalogue/aterkalla`,
      async handle(c: C) {
        const id = idFrom(c, 'catalogue')
        const known = (await db.as(c.var.actor, { purpose: 'directory page' }, listCatalogues)).some((one) => one.id === id)
        if (!known) throw new NotFound()
        await db.as(c.var.actor, { purpose: 'change directory' }, (tx) => endCatalogue(tx, id))
        return c.redirect(`${cataloguePath}?aterkallad=ja`, 303)
      },
    },
  ]
}
