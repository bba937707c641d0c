import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditOf, aPerson, aUnit, aWorker, browser, db, owner, type Unit, uuid } from '#testing'
import { addDays, atClock, type Day, day, dayOf } from '#kernel/values/day'
import { promisedOn } from '../../model.ts'
import { aDispatcher, answered, aRequest, assigned, aType } from '../../../../testing/contact.ts'
import {
  changeIn,
  countFrom,
  heldTo,
  median,
  minutesFrom,
  mondayOf,
  type PhoneWeek,
  readWeeks,
  weekFrom,
  weekOf,
  weekText,
} from './model.ts'

const root = '/personal/inkorg/telefon'
const on = day('2026-11-26')
const thisMonday = mondayOf(dayOf(new Date()))
const weeksAgo = (n: number): Day => addDays(thisMonday, -7 * n)
const week = (monday: Day, minutes: number | null, missed: number | null = null): PhoneWeek => ({ monday, minutes, answered: null, missed })

async function aDesk(unit?: Unit) {
  const at = unit ?? (await aUnit())
  const manager = await aWorker({ unit: at, role: 'unitManager', called: 'Lena Forsman' })
  const desk = await browser(manager)
  const send = async (csv: string | Uint8Array) => {
    const body = new FormData()
    body.set('fil', new File([typeof csv === 'string' ? csv : Buffer.from(csv)], 'telefon.csv', { type: 'text/csv' }))
    return desk.post(`${root}/lista`, body)
  }
  const kept = () => owner`select monday::text, minutes, answered, missed from contact.phone_weeks where unit_id = ${at.id} order by monday`
  return { unit: at, manager, desk, send, kept }
}
/** The cells of a week on the page. */
const rowOf = (text: string, monday: Day): string[] => {
  const row = new RegExp(`<tr><th scope="row"><a href="[^"]*vecka=${monday}#vecka">[^]*?</tr>`).exec(text)![0]
  return [...row.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell!.replaceAll('\u00a0', ' '))
}

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-25', '2026-11-23'],
  ['2026-11-29', '2026-11-23'],
  ['v48', '2026-11-23'],
  [' V. 48 ', '2026-11-23'],
  ['vecka 48', '2026-11-23'],
  ['48', '2026-11-23'],
  ['2026 v 48', '2026-11-23'],
  ['2026v48', '2026-11-23'],
  ['2026-W48', '2026-11-23'],
  ['v 48 2026', '2026-11-23'],
  ['v 49', '2025-12-01'],
  ['2026 v 1', '2025-12-29'],
  ['2020 v 53', '2020-12-28'],
  ['2021-01-03', '2020-12-28'],
  ['2026 v 53', 'ahead'],
  ['2026-11-30', 'ahead'],
  ['2027 v 1', 'ahead'],
  ['v 53', 'week'],
  ['2025 v 53', 'week'],
  ['v 0', 'week'],
  ['v 54', 'week'],
  ['2026-02-30', 'week'],
  ['1999-12-31', 'week'],
  ['2026 v 48 2026', 'week'],
  ['november', 'week'],
  ['', 'week'],
])('the week %j, written in week 48 of 2026, is %s', (text, monday) => expect(weekFrom(text, on)).toBe(monday))

test('every week can be written with its number, and weeks over new year belong to the year of their Thursday', () => {
  expect(weekOf(day('2026-12-28'))).toEqual({ year: 2026, week: 53 })
  expect(weekOf(day('2027-01-04'))).toEqual({ year: 2027, week: 1 })
  expect(weekOf(day('2024-12-30'))).toEqual({ year: 2025, week: 1 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1400 }), (n) => {
      const monday = addDays(day('2000-01-03'), 7 * n)
      const { weekOfYear, yearOfWeek } = Temporal.PlainDate.from(monday)
      expect(weekOf(monday)).toEqual({ year: yearOfWeek, week: weekOfYear })
      expect(weekFrom(weekText(monday), day('2027-01-31'))).toBe(monday)
    }),
    { seed: 48 },
  )
})

test.each([
  ['95', 95],
  ['1.35', 95],
  ['1:35', 95],
  ['1:35:59', 95],
  ['1 h 35 min', 95],
  ['1h35', 95],
  ['1 tim 35 min', 95],
  ['1 timme och 5 minuter', 65],
  ['2 tim', 120],
  ['95 min', 95],
  ['1 200', 1200],
  ['0', 0],
  ['', null],
  ['1.75', undefined],
  ['1.5', undefined],
  ['1,5', undefined],
  ['-5', undefined],
  ['lång tid', undefined],
  ['100001', undefined],
  ['2000.00', undefined],
])('the time %j is %s minutes', (text, minutes) => expect(minutesFrom(text)).toBe(minutes))

