import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aUnit, aWorker, browser, owner } from '#testing'
import { dayOf } from '#kernel/values/day'
import { readCsv } from '../../csv.ts'
import { manyGone, readStaffRows } from './model.ts'

const today = dayOf(new Date())
async function aDesk() {
  const unit = await aUnit()
  await owner`update directory.units set code = 'vuxen' where id = ${unit.id}`
  const steward = await aWorker({ unit, role: 'systemSteward', called: 'Ingrid Boström' })
  const desk = await browser(steward)
  const send = async (csv: string | Uint8Array, more: Record<string, string> = {}) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ vad: 'staff', ...more })) body.set(name, value)
    body.set('fil', new File([typeof csv === 'string' ? csv : Buffer.from(csv)], 'lista.csv', { type: 'text/csv' }))
    return desk.post('/admin/lista', body)
  }
  const preview = async (csv: string | Uint8Array, more: Record<string, string> = {}) => {
    const path = (await send(csv, more)).headers.get('location')!
    const { text } = await desk.get(path)
    return { path, text, sett: /name="sett" value="([^"]+)"/.exec(text)?.[1] ?? '' }
  }
  const carryOut = async (csv: string, more: Record<string, string> = {}, form: Record<string, string> = {}) => {
    const { path, sett } = await preview(csv, more)
    return desk.post(path, { sett, ...form })
  }
  const people = () =>
    owner`select w.name, w.phone, w.active, i.origin, i.external_id as ref from directory.staff w join directory.staff_ids i on i.staff_id = w.id where w.municipality_id = ${unit.committee.municipalityId} order by w.name`
  return { unit, steward, desk, send, preview, carryOut, people }
}
const list = `id;Namn;Titel;Telefon;Enhet;Roll;Från;Till
a1;Eva Ek;socialsekreterare;0980-31 92 10;vuxen;Handläggare;;
a1;Eva Ek;;;vuxen;Mottagare;2026-01-01;2099-12-31
a2;Åke Öst;;;;;;
`

test('a list is shown before anything happens, carried out whole, and read again changes nothing', async () => {
  const { desk, preview, people, unit } = await aDesk()
  const { path, text, sett } = await preview(list)
  for (const said of [
    'Personal: 3 rader i filen. Inget har ändrats än.',
    '2 nya',
    'Eva Ek',
    'Åke Öst',
    'Får uppdrag: Handläggare, vuxen.',
    'Får uppdrag: Mottagare av förfrågningar, vuxen, från 2026-01-01, till och med 2099-12-31.',
  ])
    expect(text).toContain(said)
  expect(await people()).toEqual([])
  const answer = await desk.post(path, { sett })
  expect(answer.headers.get('location')).toBe('/admin/lista?gjort=2')
  expect(await people()).toEqual([
    { name: 'Eva Ek', phone: '0980-31 92 10', active: true, origin: 'csv', ref: 'a1' },
    { name: 'Åke Öst', phone: null, active: true, origin: 'csv', ref: 'a2' },
  ])
  expect(
    await owner`select a.role, a.valid_from, a.valid_to from directory.assignments a join directory.staff w on w.id = a.staff_id where w.name = 'Eva Ek' and a.unit_id = ${unit.id} order by a.role`,
  ).toEqual([
    { role: 'caseOfficer', valid_from: today, valid_to: null },
    { role: 'requestDispatcher', valid_from: '2026-01-01', valid_to: '2099-12-31' },
  ])
  // Carried out once: it is not there any more.
  expect((await desk.post(path, { sett })).status).toBe(404)
  const again = await preview(list)
  expect([again.text.includes('Inget ändras'), again.sett]).toEqual([true, ''])
})

test('what differs is changed and what is empty is left, also in the file of a Swedish spreadsheet', async () => {
  const { carryOut, people, preview, unit } = await aDesk()
  await carryOut(list)
  // Windows-1252, as Excel writes it.
  const latin = Buffer.from('HSA-id,Id,NAMN,Telefon\r\nSE2321000016-1003,a2,"Öst, Åke",\r\n', 'latin1')
  const { text } = await preview(latin)
  expect(text).toContain('Nytt: namn, HSA-id.')
  expect(text).toContain('Öst, Åke')
  await carryOut('id;namn;telefon\na1;Eva Ek;\n')
  expect((await people())[0]).toMatchObject({ name: 'Eva Ek', phone: '0980-31 92 10' })
  // Where alarms go, under any of the names that a column of e-mail has here; and an empty cell leaves it.
  const shown = await preview('id;namn;E-post\na1;Eva Ek;Eva.Ek@Example.se\n')
  expect([shown.text.includes('Nytt: e-post.'), shown.text.includes('eva.ek@')]).toEqual([true, false])
  await carryOut('id;namn;E-post\na1;Eva Ek;Eva.Ek@Example.se\n')
  await carryOut('id;namn;epost;telefon\na1;Eva Ek;;0980-31 92 11\n')
  expect((await preview('id;namn;epost\na1;Eva Ek;eva.ek@example.se\n')).text).toContain('Inget ändras')
  expect(
    await owner`select i.email, w.phone from directory.staff_ids i join directory.staff w on w.id = i.staff_id where w.municipality_id = ${unit.committee.municipalityId} and w.name = 'Eva Ek'`,
  ).toEqual([{ email: 'eva.ek@example.se', phone: '0980-31 92 11' }])
})

