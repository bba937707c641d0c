import { expect, test } from 'vitest'
import { aMatter, aSource, aUnit, aWorker, browser, owner } from '#testing'

const decision = {
  datum: '2026-11-02',
  rubrik: 'Stöd hemma',
  'svar-1': 'yes',
  'vad-1': 'Boendestöd två gånger i veckan',
  'svar-2': 'no',
  'vad-2': 'Ledsagare',
  skal: 'Du behöver stöd.',
  regler: '11 kap. 1 § socialtjänstlagen (2025:400)',
  beslutare: 'Sara Lund\nenhetschef',
  overklaga: 'ja',
  intygar: 'ja',
  utan: 'needless',
  skada: 'nej',
  gor: 'las',
}

/** A matter kept here, and its officer at the page of a decision. */
async function aKept() {
  const unit = await aUnit()
  const matter = await aMatter({ unit, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  const desk = await browser(await aWorker({ unit }))
  const path = `/personal/arenden/${matter.id}/beslut`
  const events = async () =>
    (await owner`select id, kind, event from record.events where matter_id = ${matter.id} order by received_at`).map((row) => ({
      ...row,
    })) as { id: string; kind: string; event: { detail: Record<string, unknown> } }[]
  return {
    ...matter,
    desk,
    path,
    events,
    send: (typed: Record<string, string>, to = path) => desk.post(to, { ...decision, ...typed }),
    happened: (kind: string, typed: Record<string, string>) =>
      desk.post(`/personal/arenden/${matter.id}/handelse/${kind}`, { tid: '', ...typed }),
  }
}
const errorsIn = (page: string) =>
  [...page.matchAll(/<li><a href="#(.*?)">(.*?)<\/a><\/li>/g)].map(([, field, text]) => `${field}: ${text}`)

test('nobody got a decision before it was made or after today, so that the time to appeal is never over from the beginning', async () => {
  const { send, events, path } = await aKept()
  const before = 'fick: Personen kan inte ha fått beslutet innan det fanns. Skriv dagen för beslutet eller en senare dag.'
  const early = await send({ fick: '2026-11-01' })
  expect([early.status, errorsIn(early.text)]).toEqual([422, [before]])
  expect(early.text).toContain('value="2026-11-01"')
  expect(errorsIn((await send({ fick: '2199-01-01' })).text)).toEqual(['fick: Dagen då personen fick beslutet har inte varit än'])
  expect(await events()).toEqual([])
  expect((await send({ fick: '2026-11-02' })).status).toBe(303)

  // A correction is later than the decision, and so is the day the person got it.
  const correction = `${path}/${(await events())[0]!.id}/ratta`
  const slip = { datum: '2026-11-05', fel: 'Fel dag.' }
  expect(errorsIn((await send({ ...slip, fick: '2026-11-01' }, correction)).text)).toEqual([before])
  expect(errorsIn((await send({ ...slip, datum: '2026-11-01' }, correction)).text)).toEqual([
    'datum: Dagen för rättelsen kan inte vara före dagen för beslutet',
  ])
  expect((await send({ ...slip, fick: '2026-11-03' }, correction)).status).toBe(303)
  expect((await events())[1]!.event.detail).toMatchObject({ deliveredOn: '2026-11-03' })
})

test('a correction turns no answer around, whatever else it corrects', async () => {
  const { send, events, path } = await aKept()
  await send({})
  const correction = `${path}/${(await events())[0]!.id}/ratta`
  const slip = { datum: '2026-11-05', fel: 'Fel svar.' }
  const turned = 'svar-1: En rättelse ger ingen ny tid att överklaga och kan därför inte ändra svaren. Skriv ett nytt beslut i stället.'
  for (const answers of [
    { 'svar-1': 'no' },
    { 'svar-1': 'partly' },
    { 'svar-1': 'no', 'svar-2': 'yes' },
    { 'svar-2': '', 'vad-2': '' },
    { 'svar-3': 'no', 'vad-3': 'Matlåda' },
  ])
    expect(errorsIn((await send({ ...slip, ...answers }, correction)).text)).toEqual([turned])
  expect(await events()).toHaveLength(1)
  expect((await send({ ...slip, 'vad-1': 'Boendestöd tre gånger i veckan' }, correction)).status).toBe(303)
  // The correction can be corrected too, and its answers are as bound.
  const second = `${path}/${(await events())[1]!.id}/ratta`
  expect(errorsIn((await send({ ...slip, 'svar-1': 'no' }, second)).text)).toEqual([turned])
})

/** The fields of the page's form as a browser would send them. */
const hiddenIn = (page: string) =>
  Object.fromEntries([...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))

test('a decision is read through as its person will read it before it is locked, and nothing typed is lost on the way', async () => {
  const { desk, path, events } = await aKept()
  const { intygar: _, gor: __, ...typed } = { ...decision, dolj: 'ja', varfor: 'Hot mot "oss"\nden 1 november', fick: '2026-11-03' }
  // The tick alone, as an older form sent it, locks nothing.
  for (const more of [{}, { intygar: 'ja' }]) {
    const read = await desk.post(path, { ...typed, ...more })
    expect(read.status).toBe(200)
    const [, told = '', form = ''] = /<section class="folder".*?>(.*?)<\/section>(.*)/s.exec(read.text)!
    for (const said of ['Läs igenom innan du låser', 'Så här läser personen']) expect(read.text).toContain(said)
    for (const said of ['2 november 2026', 'Boendestöd två gånger i veckan', 'Ledsagare', 'Du behöver stöd.', '24 november'])
      expect(told.replaceAll('\u00a0', ' ')).toContain(said)
    // Names are left out of what the person gets, and the reason of it is for the record.
    for (const hidden of ['Sara Lund', 'Amina Haddad', 'Hot mot']) expect(told).not.toContain(hidden)
    expect(form).toMatch(/ser beslutet när någon har valt det\. Ärendet är inte öppnat för personen än/)
    expect(form).toContain('id="intygar"')
  }
  expect(await events()).toEqual([])

  const carried = hiddenIn((await desk.post(path, typed)).text)
  expect(carried).toMatchObject({ ...typed, varfor: 'Hot mot &quot;oss&quot;\nden 1 november' })
  const sent = { ...carried, varfor: typed.varfor }
  // Back in the form, with every word.
  const form = await desk.post(path, { ...sent, gor: 'andra' })
  expect([form.status, form.text.includes('role="alert"')]).toEqual([200, false])
  for (const said of ['value="Stöd hemma"', 'Sara Lund\nenhetschef', 'Hot mot', 'value="2026-11-03"', carried['formular']!])
    expect(form.text).toContain(said)
  const unread = await desk.post(path, { ...sent, gor: 'las' })
  expect([unread.status, errorsIn(unread.text)]).toEqual([422, ['intygar: Läs igenom och kryssa för innan du låser']])
  expect(hiddenIn(unread.text)).toEqual(carried)
  expect(await events()).toEqual([])

  const lock = () => desk.post(path, { ...sent, gor: 'las', intygar: 'ja' })
  expect([(await lock()).status, (await lock()).status]).toEqual([303, 303])
  const [event] = await events()
  expect(event).toMatchObject({
    kind: 'decision',
    event: {
      detail: { title: 'Stöd hemma', decidedBy: { name: 'Sara Lund', role: 'enhetschef' } },
      internal: { hideNamesReason: typed.varfor, communication: { without: 'needless' } },
    },
  })

  // A correction is read through the same way, and leaves the names out unless somebody says otherwise.
  expect((await desk.get(`${path}/${event!.id}/ratta`)).text).toMatch(/id="dolj"[^>]*checked=""/)
  const correction = await desk.post(`${path}/${event!.id}/ratta`, { ...typed, datum: '2026-11-05', fel: 'Vi skrev fel.' })
  expect(correction.text).toContain('Rättelsen ger ingen ny tid att överklaga.')
  expect(correction.text).toContain('Vi skrev fel.')
})

test('no decision is made in a case that is closed, until it has been opened again', async () => {
  const { desk, path, events, send, happened } = await aKept()
  expect((await send({ datum: '2026-10-30' })).status).toBe(303)
  expect((await desk.get(path)).text).not.toContain('Ärendet avslutades')
  await happened('closed', { datum: '2026-11-02', tid: '9.30' })
  const page = (await desk.get(path)).text
  for (const said of ['Ärendet avslutades den 2 november', '/handelse/reopened"']) expect(page.replaceAll('\u00a0', ' ')).toContain(said)
  const late = { datum: '2026-11-03', rubrik: 'Mer stöd' }
  const refused = await send(late)
  expect([refused.status, errorsIn(refused.text)]).toEqual([
    422,
    ['datum: Ärendet var avslutat då. Registrera först att det öppnades igen, eller ändra dagen för beslutet.'],
  ])
  expect(refused.text).toContain('value="Mer stöd"')
  // Made the day it was closed, or before, it may be written afterwards; and a slip is corrected whenever it is seen.
  expect((await send({ datum: '2026-11-02' })).status).toBe(303)
  expect((await send({ datum: '2026-11-04', fel: 'Fel ord.' }, `${path}/${(await events())[0]!.id}/ratta`)).status).toBe(303)
  await happened('reopened', { datum: '2026-11-03' })
  expect((await send(late)).status).toBe(303)
})

test('a rule that is cited means the same to its person wherever the decision was written', async () => {
  const { desk, path, send, events } = await aKept()
  const means = /^Du har rätt till hjälp om du behöver den/
  const cited = ['11 kap. 1 § socialtjänstlagen (2025:400)', '11 kap 1 §  SoL', '11 kap. 2 § socialtjänstlagen (2025:400)']
  const regler = cited.join('\n')
  const { gor: _, ...unread } = { ...decision, regler }
  expect((await desk.post(path, unread)).text).toContain('Du har rätt till hjälp om du behöver den')
  expect((await send({ regler })).status).toBe(303)
  expect((await events())[0]!.event.detail['rules']).toEqual([
    { citation: cited[0], meaning: expect.stringMatching(means) as string },
    { citation: '11 kap 1 §  SoL', meaning: expect.stringMatching(means) as string },
    { citation: cited[2] },
  ])
  // A decision from before the law goes by the law of its day.
  expect((await send({ datum: '2025-01-15', regler: '4 kap. 1 § socialtjänstlagen (2001:453)' })).status).toBe(303)
  expect((await send({ datum: '2025-01-16', regler: cited[0]! })).status).toBe(303)
  const [, old, early] = await events()
  expect([old, early].map((one) => (one!.event.detail['rules'] as { meaning?: string }[])[0]!.meaning?.slice(0, 20))).toEqual([
    'Du hade rätt till hj',
    undefined,
  ])
})
