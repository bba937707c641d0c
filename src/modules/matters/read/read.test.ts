import { expect, test } from 'vitest'
import { aMatter, aPerson, aUnit, aWorker, anEvent, auditOf, browser, decided, opened, owner } from '#testing'

const copyOf = async (itemId: string) =>
  (await owner`select copy_id from gate.release_decisions where item_id = ${itemId}`)[0]!['copy_id'] as string

/** A matter with a note that is under a cover, and its person at their own pages. */
async function aCoveredNote(kind = 'note', detail: object = { title: 'Återfall', text: 'Vi talade om återfallet.' }) {
  const unit = await aUnit()
  const officer = await aWorker({ unit })
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const contact = await anEvent(
    matter,
    'assigned',
    { officer: { name: 'Amina Haddad', role: 'socialsekreterare' } },
    { at: '2026-01-01T10:00:00Z' },
  )
  const { id } = await anEvent(matter, kind, detail)
  await decided(matter, contact.id, 'released', { by: officer })
  const shelf = await opened(matter, officer)
  await decided(matter, id, 'released', { by: officer, sensitive: true, text: 'Jag läser den gärna tillsammans med dig.' })
  const copy = await copyOf(id)
  const path = `/mina-sidor/arenden/${shelf}`
  return { unit, officer, matter, item: id, copy, shelf, path, read: `${path}/lasa/${copy}`, me: await browser(person) }
}
const key = () => crypto.randomUUID()
/** The sum that stands under "Ser du allt?". */
const countIn = ({ text }: { text: string }) =>
  /<dl class="sum">(.*?)<\/dl>/s
    .exec(text)?.[1]
    ?.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('before a sensitive item nothing of it is read, and there are equal ways, somebody to talk to now, and the officer’s own words', async () => {
  const { me, path, read } = await aCoveredNote()
  for (const page of [path, '/mina-sidor', '/mina-sidor/arenden', read]) expect((await me.get(page)).text).not.toContain('återfall')
  expect((await me.get(path)).text).toContain('En uppgift kan vara svår att läsa')
  const { text } = await me.get(read)
  for (const words of [
    'Anteckning, måndag 2 mars 2026.',
    'Det kan vara svårt att läsa ensam',
    'Tillsammans med Amina',
    'Läs nu',
    'Spara till senare',
    'Göm den',
    'Be om ett samtal',
    'Jag läser den gärna',
    '112',
    'sprak=sv-simple',
  ])
    expect(text).toContain(words)
  // What is written about when goes along with every button of its form, and stands before them: none of it is lost.
  const [alone, withUs] = [/<form(?:(?!<\/form>).)*value="nu".*?<\/form>/s, /<form(?:(?!<\/form>).)*name="ord".*?<\/form>/s].map((form) =>
    form.exec(text)?.[0].match(/name="(ord|val" value="[\w-]+)"/g),
  )
  expect(alone).toEqual(['name="val" value="nu"', 'name="val" value="senare"', 'name="val" value="inte-har"'])
  expect(withUs).toEqual(['name="ord"', 'name="val" value="tillsammans"', 'name="val" value="samtal"'])
  expect((await me.get(`${read}?sprak=sv-simple`)).text).toContain('Vi läser med dig, hos oss eller i telefon.')
  expect((await me.post('/mina-sidor/sok', { sok: 'återfallet' })).text).not.toContain('Vi talade om')
})

