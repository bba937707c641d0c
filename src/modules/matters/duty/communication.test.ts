import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/values/day'
import { sayDay } from '#kernel/values/when'
import { aMatter, anEvent, aPerson, aRecipient, aWorker, again, browser, db, decided, opened, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aCase, errorsIn } from '../../../testing/duties.ts'

const today = () => dayOf(new Date())
const soon = () => addDays(today(), 10)

test('somebody is told on every page what to read and by when, reads it as it was, and answers; the unit sees when', async () => {
  const { reader, desk, home, at, items, communicate, duty, steps } = await aCase()
  const { status, id } = await communicate([items.note, items.letter], { senast: soon() })
  expect(status).toBe(303)
  const by = `Läs och svara senast ${sayDay(soon(), today(), 'sv')}`
  const start = await reader.get('/mina-sidor')
  expect(read(start.text)).toMatch(new RegExp(`Din tur ${by}`))
  expect(start.text).toContain(`href="${home}/rattigheter/${id}"`)
  expect(read((await reader.get(home)).text)).toMatch(new RegExp(`Nu: din tur ${by}`))
  expect(read((await desk.get(`${at}/skyldigheter/${id}`)).text)).toContain('Inte öppnat än')
  expect((await duty(id))['opened_at']).toBeNull()

  const page = await reader.get(`${home}/rattigheter/${id}`)
  expect(read(page.text)).toMatch(/Vi skrev Du har ansökt om boendestöd\..*Hembesök Det är rent och snyggt hemma\..*Öppna Läkarintyg/)
  expect(read(page.text)).toMatch(/Du kan göra det på annat sätt Ring .* Skriv på papper och lämna eller skicka det till Socialnämnden/)
  const opened = (await duty(id))['opened_at'] as Date
  expect(opened).not.toBeNull()
  const file = await reader.get(`${home}/rattigheter/${id}/handling/2`)
  expect([file.status, file.text, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
    200,
    '%PDF-1.7 ett och två',
    'application/pdf',
    'no-store, no-transform',
  ])

  const answered = await reader.post(`${home}/rattigheter/${id}`, { key: uuid(), text: 'Det stämmer.\r\nMen jag behöver mer.' })
  expect(answered.headers.get('location')).toBe(`${home}/rattigheter/${id}?gjort=svarat`)
  expect(read((await reader.get(answered.headers.get('location')!)).text)).toMatch(
    /Vi har fått ditt svar .*Det stämmer\. Men jag behöver mer\./,
  )
  // Gone back to and sent once more it is the same answer.
  await reader.post(`${home}/rattigheter/${id}`, { key: uuid(), text: 'Det stämmer.\nMen jag behöver mer. ' })
  expect(await steps(id)).toEqual([
    { kind: 'answered', whose: 'person', text: 'Det stämmer.\nMen jag behöver mer.', late: false, detail: {} },
  ])
  const after = read((await reader.get('/mina-sidor')).text)
  expect(after).not.toContain('Läs och svara senast')
  expect(after).toContain('Du har svarat på det vi skickade.')
  expect(read((await desk.get(`${at}/skyldigheter/${id}`)).text)).toMatch(/Läst här\. 1 svar\..*Det stämmer\. Men jag behöver mer\./)
  // Opened once: when does not move.
  expect((await duty(id))['opened_at']).toEqual(opened)
})

test('a browser that fetches ahead has opened nothing, and a person with a weaker sign-in reads nothing', async () => {
  const { reader, person, home, items, communicate, duty } = await aCase()
  const { id } = await communicate([items.note])
  await reader.get(`${home}/rattigheter/${id}`, { 'sec-purpose': 'prefetch' })
  expect((await duty(id))['opened_at']).toBeNull()
  expect((await (await browser(await again(person, 2))).get(`${home}/rattigheter/${id}`)).status).toBe(403)
  expect((await reader.get(`${home}/rattigheter/${id}`)).status).toBe(200)
})

