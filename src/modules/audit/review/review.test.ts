import { expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/values/day'
import { aMatter, anEvent, aPerson, aRecipient, aUnit, aWorker, browser, db, decided, opened, owner, type Unit } from '#testing'
import { drawReviews } from '../index.ts'

const root = '/personal/loggar'
const today = dayOf(new Date())
const reviewer = (unit: Unit) => aWorker({ unit, role: 'logReviewer', called: 'Jonas Wiklund' })
const reasonsOf = async (staffId: string) =>
  (await owner`select person_id, day, because from audit.reviews where staff_id = ${staffId} order by day, person_id`).map(
    (row) => row['because'] as string[],
  )
const draw = (day: string = today) => owner`select audit.draw(${day}::date)`
/** A look at a case, on that day at noon. */
const looked = async (
  worker: Awaited<ReturnType<typeof aWorker>>,
  matter: Awaited<ReturnType<typeof aMatter>>,
  day: string = today,
  purpose = 'read matter',
) => {
  await owner`
    insert into audit.access_log (at, actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, purpose)
    values ((${day}::date + time '12:00') at time zone 'Europe/Stockholm', 'staff', ${worker.id}, ${worker.sessionId}, ${worker.assignmentId}, ${matter.unit.committee.id}, ${matter.person.id}, ${matter.id}, ${purpose})`
}

test('whoever has nothing to do with a case and reads it is drawn, and whoever is named, wrote, decided or opened is not', async () => {
  const unit = await aUnit()
  const who = (called: string) => aWorker({ unit, called })
  const [none, named, wrote, decides, opens] = [
    await who('Ingen Alls'),
    await who('Karin Ek'),
    await who('Per Lund'),
    await who('Eva Berg'),
    await who('Olle Vik'),
  ]
  const person = await aPerson({ called: 'Camilla Rosén' })
  const matter = await aMatter({ unit, person })
  await anEvent(matter, 'assigned', { officer: { name: 'Karin Ek', phone: '0980-31 92 10' } })
  const note = await anEvent(matter, 'note', { text: 'Vi ses.' }, { author: { name: 'Per Lund' } })
  await opened(matter, opens)
  await decided(matter, note.id, 'released', { by: decides })
  await owner`delete from audit.access_log`
  for (const one of [none, named, wrote, decides, opens]) await looked(one, matter)
  await draw()
  expect(await Promise.all([none, named, wrote, decides, opens].map(({ id }) => reasonsOf(id)))).toEqual([
    [['no-relation']],
    [],
    [],
    [],
    [],
  ])
})

test('one’s own record or one’s child’s, the same last name, a protected identity and an emergency access are drawn, whoever one is in the case', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit, called: 'Amina Rosén' })
  const [own, named, hidden, broken] = [
    await aMatter({ unit, person: await aPerson({ called: 'Olle Vik' }) }),
    await aMatter({ unit, person: await aPerson({ called: 'Camilla Rosén' }) }),
    await aMatter({ unit, person: await aPerson({ called: 'Per Lund' }) }),
    await aMatter({ unit, person: await aPerson({ called: 'Eva Berg' }) }),
  ]
  for (const one of [own, named, hidden, broken]) await opened(one, officer)
  await owner`insert into identity.logins (issuer, subject, person_id) values ('https://idp.example', 'the-same', ${own.person.id})`
  await owner`insert into identity.logins (issuer, subject, staff_id) values ('https://idp.example', 'the-same', ${officer.id})`
  const child = await aMatter({ unit, person: await aPerson({ called: 'Nora Alm' }) })
  await opened(child, officer)
  const parent = await aPerson({ called: 'Amina Rosén' })
  await aRecipient(child, { person: parent })
  await owner`insert into identity.logins (issuer, subject, person_id) values ('https://idp.example', 'hers', ${parent.id})`
  await owner`insert into identity.logins (issuer, subject, staff_id) values ('https://idp.example', 'hers', ${officer.id})`
  await owner`update record.people set protected_identity = 'marking' where person_id = ${hidden.person.id}`
  await owner`delete from audit.access_log`
  for (const one of [own, named, hidden, child]) await looked(officer, one)
  await looked(officer, broken, today, 'break glass: open')
  await draw()
  const of = async (personId: string) =>
    (await owner`select because from audit.reviews where person_id = ${personId}`)[0]?.['because'] as string[]
  expect(await Promise.all([own, named, hidden, broken].map(({ person }) => of(person.id)))).toEqual([
    ['own-record'],
    ['same-name'],
    ['protected'],
    ['break-glass'],
  ])
})

