import { expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '#kernel/actor'
import { aMatter, anEvent, aPerson, aSource, aUnit, aWorker, browser, config, db, opened, owner, uuid } from '#testing'
import { numberIndex } from '#kernel/secrets'
import { parsePersonalNumber } from '#kernel/values/personal-number'
import type { Day } from '#kernel/values/day'

const root = '/personal/nodatkomst'
async function aScene({ guarded = false } = {}) {
  const unit = await aUnit()
  const other = await aUnit({ committee: unit.committee, called: 'Barnenheten' })
  const person = await aPerson({ called: 'Wilma Ström' })
  const matter = await aMatter({ unit: other, person })
  await anEvent(matter, 'note', { title: 'Om hemmet', text: 'Hon bor hos sin moster.' })
  if (guarded) await owner`update record.people set protected_identity = 'marking' where person_id = ${matter.person.id}`
  const [row] = await owner`select number from record.matters where id = ${matter.id}`
  const worker = await aWorker({ unit, called: 'Amina Haddad' })
  const desk = await browser(worker)
  const form = (more: object = {}) => ({ formular: uuid(), sok: row!['number'] as string, skal: 'child', ord: '', ...more })
  return { unit, other, person, matter, number: row!['number'] as string, worker, desk, form, path: `${root}/${matter.id}` }
}

/** What a transaction sees that says it looks at a case through a glass, whatever page it is for. */
const through = (worker: StaffActor, matterId: string) =>
  db
    .as(worker, { purpose: 'test' }, async (tx) => {
      await tx.run`select set_config('delakt.glass', ${matterId}, true)`
      return tx.many(z.object({ id: z.string() }))`select id from record.matters where id = ${matterId}`
    })
    .catch(() => [])

test('a case of another unit is not there until the glass is broken, and then it is read for an hour', async () => {
  const { desk, form, path, matter, worker } = await aScene()
  expect((await desk.get(path)).status).toBe(404)
  const asked = (await desk.get(root)).text
  for (const said of ['Du kan läsa ärendet i en timme', 'den som granskar loggar får veta det direkt', 'Personen ser på sin sida'])
    expect(asked).toContain(said)
  expect((await desk.post(root, form())).headers.get('location')).toBe(path)
  const read = await desk.get(path)
  expect(read.status).toBe(200)
  for (const said of ['Wilma Ström', 'Hon bor hos sin moster.', 'Barnenheten']) expect(read.text).toContain(said)
  expect(await through(worker, matter.id)).toEqual([{ id: matter.id }])
  await owner`update gate.glass set ends_at = now() - interval '1 second' where matter_id = ${matter.id}`
  expect(await through(worker, matter.id)).toEqual([])
  expect((await desk.get(path)).status).toBe(404)
  const rows =
    await owner`select purpose, reason, person_id from audit.access_log where actor_id = ${worker.id} and purpose like 'break glass%' order by id`
  expect(rows.map((row) => [row['purpose'], row['reason'], row['person_id'] === matter.person.id])).toEqual([
    ['break glass', null, true],
    ['break glass search', 'child', false],
    ['break glass search', 'child', true],
    ['break glass', 'child', true],
    ['break glass', null, true],
    ['break glass', null, true],
  ])
})

test('it opens that page and nothing else: every other page of the case is as absent as before, and nothing can be changed', async () => {
  const { desk, form, path, matter, unit } = await aScene()
  const sister = await aMatter({ unit: matter.unit, person: matter.person })
  await desk.post(root, form())
  expect((await desk.get(path)).status).toBe(200)
  const home = `/personal/arenden/${matter.id}`
  for (const page of [home, `${home}/som-personen`, `${home}/anteckning`, `${root}/${sister.id}`])
    expect((await desk.get(page)).status).toBe(404)
  for (const act of [`${home}/oppna`, `${home}/anteckning`]) expect((await desk.post(act, {})).status).toBe(404)
  const found = await desk.post('/personal/arenden', { sok: 'Wilma', anledning: 'contact' })
  expect(found.text).not.toContain(matter.id)
  expect((await desk.get('/personal')).text).not.toContain('Wilma')
  expect(unit.id).not.toBe(matter.unit.id)
})

test('it is for this session: not at another device, not at another desk, and not after signing out', async () => {
  const { desk, form, path, worker, unit } = await aScene()
  await desk.post(root, form())
  const colleague = await browser(await aWorker({ unit }))
  expect((await colleague.get(path)).status).toBe(404)
  const [mine] = await owner`select s.* from identity.sessions s where s.id = ${worker.sessionId}`
  const second = await aWorker({ unit })
  await owner`update identity.sessions set staff_id = ${worker.id}, assignment_id = ${mine!['assignment_id'] as string} where id = ${second.sessionId}`
  expect((await (await browser(second)).get(path)).status).toBe(404)
  expect((await desk.get(path)).status).toBe(200)
  await owner`update identity.sessions set ended_at = now() where id = ${worker.sessionId}`
  expect(await through(worker, path.split('/').at(-1)!)).toEqual([])
})

test('unknown, refused and of another committee look the same, and nobody is told of them', async () => {
  const { desk, form, unit } = await aScene()
  const elsewhere = await aMatter({ unit: await aUnit() })
  const own = await aMatter({ unit })
  const answers = []
  for (const matter of [elsewhere, own]) {
    const [row] = await owner`select number from record.matters where id = ${matter.id}`
    answers.push(await desk.post(root, form({ sok: row!['number'] as string })))
    expect((await desk.get(`${root}/${matter.id}`)).status).toBe(404)
  }
  answers.push(await desk.post(root, form({ sok: '1999-1' })), await desk.post(root, form({ sok: 'Wilma' })))
  for (const { status, text } of answers) {
    expect(status).toBe(404)
    expect(text).toContain('Inget sådant ärende hittades')
  }
  expect(await owner`select 1 from gate.glass where matter_id in (${elsewhere.id}, ${own.id})`).toHaveLength(0)
})

test('a reason is needed, and words when it is none of those on the list; what was typed is kept', async () => {
  const { desk, form, number, matter } = await aScene()
  for (const more of [{ skal: '' }, { skal: 'curious' }, { skal: 'other' }, { sok: '' }])
    expect((await desk.post(root, form(more))).status).toBe(422)
  expect((await desk.post(root, form({ skal: 'other' }))).text).toContain(`value="${number}"`)
  expect(await owner`select 1 from gate.glass where matter_id = ${matter.id}`).toHaveLength(0)
  expect((await desk.post(root, form({ skal: 'other', ord: 'Polisen ringde om Wilma' }))).status).toBe(303)
  const log = JSON.stringify(await owner`select * from audit.access_log where matter_id = ${matter.id}`)
  expect(log).not.toContain('Polisen')
})

test('by a personal number that several cases have, one is chosen', async () => {
  const { desk, form, matter } = await aScene()
  const sister = await aMatter({ unit: matter.unit, person: matter.person, title: 'Ett annat ärende' })
  const index = numberIndex(config.secret, parsePersonalNumber('19900101-2385', '2026-11-26' as Day)!)
  await owner`update identity.persons set number_index = ${index} where id = ${matter.person.id}`
  const which = await desk.post(root, form({ sok: '19900101-2385' }))
  expect(which.status).toBe(422)
  expect(which.text).toContain('Ett annat ärende')
  expect(await owner`select 1 from gate.glass where person_id = ${matter.person.id}`).toHaveLength(0)
  const opened = await desk.post(root, form({ sok: '19900101-2385', arende: sister.id }))
  expect(opened.headers.get('location')).toBe(`${root}/${sister.id}`)
  expect((await desk.get(`${root}/${matter.id}`)).status).toBe(404)
})

test('both managers are told until they have taken note, with the reason and that the person is protected; others are not', async () => {
  const { desk, form, unit, other, number } = await aScene({ guarded: true })
  const [own, theirs] = [await aWorker({ unit, role: 'unitManager' }), await aWorker({ unit: other, role: 'unitManager' })]
  const key = uuid()
  const sent = form({ formular: key, skal: 'danger', ord: 'Ambulansen frågar' })
  await desk.post(root, sent)
  await desk.post(root, sent)
  expect(await owner`select 1 from gate.glass where id = ${key}`).toHaveLength(1)
  for (const manager of [own, theirs]) {
    const start = await browser(manager)
    const told = (await start.get('/personal')).text
    for (const said of ['Amina Haddad', number, 'Fara för någons liv eller hälsa', 'Ambulansen frågar', 'skyddade personuppgifter'])
      expect(told).toContain(said)
    expect((await start.post(`/personal/larm/${key}`, {})).status).toBe(303)
    expect((await start.get('/personal')).text).not.toContain('Ambulansen frågar')
  }
  const bystanders = [
    desk,
    await browser(await aWorker({ unit: other })),
    await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }), role: 'unitManager' })),
  ]
  for (const one of bystanders) {
    expect((await one.get('/personal')).text).not.toContain('Ambulansen frågar')
    expect((await one.post(`/personal/larm/${key}`, {})).status).toBe(404)
  }
})

