import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { factsOf } from '../guard/queries.ts'
import { hideTold } from '../guard/told.ts'
import { Count, FactForm, fits } from './model.ts'
import { GuardedPage, guardedPath } from './page.tsx'
import { addFact, endFact, findHead } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['caseOfficer', 'unitManager'] } as const
type C = Ctx<StaffActor>
const path = '/personal/arenden/:matter/skydd'
const dids = { tillagt: 'saved', borttaget: 'ended' } as const

/** `/personal/arenden/:matter/skydd`: what must not be told about the person of a matter (law 1.7). Each view is on record. */
export const guardedRoutes = (services: Services): Route[] => {
  const { db, config } = services

  async function show(
    c: C,
    more: { errors?: FieldError[]; typed?: { slag?: string | undefined; ord?: string | undefined }; form?: string } = {},
  ) {
    const matter = idFrom(c, 'matter')
    const { head, facts } = await db.as(c.var.actor, { purpose: 'read guarded facts', matter }, async (tx) => {
      const [head, facts] = await Promise.all([findHead(tx, matter), factsOf(tx, config.secret, matter)])
      if (!head) throw new NotFound()
      return { head, facts }
    })
    const klar = c.req.query('klar') ?? ''
    const did = Object.hasOwn(dids, klar) ? dids[klar as keyof typeof dids] : undefined
    const hidden = did === 'saved' ? Count.parse(c.req.query('dolda')) : 0
    const frame = await frameOf(c, services, '/personal/arenden')
    return GuardedPage({ frame, today: dayOf(new Date()), head, facts, form: randomUUID(), did, hidden, ...more })
  }

  return [
    { ...at, method: 'get', path, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const matter = idFrom(c, 'matter')
        const form = await formOf(c)
        const parsed = FactForm.safeParse(form)
        const typed = { slag: form['slag'], ord: form['ord'] }
        const { wrong } = words(c.var.language)
        if (!parsed.success) {
          const fields = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
          const errors = (['slag', 'ord'] as const).filter((field) => fields.has(field)).map((field) => ({ field, message: wrong[field] }))
          return c.html(await show(c, { errors: errors.length ? errors : [{ field: 'ord', message: wrong.formular }], typed }), 422)
        }
        const { formular, slag, ord } = parsed.data
        if (!fits(slag, ord)) return c.html(await show(c, { errors: [{ field: 'ord', message: wrong.ord }], typed }), 422)
        // Searched in the same transaction: nobody reads what holds it once it is written down.
        const hidden = await db.as(c.var.actor, { purpose: 'guard fact', matter }, async (tx) => {
          if (!(await addFact(tx, config.secret, matter, formular, slag, ord))) throw new NotFound()
          return hideTold(tx, matter, { id: formular, kind: slag, value: ord })
        })
        return c.redirect(`${guardedPath(matter)}?klar=tillagt&dolda=${hidden}`, 303)
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/:fact/ta-bort`,
      async handle(c: C) {
        const [matter, fact] = [idFrom(c, 'matter'), idFrom(c, 'fact')]
        const done = await db.as(c.var.actor, { purpose: 'unguard fact', matter }, (tx) => endFact(tx, matter, fact))
        if (!done) throw new NotFound()
        return c.redirect(`${guardedPath(matter)}?klar=borttaget`, 303)
      },
    },
  ]
}
