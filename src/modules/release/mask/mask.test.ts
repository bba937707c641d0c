import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type FileText, textOf } from '#kernel/files'
import { sealFact } from '#kernel/secrets'
import { aDocument } from '../../../testing/camilla.ts'
import {
  aMatter,
  anEvent,
  aPerson,
  aRule,
  auditOf,
  aUnit,
  aWorker,
  browser,
  config,
  db,
  decided,
  type Matter,
  opened,
  owner,
  uuid,
} from '#testing'
import { guard } from '../guard/guard.ts'
import { linesOf } from '../guard/outgoing.ts'
import { findReviewed } from '../queue/queries.ts'

const path = (matter: Matter, item: { id: string }) => `/personal/granska/${matter.id}/${item.id}/maska`
const text = 'Hennes mamma bor på Björkgatan 12 i Delaby. Tisdagarna fungerar bra.'
const note = (matter: Matter, more: object = {}, words = text) => anEvent(matter, 'note', { title: 'Samtal', text: words }, more)
const shelfOf = async (matter: Matter) =>
  await owner`select c.kind, c.event -> 'detail' ->> 'text' as text, c.event ->> 'masked' as masked, c.document_id from shelf.copies c where c.person_id = ${matter.person.id} order by c.at, c.version`
const bytesOf = async (document: string) =>
  Buffer.concat(
    (await owner`select bytes from shelf.document_parts where document_id = ${document} order by part`).map(
      (row) => row['bytes'] as Buffer,
    ),
  )
const reads = async (bytes: Buffer) =>
  linesOf((await textOf(bytes)) as FileText)
    .map((line) => line.text)
    .join('\n')
const guarded = (matter: Matter, kind: string, value: string) => owner`
  insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
  select ${matter.unit.committee.id}, ${uuid()}, ${matter.person.id}, ${kind}, ${sealFact(config.secret, value)}, id, gen_random_uuid() from directory.staff limit 1`

async function scene(words?: string) {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  await opened(matter)
  const item = await note(matter, {}, words)
  const worker = await aWorker({ unit })
  return { unit, person, matter, item, worker, desk: await browser(worker) }
}
const all = { sett: '1', skal: 'other-person', ord: 'Björkgatan 12', steg: 'visa' }

test('a sentence is masked, and its reader gets the rest, with words about why', async () => {
  const { person, matter, item, worker, desk } = await scene()
  const page = await desk.get(path(matter, item))
  expect(page.text).toContain('name="r:detail.text@0-43"')
  expect(page.text).toContain('Tisdagarna fungerar bra.')
  const { ord: _, ...rest } = all
  const preview = await desk.post(path(matter, item), { ...rest, 'r:detail.text@0-43': 'ja', steg: 'forhandsvisa' })
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('[maskerat] Tisdagarna fungerar bra.')
  expect(preview.text).toContain('Vi har tagit bort uppgifter om någon annan.')
  expect(preview.text).not.toContain('Björkgatan')
  expect(await shelfOf(matter)).toEqual([])
  const done = await desk.post(path(matter, item), { ...rest, 'r:detail.text@0-43': 'ja' })
  expect(done.status).toBe(303)
  expect(await shelfOf(matter)).toEqual([
    { kind: 'note', text: '[maskerat] Tisdagarna fungerar bra.', masked: 'Vi har tagit bort uppgifter om någon annan.', document_id: null },
  ])
  const reader = await browser(person)
  const [opening] = await owner`select shelf_id from gate.openings where matter_id = ${matter.id}`
  const seen = await reader.get(`/mina-sidor/arenden/${opening!['shelf_id']}`)
  expect(seen.text).toContain('Vi har tagit bort uppgifter om någon annan.')
  expect(seen.text).toContain('[maskerat]')
  expect(seen.text).not.toContain('Björkgatan')
  expect(await owner`select did, reason, staff_id, version from gate.mask_history where item_id = ${item.id}`).toEqual([
    { did: 'made', reason: 'other-person', staff_id: worker.id, version: 1 },
  ])
  expect(await auditOf(worker.id)).toEqual(['mask item', 'mask item', 'mask item', 'mask and release'])
  expect((await desk.get(done.headers.get('location')!)).text).toContain('Du valde att visa en maskerad uppgift för Camilla Rosén.')
  // Staff who look at how the person sees it see just that.
  for (const at of [`/personal/granska/${matter.id}/${item.id}`, `/personal/arenden/${matter.id}/som-personen`]) {
    const staff = (await desk.get(at)).text
    expect([at, staff.includes('[maskerat]'), staff.includes('Björkgatan')]).toEqual([at, true, false])
  }
})