test('every row that cannot be read is told with what to do, and then nothing at all is read in', async () => {
  const { send, people } = await aDesk()
  const bad = `id;hsa-id;namn;telefon;enhet;roll;från;till;e-post
;;Utan Id;;;;;;
b1;;;;;;;;
b2;nej;Fel Hsa;;;;;;
b3;;Fel Nummer;12;;;;;
b4;;Fel Roll;;vuxen;kung;;;
b5;;Halv;;vuxen;;;;
b6;;Fel Dag;;vuxen;handläggare;3/12;;
b7;;Bakvänt;;vuxen;handläggare;2026-12-03;2026-12-01;
b9;;Fel Post;;;;;;eva@
b8;;Rätt;;;;;;
`
  const { status, text } = await send(bad)
  expect(status).toBe(422)
  for (const [line, what] of [
    [2, 'Skriv ett id eller ett HSA-id'],
    [3, 'Skriv ett namn'],
    [4, 'Ett HSA-id ser ut så här'],
    [5, 'Skriv ett nummer som går att ringa'],
    [6, 'Skriv handläggare, enhetschef, mottagare'],
    [7, 'Skriv både enhet och roll'],
    [8, 'Skriv datum så här'],
    [9, 'Sista dagen kan inte komma före den första'],
    [10, 'Skriv en e-postadress'],
  ] as const)
    expect(text).toMatch(new RegExp(`<th scope="row">Rad ${line}</th>[^]*?${what}`))
  expect(await people()).toEqual([])
  // What is only known beside the others: a unit that is not there, one id for two.
  const { preview } = await aDesk()
  const beside = await preview('id;namn;enhet;roll\nc1;Eva Ek;finns-inte;handläggare\nc2;A;;\nc2;B;;\n')
  for (const said of ['Ingen enhet har den koden', 'Samma id står på flera rader med olika uppgifter']) expect(beside.text).toContain(said)
  expect(beside.sett).toBe('')
})

test.each([
  ['', {}, 'Välj en fil'],
  ['id;namn\n', {}, 'Filen har inga rader under rubrikerna'],
  ['id;namn;Namn\n1;a;b\n', {}, 'Två kolumner har samma rubrik'],
  ['id;titel\n1;a\n', {}, 'Kolumnen namn saknas'],
  ['id;namn\n1;"a\n', {}, 'Filen går inte att läsa'],
  ['id;namn\n1;a\u0000\n', {}, 'Filen går inte att läsa'],
  ['id;namn\n1;a\n', { vad: 'katter' }, 'Välj vad filen innehåller'],
])('a file that is no list (%j) is told why', async (csv, more, said) => {
  const { send } = await aDesk()
  const { status, text } = await send(csv, more)
  expect([status, text.includes(said)]).toEqual([422, true])
})

test('who is not in the whole list is gone: out at once, with what they had handed on; and of many it is asked twice', async () => {
  const { carryOut, people, desk, preview, unit } = await aDesk()
  await carryOut(list)
  const [eva] = await owner`select id from directory.staff where name = 'Eva Ek' and municipality_id = ${unit.committee.municipalityId}`
  const shown = await preview('id;namn\na2;Åke Öst\n', { hela: 'ja' })
  expect(shown.text).toContain('1 finns inte i filen')
  expect(shown.text).toContain('Kontot stängs, och det som personen hade går till ersättaren.')
  // Those who were entered by hand are nobody's list to close.
  expect(shown.text).not.toContain('Förvalt')
  await desk.post(shown.path, { sett: shown.sett })
  expect((await people()).map(({ name, active }) => [name, active])).toEqual([
    ['Eva Ek', false],
    ['Åke Öst', true],
  ])
  expect(await owner`select because from directory.leavings where staff_id = ${eva!['id'] as string}`).toEqual([{ because: 'catalogue' }])
  // In the list again, back again.
  expect((await preview(list)).text).toContain('Kommer tillbaka')
  const many = `id;namn\n${Array.from({ length: 20 }, (_, n) => `m${n};Person ${n}`).join('\n')}\n`
  await carryOut(many)
  const cut = 'id;namn\nm1;Person 1\n'
  const refused = await carryOut(cut, { hela: 'ja' })
  expect([refused.status, refused.text.includes('Bekräfta att så många konton ska stängas')]).toEqual([422, true])
  expect((await people()).filter(({ active }) => active)).toHaveLength(21)
  await carryOut(cut, { hela: 'ja' }, { saker: 'ja' })
  expect((await people()).filter(({ active }) => active).map(({ name }) => name)).toEqual(['Person 1'])
})