test('read now: the words come, and with them how it was to read, which the officer sees', async () => {
  const { me, path, read, copy, officer, matter, item } = await aCoveredNote()
  const answer = await me.post(read, { val: 'nu', nyckel: key() })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}/om/${copy}`])
  const open = (await me.get(read)).text
  expect(open).toMatch(/<h1[^>]*>Det här är öppet för dig</)
  expect(open).toMatch(new RegExp(`href="${path}/om/${copy}">Läs det här<`))
  expect(open).not.toContain('Det du har bett om')
  expect((await me.get(`${path}/om/${copy}`)).text).toContain('Vi talade om återfallet.')
  expect((await me.post(`${read}/kandes`, { kandes: '2' })).status).toBe(303)
  expect((await me.get(`${path}/om/${copy}?sparat=ja`)).text).toContain('Tack, ditt svar är sparat')
  expect((await me.post(`${read}/kandes`, { kandes: '9' })).headers.get('location')).toBe(`${path}/om/${copy}`)
  const desk = await browser(officer)
  expect((await desk.get(`/personal/granska/${matter.id}/${item}`)).text).toContain('2 av 5, där 1 är svårt och 5 är bra')
  expect(await auditOf(matter.person.id)).toEqual(expect.arrayContaining(['choose reading', 'say how it was', 'item']))
})

test('a sensitive decision is read on its own page, and its time to appeal starts there', async () => {
  const { me, path, read, copy } = await aCoveredNote('decision', { title: 'Avslag på ansökan', results: [{ answer: 'no', what: 'Stöd' }] })
  await me.get(read)
  expect((await owner`select opened_at from shelf.copies where id = ${copy}`)[0]!['opened_at']).toBeNull()
  const answer = await me.post(read, { val: 'nu', nyckel: key() })
  expect(answer.headers.get('location')).toBe(`${path}/beslut/${copy}`)
  expect((await me.get(answer.headers.get('location')!)).text).toContain('Avslag på ansökan')
  expect((await owner`select opened_at from shelf.copies where id = ${copy}`)[0]!['opened_at']).toBeInstanceOf(Date)
})

test('together and talk first reach the unit once, with the words about when, and the item stays under its cover', async () => {
  const { me, path, read, copy, officer } = await aCoveredNote()
  const nyckel = key()
  for (let times = 0; times < 2; times += 1) {
    const answer = await me.post(read, { val: 'tillsammans', ord: 'Helst en tisdag', nyckel })
    expect(answer.headers.get('location')).toBe(`${read}?skickat=ja`)
  }
  await me.post(read, { val: 'samtal', nyckel: key() })
  const sent = (await me.get(`${read}?skickat=ja`)).text
  expect(sent).toContain('Amina Haddad hör av sig')
  for (const words of ['Du vill läsa tillsammans', 'Helst en tisdag', 'Du vill prata först']) expect(sent).toContain(words)
  expect((await me.get(path)).text).not.toContain('återfallet')
  const desk = await browser(officer)
  const list = await desk.get('/personal/synpunkter')
  expect(list.text.match(/Vill läsa tillsammans/g)).toHaveLength(1)
  expect(list.text).toContain('Helst en tisdag')
  expect(list.text).toContain('Vill prata först')
  const [one, other] = [...list.text.matchAll(/href="(\/personal\/synpunkter\/[^"?]+)"/g)].map(([, href]) => href!)
  expect((await desk.get(one!)).text).toContain(`href="${other}"`)
  expect((await desk.get(other!)).text).toContain(`href="${one}"`)
  // Another way to read takes no wish back. That is said wherever one comes then, with how to.
  const stands = 'Det du har bett om står kvar hos oss, hur du än väljer att läsa. Ring oss om du inte vill det längre.'
  expect(sent).toContain(stands)
  await me.post(read, { val: 'nu' })
  expect((await me.get(`${path}/om/${copy}`)).text).toContain(stands)
  await me.post(read, { val: 'inte-har' })
  const aside = (await me.get(`${path}/lasa?sparat=ja`)).text
  expect(aside).toContain(`Du vill läsa tillsammans. Du vill prata först. ${stands}`)
})

test('what is to be read together first cannot be opened by its reader, who can ask for it', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const { id } = await anEvent(matter, 'note', { text: 'Hårda besked' })
  const shelf = await opened(matter)
  await decided(matter, id, 'withheld', { reason: 'together' })
  const read = `/mina-sidor/arenden/${shelf}/lasa/${await copyOf(id)}`
  const me = await browser(person)
  const { text } = await me.get(read)
  expect(text).toContain('Läs tillsammans')
  expect(text).not.toContain('Läs nu')
  expect(countIn(await me.get(`/mina-sidor/arenden/${shelf}`))).toBe(
    'visas här 0 läser vi tillsammans först + 1 uppgift som vi får berätta om = 1',
  )
  expect((await me.post(read, { val: 'nu', nyckel: key() })).status).toBe(404)
  expect((await me.post(read, { val: 'tillsammans', nyckel: key() })).status).toBe(303)
})

test('later and not here put an item aside, which is said, and it comes back when its reader wants', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const { id } = await anEvent(matter, 'note', { title: 'Samtal', text: 'En mulen dag.' })
  const shelf = await opened(matter)
  await decided(matter, id, 'released')
  const path = `/mina-sidor/arenden/${shelf}`
  const read = `${path}/lasa/${await copyOf(id)}`
  const me = await browser(person)
  expect((await me.get(path)).text).toContain('En mulen dag.')
  expect((await me.post(read, { val: 'senare', nyckel: key() })).status).toBe(303)
  const later = (await me.get(path)).text
  expect(later).not.toContain('mulen')
  expect(later).toContain('Du läser senare')
  expect(countIn(await me.get(path))).toBe('visas här 0 har du lagt åt sidan + 1 uppgift som vi får berätta om = 1')
  expect((await me.get(path)).text).toContain(`href="${path}/lasa#gomt"`)
  expect((await me.get(`${path}/lasa`)).text).toContain(`href="${read}"`)
  expect((await me.post(read, { val: 'inte-har', nyckel: key() })).headers.get('location')).toBe(`${path}/lasa?sparat=ja`)
  const gone = (await me.get(path)).text
  expect(gone).not.toContain('mulen')
  expect(gone).toContain('Du har gömt en uppgift här.')
  expect((await me.get(`${path}/lasa`)).text).toContain(`href="${read}"`)
  await me.post(read, { val: 'nu', nyckel: key() })
  expect((await me.get(path)).text).toContain('En mulen dag.')
  // Whatever lies aside is told newest first, however it was put there, and two of one day by the clock too.
  for (const [at, val] of [
    ['2026-03-02T10:00:00Z', 'senare'],
    ['2026-03-05T09:30:00Z', 'senare'],
    ['2026-03-02T14:15:00Z', 'inte-har'],
    ['2026-02-03T10:00:00Z', 'inte-har'],
  ] as const) {
    const one = await anEvent(matter, 'note', { text: 'Ord' }, { at })
    await decided(matter, one.id, 'released')
    await me.post(`${path}/lasa/${await copyOf(one.id)}`, { val, nyckel: key() })
  }
  expect((await me.get(`${path}/lasa`)).text.replaceAll('\u00a0', ' ').match(/Anteckning, \S+ \d+ \S+ 2026[^<]*/g)).toEqual([
    'Anteckning, torsdag 5 mars 2026.',
    'Anteckning, måndag 2 mars 2026, kl. 15.15.',
    'Anteckning, måndag 2 mars 2026, kl. 11.00.',
    'Anteckning, tisdag 3 februari 2026.',
  ])
})

test('notes can be put aside for a whole matter until it closes; decisions stay, and one note can be read all the same', async () => {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person })
  const [first, second] = [await anEvent(matter, 'note', { text: 'Första noten' }), await anEvent(matter, 'note', { text: 'Andra noten' })]
  const decision = await anEvent(matter, 'decision', { title: 'Bifall till boende', results: [{ answer: 'yes', what: 'Boende' }] })
  const shelf = await opened(matter)
  for (const { id } of [first, second, decision]) await decided(matter, id, 'released')
  const path = `/mina-sidor/arenden/${shelf}`
  const me = await browser(person)
  expect((await me.post(`${path}/lasa`, { anteckningar: 'kanske' })).status).toBe(422)
  expect((await me.post(`${path}/lasa`, { anteckningar: 'closing' })).status).toBe(303)
  await me.post(`${path}/lasa/${await copyOf(first.id)}`, { val: 'nu', nyckel: key() })
  const before = (await me.get(path)).text
  expect(before).toContain('Första noten')
  expect(before).not.toContain('Andra noten')
  expect(before).toContain('Bifall till boende')
  const { id } = await anEvent(matter, 'closed', {}, { at: '2026-06-01T10:00:00Z' })
  await decided(matter, id, 'released')
  expect((await me.get(path)).text).toContain('Andra noten')
  // Not here, for all of them, is also the one that was taken out before; and that one can be taken out again.
  await me.post(`${path}/lasa`, { anteckningar: 'not-here' })
  expect((await me.get(path)).text).not.toMatch(/noten/)
  await decided(matter, first.id, 'assessed')
  await decided(matter, first.id, 'released')
  expect((await me.get(path)).text).not.toMatch(/noten/)
  await me.post(`${path}/lasa/${await copyOf(first.id)}`, { val: 'nu', nyckel: key() })
  await decided(matter, first.id, 'assessed')
  await decided(matter, first.id, 'released')
  const again = (await me.get(path)).text
  expect(again).toContain('Första noten')
  expect(again).not.toContain('Andra noten')
})

test('nobody else’s item can be chosen for, opened or felt about, and it looks as if it were not there', async () => {
  const { read, path } = await aCoveredNote()
  const stranger = await browser(await aPerson())
  const weak = await browser(await aPerson({ level: 2 }))
  for (const form of [{ val: 'nu' }, { val: 'senare' }, { val: 'tillsammans' }, { val: 'samtal' }, { val: 'inte-har' }])
    expect((await stranger.post(read, form)).status).toBe(404)
  expect((await stranger.post(`${read}/kandes`, { kandes: '1' })).status).toBe(404)
  expect((await stranger.post(`${path}/lasa`, { anteckningar: 'later' })).status).toBe(404)
  expect((await stranger.get(read)).status).toBe(404)
  expect((await weak.post(read, { val: 'nu' })).status).toBe(403)
})