test('the record keeps its words, and staff of another unit find nothing to mask', async () => {
  const { unit, matter, item, desk } = await scene()
  expect((await desk.post(path(matter, item), all)).status).toBe(303)
  expect((await owner`select event -> 'detail' ->> 'text' as text from record.events where id = ${item.id}`)[0]!['text']).toBe(text)
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: unit.committee }) }))
  expect((await stranger.get(path(matter, item))).status).toBe(404)
  expect((await stranger.post(path(matter, item), all)).status).toBe(404)
  const asked = await db.as(
    await aWorker({ unit: await aUnit() }),
    { purpose: 'test' },
    (tx) => tx.run`select gate.mask(${matter.id}, ${item.id}, ${matter.person.id}, 3, '{}', null, '{}', 'x')`,
  )
  expect(asked).toBe(1)
  expect((await owner`select version from gate.masks where item_id = ${item.id}`)[0]!['version']).toBe(1)
})

test('the same form twice is one mask, and a form from before another decision changes nothing', async () => {
  const { unit, matter, item, desk } = await scene()
  expect((await desk.post(path(matter, item), all)).status).toBe(303)
  expect((await desk.post(path(matter, item), all)).status).toBe(303)
  expect((await owner`select version from gate.masks where item_id = ${item.id}`)[0]!['version']).toBe(1)
  await decided(matter, item.id, 'withheld', { by: await aWorker({ unit }) })
  const late = await desk.post(path(matter, item), { ...all, ord: 'Tisdagarna' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('Någon annan hann före')
  expect((await shelfOf(matter)).map((copy) => copy['kind'])).toEqual(['withheld'])
})

test('nothing chosen, no reason, and words that are not there are said so, with what was chosen', async () => {
  const { matter, item, desk } = await scene()
  const nothing = await desk.post(path(matter, item), { sett: '1', steg: 'forhandsvisa' })
  expect([nothing.status, nothing.text.includes('Kryssa i det som ska bort, eller skriv ord')]).toEqual([422, true])
  const unsaid = await desk.post(path(matter, item), { sett: '1', 'r:detail.text@0-43': 'ja', steg: 'visa' })
  expect(unsaid.status).toBe(422)
  expect(unsaid.text).toMatch(/name="r:detail.text@0-43"[^>]*checked/)
  const beyond = await desk.post(path(matter, item), {
    sett: '1',
    skal: 'place',
    'r:detail.text@0-4300': 'ja',
    'r:ref@0-1': 'ja',
    steg: 'visa',
  })
  expect(beyond.status).toBe(422)
  expect(await shelfOf(matter)).toEqual([])
})

const png = () =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()

async function paper(lines: string[], title = 'Björkgatan 12'): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  pdf.setTitle(title)
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  for (let from = 0; from < lines.length; from += 3) {
    const page = pdf.addPage()
    for (const [n, line] of lines.slice(from, from + 3).entries()) page.drawText(line, { x: 40, y: 700 - n * 20, size: 11, font })
  }
  return Buffer.from(await pdf.save())
}

async function withPaper(lines: string[], title = 'Hyresavtal') {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  await aDocument(matter, 'avtal', { title, parts: [await paper(lines)] })
  const item = await anEvent(matter, 'document-added', { title, document: 'avtal' })
  return { matter, item, worker: await aWorker({ unit }), desk: await browser(await aWorker({ unit })) }
}

test('a document is made anew without what was masked, and the old one reaches the reader in no way', async () => {
  const { matter, item, desk } = await withPaper(
    ['Avtal', 'Hyresgästen bor på Björk-', 'gatan 12 i Delaby', 'Hyran är 5 000 kr', 'Ring Karin Ek'],
    'Avtal Björkgatan 12',
  )
  const page = await desk.get(path(matter, item))
  expect(page.text).toContain('Sidan 1 av 2')
  const second = await desk.post(path(matter, item), { sett: '1', 'r:h1.1@0-5': 'ja', ord: 'Björkgatan 12', steg: 'sida-2' })
  expect(second.text).toContain('Ring Karin Ek')
  expect(second.text).toContain('<input type="hidden" name="r:h1.1@0-5" value="ja"/>')
  expect(second.text).toContain('Björkgatan 12</textarea>')
  const preview = await desk.post(path(matter, item), { ...all, 'r:h2.2@0-13': 'ja', steg: 'forhandsvisa' })
  expect(preview.text).toContain('Hyresgästen bor på [maskerat]')
  expect((await desk.post(path(matter, item), { ...all, 'r:h2.2@0-13': 'ja' })).status).toBe(303)
  const [copy] = await shelfOf(matter)
  const bytes = await bytesOf(copy!['document_id'] as string)
  const said = await reads(bytes)
  expect(said).toContain('Hyran är 5 000 kr')
  expect(said).not.toMatch(/Björk|gatan|Karin/)
  expect(await owner`select title, type from shelf.documents where person_id = ${matter.person.id}`).toEqual([
    { title: 'Avtal [maskerat]', type: 'application/pdf' },
  ])
  // A later version of the file asks anew, and does not come beside the mask.
  await db.as(
    matter.source,
    { purpose: 'test' },
    (tx) =>
      tx.run`select record.receive_document(${matter.ref}, 'avtal', 1, 'Avtal Björkgatan 12', 'text/html', ${Buffer.from('x')}, array[${Buffer.from('Björkgatan 12')}::bytea])`,
  )
  const after =
    await owner`select encode(p.bytes, 'escape') as words from shelf.document_parts p join shelf.documents d on d.id = p.document_id where d.person_id = ${matter.person.id}`
  expect(after.length).toBeGreaterThan(0)
  expect(after.every((row) => !/rkgatan/.test(row['words'] as string))).toBe(true)
})

test('an image cannot be masked: its words are shown without it', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  await aDocument(matter, 'bild', { title: 'Foto', type: 'image/png', parts: [Buffer.from('89504e470d0a1a0a', 'hex')] })
  const item = await anEvent(matter, 'document-added', { title: 'Foto', document: 'bild' })
  const desk = await browser(await aWorker({ unit }))
  expect((await desk.get(path(matter, item))).text).toContain('En bild kan inte maskeras')
  expect((await desk.post(path(matter, item), { ...all, ord: '', utan: 'ja' })).status).toBe(303)
  expect((await shelfOf(matter)).map((copy) => [copy['kind'], copy['document_id']])).toEqual([['document-added', null]])
  expect(await owner`select from shelf.documents where person_id = ${matter.person.id}`).toHaveLength(0)
})