test('what was sent is frozen: a correction, or another document, changes nothing in it, and its hash is of what was read', async () => {
  const { reader, matter, home, items, communicate } = await aCase()
  const { id } = await communicate([items.note, items.letter])
  await anEvent(matter, 'note', { title: 'Hembesök', text: 'Helt andra ord.' }, { ref: items.note.ref, version: 1 })
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Det är rent och snyggt hemma.')
  const [paper] =
    await owner`select event::text as words, bytes, encode(hash, 'hex') as hash from duty.papers where duty_id = ${id} and bytes is not null`
  const hash = createHash('sha256')
    .update(paper!['words'] as string)
    .update(paper!['bytes'] as Buffer)
    .digest('hex')
  expect(paper!['hash']).toBe(hash)
})

test('an answer that comes late is kept and said to be late, and never refused', async () => {
  const { reader, desk, at, home, items, communicate, steps } = await aCase()
  const { id } = await communicate([items.note])
  await owner`update duty.duties set last_day = ${addDays(today(), -1)} where id = ${id}`
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Sista dagen har gått. Du kan skriva ändå.')
  expect((await reader.post(`${home}/rattigheter/${id}`, { key: uuid(), text: 'Sent men sant' })).status).toBe(303)
  expect(await steps(id)).toMatchObject([{ kind: 'answered', late: true }])
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Kom efter sista dagen. Vi har sparat det.')
  expect(read((await desk.get(`${at}/skyldigheter/${id}`)).text)).toContain('Kom efter sista dagen.')
})

test('sent twice it is one answer; an empty one is told by the field; a long one is given back', async () => {
  const { reader, home, items, communicate, steps } = await aCase()
  const { id } = await communicate([items.note])
  const to = `${home}/rattigheter/${id}`
  const key = uuid()
  for (let n = 0; n < 2; n++) expect((await reader.post(to, { key, text: 'En gång' })).status).toBe(303)
  expect(await steps(id)).toHaveLength(1)
  const empty = await reader.post(to, { key: uuid(), text: '  \n ' })
  expect([empty.status, errorsIn(empty.text)]).toEqual([422, ['text: Rutan är tom. Skriv ditt svar i ”Ditt svar”']])
  const long = await reader.post(to, { key: uuid(), text: `Början ${'x'.repeat(10_000)}` })
  expect(long.status).toBe(422)
  expect(long.text).toContain('Början xxx')
  expect(await steps(id)).toHaveLength(1)
})

test('the same form from the unit twice is one letter to the person', async () => {
  const { items, communicate, matter } = await aCase()
  const key = uuid()
  const [first, second] = [await communicate([items.note], { key }), await communicate([items.note], { key })]
  expect(second.id).toBe(first.id)
  expect(await owner`select id from duty.duties where matter_id = ${matter.id}`).toHaveLength(1)
})

test('what the person is not to see cannot be sent, nor what was corrected since, nor another case’s', async () => {
  const { items, communicate, matter, officer, desk, at } = await aCase()
  await decided(matter, items.note.id, 'withheld', { by: officer })
  const withheld = await communicate([items.note, items.letter])
  expect([withheld.status, errorsIn(withheld.text)[0]]).toEqual([422, expect.stringContaining('vad: Någon har valt att inte visa')])
  // What was typed is still there.
  expect(withheld.text).toContain('Du har ansökt om boendestöd. Läs det viktigaste.')
  expect((await desk.get(`${at}/kommunicera`)).text).toMatch(new RegExp(`name="h-${items.note.id}"[^>]*disabled`))
  await anEvent(matter, 'document-added', { title: 'Intyget', document: 'intyg' }, { ref: items.letter.ref, version: 1 })
  expect((await communicate([items.letter])).status).toBe(409)
  const other = await aCase()
  expect((await communicate([other.items.note])).status).toBe(409)
  expect(await owner`select id from duty.duties where matter_id in (${matter.id}, ${other.matter.id})`).toHaveLength(0)
})

