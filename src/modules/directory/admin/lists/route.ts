import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { type Day, dayOf } from '#kernel/values/day'
import type { FieldError } from '#ui/form'
import { columnName, largestCsv, readCsv } from '../../csv.ts'
import { frameOf } from '../../frame.ts'
import { at, type C, root } from '../model.ts'
import {
  ListKind,
  manyGone,
  planStaff,
  planUnits,
  readStaffRows,
  readUnitRows,
  type RowFault,
  StaffRow,
  type StaffChange,
  type UnitChange,
  UnitRow,
} from './model.ts'
import { listPath, ListPage, PreviewPage } from './page.tsx'
import {
  findList,
  giveDesk,
  keepList,
  listKnownStaff,
  listKnownUnits,
  putStaff,
  putUnit,
  staffGone,
  takeList,
  unitGone,
} from './queries.ts'
import { words } from './text.ts'

type Planned = { kind: ListKind; changes: (StaffChange | UnitChange)[]; faults: RowFault[]; rows: number; all: number; seen: string }

/** What could not be done, and everything with it: nothing of a list is carried out by half. */
class NotDone extends Error {
  readonly who: string
  constructor(who: string) {
    super('a list could not be carried out')
    this.who = who
  }
}

/** `/admin/lista`: staff and units from a CSV file, with what will change shown first, and carried out whole or not at all (DIR-01). */
export const listRoutes = (services: Services): Route[] => {
  const { db } = services
  const show = async (c: C, typed: Record<string, string>, more: { errors?: FieldError[]; faults?: RowFault[]; done?: number } = {}) =>
    ListPage({ frame: await frameOf(c, services, root), typed, ...more })
  const preview = async (c: C, id: string, planned: Planned, more: { errors?: FieldError[]; moved?: boolean } = {}) =>
    PreviewPage({ frame: await frameOf(c, services, root), id, ...planned, ...more })
  return [
    {
      ...at,
      method: 'get',
      path: listPath,
      async handle(c: C) {
        const done = /^\d{1,5}$/.test(c.req.query('gjort') ?? '') ? Number(c.req.query('gjort')) : undefined
        return c.html(await show(c, {}, done === undefined ? {} : { done }))
      },
    },
    {
      ...at,
      method: 'post',
      path: listPath,
      async handle(c: C) {
        const typed = await formOf(c)
        const read = await readFile(c, typed)
        if ('errors' in read) return c.html(await show(c, typed, read), 422)
        const id = randomUUID()
        await db.as(c.var.actor, { purpose: 'read list' }, (tx) => keepList(tx, id, read.kind, typed['hela'] === 'ja', read.rows))
        return c.redirect(`${listPath}/${id}`, 303)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${listPath}/:list`,
      async handle(c: C) {
        const id = idFrom(c, 'list')
        const planned = await db.as(c.var.actor, { purpose: 'read list' }, (tx) => plan(tx, id, dayOf(new Date())))
        if (!planned) throw new NotFound()
        return c.html(await preview(c, id, planned))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${listPath}/:list`,
      async handle(c: C) {
        const id = idFrom(c, 'list')
        const typed = await formOf(c)
        const said = words(c.var.language)
        const today = dayOf(new Date())
        try {
          const outcome = await db.as(c.var.actor, { purpose: 'carry out list' }, async (tx) => {
            const planned = await plan(tx, id, today)
            if (!planned) throw new NotFound()
            if (planned.seen !== typed['sett'] || planned.faults.length) return { planned, more: { moved: true } }
            const gone = planned.changes.filter(({ kind }) => kind === 'gone').length
            if (planned.kind === 'staff' && manyGone(gone, planned.all) && typed['saker'] !== 'ja')
              return { planned, more: { errors: [{ field: 'saker', message: said.wrong.sure }] } }
            // Somebody else is carrying it out, or has.
            if (!(await takeList(tx, id))) throw new NotFound()
            return { done: await carryOut(tx, planned.changes, today) }
          })
          if (outcome.planned) return c.html(await preview(c, id, outcome.planned, outcome.more), 422)
          return c.redirect(`${listPath}?gjort=${outcome.done}`, 303)
        } catch (error) {
          if (!(error instanceof NotDone)) throw error
          const planned = await db.as(c.var.actor, { purpose: 'read list' }, (tx) => plan(tx, id, today))
          if (!planned) throw new NotFound()
          return c.html(await preview(c, id, planned, { errors: [{ field: 'andras', message: said.failed(error.who) }] }), 409)
        }
      },
    },
  ]
}

/** The file as rows to keep, or what to do about it. */
async function readFile(
  c: C,
  typed: Record<string, string>,
): Promise<{ kind: ListKind; rows: (StaffRow | UnitRow)[] } | { errors: FieldError[]; faults?: RowFault[] }> {
  const { wrong, columnNames } = words(c.var.language)
  const kind = ListKind.safeParse(typed['vad']).data
  const { fil } = await c.req.parseBody()
  const file = fil instanceof File && fil.size > 0 ? fil : undefined
  const errors = [
    ...(kind ? [] : [{ field: 'vad', message: wrong.kind }]),
    ...(file ? [] : [{ field: 'fil', message: wrong.file }]),
    ...(file && file.size > largestCsv ? [{ field: 'fil', message: wrong.large }] : []),
  ]
  if (!kind || !file || errors.length) return { errors }
  const csv = readCsv(new Uint8Array(await file.arrayBuffer()))
  if (!csv.ok) return { errors: [{ field: 'fil', message: csv.why === 'unreadable' ? wrong.unreadable(csv.line) : wrong[csv.why] }] }
  const names = csv.columns.map(columnName)
  const lacking = (kind === 'staff' ? ['namn'] : ['kod', 'namn', 'telefon']).filter((name) => !names.includes(name))
  if (lacking.length)
    return {
      errors: [{ field: 'fil', message: wrong.columns(lacking.map((name) => columnNames[name as keyof typeof columnNames]).join(', ')) }],
    }
  const { rows, faults } = kind === 'staff' ? readStaffRows(csv.rows) : readUnitRows(csv.rows)
  return faults.length ? { errors: [], faults } : { kind, rows }
}

/** What a list that waits would change now. */
async function plan(tx: Tx, id: string, today: Day): Promise<Planned | undefined> {
  const list = await findList(tx, id)
  if (!list) return undefined
  const [staff, units] = [list.kind === 'staff' ? await listKnownStaff(tx) : [], await listKnownUnits(tx)]
  const codes = new Set(units.map(({ code }) => code))
  const found =
    list.kind === 'staff'
      ? planStaff(z.array(StaffRow).parse(list.rows), staff, codes, list.whole, today)
      : planUnits(z.array(UnitRow).parse(list.rows), units, list.whole)
  const all = (list.kind === 'staff' ? staff.filter(({ active }) => active) : units).filter(({ origin }) => origin === 'csv').length
  const seen = createHash('sha256').update(JSON.stringify(found)).digest('base64url')
  return { kind: list.kind, ...found, rows: list.rows.length, all, seen }
}

/** Everything that was shown, in one transaction. Answers how many changes there were; throws NotDone, and nothing has been done. */
async function carryOut(tx: Tx, changes: readonly (StaffChange | UnitChange)[], today: Day): Promise<number> {
  let done = 0
  for (const change of changes) {
    if (change.kind === 'same' || change.kind === 'skipped') continue
    if (!(await one(tx, change, today))) throw new NotDone(change.name)
    done += 1
  }
  return done
}

async function one(tx: Tx, change: StaffChange | UnitChange, today: Day): Promise<boolean> {
  if (!('desks' in change)) return change.row ? putUnit(tx, change.row) : unitGone(tx, change.id!)
  if (!change.row) return staffGone(tx, change.id!)
  const id = await putStaff(tx, change)
  if (!id) return false
  for (const { unit, role, from, to } of change.desks) if (!(await giveDesk(tx, id, unit, role, from ?? today, to))) return false
  return true
}
