import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { check } from '#modules/writing'
import { onKept } from '../kept.ts'
import { at, type C, closedSince, type Head, matterPath, now, root } from '../model.ts'
import { listStanding, writeEvent } from '../queries.ts'
import { communicatedBy, correctedIn, readDecision } from './model.ts'
import { DecisionPage, ReadPage } from './page.tsx'
import { findDecision, findOnward, listSent } from './queries.ts'
import { words } from './text.ts'

/** `/personal/arenden/:id/beslut`: a decision in a matter kept here (FL 31–33 §§), and the correction of one (FL 36 §). */
export const decisionRoutes = (services: Services): Route[] => {
  const frame = (c: C) => frameOf(c, services, root)
  const on = onKept(services)
  /** The decision to correct, when the address names one. */
  const corrected = async (c: C, tx: Tx, head: Head) => {
    if (!c.req.param('item')) return undefined
    const found = await findDecision(tx, head.id, idFrom(c, 'item'))
    if (!found) throw new NotFound()
    return found
  }
  const show = async (c: C) => {
    const today = dayOf(new Date())
    const { head, decision, onward, closed, communicated } = await on(c, 'decision page', async (tx, head) => {
      const decision = await corrected(c, tx, head)
      const closed = decision ? undefined : closedSince(await listStanding(tx, head.id), now('decision'), true)
      const communicated = communicatedBy(await listSent(tx, head.id, ''), today)
      return { head, decision, closed, communicated, onward: await findOnward(tx, head.id, kindOf(decision)) }
    })
    const typed: Record<string, string> = { datum: dayOf(new Date()), overklaga: 'ja', ...decision?.typed }
    return c.html(
      DecisionPage({
        frame: await frame(c),
        head,
        today: dayOf(new Date()),
        onward,
        form: randomUUID(),
        typed,
        corrects: decision,
        closed,
        communicated,
      }),
    )
  }
  /** Read through first, as its person will read it; then locked, with everything that was typed carried along. */
  const save = async (c: C) => {
    const typed = await formOf(c)
    const form = z.uuid().safeParse(typed['formular']).data ?? randomUUID()
    const act = typed['gor']
    const toLock = act === 'las' && typed['intygar'] === 'ja'
    const { head, decision, onward, faults, ready, outcome, communicated } = await on(c, 'write decision', async (tx, head) => {
      const decision = await corrected(c, tx, head)
      const onward = await findOnward(tx, head.id, kindOf(decision))
      const standing = await listStanding(tx, head.id)
      const corrects = decision && correctedIn(standing, decision.ref)
      if (decision && !corrects) throw new NotFound()
      const communicated = communicatedBy(await listSent(tx, head.id, form), dayOf(new Date()))
      const { ready, faults } = readDecision(typed, form, c.var.actor.name, standing, communicated, corrects)
      const page = { head, decision, onward, faults, ready, communicated }
      if (!ready || !toLock) return { ...page, outcome: undefined }
      const { kind, at: when, about, author, detail } = ready.event
      const event = { about, author, detail, internal: ready.internal }
      return { ...page, outcome: await writeEvent(tx, head.id, { ref: form, kind, at: new Date(when), event }) }
    })
    if (outcome === 'stored' || outcome === 'unchanged') return c.redirect(`${matterPath(head.id)}?gjort=last`, 303)
    const page = { frame: await frame(c), head, today: dayOf(new Date()), onward, typed, corrects: decision, communicated }
    if (act === 'fler' || act === 'andra' || act === check)
      return c.html(DecisionPage({ ...page, form, another: act === 'fler', review: act === check }))
    if (outcome) return c.html(DecisionPage({ ...page, form: randomUUID(), conflict: true }), 409)
    const { wrong } = words(c.var.language)
    if (ready) {
      const errors = act === 'las' ? [{ field: 'intygar', message: wrong.intygar }] : []
      return c.html(ReadPage({ ...page, form, event: ready.event, errors }), act === 'las' ? 422 : 200)
    }
    const errors = faults.map(({ field, what, n }) => ({ field, message: what === 'half' ? wrong.half(n!) : wrong[what] }))
    return c.html(DecisionPage({ ...page, form, errors }), 422)
  }
  return [
    { ...at, method: 'get', path: `${root}/:matter/beslut`, handle: show },
    { ...at, method: 'post', path: `${root}/:matter/beslut`, handle: save },
    { ...at, method: 'get', path: `${root}/:matter/beslut/:item/ratta`, handle: show },
    { ...at, method: 'post', path: `${root}/:matter/beslut/:item/ratta`, handle: save },
  ]
}

const kindOf = (corrects: object | undefined) => (corrects ? 'decision-corrected' : 'decision')
