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
