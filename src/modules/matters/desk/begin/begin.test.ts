import { expect, test } from 'vitest'
import { z } from 'zod'
import { numberIndex } from '#kernel/secrets'
import type { PersonalNumber } from '#kernel/values/personal-number'
import { aSource, auditOf, aUnit, aWorker, browser, config, db, owner, services, uuid } from '#testing'
import { application } from '../../../../app.ts'

const number = '199006022397'
const begin = {
  personnummer: number,
  namn: 'Camilla Rosén',
  nummer: 'N-1',
  omrade: 'adult-addiction',
  rubrik: 'Stöd hemma',
  vad: 'application',
  datum: '2026-11-02',
}
const formIn = (page: string) => /name="formular" value="([^"]*)"/.exec(page)![1]!
const idIn = (address: string | null) => /arenden\/([0-9a-f-]{36})/.exec(address ?? '')![1]!

test('an officer begins a matter, and the same form twice is one matter', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const desk = await browser(await aWorker({ unit }))
  const formular = formIn((await desk.get('/personal/arenden/nytt')).text)
  const answers = [
    await desk.post('/personal/arenden/nytt', { ...begin, formular }),
    await desk.post('/personal/arenden/nytt', { ...begin, formular }),
  ]
  expect(answers.map((answer) => answer.status)).toEqual([303, 303])
  const id = idIn(answers[0]!.headers.get('location'))
  expect(answers[1]!.headers.get('location')).toContain(id)
  expect(await owner`select kind, event -> 'detail' as detail from record.events where matter_id = ${id}`).toMatchObject([
    { kind: 'received', detail: { what: 'application', title: 'Stöd hemma' } },
  ])
  expect((await desk.get(`/personal/arenden/${id}`)).text).toContain('N-1, Camilla Rosén')
  expect((await desk.post('/personal/arenden', { sok: number, anledning: 'contact' })).text).toContain(id)
})

test('a case is open since the day it came in, and whoever begins it is its contact unless they say otherwise', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const worker = await aWorker({ unit })
  await owner`update directory.staff set phone = '', phone_hours = ${owner.json({ sv: 'måndag 9–10' })}, photo = 'amina.svg' where id = ${worker.id}`
  const desk = await browser(worker)
  expect((await desk.get('/personal/arenden/nytt')).text).toMatch(/id="kontakt"[^>]*checked=""/)
  expect((await desk.post('/personal/arenden/nytt', { ...begin, rubrik: '' })).text).toMatch(/id="kontakt"(?![^>]*checked)/)
  const formular = uuid()
  const started = [
    await desk.post('/personal/arenden/nytt', { ...begin, formular, kontakt: 'ja' }),
    await desk.post('/personal/arenden/nytt', { ...begin, formular, kontakt: 'ja' }),
    await desk.post('/personal/arenden/nytt', begin),
  ]
  expect(started.map(({ status }) => status)).toEqual([303, 303, 303])
  const [mine, , nobodys] = started.map((answer) => idIn(answer.headers.get('location'))) as [string, string, string]
  expect(await owner`select distinct opened_on::text as day from record.matters where id in (${mine}, ${nobodys})`).toEqual([
    { day: '2026-11-02' },
  ])
  const page = (await desk.get(`/personal/arenden/${mine}`)).text
  expect(page).toContain('2 november')
  const cards = (id: string) =>
    owner`select event #> '{detail,officer}' as officer from record.events where matter_id = ${id} and kind = 'assigned'`
  expect(await cards(mine)).toEqual([
    { officer: { name: 'Amina Haddad', role: 'socialsekreterare', hours: 'måndag 9–10', photo: 'amina' } },
  ])
  expect(await cards(nobodys)).toEqual([])
})

test('what is wrong in a new matter is said by each field, with the rest kept', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const desk = await browser(await aWorker({ unit }))
  const answer = await desk.post('/personal/arenden/nytt', { ...begin, personnummer: '199006022398', rubrik: '', datum: '2199-01-01' })
  expect(answer.status).toBe(422)
  for (const text of ['href="#personnummer"', 'href="#rubrik"', 'Dagen har inte varit än', 'value="Camilla Rosén"'])
    expect(answer.text).toContain(text)
})

/** Somebody whose number is in `begin`, as the sign-in knows them; nobody has confirmed the name of one without. */
const holder = (name: string | null, at: string = number) =>
  owner<{ id: string }[]>`
  insert into identity.persons (name, number_index) values (${name}, ${numberIndex(config.secret, at as PersonalNumber)})
  on conflict (number_index) do update set name = excluded.name returning id`.then(([row]) => row!.id)