test('for somebody with protected personal data nothing goes out on a screen; on paper it is written down, and shows no papers here', async () => {
  const { items, communicate, matter, reader, home, duty } = await aCase()
  await owner`update record.people set protected_identity = 'marking' where person_id = ${matter.person.id}`
  const here = await communicate([items.note])
  expect([here.status, errorsIn(here.text)[0]]).toEqual([422, expect.stringContaining('satt: Personen har skyddade personuppgifter')])
  const { id, status } = await communicate([items.note], { satt: 'letter' })
  expect(status).toBe(303)
  expect(await duty(id)).toMatchObject({ via: 'letter' })
  const page = read((await reader.get(`${home}/rattigheter/${id}`)).text)
  expect(page).toContain('Vi har skickat eller lämnat papperen till dig. De visas inte här.')
  expect(page).not.toContain('Det är rent och snyggt hemma')
  expect(await owner`select n from duty.papers where duty_id = ${id}`).toHaveLength(1)
})

test('before the case is opened for its person it goes on paper, and the person finds it when it is opened', async () => {
  const { items, communicate, matter, reader, officer } = await aCase({ open: false })
  expect(errorsIn((await communicate([items.note])).text)).toEqual([expect.stringContaining('satt: Ärendet är inte öppnat för personen')])
  const { id } = await communicate([items.note], { satt: 'handed' })
  const shelf = await opened(matter, officer)
  const page = await reader.get(`/mina-sidor/arenden/${shelf}/rattigheter/${id}`)
  expect(page.status).toBe(200)
  expect((await reader.post(`/mina-sidor/arenden/${shelf}/rattigheter/${id}`, { key: uuid(), text: 'Läst' })).status).toBe(303)
})

test('what was sent by mistake, annulled or withheld since is read no more, and the unit keeps the proof', async () => {
  const { items, communicate, matter, officer, reader, desk, at, home, act } = await aCase()
  const page = async (id: string) => read((await reader.get(`${home}/rattigheter/${id}`)).text)
  const first = await communicate([items.note])
  expect((await act(first.id, 'withdrawn', { text: 'Det var fel papper.' })).status).toBe(303)
  expect(await page(first.id)).toMatch(
    /Vi har tagit tillbaka det som vi skickade\..*Papperen visas inte här längre\..*Det var fel papper\./,
  )
  expect(await page(first.id)).not.toContain('Det är rent')
  expect(read((await desk.get(`${at}/skyldigheter/${first.id}`)).text)).toContain('Det är rent och snyggt hemma.')

  const second = await communicate([items.note, items.letter])
  expect(await page(second.id)).toContain('Det är rent')
  await decided(matter, items.note.id, 'withheld', { by: officer })
  expect(await page(second.id)).not.toContain('Det är rent')
  expect((await reader.get(`${home}/rattigheter/${second.id}/handling/2`)).status).toBe(200)
  await anEvent(matter, 'document-added', { title: 'Läkarintyg', document: 'intyg' }, { ref: items.letter.ref, version: 1, annulled: true })
  expect((await reader.get(`${home}/rattigheter/${second.id}/handling/2`)).status).toBe(404)
})

test('when the case is closed for its person, what they were given lies at no address, also when it is opened again', async () => {
  const { items, communicate, reader, desk, at, home } = await aCase()
  const { id } = await communicate([items.note, items.letter])
  const file = `${home}/rattigheter/${id}/handling/2`
  expect((await reader.get(file)).status).toBe(200)
  expect((await desk.post(`${at}/stang`, { skal: 'asked' })).status).toBe(303)
  expect((await reader.get(file)).status).toBe(404)
  expect((await desk.post(`${at}/oppna`, {})).status).toBe(303)
  expect((await reader.get(file)).status).toBe(404)
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toContain('Papperen visas inte här längre.')
  expect(read((await desk.get(`${at}/skyldigheter/${id}`)).text)).toContain('Det är rent och snyggt hemma.')
})

