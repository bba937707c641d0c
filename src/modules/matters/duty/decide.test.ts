import { expect, test } from 'vitest'
import { addDays, addMonths, dayOf, nextWorkingDay } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import { lateDuties } from '#modules/matters'
import { anEvent, db, decided, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aCase, errorsIn, idIn } from '../../../testing/duties.ts'

const today = () => dayOf(new Date())
/** An application that came in `months` months ago, and some days more or less. */
const ago = (months: number, days = 0) => `${addDays(addMonths(today(), -months), -days)}T10:00:00Z`
const ask = '/rattigheter/beslut'

test('before six months the page says from which day, and nothing is taken in early', async () => {
  const { reader, home, matter } = await aCase({ applied: ago(5) })
  const applied = addMonths(today(), -5)
  const said = read((await reader.get(`${home}/rattigheter`)).text)
  expect(said).toContain(`Du kan be oss från och med ${sayDay(addMonths(applied, 6), today(), 'sv')}`)
  expect((await reader.get(`${home}/rattigheter`)).text).not.toContain(`href="${home}${ask}"`)
  expect(read((await reader.get(home + ask)).text)).toContain('Det går inte att begära än')
  expect((await reader.post(home + ask, { key: uuid(), text: '' })).status).toBe(422)
  expect(await owner`select id from duty.duties where matter_id = ${matter.id}`).toHaveLength(0)
})

test('six months after their own application somebody asks once, and is told by when: four weeks, on a working day', async () => {
  const { reader, home, duty } = await aCase({ applied: ago(6, 3) })
  const by = nextWorkingDay(addDays(today(), 28))
  expect(read((await reader.get(`${home}/rattigheter`)).text)).toContain('Nu kan du be oss.')
  expect(read((await reader.get(home + ask)).text)).toContain(`senast ${sayDay(by, today(), 'sv')}`)
  const sent = await reader.post(home + ask, { key: uuid(), text: 'Jag har väntat länge.' })
  expect(sent.status).toBe(303)
  const id = idIn(sent.headers.get('location'))
  expect(await duty(id)).toMatchObject({ kind: 'decide', came_on: today(), last_day: by, via: 'here' })
  expect(read((await reader.get(sent.headers.get('location')!)).text)).toMatch(/Vi har fått det .*Kom in .* Jag har väntat länge\./)
  expect(read((await reader.get(home)).text)).toContain('Vi ska svara på din begäran om beslut')
  // Once: another form is told of the one there is, and has its words back.
  const again = await reader.post(home + ask, { key: uuid(), text: 'Igen, tack' })
  expect([again.status, again.text.includes(`href="${home}/rattigheter/${id}"`), again.text.includes('Igen, tack')]).toEqual([
    409,
    true,
    true,
  ])
  expect(read(again.text)).toContain(`Du bad oss avgöra ditt ärende ${sayDay(today(), today(), 'sv')}.`)
  const page = (await reader.get(home + ask)).text
  expect([page.includes('<textarea'), page.includes(`href="${home}/rattigheter/${id}"`)]).toEqual([false, true])
  expect(read((await reader.get(`${home}/rattigheter`)).text)).toContain('Du har bett oss om det: Se hur det går')
})

test('two sent at the same moment are one', async () => {
  const { reader, home, matter } = await aCase({ applied: ago(7) })
  const answers = await Promise.all([uuid(), uuid(), uuid()].map((key) => reader.post(home + ask, { key, text: '' })))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(await owner`select id from duty.duties where matter_id = ${matter.id}`).toHaveLength(1)
})

