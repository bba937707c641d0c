import { expect, test } from 'vitest'
import { languages } from '#kernel/text'
import { eventKinds, kindName } from '#modules/matters'
import { aMatter, anEvent, aUnit, aWorker, owner, browser } from '#testing'

const path = '/personal/regler/adult-addiction/decision'
const rules = async (committeeId: string) =>
  (
    await owner`select manner, days, decided_on, decided_by, ended_by from gate.rules where committee_id = ${committeeId} order by ended_at nulls last`
  ).map((row) => ({ ...row }))
const ruleIn = (page: string) => /name="galler" value="([^"]*)"/.exec(page)![1]!

test('a manager sets a rule, and what comes in from then on follows it', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const waiting = await anEvent(matter, 'decision', { title: 'Ja', results: [] })
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const page = await desk.get(path)
  expect(page.text).toContain('Nu: Ingen regel')
  expect(page.text).toContain('På din enhet väntar 1 uppgift av det här slaget.')
  const answer = await desk.post(path, { galler: '', satt: 'after-days', dagar: '3', datum: '2026-01-15', beslut: 'Socialnämnden § 12' })
  expect(answer.status).toBe(303)
  expect((await desk.get(answer.headers.get('location')!)).text).toContain('Visas efter 3 dagar')
  const next = await anEvent(matter, 'decision', { title: 'Ja', results: [] })
  const states = await owner`select item_id, state, due_at is not null as due from gate.release_decisions where matter_id = ${matter.id}`
  expect(states.find((row) => row['item_id'] === waiting.id)).toMatchObject({ state: 'imported', due: false })
  expect(states.find((row) => row['item_id'] === next.id)).toMatchObject({ state: 'assessed', due: true })
})

test('every kind is a way to its rule, and none is called the opposite of one', async () => {
  const desk = await browser(await aWorker({ role: 'unitManager' }))
  const { text } = await desk.get('/personal/regler?omrade=adult-addiction')
  for (const kind of eventKinds) expect(text).toContain(`<a href="/personal/regler/adult-addiction/${kind}">${kindName(kind, 'sv')}</a>`)
  for (const language of languages)
    expect(eventKinds.map((kind) => kindName(kind, language)).filter((name) => /visas|shown/i.test(name))).toEqual([])
})

test('no rule and a rule that somebody reads first say what differs', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const form = { galler: '', satt: 'after-look', datum: '2026-01-15', beslut: '§ 1' }
  await desk.post(path, form)
  const { text } = await desk.get(path)
  const hints = ['satt-2', 'satt-6'].map((id) => new RegExp(`id="${id}-about">([^<]*)`).exec(text)?.[1])
  expect(hints).toEqual([expect.stringMatching(/^Nämnden har bestämt/), expect.stringMatching(/^Regeln tas bort/)])
})

test('a rule is replaced and ended, and the old ones stay with who decided', async () => {
  const unit = await aUnit()
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const send = async (form: Record<string, string>) =>
    desk.post(path, { galler: ruleIn((await desk.get(path)).text), datum: '2026-01-15', ...form })
  await send({ satt: 'after-look', beslut: '§ 1' })
  await send({ satt: 'at-once', beslut: '§ 2' })
  expect((await send({ satt: 'ingen', beslut: '§ 3' })).status).toBe(303)
  expect(await rules(unit.committee.id)).toMatchObject([
    { manner: 'after-look', decided_by: '§ 1', ended_by: '§ 2, 2026-01-15' },
    { manner: 'at-once', decided_by: '§ 2', ended_by: '§ 3, 2026-01-15' },
  ])
})

test('a rule without days, day or decision is refused with the text kept', async () => {
  const desk = await browser(await aWorker({ role: 'unitManager' }))
  const answer = await desk.post(path, { galler: '', satt: 'after-days', dagar: '400', datum: '2999-01-01', beslut: '' })
  expect(answer.status).toBe(422)
  for (const text of ['href="#dagar"', 'Dagen för beslutet har inte varit än', 'href="#beslut"', 'value="400"'])
    expect(answer.text).toContain(text)
  expect((await desk.post(path, { satt: 'strax' })).status).toBe(422)
})

test('two managers at once: the second is told, and the same form twice is one rule', async () => {
  const unit = await aUnit()
  const [one, two] = [
    await browser(await aWorker({ unit, role: 'unitManager' })),
    await browser(await aWorker({ unit, role: 'unitManager' })),
  ]
  const form = { galler: '', satt: 'at-once', datum: '2026-01-15', beslut: '§ 12' }
  expect([(await one.post(path, form)).status, (await one.post(path, form)).status]).toEqual([303, 303])
  const late = await two.post(path, { ...form, satt: 'after-look', beslut: 'Mitt eget beslut' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('Mitt eget beslut')
  expect(await rules(unit.committee.id)).toHaveLength(1)
})

test('rules are the manager’s, and an address that is no rule does not exist', async () => {
  const unit = await aUnit()
  for (const role of ['caseOfficer', 'systemSteward', 'logReviewer'] as const)
    expect((await (await browser(await aWorker({ unit, role }))).get(path)).status).toBe(404)
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await desk.get('/personal/regler/adult-addiction/gissning')).status).toBe(404)
  expect((await desk.get('/personal/regler/__proto__/note')).status).toBe(404)
})