test('a number of calls is a number of calls', () => {
  expect(['12', ' 12 ', '1 200', '0', ''].map(countFrom)).toEqual([12, 12, 1200, 0, null])
  for (const text of ['12,5', '-1', 'tolv', '12 5', '100001', '1e3']) expect(countFrom(text)).toBeUndefined()
})

test('the day that a promise holds to is the one that was promised', () => {
  const from = day('2026-11-30')
  const held = heldTo(from, day('2026-12-31'))
  for (let n = 0; n <= 31; n++) for (const days of [1, 3, 5, 60]) expect(held[n + days]).toBe(promisedOn(addDays(from, n), days))
})

test('eight weeks are set against the eight before, from the latest that is entered, and only when there is enough', () => {
  const weeks = Array.from({ length: 16 }, (_, n) => week(addDays(mondayOf(on), -7 * (n + 2)), n < 8 ? 100 + n : 200 + n, n < 4 ? 5 : null))
  const came = weeks.map(({ monday }, n) => ({ monday, written: n < 8 ? 10 : 4, calls: 1, inTime: 0, waiting: 0 }))
  expect(changeIn(weeks, came, on)).toEqual({
    weeks: ['2026-09-21', '2026-11-09'],
    before: ['2026-07-27', '2026-09-14'],
    minutes: [103.5, 211.5],
    missed: undefined,
    came: [11, 5],
  })
  // This week is not over, and moves nothing.
  expect(changeIn([week(mondayOf(on), 9999), ...weeks], came, on)?.minutes).toEqual([103.5, 211.5])
  expect(changeIn(weeks.slice(0, 13), came, on)?.minutes?.[1]).toBe(210)
  expect(changeIn(weeks.slice(0, 12), came, on)).toBeUndefined()
  expect(changeIn([], came, on)).toBeUndefined()
  // So long ago that what came before that is not counted any more.
  expect(
    changeIn(
      weeks.map((one) => ({ ...one, monday: addDays(one.monday, -7 * 9) })),
      came,
      on,
    ),
  ).toBeUndefined()
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
})

test('the manager enters a week, twice is once, and what stands can be changed and emptied', async () => {
  const { manager, desk, kept } = await aDesk()
  const last = weeksAgo(1)
  expect((await desk.get(root)).text).toContain(`value="${weekText(last)}"`)
  const form = { vecka: last, tid: '6 h 20 min', besvarade: '41', missade: '12' }
  for (let n = 0; n < 2; n++) expect((await desk.post(root, form)).headers.get('location')).toBe(`${root}?sparad=${last}`)
  expect(await kept()).toEqual([{ monday: last, minutes: 380, answered: 41, missed: 12 }])
  const { text } = await desk.get(`${root}?sparad=${last}`)
  expect(rowOf(text, last)).toEqual(['6 tim 20 min', '41', '12', '0', '0', ''])
  expect(text).toMatch(/Vecka \d+, [^<]* är sparad/)
  // What is left empty in a form that was made of nothing changes nothing.
  await desk.post(root, { vecka: weekText(last), tid: '', besvarade: '', missade: '9' })
  expect(await kept()).toEqual([{ monday: last, minutes: 380, answered: 41, missed: 9 }])
  const changing = await desk.get(`${root}?vecka=${last}`)
  for (const said of ['value="380"', 'value="9"', 'Ifylld av Lena Forsman', `name="andrar" value="${last}"`])
    expect(changing.text).toContain(said)
  await desk.post(root, { andrar: last, vecka: weekText(last), tid: '2.05', besvarade: '', missade: '0' })
  expect(await kept()).toEqual([{ monday: last, minutes: 125, answered: null, missed: 0 }])
  // With the form of one week another is not emptied.
  await desk.post(root, { andrar: weeksAgo(2), vecka: last, tid: '', besvarade: '', missade: '1' })
  expect(await kept()).toEqual([{ monday: last, minutes: 125, answered: null, missed: 1 }])
  await desk.post(root, { andrar: last, vecka: last, tid: '', besvarade: '', missade: '' })
  expect(await kept()).toEqual([])
  expect(await auditOf(manager.id)).toContain('set phone weeks')
})

test.each([
  [{ vecka: 'nån gång' }, 'Skriv veckan så här'],
  [{ vecka: addDays(thisMonday, 7) }, 'Veckan har inte börjat än'],
  [{ tid: '1.75' }, 'Skriv tiden i minuter'],
  [{ besvarade: 'många' }, 'Skriv antalet med siffror'],
  [{ missade: '-1' }, 'Skriv antalet med siffror'],
  [{ tid: '', missade: '' }, 'Skriv tid i telefon'],
])('a week that cannot be read (%j) is told why, with what was written', async (wrong, said) => {
  const { desk, kept } = await aDesk()
  const { status, text } = await desk.post(root, { vecka: weeksAgo(3), tid: '77', besvarade: '', missade: '3', ...wrong })
  expect(status).toBe(422)
  expect(text).toContain(said)
  for (const typed of Object.values({ vecka: weeksAgo(3), ...wrong }).filter(Boolean)) expect(text).toContain(`value="${typed}"`)
  expect(await kept()).toEqual([])
})

