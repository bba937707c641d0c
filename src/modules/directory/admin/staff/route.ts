import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { portraitOf } from '#kernel/files'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { beginning, fieldText } from '#kernel/values/field'
import type { FieldError } from '#ui/form'
import { frameOf } from '../../frame.ts'
import { keyFor } from '../key.ts'
import { at, type C, type Outcome, root, staffPath } from '../model.ts'
import { words as common } from '../text.ts'
import { endedOn, readAssignment, readSpan, readStaff, showFrom, shows, staffTyped, type Wrong } from './model.ts'
import { listClashes } from '../leave/queries.ts'
import { type Done, newPersonPath, personPath, PersonPage, type Props, StaffPage } from './page.tsx'
import {
  assign,
  endAbsence,
  endAssignment,
  findLeaving,
  findStaff,
  listAbsences,
  listAssignments,
  listColleagues,
  listStaff,
  listUnitChoices,
  pageSize,
  reopen,
  saveStaff,
  searchStaff,
  setAbsence,
  setPhoto,
} from './queries.ts'
import { words } from './text.ts'

const saw = z.coerce.number().int().min(1).max(1e9)
const place = z.coerce.number().int().min(0).max(1e6).catch(0)
const key = (form: Record<string, string>) => z.uuid().safeParse(form['formular']).data ?? randomUUID()
const largestPhoto = 10 * 1024 * 1024
const path = `${staffPath}/:staff`
const read = { purpose: 'directory page' }
const change = { purpose: 'change directory' }

