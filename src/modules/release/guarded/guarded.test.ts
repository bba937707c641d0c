import { expect, test } from 'vitest'
import {
  aMatter,
  anEvent,
  aPerson,
  aRecipient,
  auditOf,
  aUnit,
  aWorker,
  browser,
  db,
  decided,
  type Matter,
  opened,
  owner,
  uuid,
} from '#testing'
import { aDocument } from '../../../testing/camilla.ts'

const path = (matter: Matter) => `/personal/arenden/${matter.id}/skydd`
const form = (more: object = {}) => ({ formular: uuid(), slag: 'address', ord: 'Rönnvägen 4, 980 13 Alvik', ...more })

test('what must not be told is kept for those who decide at the unit, and nobody else', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const worker = await aWorker({ unit })
  const desk = await browser(worker)
  const sent = form()
  expect((await desk.post(path(matter), sent)).status).toBe(303)
  expect((await desk.post(path(matter), sent)).status).toBe(303)
  expect(await owner`select kind from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(1)
  const page = await desk.get(`${path(matter)}?klar=tillagt`)
  expect(page.text).toContain('Rönnvägen 4, 980 13 Alvik')
  expect(page.text).toContain('Amina Haddad')
  expect(await auditOf(worker.id)).toEqual(['guard fact', 'guard fact', 'read guarded facts'])
  expect((await (await browser(await aWorker({ unit, role: 'unitManager' }))).get(path(matter))).text).toContain('Rönnvägen')
  for (const stranger of [
    await aWorker({ unit: await aUnit({ committee: unit.committee }) }),
    await aWorker({ unit, role: 'systemSteward' }),
    await aWorker({ unit, role: 'logReviewer' }),
    person,
  ]) {
    const other = await browser(stranger)
    expect((await other.get(path(matter))).status).toBe(404)
    expect((await other.post(path(matter), form())).status).toBe(404)
  }
  expect(await owner`select from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(1)
})

test('the database holds no word of it', async () => {
  const matter = await aMatter()
  const desk = await browser(await aWorker({ unit: matter.unit }))
  await desk.post(path(matter), form())
  const rows = await owner`select g::text as row, encode(g.sealed, 'escape') as sealed from gate.guarded g`
  for (const { row, sealed } of rows) expect(`${row}${sealed}`).not.toMatch(/R.{1,2}nnv|980 13|Alvik/)
})

test('what is no longer to be guarded is searched for no more, and who said so is kept', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const desk = await browser(await aWorker({ unit }))
  await desk.post(path(matter), form())
  const [fact] = await owner`select id from gate.guarded where person_id = ${matter.person.id}`
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await stranger.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(404)
  expect((await desk.get(path(matter))).text).toContain('Rönnvägen')
  expect((await desk.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(303)
  expect((await desk.post(`${path(matter)}/${fact!['id']}/ta-bort`, {})).status).toBe(303)
  expect((await desk.get(path(matter))).text).not.toContain('Rönnvägen')
  expect(await owner`select ended_at is not null and ended_by is not null as ended from gate.guarded where id = ${fact!['id']}`).toEqual([
    { ended: true },
  ])
})

test.each([
  ['phone', '0980'],
  ['email', 'karin på norrsol'],
  ['coordinates', '67.85'],
  ['name', '-'],
  ['nonsense', 'Björkgatan 12'],
])('what cannot be searched for is not taken: %s %s', async (slag, ord) => {
  const matter = await aMatter()
  const desk = await browser(await aWorker({ unit: matter.unit }))
  const answer = await desk.post(path(matter), form({ slag, ord }))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(ord)
  expect(await owner`select from gate.guarded where person_id = ${matter.person.id}`).toHaveLength(0)
})

test('a person is guarded in every matter of the committee', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const other = await aMatter({ unit: await aUnit({ committee: unit.committee }), person: matter.person })
  await (await browser(await aWorker({ unit }))).post(path(matter), form())
  expect((await (await browser(await aWorker({ unit: other.unit }))).get(path(other))).text).toContain('Rönnvägen')
  const elsewhere = await aMatter({ person: matter.person })
  expect((await (await browser(await aWorker({ unit: elsewhere.unit }))).get(path(elsewhere))).text).not.toContain('Rönnvägen')
})

const shown = (matter: Matter) => owner`
  select coalesce(c.event #>> '{detail,text}', c.event ->> 'text', c.kind) collate "C" as text from shelf.copies c
  join gate.release_decisions d on d.copy_id = c.id where d.matter_id = ${matter.id} order by 1`
const note = (matter: Matter, text: string) => anEvent(matter, 'note', { text })