test('many times more people than one’s own usual is drawn, five of them, and a busy day as usual is not', async () => {
  const unit = await aUnit()
  const [busy, steady] = [await aWorker({ unit, called: 'Karin Ek' }), await aWorker({ unit, called: 'Per Lund' })]
  const matters = await Promise.all(
    Array.from({ length: 24 }, async (_, n) => aMatter({ unit, person: await aPerson({ called: `Person Nr${n}` }) })),
  )
  for (const matter of matters) {
    await owner`insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id) values (${unit.committee.id}, ${matter.id}, ${matter.person.id}, ${unit.id}, ${busy.id}, ${busy.assignmentId})`
    await owner`insert into gate.openings (committee_id, matter_id, person_id, unit_id, opened_by, assignment_id, ended_at) values (${unit.committee.id}, ${matter.id}, ${matter.person.id}, ${unit.id}, ${steady.id}, ${steady.assignmentId}, now())`
  }
  for (let back = 6; back >= 1; back -= 1) {
    const day = addDays(today, -back)
    for (const matter of matters.slice(0, 4)) await looked(busy, matter, day)
    for (const matter of matters) await looked(steady, matter, day)
    await draw(day)
  }
  for (const matter of matters) {
    await looked(busy, matter)
    await looked(steady, matter)
  }
  await draw()
  expect([await reasonsOf(busy.id), await reasonsOf(steady.id)]).toEqual([Array.from({ length: 5 }, () => ['volume']), []])
})

test('on the last of a month five of each unit are drawn at random, once, besides what rules have drawn', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit, called: 'Karin Ek' })
  for (let n = 0; n < 9; n += 1) {
    const matter = await aMatter({ unit, person: await aPerson({ called: `Person Nr${n}` }) })
    await opened(matter, worker)
    await looked(worker, matter, '2026-09-07')
  }
  await draw('2026-09-29')
  expect(await reasonsOf(worker.id)).toEqual([])
  await draw('2026-09-30')
  await draw('2026-09-30')
  expect(await reasonsOf(worker.id)).toEqual(Array.from({ length: 5 }, () => ['sample']))
})

test('the days since the last time are drawn by the worker, each once', async () => {
  const unit = await aUnit()
  const [stranger, matter] = [await aWorker({ unit, called: 'Karin Ek' }), await aMatter({ unit })]
  await owner`update audit.log set drawn_on = ${addDays(today, -4)}`
  for (const back of [3, 1]) await looked(stranger, matter, addDays(today, -back))
  const services = { db } as Parameters<typeof drawReviews>[0]
  await drawReviews(services)
  await drawReviews(services)
  // The second look of the same two within thirty days is not asked about again.
  expect(await reasonsOf(stranger.id)).toEqual([['no-relation']])
  expect((await owner`select drawn_on::text from audit.log`)[0]!['drawn_on']).toBe(addDays(today, -1))
})

test('a reviewer sees who did what in which case, never what stands there nor whose it is, and says what they found', async () => {
  const unit = await aUnit()
  const [stranger, matter] = [
    await aWorker({ unit, called: 'Karin Ek' }),
    await aMatter({ unit, title: 'Hemlig rubrik', person: await aPerson({ called: 'Camilla Rosén' }) }),
  ]
  const [{ number }] = (await owner`select number from record.matters where id = ${matter.id}`) as unknown as [{ number: string }]
  await db.as(stranger, { purpose: 'read matter', matter: matter.id, reason: 'contact' }, async () => undefined)
  await draw()
  const jonas = await browser(await reviewer(unit))
  expect((await jonas.get('/personal')).text).toContain('1 granskning väntar.')
  const list = (await jonas.get(root)).text
  const path = /href="(\/personal\/loggar\/[0-9a-f-]{36})">Karin Ek/.exec(list)![1]!
  expect(list).toContain('Ingen känd koppling till ärendet')
  const page = (await jonas.get(path)).text
  for (const told of ['Karin Ek', 'Läste ärendet', number, 'Vuxenenheten']) expect(page).toContain(told)
  for (const hidden of ['Camilla', 'Hemlig rubrik', matter.person.id]) expect(list + page).not.toContain(hidden)

  const wrong = await jonas.post(path, { sett: '0', resultat: 'suspected', ord: '' })
  expect([wrong.status, wrong.text.includes('Skriv varför, med egna ord.')]).toEqual([422, true])
  expect((await jonas.post(path, { sett: '0', ord: 'Jag undrar' })).text).toContain('Jag undrar')
  const asked = { sett: '0', resultat: 'ask-manager', ord: 'Varför hade hon uppdraget?' }
  expect([(await jonas.post(path, asked)).status, (await jonas.post(path, asked)).status]).toEqual([303, 303])
  expect((await jonas.get(root)).text).toContain('Karin Ek')
  const late = await jonas.post(path, { sett: '0', resultat: 'in-order', ord: '' })
  expect([late.status, late.text.includes('Någon hann före')]).toEqual([409, true])
  expect((await jonas.post(path, { sett: '1', resultat: 'in-order', ord: 'Hon vikarierade.' })).status).toBe(303)
  expect((await jonas.get(root)).text).not.toContain('Karin Ek')
  expect((await jonas.get(`${root}?visa=klara`)).text).toContain('Karin Ek')
  const closed = (await jonas.get(path)).text
  for (const kept of ['Varför hade hon uppdraget?', 'Hon vikarierade.', 'I sin ordning. Jonas Wiklund']) expect(closed).toContain(kept)
  expect(closed).not.toContain('name="resultat"')
})

