import { expect, test } from 'vitest'
import { addDays, appealLastDay, dayOf, deadline } from '#kernel/values/day'
import { anEvent, aPerson, browser, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aCase, errorsIn, idIn, keyIn } from '../../../testing/duties.ts'

const today = () => dayOf(new Date())

async function decidedCase(deliveredOn?: string) {
  const all = await aCase()
  const made = await anEvent(
    all.matter,
    'decision',
    { title: 'Nej till boendestöd', results: [{ answer: 'no', what: 'Boendestöd' }], ...(deliveredOn ? { deliveredOn } : {}) },
    { at: `${deliveredOn ?? addDays(today(), -2)}T08:00:00Z` },
  )
  const [copy] = await owner`select copy_id from gate.release_decisions where item_id = ${made.id}`
  const decision = `${all.home}/beslut/${copy!['copy_id']}`
  const rows = async () =>
    (await owner`select * from duty.duties where matter_id = ${all.matter.id} and kind = 'appeal' order by at`).map((row) => ({ ...row }))
  const appeal = async (more: Record<string, string> = {}) => {
    const sent = await all.reader.post(`${decision}/overklaga`, {
      key: uuid(),
      text: 'Jag vill ha boendestöd.',
      skal: 'Jag klarar mig inte.',
      ...more,
    })
    return { ...sent, id: idIn(sent.headers.get('location')) }
  }
  return { ...all, made, decision, rows, appeal }
}

test('somebody appeals where they read the decision, gets the day it came in, and sees every step to the court', async () => {
  const { reader, decision, appeal, act, home, duty, rows } = await decidedCase()
  expect((await reader.get(decision)).text).toContain(`href="${decision}/overklaga"`)
  expect(read((await reader.get(`${decision}/overklaga`)).text)).toMatch(
    /Det gäller: Nej till boendestöd, .* Sista dagen är .* lämna dem till oss eller skicka dem med posten/,
  )
  const { id, headers, status } = await appeal()
  expect(status).toBe(303)
  expect(read((await reader.get(headers.get('location')!)).text)).toMatch(
    /Din överklagan: Nej till boendestöd .*Vi har fått det Det kom in .* Jag vill ha boendestöd\. Därför, skrev du Jag klarar mig inte\./,
  )
  expect(await duty(id)).toMatchObject({
    came_on: today(),
    last_day: deadline(today(), { days: 7 }),
    detail: { lateness: 'in-time', title: 'Nej till boendestöd', got: today(), until: appealLastDay(today()) },
  })
  // Who has appealed in time is told so, and of no last day any more; they may add to it.
  const after = read((await reader.get(decision)).text)
  expect(after).toContain('Du har överklagat i tid. Lägg till något i din överklagan')
  expect(after).not.toMatch(/Överklaga här|Posta det i god tid/)
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Den kom in i tid. Du hade till och med')
  expect((await act(id, 'kept', { text: '' })).status).toBe(303)
  expect((await act(id, 'sent', { till: 'Förvaltningsrätten i Falun', hur: 'Digitalt', datum: today() })).status).toBe(303)
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toMatch(
    /Vi skickade den till domstolen .*Vi har sett efter och ändrar inte beslutet .*Förvaltningsrätten i Falun, Digitalt/,
  )
  expect(await rows()).toHaveLength(1)
  // Sent on, it is taken back from the court and not from us.
  expect((await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid(), saker: 'ja' })).headers.get('location')).toBe(
    `${home}/rattigheter/${id}`,
  )
  expect(await duty(id)).toMatchObject({ outcome: 'sent' })
})

