import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { frameOf } from '#modules/directory'
import { type C, kindsPath, managerAt, root } from '../model.ts'
import { read, type Typed, typedOf } from './model.ts'
import { KindPage, kindPath, KindsPage } from './page.tsx'
import { addKind, changeKind, endKind, listAllKinds, listFields } from './queries.ts'
import { words } from './text.ts'

const path = kindPath(':timeKind')

/** `/personal/tidsslag`: what the unit's times are for, how long, how one meets and who can book (APPT-01, APPT-06). */
export const kindRoutes = (services: Services): Route[] => {
  const { db } = services
  /** The kind of the address, or (`new`) none, with the fields of work there are. */
  async function find(c: C, id: string | undefined) {
    const { kinds, fields } = await db.as(c.var.actor, { purpose: 'read time kind' }, async (tx) => {
      const [kinds, fields] = await Promise.all([id ? listAllKinds(tx, id) : [], listFields(tx)])
      return { kinds, fields }
    })
    if (id && !kinds[0]) throw new NotFound()
    return { kind: kinds[0], fields }
  }
  type Found = Awaited<ReturnType<typeof find>>
  const page = async (c: C, found: Found, typed: Typed, errors: { field: string; message: string }[] = []) =>
    KindPage({ frame: await frameOf(c, services, root), ...found, typed, errors })

  async function save(c: C, found: Found) {
    const form: Typed = await formOf(c)
    const { ready, wrong } = read(
      form,
      found.fields.map(({ field }) => field),
    )
    const said = words(c.var.language).wrong
    if (!ready)
      return c.html(
        await page(
          c,
          found,
          form,
          wrong.map((field) => ({ field, message: said[field] })),
        ),
        422,
      )
    const { unitId } = c.var.actor.desk!
    await db.as(c.var.actor, { purpose: 'save time kind' }, async (tx) => {
      if (!found.kind) return addKind(tx, unitId, ready)
      if (!(await changeKind(tx, found.kind.id, ready))) throw new NotFound()
      return found.kind.id
    })
    return c.redirect(`${kindsPath}?sparat=ja`, 303)
  }

  return [
    {
      ...managerAt,
      method: 'get',
      path: kindsPath,
      async handle(c: C) {
        const kinds = await db.as(c.var.actor, { purpose: 'list time kinds' }, (tx) => listAllKinds(tx))
        return c.html(KindsPage({ frame: await frameOf(c, services, root), kinds, saved: c.req.query('sparat') === 'ja' }))
      },
    },
    {
      ...managerAt,
      method: 'get',
      path: `${kindsPath}/nytt`,
      handle: async (c: C) => c.html(await page(c, await find(c, undefined), { minuter: '45', timmar: '24', oppen: 'ja' })),
    },
    { ...managerAt, method: 'post', path: `${kindsPath}/nytt`, handle: async (c: C) => save(c, await find(c, undefined)) },
    {
      ...managerAt,
      method: 'get',
      path,
      async handle(c: C) {
        const found = await find(c, idFrom(c, 'timeKind'))
        return c.html(await page(c, found, found.kind ? typedOf(found.kind) : {}))
      },
    },
    { ...managerAt, method: 'post', path, handle: async (c: C) => save(c, await find(c, idFrom(c, 'timeKind'))) },
    {
      ...managerAt,
      method: 'post',
      path: `${path}/slut`,
      async handle(c: C) {
        const id = idFrom(c, 'timeKind')
        const ended = (await formOf(c))['slut'] !== 'nej'
        if (!(await db.as(c.var.actor, { purpose: 'save time kind' }, (tx) => endKind(tx, id, ended)))) throw new NotFound()
        return c.redirect(`${kindsPath}?sparat=ja`, 303)
      },
    },
  ]
}