test('what is shown already is searched when something must not be told: what holds it is hidden first, and waits in the queue', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const worker = await aWorker({ unit })
  await opened(matter)
  const other = await aMatter({ unit: await aUnit({ committee: unit.committee }), person: matter.person })
  await opened(other)
  const elsewhere = await aWorker({ unit: other.unit })
  const [held, free, next] = [
    await note(matter, 'Hon bor på Rönnv. 4 nu.'),
    await note(matter, 'Vi ses.'),
    await note(other, 'Rönnvägen 4'),
  ]
  const withheld = await note(matter, 'Något')
  for (const item of [held, free]) await decided(matter, item.id, 'released', { by: worker })
  await decided(other, next.id, 'released', { by: elsewhere })
  await decided(matter, withheld.id, 'withheld', { by: worker, text: 'Det rör Rönnvägen 4.' })
  await db.as(
    worker,
    { purpose: 'test' },
    (tx) => tx.run`select gate.put_plain(${matter.id}, ${free.id}, ${uuid()}, 0, 'Vi ses på Rönnvägen.')`,
  )
  await aDocument(matter, 'brev', {
    type: 'text/html',
    parts: [Buffer.from('<!doctype html><html><body><p>R&ouml;nnv&auml;gen 4</p></body></html>')],
  })
  const letter = await anEvent(matter, 'document-added', { title: 'Brev', document: 'brev' })
  await decided(matter, letter.id, 'released', { by: worker })
  expect((await shown(matter)).map((row) => row['text'])).toEqual([
    'Det rör Rönnvägen 4.',
    'Hon bor på Rönnv. 4 nu.',
    'Vi ses.',
    'document-added',
  ])

  const desk = await browser(worker)
  const said = await desk.post(path(matter), form())
  const page = (await desk.get(said.headers.get('location')!)).text
  expect(page).toContain('5 uppgifter där det står, eller som inte går att söka igenom, visas inte längre.')
  expect((await shown(matter)).map((row) => row['text'])).toEqual(['withheld'])
  expect(await shown(other)).toEqual([])
  const stands = (id: string) => owner`select state, reason, decided_by from gate.release_decisions where item_id = ${id}`
  for (const { id } of [held, free, letter, next])
    expect(await stands(id)).toEqual([{ state: 'imported', reason: 'guarded', decided_by: null }])
  expect(await stands(withheld.id)).toMatchObject([{ state: 'withheld' }])
  expect((await desk.get('/personal/granska')).text).toContain('Pröva igen: något får inte röjas')

  // Not shown again with it in: the words beside it have to be written anew first.
  const queue = `/personal/granska/${matter.id}/${free.id}`
  const [row] = await owner<{ revision: number }[]>`select revision from gate.release_decisions where item_id = ${free.id}`
  const again = await desk.post(queue, { beslut: 'visa', sett: String(row!.revision) })
  expect(again.headers.get('location')).toBe(`/personal/arenden/${matter.id}/enklare/${free.id}`)
  expect((await desk.get(again.headers.get('location')!)).text).toContain('Orden röjer något som inte får röjas: Rönnvägen')
  const plain = { formular: uuid(), version: '1' }
  expect((await desk.post(again.headers.get('location')!, { ...plain, text: 'Hos dig på rönn vägen 4' })).status).toBe(422)
  expect((await desk.post(again.headers.get('location')!, { ...plain, text: 'Vi ses hos dig.' })).status).toBe(303)
  expect((await desk.post(queue, { beslut: 'visa', sett: String(row!.revision) })).status).toBe(303)
  expect((await shown(matter)).map((row) => row['text'])).toEqual(['Vi ses.', 'withheld'])
})

test("what is no part of it stays, also for somebody else who reads, and a stranger's search reaches nothing", async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const worker = await aWorker({ unit })
  await opened(matter)
  const item = await note(matter, 'Vi ses på torsdag.')
  await decided(matter, item.id, 'released', { by: worker })
  const reader = await aRecipient(matter, { by: worker })
  await owner`update gate.release_decisions set state = 'released', decided_by = ${worker.id} where item_id = ${item.id} and person_id = ${reader.id}`
  await (await browser(worker)).post(path(matter), form())
  expect((await shown(matter)).map((row) => row['text'])).toContain('Vi ses på torsdag.')
  const { z } = await import('zod')
  const asked = async (who: typeof worker) =>
    db.as(who, { purpose: 'test' }, async (tx) => [
      await tx.many(z.object({ n: z.number() }))`select 1 as n from gate.told_about(${matter.id})`,
      await tx.maybe(
        z.object({ hid: z.boolean() }),
      )`select gate.hide_told(${matter.id}, ${matter.id}, ${item.id}, ${matter.person.id}) as hid`,
    ])
  const nothing = [[], { hid: false }]
  expect(await asked(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))).toEqual(nothing)
  expect(await asked(await aWorker({ unit, role: 'logReviewer' }))).toEqual(nothing)
  expect((await asked(worker))[1]).toEqual({ hid: true })
})

test('where something must not be told, what waits for the closing is searched when it is its turn, as it is by then', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  const worker = await aWorker({ unit })
  await opened(matter)
  const desk = await browser(worker)
  await desk.post(path(matter), form())
  const item = await note(matter, 'Rönnvägen nämns inte... än')
  const later = await note(matter, 'Vi ses.')
  for (const { id } of [item, later]) await decided(matter, id, 'assessed', { by: worker, closing: true })
  await anEvent(matter, 'closed', {}, { at: new Date().toISOString() })
  await owner`select gate.release_due(100)`
  expect(await shown(matter)).toEqual([])
  expect((await desk.get('/personal/granska')).text.match(/Pröva igen: något får inte röjas/g)).toHaveLength(2)
  const queue = `/personal/granska/${matter.id}/${item.id}`
  const [row] = await owner<{ revision: number }[]>`select revision from gate.release_decisions where item_id = ${item.id}`
  expect((await desk.post(queue, { beslut: 'visa', sett: String(row!.revision) })).headers.get('location')).toBe(`${queue}/maska`)
})