test('nobody reviews themself, nor another committee, and what was found is never changed or taken away', async () => {
  const unit = await aUnit()
  const both = await reviewer(unit)
  const matter = await aMatter({ unit })
  await looked(both, matter)
  await draw()
  const [review] = await owner`select id, committee_id from audit.reviews where staff_id = ${both.id}`
  const id = review!['id'] as string
  expect((await (await browser(both)).get(`${root}/${id}`)).status).toBe(404)
  expect((await (await browser(await reviewer(await aUnit()))).get(`${root}/${id}`)).status).toBe(404)
  const colleague = await reviewer(unit)
  expect((await (await browser(colleague)).get(`${root}/${id}`)).status).toBe(200)
  const write = (by: typeof both, staffId: string) =>
    db.as(
      by,
      { purpose: 'test' },
      (tx) => tx.run`
      insert into audit.review_results (committee_id, review_id, nr, staff_id, reviewer_id, assignment_id, result)
      values (${unit.committee.id}, ${id}, 1, ${staffId}, ${by.id}, ${by.assignmentId}, 'in-order')`,
    )
  await expect(write(both, both.id)).rejects.toThrow(/review_results_check|violates check/)
  await expect(write(both, colleague.id)).rejects.toThrow(/foreign key/)
  await write(colleague, both.id)
  for (const change of ['update audit.review_results set note = $1', 'delete from audit.review_results where note <> $1'])
    await expect(
      owner.begin(async (sql) => {
        await sql`select set_config('role', 'delakt_staff', true), set_config('delakt.secret', ${colleague.secret}, true)`
        await sql.unsafe(change, ['x'])
      }),
    ).rejects.toThrow(/permission denied/)
})

test('what is late is said to the reviewer and to the manager of the unit, and to no other', async () => {
  const [unit, other] = [await aUnit(), await aUnit()]
  const [stranger, matter] = [await aWorker({ unit, called: 'Karin Ek' }), await aMatter({ unit })]
  await looked(stranger, matter, addDays(today, -40))
  await draw(addDays(today, -40))
  const start = async (role: 'logReviewer' | 'unitManager' | 'caseOfficer' | 'systemSteward', at = unit) =>
    (await (await browser(await aWorker({ unit: at, role }))).get('/personal')).text
  expect(await start('logReviewer')).toContain('1 skulle ha varit klar redan.')
  expect(await start('unitManager')).toContain('1 logggranskning på din enhet är försenad')
  for (const elsewhere of [await start('unitManager', other), await start('caseOfficer'), await start('systemSteward')])
    expect(elsewhere).not.toMatch(/försenad|granskning/)
  expect((await (await browser(await reviewer(unit))).get(root)).text).toContain('Försenad')
})

test('when sealing has stopped, the reviewer and the steward are told', async () => {
  const unit = await aUnit()
  await owner`update audit.log set stopped_because = 'outside', stopped_at = now()`
  const start = async (role: 'logReviewer' | 'unitManager' | 'systemSteward') =>
    (await (await browser(await aWorker({ unit, role }))).get('/personal')).text
  for (const role of ['logReviewer', 'systemSteward'] as const) expect(await start(role)).toContain('Loggen förseglas inte')
  expect(await start('unitManager')).not.toContain('Loggen förseglas inte')
  await owner`update audit.log set stopped_because = null, stopped_at = null`
})
