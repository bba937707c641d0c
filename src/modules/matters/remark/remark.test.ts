import { beforeEach, expect, test, vi } from 'vitest'
import { aPerson, auditOf, browser, owner, uuid } from '#testing'
import { camilla, noon, read } from '../../../testing/camilla.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

async function scene() {
  const all = await camilla()
  const at = `${all.path}/om/${all.copyOf(all.items.autumn)}`
  const reader = await browser(all.person)
  const kept = async () =>
    (await owner`select kind, text, state from voice.remarks where person_id = ${all.person.id} order by at, id`).map((row) => ({ ...row }))
  return { ...all, at, reader, kept }
}

test('what somebody thinks is wrong stands beside the note, in their own words, and the note is as it was', async () => {
  const { reader, at, path, kept, person } = await scene()
  const sent = await reader.post(at, { kind: 'objection', text: '  Jag sa kanske.\r\nInte ja. ', key: uuid() })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${at}#dina-ord`])
  expect(await kept()).toEqual([{ kind: 'objection', text: 'Jag sa kanske.\nInte ja.', state: 'new' }])
  for (const page of [at, path]) {
    const said = read((await reader.get(page)).text)
    expect(said).toMatch(
      /Vi pratade om hur sommaren har varit\. Camilla vill pröva gruppen på tisdagar\. .*Du skrev att det är fel , .* Jag sa kanske\. Inte ja\. Vi har fått det/,
    )
  }
  expect(await auditOf(person.id)).toContain('remark')
})

test('the line says its day, and after it that it was corrected', async () => {
  const { reader, path } = await scene()
  const corrected = (await reader.get(path)).text.match(/href="([^"]+\/om\/[^"]+)">Samtal på mottagningen/)![1]!
  expect(read((await reader.get(corrected)).text)).toContain('Anteckning, måndag 12 oktober 2026, med en rättelse 20 oktober')
})

test('sent twice it is one', async () => {
  const { reader, at, kept } = await scene()
  const key = (await reader.get(at)).text.match(/name="key" value="([^"]+)"/)![1]!
  for (const text of ['En gång', 'En gång']) expect((await reader.post(at, { kind: 'comment', text, key })).status).toBe(303)
  expect(await kept()).toHaveLength(1)
  const next = (await reader.get(at)).text.match(/name="key" value="([^"]+)"/)![1]!
  expect(next).not.toBe(key)
  await reader.post(at, { kind: 'comment', text: 'En gång till', key: next })
  expect(await kept()).toHaveLength(2)
})

test('sent again with other words, as by somebody who went back to change them, it is another', async () => {
  const { reader, at, kept } = await scene()
  const key = (await reader.get(at)).text.match(/name="key" value="([^"]+)"/)![1]!
  for (const text of ['Som jag skrev', 'Som jag menade']) await reader.post(at, { kind: 'comment', text, key })
  expect(await kept()).toHaveLength(2)
})

test('what is missing is said by the field, and what was written is still there', async () => {
  const { reader, at, kept } = await scene()
  const without = await reader.post(at, { text: 'Det här skrev jag', key: uuid() })
  expect(without.status).toBe(422)
  expect(without.text).toContain('Det här skrev jag</textarea>')
  expect(without.text).toContain('<a href="#kind">Välj om du har en fråga, om du tycker att det är fel eller om du vill kommentera</a>')
  const empty = await reader.post(at, { kind: 'comment', text: ' \n ', key: uuid() })
  expect([empty.status, empty.text.includes('<a href="#text">Rutan är tom. Skriv det du vill säga i ”Din text”</a>')]).toEqual([422, true])
  expect(empty.text).toMatch(/value="comment" checked/)
  const long = await reader.post(at, { kind: 'comment', text: 'å'.repeat(10_001), key: uuid() })
  expect([long.status, read(long.text).includes('Din text är 10 001 tecken lång. Den får vara högst 10 000.')]).toEqual([422, true])
  expect(await kept()).toEqual([])
  expect((await reader.post(at, { kind: 'comment', text: 'å'.repeat(10_000), key: uuid() })).status).toBe(303)
})

test('what staff answer stands with it, and who has read the file knows that it is noted', async () => {
  const { reader, at, path } = await scene()
  await reader.post(at, { kind: 'objection', text: 'Fel dag.', key: uuid() })
  await owner`update voice.remarks set answer = 'Tack. Vi ändrar det.', answered_by = 'Amina Haddad', answered_at = '2026-11-20T10:00:00Z', state = 'noted'`
  const said = read((await reader.get(path)).text)
  expect(said).toMatch(
    /Fel dag\. Amina Haddad svarade , 20 november Tack\. Vi ändrar det\. Vi har skrivit i din akt att du tycker att det är fel/,
  )
})

