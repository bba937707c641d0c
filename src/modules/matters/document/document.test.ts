import { beforeEach, expect, test, vi } from 'vitest'
import { aMatter, aPerson, anEvent, browser, decided, opened, owner, services, uuid } from '#testing'
import { aDocument, allShown, aPlace, camilla, noon, read } from '../../../testing/camilla.ts'
import { disposition } from '#kernel/values/disposition'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: noon }))

/** A case with one document in it. */
async function scene(
  more: Parameters<typeof aDocument>[2] = {},
  kind = 'document-added',
  detail: object = { title: 'Läkarintyg', from: 'Vårdcentralen' },
) {
  const { unit } = await aPlace()
  const person = await aPerson()
  const matter = await aMatter({ person, unit })
  await allShown(matter)
  const ref = `handling-${uuid()}`
  const document = await aDocument(matter, ref, more)
  const item = await anEvent(matter, kind, { ...detail, document: ref }, { at: '2026-11-18T08:00:00Z' })
  const id = await opened(matter)
  const doc = (await owner`select id from shelf.documents where matter_id = ${id}`)[0]!['id'] as string
  const path = `/mina-sidor/arenden/${id}`
  return { person, matter, item, id, doc, document, path, at: `${path}/handlingar/${doc}`, reader: await browser(person) }
}

test('a document says what it is, how large, what it came with, and how to get it on paper', async () => {
  const { reader, at, path } = await scene()
  const { status, text } = await reader.get(at)
  expect(status).toBe(200)
  expect(read(text)).toMatch(
    /Läkarintyg PDF, 1 kB\. Du har kunnat läsa den här sedan .*Öppna handlingen Spara den på din enhet .*på papper\? Ring/,
  )
  expect(read((await reader.get(path)).text)).toMatch(/Handlingar Läkarintyg 18 november\. Från Vårdcentralen\./)
  expect(text).toContain('<title>Handling – ')
})

test('the file comes whole, named and typed, kept by nobody and guessed at by nobody', async () => {
  const { reader, at, document } = await scene()
  const { headers, text } = await reader.get(`${at}/fil`)
  expect(text).toBe(document.bytes.toString())
  expect(
    Object.fromEntries(
      ['content-type', 'content-length', 'content-disposition', 'x-content-type-options', 'cache-control'].map((name) => [
        name,
        headers.get(name),
      ]),
    ),
  ).toEqual({
    'content-type': 'application/pdf',
    'content-length': String(document.size),
    'content-disposition': `inline; filename="Lakarintyg.pdf"; filename*=UTF-8''L%C3%A4karintyg.pdf`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, no-transform',
  })
  expect((await reader.get(`${at}/fil?spara=ja`)).headers.get('content-disposition')).toMatch(/^attachment;/)
})

test('a page of HTML runs nothing and belongs to no site', async () => {
  const { reader, at } = await scene({ title: 'Utredning', type: 'text/html', parts: [Buffer.from('<p>Hej</p>')] })
  const { headers } = await reader.get(`${at}/fil`, { 'accept-encoding': 'gzip' })
  expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect(headers.get('content-encoding')).toBeNull()
  const pdf = await scene()
  expect((await pdf.reader.get(`${pdf.at}/fil`)).headers.get('content-security-policy')).not.toMatch(/sandbox/)
})

test('a release taken back in the middle stops the file there', async () => {
  const { person, at, matter, item, reader } = await scene({ parts: [Buffer.alloc(1000, 'a'), Buffer.alloc(1000, 'b')] })
  const { application } = await import('../../../app.ts')
  const response = await application(services).request(`${at}/fil`, { headers: { cookie: person.cookie } })
  const stream = response.body!.getReader()
  expect((await stream.read()).value?.byteLength).toBe(1000)
  await decided(matter, item.id, 'withheld')
  await expect(stream.read()).rejects.toThrow()
  expect((await reader.get(at)).status).toBe(404)
  expect((await reader.get(`${at}/fil`)).status).toBe(404)
})

test('a document that is taken back and shown again has the address it had', async () => {
  const { reader, at, matter, item } = await scene()
  await decided(matter, item.id, 'withheld')
  expect((await reader.get(at)).status).toBe(404)
  await decided(matter, item.id, 'released')
  expect((await reader.get(at)).status).toBe(200)
})

test('another person, another case and another document are all not found', async () => {
  const [mine, other] = [await scene(), await scene()]
  const stranger = await browser(await aPerson())
  for (const at of [mine.at, `${mine.at}/fil`]) {
    expect((await stranger.get(at)).status).toBe(404)
    expect((await other.reader.get(at)).status).toBe(404)
    expect((await mine.reader.get(at)).status).toBe(200)
  }
  for (const at of [`${mine.path}/handlingar/${other.doc}`, `${mine.path}/handlingar/${uuid()}`])
    for (const end of ['', '/fil']) expect((await mine.reader.get(at + end)).status).toBe(404)
  const two = await aMatter({ person: mine.person, unit: mine.matter.unit, source: mine.matter.source as never })
  const shelf = await opened(two)
  expect((await mine.reader.get(`/mina-sidor/arenden/${shelf}/handlingar/${mine.doc}/fil`)).status).toBe(404)
})

test('who has opened the file of a decision has got the decision; who has only seen its name has not', async () => {
  const { reader, at, id } = await scene({}, 'decision', { title: 'Ja', results: [{ answer: 'yes', what: 'Öppenvård' }] })
  const got = async () => (await owner`select opened_at from shelf.copies where matter_id = ${id}`)[0]!['opened_at'] as Date | null
  expect(read((await reader.get(at)).text)).toMatch(/Handlingen hör till Ja \./)
  expect(await got()).toBeNull()
  await reader.get(`${at}/fil`)
  expect(await got()).toEqual(noon)
})

test('a document that is named but has not come yet says so', async () => {
  const { person, path, say } = await camilla()
  await say('document-added', '2026-11-19', { title: 'Utredningen', document: 'kommer-sen' })
  expect(read((await (await browser(person)).get(path)).text)).toMatch(
    /Utredningen 19 november\. Själva filen har inte kommit hit än\. Ring/,
  )
})

test('no title can end the header, climb in folders or change what kind of file it is', () => {
  expect(disposition('inline', 'a"; filename="b.exe', 'application/pdf')).toBe(
    `inline; filename="a filename= b.exe.pdf"; filename*=UTF-8''a%20filename%3D%20b.exe.pdf`,
  )
  expect(disposition('inline', '../../etc/passwd\r\nSet-Cookie: a=b', 'image/png')).toBe(
    `inline; filename="etc passwd Set-Cookie a=b.png"; filename*=UTF-8''etc%20passwd%20Set-Cookie%20a%3Db.png`,
  )
  expect(disposition('attachment', '\u202egpj.exe', 'image/jpeg')).toBe(`attachment; filename="gpj.exe.jpg"; filename*=UTF-8''gpj.exe.jpg`)
  expect(disposition('inline', '…', 'text/html')).toContain("filename*=UTF-8''%E2%80%A6.html")
  expect(disposition('inline', '   ', 'application/pdf')).toContain('filename="handling.pdf"')
  expect(disposition('inline', 'Ö'.repeat(300), 'application/pdf').length).toBeLessThan(700)
  expect(disposition('inline', `${'a'.repeat(79)}😀`, 'application/pdf')).toContain('a%F0%9F%98%80.pdf')
})
