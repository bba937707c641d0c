import { expect, test } from 'vitest'
import { aMatter, aPerson, aSource, aUnit, aWorker, browser, opened, owner, uuid } from '#testing'
import { wrongField } from '../model.ts'

type Row = { id: string; ref: string; version: number; kind: string; event: { about?: string; detail: Record<string, unknown> } }

/** A matter kept here and opened for its person, where nothing is shown until somebody has chosen to. */
async function aKept() {
  const unit = await aUnit()
  const person = await aPerson()
  const matter = await aMatter({ unit, person, source: await aSource({ committee: unit.committee, kind: 'native' }) })
  const officer = await aWorker({ unit })
  const shelf = await opened(matter, officer)
  const [desk, reader] = [await browser(officer), await browser(person)]
  const form = (kind: string) => `/personal/arenden/${matter.id}/handelse/${kind}`
  const events = async () =>
    (await owner`select id, ref, version, kind, event from record.events where matter_id = ${matter.id} order by received_at, version`).map(
      (row) => ({ ...row }),
    ) as Row[]
  const newest = async () => (await events()).at(-1)!
  return {
    desk,
    form,
    events,
    newest,
    /** Sends the form as somebody who found it empty, and answers the page or what came of it. */
    send: (kind: string, typed: Record<string, string>) => desk.post(form(kind), { datum: '2026-11-02', tid: '', ...typed }),
    correct: (id: string, typed: Record<string, string>) => desk.post(`${form(id)}/ratta`, { tid: '', ...typed }),
    /** Somebody reads the newest item, is shown what its person will read, and shows it. */
    async release(): Promise<string> {
      const path = `/personal/granska/${matter.id}/${(await newest()).id}`
      const { text } = await desk.get(path)
      const sett = /name="sett" value="(\d+)"/.exec(text)![1]!
      expect((await desk.post(path, { beslut: 'visa', sett })).status).toBe(303)
      return text
    },
    home: async (language = 'sv') => (await reader.get(`/mina-sidor/arenden/${shelf}?sprak=${language}`)).text.replaceAll('\u00a0', ' '),
  }
}
type Kept = Awaited<ReturnType<typeof aKept>>

/** Registers something, and shows it. */
async function shown(kept: Kept, kind: string, typed: Record<string, string>): Promise<string> {
  expect((await kept.send(kind, typed)).status).toBe(303)
  return kept.release()
}
const offered = (page: string) => [...page.matchAll(/(?:<option|type="radio"[^>]*) value="([^"]+)"/g)].map(([, value]) => value)
const part = (page: string, id: string) => new RegExp(`aria-labelledby="${id}".*?</section>`, 's').exec(page)?.[0] ?? ''
const stepIn = (page: string) => /aria-current="step"><strong>(.*?)<\/strong>/.exec(page)?.[1]
const errorsIn = (page: string) =>
  [...page.matchAll(/<li><a href="#(.*?)">(.*?)<\/a><\/li>/g)].map(([, field, text]) => `${field}: ${text}`)

