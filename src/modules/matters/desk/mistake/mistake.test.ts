import { expect, test } from 'vitest'
import { dayOf } from '#kernel/values/day'
import { aMatter, aPerson, aSource, aUnit, aWorker, browser, opened, owner } from '#testing'

const eventsOf = async (id: string) =>
  (
    await owner`select id, ref, version, kind, at, annulled, event from record.events where matter_id = ${id} order by received_at, version`
  ).map((row) => ({ ...row })) as {
    id: string
    ref: string
    version: number
    kind: string
    at: Date
    annulled: boolean
    event: { detail: Record<string, unknown> }
  }[]
const versionIn = (page: string) => /name="version" value="(\d+)"/.exec(page)![1]!

/** A matter kept here and opened for its person, where what is registered of a kind is shown at once. */
async function aKept(...kinds: string[]) {
  const unit = await aUnit()
  const source = await aSource({ committee: unit.committee, kind: 'native' })
  const person = await aPerson()
  const matter = await aMatter({ unit, source, person })
  for (const kind of kinds)
    await owner`insert into gate.rules (committee_id, field, kind, manner, decided_on, decided_by) values (${unit.committee.id}, 'adult-addiction', ${kind}, 'at-once', '2026-01-15', '§ 12')`
  const officer = await aWorker({ unit })
  const shelf = await opened(matter, officer)
  const [desk, home] = [await browser(officer), await browser(person)]
  return { ...matter, desk, path: `/personal/arenden/${matter.id}`, home: () => home.get(`/mina-sidor/arenden/${shelf}`) }
}
const meeting = { datum: '2026-11-02', tid: '9.30', rubrik: 'Möte', med: 'Henrik Sjöö', text: 'Vi sågs på kontoret.' }

test('an event is corrected by a new version, and its person sees the new wording with the old one beside it', async () => {
  const { id, desk, path, home } = await aKept('meeting-held')
  await desk.post(`${path}/handelse/meeting-held`, meeting)
  const [first] = await eventsOf(id)
  const correction = `${path}/handelse/${first!.id}/ratta`
  expect((await desk.get(path)).text).toContain(`href="${correction}"`)
  const form = (await desk.get(correction)).text
  for (const text of ['value="2026-11-02"', 'value="9.30"', 'value="Möte"', 'Vi sågs på kontoret.']) expect(form).toContain(text)
  const seen = { version: versionIn(form) }
  const wrong = await desk.post(correction, { ...meeting, ...seen, rubrik: '', text: 'Vi sågs hemma.' })
  expect(wrong.status).toBe(422)
  for (const text of ['href="#rubrik"', 'Vi sågs hemma.']) expect(wrong.text).toContain(text)
  expect((await desk.post(correction, { ...meeting, ...seen })).text).toContain('Du har inte ändrat något')
  const send = () => desk.post(correction, { ...meeting, ...seen, text: 'Vi sågs hemma hos dig.' })
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect(await eventsOf(id)).toMatchObject([
    { version: 0, event: { detail: { text: 'Vi sågs på kontoret.' } } },
    { version: 1, ref: first!.ref, at: first!.at, event: { detail: { text: 'Vi sågs hemma hos dig.', with: [{ name: 'Henrik Sjöö' }] } } },
  ])
  const { text } = await home()
  for (const said of ['med en rättelse', 'Vi sågs hemma hos dig.', '<s>på kontoret.</s>']) expect(text).toContain(said)
  const late = await desk.post(correction, { ...meeting, ...seen, text: 'Vi sågs på stan.' })
  expect(late.status).toBe(409)
  for (const said of ['Någon annan rättade händelsen före dig', 'Vi sågs på stan.', 'Vi sågs hemma hos dig.'])
    expect(late.text).toContain(said)
})

