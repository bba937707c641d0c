import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { atWork } from '../who/page.tsx'
import { Conclusion, isOpen, placeFrom, placeText } from './model.ts'
import { ReviewPage, ReviewsPage, root } from './page.tsx'
import { conclude, findReview, listReviews } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['logReviewer'] } as const
type C = Ctx<StaffActor>
const most = 50

/** `/personal/loggar`: what is to be reviewed of who has looked, and what was found (SoLPuL 10 §). */
export const reviewRoutes = (services: Services): Route[] => {
  const { db } = services
  const today = () => dayOf(new Date())
  const read = async (c: C) => {
    const found = await db.as(c.var.actor, { purpose: 'review log' }, (tx) => findReview(tx, idFrom(c, 'review')))
    if (!found) throw new NotFound()
    return found
  }
  type Held = Awaited<ReturnType<typeof read>>
  type More = { errors?: FieldError[]; typed?: { resultat?: string | undefined; ord?: string | undefined }; stale?: boolean }
  const show = async (c: C, held: Held, more: More = {}) => {
    const looked = held.looked.map((one) => ({ ...one, what: atWork(one.purpose, c.var.language) }))
    return ReviewPage({ frame: await frameOf(c, services, root), today: today(), ...held, looked, ...more })
  }

  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const open = c.req.query('visa') !== 'klara'
        const after = placeFrom(c.req.query('efter'))
        const rows = await db.as(c.var.actor, { purpose: 'list log reviews' }, (tx) => listReviews(tx, open, after, most + 1))
        const last = rows[most - 1]
        const next = rows.length > most && last ? `${root}?${open ? '' : 'visa=klara&'}efter=${placeText(last)}` : undefined
        const shown = {
          today: today(),
          open,
          rows: rows.slice(0, most),
          next,
          later: after !== undefined,
          saved: c.req.query('sparat') === 'ja',
        }
        return c.html(ReviewsPage({ frame: await frameOf(c, services, root), ...shown }))
      },
    },
    { ...at, method: 'get', path: `${root}/:review`, handle: async (c: C) => c.html(await show(c, await read(c))) },
    {
      ...at,
      method: 'post',
      path: `${root}/:review`,
      async handle(c: C) {
        const held = await read(c)
        const form = await formOf(c)
        const typed = { resultat: form['resultat'], ord: form['ord'] }
        const parsed = Conclusion.safeParse(form)
        const { wrong } = words(c.var.language)
        const errors: FieldError[] = !parsed.success
          ? [{ field: 'resultat', message: wrong.resultat }]
          : parsed.data.resultat !== 'in-order' && !parsed.data.ord
            ? [{ field: 'ord', message: wrong.ord }]
            : []
        if (!parsed.success || errors.length) return c.html(await show(c, held, { errors, typed }), 422)
        const { sett, resultat, ord } = parsed.data
        const saved = () => c.redirect(`${root}?sparat=ja`, 303)
        const { actor } = c.var
        if (sett !== held.found.length || !isOpen(held.found)) {
          // The same form sent twice has already done what it asks.
          const before = held.found[sett]
          const same = before?.result === resultat && before.note === ord && before.by === actor.name
          return same ? saved() : c.html(await show(c, held, { stale: true, typed }), 409)
        }
        const done = await db.as(actor, { purpose: 'conclude log review' }, (tx) => conclude(tx, held.review, sett + 1, resultat, ord))
        return done ? saved() : c.html(await show(c, await read(c), { stale: true, typed }), 409)
      },
    },
  ]
}
