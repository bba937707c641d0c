import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import { addDays, type Day, day, dayOf, isHoliday, weekday, startOf } from '#kernel/values/day'
import { sayDate, sayDay } from '#kernel/values/when'
import { aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { aKind, aPlace, aRelease, inHours } from '../../../../testing/times.ts'
import { momentAt } from '../model.ts'
import { daysOf, type Rule, timesOf } from './model.ts'

const path = '/personal/tider/slapp'
/** What a clock on a Swedish wall shows, asked of another library than the one that laid the times out. */
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' })
const onTheWall = (at: Date) => wall.format(at).split(' ') as [Day, string]
const usual: Rule = {
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '16:00',
  minutes: 45,
  pause: 15,
  rest: { from: '12:00', to: '13:00' },
  first: day('2026-10-19'),
  last: day('2026-10-30'),
  except: [],
  holidays: false,
}

test('a series over the end of summer time keeps its hour', () => {
  const times = timesOf({ ...usual, weekdays: [1], minutes: 60, pause: 0, to: '10:00', rest: null })
  expect(times.map(({ from }) => from.toISOString())).toEqual(['2026-10-19T07:00:00.000Z', '2026-10-26T08:00:00.000Z'])
})

test('a day has its times around the break, and none that is not over in time', () => {
  const times = timesOf({ ...usual, last: usual.first })
  expect(times.map(({ from }) => onTheWall(from)[1])).toEqual(['09:00', '10:00', '11:00', '13:00', '14:00', '15:00'])
})

test('Easter and Midsummer Eve have no times, and the form says which days were left out', () => {
  const easter = daysOf({ ...usual, first: day('2027-03-22'), last: day('2027-04-02') })
  expect(easter.skipped).toEqual(['2027-03-26', '2027-03-29'])
  expect(easter.days).toHaveLength(8)
  expect(daysOf({ ...usual, first: day('2027-06-25'), last: day('2027-06-25'), holidays: true }).days).toEqual(['2027-06-25'])
})

const clockOf = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const aRule = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    begins: fc.integer({ min: 0, max: 22 * 12 }),
    long: fc.integer({ min: 1, max: 24 * 12 - 1 }),
    minutes: fc.integer({ min: 1, max: 24 }),
    pause: fc.integer({ min: 0, max: 12 }),
    rest: fc.option(fc.tuple(fc.integer({ min: 0, max: 23 * 12 }), fc.integer({ min: 1, max: 24 })), { nil: undefined }),
    start: fc.integer({ min: 0, max: 365 }),
    days: fc.integer({ min: 0, max: 45 }),
    except: fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 5 }),
    holidays: fc.boolean(),
  })
  .map(({ weekdays, begins, long, minutes, pause, rest, start, days, except, holidays }): Rule => {
    const first = addDays(day('2026-03-01'), start)
    const to = Math.min(begins + long, 24 * 12 - 1)
    return {
      weekdays,
      from: clockOf(begins * 5),
      to: clockOf(to * 5),
      minutes: minutes * 5,
      pause: pause * 5,
      rest: rest ? { from: clockOf(rest[0] * 5), to: clockOf(Math.min(rest[0] + rest[1], 24 * 12 - 1) * 5) } : null,
      first,
      last: addDays(first, days),
      except: except.map((n) => addDays(first, n)),
      holidays,
    }
  })

test('whatever the rule, each time stands where its clock says, on a day of the rule, and none overlaps another', () => {
  let seen = 0
  fc.assert(
    fc.property(aRule, (rule) => {
      const times = timesOf(rule)
      seen += times.length
      const lattice = new Set<string>()
      for (const { from, to } of times) {
        const [on, at] = onTheWall(from)
        lattice.add(at)
        expect(rule.weekdays).toContain(weekday(on))
        expect(on >= rule.first && on <= rule.last && !rule.except.includes(on)).toBe(true)
        if (!rule.holidays) expect(isHoliday(on)).toBe(false)
        expect(+to - +from).toBe(rule.minutes * 60_000)
        expect(at >= rule.from).toBe(true)
        // By the clock it is over in time, and not in the break: the hour that is lost or comes twice is no excuse on an ordinary day.
        const ends = Number(at.slice(0, 2)) * 60 + Number(at.slice(3)) + rule.minutes
        expect(clockOf(ends) <= rule.to).toBe(true)
        if (rule.rest) expect(clockOf(ends) <= rule.rest.from || at >= rule.rest.to).toBe(true)
      }
      for (const [n, { from }] of times.entries()) expect(n === 0 || times[n - 1]!.to <= from).toBe(true)
      // Every day has the same clocks: but for the night when the clocks are changed, in which some are lost.
      for (const on of daysOf(rule).days) {
        const clocks = times.flatMap(({ from }) => (onTheWall(from)[0] === on ? [onTheWall(from)[1]] : []))
        const long = +startOf(addDays(on, 1)) - +startOf(on) === 24 * 3_600_000
        if (long) expect(clocks).toEqual([...lattice].filter((at) => clocks.includes(at)).toSorted())
        if (long) expect(clocks.length).toBe(lattice.size)
      }
    }),
    { numRuns: 300, seed: 4 },
  )
  expect(seen).toBeGreaterThan(10_000)
})