test('a late appeal is taken like any other, its lateness noted; the unit looks at it before it is sent on or rejected', async () => {
  const got = addDays(today(), -60)
  const { reader, decision, appeal, act, desk, at, duty, home } = await decidedCase(got)
  expect(read((await reader.get(`${decision}/overklaga`)).text)).toContain('Skicka ändå. Vi tar alltid emot den.')
  const { id } = await appeal()
  expect(await duty(id)).toMatchObject({ detail: { lateness: 'late', got, until: appealLastDay(got) } })
  const page = (await desk.get(`${at}/skyldigheter/${id}`)).text
  expect(read(page)).toContain('Den kom efter sista dagen. Se efter om personen har fått rätt besked')
  expect(page).not.toContain('gor/sent')
  expect((await act(id, 'sent', { till: 'Domstolen', hur: 'Post', datum: today() })).status).toBe(409)
  const rejected = await act(id, 'rejected', {
    datum: today(),
    skal: 'Den kom för sent.',
    regler: '45 § förvaltningslagen (2017:900)',
    beslutare: 'Nämnden',
  })
  expect(rejected.status).toBe(303)
  const said = await reader.get(`${home}/rattigheter/${id}`)
  expect(read(said.text)).toMatch(/Vi beslutade att den kom för sent .*Den kom för sent\. .*Du kan överklaga det här beslutet/)
  expect((await reader.post(`${home}/rattigheter/${id}/overklaga`, { key: uuid(), text: 'Den kom i tid' })).status).toBe(303)
})

test('late because of wrong information counts, and then it goes on to the court', async () => {
  const { appeal, act, desk, at } = await decidedCase(addDays(today(), -60))
  const { id } = await appeal()
  expect(errorsIn((await act(id, 'late-informed', { text: '' })).text)).toEqual(['text: Skriv några ord'])
  expect((await act(id, 'late-informed', { text: 'I brevet stod sex veckor.' })).status).toBe(303)
  expect((await desk.get(`${at}/skyldigheter/${id}`)).text).not.toContain('gor/rejected')
  expect((await act(id, 'rejected', { datum: today(), skal: 'x', regler: 'x', beslutare: 'x' })).status).toBe(409)
  expect((await act(id, 'changed', { text: 'Du får boendestöd, i beslutet den 3 mars.' })).status).toBe(303)
  expect((await act(id, 'sent', { till: 'Domstolen', hur: 'Post', datum: today() })).status).toBe(303)
})

test('one that came in time is never rejected as late', async () => {
  const { appeal, act, duty } = await decidedCase()
  const { id } = await appeal()
  expect((await act(id, 'rejected', { datum: today(), skal: 'x', regler: 'x', beslutare: 'x' })).status).toBe(409)
  expect(await duty(id)).toMatchObject({ outcome: null })
})

test('before the time has begun, and when it is not known, it is taken in all the same', async () => {
  const { appeal, duty } = await decidedCase()
  // Never opened here: the time has not begun.
  await owner`update shelf.copies set opened_at = null`
  expect(await duty((await appeal()).id)).toMatchObject({ detail: { lateness: 'in-time' } })
  const old = await decidedCase()
  await owner`update shelf.copies set at = '2024-01-10' where kind = 'decision' and person_id = ${old.person.id}`
  expect(read((await old.reader.get(`${old.decision}/overklaga`)).text)).toContain('Vi vet inte här vilken dag du fick beslutet.')
  expect(await duty((await old.appeal()).id)).toMatchObject({ detail: { lateness: 'unknown' } })
})

test('the same form twice is one appeal; more words about the same decision are added to it', async () => {
  const { reader, decision, appeal, rows, steps, home } = await decidedCase()
  const key = keyIn((await reader.get(`${decision}/overklaga`)).text)
  const [first, second] = await Promise.all([appeal({ key }), appeal({ key })])
  expect(second.id).toBe(first.id)
  expect(await rows()).toHaveLength(1)
  expect(read((await reader.get(`${decision}/overklaga`)).text)).toContain(
    'Du har redan överklagat det här beslutet. Det du skriver nu läggs till.',
  )
  const more = uuid()
  for (let n = 0; n < 2; n++) expect((await appeal({ key: more, text: 'En sak till' })).id).toBe(first.id)
  expect(await rows()).toHaveLength(1)
  expect(await steps(first.id)).toMatchObject([{ kind: 'added', text: 'En sak till' }])
  expect(read((await reader.get(`${home}/rattigheter/${first.id}`)).text)).toMatch(/Du la till .*En sak till/)
})