test('a step back goes to a step that was passed, and the way on the person’s page goes back with it', async () => {
  const kept = await aKept()
  expect(errorsIn((await kept.send('stepped-back', { steg: 'investigation' })).text)).toEqual([
    'steg: Inget steg är klart än, så det finns inget att gå tillbaka till.',
  ])
  await shown(kept, 'received', { datum: '2026-10-01', vad: 'application', gallde: 'Öppenvård' })
  await shown(kept, 'investigation-opened', { datum: '2026-10-05' })
  await shown(kept, 'step-reached', { datum: '2026-10-20', steg: 'decision' })
  expect(stepIn(await kept.home())).toBe('Beslut')
  // Neither the step it is on, nor one that was left out, nor one that lies ahead.
  expect(offered((await kept.desk.get(kept.form('stepped-back'))).text)).toEqual(['application', 'investigation'])
  for (const steg of ['decision', 'hearing', 'support', 'nonsens'])
    expect(errorsIn((await kept.send('stepped-back', { steg })).text)).toEqual([
      'steg: Det gick inte att välja då. Välj något annat, eller ändra när det hände: Vilket steg?',
    ])
  expect(errorsIn((await kept.send('stepped-back', { text: 'Nya uppgifter' })).text)).toEqual(['steg: Fyll i: Vilket steg?'])
  // On the seventh the investigation was going on.
  const early = await kept.send('stepped-back', { datum: '2026-10-07', steg: 'investigation', text: 'Nya uppgifter' })
  expect([early.status, errorsIn(early.text).length]).toEqual([422, 1])
  for (const typed of ['value="2026-10-07"', 'value="investigation" selected=""', 'Nya uppgifter']) expect(early.text).toContain(typed)

  const formular = uuid()
  const back = { formular, steg: 'investigation', text: 'Det kom nya uppgifter.' }
  expect([(await kept.send('stepped-back', back)).status, (await kept.send('stepped-back', back)).status]).toEqual([303, 303])
  expect(await kept.newest()).toMatchObject({
    ref: formular,
    event: { detail: { step: 'investigation', reason: 'Det kom nya uppgifter.' } },
  })
  expect(await kept.home()).not.toContain('Vi gick tillbaka')
  expect(await kept.release()).toContain('Vi gick tillbaka till: Utredning')
  const page = await kept.home()
  expect(stepIn(page)).toBe('Utredning')
  for (const said of ['Vi gick tillbaka till: Utredning', 'Det betyder att vi gör om en del.', 'Det kom nya uppgifter.'])
    expect(page).toContain(said)
  expect(await kept.home('en')).toContain('We went back to: Investigation')

  // It is corrected among the steps that were passed when it happened.
  const { id } = await kept.newest()
  expect(offered((await kept.desk.get(`${kept.form(id)}/ratta`)).text)).toEqual(['application', 'investigation'])
  expect((await kept.correct(id, { version: '0', datum: '2026-11-02', steg: 'support' })).status).toBe(422)
  expect((await kept.correct(id, { version: '0', datum: '2026-11-02', steg: 'application', text: 'Ny ansökan.' })).status).toBe(303)
  await kept.release()
  const corrected = await kept.home()
  expect([stepIn(corrected), corrected.includes('Ny ansökan.')]).toEqual(['Ansökan', true])
})

test('a changed measure is one that is running, and its person reads how it is now and how it was', async () => {
  const kept = await aKept()
  expect(errorsIn((await kept.send('measure-changed', { rubrik: 'Samtal' })).text)).toEqual([
    'om: Det finns inget i ärendet som det kan gälla.',
  ])
  await shown(kept, 'measure-started', { datum: '2026-09-01', rubrik: 'Samtal varje vecka', utforare: 'Mottagningen Björken' })
  const running = await kept.newest()
  await kept.send('measure-started', { datum: '2026-09-01', rubrik: 'Ledsagare' })
  const ended = await kept.newest()
  await kept.send('measure-ended', { datum: '2026-10-01', om: ended.id })
  expect(offered((await kept.desk.get(kept.form('measure-changed'))).text)).toEqual([running.id])
  const fault = 'om: Det gick inte att välja då. Välj något annat, eller ändra när det hände: Vad gäller det?'
  for (const typed of [{ om: ended.id }, { om: running.id, datum: '2026-08-01' }, { om: uuid() }])
    expect(errorsIn((await kept.send('measure-changed', { rubrik: 'Samtal', ...typed })).text)).toEqual([fault])
  // Before it ended it was running: the form offers it once the day is said.
  expect(offered((await kept.send('measure-changed', { datum: '2026-09-15', rubrik: 'Ledsagare' })).text)).toEqual([running.id, ended.id])
  const wrong = await kept.send('measure-changed', { om: running.id, fran: '2026-12-01', tom: '2026-11-20', utforare: 'Björken' })
  expect(errorsIn(wrong.text)).toEqual([
    'rubrik: Fyll i: Rubrik',
    'tom: Dagen kan inte vara före den första dagen: Stödet gäller till och med',
  ])
  for (const typed of [`value="${running.id}" checked=""`, 'value="2026-12-01"', 'value="2026-11-20"', 'value="Björken"'])
    expect(wrong.text).toContain(typed)
  expect(
    errorsIn((await kept.send('measure-changed', { om: running.id, rubrik: 'Samtal', fran: 'i vår', tom: '2027-01-01' })).text),
  ).toEqual(['fran: Skriv en dag, till exempel 2026-01-15: Stödet gäller från och med'])

  const now = { om: running.id, rubrik: 'Samtal varannan vecka', tom: '2027-06-30', text: 'Du ville komma mer sällan.' }
  expect(await shown(kept, 'measure-changed', now)).toContain('Stödet ändrades: Samtal varannan vecka')
  expect((await kept.newest()).event).toMatchObject({ about: running.ref, detail: { title: 'Samtal varannan vecka', to: '2027-06-30' } })
  const page = await kept.home()
  expect(part(page, 'galler')).toMatch(
    /Samtal varannan vecka.*Mottagningen Björken ger stödet.*sedan.*2 november.*Förut: Samtal varje vecka.*30 juni 2027/s,
  )
  for (const said of ['Stödet ändrades: Samtal varannan vecka', 'Du ville komma mer sällan.']) expect(page).toContain(said)
  expect(await kept.home('en')).toContain('The support changed:')

  // What comes after it, too, speaks about the measure as it is called now.
  const { id } = await kept.newest()
  expect((await kept.desk.get(kept.form('measure-ended'))).text).toContain('Samtal varannan vecka')
  expect((await kept.desk.get(`${kept.form(id)}/ratta`)).text).toContain(`value="${running.id}" checked=""`)
  expect(
    (await kept.correct(id, { version: '0', datum: '2026-11-02', ...now, rubrik: 'Samtal var tredje vecka', fran: '2026-11-15' })).status,
  ).toBe(303)
  expect((await kept.newest()).event).toMatchObject({
    about: running.ref,
    detail: { title: 'Samtal var tredje vecka', from: '2026-11-15', to: '2027-06-30' },
  })
  await kept.release()
  expect(part(await kept.home(), 'galler')).toMatch(/Samtal var tredje vecka.*15 november/s)
})

