import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner } from '#testing'
import { aKind, aRelease, inHours } from '../../../../testing/times.ts'

const path = '/personal/tidsslag'
const form = {
  namn: 'Prata om ekonomin',
  name: 'Talk about money',
  om: 'Vi går igenom vad som kommer in och går ut.',
  about: '',
  ta: 'Hyresavi\r\nKontoutdrag',
  bring: '',
  minuter: '45',
  timmar: '24',
  'satt-visit': 'ja',
  'satt-phone': 'ja',
  'omrade-financial-assistance': 'ja',
  'omrade-påhittat': 'ja',
  oppen: 'ja',
}
const rows = (unit: { id: string }) =>
  owner`select id, name, about, bring, minutes, manners, fields, open, notice_hours, ended_at is not null as ended from appointments.kinds where unit_id = ${unit.id} order by name ->> 'sv'`

test('a manager decides what times are for, changes it, and ends it', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await desk.get(path)).text).toContain('Inga tidsslag än')
  await owner`insert into directory.process_templates (key, field, definition) values ('prov', 'financial-assistance', ${owner.json({ title: { sv: 'Försörjningsstöd', en: 'Financial assistance' } })}) on conflict do nothing`
  expect((await desk.get(`${path}/nytt`)).text).toContain('Försörjningsstöd')
  expect((await desk.post(`${path}/nytt`, form)).status).toBe(303)
  const [made] = await rows(unit)
  expect(made).toMatchObject({
    name: { sv: 'Prata om ekonomin', en: 'Talk about money' },
    bring: { sv: 'Hyresavi\nKontoutdrag' },
    minutes: 45,
    manners: ['visit', 'phone'],
    fields: ['financial-assistance'],
    open: true,
    notice_hours: 24,
    ended: false,
  })
  const one = `${path}/${made!['id'] as string}`
  expect((await desk.get(one)).text).toMatch(/id="namn"[^>]*value="Prata om ekonomin"/)
  const { oppen: _, 'satt-visit': __, ...rest } = form
  expect((await desk.post(one, { ...rest, minuter: '30' })).status).toBe(303)
  expect(await rows(unit)).toMatchObject([{ minutes: 30, open: false, manners: ['phone'] }])
  await desk.post(`${one}/slut`, { slut: 'ja' })
  expect(await rows(unit)).toMatchObject([{ ended: true }])
  expect((await desk.get('/personal/tider/slapp')).text).not.toContain('Prata om ekonomin')
  await desk.post(`${one}/slut`, { slut: 'nej' })
  expect(await rows(unit)).toMatchObject([{ ended: false }])
})

test('a kind that lacks something is not saved, and nothing typed is lost', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const { status, text } = await desk.post(`${path}/nytt`, { namn: ' ', om: 'Så här går det till', minuter: '3', timmar: 'en dag' })
  expect(status).toBe(422)
  for (const words of ['Skriv vad det ska heta', 'mellan 5 och 480', 'Välj minst ett sätt att ses', 'mellan 0 och 336'])
    expect(text).toContain(words)
  expect(text).toContain('Så här går det till</textarea>')
  expect(await rows(unit)).toEqual([])
})

test('an officer reads what times are for and does not decide it', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const kind = await aKind(unit)
  await aRelease(officer, kind, [inHours(30)])
  const desk = await browser(officer)
  expect((await desk.get(path)).status).toBe(404)
  expect((await desk.get('/personal/tider/slapp')).text).toContain('Samtal, 30 minuter')
  const manager = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await manager.get(path)).text).toContain('1 ledig tid.')
})

test('a kind is opened for anyone when the manager says so, and only what can be booked so', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const { 'omrade-financial-assistance': _, 'omrade-påhittat': __, ...plain } = form
  await desk.post(`${path}/nytt`, plain)
  const opened = async () => (await owner`select id, no_login from appointments.kinds where unit_id = ${unit.id}`)[0]!
  const { id, no_login } = await opened()
  expect(no_login).toBe(false)
  const one = `${path}/${id as string}`
  await owner`insert into directory.process_templates (key, field, definition) values ('prov', 'financial-assistance', ${owner.json({ title: { sv: 'Försörjningsstöd' } })}) on conflict do nothing`
  const { oppen: ___, ...closed } = plain
  const { 'satt-visit': ____, ...phoned } = plain
  for (const wrong of [closed, phoned, { ...plain, 'omrade-financial-assistance': 'ja' }]) {
    const { status, text } = await desk.post(one, { ...wrong, utan: 'ja' })
    expect([status, text.includes('Utan inloggning går det bara att boka besök och videomöten')]).toEqual([422, true])
  }
  expect((await desk.post(one, { ...plain, utan: 'ja' })).status).toBe(303)
  expect(await opened()).toMatchObject({ no_login: true })
  expect((await desk.get(path)).text).toContain('Kan bokas av vem som helst, utan inloggning')
  expect((await desk.get(one)).text).toMatch(/id="utan"[^>]*checked/)
  await desk.post(one, plain)
  expect(await opened()).toMatchObject({ no_login: false })
  // Whatever is asked of the database, too.
  await expect(owner`update appointments.kinds set no_login = true, open = false where id = ${id as string}`).rejects.toThrow(/for_anyone/)
})