test('what must not be told is found and ticked, and cannot be left without being looked at', async () => {
  const { matter, item, desk, worker } = await scene()
  await guarded(matter, 'address', 'Björkgatan 12 B, 980 12 Delaby')
  const page = await desk.get(path(matter, item))
  expect(page.text).toContain('Vi hittade 1 uppgift som inte får röjas')
  expect(page.text).toMatch(/name="r:detail.text@20-33"[^>]*checked/)
  const left = await desk.post(path(matter, item), { sett: '1', skal: 'place', ord: 'Delaby', steg: 'visa' })
  expect([left.status, left.text.includes('som inte får röjas står kvar')]).toEqual([422, true])
  expect(await shelfOf(matter)).toEqual([])
  const look = () =>
    db.as(worker, { purpose: 'test' }, async (tx) =>
      guard(tx, config.secret, (await findReviewed(tx, { matterId: matter.id, itemId: item.id }))!),
    )
  expect((await look()).found.map((leak) => leak.found)).toEqual(['Björkgatan 12'])
  expect((await desk.post(path(matter, item), { sett: '1', skal: 'place', 'r:detail.text@20-33': 'ja', steg: 'visa' })).status).toBe(303)
  expect((await shelfOf(matter))[0]!['text']).toBe('Hennes mamma bor på [maskerat] i Delaby. Tisdagarna fungerar bra.')
  expect((await look()).found).toEqual([])
})

