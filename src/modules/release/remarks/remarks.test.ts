import { expect, test } from 'vitest'
import { z } from 'zod'
import { aMatter, anEvent, aRule, auditOf, aUnit, aWorker, db, type Matter, opened, owner, uuid, browser } from '#testing'

/** The person writes beside a note they have been handed. Answers the remark's id. */
async function aRemark(matter: Matter, kind: 'objection' | 'comment', text: string): Promise<string> {
  const [ruled] =
    await owner`select from gate.rules where committee_id = ${matter.unit.committee.id} and kind = 'note' and ended_at is null`
  if (!ruled) await aRule(matter, 'note', 'at-once')
  await anEvent(matter, 'note', { title: 'Uppföljning', text: 'Vi följde upp hösten.' })
  await opened(matter)
  await db.as(matter.person, { purpose: 'test' }, async (tx) => {
    const copy = (await tx.many(z.object({ id: z.uuid() }))`select id from shelf.copies order by handed_at desc limit 1`)[0]!
    await tx.run`select voice.say(${copy.id}, ${kind}, ${text}, ${uuid()})`
  })
  return (await owner`select id from voice.remarks where matter_id = ${matter.id} and text = ${text}`)[0]!['id'] as string
}
const stored = async (id: string) =>
  (await owner`select state, answer, answered_by, record_ref, revision from voice.remarks where id = ${id}`)[0]!

test('an objection is received, noted in the record, answered and closed', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const id = await aRemark(matter, 'objection', 'Jag var inte där på måndagen.')
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  expect((await desk.get('/personal/synpunkter')).text).toContain('Jag var inte där på måndagen.')
  const page = await desk.get(`/personal/synpunkter/${id}`)
  expect(page.text).toContain('Vi följde upp hösten.')
  expect(page.text).toContain('En invändning kan inte tas bort')
  const send = (form: Record<string, string>) => desk.post(`/personal/synpunkter/${id}`, form)
  expect((await send({ sett: '1', till: 'acknowledged' })).status).toBe(303)
  expect((await send({ sett: '2', till: 'closed', svar: 'Tack' })).status).toBe(422)
  expect((await send({ sett: '2', till: 'noted' })).text).toContain('href="#akt"')
  expect((await send({ sett: '2', till: 'noted', akt: 'Journal 2026-11-21', svar: 'Vi har skrivit in det.' })).status).toBe(303)
  expect((await send({ sett: '3', till: 'closed' })).status).toBe(303)
  expect(await stored(id)).toMatchObject({
    state: 'closed',
    answer: 'Vi har skrivit in det.',
    answered_by: 'Amina Haddad',
    record_ref: 'Journal 2026-11-21',
  })
  expect((await desk.get('/personal/synpunkter')).text).toContain('Inget att ta hand om')
  expect(await auditOf(worker.id)).toContain('answer remark')
})

test('when somebody else answered in between, it is said and the text is kept', async () => {
  const unit = await aUnit()
  const id = await aRemark(await aMatter({ unit }), 'comment', 'Bra möte')
  const [amina, sara] = [await browser(await aWorker({ unit })), await browser(await aWorker({ unit, called: 'Sara Lund' }))]
  await sara.post(`/personal/synpunkter/${id}`, { sett: '1', till: 'closed', svar: 'Tack!' })
  const late = await amina.post(`/personal/synpunkter/${id}`, { sett: '1', till: 'acknowledged', svar: 'Mitt långa svar' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('Någon annan hann före')
  expect(await stored(id)).toMatchObject({ answer: 'Tack!', answered_by: 'Sara Lund' })
  expect((await sara.post(`/personal/synpunkter/${id}`, { sett: '1', till: 'closed', svar: 'Tack!' })).status).toBe(303)
})

test('staff can neither remove a remark nor change its words', async () => {
  const unit = await aUnit()
  const id = await aRemark(await aMatter({ unit }), 'objection', 'Det stämmer inte')
  const worker = await aWorker({ unit })
  await expect(db.as(worker, { purpose: 'test' }, (tx) => tx.run`delete from voice.remarks where id = ${id}`)).rejects.toThrow(
    'permission denied',
  )
  await expect(
    db.as(worker, { purpose: 'test' }, (tx) => tx.run`update voice.remarks set text = 'Det stämmer' where id = ${id}`),
  ).rejects.toThrow('permission denied')
})

test('remarks are read at the unit alone', async () => {
  const matter = await aMatter()
  const id = await aRemark(matter, 'comment', 'Hej')
  for (const stranger of [
    await aWorker({ unit: await aUnit({ committee: matter.unit.committee }) }),
    await aWorker(),
    await aWorker({ unit: matter.unit, role: 'systemSteward' }),
  ]) {
    const desk = await browser(stranger)
    expect((await desk.get(`/personal/synpunkter/${id}`)).status).toBe(404)
    expect((await desk.post(`/personal/synpunkter/${id}`, { sett: '1', till: 'closed', svar: 'x' })).status).toBe(404)
  }
  expect((await stored(id))['state']).toBe('new')
})
