import { expect, test } from 'vitest'
import { addDays, dayOf, deadline } from '#kernel/values/day'
import { aWorker, browser, owner, uuid } from '#testing'
import { read } from '../../../testing/camilla.ts'
import { aCase, errorsIn, idIn } from '../../../testing/duties.ts'

const today = () => dayOf(new Date())
const whole = { vad: 'whole', hur: 'paper', text: 'Allt sedan i våras.' }

async function asked(more: Record<string, string> = {}) {
  const all = await aCase()
  const to = `${all.home}/rattigheter/akt`
  const sent = await all.reader.post(to, { key: uuid(), ...whole, ...more })
  return { ...all, to, sent, id: idIn(sent.headers.get('location')) }
}

/** A page's words in easier Swedish, which the page in Swedish offers. */
async function easy(reader: Awaited<ReturnType<typeof browser>>, path: string): Promise<string> {
  expect((await reader.get(`${path}?sprak=sv`)).text).toContain('sprak=sv-simple')
  return read((await reader.get(`${path}?sprak=sv-simple`)).text)
}

test('somebody asks to read their file in their own way, gets a receipt, and the unit a day to be alarmed on', async () => {
  const { sent, id, duty, reader, desk, home } = await asked()
  expect(sent.status).toBe(303)
  expect(await duty(id)).toMatchObject({ kind: 'file', last_day: deadline(today(), { days: 3 }), detail: { what: 'whole', how: 'paper' } })
  expect(read((await reader.get(sent.headers.get('location')!)).text)).toMatch(
    /Vi har fått det Det kom in .* Du vill läsa hela akten\. Du vill ha det på papper\. Det du skrev Allt sedan i våras\./,
  )
  expect(read((await reader.get(home)).text)).toContain('Din begäran att läsa akten')
  expect(await easy(reader, `${home}/rattigheter/${id}`)).toMatch(/Du vill läsa din akt .* Du vill läsa alla papper om dig\./)
  await reader.get('/mina-sidor?sprak=sv')
  expect(read((await desk.get('/personal/skyldigheter')).text)).toMatch(/Begäran om akten Camilla Rosén.* Svara skyndsamt/)
})

test('a second request while one is open is not taken without a word: the page says since when, and shows it', async () => {
  const { sent, id, to, reader, matter, home } = await asked({ key: '0f6c0c1c-1111-4111-8111-111111111111' })
  const link = `href="${home}/rattigheter/${id}"`
  const page = (await reader.get(to)).text
  expect([page.includes(link), page.includes('<textarea')]).toEqual([true, false])
  const rights = (await reader.get(`${home}/rattigheter`)).text
  expect([rights.includes(link), rights.includes(`href="${to}"`)]).toEqual([true, false])
  const again = await reader.post(to, { key: uuid(), ...whole, text: 'Och det från förra året.' })
  expect([again.status, again.text.includes(link), again.text.includes('Och det från förra året.')]).toEqual([409, true, true])
  expect(read(again.text)).toMatch(/Du bad om att få läsa din akt \S+ \d+ \S+, och vi har inte svarat än/)
  const same = await reader.post(to, { key: '0f6c0c1c-1111-4111-8111-111111111111', ...whole })
  expect(same.headers.get('location')).toBe(sent.headers.get('location'))
  expect(await owner`select id from duty.duties where matter_id = ${matter.id}`).toHaveLength(1)
  await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid(), saker: 'ja' })
  expect(await easy(reader, `${home}/rattigheter`)).toContain('Din akt är alla papper som vi har om dig. Du har rätt att läsa dem.')
  expect(await easy(reader, to)).toContain('Din akt är alla papper som vi har om dig. Vi svarar så fort vi kan.')
  expect((await reader.post(to, { key: uuid(), ...whole })).status).toBe(303)
})

test('what is missing is said by the field, and what was typed stays', async () => {
  const { reader, to, matter } = await asked({ vad: 'nonsense' })
  const fields = async (form: Record<string, string>) => {
    const answer = await reader.post(to, { key: uuid(), ...form })
    expect(answer.status).toBe(422)
    return errorsIn(answer.text).map((line) => line.split(':')[0])
  }
  expect(await fields({})).toEqual(['vad', 'hur'])
  expect(await fields({ vad: 'some', hur: 'here' })).toEqual(['text'])
  expect(await fields({ vad: 'period', hur: 'here' })).toEqual(['fran'])
  expect(await fields({ vad: 'period', hur: 'here', fran: '2026-02-30', till: 'x' })).toEqual(['fran', 'till'])
  expect(await fields({ vad: 'period', hur: 'here', fran: '2026-03-01', till: '2026-02-01' })).toEqual(['till'])
  const kept = await reader.post(to, { key: uuid(), vad: 'period', fran: '2026-03-01', till: '2026-02-01', text: 'Mina ord', hur: 'help' })
  for (const part of ['value="2026-03-01"', 'value="2026-02-01"', 'Mina ord</textarea>']) expect(kept.text).toContain(part)
  expect(kept.text).toMatch(/value="help" checked/)
  expect(await owner`select id from duty.duties where matter_id = ${matter.id}`).toHaveLength(0)
})