/** `/admin/personal`: who works in the committee, as people meet them: photo, hours, deputy, assignments, absences (DIR-01, DIR-04). */
export const staffRoutes = (services: Services): Route[] => {
  const { db } = services
  const everything = async (tx: Tx, id: string) => {
    const [who, assignments, absences, colleagues, units, leaves, clashes] = await Promise.all([
      findStaff(tx, id),
      listAssignments(tx, id),
      listAbsences(tx, id),
      listColleagues(tx, id),
      listUnitChoices(tx),
      findLeaving(tx, id),
      listClashes(tx, id),
    ])
    if (!who) throw new NotFound()
    return { who, assignments, absences, colleagues, units, leaves, clashes }
  }
  type More = Partial<Omit<Props, 'frame' | 'today' | 'who'>>
  const show = async (c: C, more: More = {}) => {
    const held = await db.as(c.var.actor, read, (tx) => everything(tx, idFrom(c, 'staff')))
    const frame = await frameOf(c, services, root)
    return PersonPage({ frame, today: dayOf(new Date()), form: randomUUID(), typed: staffTyped(held.who), ...held, ...more })
  }
  const fresh = async (c: C, more: More = {}) => {
    const colleagues = await db.as(c.var.actor, read, (tx) => listColleagues(tx, undefined))
    const frame = await frameOf(c, services, root)
    return PersonPage({ frame, today: dayOf(new Date()), form: randomUUID(), typed: {}, colleagues, ...more })
  }
  const back = (c: C, done: Done) => c.redirect(`${personPath(idFrom(c, 'staff'))}?gjort=${done}`, 303)
  /** Does one thing and goes back, or shows the part again with what was typed. */
  const part = async (c: C, name: NonNullable<Props['part']>, partTyped: Record<string, string>, errors: FieldError[]) =>
    c.html(await show(c, { part: name, partTyped, errors }), 422)
  const acted = (outcome: Outcome | boolean) => {
    if (outcome === false || outcome === 'none') throw new NotFound()
    return outcome
  }

  return [
    {
      ...at,
      method: 'get',
      path: staffPath,
      async handle(c: C) {
        const [from, visa] = [place.parse(c.req.query('fran')), c.req.query('visa')]
        const filter = showFrom(visa)
        const found = await db.as(c.var.actor, read, (tx) => listStaff(tx, filter, from))
        const name = Object.entries(shows).find(([, one]) => one === filter)![0]
        const to = (n: number) => `${staffPath}?visa=${name}&fran=${n}`
        const before = from > 0 ? to(Math.max(0, from - pageSize)) : undefined
        const next = found.length > pageSize ? to(from + pageSize) : undefined
        const frame = await frameOf(c, services, root)
        return c.html(StaffPage({ frame, today: dayOf(new Date()), staff: found.slice(0, pageSize), show: filter, before, next }))
      },
    },
    {
      ...at,
      method: 'post',
      path: staffPath,
      async handle(c: C) {
        const sought = fieldText((await formOf(c))['sok'])
        if (!sought) return c.redirect(staffPath, 303)
        const fault = sought.length > 100 ? words(c.var.language).tooLong : undefined
        const terms = beginning(sought, 100).replaceAll('-', ' ').split(/\s+/)
        const found = fault ? [] : await db.as(c.var.actor, read, (tx) => searchStaff(tx, terms))
        const frame = await frameOf(c, services, root)
        return c.html(
          StaffPage({ frame, today: dayOf(new Date()), staff: found, sought: beginning(sought, 100), fault }),
          fault ? 422 : 200,
        )
      },
    },
    { ...at, method: 'get', path: newPersonPath, handle: async (c: C) => c.html(await fresh(c)) },
    {
      ...at,
      method: 'post',
      path: newPersonPath,
      async handle(c: C) {
        const typed = await formOf(c)
        const form = key(typed)
        const { ready, wrong } = readStaff(typed, undefined)
        if (wrong.length) return c.html(await fresh(c, { typed, form, errors: said(wrong, c) }), 422)
        const outcome = acted(await db.as(c.var.actor, change, (tx) => saveStaff(tx, form, undefined, ready)))
        if (outcome === 'done') return c.redirect(`${personPath(form)}?sparat=ja`, 303)
        return c.html(await fresh(c, { typed, form, errors: [{ field: 'hsa', message: words(c.var.language).wrong.taken }] }), 422)
      },
    },
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const done = Object.keys(words('sv').done).find((name) => name === c.req.query('gjort')) as Done | undefined
        return c.html(await show(c, { saved: c.req.query('sparat') === 'ja', done }))
      },
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        const typed = await formOf(c)
        const who = await db.as(c.var.actor, read, (tx) => findStaff(tx, id))
        if (!who?.kept) throw new NotFound()
        const { ready, wrong } = readStaff(typed, who)
        if (wrong.length) return c.html(await show(c, { typed, errors: said(wrong, c) }), 422)
        const outcome = acted(
          await db.as(c.var.actor, change, (tx) => saveStaff(tx, id, saw.safeParse(typed['revision']).data ?? 0, ready)),
        )
        if (outcome === 'done') return c.redirect(`${personPath(id)}?sparat=ja`, 303)
        if (outcome === 'stale') return c.html(await show(c, { typed, stale: true }), 409)
        return c.html(await show(c, { typed, errors: [{ field: 'hsa', message: words(c.var.language).wrong.taken }] }), 422)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/foto`,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        const who = await db.as(c.var.actor, read, (tx) => findStaff(tx, id))
        if (!who?.kept) throw new NotFound()
        const { bild } = await c.req.parseBody()
        const { wrong } = words(c.var.language)
        const refused = (message: string) => part(c, 'foto', {}, [{ field: 'bild', message }])
        if (!(bild instanceof File) || bild.size === 0) return refused(wrong.photo)
        if (bild.size > largestPhoto) return refused(wrong.photoLarge)
        const drawn = await portraitOf(new Uint8Array(await bild.arrayBuffer()))
        if (!drawn.ok) return refused(wrong.photoUnfit)
        acted(await db.as(c.var.actor, change, (tx) => setPhoto(tx, id, drawn.bytes)))
        return back(c, 'foto')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/foto/bort`,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        acted(await db.as(c.var.actor, change, (tx) => setPhoto(tx, id, undefined)))
        return back(c, 'foto-borta')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/uppdrag`,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        const typed = await formOf(c)
        const { unit, role, from, to, wrong } = readAssignment(typed, dayOf(new Date()))
        if (!unit || !role || wrong.length) return part(c, 'uppdrag', typed, said(wrong, c))
        const outcome = acted(await db.as(c.var.actor, change, (tx) => assign(tx, id, { unit, role, from, to })))
        if (outcome === 'self') return part(c, 'uppdrag', typed, [{ field: 'enhet', message: words(c.var.language).wrong.self }])
        return back(c, 'uppdrag')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/uppdrag/:assignment/avsluta`,
      async handle(c: C) {
        const id = idFrom(c, 'assignment')
        const typed = await formOf(c)
        const last = endedOn(typed, dayOf(new Date()))
        if (!last) return part(c, 'slut', typed, [{ field: `sista-${id}`, message: words(c.var.language).wrong.sista }])
        const outcome = acted(await db.as(c.var.actor, change, (tx) => endAssignment(tx, id, last)))
        if (outcome === 'self') return part(c, 'uppdrag', {}, [{ field: 'enhet', message: words(c.var.language).wrong.self }])
        return back(c, 'uppdrag-slut')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/franvaro`,
      async handle(c: C) {
        const id = idFrom(c, 'staff')
        const typed = await formOf(c)
        const { span, wrong } = readSpan(typed, ['borta_fran', 'borta_till'], dayOf(new Date()))
        if (wrong.length) return part(c, 'franvaro', typed, said(wrong, c))
        const deputy = z.uuid().safeParse(typed['stallet']).data
        const absence = { id: keyFor(typed, id), first: span.from, last: span.to, deputy }
        const outcome = acted(await db.as(c.var.actor, change, (tx) => setAbsence(tx, id, absence)))
        if (outcome === 'done') return back(c, 'franvaro')
        const own = words(c.var.language).wrong
        const error = outcome === 'over' ? { field: 'borta_fran', message: own.over } : { field: 'stallet', message: own.deputy }
        return part(c, 'franvaro', typed, [error])
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/franvaro/:absence/bort`,
      async handle(c: C) {
        const [id, absence] = [idFrom(c, 'staff'), idFrom(c, 'absence')]
        await db.as(c.var.actor, change, async (tx) => {
          if (!(await findStaff(tx, id))?.kept) throw new NotFound()
          // One that is gone already is what was wanted.
          await endAbsence(tx, absence)
        })
        return back(c, 'franvaro-slut')
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/oppna`,
      async handle(c: C) {
        acted(await db.as(c.var.actor, change, (tx) => reopen(tx, idFrom(c, 'staff'))))
        return back(c, 'oppnat')
      },
    },
  ]
}

function said(wrong: readonly Wrong[], c: C): FieldError[] {
  const shared = common(c.var.language)
  const own = words(c.var.language).wrong
  return wrong.map(({ field, why }) => {
    switch (why) {
      case 'time':
        return { field, message: shared.wrong.time(shared.days[field as keyof typeof shared.days]) }
      case 'title':
      case 'login':
        return { field, message: own[why] }
      default:
        return { field, message: shared.wrong[why] }
    }
  })
}
