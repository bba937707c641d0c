import { beforeEach, expect, test } from 'vitest'
import { aPerson, aUnit, browser, owner, uuid } from '#testing'
import { aDispatcher, aRequest, aType, seenIn } from '../../../testing/contact.ts'

// One draft in several tabs: nothing that was not sent is said to be received, and nothing is sent unread.

const root = '/mina-sidor/meddelanden'
let unit: Awaited<ReturnType<typeof aUnit>>
let person: Awaited<ReturnType<typeof aPerson>>
let reader: Awaited<ReturnType<typeof browser>>

beforeEach(async () => {
  unit = await aUnit()
  await aDispatcher({ unit })
  person = await aPerson()
  await owner`update identity.sessions set municipality_id = ${unit.committee.municipalityId} where id = ${person.sessionId}`
  reader = await browser(person)
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const definition = {
  fields: [
    { id: 'vad', kind: 'text', label: { sv: 'Vad gäller det?' }, required: true },
    { id: 'antal', kind: 'number', label: { sv: 'Hur många?' } },
    { id: 'intyg', kind: 'file', label: { sv: 'Intyg' }, required: true },
  ],
}
const form = (values: Record<string, string>, file?: { field: string; name: string }) => {
  const sent = new FormData()
  for (const [name, value] of Object.entries(values)) sent.append(name, value)
  if (file) sent.append(file.field, new File([new Uint8Array(png)], file.name, { type: 'image/png' }))
  return sent
}
const sent = async () => {
  const rows = await owner`select id from contact.threads where opened_by = ${person.id}`
  expect(rows).toHaveLength(1)
  return `${root}/${rows[0]!['id']}`
}
type Answer = Awaited<ReturnType<typeof reader.post>>
const to = ({ headers }: Answer) => headers.get('location')
const givenBack = ({ status, text }: Answer, thread: string, ...words: string[]) =>
  expect([
    status,
    ...['Det här är redan skickat', 'följde inte med', `href="${thread}"`, ...words].filter((one) => !text.includes(one)),
  ]).toEqual([409])

test('a message that was sent from one tab: what another has written since is given back, saved or sent; the same again is a receipt', async () => {
  const at = `${root}/nytt/meddelande?enhet=${unit.id}`
  const key = uuid()
  await reader.post(at, form({ key, gor: 'spara', rubrik: '', text: 'Det första' }))
  const first = { key, gor: 'skicka', rubrik: '', text: 'Det första' }
  const file = { field: 'fil', name: 'bild.png' }
  const clicks = await Promise.all(Array.from({ length: 3 }, () => reader.post(at, form(first, file))))
  const thread = await sent()
  for (const click of [...clicks, await reader.post(at, form(first, file)), await reader.post(at, form(first))])
    expect(to(click)).toBe(`${thread}?gjort=skickat`)
  expect(await owner`select from contact.files where thread_id = ${thread.slice(-36)}`).toHaveLength(1)
  for (const gor of ['spara', 'skicka']) {
    givenBack(await reader.post(at, form({ ...first, gor, text: 'Det andra' })), thread, 'Det andra')
    givenBack(await reader.post(at, form({ ...first, gor, rubrik: 'En rubrik' })), thread, 'value="En rubrik"')
    givenBack(await reader.post(at, form({ ...first, gor }, { ...file, name: 'en annan bild.png' })), thread)
  }
  expect(await owner`select from contact.person_drafts where person_id = ${person.id}`).toHaveLength(0)
})

test('so is a wish to be phoned', async () => {
  const at = `${root}/nytt/ring?enhet=${unit.id}`
  const wish = { key: uuid(), gor: 'skicka', telefon: '070-174 06 05', nar: 'morning', text: '' }
  await reader.post(at, form(wish))
  const thread = await sent()
  expect(to(await reader.post(at, form(wish)))).toBe(`${thread}?gjort=skickat`)
  givenBack(await reader.post(at, form({ ...wish, telefon: '070-174 06 06' })), thread, 'value="070-174 06 06"')
  givenBack(await reader.post(at, form({ ...wish, nar: 'noon' })), thread)
})

test('so is a request, whatever was written in it', async () => {
  const type = await aType({ unit, definition })
  const at = `${root}/nytt/${type}`
  const fill = { key: uuid(), gor: 'skicka', 'f-vad': 'Det första', 'f-antal': '2' }
  const draft = `${root}/utkast/${fill.key}`
  const file = { field: 'f-intyg', name: 'intyg.png' }
  await reader.post(at, form(fill, file))
  const sett = seenIn((await reader.get(`${draft}/granska`)).text)
  await reader.post(`${draft}/skicka`, { sett })
  const thread = await sent()
  for (const again of [form(fill), form(fill, file), form({ ...fill, gor: 'spara' })])
    expect(to(await reader.post(at, again))).toBe(`${thread}?gjort=skickat`)
  for (const gor of ['spara', 'skicka'])
    for (const words of [{ 'f-vad': 'Det andra' }, { 'f-antal': 'två' }])
      givenBack(await reader.post(at, form({ ...fill, gor, ...words })), thread, `value="${Object.values(words)[0]}"`)
  expect(to(await reader.post(`${draft}/skicka`, { sett }))).toBe(`${thread}?gjort=skickat`)
})

test('a draft that is another than the one that was read through is not sent but shown as it is now', async () => {
  const type = await aType({ unit, definition })
  const at = `${root}/nytt/${type}`
  const fill = { key: uuid(), gor: 'skicka', 'f-vad': 'Det lästa', 'f-antal': '' }
  const draft = `${root}/utkast/${fill.key}`
  await reader.post(at, form(fill, { field: 'f-intyg', name: 'intyg.png' }))
  const preview = async () => (await reader.get(`${draft}/granska`)).text
  const read = seenIn(await preview())
  // Saved again as it was it is the same.
  await reader.post(at, form({ ...fill, gor: 'spara' }))
  expect(seenIn(await preview())).toBe(read)
  for (const change of [
    form({ ...fill, gor: 'spara', 'f-vad': 'Det olästa' }),
    form({ ...fill, gor: 'spara' }, { field: 'f-intyg', name: 'mer.png' }),
  ]) {
    await reader.post(at, change)
    for (const sett of [{ sett: read }, {}]) {
      const { status, text } = await reader.post(`${draft}/skicka`, sett)
      expect([status, text.includes('Utkastet har ändrats, och inget är skickat'), seenIn(text)]).toEqual([
        409,
        true,
        seenIn(await preview()),
      ])
    }
  }
  expect(await preview()).not.toContain('har ändrats')
  expect(await owner`select from contact.threads where opened_by = ${person.id}`).toHaveLength(0)
  expect(to(await reader.post(`${draft}/skicka`, { sett: seenIn(await preview()) }))).toBe(`${await sent()}?gjort=skickat`)
  // Pressed in the old preview now: what was sent is another, and it is said.
  const late = to(await reader.post(`${draft}/skicka`, { sett: read }))!
  expect(late).toBe(`${await sent()}?gjort=redan`)
  const { text } = await reader.get(late)
  expect([text.includes('Det här var redan skickat'), text.includes('Det kom till oss')]).toEqual([true, false])
})

test('an answer in a thread that was sent from one tab: what another has is given back, to send too; the same again is a receipt', async () => {
  const at = `${root}/${await aRequest(person, await aType({ unit }))}`
  const key = uuid()
  const say = (text: string, gor = 'skicka', with_: string = key) => reader.post(at, form({ key: with_, gor, text }))
  expect([to(await say('Det första')), to(await say('Det första'))]).toEqual([`${at}?gjort=skrivet`, `${at}?gjort=skrivet`])
  for (const gor of ['skicka', 'spara']) {
    const answer = await say('Det andra', gor)
    expect([answer.status, />\s*Det andra<\/textarea>/.test(answer.text), answer.text.includes('Det här är inte skickat')]).toEqual([
      409,
      true,
      true,
    ])
    const fresh = /name="key" value="([^"]+)"/.exec(answer.text)![1]!
    expect(fresh).not.toBe(key)
    if (gor === 'spara') expect(to(await say('Det andra', 'skicka', fresh))).toBe(`${at}?gjort=skrivet`)
  }
  const both = await Promise.all(['Ett', 'Två'].map((text) => say(text, 'skicka', '5c3f8d1e-2b6a-4f7c-9d0e-1a2b3c4d5e6f')))
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
})