test('a stranger, and a colleague of another unit, find nothing; neither does its person under another case of theirs', async () => {
  const { items, communicate, matter, person, reader, home, at, steps } = await aCase()
  const { id } = await communicate([items.letter])
  const paths = [`${home}/rattigheter/${id}`, `${home}/rattigheter/${id}/handling/1`, `${home}/rattigheter`]
  const stranger = await browser(await aPerson())
  for (const path of paths) expect((await stranger.get(path)).status).toBe(404)
  expect((await stranger.post(paths[0]!, { key: uuid(), text: 'Hej' })).status).toBe(404)
  const colleague = await browser(await aWorker({}))
  for (const path of [`${at}/skyldigheter/${id}`, `${at}/skyldigheter/${id}/handling/1`, `${at}/kommunicera`, `${at}/skyldigheter`])
    expect((await colleague.get(path)).status).toBe(404)
  expect((await colleague.post(`${at}/skyldigheter/${id}/gor/withdrawn`, { sett: '1' })).status).toBe(404)

  const other = await aMatter({ person, unit: matter.unit, source: matter.source as never })
  const otherHome = `/mina-sidor/arenden/${await opened(other)}`
  expect((await reader.get(`${otherHome}/rattigheter/${id}`)).status).toBe(404)
  expect((await reader.get(`${otherHome}/rattigheter/${id}/handling/1`)).status).toBe(404)
  expect((await reader.post(`${otherHome}/rattigheter/${id}`, { key: uuid(), text: 'Hej' })).status).toBe(404)
  expect(await steps(id)).toEqual([])
  for (const path of paths) expect((await reader.get(path)).status).toBe(200)
})

test('a page from before somebody else did something does nothing, and shows what stands now', async () => {
  const { items, communicate, desk, at, steps } = await aCase()
  const { id } = await communicate([items.note])
  const to = `${at}/skyldigheter/${id}/gor/extended`
  expect((await desk.post(to, { sett: '1', senast: addDays(today(), 30), text: '' })).status).toBe(303)
  const stale = await desk.post(to, { sett: '1', senast: addDays(today(), 40), text: '' })
  expect(stale.status).toBe(409)
  expect(await steps(id)).toHaveLength(1)
  const earlier = await desk.post(to, { sett: '2', senast: addDays(today(), 25), text: 'Hej' })
  expect([earlier.status, errorsIn(earlier.text)]).toEqual([
    422,
    ['senast: Skriv en dag som är senare än den som gäller, till exempel 2026-01-15'],
  ])
  expect(earlier.text).toContain(`value="${addDays(today(), 25)}"`)
})

const decision = {
  rubrik: 'Boendestöd',
  'svar-1': 'no',
  'vad-1': 'Boendestöd',
  skal: 'Du klarar dig.',
  regler: 'En regel',
  beslutare: 'Socialnämnden',
  intygar: 'ja',
  gor: 'las',
}
const kept = async (matter: { id: string }) =>
  (
    await owner`select event -> 'internal' -> 'communication' as it from record.events where matter_id = ${matter.id} and kind in ('decision', 'decision-corrected') order by received_at`
  ).map((row) => row['it'] as object)

test('a decision is not locked while the time to answer runs, nor without any, but for a reason that the record keeps', async () => {
  const { items, communicate, desk, at, matter, act, reader, home } = await aCase()
  const send = (more: Record<string, string> = {}) => desk.post(`${at}/beslut`, { ...decision, formular: uuid(), datum: today(), ...more })
  expect(read((await desk.get(`${at}/beslut`)).text)).toContain('Personen har inte fått läsa och svara sedan det senaste beslutet.')
  const without = await send()
  expect([without.status, errorsIn(without.text)]).toEqual([422, ['utan: Välj varför personen inte får läsa och svara först']])
  expect(without.text).toContain('Du klarar dig.')

  const { id } = await communicate([items.note], { senast: soon() })
  expect(read((await desk.get(`${at}/beslut`)).text)).toMatch(
    /Tiden att svara är inte slut: den går till och med .* Personen har inte öppnat det än\./,
  )
  expect((await send()).status).toBe(422)
  await owner`update duty.duties set last_day = ${addDays(today(), -1)} where id = ${id}`
  expect(read((await desk.get(`${at}/beslut`)).text)).toContain('Personen har inte svarat.')
  const form = uuid()
  for (let n = 0; n < 2; n++) expect((await send({ formular: form })).status).toBe(303)
  expect(await kept(matter)).toEqual([{ communications: [id], until: addDays(today(), -1), answers: 0 }])

  // The decision settles it at the unit; what comes after it needs its own.
  expect((await owner`select settled_at is not null as done from duty.duties where id = ${id}`)[0]!['done']).toBe(true)
  expect((await send()).status).toBe(422)
  expect((await send({ utan: 'urgent' })).status).toBe(303)
  expect((await kept(matter))[1]).toEqual({ without: 'urgent' })
  // Nothing of it goes along to the person.
  expect((await reader.get(home)).text).not.toMatch(/urgent|communications/)
  expect((await owner`select event::text as it from shelf.copies where kind = 'decision'`).map((row) => row['it']).join()).not.toMatch(
    /urgent|internal/,
  )
  // Settled: there is nothing left to read.
  expect((await act(id, 'read')).status).toBe(409)
})