test('a part, or nothing, is handed over only with a written decision, and its person reads why and how to appeal', async () => {
  for (const [act, said] of [
    ['partial', /du får läsa en del\. Vi har skrivit varför du inte får allt/],
    ['refused', /Vi sa nej .* Vi har skrivit varför, och du kan överklaga det/],
  ] as const) {
    const { id, act: perform, reader, home, desk, at } = await asked()
    const form = (await desk.get(`${at}/skyldigheter/${id}/gor/${act}`)).text
    expect(form).toContain('10 kap. 3 § offentlighets- och sekretesslagen (2009:400)')
    const none = await perform(id, act, { datum: today(), skal: '', regler: '', beslutare: '', hur: act === 'partial' ? 'Här' : '' })
    expect(errorsIn(none.text).map((line) => line.split(':')[0])).toEqual(['skal', 'regler', 'beslutare'])
    const no = {
      datum: today(),
      skal: 'Det rör någon annan.',
      regler: '10 kap. 3 § offentlighets- och sekretesslagen (2009:400)',
      beslutare: 'Nämnden',
      hur: 'På papper',
    }
    expect((await perform(id, act, no)).status).toBe(303)
    const page = await reader.get(`${home}/rattigheter/${id}`)
    expect(read(page.text)).toMatch(said)
    expect(read(page.text)).toMatch(/Det rör någon annan\. .*10 kap\. 3 § .* Nämnden har beslutat\./)
    expect(page.text).toContain(`${home}/rattigheter/${id}/overklaga`)
  }
})

test('all of it is told with how, and a request that is answered or taken back cannot be appealed as a no', async () => {
  const { id, act, reader, home, duty } = await asked()
  expect(errorsIn((await act(id, 'full', { hur: '' })).text)).toEqual(['hur: Skriv hur, högst 300 tecken'])
  expect((await act(id, 'full', { hur: 'På papper, med posten', text: '' })).status).toBe(303)
  expect(await duty(id)).toMatchObject({ outcome: 'full' })
  expect(read((await reader.get(`${home}/rattigheter/${id}`)).text)).toMatch(/Du får läsa allt du bad om .*På papper, med posten/)
  expect((await reader.get(`${home}/rattigheter/${id}/overklaga`)).status).toBe(404)
  expect((await reader.post(`${home}/rattigheter/${id}/overklaga`, { key: uuid(), text: 'Nej' })).status).toBe(404)
})

test('a manager sets the days of the unit, and others do not', async () => {
  const { desk, unit, reader, to, duty, id, home } = await asked()
  await reader.post(`${home}/rattigheter/${id}/ta-tillbaka`, { key: uuid(), saker: 'ja' })
  const manager = await browser(await aWorker({ unit, role: 'unitManager' }))
  expect((await desk.post('/personal/skyldigheter', { akt: '1', overklagande: '2' })).status).toBe(404)
  expect((await desk.get('/personal/skyldigheter')).text).not.toContain('name="akt"')
  const wrong = await manager.post('/personal/skyldigheter', { akt: '0', overklagande: 'många' })
  expect(errorsIn(wrong.text).map((line) => line.split(':')[0])).toEqual(['akt', 'overklagande'])
  expect(wrong.text).toContain('value="många"')
  expect((await manager.post('/personal/skyldigheter', { akt: '1', overklagande: '5' })).status).toBe(303)
  const next = await reader.post(to, { key: uuid(), ...whole })
  expect(await duty(idIn(next.headers.get('location')))).toMatchObject({ last_day: deadline(today(), { days: 1 }) })
})

test('one on paper is registered with its day, and found by its person', async () => {
  const { desk, at, reader, home, duty } = await aCase()
  const came = addDays(today(), -2)
  const sent = await desk.post(`${at}/skyldigheter/ny/akt`, { key: uuid(), satt: 'visit', datum: came, ...whole })
  const id = idIn(sent.headers.get('location'))
  expect(await duty(id)).toMatchObject({ came_on: came, via: 'visit' })
  expect(read((await reader.get(`${home}/rattigheter`)).text)).toContain('Din begäran att läsa akten')
  expect((await reader.get(`${home}/rattigheter/${id}`)).status).toBe(200)
})
