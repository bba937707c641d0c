import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newFile } from '#kernel/files'
import { sealFact } from '#kernel/secrets'
import { aMatter, aPerson, aUnit, aWorker, browser, config, db, owner, uuid } from '#testing'
import { aDispatcher, answered, aRequest, assigned, aType, promise, revisionOf, versionOf } from '../../../../testing/contact.ts'

const path = (id: string, at = '') => `/personal/inkorg/${id}${at}`
const draftOf = async (id: string) => (await owner`select body, version, staff_id from contact.staff_drafts where thread_id = ${id}`)[0]
const answersTo = async (id: string) =>
  (await owner`select body from contact.messages where thread_id = ${id} and whose = 'staff' order by n`).map(
    (row) => row['body'] as string,
  )

/** A thread that Amina answers, at a unit where Siv hands out. */
async function aScene(more: Partial<Parameters<typeof aType>[0]> = {}) {
  const unit = await aUnit()
  const siv = await aDispatcher({ unit, called: 'Siv Norberg' })
  const amina = await aWorker({ unit, called: 'Amina Haddad' })
  const camilla = await aPerson({ called: 'Camilla Rosén' })
  const type = await aType({ unit, name: 'Fråga om hyran', ...more })
  const thread = await aRequest(camilla, type)
  expect(await assigned(thread, siv, amina)).toBe('done')
  return { unit, siv, amina, camilla, type, thread }
}
/** A tab at a thread's page: what its form holds, and the form sent from it. */
async function aTab(who: { cookie: string }, thread: string) {
  const desk = await browser(who)
  const { text } = await desk.get(path(thread))
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const form = { nyckel: hidden('nyckel'), sett: hidden('sett'), version: hidden('version'), namn: 'self' }
  return {
    desk,
    text,
    form,
    send: (gor: string, svar: string, more: Record<string, string> = {}) =>
      desk.post(path(thread, '/svar'), { ...form, gor, svar, ...more }),
    attach(gor: string, svar: string, bytes: Uint8Array, name: string) {
      const sent = new FormData()
      for (const [key, value] of Object.entries({ ...form, gor, svar })) sent.set(key, value)
      sent.set('fil', new File([Buffer.from(bytes)], name))
      return desk.post(path(thread, '/svar'), sent)
    },
  }
}
async function aPdf(text: string): Promise<Buffer> {
  const made = await newFile({
    type: 'application/pdf',
    title: 'Blankett',
    language: 'sv',
    notes: [],
    pageTitles: ['1'],
    pages: [{ lines: [{ text }] }],
  })
  if (!made.ok) throw new Error(made.reason)
  return made.bytes
}

test('a draft saved in two tabs loses nothing: both texts stand there, and neither is written over', async () => {
  const { siv, amina, thread } = await aScene()
  const [hers, his] = [await aTab(amina, thread), await aTab(siv, thread)]
  expect((await hers.send('spara', 'Hej Camilla')).headers.get('location')).toBe(`${path(thread)}?gjort=sparat#vart-svar`)
  const late = await his.send('spara', 'Vi tittar på det')
  expect(late.status).toBe(409)
  for (const words of ['Amina Haddad sparade medan du skrev', 'Så sparade Amina Haddad', 'Hej Camilla', 'Vi tittar på det'])
    expect(late.text).toContain(words)
  expect(await draftOf(thread)).toMatchObject({ body: 'Hej Camilla', version: 1 })
  // Whoever has seen both saves what they have made of them.
  const version = /name="version" value="(\d+)"/.exec(late.text)![1]!
  expect((await his.send('spara', 'Hej Camilla. Vi tittar på det.', { version })).status).toBe(303)
  expect(await draftOf(thread)).toMatchObject({ body: 'Hej Camilla. Vi tittar på det.', version: 2, staff_id: siv.id })
  const third = await aTab(amina, thread)
  expect(third.text).toContain('Siv Norberg sparade utkastet kl.')
  expect(third.text).toContain('Hej Camilla. Vi tittar på det.')
})