test('when something has changed since it was shown, it is shown again; and when one cannot be done, nothing is', async () => {
  const { desk, preview, people, unit } = await aDesk()
  const { path, sett } = await preview(list)
  await owner`insert into directory.staff (municipality_id, name) values (${unit.committee.municipalityId}, 'Eva Ek')`
  const moved = await desk.post(path, { sett })
  expect([moved.status, moved.text.includes('Något har ändrats sedan du läste filen')]).toEqual([422, true])
  expect(moved.text).toContain('Det finns redan någon med samma namn')
  expect(await people()).toEqual([])
  // The database refuses the second of them: the first is not there either.
  const bad = await preview('id;namn;inloggning\nd1;Första;forsta\nd2;Andra;andra\n')
  await owner`insert into directory.providers (municipality_id, audience, key, label, issuer, client_id, levels) values (${unit.committee.municipalityId}, 'staff', 'eid', '{}', 'https://l.example', 'x', '{}')`
  const other = await aWorker()
  await owner`insert into identity.logins (issuer, subject, staff_id) values ('https://l.example', 'andra', ${other.id})`
  const failed = await desk.post(bad.path, { sett: bad.sett })
  expect([failed.status, failed.text.includes('Det gick inte att ändra Andra. Inget i listan har genomförts.')]).toEqual([409, true])
  expect(await people()).toEqual([])
})

test('units come by their code, and one that is not in the whole list stays, and is told of', async () => {
  const { carryOut, desk, unit } = await aDesk()
  const units =
    'kod;namn;telefon;besök;postadress\nvuxen;Vuxenenheten;0980-31 92 01;Storgatan 14;\nfamilj;Familjeenheten;0980-31 92 04;;Box 1\n'
  await carryOut(units, { vad: 'units' })
  const of = () =>
    owner`select u.code, u.name ->> 'sv' as name, u.phone, i.origin, i.gone_at is not null as gone from directory.units u join directory.unit_ids i on i.unit_id = u.id where u.committee_id = ${unit.committee.id} order by u.code`
  expect(await of()).toEqual([
    { code: 'familj', name: 'Familjeenheten', phone: '0980-31 92 04', origin: 'csv', gone: false },
    { code: 'vuxen', name: 'Vuxenenheten', phone: '0980-31 92 01', origin: 'csv', gone: false },
  ])
  await carryOut('kod;namn;telefon\nvuxen;Vuxenenheten;0980-31 92 02\n', { vad: 'units', hela: 'ja' })
  expect((await of()).map(({ code, phone, gone }) => [code, phone, gone])).toEqual([
    ['familj', '0980-31 92 04', true],
    ['vuxen', '0980-31 92 02', false],
  ])
  expect((await desk.get('/admin')).text).toContain('Finns inte längre i er lista eller katalog')
})

test('another committee’s list is not there', async () => {
  const [here, there] = [await aDesk(), await aDesk()]
  const { path, sett } = await there.preview(list)
  expect((await here.desk.get(path)).status).toBe(404)
  expect((await here.desk.post(path, { sett })).status).toBe(404)
  expect((await there.desk.get(path)).status).toBe(200)
})

test('whatever a file holds, it is read or refused, and never breaks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const csv = readCsv(bytes)
      if (csv.ok) readStaffRows(csv.rows)
    }),
    { seed: 11, numRuns: 500 },
  )
  const cell = fc.string({ maxLength: 12 }).filter((text) => !/[\0\r\n]/.test(text) && text === text.trim())
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const csv = readCsv(Buffer.from(`id;namn\n${rows.map(([a, b]) => `${quoted(a)};${quoted(b)}`).join('\n')}\n`))
      const expected = rows.filter(([a, b]) => a || b).map(([id, namn]) => ({ id: id.normalize('NFC'), namn: namn.normalize('NFC') }))
      expect(csv.ok ? csv.rows.map(({ fields }) => fields) : []).toEqual(expected)
    }),
    { seed: 12, numRuns: 300 },
  )
})

test('a handful is never many, and a tenth is', () => {
  expect([manyGone(2, 6), manyGone(5, 6), manyGone(6, 60), manyGone(7, 60)]).toEqual([false, true, false, true])
})