test('a correction that harms gives its person their say first, or says why not; one that does not harm needs nothing', async () => {
  const { desk, at, matter, items, communicate } = await aCase()
  await desk.post(`${at}/beslut`, { ...decision, formular: uuid(), datum: today(), utan: 'needless', overklaga: 'ja' })
  const [made] = await owner`select id from record.events where matter_id = ${matter.id} and kind = 'decision'`
  const correct = (more: Record<string, string>) =>
    desk.post(`${at}/beslut/${made!['id']}/ratta`, {
      ...decision,
      formular: uuid(),
      datum: today(),
      fel: 'Fel ord.',
      overklaga: 'ja',
      ...more,
    })
  expect(errorsIn((await correct({})).text)).toEqual(['skada: Välj om rättelsen är till skada för personen'])
  expect(errorsIn((await correct({ skada: 'ja' })).text)).toEqual(['utan: Välj varför personen inte får läsa och svara först'])
  expect((await correct({ skada: 'nej' })).status).toBe(303)
  const { id } = await communicate([items.note])
  await owner`update duty.duties set last_day = ${addDays(today(), -1)} where id = ${id}`
  expect((await correct({ skada: 'ja', rubrik: 'Boendestöd två' })).status).toBe(303)
  expect(await kept(matter)).toMatchObject([{ without: 'needless' }, { harm: false }, { harm: true, communications: [id] }])
})

test('an answer on paper is written down by the unit with the day it came, and a longer time is told', async () => {
  const { items, communicate, act, reader, home, duty, steps } = await aCase()
  const { id } = await communicate([items.note], { satt: 'letter', skickat: addDays(today(), -3) })
  expect((await duty(id))['came_on']).toBe(addDays(today(), -3))
  const early = await act(id, 'answered', { satt: 'letter', datum: addDays(today(), -9), text: 'Ett brev' })
  expect(errorsIn(early.text)).toEqual(['datum: Den dagen var innan det kom in'])
  expect((await act(id, 'answered', { satt: 'letter', datum: today(), text: 'Ett brev' })).status).toBe(303)
  expect((await act(id, 'extended', { senast: addDays(today(), 40), text: 'Du får mer tid.' })).status).toBe(303)
  expect(await steps(id)).toMatchObject([{ kind: 'answered', whose: 'staff', text: 'Ett brev' }, { kind: 'extended' }])
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toMatch(/Du svarade .*Ett brev.*Du fick längre tid .*Du får mer tid\./)
})

test('when the case moves to another unit so do its clocks, and the first unit sees them no more', async () => {
  const { items, communicate, matter, desk, at } = await aCase()
  const { id } = await communicate([items.note])
  const other = await aWorker({ unit: { ...matter.unit, ...(await otherUnit(matter.unit.committee.id)) } })
  await owner`update record.matters set unit_id = ${other.unit.id} where id = ${matter.id}`
  await owner`update record.events set unit_id = ${other.unit.id} where matter_id = ${matter.id}`
  expect((await desk.get(`${at}/skyldigheter/${id}`)).status).toBe(404)
  const there = await (await browser(other)).get(`${at}/skyldigheter/${id}`)
  expect([there.status, read(there.text).includes('Det är rent och snyggt hemma.')]).toEqual([200, true])
})

