import { expect, test } from 'vitest'
import { aMatter, aPerson, aSource, aUnit, aWorker, browser, config, opened, owner, uuid } from '#testing'

const decision = {
  datum: '2026-11-02',
  rubrik: 'Stöd hemma',
  'svar-1': 'no',
  'vad-1': 'Boendestöd',
  skal: 'Du klarar dig själv.',
  regler: '11 kap. 1 § socialtjänstlagen (2025:400)',
  beslutare: 'Sara Lund',
  overklaga: 'ja',
  intygar: 'ja',
  utan: 'needless',
  skada: 'nej',
  gor: 'las',
}
type Row = { id: string; ref: string; version: number; kind: string; event: { detail: Record<string, unknown>; internal?: object } }

/** A matter kept here and opened for its person, with a decision that they have been shown. */
async function decidedHere(more: Record<string, string> = {}) {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  const officer = await aWorker({ unit })
  const shelf = await opened(matter, officer)
  const [desk, reader] = [await browser(officer), await browser(person)]
  const [path, home] = [`/personal/arenden/${matter.id}`, `/mina-sidor/arenden/${shelf}`]
  const events = async () =>
    (
      await owner`select id, ref, version, kind, event from record.events where matter_id = ${matter.id} and not annulled order by received_at, version`
    ).map((row) => ({ ...row })) as Row[]
  const newest = async () => (await events()).at(-1)!
  const release = async () => {
    const item = `/personal/granska/${matter.id}/${(await newest()).id}`
    await desk.get(`${item}/handling`)
    const sett = /name="sett" value="(\d+)"/.exec((await desk.get(item)).text)![1]!
    expect((await desk.post(item, { beslut: 'visa', sett })).status).toBe(303)
  }
  const send = (typed: Record<string, string>, file = 'Beslutet på papper') => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ rubrik: 'Beslut om stöd hemma', fran: '', datum: '2026-11-03', ...typed }))
      form.set(name, value)
    if (file) form.set('fil', new File([`<!doctype html><p>${file}</p>`], 'beslut.html', { type: 'text/html' }))
    return desk.post(`${path}/handling`, form)
  }
  /** The decision's own page, as its person reads it, and the file that it leads to. */
  const decisionPage = async () => (await reader.get(/href="([^"]+\/beslut\/[^"]+)"/.exec((await reader.get(home)).text)![1]!)).text
  const file = async (address?: string) => reader.get(`${address ?? fileIn(await decisionPage())}/fil`)
  await desk.post(`${path}/beslut`, { ...decision, ...more })
  await release()
  return {
    desk,
    path,
    events,
    newest,
    release,
    send,
    page: () => reader.get(home),
    decisionPage,
    file,
  }
}
const fileIn = (page: string) => /<a href="([^"]+)">Öppna beslutet som handling/.exec(page)?.[1]
const errorsIn = (page: string) =>
  [...page.matchAll(/<li><a href="#(.*?)">(.*?)<\/a><\/li>/g)].map(([, field, text]) => `${field}: ${text}`)

test('a document that belongs to a decision is shown with it once somebody has read and shown it, and the decision says what it said', async () => {
  const here = await decidedHere({ dolj: 'ja', varfor: 'Hot den 1 november' })
  const [first] = await here.events()
  const form = (await here.desk.get(`${here.path}/handling`)).text
  expect(form).toMatch(new RegExp(`<option value="">Inget beslut</option><option value="${first!.ref}">Stöd hemma, 2 november`))
  const typed = { formular: uuid(), beslut: first!.ref }
  expect([(await here.send(typed)).status, (await here.send(typed)).status]).toEqual([303, 303])
  const [, second, ...more] = await here.events()
  expect(more).toEqual([])
  expect(second).toEqual({
    ...first,
    id: second!.id,
    version: 1,
    event: { ...first!.event, detail: { ...first!.event.detail, document: typed.formular } },
  })
  expect(second!.event.internal).toEqual({ hideNamesReason: 'Hot den 1 november', communication: { without: 'needless' } })
  expect((await here.desk.get(here.path)).text).not.toMatch(/>Rättad</)

  // Somebody chooses to show it, as with everything else.
  expect(fileIn(await here.decisionPage())).toBeUndefined()
  await here.release()
  const page = await here.decisionPage()
  expect((await here.file()).text).toContain('Beslutet på papper')
  expect(page).not.toMatch(/[Rr]ättat|Sara Lund|Hot den/)
  expect((await here.page()).text).not.toContain('med en rättelse')
})