test('a corrected day is said, and what the form has no field for is kept', async () => {
  const { id, desk, path, home } = await aKept('assigned')
  await desk.post(`${path}/handelse/assigned`, { datum: '2026-11-02', tid: '9.30', handlaggare: 'Sara Lund', roll: 'socialsekreterare' })
  await owner`update record.events set event = jsonb_set(event, '{detail,officer,deputy}', '"Petter Lundvall"') where matter_id = ${id}`
  const [first] = await eventsOf(id)
  const correct = (form: object) =>
    desk.post(`${path}/handelse/${first!.id}/ratta`, {
      datum: '2026-11-01',
      tid: '9.30',
      handlaggare: 'Sara Lund',
      roll: 'enhetschef',
      ...form,
    })
  expect((await correct({ version: '0' })).status).toBe(303)
  expect((await eventsOf(id))[1]!.event.detail).toEqual({ officer: { name: 'Sara Lund', role: 'enhetschef', deputy: 'Petter Lundvall' } })
  expect((await home()).text).toMatch(/<s>[^<]*2 november[^<]*<\/s>/)
  expect((await correct({ version: '1', handlaggare: 'Tove Alm' })).status).toBe(303)
  expect((await eventsOf(id))[2]!.event.detail).toEqual({ officer: { name: 'Tove Alm', role: 'enhetschef' } })
})

test('the same words on another day are no repetition: two who correct at once do not lose either day', async () => {
  const { id, desk, path } = await aKept('meeting-held')
  const formular = crypto.randomUUID()
  const register = (form: object) => desk.post(`${path}/handelse/meeting-held`, { ...meeting, formular, ...form })
  expect([(await register({})).status, (await register({})).status]).toEqual([303, 303])
  expect((await register({ datum: '2026-10-30' })).status).toBe(409)
  expect((await register({ tid: '10.30' })).status).toBe(409)
  const [first] = await eventsOf(id)
  const correct = (datum: string) => desk.post(`${path}/handelse/${first!.id}/ratta`, { ...meeting, version: '0', datum })
  expect([(await correct('2026-11-01')).status, (await correct('2026-11-01')).status]).toEqual([303, 303])
  const late = await correct('2026-10-31')
  expect(late.status).toBe(409)
  expect(late.text).toContain('value="2026-10-31"')
  expect(await eventsOf(id)).toHaveLength(2)
})

test('what happened now is one event when its form is sent twice, some moments apart', async () => {
  const { id, desk, path } = await aKept('meeting-held')
  const now = { ...meeting, formular: crypto.randomUUID(), datum: dayOf(new Date()), tid: '' }
  const send = () => desk.post(`${path}/handelse/meeting-held`, now)
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect(await eventsOf(id)).toHaveLength(1)
})

test('a document gets another title or another file, and the earlier wording keeps its own', async () => {
  const { id, desk, path, home } = await aKept('document-added')
  const form = (fields: Record<string, string>, file = '') => {
    const all = new FormData()
    for (const [name, value] of Object.entries({ rubrik: 'Intyg', fran: 'Regionen', datum: '2026-11-02', ...fields })) all.set(name, value)
    if (file) all.set('fil', new File([`<!doctype html><p>${file}</p>`], 'a.html', { type: 'text/html' }))
    return all
  }
  await desk.post(`${path}/handling`, form({}, 'Fel fil'))
  const [first] = await eventsOf(id)
  const correction = `${path}/handling/${first!.id}/ratta`
  expect((await desk.get(correction)).text).toContain('value="Regionen"')
  expect((await desk.post(correction, form({ version: '0' }))).text).toContain('Du har inte ändrat något')
  expect((await desk.post(correction, form({ version: '0', rubrik: '' }))).text).toContain('href="#rubrik"')
  const rename = () => desk.post(correction, form({ version: '0', rubrik: 'Läkarintyg' }))
  expect([(await rename()).status, (await rename()).status]).toEqual([303, 303])
  expect(await owner`select title from shelf.documents order by handed_at`).toMatchObject([{ title: 'Intyg' }, { title: 'Läkarintyg' }])
  const formular = /name="formular" value="([^"]*)"/.exec((await desk.get(correction)).text)![1]!
  const exchange = () => desk.post(correction, form({ version: '1', rubrik: 'Läkarintyg', formular }, 'Rätt fil'))
  expect([(await exchange()).status, (await exchange()).status]).toEqual([303, 303])
  const held = await eventsOf(id)
  expect(held.map(({ version, event }) => [version, event.detail['document']])).toEqual([
    [0, first!.ref],
    [1, first!.ref],
    [2, formular],
  ])
  expect((await desk.get(`/personal/granska/${id}/${held[2]!.id}/handling`)).text).toContain('Rätt fil')
  expect((await desk.get(`/personal/granska/${id}/${held[0]!.id}/handling`)).text).toContain('Fel fil')
  expect((await home()).text).toContain('Filen eller något annat som inte står här var fel.')
  const late = await desk.post(correction, form({ version: '1', rubrik: 'Utlåtande' }))
  expect(late.status).toBe(409)
  for (const said of ['Någon annan rättade handlingen före dig', 'value="Utlåtande"']) expect(late.text).toContain(said)
})

