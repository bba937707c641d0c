import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import { formOf, idFrom, type Route } from '#kernel/http'
import type { Services } from '#kernel/services'
import { dayOf, deadline } from '#kernel/values/day'
import { frameOf } from '#modules/directory'
import { usualAnswerDays } from '../../../duty/model.ts'
import { at, type C, root, type Search, type Stop } from '../../model.ts'
import { findHead } from '../../queries.ts'
import { dutyPath } from '../model.ts'
import { communicate } from '../queries.ts'
import { boxOf, readSending } from './model.ts'
import { CommunicatePage } from './page.tsx'
import { listChoices } from './queries.ts'
import { words } from './text.ts'

const most = 200
const path = `${root}/:matter/kommunicera`

/** `/personal/arenden/:id/kommunicera`: telling the person before a decision what there is, with a day to answer by (FL 25 §). */
export const communicateRoutes = (services: Services, { stops, toldIn }: Search): Route[] => {
  const { db, config } = services
  async function show(
    c: C,
    key: string,
    typed: Record<string, string>,
    errors: { field: string; message: string }[],
    stopped: readonly Stop[] = [],
  ) {
    const id = idFrom(c, 'matter')
    const { head, choices } = await db.as(c.var.actor, { purpose: 'communicate', matter: id }, async (tx) => {
      const [head, choices] = await Promise.all([findHead(tx, id), listChoices(tx, id, most)])
      if (!head) throw new NotFound()
      return { head, choices }
    })
    return CommunicatePage({
      frame: await frameOf(c, services, root),
      head,
      today: dayOf(new Date()),
      choices,
      key,
      typed,
      errors,
      stopped,
    })
  }
  return [
    {
      ...at,
      method: 'get',
      path,
      handle: async (c: C) =>
        c.html(await show(c, randomUUID(), { senast: deadline(dayOf(new Date()), { days: usualAnswerDays }), satt: 'here' }, [])),
    },
    {
      ...at,
      method: 'post',
      path,
      async handle(c: C) {
        const id = idFrom(c, 'matter')
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
        const { sending, faults } = readSending(form, dayOf(new Date()))
        const { wrong } = words(c.var.language)
        if (!sending) {
          const errors = faults.map(({ field, what }) => ({ field, message: wrong[what] }))
          return c.html(await show(c, key, form, errors), 422)
        }
        const answer = await db.as(c.var.actor, { purpose: 'communicate', matter: id }, async (tx) => {
          const head = await findHead(tx, id)
          if (!head) throw new NotFound()
          const told = await toldIn(tx, config.secret, id, sending.text, head.name)
          const stopped = await stops(tx, config.secret, id, sending.items)
          return told.length + stopped.length > 0 ? { told, stopped } : { made: await communicate(tx, id, { ...sending, key }) }
        })
        if (!answer.made) {
          const { told = [], stopped = [] } = answer
          const errors = [
            ...(['found', 'unread'] as const).flatMap((why) => {
              const first = stopped.find((one) => one.why === why)
              return first ? [{ field: boxOf(first.itemId), message: wrong[why] }] : []
            }),
            ...(told.length > 0 ? [{ field: 'text', message: wrong.told(told.join(', ')) }] : []),
          ]
          return c.html(await show(c, key, form, errors, stopped), 422)
        }
        const { made } = answer
        if (!made) throw new NotFound()
        if (made.id) return c.redirect(`${dutyPath(id, made.id)}?gjort=skickat`, 303)
        const why = made.outcome as 'closed' | 'protected' | 'young' | 'withheld' | 'stale'
        const field = why === 'withheld' || why === 'stale' ? 'vad' : 'satt'
        return c.html(await show(c, key, form, [{ field, message: wrong[why] }]), why === 'stale' ? 409 : 422)
      },
    },
  ]
}
