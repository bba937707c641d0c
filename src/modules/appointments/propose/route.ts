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
import type { FieldError } from '#ui/form'
import { standing } from '../model.ts'
import { abilities } from '../one/policy.ts'
import { readMeeting } from '../one/queries.ts'
import { proposePath, timePath, timesPath } from '../paths.ts'
import { propose } from '../queries.ts'
import { mostLetters, ProposePage } from './page.tsx'
import { words } from './text.ts'

type C = Ctx<PersonActor>

/** Proposing another time, without a reason; the time they have stays. */
export function proposeRoutes(services: Services): Route[] {
  const often = limit(20, 600)
  async function draw(c: C, id: string, { key, ...more }: { key: string; typed?: string; errors?: FieldError[] }) {
    const [whole, frame] = await Promise.all([
      services.db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) => readMeeting(tx, id)),
      frameOf(c, services, timesPath),
    ])
    if (!whole) throw new NotFound()
    const now = new Date()
    const { meeting, proposals } = whole
    if (standing(meeting, now) !== 'ahead') return undefined
    const again = proposals.some(({ by, state }) => by === 'person' && state === 'open')
    return ProposePage({ frame, meeting, may: abilities(meeting, now), today: dayOf(now), key, again, ...more })
  }
  return [
    {
      method: 'get',
      path: proposePath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const page = await draw(c, id, { key: randomUUID() })
        return page ? c.html(page) : c.redirect(timePath(id), 303)
      },
    },
    {
      method: 'post',
      path: proposePath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        await often(c.var.actor.id)
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
        const typed = fieldText(form['tider'])
        const { wrong } = words(c.var.language)
        const message = typed === '' ? wrong.empty : typed.length > mostLetters ? wrong.long : undefined
        if (message) {
          const page = await draw(c, id, { key, typed, errors: [{ field: 'tider', message }] })
          return page ? c.html(page, 422) : c.redirect(timePath(id), 303)
        }
        const outcome = await services.db.as(c.var.actor, { purpose: 'change time', item: id }, (tx) => propose(tx, id, typed, key))
        if (outcome === 'none') throw new NotFound()
        return c.redirect(`${timePath(id)}?gjort=${outcome === 'over' ? 'sent' : 'foreslagit'}`, 303)
      },
    },
  ]
}