const otherUnit = async (committee: string) => {
  const [row] =
    await owner`insert into directory.units (committee_id, code, name, phone) values (${committee}, ${uuid()}, '{"sv":"Andra enheten"}', '0980-1') returning id, code`
  return { id: row!['id'] as string, code: row!['code'] as string }
}

test('what is masked for its person goes out masked, and what is masked afterwards is read no more', async () => {
  const { items, communicate, matter, officer, reader, home } = await aCase()
  const mask = async (item: { id: string }) => {
    const [{ revision }] = (await owner`select revision from gate.release_decisions where item_id = ${item.id}`) as unknown as [
      { revision: number },
    ]
    const event = { detail: { title: 'Hembesök', text: 'Det är [maskerat] hemma.' }, masked: 'Vi har tagit bort uppgifter om någon annan.' }
    await db.as(
      officer,
      { purpose: 'test', matter: matter.id },
      (tx) =>
        tx.run`select gate.mask(${matter.id}, ${item.id}, ${matter.person.id}, ${revision}, ${JSON.stringify(event)}::text::jsonb, null, null, 'other-person')`,
    )
  }
  const before = await communicate([items.note])
  expect(read((await reader.get(`${home}/rattigheter/${before.id}`)).text)).toContain('rent och snyggt')
  await mask(items.note)
  expect(read((await reader.get(`${home}/rattigheter/${before.id}`)).text)).not.toContain('rent och snyggt')
  const after = await communicate([items.note])
  const page = read((await reader.get(`${home}/rattigheter/${after.id}`)).text)
  expect(page).toContain('[maskerat]')
  expect(page).not.toContain('rent och snyggt')
})

test('what is covered because it may be hard to read is folded here too, and opened by a choice', async () => {
  const { items, communicate, reader, home } = await aCase()
  await owner`update gate.release_decisions set sensitive = true where item_id = ${items.note.id}`
  const { id } = await communicate([items.note])
  expect((await reader.get(`${home}/rattigheter/${id}`)).text).toMatch(
    /<details class="more"><summary>Det här kan vara svårt att läsa[^]*rent och snyggt/,
  )
})

test('protection that comes later hides what was given before, and what is for a child goes on paper', async () => {
  const { items, communicate, matter, reader, home } = await aCase()
  const { id } = await communicate([items.note])
  await owner`update record.people set protected_identity = 'protected-registration' where person_id = ${matter.person.id}`
  const page = await reader.get(`${home}/rattigheter/${id}`)
  expect([page.status, page.text.includes('rent och snyggt')]).toEqual([200, false])

  const child = await aCase()
  await owner`update identity.persons set born_on = current_date - 5000 where id = ${child.person.id}`
  expect(errorsIn((await child.communicate([child.items.note])).text)).toEqual([expect.stringContaining('satt: Personen är under 15 år')])
  expect((await child.communicate([child.items.note], { satt: 'letter' })).status).toBe(303)
})

