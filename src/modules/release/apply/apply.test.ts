import { expect, test } from 'vitest'
import { aDocument } from '../../../testing/camilla.ts'
import { aMatter, aPerson, aRecipient, aRule, aUnit, aWorker, anEvent, browser, decided, opened, owner, type Unit } from '#testing'

const path = '/personal/regler/adult-addiction/note/vantar'
const fields = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(nyckel|regel|fore|antal)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  )
const releaseDue = () => owner`select gate.release_due(1000)`

/** Two persons' old notes at one unit, opened, and then a rule; the manager at the desk. */
async function oldNotes(unit: Unit, manner: 'at-once' | 'after-days' | 'together' | 'at-closing' | 'after-look' = 'at-once') {
  const officer = await aWorker({ unit })
  const [camilla, yusuf] = [await aMatter({ unit }), await aMatter({ unit, person: await aPerson({ called: 'Yusuf Demir' }) })]
  const items = [
    await anEvent(camilla, 'note', { text: 'En' }),
    await anEvent(camilla, 'note', { text: 'Två' }),
    await anEvent(yusuf, 'note', { text: 'Tre' }),
  ]
  for (const matter of [camilla, yusuf]) await opened(matter, officer)
  await aRule(camilla, 'note', manner, manner === 'after-days' ? 5 : null)
  return { camilla, yusuf, items, officer, desk: await browser(await aWorker({ unit, role: 'unitManager', called: 'Chefen' })) }
}
const shelf = async (personId: string) =>
  (await owner`select kind from shelf.copies where person_id = ${personId} order by kind`).map(({ kind }) => kind)

test('a manager lets a rule speak for what waits, once however often it is sent, and takes all of it back', async () => {
  const unit = await aUnit()
  const { camilla, yusuf, items, officer, desk } = await oldNotes(unit)
  const page = await desk.get(path)
  expect(page.text).toContain('Regeln kommer att gälla 3 uppgifter.')
  const form = fields(page.text)
  for (let times = 0; times < 2; times += 1) expect((await desk.post(path, form)).headers.get('location')).toBe(`${path}?gjort=ja`)
  await releaseDue()
  expect([await shelf(camilla.person.id), await shelf(yusuf.person.id)]).toEqual([['note', 'note'], ['note']])
  expect(await owner`select count(*)::int as n from gate.acts where unit_id = ${unit.id}`).toEqual([{ n: 1 }])
  const done = (await desk.get(`${path}?gjort=ja`)).text
  expect(done).toContain('Chefen lät regeln gälla 3 uppgifter')
  await decided(yusuf, items[2]!.id, 'withheld', { by: officer })
  const undo = /action="([^"]*\/vantar\/[^"]*)"/.exec(done)![1]!
  for (let times = 0; times < 2; times += 1) expect((await desk.post(undo, {})).headers.get('location')).toBe(`${path}?gjort=tillbaka`)
  expect([await shelf(camilla.person.id), await shelf(yusuf.person.id)]).toEqual([[], ['withheld']])
  expect((await desk.get('/personal/granska')).text).toContain('2 uppgifter väntar.')
})

test('what a rule never speaks for goes on waiting: protected people, representatives, a no, and what is looked at anew', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const matter = await aMatter({ unit })
  const ordinary = await anEvent(matter, 'decision', { title: 'Ja', results: [{ answer: 'yes', what: 'Stöd' }] })
  await anEvent(matter, 'decision', { title: 'Nej', results: [{ answer: 'no', what: 'Stöd' }] })
  const said = await anEvent(matter, 'decision', { title: 'Sagt nej', results: [] })
  await opened(matter, officer)
  await decided(matter, said.id, 'withheld', { by: officer })
  await anEvent(matter, 'decision', { title: 'Sagt nej, rättat', results: [] }, { ref: said.ref, version: 1 })
  await aRecipient(matter, { by: officer })
  const hidden = await aMatter({ unit, person: await aPerson({ called: 'Skyddad' }) })
  await anEvent(hidden, 'decision', { title: 'Om den skyddade', results: [] })
  await owner`update record.people set protected_identity = 'marking' where person_id = ${hidden.person.id}`
  await aRule(matter, 'decision', 'at-once')
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const at = '/personal/regler/adult-addiction/decision/vantar'
  const page = (await desk.get(at)).text
  expect(page).toContain('1 uppgift.')
  expect((await desk.post(at, fields(page))).status).toBe(303)
  await releaseDue()
  expect(await owner`select item_id from gate.release_decisions where unit_id = ${unit.id} and state = 'released'`).toEqual([
    { item_id: ordinary.id },
  ])
})

