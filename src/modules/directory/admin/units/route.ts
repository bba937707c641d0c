import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import type { FieldError } from '#ui/form'
import { frameOf } from '../../frame.ts'
import { at, type C, root, unitsPath } from '../model.ts'
import { words as common } from '../text.ts'
import { readUnit, unitTyped, type Wrong } from './model.ts'
import { newUnitPath, UnitPage, unitPath, UnitsPage } from './page.tsx'
import { findKeptUnit, listKeptUnits, listUnitKeepers, listWorking, saveUnit } from './queries.ts'
import { words } from './text.ts'

const saw = z.coerce.number().int().min(1).max(1e9)

/** `/admin/enheter`: the committee's units as people meet them (DIR-01, ADOPT-01). */
export const unitRoutes = (services: Services): Route[] => {
  const { db } = services
  type More = { typed?: Record<string, string>; errors?: FieldError[]; form?: string; saved?: boolean; stale?: boolean }
  const show = async (c: C, more: More = {}) => {
    const id = idFrom(c, 'unit')
    const { unit, keepers, working } = await db.as(c.var.actor, { purpose: 'directory page' }, async (tx) => {
      const [unit, keepers, working] = await Promise.all([findKeptUnit(tx, id), listUnitKeepers(tx, id), listWorking(tx, id)])
      return { unit, keepers, working }
    })
    if (!unit) throw new NotFound()
    const frame = await frameOf(c, services, root)
    return UnitPage({ frame, today: dayOf(new Date()), unit, keepers, working, form: randomUUID(), typed: unitTyped(unit), ...more })
  }
  const fresh = async (c: C, more: More = {}) =>
    UnitPage({ frame: await frameOf(c, services, root), today: dayOf(new Date()), form: randomUUID(), typed: { tyst: '7' }, ...more })
  return [
    {
      ...at,
      method: 'get',
      path: unitsPath,
      async handle(c: C) {
        const units = await db.as(c.var.actor, { purpose: 'directory page' }, listKeptUnits)
        return c.html(UnitsPage({ frame: await frameOf(c, services, root), units }))
      },
    },
    { ...at, method: 'get', path: newUnitPath, handle: async (c: C) => c.html(await fresh(c)) },
    {
      ...at,
      method: 'post',
      path: newUnitPath,
      async handle(c: C) {
        const typed = await formOf(c)
        const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
        const { ready, code, wrong } = readUnit(typed, undefined)
        const errors = said(wrong, c)
        if (errors.length) return c.html(await fresh(c, { typed, errors, form }), 422)
        const outcome = await db.as(c.var.actor, { purpose: 'change directory' }, (tx) => saveUnit(tx, form, undefined, code, ready))
        if (outcome === 'done') return c.redirect(`${unitPath(form)}?sparat=ja`, 303)
        if (outcome === 'none') throw new NotFound()
        return c.html(await fresh(c, { typed, errors: [taken(outcome, c)], form }), 422)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${unitsPath}/:unit`,
      handle: async (c: C) => c.html(await show(c, { saved: c.req.query('sparat') === 'ja' })),
    },
    {
      ...at,
      method: 'post',
      path: `${unitsPath}/:unit`,
      async handle(c: C) {
        const id = idFrom(c, 'unit')
        const typed = await formOf(c)
        const unit = await db.as(c.var.actor, { purpose: 'directory page' }, (tx) => findKeptUnit(tx, id))
        if (!unit) throw new NotFound()
        const { ready, wrong } = readUnit(typed, unit)
        const errors = said(wrong, c)
        if (errors.length) return c.html(await show(c, { typed, errors }), 422)
        const seen = saw.safeParse(typed['revision']).data ?? 0
        const outcome = await db.as(c.var.actor, { purpose: 'change directory' }, (tx) => saveUnit(tx, id, seen, undefined, ready))
        if (outcome === 'done') return c.redirect(`${unitPath(id)}?sparat=ja`, 303)
        if (outcome === 'none') throw new NotFound()
        if (outcome === 'stale') return c.html(await show(c, { typed, stale: true }), 409)
        return c.html(await show(c, { typed, errors: [taken(outcome, c)] }), 422)
      },
    },
  ]
}

/** Which of two things another has already. */
const taken = (outcome: string, c: C): FieldError =>
  outcome === 'code'
    ? { field: 'kod', message: words(c.var.language).wrong.codeTaken }
    : { field: 'hsa', message: common(c.var.language).wrong.hsaTaken }

const most: Record<string, number> = { namn_en: 200 }
function said(wrong: readonly Wrong[], c: C): FieldError[] {
  const shared = common(c.var.language)
  const own = words(c.var.language).wrong
  return wrong.map(({ field, why }) => {
    switch (why) {
      case 'time':
        return { field, message: shared.wrong.time(shared.days[field as keyof typeof shared.days]) }
      case 'long':
        return { field, message: shared.wrong.long(most[field] ?? 300) }
      case 'code':
      case 'silent':
        return { field, message: own[why] }
      case 'name':
      case 'phone':
      case 'hsa':
        return { field, message: shared.wrong[why] }
    }
  })
}