test('whoever represents the person reads and asks for none of it here, but may appeal what they have been handed', async () => {
  const { items, communicate, matter, officer, reader, home } = await aCase({ applied: '2026-01-02T10:00:00Z' })
  const { id } = await communicate([items.note])
  const made = await anEvent(
    matter,
    'decision',
    { title: 'Nej', results: [{ answer: 'no', what: 'Stöd' }] },
    { at: new Date().toISOString() },
  )
  const guardian = await aRecipient(matter, { by: officer, capacity: 'limitedGuardian' })
  await owner`insert into gate.release_decisions (committee_id, matter_id, item_id, person_id, unit_id, kind, state)
    select committee_id, matter_id, item_id, ${guardian.id}, unit_id, kind, 'imported' from gate.release_decisions where item_id = ${made.id} on conflict do nothing`
  await owner`update gate.release_decisions set state = 'released', decided_by = ${officer.id} where item_id = ${made.id} and person_id = ${guardian.id}`
  await owner`select gate.hand_over(${matter.unit.committee.id}, array[${matter.id}]::uuid[])`
  const [opening] = await owner`select shelf_id from gate.openings where person_id = ${guardian.id} and ended_at is null`
  const theirs = `/mina-sidor/arenden/${opening!['shelf_id']}`
  const tab = await browser(guardian)
  expect((await tab.get(theirs)).status).toBe(200)
  const rights = await tab.get(`${theirs}/rattigheter`)
  expect(read(rights.text)).toContain('Du läser för någon annan. Vill du begära det för personen gör du det på papper')
  expect(read(rights.text)).not.toContain('Din ansökan kom in')
  for (const path of [
    `${theirs}/rattigheter/${id}`,
    `${home}/rattigheter/${id}`,
    `${theirs}/rattigheter/akt`,
    `${theirs}/rattigheter/beslut`,
  ])
    expect((await tab.get(path)).status).toBe(404)
  expect((await tab.post(`${theirs}/rattigheter/akt`, { key: uuid(), vad: 'whole', hur: 'here' })).status).toBe(404)
  const [copy] = await owner`select copy_id from gate.release_decisions where item_id = ${made.id} and person_id = ${guardian.id}`
  expect((await tab.post(`${theirs}/beslut/${copy!['copy_id']}/overklaga`, { key: uuid(), text: 'Ändra' })).status).toBe(303)
  expect(await owner`select kind from duty.duties where person_id = ${guardian.id}`).toHaveLength(1)
  // The person's own pages hold what is theirs.
  expect((await reader.get(`${home}/rattigheter/${id}`)).status).toBe(200)
})

test('what must not be told stops what holds it and nothing else, and is masked or written anew; what is given already is searched when it is added', async () => {
  const { items, communicate, matter, reader, desk, at, home } = await aCase()
  const held = await anEvent(matter, 'note', { title: 'Samtal', text: 'Hennes mamma bor på Björkgatan 12.' }, { ref: uuid() })
  const before = await communicate([held, items.note])
  expect((await reader.get(`${home}/rattigheter/${before.id}`)).text).toContain('Björkgatan')
  await desk.post(`${at}/skydd`, { formular: uuid(), slag: 'address', ord: 'Björkgatan 12 B' })
  const given = (await reader.get(`${home}/rattigheter/${before.id}`)).text
  expect(given).not.toMatch(/Björkgatan|rent och snyggt/)

  expect((await communicate([items.note])).status).toBe(303)
  const stopped = await communicate([held, items.note], { text: 'Mamma flyttade från björkg. 12' })
  expect([stopped.status, errorsIn(stopped.text)]).toEqual([
    422,
    [
      `h-${held.id}: Något som inte får röjas står i det du valde. Maskera det först, eller välj bort det.`,
      'text: Det du skrev röjer något som inte får röjas: björkg. 12. Skriv om det.',
    ],
  ])
  expect(stopped.text).toContain(`href="/personal/granska/${matter.id}/${held.id}/maska"`)
  expect(stopped.text).toContain('Mamma flyttade från björkg. 12')
  expect((await communicate([held], { satt: 'letter' })).status).toBe(422)
  await desk.post(`/personal/granska/${matter.id}/${held.id}/maska`, { sett: '1', ord: 'Björkgatan 12', skal: 'place', steg: 'visa' })
  const masked = await communicate([held])
  expect((await reader.get(`${home}/rattigheter/${masked.id}`)).text).toContain('Hennes mamma bor på [maskerat].')
})

test('a document that cannot be searched is read and shown by somebody before it goes out', async () => {
  const { items, communicate, desk, at, matter } = await aCase()
  await desk.post(`${at}/skydd`, { formular: uuid(), slag: 'address', ord: 'Björkgatan 12 B' })
  const stopped = await communicate([items.letter])
  expect(errorsIn(stopped.text)).toEqual([
    `h-${items.letter.id}: En handling som du valde kan inte sökas igenom. Läs den och visa den först, eller välj bort den.`,
  ])
  expect((await desk.post(`/personal/granska/${matter.id}/${items.letter.id}`, { beslut: 'visa', sett: '1', last: 'ja' })).status).toBe(303)
  expect((await communicate([items.letter])).status).toBe(303)
})