test('a file is read in whole, in the words and signs of a Swedish spreadsheet or an English one, and twice is once', async () => {
  const { send, kept, desk } = await aDesk()
  const [a, b, c] = [weeksAgo(3), weeksAgo(2), weeksAgo(1)]
  expect((await send(`Week,Minutes,Missed\r\n${a},95,4\r\n${b},1.35,\r\n`)).headers.get('location')).toBe(`${root}?lasta=2`)
  // Windows-1252 with semicolons, as Excel writes it; a column we know nothing of, a row of nothing, and no empty cell empties.
  const latin = Buffer.from(
    `Vecka;Missade;Kö;Besvarade\r\n${weekText(b)};7;å;30\r\n${weekText(c)};;ö;\r\nv. ${weekOf(a).week};;;12\r\n`,
    'latin1',
  )
  for (let n = 0; n < 2; n++) expect((await send(latin)).headers.get('location')).toBe(`${root}?lasta=2`)
  expect(await kept()).toEqual([
    { monday: a, minutes: 95, answered: 12, missed: 4 },
    { monday: b, minutes: 95, answered: 30, missed: 7 },
  ])
  expect((await desk.get(`${root}?lasta=2`)).text).toContain('2 veckor är inlästa')
})

test('every row that cannot be read is told with what to do, and then nothing is read in', async () => {
  const { send, kept } = await aDesk()
  const good = weeksAgo(1)
  const { status, text } = await send(
    `vecka;minuter;missade\n${good};10;1\nv 99;10;1\n${addDays(thisMonday, 7)};10;1\n${weeksAgo(4)};1,5;\n${weeksAgo(5)};;många\n${addDays(good, 2)};20;2\n`,
  )
  expect(status).toBe(422)
  for (const [line, column, what] of [
    [3, 'vecka', 'Skriv veckan så här'],
    [4, 'vecka', 'Veckan har inte börjat än'],
    [5, 'minuter', 'Skriv tiden i minuter'],
    [6, 'missade', 'Skriv antalet med siffror'],
    [7, 'vecka', 'Samma vecka står på flera rader'],
  ] as const)
    expect(text).toMatch(new RegExp(`<th scope="row">Rad ${line}</th><td[^>]*>${column}</td><td[^>]*>${what}`))
  expect(text).not.toContain('Rad 2<')
  expect(await kept()).toEqual([])
})

test.each([
  ['', 'Välj en fil'],
  ['vecka;minuter\n', 'Filen har inga rader'],
  ['vecka;minuter\nv 1;\n', 'Filen har inga rader'],
  ['minuter\n10\n', 'Kolumnen vecka saknas'],
  ['vecka;kö\nv 1;10\n', 'Filen behöver en kolumn'],
  ['vecka;week;minuter\nv 1;v 1;10\n', 'Två kolumner har samma rubrik'],
  ['vecka;minuter\n1;"a\n', 'Filen går inte att läsa'],
])('a file that is no list of weeks (%j) is told why', async (csv, said) => {
  const { send } = await aDesk()
  const { status, text } = await send(csv)
  expect([status, text.includes(said)]).toEqual([422, true])
})

test('an unknown week of a file is one fault, and its numbers are read all the same', () => {
  expect(readWeeks([{ line: 2, fields: { vecka: 'x', missade: 'y' } }], on).faults.map(({ column }) => column)).toEqual(['week', 'missed'])
})

test('nobody but those who look after the unit has the page, and another unit’s manager sees and changes nothing of it', async () => {
  const { unit, desk, kept } = await aDesk()
  const form = { vecka: weeksAgo(1), tid: '1234', besvarade: '', missade: '' }
  await desk.post(root, form)
  const other = await aDesk(await aUnit({ committee: unit.committee }))
  for (const url of [root, `${root}?vecka=${weeksAgo(1)}`]) {
    const { text } = await other.desk.get(url)
    expect(text).not.toContain('20\u00a0tim')
    expect(text).not.toContain('1234')
  }
  await other.desk.post(root, { ...form, andrar: weeksAgo(1), tid: '5' })
  await other.desk.post(root, { ...form, andrar: weeksAgo(1), tid: '' })
  expect(await kept()).toEqual([{ monday: weeksAgo(1), minutes: 1234, answered: null, missed: null }])
  const officer = await aWorker({ unit })
  for (const who of [officer, await aDispatcher({ unit }), await aWorker({ unit, role: 'systemSteward' }), await aPerson()]) {
    const tab = await browser(who)
    expect([(await tab.get(root)).status, (await tab.post(root, form)).status]).toEqual([404, 404])
    const body = new FormData()
    body.set('fil', new File([`vecka;missade\n${weeksAgo(1)};1\n`], 'a.csv'))
    expect((await tab.post(`${root}/lista`, body)).status).toBe(404)
  }
  expect((await (await browser(officer)).get('/personal/inkorg')).text).not.toContain(root)
  expect((await desk.get('/personal/inkorg')).text).toContain(root)
  // Whoever is named to look after it has it, whatever their desk there is.
  await owner`update directory.keepers set staff_id = ${officer.id} where unit_id = ${unit.id} and place = 'administrator'`
  const keeper = await browser(officer)
  expect((await keeper.get(root)).text).toContain('20\u00a0tim\u00a034\u00a0min')
  expect((await keeper.get('/personal/inkorg')).text).toContain(root)
})