test('what was registered by mistake keeps its place and counts for nothing, and nothing is deleted', async () => {
  const { id, desk, path, home, person } = await aKept('meeting-held', 'document-added')
  await desk.post(`${path}/handelse/meeting-held`, { ...meeting, rubrik: 'Möte om Kjell' })
  const [first] = await eventsOf(id)
  const mistake = `${path}/misstag/${first!.id}`
  expect((await desk.get(mistake)).text).toContain('Möte om Kjell')
  expect((await desk.post(mistake, { version: '0' })).status).toBe(422)
  expect((await desk.post(mistake, { version: '7', skal: 'twice' })).status).toBe(409)
  const send = () => desk.post(mistake, { version: '0', skal: 'other-matter' })
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect(await eventsOf(id)).toMatchObject([
    { version: 0, annulled: false, event: { detail: { title: 'Möte om Kjell' } } },
    { version: 1, annulled: true, at: first!.at, event: { detail: { reason: 'other-matter' }, author: { name: 'Amina Haddad' } } },
  ])
  const page = (await desk.get(path)).text
  for (const said of ['Möte om Kjell', 'Registrerad av misstag', 'Amina Haddad märkte den', 'Det hör till ett annat ärende', '= 0'])
    expect(page).toContain(said)
  expect(page).not.toContain(`${first!.id}/ratta`)
  const { text } = await home()
  expect(text).toContain('Registrerat av misstag')
  expect(text).not.toContain('Kjell')
  expect(await owner`select shown, withheld, waiting from shelf.matters where person_id = ${person.id}`).toMatchObject([
    { shown: 0, withheld: 0, waiting: 0 },
  ])
  expect((await desk.get(mistake)).status).toBe(303)
  const stale = await desk.post(`${path}/handelse/${first!.id}/ratta`, { ...meeting, version: '0', text: 'Nya ord' })
  expect(stale.status).toBe(409)
  for (const said of ['märkt som registrerad av misstag', 'Nya ord']) expect(stale.text).toContain(said)
})

test('a decision is not taken back as a mistake, and neither is anything of another system or another unit', async () => {
  const kept = await aKept()
  await kept.desk.post(`${kept.path}/beslut`, {
    datum: '2026-11-02',
    rubrik: 'Stöd',
    'svar-1': 'yes',
    'vad-1': 'Stöd hemma',
    skal: 'Du behöver det.',
    regler: '11 kap. 1 §',
    beslutare: 'Sara Lund',
    intygar: 'ja',
    utan: 'needless',
    skada: 'nej',
    gor: 'las',
  })
  await kept.desk.post(`${kept.path}/handelse/meeting-held`, meeting)
  const [decision, event] = await eventsOf(kept.id)
  expect((await kept.desk.get(`${kept.path}/misstag/${decision!.id}`)).status).toBe(404)
  expect((await kept.desk.get(`${kept.path}/handelse/${decision!.id}/ratta`)).status).toBe(404)
  const stranger = await browser(await aWorker({ unit: await aUnit({ committee: kept.unit.committee }) }))
  expect((await stranger.post(`${kept.path}/misstag/${event!.id}`, { version: '0', skal: 'twice' })).status).toBe(404)
  expect((await stranger.post(`${kept.path}/handelse/${event!.id}/ratta`, { ...meeting, version: '0', text: 'x' })).status).toBe(404)
  const other = await aMatter({ unit: kept.unit })
  expect((await kept.desk.get(`/personal/arenden/${other.id}/misstag/${event!.id}`)).status).toBe(404)
  expect(await eventsOf(kept.id)).toHaveLength(2)
})
