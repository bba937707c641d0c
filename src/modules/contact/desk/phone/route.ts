import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { addDays, type Day, dayOf, isDay } from '#kernel/values/day'
import { columnName, frameOf, largestCsv, readCsv } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { at as atInbox, type C, phonePath as root, root as inbox } from '../model.ts'
import {
  changeIn,
  columns,
  countFrom,
  heldTo,
  minutesFrom,
  mondayOf,
  type PhoneWeek,
  readWeeks,
  type RowFault,
  shownWeeks,
  weekFrom,
  weekText,
} from './model.ts'
import { fields, listPath, PhonePage, type Typed } from './page.tsx'
import { type Entered, findWeek, keptUnit, listCame, listWeeks, setWeeks } from './queries.ts'
import { words } from './text.ts'

/** The unit's manager; and its administrator and deputy at a desk there. For all others there is no such page. */
const at = { ...atInbox, roles: ['unitManager', 'caseOfficer', 'requestDispatcher'] } as const

/** `/personal/inkorg/telefon`: the unit's telephone beside what comes in, entered a week at a time or read in from a file (MSG-13). */
export const phoneRoutes = (services: Services): Route[] => {
  const { db } = services
  /** Works as whoever looks after the unit. */
  const keeping = <T>(c: C, purpose: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.as(c.var.actor, { purpose }, async (tx) => {
      if (!(await keptUnit(tx))) throw new NotFound()
      return work(tx)
    })
  type More = {
    typed?: Typed
    changed?: Day | undefined
    errors?: FieldError[]
    faults?: RowFault[]
    done?: { saved: Day } | { read: number }
  }
  const show = async (c: C, { typed, changed: monday, ...more }: More) => {
    const today = dayOf(new Date())
    const from = addDays(mondayOf(today), -7 * (shownWeeks - 1))
    const { weeks, came, changed } = await keeping(c, 'phone weeks', async (tx) => {
      const [entered, arrived, one] = await Promise.all([
        listWeeks(tx, from),
        listCame(tx, from, heldTo(from, today)),
        monday && findWeek(tx, monday),
      ])
      return { weeks: entered, came: arrived, changed: one }
    })
    return PhonePage({
      frame: await frameOf(c, services, inbox),
      today,
      weeks,
      came,
      change: changeIn(weeks, came, today),
      changed: changed || undefined,
      typed: typed ?? (changed ? standing(changed) : { vecka: monday ? weekText(monday) : lastLeft(weeks, today) }),
      ...more,
    })
  }
  return [
    {
      ...at,
      method: 'get',
      path: root,
      handle: async (c: C) => c.html(await show(c, { changed: dayIn(c.req.query('vecka')), ...doneIn(c) })),
    },
    {
      ...at,
      method: 'post',
      path: root,
      async handle(c: C) {
        const form = await formOf(c)
        const typed: Typed = Object.fromEntries(fields.map((field) => [field, form[field] ?? '']))
        const before = dayIn(form['andrar'])
        const { week, errors } = readWeek(c, typed)
        // What is emptied is removed only in a form that was made of what stands for that week.
        const whole = week !== undefined && week.monday === before
        if (week && !whole && isEmpty(week)) errors.push({ field: 'tid', message: words(c.var.language).wrong.nothing })
        if (!week || errors.length) return c.html(await show(c, { typed, changed: before, errors }), 422)
        if (!(await keeping(c, 'set phone weeks', (tx) => setWeeks(tx, [week], whole)))) throw new NotFound()
        return c.redirect(`${root}?sparad=${week.monday}`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: listPath,
      async handle(c: C) {
        const read = await readFile(c)
        if ('faults' in read) return c.html(await show(c, read), 422)
        if (!(await keeping(c, 'set phone weeks', (tx) => setWeeks(tx, read.weeks, false)))) throw new NotFound()
        return c.redirect(`${root}?lasta=${read.weeks.length}`, 303)
      },
    },
  ]
}

/** A day in an address or a form, by the Monday of its week. */
const dayIn = (text: string | undefined): Day | undefined => (isDay(text) ? mondayOf(text) : undefined)

function doneIn(c: C): { done: { saved: Day } | { read: number } } | undefined {
  const [saved, read] = [dayIn(c.req.query('sparad')), /^\d{1,5}$/.exec(c.req.query('lasta') ?? '')?.[0]]
  return saved ? { done: { saved } } : read ? { done: { read: Number(read) } } : undefined
}

const standing = ({ monday, minutes, answered, missed }: Entered): Typed => ({
  vecka: weekText(monday),
  tid: minutes === null ? '' : String(minutes),
  besvarade: answered === null ? '' : String(answered),
  missade: missed === null ? '' : String(missed),
})

/** Last week, when nobody has filled it in. */
function lastLeft(weeks: readonly PhoneWeek[], today: Day): string {
  const last = addDays(mondayOf(today), -7)
  return weeks.some(({ monday }) => monday === last) ? '' : weekText(last)
}

const isEmpty = ({ minutes, answered, missed }: PhoneWeek) => minutes === null && answered === null && missed === null

/** The form as a week, or what to do about it. */
function readWeek(c: C, typed: Typed): { week?: PhoneWeek; errors: FieldError[] } {
  const { fault } = words(c.var.language)
  const monday = weekFrom(typed.vecka ?? '', dayOf(new Date()))
  const [minutes, answered, missed] = [minutesFrom(typed.tid ?? ''), countFrom(typed.besvarade ?? ''), countFrom(typed.missade ?? '')]
  const errors = [
    ...(isDay(monday) ? [] : [{ field: 'vecka', message: fault[monday] }]),
    ...(minutes === undefined ? [{ field: 'tid', message: fault.time }] : []),
    ...(answered === undefined ? [{ field: 'besvarade', message: fault.count }] : []),
    ...(missed === undefined ? [{ field: 'missade', message: fault.count }] : []),
  ]
  if (!isDay(monday) || minutes === undefined || answered === undefined || missed === undefined) return { errors }
  return { week: { monday, minutes, answered, missed }, errors }
}

/** The file as weeks, or what to do about it. */
async function readFile(c: C): Promise<{ weeks: PhoneWeek[] } | { errors: FieldError[]; faults: RowFault[] }> {
  const { wrong } = words(c.var.language)
  const bad = (message: string) => ({ errors: [{ field: 'fil', message }], faults: [] })
  const { fil } = await c.req.parseBody()
  if (!(fil instanceof File) || fil.size === 0) return bad(wrong.file)
  if (fil.size > largestCsv) return bad(wrong.large)
  const csv = readCsv(new Uint8Array(await fil.arrayBuffer()))
  if (!csv.ok) return bad(csv.why === 'unreadable' ? wrong.unreadable(csv.line) : wrong[csv.why])
  const names = csv.columns.map(columnName)
  const has = (column: keyof typeof columns) => names.filter((name) => columns[column].some((one) => one === name)).length
  if (!has('week')) return bad(wrong.noWeek)
  const numbers = (['minutes', 'answered', 'missed'] as const).map(has)
  if (numbers.every((n) => n === 0)) return bad(wrong.noNumbers)
  // "Minuter" and "minutes" are the same column.
  if ([has('week'), ...numbers].some((n) => n > 1)) return bad(wrong.twice)
  const { weeks, faults } = readWeeks(csv.rows, dayOf(new Date()))
  if (faults.length) return { errors: [], faults }
  return weeks.length === 0 ? bad(wrong.empty) : { weeks }
}
