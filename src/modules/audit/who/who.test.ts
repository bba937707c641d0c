import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PersonActor } from '#kernel/actor'
import { cookieName } from '#kernel/session'
import { aMatter, anEvent, aPerson, aRecipient, aUnit, aWorker, browser, db, decided, opened, owner } from '#testing'
import { placeFrom } from './model.ts'
import { aboutNobody, deeds } from './text.ts'

const page = '/mina-sidor/vem-har-last'
const at = ({ secret }: PersonActor) => browser({ cookie: `${cookieName}=${secret}` })
const seen = async (person: PersonActor, query = '') => (await (await at(person)).get(page + query)).text
/** The page as it is read: no tags, no doubled spaces. */
const read = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1')

test('a person reads who has looked, from which unit, at what and when; the same twice is told once', async () => {
  const unit = await aUnit()
  const [amina, lena] = [await aWorker({ unit }), await aWorker({ unit, role: 'unitManager', called: 'Lena Forsman' })]
  const matter = await aMatter({ unit })
  await opened(matter, lena)
  const [{ number }] = (await owner`select number from record.matters where id = ${matter.id}`) as unknown as [{ number: string }]
  const desk = await browser(amina)
  for (let n = 0; n < 3; n += 1) expect((await desk.get(`/personal/arenden/${matter.id}`)).status).toBe(200)
  await owner`delete from audit.access_log where purpose = 'test'`
  await owner`update audit.access_log set at = '2026-03-02 08:12:00+00' where actor_id = ${amina.id}`
  await owner`update audit.access_log set at = '2026-03-02 09:40:00+00' where id = (select max(id) from audit.access_log where actor_id = ${amina.id})`
  const text = read(await seen(matter.person))
  expect(text).toContain('Måndag 2 mars')
  expect(text).toContain(`Amina Haddad socialsekreterare, Vuxenenheten Läste ditt ärende ${number} mellan kl. 9.12 och 10.40.`)
  expect(text.match(/Läste ditt ärende/g)).toHaveLength(1)
  for (const help of ['Undrar du över något här?', 'Fråga efter Lena Forsman']) expect(text).toContain(help)
  expect((await (await at(matter.person)).get('/mina-sidor')).text).toContain(`href="${page}"`)
  const english = read(await seen(matter.person, '?sprak=en'))
  expect(english).toContain('Everyone but me')
  expect(english).toContain(`Read your case ${number} between 9:12 and 10:40.`)
  expect(await seen(matter.person)).toContain('sprak=sv-simple')
  expect(text).toMatch(/Provby \d+\. Utskrivet \S+ \d+ \S+ \d{4} av Camilla Rosén\. Vem har läst/)
  expect(read(await seen(matter.person, '?sprak=sv-simple'))).toContain(
    'Här ser du vem som har läst om dig. Du ser också när, och vad de gjorde.',
  )
})

test('what one did oneself is there when one asks for it, folded', async () => {
  const matter = await aMatter()
  const shelf = await opened(matter)
  const me = await at(matter.person)
  await me.get(`/mina-sidor/arenden/${shelf}`)
  expect(read(await seen(matter.person))).not.toContain('Vad du själv har gjort')
  const text = read(await seen(matter.person, '?visa=alla'))
  expect(text).toContain('Du Vad du själv har gjort')
  expect(text).toMatch(/Läste ditt ärende 2024-\d+ kl\./)
})