test('a number that is somebody else’s by name is asked about once more, with nothing typed lost and nothing begun', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const person = await holder('Yusuf Demir')
  const matters = () =>
    owner`select p.name from record.matters m join record.people p on p.person_id = m.person_id and p.source_id = m.source_id where m.unit_id = ${unit.id}`
  const typed = { ...begin, formular: uuid() }
  const mark = numberIndex(config.secret, number as PersonalNumber).toString('hex')
  const asked = await desk.post('/personal/arenden/nytt', typed)
  expect(asked.status).toBe(422)
  for (const said of [
    '<a href="#samma">Kontrollera vem ärendet gäller: personnumret hör till någon som heter något annat',
    'Du skrev Camilla Rosén',
    `name="samma" value="${mark}"`,
  ])
    expect(asked.text).toContain(said)
  // Nobody here has anything to do with them yet: a number is no way to a name.
  expect(asked.text).not.toContain('Yusuf')
  for (const kept of [number, 'Camilla Rosén', 'N-1', 'Stöd hemma', '2026-11-02', typed.formular])
    expect(asked.text).toContain(`value="${kept}"`)
  expect(asked.text).toMatch(/value="adult-addiction" selected.*value="application" checked/s)
  expect(await matters()).toEqual([])
  expect(await auditOf(worker.id)).toContain('look up whose number')
  expect(await owner`select from audit.access_log where person_id = ${person} and actor_id = ${worker.id}`).toHaveLength(1)

  // What was confirmed is the number on the page: with another person's number it is asked about anew.
  await holder('Ritva Laine', '198912312389')
  const other = await desk.post('/personal/arenden/nytt', { ...typed, personnummer: '198912312389', samma: mark })
  expect([other.status, other.text.includes('hör till någon som heter något annat')]).toEqual([422, true])
  expect((await desk.post('/personal/arenden/nytt', { ...typed, namn: 'demir, yusuf' })).status).toBe(303)
  expect(await matters()).toEqual([{ name: 'Yusuf Demir' }])
  // Known here they are called by name. A person who has changed name is called so here from then on.
  expect((await desk.post('/personal/arenden/nytt', { ...typed, formular: uuid() })).text).toContain('hör till Yusuf Demir')
  expect((await desk.post('/personal/arenden/nytt', { ...typed, formular: uuid(), samma: mark })).status).toBe(303)
  expect(await matters()).toEqual([{ name: 'Camilla Rosén' }, { name: 'Camilla Rosén' }])
})

test('without a confirmed name the committee’s own are compared, and another committee’s are told to nobody', async () => {
  const [here, there] = [await aUnit(), await aUnit()]
  const person = await holder(null)
  for (const [unit, name] of [
    [here, 'Yusuf Demir'],
    [here, 'Yusuf A Demir'],
    [there, 'Hemlig Hemligsson'],
  ] as const) {
    const source = await aSource({ committee: unit.committee })
    await owner`insert into record.people (committee_id, source_id, ref, person_id, name) values (${unit.committee.id}, ${source.id}, ${name}, ${person}, ${name})`
  }
  await aSource({ committee: here.committee, kind: 'native' })
  const desk = await browser(await aWorker({ unit: here }))
  const asked = await desk.post('/personal/arenden/nytt', begin)
  expect([asked.status, asked.text.includes('hör till Yusuf A Demir, Yusuf Demir')]).toEqual([422, true])
  expect(asked.text).not.toContain('Hemlig')
  expect((await desk.post('/personal/arenden/nytt', { ...begin, namn: 'Yusuf Demir' })).status).toBe(303)

  const officer = await aWorker({ unit: there })
  const names = (who: typeof officer) =>
    db.as(
      who,
      { purpose: 'test' },
      (tx) =>
        tx.many(
          z.object({ n: z.string() }),
        )`select name as n from record.known_names(${numberIndex(config.secret, number as PersonalNumber)})`,
    )
  expect(await names(officer)).toEqual([]) // a committee that begins no matters here asks for no names
  await aSource({ committee: there.committee, kind: 'native' })
  expect(await names(officer)).toEqual([{ n: 'Hemlig Hemligsson' }])
  for (const role of ['unitManager', 'systemSteward', 'logReviewer'] as const)
    expect(await names(await aWorker({ unit: there, role }))).toEqual([])
})

test('in production a test number begins no matter, and the officer is told so', async () => {
  const unit = await aUnit()
  await aSource({ committee: unit.committee, kind: 'native' })
  const { cookie } = await aWorker({ unit })
  const app = application({ ...services, config: { ...config, mode: 'production' } })
  const answer = await app.request('/personal/arenden/nytt', {
    method: 'POST',
    body: new URLSearchParams({ ...begin, formular: uuid() }),
    headers: { cookie, origin: config.origin, 'sec-fetch-site': 'same-origin' },
  })
  expect([answer.status, (await answer.text()).includes('Det här är ett testnummer')]).toEqual([422, true])
  expect((await owner`select from record.matters where unit_id = ${unit.id}`).length).toBe(0)
})

test('a committee that keeps its matters elsewhere begins none here, and neither does a manager', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit }))
  expect([(await desk.get('/personal/arenden/nytt')).status, (await desk.post('/personal/arenden/nytt', begin)).status]).toEqual([404, 404])
  await aSource({ committee: unit.committee, kind: 'native' })
  expect((await (await browser(await aWorker({ unit, role: 'unitManager' }))).get('/personal/arenden/nytt')).status).toBe(404)
})