/** A unit with an officer, what times are for and a place. */
async function scene() {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const [kind, place] = [await aKind(unit, { minutes: 45 }), await aPlace(unit)]
  return { unit, worker, kind, place, desk: await browser(worker) }
}
const monday = (weeks: number): Day => {
  const today = dayOf(new Date())
  return addDays(today, 8 - weekday(today) + 7 * weeks)
}
const slotsOf = (kind: string) =>
  owner<{ at: Date; id: string }[]>`select starts_at as at, id from appointments.slots where kind_id = ${kind} order by 1`

test('an officer releases one time, and the same form twice is one', async () => {
  const { worker, kind, place, desk } = await scene()
  const page = (await desk.get(path)).text
  expect(page).toContain(`${worker.name} (du)`)
  const form = {
    nyckel: uuid(),
    hur: 'en',
    slag: kind,
    vem: worker.id,
    satt: 'visit',
    plats: place,
    dag: sayDate(monday(1), dayOf(new Date()), 'sv'),
    tid: '9.30',
    langd: '',
  }
  const [first, second] = [await desk.post(path, form), await desk.post(path, form)]
  expect([first.status, second.status]).toEqual([303, 303])
  const slots = await slotsOf(kind)
  expect(slots.map(({ at }) => onTheWall(at))).toEqual([[monday(1), '09:30']])
  expect(first.headers.get('location')).toBe(`/personal/tider/${slots[0]!.id}?gjort=slappt`)
  expect((await desk.get(first.headers.get('location')!)).text).toContain('Tiden är släppt')
})

test('one that collides is refused in a sentence that names the time and what it collides with', async () => {
  const { worker, kind, desk } = await scene()
  const form = { nyckel: uuid(), hur: 'en', slag: kind, vem: worker.id, satt: 'phone', dag: monday(1), tid: '9.30' }
  expect((await desk.post(path, form)).status).toBe(303)
  const { status, text } = await desk.post(path, { ...form, nyckel: uuid(), tid: '10.00' })
  expect(status).toBe(409)
  expect(text).toContain('Amina Haddad har redan något då: måndag')
  expect(text).toContain('kl.\u00a010.00 (krockar med Samtal 9.30–10.15).')
  expect(text).toMatch(/id="tid"[^>]*value="10.00"/)
  expect(await slotsOf(kind)).toHaveLength(1)
})

test('a series is shown whole, with what collides, before anything of it is made', async () => {
  const { worker, unit, kind, place, desk } = await scene()
  const other = await aWorker({ unit: await aUnit({ committee: unit.committee }) })
  await owner`insert into directory.assignments (committee_id, unit_id, staff_id, role) values (${unit.committee.id}, ${other.unit.id}, ${worker.id}, 'caseOfficer')`
  // One thing here, and one at another unit where she works too.
  await aRelease(worker, kind, [momentAt(monday(1), '09:00')!])
  const elsewhere = await aKind(other.unit)
  await owner`
    insert into appointments.slots (committee_id, unit_id, kind_id, staff_id, manner, during)
    values (${unit.committee.id}, ${other.unit.id}, ${elsewhere}, ${worker.id}, 'phone', tstzrange(${momentAt(monday(1), '11:15')!}, ${momentAt(monday(1), '11:30')!}))`
  const form = {
    nyckel: uuid(),
    hur: 'serie',
    slag: kind,
    vem: worker.id,
    satt: 'visit',
    plats: place,
    dag1: 'ja',
    dag3: 'ja',
    forsta: sayDay(monday(1), dayOf(new Date()), 'sv'),
    sista: addDays(monday(1), 8),
    fran: '9',
    till: '12:00',
    paus: '15',
    undantag: addDays(monday(1), 2),
  }
  const preview = await desk.post(path, form)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('4 tider släpps.')
  expect(preview.text).toContain('2 tider krockar och släpps inte')
  expect(preview.text).toContain('krockar med Samtal 9.00–9.30')
  expect(preview.text).toContain('krockar med en tid på en annan enhet')
  expect(preview.text).toContain('Släpp 4 tider')
  expect(await slotsOf(kind)).toHaveLength(1)

  // What is at another unit is told to be there, and nothing more of it; and to others not even that.
  const asks = (who: StaffActor) =>
    db.as(
      who,
      { purpose: 'test' },
      (tx) =>
        tx.many(z.object({ n: z.number(), slot: z.uuid().nullable() }))`
        select n, slot_id as slot from appointments.busy(${worker.id}, array[${momentAt(monday(1), '11:00')}]::timestamptz[], array[${momentAt(monday(1), '11:45')}]::timestamptz[])`,
    )
  expect(await asks(worker)).toEqual([{ n: 1, slot: null }])
  expect(await asks(await aWorker())).toEqual([])

  const changed = await desk.post(path, { ...form, steg: 'andra' })
  expect([changed.status, /id="paus"[^>]*value="15"/.test(changed.text), /id="dag2"[^>]*checked/.test(changed.text)]).toEqual([
    200,
    true,
    false,
  ])

  // Pressed several times at once, and once more after that.
  const all = await Promise.all(Array.from({ length: 4 }, () => desk.post(path, { ...form, steg: 'slapp' })))
  const done = await desk.post(path, { ...form, steg: 'slapp' })
  expect([...all, done].map(({ status }) => status)).toEqual([303, 303, 303, 303, 303])
  expect(await slotsOf(kind)).toHaveLength(5)
  const series = await desk.get(done.headers.get('location')!)
  expect(series.text).toContain('4 tider är släppta')
  expect(series.text).toContain('2 tider släpptes inte')
  expect(series.text).toMatch(/Amina Haddad eller Rum 214 har redan något då: måndag \d+ \S+( \d{4})? kl\.\u00a09\.00, 11\.00\./)
  expect(series.text).toContain('Måndagar och onsdagar')
})