test('a condition may have a last day, and once it is met it no longer stands among what applies', async () => {
  const kept = await aKept()
  const missing = await kept.send('condition', { senast: '2026-11-31', text: 'Ett intyg om närvaro.' })
  expect(errorsIn(missing.text)).toEqual([
    'rubrik: Fyll i: Rubrik',
    'senast: Skriv en dag, till exempel 2026-01-15: Senast dag',
    'status: Fyll i: Hur står det till?',
  ])
  for (const typed of ['value="2026-11-31"', 'Ett intyg om närvaro.']) expect(missing.text).toContain(typed)
  const condition = { rubrik: 'Lämna intyg', senast: '2026-11-30', status: 'active', text: 'Ett intyg om närvaro.' }
  expect(errorsIn((await kept.send('condition', { ...condition, senast: '2026-11-01' })).text)).toEqual([
    'senast: Dagen kan inte vara före dagen då det hände: Senast dag',
  ])
  expect((await kept.send('condition', { ...condition, status: 'kanske' })).status).toBe(422)
  expect(await shown(kept, 'condition', condition)).toContain('Lämna intyg')
  expect(part(await kept.home(), 'galler')).toMatch(/Villkor: Lämna intyg.*Ett intyg om närvaro\..*Senast .*30 november/s)
  expect(part(await kept.home('en'), 'galler')).toMatch(/Condition: .*Lämna intyg/s)

  // It may be met after its last day.
  const { id } = await kept.newest()
  expect(
    (await kept.correct(id, { version: '0', ...condition, datum: '2026-11-25', senast: '2026-11-20', status: 'fulfilled' })).status,
  ).toBe(303)
  await kept.release()
  const page = await kept.home()
  expect(part(page, 'galler')).not.toContain('Lämna intyg')
  expect(page).toContain('Det är gjort.')
  await shown(kept, 'condition', { rubrik: 'Kom till samtalen', status: 'active' })
  expect(await kept.home()).toContain('Det gäller tills vi säger något annat.')
})

test('a first answer is words of its own, said not to be the decision', async () => {
  const kept = await aKept()
  expect(errorsIn((await kept.send('preliminary-answer', {})).text)).toEqual(['text: Fyll i: Mer om det'])
  const text = 'Vi tror att du kan få öppenvård.\n\nBeslutet kommer i december.'
  expect(await shown(kept, 'preliminary-answer', { text })).toContain('Vi skickade ett första svar')
  const page = await kept.home()
  for (const said of ['Vi skickade ett första svar', 'Det är inte beslutet. Det kommer senare.', 'Vi tror att du kan få öppenvård.'])
    expect(page).toContain(said)
  expect(await kept.home('en')).toContain('We sent a first answer')
  const { id } = await kept.newest()
  expect((await kept.correct(id, { version: '0', datum: '2026-11-02', text: '' })).status).toBe(422)
  expect((await kept.correct(id, { version: '0', datum: '2026-11-02', text: 'Vi tror att du kan få stöd hemma.' })).status).toBe(303)
  await kept.release()
  expect(await kept.home()).toContain('med en rättelse')
})

