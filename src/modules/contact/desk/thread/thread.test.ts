import { expect, test } from 'vitest'
import { aMatter, aPerson, auditOf, aUnit, aWorker, browser, db, owner, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, promise, revisionOf } from '../../../../testing/contact.ts'

const path = (id: string, at = '') => `/personal/inkorg/${id}${at}`
const stateOf = async (id: string) =>
  (await owner`select state, handler_id, unit_id, revision from contact.threads where id = ${id}`)[0] as {
    state: string
    handler_id: string | null
    unit_id: string
    revision: number
  }
const seen = async (id: string) => String(await revisionOf(id))
const aScene = async (more: Parameters<typeof aType>[0] extends infer T ? Partial<T> : never = {}) => {
  const unit = await aUnit()
  const siv = await aDispatcher({ unit, called: 'Siv Norberg' })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const camilla = await aPerson({ called: 'Camilla Rosén' })
  const type = await aType({ unit, name: 'Fråga om hyran', ...more })
  return { unit, siv, amina, camilla, type, thread: await aRequest(camilla, type, { body: 'Jag kan inte betala hyran.\n\nVad gör jag?' }) }
}

test('a dispatcher reads what came in and gives it to a colleague, who answers it under their own name', async () => {
  const { siv, amina, thread } = await aScene()
  const desk = await browser(siv)
  const page = await desk.get(path(thread))
  expect(page.status).toBe(200)
  for (const words of [
    'Fråga om hyran',
    'Camilla Rosén',
    '<p>Jag kan inte betala hyran.</p><p>Vad gör jag?</p>',
    'Ingen än',
    'Jag tar den',
    'Amina Haddad',
  ])
    expect(page.text).toContain(words)
  expect(page.text).not.toContain('Skicka svaret')
  const given = await desk.post(path(thread, '/ge'), { sett: await seen(thread), kollega: amina.id })
  expect([given.status, given.headers.get('location')]).toEqual([303, `${path(thread)}?gjort=given`])

  const other = await browser(amina)
  const hers = await other.get(path(thread))
  expect(hers.text).toContain('Skicka svaret')
  expect(hers.text).toContain('Siv Norberg öppnade detta kl.')
  expect(hers.text).toContain('Amina Haddad, socialsekreterare, Vuxenenheten')
  const sent = await other.post(path(thread, '/svar'), {
    gor: 'skicka',
    svar: 'Kom hit i morgon.',
    sett: await seen(thread),
    version: '0',
    nyckel: uuid(),
    namn: 'self',
  })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${path(thread)}?gjort=svarat`])
  const [message] = await owner`select whose, signed, title, body from contact.messages where thread_id = ${thread} and n = 2`
  expect(message).toMatchObject({ whose: 'staff', signed: 'Amina Haddad', title: { sv: 'socialsekreterare' }, body: 'Kom hit i morgon.' })
  expect((await other.get(path(thread))).text).toContain('Amina Haddad, socialsekreterare svarade')
  expect(await auditOf(amina.id)).toEqual(['read thread', 'answer thread', 'read thread'])
})

test('whoever answers is told that somebody who writes has protected personal data, by their own committee’s record alone', async () => {
  const { unit, siv, amina, camilla, thread } = await aScene()
  await assigned(thread, siv, amina)
  const said = async () =>
    Promise.all([siv, amina].map(async (who) => (await (await browser(who)).get(path(thread))).text.includes('Skyddade personuppgifter')))
  const protect = (where: string, how: string) =>
    owner`update record.people set protected_identity = ${how} where person_id = ${camilla.id} and committee_id = ${where}`
  const away = await aMatter({ person: camilla })
  await protect(away.unit.committee.id, 'marking')
  expect(await said()).toEqual([false, false])
  await aMatter({ person: camilla, unit })
  expect(await said()).toEqual([false, false])
  await protect(unit.committee.id, 'protected-registration')
  expect(await said()).toEqual([true, true])
})

test('the form is read by the labels of the version it was sent with', async () => {
  const field = (label: string) => ({ id: 'hyra', kind: 'number', label: { sv: label }, required: true, options: [] })
  const { unit, siv, camilla, type } = await aScene({ definition: { fields: [field('Hur hög är hyran?')] } })
  const thread = await aRequest(camilla, type, { answers: { hyra: '7400' }, body: '' })
  const manager = await aWorker({ unit, role: 'unitManager' })
  await db.as(manager, { purpose: 'scene' }, async (tx) => {
    await tx.run`
      select contact.save_type(${type}, ${type}, '{}', 5, 'B', false, false, 0, '{"sv":"Fråga om boende"}', '{"sv":["x"]}', '{"sv":"Alla"}', ${JSON.stringify({ fields: [field('Vad kostar boendet?')] })}::text::jsonb)`
    await tx.run`select contact.publish_type(${type})`
  })
  const page = await (await browser(siv)).get(path(thread))
  expect(page.text).toContain('Hur hög är hyran?')
  expect(page.text).toContain('7400')
  expect(page.text).not.toContain('Vad kostar boendet?')
})

test('nobody but the dispatcher and the one who answers finds it, by any of its addresses', async () => {
  const { unit, siv, amina, thread } = await aScene()
  await assigned(thread, siv, amina)
  const elsewhere = await aUnit({ committee: unit.committee })
  const strangers = [
    await aWorker({ unit }),
    await aWorker({ unit, role: 'unitManager' }),
    await aDispatcher({ unit: elsewhere }),
    await aDispatcher({ unit: await aUnit() }),
  ]
  const forms: [string, Record<string, string>][] = [
    ['/ta', {}],
    ['/ge', { kollega: amina.id }],
    ['/tillbaka', {}],
    ['/ringt', {}],
    ['/avsluta', {}],
    ['/anteckning', { anteckning: 'Hej' }],
    ['/akten', { n: '1', hor: 'no' }],
    ['/lamna', { enhet: elsewhere.id }],
    ['/svar', { gor: 'spara', svar: 'Hej', version: '0' }],
    ['/svar', { gor: 'skicka', svar: 'Hej', version: '0' }],
    ['/lasning', { gor: 'skicka', version: '1' }],
  ]
  const before = await stateOf(thread)
  for (const stranger of strangers) {
    const desk = await browser(stranger)
    for (const at of ['', '/lamna']) expect((await desk.get(path(thread, at))).status).toBe(404)
    for (const [at, form] of forms)
      expect([at, (await desk.post(path(thread, at), { sett: String(before.revision), ...form })).status]).toEqual([at, 404])
    // Every attempt is on the log, with what it was at.
    const [{ n } = { n: 0 }] =
      await owner`select count(*)::int as n from audit.access_log where actor_id = ${stranger.id} and item_id = ${thread}`
    expect(n).toBeGreaterThanOrEqual(forms.length + 2)
  }
  expect(await stateOf(thread)).toEqual(before)
  expect((await (await browser(amina)).get(path(thread))).status).toBe(200)
})

test('what was written at a page that has grown old is not done, and nothing of it is lost', async () => {
  const { siv, amina, camilla, thread } = await aScene()
  await assigned(thread, siv, amina)
  const desk = await browser(amina)
  const old = await seen(thread)
  await db.as(
    camilla,
    { purpose: 'scene' },
    (tx) => tx.run`select contact.write(${thread}, ${uuid()}, 'Det löste sig redan', ${promise(0)}, ${promise(5)})`,
  )
  const late = await desk.post(path(thread, '/svar'), {
    gor: 'skicka',
    svar: 'Kom hit.',
    sett: old,
    version: '0',
    nyckel: uuid(),
    namn: 'self',
  })
  expect(late.status).toBe(409)
  for (const words of ['Något hände medan du hade sidan öppen', 'Det löste sig redan', 'Kom hit.']) expect(late.text).toContain(words)
  expect(await owner`select from contact.messages where thread_id = ${thread} and whose = 'staff'`).toHaveLength(0)
  expect((await desk.post(path(thread, '/avsluta'), { sett: old })).status).toBe(409)
  // Whoever has been told sends the same again, from the page that told it.
  const now = /name="sett" value="(\d+)"/.exec(late.text)![1]!
  expect(
    (
      await desk.post(path(thread, '/svar'), {
        gor: 'skicka',
        svar: 'Bra att höra.',
        sett: now,
        version: '0',
        nyckel: uuid(),
        namn: 'self',
      })
    ).status,
  ).toBe(303)
})

test('it goes back to the inbox, and twice is once', async () => {
  const { siv, amina, thread } = await aScene()
  await assigned(thread, siv, amina)
  const desk = await browser(amina)
  const form = { sett: await seen(thread) }
  expect((await desk.post(path(thread, '/tillbaka'), form)).headers.get('location')).toBe('/personal/inkorg?gjort=tillbaka')
  expect((await desk.post(path(thread, '/tillbaka'), form)).status).toBe(303)
  expect(await stateOf(thread)).toMatchObject({ state: 'received', handler_id: null })
  expect((await desk.get(path(thread))).status).toBe(404)
  expect((await desk.get('/personal/inkorg?gjort=tillbaka')).text).toContain('Frågan ligger i inkorgen igen')
})

test('what belongs elsewhere is handed there with a word about why, and the promise goes along', async () => {
  const { unit, siv, camilla, thread } = await aScene()
  const there = await aUnit({ committee: unit.committee, called: 'Ekonomienheten' })
  const empty = await aUnit({ committee: unit.committee, called: 'Tom enhet' })
  const receiver = await aDispatcher({ unit: there, called: 'Per Ek' })
  const desk = await browser(siv)
  const page = await desk.get(path(thread, '/lamna'))
  expect(page.text).toContain('Ekonomienheten')
  expect(page.text).not.toContain('Tom enhet')
  const form = { sett: await seen(thread), nyckel: uuid(), varfor: 'Det gäller hyran' }
  const none = await desk.post(path(thread, '/lamna'), form)
  expect([none.status, none.text.includes('Det gäller hyran'), none.text.includes('Välj en enhet')]).toEqual([422, true, true])
  expect((await desk.post(path(thread, '/lamna'), { ...form, enhet: empty.id })).status).toBe(422)
  const [before] = await owner`select promised_on from contact.threads where id = ${thread}`
  for (let n = 0; n < 2; n++) expect((await desk.post(path(thread, '/lamna'), { ...form, enhet: there.id })).status).toBe(303)
  expect((await desk.get(path(thread))).status).toBe(404)
  const theirs = await (await browser(receiver)).get(path(thread))
  expect(theirs.text).toContain('Det gäller hyran')
  expect(theirs.text).toContain('Siv Norberg lämnade den till Ekonomienheten')
  expect((await owner`select promised_on from contact.threads where id = ${thread}`)[0]).toEqual(before)
  expect(await owner`select from contact.notes where thread_id = ${thread}`).toHaveLength(1)
  expect((await stateOf(thread)).unit_id).toBe(there.id)
  expect((await desk.get(`/personal/inkorg?gjort=lamnad&till=${there.id}`)).text).toContain('Frågan är lämnad till Ekonomienheten')
  expect((await owner`select from contact.participants where thread_id = ${thread} and person_id = ${camilla.id}`).length).toBe(1)
})

test('what is answered does not go over the border to another committee, and what is not takes its word along', async () => {
  const { unit, siv, amina, thread, type, camilla } = await aScene()
  const [municipality] = await owner`select municipality_id from directory.committees where id = ${unit.committee.id}`
  const [committee] = await owner`
    insert into directory.committees (municipality_id, name) values (${municipality!['municipality_id'] as string}, '{"sv":"Omsorgsnämnden"}') returning id`
  const abroad = await aUnit({
    committee: { id: committee!['id'] as string, municipalityId: municipality!['municipality_id'] as string },
    called: 'Omsorgen',
  })
  const receiver = await aDispatcher({ unit: abroad })
  await assigned(thread, siv, amina)
  await answered(thread, amina)
  const desk = await browser(siv)
  const form = { enhet: abroad.id, nyckel: uuid(), varfor: 'De har hand om det' }
  const refused = await desk.post(path(thread, '/lamna'), { ...form, sett: await seen(thread) })
  expect([refused.status, refused.text.includes('går den inte att lämna till en annan nämnd')]).toEqual([422, true])
  const fresh = await aRequest(camilla, type)
  expect((await desk.get(path(fresh, '/lamna'))).text).toContain('Hör till Omsorgsnämnden')
  expect((await desk.post(path(fresh, '/lamna'), { ...form, sett: await seen(fresh) })).status).toBe(303)
  expect((await (await browser(receiver)).get(path(fresh))).text).toContain('De har hand om det')
})

test('a note between colleagues is saved once, and its person never has it', async () => {
  const { siv, camilla, thread } = await aScene()
  const desk = await browser(siv)
  const form = { nyckel: uuid(), anteckning: 'Hon ringde också i går' }
  expect((await desk.post(path(thread, '/anteckning'), { ...form, anteckning: ' ' })).status).toBe(422)
  for (let n = 0; n < 2; n++) expect((await desk.post(path(thread, '/anteckning'), form)).status).toBe(303)
  const page = await desk.get(path(thread))
  expect(page.text.split('Hon ringde också i går')).toHaveLength(2)
  expect(page.text).toContain('Camilla Rosén ser aldrig det som står här.')
  await expect(db.as(camilla, { purpose: 'test' }, (tx) => tx.run`select from contact.notes`)).rejects.toThrow('permission denied')
})

test('whoever wishes to be phoned is phoned, and it says so', async () => {
  const { unit, siv, amina, camilla } = await aScene()
  const key = uuid()
  await db.as(
    camilla,
    { purpose: 'scene' },
    (tx) =>
      tx.run`select contact.send(${key}, 'call', null, null, ${unit.id}, null, null, null, '', 'Efter klockan tre', '{"phone":"070-174 06 05","when":["afternoon"]}', ${promise(0)}, ${promise(2)})`,
  )
  const [row] = await owner`select id from contact.threads where key = ${key}`
  const call = row!['id'] as string
  await assigned(call, siv, amina)
  const desk = await browser(amina)
  const page = await desk.get(path(call))
  for (const words of [
    'Vill bli uppringd',
    'Efter klockan tre',
    'href="tel:+46701740605"',
    'eftermiddag, 13–16',
    'Jag har ringt och vi har talats vid',
  ])
    expect(page.text).toContain(words)
  expect((await desk.post(path(call, '/ringt'), { sett: await seen(call) })).status).toBe(303)
  expect((await stateOf(call)).state).toBe('answered')
  expect((await desk.post(path(call, '/avsluta'), { sett: await seen(call) })).status).toBe(303)
  const over = await desk.get(path(call))
  expect(over.text).toContain('Frågan är avslutad')
  expect(over.text).not.toContain('name="svar"')
})

const isAway = (who: Awaited<ReturnType<typeof aWorker>>, days = 3) => owner`
  insert into directory.absences (municipality_id, id, staff_id, first_day, last_day)
  values (${who.unit.committee.municipalityId}, ${uuid()}, ${who.id}, ${promise(0)}, ${promise(days)})`

test('who is away is said beside the name, last in the list, and to the person whose question they have', async () => {
  const { siv, camilla, unit, thread } = await aScene()
  const berit = await aWorker({ unit, called: 'Berit Alm' })
  await isAway(berit)
  const desk = await browser(siv)
  const options = [...(await desk.get(path(thread))).text.matchAll(/<option value="[^"]+"[^>]*>([^<]*)</g)].map(([, text]) => text!)
  expect(options.find((text) => text.startsWith('Berit Alm'))).toMatch(/\(har 0\), borta till och med \S+dag /)
  expect(options.at(-1)).toMatch(/^Berit Alm/)
  expect((await desk.post(path(thread, '/ge'), { sett: await seen(thread), kollega: berit.id })).status).toBe(303)
  const home = await browser(camilla)
  expect((await home.get(`/mina-sidor/meddelanden/${thread}`)).text).toMatch(
    /Berit Alm är borta till och med \S+dag [^<]*kan du ringa enheten på/,
  )
  await owner`delete from directory.absences where staff_id = ${berit.id}`
  expect((await home.get(`/mina-sidor/meddelanden/${thread}`)).text).not.toContain('Berit Alm är borta')
})

test('a form with a number is answered by phone too, and a call without an answer ends no promise', async () => {
  const unit = await aUnit()
  const siv = await aDispatcher({ unit })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const camilla = await aPerson({ called: 'Camilla Rosén' })
  const definition = { fields: [{ id: 'telefon', kind: 'phone', label: { sv: 'Vilket nummer når vi dig på?' } }] }
  const type = await aType({ unit, definition })
  const [thread, silent] = [await aRequest(camilla, type, { answers: { telefon: '070-174 06 05' } }), await aRequest(camilla, type)]
  for (const one of [thread, silent]) await assigned(one, siv, amina)
  const desk = await browser(amina)
  expect((await desk.get(path(silent))).text).not.toContain('Ringde, inget svar')
  const page = await desk.get(path(thread))
  for (const words of ['Jag har ringt och vi har talats vid', 'Ringde, inget svar', 'href="tel:+46701740605"'])
    expect(page.text).toContain(words)
  const [before] = await owner`select state, promised_on, revision from contact.threads where id = ${thread}`
  for (let n = 0; n < 2; n++) expect((await desk.post(path(thread, '/ringde'), { sett: await seen(thread) })).status).toBe(303)
  expect((await owner`select state, promised_on, revision from contact.threads where id = ${thread}`)[0]).toEqual(before)
  expect(await owner`select from contact.steps where thread_id = ${thread} and what = 'rang'`).toHaveLength(1)
  expect((await desk.get(path(thread))).text).toContain('Amina Haddad ringde utan svar')
  const theirs = (await (await browser(camilla)).get(`/mina-sidor/meddelanden/${thread}`)).text
  expect(theirs).toMatch(/Vi ringde i dag kl\.\s\d+\.\d\d utan svar/)
  expect((await desk.post(path(thread, '/ringt'), { sett: await seen(thread) })).status).toBe(303)
  expect((await stateOf(thread)).state).toBe('answered')
})

test('nobody is left without an answer, and what is closed takes no more', async () => {
  const { siv, amina, camilla, thread } = await aScene()
  await assigned(thread, siv, amina)
  const desk = await browser(amina)
  const refused = await desk.post(path(thread, '/avsluta'), { sett: await seen(thread) })
  expect([refused.status, refused.text.includes('Ingen har svarat än')]).toEqual([422, true])
  const form = { gor: 'skicka', svar: 'Mer än så', sett: await seen(thread), version: '0', nyckel: uuid(), namn: 'self' }
  expect(refused.text).not.toContain('Avsluta frågan')
  await answered(thread, amina)
  await (await browser(camilla)).post(`/mina-sidor/meddelanden/${thread}`, { key: uuid(), gor: 'skicka', text: 'Tack så mycket' })
  const more = await desk.get(path(thread))
  for (const words of ['Tack så mycket', 'Avsluta om det inte behöver ett svar till', 'Avsluta frågan']) expect(more.text).toContain(words)
  expect((await desk.post(path(thread, '/avsluta'), { sett: await seen(thread) })).status).toBe(303)
  expect((await stateOf(thread)).state).toBe('closed')
  const late = await desk.post(path(thread, '/svar'), form)
  expect(late.status).toBe(409)
  expect(late.text).toContain('Mer än så')
  expect(late.text).toContain('Det du hade skrivit')
})

test('each message says whether it belongs to the record, of which case, and whose word that is', async () => {
  const { unit, siv, amina, camilla } = await aScene()
  const matter = await aMatter({ person: camilla, unit })
  const foreign = await aMatter({ unit })
  const type = await aType({ unit })
  const thread = await aRequest(camilla, type)
  await assigned(thread, siv, amina)
  const desk = await browser(amina)
  expect((await desk.get(path(thread))).text).toContain('Hör det här till akten? Det är inte bestämt.')
  const decide = (form: Record<string, string>) => desk.post(path(thread, '/akten'), { n: '1', ...form })
  expect((await decide({})).status).toBe(422)
  expect((await decide({ hor: 'yes' })).status).toBe(422)
  expect((await decide({ hor: 'yes', arende: foreign.id })).status).toBe(422)
  expect((await decide({ hor: 'no', n: '7' })).status).toBe(404)
  expect((await decide({ hor: 'no' })).headers.get('location')).toBe(`${path(thread)}?gjort=akten#ord-1`)
  expect((await decide({ hor: 'yes', arende: matter.id })).status).toBe(303)
  const page = await desk.get(path(thread))
  expect(page.text).toContain('Hör till akten, enligt Amina Haddad.')
  expect(page.text).toContain('Väntar på att föras över till vårt ärendesystem.')
  expect(page.text).toContain(`href="/personal/arenden/${matter.id}"`)
  // Whoever receives sees no cases: they can say no, and that is all.
  const inbox = await (await browser(siv)).get(path(thread))
  expect(inbox.text).not.toContain(matter.id)
  expect(inbox.text).toContain('Vilket ärende det hör till väljer den som handlägger')
  await owner`update record.sources set kind = 'native' where id = (select source_id from contact.returns where thread_id = ${thread})`
  expect((await desk.get(path(thread))).text).toContain('Läggs snart i akten här i Delakt.')
  await owner`update contact.returns set state = 'sent' where thread_id = ${thread}`
  expect((await decide({ hor: 'no' })).status).toBe(409)
})

test('a file of a thread is read by those who read the thread', async () => {
  const { siv, camilla, type } = await aScene()
  const key = uuid()
  await db.as(camilla, { purpose: 'scene' }, async (tx) => {
    await tx.run`select contact.save_draft(${key}, ${type}, null, '{}', false)`
    await tx.run`select contact.keep_file(${key}, '', 'Hyresavi.pdf', 'application/pdf', ${Buffer.from('%PDF-1.7 avi')})`
  })
  const thread = await aRequest(camilla, type, { key })
  const [file] = await owner`select id from contact.files where thread_id = ${thread}`
  const at = path(thread, `/fil/${file!['id'] as string}`)
  const desk = await browser(siv)
  expect((await desk.get(path(thread))).text).toContain('Hyresavi.pdf')
  const got = await desk.get(at)
  expect([got.status, got.headers.get('content-type'), got.text]).toEqual([200, 'application/pdf', '%PDF-1.7 avi'])
  expect((await (await browser(await aDispatcher({ unit: await aUnit() }))).get(at)).status).toBe(404)
  expect((await desk.get(path(await aRequest(camilla, type), `/fil/${file!['id'] as string}`))).status).toBe(404)
})