test('about what is not shown one can ask to have it looked at again, and it is said where it stands', async () => {
  const { reader, path, copyOf, items, kept } = await scene()
  const at = `${path}/om/${copyOf(items.secret)}`
  const { status, text } = await reader.get(at)
  expect([status, read(text).includes('Be oss pröva det igen')]).toEqual([200, true])
  expect(text).not.toContain('Uppgifter om en anhörig')
  expect((await reader.post(at, { kind: 'review', text: 'Jag vill läsa det.', key: uuid() })).status).toBe(303)
  expect((await reader.post(at, { kind: 'review', text: '', key: uuid() })).text).toContain('Skriv i ”Din text” varför du vill läsa det')
  expect(await kept()).toEqual([{ kind: 'review', text: 'Jag vill läsa det.', state: 'new' }])
  expect(read((await reader.get(path)).text)).toMatch(/Visas inte .*Du bad oss pröva det igen .*Jag vill läsa det\./)
  // It says nothing about whether something is right.
  expect((await reader.post(at, { kind: 'objection', text: 'Det är fel.', key: uuid() })).status).toBe(422)
})

test('words about something that is taken back are not lost', async () => {
  const { reader, at, path, items } = await scene()
  await reader.post(at, { kind: 'comment', text: 'Mina egna ord.', key: uuid() })
  await owner`delete from shelf.copies where id = (select copy_id from gate.release_decisions where item_id = ${items.autumn.id})`
  const said = read((await reader.get(path)).text)
  expect(said).toMatch(/Det du har skrivit om något som inte visas längre .*Mina egna ord\./)
  expect((await reader.get(at)).status).toBe(404)
  expect((await reader.post(at, { kind: 'comment', text: 'Mer.', key: uuid() })).status).toBe(404)
})

test('nobody writes beside what is not theirs', async () => {
  const { at, path, id, copyOf, items } = await scene()
  const stranger = await browser(await aPerson())
  expect((await stranger.get(at)).status).toBe(404)
  expect((await stranger.post(at, { kind: 'comment', text: 'Hej', key: uuid() })).status).toBe(404)
  const other = await scene()
  expect((await other.reader.post(`${other.path}/om/${copyOf(items.autumn)}`, { kind: 'comment', text: 'Hej', key: uuid() })).status).toBe(
    404,
  )
  expect(await owner`select 1 from voice.remarks where shelf_id = ${id}`).toHaveLength(0)
  expect(path).toContain(id)
})

test('a form from another site writes nothing', async () => {
  const { at, person, kept } = await scene()
  const { application } = await import('../../../app.ts')
  const { services } = await import('#testing')
  const body = new URLSearchParams({ kind: 'comment', text: 'Hej', key: uuid() })
  const headers = {
    cookie: person.cookie,
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
    'content-type': 'application/x-www-form-urlencoded',
  }
  expect((await application(services).request(at, { method: 'POST', body, headers })).status).toBe(403)
  expect(await kept()).toEqual([])
})

test('more than thirty in ten minutes is asked to wait', async () => {
  const { at, reader } = await scene()
  const sent = []
  for (let n = 0; n < 31; n++) sent.push((await reader.post(at, { kind: 'comment', text: ' ', key: uuid() })).status)
  expect(sent.filter((status) => status === 422)).toHaveLength(30)
  expect(sent.at(-1)).toBe(429)
})

test('who writes about a decision is told that it is no appeal, by when to appeal, and where', async () => {
  const { reader, path, copyOf, items } = await scene()
  const copy = copyOf(items.decision)
  const at = `${path}/om/${copy}`
  const delivered = (day: string) =>
    owner`update shelf.copies set event = jsonb_set(event, '{detail,deliveredOn}', ${owner.json(day)}) where id = ${copy}`
  await delivered('2026-11-13')
  const { text } = await reader.get(at)
  expect(read(text)).toMatch(/Det här är ingen överklagan Vill du få beslutet ändrat ska du överklaga, senast fredag 4 december/)
  expect(text).toContain(`href="${path}/beslut/${copy}#overklaga"`)
  await delivered('2026-10-13')
  expect(read((await reader.get(at)).text)).toMatch(/Det här är ingen överklagan Sista dagen att överklaga var .*Vi tar emot den/)
})
