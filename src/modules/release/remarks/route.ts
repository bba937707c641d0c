import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { check } from '#modules/writing'
import type { FieldError } from '#ui/form'
import { placeFrom, placeText } from '../queue/model.ts'
import { toldIn } from '../guard/guard.ts'
import { Answer, nextStates, type Remark } from './model.ts'
import { RemarkPage, RemarksPage, root } from './page.tsx'
import { aboutWhat, answerRemark, findRemark, listRemarks } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>
const most = 25
const first = { micros: 0, itemId: '00000000-0000-0000-0000-000000000000' }

/** `/personal/synpunkter`: what persons have written beside their items, and the answers (L2). */
export const remarkRoutes = (services: Services): Route[] => {
  const { db, config } = services
  const frame = (c: C) => frameOf(c, services, root)
  const today = () => dayOf(new Date())
  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const open = c.req.query('visa') !== 'klara'
        const after = placeFrom(c.req.query('efter'))
        const rows = await db.as(c.var.actor, { purpose: 'list remarks' }, (tx) =>
          listRemarks(tx, c.var.actor.desk!.unitId, open, after ?? first, most + 1),
        )
        const last = rows[most - 1]
        const next =
          rows.length > most && last
            ? `${root}?${open ? '' : 'visa=klara&'}efter=${placeText({ micros: last.micros, itemId: last.id })}`
            : undefined
        return c.html(
          RemarksPage({ frame: await frame(c), today: today(), open, rows: rows.slice(0, most), next, later: after !== undefined }),
        )
      },
    },
    {
      ...at,
      method: 'get',
      path: `${root}/:remark`,
      async handle(c: C) {
        const remark = await read(c)
        return c.html(RemarkPage({ frame: await frame(c), today: today(), remark, saved: c.req.query('sparat') === 'ja' }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${root}/:remark`,
      async handle(c: C) {
        const form = await formOf(c)
        const typed = { svar: form['svar'], akt: form['akt'] }
        const remark = await read(c)
        if (form['gor'] === check) return c.html(RemarkPage({ frame: await frame(c), today: today(), remark, typed, review: true }))
        const parsed = Answer.safeParse(form)
        const again = async (more: object, status: 409 | 422) =>
          c.html(
            RemarkPage({ frame: await frame(c), today: today(), remark: status === 409 ? await read(c) : remark, typed, ...more }),
            status,
          )
        if (!parsed.success) return again({ errors: tooLong(typed, c) }, 422)
        const { till, svar, akt, sett } = parsed.data
        const done = { state: till, answer: svar || undefined, recordRef: akt || undefined }
        if (sett !== remark.revision) {
          // The same form sent twice has already done what it asks.
          const same = remark.revision === sett + 1 && remark.state === till && (!svar || remark.answer === svar)
          return same ? c.redirect(`${root}/${remark.id}?sparat=ja`, 303) : again({ stale: true }, 409)
        }
        const errors = faults(remark, done, c)
        if (errors.length) return again({ errors }, 422)
        const { actor } = c.var
        const saved = await db.as(actor, { purpose: 'answer remark', matter: remark.matterId, item: remark.itemId }, async (tx) => {
          const told = await toldIn(tx, config.secret, remark.matterId, svar, remark.name)
          return told.length > 0 ? told : answerRemark(tx, remark.id, sett, { ...done, name: actor.name, staffId: actor.id })
        })
        if (Array.isArray(saved))
          return again({ errors: [{ field: 'svar', message: words(c.var.language).wrong.told(saved.join(', ')) }] }, 422)
        return saved ? c.redirect(`${root}/${remark.id}?sparat=ja`, 303) : again({ stale: true }, 409)
      },
    },
  ]

  async function read(c: C): Promise<Remark> {
    const id = idFrom(c, 'remark')
    const about = await db.as(c.var.actor, { purpose: 'find remark' }, (tx) => aboutWhat(tx, id))
    if (!about) throw new NotFound()
    const remark = await db.as(c.var.actor, { purpose: 'read remark', ...about }, (tx) => findRemark(tx, id))
    if (!remark) throw new NotFound()
    return remark
  }
}

function faults(
  remark: Remark,
  { state, answer, recordRef }: { state: Remark['state']; answer: string | undefined; recordRef: string | undefined },
  c: C,
): FieldError[] {
  const { wrong } = words(c.var.language)
  if (!nextStates(remark).includes(state)) return [{ field: 'svar', message: wrong.move }]
  return [
    ...(state === 'closed' && !answer && !remark.answer ? [{ field: 'svar', message: wrong.answer }] : []),
    ...(state === 'noted' && !recordRef ? [{ field: 'akt', message: wrong.record }] : []),
  ]
}

function tooLong({ svar = '', akt = '' }: { svar?: string | undefined; akt?: string | undefined }, c: C): FieldError[] {
  const { wrong } = words(c.var.language)
  const found = [
    ...(svar.length > 10_000 ? [{ field: 'svar', message: wrong.long }] : []),
    ...(akt.length > 200 ? [{ field: 'akt', message: wrong.longRecord }] : []),
  ]
  return found.length ? found : [{ field: 'svar', message: wrong.move }]
}