test('a document is for one decision or for none, and what was typed is kept when it does not fit', async () => {
  const here = await decidedHere()
  const [first] = await here.events()
  const wrong = await here.send({ beslut: first!.ref, fran: 'Region Mellanbygden' }, '')
  expect([wrong.status, errorsIn(wrong.text)]).toEqual([
    422,
    ['fran: En handling till ett beslut kommer från er: töm fältet, eller välj inget beslut', 'fil: Välj en fil'],
  ])
  for (const kept of [`value="${first!.ref}" selected=""`, 'value="Region Mellanbygden"', 'value="Beslut om stöd hemma"'])
    expect(wrong.text).toContain(kept)
  const other = await decidedHere()
  for (const beslut of [(await other.newest()).ref, uuid(), 'nonsens'])
    expect(errorsIn((await here.send({ beslut })).text)).toEqual(['beslut: Välj ett beslut i ärendet, eller inget beslut'])
  expect((await here.send({ beslut: '', fran: 'Region Mellanbygden' })).status).toBe(303)
  expect((await here.events()).map(({ kind, version }) => [kind, version])).toEqual([
    ['decision', 0],
    ['document-added', 0],
  ])
})

test('a corrected decision has the document that was given last, and one that is wrong leaves its person at once', async () => {
  const here = await decidedHere()
  const [first] = await here.events()
  await here.send({ beslut: first!.ref }, 'Det första beslutet')
  await here.release()
  await here.desk.post(`${here.path}/beslut/${first!.id}/ratta`, { ...decision, 'vad-1': 'Ledsagare', fel: 'Det gällde ledsagare.' })
  await here.release()
  // A correction without a document of its own has the decision's.
  expect((await here.file()).text).toContain('Det första beslutet')
  const corrected = await here.newest()
  const form = (await here.desk.get(`${here.path}/handling`)).text
  expect([form.includes(`value="${corrected.ref}"`), form.includes(`value="${first!.ref}"`)]).toEqual([true, false])
  await here.send({ beslut: corrected.ref }, 'Någon annans papper')
  await here.release()
  const wrong = fileIn(await here.decisionPage())!
  expect((await here.file(wrong)).text).toContain('Någon annans papper')

  const { id } = await here.newest()
  const mistake = `${here.path}/misstag/${id}`
  expect((await here.desk.get(`${here.path}/beslut/${id}/ratta`)).text).toContain(`href="${mistake}"`)
  expect((await here.desk.get(mistake)).text).toContain('Det gäller bara handlingen ”Beslut om stöd hemma”. Beslutet gäller som förut.')
  expect((await here.desk.post(mistake, { version: '1' })).status).toBe(422)
  const send = () => here.desk.post(mistake, { version: '1', skal: 'other-matter' })
  expect([(await send()).status, (await send()).status]).toEqual([303, 303])
  expect((await here.desk.get(mistake)).status).toBe(303)
  expect((await here.file(wrong)).status).toBe(404)
  const page = await here.decisionPage()
  expect(page).toContain('Ledsagare')
  expect((await here.file()).text).toContain('Det första beslutet')
  expect((await here.desk.get(`${here.path}/beslut/${id}/ratta`)).text).not.toContain(mistake)
  // The decision itself is no mistake, and a right document can take the place.
  expect((await here.desk.get(here.path)).text).not.toContain('Registrerad av misstag')
  const [earlier, right] = [uuid(), uuid()]
  await here.send({ beslut: corrected.ref, formular: earlier }, 'Ett utkast')
  await here.send({ beslut: corrected.ref, formular: right }, 'Det rättade beslutet')
  // An old form sent once more puts nothing back.
  expect((await here.send({ beslut: corrected.ref, formular: earlier }, 'Ett utkast')).status).toBe(303)
  await here.release()
  expect((await here.file()).text).toContain('Det rättade beslutet')
})

test('a file that is too large is said to be so in the form itself, with what was typed; one larger still on a page in their own frame', async () => {
  const unit = await aUnit()
  const kept = await aMatter({ unit, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  const { cookie } = await aWorker({ unit, called: 'Amina Haddad' })
  const desk = await browser({ cookie })
  const path = `/personal/arenden/${kept.id}/handling`
  const form = (megabytes: number) => {
    const made = new FormData()
    for (const [name, value] of Object.entries({ rubrik: 'Intyget', fran: 'Regionen', datum: '2026-11-02' })) made.set(name, value)
    made.set('fil', new File([new Uint8Array(megabytes * 1_000_000)], 'intyg.pdf', { type: 'application/pdf' }))
    return made
  }
  for (const megabytes of [11, 14, 30]) {
    const { status, text } = await desk.post(path, form(megabytes))
    expect([
      status,
      text.replaceAll('\u00a0', ' ').includes(`<a href="#fil">Filen är ${megabytes} MB. Välj en fil på högst 10 MB.</a>`),
    ]).toEqual([422, true])
    for (const typed of ['value="Intyget"', 'value="Regionen"', 'value="2026-11-02"']) expect(text).toContain(typed)
  }
  const far = await desk.post(path, form(40), { referer: `${config.origin}${path}` })
  expect(far.status).toBe(413)
  for (const part of ['Det du skickade är för stort', 'högst 10 MB', 'Amina Haddad', 'href="/personal"', `href="${path}"`])
    expect(far.text).toContain(part)
  // Elsewhere, and for anybody else, as before.
  expect((await desk.post(`/personal/arenden/${kept.id}/beslut`, form(14))).status).toBe(413)
  expect((await (await browser()).post(path, form(14), { referer: 'https://evil.example/x' })).text).not.toContain('evil.example')
})
