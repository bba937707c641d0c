import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { frameOf } from '#modules/directory'
import { isRead } from '../../decision/policy.ts'
import { fileHeaders } from '#kernel/handed'
import { dutyPath, mattersPath } from '../../paths.ts'
import { readMatter, viewOf } from '../../shelf.ts'
import { unitOf } from '../../units.ts'
import { mostLetters, paperNumber } from '../model.ts'
import { findPaperFile, listPapers, listSteps, markCommunicationOpened, sayOf } from '../queries.ts'
import { type Just, OnePage } from './page.tsx'
import { words } from './text.ts'

type C = Ctx<PersonActor>
const path = dutyPath(':id', ':duty')
const justDone = new Map<string, Just>([
  ['skickat', 'sent'],
  ['tillagt', 'added'],
  ['svarat', 'answered'],
  ['tagit-tillbaka', 'withdrawn'],
])

/** One of the things the law sets a day for, to its person: to read and answer before a decision (FL 25 §), and how it goes with what they asked for. */
export function oneRoutes(services: Services): Route[] {
  const often = limit(30, 600)

  async function show(c: C, more: { text?: string; errors?: { field: string; message: string }[]; key?: string } = {}) {
    const [id, of] = [idFrom(c, 'id'), idFrom(c, 'duty')]
    const now = new Date()
    const found = await services.db.as(c.var.actor, { purpose: 'rights', matter: id, item: of }, async (tx) => {
      const held = await readMatter(tx, id)
      const duty = held?.duties.find((one) => one.id === of)
      if (!held || !duty) return undefined
      if (isRead(c)) await markCommunicationOpened(tx, of, now)
      const [steps, papers] = await Promise.all([listSteps(tx, of), listPapers(tx, of)])
      return { held, duty, steps, papers }
    })
    if (!found) throw new NotFound()
    const { held, duty, steps, papers } = found
    const today = dayOf(now)
    const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
    const just = justDone.get(c.req.query('gjort') ?? '')
    return OnePage({
      frame,
      matter: held.matter,
      view: viewOf(held, today),
      unit,
      today,
      duty,
      steps,
      papers,
      just,
      key: randomUUID(),
      ...more,
    })
  }

  /** Says something about one of theirs. Answers with what became of it; what is not theirs does not exist. */
  async function said(c: C, kind: 'answered' | 'withdrawn', text: string, key: string) {
    const [id, of] = [idFrom(c, 'id'), idFrom(c, 'duty')]
    const outcome = await services.db.as(c.var.actor, { purpose: 'say by law', matter: id, item: of }, async (tx) => {
      const held = await readMatter(tx, id)
      if (!held?.duties.some((one) => one.id === of)) return 'none'
      return sayOf(tx, of, { kind, text, day: dayOf(new Date()), key })
    })
    if (outcome === 'none') throw new NotFound()
    return outcome
  }

  return [
    { method: 'get', path, who: 'person', zone: 'A', handle: async (c) => c.html(await show(c)) },
    {
      method: 'post',
      path,
      who: 'person',
      zone: 'A',
      async handle(c) {
        await often(c.var.actor.id)
        const form = await formOf(c)
        const text = fieldText(form['text'])
        const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
        const { wrong, over } = words(c.var.language)
        const back = async (message: string, status: 409 | 422) =>
          c.html(await show(c, { text, key, errors: [{ field: 'text', message }] }), status)
        if (!text || text.length > mostLetters) return back(text ? wrong.long : wrong.empty, 422)
        const outcome = await said(c, 'answered', text, key)
        if (outcome === 'over') return back(over, 409)
        return c.redirect(`${dutyPath(idFrom(c, 'id'), idFrom(c, 'duty'))}?gjort=svarat`, 303)
      },
    },
    {
      method: 'post',
      path: `${path}/ta-tillbaka`,
      who: 'person',
      zone: 'A',
      async handle(c) {
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
        if (form['saker'] !== 'ja')
          return c.html(await show(c, { key, errors: [{ field: 'saker', message: words(c.var.language).wrong.sure }] }), 422)
        const outcome = await said(c, 'withdrawn', '', key)
        const to = dutyPath(idFrom(c, 'id'), idFrom(c, 'duty'))
        // What is over already is shown as it is.
        return c.redirect(outcome === 'over' ? to : `${to}?gjort=tagit-tillbaka`, 303)
      },
    },
    {
      method: 'get',
      path: `${path}/handling/:paper`,
      who: 'person',
      zone: 'A',
      async handle(c) {
        const [id, of] = [idFrom(c, 'id'), idFrom(c, 'duty')]
        const n = paperNumber(c.req.param('paper'))
        const file = await services.db.as(c.var.actor, { purpose: 'rights file', matter: id, item: of }, async (tx) => {
          const found = await findPaperFile(tx, id, of, n)
          if (found && isRead(c)) await markCommunicationOpened(tx, of, new Date())
          return found
        })
        if (!file) throw new NotFound()
        fileHeaders(c, { ...file, size: file.bytes.length })
        return c.body(new Uint8Array(file.bytes))
      },
    },
  ]
}