test('a false alarm is shown whole when somebody has said that they looked', async () => {
  const { matter, item, desk } = await scene('Hon läser om Björkgatan i en bok.')
  await guarded(matter, 'address', 'Björkgatan 12')
  expect((await desk.post(path(matter, item), { sett: '1', steg: 'visa' })).status).toBe(422)
  expect((await desk.post(path(matter, item), { sett: '1', steg: 'visa', anda: 'ja' })).status).toBe(303)
  expect((await shelfOf(matter))[0]).toMatchObject({ text: 'Hon läser om Björkgatan i en bok.', masked: null })
})

test('an item shown whole is taken back when it is masked, and undoing shows nothing of it', async () => {
  const { matter, item, worker, desk } = await scene()
  await decided(matter, item.id, 'released', { by: worker })
  expect((await shelfOf(matter))[0]!['text']).toBe(text)
  expect((await desk.post(path(matter, item), { ...all, sett: '2' })).status).toBe(303)
  expect((await shelfOf(matter)).map((copy) => copy['text'])).toEqual(['Hennes mamma bor på [maskerat] i Delaby. Tisdagarna fungerar bra.'])
  const [row] = await owner`select revision from gate.release_decisions where item_id = ${item.id}`
  await desk.post(`/personal/granska/${matter.id}/${item.id}/angra`, { sett: String(row!['revision']) })
  expect(await shelfOf(matter)).toEqual([])
  await decided(matter, item.id, 'released', { by: worker })
  expect((await shelfOf(matter))[0]!['text']).toContain('[maskerat]')
})

test('when the mask is taken away the item waits, and is shown whole only by a decision', async () => {
  const { matter, item, worker, desk } = await scene()
  await desk.post(path(matter, item), all)
  const [row] = await owner`select revision from gate.release_decisions where item_id = ${item.id}`
  const gone = await desk.post(`${path(matter, item)}/ta-bort`, { sett: String(row!['revision']) })
  expect(gone.status).toBe(303)
  expect(await shelfOf(matter)).toEqual([])
  expect((await owner`select state from gate.release_decisions where item_id = ${item.id}`)[0]!['state']).toBe('assessed')
  await decided(matter, item.id, 'released', { by: worker })
  expect((await shelfOf(matter))[0]!['text']).toBe(text)
  expect((await owner`select did from gate.mask_history where item_id = ${item.id} order by id`).map((one) => one['did'])).toEqual([
    'made',
    'taken-away',
  ])
})

test('no rule shows a later version of what somebody masked', async () => {
  const { matter, item, desk } = await scene()
  await aRule(matter, 'note', 'at-once')
  await desk.post(path(matter, item), all)
  const later = await note(matter, { ref: item.ref, version: 1 })
  const other = await note(matter, {}, 'En annan')
  expect(await owner`select state, due_at from gate.release_decisions where item_id = ${later.id}`).toEqual([
    { state: 'imported', due_at: null },
  ])
  expect(await owner`select state from gate.release_decisions where item_id = ${other.id}`).toEqual([{ state: 'released' }])
  expect((await shelfOf(matter)).map((copy) => String(copy['text'])).toSorted()).toEqual([
    'En annan',
    'Hennes mamma bor på [maskerat] i Delaby. Tisdagarna fungerar bra.',
  ])
})

test('a mask changes words and nothing else, whoever asks the database for it', async () => {
  const { matter, worker } = await scene()
  const item = await anEvent(matter, 'document-added', { title: 'Intyg', document: 'fil' }, { about: 'annat' })
  const ask = (event: object) =>
    db.as(worker, { purpose: 'test' }, async (tx) => {
      const { z } = await import('zod')
      return (await tx.maybe(z.object({ answer: z.string() }))`
        select gate.mask(${matter.id}, ${item.id}, ${matter.person.id}, 1, ${JSON.stringify(event)}::text::jsonb, null, '{}', 'place') as answer`)!
        .answer
    })
  expect(await ask({ about: 'annat', detail: { title: 'x', document: 'en annan fil' } })).toBe('none')
  expect(await ask({ about: 'något annat', detail: { title: 'x', document: 'fil' } })).toBe('none')
  expect(await ask({ about: 'annat', detail: { title: 'x', document: 'fil' } })).toBe('done')
})

