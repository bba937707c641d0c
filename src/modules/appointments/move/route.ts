import type { PersonActor } from '#kernel/actor'
import type { Tx } from '#kernel/db'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { addDays, dayOf, startOf } from '#kernel/values/day'
import { ownNumber } from '#kernel/values/phone'
import { frameOf } from '#modules/directory'
import { knownNumber } from '#modules/notifications'
import { firstDays, startDay, weeksAhead } from '../book/model.ts'
import { standing } from '../model.ts'
import { abilities } from '../one/policy.ts'
import { movePath, moveToPath, timePath, timesPath } from '../paths.ts'
import { numberField } from '../number.tsx'
import { findFree, findOwnAt, listFree, listMeetings, move, setPhone } from '../queries.ts'
import { onOwnSeen, seenIn } from '../seen.ts'
import { words as timeWords } from '../text.ts'
import { MovePage, MoveToPage } from './page.tsx'

type C = Ctx<PersonActor>

/** Another time of the same kind: the old one is theirs until the new one is (APPT-01). */
export function moveRoutes(services: Services): Route[] {
  const { db, config } = services
  const often = limit(30, 600)
  const meetingOf = async (c: C, id: string) => {
    const [meeting] = await db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) => listMeetings(tx, id))
    if (!meeting) throw new NotFound()
    return meeting
  }
  /** A time to move it to, if it still is free, which of their own bookings has it, and which number is known to phone them on. */
  const target = async (c: C, id: string, slot: string) => {
    const meeting = await meetingOf(c, id)
    const [time, known, own] = await db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) =>
      Promise.all([findFree(tx, meeting.kindId, id, slot), knownNumber(tx, config.secret), findOwnAt(tx, slot)]),
    )
    return { meeting, time, known, own }
  }
  /** The same page with the time that it is now, as long as it can be moved to that one. */
  async function changed(c: C, id: string, slot: string, typed: string | undefined) {
    const { meeting, time, known } = await target(c, id, slot)
    if (!time || standing(meeting, new Date()) !== 'ahead') return c.redirect(`${timePath(id)}?gjort=inaktuell`, 303)
    const frame = await frameOf(c, services, timesPath)
    const number = typed ?? meeting.phone ?? known
    return c.html(MoveToPage({ frame, meeting, time, today: dayOf(new Date()), number, stale: true }), 409)
  }
  return [
    {
      method: 'get',
      path: movePath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const now = new Date()
        const today = dayOf(now)
        const from = startDay(c.req.query('fran'), today)
        const meeting = await meetingOf(c, id)
        if (standing(meeting, now) !== 'ahead') return c.redirect(timePath(id), 303)
        const closed = !abilities(meeting, now).cancel
        const [times, frame] = await Promise.all([
          db.as(c.var.actor, { purpose: 'change time', item: id, reading: true }, (tx) =>
            listFree(tx, meeting.kindId, id, startOf(from), startOf(addDays(from, 7 * weeksAhead))),
          ),
          frameOf(c, services, timesPath),
        ])
        const { shown, next } = firstDays(times)
        const said = (['taken', 'late'] as const).find((one) => one === c.req.query('gick-inte'))
        return c.html(MovePage({ frame, meeting, times: shown, next, from: from > today ? from : undefined, today, said, closed }))
      },
    },
    {
      method: 'get',
      path: moveToPath(':booking', ':time'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const [id, slot] = [idFrom(c, 'booking'), idFrom(c, 'time')]
        const { meeting, time, known, own } = await target(c, id, slot)
        if (standing(meeting, new Date()) !== 'ahead') return c.redirect(timePath(id), 303)
        if (!time) return c.redirect(own ? timePath(own) : `${movePath(id)}?gick-inte=taken`, 303)
        const frame = await frameOf(c, services, timesPath)
        return c.html(MoveToPage({ frame, meeting, time, today: dayOf(new Date()), number: meeting.phone ?? known }))
      },
    },
    {
      method: 'post',
      path: moveToPath(':booking', ':time'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const [id, slot] = [idFrom(c, 'booking'), idFrom(c, 'time')]
        await often(c.var.actor.id)
        const { meeting, time, own } = await target(c, id, slot)
        const form = await formOf(c)
        const [typed, seen] = [form[numberField], seenIn(form)]
        const number = ownNumber(typed)
        if (time?.manner === 'phone' && !number) {
          const errors = [{ field: numberField, message: timeWords(c.var.language).number.wrong }]
          const frame = await frameOf(c, services, timesPath)
          return c.html(
            MoveToPage({ frame, meeting, time, today: dayOf(new Date()), number: typed, errors, stale: meeting.sequence !== seen }),
            422,
          )
        }
        const act = async (tx: Tx) => {
          const said = await move(tx, id, slot)
          if (said === 'done' && number) await setPhone(tx, id, number)
          return said
        }
        const outcome = await onOwnSeen(db, c.var.actor, id, { seen, act, ends: true })
        switch (outcome) {
          case 'done':
          case 'same':
            return c.redirect(`${timePath(id)}?gjort=andrad`, 303)
          case 'taken':
            return c.redirect(own ? timePath(own) : `${movePath(id)}?gick-inte=taken`, 303)
          case 'late':
            return c.redirect(`${movePath(id)}?gick-inte=late`, 303)
          case 'changed':
            return changed(c, id, slot, typed)
          case 'over':
            return c.redirect(`${timePath(id)}?gjort=sent`, 303)
          default:
            throw new NotFound()
        }
      },
    },
  ]
}