test('what is saved by itself before something else goes on is told by its version, and refused as any other', async () => {
  const { siv, amina, thread } = await aScene()
  const [hers, his] = [await aTab(amina, thread), await aTab(siv, thread)]
  expect(hers.text).toContain('Spara utkastet först')
  const byItself = { accept: 'application/json' }
  const saved = await hers.desk.post(path(thread, '/svar'), { ...hers.form, gor: 'spara', svar: 'Hej' }, byItself)
  expect([saved.status, JSON.parse(saved.text)]).toEqual([200, { version: 1 }])
  const late = await his.desk.post(path(thread, '/svar'), { ...his.form, gor: 'spara', svar: 'Hallå' }, byItself)
  expect(late.status).toBe(409)
  expect(await draftOf(thread)).toMatchObject({ body: 'Hej', version: 1 })
})

test('one’s own two windows are two tabs as well', async () => {
  const { amina, thread } = await aScene()
  const [one, two] = [await aTab(amina, thread), await aTab(amina, thread)]
  await one.send('spara', 'Från det ena')
  const late = await two.send('spara', 'Från det andra')
  expect([
    late.status,
    late.text.includes('Du sparade i ett annat fönster'),
    late.text.includes('Från det ena'),
    late.text.includes('Från det andra'),
  ]).toEqual([409, true, true, true])
})

test('two answers never cross: the second is told, with its words kept', async () => {
  const { amina, thread } = await aScene()
  const [one, two] = [await aTab(amina, thread), await aTab(amina, thread)]
  expect((await one.send('skicka', 'Det första svaret')).status).toBe(303)
  const late = await two.send('skicka', 'Det andra svaret')
  expect(late.status).toBe(409)
  for (const words of ['Något hände medan du hade sidan öppen', 'Det första svaret', 'Det andra svaret']) expect(late.text).toContain(words)
  expect(await answersTo(thread)).toEqual(['Det första svaret'])
})

test('the same answer sent twice is one, however fast', async () => {
  const { amina, thread } = await aScene()
  const tab = await aTab(amina, thread)
  const both = await Promise.all([tab.send('skicka', 'Ett svar'), tab.send('skicka', 'Ett svar'), tab.send('skicka', 'Ett svar')])
  expect(both.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await answersTo(thread)).toEqual(['Ett svar'])
})