test('an item tells of itself only when the person has it: one that is kept from them reads as a look at the case', async () => {
  const unit = await aUnit()
  const worker = await aWorker({ unit })
  const matter = await aMatter({ unit })
  await opened(matter, worker)
  const [shown, secret, withheld, waiting] = [
    await anEvent(matter, 'note', { text: 'Vi ses.' }),
    await anEvent(matter, 'note', { text: 'Hemligt.' }),
    await anEvent(matter, 'note', { text: 'Inte nu.' }),
    await anEvent(matter, 'note', { text: 'Sedan.' }),
  ]
  const desk = await browser(worker)
  const look = (of: { id: string }) => desk.get(`/personal/granska/${matter.id}/${of.id}`)
  const told = async () => read(await seen(matter.person)).match(/Granskade en uppgift|Läste ditt ärende|Bestämde att du får se/g) ?? []
  await owner`delete from audit.access_log`
  for (const one of [secret, withheld, waiting]) expect((await look(one)).status).toBe(200)
  await decided(matter, secret.id, 'withheld', { by: worker, secret: true })
  await decided(matter, withheld.id, 'withheld', { by: worker })
  await owner`delete from audit.access_log where purpose = 'test'`
  expect(await told()).toEqual(['Läste ditt ärende'])
  await look(shown)
  expect(await told()).toEqual(['Läste ditt ärende'])
  await decided(matter, shown.id, 'released', { by: worker })
  await owner`delete from audit.access_log where purpose = 'test'`
  expect((await told()).toSorted()).toEqual(['Granskade en uppgift', 'Läste ditt ärende'])
  expect(await seen(matter.person)).not.toMatch(/Hemligt|Inte nu|Sedan/)
})

test('why somebody looked is told in words, and what was found by a search or through an emergency access too', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  const [finder, far] = [
    await aWorker({ unit, called: 'Per Lund' }),
    await aWorker({ unit: await aUnit({ committee: unit.committee, called: 'Jouren' }), called: 'Eva Berg' }),
  ]
  await db.as(finder, { purpose: 'found in search', matter: matter.id, reason: 'deputising' }, async () => undefined)
  await db.as(far, { purpose: 'break glass', matter: matter.id, reason: 'danger' }, async () => undefined)
  const text = read(await seen(matter.person))
  expect(text).toContain('enhetens chef får veta det direkt, och det granskas alltid efteråt.')
  expect(text).toMatch(/Per Lund .* Fick fram ditt namn och dina ärenden i en sökning kl\. [\d.]+ Skäl: ersatte en kollega\./)
  expect(text).toMatch(
    /Eva Berg socialsekreterare, Jouren Läste ditt ärende 2024-\d+ från en annan enhet, med nödåtkomst kl\. [\d.]+ Skäl: fara för någons liv eller hälsa\. Nödåtkomst är för/,
  )
})

test('a case that is not opened for the person is not told of, and that somebody read about them is', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit, title: 'Utredning' })
  const [{ number }] = (await owner`select number from record.matters where id = ${matter.id}`) as unknown as [{ number: string }]
  await (await browser(await aWorker({ unit }))).get(`/personal/arenden/${matter.id}`)
  const text = read(await seen(matter.person))
  expect(text).toContain('Tog del av uppgifter om dig kl.')
  expect(text).toContain('Då gäller det något som vi inte har öppnat för dig här.')
  expect(text).not.toContain(number)
  expect(text).not.toContain('ditt ärende 2024')
})

test('somebody of another unit who tried is told of, and that they may have seen nothing', async () => {
  const unit = await aUnit()
  const matter = await aMatter({ unit })
  await opened(matter)
  const stranger = await aWorker({ unit: await aUnit({ committee: unit.committee, called: 'Barnenheten' }), called: 'Tove Alm' })
  expect((await (await browser(stranger)).get(`/personal/arenden/${matter.id}`)).status).toBe(404)
  const text = read(await seen(matter.person))
  expect(text).toMatch(
    /Tove Alm socialsekreterare, Barnenheten Läste ditt ärende 2024-\d+ kl\. [\d.]+\. Personen arbetar på en annan enhet/,
  )
})

test('whoever reads for somebody stands by name in that person’s list, and not as a reading of their own', async () => {
  const matter = await aMatter()
  const shelf = await opened(matter)
  const note = await anEvent(matter, 'note', { text: 'Vi ses.' })
  const anna = await aRecipient(matter)
  await decided(matter, note.id, 'released')
  const [{ id }] = (await owner`select id from shelf.matters where person_id = ${anna.id}`) as unknown as [{ id: string }]
  expect(id).not.toBe(shelf)
  expect((await (await browser(anna)).get(`/mina-sidor/arenden/${id}`)).status).toBe(200)
  const text = read(await seen(matter.person))
  expect(text).toMatch(/Anna Ek läser för dig Läste ditt ärende 2024-\d+ kl\./)
  expect(read(await seen(anna, '?visa=alla'))).not.toMatch(/Läste ditt ärende/)
})

