import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { PersonActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { appealLastDay, type Day, dayOf } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { decisionOf } from '../../decision/model.ts'
import { appealPath, appealRefusalPath, askPath, dutyPath, mattersPath } from '../../paths.ts'
import { type Held, readMatter, viewOf } from '../../shelf.ts'
import { unitOf } from '../../units.ts'
import { type Asked, type Detail, type Duty, isRefusal, lastDayOf, latenessOf, mayAskFrom } from '../model.ts'
import { ask, findAlarms, findApplication } from '../queries.ts'
import { words as dutyWords } from '../text.ts'
import { readAsking, typedIn } from './model.ts'
import { type About, AskPage } from './page.tsx'
import { words } from './text.ts'

type C = Ctx<PersonActor>
/** What is asked about, and for an appeal which copy or refusal and what is known of its time. */
type Found = { about: About; target?: string; detail: Detail }

/**
 * Asking to be decided about (FL 12 §), to read the file (10 §), and appealing a decision or a no (43–45 §§): in writing, and it has come in the
 * moment it is here (22 §). Nothing shuts an appeal.
 */
export function askRoutes(services: Services): Route[] {
  const often = limit(30, 600)

  /** What stands behind the address. Undefined: nothing of theirs. */
  async function found(c: C, tx: Tx, held: Held, kind: Asked, today: Day): Promise<Found | undefined> {
    // Whoever represents the person asks on paper; an appeal of what they have been handed is taken here.
    if (kind !== 'appeal' && held.matter.capacity) return undefined
    if (kind === 'file') {
      const open = held.duties.find((duty) => duty.kind === 'file' && duty.outcome === null)
      return { about: open ? there(open) : { kind }, detail: {} }
    }
    if (kind === 'decide') {
      const application = await findApplication(tx, held.matter.id)
      const asked = application && held.duties.find(({ kind, detail }) => kind === 'decide' && detail.application === application)
      if (asked) return { about: there(asked), detail: {} }
      const waits = application !== undefined && mayAskFrom(application) <= today
      const answerBy = lastDayOf('decide', today, await findAlarms(tx, held.matter.unitId))
      return { about: waits ? { kind, applied: application, answerBy } : { kind: 'early' }, detail: {} }
    }
    if (c.req.param('duty')) {
      const target = idFrom(c, 'duty')
      const duty = held.duties.find(({ id }) => id === target)
      if (!duty || !isRefusal(duty.outcome)) return undefined
      // They cannot have got it before it was made, so three weeks from then are in time whenever they read it.
      const madeOn = duty.endedAt ? dayOf(duty.endedAt) : duty.cameOn
      const inTime = today <= appealLastDay(madeOn)
      const title = duty.kind === 'communication' ? '' : dutyWords('sv').refusal[duty.kind]
      return {
        about: { kind, of: undefined, again: appealed(held, [target]) !== undefined },
        target,
        detail: { title, decidedOn: madeOn, lateness: inTime ? 'in-time' : 'unknown' },
      }
    }
    const found = decisionOf(held, viewOf(held, today), idFrom(c, 'copy'))
    if (!found) return undefined
    const { title, day, appeal, currentId } = found.decision
    const open = appealed(held, found.copies)
    const until = appeal.state === 'running' || appeal.state === 'over' ? { got: appeal.from, until: appeal.lastDay } : {}
    return {
      about: { kind, of: { title, day, appeal }, again: open !== undefined },
      // Words about a decision that was corrected since belong to the appeal there is.
      target: open?.aboutCopy ?? currentId,
      // A time that has not begun has not run out.
      detail: { title, decidedOn: day, ...until, lateness: appeal.state === 'not-started' ? 'in-time' : latenessOf(until.until, today) },
    }
  }

  async function draw(
    c: C,
    held: Held,
    about: About,
    typed: Record<string, string>,
    key: string,
    errors: { field: string; message: string }[],
  ) {
    const [unit, frame] = await Promise.all([unitOf(services, held.matter.unitId), frameOf(c, services, mattersPath)])
    const today = dayOf(new Date())
    return AskPage({ frame, matter: held.matter.id, view: viewOf(held, today), unit, today, about, key, typed, errors })
  }

  const show = (kind: Asked) => async (c: C) => {
    const id = idFrom(c, 'id')
    const page = await services.db.as(c.var.actor, { purpose: 'ask by law', matter: id }, async (tx) => {
      const held = await readMatter(tx, id)
      const there = held && (await found(c, tx, held, kind, dayOf(new Date())))
      return there && { held, about: there.about }
    })
    if (!page) throw new NotFound()
    return c.html(await draw(c, page.held, page.about, {}, randomUUID(), []))
  }

  const send = (kind: Asked) => async (c: C) => {
    const id = idFrom(c, 'id')
    await often(c.var.actor.id)
    const form = await formOf(c)
    const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
    const { asking, faults } = readAsking(kind, form)
    const today = dayOf(new Date())
    const page = await services.db.as(c.var.actor, { purpose: 'ask by law', matter: id }, async (tx) => {
      const held = await readMatter(tx, id)
      const there = held && (await found(c, tx, held, kind, today))
      if (!held || !there) return undefined
      const last = lastDayOf(kind, today, await findAlarms(tx, held.matter.unitId))
      const made =
        asking &&
        (await ask(tx, id, {
          kind,
          about: there.target,
          text: asking.text,
          detail: { ...there.detail, ...asking.detail },
          day: today,
          last,
          key,
        }))
      return { held, about: there.about, made }
    })
    if (!page) throw new NotFound()
    const { held, made } = page
    if (made?.outcome === 'there') {
      // Read anew: it may have come in while this one was on its way.
      const now = await services.db.as(c.var.actor, { purpose: 'ask by law', matter: id }, (tx) => readMatter(tx, id))
      const duty = now?.duties.find((one) => one.id === made.id)
      if (!now || !duty) throw new NotFound()
      return c.html(await draw(c, now, there(duty), typedIn(form), key, []), 409)
    }
    const { about } = page
    if (made?.id) return c.redirect(`${dutyPath(id, made.id)}?gjort=${made.outcome === 'added' ? 'tillagt' : 'skickat'}`, 303)
    if (asking && !made) throw new NotFound()
    const { wrong } = words(c.var.language)
    const errors = faults.map(({ field, what }) => ({ field, message: wrong[what] }))
    return c.html(await draw(c, held, made ? { kind: 'early' } : about, typedIn(form), key, errors), 422)
  }

  const on = (path: string, kind: Asked): Route[] => [
    { method: 'get', path, who: 'person', zone: 'A', handle: show(kind) },
    { method: 'post', path, who: 'person', zone: 'A', handle: send(kind) },
  ]
  return [
    ...on(askPath(':id', 'decide'), 'decide'),
    ...on(askPath(':id', 'file'), 'file'),
    ...on(appealPath(':id', ':copy'), 'appeal'),
    ...on(appealRefusalPath(':id', ':duty'), 'appeal'),
  ]
}

const there = ({ id, kind, cameOn }: Duty): About => ({ kind: 'there', of: kind === 'decide' ? 'decide' : 'file', duty: id, since: cameOn })

/** The appeal of one of these that there is already. */
const appealed = ({ duties }: Held, of: readonly string[]) =>
  duties.find(({ kind, aboutCopy, outcome }) => kind === 'appeal' && aboutCopy !== null && of.includes(aboutCopy) && outcome === null)