test('without saying what change is wanted it is not sent, and what was written stays', async () => {
  const { appeal, rows } = await decidedCase()
  const empty = await appeal({ text: ' ', skal: 'Mina skäl' })
  expect([empty.status, errorsIn(empty.text)]).toEqual([422, ['text: Skriv hur du vill att beslutet ska ändras']])
  expect(empty.text).toContain('Mina skäl</textarea>')
  expect(await rows()).toHaveLength(0)
})

test('nobody appeals another’s decision, or what is no decision, and the owner does', async () => {
  const { decision, reader, home, rows, appeal } = await decidedCase()
  const stranger = await browser(await aPerson())
  const form = { key: uuid(), text: 'Ändra' }
  expect((await stranger.get(`${decision}/overklaga`)).status).toBe(404)
  expect((await stranger.post(`${decision}/overklaga`, form)).status).toBe(404)
  const [note] = await owner`select id from shelf.copies where kind = 'received'`
  expect((await reader.post(`${home}/beslut/${note!['id']}/overklaga`, form)).status).toBe(404)
  expect((await reader.post(`${home}/beslut/${uuid()}/overklaga`, form)).status).toBe(404)
  const other = await decidedCase()
  expect((await reader.post(`${home}/beslut/${other.decision.split('/').at(-1)}/overklaga`, form)).status).toBe(404)
  expect((await other.reader.post(`${decision}/overklaga`, form)).status).toBe(404)
  expect(await rows()).toHaveLength(0)
  expect((await appeal()).status).toBe(303)
})

test('taken back before it is sent on, it is over, and can be made again', async () => {
  const { appeal, reader, home, duty, rows } = await decidedCase()
  const { id } = await appeal()
  // It cannot be undone, so one press is not enough.
  const unsure = await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid() })
  expect([unsure.status, unsure.text.includes('Kryssa i rutan om du vill ta tillbaka det')]).toEqual([422, true])
  expect((await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid(), saker: 'ja' })).status).toBe(303)
  expect(await duty(id)).toMatchObject({ outcome: 'withdrawn' })
  expect((await appeal()).id).not.toBe(id)
  expect(await rows()).toHaveLength(2)
})

test('one on paper is about a decision of the case, with the day it came and the day its person got the decision', async () => {
  const { desk, at, made, rows, reader, home } = await decidedCase(addDays(today(), -30))
  const to = `${at}/skyldigheter/ny/overklagande`
  const page = (await desk.get(to)).text
  expect(page).toContain(`value="${made.id}" selected`)
  expect(page).toContain(`value="${addDays(today(), -30)}"`)
  const form = {
    key: uuid(),
    satt: 'letter',
    datum: addDays(today(), -1),
    beslut: made.id,
    fick: addDays(today(), -10),
    text: 'Jag vill ha stöd',
    skal: '',
  }
  for (const [field, value, what] of [
    ['beslut', uuid(), 'beslut'],
    ['fick', addDays(today(), -40), 'fick'],
    ['fick', '2099-01-01', 'fick'],
    ['datum', addDays(today(), 1), 'datum'],
    ['satt', '', 'satt'],
    ['text', '', 'text'],
  ] as const)
    expect(errorsIn((await desk.post(to, { ...form, [field]: value })).text).map((line) => line.split(':')[0])).toEqual([what])
  expect((await desk.post(to, form)).status).toBe(303)
  expect(await rows()).toMatchObject([
    { via: 'letter', came_on: addDays(today(), -1), detail: { lateness: 'in-time', until: deadline(addDays(today(), -10), { weeks: 3 }) } },
  ])
  expect(read((await reader.get(`${home}/rattigheter`)).text)).toContain('Din överklagan: Nej till boendestöd')
})