test('twelve tabs send at once, and one answer goes', async () => {
  const { amina, thread } = await aScene()
  const tabs = await Promise.all(Array.from({ length: 12 }, () => aTab(amina, thread)))
  const sent = await Promise.all(tabs.map((tab, n) => tab.send('skicka', `Svar ${n}`)))
  expect(sent.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(sent.filter(({ status }) => status === 409)).toHaveLength(11)
  const [answer, ...more] = await answersTo(thread)
  expect(more).toEqual([])
  expect(sent.findIndex(({ status }) => status === 303)).toBe(Number(answer!.slice(5)))
})

test('what was written for a thread that somebody else has now is given back, and not sent', async () => {
  const { siv, amina, thread } = await aScene()
  const tab = await aTab(amina, thread)
  await assigned(thread, siv, siv)
  const late = await tab.send('skicka', 'Mitt långa svar till dig')
  expect([late.status, late.text.includes('Mitt långa svar till dig')]).toEqual([404, true])
  // A dispatcher still sees it, and is told that it is another's.
  await assigned(thread, siv, amina)
  const his = await aTab(siv, thread)
  const refused = await his.send('skicka', 'Siv svarar i stället')
  expect([
    refused.status,
    refused.text.includes('Frågan ligger hos någon annan nu'),
    refused.text.includes('Siv svarar i stället'),
  ]).toEqual([409, true, true])
  expect(await answersTo(thread)).toEqual([])
})

test('the text is saved on the way out, and is there on another device', async () => {
  const { amina, thread } = await aScene()
  const tab = await aTab(amina, thread)
  expect((await tab.send('lamna', 'Halvvägs')).headers.get('location')).toBe('/personal/inkorg?gjort=sparat')
  expect((await (await browser(amina)).get('/personal/inkorg?visa=mina')).text).toContain('Svar påbörjat')
  expect((await aTab(amina, thread)).text).toContain('Halvvägs')
  // Nothing is begun by leaving an empty field.
  const other = await aScene()
  await (await aTab(other.amina, other.thread)).send('lamna', ' ')
  expect(await draftOf(other.thread)).toBeUndefined()
})

test('an empty answer and one that is too long are refused, with what was written', async () => {
  const { amina, thread } = await aScene()
  const tab = await aTab(amina, thread)
  const empty = await tab.send('skicka', ' \r\n ')
  expect([empty.status, empty.text.includes('<a href="#svar">Skriv ett svar</a>')]).toEqual([422, true])
  const long = await tab.send('skicka', 'å'.repeat(20_001))
  expect([long.status, long.text.includes('Svaret är för långt'), long.text.includes('å'.repeat(20_001))]).toEqual([422, true, true])
  expect(await answersTo(thread)).toEqual([])
})

test('a template is put in after what was written, filled in with what is known; what nobody filled in is not sent', async () => {
  const { unit, amina, thread } = await aScene()
  const template = uuid()
  await db.as(
    await aDispatcher({ unit }),
    { purpose: 'scene' },
    (tx) =>
      tx.run`select contact.save_template(${template}, 'unit', 'Tid', 'Hej {{namn}}! Kom {{ dag }} till {{enhet}}. Ring {{telefon}}.\n\n{{mitt namn}} {{dag}}')`,
  )
  const tab = await aTab(amina, thread)
  expect((await tab.send('mall', 'Tack för din fråga.')).status).toBe(422)
  expect((await tab.send('mall', 'x', { mall: uuid() })).status).toBe(422)
  const put = await tab.send('mall', 'Tack för din fråga.', { mall: template })
  expect([put.status, put.headers.get('location')]).toEqual([303, `${path(thread)}?gjort=mall#vart-svar`])
  expect(await draftOf(thread)).toMatchObject({
    body: 'Tack för din fråga.\n\nHej Camilla Rosén! Kom {{ dag }} till Vuxenenheten. Ring 0980-31 92 10.\n\nAmina Haddad {{dag}}',
  })
  const next = await aTab(amina, thread)
  expect(next.text).toContain('name="luckan-1" value="dag"')
  expect(next.text).not.toContain('name="luckan-2"')
  const body = (await draftOf(thread))!['body'] as string
  const blank = await next.send('skicka', body, { 'luckan-1': 'dag', 'lucka-1': ' ' })
  expect([blank.status, blank.text.includes('<a href="#lucka-1">Fyll i det som fattas: dag</a>')]).toEqual([422, true])
  expect(await answersTo(thread)).toEqual([])
  expect((await next.send('skicka', body, { 'luckan-1': 'dag', 'lucka-1': 'på torsdag' })).status).toBe(303)
  expect((await answersTo(thread))[0]).toContain('Kom på torsdag till Vuxenenheten. Ring 0980-31 92 10.\n\nAmina Haddad på torsdag')
})

test('whatever is left of the signs of a gap stops at the desk', async () => {
  const { amina, thread } = await aScene()
  for (const body of ['Hej {{namn', 'Hej namn}}', 'Hej {{}}', '}} {{ {{a}}'])
    expect([body, (await (await aTab(amina, thread)).send('skicka', body)).status]).toEqual([body, 422])
})

test('an answer is signed by whoever wrote it or by the unit, and by the unit alone where it has chosen so', async () => {
  const { unit, amina, thread, camilla, type, siv } = await aScene()
  await (await aTab(amina, thread)).send('skicka', 'Svar', { namn: 'unit' })
  const signed = async (id: string) =>
    (await owner`select signed, title from contact.messages where thread_id = ${id} and whose = 'staff'`)[0]
  expect(await signed(thread)).toEqual({ signed: 'Vuxenenheten', title: {} })
  const manager = await aWorker({ unit, role: 'unitManager' })
  await db.as(manager, { purpose: 'scene' }, (tx) => tx.run`select contact.set_settings(3, 2, 2, false, false, false)`)
  const second = await aRequest(camilla, type)
  await assigned(second, siv, amina)
  const tab = await aTab(amina, second)
  expect(tab.text).toContain('Svaret skrivs under av Vuxenenheten')
  await tab.send('skicka', 'Svar', { namn: 'self' })
  expect(await signed(second)).toEqual({ signed: 'Vuxenenheten', title: {} })
})

test('where the unit asks for it an answer waits for somebody else to read it, and both see that', async () => {
  const { siv, amina, thread } = await aScene({ second: true })
  const tab = await aTab(amina, thread)
  expect(tab.text).toContain('Lämna till en kollega att läsa')
  expect((await tab.send('skicka', 'Vi kan hjälpa dig.')).headers.get('location')).toBe(`${path(thread)}?gjort=vantar`)
  expect(await answersTo(thread)).toEqual([])
  const hers = await aTab(amina, thread)
  expect(hers.text).toContain('Svaret väntar på att en kollega läser det.')
  expect(hers.text).not.toContain('>Skicka svaret<')
  const own = await hers.desk.post(path(thread, '/lasning'), { ...hers.form, gor: 'skicka', version: String(await versionOf(thread)) })
  expect([own.status, own.text.includes('Någon annan än den som skrev läser svaret')]).toEqual([422, true])

  const list = await (await browser(siv)).get('/personal/inkorg?visa=lasa')
  expect(list.text).toContain('Svar väntar på att läsas')
  const his = await aTab(siv, thread)
  for (const words of ['Amina Haddad har skrivit svaret och bett någon läsa det', 'Vi kan hjälpa dig.', 'Skicka svaret'])
    expect(his.text).toContain(words)
  const read = (gor: string, form = his.form) => his.desk.post(path(thread, '/lasning'), { ...form, gor })
  expect((await read('tillbaka')).headers.get('location')).toBe(`${path(thread)}?gjort=atergett`)
  expect((await aTab(amina, thread)).text).toContain('Siv Norberg lämnade tillbaka svaret')
  // What was given back and changed is not what was read: the old page sends nothing.
  await (await aTab(amina, thread)).send('skicka', 'Vi kan hjälpa dig i morgon.')
  expect((await read('skicka')).status).toBe(409)
  const again = await aTab(siv, thread)
  const both = await Promise.all([read('skicka', again.form), read('skicka', again.form)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(await answersTo(thread)).toEqual(['Vi kan hjälpa dig i morgon.'])
  expect((await aTab(amina, thread)).text).toContain('Siv Norberg läste svaret innan det skickades.')
})

test('an answer that is given back stands with its writer, with the reader’s reason', async () => {
  const { siv, amina, thread } = await aScene({ second: true })
  expect(await answered(thread, amina, 'Hej')).toBe('ready')
  const reader = await browser(siv)
  const back = { version: String(await versionOf(thread)), gor: 'tillbaka', nyckel: uuid() }
  const long = await reader.post(path(thread, '/lasning'), { ...back, varfor: 'å'.repeat(2001) })
  expect([long.status, long.text.includes('Skriv kortare varför'), long.text.includes('å'.repeat(2001))]).toEqual([422, true, true])
  expect((await reader.post(path(thread, '/lasning'), { ...back, varfor: 'Säg vilken dag det gäller' })).status).toBe(303)
  const desk = await browser(amina)
  expect((await desk.get('/personal')).text).toContain('1 tillbaka till dig att ändra.')
  expect((await desk.get('/personal/inkorg')).text).toContain('Tillbaka till dig att ändra')
  const page = (await desk.get(path(thread))).text
  for (const words of ['Tillbaka till dig att ändra: Siv Norberg har läst', 'Säg vilken dag det gäller']) expect(page).toContain(words)
  expect((await reader.get('/personal')).text).not.toContain('tillbaka till dig')
  expect(await answered(thread, amina, 'Hej på måndag')).toBe('ready')
  expect((await desk.get('/personal')).text).not.toContain('tillbaka till dig')
  // Who takes back their own has not been given anything back.
  expect((await desk.post(path(thread, '/lasning'), { version: String(await versionOf(thread)), gor: 'tillbaka' })).status).toBe(303)
  expect((await desk.get(path(thread))).text).not.toContain('Säg vilken dag')
})

test('whoever reads too late is told that nothing was sent or given back, and keeps the reason that was written', async () => {
  const { unit, siv, amina, thread } = await aScene({ second: true })
  const petter = await aDispatcher({ unit, called: 'Petter Ek' })
  await answered(thread, amina, 'Kom på torsdag')
  const [hers, his] = [await aTab(siv, thread), await aTab(petter, thread)]
  const press = (tab: typeof hers, gor: string, varfor = '') => tab.desk.post(path(thread, '/lasning'), { ...tab.form, gor, varfor })
  const said = ['Något hände medan du hade sidan öppen', 'Säg vilken tid']
  const late = async (tab: typeof hers, gor: string, more: string, varfor = 'Säg vilken tid') => {
    const answer = await press(tab, gor, varfor)
    expect([answer.status, ...[...said, more].filter((words) => !answer.text.includes(words))]).toEqual([409])
    expect(answer.text.split('Säg vilken tid')).toHaveLength(2)
  }
  // Taken back, and sent to be read anew as something else.
  const own = await aTab(amina, thread)
  expect((await press(own, 'tillbaka')).status).toBe(303)
  await late(hers, 'skicka', 'Svaret skickades inte när du tryckte')
  await late(hers, 'tillbaka', 'Svaret lämnades inte tillbaka när du tryckte', `Säg vilken tid${' och plats'.repeat(300)}`)
  expect((await aTab(amina, thread)).text).toContain('Amina Haddad tog tillbaka svaret')
  await answered(thread, amina, 'Kom på fredag')
  await late(his, 'tillbaka', 'Kom på fredag')
  expect((await press(await aTab(petter, thread), 'skicka')).status).toBe(303)
  await late(hers, 'tillbaka', 'Svaret lämnades inte tillbaka när du tryckte')
  await late(hers, 'skicka', 'Svaret skickades inte när du tryckte')
  expect(await answersTo(thread)).toEqual(['Kom på fredag'])
})

test('a reason is not lost by sending the answer, and what is pressed twice is given back once', async () => {
  const { siv, amina, thread } = await aScene({ second: true })
  await answered(thread, amina, 'Kom på torsdag')
  const tab = await aTab(siv, thread)
  const press = (gor: string) => tab.desk.post(path(thread, '/lasning'), { ...tab.form, gor, varfor: 'Säg vilken tid' })
  const sent = await press('skicka')
  expect([sent.status, sent.text.includes('<a href="#varfor">Du har skrivit ett skäl.'), sent.text.includes('Säg vilken tid')]).toEqual([
    422,
    true,
    true,
  ])
  expect(await answersTo(thread)).toEqual([])
  for (let n = 0; n < 2; n++) expect((await press('tillbaka')).headers.get('location')).toBe(`${path(thread)}?gjort=atergett`)
  expect((await aTab(amina, thread)).text.split('Siv Norberg lämnade tillbaka svaret')).toHaveLength(2)
})

test('what its person writes while an answer waits to be read is read before it goes', async () => {
  const { siv, amina, camilla, thread } = await aScene({ second: true })
  await (await aTab(amina, thread)).send('skicka', 'Vi kan hjälpa dig.')
  const his = await aTab(siv, thread)
  await db.as(
    camilla,
    { purpose: 'scene' },
    (tx) => tx.run`select contact.write(${thread}, ${uuid()}, 'Glöm det', ${promise(0)}, ${promise(5)})`,
  )
  const late = await his.desk.post(path(thread, '/lasning'), { ...his.form, gor: 'skicka' })
  expect([late.status, late.text.includes('Glöm det')]).toEqual([409, true])
  expect(await answersTo(thread)).toEqual([])
})

test('a file goes along with the answer, cleaned, once, and can be taken away again', async () => {
  const { siv, amina, thread } = await aScene()
  const blank = await aPdf('Fyll i')
  const attach = (tab: Awaited<ReturnType<typeof aTab>>, bytes: Uint8Array, name = 'Blankett.pdf', gor = 'bilaga') =>
    tab.attach(gor, 'Här är blanketten', bytes, name)
  expect((await (await aTab(amina, thread)).send('bilaga', 'Utan fil')).status).toBe(422)
  const bad = await attach(await aTab(amina, thread), await readFile('package.json'))
  expect([bad.status, bad.text.includes('Filen går inte att ta emot'), bad.text.includes('Här är blanketten')]).toEqual([422, true, true])
  const tab = await aTab(amina, thread)
  for (let n = 0; n < 2; n++) expect((await attach(tab, blank)).status).toBe(303)
  const files = () => owner`select id, name from contact.staff_draft_files where thread_id = ${thread}`
  expect(await files()).toHaveLength(1)
  const withFile = await aTab(amina, thread)
  expect(withFile.text).toContain('Blankett (')
  const at = path(thread, `/bilaga/${(await files())[0]!['id'] as string}`)
  expect((await (await browser(siv)).get(at)).headers.get('content-type')).toBe('application/pdf')
  expect((await withFile.send('', 'Här är blanketten', { bort: (await files())[0]!['id'] as string })).status).toBe(303)
  expect(await files()).toHaveLength(0)
  // Chosen and sent at once, it goes along as well.
  expect((await attach(await aTab(amina, thread), blank, 'Blankett.pdf', 'skicka')).status).toBe(303)
  expect(await owner`select name, n from contact.files where thread_id = ${thread}`).toEqual([{ name: 'Blankett', n: 2 }])
  expect(await answersTo(thread)).toEqual(['Här är blanketten'])
})

test('what must not be told is stopped on its way out, whoever wrote it and whoever lets it go', async () => {
  const { unit, siv, amina, camilla, thread } = await aScene({ second: true })
  const matter = await aMatter({ person: camilla, unit })
  await owner`
    insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
    values (${unit.committee.id}, ${uuid()}, ${camilla.id}, 'place', ${sealFact(config.secret, 'Älvkarby')}, ${amina.id}, ${amina.assignmentId})`
  const stopped = await (await aTab(amina, thread)).send('skicka', 'Han bor i Älvkarby nu.')
  expect([
    stopped.status,
    stopped.text.includes('<a href="#svar">Svaret röjer något som inte får röjas: Älvkarby. Skriv om det.</a>'),
  ]).toEqual([422, true])
  expect(await draftOf(thread)).toBeUndefined()
  // Siv sees no cases, and so no such facts: what she wrote is stopped by the one who lets it go.
  expect(matter.id).toBeDefined()
  await (await aTab(siv, thread)).send('spara', 'Vi hörs om Älvkarby.')
  await owner`update contact.staff_drafts set ready_at = now(), sign = 'self' where thread_id = ${thread}`
  const tab = await aTab(amina, thread)
  const late = await tab.desk.post(path(thread, '/lasning'), { ...tab.form, gor: 'skicka' })
  expect([late.status, late.text.includes('Svaret röjer något som inte får röjas: Älvkarby')]).toEqual([422, true])
  expect(await answersTo(thread)).toEqual([])
})

test('a file that tells what must not be told, or that cannot be searched for it, does not go out', async () => {
  const { unit, amina, camilla, thread } = await aScene()
  await aMatter({ person: camilla, unit })
  const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const send = async (bytes: Uint8Array, name: string) => (await aTab(amina, thread)).attach('skicka', 'Här är kartan', bytes, name)
  const guarded = () => owner`
    insert into gate.guarded (committee_id, id, person_id, kind, sealed, added_by, assignment_id)
    values (${unit.committee.id}, ${uuid()}, ${camilla.id}, 'place', ${sealFact(config.secret, 'Älvkarby')}, ${amina.id}, ${amina.assignmentId})`
  await guarded()
  const taken = async () => {
    const file = (await owner`select id from contact.staff_draft_files where thread_id = ${thread}`)[0]!['id'] as string
    return (await aTab(amina, thread)).send('', 'Här är kartan', { bort: file })
  }
  for (const [bytes, name, why] of [
    [await aPdf('Buss 14 till Älvkarby'), 'Karta.pdf', 'Filen Karta röjer något som inte får röjas: Älvkarby.'],
    [await aPdf('Buss 14'), 'Älvkarby.pdf', 'Filen Älvkarby röjer något som inte får röjas: Älvkarby.'],
    [picture, 'Skiss.png', 'Filen Skiss går inte att söka igenom'],
  ] as const) {
    const answer = await send(bytes, name)
    expect([answer.status, answer.text.includes(why), answer.text.includes('Här är kartan')]).toEqual([422, true, true])
    expect((await taken()).status).toBe(303)
  }
  expect(await answersTo(thread)).toEqual([])
  // Where nothing is guarded a picture is as good as any.
  await owner`delete from gate.guarded where person_id = ${camilla.id}`
  expect((await send(picture, 'Skiss.png')).status).toBe(303)
  expect(await answersTo(thread)).toEqual(['Här är kartan'])
})

test('advice about the words is asked for and saves nothing', async () => {
  const { amina, thread } = await aScene()
  const advice = await (await aTab(amina, thread)).send('granska', 'Ärendet handläggs skyndsamt.')
  expect([advice.status, advice.text.includes('Om texten'), advice.text.includes('Ärendet handläggs skyndsamt.')]).toEqual([
    200,
    true,
    true,
  ])
  expect(await draftOf(thread)).toBeUndefined()
})

test('a draft is thrown away as it stood, and not one that somebody has saved since', async () => {
  const { siv, amina, thread } = await aScene()
  await (await aTab(amina, thread)).send('spara', 'Ett')
  const tab = await aTab(amina, thread)
  await (await aTab(siv, thread)).send('spara', 'Två')
  expect((await tab.send('kasta', 'Ett')).status).toBe(409)
  expect((await (await aTab(siv, thread)).send('kasta', 'Två')).status).toBe(303)
  expect(await draftOf(thread)).toBeUndefined()
  expect(await revisionOf(thread)).toBeGreaterThan(0)
})

test('whoever throws away what a colleague wrote, or more than a few words, is asked once more; and it stands who did it', async () => {
  const { siv, amina, thread } = await aScene()
  await (await aTab(amina, thread)).send('spara', 'Kom på torsdag')
  const tab = await aTab(siv, thread)
  expect(tab.text).not.toContain('id="saker"')
  const asked = await tab.send('kasta', 'Kom på torsdag, eller ring')
  expect(asked.status).toBe(422)
  for (const words of ['Amina Haddad har skrivit utkastet. Kryssa i att det ska kastas', 'id="saker"', 'Kom på torsdag, eller ring'])
    expect(asked.text).toContain(words)
  expect(await draftOf(thread)).toMatchObject({ body: 'Kom på torsdag' })
  expect((await tab.send('kasta', 'Kom på torsdag', { saker: 'ja' })).headers.get('location')).toContain('gjort=kastat')
  expect(await draftOf(thread)).toBeUndefined()
  expect((await aTab(amina, thread)).text).toContain('Siv Norberg kastade utkastet')
  // One's own is asked about as well, once there is more of it than a few words: saved, or in the field.
  const long = 'Hej, '.repeat(11)
  await (await aTab(amina, thread)).send('spara', 'Hej')
  const own = await (await aTab(amina, thread)).send('kasta', long)
  expect([own.status, own.text.includes('Utkastet är mer än några ord'), own.text.includes(long.trim())]).toEqual([422, true, true])
  // A question that was answered about one draft is no answer about the next.
  await (await aTab(siv, thread)).send('spara', 'Sivs')
  const late = await (await browser(amina)).post(path(thread, '/svar'), { ...tab.form, gor: 'kasta', svar: 'Hej', saker: 'ja' })
  expect([late.status, late.text.includes('id="saker"')]).toEqual([409, false])
})
