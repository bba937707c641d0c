import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { citations } from '../../../duty/law.ts'
import { paperNumber, refusalLaws } from '../../../duty/model.ts'
import { fileHeaders } from '#kernel/handed'
import { at, type C, root } from '../../model.ts'
import { findHead } from '../../queries.ts'
import { Act, actsNow, dutiesRoute, dutyPath, outcomeOf, type Row } from '../model.ts'
import { act as perform, findPaperFile, findRow, listPapers, listSteps } from '../queries.ts'
import { readAct, seenIn } from './model.ts'
import { ActPage, DutyPage, type Just } from './page.tsx'
import { words } from './text.ts'

const path = `${dutiesRoute}/:duty`
const justDone: readonly string[] = ['skickat', 'registrerat', 'klart']

/** One duty to the unit, and what the unit does about it (FL 10, 12, 25, 43–46 §§). */
export const actRoutes = (services: Services): Route[] => {
  const { db } = services
  async function read(tx: Tx, matter: string, duty: string) {
    const [head, row, steps, papers] = await Promise.all([
      findHead(tx, matter),
      findRow(tx, matter, duty),
      listSteps(tx, duty),
      listPapers(tx, duty),
    ])
    if (!head || !row) throw new NotFound()
    return { head, row, steps, papers, acts: actsNow(row, steps) }
  }
  const found = (c: C, purpose: string) => {
    const [matter, duty] = [idFrom(c, 'matter'), idFrom(c, 'duty')]
    return db.as(c.var.actor, { purpose, matter, item: duty }, (tx) => read(tx, matter, duty))
  }
  const actOf = (c: C): Act => {
    const act = Act.safeParse(c.req.param('act'))
    if (!act.success) throw new NotFound()
    return act.data
  }
  return [
    {
      ...at,
      method: 'get',
      path,
      async handle(c: C) {
        const page = await found(c, 'read duty')
        const just = c.req.query('gjort')
        return c.html(
          DutyPage({
            frame: await frameOf(c, services, root),
            today: dayOf(new Date()),
            ...page,
            just: just && justDone.includes(just) ? (just as Just) : undefined,
          }),
        )
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/gor/:act`,
      async handle(c: C) {
        const act = actOf(c)
        const { head, row, acts } = await found(c, 'duty act page')
        // What cannot be done any more is told by how it stands.
        if (!acts.includes(act)) return c.redirect(dutyPath(head.id, row.id), 303)
        const today = dayOf(new Date())
        return c.html(ActPage({ frame: await frameOf(c, services, root), head, today, row, act, typed: startOf(row) }))
      },
    },
    {
      ...at,
      method: 'post',
      path: `${path}/gor/:act`,
      async handle(c: C) {
        const act = actOf(c)
        const typed = await formOf(c)
        const today = dayOf(new Date())
        const [matter, duty] = [idFrom(c, 'matter'), idFrom(c, 'duty')]
        const { page, faults, outcome } = await db.as(c.var.actor, { purpose: 'act on duty', matter, item: duty }, async (tx) => {
          const page = await read(tx, matter, duty)
          // A form from before something else was done, or sent twice: nothing is done on it.
          if (seenIn(typed) !== page.row.revision || !page.acts.includes(act)) return { page, faults: [], outcome: 'stale' as const }
          const { ready, faults } = readAct(act, typed, page.row, today)
          if (!ready) return { page, faults, outcome: undefined }
          const { text, detail, day, late, last } = ready
          const done = { seen: page.row.revision, kind: act, text, detail, day, late, outcome: outcomeOf(act), last }
          return { page, faults, outcome: await perform(tx, duty, done) }
        })
        if (outcome === 'done') return c.redirect(`${dutyPath(matter, duty)}?gjort=klart`, 303)
        const frame = await frameOf(c, services, root)
        if (outcome) return c.html(DutyPage({ frame, today, ...page, stale: true }), 409)
        const { wrong } = words(c.var.language)
        const errors = faults.map(({ field, what }) => ({ field, message: wrong[what] }))
        return c.html(ActPage({ frame, head: page.head, today, row: page.row, act, typed, errors }), 422)
      },
    },
    {
      ...at,
      method: 'get',
      path: `${path}/handling/:paper`,
      async handle(c: C) {
        const [matter, duty] = [idFrom(c, 'matter'), idFrom(c, 'duty')]
        const n = paperNumber(c.req.param('paper'))
        const file = await db.as(c.var.actor, { purpose: 'duty file', matter, item: duty }, (tx) => findPaperFile(tx, matter, duty, n))
        if (!file) throw new NotFound()
        fileHeaders(c, { ...file, size: file.bytes.length })
        return c.body(new Uint8Array(file.bytes))
      },
    },
  ]
}

/** What a form begins with: today, and the rules that such a no most often rests on. */
function startOf({ kind }: Row): Record<string, string> {
  const today = dayOf(new Date())
  return { datum: today, ...(kind === 'communication' ? {} : { regler: citations(refusalLaws[kind], today).join('\n') }) }
}