test('nobody sees who has looked at somebody else, and a weak sign-in sees nothing', async () => {
  const matter = await aMatter()
  await opened(matter)
  await (await browser(await aWorker({ unit: matter.unit, called: 'Ulla Ek' }))).get(`/personal/arenden/${matter.id}`)
  const stranger = await aPerson()
  expect(await seen(stranger)).not.toContain('Ulla Ek')
  expect(await seen(stranger)).toContain('Ingen annan har läst')
  expect(await seen(matter.person)).toContain('Ulla Ek')
  const weak = await aPerson({ level: 2 })
  await owner`update identity.sessions set person_id = ${matter.person.id} where id = ${weak.sessionId}`
  expect((await (await at(weak)).get(page)).status).toBe(403)
})

test('a long list goes on by a place that stays, also when more comes in', async () => {
  const matter = await aMatter()
  await opened(matter)
  const worker = await aWorker({ unit: matter.unit })
  const shape = owner`actor, actor_id, session_id, assignment_id, committee_id, person_id, matter_id, purpose`
  await owner`
    insert into audit.access_log (at, ${shape})
    select date_trunc('day', now()) - n * interval '1 day', 'staff', ${worker.id}, ${worker.sessionId}, ${worker.assignmentId}, ${matter.unit.committee.id}, ${matter.person.id}, ${matter.id}, 'read matter'
    from generate_series(1, 450) n`
  let [path, days, pages] = ['', 0, 0]
  for (;;) {
    const html = await seen(matter.person, path)
    days += html.match(/id="dag-/g)?.length ?? 0
    pages += 1
    await (await browser(worker)).get(`/personal/arenden/${matter.id}`)
    const next = /href="[^"?]*(\?[^"]*fore=[^"]*)" rel="next"/.exec(html)?.[1]
    if (!next) break
    path = next.replaceAll('&amp;', '&')
  }
  // The day it was opened too.
  expect([days, pages]).toEqual([451, 3])
  for (const odd of ['?fore=x', '?fore=1-', `?fore=${'9'.repeat(40)}-1`, '?fore=1-1'])
    expect((await (await at(matter.person)).get(page + odd)).status).toBe(200)
  expect(placeFrom('5-7')).toEqual({ micros: 5, id: 7 })
})

test('every purpose in the log has plain words for the person it is about', () => {
  const files = globSync('src/**/*.ts').filter((file) => !/\.test\.ts$|^src\/testing\//.test(file))
  const found = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    if (!/\bas\(|\(c, /.test(source)) return []
    const given = [...source.matchAll(/\bpurpose: (?:\w+ \? )?(?:'([^']+)'|`([^`$]+)[^`]*`)(?: : '([^']+)')?/g)].flatMap(
      ([, ...names]) => names,
    )
    // Also through a function that takes it as an argument: on(c, 'write draft', …).
    const handed =
      /\bpurpose: string\b|onKept\(/.test(source) || source.includes('seenBy(')
        ? [...source.matchAll(/\b(?!idFrom\b)\w+\(c, (?:services, [^,]+, )?'([^']+)'/g)].map(([, name]) => name)
        : []
    const inSql = [...source.matchAll(/\bnote_(?:staff|person|source)\('([^']+)'/g)].map(([, name]) => name)
    return [...given, ...handed, ...inSql].filter((name) => name !== undefined).map((name) => ({ name: name.trim(), file }))
  })
  expect(found.length).toBeGreaterThan(90)
  const lacking = found.filter(({ name }) => !(name in deeds) && !aboutNobody.some((one) => one === name || `${one}:` === name))
  expect(
    lacking.map(
      ({ name, file }) =>
        `${file} writes the purpose '${name}' in the access log, and the page "Vem har läst" has no words for it. Add it to \`deeds\` in ` +
        `src/modules/audit/who/text.ts with the key of what was done (a new key of \`did\` when none fits), or to \`aboutNobody\` there if it is never written with a matter or a person.`,
    ),
  ).toEqual([])
})
