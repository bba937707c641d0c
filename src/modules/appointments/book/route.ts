import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { NotFound } from '#kernel/errors'
import type { PersonActor } from '#kernel/actor'
import { type Ctx, formOf, idFrom, type Route } from '#kernel/http'
import type { FieldError } from '#ui/form'
import { limit } from '#kernel/limits'
import type { Services } from '#kernel/services'
import { addDays, dayOf, startOf } from '#kernel/values/day'
import { ownNumber } from '#kernel/values/phone'
import { frameOf, turnTo } from '#modules/directory'
import { knownNumber } from '#modules/notifications'
import { type Free } from '../model.ts'
import { bookKindPath, bookPath, bookTimePath, timePath, timesPath } from '../paths.ts'
import { numberField } from '../number.tsx'
import { book, type Bookable, findFree, findOwnAt, listBookable, listFree, listOwnCases, type OwnCase } from '../queries.ts'
import { words as timeWords } from '../text.ts'
import { readWishes } from '../wishes.tsx'
import { startDay, weeksAhead } from './model.ts'
import { BookPage } from './page.tsx'
import { caseField, SurePage } from './sure.tsx'
import { WhenPage } from './when.tsx'

type C = Ctx<PersonActor>
const noWishes = { companion: '', interpreter: '', wishes: '' }

/** Booking among the times that units have released: what about, when and with whom, and then it is theirs (APPT-01). */
export function bookRoutes(services: Services): Route[] {
  const { db, config } = services
  const often = limit(30, 600)
  const frame = (c: C) => frameOf(c, services, timesPath)

  /** A kind and one of its free times, if it still is, or which of their own bookings has it; and which cases the person may have it about. */
  const found = (c: C, kind: string, slot: string) =>
    db.as(c.var.actor, { purpose: 'book time', reading: true }, async (tx) => {
      const [[of], time, cases, known, own] = await Promise.all([
        listBookable(tx, null, kind),
        findFree(tx, kind, null, slot),
        listOwnCases(tx, kind),
        knownNumber(tx, config.secret),
        findOwnAt(tx, slot),
      ])
      return of && { kind: of, time, cases, number: known, own }
    })

  /** A time that is not free: to their own booking when it is that which has it. */
  const taken = (c: C, kind: string, own: string | undefined) =>
    c.redirect(own ? timePath(own) : `${bookKindPath(kind)}?gick-inte=taken`, 303)

  const sure = async (
    c: C,
    there: { kind: Bookable; time: Free; cases: readonly OwnCase[]; number: string | undefined },
    more: {
      key: string
      about?: string | undefined
      wishes?: typeof noWishes
      number?: string | undefined
      errors?: FieldError[]
      no?: 'already' | 'many'
    },
  ) => SurePage({ frame: await frame(c), today: dayOf(new Date()), wishes: noWishes, ...there, ...more })

  return [
    {
      method: 'get',
      path: bookPath,
      who: 'person',
      zone: 'B',
      async handle(c) {
        const around = await frame(c)
        const town = c.var.session?.municipalityId || around.municipality?.id
        const [kinds, foot] = await db.as(c.var.actor, { purpose: 'book time', reading: true }, (tx) =>
          Promise.all([listBookable(tx, town ?? null, null), turnTo(tx, c.var.language)]),
        )
        return c.html(BookPage({ frame: { ...around, ...foot }, kinds, today: dayOf(new Date()) }))
      },
    },
    {
      method: 'get',
      path: bookKindPath(':service'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const id = idFrom(c, 'service')
        const today = dayOf(new Date())
        const from = startDay(c.req.query('fran'), today)
        const [[kind], times] = await db.as(c.var.actor, { purpose: 'book time', reading: true }, (tx) =>
          Promise.all([listBookable(tx, null, id), listFree(tx, id, null, startOf(from), startOf(addDays(from, 7 * weeksAhead)))]),
        )
        if (!kind) throw new NotFound()
        const said = (['taken', 'late'] as const).find((one) => one === c.req.query('gick-inte'))
        return c.html(
          WhenPage({ frame: await frame(c), kind, times, today, whom: c.req.query('vem'), from: from > today ? from : undefined, said }),
        )
      },
    },
    {
      method: 'get',
      path: bookTimePath(':service', ':time'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const [kind, slot] = [idFrom(c, 'service'), idFrom(c, 'time')]
        const there = await found(c, kind, slot)
        if (!there) throw new NotFound()
        const { time } = there
        if (!time) return taken(c, kind, there.own)
        return c.html(await sure(c, { ...there, time }, { key: randomUUID() }))
      },
    },
    {
      method: 'post',
      path: bookTimePath(':service', ':time'),
      who: 'person',
      zone: 'B',
      async handle(c) {
        const [kind, slot] = [idFrom(c, 'service'), idFrom(c, 'time')]
        await often(c.var.actor.id)
        const form = await formOf(c)
        const key = z.uuid().safeParse(form['key']).data ?? randomUUID()
        const { wishes, errors } = readWishes(form, c.var.language)
        const about = z.uuid().safeParse(form[caseField]).data
        const number = ownNumber(form[numberField])
        let outcome: Awaited<ReturnType<typeof book>>['outcome'] | undefined
        if (errors.length === 0) {
          const booked = await db.as(c.var.actor, { purpose: 'book time', atOnce: true }, (tx) =>
            book(tx, { slot, about, key, number }, wishes),
          )
          if (booked.id) return c.redirect(`${timePath(booked.id)}?gjort=bokad`, 303)
          if (booked.outcome === 'late') return c.redirect(`${bookKindPath(kind)}?gick-inte=late`, 303)
          outcome = booked.outcome
        }
        // What is not theirs to book does not exist, taken or not.
        const there = await found(c, kind, slot)
        if (!there || outcome === 'none') throw new NotFound()
        const { time } = there
        if (!time) return taken(c, kind, there.own)
        const again = { key, about, wishes, number: form[numberField] }
        if (outcome === 'already' || outcome === 'many') return c.html(await sure(c, { ...there, time }, { ...again, no: outcome }), 409)
        if (outcome === 'taken') return taken(c, kind, there.own)
        if (time.manner === 'phone' && !number) errors.unshift({ field: numberField, message: timeWords(c.var.language).number.wrong })
        return c.html(await sure(c, { ...there, time }, { ...again, errors }), 422)
      },
    },
  ]
}
