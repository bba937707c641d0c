import type { StaffActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, isDay } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { Field } from '#modules/matters'
import type { FieldError } from '#ui/form'
import { pairOf, type Rule, RuleForm } from './model.ts'
import { root, RulePage, RulesPage, type Typed } from './page.tsx'
import { addRule, countAffected, endRule, findRule, listRules } from './queries.ts'
import { words } from './text.ts'

const at = { who: 'staff', zone: 'A', roles: ['unitManager'] } as const
type C = Ctx<StaffActor>

/** `/personal/regler`: the committee's standing rules, kept by the unit's manager with who decided and when (REL-01). */
export const ruleRoutes = (services: Services): Route[] => {
  const { db } = services
  const pair = (c: C) => {
    const found = pairOf(c.req.param('field'), c.req.param('kind'))
    if (!found) throw new NotFound()
    return found
  }

  async function show(c: C, more: { errors?: FieldError[]; typed?: Typed; stale?: boolean } = {}) {
    const { field, kind } = pair(c)
    const { rule, affected } = await db.as(c.var.actor, { purpose: 'read rule' }, async (tx) => {
      const [rule, affected] = await Promise.all([findRule(tx, field, kind), countAffected(tx, c.var.actor.desk!.unitId, field, kind)])
      return { rule, affected }
    })
    return RulePage({ frame: await frameOf(c, services, root), field, kind, rule, affected, ...more })
  }

  return [
    {
      ...at,
      method: 'get',
      path: root,
      async handle(c: C) {
        const asked = Field.safeParse(c.req.query('omrade'))
        const field: Field = asked.data ?? 'financial-assistance'
        const rules = await db.as(c.var.actor, { purpose: 'list rules' }, (tx) => listRules(tx, field))
        return c.html(
          RulesPage({
            frame: await frameOf(c, services, root),
            today: dayOf(new Date()),
            field,
            rules,
            saved: c.req.query('sparat') === 'ja',
          }),
        )
      },
    },
    { ...at, method: 'get', path: `${root}/:field/:kind`, handle: async (c: C) => c.html(await show(c)) },
    {
      ...at,
      method: 'post',
      path: `${root}/:field/:kind`,
      async handle(c: C) {
        const { field, kind } = pair(c)
        const form = await formOf(c)
        const typed: Typed = { satt: form['satt'], dagar: form['dagar'], datum: form['datum'], beslut: form['beslut'] }
        const { form: wanted, errors } = read(form, c)
        if (!wanted) return c.html(await show(c, { errors, typed }), 422)
        const outcome = await db.as(c.var.actor, { purpose: 'change rule' }, async (tx) => {
          const now = await findRule(tx, field, kind)
          if (same(now, wanted)) return 'done'
          if ((now?.id ?? '') !== wanted.was || (now && !(await endRule(tx, now.id, `${wanted.decidedBy}, ${wanted.decidedOn}`))))
            return 'stale'
          return wanted.manner === 'ingen' || (await addRule(tx, field, kind, { ...wanted, manner: wanted.manner })) ? 'done' : 'stale'
        })
        if (outcome === 'stale') return c.html(await show(c, { stale: true, typed }), 409)
        return c.redirect(`${root}?omrade=${field}&sparat=ja`, 303)
      },
    },
  ]
}

type Wanted = { was: string; manner: Rule['manner'] | 'ingen'; days: number | undefined; decidedOn: string; decidedBy: string }

/** The form as a rule, or what is wrong with it. A rule that is taken away has been decided by somebody too. */
function read(form: Record<string, string>, c: C): { form?: Wanted; errors: FieldError[] } {
  const { wrong } = words(c.var.language)
  const parsed = RuleForm.safeParse(form)
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]!.path[0])
    return { errors: [field === 'beslut' ? { field, message: wrong.beslut } : { field: 'satt', message: wrong.satt }] }
  }
  const { galler, satt, dagar, datum, beslut } = parsed.data
  const days = /^\d{1,3}$/.test(dagar) ? Number(dagar) : 0
  const errors = [
    ...(satt === 'after-days' && (days < 1 || days > 365) ? [{ field: 'dagar', message: wrong.dagar }] : []),
    ...(satt === 'ingen' && !galler ? [{ field: 'satt', message: wrong.same }] : []),
    ...(!isDay(datum)
      ? [{ field: 'datum', message: wrong.datum }]
      : datum > dayOf(new Date())
        ? [{ field: 'datum', message: wrong.later }]
        : []),
    ...(!beslut ? [{ field: 'beslut', message: wrong.beslut }] : []),
  ]
  if (errors.length) return { errors }
  return {
    form: { was: galler, manner: satt, days: satt === 'after-days' ? days : undefined, decidedOn: datum, decidedBy: beslut },
    errors: [],
  }
}

/** The same form sent twice: it is already as it asks. */
const same = (now: Rule | undefined, { manner, days, decidedOn, decidedBy }: Wanted) =>
  manner === 'ingen'
    ? !now
    : now !== undefined &&
      now.manner === manner &&
      (now.days ?? undefined) === days &&
      now.decidedOn === decidedOn &&
      now.decidedBy === decidedBy
