import type { PersonActor } from '#kernel/actor'
import { NotFound } from '#kernel/errors'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { dayOf } from '#kernel/values/day'
import { ownNumber } from '#kernel/values/phone'
import { frameOf } from '#modules/directory'
import { calendarFile } from '../ics.ts'
import { numberField } from '../number.tsx'
import { calendarPath, confirmPath, pickPath, timePath, timesPath, wishPath } from '../paths.ts'
import { confirm, type Outcome, pick, setPhone, wish } from '../queries.ts'
import { onOwnSeen, seenIn } from '../seen.ts'
import { words as timeWords } from '../text.ts'
import { readWishes } from '../wishes.tsx'
import { MeetingPage, type Props } from './page.tsx'
import { readMeeting } from './queries.ts'
import { type Said, words } from './text.ts'

type C = Ctx<PersonActor>

/** One meeting of the person's: all about it, and what they answer and wish (APPT-01, APPT-02). */
export function oneRoutes(services: Services): Route[] {
  const { db, config } = services
  const often = limit(60, 600)

  /** The meeting's page, or not there. */
  async function draw(c: C, id: string, more: Pick<Props, 'said' | 'errors' | 'typed'> = {}) {
    const [whole, frame] = await Promise.all([
      db.as(c.var.actor, { purpose: 'meeting', item: id, reading: true }, (tx) => readMeeting(tx, id)),
      frameOf(c, services, timesPath),
    ])
    if (!whole) throw new NotFound()
    const now = new Date()
    return MeetingPage({ frame, whole, now, today: dayOf(now), ...more })
  }

  /** What an act came to, said on the meeting's page. */
  const told = (c: C, id: string, outcome: Outcome, done: Said) => {
    if (outcome === 'none') throw new NotFound()
    const said: Said = outcome === 'done' || outcome === 'same' ? done : outcome === 'taken' ? 'upptagen' : 'sent'
    return c.redirect(`${timePath(id)}?gjort=${said}`, 303)
  }

  return [
    {
      method: 'get',
      path: timePath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const said = (Object.keys(words('sv').said) as Said[]).find((one) => one === c.req.query('gjort'))
        return c.html(await draw(c, idFrom(c, 'booking'), { said }))
      },
    },
    {
      method: 'get',
      path: calendarPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const whole = await db.as(c.var.actor, { purpose: 'meeting', item: id, reading: true }, (tx) => readMeeting(tx, id))
        if (!whole) throw new NotFound()
        const { startsAt, endsAt, sequence, revisedAt, state, place, manner, unitPhone } = whole.meeting
        const said = words(c.var.language)
        const coming = state === 'booked'
        // The address needs a sign-in, and tells nobody else what is behind it.
        const file = calendarFile({
          uid: `${id}@${new URL(config.origin).hostname}`,
          sequence,
          changedAt: revisedAt,
          startsAt,
          endsAt,
          cancelled: state === 'cancelled',
          summary: timeWords(c.var.language).time,
          location: place ? [place.street, place.postal, place.entrance, place.room].filter(Boolean).join(', ') : undefined,
          description: [
            coming && place?.straightIn && said.straightIn,
            coming && manner === 'phone' && said.file.rings,
            said.file.ask(ownNumber(unitPhone) ?? unitPhone),
          ]
            .filter(Boolean)
            .join('\n'),
          url: config.origin + timePath(id),
        })
        c.header('Content-Type', 'text/calendar; charset=utf-8')
        c.header('Content-Disposition', 'attachment; filename="tid.ics"')
        return c.body(file)
      },
    },
    {
      method: 'post',
      path: wishPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        await often(c.var.actor.id)
        const form = await formOf(c)
        const { wishes, errors } = readWishes(form, c.var.language)
        const typed = form[numberField]
        const number = ownNumber(typed)
        // Asked for when the time is by phone, and then it is needed.
        if (typed !== undefined && !number) errors.unshift({ field: numberField, message: timeWords(c.var.language).number.wrong })
        if (errors.length > 0) return c.html(await draw(c, id, { errors, typed: { ...wishes, number: typed } }), 422)
        const outcome = await db.as(c.var.actor, { purpose: 'change time', item: id }, async (tx) => {
          const said = await wish(tx, id, wishes)
          return number && (said === 'done' || said === 'same') ? setPhone(tx, id, number) : said
        })
        return told(c, id, outcome, 'sparat')
      },
    },
    {
      method: 'post',
      path: confirmPath(':booking'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const seen = seenIn(await formOf(c))
        const outcome = await onOwnSeen(db, c.var.actor, id, { seen, act: (tx) => confirm(tx, id), ends: false })
        return outcome === 'changed' ? c.html(await draw(c, id, { said: 'inaktuell' }), 409) : told(c, id, outcome, 'bekraftad')
      },
    },
    {
      method: 'post',
      path: pickPath(':booking', ':n'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'booking')
        const n = Number(/^[1-9]\d{0,3}$/.exec(c.req.param('n') ?? '')?.[0] ?? 0)
        const { tid: chosen } = await formOf(c)
        const slot = chosen === 'ingen' ? null : /^[0-9a-f-]{36}$/.test(chosen ?? '') ? chosen! : undefined
        if (slot === undefined)
          return c.html(await draw(c, id, { errors: [{ field: 'tid', message: words(c.var.language).proposal.wrong }] }), 422)
        const outcome = await db.as(c.var.actor, { purpose: 'change time', item: id }, (tx) => pick(tx, id, n, slot))
        return told(c, id, outcome, slot === null ? 'behaller' : 'andrad')
      },
    },
  ]
}
