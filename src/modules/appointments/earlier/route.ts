import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { fieldText } from '#kernel/values/field'
import { dayIn } from '#kernel/values/when'
import { frameOf } from '#modules/directory'
import type { FieldError } from '#ui/form'
import { standing } from '../model.ts'
import { abilities } from '../one/policy.ts'
import { readMeeting } from '../one/queries.ts'
import { earlierPath, timePath, timesPath } from '../paths.ts'
import { askEarlier } from '../queries.ts'
import { EarlierPage, exampleDay } from './page.tsx'
import { words } from './text.ts'

type C = Ctx<PersonActor>

/** In line for an earlier time, and out of it. */
export function earlierRoutes(services: Services): Route[] {
  const often = limit(30, 600)
  async function draw(c: C, id: string, more: { typed?: string; errors?: FieldError[] } = {}) {
    const [whole, frame] = await Promise.all([
      services.db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) => readMeeting(tx, id)),
      frameOf(c, services, timesPath),
    ])
    if (!whole) throw new NotFound()
    const now = new Date()
    const { meeting, waiting } = whole
    if (standing(meeting, now) !== 'ahead') return undefined
    return { meeting, page: EarlierPage({ frame, meeting, waiting, may: abilities(meeting, now), today: dayOf(now), ...more }) }
  }
  return [
    {
      method: 'get',
      path: earlierPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const found = await draw(c, id)
        return found ? c.html(found.page) : c.redirect(timePath(id), 303)
      },
    },
    {
      method: 'post',
      path: earlierPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        await often(c.var.actor.id)
        const form = await formOf(c)
        const stop = form['sluta'] === 'ja'
        const typed = fieldText(form['senast'])
        const found = await draw(c, id)
        if (!found) return c.redirect(timePath(id), 303)
        const { wrong } = words(c.var.language)
        const today = dayOf(new Date())
        const until = dayIn(typed, today)
        const inTime = until && until >= today && until <= dayOf(found.meeting.startsAt)
        const message =
          stop || typed === '' || inTime
            ? undefined
            : until
              ? wrong.before
              : wrong.day(exampleDay(found.meeting.startsAt, today, c.var.language))
        if (message) {
          const again = await draw(c, id, { typed, errors: [{ field: 'senast', message }] })
          return again ? c.html(again.page, 422) : c.redirect(timePath(id), 303)
        }
        const outcome = await services.db.as(c.var.actor, { purpose: 'change time', item: id }, (tx) =>
          askEarlier(tx, id, !stop, until ?? null),
        )
        if (outcome === 'none') throw new NotFound()
        return c.redirect(`${timePath(id)}?gjort=${outcome === 'over' ? 'sent' : stop ? 'inte-tur' : 'tur'}`, 303)
      },
    },
  ]
}