test('a native case can be read and not written in', async () => {
  const unit = await aUnit()
  const other = await aUnit({ committee: unit.committee })
  const matter = await aMatter({ unit: other, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  const [row] = await owner`select number from record.matters where id = ${matter.id}`
  const desk = await browser(await aWorker({ unit }))
  await desk.post(root, { formular: uuid(), sok: row!['number'] as string, skal: 'danger', ord: '' })
  const read = await desk.get(`${root}/${matter.id}`)
  expect(read.status).toBe(200)
  expect(read.text).not.toContain('<textarea')
  expect(
    (
      await desk.post(`/personal/arenden/${matter.id}/anteckning`, {
        formular: uuid(),
        version: '0',
        text: 'Nej',
        rubrik: '',
        datum: '',
        tid: '',
      })
    ).status,
  ).toBe(404)
})

test('whoever reviews the log has it at once, with what else the night finds, and the person reads of it once, with the reason', async () => {
  const { desk, form, path, person, matter, unit, worker } = await aScene({ guarded: true })
  await opened(matter)
  expect((await desk.get(path)).status).toBe(404)
  await desk.post(root, form())
  await desk.get(path)
  await desk.get(path)
  const reviewer = await browser(await aWorker({ unit, role: 'logReviewer', called: 'Jonas Wiklund' }))
  const list = (await reviewer.get('/personal/loggar')).text
  expect(list).toContain('Amina Haddad')
  await owner`select audit.draw((now() at time zone 'Europe/Stockholm')::date)`
  await desk.post(root, form())
  const drawn = await owner`select because, due_on - day as days from audit.reviews where staff_id = ${worker.id}`
  expect(drawn).toEqual([{ because: ['break-glass', 'protected', 'no-relation'], days: 8 }])

  const page = (await (await browser(person)).get('/mina-sidor/vem-har-last')).text
  expect(page.match(/med nödåtkomst/g)).toHaveLength(1)
  expect(page.match(/Skäl: /g)).toHaveLength(1)
})