/** Something sent to the unit at that moment; `answer`: when it was first answered. */
async function came(unit: Unit, type: string, at: Date, answer?: Date): Promise<string> {
  const thread = await aRequest(await aPerson(), type)
  await owner`update contact.threads set opened_at = ${at}, promised_on = ${promisedOn(dayOf(at), 5)} where id = ${thread}`
  if (answer) {
    const [siv, amina] = [await aDispatcher({ unit }), await aWorker({ unit })]
    await assigned(thread, siv, amina)
    await answered(thread, amina)
    await owner`update contact.steps set at = ${answer} where thread_id = ${thread} and what = 'answered'`
  }
  return thread
}

test('what comes in is counted in the Swedish week it came, and in time by the promise that was first made', async () => {
  const { unit, desk } = await aDesk()
  await aDispatcher({ unit })
  const type = await aType({ unit, days: 5 })
  const monday = weeksAgo(6)
  const sunday = addDays(monday, 6)
  const due = promisedOn(sunday, 5)
  // Sunday 23.30 here is Sunday in the week that ends, and a quarter past midnight is the next.
  await came(unit, type, atClock(sunday, 23, 30), atClock(due, 23, 30))
  const late = await came(unit, type, atClock(sunday, 23, 30), atClock(addDays(due, 1), 0, 15))
  await came(unit, type, atClock(monday, 0, 15))
  await came(unit, type, atClock(addDays(sunday, 1), 0, 15))
  await came(unit, type, atClock(addDays(monday, -1), 23, 45))
  // Written again after a late answer: a new day is promised, and the first answer was late all the same.
  await owner`update contact.threads set state = 'assigned', promised_on = ${addDays(thisMonday, 20)} where id = ${late}`
  const wishes = await aPerson()
  const key = uuid()
  await db.as(
    wishes,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select contact.send(${key}, 'call', null, null, ${unit.id}, null, null, null, '', '', null, ${dayOf(new Date())}, ${promisedOn(dayOf(new Date()), 2)})`,
  )
  const { text } = await desk.get(root)
  expect(rowOf(text, monday)).toEqual(['', '', '3', '0', '1 av 3'])
  expect(rowOf(text, addDays(monday, 7))).toEqual(['', '', '1', '0', '0 av 1'])
  expect(rowOf(text, addDays(monday, -7))).toEqual(['', '', '1', '0', '0 av 1'])
  expect(rowOf(text, thisMonday)).toEqual(['', '', '0', '1', '0 av 1, 1 har tid kvar'])
  // And nobody else's: a unit beside it counts nothing.
  const other = await aDesk(await aUnit({ committee: unit.committee }))
  expect(rowOf((await other.desk.get(root)).text, monday)).toEqual(['', '', '0', '0', ''])
  // The page holds no words of anybody's.
  expect(text).not.toContain('Jag behöver hjälp')
})

test('above the weeks one sentence says what has become of it', async () => {
  const { desk, send } = await aDesk()
  const rows = Array.from({ length: 16 }, (_, n) => `${weeksAgo(n + 1)};${n < 8 ? 380 : 490};${n < 8 ? 9 : 15}`)
  await send(`vecka;minuter;missade\n${rows.slice(0, 10).join('\n')}\n`)
  expect((await desk.get(root)).text).not.toContain('dessförinnan')
  await send(`vecka;minuter;missade\n${rows.join('\n')}\n`)
  const text = (await desk.get(root)).text.replaceAll('\u00a0', ' ')
  expect(text).toContain('Tid i telefon: 6 tim 20 min i veckan, mot 8 tim 10 min dessförinnan. Missade samtal: 9 i veckan, mot 15.')
  expect(text).not.toContain('Det som kommer in här')
  expect((await desk.get(`${root}?sprak=en`)).text.replaceAll('\u00a0', ' ')).toContain(
    'Time on the phone: 6 h 20 min a week, against 8 h 10 min',
  )
})