test('what cannot be released is said by each field, and nothing typed is lost', async () => {
  const { worker, kind, desk } = await scene()
  const one = await desk.post(path, {
    nyckel: uuid(),
    hur: 'en',
    slag: '',
    vem: worker.id,
    satt: 'visit',
    dag: '2020-01-01',
    tid: '25',
    langd: '3',
  })
  expect(one.status).toBe(422)
  for (const words of [
    'Välj vad tiderna är till för',
    'Välj en plats för besöket',
    'Välj en tid som inte har varit',
    'Skriv klockslaget så här',
    'mellan 5 och 480',
  ])
    expect(one.text).toContain(words)
  expect(one.text).toMatch(/id="dag"[^>]*value="2020-01-01"/)
  const many = await desk.post(path, {
    nyckel: uuid(),
    hur: 'serie',
    slag: kind,
    vem: worker.id,
    satt: 'phone',
    fran: '9',
    till: '8',
    forsta: monday(1),
    sista: monday(0),
    undantag: 'jul',
  })
  expect(many.status).toBe(422)
  for (const words of ['Välj minst en veckodag', 'Sluttiden måste vara senare', 'Sista dagen kan inte vara före', 'Skriv varje dag så här'])
    expect(many.text).toContain(words)
  expect(many.text).toContain('jul</textarea>')
  const none = {
    nyckel: uuid(),
    hur: 'serie',
    slag: kind,
    vem: worker.id,
    satt: 'phone',
    dag1: 'ja',
    fran: '9',
    till: '9.30',
    forsta: monday(1),
    sista: monday(2),
  }
  expect((await desk.post(path, none)).text).toContain('Det blir inga tider av det här')
  const endless = { ...none, dag2: 'ja', dag3: 'ja', dag4: 'ja', dag5: 'ja', till: '20', langd: '5', sista: monday(10) }
  expect((await desk.post(path, endless)).text).toContain('fler än 1 000 tider')
  expect(await slotsOf(kind)).toEqual([])
})

test('a unit without kinds of time is told who adds them, and nobody releases for another unit', async () => {
  const unit = await aUnit()
  const [officer, manager] = [await aWorker({ unit }), await aWorker({ unit, role: 'unitManager' })]
  expect((await (await browser(officer)).get(path)).text).not.toContain('/personal/tidsslag')
  expect((await (await browser(manager)).get(path)).text).toContain('href="/personal/tidsslag"')
  const theirs = await scene()
  const colleague = await aWorker({ unit: theirs.unit, called: 'Petter Lundvall' })
  await owner`update directory.assignments set valid_to = current_date - 1 where id = ${(await aWorker({ unit: theirs.unit, called: 'Maj Nyström' })).assignmentId}`
  await aWorker({ unit: theirs.unit, role: 'systemSteward', called: 'Ingrid Boström' })
  const whose = (await theirs.desk.get(path)).text
  expect([whose.includes(colleague.name), whose.includes('Maj Nyström'), whose.includes('Ingrid Boström')]).toEqual([true, false, false])
  const stranger = await browser(officer)
  const form = { nyckel: uuid(), hur: 'en', slag: theirs.kind, vem: theirs.worker.id, satt: 'phone', dag: monday(1), tid: '9.30' }
  expect((await stranger.post(path, form)).status).toBe(422)
  expect(await slotsOf(theirs.kind)).toEqual([])
  await aRelease(theirs.worker, theirs.kind, [inHours(30)])
  expect(await slotsOf(theirs.kind)).toHaveLength(1)
})
