import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import { check } from '#modules/writing'
import type { FieldError } from '#ui/form'
import { at as atInbox, type C, gapsIn, hasGap, root as inbox } from '../model.ts'
import { type Kept, longestBody, longestTitle, type Owner, ownerFrom, owners } from './model.ts'
import { dones, root, TemplatePage, templatePath, TemplatesPage, type Typed } from './page.tsx'
import { endTemplate, findTemplate, listTemplates, mayWrite, saveTemplate } from './queries.ts'
import { words } from './text.ts'

/** Those who answer; and the municipality's steward, for its own. */
const at = { ...atInbox, roles: [...atInbox.roles, 'systemSteward'] } as const
const menuOf = (c: C) => (c.var.actor.desk?.role === 'systemSteward' ? root : inbox)

/** `/personal/inkorg/mallar`: what answers begin from (MSG-09). */
export const templateRoutes = (services: Services): Route[] => {
  const { db } = services
  const found = (c: C) =>
    db.as(c.var.actor, { purpose: 'answer templates' }, async (tx) => {
      const [kept, may] = await Promise.all([findTemplate(tx, idFrom(c, 'template')), mayWrite(tx)])
      if (!kept?.mine) throw new NotFound()
      return { kept, may }
    })
  const show = async (
    c: C,
    more: { form: string; typed: Typed; may: Record<Owner, boolean>; kept?: Kept; errors?: FieldError[]; review?: boolean },
  ) => TemplatePage({ frame: await frameOf(c, services, menuOf(c)), ...more })

  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const templates = await db.as(c.var.actor, { purpose: 'answer templates' }, listTemplates)
        const done = dones.find((one) => one === c.req.query('gjort'))
        const steward = menuOf(c) === root
        return c.html(TemplatesPage({ frame: await frameOf(c, services, menuOf(c)), today: dayOf(new Date()), templates, steward, done }))
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/ny`,
      async handle(c: C) {
        const may = await db.as(c.var.actor, { purpose: 'answer templates' }, mayWrite)
        return c.html(await show(c, { form: randomUUID(), typed: { title: '', body: '' }, may }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/ny`,
      async handle(c: C) {
        const form = await formOf(c)
        const id = z.uuid().safeParse(form['nyckel']).data ?? randomUUID()
        const typed = typedIn(form)
        const may = await db.as(c.var.actor, { purpose: 'answer templates' }, mayWrite)
        if (form['gor'] === check) return c.html(await show(c, { form: id, typed, may, review: true }))
        // Who may write only their own, or only the municipality's, is not asked whose it is.
        const only = owners.filter((owner) => may[owner])
        const owner = ownerFrom(typed.owner) ?? (only.length === 1 ? only[0] : undefined)
        const errors = faults(c, typed)
        if (!owner || !may[owner]) errors.push({ field: 'vems', message: words(c.var.language).wrong.whose })
        if (errors.length || !owner) return c.html(await show(c, { form: id, typed, may, errors }), 422)
        const saved = await db.as(c.var.actor, { purpose: 'answer templates' }, (tx) => saveTemplate(tx, { ...typed, id, owner }))
        if (!saved) throw new NotFound()
        return c.redirect(`${root}?gjort=sparad`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: templatePath(':template'),
      async handle(c: C) {
        const { kept, may } = await found(c)
        return c.html(await show(c, { form: kept.id, typed: kept, may, kept }))
      },
    },
    {
      ...at,
      method: 'post',
      path: templatePath(':template'),
      async handle(c: C) {
        const { kept, may } = await found(c)
        const form = await formOf(c)
        const typed = typedIn(form)
        if (form['gor'] === check) return c.html(await show(c, { form: kept.id, typed, may, kept, review: true }))
        const errors = faults(c, typed)
        if (errors.length) return c.html(await show(c, { form: kept.id, typed, may, kept, errors }), 422)
        const { id, owner } = kept
        const saved = await db.as(c.var.actor, { purpose: 'answer templates' }, (tx) => saveTemplate(tx, { ...typed, id, owner }))
        if (!saved) throw new NotFound()
        return c.redirect(`${root}?gjort=sparad`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: templatePath(':template', '/kasta'),
      async handle(c: C) {
        const id = idFrom(c, 'template')
        if (!(await db.as(c.var.actor, { purpose: 'answer templates' }, (tx) => endTemplate(tx, id)))) throw new NotFound()
        return c.redirect(`${root}?gjort=borta`, 303)
      },
    },
  ]
}

const typedIn = (form: Record<string, string>) => ({ title: fieldText(form['namn']), body: fieldText(form['text']), owner: form['vems'] })

function faults(c: C, { title, body }: Typed): FieldError[] {
  const { wrong } = words(c.var.language)
  return [
    (!title || title.length > longestTitle) && { field: 'namn', message: wrong.title },
    !body && { field: 'text', message: wrong.body },
    body.length > longestBody && { field: 'text', message: wrong.long },
    !isWhole(body) && { field: 'text', message: wrong.signs },
  ].filter((error) => error !== false)
}

/** Every gap has its two signs and a name: else nobody could send what is made of it. */
const isWhole = (body: string) => !hasGap(body.replace(/\{\{[^{}]*\}\}/g, '')) && gapsIn(body).every((name) => name !== '')