test('a case said not to be shown here tells its person so, in the officer’s words, until it is opened again', async () => {
  const kept = await aKept()
  await shown(kept, 'received', { datum: '2026-10-01', vad: 'application', gallde: 'Öppenvård' })
  await shown(kept, 'investigation-opened', { datum: '2026-10-05' })
  expect(stepIn(await kept.home())).toBe('Utredning')
  const text = 'Det här ärendet läser vi tillsammans. Ring Amina.'
  expect((await kept.send('not-shown-here', { datum: '2199-01-01', text })).text).toContain(text)
  // What nobody has shown yet changes nothing for its person.
  expect((await kept.send('not-shown-here', { text })).status).toBe(303)
  expect(stepIn(await kept.home())).toBe('Utredning')
  expect(await kept.release()).toContain('Det här ärendet visas inte här')
  const page = await kept.home()
  for (const said of ['Det här ärendet visas inte här', text, 'Vi kan inte visa hur mycket som finns i det här ärendet.'])
    expect(page).toContain(said)
  expect(stepIn(page)).toBeUndefined()
  expect(await kept.home('en')).toContain('This case is not shown here')
  // It can be corrected, and what it hides comes back.
  const { id } = await kept.newest()
  expect((await kept.desk.get(`${kept.form(id)}/ratta`)).text).toContain(text)
  await shown(kept, 'reopened', { datum: '2026-11-03' })
  expect(stepIn(await kept.home())).toBe('Utredning')
})

test('a last day or a meeting is never before the day it was said', async () => {
  const kept = await aKept()
  const early = async (kind: string, typed: Record<string, string>) => errorsIn((await kept.send(kind, typed)).text)
  expect(await early('requested', { saker: 'Hyresavi', senast: '2026-11-01' })).toEqual([
    'senast: Dagen kan inte vara före dagen då det hände: Senast dag',
  ])
  const meeting = { rubrik: 'Uppföljning', klockan: '9.30' }
  expect(await early('follow-up-planned', { ...meeting, nar: '2026-11-01' })).toEqual([
    'nar: Dagen kan inte vara före dagen då det hände: Vilken dag?',
  ])
  // The error stands at the field that is wrong: the day, or its time.
  expect(await early('follow-up-planned', { ...meeting, nar: '2026-11-02', klockan: '25.00' })).toEqual([
    'klockan: Skriv klockslaget så här: 9.30',
  ])
  expect(await early('received', { vad: 'application', gallde: 'Stöd', tid: 'nio' })).toEqual(['tid: Skriv klockslaget så här: 9.30'])
  expect(await early('received', { vad: 'application', gallde: 'Stöd', datum: '2026-02-30', tid: 'nio' })).toEqual([
    'datum: Skriv dagen, till exempel 2026-01-15',
  ])
  const now = new Date('2026-11-02T09:00:00Z')
  expect([wrongField('later', '2026-11-02', now), wrongField('later', '2026-11-03', now)]).toEqual(['tid', 'datum'])
  expect(await kept.events()).toEqual([])
  expect((await kept.send('follow-up-planned', { ...meeting, nar: '2026-11-02' })).status).toBe(303)
  const { id } = await kept.newest()
  expect(errorsIn((await kept.correct(id, { version: '0', datum: '2026-11-02', ...meeting, nar: '2026-11-01' })).text)).toEqual([
    'nar: Dagen kan inte vara före dagen då det hände: Vilken dag?',
  ])
})

