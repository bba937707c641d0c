import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { doorMark } from '#kernel/secrets'
import { addDays, atClock, dayOf } from '#kernel/values/day'
import { aPerson, aWorker, browser, config, db, owner, uuid } from '#testing'
import { read } from '../../testing/camilla.ts'
import { aBooking, act, aKind, aPlace, aRelease, booked } from '../../testing/times.ts'
import { codeFrom } from './code.ts'
import { timePath } from './paths.ts'

// Nobody is offered a time with somebody who is away, and nobody takes one: by days on Swedish clocks, and for as long as the absence stands.

const nobody = { kind: 'public' } as const
const Id = z.object({ id: z.uuid() })
const Said = z.object({ said: z.string() })
const inDays = (days: number) => addDays(dayOf(new Date()), days)

/** Somebody with a time each of the days from four to six ahead, the fifth from its first minutes to its last. */
async function scene() {
  const worker = await aWorker({ called: 'Amina Haddad' })
  const [kind, place] = [await aKind(worker.unit, { noLogin: true }), await aPlace(worker.unit)]
  const slots = await aRelease(
    worker,
    kind,
    [atClock(inDays(4), 23, 20), atClock(inDays(5), 0, 5), atClock(inDays(5), 23, 20), atClock(inDays(6), 0, 5)],
    { manner: 'visit', place },
  )
  const away = (id = uuid()) =>
    owner`insert into directory.absences (municipality_id, id, staff_id, first_day, last_day) values (${worker.unit.committee.municipalityId}, ${id}, ${worker.id}, ${inDays(5)}, ${inDays(5)})`
  const back = () => owner`delete from directory.absences where staff_id = ${worker.id}`
  return { worker, kind, slots, away, back, desk: await browser(worker) }
}

test('the times of somebody who is away are offered nowhere and taken by nobody but the unit, and are there again afterwards', async () => {
  const { worker, kind, slots, away, back } = await scene()
  const [before, first, last, after] = slots as [string, string, string, string]
  const made = await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.maybe(Id)`select id from appointments.desk_book(${before}, null, 'Sten Alm', '', '', '', ${uuid()})`,
  )
  const hash = doorMark(config.secret, codeFrom(randomBytes(10)))
  await db.as(worker, { purpose: 'test' }, (tx) => tx.run`select appointments.desk_slip(${made!.id}, ${hash})`)
  const person = await aPerson()
  const until = atClock(inDays(9), 0, 0)
  const offered = async () => {
    const free = await db.as(
      person,
      { purpose: 'test' },
      (tx) => tx.many(Id)`select slot_id as id from appointments.free(${kind}, null, null, now(), ${until})`,
    )
    const one = await db.as(
      person,
      { purpose: 'test' },
      (tx) => tx.many(Id)`select slot_id as id from appointments.free(${kind}, null, ${first}, null, null)`,
    )
    const open = await db.as(
      nobody,
      { purpose: 'test' },
      (tx) => tx.many(Id)`select slot_id as id from appointments.open_free(${kind}, null, now(), ${until})`,
    )
    const door = await db.as(
      nobody,
      { purpose: 'test' },
      (tx) => tx.many(Id)`select slot_id as id from appointments.door_free(${hash}, now(), ${until})`,
    )
    return [free, one, open, door].map((list) => list.map(({ id }) => slots.indexOf(id)))
  }
  const firstAt = async () => {
    const First = z.object({ at: z.date().nullable() })
    const [signedIn, open] = [
      await db.as(person, { purpose: 'test' }, (tx) => tx.maybe(First)`select first_at as at from appointments.kinds_for(null, ${kind})`),
      await db.as(nobody, { purpose: 'test' }, (tx) => tx.maybe(First)`select first_at as at from appointments.open_kinds(null, ${kind})`),
    ]
    return [signedIn?.at, open?.at]
  }
  expect(await offered()).toEqual([[1, 2, 3], [1], [1, 2, 3], [1, 2, 3]])
  await away()
  expect(await offered()).toEqual([[3], [], [3], [3]])
  expect(await firstAt()).toEqual([atClock(inDays(6), 0, 5), atClock(inDays(6), 0, 5)])
  // Who had the page open, or came at the same moment, is refused where the time is taken.
  const open = (slot: string) =>
    db.as(
      nobody,
      { purpose: 'test' },
      (tx) =>
        tx.maybe(
          Said,
        )`select appointments.open_book(${kind}, ${slot}, ${doorMark(config.secret, codeFrom(randomBytes(10)))}, '', '', '', '') as said`,
    )
  expect((await booked(person, first)).outcome).toBe('taken')
  expect(await open(last)).toEqual({ said: 'taken' })
  expect(await db.as(nobody, { purpose: 'test' }, (tx) => tx.maybe(Said)`select appointments.door_move(${hash}, ${last}) as said`)).toEqual(
    {
      said: 'taken',
    },
  )
  const booking = await aBooking(person, after)
  expect(await act(person, 'move', booking, first)).toBe('taken')
  await back()
  expect((await offered()).slice(2)).toEqual([
    [1, 2],
    [1, 2],
  ])
  expect(await act(person, 'move', booking, first)).toBe('done')
  expect(await firstAt()).toEqual([atClock(inDays(5), 23, 20), atClock(inDays(5), 23, 20)])
  await away()
  const desk = await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.maybe(Id)`select id from appointments.desk_book(${last}, null, 'Sten Alm', '', '', '', ${uuid()})`,
  )
  expect(desk!.id).toMatch(/-/)
})

test('a meeting with somebody who is away that day says so to the unit, to whoever enters the absence, and to the person', async () => {
  const { slots, away, back, desk } = await scene()
  const person = await aPerson()
  const booking = await aBooking(person, slots[1]!)
  const [list, one] = ['/personal/tider', `/personal/tider/bokning/${booking}`]
  const own = await browser(person)
  const says = async () => [
    (await desk.get(list)).text.includes('Borta den dagen'),
    (await desk.get(one)).text.includes('Borta den dagen'),
    (await desk.get('/personal/franvaro')).text.includes(`fran=${inDays(5)}`),
    (await own.get(timePath(booking))).text.includes('Amina Haddad är borta den dagen'),
  ]
  expect(await says()).toEqual([false, false, false, false])
  await away()
  expect(await says()).toEqual([true, true, true, true])
  expect(read((await desk.get(list)).text)).toMatch(/Amina Haddad är borta\. Bara ni kan boka 23\.20/)
  expect(read((await desk.get('/personal/franvaro')).text)).toContain('1 bokad tid ligger i frånvaron. Se tiderna')
  expect(read((await desk.get(`/personal/tider/boka?slag=alla&fran=${inDays(5)}`)).text)).toContain('Amina Haddad (borta den dagen)')
  // Of an absence elsewhere nothing is told.
  const stranger = await aWorker()
  expect(
    await db.as(
      stranger,
      { purpose: 'test' },
      (tx) => tx.many(Id)`select appointments.away_slots(now() - interval '1 day', now() + interval '30 days') as id`,
    ),
  ).toEqual([])
  await back()
  expect(await says()).toEqual([false, false, false, false])
})