test('the mask is for one reader', async () => {
  const { matter, item, desk } = await scene()
  await desk.post(path(matter, item), all)
  const stranger = await aPerson()
  const asked = db.as(stranger, { purpose: 'test' }, (tx) => tx.run`select from gate.masks`)
  await expect(asked).rejects.toThrow(/permission denied/)
  expect(await owner`select person_id from gate.masks where item_id = ${item.id}`).toEqual([{ person_id: matter.person.id }])
})

test('pressing show leads to what was found, and words to the person are searched too', async () => {
  const { matter, item, desk } = await scene()
  await guarded(matter, 'address', 'Björkgatan 12')
  const queue = path(matter, item).replace('/maska', '')
  const shown = await desk.post(queue, { beslut: 'visa', sett: '1' })
  expect([shown.status, shown.headers.get('location')]).toEqual([303, path(matter, item)])
  const words = { beslut: 'visa-inte', sett: '1', skal: 'place' }
  const told = await desk.post(queue, { ...words, ord: 'Vi säger inget om Björkg. 12' })
  expect([told.status, told.text.includes('Orden till personen röjer något')]).toEqual([422, true])
  expect(await shelfOf(matter)).toEqual([])
  expect((await desk.post(queue, { ...words, ord: 'Vi berättar när vi ses' })).status).toBe(303)
  expect((await shelfOf(matter)).map((copy) => copy['kind'])).toEqual(['withheld'])
})

test('a document that cannot be searched is shown only when somebody says that they have read it', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  await aDocument(matter, 'bild', { title: 'Foto', type: 'image/png', parts: [await png()] })
  const item = await anEvent(matter, 'document-added', { title: 'Foto', document: 'bild' })
  await guarded(matter, 'address', 'Björkgatan 12')
  const desk = await browser(await aWorker({ unit }))
  const queue = path(matter, item).replace('/maska', '')
  await desk.get(`${queue}/handling`)
  const asked = await desk.post(queue, { beslut: 'visa', sett: '1' })
  expect([asked.status, asked.text.includes('Handlingen kan inte sökas igenom')]).toEqual([422, true])
  expect(await shelfOf(matter)).toEqual([])
  expect((await desk.post(queue, { beslut: 'visa', sett: '1', last: 'ja' })).status).toBe(303)
  expect((await shelfOf(matter)).map((copy) => copy['kind'])).toEqual(['document-added'])
})

test('an answer to the person is not sent with what must not be told in it', async () => {
  const { person, matter, item, worker, desk } = await scene('Vi ses på torsdag.')
  await guarded(matter, 'phone', '0980-31 92 00')
  await decided(matter, item.id, 'released', { by: worker })
  const [copy] = await owner`select copy_id from gate.release_decisions where item_id = ${item.id}`
  await db.as(
    person,
    { purpose: 'test' },
    (tx) => tx.run`select voice.say(${copy!['copy_id'] as string}, 'comment', 'Vart ringer jag?', gen_random_uuid())`,
  )
  const [remark] = await owner`select id, revision from voice.remarks where matter_id = ${matter.id}`
  const at = `/personal/synpunkter/${remark!['id']}`
  const form = { till: 'acknowledged', sett: String(remark!['revision']), akt: '' }
  const told = await desk.post(at, { ...form, svar: 'Ring henne på +46 980 319200' })
  expect([told.status, told.text.includes('Svaret röjer något som inte får röjas: +46 980 319200')]).toEqual([422, true])
  expect((await owner`select answer from voice.remarks where id = ${remark!['id']}`)[0]!['answer']).toBe(null)
  expect((await desk.post(at, { ...form, svar: 'Ring oss så berättar vi' })).status).toBe(303)
})