test('only what can happen is offered, and a form where nothing can be chosen says why and has no button', async () => {
  const kept = await aKept()
  const list = async () =>
    [...(await kept.desk.get(kept.form('').slice(0, -1))).text.matchAll(/handelse\/([a-z-]+)"/g)].map(([, kind]) => kind!)
  const button = 'Spara och lås'
  const shows = async (kind: string, why: string) => {
    const { text } = await kept.desk.get(kept.form(kind))
    expect([text.includes(why), text.includes(button)], kind).toEqual([true, false])
  }
  const needs = ['stepped-back', 'request-fulfilled', 'request-withdrawn', 'measure-changed', 'measure-ended', 'reopened']
  for (const kind of needs) expect(await list()).not.toContain(kind)
  expect((await list()).length).toBe(16)
  await shows('reopened', 'Ärendet är öppet, så det finns inget att öppna igen.')
  await shows('measure-ended', 'Det finns inget i ärendet som det kan gälla.')
  await shows('stepped-back', 'Inget steg är klart än')

  await kept.send('requested', { datum: '2026-10-01', saker: 'Hyresavi', senast: '2026-12-01' })
  const asked = await kept.newest()
  await kept.send('measure-started', { datum: '2026-10-01', rubrik: 'Samtal' })
  const running = await kept.newest()
  for (const kind of ['request-fulfilled', 'request-withdrawn', 'measure-changed', 'measure-ended']) {
    expect(await list()).toContain(kind)
    expect((await kept.desk.get(kept.form(kind))).text).toContain(button)
  }
  // What has been given is not asked for any more, and what has ended runs no more; the same form may come twice.
  const given = { formular: uuid(), datum: '2026-10-05', om: asked.id }
  expect([(await kept.send('request-fulfilled', given)).status, (await kept.send('request-fulfilled', given)).status]).toEqual([303, 303])
  expect((await kept.desk.get(`${kept.form((await kept.newest()).id)}/ratta`)).text).toContain('Spara rättelsen')
  expect((await kept.send('request-withdrawn', { om: asked.id })).status).toBe(422)
  await kept.send('measure-ended', { datum: '2026-10-06', om: running.id })
  for (const kind of needs) expect(await list()).not.toContain(kind)
})

test('a case is closed while it is open, opened again while it is closed, and worked with only while it is open', async () => {
  const kept = await aKept()
  const list = async () => (await kept.desk.get(kept.form('').slice(0, -1))).text
  const errors = async (kind: string, typed: Record<string, string>) => errorsIn((await kept.send(kind, typed)).text)
  expect(await errors('reopened', {})).toEqual([
    'datum: Ärendet var öppet då, så det kan inte ha öppnats igen. Kontrollera dagen och klockslaget.',
  ])
  expect((await kept.send('closed', { datum: '2026-11-02', tid: '9.30' })).status).toBe(303)
  expect(await errors('closed', { datum: '2026-11-03' })).toEqual([
    'datum: Ärendet var redan avslutat då. Kontrollera dagen och klockslaget.',
  ])
  const page = await list()
  expect([
    page.includes('handelse/closed"'),
    page.includes('handelse/reopened"'),
    page.includes('Ärendet avslutades den 2 november.'),
  ]).toEqual([false, true, true])
  const work = { saker: 'Hyresavi', senast: '2026-12-01' }
  expect(await errors('requested', { ...work, datum: '2026-11-03' })).toEqual([
    'datum: Ärendet var avslutat då. Registrera först att det öppnades igen, eller ändra dagen.',
  ])
  // The day it was closed is also the hours before it; with a time of day it is not.
  expect(await errors('requested', { ...work, datum: '2026-11-02', tid: '10.00' })).toHaveLength(1)
  expect((await kept.send('requested', { ...work, datum: '2026-11-02' })).status).toBe(303)
  const asked = await kept.newest()
  // Its words may be corrected; a later day may not be made of it.
  const reworded = { version: '0', ...work, saker: 'Hyresavi för november' }
  expect((await kept.correct(asked.id, { ...reworded, datum: '2026-11-03' })).status).toBe(422)
  expect((await kept.correct(asked.id, { ...reworded, datum: '2026-11-02' })).status).toBe(303)

  // Money may be paid after that; a meeting may have been held, and is asked about.
  expect((await kept.send('payment', { datum: '2026-11-05', avser: 'Hyra', belopp: '4500', status: 'paid' })).status).toBe(303)
  const meeting = { datum: '2026-11-05', rubrik: 'Samtal' }
  const met = await kept.send('meeting-held', meeting)
  expect([met.status, errorsIn(met.text)]).toEqual([
    422,
    ['anda: Ärendet var avslutat då. Kryssa för att det ändå stämmer, eller ändra dagen.'],
  ])
  for (const said of ['value="Samtal"', 'Ja, det hände efter att ärendet avslutades']) expect(met.text).toContain(said)
  expect((await kept.send('meeting-held', { ...meeting, anda: 'closed' })).status).toBe(303)

  expect((await kept.send('reopened', { datum: '2026-11-06' })).status).toBe(303)
  expect((await kept.send('requested', { ...work, datum: '2026-11-07' })).status).toBe(303)
  // A closing told late, with work after it, is asked about.
  expect(await errors('closed', { datum: '2026-11-06', tid: '15.00' })).toEqual([
    'anda: Det finns arbete i ärendet efter den dagen. Kryssa för att det ändå stämmer, eller ändra dagen.',
  ])
  expect((await kept.send('closed', { datum: '2026-11-06', tid: '15.00', anda: 'later' })).status).toBe(303)
})