test('where the authority itself began, or the case is decided, there is nothing to ask', async () => {
  const reported = await aCase({ applied: ago(8) })
  await anEvent(reported.matter, 'received', { what: 'report' }, { ref: reported.items.application.ref, version: 1, at: ago(8) })
  expect(read((await reported.reader.get(`${reported.home}/rattigheter`)).text)).toContain('Det finns ingen ansökan från dig')
  const settled = await aCase({ applied: ago(8) })
  await anEvent(settled.matter, 'decision', { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd' }] }, { at: ago(1) })
  expect(read((await settled.reader.get(`${settled.home}/rattigheter`)).text)).toContain('Det finns ingen ansökan från dig')
  expect((await settled.reader.post(settled.home + ask, { key: uuid() })).status).toBe(422)
  // A later application is a new one.
  await anEvent(settled.matter, 'received', { what: 'application' }, { at: ago(0, 10) })
  expect(read((await settled.reader.get(`${settled.home}/rattigheter`)).text)).toContain('Du kan be oss från och med')
})

test('a decision that nobody has shown its person yet is not given away; when they have it, it ends the clock', async () => {
  const { reader, home, matter, officer, desk, at, duty } = await aCase({ applied: ago(7) })
  await owner`update gate.rules set ended_at = now() where kind = 'decision'`
  const id = idIn((await reader.post(home + ask, { key: uuid() })).headers.get('location'))
  const before = read((await reader.get(`${home}/rattigheter/${id}`)).text)
  const made = await anEvent(
    matter,
    'decision',
    { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd' }] },
    { at: new Date().toISOString() },
  )
  // The unit is done; its person sees no difference.
  expect(read((await desk.get(`${at}/skyldigheter/${id}`)).text)).toContain('Det finns ett beslut.')
  expect(read((await desk.get('/personal/skyldigheter')).text)).toContain('Inget väntar')
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toBe(before)
  await decided(matter, made.id, 'released', { by: officer })
  expect(await duty(id)).toMatchObject({ outcome: 'decided' })
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Du fick vårt beslut')
})

test('an older decision that comes in later does not end it', async () => {
  const { reader, home, matter, duty } = await aCase({ applied: ago(7) })
  const id = idIn((await reader.post(home + ask, { key: uuid() })).headers.get('location'))
  await anEvent(matter, 'decision', { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd' }] }, { at: ago(9) })
  expect(await duty(id)).toMatchObject({ outcome: null, settled_at: null })
})

test('a no is a decision with reasons, rules and who decided, which its person can appeal, once', async () => {
  const { reader, home, act, duty } = await aCase({ applied: ago(7) })
  const id = idIn((await reader.post(home + ask, { key: uuid() })).headers.get('location'))
  const half = await act(id, 'refused', { datum: today(), skal: '', regler: '', beslutare: '' })
  expect([half.status, errorsIn(half.text).map((line) => line.split(':')[0])]).toEqual([422, ['skal', 'regler', 'beslutare']])
  const no = {
    datum: today(),
    skal: 'Vi väntar på ett\nläkarintyg från dig.',
    regler: '12 § förvaltningslagen (2017:900)',
    beslutare: 'Sara Lund, enhetschef',
  }
  expect((await act(id, 'refused', no)).status).toBe(303)
  expect(await duty(id)).toMatchObject({ outcome: 'refused' })
  const page = await reader.get(`${home}/rattigheter/${id}`)
  expect(read(page.text)).toMatch(
    /Vi sa nej .* Vi väntar på ett läkarintyg från dig\. .* 12 § förvaltningslagen \(2017:900\) Sara Lund, enhetschef har beslutat\. Du kan överklaga det här beslutet inom tre veckor/,
  )
  const appeal = `${home}/rattigheter/${id}/overklaga`
  expect(page.text).toContain(`href="${appeal}"`)
  const key = uuid()
  for (let n = 0; n < 2; n++) expect((await reader.post(appeal, { key, text: 'Besluta nu' })).status).toBe(303)
  expect(await owner`select id from duty.duties where about_copy = ${id}`).toHaveLength(1)
  // Done is done.
  expect((await act(id, 'refused', no)).status).toBe(409)
})

test('a letter counts from the day it came, and one that came too early is not such a request', async () => {
  const { desk, at, duty, reader, home } = await aCase({ applied: ago(7) })
  const to = `${at}/skyldigheter/ny/beslut`
  const early = await desk.post(to, { key: uuid(), satt: 'letter', datum: addDays(addMonths(today(), -1), -5), text: 'Brev' })
  expect(errorsIn(early.text)).toEqual([expect.stringContaining('datum: Det finns ingen ansökan från personen som har väntat')])
  expect(early.text).toContain('Brev</textarea>')
  const came = addDays(today(), -5)
  const sent = await desk.post(to, { key: uuid(), satt: 'letter', datum: came, text: 'Brev' })
  const id = idIn(sent.headers.get('location'))
  expect(await duty(id)).toMatchObject({ came_on: came, last_day: nextWorkingDay(addDays(came, 28)), via: 'letter' })
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toMatch(/Kom in .*på papper/)
  const again = await desk.post(to, { key: uuid(), satt: 'visit', datum: today(), text: '' })
  expect(errorsIn(again.text)).toEqual([expect.stringContaining('datum: Personen har redan begärt det')])
  expect((await desk.post(to, { key: uuid(), satt: 'letter', datum: '2099-01-01', text: '' })).status).toBe(422)
})

test('what is taken back is over, and a late clock stands first at the unit', async () => {
  const { reader, home, desk, duty } = await aCase({ applied: ago(7) })
  const id = idIn((await reader.post(home + ask, { key: uuid() })).headers.get('location'))
  await owner`update duty.duties set came_on = came_on - 40, last_day = last_day - 40 where id = ${id}`
  const list = read((await desk.get('/personal/skyldigheter')).text)
  expect(list).toMatch(/Sent Begäran om beslut Camilla Rosén, 2024-\d+\. .*Sen /)
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Det har vi inte gjort. Ring oss.')
  for (let n = 0; n < 2; n++)
    expect((await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid(), saker: 'ja' })).status).toBe(303)
  expect(await duty(id)).toMatchObject({ outcome: 'withdrawn' })
  expect(await owner`select n from duty.steps where duty_id = ${id}`).toHaveLength(1)
  expect(read((await desk.get('/personal/skyldigheter')).text)).toContain('Inget väntar')
})

test('a notice that it takes longer says why, until when, and what its person may do about it', async () => {
  const { desk, at, reader, home } = await aCase({ applied: ago(2) })
  const to = `${at}/handelse/delay-notice`
  expect((await desk.get(`${at}/skyldigheter`)).text).toContain(`href="${to}"`)
  const form = { formular: uuid(), datum: today(), tid: '', text: '', senast: addDays(today(), 30) }
  expect((await desk.post(to, form)).status).toBe(422)
  expect((await desk.post(to, { ...form, text: 'Vi väntar på ett intyg.' })).status).toBe(303)
  const page = await reader.get(home)
  expect(read(page.text)).toMatch(
    /Det tar längre tid än vi sa .* senast .* Vi väntar på ett intyg\. .*sex månader sedan din ansökan kom in kan du be oss avgöra ärendet\. Så gör du/,
  )
  expect(page.text).toContain(`href="${home}/rattigheter#avgora"`)
})

test('the first page of staff is told how many clocks have run out, and of its own unit alone', async () => {
  const { reader, home, officer, unit } = await aCase({ applied: ago(7) })
  const count = async () => db.as(officer, { purpose: 'count' }, (tx) => lateDuties(tx, unit.id, today()))
  expect(await count()).toEqual({ late: 0, waiting: 0 })
  const id = idIn((await reader.post(home + ask, { key: uuid() })).headers.get('location'))
  expect(await count()).toEqual({ late: 0, waiting: 1 })
  await owner`update duty.duties set came_on = came_on - 40, last_day = last_day - 40 where id = ${id}`
  expect(await count()).toEqual({ late: 1, waiting: 1 })
  const other = await aCase()
  expect(await db.as(other.officer, { purpose: 'count' }, (tx) => lateDuties(tx, unit.id, today()))).toEqual({ late: 0, waiting: 0 })
})