test('how many of the documents nobody at the unit has opened is said before, as a number', async () => {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const matter = await aMatter({ unit })
  const items = await Promise.all([1, 2, 3].map((n) => anEvent(matter, 'document-added', { title: 'Intyg', document: `fil-${n}` })))
  await anEvent(matter, 'document-added', { title: 'Utan fil' })
  for (const n of [1, 2, 3]) await aDocument(matter, `fil-${n}`)
  await opened(matter, officer)
  await aRule(matter, 'document-added', 'at-once')
  await (await browser(officer)).get(`/personal/granska/${matter.id}/${items[0]!.id}/handling`)
  const desk = await browser(await aWorker({ unit, role: 'unitManager' }))
  const { text } = await desk.get('/personal/regler/adult-addiction/document-added/vantar')
  expect(text).toContain('Regeln kommer att gälla 4 uppgifter.')
  expect(text).toContain('2 av uppgifterna har en handling som ingen på enheten har öppnat.')
})

test('the rule’s own manner holds: after days, together, at the closing', async () => {
  for (const [manner, kinds, state] of [
    ['after-days', [], 'assessed'],
    ['at-closing', [], 'assessed'],
    ['together', ['withheld', 'withheld'], 'withheld'],
  ] as const) {
    const unit = await aUnit()
    const { camilla, items, desk } = await oldNotes(unit, manner)
    await desk.post(path, fields((await desk.get(path)).text))
    await releaseDue()
    expect([manner, await shelf(camilla.person.id)]).toEqual([manner, kinds])
    expect(await owner`select state from gate.release_decisions where item_id = ${items[0]!.id}`).toEqual([{ state }])
  }
})

test('when something else waits than was previewed, or the rule has ended, nothing is done and it is said', async () => {
  const unit = await aUnit()
  const { camilla, items, officer, desk } = await oldNotes(unit)
  const form = fields((await desk.get(path)).text)
  await decided(camilla, items[0]!.id, 'withheld', { by: officer })
  const stale = await desk.post(path, form)
  expect([stale.status, stale.text.includes('Ingenting är gjort')]).toEqual([409, true])
  expect(await owner`select from gate.acts where unit_id = ${unit.id}`).toHaveLength(0)
  expect(await owner`select from gate.release_decisions where unit_id = ${unit.id} and act_id is not null`).toHaveLength(0)
  const again = fields((await desk.get(path)).text)
  await owner`update gate.rules set ended_at = now(), ended_by = '§ 2' where id = ${again['regel']!}`
  // The page of a rule that has ended is gone, and so is its form.
  expect((await desk.post(path, again)).status).toBe(404)
  expect((await desk.get(path)).status).toBe(404)
})

test('an officer and another unit’s manager let no rule speak, and take nothing back', async () => {
  const unit = await aUnit()
  const { desk, officer } = await oldNotes(unit)
  const page = (await desk.get(path)).text
  const form = fields(page)
  expect((await (await browser(officer)).post(path, form)).status).toBe(404)
  const elsewhere = await browser(await aWorker({ role: 'unitManager' }))
  expect((await elsewhere.post(path, form)).status).toBe(404)
  await desk.post(path, form)
  const [act] = await owner`select id from gate.acts where unit_id = ${unit.id}`
  expect((await elsewhere.post(`${path}/${act!['id']}`, {})).status).toBe(404)
  const sibling = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }), role: 'unitManager' }))
  expect((await sibling.post(`${path}/${act!['id']}`, {})).status).toBe(404)
})

test('a rule by which somebody looks first has nothing to apply', async () => {
  const { desk } = await oldNotes(await aUnit(), 'after-look')
  expect((await desk.get(path)).status).toBe(404)
})

test('what waits for the closing by a rule waits for a person when that rule ends', async () => {
  const unit = await aUnit()
  const { items } = await oldNotes(unit, 'at-closing')
  const matter = await aMatter({ unit })
  const { id } = await anEvent(matter, 'note', { text: 'Under regeln' })
  expect(await owner`select at_closing from gate.release_decisions where item_id = ${id}`).toEqual([{ at_closing: true }])
  await owner`update gate.rules set ended_at = now(), ended_by = '§ 2' where committee_id = ${unit.committee.id}`
  expect(await owner`select at_closing, state from gate.release_decisions where item_id = ${id}`).toEqual([
    { at_closing: false, state: 'assessed' },
  ])
  expect(items).toHaveLength(3)
})
